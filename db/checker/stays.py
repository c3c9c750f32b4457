"""Stays rebuilt from a person's line, and compared with the stored ones."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from db.checker.records import FAR, Movement, Stay, Violation, Whereabouts
from db.checker.world import Site

SECOND = 1_000_000
"""Microseconds."""

FROM_AT, TO_AT, CLOSED_KNOWN, RETRACTED, SPAN_CLASS = (
    Stay._fields.index(name)
    for name in ("from_at", "to_at", "closed_known", "retracted", "span_class")
)
"""Columns that later steps change."""


class Rebuilt(NamedTuple):
    """What a person's line comes to."""

    stays: list[Stay]
    """One row for each step, in order."""
    whereabouts: Whereabouts


def rebuild(moves: Sequence[Movement], sites: Mapping[int, Site]) -> Rebuilt:
    """Rebuild the stays and the whereabouts of one person from their whole line, never empty."""
    rows: list[list[int]] = []
    standing: list[tuple[int, int]] = []
    for at, move in enumerate(moves):
        known = move.recorded_at
        if move.kind == "annul":
            if len(standing) > 1:
                _, wrong = standing.pop()
                origin, before = standing.pop()
                rows[wrong][RETRACTED] = rows[before][RETRACTED] = known
                standing.append((origin, at))
        else:
            if standing:
                closed = rows[standing[-1][1]]
                closed[TO_AT], closed[CLOSED_KNOWN] = move.occurred_at, known
                closed[SPAN_CLASS] = ((known - closed[FROM_AT]) // SECOND).bit_length()
            standing.append((move.pseq, at))
        rows.append(_opened(move, sites.get(move.to_place)))
    newest = moves[-1]
    stays = [Stay._make(row) for row in rows]
    return Rebuilt(stays, _whereabouts(newest, standing[-1][0] if standing else newest.pseq))


def _opened(move: Movement, site: Site | None) -> list[int]:
    """Give the row of a stay as it is before any later step."""
    establishment = site.establishment if site else 0
    place, bed, since, known = move.to_place, move.to_bed, move.since, move.recorded_at
    opened = [move.person_id, move.pseq, establishment, place, bed, since]
    return [*opened, FAR, known, FAR, FAR, ((FAR - since) // SECOND).bit_length()]


def _whereabouts(newest: Movement, origin: int) -> Whereabouts:
    return Whereabouts(
        newest.person_id,
        newest.pseq,
        newest.to_place,
        newest.to_bed,
        newest.to_bed or None,
        newest.since,
        newest.depth,
        origin,
    )


def check_stays(rebuilt: Sequence[Stay], stored: Sequence[Stay]) -> Iterator[Violation]:
    """Compare the stays of one person with what their line comes to."""
    if rebuilt == stored:
        return
    expected = {row.pseq: row for row in rebuilt}
    found = {row.pseq: row for row in stored}
    person = (*rebuilt, *stored)[0].person_id
    for pseq in sorted({*expected, *found}):
        where = f"stay of person {person}, pseq {pseq}"
        if pseq not in found:
            yield Violation("stay-missing", where, "The line has this step, the stays have not.")
        elif pseq not in expected:
            yield Violation("stay-extra", where, "There is no such step in the line.")
        elif expected[pseq] != found[pseq]:
            yield Violation("stay-differs", where, _difference(expected[pseq], found[pseq]))
    still_open = [row for row in stored if (row.to_at, row.retracted) == (FAR, FAR)]
    if len(still_open) > 1:
        pseqs = ", ".join(str(row.pseq) for row in still_open)
        yield Violation(
            "stay-two-open", f"person {person}", f"They are in several places at once: {pseqs}."
        )


def _difference(expected: Stay, found: Stay) -> str:
    """Say in which columns two rows differ."""
    pairs = zip(Stay._fields, expected, found, strict=True)
    parts = [
        f"{name} is {is_} and should be {should}" for name, should, is_ in pairs if is_ != should
    ]
    return "; ".join(parts) + "."

"""Every prison at once: how many people where, and what is on record of them, at a moment."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db.engine import Reader
from db.queries.on_record import STANDS
from db.queries.past import BOUNDS, Moment, bounds
from db.queries.people import OPEN
from wingterm.domain.places import INSIDE, SPECIALS, PlaceKind
from wingterm.domain.standing import OUTSIDE_PLACE

_STAYS_NOW = f"FROM stay s WHERE {OPEN}"
_STAYS_THEN = """
    FROM establishment t CROSS JOIN bound c CROSS JOIN stay s
    WHERE t.id > 1 AND s.establishment_id = t.id AND s.span_class = c.span_class
      AND s.from_at > c.low AND s.from_at <= ? AND s.known_from <= ? AND s.retracted > ?
      AND (s.to_at > ? OR s.closed_known > ?)
"""
_BOUND = f"WITH bound(span_class, low) AS (VALUES {BOUNDS})"
_NO_CELLS = "o.kind IN ({})".format(", ".join(f"'{kind}'" for kind in (*SPECIALS, PlaceKind.AREA)))
# Most people are in cells, and of cells there are very many: those people are what is left over
# when the others are counted by place.
_ALL_NOW = f"SELECT s.establishment_id, COUNT(*) {_STAYS_NOW} GROUP BY s.establishment_id"
_OTHERS_NOW = (
    "SELECT o.establishment_id, o.kind, COUNT(*) FROM place o CROSS JOIN stay s"
    f" WHERE {_NO_CELLS} AND s.establishment_id = o.establishment_id AND s.place_id = o.id"
    f" AND {OPEN} GROUP BY 1, 2"
)
_KINDS_THEN = (
    f"{_BOUND} SELECT q.establishment_id, COALESCE(p.kind, '{PlaceKind.CELL}'), SUM(q.people) FROM"
    " (SELECT s.establishment_id, CASE WHEN s.place_id IN"
    f"   (SELECT o.id FROM place o WHERE {_NO_CELLS}) THEN s.place_id ELSE 0 END AS place_id,"
    f"  COUNT(*) AS people {_STAYS_THEN} GROUP BY 1, 2) q"
    " LEFT JOIN place p ON p.id = q.place_id GROUP BY 1, 2"
)


class KindCount(NamedTuple):
    """People of a prison in places of a kind."""

    establishment: int
    kind: PlaceKind
    people: int


def kinds_now(reader: Reader) -> list[KindCount]:
    """Count everybody in the books of a prison by prison and kind of place, as they are."""
    others = _counts(reader.rows(_OTHERS_NOW, ()))
    in_cells = Counter(dict(reader.rows(_ALL_NOW, ())))
    for book, _, people in others:
        in_cells[book] -= people
    return [*(KindCount(book, PlaceKind.CELL, here) for book, here in in_cells.items()), *others]


def kinds_then(reader: Reader, moment: Moment) -> list[KindCount]:
    """Count them at a moment."""
    return _counts(reader.rows(_KINDS_THEN, _then(moment)))


def _counts(rows: Iterable[tuple[int, str, int]]) -> list[KindCount]:
    return [KindCount(book, PlaceKind(kind), int(people)) for book, kind, people in rows]


def _then(moment: Moment) -> list[int]:
    as_of, known_at = moment
    return [*bounds(moment), as_of, known_at, known_at, as_of, known_at]


def signed_then(reader: Reader, moment: Moment) -> dict[int, int]:
    """Give the signed operational capacities at a moment, by prison."""
    as_of, known_at = moment
    rows = reader.rows(
        "SELECT f.subject_id, f.value FROM establishment t CROSS JOIN fact_span f"
        " WHERE f.subject_kind = 'establishment' AND f.subject_id = t.id"
        " AND f.fact_kind = 'signed' AND f.from_at <= ? AND f.to_at > ?"
        " AND f.known_from <= ? AND f.retracted > ?",
        (as_of, as_of, known_at, known_at),
    )
    return {int(book): int(json.loads(value)["signed"]) for book, value in rows}


_INSIDE = ", ".join(f"'{kind}'" for kind in INSIDE)


def inside(reader: Reader, moment: Moment, prison: int | None, *, live: bool) -> dict[int, int]:
    """Give who is inside one prison, or inside any, with the prison that they are in.

    Args:
        reader: the snapshot.
        moment: as of when, and as known when.
        prison: id of the prison, None for all.
        live: whether the moment is now.
    """
    stays = _STAYS_NOW if live else _STAYS_THEN
    given: list[int] = [] if live else _then(moment)
    if prison is not None:
        stays += " AND s.establishment_id = ?"
        given.append(prison)
    rows = reader.rows(
        f"{'' if live else _BOUND} SELECT q.person_id, q.establishment_id FROM"
        f" (SELECT s.person_id, s.establishment_id, s.place_id {stays}) q"
        f" JOIN place p ON p.id = q.place_id WHERE p.kind IN ({_INSIDE})",
        given,
    )
    return {int(person): int(book) for person, book in rows}


def who(reader: Reader, people: object) -> list[tuple[int, str, str]]:
    """Give id, sex and date of birth of a set of people, as now known."""
    return reader.rows(
        f"SELECT p.id, p.sex, p.date_of_birth FROM person p WHERE {reader.in_set('p.id')}",
        (people,),
    )


def said(
    reader: Reader, people: object, facts: Sequence[str], moment: Moment
) -> list[tuple[int, str, str, int]]:
    """Give what was said of a set of people at a moment: id, kind of fact, JSON, since when."""
    as_of, known_at = moment
    return reader.rows(
        "SELECT f.subject_id, f.fact_kind, f.value, f.from_at FROM fact_span f"
        f" WHERE f.subject_kind = 'person' AND {reader.in_set('f.subject_id')}"
        f" AND f.fact_kind IN ({', '.join('?' * len(facts))})"
        " AND f.from_at <= ? AND f.to_at > ? AND f.known_from <= ? AND f.retracted > ?",
        (people, *facts, as_of, as_of, known_at, known_at),
    )


def outside_again(reader: Reader, people: object) -> list[int]:
    """Give whoever of a set of people was ever outside after they were registered.

    Only they can have had another stay, of which something said still stands.
    """
    rows = reader.rows(
        f"SELECT DISTINCT m.person_id FROM entry m WHERE {reader.in_set('m.person_id')}"
        " AND m.pseq > 1 AND m.to_place = ?",
        (people, OUTSIDE_PLACE),
    )
    return [int(person) for (person,) in rows]


def stays_began(reader: Reader, people: list[int], moment: Moment) -> dict[int, int]:
    """Give when the stay of each of some people at a moment began (domain note 4.2)."""
    as_of, known_at = moment
    rows = reader.rows(
        "SELECT m.person_id, MAX(m.occurred_at) FROM entry m"
        f" WHERE {reader.in_set('m.person_id')} AND m.verb = 'receive'{STANDS}"
        " GROUP BY m.person_id",
        (reader.as_set(people), as_of, known_at, known_at),
    )
    return {int(person): int(at) for person, at in rows}

"""Movements beside a roll check: those since it was frozen, and those entered late."""

from collections.abc import Collection
from typing import NamedTuple

from db.engine import Reader
from db.queries.past import BOUNDS, Moment, bounds
from db.queries.people import BED
from wingterm.domain.times import FAR


class MoveRow(NamedTuple):
    """A movement, or that one never happened, as it bears on where somebody is counted."""

    person: int
    number: str
    last_name: str
    first_name: str
    entry: str
    """Its place in the books, as `WTI-17`."""
    request_id: str
    kind: str
    """`move`, or `annul`: a movement that never happened."""
    verb: str
    """Verb of the movement, also of one that never happened."""
    from_book: int
    """Establishment of the place that they leave."""
    from_kind: str
    from_place: str
    to_book: int
    to_kind: str
    to_place: str
    cell: str
    """Code of the cell whose bed they hold afterwards, empty without."""
    occurred_at: int
    """Own time of the movement; of an annulment that of the movement annulled."""
    recorded_at: int
    officer: str
    """Name of who recorded it."""


_MOVES = (
    "SELECT k.person_id, p.number, p.last_name, p.first_name, b.code || '-' || k.seq, k.request_id,"
    " k.kind, e.verb, f.establishment_id, f.kind, f.code, t.establishment_id, t.kind, t.code,"
    f" {BED.format(bed='k.to_bed', cell='h')}, e.occurred_at, k.recorded_at, o.name"
    " FROM entry k JOIN establishment b ON b.id = k.establishment_id"
    " JOIN person p ON p.id = k.person_id JOIN officer o ON o.id = k.officer_id"
    " JOIN entry e ON e.person_id = k.person_id"
    "  AND e.pseq = CASE k.kind WHEN 'move' THEN k.pseq ELSE k.annuls_pseq END"
    " JOIN place f ON f.id = k.from_place JOIN place t ON t.id = k.to_place"
    " JOIN bed d ON d.id = k.to_bed JOIN place h ON h.id = d.place_id"
)


def moves_recorded(reader: Reader, prison: int, after: int, up_to: int) -> list[MoveRow]:
    """Give the movements of a prison's book between two of its entries, in order of the book.

    Args:
        reader: of the register.
        prison: whose book.
        after: number of the entry before the first that counts.
        up_to: number of the last entry that counts.
    """
    rows = reader.rows(
        f"{_MOVES} WHERE k.establishment_id = ? AND k.seq > ? AND k.seq <= ? ORDER BY k.seq",
        (prison, after, up_to),
    )
    return [MoveRow(*row) for row in rows]


def moves_around(reader: Reader, prison: int, first: int, last: int) -> list[MoveRow]:
    """Give the movements in a prison's book that happened between two instants, in that order.

    Those that were annulled since too: who was believed to have moved may have been counted there.
    """
    rows = reader.rows(
        f"{_MOVES} WHERE k.establishment_id = ? AND k.occurred_at >= ? AND k.occurred_at <= ?"
        " AND k.kind = 'move' ORDER BY k.occurred_at, k.seq",
        (prison, first, last),
    )
    return [MoveRow(*row) for row in rows]


_FIRST_SINCE = (
    "WITH RECURSIVE search(low, high) AS (SELECT CAST(0 AS BIGINT), c.seq FROM chain c"
    " WHERE c.establishment_id = ?"
    " UNION ALL SELECT"
    " CASE WHEN m.recorded_at < ? THEN m.seq ELSE s.low END,"
    " CASE WHEN m.recorded_at < ? THEN s.high ELSE m.seq END"
    " FROM search s JOIN entry m ON m.establishment_id = ? AND m.seq = (s.low + s.high) / 2"
    " WHERE s.high - s.low > 1)"
)
"""Halves a prison's book, which is in order of recording, until it is known where a time begins."""


def moves_back_entered(
    reader: Reader, prison: int, since: int, up_to: int, late: int
) -> list[MoveRow]:
    """Give what was entered in a prison's book long after it happened, in order of the book.

    Args:
        reader: of the register.
        prison: whose book.
        since: instant from which the recording counts.
        up_to: the last such instant.
        late: recorded how many microseconds after it happened, and more.
    """
    rows = reader.rows(
        f"{_FIRST_SINCE} {_MOVES} WHERE k.establishment_id = ?"
        " AND k.seq > (SELECT MAX(s.low) FROM search s)"
        " AND k.recorded_at >= ? AND k.recorded_at <= ? AND k.recorded_at - e.occurred_at > ?"
        " ORDER BY k.seq",
        (prison, since, since, prison, prison, since, up_to, late),
    )
    return [MoveRow(*row) for row in rows]


def reception_of(reader: Reader, prison: int) -> str:
    """Give the code of a prison's reception."""
    row = reader.one(
        "SELECT p.code FROM place p WHERE p.establishment_id = ? AND p.kind = 'RECEPTION'"
        " ORDER BY p.id",
        (prison,),
    )
    return str(row[0]) if row else ""


def moves_entered_late(
    reader: Reader, prison: int, moment: Moment, people: Collection[int]
) -> list[MoveRow]:
    """Give what was recorded of people after a moment about the time before it, in order of time.

    Args:
        reader: of the register.
        prison: whose check; what happened in the books of other prisons counts too.
        moment: what the check is of, and what was known.
        people: whom `changed_since` found.
    """
    rows = reader.rows(
        f"{_MOVES} WHERE {reader.in_set('k.person_id')} AND k.recorded_at > ?"
        " AND e.occurred_at <= ? AND (f.establishment_id = ? OR t.establishment_id = ?)"
        " ORDER BY k.recorded_at, k.person_id, k.pseq",
        (reader.as_set(people), moment.known_at, moment.as_of, prison, prison),
    )
    return [MoveRow(*row) for row in rows]


_CHANGED = f"""
    WITH bound(span_class, low) AS (VALUES {BOUNDS})
    SELECT DISTINCT s.person_id
    FROM bound c CROSS JOIN stay s
    WHERE s.establishment_id = ? AND s.span_class = c.span_class AND s.from_at > c.low
      AND s.from_at <= ?
      AND ((s.known_from <= ? AND s.retracted > ? AND (s.to_at > ? OR s.closed_known > ?)
            AND (s.retracted < ? OR (s.closed_known > ? AND s.to_at <= ?)))
        OR (s.known_from > ? AND (s.to_at > ? OR s.closed_known > s.known_from)))
"""


def changed_since(reader: Reader, prison: int, moment: Moment) -> set[int]:
    """Give whoever was somewhere else at a moment by anything that was recorded after it.

    Also those of whom that was taken back again, or moved on before the moment: what was believed
    of then for a while stays on record.
    """
    as_of, known = moment
    rows = reader.rows(
        _CHANGED,
        [
            *bounds(moment), prison, as_of,
            known, known, as_of, known, FAR, known, as_of,
            known, as_of,
        ],
    )  # fmt: skip
    return {int(person) for (person,) in rows}

"""Where people are, and where they were: for the roll and for the lists behind its figures."""

from typing import NamedTuple

from db.engine import Reader
from db.queries.past import STAYS_THEN, Moment, stays_then
from wingterm.domain.roll import Tally

_CELL = "CASE WHEN {row}.bed = 0 THEN 0 ELSE b.place_id END"


class PersonAt(NamedTuple):
    """A person at a place, or a movement of theirs through the gate."""

    number: str
    last_name: str
    first_name: str
    date_of_birth: str
    kind: str
    place: str
    cell: str
    """Code of the cell whose bed they hold, empty without."""
    since: int
    reason: str
    """`TYPE-CODE` of the movement that brought them there."""
    other: str
    """Code of the prison at the other end of that movement, empty for none."""
    verb: str
    """Verb of that movement."""


def tallies_now(reader: Reader, prison: int) -> list[Tally]:
    """Count a prison's people by place and cell, as they are."""
    rows = reader.rows(
        f"SELECT w.place_id, {_CELL.format(row='w')}, COUNT(*)"
        " FROM place p JOIN whereabouts w ON w.place_id = p.id JOIN bed b ON b.id = w.bed"
        " WHERE p.establishment_id = ? GROUP BY 1, 2",
        (prison,),
    )
    return [Tally(*row) for row in rows]


def tallies_then(reader: Reader, prison: int, moment: Moment) -> list[Tally]:
    """Count a prison's people by place and cell at a moment."""
    sql = STAYS_THEN.format(
        columns=f"s.place_id, {_CELL.format(row='s')}, COUNT(*)",
        joins="JOIN bed b ON b.id = s.bed",
    )
    rows = reader.rows(f"{sql} GROUP BY 1, 2", stays_then(prison, moment))
    return [Tally(*row) for row in rows]


_PERSON = "p.number, p.last_name, p.first_name, p.date_of_birth"
_AT = (
    f"{_PERSON}, a.kind, a.code, CASE WHEN s.bed = 0 THEN '' ELSE h.code END, {{since}},"
    " o.reason, CASE WHEN f.kind = 'OUTSIDE' THEN '' ELSE r.code END, o.verb"
)
_JOINS = (
    " JOIN person p ON p.id = s.person_id JOIN place a ON a.id = s.place_id"
    " JOIN bed b ON b.id = s.bed JOIN place h ON h.id = b.place_id"
    " JOIN entry o ON o.person_id = s.person_id AND o.pseq = {origin}"
    " JOIN place f ON f.id = o.from_place JOIN establishment r ON r.id = f.establishment_id"
)


_MADE_BY = (
    "(SELECT MAX(m.pseq) FROM entry m WHERE m.person_id = {row}.person_id"
    " AND m.pseq < {row}.pseq AND m.kind = 'move' AND m.depth = {row}.{depth})"
)
"""Number of the movement that made a standing of a given depth, before an entry of the line.

A depth is reached again only after the movement that reached it was annulled, so the last one that
did made it.
"""


def people_now(reader: Reader, prison: int) -> list[PersonAt]:
    """Give a prison's people, those on the way to it included, by name."""
    joins = _JOINS.format(origin="s.origin")
    rows = reader.rows(
        f"SELECT {_AT.format(since='s.since')} FROM place q"
        f" JOIN whereabouts s ON s.place_id = q.id {joins}"
        " WHERE q.establishment_id = ? ORDER BY p.search_name, p.number",
        (prison,),
    )
    return [PersonAt(*row) for row in rows]


def people_then(reader: Reader, prison: int, moment: Moment) -> list[PersonAt]:
    """Give a prison's people at a moment; names as now known."""
    # A stay that a correction restored is keyed by the annulment, which says nothing of why the
    # person is there; the movement that first brought them does.
    made_by = _MADE_BY.format(row="k", depth="depth")
    origin = f"CASE WHEN k.kind = 'move' THEN k.pseq ELSE {made_by} END"
    keyed = " JOIN entry k ON k.person_id = s.person_id AND k.pseq = s.pseq"
    sql = STAYS_THEN.format(
        columns=_AT.format(since="s.from_at"), joins=keyed + _JOINS.format(origin=origin)
    )
    rows = reader.rows(f"{sql} ORDER BY p.search_name, p.number", stays_then(prison, moment))
    return [PersonAt(*row) for row in rows]


IN = ("receive", "arrive", "cancel-transfer")
OUT = ("transfer-out", "release")


def crossings(
    reader: Reader, prison: int, verbs: tuple[str, ...], since: int, moment: Moment
) -> list[PersonAt]:
    """Give the movements through a prison's gate from an instant up to a moment, in order of time.

    Movements that were annulled by then are left out. Rows, not people: out and in again are two.
    The prison at the other end is the sender of an arrival, and of a transfer its destination.
    """
    as_of, known_at = moment
    made_by = _MADE_BY.format(row="e", depth="from_depth")
    rows = reader.rows(
        f"SELECT {_PERSON}, t.kind, t.code, CASE WHEN e.to_bed = 0 THEN '' ELSE t.code END,"
        " e.occurred_at, e.reason,"
        " CASE e.verb WHEN 'transfer-out' THEN te.code WHEN 'cancel-transfer' THEN fe.code"
        "   WHEN 'arrive' THEN (SELECT x.code FROM entry o JOIN place l ON l.id = o.from_place"
        "     JOIN establishment x ON x.id = l.establishment_id"
        f"     WHERE o.person_id = e.person_id AND o.pseq = {made_by})"
        "   ELSE '' END, e.verb"
        " FROM entry e JOIN person p ON p.id = e.person_id"
        " JOIN place t ON t.id = e.to_place JOIN establishment te ON te.id = t.establishment_id"
        " JOIN place f ON f.id = e.from_place JOIN establishment fe ON fe.id = f.establishment_id"
        " WHERE e.establishment_id = ? AND e.occurred_at >= ? AND e.occurred_at <= ?"
        f" AND {reader.in_set('e.verb')} AND e.kind = 'move' AND e.recorded_at <= ?"
        " AND NOT EXISTS (SELECT 1 FROM entry a WHERE a.person_id = e.person_id"
        "   AND a.annuls_pseq = e.pseq AND a.recorded_at <= ?)"
        " ORDER BY e.occurred_at, e.seq",
        (prison, since, as_of, reader.as_set(verbs), known_at, known_at),
    )
    return [PersonAt(*row) for row in rows]

"""Where people are, and where they were: for the roll and for the lists behind its figures."""

import json
from collections.abc import Collection, Iterable
from functools import partial
from typing import Any, NamedTuple

from db.engine import Reader
from db.queries.past import STAYS_THEN, Moment, stays_then
from wingterm.domain.places import OUT, SPECIALS, PlaceKind
from wingterm.domain.roll import Tally
from wingterm.domain.times import FAR

_CELL = "CASE WHEN {row}.bed = 0 THEN 0 ELSE b.place_id END"


OPEN = f"s.to_at = {FAR} AND s.retracted = {FAR} AND s.establishment_id > 1 AND s.place_id > 1"
"""Keeps to stays `s` of now, in no place outside: in the words of the index `ix_stay_open`.

That last follows from the rest; it leads SQLite, which knows no numbers of rows, to that index.
"""
_NOT_CELLS = ", ".join(f"'{kind}'" for kind in (*SPECIALS, PlaceKind.AREA))
TALLIES_NOW = f"""
    WITH other(id) AS (SELECT p.id FROM place p
      WHERE p.kind IN ({_NOT_CELLS}) AND p.establishment_id = ?)
    SELECT s.place_id, s.place_id, COUNT(*) FROM stay s
    WHERE s.establishment_id = ? AND {OPEN}
    GROUP BY s.place_id HAVING s.place_id NOT IN (SELECT o.id FROM other o)
    UNION ALL
    SELECT s.place_id, {_CELL.format(row="s")}, COUNT(*)
    FROM other o CROSS JOIN stay s JOIN bed b ON b.id = s.bed
    WHERE s.establishment_id = ? AND {OPEN} AND s.place_id = o.id GROUP BY 1, 2
"""
"""Who is in a cell holds a bed of it; only of the others it must be asked whose bed they hold."""


_tally = partial(tuple.__new__, Tally)
"""Makes a tally of a row that has its columns, as quickly as it can be: a prison has a thousand."""


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
    detail: str
    """What that movement said besides, as JSON."""
    left: str
    """Code of the cell or other place that they left with it."""
    left_kind: str
    """Kind of the place where they were before it."""
    by: str
    """Name of the officer who recorded it."""
    entry: str
    """Its place in the books, as `WTI-17`."""
    person: int
    came: int = 0
    """Of a movement through the gate: 1 in, -1 out. Of somebody at a place: 0."""


def due_back(person: PersonAt) -> int | None:
    """Give when somebody who is out is due back; nobody waits for the dead."""
    if person.kind not in OUT or person.verb == "death":
        return None
    due = json.loads(person.detail).get("due_back")
    return int(due) if due is not None else None


def people_at(rows: Iterable[tuple[Any, ...]]) -> list[PersonAt]:
    """Make people of rows; a place, a reason or the name of an officer is kept once for all."""
    once = dict[Any, Any]().setdefault
    return [PersonAt(*row[:4], *map(once, row[4:15], row[4:15]), *row[15:]) for row in rows]


def tallies_now(reader: Reader, prison: int) -> list[Tally]:
    """Count a prison's people by place and cell, as they are."""
    return list(map(_tally, reader.rows(TALLIES_NOW, (prison, prison, prison))))


def tallies_then(reader: Reader, prison: int, moment: Moment) -> list[Tally]:
    """Count a prison's people by place and cell at a moment."""
    sql = STAYS_THEN.format(
        columns=f"s.place_id, {_CELL.format(row='s')}, COUNT(*)",
        joins="JOIN bed b ON b.id = s.bed",
    )
    return list(map(_tally, reader.rows(f"{sql} GROUP BY 1, 2", stays_then(prison, moment))))


PERSON = "p.number, p.last_name, p.first_name, p.date_of_birth"
BED = "CASE WHEN {bed} = 0 THEN '' ELSE {cell}.code END"
_SAID = (
    "o.verb, o.detail, CASE WHEN o.from_bed = 0 THEN f.code ELSE fh.code END, f.kind, n.name,"
    " bk.code || '-' || o.seq, p.id"
)
"""What the movement `o` says: columns of a `PersonAt` from the verb on."""
_BEHIND = (
    " JOIN place f ON f.id = o.from_place JOIN bed fb ON fb.id = o.from_bed"
    " JOIN place fh ON fh.id = fb.place_id JOIN officer n ON n.id = o.officer_id"
    " JOIN establishment bk ON bk.id = o.establishment_id"
)
_AT = (
    f"{PERSON}, a.kind, a.code, {BED.format(bed='s.bed', cell='h')}, {{since}}, o.reason,"
    # Somebody on the way was sent by the prison in whose book that is, redirected or not.
    f" CASE WHEN a.kind = 'EN_ROUTE' THEN bk.code ELSE '' END, {_SAID}"
)
_JOINS = (
    " JOIN person p ON p.id = s.person_id JOIN place a ON a.id = s.place_id"
    " JOIN bed b ON b.id = s.bed JOIN place h ON h.id = b.place_id"
    f" JOIN entry o ON o.person_id = s.person_id AND o.pseq = {{origin}}{_BEHIND}"
)


MADE_BY = (
    "(SELECT MAX(m.pseq) FROM entry m WHERE m.person_id = {row}.person_id"
    " AND m.pseq < {row}.pseq AND m.kind = 'move' AND m.depth = {row}.{depth})"
)
"""Number of the movement that made a standing of a given depth, before an entry of the line.

A depth is reached again only after the movement that reached it was annulled, so the last one that
did made it.
"""


def people_now(reader: Reader, prison: int) -> list[PersonAt]:
    """Give a prison's people, those on the way to it and at large included, by name."""
    joins = _JOINS.format(origin="s.origin")
    rows = reader.each(
        f"SELECT {_AT.format(since='s.since')} FROM place q"
        f" JOIN whereabouts s ON s.place_id = q.id {joins}"
        " WHERE q.establishment_id = ? ORDER BY p.search_name, p.number",
        (prison,),
    )
    return people_at(rows)


def people_then(reader: Reader, prison: int, moment: Moment) -> list[PersonAt]:
    """Give a prison's people at a moment; names as now known."""
    sql = STAYS_THEN.format(columns=_AT.format(since="s.from_at"), joins=_then_joins())
    rows = reader.each(f"{sql} ORDER BY p.search_name, p.number", stays_then(prison, moment))
    return people_at(rows)


def _then_joins() -> str:
    """Give the joins of a stay with the movement that made its standing."""
    # A stay that a correction restored is keyed by the annulment, which says nothing of why the
    # person is there; the movement that first brought them does.
    made_by = MADE_BY.format(row="k", depth="depth")
    origin = f"CASE WHEN k.kind = 'move' THEN k.pseq ELSE {made_by} END"
    keyed = " JOIN entry k ON k.person_id = s.person_id AND k.pseq = s.pseq"
    return keyed + _JOINS.format(origin=origin)


AWAY = "('COURT', 'ABSENCE', 'HOSPITAL', 'AT_LARGE')"


def away_now(reader: Reader, prison: int) -> list[PersonAt]:
    """Give a prison's people who are out or at large, by name."""
    joins = _JOINS.format(origin="s.origin")
    rows = reader.each(
        f"SELECT {_AT.format(since='s.since')} FROM place q"
        f" JOIN whereabouts s ON s.place_id = q.id {joins}"
        f" WHERE q.establishment_id = ? AND q.kind IN {AWAY} ORDER BY p.search_name, p.number",
        (prison,),
    )
    return people_at(rows)


def away_then(reader: Reader, prison: int, moment: Moment) -> list[PersonAt]:
    """Give a prison's people who were out or at large at a moment."""
    sql = STAYS_THEN.format(columns=_AT.format(since="s.from_at"), joins=_then_joins())
    # Asked of the stay's own place, which the index holds, before anything else is looked up.
    rows = reader.each(
        f"{sql} AND s.place_id IN (SELECT y.id FROM place y WHERE y.establishment_id = ?"
        f" AND y.kind IN {AWAY}) ORDER BY p.search_name, p.number",
        [*stays_then(prison, moment), prison],
    )
    return people_at(rows)


def sent_now(reader: Reader, prison: int) -> list[PersonAt]:
    """Give the people whom a prison sent and who are on the way to another, by name."""
    joins = _JOINS.format(origin="s.origin")
    rows = reader.each(
        f"SELECT {_AT.format(since='s.since')} FROM place q"
        f" JOIN whereabouts s ON s.place_id = q.id {joins}"
        " WHERE q.kind = 'EN_ROUTE' AND o.establishment_id = ? ORDER BY p.search_name, p.number",
        (prison,),
    )
    return people_at(rows)


def sent_then(reader: Reader, prison: int, moment: Moment) -> list[PersonAt]:
    """Give the people whom a prison had sent and who were on the way to another at a moment."""
    sql = STAYS_THEN.format(columns=_AT.format(since="s.from_at"), joins=_then_joins()).replace(
        "CROSS JOIN stay s", "CROSS JOIN establishment t CROSS JOIN stay s"
    )
    sql = sql.replace("s.establishment_id = ?", "s.establishment_id = t.id")
    *bounds, _, as_of, known_from, retracted, ends, closed = stays_then(prison, moment)
    rows = reader.each(
        f"{sql} AND a.kind = 'EN_ROUTE' AND o.establishment_id = ?"
        " ORDER BY p.search_name, p.number",
        [*bounds, as_of, known_from, retracted, ends, closed, prison],
    )
    return people_at(rows)


def sent_by(reader: Reader, prison: int, entries: Collection[int]) -> list[PersonAt]:
    """Give the people whom entries of a prison's book sent to another, as they were on the way."""
    if not entries:
        return []
    at = _AT.format(since="o.since").replace("s.bed", "o.to_bed")
    rows = reader.each(
        f"SELECT {at} FROM entry o JOIN person p ON p.id = o.person_id"
        " JOIN place a ON a.id = o.to_place JOIN bed b ON b.id = o.to_bed"
        f" JOIN place h ON h.id = b.place_id{_BEHIND}"
        f" WHERE o.establishment_id = ? AND {reader.in_set('o.seq')}"
        " ORDER BY p.search_name, p.number",
        (prison, reader.as_set(entries)),
    )
    return people_at(rows)

"""Where people are, and where they were: for the roll and for the lists behind its figures."""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

from db.engine import Reader
from db.queries.past import STAYS_THEN, Moment, stays_then
from wingterm.domain.places import INSIDE, OUT, SPECIALS, PlaceKind
from wingterm.domain.roll import Tallies, Tally
from wingterm.domain.standing import NO_BED
from wingterm.domain.times import FAR

OPEN = f"s.to_at = {FAR} AND s.retracted = {FAR} AND s.establishment_id > 1 AND s.place_id > 1"
"""Keeps to stays `s` of now, in no place outside: in the words of the index `ix_stay_open`.

That last follows from the rest; it leads SQLite, which knows no numbers of rows, to that index.
"""


def _places_of(kinds: Iterable[str]) -> str:
    """Give the ids of a prison's places of some kinds, as SQL."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    return f"SELECT o.id FROM place o WHERE o.establishment_id = ? AND o.kind IN ({listed})"


_NO_CELLS = _places_of((*SPECIALS, PlaceKind.AREA))
PLACES_NOW = (
    "SELECT s.place_id, COUNT(*) FROM stay s"
    f" WHERE s.establishment_id = ? AND {OPEN} GROUP BY s.place_id"
)
BEDS_NOW = (
    f"SELECT s.place_id, b.place_id, COUNT(*) FROM ({_NO_CELLS}) o CROSS JOIN stay s"
    " JOIN bed b ON b.id = s.bed WHERE s.establishment_id = ?"
    f" AND {OPEN} AND s.place_id = o.id AND s.bed > 0 GROUP BY 1, 2"
)
"""Who is in a cell holds a bed of it; only of the others it must be asked whose bed they hold."""
_PLACES_THEN = STAYS_THEN.format(
    columns=(
        f"s.place_id, CASE WHEN s.bed > 0 AND s.place_id IN ({_NO_CELLS})"
        " THEN (SELECT b.place_id FROM bed b WHERE b.id = s.bed) ELSE 0 END"
    ),
    joins="",
)
_INSIDE_THEN = (
    STAYS_THEN.format(columns="COUNT(*)", joins="")
    + f" AND s.place_id NOT IN ({_places_of(kind for kind in SPECIALS if kind not in INSIDE)})"
)
_AWAY = (*OUT, PlaceKind.AT_LARGE)


class Counted(Protocol):
    """Somebody at a place, as far as counting them needs it."""

    @property
    def person(self) -> int:
        """Their id."""
        ...

    @property
    def kind(self) -> str:
        """Kind of the place where they are."""
        ...

    @property
    def since(self) -> int:
        """Since when."""
        ...

    @property
    def verb(self) -> str:
        """Verb of the movement that brought them there."""
        ...

    @property
    def detail(self) -> str:
        """What that movement said besides, as JSON."""
        ...


class Away(NamedTuple):
    """Somebody who is out or at large; each as in `PersonAt`."""

    person: int
    kind: str
    since: int
    verb: str
    detail: str


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


def due_back(person: Counted) -> int | None:
    """Give when somebody who is out is due back; nobody waits for the dead."""
    if person.kind not in OUT or person.verb == "death":
        return None
    due = json.loads(person.detail).get("due_back")
    return int(due) if due is not None else None


def people_at(rows: Iterable[tuple[Any, ...]]) -> list[PersonAt]:
    """Make people of rows; a place, a reason or the name of an officer is kept once for all."""
    once = dict[Any, Any]().setdefault
    return [PersonAt(*row[:4], *map(once, row[4:15], row[4:15]), *row[15:]) for row in rows]


def tallies_now(reader: Reader, prison: int) -> Tallies:
    """Count a prison's people by place and cell, as they are."""
    beds = reader.rows(BEDS_NOW, (prison, prison))
    return Tallies(dict(reader.rows(PLACES_NOW, (prison,))), [Tally(*row) for row in beds])


def tallies_then(reader: Reader, prison: int, moment: Moment) -> Tallies:
    """Count a prison's people by place and cell at a moment."""
    # One person a row: counting them here is quicker than SQLite's sorting.
    rows = reader.rows(_PLACES_THEN, stays_then(prison, moment, prison))
    beds = Counter(row for row in rows if row[1] != NO_BED)
    return Tallies(
        Counter(map(itemgetter(0), rows)),
        [Tally(place, cell, people) for (place, cell), people in beds.items()],
    )


def inside_then(reader: Reader, prison: int, moment: Moment) -> int:
    """Count the people who were inside a prison at a moment."""
    row = reader.one(_INSIDE_THEN, (*stays_then(prison, moment), prison))
    return int(row[0]) if row else 0


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
_MADE = " JOIN entry o ON o.person_id = s.person_id AND o.pseq = {origin}"
"""The movement `o` that made a standing `s`."""
_JOINS = (
    " JOIN person p ON p.id = s.person_id JOIN place a ON a.id = s.place_id"
    f" JOIN bed b ON b.id = s.bed JOIN place h ON h.id = b.place_id{_MADE}{_BEHIND}"
)


MADE_BY = (
    "(SELECT MAX(m.pseq) FROM entry m WHERE m.person_id = {row}.person_id"
    " AND m.pseq < {row}.pseq AND m.kind = 'move' AND m.depth = {row}.{depth})"
)
"""Number of the movement that made a standing of a given depth, before an entry of the line.

A depth is reached again only after the movement that reached it was annulled, so the last one that
did made it.
"""

_KEYED = " JOIN entry k ON k.person_id = s.person_id AND k.pseq = s.pseq"
_ORIGIN_THEN = (
    f"CASE WHEN k.kind = 'move' THEN k.pseq ELSE {MADE_BY.format(row='k', depth='depth')} END"
)
"""Of a stay and the entry `k` by which it is keyed: the movement that made its standing.

A stay that a correction restored is keyed by the annulment, which says nothing of why the person is
there; the movement that first brought them does.
"""
_JOINS_THEN = _KEYED + _JOINS.format(origin=_ORIGIN_THEN)


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
    sql = STAYS_THEN.format(columns=_AT.format(since="s.from_at"), joins=_JOINS_THEN)
    rows = reader.each(f"{sql} ORDER BY p.search_name, p.number", stays_then(prison, moment))
    return people_at(rows)


def away_now(reader: Reader, prison: int) -> list[Away]:
    """Give a prison's people who are out or at large, in no order."""
    rows = reader.rows(
        "SELECT s.person_id, q.kind, s.since, o.verb, o.detail FROM place q"
        " JOIN whereabouts s ON s.place_id = q.id"
        " JOIN entry o ON o.person_id = s.person_id AND o.pseq = s.origin"
        f" WHERE q.id IN ({_places_of(_AWAY)})",
        (prison,),
    )
    return [Away(*row) for row in rows]


def away_then(reader: Reader, prison: int, moment: Moment) -> list[Away]:
    """Give a prison's people who were out or at large at a moment, in no order."""
    sql = STAYS_THEN.format(
        columns="s.person_id, a.kind, s.from_at, o.verb, o.detail",
        joins="JOIN place a ON a.id = s.place_id" + _KEYED + _MADE.format(origin=_ORIGIN_THEN),
    )
    # Asked of the stay's own place, which the index holds, before anything else is looked up.
    rows = reader.rows(
        f"{sql} AND s.place_id IN ({_places_of(_AWAY)})", (*stays_then(prison, moment), prison)
    )
    return [Away(*row) for row in rows]


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
    sql = STAYS_THEN.format(columns=_AT.format(since="s.from_at"), joins=_JOINS_THEN).replace(
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

"""A wing as a map of its cells: what each one is, who holds its beds, and what to know of them."""

import json
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import NamedTuple

from db.engine import Reader
from db.queries.on_record import said_under
from db.queries.past import Moment
from db.queries.people import PersonAt
from wingterm.domain.places import OUT, PlaceKind
from wingterm.domain.prison import Prison
from wingterm.domain.risk_marks import NON_ASSOCIATION, RISK_ALERTS, risk_letters
from wingterm.domain.roles import Group
from wingterm.services.at_a_glance import Glance, at_a_glance, in_force
from wingterm.services.desk import Desk, authorise, authorise_group, officer_at
from wingterm.services.moments import Asked, ask
from wingterm.services.places import CellLine, cells_in, refuse_not_lived_in
from wingterm.services.states import where_in_words


class Use(StrEnum):
    """What a cell is, as an officer sees it; the first that fits."""

    CLOSED = "out of use"
    FREE = "free"
    OVER = "over CNA"
    """More people hold its beds than it is certified for."""
    ROOM = "with room"
    """Somebody holds a bed, and there is room for more."""
    SINGLE = "single"
    """One person, and no room for another."""
    SHARED = "shared"


class MapPerson(NamedTuple):
    """Somebody who holds a bed of a cell."""

    number: str
    last_name: str
    first_name: str
    where: str
    """Where they are now, in words."""
    out: bool
    """Whether they are off site."""
    elsewhere: bool
    """Whether they are inside the prison, but not in their cell."""
    csra: str
    """Cell sharing risk of the present stay, in words, or `Not entered`."""
    flags: str
    """Labels of the active alerts that a profile shows, joined by commas."""
    letters: str
    """Risk marks, the most dangerous first."""
    apart: tuple[str, ...] = ()
    """Prison numbers of those from whom they are to be kept apart."""

    @property
    def words(self) -> str:
        """Who they are, where they are and what is to be known of them."""
        apart = f"keep apart from {', '.join(self.apart)}" if self.apart else ""
        told = (self.where, f"CSRA {self.csra}", self.flags, apart)
        shown = "; ".join(part for part in told if part)
        return f"{self.number} {self.last_name}, {self.first_name}: {shown}"


class MapCell(NamedTuple):
    """A cell of the map."""

    code: str
    room_for: int
    """How many people it may hold."""
    working: int
    """Working capacity; 0 while it is out of use."""
    cna: int
    closed: str
    """Why it takes nobody, in words; empty when it is in use."""
    marks: str
    """What it is used for, in words; empty for a cell like any other."""
    people: tuple[MapPerson, ...]

    @property
    def use(self) -> Use:
        """What the cell is."""
        held = len(self.people)
        if self.closed:
            return Use.CLOSED
        if not held:
            return Use.FREE
        if held > self.cna:
            return Use.OVER
        if held < self.room_for:
            return Use.ROOM
        return Use.SINGLE if held == 1 else Use.SHARED

    @property
    def letters(self) -> str:
        """Marks of its people: `o` out, `e` elsewhere, then risks, the most dangerous first."""
        held = {letter for person in self.people for letter in person.letters}
        away = "o" * any(p.out for p in self.people) + "e" * any(p.elsewhere for p in self.people)
        return away + "".join(sorted(held, key=_DANGER.__getitem__))

    @property
    def words(self) -> str:
        """What the cell is, in words."""
        use = self.closed or self.use.value
        held = "" if self.closed and not self.people else f"{len(self.people)} of {self.room_for}"
        parts = (use.upper() if self.use in (Use.CLOSED, Use.OVER) else use, held,
                 f"CNA {self.cna}", self.marks)  # fmt: skip
        return f"{self.code}: {'; '.join(part for part in parts if part)}"


_DANGER = {letter: at for at, letter in enumerate(risk_letters(("HI",), (*RISK_ALERTS, "na")))}


class MapUnit(NamedTuple):
    """Cells that lie next to each other in one landing, or straight in a wing."""

    code: str
    cells: tuple[MapCell, ...]

    @property
    def beds_in_use(self) -> int:
        """People who hold a bed there."""
        return sum(len(cell.people) for cell in self.cells)

    @property
    def working(self) -> int:
        """Working capacity of its cells, as on the roll."""
        return sum(cell.working for cell in self.cells)


class WingMap(NamedTuple):
    """A wing, or another part of a prison, as units of cells."""

    prison: Prison
    as_of: int
    code: str
    units: tuple[MapUnit, ...]

    @property
    def cells(self) -> tuple[MapCell, ...]:
        """All of them, in order."""
        return tuple(cell for unit in self.units for cell in unit.cells)


def wing_map(desk: Desk, prison: Prison, code: str) -> WingMap:
    """Give the map of a wing or another part of a prison where people live, now.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose.
        code: of the wing, spur, landing or cell.

    Raises:
        BadInput: nobody lives in such a place.
    """
    wanted = code.strip().upper()
    with desk.store.read() as reader:
        officer = officer_at(desk, reader, reader.now())
        authorise(officer, "read")
        for group in (Group.RISK, Group.NON_ASSOCIATIONS):
            # Every cell of a map tells them.
            authorise_group(officer, group)
        asked = ask(reader, prison, None, None)
        refuse_not_lived_in(reader, prison, wanted)
        lines = cells_in(reader, prison, asked, wanted)
        found = WingMap(prison, asked.instant, wanted, _units(reader, asked, lines))
    people = [person for cell in found.cells for person in cell.people]
    named = [number for person in people for number in (person.number, *person.apart)]
    desk.consulted(named, f"map {prison.code} {wanted}")
    return found


def _units(reader: Reader, asked: Asked, lines: list[CellLine]) -> tuple[MapUnit, ...]:
    held = {one.number for line in lines for one in line.people}
    known = _known(reader, asked, held)
    units: dict[str, list[MapCell]] = {}
    for line in lines:
        people = tuple(known[one.number] for one in line.people)
        holds = line.capacity
        working = 0 if line.closed else holds.working
        cell = MapCell(line.code, holds.room, working, holds.cna, line.closed, line.marks, people)
        units.setdefault(line.landing, []).append(cell)
    return tuple(MapUnit(code, tuple(cells)) for code, cells in units.items())


def _known(reader: Reader, asked: Asked, numbers: Collection[str]) -> dict[str, MapPerson]:
    """Give what is to be known of some people, by prison number."""
    people = {p.person: p for p in asked.everybody(reader) if p.number in numbers}
    glances = at_a_glance(reader, people, asked.moment)
    apart = _apart(reader, people, asked.moment)
    levels, alerts = _codes(reader, people, asked.moment)
    return {
        person.number: _person(
            person,
            glances[id_],
            risk_letters(
                levels.get(id_, ()),
                {*alerts.get(id_, ()), *([NON_ASSOCIATION] if id_ in apart else [])},
            ),
            apart.get(id_, ()),
        )
        for id_, person in people.items()
    }


def _person(person: PersonAt, glance: Glance, letters: str, apart: tuple[str, ...]) -> MapPerson:
    out = person.kind in OUT
    where = where_in_words(person.kind, person.place, person.cell)
    said = "died" if person.verb == "death" else where.partition(", bed in ")[0]
    return MapPerson(
        *person[:3],
        where="In cell" if said.startswith("In cell ") else said,
        out=out,
        elsewhere=not out and person.kind != PlaceKind.CELL,
        csra=glance.csra,
        flags=glance.flags,
        letters=letters,
        apart=apart,
    )


def _codes(
    reader: Reader, people: Collection[int], moment: Moment
) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """Give the CSRA levels of the present stays, and the codes of alerts that give a letter."""
    levels: dict[int, set[str]] = {}
    alerts: dict[int, set[str]] = {}
    wanted = {"csra", *(f"alert.{code}" for code in RISK_ALERTS)}
    for row, value in in_force(reader, people, wanted, moment):
        if row.fact != "csra":
            alerts.setdefault(row.person, set()).add(row.fact.removeprefix("alert."))
        elif row.since >= row.stay_began:
            levels.setdefault(row.person, set()).add(str(value.get("level", "")))
    return levels, alerts


def _apart(
    reader: Reader, people: Mapping[int, PersonAt], moment: Moment
) -> dict[int, tuple[str, ...]]:
    """Give the numbers of those from whom people are to be kept apart."""
    others: dict[int, list[int]] = {}
    for row in said_under(reader, people, NON_ASSOCIATION, moment):
        if not json.loads(row.value).get("ended"):
            others.setdefault(row.person, []).append(int(row.fact.partition(".")[2]))
    ids = {other for each in others.values() for other in each}
    numbers = dict(
        reader.rows(
            f"SELECT id, number FROM person WHERE {reader.in_set('id')}", (reader.as_set(ids),)
        )
    )
    return {
        person: tuple(sorted(str(numbers[other]) for other in each))
        for person, each in others.items()
    }

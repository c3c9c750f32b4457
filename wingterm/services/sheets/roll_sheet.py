"""The roll sheet of a wing: who holds each bed, where they are, and what to know of them."""

from collections.abc import Mapping
from typing import NamedTuple

from db.engine import Reader
from db.queries.people import PersonAt
from wingterm.domain.places import INSIDE, PlaceKind
from wingterm.domain.prison import Prison
from wingterm.services.at_a_glance import Glance, at_a_glance
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.moments import Asked, ask
from wingterm.services.places import CellLine, cells_in, refuse_not_lived_in
from wingterm.services.sheets.stamp import Stamp, stamp
from wingterm.services.states import WHERE

NO_BED = "no bed"
"""What a sheet of those inside who hold no bed is called."""


class OnSheet(NamedTuple):
    """Somebody on the sheet."""

    number: str
    last_name: str
    first_name: str
    where: str
    """Where they are when not in their cell, in words; empty for in the cell."""
    csra: str
    """Cell sharing risk of the present stay, in words, or `Not entered`."""
    flags: str
    """Labels of the active alerts that a profile shows, joined by commas."""

    @property
    def name(self) -> str:
        """The name as lists show it."""
        return f"{self.last_name}, {self.first_name}"


class SheetCell(NamedTuple):
    """A cell of the sheet with who holds its beds."""

    code: str
    closed: str
    """Why it takes nobody, in words; empty when it is in use."""
    marks: str
    """What it is used for, in words; empty for a cell like any other."""
    room: int
    """How many more may be put in."""
    people: tuple[OnSheet, ...]


class SheetUnit(NamedTuple):
    """A landing, or what else cells lie in."""

    code: str
    cells: tuple[SheetCell, ...]

    @property
    def people(self) -> tuple[OnSheet, ...]:
        """Everybody who holds a bed there."""
        return tuple(person for cell in self.cells for person in cell.people)


class RollSheet(NamedTuple):
    """A prison, or a part of it, by cell."""

    stamp: Stamp
    under: str
    """Code of the wing or other part; empty for the whole prison."""
    units: tuple[SheetUnit, ...]
    bedless: tuple[OnSheet, ...]
    """Of the whole prison: those inside who hold no bed. A part of it knows of none."""

    @property
    def people(self) -> tuple[OnSheet, ...]:
        """Everybody on the sheet."""
        return (*(person for unit in self.units for person in unit.people), *self.bedless)


def roll_sheet(desk: Desk, prison: Prison, under: str = "") -> RollSheet:
    """Give the roll sheet of a wing or other part of a prison, now.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose.
        under: code of a wing, spur, landing or cell; empty for the whole prison.

    Raises:
        BadInput: nobody lives in such a place.
    """
    wanted = under.strip().upper()
    with desk.store.read() as reader:
        now = reader.now()
        officer = officer_at(desk, reader, now)
        authorise(officer, "read")
        if wanted:
            refuse_not_lived_in(reader, prison, wanted)
        sheet = roll_sheet_in(reader, stamp(reader, prison, officer, now), wanted)
    words = " ".join(part for part in ("print roll-sheet", prison.code, wanted) if part)
    desk.consulted([person.number for person in sheet.people], words)
    return sheet


def roll_sheet_in(reader: Reader, of: Stamp, under: str = "") -> RollSheet:
    """Give the roll sheet of a part of a prison from a snapshot that is read already.

    Who calls it has authorised the officer and logs the consultation.
    """
    asked = ask(reader, of.prison, None, None)
    return _sheet(reader, asked, cells_in(reader, of.prison, asked, under), of, under)


def by_wing(sheet: RollSheet) -> tuple[RollSheet, ...]:
    """Give a whole prison's sheet as one for each wing, or what else cells lie in at the top.

    Those inside who hold no bed are the last one, if there are any.
    """
    wings: dict[str, list[SheetUnit]] = {}
    for unit in sheet.units:
        for cell in unit.cells:
            held = wings.setdefault(cell.code.partition("-")[0], [])
            if not held or held[-1].code != unit.code:
                held.append(SheetUnit(unit.code, ()))
            held[-1] = held[-1]._replace(cells=(*held[-1].cells, cell))
    parts = [RollSheet(sheet.stamp, code, tuple(held), ()) for code, held in wings.items()]
    if sheet.bedless:
        parts.append(RollSheet(sheet.stamp, NO_BED, (), sheet.bedless))
    return tuple(parts)


def _sheet(reader: Reader, asked: Asked, cells: list[CellLine], of: Stamp, under: str) -> RollSheet:
    everybody = {person.number: person for person in asked.everybody(reader)}
    living = [everybody[one.number] for cell in cells for one in cell.people]
    bedless = [p for p in everybody.values() if not p.cell and p.kind in INSIDE and not under]
    known = at_a_glance(reader, {p.person for p in (*living, *bedless)}, asked.moment)
    units: dict[str, list[SheetCell]] = {}
    for cell in cells:
        people = tuple(_on_sheet(everybody[one.number], known) for one in cell.people)
        line = SheetCell(cell.code, cell.closed, cell.marks, cell.room, people)
        units.setdefault(cell.landing, []).append(line)
    return RollSheet(
        stamp=of,
        under=under,
        units=tuple(SheetUnit(code, tuple(held)) for code, held in units.items()),
        bedless=tuple(_on_sheet(person, known) for person in bedless),
    )


def _on_sheet(person: PersonAt, known: Mapping[int, Glance]) -> OnSheet:
    glance = known[person.person]
    return OnSheet(*person[:3], away(person), glance.csra, glance.flags)


def away(person: PersonAt) -> str:
    """Say where somebody is who is not in their cell, empty for in it; the dead are said to be."""
    words = WHERE.get(person.kind, f"At {person.place}")
    if person.kind == PlaceKind.CELL:
        words = ""
    if person.verb != "death":
        return words
    return f"{words}; died" if words else "Died"

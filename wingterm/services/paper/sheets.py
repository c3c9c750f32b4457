"""How each sheet is laid out."""

from collections.abc import Iterator

from wingterm.domain.times import local_date, shown_full
from wingterm.services.daily_state import LateEntry
from wingterm.services.lists import ListedPerson
from wingterm.services.paper.layout import BOX, Column, Section, Sheet
from wingterm.services.sheets.day import DaySheet
from wingterm.services.sheets.movements import Due, MovementList
from wingterm.services.sheets.roll_sheet import OnSheet, RollSheet, SheetCell, SheetUnit

CHECKS = 3
"""How many roll checks a roll sheet has boxes for."""

_ROLL = (
    Column("Cell", 10), Column("Number", 7), Column("Name", 23), Column("Where and marks", 25),
    *(Column(f" {check}", 3) for check in range(1, CHECKS + 1)),
)  # fmt: skip
_GATE = (
    Column("At", 6),
    Column("Number", 7),
    Column("Name", 24),
    Column("Why, from or to", 29),
    Column("Entry", 10),
)
_DUE = (
    Column("", 3), Column("At", 16), Column("Number", 7), Column("Name", 20),
    Column("Where to, or why; where now", 30),
)  # fmt: skip

KNOWN = (
    "On this list is what the register knows: hearings and release dates on record, when those "
    "out are due back, holds without an order. It keeps no bookings of escorts, absences or "
    "transfers: whoever is booked for one is not named for it."
)
"""What a list of movements says of itself."""


def roll_paper(sheet: RollSheet) -> Sheet:
    """Lay out the roll sheet of a wing."""
    prison = sheet.stamp.prison
    part = sheet.under or "whole prison"
    people = sheet.people
    away = sum(bool(person.where) for person in people)
    at = shown_full(sheet.stamp.as_of, prison.timezone)
    about = (
        f"{at}. {len(people)} people: {len(people) - away} in their cells, {away} not.",
        f"Tick a box for each person seen: {CHECKS} roll checks.",
    )
    sections = [_unit(unit) for unit in sheet.units]
    if sheet.bedless:
        rows = tuple(_person(person, "-") for person in sheet.bedless)
        sections.append(Section(f"NO BED: {len(rows)}", _ROLL, rows))
    return Sheet(
        f"ROLL SHEET {prison.code} {part}", about, tuple(sections), tuple(_checked()), sheet.stamp
    )


def _unit(unit: SheetUnit) -> Section:
    people = unit.people
    here = sum(not person.where for person in people)
    heading = f"{unit.code or 'CELLS'}: {len(people)} hold a bed, {here} in cell"
    rows = tuple(row for cell in unit.cells for row in _cell(cell))
    return Section(heading, _ROLL, rows)


def _cell(cell: SheetCell) -> Iterator[tuple[str, ...]]:
    boxes = ("",) * CHECKS
    for at, person in enumerate(cell.people):
        yield _person(person, cell.code, cell if at == 0 else None)
    if not cell.people:
        state = cell.closed.upper() if cell.closed else "empty"
        yield (cell.code, "-", state, cell.marks, *boxes)


def _person(person: OnSheet, code: str, cell: SheetCell | None = None) -> tuple[str, ...]:
    """Give the row of somebody; the first of a cell tells what the cell is, too."""
    of_cell = (cell.closed.upper(), cell.marks) if cell else ()
    told = (person.where.upper(), f"CSRA {person.csra}", person.flags, *of_cell)
    boxes = (BOX,) * CHECKS
    return (code, person.number, person.name, "; ".join(word for word in told if word), *boxes)


def _checked() -> Iterator[str]:
    """Give the lines to sign."""
    for check in range(1, CHECKS + 1):
        yield f"{check}  Counted: ________  Time: ________  Officer: {'_' * 26}"


def day_paper(sheet: DaySheet) -> Sheet:
    """Lay out the daily state."""
    state, zone = sheet.state, sheet.stamp.prison.timezone
    end = "at the end" if state.complete else f"so far, {shown_full(state.closes, zone)}"
    late = tuple(_late(entry, zone) for entry in state.late)
    sections = [
        Section(f"In: {len(state.came_in)}", _GATE, _gate(state.came_in, zone), "Nobody."),
        Section(f"Out: {len(state.went_out)}", _GATE, _gate(state.went_out, zone), "Nobody."),
    ]
    if late:
        heading = "Entered late, changing the roll of a midnight"
        sections.append(Section(heading, (Column("", 80),), late))
    return Sheet(
        f"DAILY STATE {sheet.stamp.prison.code} {state.day}",
        (f"Opening roll, {shown_full(state.opens, zone)}: {state.opening}",),
        tuple(sections),
        (f"Closing roll, {end}: {state.closing}", state.proof, *state.differs),
        sheet.stamp,
    )


def _gate(people: tuple[ListedPerson, ...], zone: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            shown_full(one.since, zone)[11:],
            one.number,
            f"{one.last_name}, {one.first_name}",
            one.note,
            one.entry,
        )
        for one in people
    )


def _late(late: LateEntry, zone: str) -> tuple[str]:
    counted = "now counted" if late.counted else "no longer counted"
    words = (
        f"{shown_full(late.midnight, zone)}: {late.number} {late.last_name}, {late.first_name} "
        f"{counted}: {late.said}, {late.entry}, recorded {shown_full(late.recorded_at, zone)} "
        f"by {late.officer}"
    )
    return (words,)


def movements_paper(found: MovementList) -> Sheet:
    """Lay out who is due to move on a day."""
    zone, day = found.stamp.prison.timezone, found.day
    titles = (
        ("Hearings", found.hearings, "None on record."),
        ("Release dates", found.releases, "None on record."),
        ("Due back", found.back, "Nobody is out who is due back."),
        ("Hold without an order runs out", found.holds, "Nobody's hold runs out."),
    )
    return Sheet(
        f"MOVEMENTS {found.stamp.prison.code} {day:%A} {day}",
        (KNOWN,),
        tuple(
            Section(
                f"{title}: {len(people)}",
                _DUE,
                tuple(_due(one, found, zone) for one in people),
                empty,
            )
            for title, people, empty in titles
        ),
        (),
        found.stamp,
    )


def _due(due: Due, found: MovementList, zone: str) -> tuple[str, ...]:
    said = (due.said, "OVERDUE" if due.overdue else "", due.where)
    return (
        BOX,
        _at(due, found, zone),
        due.number,
        due.name,
        "; ".join(word for word in said if word),
    )


def _at(due: Due, found: MovementList, zone: str) -> str:
    """Give the time of the day that the list is of, or day and time of another."""
    if due.at is None:
        return "-"
    shown = shown_full(due.at, zone)
    return shown[11:] if local_date(due.at, zone) == found.day else shown

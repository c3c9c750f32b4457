"""How the sheets on which a roll check is counted are laid out, for a pen and a clipboard.

A unit's sheet says nowhere how many people are expected: not beside the box for the count, not in
a heading, not at the end. Whoever counts writes what they saw; what was expected is on the control
room's sheet, where the two are compared (practice note 0, 5 and 6).
"""

from collections.abc import Iterable, Iterator

from wingterm.domain.checks.kinds import CheckKind
from wingterm.domain.times import shown_full
from wingterm.services.paper.layout import BOX, Column, Form, Section, Sheet, Space
from wingterm.services.sheets.count_sheet import CountSheets, CountUnit, OnCount

_HERE = (
    Column("Cell", 10), Column("Number", 7), Column("Name", 27), Column("Where", 23),
    Column("Seen", 4), Column("Resp", 4),
)  # fmt: skip
_OUT = (Column("Cell", 10), Column("Number", 7), Column("Name", 27), Column("Where", 33))
_OUTSIDE = (Column("", 3), Column("Number", 7), Column("Name", 27), Column("Where", 40))

_KINDS = (
    (CheckKind.UNLOCK, CheckKind.MIDDAY, CheckKind.RETURN),
    (CheckKind.LOCK_UP, CheckKind.NIGHT, CheckKind.STAND_FAST),
    (CheckKind.EMERGENCY,),
)
_COUNTED = Form(
    "",
    (),
    (
        (
            Space("KIND OF CHECK", 44, tuple(tuple(map(str, line)) for line in _KINDS)),
            Space("DATE COUNTED", 16),
            Space("TIME COUNTED", 16),
        ),
        (
            Space("COUNTED", 16),
            Space("HOW", 36, (("number", "name", "door"),)),
            Space("RESPONSES HAD", 24),
        ),
        (Space("COUNTED BY (name)", 38), Space("SIGNATURE", 39)),
    ),
    lines=3,
)
_EXTRA_ROWS = 3
_EXTRA = Form(
    "THERE AND NOT ON THIS LIST",
    (Space("Number", 17), Space("Name", 30), Space("Where", 29)),
    ((Space("", 17), Space("", 30), Space("", 29)),) * _EXTRA_ROWS,
)

HOW = (
    "Count first: write the number in COUNTED before anybody tells you one. Then tick Seen for "
    "each person who is there, Resp for each who gave a response."
)
"""What a unit's sheet asks of who counts."""

EMPTY = "A cell that is not named has nobody expected in it."
"""What the sheet of a unit with cells says of those that it leaves out."""

APART = "Two officers count, each on a sheet of their own; neither sees the other's."
"""What it says besides where the prison wants two counters."""

ENTERED = (
    "Entered afterwards with the times counted: in the terminal Ctrl+R, n to open it, c for each "
    "unit; or wingterm check open KIND --at TIME, then wingterm check submit --file FILE."
)
"""What the whole prison's sheet says of what becomes of it."""


def unit_paper(sheets: CountSheets, unit: CountUnit) -> Sheet:
    """Lay out the count sheet of a unit."""
    of = sheets.stamp
    zone = of.prison.timezone
    named = "" if unit.name == unit.code else f", {unit.name}"
    about = [f"Unit {unit.code}{named}. Who is expected, as of {shown_full(of.as_of, zone)}."]
    about.append(f"{HOW} {EMPTY}" if unit.here else HOW)
    about += [APART] if sheets.two_counters else []
    about.append(_entered(unit.code))
    sections: list[Section | Form] = [_COUNTED, *_by_landing(unit, zone)]
    for title, people in (
        ("ALSO HERE, bed in another unit", unit.named_in),
        ("ALSO HERE, no bed", unit.without_bed),
    ):
        if people:
            sections.append(Section(title, _HERE, tuple(_here(one, zone) for one in people)))
    if unit.named_out:
        rows = tuple(_out(one, zone) for one in unit.named_out)
        sections.append(Section("NOT HERE, do not count", _OUT, rows))
    sections.append(_EXTRA)
    title = f"COUNT SHEET {of.prison.code} {unit.code}"
    return Sheet(title, tuple(about), tuple(sections), (), of)


def _entered(unit: str) -> str:
    """Say how what was written is entered afterwards, with the time at which it was counted."""
    return (
        "Entered afterwards with the time counted: in the terminal Ctrl+R, this unit, c; "
        f"or wingterm check submit {unit} COUNT --counted-at TIME --by ACCOUNT --how HOW."
    )


def _by_landing(unit: CountUnit, zone: str) -> Iterator[Section]:
    """Give who holds a bed in the unit and is there, landing by landing."""
    landings: dict[str, list[OnCount]] = {}
    for one in unit.here:
        landings.setdefault(one.cell.rpartition("-")[0] or one.cell, []).append(one)
    for landing, people in landings.items():
        yield Section(landing, _HERE, tuple(_here(one, zone) for one in people))
    if not (landings or unit.named_in or unit.without_bed):
        yield Section("NOBODY IS EXPECTED HERE", (), (), "Count all the same.")


def _here(one: OnCount, zone: str) -> tuple[str, ...]:
    return (one.cell or "-", one.number, one.name, _where(one, zone), BOX, BOX)


def _out(one: OnCount, zone: str) -> tuple[str, ...]:
    return (one.cell, one.number, one.name, _where(one, zone))


def _where(one: OnCount, zone: str) -> str:
    if one.due_back is None:
        return one.where
    return f"{one.where}, due {shown_full(one.due_back, zone)}"


_WIDTHS = (22, 10, 9, 8, 16, 8)
_UNITS = ("Unit", "Expected", "COUNTED", "Diff.", "Counted by", "Time")


def whole_paper(sheets: CountSheets) -> Sheet:
    """Lay out the count sheet of the whole prison, on which the control room compares."""
    of = sheets.stamp
    at = shown_full(of.as_of, of.prison.timezone)
    about = (
        f"{of.prison.name}. Expected as of {at}; movements after it go in by hand.",
        "For the control room, not for who counts. Counted is empty until a unit says it.",
        ENTERED,
    )
    kinds = Space("KIND OF CHECK", 44, _COUNTED.rows[0][0].ticks)
    top = Form("", (), ((kinds, Space("OPENED AT", 16), Space("CHECK NO.", 16)),), lines=3)
    sections: list[Section | Form] = [top, _units(sheets.units), _totals(sheets)]
    sections += _beside(sheets)
    sections.append(
        Form(
            "",
            (),
            ((Space("ROLL CORRECT AT", 19), Space("DECLARED BY", 27), Space("SIGNATURE", 30)),),
            lines=3,
        )
    )
    title = f"COUNT SHEET {of.prison.code} whole prison"
    return Sheet(title, about, tuple(sections), (), of)


def _units(units: tuple[CountUnit, ...]) -> Section | Form:
    """Give one line a unit; with nothing in the box of what was counted."""
    if not units:
        return Section("UNITS", (), (), "The prison has no units.")

    def row(*texts: str) -> tuple[Space, ...]:
        return tuple(Space(text, width) for text, width in zip(texts, _WIDTHS, strict=True))

    rows = tuple(
        row(_unit_in_words(unit), str(unit.expected), "", "", "", "") for unit in units
    )  # fmt: skip
    return Form("UNITS", row(*_UNITS), rows)


def _unit_in_words(unit: CountUnit) -> str:
    return unit.code if unit.name == unit.code else f"{unit.code} {unit.name}"


def _totals(sheets: CountSheets) -> Form:
    off = len(sheets.off_roll)
    printed = (
        Space(f"Inside, expected: {sheets.population}", 38),
        Space(
            f"Roll: {sheets.roll} = {sheets.population} inside + {len(sheets.outside)} outside"
            + (f" - {off} not on the roll" if off else ""),
            39,
        ),
    )
    blank = (
        Space("COUNTED, all units", 25),
        Space("DIFFERENCE", 25),
        Space("OUTSIDE, confirmed", 26),
    )
    return Form("TOTALS", (), (printed, blank), lines=2)


def _beside(sheets: CountSheets) -> Iterator[Section]:
    """Name the people on the roll outside, and those inside who are not on it."""
    zone = sheets.stamp.prison.timezone
    yield Section(
        f"ON THE ROLL, OUTSIDE: {len(sheets.outside)} (tick when confirmed)",
        _OUTSIDE,
        tuple(_outside(sheets.outside, zone)),
        "Nobody.",
    )
    if sheets.off_roll:
        heading = f"INSIDE, NOT ON THE ROLL: {len(sheets.off_roll)} (counted in their units)"
        yield Section(heading, _OUTSIDE, tuple(_outside(sheets.off_roll, zone)))


def _outside(people: Iterable[OnCount], zone: str) -> Iterator[tuple[str, ...]]:
    for one in people:
        bed = f"; bed in {one.cell}" if one.cell else ""
        yield (BOX, one.number, one.name, f"{_where(one, zone)}{bed}")

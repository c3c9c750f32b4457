"""What a roll check expects: by unit, by name, as of an instant, frozen when it is opened.

expected = beds in use - named out + named in, people present without a bed included
(practice note 0, 4). Whoever is inside is expected in the unit of the place where they are.
"""

from collections.abc import Mapping
from typing import NamedTuple

from wingterm.domain.checks.kinds import CheckKind, KindPlan
from wingterm.domain.checks.units import REST, REST_NAME, CheckUnit, UnitsOf
from wingterm.domain.digest import sha256_hex
from wingterm.domain.on_roll import on_roll
from wingterm.domain.places import INSIDE, PlaceKind
from wingterm.domain.prison_settings import PrisonSettings


class Present(NamedTuple):
    """Somebody on the books of a prison at the instant of a check."""

    person: int
    """Id."""
    number: str
    """Prison number as now known."""
    kind: PlaceKind
    """Kind of the place where they are."""
    place: str
    """Code of that place."""
    cell: str
    """Code of the cell whose bed they hold, empty without."""
    verb: str
    """Verb of the movement that brought them there."""
    since: int
    due_back: int | None = None
    entry: str = ""
    """Place in the books of that movement, as `WTI-17`."""

    @property
    def inside(self) -> bool:
        """Whether they are inside the prison, and so are counted in a unit."""
        return self.kind in INSIDE


class OnBooks(NamedTuple):
    """What a prison expects is made of: its people, units and settings of a moment."""

    people: tuple[Present, ...]
    """Everybody on its books: inside, out, at large, and whom it sent and still has on its roll."""
    units: tuple[CheckUnit, ...]
    """The prison's own list, else the usual units."""
    kinds: Mapping[CheckKind, KindPlan]
    settings: PrisonSettings


class UnitExpected(NamedTuple):
    """What is expected of a unit, by name."""

    unit: CheckUnit
    present: list[Present]
    """Everybody who is expected to be counted here."""
    out: list[Present]
    """Who holds a bed here and is somewhere else: off site, or inside in another unit."""
    visiting: list[Present]
    """Of those present, who holds a bed in another unit: named in."""
    without_bed: list[Present]
    """Of those present, who holds no bed."""

    @property
    def expected(self) -> int:
        """How many people are to be counted here."""
        return len(self.present)

    @property
    def beds(self) -> int:
        """Beds in use: people who hold a bed here, wherever they are."""
        own = len(self.present) - len(self.visiting) - len(self.without_bed)
        return own + len(self.out)

    @property
    def digest(self) -> str:
        """Hash of who is expected: SHA-256 of their ids in order, which a new number keeps."""
        ids = "\n".join(str(one.person) for one in sorted(self.present))
        return sha256_hex(ids.encode("ascii"))


class Expected(NamedTuple):
    """What a check of a whole prison expects."""

    units: tuple[UnitExpected, ...]
    """In the order of the list; the unit of the rest last, where somebody is in it."""
    outside: tuple[Present, ...]
    """People on the roll who are not inside, each by name (practice note 2.1)."""
    off_roll: tuple[Present, ...]
    """People inside who are not on the roll: the dead, where the prison settles it so."""

    @property
    def population(self) -> int:
        """Everybody inside: the sum of the units."""
        return sum(unit.expected for unit in self.units)

    @property
    def expected_in(self) -> dict[int, str]:
        """Code of the unit in which each person inside is expected, by id."""
        return {one.person: unit.unit.code for unit in self.units for one in unit.present}

    @property
    def sent(self) -> list[int]:
        """Numbers of the entries by which people on the way to another prison were sent.

        What becomes of them is recorded there, by clocks and in an order that this prison's book
        does not know: who of them was on the roll is kept, not found again by when it was known.
        """
        on_the_way = (one for one in self.outside if one.kind is PlaceKind.EN_ROUTE)
        return [int(one.entry.rpartition("-")[2]) for one in on_the_way]

    @property
    def roll(self) -> int:
        """Everybody on the roll: inside, and outside by name."""
        return self.population + len(self.outside) - len(self.off_roll)


def expect(books: OnBooks, as_of: int) -> Expected:
    """Say what is expected of each unit, and who is on the roll outside, by name.

    Args:
        books: the prison's people, units and settings at the instant.
        as_of: the instant.
    """
    units, settings = books.units, books.settings
    unit_of = UnitsOf(units)
    rest = CheckUnit(REST, REST_NAME, (), residential=False)
    by_code = {unit.code: UnitExpected(unit, [], [], [], []) for unit in (*units, rest)}
    outside, off_roll = [], []
    for one in books.people:
        counts = on_roll(one.kind, one.verb, one.since, one.due_back, as_of, settings)
        here = unit_of(one.place) if one.inside else None
        home = unit_of(one.cell) if one.cell else None
        if here is not None:
            _place(by_code[here], one, home, here)
            off_roll += [] if counts else [one]
        elif counts:
            outside.append(one)
        if home is not None and home != here:
            by_code[home].out.append(one)
    found = [by_code[unit.code] for unit in units]
    if by_code[REST].present or by_code[REST].out:
        found.append(by_code[REST])
    return Expected(tuple(found), tuple(outside), tuple(off_roll))


def _place(unit: UnitExpected, one: Present, home: str | None, here: str) -> None:
    unit.present.append(one)
    if home is None:
        unit.without_bed.append(one)
    elif home != here:
        unit.visiting.append(one)

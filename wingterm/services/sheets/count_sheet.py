"""The sheets on which a roll check is counted: who is expected in each unit, and room to write.

They are of the instant at which they are printed, whether a check is open or not, so that a prison
without power has them already. Units are the prison's own, or the usual ones.
"""

from collections.abc import Iterable
from typing import NamedTuple

from db.engine import Reader
from db.queries.checks import books_then
from db.queries.past import as_believed
from db.queries.people import PersonAt, due_back
from wingterm.domain.checks.freeze import Expected, Present, UnitExpected, expect
from wingterm.domain.places import natural_key
from wingterm.domain.prison import Prison
from wingterm.errors import NotFound
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.sheets.roll_sheet import away
from wingterm.services.sheets.stamp import Stamp, stamp


class OnCount(NamedTuple):
    """Somebody on a count sheet."""

    number: str
    last_name: str
    first_name: str
    cell: str
    """Code of the cell whose bed they hold, empty without."""
    where: str
    """Where they are when not in their cell, in words; empty for in the cell."""
    due_back: int | None
    """When they are due back from outside, if that is on record."""

    @property
    def name(self) -> str:
        """The name as lists show it."""
        return f"{self.last_name}, {self.first_name}"


class CountUnit(NamedTuple):
    """A unit with who is expected to be counted in it, each list by cell and name."""

    code: str
    name: str
    expected: int
    """How many that is: `here`, `named_in` and `without_bed` together."""
    here: tuple[OnCount, ...]
    """Who holds a bed in the unit and is in it."""
    named_in: tuple[OnCount, ...]
    """Who is in it and holds a bed in another unit."""
    without_bed: tuple[OnCount, ...]
    """Who is in it and holds no bed."""
    named_out: tuple[OnCount, ...]
    """Who holds a bed in the unit and is somewhere else: not to be counted."""

    @property
    def people(self) -> tuple[OnCount, ...]:
        """Everybody whom its sheet names."""
        return (*self.here, *self.named_in, *self.without_bed, *self.named_out)


class CountSheets(NamedTuple):
    """What a roll check of a prison would expect if it were opened at an instant."""

    stamp: Stamp
    units: tuple[CountUnit, ...]
    """In the prison's order; the unit of the rest last, where somebody is in it."""
    outside: tuple[OnCount, ...]
    """People on the roll who are not inside, by where they are and name."""
    off_roll: tuple[OnCount, ...]
    """People inside who are not on the roll; they are counted in their units."""
    two_counters: bool
    """Whether the prison wants two officers to count, neither seeing what the other wrote."""

    @property
    def population(self) -> int:
        """Everybody inside: the sum of the units."""
        return sum(unit.expected for unit in self.units)

    @property
    def roll(self) -> int:
        """Everybody on the roll: inside, and outside by name."""
        return self.population + len(self.outside) - len(self.off_roll)

    @property
    def beside(self) -> tuple[OnCount, ...]:
        """Everybody whom the whole prison's sheet names."""
        return (*self.outside, *self.off_roll)

    def unit(self, code: str) -> CountUnit:
        """Give a unit by its code as typed.

        Raises:
            NotFound: the prison has no such unit.
        """
        wanted = code.strip().upper()
        for unit in self.units:
            if unit.code.upper() == wanted:
                return unit
        codes = ", ".join(unit.code for unit in self.units) or "none yet"
        raise NotFound(
            f"{self.stamp.prison.code} has no unit {code.strip() or '(empty)'}.",
            f"Its units are: {codes}.",
        )


def count_sheets(desk: Desk, prison: Prison, unit: str = "") -> CountSheets:
    """Give the count sheet of a unit, or of the whole prison, now.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose.
        unit: code of the one unit that is wanted; empty for the whole prison, of which only those
            beside the units are to be named.

    Raises:
        NotFound: the prison has no such unit.
    """
    with desk.store.read() as reader:
        now = reader.now()
        officer = officer_at(desk, reader, now)
        authorise(officer, "read")
        sheets = count_sheets_in(reader, stamp(reader, prison, officer, now))
    words = f"print count-sheet {prison.code}"
    if unit.strip():
        wanted = sheets.unit(unit)
        desk.consulted([one.number for one in wanted.people], f"{words} {wanted.code}")
        return sheets._replace(units=(wanted,), outside=(), off_roll=())
    desk.consulted([one.number for one in sheets.beside], words)
    return sheets


def count_sheets_in(reader: Reader, of: Stamp) -> CountSheets:
    """Give the sheets of all units from a snapshot that is read already.

    Who calls it has authorised the officer and logs the consultation.
    """
    books, people = books_then(reader, of.prison.id, as_believed(of.as_of, None))
    known = {person.person: person for person in people}
    found: Expected = expect(books, of.as_of)
    return CountSheets(
        stamp=of,
        units=tuple(_unit(unit, known) for unit in found.units),
        outside=tuple(sorted(_listed(found.outside, known), key=lambda one: one.where)),
        off_roll=_listed(found.off_roll, known),
        two_counters=books.settings.two_counters,
    )


def _unit(unit: UnitExpected, known: dict[int, PersonAt]) -> CountUnit:
    apart = {one.person for one in (*unit.visiting, *unit.without_bed)}
    return CountUnit(
        code=unit.unit.code,
        name=unit.unit.name,
        expected=unit.expected,
        here=_listed((one for one in unit.present if one.person not in apart), known),
        named_in=_listed(unit.visiting, known),
        without_bed=_listed(unit.without_bed, known),
        named_out=_listed(unit.out, known),
    )


def _listed(people: Iterable[Present], known: dict[int, PersonAt]) -> tuple[OnCount, ...]:
    found = [known[one.person] for one in people]
    found.sort(key=lambda one: (natural_key(one.cell), one.last_name, one.first_name, one.number))
    return tuple(_on_count(person) for person in found)


def _on_count(person: PersonAt) -> OnCount:
    return OnCount(*person[:3], person.cell, away(person), due_back(person))

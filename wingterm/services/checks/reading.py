"""Read one roll check from a snapshot: which is meant, what was said of it, who said it."""

from typing import NamedTuple

from db.engine import Reader
from db.queries.checks import (
    books_then,
    check_row,
    facts_of_checks,
    newest_check,
    officer_names,
    open_checks,
)
from db.queries.past import Moment
from db.queries.people import PersonAt
from wingterm.domain.checks.fold import read_check
from wingterm.domain.checks.freeze import Expected, OnBooks, expect
from wingterm.domain.checks.record import CheckFact, RollCheck, UnitCheck
from wingterm.domain.prison import Prison
from wingterm.errors import NotFound


class Read(NamedTuple):
    """A check with the names of the officers in it."""

    check: RollCheck
    facts: tuple[CheckFact, ...]
    """Everything that was said of it, in order of the book."""
    names: dict[int, tuple[str, str]]
    """Name and account of officers by id."""

    def name(self, officer: int) -> str:
        """Give an officer's name."""
        return self.names.get(officer, ("", ""))[0]

    @property
    def last_frozen(self) -> int:
        """Number in the book of the last entry of the act that opened it."""
        opened = self.facts[0].recorded_at
        return max(fact.seq for fact in self.facts if fact.recorded_at == opened)


def read_of(reader: Reader, prison: Prison, number: int | None) -> Read:
    """Give a check of a prison; without a number the open one, else the newest.

    Raises:
        NotFound: there is no such check.
    """
    if number is None:
        opened = open_checks(reader, prison.id)
        row = opened[-1] if opened else newest_check(reader, prison.id)
        if row is None:
            raise NotFound(
                f"{prison.name} has had no roll check yet.", "Open one: wingterm check open KIND."
            )
    else:
        row = check_row(reader, prison.id, number)
        if row is None:
            raise NotFound(
                f"{prison.name} has no roll check {number}.", "`wingterm check list` lists them."
            )
    return read_many(reader, prison, [row.id])[0]


def read_many(reader: Reader, prison: Prison, numbers: list[int]) -> list[Read]:
    """Give several checks of a prison, in the order of their numbers as given."""
    facts = facts_of_checks(reader, numbers)
    officers = {officer for held in facts.values() for fact in held for officer in fact.officers}
    names = officer_names(reader, officers)
    return [
        Read(read_check(number, prison.id, facts[number]), tuple(facts[number]), names)
        for number in numbers
    ]


def unit_in(check: RollCheck, typed: str) -> UnitCheck:
    """Give a unit of a check by its code as typed.

    Raises:
        NotFound: the check has no such unit.
    """
    unit = check.unit(typed)
    if unit is None:
        codes = ", ".join(each.code for each in check.units)
        raise NotFound(
            f"Roll check {check.id} has no unit {typed.strip() or '(empty)'}.",
            f"Its units are: {codes}.",
        )
    return unit


class Frozen(NamedTuple):
    """What a check expects, by name: rebuilt from the register as it was known then."""

    books: OnBooks
    expected: Expected
    people: dict[int, PersonAt]
    """Everybody on the books then, by id; names and numbers as now known."""


def frozen_of(reader: Reader, check: RollCheck) -> Frozen:
    """Give what was frozen when a check was opened; the same for ever."""
    moment = Moment(check.as_of, check.known_at)
    books, people = books_then(reader, check.establishment, moment, check.sent)
    found = expect(books, check.as_of)
    return Frozen(books, found, {person.person: person for person in people})

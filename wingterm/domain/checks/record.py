"""A roll check as its entries in the book make it: who counted what, when, and how it ended.

A check is a subject of facts (`docs/architecture.md`, "Roll checks"); nothing of it is ever
changed or withdrawn. `read_check` (`fold.py`) is the one fold of them.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from wingterm.domain.checks.kinds import MINUTE, CheckKind

SUBJECT = "check"
"""Kind of subject that the facts of a check are about."""

OPENED, DECLARED, ABANDONED, ESCALATED = "opened", "declared", "abandoned", "escalated"
"""Facts that a check has once at most."""
UNIT, COUNT, WELFARE, WHY, TAKEN = "unit", "count", "welfare", "why", "taken"
"""Facts that a check has many of: `unit.3`, `count.3.1`, `welfare.3.1`, `why.3.1`, `taken.1`."""

COUNTED_MAX = 9999
"""Largest number of people that anybody counts in a unit."""


class Method(StrEnum):
    """How a unit was counted."""

    NUMBER = "number"
    """By number alone."""
    NAME = "name"
    """By name, against the frozen list: who is missing and who is extra is said too."""
    DOOR = "door"
    """At the door, each person as they come through or answer."""


class Explained(StrEnum):
    """What an explanation says of somebody."""

    MISSING = "missing"
    """Expected in the unit and not there."""
    EXTRA = "extra"
    """In the unit and not expected."""
    WITHDRAWN = "withdrawn"
    """An explanation given before does not hold."""


class UnitState(StrEnum):
    """How a unit stands."""

    WAITING = "NOT COUNTED"
    FIRST = "FIRST COUNT IN"
    """One of two independent counts is in; what it was is shown to nobody yet."""
    AGREES = "AGREES"
    DIFFERS = "DIFFERS"
    EXPLAINED = "EXPLAINED"

    @property
    def apart(self) -> bool:
        """Whether the count is not what was expected, explained or not.

        Numbers may agree all the same, where the wrong people are there or two counters differ.
        """
        return self in (UnitState.DIFFERS, UnitState.EXPLAINED)


class CheckState(StrEnum):
    """How a check stands."""

    INCOMPLETE = "INCOMPLETE"
    """A unit has not been counted."""
    DIFFERS = "DIFFERS"
    """A unit differs without a full explanation."""
    READY = "READY TO DECLARE"
    """Every unit agrees or is explained; nobody has declared the roll correct yet."""
    CORRECT = "ROLL CORRECT"
    ABANDONED = "ABANDONED"


class CheckFact(NamedTuple):
    """An entry about a check."""

    fact: str
    value: Mapping[str, Any]
    at: int
    """When it happened: of a count made on paper before it was keyed."""
    recorded_at: int
    """The machine's time."""
    officer: int
    """Id of the officer who keyed it."""
    seq: int = 0
    """Its number in the prison's book; 0 while its act is being decided."""

    @property
    def officers(self) -> tuple[int, ...]:
        """Ids of who keyed it and, of a count or of responses, of who counted."""
        return (self.officer, self.value["by"]) if "by" in self.value else (self.officer,)


class Count(NamedTuple):
    """A count of a unit."""

    counted: int
    by: int
    """Id of the officer who counted."""
    keyed_by: int
    """Id of the officer who typed it in."""
    at: int
    """When it was counted."""
    recorded_at: int
    """When it was keyed, by the machine's clock."""
    method: Method
    again: bool
    """Whether it is a count again of a unit that had been counted."""
    missing: tuple[int, ...] = ()
    """Of a count by name: ids of people expected and not there."""
    extra: tuple[int, ...] = ()
    """Of a count by name: ids of people there and not expected."""
    strangers: int = 0
    """Of a count by name: people there whom nobody could name."""
    comment: str = ""
    seq: int = 0

    @property
    def names(self) -> int:
        """What the names come to, beside the expected number: extra - missing."""
        return len(self.extra) + self.strangers - len(self.missing)


class Welfare(NamedTuple):
    """Responses had in a unit, apart from the number (practice note 0, 7)."""

    had: int
    """People from whom a response was had."""
    without: tuple[int, ...]
    """Ids of people from whom none was had; that stays so, whatever is recorded later."""
    by: int
    keyed_by: int
    at: int
    recorded_at: int
    comment: str = ""
    seq: int = 0


class Explanation(NamedTuple):
    """Why somebody is missing or extra in a unit."""

    person: int
    """Id, 0 for somebody whom nobody could name."""
    what: Explained
    why: str
    officer: int
    recorded_at: int
    after: int
    """How many counts of the unit had been made when it was given; a later count voids it."""
    seq: int = 0


class TakenOver(NamedTuple):
    """That an officer went on with a check."""

    officer: int
    recorded_at: int
    why: str


class UnitCheck(NamedTuple):
    """A unit in a check: what was frozen, and what was said since."""

    position: int
    """Its place in the list, from 1."""
    code: str
    name: str
    residential: bool
    beds: int
    """Beds in use."""
    named_out: int
    named_in: int
    without_bed: int
    """People present without a bed."""
    expected: int
    """beds - named out + named in + without bed."""
    digest: str
    """Hash of who is expected."""
    counters: int = 1
    """How many independent first counts the prison wants."""
    counts: tuple[Count, ...] = ()
    welfare: tuple[Welfare, ...] = ()
    explanations: tuple[Explanation, ...] = ()

    @property
    def blind(self) -> bool:
        """Whether the count that is in must not be seen: the second counter has yet to count."""
        return 0 < len(self.counts) < self.counters

    @property
    def hides_responses(self) -> bool:
        """Whether the number of responses must not be seen: it says what a first count was.

        Who gave none is told at once; that is about them, and no number.
        """
        return self.counters > 1 and len(self.counts) < self.counters

    @property
    def last(self) -> Count | None:
        """The count that holds: the last one; None before there is one that may be seen."""
        return None if self.blind or not self.counts else self.counts[-1]

    @property
    def counters_differ(self) -> bool:
        """Whether two independent first counts differ and nobody has counted again since."""
        first = self.counts[: self.counters]
        return len(self.counts) == self.counters and len({count.counted for count in first}) > 1

    @property
    def counted(self) -> int | None:
        """What was counted; None before it was, or while it must not be seen."""
        return None if self.last is None else self.last.counted

    @property
    def difference(self) -> int | None:
        """Counted - expected; None before it was counted."""
        return None if self.counted is None else self.counted - self.expected

    @property
    def recounts(self) -> int:
        """How often it was counted again."""
        return sum(count.again for count in self.counts)

    @property
    def standing_explanations(self) -> tuple[Explanation, ...]:
        """The explanations of the count that holds, the last one of each person."""
        newest: dict[int, Explanation] = {}
        strangers = []
        for one in self.explanations:
            if one.after != len(self.counts):
                continue
            if one.person == 0 and one.what is not Explained.WITHDRAWN:
                strangers.append(one)
            elif one.person == 0:
                strangers.clear()
            else:
                newest[one.person] = one
        held = [one for one in newest.values() if one.what is not Explained.WITHDRAWN]
        return (*held, *strangers)

    @property
    def explained(self) -> bool:
        """Whether everybody missing or extra is named with a reason, and the sum is right."""
        held = self.standing_explanations
        if self.last is None or not held or self.counters_differ:
            return False
        total = sum(1 if one.what is Explained.EXTRA else -1 for one in held)
        named = {(one.person, one.what) for one in held}
        by_name = {(person, Explained.MISSING) for person in self.last.missing}
        by_name |= {(person, Explained.EXTRA) for person in self.last.extra}
        return total == self.difference and by_name <= named

    @property
    def state(self) -> UnitState:
        """How the unit stands."""
        if self.blind:
            return UnitState.FIRST
        if self.last is None:
            return UnitState.WAITING
        if self.explained:
            return UnitState.EXPLAINED
        agrees = self.difference == 0 and not self.counters_differ
        # Numbers may agree while people do not: one missing, another there in their place.
        if agrees and not (self.last.missing or self.last.extra or self.last.strangers):
            return UnitState.AGREES
        return UnitState.DIFFERS


class RollCheck(NamedTuple):
    """A roll check: what was frozen, what was counted, and how it ended."""

    id: int
    establishment: int
    kind: CheckKind
    opened_as: CheckKind
    """The kind that it was opened as; another than `kind` after it was escalated."""
    as_of: int
    """The instant that the expectation is of."""
    known_at: int
    """The instant of knowledge of the expectation: just before it was opened."""
    opened_at: int
    """By the machine's clock."""
    opened_by: int
    clear: int
    """Minutes after it was opened from which it is overdue."""
    another: bool
    """Whether a unit that differs is counted again by somebody else than counted it."""
    wants_welfare: bool
    population: int
    roll: int
    """People on the roll as of the instant."""
    outside: int
    """Of those, people who are not inside, each by name."""
    off_roll: int
    """People inside who are not on the roll."""
    sent: tuple[int, ...]
    """Of those outside who are on the way to another prison: numbers of the entries that sent
    them."""
    units: tuple[UnitCheck, ...]
    taken: tuple[TakenOver, ...] = ()
    escalated: CheckFact | None = None
    ended: CheckFact | None = None

    @property
    def in_charge(self) -> int:
        """Id of the officer who has it: who opened it, or took it over last."""
        return self.taken[-1].officer if self.taken else self.opened_by

    @property
    def counted(self) -> int:
        """The sum of what was counted so far and may be seen."""
        return sum(unit.counted or 0 for unit in self.units)

    @property
    def expected(self) -> int:
        """The sum of what is expected; the population inside at the instant."""
        return sum(unit.expected for unit in self.units)

    @property
    def is_open(self) -> bool:
        """Whether something may still be added to it."""
        return self.ended is None

    @property
    def overdue_at(self) -> int:
        """The instant from which it is overdue unless it has been declared or abandoned."""
        return self.opened_at + self.clear * MINUTE

    @property
    def took(self) -> int | None:
        """Microseconds from opening to the declaration that the roll is correct; None without."""
        if self.ended is None or self.ended.fact != DECLARED:
            return None
        return self.ended.recorded_at - self.opened_at

    @property
    def state(self) -> CheckState:
        """How the check stands."""
        if self.ended is not None:
            declared = self.ended.fact == DECLARED
            return CheckState.CORRECT if declared else CheckState.ABANDONED
        states = {unit.state for unit in self.units}
        if states & {UnitState.WAITING, UnitState.FIRST}:
            return CheckState.INCOMPLETE
        return CheckState.DIFFERS if UnitState.DIFFERS in states else CheckState.READY

    def unit(self, code: str) -> UnitCheck | None:
        """Give a unit by its code as typed; None for no such unit."""
        wanted = code.strip().upper()
        return next((unit for unit in self.units if unit.code.upper() == wanted), None)

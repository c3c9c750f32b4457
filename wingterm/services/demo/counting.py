"""How a roll check of the demo goes: opened, counted by units, counted again, explained, ended."""

import random
from collections.abc import Iterable
from dataclasses import dataclass

from db.engine import Store
from db.queries.checks import facts_of_checks
from wingterm.domain import requests as asked
from wingterm.domain.checks.fold import read_check
from wingterm.domain.checks.kinds import CheckKind
from wingterm.domain.checks.record import UnitCheck, UnitState
from wingterm.domain.checks.units import CheckUnit, UnitsOf
from wingterm.domain.outcomes import Acknowledgement
from wingterm.domain.requests import Request
from wingterm.services.demo.as_it_happens import AsItHappens
from wingterm.services.demo.terms import MAIN, MINUTE, rows
from wingterm.services.demo.world import Slip

GOVERNOR = "demo.marsh"
"""Account of the duty governor."""

NO_RESPONSE = Acknowledgement(
    "without-response", "Seen breathing by the night officer; nurse sent to the cell."
)
"""What is answered to the warning that somebody gave no response."""


@dataclass(frozen=True, slots=True)
class Tale:
    """What is remarkable about a check; nothing: every unit agrees at the first count."""

    wrong: tuple[tuple[str, int], ...] = ()
    """Units miscounted at first, and by how many."""
    twice: bool = False
    """Whether the first count again is as wrong."""
    no_response: tuple[str, str] = ("", "")
    """A unit, and the number of somebody in it who gave no response."""
    paper: int = 0
    """After how many minutes counts made on paper are keyed; 0: as they are counted."""
    slips: tuple[Slip, ...] = ()
    """Who besides is not where the register has them."""
    search: str = ""
    """Number of somebody whom a count by name does not find, in the first unit miscounted."""
    ends: str = "declared"
    """`declared`, `abandoned`, or `open`."""


PLAIN = Tale()

Counters = dict[str, set[str]]
"""Accounts of who has counted each unit."""


class Counting:
    """Carries out checks, one after the other."""

    def __init__(self, days: AsItHappens, store: Store, seed: int) -> None:
        """Begin before the first check.

        Args:
            days: what is entered besides.
            store: where checks are read from.
            seed: of chance, apart from that of the story.
        """
        self._days = days
        self._store = store
        self.chance = random.Random(seed)  # a story, not a secret
        self._roster = [r["account"] for r in rows("officers.csv") if r["role"] == "wing-officer"]
        self._names = {row["account"]: row["name"] for row in rows("officers.csv")}
        self._turn = 0
        self._check = 0
        self._unit_of = UnitsOf([CheckUnit(*unit, residential=True) for unit in _units()])
        self._instant = 0

    # --- steps

    def enter(self, account: str, *requests: Request) -> None:
        """Enter something as an officer, after what has happened by then."""
        self._days.until(self._instant)
        self._days.book.write_now(self._instant, *requests, account=account)

    def _wait(self, least: int, most: int) -> None:
        self._instant += self.chance.randint(least, most) * MINUTE

    def _officer(self, but: Iterable[str] = ()) -> str:
        """Give the wing officer whose turn it is."""
        while True:
            self._turn += 1
            account = self._roster[self._turn % len(self._roster)]
            if account not in but:
                return account

    def _another(self, unit: UnitCheck, counted: Counters) -> str:
        """Give a wing officer who has not counted a unit yet, and has then."""
        officer = self._officer(counted[unit.code])
        counted[unit.code].add(officer)
        return officer

    def _units(self) -> dict[str, UnitCheck]:
        with self._store.read() as reader:
            facts = facts_of_checks(reader, [self._check])[self._check]
        return {unit.code: unit for unit in read_check(self._check, 0, facts).units}

    # --- a check

    def check(self, kind: CheckKind, instant: int, by: str, tale: Tale = PLAIN) -> int:
        """Carry out a check; give the instant of its last act.

        Args:
            kind: what for.
            instant: when it is opened.
            by: account of the orderly officer.
            tale: what is remarkable about it.
        """
        self.open(kind, instant, by)
        slips = (*self._days.wrong(instant), *tale.slips)
        off = self._off(slips) | dict(tale.wrong)
        units = list(self._units().values())
        if tale.paper:
            self._instant += tale.paper * MINUTE
        counted: Counters = {}
        for residential in (True, False):
            self._wait(2, 4)
            if not residential and tale.ends == "abandoned":
                break
            part = [unit for unit in units if unit.residential is residential]
            first = {unit.code: self._officer() for unit in part}
            counted |= {unit: {officer} for unit, officer in first.items()}
            self.enter(by, *(
                self._first(u, off, first[u.code], tale, self.chance.randint(0, 1)) for u in part
            ))  # fmt: skip
            self.enter(by, *self._responses(kind, part, first, tale))
        if tale.ends == "declared":
            by = self._clear(by, counted, slips, tale)
            self._declare(by, tale)
        return self._instant

    def open(self, kind: CheckKind, instant: int, by: str) -> None:
        """Open a check."""
        self._instant = max(instant, self._instant)
        self._check += 1
        self.enter(by, asked.OpenCheck(prison=MAIN, kind=kind))

    def _off(self, slips: Iterable[Slip]) -> dict[str, int]:
        """Say by how many units are off from what the register expects."""
        off: dict[str, int] = {}
        for slip in slips:
            for place, by in ((slip.entered, -1), (slip.really, 1)):
                if place:
                    unit = self._unit_of(place)
                    off[unit] = off.get(unit, 0) + by
        return off

    def _first(
        self, unit: UnitCheck, off: dict[str, int], by: str, tale: Tale = PLAIN, ago: int = 0
    ) -> Request:
        """Give the first count of a unit, made some minutes ago."""
        ago += tale.paper
        return asked.SubmitCount(
            prison=MAIN, check=self._check, unit=unit.code, by=by, at=self._instant - ago * MINUTE,
            counted=str(max(0, unit.expected + off.get(unit.code, 0))),
            method="door" if unit.residential else "number",
            comment="Counted on paper while the power was off" if tale.paper else "",
        )  # fmt: skip

    def _responses(
        self, kind: CheckKind, units: list[UnitCheck], by: dict[str, str], tale: Tale
    ) -> list[Request]:
        """Record at unlock who responded, where people live."""
        if kind is not CheckKind.UNLOCK:
            return []
        lines: list[Request] = []
        for unit in units:
            code, person = tale.no_response
            none = (person,) if unit.code == code and person else ()
            if unit.residential and unit.expected:
                lines.append(asked.RecordWelfare(
                    prison=MAIN, check=self._check, unit=unit.code, by=by[unit.code],
                    had=str(unit.expected - len(none)), without=none,
                ))  # fmt: skip
        return lines

    # --- what differs

    def _clear(self, by: str, counted: Counters, slips: tuple[Slip, ...], tale: Tale) -> str:
        """Count again and explain until every unit agrees or is explained; give who has it then."""
        if tale.twice:
            self._again(by, counted, slips, dict(tale.wrong))
        if tale.search:
            by = self._searched(by, counted, tale)
        self._again(by, counted, slips, {})
        lines = [
            asked.Explain(
                prison=MAIN, check=self._check, unit=unit, person=slip.person, what=what,
                why=slip.why,
            )
            for slip in slips
            for unit, what in self._named(slip)
        ]  # fmt: skip
        if lines:
            self._wait(3, 6)
            self.enter(by, *lines)
        return by

    def _named(self, slip: Slip) -> list[tuple[str, str]]:
        """Give the units in which somebody is missing or extra."""
        sides = ((slip.entered, "missing"), (slip.really, "extra"))
        found = [(self._unit_of(place), what) for place, what in sides if place]
        return [] if len({unit for unit, _ in found}) < len(found) else found

    def _again(
        self, by: str, counted: Counters, slips: tuple[Slip, ...], wrong: dict[str, int]
    ) -> None:
        """Have the units that differ counted again by others, by name where somebody is not there.

        Args:
            by: who keys it.
            counted: who counted each unit; grows by who counts it now.
            slips: who is not where the register has them.
            wrong: units that are miscounted again.
        """
        off = self._off(slips)
        differing = [u for u in self._units().values() if u.state is UnitState.DIFFERS]
        if not differing:
            return
        self._wait(5, 9)
        lines = []
        for unit in differing:
            missing = [s.person for s in slips if (unit.code, "missing") in self._named(s)]
            extra = [s.person for s in slips if (unit.code, "extra") in self._named(s)]
            lines.append(asked.Recount(
                prison=MAIN, check=self._check, unit=unit.code, by=self._another(unit, counted),
                counted=str(unit.expected + off.get(unit.code, 0) + wrong.get(unit.code, 0)),
                method="name" if missing or extra else "number", missing=tuple(missing),
                extra=tuple(extra),
            ))  # fmt: skip
        self.enter(by, *lines)

    def _searched(self, by: str, counted: Counters, tale: Tale) -> str:
        """Somebody is not found by name: an emergency, until they are; give who has it then."""
        unit = self._units()[tale.wrong[0][0]]
        self._wait(5, 8)
        self.enter(by, asked.Recount(
            prison=MAIN, check=self._check, unit=unit.code, by=self._another(unit, counted),
            method="name", counted=str(unit.expected - 1), missing=(tale.search,),
        ))  # fmt: skip
        self._wait(1, 2)
        self.enter(by, asked.EscalateCheck(
            prison=MAIN, check=self._check,
            why=f"{unit.name} is one short after a count by name; search begun.",
        ))  # fmt: skip
        self._wait(2, 4)
        self.enter(GOVERNOR, asked.TakeOverCheck(
            prison=MAIN, check=self._check, why="In command of the search."
        ))  # fmt: skip
        self._wait(12, 18)
        return GOVERNOR

    def _declare(self, by: str, tale: Tale) -> None:
        self._wait(1, 2)
        self.enter(by, asked.DeclareRoll(
            prison=MAIN, check=self._check, name=self._names[by],
            acknowledged=(NO_RESPONSE,) if tale.no_response[1] else (),
        ))  # fmt: skip

    # --- others

    def abandon(self, by: str, why: str) -> None:
        """End the check at hand without a declaration."""
        self._wait(1, 2)
        self.enter(by, asked.AbandonCheck(prison=MAIN, check=self._check, why=why))

    def half(self, kind: CheckKind, instant: int, by: str) -> None:
        """Open a check of which the wings and reception are counted, the others not yet.

        Reception counts who has come since: one unit differs, and what is beside the check says
        why.
        """
        self.open(kind, instant, by)
        off = self._off(self._days.wrong(instant))
        for unit in self._units().values():
            if not (unit.residential or unit.code == "RECP"):
                continue
            self._instant += MINUTE
            came = self._days.between(instant, self._instant, asked.Receive)
            by = self._officer()
            self.enter(by, self._first(unit, off | {"RECP": came}, by))


def _units() -> list[tuple[str, str, tuple[str, ...]]]:
    return [(row["unit"], row["name"], tuple(row["places"].split())) for row in rows("units.csv")]

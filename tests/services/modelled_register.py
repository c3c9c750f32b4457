"""A register beside its model: what is done to both, and how the two are compared."""

import itertools
from collections.abc import Callable
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.registers import MINUTE, open_small_register
from tests.services.model import INSIDE, OUT, Model, Spot
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Outcome, Receipt, Refused
from wingterm.services.act import carry_out
from wingterm.services.lists import people_behind

CELLS = {
    "WTI": ["A-1-001", "A-1-002", "A-1-003"],
    "EXI": ["B-1-001", "B-1-002"],
    "TPI": ["C-1-001"],
}
PRISONS = st.sampled_from(["WTI", "EXI"])
PICK = st.integers(min_value=0, max_value=19)
"""Which person: mostly one whom the verb fits, from `ANYBODY` on anybody."""
ANYBODY = 17
WHEN = st.sampled_from([0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 5, 7])
"""When: now, quarters of the time since the last movement, (5) before it, or (7) still to come."""
TO_COME = 10_000 * MINUTE
RARELY = st.sampled_from([False] * 9 + [True])
OVER = (Acknowledgement("over-cna", "no other cell is free"),)


THIRD = "TPI"
"""A prison to which coaches are redirected; nobody is received there."""
ORDER = "Leeds Crown Court"
OUTS: dict[str, tuple[Callable[..., asked.Request], str, str]] = {
    "court": (asked.CourtOut, "CRT", "COURT"),
    "absence": (asked.AbsenceOut, "RO", "TAP"),
    "hospital": (asked.HospitalOut, "C6", "HOSPITAL"),
}
"""Ways out for a time: the request, a reason, and the place."""
LISTS = {
    "population": INSIDE,
    "out": OUT,
    "at-large": ("large",),
    "incoming": ("way",),
}
"""Figures with a list of everybody in some kinds of place."""


RELEASED = ("release", "discharge-hospital")
"""Verbs after which somebody can be recalled."""


def home_of(line: list[Spot]) -> str:
    """Give where somebody belongs: their cell, or reception, or nowhere, of late or before work."""
    here = line[-1]
    nowhere = "none" in (here.kind, line[-2].kind if here.kind == "area" else "")
    return here.cell or ("CSWAP" if nowhere else "RECP")


def is_inside(spot: Spot) -> bool:
    """Whether somebody is inside a prison, alive."""
    return spot.kind in INSIDE and spot.verb != "death"


def on_the_books(spot: Spot) -> bool:
    """Whether somebody is inside a prison or out from it, alive."""
    return spot.kind in INSIDE + OUT and spot.verb != "death"


class ModelledRegister(RuleBasedStateMachine):
    """Runs each act on the program and on the model, and compares; knows no verb by itself."""

    database: ClassVar[str] = "sqlite"

    def __init__(self) -> None:
        super().__init__()
        self.small = open_small_register(self.database)
        self.model = Model(rooms=self.small.rooms)
        self.made = 0
        self.turns = itertools.cycle(CELLS)

    def teardown(self) -> None:
        try:
            for prison in CELLS:
                self.compare(prison, None, None)
            assert self.small.violations() == []
        finally:
            self.small.close()

    # -- helpers -----------------------------------------------------------------------------

    def ago(self, minutes: int) -> int:
        return self.small.clock() - minutes * MINUTE

    def at(self, number: str, when: int) -> int:
        """Give the time of an act about a person, as `WHEN` says."""
        now, since = self.small.clock(), self.model.here(number).at
        if when == 5:
            return since - MINUTE
        if when == 7:
            return now + TO_COME
        return since + (now - since) * when // 4 if when else now

    def choose(self, pick: int, fits: Callable[[Spot], bool]) -> str:
        """Give somebody whom the verb fits, or now and then anybody."""
        people = sorted(self.model.lines)
        fitting = [number for number in people if fits(self.model.here(number))]
        chosen = fitting if fitting and pick < ANYBODY else people
        return chosen[pick % len(chosen)]

    def anybody(self, *kinds: str) -> bool:
        """Whether somebody is in such a place; half of what is tried would else find nobody."""
        return any(line[-1].kind in kinds for line in self.model.lines.values())

    def own(self, number: str, other: bool) -> str:
        """Give the prison that has the person, or now and then the other one."""
        prison = self.model.here(number).prison or "WTI"
        if not other:
            return prison
        return "EXI" if prison == "WTI" else "WTI"

    def _set_up(self, *requests: asked.Request) -> int:
        """Do an act of setting up; give the instant of its recording."""
        outcome = carry_out(self.small.desk, requests)
        assert isinstance(outcome, Receipt), outcome
        return outcome.recorded_at

    def act(self, *requests: asked.Request) -> Outcome:
        outcome = carry_out(self.small.desk, requests)
        assert isinstance(outcome, Receipt | Refused), outcome
        return outcome

    def expect(
        self,
        expected: dict[str, list[Spot]] | None,
        *requests: asked.Request,
        changes: bool = False,
    ) -> None:
        """Do an act; None expected means that it must be refused and change nothing."""
        before = self.small.dump() if expected is None else None
        outcome = self.act(*requests)
        if expected is None:
            assert isinstance(outcome, Refused), f"accepted, the model refuses: {outcome}"
            assert self.small.dump() == before
            return
        assert isinstance(outcome, Receipt), f"refused, the model accepts: {outcome}"
        assert outcome.changed == (bool(expected) or changes)
        if outcome.changed:
            self.model.remember(expected, requests[0].prison, outcome.recorded_at)

    def now(self, prison: str, *numbers: str, holder: str = "") -> int:
        """Give the instant that an act of a prison about people is recorded at.

        Where somebody may be handed over, the book of their holder is locked too.
        """
        clock = self.model.now(self.small.clock(), prison, *numbers)
        return max(clock, self.model.heads.get(holder, 0) + 1) if holder else clock

    def step(
        self, number: str, request: asked.Request, spot: Spot | None
    ) -> dict[str, list[Spot]] | None:
        """Give the person's line with one more movement, None where the model refuses it."""
        line, prison = self.model.lines[number], request.prison
        if spot is None or spot.at < line[-1].at or spot.at > self.now(prison, number):
            return None
        return {number: [*line, spot._replace(verb=request.verb, book=prison)]}

    def taken_over(
        self, number: str, request: asked.Request, spot: Spot | None
    ) -> dict[str, list[Spot]] | None:
        """Give the person's line when a prison takes them over from another: two movements."""
        line, prison = self.model.lines[number], request.prison
        holder = line[-1].prison
        latest = self.now(prison, number, holder=holder)
        if spot is None or spot.at < line[-1].at or spot.at > latest:
            return None
        left = Spot(spot.at, prison, "way", "EN-ROUTE", "", 0, "hand-over", holder, holder)
        return {number: [*line, left, spot._replace(verb=request.verb, book=prison)]}

    def caught(self, number: str) -> bool:
        """Whether somebody was at large and is on the way to the prison that caught them."""
        line = self.model.lines[number]
        return line[-1].verb == "hand-over" and line[-2].kind == "large"

    def into(self, number: str, prison: str, cell: str, at: int) -> Spot | None:
        if not cell:
            return Spot(at, prison, "reception", "RECP")
        bed = self.model.bed_for(number, prison, cell, at)
        return Spot(at, prison, "cell", cell, cell, bed) if bed else None

    # -- places --------------------------------------------------------------------------------

    @rule(prison=PRISONS, cell=st.integers(0, 2), ago=st.sampled_from([0, 0, 10, 45]))
    def out_of_use(self, prison: str, cell: int, ago: int) -> None:
        """Refused while anybody holds a bed there; nobody is put there from then on."""
        code, at = CELLS[prison][cell % len(CELLS[prison])], self.ago(ago)
        request = asked.TakeOutOfUse(prison=prison, code=code, reason="DAMAGED", at=at)
        self._change_use(request, code, at, used=False)

    @precondition(lambda self: any(self.model.closed(cell) for cell in self.model.uses))
    @rule(pick=PICK, ago=st.sampled_from([0, 0, 10, 45]))
    def into_use(self, pick: int, ago: int) -> None:
        prison, code = sorted(self.model.uses)[pick % len(self.model.uses)]
        at = self.ago(ago)
        self._change_use(asked.BringBack(prison=prison, code=code, at=at), code, at, used=True)

    def _change_use(self, request: asked.Request, code: str, at: int, *, used: bool) -> None:
        cell = request.prison, code
        allowed = not self.model.in_use(cell, at) if used else not self.model.held_from(cell, at)
        self.expect({} if allowed else None, request, changes=allowed)
        if allowed:
            self.model.uses.setdefault(cell, {})[at] = used

    # -- time and comparison ---------------------------------------------------------------------

    @rule(minutes=st.integers(1, 90))
    def time_passes(self, minutes: int) -> None:
        self.small.clock.advance(minutes * MINUTE)

    @rule(minutes=st.integers(1, 30))
    def clock_is_set_back(self, minutes: int) -> None:
        self.small.clock.advance(-minutes * MINUTE)

    @rule(prison=PRISONS, at=st.integers(0, 200), known=st.integers(0, 200))
    def the_past_as_then_believed(self, prison: str, at: int, known: int) -> None:
        instant, belief = self.ago(at), self.ago(known)
        self.compare(prison, instant, max(instant, belief))

    @invariant()
    def everybody_is_where_the_model_says(self) -> None:
        """Of one prison after another; of all at the end."""
        self.compare(next(self.turns), None, None)

    def compare(self, prison: str, at: int | None, known: int | None) -> None:
        """Compare each list of everybody in some kinds of place: number to place."""
        far = 10**18
        looked_at = self.small.prison(prison)
        for figure, kinds in LISTS.items():
            listed = people_behind(self.small.desk, looked_at, figure, as_of=at, known_at=known)
            found = {person.number: person.place for person in listed}
            expected = self.model.among(
                kinds, prison, far if at is None else at, far if known is None else known
            )
            assert found == expected, figure

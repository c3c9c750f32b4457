"""The whole register against a small reference model, in any order of any verbs.

Back-dating, corrections, swaps, two prisons and "as then believed" are in it from the start. Whatever
the program accepts the model must accept, and the other way round; whoever is anywhere at any instant,
as known at any instant, must be there in both; and the independent checker has the last word.
"""

import copy

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.services.model import INSIDE, Model, Spot
from tests.services.registers import MINUTE, SmallRegister, open_small_register
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Outcome, Receipt, Refused
from wingterm.services.act import carry_out
from wingterm.services.roll import people_behind

CELLS = {"WTI": ["A-1-001", "A-1-002", "A-1-003"], "EXI": ["B-1-001", "B-1-002"]}
PRISONS = st.sampled_from(["WTI", "EXI"])
BACK = st.integers(min_value=0, max_value=40)
"""How many minutes before now an act is dated."""
OVER = (Acknowledgement("over-cna", "no other cell is free"),)


class RegisterMachine(RuleBasedStateMachine):
    """Runs each act on the program and on the model, and compares."""

    people = Bundle("people")

    def __init__(self) -> None:
        super().__init__()
        self.small = open_small_register()
        self.model = Model(rooms=self.small.rooms)
        self.made = 0
        self.model.remember(self.small.clock())

    def teardown(self) -> None:
        try:
            assert self.small.violations() == []
        finally:
            self.small.close()

    # -- helpers -----------------------------------------------------------------------------

    def at(self, back: int) -> int:
        return self.small.clock() - back * MINUTE

    def act(self, *requests: asked.Request) -> Outcome:
        outcome = carry_out(self.small.desk, requests)
        assert isinstance(outcome, Receipt | Refused), outcome
        return outcome

    def expect(self, expected: dict[str, list[Spot]] | None, *requests: asked.Request) -> None:
        """Do an act; None expected means that it must be refused and change nothing."""
        before = self.small.dump() if expected is None else None
        outcome = self.act(*requests)
        if expected is None:
            assert isinstance(outcome, Refused), f"accepted, the model refuses: {outcome}"
            assert self.small.dump() == before
            return
        assert isinstance(outcome, Receipt), f"refused, the model accepts: {outcome}"
        self.model.lines.update(expected)
        self.model.remember(outcome.recorded_at)

    def step(self, number: str, spot: Spot | None, at: int) -> dict[str, list[Spot]] | None:
        """Give the person's line with one more movement, None where the model refuses it."""
        line = self.model.lines[number]
        if spot is None or at < line[-1].at or at > self.small.clock():
            return None
        return {number: [*line, spot]}

    def into(self, number: str, prison: str, cell: str, at: int) -> Spot | None:
        if not cell:
            return Spot(at, prison, "reception", "RECP")
        bed = self.model.bed_for(number, prison, cell, at)
        return Spot(at, prison, "cell", cell, cell, bed) if bed else None

    # -- the verbs -----------------------------------------------------------------------------

    @rule(target=people, prison=PRISONS, back=BACK)
    def register_person(self, prison: str, back: int) -> str:
        self.made += 1
        number = f"A{self.made:04d}AA"
        at = self.at(back)
        request = asked.Register(
            prison=prison, last_name="Person", first_name=chr(64 + self.made % 26 + 1),
            date_of_birth="1990-01-01", sex="M", number=number, at=at,
            acknowledged=(Acknowledgement("likely-duplicate", "another person"),),
        )  # fmt: skip
        self.expect({number: [Spot(at, "", "outside", "OUTSIDE")]}, request)
        return number

    @rule(number=people, prison=PRISONS, cell=st.integers(0, 3), back=BACK)
    def receive(self, number: str, prison: str, cell: int, back: int) -> None:
        at = self.at(back)
        code = ["", *CELLS[prison], ""][cell]
        spot = None
        if self.model.here(number).kind == "outside":
            spot = self.into(number, prison, code, at)
        request = asked.Receive(prison=prison, person=number, cell=code, at=at, acknowledged=OVER)
        self.expect(self.step(number, spot, at), request)

    @rule(number=people, prison=PRISONS, cell=st.integers(0, 2), back=BACK)
    def move(self, number: str, prison: str, cell: int, back: int) -> None:
        at, here = self.at(back), self.model.here(number)
        code = [*CELLS[prison], "RECP"][cell]
        request = asked.Move(prison=prison, person=number, to=code, at=at, acknowledged=OVER)
        if here.prison != prison or here.kind not in INSIDE:
            self.expect(None, request)
            return
        if code in (here.cell or here.place, ""):
            self.expect({}, request)
            return
        spot = self.into(number, prison, code if code != "RECP" else "", at)
        if spot and here.kind == "area":
            spot = spot._replace(kind="area", place=here.place)
        self.expect(self.step(number, spot, at), request)

    @rule(first=people, second=people, prison=PRISONS, back=BACK)
    def swap(self, first: str, second: str, prison: str, back: int) -> None:
        at = self.at(back)
        one, two = self.model.here(first), self.model.here(second)
        request = asked.Swap(prison=prison, person=first, other=second, at=at)
        good = (
            first != second
            and one.cell != two.cell
            and all(s.prison == prison and s.cell and s.at <= at for s in (one, two))
        )
        if not good:
            self.expect(None, request)
            return
        changed = {}
        for number, spot, other in ((first, one, two), (second, two, one)):
            place = spot.place if spot.kind == "area" else other.cell
            new = spot._replace(at=at, place=place, cell=other.cell, bed=other.bed)
            changed[number] = [*self.model.lines[number], new]
        self.expect(changed, request)

    @rule(number=people, prison=PRISONS, back=BACK)
    def elsewhere(self, number: str, prison: str, back: int) -> None:
        at, here = self.at(back), self.model.here(number)
        request = asked.Elsewhere(prison=prison, person=number, to="WORKSHOP", at=at)
        if here.prison != prison or here.kind not in INSIDE:
            self.expect(None, request)
        elif here.kind == "area":
            self.expect({}, request)
        else:
            spot = here._replace(at=at, kind="area", place="WORKSHOP")
            self.expect(self.step(number, spot, at), request)

    @rule(number=people, prison=PRISONS, back=BACK)
    def come_back(self, number: str, prison: str, back: int) -> None:
        at, here = self.at(back), self.model.here(number)
        request = asked.Back(prison=prison, person=number, at=at)
        if here.prison != prison or here.kind not in INSIDE:
            self.expect(None, request)
        elif here.kind != "area":
            self.expect({}, request)
        else:
            kind = "cell" if here.cell else "reception"
            spot = here._replace(at=at, kind=kind, place=here.cell or "RECP")
            self.expect(self.step(number, spot, at), request)

    @rule(number=people, prison=PRISONS, back=BACK)
    def transfer_out(self, number: str, prison: str, back: int) -> None:
        at, here = self.at(back), self.model.here(number)
        other = "EXI" if prison == "WTI" else "WTI"
        request = asked.TransferOut(prison=prison, person=number, to=other, at=at)
        inside = here.prison == prison and here.kind in INSIDE
        spot = Spot(at, other, "way", "EN-ROUTE") if inside else None
        self.expect(self.step(number, spot, at), request)

    @rule(number=people, prison=PRISONS, cell=st.integers(0, 2), back=BACK)
    def arrive(self, number: str, prison: str, cell: int, back: int) -> None:
        at, here = self.at(back), self.model.here(number)
        code = ["", *CELLS[prison]][cell]
        request = asked.Arrive(prison=prison, person=number, cell=code, at=at, acknowledged=OVER)
        coming = here.kind == "way" and here.prison == prison
        spot = self.into(number, prison, code, at) if coming else None
        self.expect(self.step(number, spot, at), request)

    @rule(number=people, prison=PRISONS, back=BACK)
    def cancel(self, number: str, prison: str, back: int) -> None:
        at, here = self.at(back), self.model.here(number)
        request = asked.CancelTransfer(prison=prison, person=number, at=at)
        sent = here.kind == "way" and self.model.came_from(number).prison == prison
        spot = self.into(number, prison, "", at) if sent else None
        self.expect(self.step(number, spot, at), request)

    @rule(number=people, prison=PRISONS, back=BACK)
    def release(self, number: str, prison: str, back: int) -> None:
        at, here = self.at(back), self.model.here(number)
        request = asked.Release(prison=prison, person=number, reason="CR", at=at)
        inside = here.prison == prison and here.kind in INSIDE
        spot = Spot(at, "", "outside", "OUTSIDE") if inside else None
        self.expect(self.step(number, spot, at), request)

    @rule(number=people, prison=PRISONS, last=st.integers(1, 3), again=st.integers(0, 3), back=BACK)
    def correct(self, number: str, prison: str, last: int, again: int, back: int) -> None:
        request = asked.Correct(
            prison=prison, person=number, why="entered by mistake", last=last,
            again=self._again(number, prison, last, again, self.at(back)),
        )  # fmt: skip
        kept = copy.deepcopy(self.model.lines)
        self.model.lines[number] = kept[number][: len(kept[number]) - last]
        changed = None
        if self._annullable(kept[number], prison, last):
            changed = self._with_again(number, request)
        if changed is not None:
            self.model.lines.update(changed)
            if self.model.beds_clash({number}):
                changed = None
        self.model.lines = kept
        self.expect(changed, request)

    @rule(first=people, second=people, prison=PRISONS)
    def correct_two(self, first: str, second: str, prison: str) -> None:
        requests = [
            asked.Correct(prison=prison, person=number, why="entered by mistake")
            for number in (first, second)
        ]
        kept = copy.deepcopy(self.model.lines)
        good = True
        for number in (first, second):
            good = good and self._annullable(self.model.lines[number], prison, 1)
            if good:
                self.model.lines[number] = self.model.lines[number][:-1]
        good = good and not self.model.beds_clash({first, second})
        changed = {n: self.model.lines[n] for n in (first, second)} if good else None
        self.model.lines = kept
        self.expect(changed, *requests)

    def _again(
        self, number: str, prison: str, last: int, again: int, at: int
    ) -> tuple[asked.AboutPerson, ...]:
        """Give what is entered again after a correction: nothing, a move, a reception or an absence."""
        cell = CELLS[prison][again % len(CELLS[prison])]
        return {
            0: (),
            1: (asked.Move(prison=prison, person=number, to=cell, at=at, acknowledged=OVER),),
            2: (asked.Receive(prison=prison, person=number, cell=cell, at=at, acknowledged=OVER),),
            3: (asked.Elsewhere(prison=prison, person=number, to="WORKSHOP", at=at),),
        }[again]

    def _annullable(self, line: list[Spot], prison: str, last: int) -> bool:
        """Whether the last movements of a line all lie in a prison's own book."""
        if len(line) <= last:
            return False
        for before, spot in zip(line[-last - 1 :], line[-last:], strict=False):
            book = before.prison if spot.kind in ("way", "outside") else spot.prison
            if book != prison:
                return False
        return True

    def _with_again(self, number: str, request: asked.Correct) -> dict[str, list[Spot]] | None:
        """Give the line after what is entered again, None where the model refuses it."""
        line = self.model.lines[number]
        for step in request.again:
            at, here = step.at or 0, line[-1]
            inside = here.prison == request.prison and here.kind in INSIDE
            spot: Spot | None = None
            if isinstance(step, asked.Move) and inside:
                if step.to == (here.cell or here.place):
                    continue
                spot = self.into(number, request.prison, step.to, at)
                if spot and here.kind == "area":
                    spot = spot._replace(kind="area", place=here.place)
            elif isinstance(step, asked.Receive) and here.kind == "outside":
                spot = self.into(number, request.prison, step.cell, at)
            elif isinstance(step, asked.Elsewhere) and inside:
                if here.kind == "area":
                    continue
                spot = here._replace(at=at, kind="area", place="WORKSHOP")
            if spot is None or at < here.at:
                return None
            line = self.model.lines[number] = [*line, spot]
        return {number: line}

    # -- time and comparison ---------------------------------------------------------------------

    @rule(minutes=st.integers(1, 90))
    def time_passes(self, minutes: int) -> None:
        self.small.clock.advance(minutes * MINUTE)

    @rule(minutes=st.integers(1, 30))
    def clock_is_set_back(self, minutes: int) -> None:
        self.small.clock.advance(-minutes * MINUTE)

    @rule(prison=PRISONS, at=st.integers(0, 200), known=st.integers(0, 200))
    def the_past_as_then_believed(self, prison: str, at: int, known: int) -> None:
        instant, belief = self.at(at), self.at(known)
        self.compare(prison, instant, max(instant, belief))

    @invariant()
    def everybody_is_where_the_model_says(self) -> None:
        for prison in CELLS:
            self.compare(prison, None, None)

    def compare(self, prison: str, at: int | None, known: int | None) -> None:
        listed = people_behind(
            self.small.desk, self.small.prison(prison), "population", as_of=at, known_at=known
        )
        found = {person.number: person.place for person in listed}
        far = self.model.beliefs[-1].known_from + 10**15
        expected = self.model.population(
            prison, far if at is None else at, far if known is None else known
        )
        assert found == expected


@pytest.mark.parametrize("examples", [pytest.param(60, id="60 runs")])
def test_the_register_agrees_with_the_model(examples: int) -> None:
    """Any order of any verbs gives the same answers as the model, and a ledger that verifies."""
    run_state_machine_as_test(
        RegisterMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

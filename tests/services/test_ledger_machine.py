"""The whole register against a small reference model, in any order of any verbs.

Back-dating, corrections, swaps, two prisons and "as then believed" are in it from the start.
Whatever the program accepts the model must accept, and the other way round; whoever is anywhere at
any instant,
as known at any instant, must be there in both; and the independent checker has the last word.
"""

import copy
import itertools
from collections.abc import Callable
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.registers import MINUTE, open_small_register
from tests.services.model import INSIDE, OUT, Model, Spot
from tests.thorough import THOROUGH, examples, go_through
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


class RegisterMachine(RuleBasedStateMachine):
    """Runs each act on the program and on the model, and compares."""

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

    # -- the verbs -----------------------------------------------------------------------------

    @initialize()
    def some_people(self) -> None:
        long_ago = self.ago(600)
        self._set_up(asked.OpenPrison(prison="REG", code=THIRD, name="Third", at=long_ago))
        self.model.heads[THIRD] = self._set_up(
            *(
                asked.AddPlace(prison=THIRD, code=code, kind=kind, at=long_ago)
                for code, kind in (("WORKSHOP", "AREA"), ("C", "WING"), ("C-1", "LANDING"))
            ),
            asked.AddPlace(
                prison=THIRD, code="C-1-001", kind="CELL", cna=1, working=1, maximum=1, at=long_ago
            ),
        )
        self.model.rooms[THIRD, "C-1-001"] = 1, 1
        for prison, cell in (("WTI", 1), ("WTI", 2), ("EXI", 2), ("WTI", 0)):
            self.register_person(prison, 90)
            number = sorted(self.model.lines)[-1]
            at = self.ago(60)
            code = ["", *CELLS[prison]][cell]
            spot = self.into(number, prison, code, at)
            self._receive(number, prison, code, at, spot)

    @precondition(lambda self: self.made < 8)
    @rule(prison=PRISONS, ago=st.integers(0, 90))
    def register_person(self, prison: str, ago: int) -> None:
        self.made += 1
        number = f"A{self.made:04d}AA"
        at = self.ago(ago)
        request = asked.Register(
            prison=prison, last_name="Person", first_name=chr(64 + self.made),
            date_of_birth="1990-01-01", sex="M", number=number, at=at,
        )  # fmt: skip
        self.expect({number: [Spot(at, "", "outside", "OUTSIDE", verb="register")]}, request)

    @rule(pick=PICK, prison=PRISONS, cell=st.integers(0, 3), when=WHEN)
    def receive(self, pick: int, prison: str, cell: int, when: int) -> None:
        number = self.choose(pick, lambda spot: spot.kind == "outside")
        at = self.at(number, when)
        codes = ["", *CELLS[prison]]
        code = codes[cell % len(codes)]
        here, spot = self.model.here(number), None
        if here.kind == "outside" and here.verb != "remove-body":
            spot = self.into(number, prison, code, at)
        self._receive(number, prison, code, at, spot)

    def _receive(self, number: str, prison: str, code: str, at: int, spot: Spot | None) -> None:
        request = asked.Receive(
            prison=prison, person=number, cell=code, at=at, acknowledged=OVER, authority=ORDER
        )
        self.expect(self.step(number, request, spot), request)

    @precondition(lambda self: self.anybody("outside"))
    @rule(pick=PICK, prison=PRISONS, when=WHEN)
    def recall(self, pick: int, prison: str, when: int) -> None:
        number = self.choose(pick, lambda spot: spot.verb in RELEASED)
        at = self.at(number, when)
        request = asked.Recall(prison=prison, person=number, at=at, authority=ORDER)
        released = self.model.here(number).verb in RELEASED
        spot = self.into(number, prison, "", at) if released else None
        self.expect(self.step(number, request, spot), request)

    @rule(pick=PICK, other=RARELY, cell=st.integers(0, 4), when=WHEN)
    def move(self, pick: int, other: bool, cell: int, when: int) -> None:
        number = self.choose(pick, is_inside)
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        codes = [*CELLS[prison], "RECP", "CSWAP"]
        code = codes[cell % len(codes)]
        request = asked.Move(prison=prison, person=number, to=code, at=at, acknowledged=OVER)
        if here.prison != prison or not is_inside(here):
            self.expect(None, request)
            return
        if code == home_of(self.model.lines[number]):
            self.expect({} if at <= self.now(prison, number) else None, request)
            return
        self.expect(self.step(number, request, self.moved(number, request, here, at)), request)

    def moved(self, number: str, request: asked.Move, here: Spot, at: int) -> Spot | None:
        """Give where a move to another place than home leaves somebody who is inside."""
        code = request.to
        if code == "CSWAP":
            spot: Spot | None = Spot(at, request.prison, "none", code)
        else:
            spot = self.into(number, request.prison, "" if code == "RECP" else code, at)
        if spot and here.kind == "area" and code != "CSWAP":
            spot = spot._replace(kind="area", place=here.place)
        return spot

    @rule(pick=PICK, pick_other=PICK, other=RARELY, when=WHEN)
    def swap(self, pick: int, pick_other: int, other: bool, when: int) -> None:
        first = self.choose(pick, lambda spot: bool(spot.cell) and is_inside(spot))
        one = self.model.here(first)
        second = self.choose(
            pick_other,
            lambda spot: (
                spot.cell not in ("", one.cell) and spot.prison == one.prison and is_inside(spot)
            ),
        )
        two = self.model.here(second)
        latest = first if one.at >= two.at else second
        at, prison = self.at(latest, when), self.own(first, other)
        request = asked.Swap(prison=prison, person=first, other=second, at=at)
        good = (
            first != second
            and at <= self.now(prison, first, second)
            and one.cell != two.cell
            and all(
                s.prison == prison and s.cell and s.at <= at and is_inside(s) for s in (one, two)
            )
        )
        if not good:
            self.expect(None, request)
            return
        changed = {}
        for number, spot, to in ((first, one, two), (second, two, one)):
            place = spot.place if spot.kind == "area" else to.cell
            new = spot._replace(
                at=at, place=place, cell=to.cell, bed=to.bed, verb="swap", book=prison
            )
            changed[number] = [*self.model.lines[number], new]
        self.expect(changed, request)

    @rule(pick=PICK, other=RARELY, when=WHEN)
    def elsewhere(self, pick: int, other: bool, when: int) -> None:
        number = self.choose(pick, lambda spot: spot.kind in ("cell", "reception", "none"))
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        request = asked.Elsewhere(prison=prison, person=number, to="WORKSHOP", at=at)
        if here.prison != prison or not is_inside(here):
            self.expect(None, request)
        elif here.kind == "area":
            self.expect({} if at <= self.now(prison, number) else None, request)
        else:
            spot = here._replace(at=at, kind="area", place="WORKSHOP")
            self.expect(self.step(number, request, spot), request)

    @precondition(lambda self: self.anybody("area", *OUT))
    @rule(pick=PICK, other=RARELY, when=WHEN)
    def come_back(self, pick: int, other: bool, when: int) -> None:
        number = self.choose(pick, lambda spot: spot.kind in ("area", *OUT))
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        request = asked.Back(prison=prison, person=number, at=at)
        if here.prison != prison or not on_the_books(here):
            self.expect(None, request)
        elif here.kind not in ("area", *OUT):
            self.expect({} if at <= self.now(prison, number) else None, request)
        else:
            home = home_of(self.model.lines[number])
            kind = {"CSWAP": "none", "RECP": "reception"}.get(home, "cell")
            spot = here._replace(at=at, kind=kind, place=home)
            self.expect(self.step(number, request, spot), request)

    @rule(
        pick=PICK, other=RARELY, kind=st.sampled_from(sorted(OUTS)), keep=st.booleans(), when=WHEN
    )
    def go_out(self, pick: int, other: bool, kind: str, keep: bool, when: int) -> None:
        number = self.choose(pick, on_the_books)
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        make, reason, place = OUTS[kind]
        request = make(
            prison=prison, person=number, at=at, destination="Leeds", reason=reason,
            officers="Officer One", due_back=at + 60 * MINUTE, keep_bed=keep,
        )  # fmt: skip
        spot = None
        if here.prison == prison and on_the_books(here):
            spot = here._replace(at=at, kind=kind, place=place)
            if not keep:
                spot = spot._replace(cell="", bed=0)
        self.expect(self.step(number, request, spot), request)

    @rule(pick=PICK, other=RARELY, out=RARELY, when=WHEN)
    def transfer_out(self, pick: int, other: bool, out: bool, when: int) -> None:
        number = self.choose(pick, is_inside)
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        to = "EXI" if prison == "WTI" else "WTI"
        request = asked.TransferOut(prison=prison, person=number, to="LEI" if out else to, at=at)
        spot = None
        if here.prison == prison and is_inside(here):
            spot = Spot(at, to, "way", "EN-ROUTE", sender=prison)
            if out:
                spot = Spot(at, "", "outside", "OUTSIDE")
        self.expect(self.step(number, request, spot), request)

    @precondition(lambda self: self.anybody("way", *OUT))
    @rule(pick=PICK, other=RARELY, cell=st.integers(0, 2), when=WHEN)
    def arrive(self, pick: int, other: bool, cell: int, when: int) -> None:
        """On the way here; or out from another prison, which hands them over in the same act."""
        number = self.choose(pick, lambda spot: spot.kind in ("way", *OUT))
        here = self.model.here(number)
        at = self.at(number, when)
        prison = self.own(number, other != (here.kind in OUT))
        code = ["", *CELLS[prison]][cell % (1 + len(CELLS[prison]))]
        request = asked.Arrive(prison=prison, person=number, cell=code, at=at, acknowledged=OVER)
        if here.kind in OUT and here.prison != prison and on_the_books(here):
            spot = self.into(number, prison, code, at)
            self.expect(self.taken_over(number, request, spot), request)
            return
        coming = here.kind == "way" and here.prison == prison and not self.caught(number)
        spot = self.into(number, prison, code, at) if coming else None
        self.expect(self.step(number, request, spot), request)

    @precondition(lambda self: self.anybody("way"))
    @rule(pick=PICK, not_the_sender=RARELY, when=WHEN)
    def cancel(self, pick: int, not_the_sender: bool, when: int) -> None:
        number = self.choose(pick, lambda spot: spot.kind == "way")
        at, here = self.at(number, when), self.model.here(number)
        prison = self.sender(here, not_the_sender)
        request = asked.CancelTransfer(prison=prison, person=number, at=at)
        sent = here.kind == "way" and here.sender == prison and not self.caught(number)
        spot = self.into(number, prison, "", at) if sent else None
        self.expect(self.step(number, request, spot), request)

    @precondition(lambda self: self.anybody("way"))
    @rule(pick=PICK, not_the_sender=RARELY, to=st.sampled_from([THIRD, "WTI", "EXI"]), when=WHEN)
    def redirect(self, pick: int, not_the_sender: bool, to: str, when: int) -> None:
        number = self.choose(pick, lambda spot: spot.kind == "way")
        at, here = self.at(number, when), self.model.here(number)
        prison = self.sender(here, not_the_sender)
        request = asked.Redirect(prison=prison, person=number, to=to, at=at)
        sent = here.kind == "way" and here.sender == prison and to != prison
        sent = sent and not self.caught(number)
        if sent and to == here.prison:
            self.expect({} if at <= self.now(prison, number) else None, request)
            return
        spot = here._replace(at=at, prison=to) if sent else None
        self.expect(self.step(number, request, spot), request)

    def sender(self, here: Spot, other: bool) -> str:
        """Give the prison that sent somebody, or now and then one that did not."""
        sent = here.sender or here.prison or "WTI"
        return ("EXI" if sent == "WTI" else "WTI") if other else sent

    @rule(pick=PICK, other=RARELY, out=RARELY, when=WHEN)
    def release(self, pick: int, other: bool, out: bool, when: int) -> None:
        """Also of somebody who is out, where the officer says that they do not come back."""
        number = self.choose(pick, on_the_books if out else is_inside)
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        request = asked.Release(
            prison=prison, person=number, reason="CR", at=at, without_return=out
        )
        fits = on_the_books(here) if out else is_inside(here)
        good = here.prison == prison and fits
        spot = Spot(at, "", "outside", "OUTSIDE") if good else None
        self.expect(self.step(number, request, spot), request)

    @precondition(lambda self: self.anybody("absence"))
    @rule(pick=PICK, other=RARELY, when=WHEN)
    def fails_to_return(self, pick: int, other: bool, when: int) -> None:
        self.gets_away(pick, other, when, asked.FailToReturn)

    @rule(pick=PICK, other=RARELY, when=WHEN, kind=st.sampled_from([asked.Escape, asked.Abscond]))
    def gets_away(
        self, pick: int, other: bool, when: int,
        kind: type[asked.Escape | asked.Abscond | asked.FailToReturn],
    ) -> None:  # fmt: skip
        def fits(spot: Spot) -> bool:
            if kind is asked.FailToReturn:
                return on_the_books(spot) and spot.kind == "absence"
            return on_the_books(spot) or (kind is asked.Escape and spot.kind == "way")

        number = self.choose(pick, fits)
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        held_by = here.prison
        if here.kind == "way":
            prison, held_by = self.sender(here, other), here.sender
        request = kind(prison=prison, person=number, at=at)
        good = held_by == prison and fits(here)
        spot = Spot(at, prison, "large", "AT-LARGE") if good else None
        self.expect(self.step(number, request, spot), request)

    @precondition(lambda self: self.anybody("large"))
    @rule(pick=PICK, other=st.booleans(), cell=st.integers(0, 2), when=WHEN)
    def recapture(self, pick: int, other: bool, cell: int, when: int) -> None:
        """By the prison that they got away from, or by another, which takes them over."""
        number = self.choose(pick, lambda spot: spot.kind == "large" or spot.verb == "hand-over")
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        code = ["", *CELLS[prison]][cell % (1 + len(CELLS[prison]))]
        request = asked.Recapture(prison=prison, person=number, cell=code, at=at, acknowledged=OVER)
        large = here.kind == "large"
        good = large or (self.caught(number) and here.prison == prison)
        spot = self.into(number, prison, code, at) if good else None
        taken = self.taken_over if large and here.prison != prison else self.step
        self.expect(taken(number, request, spot), request)

    @rule(pick=PICK, other=RARELY, sure=RARELY, when=WHEN)
    def die(self, pick: int, other: bool, sure: bool, when: int) -> None:
        number = self.choose(pick, on_the_books)
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        if not sure and on_the_books(here):
            return  # the dead take part in little: few of them
        request = asked.Death(prison=prison, person=number, at=at)
        good = here.prison == prison and on_the_books(here)
        self.expect(self.step(number, request, here._replace(at=at) if good else None), request)

    @precondition(lambda self: any(line[-1].verb == "death" for line in self.model.lines.values()))
    @rule(pick=PICK, other=RARELY, when=WHEN)
    def remove_body(self, pick: int, other: bool, when: int) -> None:
        number = self.choose(pick, lambda spot: spot.verb == "death")
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        request = asked.RemoveBody(prison=prison, person=number, at=at)
        good = here.prison == prison and here.verb == "death"
        spot = Spot(at, "", "outside", "OUTSIDE") if good else None
        self.expect(self.step(number, request, spot), request)

    @rule(pick=PICK, other=RARELY, when=WHEN)
    def discharge_to_hospital(self, pick: int, other: bool, when: int) -> None:
        """Of somebody in no prison it makes a stay first: two movements."""
        number = self.choose(pick, lambda spot: on_the_books(spot) or spot.kind == "outside")
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        request = asked.DischargeToHospital(
            prison=prison, person=number, at=at, destination="Rampton", authority=ORDER
        )
        gone = Spot(at, "", "outside", "OUTSIDE")
        if here.kind == "outside" and here.verb != "remove-body":
            line = self.step(number, request, gone)
            if line is not None:
                came = Spot(at, prison, "reception", "RECP", verb="receive", book=prison)
                line = {number: [*self.model.lines[number], came, line[number][-1]]}
            self.expect(line, request)
            return
        good = here.prison == prison and on_the_books(here)
        self.expect(self.step(number, request, gone if good else None), request)

    @rule(pick=PICK, other=RARELY, last=st.integers(1, 3), again=st.integers(0, 3), when=WHEN)
    def correct(self, pick: int, other: bool, last: int, again: int, when: int) -> None:
        number = sorted(self.model.lines)[pick % len(self.model.lines)]
        line = self.model.lines[number]
        prison = line[-1].book or "WTI"
        if other:
            prison = "EXI" if prison == "WTI" else "WTI"
        kept = copy.deepcopy(self.model.lines)
        annullable = self._annullable(line, prison, last)
        if annullable:
            self.model.lines[number] = line[: len(line) - last]
        request = asked.Correct(
            prison=prison, person=number, why="entered by mistake", last=last,
            again=self._again(number, prison, again, self.at(number, when)),
        )  # fmt: skip
        changed = self._with_again(number, request) if annullable else None
        if changed is not None:
            self.model.lines.update(changed)
            if self.model.beds_clash({number}) or self.model.held_while_closed({number}):
                changed = None
        self.model.lines = kept
        self.expect(changed, request)

    @rule(pick=PICK, pick_other=PICK)
    def correct_two(self, pick: int, pick_other: int) -> None:
        people = sorted(self.model.lines)
        first, second = people[pick % len(people)], people[pick_other % len(people)]
        line = self.model.lines[first]
        prison = line[-1].book or "WTI"
        self._correct_two(first, second, prison)

    @rule(pick=PICK, pick_other=PICK)
    def swap_was_a_mistake(self, pick: int, pick_other: int) -> None:
        self.swap(pick, pick_other, False, 0)
        swapped = [
            number
            for number, line in sorted(self.model.lines.items())
            if len(line) > 1 and line[-1].cell and line[-2].cell not in ("", line[-1].cell)
        ]
        if len(swapped) > 1:
            prison = self.model.here(swapped[0]).prison
            self._correct_two(swapped[0], swapped[1], prison)

    def _correct_two(self, first: str, second: str, prison: str) -> None:
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
        both = {first, second}
        good = good and not self.model.beds_clash(both)
        good = good and not self.model.held_while_closed(both)
        changed = {n: self.model.lines[n] for n in (first, second)} if good else None
        self.model.lines = kept
        self.expect(changed, *requests)

    def _again(
        self, number: str, prison: str, again: int, at: int
    ) -> tuple[asked.AboutPerson, ...]:
        """Give what is entered again after a correction: nothing, a move, reception or absence."""
        cell = CELLS[prison][again % len(CELLS[prison])]
        return {
            0: (),
            1: (asked.Move(prison=prison, person=number, to=cell, at=at, acknowledged=OVER),),
            2: (
                asked.Receive(
                    prison=prison,
                    person=number,
                    cell=cell,
                    at=at,
                    acknowledged=OVER,
                    authority=ORDER,
                ),
            ),
            3: (asked.Elsewhere(prison=prison, person=number, to="WORKSHOP", at=at),),
        }[again]

    def _annullable(self, line: list[Spot], prison: str, last: int) -> bool:
        """Whether the last movements of a line all lie in a prison's own book."""
        if len(line) <= last:
            return False
        return all(spot.book == prison for spot in line[-last:])

    def _with_again(self, number: str, request: asked.Correct) -> dict[str, list[Spot]] | None:
        """Give the line after what is entered again, None where the model refuses it."""
        line = self.model.lines[number]
        for step in request.again:
            at, here = step.at or 0, line[-1]
            inside = here.prison == request.prison and is_inside(here)
            spot: Spot | None = None
            if at > self.now(request.prison, number):
                return None
            if isinstance(step, asked.Move) and inside:
                if step.to == home_of(line):
                    continue
                spot = self.moved(number, step, here, at)
            elif isinstance(step, asked.Receive) and here.kind == "outside":
                if here.verb == "remove-body":
                    return None
                spot = self.into(number, request.prison, step.cell, at)
            elif isinstance(step, asked.Elsewhere) and inside:
                if here.kind == "area":
                    continue
                spot = here._replace(at=at, kind="area", place="WORKSHOP")
            if spot is None or at < here.at:
                return None
            spot = spot._replace(verb=step.verb, book=request.prison)
            line = self.model.lines[number] = [*line, spot]
        return {number: line}

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


class ServerMachine(RegisterMachine):
    """The same on PostgreSQL."""

    database = "postgresql"


MACHINES = {
    "sqlite": (RegisterMachine, examples(150, 2_500)),
    "postgresql": (ServerMachine, examples(6, 60)),
}
"""What runs on each database, and how many times: a server's databases take longer to make."""


@pytest.mark.timeout(4_000 if THOROUGH else 400)
def test_the_register_agrees_with_the_model(database: str) -> None:
    """Any order of any verbs gives the same answers as the model, and a ledger that verifies."""
    machine, histories = MACHINES[database]
    go_through(machine, histories)

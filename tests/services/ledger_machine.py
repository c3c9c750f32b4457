"""Corrections on a register and on its model, beside every verb."""

import copy

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.services.model import Spot
from tests.services.modelled_register import (
    CELLS,
    ORDER,
    OVER,
    PICK,
    RARELY,
    WHEN,
    home_of,
    is_inside,
)
from tests.services.moving_machine import MovingMachine
from wingterm.domain import requests as asked


class RegisterMachine(MovingMachine):
    """Moves people about and says that it never happened."""

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

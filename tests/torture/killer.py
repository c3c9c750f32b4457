"""A warm process that lets officers write, each a process of its own, and kills them.

Run as `python -m tests.torture.killer`, what to do as JSON on its standard input; it opens no
register itself, so that nothing of one is carried over a fork. It answers with what happened.
"""

import json
import random
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from tests.torture.acts import STRANGERS, Officer, Plan, built
from tests.torture.forks import ENDED, RAISED, Child, Ears, Tell, in_child, telling
from tests.torture.proven import Acknowledged, acknowledgement, faults
from tests.torture.registers import Inmate, desk_at
from wingterm.clock import random_ids
from wingterm.domain.outcomes import Receipt
from wingterm.errors import NotFound
from wingterm.services.act import carry_out, receipt
from wingterm.services.desk import Desk

SOONEST, LATEST = 0.002, 0.060
"""Seconds from one kill to the next."""
ALL_AT_ONCE = 0.05
"""How often all are killed at once, so that the next to come recovers the file."""


class Order(NamedTuple):
    """What the process is to do."""

    path: str
    people: list[list[Inmate]]
    """Whom each officer moves; one officer for each."""
    kills: int
    seed: int


class Told(NamedTuple):
    """What happened."""

    acknowledged: list[Acknowledged]
    denied: list[str]
    """Request ids of which it was said that nothing was done."""
    kills: int
    judged: int
    """How often the register was judged meanwhile, with nobody alive."""
    wrong: list[str]
    doubts: int
    """Acts that were neither acknowledged nor known to have failed when their process died."""
    done: int
    """How many of those had been done."""


# -- the officers --------------------------------------------------------------------------------


class Seat:
    """The place of one officer, which outlives them."""

    def __init__(self, number: int, people: Sequence[Inmate]) -> None:
        """Nobody sits here yet."""
        self.people = people
        self.newcomers = STRANGERS * (number + 1)
        self.tried: tuple[str, Plan] | None = None
        """What was tried and not answered yet."""
        self.retries = False
        """Whether the next to sit here tries that again; else they only ask what became of it."""
        self.child = Child(0, -1)


def officer(path: Path, seat: Seat, seed: int, tell: Tell) -> None:
    """Write until killed; acknowledge each act once it has been done, never before."""
    desk = desk_at(path)
    if seat.tried is not None:
        _settle(desk, seat, tell)
    sitting = Officer(desk, seat.people, random.Random(seed), count(seat.newcomers))
    while True:
        plan, request_id = sitting.plan(), random_ids()
        tell("tries", [request_id, plan])
        requests = built(plan)
        outcome = carry_out(desk, requests, request_id)
        assert isinstance(outcome, Receipt), outcome
        tell("done", acknowledgement(outcome, requests))
        sitting.did(plan)


def _settle(desk: Desk, seat: Seat, tell: Tell) -> None:
    """Find out what became of the act that the officer before died with."""
    assert seat.tried is not None
    request_id, plan = seat.tried
    requests = built(plan)
    if seat.retries:
        outcome = carry_out(desk, requests, request_id)
        assert isinstance(outcome, Receipt), outcome
        tell("had been done" if outcome.repeated else "done", acknowledgement(outcome, requests))
        return
    try:
        tell("had been done", acknowledgement(receipt(desk, request_id), requests))
    except NotFound:
        tell("was not done", request_id)


# -- who kills them ------------------------------------------------------------------------------


class Killer:
    """Lets officers write and kills them, by chance."""

    def __init__(self, order: Order) -> None:
        """Take an order."""
        self.order, self.path = order, Path(order.path)
        self.chance = random.Random(order.seed)
        self.seats = [Seat(n, people) for n, people in enumerate(order.people)]
        self.acknowledged: list[Acknowledged] = []
        self.denied: list[str] = []
        self.wrong: list[str] = []
        self.kills = self.judged = self.doubts = self.done = 0
        self.ears = Ears()

    def run(self) -> Told:
        """Kill as many officers as were ordered, and at the end those who are left."""
        for seat in self.seats:
            self.sit(seat)
        while self.kills < self.order.kills and not self.wrong:
            self.listen(self.chance.uniform(SOONEST, LATEST))
            everybody = self.chance.random() < ALL_AT_ONCE
            dying = self.seats if everybody else [self.chance.choice(self.seats)]
            self.kill(dying)
            if everybody:
                self.judge()
            for seat in dying:
                self.sit(seat)
        self.kill(self.seats)
        return Told(
            self.acknowledged, self.denied, self.kills, self.judged, self.wrong, self.doubts,
            self.done,
        )  # fmt: skip

    def sit(self, seat: Seat) -> None:
        """Let an officer begin to write."""
        seat.retries = self.chance.random() < 0.5
        seed = self.chance.randrange(2**32)
        seat.child = telling(lambda tell: officer(self.path, seat, seed, tell))
        self.ears.add(seat.child)

    def listen(self, seconds: float) -> None:
        """Take what officers say for so long."""
        for child, kind, what in self.ears.heard(seconds):
            self.note(self.seat_of(child), kind, what)

    def seat_of(self, child: Child) -> Seat:
        """Give where a process sits."""
        return next(seat for seat in self.seats if seat.child == child)

    def note(self, seat: Seat, kind: str, what: Any) -> None:
        """Take down one thing that was said."""
        if kind == "tries":
            seat.tried = (what[0], what[1])
            # Whoever comes next begins beyond everybody who may have been taken in.
            seat.newcomers += 1
            return
        if kind in (ENDED, RAISED):
            self.wrong.append(f"an officer ended by themselves: {what}")
            return
        seat.tried = None
        if kind == "was not done":
            self.denied.append(what)
        else:
            self.acknowledged.append(Acknowledged(what[0], what[1], tuple(what[2])))
            self.done += kind == "had been done"

    def kill(self, dying: Sequence[Seat]) -> None:
        """Kill, and hear what had been said before."""
        for child, kind, what in self.ears.killed([seat.child for seat in dying]):
            self.note(self.seat_of(child), kind, what)
        self.kills += len(dying)
        self.doubts += sum(seat.tried is not None for seat in dying)

    def judge(self) -> None:
        """Look at the register with nobody alive, in a process that comes and goes."""
        self.judged += 1
        self.wrong += in_child(lambda: faults(self.path, self.acknowledged)[:20])


def main() -> None:
    """Carry out the order that stands on the standard input."""
    given = json.load(sys.stdin)
    people = [[Inmate(*one) for one in seat] for seat in given["people"]]
    order = Order(given["path"], people, given["kills"], given["seed"])
    json.dump(Killer(order).run()._asdict(), sys.stdout)


if __name__ == "__main__":
    main()

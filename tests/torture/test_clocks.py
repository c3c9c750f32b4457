"""The clock is set back, far and often: the books go on in order, and no past roll changes."""

import random
from datetime import timedelta
from itertools import count as numbers
from pathlib import Path

from tests.registers import START
from tests.torture.acts import MANY, STRANGERS, Officer, built
from tests.torture.lengths import count
from tests.torture.proven import Acknowledged, acknowledgement, proven
from tests.torture.registers import PRISON, crowd, desk_at
from wingterm.clock import FixedClock
from wingterm.domain.outcomes import Receipt
from wingterm.domain.roll_records import Headline
from wingterm.domain.times import FAR
from wingterm.services.act import carry_out
from wingterm.services.opening import default_prison
from wingterm.services.roll import roll

JUMPS = tuple(
    timedelta(**jump) // timedelta(microseconds=1)
    for jump in (
        {"seconds": 1}, {"minutes": 7}, {"days": 1}, {"seconds": -1}, {"minutes": -45},
        {"hours": -1}, {"days": -2}, {"days": -800}, {"days": 800},
    )
)  # fmt: skip
"""What the clock goes on by between two acts, in microseconds."""


def test_a_clock_set_back_changes_no_order_and_no_past(folder: Path, seed: int) -> None:
    path, people = crowd(folder, 2 * (MANY + 4))
    chance = random.Random(seed)
    clock = FixedClock(START + timedelta(days=1000) // timedelta(microseconds=1))
    # Two terminals, each with a clock that is set by itself.
    desks = [desk_at(path, clock=clock), desk_at(path, clock=FixedClock(clock.instant))]
    officers = [
        Officer(desk, people[n::2], chance, numbers(STRANGERS * (n + 1)))
        for n, desk in enumerate(desks)
    ]
    # Who reads has a clock ahead of all: no instant of these books is still to come.
    reader = desk_at(path, clock=FixedClock(FAR - 1))
    prison = default_prison(desks[0], PRISON)
    acknowledged: list[Acknowledged] = []
    then: list[tuple[int, Headline]] = []
    set_back = 0
    for _ in range(count("acts under a wandering clock")):
        n = chance.randrange(2)
        jump = chance.choice(JUMPS)
        set_back += jump < 0
        wandering = desks[n].store.clock
        assert isinstance(wandering, FixedClock)
        wandering.instant = max(START, wandering.instant + jump)
        plan = officers[n].plan()
        requests = built(plan)
        outcome = carry_out(desks[n], requests)
        assert isinstance(outcome, Receipt), outcome
        officers[n].did(plan)
        acknowledged.append(acknowledgement(outcome, requests))
        at = outcome.recorded_at
        assert not then or at > then[-1][0], "recorded before what was recorded before it"
        then.append((at, roll(reader, prison, as_of=at, known_at=at).headline))
    assert set_back > 10
    assert [roll(reader, prison, as_of=at, known_at=at).headline for at, _ in then] == [
        headline for _, headline in then
    ]
    for desk in (*desks, reader):
        desk.store.close()
    proven(path, acknowledged)

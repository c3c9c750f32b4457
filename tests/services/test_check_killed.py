"""A process that dies in the middle of a roll check loses nothing that it was told was done."""

import multiprocessing
import os
import random
from multiprocessing.connection import Connection

import pytest

from tests.registers import SmallRegister
from tests.services.count_on import AGAIN, count_on
from tests.services.test_check_races import NAMES, OLIVE, OSCAR, PEOPLE, UNITS, do, staff
from tests.torture import lengths
from wingterm.clock import system_clock
from wingterm.domain import requests as asked
from wingterm.domain.checks.kinds import CheckKind
from wingterm.domain.checks.record import CheckState
from wingterm.domain.outcomes import Receipt
from wingterm.services.act import carry_out
from wingterm.services.checks.sheet import check_sheet
from wingterm.services.checks.unit import unit_sheet

KILLS = int(os.environ.get("WINGTERM_CHECK_KILLS", "60"))
"""How often a process is killed while it hands in counts."""
LONGEST_S = 0.06
"""Seconds after its first count until it is killed at the latest."""
PATIENCE_S = 60


def killed_while_counting(small: SmallRegister, check: int, unit: str, after_s: float) -> int:
    """Let a process count on until it is killed; give the last number that it was told is done."""
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["tests.services.count_on"])
    ours, theirs = server.Pipe(duplex=False)
    log = small.folder / "access-killed"
    process = server.Process(target=count_on, args=(theirs, small.where, log, OLIVE, check, unit))
    process.start()
    theirs.close()
    try:
        assert ours.poll(PATIENCE_S), "it never counted"
        process.join(after_s)
        process.kill()
        return last_told(ours)
    finally:
        process.join(PATIENCE_S)
        ours.close()


def last_told(ours: Connection) -> int:
    """Give the last number in a pipe whose other end is gone, or is about to be."""
    last = 0
    try:
        while ours.poll(PATIENCE_S):
            last = ours.recv()
    except EOFError:
        pass
    return last


def taken_over(small: SmallRegister, check: int) -> None:
    """Let the other officer go on: count every unit, and declare."""
    requests: list[asked.Request] = [
        asked.TakeOverCheck(prison="WTI", check=check, why="Their terminal is gone")
    ]
    prison = small.prison("WTI")
    expected = dict(zip(UNITS, (0, PEOPLE, 0), strict=True))
    for line in check_sheet(small.desk, prison, check).units:
        make = asked.Recount if line.counts else asked.SubmitCount
        requests.append(
            make(
                prison="WTI", check=check, unit=line.code, counted=str(expected[line.code]),
                acknowledged=AGAIN,
            )
        )  # fmt: skip
    requests.append(asked.DeclareRoll(prison="WTI", check=check, name=NAMES[OSCAR]))
    outcome = carry_out(small.desk._replace(account=OSCAR), requests)
    assert isinstance(outcome, Receipt), outcome
    sheet = check_sheet(small.desk, prison, check)
    assert (sheet.state, sheet.in_charge) == (CheckState.CORRECT, NAMES[OSCAR])


@pytest.mark.timeout(300)
def test_nothing_that_was_acknowledged_is_lost(small: SmallRegister) -> None:
    """Of what was not acknowledged at most the last count is there, whole; others go on at once."""
    seed = lengths.seed()
    chance, more = random.Random(seed), 0
    staff(small)
    for check in range(1, KILLS + 1):
        small.clock.instant = system_clock()
        kind = [*CheckKind][check % len(CheckKind)]
        do(small, asked.OpenCheck(prison="WTI", kind=kind))
        unit = chance.choice(UNITS)
        told = killed_while_counting(small, check, unit, chance.uniform(0, LONGEST_S))
        small.clock.instant = system_clock()
        counts = unit_sheet(small.desk, small.prison("WTI"), check, unit).counts
        held = [count.counted for count in counts]
        assert held == [*range(1, len(held) + 1)], seed
        assert told <= len(held) <= told + 1, seed
        more += len(held) - told
        taken_over(small, check)
    assert small.violations() == [], seed
    print(f"{seed=} {KILLS=} {more=}")  # noqa: T201 - for whoever runs with -s

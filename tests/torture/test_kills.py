"""Processes are killed at any instant: what they acknowledged is there, and nothing by halves."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db.sqlite import driver
from tests.torture import dying
from tests.torture.acts import MANY
from tests.torture.killer import Order, Told
from tests.torture.lengths import count
from tests.torture.preload import environment
from tests.torture.proven import Acknowledged, proven
from tests.torture.registers import crowd
from tests.torture.warm import told_by

OFFICERS = 4
ROOT = Path(__file__).parents[2]


def carried_out(order: Order) -> Told:
    """Let a process of its own carry out an order."""
    told = told_by("killer", order._asdict())
    acknowledged = [Acknowledged(a[0], a[1], tuple(a[2])) for a in told.pop("acknowledged")]
    return Told(acknowledged, **told)


def test_nothing_acknowledged_is_lost_to_kill_9(folder: Path, seed: int) -> None:
    path, people = crowd(folder, OFFICERS * (MANY + 4))
    seats = [list(people[n::OFFICERS]) for n in range(OFFICERS)]
    before, start = os.times(), time.monotonic()
    told = carried_out(Order(str(path), seats, count("kills"), seed))
    took, after = time.monotonic() - start, os.times()
    spent = sum(after[2:4]) - sum(before[2:4])
    large = sum(len(one.entries) == MANY for one in told.acknowledged)
    print(
        f"{told.kills:,} kills of {OFFICERS} officers in {took:.0f} s ({spent:.0f} s of processor):"
        f" {len(told.acknowledged):,} acts acknowledged, {large:,} of them of {MANY} people;"
        f" judged {told.judged} times meanwhile. {told.doubts:,} killed before they answered:"
        f" {told.done:,} had been done"
    )
    assert told.wrong == []
    assert told.kills >= count("kills")
    assert large
    proven(path, told.acknowledged)
    assert kept(path) & set(told.denied) == set(), "said not to be done, and done"


@pytest.mark.parametrize("journal", ["wal", "truncate"])
def test_an_act_may_die_before_any_call_on_the_disk(
    folder: Path, library: Path, journal: str
) -> None:
    path, _ = crowd(folder, 8)
    order = dying.Order(str(path), str(folder), journal, count("calls to die before"))
    before, start = os.times(), time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.dying"],
        input=json.dumps(order._asdict()), capture_output=True, text=True, check=False,
        cwd=ROOT, env=environment(library),
    )  # fmt: skip
    spent = sum(os.times()[2:4]) - sum(before[2:4])
    came = [dying.Came(*json.loads(line)) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"{done.stderr}; the last that was told: {came[-1:]}"
    print(
        f"{journal}: {len(came)} deaths in {time.monotonic() - start:.0f} s ({spent:.0f} s of"
        f" processor), {sum(one.acknowledged for one in came)} after the act was acknowledged,"
        f" {sum(one.done and not one.acknowledged for one in came)} when it was done and nothing"
        " said"
    )
    assert [one for one in came if one.wrong] == []
    assert came[0].nth == order.step
    # In a roll-back journal nothing is left to do once it is acknowledged.
    assert {one.acknowledged for one in came} == {False, *[True] * (journal == "wal")}


def kept(path: Path) -> set[str]:
    """Give the request ids in a register."""
    connection = driver.connect(str(path))
    try:
        return {row[0] for row in connection.execute("SELECT id FROM request")}
    finally:
        connection.close()

"""Processes are killed at any instant: what they acknowledged is there, and nothing by halves."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from db.sqlite import driver
from tests.torture.acts import MANY
from tests.torture.killer import Order, Told
from tests.torture.lengths import count
from tests.torture.proven import Acknowledged, proven
from tests.torture.registers import crowd

OFFICERS = 4
ROOT = Path(__file__).parents[2]


def carried_out(order: Order) -> Told:
    """Let a process of its own carry out an order."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.killer"],
        input=json.dumps(order._asdict()), capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
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


def kept(path: Path) -> set[str]:
    """Give the request ids in a register."""
    connection = driver.connect(str(path))
    try:
        return {row[0] for row in connection.execute("SELECT id FROM request")}
    finally:
        connection.close()

"""Fifty processes move people on one file, all into the same cells: no bed holds two."""

import json
import subprocess
import sys
import time
from pathlib import Path

from tests.torture.lengths import count
from tests.torture.mover import Order, Told
from tests.torture.proven import Acknowledged, proven
from tests.torture.registers import BEDS, crowd

OFFICERS = 50
CELLS = 3
"""Cells that everybody wants a bed of: a dozen beds for fifty officers."""
ROOT = Path(__file__).parents[2]


def test_fifty_officers_at_once_leave_a_sound_register(folder: Path, seed: int) -> None:
    path, people = crowd(folder, OFFICERS * BEDS)
    seats = [list(people[n::OFFICERS]) for n in range(OFFICERS)]
    cells = sorted({one.cell for one in people})[:CELLS]
    moves = -(-count("moves of fifty processes") // OFFICERS)
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.mover"],
        input=json.dumps(Order(str(path), seats, cells, moves, seed)._asdict()),
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    given = json.loads(done.stdout)
    acknowledged = [Acknowledged(a[0], a[1], tuple(a[2])) for a in given.pop("acknowledged")]
    told = Told(acknowledged, **given)
    print(
        f"{len(acknowledged):,} moves by {OFFICERS} processes in {time.monotonic() - start:.0f} s;"
        f" {told.full:,} refused because the cell was full, {told.busy} told to wait"
    )
    assert told.others == []
    assert told.full, "nobody was in anybody's way"
    assert len(acknowledged) == moves * OFFICERS
    proven(path, acknowledged)

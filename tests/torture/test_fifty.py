"""Fifty processes move people on one file, all into the same cells: no bed holds two."""

import time
from pathlib import Path

from tests.torture.lengths import count
from tests.torture.mover import Order, Told
from tests.torture.proven import Acknowledged, proven
from tests.torture.registers import BEDS, crowd
from tests.torture.warm import told_by

OFFICERS = 50
CELLS = 3
"""Cells that everybody wants a bed of: a dozen beds for fifty officers."""


def test_fifty_officers_at_once_leave_a_sound_register(folder: Path, seed: int) -> None:
    path, people = crowd(folder, OFFICERS * BEDS)
    seats = [list(people[n::OFFICERS]) for n in range(OFFICERS)]
    cells = sorted({one.cell for one in people})[:CELLS]
    moves = -(-count("moves of fifty processes") // OFFICERS)
    start = time.monotonic()
    given = told_by("mover", Order(str(path), seats, cells, moves, seed)._asdict())
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

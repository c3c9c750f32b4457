"""Single bits of a file flip: whatever changes data is noticed, or the file cannot be read."""

import random
from pathlib import Path

from tests.db.checker_sample import sample
from tests.db.test_checker_store import declared_columns, dump, noticed
from tests.stores import settle
from tests.torture.lengths import count
from tests.torture.registers import crowd

PEOPLE = 40
EMPTY_PAGE = 8
"""Bytes around one that are all zero where nothing is kept."""


def test_every_flipped_bit_that_changes_data_is_noticed(folder: Path, seed: int) -> None:
    path, _ = crowd(folder, PEOPLE)
    settle(path)
    sound = path.read_bytes()
    tables = {table: declared_columns(path, table) for table in sample().tables()}
    before = dump(path, tables)
    near = EMPTY_PAGE // 2
    used = [at for at in range(len(sound)) if any(sound[max(0, at - near) : at + near + 1])]
    chance = random.Random(seed)
    flipped = changed = 0
    unnoticed = []
    while changed < count("bit flips"):
        at, bit = chance.choice(used), chance.randrange(8)
        damaged = bytearray(sound)
        damaged[at] ^= 1 << bit
        path.write_bytes(damaged)
        flipped += 1
        if dump(path, tables) != before:
            changed += 1
            if not noticed(path):
                unnoticed.append((at, bit))
    print(
        f"{changed:,} of {flipped:,} flipped bits changed data; {len(unnoticed)} were not noticed"
    )
    assert unnoticed == []

"""Files of many lines are killed while they are done: whole parts, each once, and finished."""

from pathlib import Path

from tests.torture.bulk_killer import Order, Told
from tests.torture.lengths import count
from tests.torture.proven import proven
from tests.torture.registers import crowd
from tests.torture.warm import told_by

PEOPLE = 100


def test_a_bulk_that_is_killed_leaves_no_part_by_halves(folder: Path, seed: int) -> None:
    path, people = crowd(folder, PEOPLE)
    order = Order(str(path), list(people), count("killed bulks"), seed)
    told = Told(**told_by("bulk_killer", order._asdict()))
    print(
        f"{told.kills} kills in {told.batches} batches of {PEOPLE} rows;"
        f" {told.resumed} left a batch between two of its parts"
    )
    assert told.wrong == []
    assert told.kills >= count("killed bulks")
    assert told.resumed, "no kill fell between two parts"
    proven(path, [])

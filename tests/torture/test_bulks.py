"""Files of many lines are killed while they are done: whole parts, each once, and finished."""

import json
import subprocess
import sys
from pathlib import Path

from tests.torture.bulk_killer import Order, Told
from tests.torture.lengths import count
from tests.torture.proven import proven
from tests.torture.registers import crowd

PEOPLE = 100
ROOT = Path(__file__).parents[2]


def test_a_bulk_that_is_killed_leaves_no_part_by_halves(folder: Path, seed: int) -> None:
    path, people = crowd(folder, PEOPLE)
    order = Order(str(path), list(people), count("killed bulks"), seed)
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.bulk_killer"],
        input=json.dumps(order._asdict()), capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = Told(**json.loads(done.stdout))
    print(
        f"{told.kills} kills in {told.batches} batches of {PEOPLE} rows;"
        f" {told.resumed} left a batch between two of its parts"
    )
    assert told.wrong == []
    assert told.kills >= count("killed bulks")
    assert told.resumed, "no kill fell between two parts"
    proven(path, [])

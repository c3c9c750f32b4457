"""A warm process that runs files of many lines and kills each run, until the file is done.

Run as `python -m tests.torture.bulk_killer`, what to do as JSON on its standard input; it opens no
register itself, so that nothing of one is carried over a fork. It answers with what happened.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from db.sqlite import driver
from tests.torture.forks import Died, begun, ended, in_child
from tests.torture.registers import PRISON, Inmate, desk_at
from wingterm.services.bulk import progress
from wingterm.services.bulk.checking import check_bulk
from wingterm.services.bulk.run import run_bulk
from wingterm.services.bulk.source import read_source
from wingterm.services.opening import default_prison

PART_ROWS = 20
"""Rows of a part, of the batches that go in parts."""
TRIES = 8
"""Runs of a batch of which the last is left alone."""


class Order(NamedTuple):
    """What the process is to do."""

    path: str
    people: list[Inmate]
    """Who stands in each file; all in their cells at first."""
    kills: int
    seed: int


class Told(NamedTuple):
    """What happened."""

    batches: int
    kills: int
    resumed: int
    """Kills after which a part of the batch was done and the rest was not."""
    wrong: list[str]


def run(
    path: Path, file: Path, batch: str, part_rows: int, gap: Callable[[], None] = lambda: None
) -> int:
    """Do what the command does: check a file and run it; give the rows done now.

    Args:
        path: of the register.
        file: of the batch.
        batch: its name.
        part_rows: rows of a part.
        gap: what is done between two parts.
    """
    progress.WHOLE_MAX, progress.PART_ROWS = part_rows, part_rows
    desk = desk_at(path)
    prison = default_prison(desk, PRISON)
    with read_source(file, verb="move") as source:
        plan = check_bulk(desk, prison, source, batch=batch)
        assert not plan.fault_count, plan.faults
        done = run_bulk(desk, prison, source, plan, gap=gap)
    assert done.done_parts == done.parts
    return done.done


def die_at_gap(number: int) -> Callable[[], None]:
    """Give what is killed between two parts, the `number`th time that it is between two."""
    passed = iter(range(number - 1))

    def gap() -> None:
        if next(passed, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    return gap


def done_rows(path: Path, batch: str) -> tuple[int, int]:
    """Give the movements of a batch so far, and how many people moved more than once in it."""
    connection = driver.connect(str(path))
    try:
        (moves, people) = connection.execute(
            "SELECT count(*), count(DISTINCT n.person_id) FROM entry n JOIN batch_part p ON"
            " p.request_id = n.request_id JOIN batch b ON b.id = p.batch_id WHERE b.name = ?",
            (batch,),
        ).fetchone()
        return int(moves), int(moves) - int(people)
    finally:
        connection.close()


class Killer:
    """Runs batches and kills them, by chance."""

    def __init__(self, order: Order) -> None:
        """Take an order."""
        self.order, self.path = order, Path(order.path)
        self.chance = random.Random(order.seed)
        self.batches = self.kills = self.resumed = 0
        self.wrong: list[str] = []
        self.takes = 0.1
        """Seconds of the newest run that came to its end."""

    def attack(self) -> Told:
        """Run one batch after another until as many runs were killed as were ordered."""
        while self.kills < self.order.kills and not self.wrong:
            self.batches += 1
            home = self.batches % 2 == 0
            rows = [f"{one.number},{one.cell if home else 'RECP'}" for one in self.order.people]
            file = self.path.with_name("batch.csv")
            file.write_text("\n".join(["number,cell", *rows, ""]), encoding="ascii")
            first = self.batches == 1
            part_rows = PART_ROWS if first else self.chance.choice((PART_ROWS, len(rows)))
            self.finish(file, f"batch {self.batches}", part_rows, len(rows))
        return Told(self.batches, self.kills, self.resumed, self.wrong)

    def finish(self, file: Path, batch: str, part_rows: int, rows: int) -> None:
        """Run a batch, killed again and again, until it is done; then once more.

        The first run of a batch in parts is killed between two of them, which by the time alone
        few of the others are.
        """
        if part_rows < rows:
            gap = die_at_gap(self.chance.randint(1, rows // part_rows - 1))
            assert ended(begun(lambda: run(self.path, file, batch, part_rows, gap))) == Died()
            self.kills += 1
            self.look(batch, part_rows, rows, ended_well=False)
        killed, tries = True, 0
        while killed:
            start = time.monotonic()
            child = begun(lambda: run(self.path, file, batch, part_rows))
            tries += 1
            soon = self.chance.uniform(0.3, 1.2) * self.takes if tries < TRIES else None
            gave = ended(child, soon)
            killed = isinstance(gave, Died)
            if killed:
                self.kills += 1
            else:
                self.takes = time.monotonic() - start
            self.look(batch, part_rows, rows, ended_well=not killed)
        again = in_child(lambda: run(self.path, file, batch, part_rows))
        if again:
            self.wrong.append(f"{batch}: {again} rows were done by a run after the end")

    def look(self, batch: str, part_rows: int, rows: int, *, ended_well: bool) -> None:
        """Look what of a batch is done: whole parts, each once."""
        moves, twice = in_child(lambda: done_rows(self.path, batch))
        if twice:
            self.wrong.append(f"{batch}: {twice} rows were done twice")
        if moves % part_rows or (ended_well and moves != rows):
            self.wrong.append(f"{batch}: {moves} of {rows} rows are done, in parts of {part_rows}")
        self.resumed += 0 < moves < rows


if __name__ == "__main__":
    given = json.load(sys.stdin)
    people: Sequence[Inmate] = [Inmate(*one) for one in given.pop("people")]
    json.dump(Killer(Order(people=list(people), **given)).attack()._asdict(), sys.stdout)

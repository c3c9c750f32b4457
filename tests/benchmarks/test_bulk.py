"""Transfers of one, forty, a thousand and ten thousand people, against plain SQL for the same."""

from functools import partial
from pathlib import Path

import pytest

from db.checker import check_store
from db.sqlite import driver
from tests.benchmarks.bench import cell_code, do, furnished, interleaved, machine, median
from tests.benchmarks.plain import Plain
from wingterm.domain import requests as asked
from wingterm.services.desk import Desk

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

PEOPLE = 10_000
JOURNEYS = {1: 24, 40: 24, 1_000: 8, 10_000: 4}
"""People of a batch to journeys, there and back by turns; an act for the start and one for the end.

Even numbers: everybody is then where they were.
"""


class Coach:
    """Brings the same people to and fro between two prisons, by the program or by plain SQL."""

    def __init__(self, desk: Desk, plain: Plain, numbers: list[str]) -> None:
        """Start with everybody in the first prison."""
        self._desk = desk
        self._plain = plain
        self._numbers = numbers
        self._ids = {prison: plain.ids(prison) for prison in ("WTI", "EXI")}
        self._beds = {prison: plain.beds(prison) for prison in ("WTI", "EXI")}

    def send(self, here: str, there: str) -> None:
        """Send everybody away, by the program."""
        out = [asked.TransferOut(prison=here, person=n, to=there) for n in self._numbers]
        do(self._desk, *out)

    def take_in(self, there: str) -> None:
        """Take everybody in, each into a bed, by the program."""
        do(self._desk, *(
            asked.Arrive(prison=there, person=number, cell=cell_code(there, n))
            for n, number in enumerate(self._numbers)
        ))  # fmt: skip

    def plain_send(self, here: str, there: str) -> None:
        """Send everybody away, by plain SQL."""
        way = self._ids[there][1]
        wanted = [(line, number, way, 0) for line, number in enumerate(self._numbers, start=1)]
        self._plain.transfer("transfer-out", self._ids[here][0], "TRN-NOTR", wanted)

    def plain_take_in(self, there: str) -> None:
        """Take everybody in, each into a bed, by plain SQL."""
        beds = self._beds[there]
        wanted = [(n + 1, number, *beds[n]) for n, number in enumerate(self._numbers)]
        self._plain.transfer("arrive", self._ids[there][0], "ADM-INT", wanted)

    def journeys(self, many: int) -> dict[str, list[float]]:
        """Give the seconds of each act by the program and by plain SQL, by turns."""
        took: dict[str, list[float]] = {"wingterm": [], "plain": []}
        for turn in range(many):
            here, there = ("EXI", "WTI") if turn % 2 else ("WTI", "EXI")
            for ours, theirs in (
                (partial(self.send, here, there), partial(self.plain_send, here, there)),
                (partial(self.take_in, there), partial(self.plain_take_in, there)),
            ):
                for name, seconds in interleaved({"wingterm": ours, "plain": theirs}, 1).items():
                    took[name] += seconds
        return took


def copied(path: Path) -> Path:
    """Give a copy of a register that is open."""
    copy = path.with_name("plain.db")
    source, target = driver.connect(str(path)), driver.connect(str(copy))
    source.backup(target)
    source.close()
    target.close()
    return copy


def rows(path: Path) -> list[tuple[int, int]]:
    """Give how many rows the ledger and its projections have, and the sum of a column of each."""
    connection = driver.connect(str(path))
    found = [
        connection.execute(f"SELECT count(*), sum({column}) FROM {table}").fetchone()
        for table, column in (("entry", "to_bed"), ("whereabouts", "bed"), ("stay", "bed"))
    ]
    connection.close()
    return found


def test_batches_against_plain_sql(tmp_path: Path) -> None:
    """Print rows a second of both, and the ratio, for each size of batch."""
    path = tmp_path / "register.db"
    desk, numbers = furnished(path, PEOPLE)
    plain = Plain(copied(path))
    print(f"\n\n{machine()}; {PEOPLE} people in two prisons, medians\n")
    print("| people in an act | wingterm, ms | people/s | plain SQL, ms | people/s | ratio |")
    print("|---|---|---|---|---|---|")
    for size, many in JOURNEYS.items():
        took = Coach(desk, plain, numbers[:size]).journeys(many)
        ours, theirs = median(took["wingterm"]), median(took["plain"])
        print(
            f"| {size:,} | {ours * 1000:.1f} | {size / ours:,.0f}"
            f" | {theirs * 1000:.1f} | {size / theirs:,.0f} | {ours / theirs:.2f} |"
        )
    plain.close()
    assert rows(path) == rows(tmp_path / "plain.db")
    assert list(check_store(desk.store)) == []
    desk.store.close()

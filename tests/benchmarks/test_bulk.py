"""Transfers of one to ten thousand people, against plain SQL for the same, with checks and without.

What is timed is an act from requests to commit; plain SQL from lines to commit.
"""

import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from db.checker import check_store
from db.sqlite import driver
from tests.benchmarks.bench import cell_code, do, furnished, machine, median
from tests.benchmarks.plain import Plain
from tests.benchmarks.plain_checked import Checked
from wingterm.domain import requests as asked
from wingterm.services.desk import Desk

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

PEOPLE = 10_000
JOURNEYS = {1: 24, 40: 24, 1_000: 8, 10_000: 4}
"""People of a batch to journeys, there and back by turns; an act for the start and one for the end.

Even numbers: everybody is then where they were.
"""
MANY = 100_000
"""Transfers out and arrivals of a large job."""

Took = dict[str, list[tuple[float, float]]]
"""Seconds on the clock and of the processor, by way."""


class Coach:
    """Brings the same people to and fro between two prisons, by the three ways."""

    def __init__(
        self, desk: Desk, plain: Plain, checked: Checked, numbers: list[str], first: int = 0
    ) -> None:
        """Start with everybody in the first prison; each part has beds of its own, from `first`."""
        self._first = first
        self._desk = desk
        self._plain = plain
        self._checked = checked
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
            for n, number in enumerate(self._numbers, start=self._first)
        ))  # fmt: skip

    def plain_send(self, here: str, there: str) -> None:
        """Send everybody away, by plain SQL."""
        way = self._ids[there][1]
        wanted = [(line, number, way, 0) for line, number in enumerate(self._numbers, start=1)]
        self._plain.transfer("transfer-out", self._ids[here][0], "TRN-NOTR", wanted)

    def plain_take_in(self, there: str) -> None:
        """Take everybody in, each into a bed, by plain SQL."""
        beds = self._beds[there]
        wanted = [
            (n - self._first + 1, number, *beds[n])
            for n, number in enumerate(self._numbers, start=self._first)
        ]
        self._plain.transfer("arrive", self._ids[there][0], "ADM-INT", wanted)

    def checked_send(self, here: str, there: str) -> None:
        """Send everybody away, by plain SQL that checks."""
        lines = [(n, number, "") for n, number in enumerate(self._numbers, start=1)]
        self._checked.send(self._ids[here][0], self._ids[there][0], lines)

    def checked_take_in(self, here: str, there: str) -> None:
        """Take everybody in, each into a cell, by plain SQL that checks."""
        lines = [
            (n - self._first + 1, number, cell_code(there, n))
            for n, number in enumerate(self._numbers, start=self._first)
        ]
        self._checked.take_in(self._ids[there][0], self._ids[here][0], lines)

    def acts(self, turn: int) -> tuple[dict[str, Callable[[], None]], ...]:
        """Give the two acts of a journey, there or back, each by the three ways."""
        here, there = ("EXI", "WTI") if turn % 2 else ("WTI", "EXI")
        return (
            {
                "wingterm": lambda: self.send(here, there),
                "checked": lambda: self.checked_send(here, there),
                "plain": lambda: self.plain_send(here, there),
            },
            {
                "wingterm": lambda: self.take_in(there),
                "checked": lambda: self.checked_take_in(here, there),
                "plain": lambda: self.plain_take_in(there),
            },
        )


def by_turns(took: Took, ways: dict[str, Callable[[], None]]) -> None:
    """Time each way once."""
    for name, way in ways.items():
        clock, processor = time.perf_counter(), time.process_time()
        way()
        spent = time.perf_counter() - clock, time.process_time() - processor
        took.setdefault(name, []).append(spent)


def copied(path: Path, name: str = "plain.db") -> Path:
    """Give a copy of a register that is open."""
    copy = path.with_name(name)
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


def opened(folder: Path) -> tuple[Desk, Plain, Checked, list[str]]:
    """Make a register and a copy of it for each of the plain ways."""
    path = folder / "register.db"
    desk, numbers = furnished(path, PEOPLE)
    return desk, Plain(copied(path)), Checked(copied(path, "checked.db")), numbers


def closed(folder: Path, desk: Desk, *plain: Plain) -> None:
    """Close all, after holding them against each other and the register against the checker."""
    for one in plain:
        one.close()
    written = rows(folder / "register.db")
    assert rows(folder / "plain.db") == rows(folder / "checked.db") == written
    assert list(check_store(desk.store)) == []
    desk.store.close()


HEAD = (
    "| people in an act | wingterm, ms | of the processor | SQL with checks, ms | of the processor"
    " | ratio | without checks, ms | ratio |\n|---|---|---|---|---|---|---|---|"
)


def row(name: str, took: Took, together: Callable[[list[float]], float]) -> str:
    """Give a row of the table: ratios are of processor time, in brackets of the clock's."""
    clock = {way: together([c for c, _ in spent]) * 1000 for way, spent in took.items()}
    work = {way: together([w for _, w in spent]) * 1000 for way, spent in took.items()}
    ratios = {
        way: f"{work['wingterm'] / work[way]:.2f} ({clock['wingterm'] / clock[way]:.2f})"
        for way in ("checked", "plain")
    }
    return (
        f"| {name} | {clock['wingterm']:,.1f} | {work['wingterm']:,.1f} | {clock['checked']:,.1f}"
        f" | {work['checked']:,.1f} | {ratios['checked']} | {clock['plain']:,.1f}"
        f" | {ratios['plain']} |"
    )


def test_batches_against_plain_sql(tmp_path: Path) -> None:
    """Print the time of an act of each size by the three ways, by turns."""
    desk, plain, checked, numbers = opened(tmp_path)
    print(f"\n\n{machine()}; {PEOPLE} people in two prisons, medians\n\n{HEAD}")
    for size, many in JOURNEYS.items():
        took: Took = {}
        coach = Coach(desk, plain, checked, numbers[:size])
        for turn in range(many):
            for ways in coach.acts(turn):
                by_turns(took, ways)
        print(row(f"{size:,}", took, median))
    closed(tmp_path, desk, plain, checked)


def test_a_large_job_against_plain_sql(tmp_path: Path) -> None:
    """Print the time of 100,000 as acts of 10,000 and of 1,000, and the most memory."""
    desk, plain, checked, numbers = opened(tmp_path)
    print(f"\n\n{machine()}; {MANY:,} in all, seconds as thousands of ms\n\n{HEAD}")
    for size in (10_000, 1_000):
        took: Took = {}
        parts = {n: numbers[n : n + size] for n in range(0, PEOPLE, size)}
        for journey in range(MANY // PEOPLE // 2):
            coaches = [Coach(desk, plain, checked, part, n) for n, part in parts.items()]
            for act in (0, 1):
                for coach in coaches:
                    by_turns(took, coach.acts(journey)[act])
        # An odd number of journeys: back again, so that the next begins where this one did.
        for act in (0, 1):
            for coach in coaches:
                by_turns({}, coach.acts(1)[act])
        print(row(f"{size:,}, {MANY:,} in all", took, sum))
    closed(tmp_path, desk, plain, checked)


def test_memory_of_a_large_job(tmp_path: Path) -> None:
    """Print the most memory that the process has held after 100,000 and after 200,000."""
    desk, plain, checked, numbers = opened(tmp_path)
    for size in (1_000, 10_000):
        parts = {n: numbers[n : n + size] for n in range(0, PEOPLE, size)}
        for done in (1, 2):
            for journey in range(MANY // PEOPLE // 2):
                turn = journey + (done - 1) * (MANY // PEOPLE // 2)
                coaches = [Coach(desk, plain, checked, part, n) for n, part in parts.items()]
                for act in (0, 1):
                    for coach in coaches:
                        coach.acts(turn)[act]["wingterm"]()
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"acts of {size:,}: {most:.0f} MiB at most after {done * MANY:,}")
    plain.close()
    checked.close()
    desk.store.close()

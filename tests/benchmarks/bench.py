"""What the benchmarks share: interleaved rounds, medians, and a register of a size."""

import os
import platform
import statistics
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

from db.sqlite import driver
from tests.registers import COURT
from wingterm.clock import random_ids
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk, os_account
from wingterm.services.setup import start_register
from wingterm.settings import Settings

BEDS = 4
"""Beds of each cell of a benchmark's register."""

PRISONS = {"WTI": ("Wingterm", "A"), "EXI": ("Exchange", "B")}
"""Code to name and wing."""


def interleaved(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Time each way once a round, in turn; give the seconds of each."""
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            took[name].append(timed(way))
    return took


def timed(way: Callable[[], object]) -> float:
    """Give the seconds that something takes."""
    start = time.perf_counter()
    way()
    return time.perf_counter() - start


def median(seconds: list[float]) -> float:
    """Give the middle one."""
    return statistics.median(seconds)


def machine() -> str:
    """Say what was measured on."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return (
        f"{os.cpu_count()} cores, {pages:.0f} GiB, Python {platform.python_version()}, "
        f"SQLite {driver.sqlite_version}"
    )


def cell_code(prison: str, n: int) -> str:
    """Give the cell of the n-th person."""
    wing = PRISONS[prison][1]
    return f"{wing}-1-{1 + n // BEDS}"


def furnished(
    path: Path, people: int, names: Callable[[int], tuple[str, str]] | None = None
) -> tuple[Desk, list[str]]:
    """Make a register of two prisons with a bed for everybody in each, all of them in the first.

    Args:
        path: of its file.
        people: how many.
        names: gives surname and first name of each; None for four letters and `Person`.
    """
    path.parent.chmod(0o700)
    desk = start_register(Settings(store=str(path)), None, random_ids, os_account(), "Benchmark")
    for prison, (name, wing) in PRISONS.items():
        do(desk, asked.OpenPrison(prison="REG", code=prison, name=name))
        do(desk, asked.AddPlace(prison=prison, code=wing, kind="WING"),
           asked.AddPlace(prison=prison, code=f"{wing}-1", kind="LANDING"))  # fmt: skip
        codes = [cell_code(prison, n) for n in range(0, people, BEDS)]
        do(desk, *(
            asked.AddPlace(
                prison=prison, code=code, kind="CELL", cna=BEDS, working=BEDS, maximum=BEDS
            )
            for code in codes
        ))  # fmt: skip
    done = do(desk, *(registration(n, *(names or plain_name)(n)) for n in range(people)))
    numbers = [line.person for line in done.lines]
    do(desk, *(
        asked.Receive(prison="WTI", person=number, cell=cell_code("WTI", n), authority=COURT)
        for n, number in enumerate(numbers)
    ))  # fmt: skip
    return desk, numbers


FIRST_BORN = date(1950, 1, 1)
BIRTHDAYS = 18_000


def plain_name(n: int) -> tuple[str, str]:
    """Give a name that nobody else has."""
    return "".join(chr(97 + n // 26**place % 26) for place in range(4)).capitalize(), "Person"


def registration(n: int, last_name: str, first_name: str) -> asked.Register:
    """Give the request for the record of an invented person."""
    return asked.Register(
        prison="WTI",
        last_name=last_name,
        first_name=first_name,
        # Each of their own day: who looks like somebody else would have to be acknowledged.
        date_of_birth=(FIRST_BORN + timedelta(days=n % BIRTHDAYS)).isoformat(),
        sex="M",
    )


def do(desk: Desk, *requests: asked.Request) -> Receipt:
    """Do an act that must be done."""
    outcome = carry_out(desk, requests)
    assert isinstance(outcome, Receipt), outcome
    return outcome

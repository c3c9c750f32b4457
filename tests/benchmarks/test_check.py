"""What a roll check costs: opened, handed in, read by every terminal, declared.

Besides the time on the clock that of the processor is told: the disk and other work on the machine
are not in it.
"""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from db.checker import check_store
from tests.benchmarks.bench import cell_code, do, furnished, interleaved, machine, median
from tests.benchmarks.plain_check import PlainCheck
from tests.registers import COURT
from tests.stores import settle
from wingterm.clock import system_clock
from wingterm.domain import requests as asked
from wingterm.services.checks.sheet import check_sheet
from wingterm.services.checks.unit import unit_sheet
from wingterm.services.prisons import prisons

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(900)]

PEOPLE, UNITS, OUT, ROUNDS = 1_500, 24, 100, 15


def unit_code(n: int) -> str:
    """Give the unit of the n-th person's cell."""
    return f"U{1 + n * UNITS // PEOPLE:02d}"


def on_the_processor(way: Callable[[], object], seconds: list[float]) -> Callable[[], None]:
    """Give the same, noting how long the processor worked for it."""

    def timed_way() -> None:
        start = time.process_time()
        way()
        seconds.append(time.process_time() - start)

    return timed_way


def test_a_check(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    desk, numbers = furnished(path, PEOPLE)
    unit_of = {cell_code("WTI", n): unit_code(n) for n in range(PEOPLE)}
    units = sorted(set(unit_of.values()))
    do(desk, asked.SetCheckUnits(prison="WTI", units=tuple(
        (unit, unit, " ".join(cell for cell, of in unit_of.items() if of == unit))
        for unit in units
    )))  # fmt: skip
    do(desk, *(
        asked.CourtOut(prison="WTI", person=number, destination=COURT)
        for number in numbers[:: PEOPLE // OUT]
    ))  # fmt: skip
    copy = tmp_path / "plain.db"
    settle(path)
    shutil.copyfile(path, copy)
    plain = PlainCheck(copy, unit_of)
    prison = next(each for each in prisons(desk) if each.code == "WTI")
    check = [1]
    do(desk, asked.OpenCheck(prison="WTI", kind="unlock"))

    def opening() -> None:
        check[0] += 1
        do(desk, asked.OpenCheck(prison="WTI", kind="night"))

    expected = {line.code: str(line.expected) for line in check_sheet(desk, prison, check[0]).units}

    def counting() -> None:
        do(desk, asked.SubmitCount(
            prison="WTI", check=check[0], unit=units[0], counted=expected[units[0]]
        ))  # fmt: skip

    def the_rest() -> None:
        do(desk, *(
            asked.SubmitCount(
                prison="WTI", check=check[0], unit=unit, counted=expected[unit]
            )
            for unit in units[1:]
        ))  # fmt: skip

    def declaring() -> None:
        do(desk, asked.DeclareRoll(prison="WTI", check=check[0], name="Benchmark"))

    def one(unit: str) -> Callable[[], object]:
        return lambda: unit_sheet(desk, prison, check[0], unit)

    ways: dict[str, Callable[[], object]] = {
        "open": opening,
        "plain open": lambda: plain.open(system_clock()),
        "night sheet": lambda: check_sheet(desk, prison, check[0]),
        "plain sheet": lambda: plain.sheet(system_clock()),
        "a unit's sheet": one(units[0]),
        "hand in a unit": counting,
        "plain count": lambda: plain.count(units[0], 60, system_clock()),
        "hand in the rest": the_rest,
        "declare": declaring,
        "sheet of a declared": lambda: check_sheet(desk, prison, check[0]),
    }
    worked: dict[str, list[float]] = {name: [] for name in ways}
    timed_ways = {name: on_the_processor(way, worked[name]) for name, way in ways.items()}
    took = interleaved(timed_ways, ROUNDS)
    floors = {"open": "plain open", "night sheet": "plain sheet", "hand in a unit": "plain count",
              "a unit's sheet": "plain sheet", "sheet of a declared": "plain sheet",
              "declare": "plain count"}  # fmt: skip
    print(f"\n{machine()}\n{PEOPLE} people, {UNITS} units, median of {ROUNDS}")
    print("| what | ms | of the processor | plain SQL, ms | of the processor | ratio of these |")
    print("|---|---|---|---|---|---|")
    for name, floor in floors.items():
        times = [median(of[way]) * 1e3 for way in (name, floor) for of in (took, worked)]
        figures = " | ".join(f"{ms:.1f}" for ms in times)
        print(f"| {name} | {figures} | {times[1] / times[3]:.0f} |")
    plain.close()
    assert check_store(desk.store) == []
    desk.store.close()

"""What one command costs from nothing: against Python with one query, and Python with SQLModel."""

import itertools
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.benchmarks.bench import cell_code, furnished, machine, median

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(900)]

PEOPLE = 1_000
ROUNDS = 15
MOST_READING = 4.5
"""Times the query, for what only reads."""
MOST_WRITING = 1.15
"""Times `import sqlmodel`, for what writes."""

QUERY = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
for row in connection.execute(
    "SELECT l.code, count(*) FROM whereabouts w JOIN place p ON p.id = w.place_id"
    " JOIN place l ON l.id = p.parent_id GROUP BY l.code ORDER BY l.code"
):
    print(*row, sep=",")
"""

READING = (
    "--version", "--help", "roll --help", "roll", "roll --json", "roll --as-of 00:01", "find aaa",
    "show {}", "show {} --json", "list population", "list in-today --csv", "list court", "places",
    "cells", "map A", "prisons", "history {}", "drafts", "check plan", "check list", "check due",
    "check show",
)  # fmt: skip
"""Commands that change nothing, with a prison number where there are braces."""

Run = Callable[[], None]


def program(*command: str) -> Run:
    """Give what runs a program to its end; it must print something, and say nothing is wrong."""
    environment = {**os.environ, "TERM": "dumb"}
    # An installed program has its compiled files; these are made in the round that warms up.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run() -> None:
        done = subprocess.run(command, capture_output=True, check=False, env=environment)
        assert done.stdout, done
        # An open check and a check that is due have codes of their own.
        assert done.returncode in (0, 11, 12), done

    return run


def in_turn(runs: Iterator[Run]) -> Run:
    """Give what runs the next of several."""
    return lambda: next(runs)()


def spent() -> float:
    """Give the processor's seconds of the processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(ways: dict[str, Run]) -> dict[str, tuple[float, float]]:
    """Run all ways in turn; give the medians of each: the processor's seconds, and the clock's."""
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for number in range(ROUNDS + 1):
        for name, way in ways.items():
            began, before = time.perf_counter(), spent()
            way()
            if number:
                took[name].append((spent() - before, time.perf_counter() - began))
    return {
        name: (median([cpu for cpu, _ in each]), median([wall for _, wall in each]))
        for name, each in took.items()
    }


def printed(took: dict[str, tuple[float, float]], floor: str, most: float) -> None:
    """Print a line for each way, and whether it keeps to the goal."""
    cpu, wall = took[floor]
    print(f"| command | processor, ms | times {floor} | clock, ms | times {floor} | goal | met |")
    print("|---|---|---|---|---|---|---|")
    for name, (of_processor, of_clock) in took.items():
        ours = name.startswith("wingterm")
        goal = f"<= {most}" if ours else "-"
        met = ("yes" if of_processor / cpu <= most else "no") if ours else "-"
        print(
            f"| {name} | {of_processor * 1000:.1f} | {of_processor / cpu:.2f} |"
            f" {of_clock * 1000:.1f} | {of_clock / wall:.2f} | {goal} | {met} |"
        )


def test_a_command_from_nothing(tmp_path: Path) -> None:
    """Print what each command costs, and what Python costs that does next to nothing."""
    path = tmp_path / "register.db"
    desk, numbers = furnished(path, PEOPLE)
    desk.store.close()
    python = sys.executable
    wingterm = str(Path(python).with_name("wingterm"))
    here = (wingterm, "--store", str(path), "--prison", "WTI")
    program(*here, "check", "open", "lock-up")()
    floor = "the query"
    ways = {
        "python -c 'print(1)'": program(python, "-c", "print(1)"),
        floor: program(python, "-c", QUERY, str(path)),
    }
    for words in READING:
        typed = words.format(numbers[0]).split()
        ways[f"wingterm {words.format('NUMBER')}"] = program(*here, *typed)
    print(f"\n\n{machine()}; {PEOPLE} people, medians of {ROUNDS} interleaved rounds\n")
    printed(measured(ways), floor, MOST_READING)

    floor = "import sqlmodel"
    moves = itertools.cycle(
        program(*here, "move", numbers[0], to) for to in ("RECP", cell_code("WTI", 0))
    )
    names = (
        program(*here, "places", "rename", "A-1", f"Landing {number}")
        for number in itertools.count()
    )
    ways = {
        floor: program(python, "-c", "import sqlmodel; print(1)"),
        "wingterm move": in_turn(moves),
        "wingterm places rename": in_turn(names),
    }
    print()
    printed(measured(ways), floor, MOST_WRITING)

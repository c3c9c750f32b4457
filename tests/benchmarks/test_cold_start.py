"""What one command costs from nothing: `wingterm roll` against Python with one query."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.benchmarks.bench import furnished, interleaved, machine, median

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(900)]

PEOPLE = 1_000
ROUNDS = 15

QUERY = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
for row in connection.execute(
    "SELECT l.code, count(*) FROM whereabouts w JOIN place p ON p.id = w.place_id"
    " JOIN place l ON l.id = p.parent_id GROUP BY l.code ORDER BY l.code"
):
    print(*row, sep=",")
"""


def run(*command: str) -> None:
    """Run a program to its end; it must succeed and print something."""
    environment = {**os.environ, "TERM": "dumb"}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert done.stdout


def test_a_roll_from_nothing(tmp_path: Path) -> None:
    """Print the medians of each way and what it costs beyond Python itself."""
    path = tmp_path / "register.db"
    desk, _ = furnished(path, PEOPLE)
    desk.store.close()
    program = str(Path(sys.executable).with_name("wingterm"))
    roll = (program, "--store", str(path), "--prison", "WTI", "roll")
    ways = {
        "python -c 'print(1)'": partial(run, sys.executable, "-c", "print(1)"),
        "python -c, sqlite3, one query": partial(run, sys.executable, "-c", QUERY, str(path)),
        "wingterm --version": partial(run, program, "--version"),
        "wingterm roll --json": partial(run, *roll, "--json"),
        "wingterm roll": partial(run, *roll),
    }
    for way in ways.values():
        way()
    took = {name: median(seconds) for name, seconds in interleaved(ways, ROUNDS).items()}
    query = took["python -c, sqlite3, one query"]
    print(f"\n\n{machine()}; {PEOPLE} people, medians of {ROUNDS} interleaved rounds\n")
    print("| command | ms | times the query |")
    print("|---|---|---|")
    for name, seconds in took.items():
        print(f"| {name} | {seconds * 1000:.0f} | {seconds / query:.2f} |")

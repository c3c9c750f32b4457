"""A warm process that upgrades copies of a register and dies at one statement of it after another.

Run as `python -m tests.torture.migrator`, what to do as JSON on its standard input; it opens no
register itself, so that nothing of one is carried over a fork. It answers with what happened.
"""

import functools
import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any, NamedTuple

# Loaded before the first fork: otherwise every child would load them anew.
import db.checker
import db.create  # noqa: F401
from db.sqlite import driver
from tests.torture import lengths
from tests.torture.forks import Died, in_child
from tests.torture.proven import faults
from wingterm.services.setup import upgrade_register
from wingterm.settings import Settings

NEVER = sys.maxsize
"""A statement that no upgrade comes to."""
SQL = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"


class Order(NamedTuple):
    """What the process is to do."""

    path: str
    """A register of an older schema."""
    step: int
    """Dies at every so many-th statement; 1: at each."""
    first: int
    """Statement that it dies at first, from 1."""


class Told(NamedTuple):
    """What happened."""

    statements: int
    """How many of those that count an upgrade has up to its last commit."""
    deaths: int
    before: int
    """After how many of them the register was what it had been, whole."""
    wrong: list[str]


def upgraded(path: Path, dies_at: int) -> int:
    """Upgrade a register, or die; give the number of its statements up to the last commit."""
    seen = committed = 0

    def trace(statement: str) -> None:
        nonlocal seen, committed
        # Who dies reading leaves what the statement before left; at length that is tried too.
        if statement.startswith("SELECT") and not lengths.LONG:
            return
        seen += 1
        if statement.startswith("COMMIT"):
            committed = seen
        if seen == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    connect = driver.connect

    def traced(*arguments: Any, **options: Any) -> Any:
        connection = connect(*arguments, **options)
        connection.set_trace_callback(trace)
        return connection

    driver.connect = traced
    assert not upgrade_register(Settings(store=str(path))).violations
    return committed


def state(path: Path) -> tuple[int, list[str]]:
    """Give the schema number of a register and everything in it, as text."""
    connection = driver.connect(str(path))
    try:
        (number,) = connection.execute("PRAGMA user_version").fetchone()
        held = [f"{name}: {sql}" for name, sql in connection.execute(SQL)]
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tables.fetchall():
            held += sorted(
                f"{table} {row!r}" for row in connection.execute(f"SELECT * FROM {table}")
            )
        return int(number), held
    finally:
        connection.close()


def after(path: Path, whole: tuple[int, list[str]], first: list[str]) -> list[Any]:
    """Judge what a death left, then upgrade it to the end.

    Args:
        path: of the register.
        whole: what it was before anybody began.
        first: the hashes of its entries then.
    """
    number, held = found = state(path)
    untouched = found == whole
    wrong = [] if untouched or number != whole[0] else ["it is half upgraded"]
    wrong += [line for line in held if "_alembic_tmp" in line]
    # The upgrade ends in the checker; this looks at what only the file itself tells.
    upgraded(path, NEVER)
    wrong += faults(path, [], checker=False)
    if hashes(path)[: len(first)] != first:
        wrong.append("entries are not what they were")
    return [untouched, wrong]


def hashes(path: Path) -> list[str]:
    """Give the hashes of the entries of a register, in the order of the books."""
    connection = driver.connect(str(path))
    try:
        rows = connection.execute("SELECT hash FROM entry ORDER BY recorded_at, seq")
        return [str(row[0]) for row in rows]
    finally:
        connection.close()


def attacked(order: Order) -> Told:
    """Let upgrades die, each on a fresh copy."""
    original = Path(order.path)
    copy = original.with_name("copy.db")

    def fresh() -> Path:
        for old in original.parent.glob(f"{copy.name}*"):
            old.unlink()
        shutil.copy2(original, copy)
        return copy

    whole, first = in_child(lambda: [state(fresh()), hashes(copy)])
    whole = (whole[0], whole[1])
    statements = in_child(lambda: upgraded(fresh(), NEVER))
    deaths, before, wrong = 0, 0, []
    for at in range(order.first, statements + 1, order.step):
        fresh()
        deaths += isinstance(in_child(functools.partial(upgraded, copy, at)), Died)
        untouched, found = in_child(lambda: after(copy, whole, first))
        before += untouched
        wrong += [f"statement {at}: {line}" for line in found]
    return Told(statements, deaths, before, wrong)


if __name__ == "__main__":
    json.dump(attacked(Order(**json.load(sys.stdin)))._asdict(), sys.stdout)

"""Build a big register, or give the one that was built before.

By hand: `.venv/bin/python -m tests.benchmarks.big.build full`.
"""

import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from db import columns
from db.schema import SCHEMA_NUMBER
from db.sqlite import driver
from db.surnames import folded_surname, surname_keys
from tests.benchmarks.big.books import Books
from tests.benchmarks.big.estate import build_estate, prisons_of
from tests.benchmarks.big.story import DAY, START, Shape, Story
from wingterm.clock import FixedClock

SHAPES = {
    "tiny": Shape(custody=300, prisons=3, former=900, entries=9_000),
    "short": Shape(custody=90_000, prisons=120, former=100_000, entries=1_300_000),
    "usual": Shape(custody=90_000, prisons=120, former=400_000, entries=2_800_000),
    "full": Shape(custody=90_000, prisons=120, former=2_000_000, entries=10_000_000),
}
"""`short` is what the others are held against, to see what grows with history."""

SCALE = "WINGTERM_BENCH_SCALE"
"""Environment variable: which of `SHAPES` benchmarks use, `usual` where it is not set."""
FOLDER = "WINGTERM_BENCH_FOLDER"
"""Environment variable: where built registers are kept, else in the user's cache."""
VERSION = 1
"""Goes up when a seed no longer gives what it gave before."""


def chosen() -> str:
    """Give the name of the shape that benchmarks use."""
    return os.environ.get(SCALE, "usual")


def cached(name: str) -> Path:
    """Give the register of a shape, built now if it is not kept yet."""
    named = os.environ.get(FOLDER)
    folder = Path(named) if named else user_cache_path("wingterm") / "benchmarks"
    path = folder / f"{name}-{VERSION}-{SCHEMA_NUMBER}" / "register.db"
    if not path.exists():
        aside = path.parent.with_name(f"{path.parent.name}.making-{os.getpid()}")
        aside.mkdir(mode=0o700, parents=True)
        try:
            build(aside / path.name, SHAPES[name])
            aside.rename(path.parent)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return path


def build(path: Path, shape: Shape) -> None:
    """Build a register at a path where nothing lies."""
    build_estate(path, shape.custody, shape.prisons, FixedClock(START - DAY))
    connection: Any = driver.connect(str(path), isolation_level=None)
    try:
        later = _hurry(connection)
        connection.execute("BEGIN")
        Story(Books(connection), prisons_of(connection), shape).tell()
        _count_on(connection)
        _spell(connection)
        connection.execute("COMMIT")
        for statement in later:
            connection.execute(statement)
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _hurry(connection: Any) -> list[str]:
    """Take off what is quicker made at the end; give the statements that put it on again."""
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -2000000",
                   "locking_mode = EXCLUSIVE", "foreign_keys = OFF"):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}").fetchall()
    made = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " AND type IN ('trigger', 'index') ORDER BY type, name"
    ).fetchall()
    for kind, name, _ in made:
        connection.execute(f"DROP {kind} {name}")
    return [sql for _, _, sql in made]


def _count_on(connection: Any) -> None:
    """Let the next person get a number that nobody has."""
    (people,) = connection.execute("SELECT max(id) FROM person").fetchone()
    connection.execute(
        "UPDATE counter SET next_value = ? WHERE name IN ('person', 'prison_number')",
        (people + 1,),
    )


def _spell(connection: Any) -> None:
    """Write the keys of every surname that somebody has, other names too."""
    names = connection.execute(
        "SELECT DISTINCT last_name FROM person UNION"
        " SELECT json_extract(value, '$.last_name') FROM fact_span WHERE fact_kind = 'alias.1'"
    ).fetchall()
    keyed = {folded_surname(name) for (name,) in names}
    rows = sorted((key, surname) for surname in keyed for key in surname_keys(surname))
    connection.executemany(columns.SURNAME_KEY.per_row, rows)


def main() -> None:
    """Build what is named, and say how long it took."""
    for name in sys.argv[1:] or [chosen()]:
        start, worked = time.perf_counter(), time.process_time()
        path = cached(name)
        took, worked = time.perf_counter() - start, time.process_time() - worked
        size = path.stat().st_size / 2**20
        print(f"{name}: {path}, {size:,.0f} MiB, {took:.0f} s, processor {worked:.0f} s")


if __name__ == "__main__":
    main()

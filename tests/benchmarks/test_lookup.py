"""Finding somebody among everybody who is or ever was in custody, against raw SQL for the same.

`WINGTERM_BENCH_SCALE=full` measures with 90,000 in custody and 2,000,000 former people.
"""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from screens.rows import found_row
from tests.benchmarks.bench import machine
from tests.benchmarks.big.build import SHAPES, chosen
from tests.benchmarks.big.measure import HEAD, by_turns, opened, ratio
from tests.benchmarks.misspelt import heard, slipped
from wingterm.domain.people import issued_number
from wingterm.domain.text import fold
from wingterm.services.desk import Desk
from wingterm.services.find import FoundPerson, find

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

ROUNDS, NAMES, FIRST = 1_000, 400, 20
EXACT = "SELECT id, number, last_name, first_name, date_of_birth, sex FROM person WHERE number = ?"
PREFIX = (
    "SELECT id, number, last_name, first_name, date_of_birth FROM person"
    " WHERE search_name >= ? AND search_name < ? ORDER BY search_name LIMIT 50"
)


def drawn(connection: Any, many: int, chance: random.Random) -> list[tuple[str, str]]:
    """Give surname and first name of people drawn at random."""
    (people,) = connection.execute("SELECT max(id) FROM person").fetchone()
    ids = [chance.randint(1, people) for _ in range(many)]
    sql = "SELECT last_name, first_name FROM person WHERE id = ?"
    return [connection.execute(sql, (one,)).fetchone() for one in ids]


def each_of(ask: Callable[[Any], object], asked: list[Any]) -> Callable[[], object]:
    """Give what asks for one after the other."""
    after: Iterator[Any] = iter(asked * 3)
    return lambda: ask(next(after))


def test_finding_somebody(tmp_path: Path) -> None:
    """Print what each way of finding costs, and the raw query."""
    desk, raw = opened(chosen(), tmp_path)
    chance = random.Random(7)
    shape = SHAPES[chosen()]
    people = shape.custody + shape.former
    numbers = [issued_number(chance.randint(1, people)) for _ in range(ROUNDS)]
    names = drawn(raw, ROUNDS, chance)
    starts = [fold(name)[: chance.randint(2, 4)].upper() for name, _ in names]
    wrong = [slipped(name, chance) for name, _ in names]
    print(f"\n\n{machine()}; {shape.custody:,} in custody, {shape.former:,} former people\n")
    took = by_turns(
        {
            "number, raw sqlite3": each_of(lambda n: raw.execute(EXACT, (n,)).fetchall(), numbers),
            "number": each_of(lambda n: find(desk, n), numbers),
            "start of a surname, 50 rows, raw": each_of(
                lambda s: raw.execute(PREFIX, (s, s + "\U0010ffff")).fetchall(), starts
            ),
            "start of a surname, 50 rows": each_of(lambda s: find(desk, s), starts),
            "whole surname": each_of(lambda n: find(desk, n[0]), names),
            "misspelt surname, first 20": each_of(lambda n: find(desk, n, limit=FIRST), wrong),
            "find screen, rows of 80 columns": each_of(lambda s: screen(desk, s), starts),
        },
        ROUNDS,
    )
    print(f"| way | {HEAD} |\n|---|---|---|---|---|")
    for name, one in took.items():
        print(f"| {name} | {one.shown} |")
    print(f"\nnumber: {ratio(took, 'number', 'number, raw sqlite3'):.1f} times raw (goal 10)")
    start = "start of a surname, 50 rows"
    print(f"start of a surname: {ratio(took, start, f'{start}, raw'):.1f} times raw")
    desk.store.close()


def screen(desk: Desk, typed: str) -> list[object]:
    """Give what the find screen puts together when a key is typed."""
    return [found_row(person, 80) for person in find(desk, typed)]


def test_recall_of_misspelt_names(tmp_path: Path) -> None:
    """Print how often the name that was meant is among the first twenty people found."""
    desk, raw = opened(chosen(), tmp_path)
    chance = random.Random(11)
    print(f"\n\n{NAMES} names of people drawn at random, each misspelt once\n")
    print("| typed | surname among the first 20 | person, first name typed too |\n|---|---|---|")
    for words, spell in (("one slip", slipped), ("as it sounds", heard)):
        meant = drawn(raw, NAMES, chance)
        typed = [(last, first, spell(last, chance)) for last, first in meant]
        typed = [one for one in typed if fold(one[2]) not in ("", fold(one[0]))]
        alone = [is_among(find(desk, wrong, limit=FIRST), last) for last, _, wrong in typed]
        both = [
            is_among(find(desk, f"{wrong}, {first}", limit=FIRST), last, first)
            for last, first, wrong in typed
        ]
        print(f"| {words} | {sum(alone) / len(alone):.3f} | {sum(both) / len(both):.3f} |")
    desk.store.close()


def is_among(found: tuple[FoundPerson, ...], last: str, first: str = "") -> bool:
    """Whether somebody of a name is among those found."""
    return any(one.last_name == last and first in ("", one.first_name) for one in found)

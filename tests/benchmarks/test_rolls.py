"""The roll of a prison of 1,500, of the whole country, and the monthly table, now and then.

Each beside the same figures from a narrow table made for them alone: a row for each person in
custody, with a covering index. Measured at two lengths of history with as many people in custody;
`WINGTERM_BENCH_SCALE=full` makes the longer one of 10,000,000 entries.
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.queries import people
from db.queries.past import as_believed
from tests.benchmarks.bench import machine
from tests.benchmarks.big.build import SHAPES, chosen
from tests.benchmarks.big.measure import HEAD, Took, by_turns, opened, ratio
from tests.benchmarks.big.story import DAY, END, START
from wingterm.domain.prison import Prison
from wingterm.services.country import country
from wingterm.services.desk import Desk
from wingterm.services.monthly import monthly
from wingterm.services.prisons import prisons
from wingterm.services.roll import roll

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

ROUNDS, FIRST, WHOLE = 200, 30, 12
A_ROUND = 2
"""Registers that are opened anew for each round."""

MADE = (
    "CREATE TEMP TABLE custody (person INTEGER PRIMARY KEY, prison INT, wing TEXT, place INT,"
    " sex TEXT, born TEXT, status TEXT, category TEXT)"
)
FILLED = (
    "INSERT INTO custody SELECT w.person_id, p.establishment_id, substr(p.code, 1, 1), p.id,"
    " o.sex, o.date_of_birth, (SELECT f.value FROM fact_span f WHERE f.subject_kind = 'person'"
    "  AND f.subject_id = w.person_id AND f.fact_kind = 'legal-status'),"
    " (SELECT f.value FROM fact_span f WHERE f.subject_kind = 'person'"
    "  AND f.subject_id = w.person_id AND f.fact_kind = 'category')"
    " FROM whereabouts w JOIN place p ON p.id = w.place_id JOIN person o ON o.id = w.person_id"
    " WHERE p.establishment_id > 1"
)
COVERED = "CREATE INDEX temp.ix_custody ON custody (prison, wing, place)"
BY_WING = "SELECT wing, COUNT(*) FROM custody WHERE prison = ? GROUP BY wing"
BY_PLACE = "SELECT place, COUNT(*) FROM custody WHERE prison = ? GROUP BY wing, place"
ALL = "SELECT prison, wing, COUNT(*) FROM custody GROUP BY prison, wing"
MONTH = (
    "SELECT prison, status, category, sex, CASE WHEN born > '2008' THEN 1 WHEN born > '2005' THEN 2"
    " WHEN born > '2001' THEN 3 WHEN born > '1996' THEN 4 WHEN born > '1986' THEN 5"
    " WHEN born > '1976' THEN 6 WHEN born > '1966' THEN 7 WHEN born > '1956' THEN 8 ELSE 9 END,"
    " COUNT(*) FROM custody GROUP BY 1, 2, 3, 4, 5"
)
PLAIN_MONTH = (
    "SELECT s.establishment_id, json_extract(l.value, '$.status'),"
    " json_extract(g.value, '$.category'), p.sex, substr(p.date_of_birth, 1, 3), COUNT(*)"
    " FROM whereabouts w JOIN place a ON a.id = w.place_id JOIN person p ON p.id = w.person_id"
    " JOIN stay s ON s.person_id = w.person_id AND s.pseq = w.pseq"
    " LEFT JOIN fact_span l ON l.subject_kind = 'person' AND l.subject_id = w.person_id"
    "  AND l.fact_kind = 'legal-status' AND l.retracted = 253402300799999999"
    " LEFT JOIN fact_span g ON g.subject_kind = 'person' AND g.subject_id = w.person_id"
    "  AND g.fact_kind = 'category' AND g.retracted = 253402300799999999"
    " WHERE a.kind IN ('CELL', 'AREA', 'RECEPTION', 'NO_CELL') GROUP BY 1, 2, 3, 4, 5"
)


def instants(many: int) -> list[int]:
    """Give instants over the years in which the prisons are full."""
    chance = random.Random(5)
    # As full as later: everybody who is to be there has come by then.
    first = START + (END - START) // 2
    return [chance.randint(first, END) for _ in range(many)]


def measured(name: str, folder: Path) -> dict[str, Took]:
    """Measure one register."""
    desk, raw = opened(name, folder)
    for statement in (MADE, FILLED, COVERED):
        raw.execute(statement)
    took: dict[str, Took] = {}
    took |= by_turns(now_of_a_prison(desk, raw), ROUNDS)
    took |= by_turns(then_of_a_prison(desk, raw), ROUNDS)
    just = JustOpened(name, folder)
    took |= by_turns(first_of_a_prison(just), FIRST, just.let_go)
    took |= by_turns(all_prisons(desk, raw), WHOLE)
    desk.store.close()
    raw.close()
    return took


Ways = dict[str, Callable[[], object]]


def wti(desk: Desk) -> Prison:
    """Give the prison of 1,500."""
    return next(one for one in prisons(desk) if one.code == "WTI")


def now_of_a_prison(desk: Desk, raw: Any) -> Ways:
    """Give the ways of counting now, as a terminal that stays open does."""
    prison = wti(desk)

    def counted() -> object:
        with desk.store.read() as reader:
            return people.tallies_now(reader, prison.id)

    return {
        "narrow table, by wing": lambda: raw.execute(BY_WING, (prison.id,)).fetchall(),
        "narrow table, by place": lambda: raw.execute(BY_PLACE, (prison.id,)).fetchall(),
        "people of a prison by place and cell, now": counted,
        "roll of a prison, all rows, now": lambda: roll(desk, prison),
    }


def then_of_a_prison(desk: Desk, raw: Any) -> Ways:
    """Give the ways of counting at instants all over the years."""
    prison = wti(desk)
    asked, then = iter(instants(ROUNDS * 2)), iter(instants(ROUNDS * 2))

    def counted() -> object:
        with desk.store.read() as reader:
            return people.tallies_then(reader, prison.id, as_believed(next(asked), None))

    return {
        "narrow table, by place (beside the past)": lambda: raw.execute(
            BY_PLACE, (prison.id,)
        ).fetchall(),
        "people of a prison by place and cell, then": counted,
        "roll of a prison, all rows, then": lambda: roll(desk, prison, as_of=next(then)),
    }


class JustOpened:
    """Registers of which nobody has asked anything yet, each let go before others are opened.

    A program has one: with sixty open, a round now and then would wait for a look through the
    objects of all of them.
    """

    def __init__(self, name: str, folder: Path) -> None:
        """Open as many as a round takes."""
        self._name, self._folder = name, folder
        self._open: list[Desk] = []
        self._asked: list[Desk] = []
        self.let_go()

    def next(self) -> Desk:
        """Give one."""
        self._asked.append(self._open.pop())
        return self._asked[-1]

    def let_go(self) -> None:
        """Close those that were asked, and open others in their places."""
        for desk in self._asked:
            desk.store.close()
        self._asked.clear()
        while len(self._open) < A_ROUND:
            desk, raw = opened(self._name, self._folder)
            raw.close()
            self._open.append(desk)


def first_of_a_prison(just: JustOpened) -> Ways:
    """Give the ways of a register that was just opened: nothing of its places is kept yet."""
    prison, then = wti(just.next()), iter(instants(FIRST * 2))
    just.let_go()
    return {
        "roll of a prison, first after opening, now": lambda: roll(just.next(), prison),
        "roll of a prison, first after opening, then": lambda: roll(
            just.next(), prison, as_of=next(then)
        ),
    }


def all_prisons(desk: Desk, raw: Any) -> Ways:
    """Give the ways of counting the whole country."""
    then = iter(instants(WHOLE * 2))
    return {
        "narrow table, all prisons by wing": lambda: raw.execute(ALL).fetchall(),
        "all prisons, now": lambda: country(desk),
        "all prisons, then": lambda: country(desk, as_of=next(then)),
        "narrow table, the month": lambda: raw.execute(MONTH).fetchall(),
        "plain query on the register, the month": lambda: raw.execute(PLAIN_MONTH).fetchall(),
        "monthly table of all prisons, now": lambda: monthly(desk),
    }


def test_rolls(tmp_path: Path) -> None:
    """Print all of it for a short and for a long history."""
    print(f"\n\n{machine()}; {ROUNDS} rounds, {WHOLE} for all prisons, {FIRST} after opening")
    for name in ("short", chosen()):
        shape = SHAPES[name]
        took = measured(name, tmp_path)
        print(
            f"\n{shape.custody:,} in custody, {shape.former:,} former, {shape.entries:,} entries,"
            f" from {(END - START) // DAY // 365} years\n"
        )
        print(f"| way | {HEAD} |\n|---|---|---|---|---|")
        for way, one in took.items():
            print(f"| {way} | {one.shown} |")
        for way, floor in (
            ("people of a prison by place and cell, now", "narrow table, by place"),
            ("people of a prison by place and cell, now", "narrow table, by wing"),
            ("roll of a prison, all rows, now", "narrow table, by place"),
            ("roll of a prison, all rows, now", "narrow table, by wing"),
            ("monthly table of all prisons, now", "narrow table, the month"),
            ("monthly table of all prisons, now", "plain query on the register, the month"),
        ):
            print(f"{way}: {ratio(took, way, floor):.2f} times {floor}")

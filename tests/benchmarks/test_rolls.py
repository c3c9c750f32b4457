"""The roll of a prison of 1,500, of the whole country, and the monthly table, now and then.

Each beside the same figures from a narrow table made for them alone: a row for each person in
custody, with a covering index. Measured at two lengths of history with as many people in custody;
`WINGTERM_BENCH_SCALE=full` makes the longer one of 10,000,000 entries.
"""

import random
from pathlib import Path
from typing import Any

import pytest

from db.queries import people
from db.queries.past import as_believed
from tests.benchmarks.bench import machine
from tests.benchmarks.big.build import SHAPES, chosen
from tests.benchmarks.big.measure import HEAD, Took, by_turns, opened, ratio
from tests.benchmarks.big.story import DAY, END, START
from wingterm.services.country import country
from wingterm.services.monthly import monthly
from wingterm.services.places import prisons
from wingterm.services.roll import roll

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

ROUNDS, WHOLE = 100, 12

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
    prison = next(one for one in prisons(desk) if one.code == "WTI")
    then, whole = iter(instants(ROUNDS * 3)), iter(instants(WHOLE * 3))
    counted = iter(instants(ROUNDS * 3))
    with desk.store.read() as reader:

        def ask(sql: str, *given: int) -> Any:  # noqa: ANN401
            return raw.execute(sql, given).fetchall()

        took = by_turns(
            {
                "narrow table, by wing": lambda: ask(BY_WING, prison.id),
                "narrow table, by place": lambda: ask(BY_PLACE, prison.id),
                "people of a prison by place and cell, now": lambda: people.tallies_now(
                    reader, prison.id
                ),
                "the same, then": lambda: people.tallies_then(
                    reader, prison.id, as_believed(next(counted), None)
                ),
                "roll of a prison, all rows, now": lambda: roll(desk, prison),
                "roll of a prison, all rows, then": lambda: roll(desk, prison, as_of=next(then)),
            },
            ROUNDS,
        )
        took |= by_turns(
            {
                "narrow table, all prisons by wing": lambda: ask(ALL),
                "all prisons, now": lambda: country(desk),
                "all prisons, then": lambda: country(desk, as_of=next(whole)),
                "narrow table, the month": lambda: ask(MONTH),
                "plain query on the register, the month": lambda: ask(PLAIN_MONTH),
                "monthly table of all prisons, now": lambda: monthly(desk),
            },
            WHOLE,
        )
    desk.store.close()
    raw.close()
    return took


def test_rolls(tmp_path: Path) -> None:
    """Print all of it for a short and for a long history."""
    print(f"\n\n{machine()}; medians of {ROUNDS} rounds, of {WHOLE} for all prisons")
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
            ("monthly table of all prisons, now", "narrow table, the month"),
            ("monthly table of all prisons, now", "plain query on the register, the month"),
        ):
            print(f"{way}: {ratio(took, way, floor):.2f} times {floor}")

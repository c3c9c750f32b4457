"""What the checker says it checks, it checks; what it rebuilds is what one works out by hand."""

import json
import re
from pathlib import Path

import pytest

from db import checker
from db.checker.chains import Books
from db.checker.check import few
from db.checker.facts import spans_of
from db.checker.names import search_name
from db.checker.records import FAR, Fact, Movement, Violation
from db.checker.rules import RULES
from db.checker.stays import rebuild
from db.checker.world import Site
from tests.db.checker_author import HOUR, NORTH, SOUTH, START
from tests.db.checker_sample import CELL_1, CELL_2, EN_ROUTE_SOUTH, RECP, sample
from tests.db.test_checker_authored import AUTHORED
from tests.db.test_checker_checks import PLANTED_IN_CHECKS, SAID
from tests.db.test_checker_planted import PLANTED

ON_REAL_FILES = {
    "database-damaged",
    "reference-broken",
    "checkpoint-unknown",
    "checkpoint-cut",
    "checkpoint-changed",
}
"""Rules whose faults are planted in tests/db/test_checker_store.py."""

OF_BATCHES = {"batch-id", "batch-part"}
"""The same in tests/db/test_checker_batches.py."""

OF_ERASURES = {"erasure"}
"""The same in tests/services/test_erasure.py."""

OF_ACCESS = {"access-chain", "access-file", "access-line", "access-list"}
"""The same in tests/db/test_checker_access.py."""

SOURCES = sorted(Path(checker.__file__).parent.glob("*.py"))


def test_every_rule_is_exercised() -> None:
    planted = {fault.rule for fault in (*PLANTED, *PLANTED_IN_CHECKS)}
    authored = {rule for rules, _, _ in (*AUTHORED, *SAID) for rule in rules.split()}
    elsewhere = ON_REAL_FILES | OF_BATCHES | OF_ACCESS | OF_ERASURES
    assert planted | authored | elsewhere == set(RULES)


def test_every_rule_that_speaks_is_listed() -> None:
    code = re.compile(
        r'(?:Violation\(|_at\(|yield from _?compare\(|setup\.compare\()\s*(?:move,\s*)?"([a-z-]+)"'
    )
    spoken = {rule for path in SOURCES for rule in code.findall(path.read_text())}
    assert spoken == set(RULES)


def test_the_page_lists_every_rule() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "verify.md").read_text()
    assert dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", page, re.MULTILINE)) == RULES


def test_nothing_of_the_program_is_used() -> None:
    imported = {
        name
        for path in SOURCES
        for name in re.findall(
            r"^\s*(?:from|import) ((?:wingterm|db)[.\w]*)", path.read_text(), re.M
        )
        if not name.startswith("db.checker")
    }
    assert imported <= {"wingterm.errors", "db.engine"}


def test_many_violations_of_one_rule_are_counted() -> None:
    found = [Violation("depth", str(number), "") for number in range(5)]
    rest = Violation("depth", "elsewhere", "There are 3 more of this kind.")
    assert list(few(found, most=2)) == [*found[:2], rest]


@pytest.mark.parametrize(
    ("last", "first", "key"),
    [
        ("Smith-Jones", "Mary Ann", "SMITH JONES, MARY ANN"),
        ("O'Brien", "Siân", "OBRIEN, SIAN"),
        ("Wałęsa", "Jürgen", "WALESA, JURGEN"),
        ("Groß", "Þór", "GROSS, THOR"),
    ],
)
def test_search_names(last: str, first: str, key: str) -> None:
    assert search_name(last, first) == key


SITES = {
    1: Site(1, "OUTSIDE", "OUTSIDE"),
    RECP: Site(NORTH, "RECEPTION", "RECP"),
    CELL_1: Site(NORTH, "CELL", "A-1-001"),
    CELL_2: Site(NORTH, "CELL", "A-1-002"),
    EN_ROUTE_SOUTH: Site(SOUTH, "EN_ROUTE", "EN-ROUTE"),
}


def at(hours: float) -> int:
    return START + round(hours * HOUR)


def test_stays_by_hand() -> None:
    """Registered, received, swapped away; the swap never was; entered again, an hour earlier."""
    line = sample().lines[1]
    moves = [Movement(*(getattr(step, name) for name in Movement._fields)) for step in line]
    received = at(8) - 1_000_000
    whole, now = FAR, at(14)
    assert [tuple(row[1:]) for row in rebuild(moves, SITES).stays] == [
        (1, 1, 1, 0, at(3), received, at(3), at(8), whole, 15),
        (2, NORTH, CELL_1, 1, received, at(12), at(8), at(12), now, 14),
        (3, NORTH, CELL_2, 3, at(12), FAR, at(12), FAR, now, 38),
        (4, NORTH, CELL_1, 1, received, at(13), now, now, whole, 15),
        (5, NORTH, RECP, 0, at(13), FAR, now, FAR, whole, 38),
    ]
    assert tuple(rebuild(moves, SITES).whereabouts) == (1, 5, RECP, 0, None, at(13), 3, 5)


def test_the_origin_after_a_correction_by_hand() -> None:
    line = sample().lines[3]
    moves = [Movement(*(getattr(step, name) for name in Movement._fields)) for step in line]
    assert rebuild(moves[:5], SITES).whereabouts.origin == 3
    assert rebuild(moves[:6], SITES).whereabouts.origin == 6
    assert [row.retracted for row in rebuild(moves[:5], SITES).stays] == [
        FAR,
        FAR,
        at(14),
        at(14),
        FAR,
    ]


def fact(seq: int, recorded: float, act: str, occurred: float, annuls: int | None = None) -> Fact:
    kind = "fact" if annuls is None else "unfact"
    value = json.dumps(seq)
    return Fact(at(recorded), NORTH, seq, kind, "", act, at(occurred), annuls, value)


def test_spans_by_hand() -> None:
    """So from 1; from 5 otherwise; that never was, but from 3 otherwise. Then the first again."""
    facts = [
        fact(1, 1, "a", 1),
        fact(2, 2, "b", 5),
        fact(3, 6, "c", 6, annuls=2),
        fact(4, 6, "c", 3),
        fact(5, 7, "d", 1),
    ]
    spans = {
        (s.seq, s.from_at, s.to_at, s.known_from, s.retracted)
        for s in spans_of(("place", 1, "capacity"), facts)
    }
    assert spans == {
        (1, at(1), FAR, at(1), at(2)),
        (1, at(1), at(5), at(2), at(6)),
        (2, at(5), FAR, at(2), at(6)),
        (1, at(1), at(3), at(6), at(7)),
        (4, at(3), FAR, at(6), FAR),
        (5, at(1), at(3), at(7), FAR),
    }


def test_entries_are_named_by_the_code_of_their_book() -> None:
    books = Books({2: "WTI"})
    assert (books.name(2, 17), books.name(9, 1)) == ("entry WTI-17", "entry 9-1")

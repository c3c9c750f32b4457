"""Roll checks: what cannot have been said, frozen, counted or declared is named by the checker."""

from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

import pytest

from db.checker import freezes
from db.checker.records import Violation
from tests.db import checker_sample as story
from tests.db.checker_author import HOUR, NORTH, OUTSIDE, SOUTH, Author
from tests.db.checker_sample import CELL_1, RECP
from tests.db.test_checker_planted import REHASH, Fault, LooseTables, fault

FIRST, PAST, LISTED = 1, 2, 3
"""The checks of the story: one that was declared, one of a past instant, one by listed units."""


class Unit(NamedTuple):
    """What is frozen of a unit."""

    code: str
    people: tuple[int, ...] = ()
    """Ids of everybody expected."""
    out: int = 0
    """How many hold a bed here and are elsewhere."""
    visiting: int = 0
    without_bed: int = 0


def opened(
    author: Author, book: int, number: int, *units: Unit, ago: int = 0, counters: int = 1
) -> None:
    """Open a check in an act of its own."""
    author.act("open-check")
    population = sum(len(unit.people) for unit in units)
    frozen = {"kind": "night", "as_of": author.now - ago, "known_at": author.now - 1, "clear": 60,
              "population": population, "roll": population, "outside": 0, "off_roll": 0,
              "welfare": False, "counters": counters, "another": False}  # fmt: skip
    author.fact(book, "check", number, "opened", author.now - ago, **frozen)
    for index, unit in enumerate(units, start=1):
        own = len(unit.people) - unit.visiting - unit.without_bed
        ids = "\n".join(map(str, unit.people))
        value = {"code": unit.code, "name": unit.code, "residential": True, "beds": own + unit.out,
                 "named_out": unit.out, "named_in": unit.visiting, "without_bed": unit.without_bed,
                 "expected": len(unit.people),
                 "digest": sha256(ids.encode()).hexdigest()}  # fmt: skip
        author.fact(book, "check", number, f"unit.{index}", author.now - ago, **value)


def said(author: Author, number: int, name: str, book: int = NORTH, /, **value: object) -> int:
    """Say something of a check in an act of its own; give the number of the entry."""
    author.act("count")
    return author.fact(book, "check", number, name, author.now, **value)


def counted(author: Author, number: int, name: str, people: int, **more: object) -> int:
    """Hand in a count; of a check in the first prison's book."""
    value = {"counted": people, "by": 1, "method": "number", "again": not name.endswith(".1")}
    return said(author, number, name, **(value | more))


def declared(author: Author, number: int, people: int, roll: int, *explained: str) -> int:
    """Declare the roll."""
    return said(author, number, "declared", name="Setup", role="administrator", expected=roll,
                counted=people, roll=roll, explained=list(explained))  # fmt: skip


NORTHERN = (
    Unit("A", out=1),
    Unit("RECP", (1,), without_bed=1),
    Unit("WORKSHOP-1", (2,), visiting=1),
)
"""The first prison's units as its usual ones have them when the story of the sample is over."""


NOW = Unit("A", (1, 2))
"""Its only unit with anybody in it after the late entries."""


def checks() -> Author:
    """Tell the story of the sample, and then of three checks with late entries after them."""
    author = story.sample()
    opened(author, NORTH, FIRST, *NORTHERN)
    counted(author, FIRST, "count.1.1", 0)
    counted(author, FIRST, "count.2.1", 0)
    counted(author, FIRST, "count.2.2", 0, method="name", missing=[1])
    said(author, FIRST, "why.2.1", person=1, what="missing", why="In the workshop", after=2)
    counted(author, FIRST, "count.3.1", 2, method="name", extra=[1])
    said(author, FIRST, "why.3.1", person=1, what="extra", why="Went without a slip", after=1)
    opened(author, NORTH, PAST, Unit("A"), Unit("RECP"), Unit("WORKSHOP-1"), ago=30 * HOUR)
    said(author, PAST, "taken.1", why="")
    said(author, PAST, "escalated", why="Nobody answers in A")
    said(author, PAST, "abandoned", why="Opened by mistake")
    declared(author, FIRST, 2, 2, "RECP", "WORKSHOP-1")
    # Entered after the first check: where both had been for a long time.
    author.act("back")
    author.move(NORTH, 2, "back", CELL_1, 2, author.now - 20 * HOUR)
    author.act("correct")
    author.annul(1)
    author.act("check-plan")
    units = [{"code": "B", "name": "B", "places": ["B-001"], "residential": True}]
    author.fact(SOUTH, "establishment", SOUTH, "check-units", author.now, units=units)
    opened(author, SOUTH, LISTED, Unit("B", (3,)))
    author.act("move")
    author.move(SOUTH, 3, "release", OUTSIDE, 0, author.now - 1)
    return author


def test_the_story_is_sound() -> None:
    assert LooseTables(checks()).check() == []


def test_the_oldest_checks_are_compared_by_numbers_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hash of their people is not worked out; how many there were still is."""
    other_hash = of_check("detail = json_set(detail, '$.digest', 'ff')", FIRST, "unit.1")
    other_number = of_check(detail('"population":2', '"population":3'), FIRST, "opened")
    for newest, step, rules in (
        (2, other_hash, {"span-differs", "check-frozen"}),
        (1, other_hash, {"span-differs"}),
        (0, other_number, {"span-differs", "check-sums", "check-frozen"}),
    ):
        monkeypatch.setattr(freezes, "BY_NAME", newest)
        tables = LooseTables(checks())
        tables.change(step, REHASH)
        assert {violation.rule for violation in tables.check()} == rules


def of_check(change: str, number: int, name: str) -> str:
    """Give the step that changes a fact of a check."""
    return (
        f"UPDATE entry SET {change} WHERE subject_kind = 'check' AND subject_id = {number}"
        f" AND fact_kind = '{name}'"
    )


def detail(old: str, new: str) -> str:
    """Give the change of a part of a fact's value."""
    return f"detail = replace(detail, '{old}', '{new}')"


DECLARED, OPEN, RECEPTION = "roll check 1", "roll check 3", "unit.2"
SPANS = "span-differs"
# fmt: off
PLANTED_IN_CHECKS: list[Fault] = [
    fault("check-differs", DECLARED, "DELETE FROM roll_check WHERE id = 1"),
    fault("check-differs", "roll check 9",
          "INSERT INTO roll_check VALUES (9, 2, 'night', 1, 1, 253402300799999999, 'OPEN')",
          also="counter-behind"),
    fault("check-differs", DECLARED, "UPDATE roll_check SET kind = 'unlock' WHERE id = 1"),
    fault("check-differs", "roll check 2", "UPDATE roll_check SET kind = 'night' WHERE id = 2"),
    fault("check-differs", DECLARED, "UPDATE roll_check SET as_of = as_of - 1 WHERE id = 1"),
    fault("check-differs", DECLARED, "UPDATE roll_check SET opened_at = as_of - 1 WHERE id = 1"),
    fault("check-differs", DECLARED, "UPDATE roll_check SET ended_at = ended_at + 1 WHERE id = 1"),
    fault("check-differs", DECLARED, "UPDATE roll_check SET state = 'ABANDONED' WHERE id = 1"),
    fault("check-differs", DECLARED,
          "UPDATE roll_check SET establishment_id = 3 WHERE id = 1"),
    fault("check-differs", OPEN,
          "UPDATE roll_check SET state = 'ABANDONED', ended_at = 1 WHERE id = 3"),
    fault("counter-behind", "counter check",
          "UPDATE counter SET next_value = 3 WHERE name = 'check'"),
    fault("counter-behind", "counter check", "DELETE FROM counter WHERE name = 'check'"),
    fault("check-facts", "roll check 3",
          of_check("fact_kind = 'taken.1'", 3, "opened"), REHASH, also=SPANS),
    fault("check-facts", "entry NTH-41",
          of_check("fact_kind = 'count.4.1'", 1, "count.1.1"), REHASH, also=SPANS),
    fault("check-facts", "entry NTH-41",
          of_check("fact_kind = 'number.1.1'", 1, "count.1.1"), REHASH, also=SPANS),
    fault("check-facts", "entry NTH-41",
          of_check("fact_kind = 'count.1'", 1, "count.1.1"), REHASH, also=SPANS),
    fault("check-facts", "entry NTH-41",
          of_check("fact_kind = 'count.1.2'", 1, "count.1.1"), REHASH, also=SPANS),
    fault("check-facts", "entry NTH-42",
          of_check("fact_kind = 'count.2.2'", 1, "count.2.1"), REHASH, also=SPANS),
    fault("check-facts", "entry NTH-41",
          of_check(detail("counted", "cut"), 1, "count.1.1"), REHASH, also=SPANS),
    fault("check-facts", "entry NTH-44",
          of_check(detail('"after":2', '"after":1'), 1, "why.2.1"), REHASH, also=SPANS),
    fault("check-facts", "roll check 1",
          of_check(detail('"as_of":1', '"as_of":2'), 1, "opened"), REHASH, also=SPANS),
    fault("check-facts", "roll check 1",
          of_check(detail('"known_at":1', '"known_at":2'), 1, "opened"), REHASH, also=SPANS),
    fault("check-sums", DECLARED,
          of_check(detail('"beds":0', '"beds":1'), 1, RECEPTION), REHASH, also=SPANS),
    fault("check-sums", DECLARED,
          of_check(detail('"named_in":1', '"named_in":2'), 1, "unit.3"), REHASH, also=SPANS),
    fault("check-sums", DECLARED,
          of_check(detail('"named_out":1', '"named_out":0'), 1, "unit.1"), REHASH, also=SPANS),
    fault("check-sums", DECLARED,
          of_check(detail('"expected":1', '"expected":2'), 1, RECEPTION), REHASH, also=SPANS),
    fault("check-sums", DECLARED,
          of_check(detail('"population":2', '"population":3'), 1, "opened"), REHASH,
          also=f"{SPANS} check-frozen"),
    fault("check-sums", DECLARED,
          of_check(detail('"roll":2', '"roll":3'), 1, "opened"), REHASH, also=SPANS),
    fault("check-sums", DECLARED,
          of_check(detail('"counted":2', '"counted":3'), 1, "declared"), REHASH, also=SPANS),
    fault("check-sums", DECLARED,
          of_check(detail('"roll":2', '"roll":3'), 1, "declared"), REHASH, also=SPANS),
    fault("check-sums", DECLARED,
          of_check(detail('["RECP",', '['), 1, "declared"), REHASH, also=SPANS),
    fault("check-sums", DECLARED,
          of_check(detail('"counted":0', '"counted":1'), 1, "count.1.1"), REHASH, also=SPANS),
    fault("check-sums", DECLARED,
          of_check(detail('"missing":[1]', '"missing":[4]'), 1, "count.2.2"), REHASH, also=SPANS),
    fault("check-sums", DECLARED,
          of_check(detail('"what":"missing"', '"what":"withdrawn"'), 1, "why.2.1"), REHASH,
          also=SPANS),
    fault("check-sums", DECLARED,
          of_check(detail('"counters":1', '"counters":2'), 1, "opened"), REHASH, also=SPANS),
    fault("check-frozen", DECLARED,
          of_check("detail = json_set(detail, '$.digest', 'ff')", 1, "unit.1"), REHASH,
          also=SPANS),
    fault("check-frozen", "roll check 2",
          of_check(detail('"population":0', '"population":1'), 2, "opened"), REHASH,
          also=f"{SPANS} check-sums"),
    fault("check-frozen", OPEN,
          "UPDATE entry SET detail = replace(detail, 'B-001', 'RECP')"
          " WHERE fact_kind = 'check-units'", REHASH, also=SPANS),
]
# fmt: on


@pytest.mark.parametrize(
    "planted", PLANTED_IN_CHECKS, ids=lambda fault: f"{fault.rule}: {fault.steps[0]}"
)
def test_a_planted_fault_is_named(planted: Fault) -> None:
    tables = LooseTables(checks())
    tables.change(*planted.steps)
    found = tables.check()
    assert (planted.rule, planted.where) in {(v.rule, v.where) for v in found}
    assert {v.rule for v in found} == {planted.rule, *planted.also.split()}


def after_its_end(author: Author) -> None:
    counted(author, FIRST, "count.2.3", 1)


def ended_twice(author: Author) -> None:
    said(author, FIRST, "abandoned", why="On second thoughts")


def declared_again(author: Author) -> None:
    declared(author, FIRST, 2, 2, "RECP", "WORKSHOP-1")


def withdrawn(author: Author) -> None:
    author.act("correct")
    author.unfact(NORTH, 41)


def in_another_book(author: Author) -> None:
    said(author, LISTED, "abandoned", NORTH, why="By those next door")


def of_no_check(author: Author) -> None:
    counted(author, 4, "count.1.1", 1)


def a_unit_too_late(author: Author) -> None:
    frozen = {"code": "REST", "beds": 0, "named_out": 0, "named_in": 0, "without_bed": 0,
              "expected": 0, "digest": sha256(b"").hexdigest()}  # fmt: skip
    said(author, LISTED, "unit.2", SOUTH, **frozen)


def of_the_register(author: Author) -> None:
    opened(author, 1, 4)


def of_what_is_to_come(author: Author) -> None:
    opened(author, NORTH, 4, Unit("A", (2,)), ago=-HOUR)


def declared_uncounted(author: Author) -> None:
    opened(author, NORTH, 4, NOW, Unit("RECP"))
    counted(author, 4, "count.1.1", 2)
    declared(author, 4, 2, 2)


def declared_by_one_counter(author: Author) -> None:
    opened(author, NORTH, 4, NOW, counters=2)
    counted(author, 4, "count.1.1", 2)
    declared(author, 4, 0, 2)


def declared_with_two_numbers(author: Author) -> None:
    opened(author, NORTH, 4, NOW, counters=2)
    counted(author, 4, "count.1.1", 0)
    counted(author, 4, "count.1.2", 2, again=False)
    declared(author, 4, 2, 2)


def declared_with_somebody_nameless(author: Author) -> None:
    opened(author, NORTH, 4, NOW)
    counted(author, 4, "count.1.1", 2, method="name", strangers=1)
    declared(author, 4, 2, 2)


def explained_before_a_recount(author: Author) -> None:
    opened(author, NORTH, 4, NOW)
    counted(author, 4, "count.1.1", 1)
    said(author, 4, "why.1.1", person=2, what="missing", why="Nobody knows", after=1)
    counted(author, 4, "count.1.2", 1)
    declared(author, 4, 1, 2)


def froze_one_too_few(author: Author) -> None:
    opened(author, NORTH, 4, Unit("A", (2,)))


def froze_somebody_else(author: Author) -> None:
    opened(author, NORTH, 4, Unit("A", (2, 4)))


def froze_what_was_believed_before(author: Author) -> None:
    """What the first check froze is not what is known of its instant since the late entries."""
    then = next(entry.occurred_at for entry in author.entries if entry.fact_kind == "opened")
    opened(author, NORTH, 4, *NORTHERN, ago=author.now + HOUR - then)


def forgot_a_unit(author: Author) -> None:
    opened(author, SOUTH, 4)


def forgot_the_rest(author: Author) -> None:
    author.act("receive")
    author.move(NORTH, 4, "receive", RECP, 0, author.now)
    opened(author, NORTH, 4, NOW, Unit("WORKSHOP-1", (4,)))


SAID: list[tuple[str, str, Callable[[Author], None]]] = [
    ("check-facts", "entry NTH-57", after_its_end),
    ("check-facts", "entry NTH-57", ended_twice),
    ("check-facts", "entry NTH-57", declared_again),
    ("check-facts", "entry NTH-57", withdrawn),
    ("check-facts", "entry NTH-57", in_another_book),
    ("check-facts", "roll check 4", of_no_check),
    ("check-facts", OPEN, a_unit_too_late),
    ("check-facts", "roll check 4", of_the_register),
    ("check-facts", "roll check 4", of_what_is_to_come),
    ("check-sums", "roll check 4", declared_uncounted),
    ("check-sums", "roll check 4", declared_by_one_counter),
    ("check-sums", "roll check 4", declared_with_two_numbers),
    ("check-sums", "roll check 4", declared_with_somebody_nameless),
    ("check-sums", "roll check 4", explained_before_a_recount),
    ("check-frozen", "roll check 4", froze_one_too_few),
    ("check-frozen", "roll check 4", froze_somebody_else),
    ("check-frozen", "roll check 4", froze_what_was_believed_before),
    ("check-frozen", "roll check 4", forgot_a_unit),
    ("check-frozen", "roll check 4", forgot_the_rest),
]


@pytest.mark.parametrize(
    ("rules", "where", "act"), SAID, ids=lambda it: getattr(it, "__name__", "")
)
def test_what_cannot_be_said_of_a_check(
    rules: str, where: str, act: Callable[[Author], None]
) -> None:
    author = checks()
    act(author)
    found: list[Violation] = LooseTables(author).check()
    assert {violation.rule for violation in found} == set(rules.split())
    assert where in {violation.where for violation in found}

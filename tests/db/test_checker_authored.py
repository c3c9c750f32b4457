"""Rules that a program without them would break: acts that are well kept, yet cannot be."""

from collections.abc import Callable

import pytest

from db.checker.records import Merged
from tests.db import checker_sample as story
from tests.db.checker_author import HOUR, NORTH, OUTSIDE, SOUTH, START, Author
from tests.db.checker_sample import (
    CELL_1,
    CELL_SOUTH,
    EN_ROUTE,
    EN_ROUTE_SOUTH,
    RECP,
    RECP_SOUTH,
    WORKSHOP,
)
from tests.db.test_checker_planted import LooseTables

Act = Callable[[Author], None]

LANDING = 5


def into_an_occupied_bed(author: Author) -> None:
    """Bed 1 was person 1's at that time, though it is free now."""
    author.move(NORTH, 4, "receive", CELL_1, 1, START + 12 * HOUR)
    author.move(NORTH, 4, "move", RECP, 0, author.now)


def into_a_bed_for_no_time(author: Author) -> None:
    author.move(NORTH, 4, "receive", CELL_1, 1, START + 12 * HOUR)
    author.move(NORTH, 4, "move", RECP, 0, START + 12 * HOUR)


def share_a_bed(author: Author) -> None:
    author.move(NORTH, 4, "receive", CELL_1, 2, author.now)


def into_another_cells_bed(author: Author) -> None:
    author.move(NORTH, 4, "receive", CELL_1, 5, author.now)


def into_a_cell_without_a_bed(author: Author) -> None:
    author.move(NORTH, 4, "receive", CELL_1, 0, author.now)


def into_reception_with_a_bed(author: Author) -> None:
    author.move(NORTH, 4, "receive", RECP, 5, author.now)


def to_work_with_a_bed_of_another_prison(author: Author) -> None:
    author.move(NORTH, 4, "receive", RECP, 0, author.now)
    author.annul(3)
    author.move(NORTH, 4, "elsewhere", WORKSHOP, 4, author.now)


def onto_a_landing(author: Author) -> None:
    author.move(NORTH, 4, "receive", LANDING, 0, author.now)


def received_in_another_book(author: Author) -> None:
    author.move(SOUTH, 4, "receive", RECP, 0, author.now)


def sent_off_in_the_receivers_book(author: Author) -> None:
    author.move(NORTH, 4, "receive", RECP, 0, author.now)
    author.move(SOUTH, 4, "transfer-out", EN_ROUTE_SOUTH, 0, author.now)


def moved_to_another_prison_without_a_transfer(author: Author) -> None:
    author.move(NORTH, 4, "receive", RECP, 0, author.now)
    author.move(NORTH, 4, "move", RECP_SOUTH, 0, author.now)


def taken_back_in_the_receivers_book(author: Author) -> None:
    author.move(NORTH, 4, "receive", RECP, 0, author.now)
    author.move(NORTH, 4, "transfer-out", EN_ROUTE_SOUTH, 0, author.now)
    author.move(SOUTH, 4, "cancel-transfer", RECP, 0, author.now)


def arrived_elsewhere(author: Author) -> None:
    author.move(NORTH, 4, "receive", RECP, 0, author.now)
    author.move(NORTH, 4, "transfer-out", EN_ROUTE, 0, author.now)
    author.move(SOUTH, 4, "arrive", RECP_SOUTH, 0, author.now)


def arrived_from_nowhere(author: Author) -> None:
    author.move(SOUTH, 4, "arrive", RECP_SOUTH, 0, author.now)


def released_from_outside(author: Author) -> None:
    author.move(NORTH, 4, "release", OUTSIDE, 0, author.now)


def capacity_in_another_book(author: Author) -> None:
    story.capacity(author, NORTH, CELL_SOUTH, 1, author.now)


def officer_in_a_prisons_book(author: Author) -> None:
    said = {"account": "eve", "name": "Eve", "role": "auditor", "establishment": NORTH}
    author.fact(NORTH, "officer", 2, "officer", author.now, **said, active_from=0, active_to=1)


def to_come(author: Author) -> None:
    author.move(NORTH, 4, "receive", RECP, 0, author.now + 1)


def before_the_last(author: Author) -> None:
    author.move(NORTH, 4, "receive", RECP, 0, START + 5 * HOUR)


def never_registered(author: Author) -> None:
    story.identity(author, NORTH, 6, "Frost", author.now)
    author.move(NORTH, 6, "receive", RECP, 0, author.now)


def without_a_name(author: Author) -> None:
    author.move(NORTH, 6, "register", OUTSIDE, 0, author.now)


def registered_twice(author: Author) -> None:
    author.move(NORTH, 4, "register", OUTSIDE, 0, author.now)


def recorded_before_the_head(author: Author) -> None:
    author.now = START + 20 * HOUR
    author.act("receive")
    author.move(NORTH, 4, "receive", RECP, 0, author.now)


def recorded_before_the_step_before(author: Author) -> None:
    author.move(NORTH, 4, "receive", RECP, 0, START + 7 * HOUR)
    author.move(NORTH, 4, "transfer-out", EN_ROUTE_SOUTH, 0, START + 8 * HOUR)
    author.now -= HOUR * 3 // 2
    author.act("arrive")
    author.move(SOUTH, 4, "arrive", RECP_SOUTH, 0, START + 9 * HOUR)


def another_number(author: Author) -> None:
    said = {"number": "A9999AA", "last_name": "Davis", "first_name": "Sam", "sex": "M"}
    author.fact(NORTH, "person", 4, "identity", author.now, date_of_birth="1990-01-01", **said)


def let_go_after_death(author: Author) -> None:
    author.move(NORTH, 4, "receive", RECP, 0, author.now)
    author.move(NORTH, 4, "death", RECP, 0, author.now)
    author.move(NORTH, 4, "release", OUTSIDE, 0, author.now)


def removed_alive(author: Author) -> None:
    author.move(NORTH, 4, "receive", RECP, 0, author.now)
    author.move(NORTH, 4, "remove-body", OUTSIDE, 0, author.now)


def moved_by_death(author: Author) -> None:
    author.move(NORTH, 4, "receive", RECP, 0, author.now)
    author.move(NORTH, 4, "death", CELL_1, 2, author.now)


def escaped_from_outside(author: Author) -> None:
    author.move(NORTH, 4, "escape", OUTSIDE, 0, author.now)


def closed_while_held(author: Author) -> None:
    """The landing goes out of use at an instant at which person 1 held bed 1 of a cell on it."""
    author.fact(NORTH, "place", LANDING, "status", START + 12 * HOUR, status="INACTIVE")


def receive_under_a_number_given_up(author: Author) -> None:
    author.move(NORTH, 5, "receive", RECP, 0, author.now)


def record_under_a_number_given_up(author: Author) -> None:
    author.fact(SOUTH, "person", 5, "title", author.now, title="MR")


def merge(author: Author, person: int, into: int) -> None:
    author.fact(SOUTH, "person", person, "merged", author.now, into=into, why="the same prints")
    author.merged.append(Merged(person, into))


def merge_in_a_row(author: Author) -> None:
    merge(author, 4, 3)


def merge_somebody_inside(author: Author) -> None:
    merge(author, 2, 4)


def merge_into_nobody(author: Author) -> None:
    merge(author, 4, 99)


def merge_into_themselves(author: Author) -> None:
    merge(author, 4, 4)


AUTHORED: list[tuple[str, str, Act]] = [
    ("merged-record", "entry STH-15", receive_under_a_number_given_up),
    ("merged-record", "entry STH-15", record_under_a_number_given_up),
    ("merged-record", "entry STH-15", merge_in_a_row),
    ("merged-record", "entry STH-16", merge_somebody_inside),
    ("merged-record", "entry STH-16", merge_into_nobody),
    ("merged-record", "entry STH-16", merge_into_themselves),
    ("bed-overlap", "bed 1", into_an_occupied_bed),
    ("bed-shared-now bed-overlap", "bed 2", share_a_bed),
    ("bed-wrong-cell", "person 4, pseq 2", into_another_cells_bed),
    ("bed-wrong-cell", "person 4, pseq 2", into_a_cell_without_a_bed),
    ("bed-wrong-cell", "person 4, pseq 2", into_reception_with_a_bed),
    ("bed-wrong-cell", "person 4, pseq 3", to_work_with_a_bed_of_another_prison),
    ("bed-wrong-cell verb-place", "person 4, pseq 2", onto_a_landing),
    ("entry-chain", "person 4, pseq 2", received_in_another_book),
    ("entry-chain", "person 4, pseq 3", sent_off_in_the_receivers_book),
    ("entry-chain", "person 4, pseq 3", moved_to_another_prison_without_a_transfer),
    ("entry-chain", "person 4, pseq 4", taken_back_in_the_receivers_book),
    ("entry-chain", "entry NTH-37", capacity_in_another_book),
    ("entry-chain", "entry NTH-37", officer_in_a_prisons_book),
    ("verb-place", "person 4, pseq 4", arrived_elsewhere),
    ("verb-place", "person 4, pseq 2", arrived_from_nowhere),
    ("verb-place entry-chain", "person 4, pseq 2", released_from_outside),
    ("future", "person 4, pseq 2", to_come),
    ("since-order", "person 4, pseq 2", before_the_last),
    ("line-first", "person 6, pseq 1", never_registered),
    ("person-unknown", "person 6", without_a_name),
    ("line-first", "person 4, pseq 2", registered_twice),
    ("chain-clock", "entry NTH-37", recorded_before_the_head),
    ("line-clock", "person 4, pseq 4", recorded_before_the_step_before),
    ("person-number", "person 4", another_number),
    ("after-death", "person 4, pseq 4", let_go_after_death),
    ("after-death", "person 4, pseq 3", removed_alive),
    ("verb-place bed-shared-now bed-overlap", "person 4, pseq 3", moved_by_death),
    ("verb-place entry-chain", "person 4, pseq 2", escaped_from_outside),
    ("bed-out-of-use", "bed 1", closed_while_held),
]


@pytest.mark.parametrize(
    ("rules", "where", "act"), AUTHORED, ids=lambda it: getattr(it, "__name__", "")
)
def test_an_act_that_cannot_be(rules: str, where: str, act: Act) -> None:
    author = story.sample()
    author.act()
    act(author)
    found = LooseTables(author).check()
    assert {violation.rule for violation in found} == set(rules.split())
    assert where in {violation.where for violation in found}


def test_a_bed_held_for_no_time_is_not_shared() -> None:
    author = story.sample()
    author.act()
    into_a_bed_for_no_time(author)
    assert LooseTables(author).check() == []

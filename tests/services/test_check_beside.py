"""What stands beside a roll check: movements since, and for ever what was entered late against it.

Nothing of it is in the check: what is expected, counted and declared stays as it was.
"""

import pytest

from tests.registers import COURT, MINUTE, SmallRegister
from tests.services.check_prison import (
    HOUR,
    ORDERLY,
    Checked,
    declared,
    newcomers,
    number,
    prepare,
)
from wingterm.domain import requests as asked
from wingterm.services.checks.beside import BesideLine
from wingterm.services.checks.sheet import CheckSheet, check_sheet

YEAR = 365 * 24 * HOUR


@pytest.fixture
def checked(small: SmallRegister) -> Checked:
    """Give the prison of two wings with an open check, number 1, two hours after all came."""
    checked = prepare(small)
    small.clock.advance(2 * HOUR)
    checked.open()
    small.clock.advance(10 * MINUTE)
    return checked


@pytest.fixture
def correct(checked: Checked) -> Checked:
    """Give it with the roll declared correct."""
    checked.count_all(1)
    checked.do(declared(1), who=ORDERLY)
    return checked


def before_freeze(checked: Checked, minutes: int = 30) -> int:
    """Give an instant before that of the check."""
    return checked.sheet(1).as_of - minutes * MINUTE


def released(n: int, at: int | None = None) -> asked.Release:
    """Ask to release the n-th person."""
    return asked.Release(prison="WTI", person=number(n), reason="CR", at=at)


def elsewhere(n: int, to: str = "WORKSHOP", at: int | None = None) -> asked.Elsewhere:
    """Ask to record that the n-th person is elsewhere inside."""
    return asked.Elsewhere(prison="WTI", person=number(n), to=to, at=at)


def told(lines: tuple[BesideLine, ...]) -> list[tuple[str, str, str, str]]:
    """Give who, what, and the units at both ends of lines."""
    return [(line.number, line.said, line.left_unit, line.into_unit) for line in lines]


def unchanged(before: CheckSheet, after: CheckSheet) -> bool:
    """Whether a sheet is as it was but for what stands beside it."""
    return after._replace(beside=before.beside, now=before.now) == before


def test_movements_since_stand_beside_it_with_their_units(checked: Checked) -> None:
    before = checked.sheet(1)
    assert before.beside == ((), (), 10)
    checked.do(elsewhere(1))
    checked.do(released(2))
    # Within a unit nobody is counted elsewhere for it.
    checked.do(asked.Move(prison="WTI", person=number(3), to="A-1-001"))
    newcomers(checked, {11: ""})
    after = checked.sheet(1)
    assert told(after.beside.since) == [
        (number(1), "elsewhere", "A", "WORKSHOP"),
        (number(2), "release", "A", ""),
        (number(11), "receive", "", "RECP"),
    ]
    line = after.beside.since[0]
    assert (line.shown, line.came_from, line.went_to, line.officer) == (
        "A0001AA Sample, Kim B", "A-1-011", "WORKSHOP", "Test Officer",
    )  # fmt: skip
    assert (after.beside.late, after.beside.says_now) == ((), 10)
    assert unchanged(before, after)


def test_what_happens_after_the_declaration_is_not_beside_it(correct: Checked) -> None:
    before = correct.sheet(1)
    correct.do(elsewhere(1))
    assert correct.sheet(1)._replace(now=before.now) == before


def test_a_movement_that_never_happened_since(checked: Checked) -> None:
    checked.do(elsewhere(1))
    checked.do(asked.Correct(prison="WTI", person=number(1), why="somebody else"))
    assert told(checked.sheet(1).beside.since) == [
        (number(1), "elsewhere", "A", "WORKSHOP"),
        (number(1), "elsewhere never happened", "WORKSHOP", "A"),
    ]


def test_declared_ten_and_the_register_now_says_nine(correct: Checked) -> None:
    before = correct.sheet(1)
    receipt = correct.do(released(2, at=before_freeze(correct)))
    after = correct.sheet(1)
    assert (after.counted, after.beside.says_now) == (10, 9)
    (line,) = after.beside.late
    assert told((line,)) == [(number(2), "release", "A", "")]
    assert [line.entry] == list(receipt.lines[0].entries)
    assert line.occurred_at < before.as_of < line.recorded_at
    assert unchanged(before, after)
    assert after.sound
    assert number(2) in {one.number for one in correct.unit(1, "A").present}


def test_it_is_listed_for_ever(correct: Checked) -> None:
    correct.do(released(2, at=before_freeze(correct)))
    correct.small.clock.advance(YEAR)
    correct.do(elsewhere(3, at=before_freeze(correct)))
    sheet = correct.sheet(1)
    assert told(sheet.beside.late) == [
        (number(2), "release", "A", ""),
        (number(3), "elsewhere", "A", "WORKSHOP"),
    ]
    assert sheet.beside.says_now == 9
    assert sheet.sound


def test_it_is_listed_also_when_it_was_taken_back_later(correct: Checked) -> None:
    before = correct.sheet(1)
    correct.do(released(2, at=before_freeze(correct)))
    correct.do(asked.Correct(prison="WTI", person=number(2), why="somebody else"))
    after = correct.sheet(1)
    assert told(after.beside.late) == [
        (number(2), "release", "A", ""),
        (number(2), "release never happened", "", "A"),
    ]
    assert after.beside.says_now == 10
    assert unchanged(before, after)


def test_somebody_who_came_in_before_and_was_entered_after(correct: Checked) -> None:
    then = before_freeze(correct)
    correct.do(
        asked.Register(
            prison="WTI", number=number(20), last_name="Late", first_name="Jo",
            date_of_birth="1990-01-01", sex="F", at=then,
        ),
        asked.Receive(
            prison="WTI", person=number(20), cell="A-1-001",
            authority=COURT, at=then,
        ),
    )  # fmt: skip
    sheet = correct.sheet(1)
    assert told(sheet.beside.late) == [(number(20), "receive", "", "A")]
    assert (sheet.beside.says_now, sheet.expected) == (11, 10)


def test_from_one_unit_to_another_the_sum_stays(correct: Checked) -> None:
    correct.do(elsewhere(1, at=before_freeze(correct)))
    sheet = correct.sheet(1)
    assert told(sheet.beside.late) == [(number(1), "elsewhere", "A", "WORKSHOP")]
    assert sheet.beside.says_now == 10


def test_within_a_unit_nothing_is_late(correct: Checked) -> None:
    there = asked.Move(prison="WTI", person=number(1), to="A-1-001", at=before_freeze(correct))
    correct.do(there)
    assert correct.sheet(1).beside == ((), (), 10)


def test_a_correction_that_enters_the_same_again_is_none(checked: Checked) -> None:
    """Only its words were wrong: nobody was somewhere else."""
    checked.do(elsewhere(1))
    check = checked.open("night")
    then = checked.sheet(check).as_of - MINUTE
    checked.do(
        asked.Correct(
            prison="WTI",
            person=number(1),
            why="another time",
            again=(elsewhere(1, at=then),),
        )
    )
    sheet = checked.sheet(check)
    assert (sheet.beside.late, sheet.beside.says_now) == ((), 10)
    # To another place it is one.
    checked.do(
        asked.Correct(
            prison="WTI",
            person=number(1),
            why="another place",
            again=(elsewhere(1, "VISITS", at=then),),
        )
    )
    assert told(checked.sheet(check).beside.late) == [
        (number(1), "elsewhere never happened", "WORKSHOP", "A"),
        (number(1), "elsewhere", "A", "VISITS"),
    ]


def test_what_another_prison_enters_late_counts_too(checked: Checked) -> None:
    """They had escaped long before; the other prison had them, and said so afterwards."""
    checked.do(asked.Escape(prison="WTI", person=number(1)))
    check = checked.open("night")
    assert checked.sheet(check).roll == 10
    then = checked.sheet(check).as_of - MINUTE
    recapture = asked.Recapture(prison="EXI", person=number(1), at=then)
    checked.do(recapture)
    sheet = checked.sheet(check)
    # They were inside neither before nor after: no unit is touched, and the list is as frozen.
    assert (sheet.beside.late, sheet.beside.says_now) == ((), 9)
    assert [line.number for line in sheet.outside] == [number(1)]
    assert sheet.roll == 10
    assert sheet.sound


def test_the_other_prisons_check_knows_of_it(checked: Checked) -> None:
    checked.do(asked.TransferOut(prison="WTI", person=number(1), to="EXI"))
    checked.do(asked.OpenCheck(prison="EXI", kind="unlock"))
    then = checked.small.clock.instant - 1
    checked.do(asked.Arrive(prison="EXI", person=number(1), cell="B-1-001", at=then))
    sheet = check_sheet(checked.small.desk, checked.small.prison("EXI"))
    assert told(sheet.beside.late) == [(number(1), "arrive", "", "B")]
    assert (sheet.expected, sheet.beside.says_now) == (0, 1)


def test_a_late_entry_while_it_is_open(checked: Checked) -> None:
    checked.do(released(2, at=before_freeze(checked)))
    sheet = checked.sheet(1)
    assert told(sheet.beside.late) == [(number(2), "release", "A", "")]
    assert sheet.beside.since == ()
    assert checked.expected(1)["A"] == 5


def test_a_place_or_a_person_renamed_since_changes_nothing(correct: Checked) -> None:
    before = correct.sheet(1)
    correct.do(asked.RenamePlace(prison="WTI", code="A", name="Ash"))
    correct.do(asked.Amend(prison="WTI", person=number(1), last_name="Renamed"))
    after = correct.sheet(1)
    assert after._replace(now=before.now) == before
    (first, *_) = correct.unit(1, "A").present
    assert first.last_name == "Renamed"
    assert after.sound

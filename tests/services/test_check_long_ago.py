"""What was counted long ago is no roll check of today, and answers no time at which one is due."""

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.services.check_prison import HOUR, Checked, counted_in, prepare
from wingterm.domain import requests as asked
from wingterm.services.checks.enquiry import dues


@pytest.fixture
def checked(small: SmallRegister) -> Checked:
    """Give the prison of two wings with an open check, number 1."""
    made = prepare(small)
    made.open()
    return made


def test_a_count_of_another_day_is_none_of_this_check(checked: Checked) -> None:
    """Yesterday's number, handed in again, would make a roll that nobody counted."""
    as_of = checked.sheet(1).as_of
    (objection,) = checked.objections(counted_in(1, "A", 5, at=as_of - 12 * HOUR - 1))
    assert (objection.code, objection.field) == ("counted-before", "at")
    had = asked.RecordWelfare(prison="WTI", check=1, unit="A", had="5", at=as_of - 12 * HOUR - 1)
    assert checked.refused(had) == ["counted-before"]
    checked.count(1, "A", 5, at=as_of - 12 * HOUR)
    assert checked.line(1, "A").counted_at == as_of - 12 * HOUR


def test_a_check_of_long_ago_is_not_opened(checked: Checked) -> None:
    """Nobody counted for it: it would be a roll declared of a prison as it once was."""
    now = checked.small.clock.instant + MINUTE
    days = 24 * 60 * MINUTE
    request = asked.OpenCheck(prison="WTI", kind="unlock", at=now - 7 * days - 1)
    (objection,) = checked.objections(request)
    assert (objection.code, objection.field) == ("check-too-old", "at")
    assert objection.sentence.endswith(" is more than 7 days ago.")


def test_a_check_of_another_time_leaves_what_is_due_missed(checked: Checked) -> None:
    """Opened in time, as of this morning: nobody was counted for the one that is due."""
    checked.do(asked.SetCheckKind(prison="WTI", kind="night", times="16:00", late="30"))
    clock, prison = checked.small.clock, checked.small.prison("WTI")
    opened = clock.instant
    clock.instant = due = opened - opened % (24 * HOUR) + 16 * HOUR
    checked.open("night", at=opened)
    clock.advance(HOUR)
    (line,) = dues(checked.small.desk, prison, since=opened, until=clock.instant)
    assert (line.due_at, line.state.value, line.check) == (due, "MISSED", None)

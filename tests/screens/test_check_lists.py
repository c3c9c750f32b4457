"""Ways to roll checks: the list of them, go to, what stands beside one, what the board says."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.screens.checked import at_check, elsewhere
from tests.screens.pilots import Officer, at_terminal, drawn
from tests.services.check_prison import HOUR, ORDERLY, Checked, counted_again, number, prepare
from wingterm.domain import requests as asked
from wingterm.services.checks import enquiry
from wingterm.services.checks.enquiry import CheckLine


@pytest.fixture
def checked(small_file: SmallRegister) -> Checked:
    """A prison with five people in each of two wings."""
    return prepare(small_file)


async def test_the_list_has_what_was_what_is_open_and_what_was_missed(checked: Checked) -> None:
    checked.do(asked.SetCheckKind(prison="WTI", kind="midday", times="09:15", late="10"))
    first = checked.open("night")
    checked.count_all(first)
    checked.do(asked.DeclareRoll(prison="WTI", check=first, name="Oscar One"), who=ORDERLY)
    checked.small.clock.advance(HOUR)
    second = checked.open("emergency")
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        await officer.keys("y")
        await officer.on("checks")
        told = [row.split() for row in officer.rows]
        assert [row[0] for row in told] == [str(second), "-", str(first)], "newest first"
        assert "MISSED" in officer.rows[1]
        assert "ROLL CORRECT" in officer.rows[2]
        await officer.keys("down", "enter")
        assert "never opened" in officer.notice
        await officer.keys("down", "enter")
        await officer.on("check")
        assert f"Night patrol check {first}" in officer.title
        await officer.keys("f3", "slash")
        await officer.types("missed")
        await officer.until(lambda: len(officer.rows) == 1)


async def test_going_to_a_check_by_its_number_and_by_name(checked: Checked) -> None:
    first = checked.open()
    checked.do(asked.AbandonCheck(prison="WTI", check=first, why="a drill"))
    second = checked.open()
    async with at_terminal(checked.small) as officer:
        for typed, title in (
            (f"check {first}", f"Lock-up check {first}"), ("check", f"Lock-up check {second}"),
            ("checks", "Roll checks"),
        ):  # fmt: skip
            await officer.keys("ctrl+g")
            await officer.on("goto")
            await officer.types(typed)
            await officer.keys("enter")
            await officer.until(lambda title=title: title in officer.title)  # type: ignore[misc]
        await officer.keys("ctrl+g")
        await officer.on("goto")
        await officer.types("check 99")
        await officer.keys("enter")
        await officer.sees("has no roll check 99")


async def test_what_stands_beside_a_check_is_one_key_away_by_name(checked: Checked) -> None:
    check = checked.open()
    checked.do(asked.CourtOut(prison="WTI", person=number(6), destination="LEEDCC"))
    checked.do(asked.Release(prison="WTI", person=number(1), reason="CR",
                             at=checked.sheet().as_of - MINUTE))  # fmt: skip
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        await officer.sees("LATE entries: 1; the register now says 9 inside.")
        await officer.keys("l")
        await officer.on("report")
        assert f"Beside roll check {check}" in officer.title
        told = {row.split()[0]: row for row in officer.rows}
        assert number(1) in told["LATE"]
        assert number(6) in told["Since"]
        await officer.keys("enter")
        await officer.on("person")


async def test_the_board_says_what_is_open_overdue_due_and_missed(checked: Checked) -> None:
    async with at_terminal(checked.small) as officer:
        assert not checks_told(officer)
        with elsewhere(checked.small) as other:
            check = other.open()
            await officer.sees(f"Roll check {check}, Lock-up: 0 of 5 counted.  Ctrl+R")
            other.count(check, "A", 4)
            await officer.sees("1 of 5 counted, 1 DIFFERS.  Ctrl+R")
            other.count(check, "B", 6)
            await officer.sees("2 of 5 counted, 2 DIFFER.  Ctrl+R")
            other.do(counted_again(check, "B", 5))
            await officer.sees("2 of 5 counted, 1 DIFFERS.  Ctrl+R")
            checked.small.clock.advance(HOUR)
            await officer.sees(f"Roll check {check}, Lock-up: OVERDUE, 2 of 5 counted")
            other.do(asked.AbandonCheck(prison="WTI", check=check, why="a drill"))
            await officer.until(lambda: not checks_told(officer))
            other.do(asked.SetCheckKind(prison="WTI", kind="midday", times="10:20", late="10"))
            await officer.sees("Roll check DUE: Midday 10:20.  Ctrl+R")
            checked.small.clock.advance(HOUR)
            await officer.sees("Roll check MISSED today: Midday 10:20.  Ctrl+R")
        await officer.keys("ctrl+r")
        await officer.on("check")


async def test_a_check_opened_from_the_menu_of_verbs_is_shown(checked: Checked) -> None:
    async with at_terminal(checked.small) as officer:
        await officer.keys("v")
        await officer.on("more")
        await officer.types("new check")
        await officer.keys("enter")
        await officer.on("form")
        await officer.types("stand-fast")
        await officer.keys("enter")
        await officer.on("check")
        assert "Stand-fast check 1" in officer.title
        assert "Roll check 1 of Wingterm is open" in officer.notice


async def test_the_kind_that_is_due_stands_in_the_form_already(checked: Checked) -> None:
    checked.do(asked.SetCheckKind(prison="WTI", kind="midday", times="09:15"))
    checked.small.clock.advance(10 * MINUTE)
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        await officer.keys("n")
        await officer.on("form")
        assert officer.form.value("kind") == "midday"
        await officer.types("emergency")
        assert officer.form.value("kind") == "emergency", "typing replaces it"
        await officer.keys("enter")
        await officer.on("check")
        await officer.keys("n")
        await officer.on("form")
        await officer.keys("enter")
        await officer.on("check")
        assert "Midday check 2" in officer.title


@pytest.mark.parametrize("name", ["check-units", "check-days", "checks", "check"])
async def test_the_menu_of_lists_leads_there(checked: Checked, name: str) -> None:
    checked.open()
    async with at_terminal(checked.small) as officer:
        await officer.keys("ctrl+g")
        await officer.on("goto")
        await officer.types(name)
        await officer.keys("enter")
        await officer.until(lambda: officer.screen.NAME in ("report", "checks", "check"))
        assert "check" in drawn(officer.app)[0]
        assert officer.rows


async def test_a_minute_that_goes_by_reads_only_the_checks_that_are_open(
    checked: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = checked.open()
    checked.do(asked.AbandonCheck(prison="WTI", check=first, why="a drill"))
    checked.open()
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        await officer.keys("y")
        await officer.on("checks")
        whole: list[int] = []
        monkeypatch.setattr("screens.checks.checks", read_of(whole))
        checked.small.clock.advance(2 * MINUTE)
        await officer.until(lambda: " 2 min" in officer.rows[0])
        checked.small.clock.advance(HOUR)
        await officer.until(lambda: "OVERDUE" in officer.rows[0])
        assert whole == []
        with elsewhere(checked.small) as other:
            other.count(2, "A", 5)
        await officer.until(lambda: len(whole) == 1)


def read_of(whole: list[int]) -> Callable[..., tuple[CheckLine, ...]]:
    """Give the reading of all checks, noted in a list each time that it is done."""

    def reads(*asks: Any, **more: Any) -> tuple[CheckLine, ...]:
        whole.append(1)
        return enquiry.checks(*asks, **more)

    return reads


def checks_told(officer: Officer) -> list[str]:
    """Give the lines of the board that tell of roll checks; its key line names the key."""
    return [line for line in drawn(officer.app)[:-1] if "Roll check" in line]

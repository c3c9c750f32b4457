"""What stands there at the start: the whole board, and what there is to say."""

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.screens.drafted import ONE
from tests.screens.pilots import Officer, at_terminal, done, drawn, receive
from wingterm.app import WingtermApp
from wingterm.domain import requests as asked


def has_wings(small: SmallRegister, wings: int) -> None:
    """Add wings to the one that there is."""
    for code in "BCDEFGHIJKLM"[: wings - 1]:
        done(small, asked.AddPlace(prison="WTI", code=code, kind="WING"))
    small.clock.advance(MINUTE)


def blanks(officer: Officer) -> list[int]:
    """Give which of the lines above the list are blank."""
    lines = drawn(officer.app)
    head = next(n for n, line in enumerate(lines) if line.startswith(" Location"))
    return [n for n, line in enumerate(lines[:head]) if not line]


@pytest.mark.parametrize(
    ("wings", "left"), [(9, [1, 6, 9]), (10, [5, 8]), (11, [5]), (12, []), (13, [])]
)
async def test_blank_lines_of_the_board_give_way_to_its_totals(
    small_file: SmallRegister, wings: int, left: list[int]
) -> None:
    has_wings(small_file, wings)
    async with at_terminal(small_file) as officer:
        assert blanks(officer) == left
        assert any(" Totals" in line for line in drawn(officer.app)) is (wings < 13)


async def test_a_window_that_gets_lower_or_higher_is_used(small_file: SmallRegister) -> None:
    has_wings(small_file, 11)
    async with at_terminal(small_file, size=(80, 30)) as officer:
        assert len(blanks(officer)) == 3
        await officer.pilot.resize_terminal(80, 24)
        await officer.until(lambda: len(blanks(officer)) == 1)
        await officer.sees(" Totals")
        await officer.pilot.resize_terminal(80, 40)
        await officer.until(lambda: len(blanks(officer)) == 3)


async def test_a_greeting_is_said_where_drafts_are_offered_too(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1")
        await officer.keys("f3")
        await officer.on("person")
    app = WingtermApp(small_file.desk, small_file.prison("WTI"), "The shipped keys are in force.")
    async with app.run_test(size=(80, 24)) as pilot:
        officer = Officer(pilot, app, small_file)
        await officer.on("drafts")
        await officer.sees("The shipped keys are in force.")

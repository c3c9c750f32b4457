"""Places typed in a hurry: without dashes, in small letters, without leading noughts."""

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.screens.pilots import at_terminal, done, receive
from wingterm.domain import requests as asked
from wingterm.services.places import places

ONE = "A1111AA"


@pytest.mark.parametrize("typed", ["a1001", "A-1-001", "a-1-1", "a 1 001"])
async def test_the_form_puts_the_full_code(small_file: SmallRegister, typed: str) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types(typed)
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In cell A-1-001"


async def test_two_places_that_may_be_meant_are_named_at_the_field(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    done(
        small_file,
        asked.AddPlace(prison="WTI", code="A-10", kind="LANDING"),
        asked.AddPlace(prison="WTI", code="A-10-01", kind="CELL", cna=1, working=1, maximum=1),
    )
    small_file.clock.advance(MINUTE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("a1001")
        await officer.keys("enter")
        await officer.sees("a1001 may be A-1-001, A-10-01. Type the code with its dashes.")
        assert officer.form.value("to") == "a1001"
        assert officer.state(ONE) == "In reception"
        await officer.types("a-10-1")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In cell A-10-01"


async def test_an_area_and_what_is_no_place(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("e")
        await officer.on("form")
        await officer.types("a1002")
        await officer.keys("enter")
        await officer.sees("!")
        assert officer.state(ONE) == "In cell A-1-001", "a cell is no area"
        await officer.types("work-shop")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "At WORKSHOP, bed in A-1-001"


async def test_the_form_of_a_place_knows_it_at_once(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("v")
        await officer.on("more")
        await officer.types("what a cell holds")
        await officer.keys("enter")
        await officer.on("form")
        await officer.keys("ctrl+u")
        await officer.types("a1002")
        await officer.until(lambda: officer.form.value("maximum") == "2")
        await officer.keys("tab")
        await officer.types("2")
        await officer.keys("enter")
        await officer.on("board")
        known = places(small_file.desk, small_file.prison("WTI"))
        assert {place.code: place.cna for place in known}["A-1-002"] == 2

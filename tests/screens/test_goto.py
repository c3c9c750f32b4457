"""Going to a place, a person or a list, from wherever an officer is."""

import pytest

from screens.form import FormScreen
from screens.goto import DEEPEST
from tests.registers import SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, drawn, receive, register
from wingterm.domain import requests as asked

ONE, TWO = "A1111AA", "A2222AA"


async def goes_to(officer: Officer, typed: str, name: str) -> None:
    """Go to what is typed; a screen of that name is then in front."""
    await officer.keys("ctrl+g")
    await officer.on("goto")
    await officer.types(typed)
    await officer.keys("enter")
    await officer.on(name)


async def test_a_cell_opens_its_landing_at_the_cell(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-002")
    async with at_terminal(small_file) as officer:
        await officer.keys("colon")
        await officer.on("goto")
        await officer.types("a1002")
        await officer.sees("A-1-002")
        await officer.keys("enter")
        await officer.on("landing")
        await officer.until(lambda: officer.row.startswith(" A-1-002"))
        await goes_to(officer, "a-1-3", "landing")
        await officer.until(lambda: officer.row.startswith(" A-1-003"))
        await officer.keys("f3")
        await officer.on("board")


@pytest.mark.parametrize(
    ("typed", "name", "title"),
    [
        ("a", "wing", "Wing A"),
        ("a1", "landing", "Landing A-1"),
        ("a1111aa", "person", "A1111AA  Example, Robin"),
        ("workshop", "people", "Elsewhere inside"),
        ("overdue", "people", "Overdue back"),
        ("daily", "form", "Daily state"),
        ("evac", "report", "EVACUATION"),
        ("lists", "lists", "Lists"),
        ("board", "board", "Roll board"),
    ],
)
async def test_everything_that_has_a_name(
    small_file: SmallRegister, typed: str, name: str, title: str
) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await goes_to(officer, typed, name)
        await officer.until(lambda: drawn(officer.app)[0].startswith(f" {title}"))


async def test_keys_in_one_burst_reach_the_screen_gone_to(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-002")
    async with at_terminal(small_file) as officer:
        for _ in range(3):
            await officer.bursts("ctrl+g", *ONE.lower(), "enter", "m", *"a1", "f3", "f3")
            await officer.on("board")
        await officer.bursts("ctrl+g", *ONE.lower(), "enter", "m", *"a-1-001", "enter")
        await officer.until(lambda: officer.state(ONE) == "In cell A-1-001")


async def test_an_area_shows_who_is_there(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    receive(small_file, TWO, last="Sample")
    done(small_file, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
    async with at_terminal(small_file) as officer:
        await goes_to(officer, "work", "people")
        assert [row.split()[0] for row in officer.rows] == [ONE]
        await officer.keys("escape", "escape")
        await officer.on("board")


async def test_what_means_nothing_says_what_may_be_typed(small_file: SmallRegister) -> None:
    register(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.keys("ctrl+g")
        await officer.on("goto")
        for text in ("zz", "A9999AA", "\u202eevil", "[/red]", "%"):
            await officer.types(text)
            await officer.keys("enter")
            await officer.until(lambda: "Nothing here is called that" in officer.notice)
            assert officer.screen.NAME == "goto"
            await officer.keys("ctrl+u")
        await officer.keys("escape")
        await officer.on("board")


async def test_from_a_form_and_back_everything_typed_is_there(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    register(small_file, TWO)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        form = officer.form
        await officer.types("A-1-002")
        await officer.keys("f2")
        await officer.on("choose")
        await goes_to(officer, TWO, "person")
        await goes_to(officer, ONE, "person")
        await goes_to(officer, TWO, "person")
        await goes_to(officer, "board", "person")
        assert "behind the form" in officer.notice
        for name in ("choose", "form"):
            await officer.keys("f3")
            await officer.on(name)
        assert officer.screen is form
        assert officer.form.value("to") == "A-1-002"
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In cell A-1-002"


async def test_a_question_is_answered_with_no(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("l")
        await officer.on("form")
        await officer.types("CR")
        await officer.keys("enter")
        await officer.sees("any other key: no")
        await officer.keys("ctrl+g")
        await officer.until(lambda: officer.notice == "Nothing was done.")
        assert isinstance(officer.screen, FormScreen)
        assert officer.state(ONE) == "In reception"


async def test_round_and_round_does_not_pile_up_screens(small_file: SmallRegister) -> None:
    for number in (ONE, TWO):
        receive(small_file, number)
    async with at_terminal(small_file) as officer:
        for _ in range(2):
            for typed, name in (
                (ONE, "person"), ("a1", "landing"), (TWO, "person"), ("a", "wing"),
            ):  # fmt: skip
                await goes_to(officer, typed, name)
        open_now = officer.app.screen_stack
        assert len(open_now) <= 6, "what is open already is gone back to"
        for figure in range(10):
            await officer.keys("ctrl+g")
            await officer.on("goto")
            await officer.types(("pop", "in-cell", "elsew", "in-rec", "no-cell", "incom",
                                 "in-tod", "out-tod", "court", "hosp")[figure])  # fmt: skip
            await officer.keys("enter")
            await officer.on("people")
        assert len(officer.app.screen_stack) <= DEEPEST + 2
        await officer.keys("ctrl+e")
        await officer.on("report")
        await goes_to(officer, "daily", "form")
        deep = len(officer.app.screen_stack)
        for _ in range(3):
            await officer.keys("ctrl+e")
            await officer.on("report")
            await goes_to(officer, "daily", "form")
        assert len(officer.app.screen_stack) == deep

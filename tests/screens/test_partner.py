"""The second person of a swap: shown like the first, and acted on only as they were shown."""

import pytest

from tests.registers import SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, drawn, receive
from wingterm.domain import requests as asked

ONE, TWO = "A1111AA", "A2222AA"


@pytest.fixture
def two(small_file: SmallRegister) -> SmallRegister:
    """Two people in two cells."""
    receive(small_file, ONE, "A-1-001", last="First")
    receive(small_file, TWO, "A-1-003", last="Second")
    return small_file


async def types_swap(officer: Officer) -> None:
    """Open the form about the first and name the second."""
    await officer.finds(ONE)
    await officer.keys("s")
    await officer.on("form")
    await officer.types(TWO)
    await officer.sees(f"With: {TWO}  Second, Robin   born 1990-04-13   In cell A-1-003")


def move(small: SmallRegister) -> None:
    """Move the second person, as another terminal does."""
    done(small, asked.Move(prison="WTI", person=TWO, to="A-1-002"))


async def test_who_they_are_is_shown_and_follows(two: SmallRegister) -> None:
    async with at_terminal(two) as officer:
        await types_swap(officer)
        move(two)
        await officer.sees("In cell A-1-002")
        await officer.sees("Second, Robin changed meanwhile: move, A-1-003 to A-1-002")
        assert "CHANGED" in "\n".join(drawn(officer.app))
        await officer.keys("enter")
        await officer.on("person")
        assert (officer.state(ONE), officer.state(TWO)) == ("In cell A-1-002", "In cell A-1-001")


async def test_a_swap_with_somebody_who_is_not_where_the_screen_says_is_a_conflict(
    two: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_terminal(two) as officer:
        await types_swap(officer)
        await officer.until(lambda: not officer.form.fresh.moved_on)
        monkeypatch.setattr(officer.app.session.watch, "look", lambda: None)
        move(two)
        await officer.keys("enter")
        await officer.until(lambda: f"{TWO} Second, Robin changed meanwhile" in officer.notice)
        assert officer.state(ONE) == "In cell A-1-001"
        await officer.sees("In cell A-1-002")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In cell A-1-002"


async def test_another_number_is_another_person(two: SmallRegister) -> None:
    async with at_terminal(two) as officer:
        await types_swap(officer)
        await officer.keys("backspace")
        await officer.sees("With whom? Type the prison number")
        await officer.types("A")
        await officer.sees(f"With: {TWO}")

"""A temporary number gives way while a screen shows it: the screen stays with the same person."""

from tests.registers import COURT, SmallRegister
from tests.screens.pilots import at_terminal, done, receive
from wingterm.domain import requests as asked

TEMPORARY, GIVEN = "TMP0001", "A1234BC"


def night_arrival(small: SmallRegister) -> None:
    """Receive somebody whose prison number is not known."""
    done(small, asked.Register(prison="WTI", last_name="Smith", first_name="Al", sex="",
                               date_of_birth="", temporary=True))  # fmt: skip
    done(small, asked.Receive(prison="WTI", person=TEMPORARY, authority=COURT))


def give_number(small: SmallRegister) -> None:
    """Give the number, as another terminal does."""
    done(small, asked.GiveNumber(prison="WTI", person=TEMPORARY, number=GIVEN))


async def test_an_open_form_is_about_them_still(small_file: SmallRegister) -> None:
    night_arrival(small_file)
    async with at_terminal(small_file) as officer:
        await officer.keys("e")
        await officer.on("form")
        await officer.types(TEMPORARY)
        await officer.keys("tab")
        await officer.types("WORKSHOP")
        give_number(small_file)
        await officer.sees(f"{GIVEN}  Smith, Al")
        await officer.keys("enter")
        await officer.on("board")
        assert "WORKSHOP" in officer.state(GIVEN)


async def test_a_form_about_several_is_about_them_still(small_file: SmallRegister) -> None:
    night_arrival(small_file)
    receive(small_file, "A1111AA")
    async with at_terminal(small_file) as officer:
        await officer.keys("1")
        await officer.on("people")
        await officer.keys("asterisk", "e")
        await officer.on("many")
        give_number(small_file)
        await officer.sees(f"{GIVEN} Smith, Al is now")
        await officer.types("WORKSHOP")
        await officer.keys("enter")
        await officer.sees("How many people?")
        await officer.types("2")
        await officer.keys("enter")
        await officer.on("people")
        assert "WORKSHOP" in officer.state(GIVEN)


async def test_an_open_record_is_theirs_still(small_file: SmallRegister) -> None:
    night_arrival(small_file)
    async with at_terminal(small_file) as officer:
        await officer.finds(TEMPORARY)
        give_number(small_file)
        await officer.sees(GIVEN)
        await officer.keys("e")
        await officer.on("form")
        await officer.types("WORKSHOP")
        await officer.keys("enter")
        await officer.on("person")
        assert "WORKSHOP" in officer.state(GIVEN)

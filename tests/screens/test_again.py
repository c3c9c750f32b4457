"""A forgotten movement put in at the terminal: the later one corrected, both entered again."""

from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal, done, receive
from wingterm.domain import requests as asked
from wingterm.services.people import show

HOUR = 3_600_000_000
ONE = "A1111AA"


async def test_what_happened_instead_is_entered_with_the_correction(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    small_file.clock.advance(HOUR)
    done(small_file, asked.Move(prison="WTI", person=ONE, to="A-1-001"))
    small_file.clock.advance(HOUR)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("c")
        await officer.on("form")
        await officer.types("a move was forgotten")
        await officer.keys("down", "down", "down", "down")
        await officer.types("move A-1-002 at 09:30; move A-1-001 at 10:00")
        await officer.keys("enter")
        await officer.on("person")
    standing = [line for line in show(small_file.desk, ONE).history if not line.corrected]
    assert [line.went_to for line in standing[:2]] == ["A-1-001", "A-1-002"]


async def test_what_cannot_be_understood_is_told_at_its_field(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    before = small_file.dump()
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("c")
        await officer.on("form")
        await officer.types("a mistake")
        await officer.keys("down", "down", "down", "down")
        await officer.types("teleport A-1-002")
        await officer.keys("enter")
        await officer.sees("cannot be understood")
    assert small_file.dump() == before

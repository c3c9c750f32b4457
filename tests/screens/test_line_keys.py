"""Keys for editing a line, in one burst with what is typed."""

from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal, receive

ONE = "A1111AA"


async def test_clearing_a_field_and_typing_at_once_loses_nothing(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-002")
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("o")
        await officer.on("form")
        await officer.bursts("down", "ctrl+u", *"tomorrow 08:00")
        await officer.until(lambda: "08:00" in officer.form.value("reason"))
        assert officer.form.value("reason") == "tomorrow 08:00"


async def test_a_slip_of_the_finger_is_mended_in_the_same_burst(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-002")
    async with at_terminal(small_file) as officer:
        await officer.keys("m")
        await officer.on("form")
        await officer.bursts(*"A1112", "backspace", *"1AB", "backspace", *"A", "enter")
        await officer.sees("Now: In cell A-1-002")
        assert officer.form.value("person") == ONE

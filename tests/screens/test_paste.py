"""What is pasted into a form: all of it, as one line, or it is said what is not."""

import pytest
from textual.events import Paste

from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal
from wingterm.domain.case import COMMENT_MAX


@pytest.mark.parametrize(
    ("pasted", "stands"),
    [
        ("plain words", "plain words"),
        ("one\r\ntwo\n\tthree\n", "one two three"),
        ("\n", ""),
        ("x" * COMMENT_MAX, "x" * COMMENT_MAX),
    ],
)
async def test_every_line_of_it_is_taken(
    small_file: SmallRegister, pasted: str, stands: str
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("e")
        await officer.on("form")
        await officer.keys("tab", "tab", "tab")
        officer.app.post_message(Paste(pasted))
        await officer.until(lambda: officer.form.value("comment") == stands)
        assert officer.notice == ""


async def test_what_has_no_room_is_told_and_the_rest_stands(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("e")
        await officer.on("form")
        await officer.keys("tab", "tab", "tab")
        await officer.types("said: ")
        officer.app.post_message(Paste("y" * 1_000_000))
        await officer.sees("the last 999766 letters pasted are left out")
        assert officer.form.value("comment") == f"said: {'y' * (COMMENT_MAX - 6)}"

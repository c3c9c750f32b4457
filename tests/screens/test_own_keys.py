"""Keys of an officer's own, pressed; key line, help and palette say the same."""

import pytest

from screens.form import FormScreen
from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal, drawn, receive
from wingterm.actions import keys_of
from wingterm.app import WingtermApp, shipped_because
from wingterm.keys import keys_from

ONE = "A1111AA"
OWN = keys_from('move = "z"\ngoto = ["j", "Ctrl+T"]\nswap = "m"\nmore = "F12"\n').actions


async def test_an_own_key_does_it_and_is_shown_everywhere(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    with keys_of(OWN):
        async with at_terminal(small_file) as officer:
            await officer.finds(ONE)
            await officer.sees("z Move")
            await officer.keys("ctrl+p")
            await officer.on("palette")
            await officer.types("give a person another")
            assert officer.row.split()[:2] == ["Move", "z"]
            await officer.keys("f3", "f1")
            await officer.on("help")
            assert any(row.split()[:1] == ["z"] for row in officer.rows)
            assert any(row.split()[:2] == ["j", "Ctrl+T"] for row in officer.rows)
            assert any("F12 Escape" in row for row in officer.rows)
            await officer.keys("f3", "z")
            await officer.on("form")
            assert officer.form.spec.verb == "move"
            await officer.keys("ctrl+t")
            await officer.on("goto")
            await officer.keys("f3")
            await officer.types("a-1-001")
            await officer.keys("enter")
            await officer.on("person")
            assert officer.state(ONE) == "In cell A-1-001"
            await officer.keys("m")
            await officer.on("form")
            assert officer.form.spec.verb == "swap"


async def test_the_shipped_key_is_free_then(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    with keys_of(keys_from('move = "z"').actions):
        async with at_terminal(small_file) as officer:
            await officer.finds(ONE)
            await officer.keys("m", "ctrl+g")
            await officer.on("goto")
            assert not any(isinstance(each, FormScreen) for each in officer.app.screen_stack)


async def test_a_wrong_file_is_told_on_the_board_and_stops_nobody(
    small_file: SmallRegister,
) -> None:
    read = keys_from('move = "s"')
    with keys_of(read.actions):
        app = WingtermApp(small_file.desk, small_file.prison("WTI"), shipped_because(read))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            said = " ".join(" ".join(drawn(app)).split())
            assert "keys.toml, line 1: move cannot have s: swap has it" in said
            assert "The shipped keys are in force; `wingterm keys --check` tells" in said


@pytest.mark.parametrize("screen", ["board", "person"])
async def test_the_next_run_has_the_shipped_keys(small_file: SmallRegister, screen: str) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        if screen == "person":
            await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")

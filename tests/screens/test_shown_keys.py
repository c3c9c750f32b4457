"""Every key that a key line shows does something there; every action is in the list by its name."""

from pathlib import Path

import pytest
from textual.widgets import Input

from screens.palette import LEFT_OUT, row_of
from tests.registers import MINUTE, SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, drawn, receive
from wingterm.action import Action
from wingterm.actions import FORM, MENUS, TYPED, live_on
from wingterm.domain import requests as asked
from wingterm.domain.text import fold

ONE, TWO = "A1111AA", "A2222AA"
WAYS: dict[str, tuple[str, ...]] = {
    "board": (),
    "wing": ("enter",),
    "landing": ("enter", "enter"),
    "map": ("k",),
    "people": ("1",),
    "report": ("ctrl+e",),
    "lists": ("f4",),
    "find": ("f", "e", "x", "enter", "f3", "tab"),
    "person": ("1", "enter"),
    "form": ("1", "m"),
    "goto": ("ctrl+g", "a"),
    "choose": ("1", "m", "f2"),
    "more": ("v",),
    "palette": ("ctrl+p",),
    "help": ("f1",),
    "check": ("ctrl+r",),
    "unit": ("ctrl+r", "enter"),
    "checks": ("ctrl+r", "y"),
}
"""Keys from the board to each screen."""


@pytest.fixture
def busy(small_file: SmallRegister) -> SmallRegister:
    """Two people in cells."""
    receive(small_file, ONE, "A-1-001")
    receive(small_file, TWO, "A-1-002", last="Sample")
    done(small_file, asked.OpenCheck(prison="WTI", kind="night"))
    small_file.clock.advance(MINUTE)
    return small_file


def shown(officer: Officer) -> list[Action]:
    """Give the actions on the key line in front."""
    screen = officer.screen
    line = f"  {drawn(officer.app)[-1].strip()}  "
    return [
        action
        for action in live_on(screen.NAME)
        if action.keys and f"  {action.shown_key} {action.words}  " in line
    ]


async def opens(officer: Officer, name: str) -> None:
    """Go from the board to a screen."""
    for key in WAYS[name]:
        await officer.keys(key)
        await officer.until(lambda: officer.screen.ready)
    await officer.on(name)


async def does_something(officer: Officer, key: str) -> None:
    """Press a key and look that the screen is not as it was."""
    before, screen = drawn(officer.app), officer.app.screen
    await officer.keys(key)
    await officer.until(lambda: drawn(officer.app) != before or officer.app.screen is not screen)


async def comes_back(officer: Officer, screen: object) -> None:
    """Go back to a screen from wherever a key led."""
    if officer.app.screen is screen:
        if key_is_typed(officer):
            await officer.keys("escape")
        return
    while officer.app.screen is not screen:
        front = officer.app.screen
        await officer.keys("f3")
        await officer.until(lambda: officer.app.screen is not front)  # noqa: B023
    await officer.until(lambda: officer.screen.ready)


def key_is_typed(officer: Officer) -> bool:
    """Whether a line for typing has the keys on a screen where it need not have them."""
    return isinstance(officer.screen.focused, Input) and officer.screen.NAME not in TYPED | FORM


@pytest.mark.parametrize("name", WAYS)
async def test_every_shown_key_does_something(
    busy: SmallRegister, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_terminal(busy) as officer:
        await opens(officer, name)
        screen = officer.app.screen
        keys = {action.id: action.keys[0] for action in shown(officer)}
        assert len(keys) >= 2
        last = keys.pop("take", "") or keys.pop("leave", "")
        for gone in ("take", "leave", "end", "quit", "rows"):
            keys.pop(gone, None)
        for key in keys.values():
            await does_something(officer, key)
            await comes_back(officer, screen)
        if last:
            await does_something(officer, last)


@pytest.mark.parametrize("screen", sorted(MENUS))
def test_every_action_is_found_by_its_words_and_by_its_command(screen: str) -> None:
    for action in live_on(screen):
        if action.id in LEFT_OUT:
            continue
        row = row_of(action)
        text = fold(f"{row.text} {row.seek}")
        words = action.words or action.id.replace("-", " ")
        assert all(word in text for word in fold(words).split()), action.id
        assert all(word in text for word in fold(action.twin).split()), action.id

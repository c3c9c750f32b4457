"""The registry: every action can be reached, explained, and done by a command too."""

import functools

import pytest
import typer

from screens.parts.keys import bindings_for
from wingterm.actions import (
    ACTIONS,
    EVERYWHERE,
    LISTS,
    Action,
    Grade,
    key_line,
    live_on,
    shown_key,
    verb_action,
)
from wingterm.cli.main import app

SCREENS = sorted(EVERYWHERE | {"confirm"})
SAME_BYTES = {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m"}
"""Keys that a plain terminal sends as backspace, tab, newline and enter."""

HELP_MAX = 53
"""What the list of actions has room for."""


@functools.cache
def commands() -> frozenset[str]:
    """Give the words of every command."""
    found = set()

    def walk(command: object, path: list[str]) -> None:
        found.add(" ".join(path))
        for name, below in getattr(command, "commands", {}).items():
            walk(below, [*path, name])

    walk(typer.main.get_command(app), [])
    return frozenset(found)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda a: f"{a.id}-{a.shown_key}")
def test_every_action_has_a_key_a_help_line_and_a_twin(action: Action) -> None:
    assert action.keys or action.form, "what has no key is a verb of the menu"
    assert action.help.endswith(".")
    assert len(action.help) <= HELP_MAX
    assert action.help.isascii()
    assert action.screens
    assert action.twin in commands()


@pytest.mark.parametrize("action", ACTIONS, ids=lambda a: f"{a.id}-{a.shown_key}")
def test_no_key_is_taken_by_the_terminal_or_dangerous_by_itself(action: Action) -> None:
    for key in action.keys:
        assert key not in SAME_BYTES
        assert not key.startswith(("alt+", "shift+f"))
        if len(key) == 1 and action.grade is not Grade.PLAIN:
            asks_first = action.form or action.grade is Grade.COUNTED
            assert asks_first or action.screens == {"confirm"}


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_means_two_things_on_a_screen(screen: str) -> None:
    keys = [key for action in live_on(screen) for key in action.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("screen", SCREENS)
def test_the_key_line_fits(screen: str) -> None:
    line = key_line(screen, 79)
    assert 0 < len(line) <= 79
    assert line.isascii()


@pytest.mark.parametrize("screen", sorted(EVERYWHERE))
def test_the_key_line_says_how_to_go_back_and_where_help_is(screen: str) -> None:
    line = key_line(screen, 79)
    assert "Back" in line or "Quit" in line
    assert "F1 Help" in line or screen == "help"


def test_a_narrow_key_line_keeps_help_and_back() -> None:
    assert key_line("person", 20) == "F1 Help  F3 Back"


def test_an_action_that_makes_no_sense_is_left_out() -> None:
    assert "m Move" in key_line("landing", 79)
    assert "m Move" not in key_line("landing", 79, {"move"})


@pytest.mark.parametrize(
    "verb",
    [
        "release", "transfer-out", "escape", "abscond", "fail-to-return", "death", "remove-body",
        "discharge-hospital", "close",
    ],
)  # fmt: skip
def test_what_changes_the_roll_for_good_asks_once_more(verb: str) -> None:
    assert verb_action(verb).grade is Grade.CHECKED


@pytest.mark.parametrize("screen", sorted(LISTS))
def test_every_list_can_find_and_has_every_verb(screen: str) -> None:
    live = {action.id for action in live_on(screen)}
    assert {action.id for action in ACTIONS if action.form} <= live
    assert "search" in live or screen == "find"


def test_bindings_are_made_from_the_registry() -> None:
    assert len(bindings_for("board", ACTIONS)) == len([a for a in live_on("board") if a.keys])


@pytest.mark.parametrize(
    ("key", "shown"),
    [("f1", "F1"), ("m", "m"), ("ctrl+p", "Ctrl+P"), ("slash", "/"), ("escape", "Esc"), ("1", "1")],
)
def test_keys_are_shown_as_they_stand_on_a_keyboard(key: str, shown: str) -> None:
    assert shown_key(key) == shown

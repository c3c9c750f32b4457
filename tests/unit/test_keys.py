"""Keys of an officer's own: what may be asked for, and every way to ask for it wrongly."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from screens.parts.fields import LineInput
from wingterm.action import SIGNS
from wingterm.actions import ACTIONS, in_force, key_line, keys_of, live_on
from wingterm.keys import FIXED, HELD, SAME_BYTES, TAKEN, keys_from, read_keys


def asked(text: str) -> dict[str, tuple[str, ...]]:
    """Give the keys of the actions that a text gives keys, nothing being wrong with it."""
    read = keys_from(text)
    assert not read.faults, read.faults
    return {action.id: action.keys for action in read.actions if action.id in read.own}


def sentence(text: str) -> str:
    """Give the one fault of a text; the shipped keys are in force."""
    read = keys_from(text)
    assert read.actions is ACTIONS
    (fault,) = read.faults
    return fault.sentence


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('move = "z"', ("z",)),
        ('move = "M"', ("M",)),
        ('move = ["z", "F12"]', ("z", "f12")),
        ('"move" = "Ctrl+T"', ("ctrl+t",)),
        ('move = "ctrl + t"', ("ctrl+t",)),
        ('move = "#"', ("number_sign",)),
        ('move = ["m", "m"]', ("m",)),
    ],
)
def test_keys_are_written_as_they_stand_on_a_keyboard(text: str, keys: tuple[str, ...]) -> None:
    assert asked(text) == {"move": keys}


def test_two_actions_may_change_keys() -> None:
    assert asked('move = "s"\nswap = "m"') == {"move": ("s",), "swap": ("m",)}


def test_a_verb_without_a_key_may_have_one() -> None:
    assert asked('escape = "z"') == {"escape": ("z",)}


def test_letters_are_no_keys_where_they_are_typed() -> None:
    read = keys_from('goto = ["j", "Ctrl+T"]')
    by_screen = {
        screen: action.keys
        for action in read.actions
        if action.id == "goto"
        for screen in action.screens
    }
    assert by_screen["board"] == ("j", "ctrl+t")
    assert by_screen["form"] == ("ctrl+t",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('\nmove = "s"', "keys.toml, line 2: move cannot have s: swap has it on the screen board."),
        ('search = "k"', "search cannot have k: map has it on the screen"),
        ('mvoe = "z"', "line 1: there is no action 'mvoe'; `wingterm keys` lists them."),
        ('goto = "j"', "goto needs a key that is no letter or sign too"),
        ('yes = "n"', "yes keeps its key, y, on every terminal."),
        ('submit = "F12"', "submit keeps its key, Enter,"),
        ('leave = "z"', "leave keeps its key, F3,"),
        ('quit = "z"', "quit keeps its key, Ctrl+Q,"),
        ('help = "z"', "help keeps its key, F1,"),
        ('evacuation = "z"', "evacuation keeps its key, Ctrl+E,"),
        ('release = "Enter"', "release cannot have 'Enter': it does the same on every screen."),
        ('release = " "', "release cannot have ' ': it does the same"),
        ('release = "Esc"', "release cannot have 'Esc': it does the same"),
        ('move = "Ctrl+M"', "a plain terminal sends it as Enter."),
        ('move = "ctrl+i"', "a plain terminal sends it as Tab."),
        ('move = "Ctrl+["', "a plain terminal sends it as Esc."),
        ('move = "Ctrl+E"', "it is for evacuation."),
        ('move = "Ctrl+U"', "it edits the line that is typed in."),
        ('move = "Alt+x"', "no plain terminal sends it"),
        ('move = "Shift+F1"', "no plain terminal sends it"),
        ('move = "F13"', "no plain terminal sends it"),
        ('move = "\u00e9"', "no plain terminal sends it"),
        ('move = "\\u001b"', "no plain terminal sends it"),
        ("move = 5", "move wants a key"),
        ("move = []", "move wants a key"),
        ('move = [""]', "move wants a key"),
        ('[move]\nkey = "z"', "move wants a key"),
        ('move = ["1", "2", "3", "4", "5"]', "move has more than 4 keys."),
        ("move = ", "is not TOML"),
        ('move = "z"\nmove = "j"', "is not TOML"),
        ("[" * 3000, "is not TOML"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(text: str, says: str) -> None:
    assert says in sentence(text)


def test_every_fault_is_told() -> None:
    read = keys_from('move = "Alt+m"\nyes = "z"\nzzz = "z"')
    assert [fault.line for fault in read.faults] == [1, 2, 3]
    assert read.actions is ACTIONS


def test_a_key_that_two_take_is_told_once_for_all_screens() -> None:
    assert len(keys_from('release = "m"').faults) == 1


@given(st.text(max_size=200))
def test_nothing_that_is_written_breaks_it(text: str) -> None:
    for fault in keys_from(text).faults:
        assert fault.sentence.endswith((".", ";"))


@given(st.sampled_from([action.id for action in ACTIONS]), st.characters(codec="utf-8"))
def test_whatever_key_is_asked_no_screen_has_one_twice(action: str, key: str) -> None:
    actions = keys_from(f'"{action}" = "\\U{ord(key):08X}"').actions
    for screen in {screen for each in actions for screen in each.screens}:
        keys = [key for each in live_on(screen, actions) for key in each.keys]
        assert len(keys) == len(set(keys))
    for fixed in FIXED:
        shipped = [each.keys for each in ACTIONS if each.id == fixed]
        assert [each.keys for each in actions if each.id == fixed] == shipped


def test_no_file_is_no_fault(tmp_path: Path) -> None:
    assert read_keys(tmp_path / "none.toml") == read_keys(tmp_path / "no" / "folder.toml")
    assert not read_keys(tmp_path / "none.toml").faults


@pytest.mark.parametrize(
    ("held", "says"),
    [(b"\xff\xfe", "not written in UTF-8"), (b"#" * 70_000, "longer than 64000 bytes")],
)
def test_a_file_that_is_no_text(tmp_path: Path, held: bytes, says: str) -> None:
    file = tmp_path / "keys.toml"
    file.write_bytes(held)
    assert says in read_keys(file).faults[0].sentence
    assert "cannot be read" in read_keys(tmp_path).faults[0].sentence


def test_keys_in_force_are_those_that_are_shown() -> None:
    assert "m Move" in key_line("landing", 79)
    with keys_of(keys_from('move = "z"').actions):
        assert "z Move" in key_line("landing", 79)
        assert in_force() is not ACTIONS
    assert in_force() is ACTIONS


def test_signs_are_named_as_textual_names_them() -> None:
    assert {_character_to_key(sign): sign for sign in SIGNS.values()} == SIGNS


def test_the_keys_of_a_line_for_typing_stay_its_own() -> None:
    editing = {key for key in LineInput.EDITING if "+" not in key or key.startswith("ctrl+")}
    letters = {key for key in editing if len(key.removeprefix("ctrl+")) == 1}
    assert letters <= set(TAKEN)
    assert {key for key in editing if "+" not in key} <= HELD


def test_what_answers_a_question_is_fixed() -> None:
    shipped = {action.id: action.keys for action in ACTIONS}
    assert {"yes", "evacuation", "quit", "leave", "submit", "help"} <= FIXED
    assert (shipped["yes"], shipped["evacuation"]) == (("y",), ("ctrl+e",))
    assert not HELD & set(SAME_BYTES)

"""A list without a row says why, and what to do next by a key or command that there is."""

import importlib
import pkgutil
import re
from typing import Any

import pytest

import screens
from screens import empty
from screens.base import Frame
from screens.choices import choice_screen
from screens.keyed import keyed
from screens.list_frame import ListFrame
from screens.people import PeopleScreen
from screens.report_list import REPORTS
from screens.reports import ReportScreen
from tests.registers import SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, receive, register
from tests.screens.test_actions import commands
from wingterm.actions import ACTIONS, VERBS, shown_key
from wingterm.domain import requests as asked
from wingterm.services.lists import FIGURES

ONE = "A1111AA"
KEYS = {shown_key(a.keys[0]) for a in ACTIONS if a.keys} | {
    f"v {a.words}" for a in ACTIONS if a.id in VERBS and not a.keys
}


def next_steps(words: str) -> set[str]:
    """Give the keys and commands that some words name; `a` is a word besides a key."""
    named = {
        key for key in KEYS - {"a"} if re.search(rf"(?<![\w'`.]){re.escape(key)}(?![\w'`])", words)
    }
    typed = re.findall(r"`wingterm ([a-z -]+)", words)
    return named | {command for command in commands() if command in typed and command}


def all_sentences() -> list[str]:
    """Give every sentence about an empty list that there is."""
    held = [value for name, value in vars(empty).items() if name.isupper()]
    own = [value for value in held if isinstance(value, str)]
    return [*own, *(words for each in held if isinstance(each, dict) for words in each.values())]


@pytest.mark.parametrize("sentence", all_sentences(), ids=lambda words: str(words)[:40])
def test_every_sentence_names_a_key_or_a_command(sentence: str) -> None:
    words = keyed(sentence)
    assert next_steps(words), words
    assert words.isascii()
    assert words.endswith(".")


def test_every_screen_with_a_list_has_such_a_sentence() -> None:
    def below(kind: type[ListFrame[Any]]) -> set[type[ListFrame[Any]]]:
        return {kind, *(each for sub in kind.__subclasses__() for each in below(sub))}

    for module in pkgutil.iter_modules(screens.__path__, "screens."):
        importlib.import_module(module.name)
    found = below(ListFrame) - {ListFrame}
    assert len(found) > 15
    for screen in found:
        assert next_steps(keyed(screen.EMPTY)), screen
        assert next_steps(keyed(screen.UNMATCHED)), screen
    for report in REPORTS.values():
        assert next_steps(keyed(report.empty)), report.title


async def said_when_empty(officer: Officer, screen: Frame[str]) -> str:
    """Show a screen; give what stands where its rows would be."""
    before = officer.screen
    before.go(screen)
    await officer.until(lambda: officer.app.screen is screen and officer.screen.ready)
    assert isinstance(officer.screen, ListFrame)
    assert officer.rows == []
    words = officer.screen.list.empty
    await officer.sees(words[:40])
    officer.screen.give(None)
    await officer.until(lambda: officer.app.screen is before)
    return words


async def test_an_empty_prison_says_what_to_do_next_everywhere(
    small_file: SmallRegister,
) -> None:
    done(small_file, asked.OpenPrison(prison="REG", code="NTI", name="Northern"))
    async with at_terminal(small_file, prison="NTI") as officer:
        await officer.sees("`wingterm places load FILE`")
        session = officer.app.session
        for figure in FIGURES:
            words = await said_when_empty(officer, PeopleScreen(session, figure))
            assert next_steps(words), (figure, words)
        for name in ("evacuation", "cells-with-room", "late-entries", "out-of-use"):
            words = await said_when_empty(officer, ReportScreen(session, REPORTS[name]))
            assert next_steps(words), (name, words)
        for kind in ("cell", "area", "place"):
            words = await said_when_empty(officer, choice_screen(session, kind))
            assert next_steps(words), (kind, words)


async def test_nobody_found_says_how_to_find_them_or_make_a_record(
    small_file: SmallRegister,
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("f")
        await officer.on("find")
        await officer.types("Nobodysuch")
        await officer.sees("Who has no record yet: Tab and then n.")
        await officer.keys("tab", "n")
        await officer.on("form")
        assert officer.form.spec.verb == "register"


async def test_a_filter_that_nothing_passes_says_how_to_end_it(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.keys("1")
        await officer.on("people")
        await officer.keys("slash")
        await officer.types("xyz")
        await officer.sees("Nothing here holds 'xyz'. F3 or Esc shows everything again.")
        await officer.keys("f3")
        await officer.until(lambda: len(officer.rows) == 1)


async def test_a_list_to_choose_from_that_is_narrowed_to_nothing_says_so(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m", "f2")
        await officer.on("choose")
        await officer.types("zzz")
        await officer.sees("Nothing in the list holds 'zzz'. Delete letters, or F3 goes back.")


async def test_somebody_of_whom_nothing_is_on_record(small_file: SmallRegister) -> None:
    register(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("d")
        await officer.sees("there p puts something on record.")
        await officer.keys("f3")
        await officer.on("person")
        await officer.keys("y")
        await officer.sees("there r receives them.")

"""The help: examples everywhere, eighty columns, one page of reference that says the same."""

import contextlib
import inspect
import re
import shlex
from collections.abc import Iterator
from itertools import pairwise

import pytest
import typer

from tests.cli.conftest import Line
from tests.cli.reference import BEGIN, PAGE, commands, reference
from tests.packaging.conftest import ROOT
from wingterm.actions import ACTIONS
from wingterm.cli.main import app
from wingterm.cli.plain import Below
from wingterm.cli.table import SECTIONS, TABLE, loaded

HELP = dict(commands())
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
GROUPS = {"wingterm person", "wingterm transfer", "wingterm officer"}
"""Commands that do nothing by themselves."""


@pytest.mark.parametrize("path", HELP)
def test_has_examples_that_are_its_own(path: str) -> None:
    examples = re.findall(
        r"^ +(wingterm .*)$", HELP[path].replace("\\\n", " ").partition("Options:")[0], re.MULTILINE
    )
    if path not in GROUPS:
        assert examples
    for example in examples:
        assert resolves(example), example


@pytest.mark.parametrize("path", HELP)
def test_fits_eighty_columns(path: str) -> None:
    assert max(map(len, HELP[path].splitlines())) <= 80


@pytest.mark.parametrize("path", HELP)
def test_says_what_is_printed_by_the_program(line: Line, path: str) -> None:
    answer = line(*path.split()[1:], "--help", prison="")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.rstrip("\n") == HELP[path]


def test_the_page_says_what_help_says() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text.partition(BEGIN)[1] + text.partition(BEGIN)[2] == reference(), (
        "run: python -m tests.cli.reference"
    )


def test_sections_are_in_the_order_of_a_day() -> None:
    text = HELP["wingterm"]
    titles = [text.index(f"\n{title}:\n") for title in SECTIONS]
    assert all(first < second for first, second in pairwise(titles))


@pytest.mark.parametrize("words", TABLE)
def test_the_table_says_of_a_command_what_the_command_says(words: str) -> None:
    found = loaded(words)
    text = found if isinstance(found, str) else found.__doc__
    assert TABLE[words][1] == inspect.cleandoc(text).partition("\n")[0].rstrip(".")


def test_a_command_is_loaded_and_built_when_it_is_asked_for() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert isinstance(commands, Below)
    assert list(commands) == [words for words in TABLE if " " not in words]
    assert not any(commands.data.values())
    assert commands["find"].name == "find"
    assert [name for name, built in commands.data.items() if built] == ["find"]


def test_every_action_of_the_terminal_has_its_command() -> None:
    for action in ACTIONS:
        assert f"wingterm {action.twin}" in HELP, action.id


def resolves(example: str) -> str:
    """Give the command that an example names, as Typer takes it apart; nothing is run.

    Raises:
        Exception: Typer's own, for words that do not fit.
    """
    words = shlex.split(re.split(" [|>] ", example)[0], comments=True)[1:]
    command, path, context = typer.main.get_command(app), ["wingterm"], None
    while True:
        with contextlib.suppress(typer.Exit):
            context = command.make_context(path[-1], words, parent=context)
            words = [*getattr(context, "_protected_args", []), *context.args]
        if not words or words[0] not in getattr(command, "commands", {}):
            return " ".join(path)
        command = command.commands[words[0]]  # type: ignore[attr-defined]
        path.append(words.pop(0))


def written() -> Iterator[tuple[str, str]]:
    """Give every command that README and docs show, with its page."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8").partition(BEGIN)[0].replace("\\\n", " ")
        shown = re.findall(r"^\s*\$ (wingterm .*)$", text, re.MULTILINE)
        shown += re.findall(r"`(wingterm [^`]*)`", text)
        yield from ((page.name, example) for example in shown if "COMMAND" not in example)


@pytest.mark.parametrize(("page", "example"), sorted(set(written())))
def test_every_command_of_the_pages_exists(page: str, example: str) -> None:
    # A name in the middle of a sentence stands for the command, not for what to type.
    assert example in HELP or resolves(example) in HELP, f"{page}: {example}"

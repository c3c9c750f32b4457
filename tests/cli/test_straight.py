"""What is typed plainly is read without Typer: to the same arguments, or not at all."""

import random
import shlex
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer

from tests.cli.conftest import Answer, Line
from tests.cli.reference import commands
from wingterm.cli import declare, straight
from wingterm.cli.declare import Argument, Context
from wingterm.cli.main import app
from wingterm.cli.straight import NotPlain, parameters, understood
from wingterm.cli.table import TABLE, below, loaded

HELP = dict(commands())
Called = list[tuple[str, dict[str, Any]]]
"""Functions of the command line with what they are given, the root's among them."""

NEVER = (
    ("--help",), ("roll", "--help"), ("roll", "--lev", "wing"), ("roll", "--level"), ("rol",),
    ("find",), ("find", "a", "b"), ("show",), ("check",), ("check", "opne"), ("places", "foo"),
    ("--bad", "roll"), ("roll", "--json=yes"), ("roll", "--as-of", "--json"), ("find", "--", "a"),
    ("roll-days", "--days", "many"), ("roll-days", "--days", "-1"), ("swap", "A1001AA"),
    ("correct", "A1001AA", "--why", "x", "--last", "0"), ("find", "\udcff"), ("person", "-h"),
    ("move", "A1001AA", "A-1-001", "--at"), (), ("--prison", "WTI"), ("-x",), ("--store",),
)  # fmt: skip
"""Typer's to read: help, what does not fit, and what may be meant in another way."""

READ = (
    "--version", "roll", "roll --level landing", "roll --json", "roll --csv --level=cell",
    "roll --level nonsense", "roll --as-of never --json", "roll --as-of 23:59", "find ar",
    "find ar --json", "find nobody --csv", "show A1001AA", "show A1001AA --json",
    "show A9999AA", "show A9999AA --json", "list population --csv", "list nonsense",
    "places", "places --csv", "places --out-of-use", "cells", "cells --json", "prisons",
    "map A", "check plan", "check list", "check show", "check due", "check show 7",
    "officer list", "codes", "codes sex_codes", "kinds", "history A1001AA", "cell-history A-1-001",
    "receipt nothing", "receipt nothing --json", "--seen nonsense move A1001AA A-1-003",
    "--seen nonsense move A1001AA A-1-003 --json", "release A1001AA --reason CR",
    "move A1001AA A-1-001", "move A1001AA Z-9", "drafts", "drafts throw-away 7", "evacuation",
    "daily-state", "roll-days --days 2", "occupancy", "goto A1001AA",
)  # fmt: skip
"""Command lines that change nothing, some of which cannot be done."""


def by_typer(typed: list[str], noted: Called) -> Called | None:
    """Give what Typer would call, None where it answers itself."""
    noted.clear()
    code = typer.main.get_command(app).main(typed, standalone_mode=False)
    return list(noted) if noted or code == 0 else None


def straightly(typed: list[str]) -> Called | None:
    """Give what would be called without Typer, None where it is for Typer."""
    try:
        steps = understood(typed)
    except NotPlain:
        return None
    return [(step.function.__name__, whole(step.function, step.given)) for step in steps]


def whole(function: Callable[..., None], given: dict[str, Any]) -> dict[str, Any]:
    """Give arguments with the defaults of what was not given."""
    code = function.__code__
    names = code.co_varnames[: code.co_argcount]
    defaults = function.__defaults__ or ()
    held = dict(zip(names[len(names) - len(defaults) :], defaults, strict=True))
    return held | given


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> Called:
    """Let functions of the command line be noted instead of called."""
    found: Called = []

    def note(function: Callable[..., None], context: Context | None, given: dict[str, Any]) -> None:
        found.append((function.__name__, whole(function, given)))

    monkeypatch.setattr(declare, "call", note)
    return found


def examples() -> Iterator[list[str]]:
    """Give every example of the help, as words."""
    for text in HELP.values():
        for line in text.replace("\\\n", " ").partition("Options:")[0].splitlines():
            if line.strip().startswith("wingterm "):
                yield shlex.split(line.partition(" | ")[0], comments=True)[1:]


def test_every_example_is_read_alike(noted: Called, capsys: pytest.CaptureFixture[str]) -> None:
    read = 0
    for typed in examples():
        found = straightly(typed)
        if found is not None:
            read += 1
            assert found == by_typer(typed, noted), typed
    # What is left to Typer names a file, or opens the terminal.
    assert read > 150


def test_whatever_is_put_together_is_read_alike_or_left_to_typer(
    noted: Called, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(6)
    read = 0
    for words in TABLE:
        for _ in range(8):
            typed = [*put_together(chance, words)]
            found = straightly(typed)
            if found is not None:
                read += 1
                assert found == by_typer(typed, noted), typed
    assert read > len(TABLE)


def put_together(chance: random.Random, words: str) -> Iterator[str]:
    """Give a command with arguments and options that may fit."""
    if chance.random() < 0.3:
        yield from chance.choice((["--demo"], ["--prison", "WTI"], ["--store=x", "--seen", "A=1"]))
    yield from words.split()
    found = loaded(words)
    if isinstance(found, str):
        yield from chance.sample([*below(words), "none"], chance.randint(0, 1))
        return
    values = ("A1001AA", "A-1-001", "3", "12:30", "a b", "", "-", "--json", "é", "=", "100")
    for each in parameters(found):
        likely = 0.95 if each.needed else 0.3
        while chance.random() < likely:
            likely /= 3
            value = chance.choice(values[:4] if chance.random() < 0.8 else values)
            if isinstance(each.says, Argument):
                yield value
            elif each.kind is bool:
                yield each.says.names[0]
            else:
                name = each.says.names[0]
                yield from (f"{name}={value}",) if chance.random() < 0.3 else (name, value)


@pytest.mark.parametrize("typed", NEVER, ids=" ".join)
def test_what_is_not_plain_is_left_to_typer(typed: tuple[str, ...]) -> None:
    with pytest.raises(NotPlain):
        understood(typed)


def test_a_shell_that_asks_how_a_word_may_end_is_answered_by_typer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert understood(["roll"])
    monkeypatch.setenv(straight.COMPLETING, "complete_bash")
    with pytest.raises(NotPlain):
        understood(["roll"])


@pytest.mark.parametrize("words", [words for words in TABLE if not below(words)])
def test_every_option_of_a_command_is_declared_by_its_name(words: str) -> None:
    for each in parameters(loaded(words)):
        assert isinstance(each.says, Argument) != bool(each.says.names), each.name


def test_both_ways_answer_alike(checked: Line, capfd: pytest.CaptureFixture[str]) -> None:
    for typed in map(shlex.split, READ):
        capfd.readouterr()
        code = straight.run(["--store", checked.small.where, "--prison", "WTI", *typed])
        told = capfd.readouterr()
        assert code is not None, typed
        assert Answer(code, told.out, told.err) == checked(*typed), typed

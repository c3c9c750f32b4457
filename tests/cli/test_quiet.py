"""Runs that say nothing of what is done, and runs that ask nothing, of every command that would."""

import inspect
from pathlib import Path

import pytest

from tests.cli import samples
from tests.cli.conftest import Answer, Line
from tests.cli.test_drafts import LEFT
from tests.cli.test_init_people import PEOPLE, init
from wingterm.cli import notices, straight
from wingterm.cli.exits import Exit
from wingterm.cli.main import app
from wingterm.cli.table import TABLE, loaded
from wingterm.services.drafts import holder, released, save


@pytest.fixture
def left(held: Line) -> Line:
    """Give a register with a draft that no form has open."""
    held_by = holder(held.small.desk)
    save(held.small.desk, LEFT, held_by, first=True)
    released(held.small.desk, LEFT.id, held_by)
    return held


def with_files(folder: Path) -> Path:
    """Write the files that commands read."""
    for name, text in samples.FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


DONE = """
prison-open NEW --name New
prison-open DMX --name Exchange --places {dir}/places.csv --people {dir}/people.csv --expect 1
places load {dir}/places.csv
places add CHAPEL --kind AREA
officer appoint jdoe --name Doe --role orderly-officer
officer factor tester --stdin < 748162
officer lock tester
check times lock-up 21:00
check open lock-up
check submit RECP 1 --by jdoe
check abandon 1 --why alarm
bulk run {dir}/moves.csv --verb move --confirm 2
bulk run {dir}/moves.csv --verb move
prison-settings --set explain_moves=yes
correct A1001AA A1003AA --why wrong
transfer out A1001AA --to EXI --yes
drafts throw-away left-1 --yes
backup --to {dir}/backups
export {dir}/out
contingency {dir}/packs --no-pdf
upgrade
--store {dir}/copy/register.db import {dir}/out
"""
"""Something is done by each; the folder is `{dir}`."""


def test_what_is_done_says_nothing_when_it_is_to_be_quiet(left: Line, private: Path) -> None:
    with_files(private)
    for typed in DONE.strip().splitlines():
        left.small.clock.advance(60_000_000)
        command, _, sent = typed.format(dir=private).partition(" < ")
        answer = left("--quiet", *command.split(), stdin=f"{sent}\n" if sent else None)
        assert (answer.code, answer.out) == (Exit.DONE, ""), (typed, answer)
        # That nobody at work here is an officer of what was imported is a warning.
        assert answer.err == "" or "no officer of it" in answer.err, (typed, answer)


def test_a_register_begins_quietly_and_a_rehearsal_answers(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert init(home, PEOPLE, "--dry-run").out.endswith("nothing was kept.\n")
    monkeypatch.setenv("WINGTERM_QUIET", "1")
    assert init(home, PEOPLE, "--dry-run").out.endswith("nothing was kept.\n")
    assert init(home, PEOPLE) == Answer(Exit.DONE, "", "")


def test_rows_that_are_not_done_are_told_all_the_same(held: Line, private: Path) -> None:
    file = with_files(private) / "wrong.csv"
    done = held("--quiet", "bulk", "run", str(file), "--each", "--confirm", "4")
    assert (done.code, done.out) == (Exit.PART_DONE, "")
    assert "3 rows not done: in" in done.err


ASKS = {
    "release": "A1001AA --reason CR",
    "escape": "A1001AA",
    "abscond": "A1001AA",
    "fail-to-return": "A1002AA",
    "death": "A1001AA",
    "remove-body": "A1001AA",
    "discharge-hospital": "A1001AA --to Rampton",
    "transfer out": "A1001AA --to EXI",
    "drafts throw-away": "left-1",
    "check declare": "",
    "bulk run": "{dir}/moves.csv --verb move",
    "back": "-",
    "show": "-",
    "find": "-",
    "bulk run -": "--verb move",
    "check submit": "--file -",
    "check units": "-",
    "officer factor": "tester",
}
"""Commands that ask at a terminal, or read from it, with what is typed after each."""


class Asked(Exception):
    """Somebody was asked, or a terminal was read from."""


def test_nothing_is_asked_of_anybody_when_that_is_ruled_out(
    left: Line, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a terminal, where otherwise each of them asks; the message says what to give instead."""

    class Terminal:
        buffer = property(lambda _: asked())

        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return asked()

    def asked(*_: object) -> str:
        raise Asked

    with_files(private)
    left.do("absence", "A1002AA", "--to", "home", "--reason", "C3", "--due", "15:00")
    left.do("check", "open", "lock-up")
    for unit in ("A", "RECP", "WORKSHOP"):
        left.do("check", "submit", unit, "0" if unit == "WORKSHOP" else "1")
    for name in ("ask", "asked", "secret"):
        monkeypatch.setattr(notices, name, asked)
    monkeypatch.setattr("sys.stdin", Terminal())
    before = left.small.dump()
    first = ["--store", left.small.where, "--prison", "WTI"]
    for words, more in ASKS.items():
        typed = [*words.split(), *more.format(dir=private).split()]
        assert ran([*first, *typed]) == Exit.FAULT, words
        assert ran([*first, "--no-input", *typed]) == Exit.USAGE, words
        with monkeypatch.context() as patched:
            patched.setenv("WINGTERM_NO_INPUT", "1")
            assert ran([*first, *typed]) == Exit.USAGE, words
    assert left.small.dump() == before


def ran(typed: list[str]) -> int:
    """Run a command as the program does; give its exit code."""
    code = straight.run(typed)
    return int(app(typed, standalone_mode=False)) if code is None else code


def test_every_command_that_can_be_told_not_to_ask_is_one_of_these() -> None:
    """Whoever adds an option that stands for an answer adds its command above."""
    stands_for_an_answer = {"yes", "confirm"}
    # It erases only who was counted before, and never asks.
    found = {
        words
        for words in TABLE.keys() - {"retention run"}
        if callable(loaded(words))
        and stands_for_an_answer & inspect.signature(loaded(words)).parameters.keys()
    }
    assert found <= set(ASKS)

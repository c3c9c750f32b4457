"""Screens that cannot keep up with the register say how old they are, and why; keys go on."""

import os
from pathlib import Path
from threading import Event

import pytest

from tests import postgres
from tests.registers import MINUTE, SmallRegister, open_small_register
from tests.screens.pilots import at_terminal, done, receive
from wingterm.domain import requests as asked
from wingterm.errors import StoreBusy
from wingterm.services.people import show

ONE = "A1111AA"
SECOND = 1_000_000


async def test_a_board_that_cannot_be_kept_up_says_how_old_it_is(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(small_file, ONE, "A-1-001")
    small_file.clock.advance(5 * MINUTE + 7 * SECOND)
    async with at_terminal(small_file) as officer:
        await officer.sees("1 Current population    1")
        works = small_file.store.data_version

        def broken() -> int:
            raise StoreBusy("The server does not answer.", "Try again when it is back.")

        monkeypatch.setattr(small_file.store, "data_version", broken)
        await officer.until(lambda: officer.app.session.watch.error is not None)
        assert "NOT UP TO DATE" not in officer.title, "a moment is no reason to worry anybody"
        small_file.clock.advance(3 * SECOND)
        await officer.sees("NOT UP TO DATE: as of 09:05:07, 2 s old")
        assert officer.notice == "The server does not answer. Try again when it is back."
        small_file.clock.advance(40 * SECOND)
        await officer.sees("NOT UP TO DATE: as of 09:05:07, 40 s old")
        # Every screen that is opened meanwhile says so too.
        await officer.keys("f4")
        await officer.on("lists")
        small_file.clock.advance(3 * SECOND)
        await officer.sees("NOT UP TO DATE: as of 09:05:50, 2 s old")
        monkeypatch.setattr(small_file.store, "data_version", works)
        done(small_file, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
        await officer.until(lambda: "NOT UP TO DATE" not in officer.title)
        assert officer.notice.startswith("The register answers again")
        await officer.keys("escape")
        await officer.on("board")
        await officer.sees("5 Elsewhere inside        1")
        assert "NOT UP TO DATE" not in officer.title


async def test_a_look_that_never_comes_back_stops_no_key(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        works, answered = small_file.store.data_version, Event()

        def hangs() -> int:
            answered.wait(30)
            return works()

        monkeypatch.setattr(small_file.store, "data_version", hangs)
        try:
            await officer.until(lambda: officer.app.session.watch._out is not None)
            small_file.clock.advance(6 * SECOND)
            await officer.sees("NOT UP TO DATE: as of 09:00:00, 5 s old")
            assert officer.notice.startswith("The register does not answer.")
            await officer.keys("enter")
            await officer.on("wing")
        finally:
            answered.set()
        await officer.until(lambda: officer.app.session.watch.why_stopped is None)
        await officer.until(lambda: "NOT UP TO DATE" not in officer.title)


def put_aside(register: Path, *, copied: bool) -> Path:
    """Move a register away, and leave nothing or another file in its place; give where it went."""
    aside, copy = register.with_name("aside.db"), register.with_name("copy.db")
    if copied:
        copy.write_bytes(register.read_bytes())
        copy.chmod(0o600)
    register.rename(aside)
    if copied:
        copy.rename(register)
    return aside


@pytest.mark.parametrize("instead", ["nothing", "another file"])
async def test_a_register_that_was_moved_away_is_noticed(
    small_file: SmallRegister, instead: str
) -> None:
    receive(small_file, ONE, "A-1-001")
    register = Path(small_file.where)
    async with at_terminal(small_file) as officer:
        aside = put_aside(register, copied=instead == "another file")
        await officer.until(lambda: officer.app.session.watch.error is not None)
        small_file.clock.advance(5 * SECOND)
        await officer.sees("NOT UP TO DATE: as of 09:00:00, 5 s old")
        words = "was removed while it was open" if instead == "nothing" else "Another file was put"
        assert words in officer.notice
        # An act says why it cannot be done, and keeps what was typed.
        await officer.keys("m")
        await officer.on("form")
        await officer.types(ONE)
        await officer.keys("tab")
        await officer.types("A-1-003")
        await officer.keys("enter")
        await officer.until(lambda: words in officer.notice)
        assert officer.form.value("to") == "A-1-003"
        os.replace(aside, register)
        await officer.until(lambda: "NOT UP TO DATE" not in officer.title)
        await officer.keys("enter")
        await officer.on("board")
        assert show(small_file.desk, ONE).state == "In cell A-1-003"


@pytest.mark.skipif(postgres.find_binaries() is None, reason="PostgreSQL is not installed here")
async def test_a_server_that_goes_down_is_told_and_followed_again_when_it_is_back() -> None:
    small, server = open_small_register("postgresql"), postgres.server()
    assert server is not None
    try:
        receive(small, ONE, "A-1-001")
        async with at_terminal(small) as officer:
            await officer.sees("1 Current population    1")
            server.crash()
            try:
                await officer.until(lambda: officer.app.session.watch.error is not None)
                small.clock.advance(12 * SECOND)
                await officer.sees("NOT UP TO DATE: as of 09:00:00, 10 s old")
                assert officer.notice.startswith("The register's server ")
                await officer.sees("1 Current population    1")
                await officer.keys("m")
                await officer.on("form")
                await officer.types("A1111AA")
                await officer.keys("tab")
                await officer.types("WORKSHOP")
                await officer.keys("enter")
                await officer.until(lambda: "server cannot be reached; nothing" in officer.notice)
                assert officer.form.value("to") == "WORKSHOP"
            finally:
                server.start()
            await officer.until(lambda: "NOT UP TO DATE" not in officer.title)
            await officer.keys("escape")
            await officer.on("board")
            done(small, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
            await officer.sees("5 Elsewhere inside        1")
        assert small.violations() == []
    finally:
        small.close()


async def test_a_list_that_cannot_be_read_does_not_say_that_nobody_is_on_it(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE, "A-1-001")
    register = Path(small_file.where)
    async with at_terminal(small_file) as officer:
        aside = put_aside(register, copied=False)
        await officer.keys("1")
        await officer.on("people")
        await officer.sees("This could not be read: F5 tries again.")
        await officer.sees("NOT READ: nothing can be shown")
        assert "was removed while it was open" in officer.notice
        os.replace(aside, register)
        await officer.until(lambda: len(officer.rows) == 1)
        await officer.until(lambda: "NOT READ" not in officer.title)

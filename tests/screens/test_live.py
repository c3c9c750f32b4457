"""Screens that keep up with what others do, mark it, and say so when they cannot."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from db.engine import open_store
from screens.parts.confirm import ConfirmBar
from tests import postgres
from tests.registers import MINUTE, SmallRegister, open_small_register
from tests.screens.pilots import Officer, at_terminal, done, drawn, receive
from wingterm.clock import CountedIds
from wingterm.domain import requests as asked
from wingterm.errors import StoreBusy
from wingterm.services.people import show

ONE, TWO, THREE = "A1111AA", "A2222AA", "A3333AA"
SECOND = 1_000_000
CONFLICT = (
    "A1111AA Example, Robin changed meanwhile: move, A-1-001 to RECP, 09:05:07 by Test Officer. "
    "Nothing was done. What is so now is shown above; Enter does it all the same."
)


@pytest.fixture
def other(small_file: SmallRegister) -> Iterator[SmallRegister]:
    """Another terminal on the same file: a store and a desk of its own."""
    receive(small_file, ONE, "A-1-001")
    receive(small_file, TWO, "A-1-002", last="Sample")
    small_file.clock.advance(5 * MINUTE + 7 * SECOND)
    store = open_store(small_file.where, clock=small_file.clock)
    desk = replace(small_file.desk, store=store, ids=CountedIds("other"))
    yield replace(small_file, store=store, desk=desk)
    store.close()


def title(officer: Officer) -> str:
    """Give the line at the top."""
    return drawn(officer.app)[0]


def marked(officer: Officer) -> list[str]:
    """Give what the first columns of the marked rows on the screen say."""
    return [line[1:].split()[0] for line in drawn(officer.app) if line.startswith("!")]


async def lands(officer: Officer) -> None:
    """Open the landing, by the board and the wing."""
    await officer.keys("enter")
    await officer.on("wing")
    await officer.keys("enter")
    await officer.on("landing")


# --- following and marks


async def test_every_open_list_shows_what_another_terminal_did(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.sees("5 Elsewhere inside        0")
        done(other, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
        await officer.sees("5 Elsewhere inside        1")
        await officer.keys("5")
        await officer.on("people")
        done(other, asked.Elsewhere(prison="WTI", person=TWO, to="WORKSHOP"))
        await officer.until(lambda: len(officer.rows) == 2)
        await officer.keys("f2")
        await officer.on("find")
        await officer.types("Sample")
        await officer.sees("WTI WORKSHOP")
        done(other, asked.Back(prison="WTI", person=TWO))
        await officer.sees("WTI A-1-002")
        # The list behind is read again when it comes back.
        await officer.keys("escape")
        await officer.on("people")
        await officer.until(lambda: len(officer.rows) == 1)


async def test_rows_that_others_changed_are_marked_until_the_next_key(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await lands(officer)
        assert marked(officer) == []
        done(other, asked.Move(prison="WTI", person=ONE, to="A-1-003"))
        await officer.until(lambda: marked(officer) == ["A-1-001", "A-1-003"])
        assert [row[0] for row in officer.rows] == [" ", " ", " "], "the rows themselves stay"
        await officer.keys("down")
        assert marked(officer) == []


async def test_what_the_officer_did_is_not_marked_and_what_others_did_meanwhile_is(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await lands(officer)
        await officer.keys("m")
        await officer.on("form")
        done(other, asked.Elsewhere(prison="WTI", person=TWO, to="WORKSHOP"))
        await officer.types("A-1-003")
        await officer.keys("enter")
        await officer.on("landing")
        assert officer.state(ONE) == "In cell A-1-003"
        await officer.until(lambda: marked(officer) == ["A-1-002"])


async def test_wings_of_the_board_are_marked(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        done(other, asked.Move(prison="WTI", person=ONE, to="A-1-003"))
        await officer.until(lambda: marked(officer) == ["A"])


async def test_a_person_changed_meanwhile_is_marked_until_acted_on(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        assert "CHANGED" not in "\n".join(drawn(officer.app))
        done(other, asked.Move(prison="WTI", person=ONE, to="A-1-003"))
        said = "CHANGED 09:05:07 by Test Officer: move, A-1-001 to A-1-003"
        await officer.sees(said)
        assert officer.rows[0].split()[1:3] == ["move", "NEW"]
        assert sum(" NEW " in row for row in officer.rows) == 1
        await officer.keys("down", "up")
        await officer.sees(said)
        await officer.keys("f5")
        await officer.until(lambda: "CHANGED" not in "\n".join(drawn(officer.app)))
        assert not any(" NEW " in row for row in officer.rows)


async def test_what_goes_on_record_of_a_person_meanwhile_is_marked(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        done(
            other,
            asked.RecordParticular(
                prison="WTI", person=ONE, fact="category", values=(("category", "C"),)
            ),
        )
        await officer.sees("CHANGED 09:05:07 by Test Officer: Security category")
        await officer.keys("m")
        await officer.on("form")
        await officer.keys("escape")
        await officer.on("person")
        assert "CHANGED" not in "\n".join(drawn(officer.app)), "an act takes it as seen"


async def test_an_own_act_is_no_change_by_others(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("e")
        await officer.on("form")
        await officer.types("WORKSHOP")
        await officer.keys("enter")
        await officer.on("person")
        await officer.sees("At WORKSHOP")
        assert "CHANGED" not in "\n".join(drawn(officer.app))
        done(other, asked.Back(prison="WTI", person=ONE))
        await officer.sees("CHANGED 09:05:07 by Test Officer: back in, WORKSHOP to A-1-001")


# --- stale facts


async def types_a_move(officer: Officer, cell: str) -> None:
    """Open the form about ONE and fill it in."""
    await officer.finds(ONE)
    await officer.keys("m")
    await officer.on("form")
    await officer.types(cell)


async def stops_looking(officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what follows happen between two looks at the register."""
    await officer.until(lambda: not officer.form.fresh.moved_on)
    monkeypatch.setattr(officer.app.session.watch, "look", lambda: None)


async def test_an_act_on_what_is_so_no_longer_is_a_conflict_and_enter_does_it_then(
    small_file: SmallRegister, other: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_terminal(small_file) as officer:
        await types_a_move(officer, "A-1-003")
        await stops_looking(officer, monkeypatch)
        done(other, asked.Move(prison="WTI", person=ONE, to="RECP"))
        await officer.keys("enter")
        await officer.until(lambda: officer.notice.startswith(CONFLICT))
        assert officer.state(ONE) == "In reception"
        await officer.sees("Now: In reception")
        await officer.sees("CHANGED 09:05:07 by Test Officer")
        assert officer.form.value("to") == "A-1-003"
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In cell A-1-003"


async def test_a_question_whose_facts_changed_is_taken_back(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("l")
        await officer.on("form")
        await officer.types("CR")
        await officer.keys("enter")
        await officer.sees("any other key: no")
        done(other, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
        await officer.until(lambda: not officer.form.query_one(ConfirmBar).asking)
        await officer.sees("CHANGED 09:05:07 by Test Officer: elsewhere, A-1-001 to WORKSHOP")


async def test_a_place_changed_meanwhile_is_shown_in_its_form(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await lands(officer)
        await officer.keys("end", "v")
        await officer.on("more")
        await officer.types("capacity")
        await officer.keys("enter")
        await officer.on("form")
        assert officer.form.value("maximum") == "3"
        await officer.keys("tab")
        await officer.types("2")
        done(other, asked.SetCapacity(prison="WTI", code="A-1-003", cna=1, working=1, maximum=4))
        await officer.sees("CHANGED 09:05:07 by Test Officer: capacity")
        assert officer.form.value("maximum") == "4"
        assert officer.form.value("working") == "2", "what was typed stays"


async def test_settings_changed_between_two_looks_are_a_conflict(
    small_file: SmallRegister, other: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("v")
        await officer.on("more")
        await officer.types("settings")
        await officer.keys("enter")
        await officer.on("form")
        await officer.types("yes")
        await stops_looking(officer, monkeypatch)
        done(other, asked.SignCapacity(prison="WTI", signed=4))
        await officer.keys("enter")
        await officer.sees("any other key: no")
        await officer.keys("y")
        await officer.until(lambda: "signed capacity, 09:05:07 by Test" in officer.notice)
        assert "Nothing was done" in officer.notice


# --- reports that are not read again


async def test_a_long_report_says_when_it_was_read_and_that_the_register_moved_on(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("f4")
        await officer.on("lists")
        await officer.keys("slash")
        await officer.types("Late entries")
        await officer.keys("enter", "enter")
        await officer.on("report")
        assert title(officer).endswith("as of 09:05:07; F5 reads again")
        done(other, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
        await officer.sees("as of 09:05:07; the register has moved on: F5")
        small_file.clock.advance(MINUTE)
        await officer.keys("f5")
        await officer.sees("as of 09:06:07; F5 reads again")


# --- when updates stop


async def test_a_board_that_cannot_be_kept_up_says_how_old_it_is(
    small_file: SmallRegister, other: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.sees("1 Current population    2")
        works = small_file.store.data_version

        def broken() -> int:
            raise StoreBusy("The server does not answer.", "Try again when it is back.")

        monkeypatch.setattr(small_file.store, "data_version", broken)
        await officer.until(lambda: officer.app.session.watch.error is not None)
        assert "NOT UP TO DATE" not in title(officer), "a moment is no reason to worry anybody"
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
        done(other, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
        await officer.until(lambda: "NOT UP TO DATE" not in title(officer))
        assert officer.notice.startswith("The register answers again")
        await officer.keys("escape")
        await officer.on("board")
        await officer.sees("5 Elsewhere inside        1")
        assert "NOT UP TO DATE" not in title(officer)


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
        await officer.until(lambda: "NOT UP TO DATE" not in title(officer))


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
        await officer.until(lambda: "NOT UP TO DATE" not in title(officer))
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
            await officer.until(lambda: "NOT UP TO DATE" not in title(officer))
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
        await officer.until(lambda: "NOT READ" not in title(officer))

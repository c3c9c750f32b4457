"""Forms in trouble: others write, a commit is doubtful, keys come too fast or too often."""

from typing import Any

import pytest

from db import doubt, sqlite
from screens.form import LOOK_EVERY
from screens.parts.confirm import ConfirmBar
from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal, done, receive, register
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Outcome, Receipt
from wingterm.errors import CommitDoubtful, NotAuthorised, StoreBusy
from wingterm.services import act
from wingterm.services.people import show

ONE, TWO, THREE = "A1111AA", "A2222AA", "A3333AA"


async def test_a_person_changed_by_somebody_else_meanwhile_is_told(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("l")
        await officer.on("form")
        await officer.types("CR")
        await officer.keys("enter")
        await officer.sees("any other key: no")
        done(small_file, asked.Move(prison="WTI", person=ONE, to="A-1-001"))
        await officer.until(lambda: "The record changed meanwhile" in officer.notice)
        assert not officer.form.query_one(ConfirmBar).asking
        assert officer.form.value("reason") == "CR"
        await officer.sees("Now: In cell A-1-001")


async def test_pressing_enter_many_times_is_one_act(small_file: SmallRegister) -> None:
    register(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("r")
        await officer.on("form")
        await officer.types("Leeds Crown Court")
        form = officer.form
        for _ in range(3):
            form.action_submit()
        await officer.on("person")
        assert [line.verb for line in show(small_file.desk, ONE).history] == ["receive", "register"]
        again = act.carry_out(officer.app.session.desk, form._asked, form.request_id)
        assert isinstance(again, Receipt)
        assert again.repeated


async def test_when_others_are_writing_nothing_typed_is_lost(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(small_file, ONE)
    tries: list[str] = []

    def busy_once(*arguments: Any) -> Outcome:
        tries.append(str(arguments[2]))
        if len(tries) == 1:
            raise StoreBusy("Others are writing.", "Try again.")
        return act.carry_out(*arguments)

    monkeypatch.setattr("screens.form.carry_out", busy_once)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-001")
        await officer.keys("enter")
        await officer.until(lambda: officer.notice == "Others are writing. Try again.")
        assert officer.form.value("to") == "A-1-001"
        await officer.keys("enter")
        await officer.on("person")
    assert len(tries) == 2
    assert tries[0] == tries[1], "the second try is the same request"


async def test_whoever_waits_for_others_is_told_and_keeps_what_was_typed(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(small_file, ONE)
    monkeypatch.setattr(sqlite, "TOLD_AFTER_S", 0.05)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-001")
        other = sqlite.driver.connect(small_file.where, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await officer.keys("enter")
        await officer.until(lambda: officer.notice == sqlite.WAITING)
        other.close()
        await officer.on("person")
        assert officer.state(ONE) == "In cell A-1-001"


@pytest.mark.parametrize("done", [True, False])
async def test_an_act_whose_commit_failed_is_told_as_what_came_of_it(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch, done: bool
) -> None:
    receive(small_file, ONE)
    dialect = small_file.store.dialect
    commit = dialect.commit

    def broken(cursor: object) -> bool:
        monkeypatch.setattr(dialect, "commit", commit)
        if done:
            commit(cursor)
        raise dialect.errors[0]("disk I/O error")

    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-001")
        monkeypatch.setattr(dialect, "commit", broken)
        await officer.keys("enter")
        if not done:
            await officer.until(lambda: officer.notice.startswith("This was not done, as was"))
            assert officer.form.value("to") == "A-1-001"
            await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In cell A-1-001"
        assert "before" not in officer.notice


@pytest.mark.spoils_the_store
async def test_a_terminal_that_finds_a_broken_rule_says_so_on_every_screen(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        assert "NOT WRITING" not in officer.title
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-001")
        with small_file.store.write() as unit:
            unit.run("UPDATE chain SET seq = seq - 1 WHERE establishment_id > 1", ())
            unit.commit()
        await officer.keys("enter")
        await officer.until(lambda: "the book of WTI is not its last entry" in officer.notice)
        assert officer.form.value("to") == "A-1-001"
        await officer.until(lambda: "NOT WRITING: a rule is broken" in officer.title)
        await officer.keys("escape")
        await officer.on("person")
        await officer.sees("NOT WRITING: a rule is broken")
        assert officer.state(ONE) == "In reception"


@pytest.mark.parametrize("done", [True, False])
async def test_what_nobody_could_tell_is_found_out_when_the_register_answers_again(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch, done: bool
) -> None:
    receive(small_file, ONE)
    dialect = small_file.store.dialect
    commit, connect = dialect.commit, dialect.connect

    def gone() -> None:
        raise StoreBusy("The register cannot be reached.", "Try again.")

    def broken(cursor: Any) -> bool:
        # A draft, or a line of the log, may be kept just then.
        asked = "SELECT 1 FROM request WHERE id = ?"
        if not cursor.execute(asked, (form.request_id,)).fetchone():
            return commit(cursor)
        monkeypatch.setattr(dialect, "commit", commit)
        monkeypatch.setattr(dialect, "connect", gone)
        if done:
            commit(cursor)
        raise dialect.errors[0]("disk I/O error")

    monkeypatch.setattr(doubt, "PATIENCE_S", 0)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-001")
        form = officer.form
        monkeypatch.setattr(dialect, "commit", broken)
        await officer.keys("enter")
        await officer.until(lambda: form.request_id in officer.notice)
        await officer.until(lambda: form._look_at > 0)
        if done:
            # The look at the file sees that something was written, and nobody can read what.
            await officer.until(lambda: form.fresh.failed is not None)
        assert form.request_id in officer.notice, "the id stays until it is found out"
        assert form.value("to") == "A-1-001"
        monkeypatch.setattr(dialect, "connect", connect)
        small_file.clock.advance(LOOK_EVERY)
        if done:
            await officer.on("person")
            assert officer.state(ONE) == "In cell A-1-001"
        else:
            await officer.until(lambda: officer.notice.startswith("It was not done, as the"))
            assert form.value("to") == "A-1-001"


async def test_a_doubtful_commit_is_asked_about_again_under_the_same_id(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(small_file, ONE)

    def done_but_doubtful(*arguments: Any) -> Outcome:
        monkeypatch.setattr("screens.form.carry_out", act.carry_out)
        act.carry_out(*arguments)
        raise CommitDoubtful("It is not known whether this was done.")

    def nobody_can_tell(*_: object) -> None:
        raise StoreBusy("The register cannot be reached.", "Try again.")

    monkeypatch.setattr("screens.form.became_of", nobody_can_tell)
    monkeypatch.setattr("screens.form.carry_out", done_but_doubtful)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-001")
        await officer.keys("enter")
        await officer.until(lambda: officer.form.request_id in officer.notice)
        await officer.keys("enter")
        await officer.on("person")
        assert officer.notice.startswith("This was done before; nothing was done now.")
        assert officer.state(ONE) == "In cell A-1-001"


async def test_keys_that_arrive_at_once_go_where_they_were_meant(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    small_file.clock.advance(3_600_000_000)
    async with at_terminal(small_file) as officer:
        await officer.bursts(
            "f", *ONE, "enter", "m", *"A-1-001", "tab", "tab", *"09:30", "enter",
            "e", *"WORKSHOP", "enter",
        )  # fmt: skip
        await officer.until(lambda: officer.state(ONE) == "At WORKSHOP, bed in A-1-001")
        await officer.on("person")


async def test_keys_typed_ahead_of_a_refusal_are_forgotten(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.bursts("m", *"Z-9-999", "enter", "l", *"CR", "enter", "y")
        await officer.until(lambda: officer.notice.startswith("Nothing was done."))
        assert officer.form.value("to") == "Z-9-999"
        assert officer.form.value("reason") == "GM"
        assert officer.state(ONE) == "In reception"


async def test_an_officer_who_may_not_is_told_so(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(small_file, ONE)

    def refused(*_: object) -> Outcome:
        raise NotAuthorised("Test Officer (auditor) may not do this: move.", "Ask somebody.")

    monkeypatch.setattr("screens.form.carry_out", refused)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-001")
        await officer.keys("enter")
        await officer.until(lambda: "may not do this: move. Ask somebody." in officer.notice)

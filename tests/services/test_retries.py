"""An act whose end is not known, or that somebody else does first: done once, and told truly."""

import os
import shutil
import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from db import doubt, postgres
from db.engine import Unit, open_store
from db.situation import Head, read_situation
from tests.registers import COURT, MINUTE, SmallRegister
from tests.stores import DATABASES
from wingterm.domain.codes import ReasonCodes
from wingterm.domain.outcomes import Receipt
from wingterm.domain.prison import Officer
from wingterm.domain.requests import Receive, Register, Release, Request
from wingterm.domain.situation import Situation
from wingterm.errors import CommitDoubtful, NotFound, StoreBroken, StoreBusy, StoreFull
from wingterm.services.act import carry_out, receipt
from wingterm.services.desk import Desk

ANN = "A1001AA"


@pytest.fixture
def held(small: SmallRegister) -> SmallRegister:
    """Give a register with one person in reception."""
    new = Register(
        prison="WTI",
        last_name="Arden",
        first_name="Robin",
        date_of_birth="1990-01-01",
        sex="M",
        number=ANN,
    )
    outcome = carry_out(small.desk, [new, Receive(prison="WTI", person=ANN, authority=COURT)])
    assert isinstance(outcome, Receipt), outcome
    small.clock.advance(MINUTE)
    return small


RELEASE: Sequence[Request] = [Release(prison="WTI", person=ANN, reason="CR")]


def break_commit(small: SmallRegister, monkeypatch: pytest.MonkeyPatch, *, after: bool) -> None:
    """Let the next commit fail, before the database did it or after."""
    commit = small.store.dialect.commit

    def broken(cursor: Any) -> bool:
        monkeypatch.undo()
        if after:
            commit(cursor)
        raise small.store.dialect.errors[0]("the line went dead")

    monkeypatch.setattr(small.store.dialect, "commit", broken)


def test_an_act_that_was_done_though_its_commit_failed_gets_its_receipt(
    held: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_commit(held, monkeypatch, after=True)
    outcome = carry_out(held.desk, RELEASE, "once")
    assert isinstance(outcome, Receipt)
    assert outcome.changed
    assert outcome == replace(receipt(held.desk, "once"), repeated=False)


def test_an_act_that_was_not_done_is_told_so_and_can_be_sent_again(
    held: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held.dump()
    break_commit(held, monkeypatch, after=False)
    with pytest.raises(StoreBroken, match="This was not done, as was looked up") as told:
        carry_out(held.desk, RELEASE, "once")
    assert "the line went dead" in told.value.message
    assert held.dump() == before
    with pytest.raises(NotFound):
        receipt(held.desk, "once")
    again = carry_out(held.desk, RELEASE, "once")
    assert isinstance(again, Receipt)
    assert not again.repeated


def unreachable(small: SmallRegister, monkeypatch: pytest.MonkeyPatch, tries: int) -> list[int]:
    """Let connecting fail some times from now on; give what counts the tries."""
    connect, counted = small.store.dialect.connect, [0]

    def down() -> Any:
        counted[0] += 1
        if counted[0] <= tries:
            raise StoreBusy("The register cannot be reached; nothing was done.", "Try again.")
        return connect()

    monkeypatch.setattr(small.store.dialect, "connect", down)
    return counted


@pytest.fixture
def broken(held: SmallRegister, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool, int], None]:
    """Let the next commit fail, before the database did it or after, and then some looks."""
    commit = held.store.dialect.commit
    monkeypatch.setattr(doubt, "PAUSE_S", 0)

    def break_it(after: bool, looks: int) -> None:
        def failed(cursor: Any) -> bool:
            monkeypatch.setattr(held.store.dialect, "commit", commit)
            if after:
                commit(cursor)
            unreachable(held, monkeypatch, looks)
            raise held.store.dialect.errors[0]("the line went dead")

        monkeypatch.setattr(held.store.dialect, "commit", failed)

    return break_it


def test_a_register_that_comes_back_is_asked_again_until_it_answers(
    held: SmallRegister, broken: Callable[[bool, int], None]
) -> None:
    told: list[str] = []
    held.store.tell = told.append
    broken(True, 5)
    outcome = carry_out(held.desk, RELEASE, "once")
    assert isinstance(outcome, Receipt)
    assert told == [doubt.LOOKING]
    broken(False, 5)
    with pytest.raises(StoreBroken, match="This was not done"):
        carry_out(held.desk, [Receive(prison="WTI", person=ANN, authority=COURT)], "twice")
    with pytest.raises(NotFound):
        receipt(held.desk, "twice")


@pytest.mark.parametrize("after", [True, False])
def test_what_nobody_can_tell_is_not_known_and_names_the_id(
    held: SmallRegister,
    broken: Callable[[bool, int], None],
    monkeypatch: pytest.MonkeyPatch,
    after: bool,
) -> None:
    monkeypatch.setattr(doubt, "PATIENCE_S", 0)
    broken(after, 2)
    with pytest.raises(CommitDoubtful, match="It is not known whether this was done") as told:
        carry_out(held.desk, RELEASE, "once")
    assert told.value.request_id == "once"
    assert "wingterm receipt once" in told.value.hint
    # The same request, once the register is back, is done once.
    outcome = carry_out(held.desk, RELEASE, "once")
    assert isinstance(outcome, Receipt)
    assert outcome.repeated is after


def test_a_look_gives_up_after_its_patience(
    held: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.store.renew()
    looks = unreachable(held, monkeypatch, 1_000_000)
    seconds = iter(range(1_000))
    trouble = CommitDoubtful("It is not known.")
    with pytest.raises(CommitDoubtful) as told:
        doubt.whether_done(
            held.store, "once", trouble, ticks=lambda: next(seconds), pause=lambda: None
        )
    assert told.value is trouble
    # A look that writes and one that reads, from the first second to the tenth.
    assert looks[0] == 2 * doubt.PATIENCE_S
    monkeypatch.undo()


def test_a_full_disk_is_told_as_what_was_not_done(
    held: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing can be written then to make sure, and reading is answer enough."""
    full = StoreFull("The disk is full; nothing was changed.", "Make room, then repeat.")

    def no_room(_: object) -> bool:
        raise held.store.dialect.errors[0]("no room")

    def refused(*_: object) -> None:
        raise full

    monkeypatch.setattr(held.store.dialect, "commit", no_room)
    monkeypatch.setattr(held.store.dialect, "explained", lambda _: full)
    monkeypatch.setattr(doubt, "for_certain", refused)
    with pytest.raises(StoreFull, match=r"This was not done.*disk is full") as told:
        carry_out(held.desk, RELEASE, "once")
    assert told.value.hint == full.hint
    monkeypatch.undo()


@pytest.mark.parametrize("database", [name for name in DATABASES if name == "postgresql"])
def test_a_rival_that_did_the_same_request_meanwhile_is_no_reason_against_it(
    held: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look for the request comes before the locks; on a server a rival fits between."""
    rival = open_store(held.where, clock=held.clock)
    desk = Desk(rival, held.desk.account, "cli", held.desk.ids, held.desk.access)
    done: list[object] = []

    def late(
        unit: Unit, requests: Sequence[Request], officer: Officer, codes: ReasonCodes
    ) -> tuple[Situation, list[Head]]:
        monkeypatch.undo()
        done.append(carry_out(desk, requests, "same"))
        return read_situation(unit, requests, officer, codes)

    monkeypatch.setattr("wingterm.services.act.read_situation", late)
    outcome = carry_out(held.desk, RELEASE, "same")
    rival.close()
    first = done[0]
    assert isinstance(first, Receipt)
    assert isinstance(outcome, Receipt)
    assert (first.repeated, outcome.repeated) == (False, True)
    assert outcome.lines == first.lines


@pytest.mark.parametrize("database", [name for name in DATABASES if name == "postgresql"])
def test_a_server_that_is_still_at_it_is_waited_for(
    held: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit is on its way though nobody answers: nothing to be found is no answer yet."""
    monkeypatch.setattr(postgres, "HURRIED_S", 0.2)
    commit = held.store.dialect.commit

    def unanswered(cursor: Any) -> bool:
        monkeypatch.undo()
        pid = cursor.connection.info.backend_pid
        os.kill(pid, signal.SIGSTOP)
        Timer(0.6, os.kill, (pid, signal.SIGCONT)).start()
        return commit(cursor)

    held.store.hurry()
    held.store.renew()
    monkeypatch.setattr(held.store.dialect, "commit", unanswered)
    outcome = carry_out(held.desk, RELEASE, "once")
    assert isinstance(outcome, Receipt)
    assert outcome == replace(receipt(held.desk, "once"), repeated=False)


def test_what_was_not_done_does_not_come_back_from_the_journal(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A commit whose last sync failed lies in the journal all the same, and a crash reads it."""
    small, path = small_file, Path(small_file.where)
    memory, commit = Path(f"{path}-shm"), small.store.dialect.commit
    # The last of those who have it open would take the journal away.
    other = open_store(small.where)
    crashed = tmp_path / "register.db"

    def crash(cursor: Any) -> bool:
        monkeypatch.undo()
        before = memory.read_bytes()
        commit(cursor)
        # What every process knows of the journal, as it is where the sync failed.
        with memory.open("r+b") as shared:
            shared.write(before)
        raise small.store.dialect.errors[0]("disk I/O error")

    monkeypatch.setattr(small.store.dialect, "commit", crash)
    new = Register(prison="WTI", last_name="Arden", first_name="Robin",
                   date_of_birth="1990-01-01", sex="M", number=ANN)  # fmt: skip
    with pytest.raises(StoreBusy, match="This was not done"):
        carry_out(small.desk, [new], "once")
    for name in (path, Path(f"{path}-wal")):
        shutil.copyfile(name, f"{crashed}{name.name.removeprefix(path.name)}")
    other.close()
    crashed.chmod(0o600)
    after = open_store(str(crashed), clock=small.clock)
    with after.read() as reader:
        assert reader.one("SELECT 1 FROM request WHERE id = 'once'", ()) is None
    after.close()

"""A batch that several run at once, or one after another: each row once, and who did it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from typing import Any

import pytest

from db import sqlite
from tests.registers import MINUTE, SmallRegister
from tests.services.bulk_files import checked, codes, four_people, in_parts_of, run, source_of
from wingterm.domain.outcomes import Acknowledgement, Receipt
from wingterm.domain.requests import AppointOfficer
from wingterm.errors import Conflict, NotAuthorised, StoreBusy
from wingterm.services.act import carry_out
from wingterm.services.bulk import progress
from wingterm.services.bulk import run as running
from wingterm.services.bulk.batches import batch
from wingterm.services.bulk.checking import check_bulk
from wingterm.services.bulk.run import BulkDone, run_bulk

WARNED = "number,cell\nA1001AA,RECP\nA1004AA,A-1-002\nA1003AA,RECP\n"
"""The second row puts a second person into a cell for one."""


@pytest.fixture
def register() -> Iterator[SmallRegister]:
    with four_people() as found:
        yield found


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    in_parts_of(1, monkeypatch)


def ran(
    register: SmallRegister,
    text: str,
    reason: str,
    *,
    each: bool = False,
    between: Callable[[], object] = lambda: None,
    gap: Callable[[], object] = lambda: None,
) -> BulkDone:
    """Check and run moves, with a reason why they may be more than the CNA."""
    known = (Acknowledgement("over-cna", reason),)
    with source_of(text, "move") as source:
        prison = register.prison("WTI")
        plan = check_bulk(
            register.desk, prison, source, batch="test", each=each, acknowledged=known
        )
        between()
        return run_bulk(register.desk, prison, source, plan, gap=lambda: (gap(), None)[1])


def moves_of(register: SmallRegister) -> list[tuple[str, int]]:
    """Give how often everybody was moved."""
    with register.store.read() as reader:
        return [(str(number), int(moved)) for number, moved in reader.rows(
            "SELECT p.number, count(*) FROM entry e JOIN person p ON p.id = e.person_id"
            " WHERE e.verb = 'move' GROUP BY p.number ORDER BY p.number", (),
        )]  # fmt: skip


ONCE = [("A1001AA", 1), ("A1003AA", 1), ("A1004AA", 1)]


@pytest.mark.usefixtures("small_parts")
def test_two_runs_with_other_reasons_meet_and_each_row_is_done_once(
    register: SmallRegister,
) -> None:
    """The second does all that is left while the first is between its parts."""
    rivals: list[BulkDone] = []

    def rival() -> None:
        if not rivals:
            rivals.append(ran(register, WARNED, "agreed with the governor"))

    done = ran(register, WARNED, "one night", gap=rival)
    assert (done.done, len(done.request_ids), codes(done)) == (1, 1, [])
    assert (rivals[0].done, rivals[0].done_parts) == (2, 3)
    assert (done.done_parts, done.parts, done.repeated) == (3, 3, False)
    assert moves_of(register) == ONCE


def meanwhile(patch: pytest.MonkeyPatch, rival: Callable[[], object]) -> None:
    """Let a rival come once, after a run looked and before it wrote its first part."""

    def late(*given: Any, **more: Any) -> object:
        patch.setattr(running, "carry_out", carry_out)
        rival()
        return carry_out(*given, **more)

    patch.setattr(running, "carry_out", late)


@pytest.mark.usefixtures("small_parts")
def test_a_part_that_a_rival_does_at_the_same_moment_is_theirs(
    register: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: list[BulkDone] = []
    meanwhile(monkeypatch, lambda: met.append(ran(register, WARNED, "agreed with the governor")))
    done = ran(register, WARNED, "one night")
    assert (met[0].done, done.done, done.done_parts, codes(done)) == (3, 0, 3, [])
    assert done.repeated
    assert moves_of(register) == ONCE


@pytest.mark.usefixtures("small_parts")
def test_times_are_counted_from_when_a_rival_began_it_meanwhile(
    register: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rival begins it on the next day, when 09:02 is another instant."""
    text = "number,cell,at\nA1001AA,RECP,09:02\nA1002AA,RECP,09:02\nA1003AA,RECP,09:02\n"

    def stop() -> None:
        raise KeyboardInterrupt

    def rival() -> None:
        register.clock.advance(24 * 60 * MINUTE)
        with pytest.raises(KeyboardInterrupt):
            ran(register, text, "y", gap=stop)

    meanwhile(monkeypatch, rival)
    done = ran(register, text, "x")
    assert (done.done, done.done_parts, codes(done)) == (2, 3, [])
    with register.store.read() as reader:
        moved = reader.rows("SELECT DISTINCT occurred_at FROM entry WHERE verb = 'move'", ())
    assert len(moved) == 1


def test_a_batch_that_was_begun_meanwhile_in_other_parts_is_refused_in_a_sentence(
    register: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: ran(register, WARNED, "y"))
    with pytest.raises(Conflict, match="The batch test was begun meanwhile in other parts") as told:
        ran(register, WARNED, "x", each=True)
    assert "again" in told.value.hint
    assert moves_of(register) == ONCE
    again = ran(register, WARNED, "x", each=True)
    assert (again.repeated, again.done) == (True, 0)


def test_no_row_is_done_again_as_a_row_of_another_part(
    register: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is part 2 of one run is in part 1 of the other: its number is free there."""
    text = "number,cell\nA9999AA,RECP\nA1001AA,RECP\n"
    whole = "number,last_name,first_name,date_of_birth,sex,cell,authority\n"
    later = f"{whole}A9999AA,Late,Lee,1984-01-01,M,,Leeds\n"

    def rival() -> None:
        run(register, later, "receive", batch="late")
        ran(register, text, "y")

    meanwhile(monkeypatch, rival)
    monkeypatch.setattr(progress, "PART_ROWS", 1)
    with pytest.raises(Conflict, match="in other parts"):
        ran(register, text, "x", each=True)
    assert ("A1001AA", 1) in moves_of(register)


@pytest.mark.usefixtures("small_parts")
def test_what_a_rival_left_out_is_told_by_who_wanted_all_of_it(register: SmallRegister) -> None:
    faulty = WARNED + "A9999AA,RECP\n"
    with source_of(faulty, "move") as source:
        prison = register.prison("WTI")
        known = (Acknowledgement("over-cna", "x"),)
        plan = check_bulk(register.desk, prison, source, batch="test", acknowledged=known)
    assert plan.fault_count == 1
    ran(register, faulty, "y", each=True)
    done = ran(register, faulty, "x")
    assert (done.done, codes(done)) == (0, [(5, "number", "unknown-person")])


@contextmanager
def writing(register: SmallRegister) -> Iterator[None]:
    """Be somebody who writes to the register and does not end."""
    with closing(sqlite.driver.connect(register.where, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.usefixtures("small_parts")
def test_a_busy_register_ends_the_run_and_says_how_far_it_came(
    register: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 20)
    with ExitStack() as others, pytest.raises(StoreBusy) as told:
        ran(register, WARNED, "x", gap=lambda: others.enter_context(writing(register)))
    assert "Before that, 1 of 3 parts was done and stays." in told.value.message
    assert "goes on from there" in told.value.hint
    assert ran(register, WARNED, "x").done == 2


def appointed(register: SmallRegister, account: str, role: str, prison: str = "WTI") -> None:
    """Appoint somebody to a prison."""
    made = carry_out(register.desk, [AppointOfficer(
        prison=prison, account=account, name=account.title(), role=role,
    )])  # fmt: skip
    assert isinstance(made, Receipt)


@pytest.mark.usefixtures("small_parts")
def test_a_batch_is_finished_by_another_officer(register: SmallRegister) -> None:
    """Who began it and who ran each part is on record."""
    appointed(register, "kroe", "reception")
    other = replace(register, desk=register.desk._replace(account="kroe"))

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ran(register, WARNED, "x", gap=stop)
    register.clock.advance(MINUTE)
    done = ran(other, WARNED, "another reason")
    assert (done.done, done.done_parts, codes(done)) == (2, 3, [])
    held = batch(register.desk, "test")
    assert (held.line.officer, held.line.state) == ("Test Officer", "done")
    assert [part.officer for part in held.parts] == ["Test Officer", "Kroe", "Kroe"]


@pytest.mark.usefixtures("small_parts")
def test_an_officer_who_is_cut_off_between_parts_is_told_how_far_it_came(
    register: SmallRegister,
) -> None:
    appointed(register, "kroe", "reception")
    other = replace(register, desk=register.desk._replace(account="kroe"))
    with pytest.raises(NotAuthorised, match=r"Before that, 1 of 3 parts was done and stays\."):
        ran(other, WARNED, "x", gap=lambda: appointed(register, "kroe", "auditor"))
    assert ran(register, WARNED, "x").done == 2


@pytest.mark.usefixtures("small_parts")
def test_a_clock_set_back_between_parts_changes_no_time_of_the_file(
    register: SmallRegister,
) -> None:
    """What has no time of its own happens after what is on record already."""
    text = "number,cell,at\nA1001AA,RECP,09:03\nA1002AA,RECP,09:03\nA1003AA,RECP,\n"
    done = ran(register, text, "x", gap=lambda: register.clock.advance(-MINUTE))
    assert (done.done, codes(done)) == (3, [])
    with register.store.read() as reader:
        rows = reader.rows(
            "SELECT occurred_at, recorded_at FROM entry WHERE verb = 'move' ORDER BY seq", ()
        )
    assert rows[0][0] == rows[1][0]
    recorded = [int(row[1]) for row in rows]
    assert recorded == sorted(set(recorded))


@pytest.mark.usefixtures("small_parts")
def test_a_batch_that_goes_on_on_the_day_before_it_was_begun_is_told_nothing_wrong(
    register: SmallRegister,
) -> None:
    """The clock was a day ahead when it was begun: its times stay those of that day."""
    text = "number,cell,at\nA1001AA,RECP,09:03\nA1002AA,RECP,09:03\n"
    day = 24 * 60 * MINUTE
    register.clock.advance(day)

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(register, text, "move", gap=stop)
    register.clock.advance(-day)
    plan = checked(register, text, "move")
    done = run(register, text, "move")
    assert codes(plan) == codes(done) == []
    assert (done.done, done.done_parts) == (1, 2)

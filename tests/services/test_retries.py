"""An act whose end is not known, or that somebody else does first: done once, and told truly."""

from collections.abc import Sequence
from typing import Any

import pytest

from db.engine import Unit, open_store
from db.situation import Head, read_situation
from tests.registers import MINUTE, SmallRegister
from tests.stores import DATABASES
from wingterm.domain.codes import ReasonCodes
from wingterm.domain.outcomes import Receipt
from wingterm.domain.prison import Officer
from wingterm.domain.requests import Receive, Register, Release, Request
from wingterm.domain.situation import Situation
from wingterm.errors import CommitDoubtful, NotFound
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
    outcome = carry_out(
        small.desk, [new, Receive(prison="WTI", person=ANN, authority="Leeds Crown Court")]
    )
    assert isinstance(outcome, Receipt), outcome
    small.clock.advance(MINUTE)
    return small


RELEASE: Sequence[Request] = [Release(prison="WTI", person=ANN, reason="CR")]


def break_commit(small: SmallRegister, monkeypatch: pytest.MonkeyPatch, *, after: bool) -> None:
    """Let the next commit fail, before the database did it or after."""
    commit = small.store.dialect.commit

    def broken(cursor: Any) -> bool:  # noqa: ANN401 - PEP 249
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
    assert outcome == receipt(held.desk, "once")


def test_an_act_that_was_not_done_is_doubtful_and_can_be_sent_again(
    held: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held.dump()
    break_commit(held, monkeypatch, after=False)
    with pytest.raises(CommitDoubtful):
        carry_out(held.desk, RELEASE, "once")
    assert held.dump() == before
    with pytest.raises(NotFound):
        receipt(held.desk, "once")
    again = carry_out(held.desk, RELEASE, "once")
    assert isinstance(again, Receipt)
    assert not again.repeated


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

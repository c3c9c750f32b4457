"""Attempts at being somebody else, or somebody that one is no longer."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from argon2.profiles import CHEAPEST

from tests.registers import MINUTE, SmallRegister
from tests.services.filled import ALONE, done, record
from tests.services.signing import DIGITS, WRONG, made, officer, refused
from tests.stores import DATABASES
from wingterm.domain.outcomes import Receipt, Refused
from wingterm.errors import NotAuthorised
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk
from wingterm.services.find import find
from wingterm.services.officers import officers
from wingterm.services.roll import roll
from wingterm.services.sign_on import officer_in_force

HOUR = 60 * MINUTE


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let digits be hashed fast: here it does not matter how they are."""
    monkeypatch.setattr("argon2.profiles.RFC_9106_LOW_MEMORY", CHEAPEST)


@pytest.fixture
def held(database: str) -> Iterator[SmallRegister]:
    """A register with a shared terminal, two officers and a script."""
    held = made(database)
    yield held
    assert held.violations() == []
    held.close()


def at(held: SmallRegister, account: str) -> Desk:
    """Give somebody's desk at an account of their own."""
    return held.desk._replace(account=account)


@pytest.mark.parametrize("by", ["an act", "itself"])
def test_a_clock_that_is_set_back_brings_no_leaver_back(held: SmallRegister, by: str) -> None:
    held.clock.advance(2 * HOUR)
    ends = held.clock() + (0 if by == "an act" else HOUR)
    done(held, officer("jdoe", "wing-officer", ends))
    held.clock.advance(2 * HOUR)
    done(held, officer("kroe", "reception"))
    held.clock.advance(-3 * HOUR)
    assert held.clock() < ends
    desk = at(held, "jdoe")
    with pytest.raises(NotAuthorised, match="not in force"):
        roll(desk, held.prison("WTI"))
    assert officer_in_force(desk) is None
    assert "do not sign on here" in refused(held, "jdoe", DIGITS)[0]
    assert {one.account: one.in_force for one in officers(held.desk)}["jdoe"] == "no"


def test_a_clock_that_is_set_back_keeps_out_nobody_who_was_appointed(held: SmallRegister) -> None:
    held.clock.advance(2 * HOUR)
    done(held, officer("new", "auditor"))
    held.clock.advance(-HOUR)
    assert roll(at(held, "new"), held.prison("WTI")).rows


def test_a_clock_that_is_moved_unlocks_nobody(held: SmallRegister) -> None:
    for _ in range(5):
        refused(held, "jdoe", WRONG)
    for hours in (-48, 24 * 400):
        held.clock.advance(hours * HOUR)
        refused(held, "jdoe", DIGITS)


def test_a_request_id_of_another_tells_nothing_to_who_may_not_do_it(held: SmallRegister) -> None:
    request = record(ALONE)
    assert isinstance(carry_out(at(held, "kroe"), [request], "id-1"), Receipt)
    done(held, officer("look", "auditor"))
    for account in ("look", "jdoe", "kiosk", "stranger"):
        with pytest.raises(NotAuthorised):
            carry_out(at(held, account), [request], "id-1")
    again = carry_out(at(held, "kroe"), [request], "id-1")
    assert isinstance(again, Receipt)
    assert again.repeated


def test_two_administrators_who_cut_each_other_off_at_once_leave_one(held: SmallRegister) -> None:
    done(held, officer("other", "administrator"))
    held.clock.advance(MINUTE)
    pairs = [("tester", "other"), ("other", "tester")]

    def cuts_off(pair: tuple[str, str]) -> bool:
        by, whom = pair
        try:
            outcome = carry_out(at(held, by), [officer(whom, "auditor")])
        except NotAuthorised:
            return False
        assert isinstance(outcome, Receipt | Refused)
        return isinstance(outcome, Receipt)

    with ThreadPoolExecutor(2) as pool:
        done_by = list(pool.map(cuts_off, pairs))
    assert sorted(done_by) == [False, True]
    held.desk = at(held, pairs[done_by.index(True)][0])
    roles = {one.account: one.role for one in officers(held.desk)}
    assert [roles["tester"], roles["other"]].count("administrator") == 1


@pytest.mark.parametrize("database", [name for name in DATABASES if name == "postgresql"])
def test_who_is_cut_off_while_their_act_waits_for_others_does_not_do_it(
    held: SmallRegister,
) -> None:
    request = record(ALONE)
    cut_off = replace(officer("kroe", "reception", held.clock()), prison="EXI")

    def waits() -> bool:
        with held.store.read() as reader:
            row = reader.one("SELECT COUNT(*) FROM pg_locks WHERE NOT granted", ())
        return row is not None and row[0] > 0

    with ThreadPoolExecutor(1) as pool:
        with held.store.write() as unit:
            unit.rows("SELECT 1 FROM chain WHERE establishment_id = 2 FOR UPDATE", ())
            asked_for = pool.submit(carry_out, at(held, "kroe"), [request])
            deadline = time.monotonic() + 10
            while not waits():
                assert time.monotonic() < deadline
            done(held, cut_off)
        with pytest.raises(NotAuthorised, match="not in force"):
            asked_for.result(10)
    assert find(held.desk, ALONE) == ()

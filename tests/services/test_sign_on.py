"""Signing on by name at a shared terminal: who may, who may not, and what is counted."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from argon2.profiles import CHEAPEST

from db.engine import open_store
from tests.registers import MINUTE, SmallRegister
from tests.services.filled import done
from tests.services.signing import DIGITS, OTHERS, WRONG, kiosk, made, officer, refused, said, tries
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.errors import (
    BadInput,
    NotAuthorised,
    StoreBroken,
)
from wingterm.services import factors
from wingterm.services import sign_on as signing
from wingterm.services.access_search import what_saw
from wingterm.services.act import carry_out
from wingterm.services.asked import asked as who_asked
from wingterm.services.desk import Desk
from wingterm.services.factors import lock_factor, remove_factor, set_factor, unlock_factor
from wingterm.services.prison_settings import settings_of
from wingterm.services.roll import roll
from wingterm.services.sign_on import (
    officer_in_force,
    shared_terminal,
    sign_off,
    sign_on,
    terminal_of,
)
from wingterm.services.verify import verify


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let digits be hashed fast: here it does not matter how they are."""
    monkeypatch.setattr("argon2.profiles.RFC_9106_LOW_MEMORY", CHEAPEST)


@pytest.fixture
def held() -> Iterator[SmallRegister]:
    held = made()
    yield held
    assert held.violations() == []
    held.close()


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_who_signs_on_acts_under_their_own_name(database: str) -> None:
    if database == "postgresql":
        pytest.importorskip("psycopg")
        from tests import postgres

        if postgres.find_binaries() is None:
            pytest.skip("PostgreSQL is not installed")
    held = made(database)
    assert shared_terminal(kiosk(held)) is not None
    desk = sign_on(kiosk(held), " jdoe ", DIGITS)
    assert (desk.account, desk.at, desk.origin) == ("jdoe", "kiosk", "at kiosk wing-a pts/3")
    assert officer_in_force(desk)
    held.clock.advance(MINUTE)
    outcome = carry_out(desk, [asked.OpenCheck(prison="WTI", kind="night")])
    assert isinstance(outcome, Receipt)
    asker = who_asked(held.desk, outcome.request_id)
    assert (asker.account, asker.front_end, asker.origin) == (
        "jdoe", "terminal", "at kiosk wing-a pts/3",
    )  # fmt: skip
    with pytest.raises(NotAuthorised):
        roll(kiosk(held), held.prison("WTI"))
    assert refused(held, "jdoe", WRONG) == refused(held, "kroe", DIGITS)
    assert tries(held, "jdoe") == 1
    assert held.violations() == []
    held.close()


def test_an_account_of_ones_own_is_no_shared_terminal(held: SmallRegister) -> None:
    assert shared_terminal(kiosk(held)) == ("kiosk", "kiosk", held.prison("WTI"))
    assert shared_terminal(held.desk) is None
    with pytest.raises(NotAuthorised, match="may not do this: sign on"):
        sign_on(held.desk, "jdoe", DIGITS)
    with pytest.raises(NotAuthorised, match="not an officer of this register"):
        shared_terminal(held.desk._replace(account="nobody"))


def test_everything_in_vain_is_told_by_one_sentence(held: SmallRegister) -> None:
    done(held, officer("left", "reception"), officer("robot", "reception"))
    held.clock.advance(MINUTE)
    for account in ("kroe", "left", "robot"):
        set_factor(held.desk, account, DIGITS)
    done(held, officer("robot", "script"))
    done(held, officer("left", "reception", ends=held.clock()))
    lock_factor(held.desk, "kroe")
    told = {
        refused(held, account, digits)
        for account, digits in (
            ("jdoe", WRONG), ("jdoe", "x"), ("jdoe", "74816"), ("jdoe", f"{DIGITS}1"),
            ("nobody", DIGITS), ("kroe", DIGITS), ("left", DIGITS), ("cron", DIGITS),
            ("robot", DIGITS), ("kiosk", DIGITS), ("tester", DIGITS), ("' OR 1=1 --", DIGITS),
            ("jdoe\0", DIGITS), ("JDOE", DIGITS), ("j" * 10_000, "7" * 10_000),
            ("\u202ejdoe", "\ud800"),
        )
    }  # fmt: skip
    assert len(told) == 1
    assert tries(held, "jdoe") == 4
    assert tries(held, "kiosk") == 12


def test_what_is_empty_is_asked_for_and_not_counted(held: SmallRegister) -> None:
    for account, digits, field in (("", DIGITS, "account"), ("jdoe", " ", "digits")):
        with pytest.raises(BadInput) as told:
            sign_on(kiosk(held), account, digits)
        assert told.value.field == field
    assert tries(held, "jdoe") == tries(held, "kiosk") == 0


def test_five_wrong_tries_lock_until_an_administrator_unlocks(held: SmallRegister) -> None:
    desk = sign_on(kiosk(held), "jdoe", DIGITS)
    for _ in range(5):
        refused(held, "jdoe", WRONG)
    assert said(held)[1:] == [
        "Sign-on: cannot sign on until it is unlocked after 5 wrong tries in a row. kiosk"
    ]
    refused(held, "jdoe", DIGITS)
    assert tries(held, "jdoe") == 5
    # Who is signed on already goes on: a stranger at another terminal does not end their work.
    assert officer_in_force(desk)
    held.store.close()
    held.store = open_store(held.where, clock=held.clock)
    held.desk = held.desk._replace(store=held.store)
    refused(held, "jdoe", DIGITS)
    unlock_factor(held.desk, "jdoe")
    assert sign_on(kiosk(held), "jdoe", DIGITS).account == "jdoe"
    assert said(held)[-1] == "Sign-on: can sign on again. tester"


def test_a_right_answer_forgets_the_wrong_ones_before_it(held: SmallRegister) -> None:
    for _ in range(4):
        refused(held, "jdoe", WRONG)
    sign_on(kiosk(held), "jdoe", DIGITS)
    assert tries(held, "jdoe") == 0
    assert len(said(held)) == 3  # set; locked before the fifth answer was looked at; unlocked
    assert said(held)[-1] == "Sign-on: can sign on again: the last of the tries was right. kiosk"


def test_a_try_is_counted_before_its_answer_is_looked_at(
    held: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def killed(*_: object) -> bool:
        seen.append(tries(held, "jdoe"))
        raise KeyboardInterrupt

    monkeypatch.setattr(signing, "is_right", killed)
    for _ in range(7):
        with pytest.raises(KeyboardInterrupt):
            sign_on(kiosk(held), "jdoe", DIGITS)
    monkeypatch.undo()
    assert seen == [1, 2, 3, 4, 5, 5, 5]
    refused(held, "jdoe", DIGITS)
    assert "after 5 wrong tries" in said(held)[-1]


def test_many_terminals_at_once_have_five_tries_together(
    held: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    begin = factors.begin_try

    def counted(*given: Any) -> int:
        begun.append(begin(*given))
        return begun[-1]

    monkeypatch.setattr(signing, "begin_try", counted)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: refused(held, "jdoe", WRONG), range(12)))
    assert sorted(begun) == [0] * 7 + [1, 2, 3, 4, 5]
    assert sum("cannot sign on" in one for one in said(held)) == 1


def test_a_leaver_is_signed_off_where_they_are(held: SmallRegister) -> None:
    desk = sign_on(kiosk(held), "jdoe", DIGITS)
    done(held, officer("jdoe", "wing-officer", ends=held.clock()))
    assert not officer_in_force(desk)
    with pytest.raises(NotAuthorised, match="not in force"):
        settings_of(desk, held.prison("WTI"))
    with pytest.raises(NotAuthorised, match="not in force"):
        carry_out(desk, [asked.OpenCheck(prison="WTI", kind="night")])


@pytest.mark.parametrize("cut_off", [lock_factor, remove_factor])
def test_who_is_locked_or_loses_the_digits_is_signed_off(
    held: SmallRegister, cut_off: Callable[[Desk, str], None]
) -> None:
    desk = sign_on(kiosk(held), "jdoe", DIGITS)
    cut_off(held.desk, "jdoe")
    assert not officer_in_force(desk)
    with pytest.raises(NotAuthorised, match="may not sign on here any longer"):
        roll(desk, held.prison("WTI"))
    # At an account of their own nothing has changed.
    assert officer_in_force(held.desk._replace(account="jdoe"))
    refused(held, "jdoe", DIGITS)


def test_a_terminal_that_is_one_no_longer_signs_everybody_off(held: SmallRegister) -> None:
    desk = sign_on(kiosk(held), "jdoe", DIGITS)
    done(held, officer("kiosk", "wing-officer"))
    assert not officer_in_force(desk)
    with pytest.raises(NotAuthorised, match="no shared terminal any longer"):
        roll(desk, held.prison("WTI"))
    done(held, officer("kiosk", "shared-terminal", ends=held.clock()))
    assert not officer_in_force(desk)


def test_one_officer_follows_another_at_the_same_terminal(held: SmallRegister) -> None:
    set_factor(held.desk, "kroe", OTHERS)
    first = sign_on(kiosk(held), "jdoe", DIGITS)
    second = sign_on(first, "kroe", OTHERS)
    assert (second.account, second.at, second.origin) == ("kroe", "kiosk", first.origin)
    assert terminal_of(second) == kiosk(held)
    assert terminal_of(held.desk) == held.desk


def log_of(held: SmallRegister, account: str) -> list[tuple[str, str, str, int]]:
    """Give kind, what, terminal and people of each record of somebody, oldest first."""
    found = what_saw(held.desk, account).records
    return [(r.row.kind, r.row.purpose, r.row.terminal, r.row.people) for r in found[::-1]]


def test_who_signs_on_and_off_is_in_the_access_log(database: str) -> None:
    held = made(database)
    refused(held, "jdoe", WRONG)
    desk = sign_on(kiosk(held), "jdoe", DIGITS)
    roll(desk, held.prison("WTI"))
    sign_off(desk, "by key")
    for name in ("nobody", "cron", DIGITS):
        refused(held, name, OTHERS)
    tries_and_stay = [("sign-on", how, "kiosk", 0) for how in ("in vain", "by name")]
    assert log_of(held, "jdoe") == [*tries_and_stay, ("sign-off", "by key", "kiosk", 0)]
    # What was typed for a name that is nobody's is told nowhere.
    assert log_of(held, "kiosk") == [("sign-on", "in vain", "kiosk", 0)] * 3
    found = what_saw(held.desk, "jdoe", kinds=["sign-off"]).records
    assert [one.row.kind for one in found] == ["sign-off"]
    assert verify(held.desk) == ()
    assert held.violations() == []
    held.close()


def test_nobody_signs_on_who_cannot_be_logged_and_whoever_goes_may(held: SmallRegister) -> None:
    desk = sign_on(kiosk(held), "jdoe", DIGITS)
    held.desk.access.close()
    shutil.rmtree(held.desk.access.folder)
    Path(held.desk.access.folder).touch()
    with pytest.raises(StoreBroken, match="cannot be written"):
        sign_on(kiosk(held), "jdoe", DIGITS)
    sign_off(desk, "by key")
    Path(held.desk.access.folder).unlink()

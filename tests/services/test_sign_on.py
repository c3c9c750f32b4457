"""Signing on by name at a shared terminal: who may, who may not, and what is counted."""

import json
import os
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from argon2.profiles import CHEAPEST

from db.engine import open_store
from tests.registers import MINUTE, SmallRegister, open_small_register
from tests.services.filled import done
from wingterm.domain import requests as asked
from wingterm.domain.digits import why_not
from wingterm.domain.outcomes import Receipt
from wingterm.domain.times import FAR
from wingterm.errors import (
    BadInput,
    NotAuthorised,
    NotFound,
    StoreBusy,
    StoreError,
    StoreUnsafe,
)
from wingterm.services import factors
from wingterm.services import sign_on as signing
from wingterm.services.act import carry_out
from wingterm.services.asked import asked as who_asked
from wingterm.services.desk import Desk
from wingterm.services.factors import lock_factor, remove_factor, set_factor, unlock_factor
from wingterm.services.officers import officer_record
from wingterm.services.prison_settings import settings_of
from wingterm.services.roll import roll
from wingterm.services.sign_on import (
    is_shared,
    lock_after_s,
    shared_terminal,
    sign_on,
    still_in_force,
    terminal_of,
)
from wingterm.settings import Settings, settings_from

DIGITS, OTHERS, WRONG = "748162", "381759", "926473"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let digits be hashed fast: here it does not matter how they are."""
    monkeypatch.setattr("argon2.profiles.RFC_9106_LOW_MEMORY", CHEAPEST)


def made(database: str = "sqlite") -> SmallRegister:
    """Give a register with a shared terminal, two officers and a script."""
    held = open_small_register(database)
    held.desk = replace(held.desk, key_file=str(held.folder / "sign-on.key"))
    for account, role in (("kiosk", "shared-terminal"), ("jdoe", "wing-officer"),
                          ("kroe", "reception"), ("cron", "script")):  # fmt: skip
        done(held, officer(account, role))
    held.clock.advance(MINUTE)
    set_factor(held.desk, "jdoe", DIGITS)
    return held


@pytest.fixture
def held() -> Iterator[SmallRegister]:
    held = made()
    yield held
    assert held.violations() == []
    held.close()


def officer(account: str, role: str, ends: int | None = None) -> asked.AppointOfficer:
    """Ask to appoint somebody, or to cut them off."""
    return asked.AppointOfficer(prison="WTI", account=account, name=account, role=role, ends=ends)


def kiosk(held: SmallRegister) -> Desk:
    """Give the desk of the shared terminal."""
    return replace(held.desk, account="kiosk", front_end="terminal", origin="wing-a pts/3")


def refused(held: SmallRegister, account: str, digits: str) -> tuple[str, str]:
    """Sign on in vain; give what is said."""
    with pytest.raises(NotAuthorised) as told:
        sign_on(kiosk(held), account, digits)
    return told.value.message, told.value.hint


def tries(held: SmallRegister, account: str) -> int:
    """Give how many tries are counted."""
    with held.store.read() as reader:
        row = reader.one(
            "SELECT s.tries FROM sign_on s JOIN officer o ON o.id = s.officer_id"
            " WHERE o.account = ?",
            (account,),
        )
    return int(row[0]) if row else 0


def said(held: SmallRegister, account: str = "jdoe") -> list[str]:
    """Give what the ledger says of how somebody signs on, oldest first."""
    history = officer_record(held.desk, account).history
    return [f"{one.said} {one.by_account}" for one in history[::-1] if "Sign-on" in one.said]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_who_signs_on_acts_under_their_own_name(database: str) -> None:
    if database == "postgresql":
        pytest.importorskip("psycopg")
        from tests import postgres

        if postgres.find_binaries() is None:
            pytest.skip("PostgreSQL is not installed")
    held = made(database)
    assert is_shared(kiosk(held))
    desk = sign_on(kiosk(held), " jdoe ", DIGITS)
    assert (desk.account, desk.at, desk.origin) == ("jdoe", "kiosk", "at kiosk wing-a pts/3")
    assert still_in_force(desk)
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
    assert shared_terminal(kiosk(held)) == ("kiosk", "kiosk", "WTI")
    assert not is_shared(held.desk)
    with pytest.raises(NotAuthorised, match="may not do this: sign on"):
        sign_on(held.desk, "jdoe", DIGITS)
    with pytest.raises(NotAuthorised, match="not an officer of this register"):
        is_shared(replace(held.desk, account="nobody"))


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
    assert still_in_force(desk)
    held.store.close()
    held.store = open_store(held.where, clock=held.clock)
    held.desk = replace(held.desk, store=held.store)
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

    def counted(*given: object) -> int:
        begun.append(begin(*given))  # type: ignore[arg-type]
        return begun[-1]

    monkeypatch.setattr(signing, "begin_try", counted)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: refused(held, "jdoe", WRONG), range(12)))
    assert sorted(begun) == [0] * 7 + [1, 2, 3, 4, 5]
    assert sum("cannot sign on" in one for one in said(held)) == 1


def test_a_leaver_is_signed_off_where_they_are(held: SmallRegister) -> None:
    desk = sign_on(kiosk(held), "jdoe", DIGITS)
    done(held, officer("jdoe", "wing-officer", ends=held.clock()))
    assert not still_in_force(desk)
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
    assert not still_in_force(desk)
    with pytest.raises(NotAuthorised, match="may not sign on here any longer"):
        roll(desk, held.prison("WTI"))
    # At an account of their own nothing has changed.
    assert still_in_force(replace(held.desk, account="jdoe"))
    refused(held, "jdoe", DIGITS)


def test_a_terminal_that_is_one_no_longer_signs_everybody_off(held: SmallRegister) -> None:
    desk = sign_on(kiosk(held), "jdoe", DIGITS)
    done(held, officer("kiosk", "wing-officer"))
    assert not still_in_force(desk)
    with pytest.raises(NotAuthorised, match="no shared terminal any longer"):
        roll(desk, held.prison("WTI"))
    done(held, officer("kiosk", "shared-terminal", ends=held.clock()))
    assert not still_in_force(desk)


def test_one_officer_follows_another_at_the_same_terminal(held: SmallRegister) -> None:
    set_factor(held.desk, "kroe", OTHERS)
    first = sign_on(kiosk(held), "jdoe", DIGITS)
    second = sign_on(first, "kroe", OTHERS)
    assert (second.account, second.at, second.origin) == ("kroe", "kiosk", first.origin)
    assert terminal_of(second) == kiosk(held)
    assert terminal_of(held.desk) == held.desk


def test_officers_change_their_own_by_the_old_digits(held: SmallRegister) -> None:
    own = replace(held.desk, account="jdoe")
    with pytest.raises(NotAuthorised, match="old digits"):
        set_factor(own, "jdoe", OTHERS, WRONG)
    assert tries(held, "jdoe") == 1
    set_factor(own, "jdoe", OTHERS, DIGITS)
    refused(held, "jdoe", DIGITS)
    sign_on(kiosk(held), "jdoe", OTHERS)
    for account in ("kroe", "tester"):
        with pytest.raises(NotAuthorised, match="may not do this: officer"):
            set_factor(own, account, OTHERS, "")
    for change in (lock_factor, unlock_factor, remove_factor):
        with pytest.raises(NotAuthorised):
            change(own, "jdoe")
    for _ in range(5):
        with pytest.raises(NotAuthorised):
            set_factor(own, "jdoe", DIGITS, WRONG)
    with pytest.raises(NotAuthorised):
        set_factor(own, "jdoe", DIGITS, OTHERS)
    assert "after 5 wrong tries in a row. jdoe" in said(held)[-1]


def test_who_has_no_digits_or_is_no_person(held: SmallRegister) -> None:
    own = replace(held.desk, account="kroe")
    with pytest.raises(NotAuthorised, match="old digits"):
        set_factor(own, "kroe", OTHERS, "")
    for change in (lock_factor, unlock_factor, remove_factor):
        with pytest.raises(NotFound, match="has no digits"):
            change(held.desk, "kroe")
        with pytest.raises(NotFound, match="not an officer"):
            change(held.desk, "nobody")
    for account in ("cron", "kiosk"):
        with pytest.raises(BadInput, match="no person"):
            set_factor(held.desk, account, OTHERS)


def test_nothing_of_the_digits_is_kept_but_in_one_row(held: SmallRegister) -> None:
    with held.store.read() as reader:
        (row,) = reader.rows("SELECT officer_id, factor FROM sign_on", ())
        facts = reader.rows("SELECT detail FROM entry WHERE fact_kind = 'sign-on'", ())
    assert "$argon2id$" in row[1]
    assert DIGITS not in row[1]
    assert [json.loads(detail) for (detail,) in facts] == [{"state": "set", "why": ""}]
    assert not [line for line in held.dump() if DIGITS in line or "argon2" in line]


def test_the_same_digits_of_two_officers_are_not_the_same(held: SmallRegister) -> None:
    """Nor does a row that is copied to somebody else let them in."""
    set_factor(held.desk, "kroe", OTHERS)
    with held.store.write() as unit:
        unit.run(
            "UPDATE sign_on SET factor = (SELECT s.factor FROM sign_on s JOIN officer o"
            " ON o.id = s.officer_id WHERE o.account = 'jdoe') WHERE officer_id ="
            " (SELECT id FROM officer WHERE account = 'kroe')",
            (),
        )
        unit.commit()
    refused(held, "kroe", DIGITS)


def test_the_key_is_private_and_is_never_made_twice(held: SmallRegister) -> None:
    path = Path(held.desk.key_file)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    key = path.read_bytes()
    set_factor(held.desk, "kroe", OTHERS)
    assert path.read_bytes() == key

    def cannot(error: type[Exception], words: str) -> None:
        with pytest.raises(error, match=words):
            sign_on(kiosk(held), "jdoe", DIGITS)
        with pytest.raises(error, match=words):
            set_factor(held.desk, "kroe", DIGITS)

    path.chmod(0o604)
    cannot(StoreUnsafe, "open to everybody")
    path.unlink()
    cannot(NotFound, "cannot be read")
    path.write_text("0" * 64)
    path.chmod(0o600)
    cannot(NotFound, "is not the key that digits were set with")
    path.write_text("not a key")
    cannot(StoreUnsafe, "no key of sign-on")
    path.unlink()
    path.with_name("real").write_bytes(key)
    path.symlink_to("real")
    cannot(NotFound, "cannot be read")
    path.unlink()
    os.mkfifo(path, 0o600)
    cannot(StoreUnsafe, "no key of sign-on")
    assert tries(held, "jdoe") == 0
    path.unlink()
    path.write_bytes(key)
    path.chmod(0o600)
    assert sign_on(kiosk(held), "jdoe", DIGITS).account == "jdoe"


def test_a_register_of_a_group_has_a_key_of_the_group(tmp_path: Path) -> None:
    held = made()
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o2770)
    remove_factor(held.desk, "jdoe")
    desk = replace(held.desk, key_file=str(folder / "sign-on.key"))
    set_factor(desk, "jdoe", DIGITS)
    assert stat.S_IMODE((folder / "sign-on.key").stat().st_mode) == 0o640
    held.close()


@pytest.mark.parametrize("kept", [True, False])
def test_a_commit_that_fails_is_told_as_it_came_out(
    held: SmallRegister, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    dialect = held.store.dialect
    commit = dialect.commit

    def fails(cursor: object) -> bool:
        monkeypatch.setattr(dialect, "commit", commit)
        if kept:
            commit(cursor)
        else:
            cursor.execute("ROLLBACK")  # type: ignore[attr-defined]
        raise dialect.errors[0]("disk I/O error")

    monkeypatch.setattr(dialect, "commit", fails)
    if kept:
        lock_factor(held.desk, "jdoe")
    else:
        with pytest.raises(StoreError, match="This was not done, as was looked up afterwards"):
            lock_factor(held.desk, "jdoe")
    assert (officer_record(held.desk, "jdoe").signs_on == "locked") == kept
    assert len(said(held)) == 1 + kept
    monkeypatch.setattr(dialect, "commit", fails)
    with pytest.raises(StoreBusy, match="nobody was signed on"):
        sign_on(kiosk(held), "jdoe", DIGITS)


def test_the_record_of_an_officer_with_its_history(held: SmallRegister) -> None:
    changed = asked.AppointOfficer(
        prison="EXI", account="jdoe", name="J. Doe", role="reception", grade="Band 4 officer"
    )
    done(held, changed)
    done(held, replace(changed, grade=None, role="wing-officer", ends=held.clock()))
    record = officer_record(held.desk, "jdoe", "Europe/London")
    assert record.line == (
        "jdoe", "J. Doe", "wing-officer", "EXI", "no", "Band 4 officer"
    )  # fmt: skip
    assert record.signs_on == "yes"
    assert record.active_to < FAR
    told = [one.said for one in record.history]
    assert told[3] == (
        "Appointed: name jdoe; role wing-officer; prison WTI; from 2026-03-02 09:02."
    )
    assert told[2] == "Sign-on: was given digits to sign on by."
    assert told[1] == (
        "Changed: name J. Doe (was jdoe); grade Band 4 officer (was none);"
        " role reception (was wing-officer); prison EXI (was WTI)."
    )
    assert told[0] == (
        "Changed: role wing-officer (was reception); until 2026-03-02 09:06 (was open)."
    )
    assert {one.by_account for one in record.history} == {"tester"}
    with pytest.raises(NotFound):
        officer_record(held.desk, "nobody")


def test_who_begins_later_acts_from_then_on(held: SmallRegister) -> None:
    later = held.clock() + 60 * MINUTE
    done(held, replace(officer("new", "reception"), begins=later))
    desk = replace(held.desk, account="new")
    assert not still_in_force(desk)
    held.clock.instant = later
    assert still_in_force(desk)


@pytest.mark.parametrize(
    ("digits", "why"),
    [
        ("12345", "6 to 12 digits"), ("1234567890123", "6 to 12 digits"), ("12a456", "6 to 12"),
        ("\uff17\uff14\uff18\uff11\uff16\uff12", "6 to 12 digits"), ("", "6 to 12 digits"),
        (" 748162", "6 to 12 digits"),
        ("111111", "repeat"), ("121212", "repeat"), ("747474", "repeat"), ("748748", "repeat"),
        ("776677", "repeat"), ("123456", "follow"), ("987654", "follow"), ("890123", "follow"),
        ("024680", "follow"), ("210987", "follow"),
        ("120490", "date"), ("041290", "date"), ("900412", "date"), ("12041990", "date"),
        ("19900412", "date"), ("310129", "date"),
        ("748162", "part of the account"),
    ],
)  # fmt: skip
def test_digits_that_are_tried_first_are_none(digits: str, why: str) -> None:
    assert why in why_not(digits, "j748162x")


def test_most_digits_may_be_chosen() -> None:
    may = sum(not why_not(f"{number:06}") for number in range(0, 1_000_000, 37))
    assert may / len(range(0, 1_000_000, 37)) > 0.88
    assert why_not("748162", "jdoe") == why_not("992299441") == ""


@pytest.mark.parametrize(("typed", "seconds"), [("", 300), ("300", 300), (" 45 ", 45)])
def test_a_terminal_locks_after_five_minutes_or_sooner(typed: str, seconds: int) -> None:
    assert lock_after_s(settings_from({"WINGTERM_LOCK_AFTER": typed})) == seconds


@pytest.mark.parametrize("typed", ["301", "0", "9", "-5", "x", "3e2", "9" * 30, "٣٠"])
def test_it_does_not_lock_later(typed: str) -> None:
    with pytest.raises(BadInput, match="WINGTERM_LOCK_AFTER"):
        lock_after_s(Settings("x", lock_after=typed))

"""The digits that people sign on by: which, by whom they are set, and what is kept of them."""

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from argon2.profiles import CHEAPEST

from tests.registers import MINUTE, SmallRegister
from tests.services.filled import done
from tests.services.signing import DIGITS, OTHERS, WRONG, kiosk, made, officer, refused, said, tries
from wingterm.domain import requests as asked
from wingterm.domain.digits import why_not
from wingterm.domain.times import FAR
from wingterm.errors import (
    BadInput,
    NotAuthorised,
    NotFound,
    StoreBusy,
    StoreError,
    StoreUnsafe,
)
from wingterm.services.factor_key import read_key
from wingterm.services.factors import lock_factor, remove_factor, set_factor, unlock_factor
from wingterm.services.officers import officer_record
from wingterm.services.sign_on import (
    lock_after_s,
    officer_in_force,
    sign_on,
)
from wingterm.settings import Settings, settings_from


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


def test_officers_change_their_own_by_the_old_digits(held: SmallRegister) -> None:
    own = held.desk._replace(account="jdoe")
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
    own = held.desk._replace(account="kroe")
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


def test_a_key_that_this_account_may_not_read_says_how_it_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def closed(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", closed)
        with pytest.raises(NotFound, match="Permission denied") as told:
            read_key("/srv/sign-on.key")
    assert told.value.hint.endswith("chmod 640 /srv/sign-on.key")


def test_a_register_of_a_group_has_a_key_of_the_group(tmp_path: Path) -> None:
    held = made()
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o2770)
    remove_factor(held.desk, "jdoe")
    desk = held.desk._replace(key_file=str(folder / "sign-on.key"))
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


def test_who_becomes_no_person_signs_on_no_more_and_is_told_so(held: SmallRegister) -> None:
    assert officer_record(held.desk, "jdoe").signs_on == "yes"
    done(held, officer("jdoe", "script"))
    assert officer_record(held.desk, "jdoe").signs_on == "no"
    refused(held, "jdoe", DIGITS)


def test_who_begins_later_acts_from_then_on(held: SmallRegister) -> None:
    later = held.clock() + 60 * MINUTE
    done(held, replace(officer("new", "reception"), begins=later))
    desk = held.desk._replace(account="new")
    assert not officer_in_force(desk)
    held.clock.instant = later
    assert officer_in_force(desk)


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

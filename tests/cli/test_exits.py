"""Each exit code, one by one."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.schema import SCHEMA_NUMBER
from db.sqlite import WAITING, driver
from tests.cli.conftest import Answer, Line, failing_commit
from tests.packaging.conftest import ROOT
from wingterm import errors
from wingterm.cli import notices
from wingterm.cli.exits import MEANINGS, Exit
from wingterm.services import act, practice, roll

AREA = ("elsewhere", "A1001AA", "WORKSHOP")
"""An act that nothing stands against."""


def said(answer: Answer, code: Exit) -> str:
    """Check that a command ended with a code, said so in a sentence and printed nothing else."""
    assert answer.code == code, answer
    assert answer.out == ""
    assert "Traceback" not in answer.err
    return answer.err


def test_0_done_and_nothing_needed(held: Line) -> None:
    assert held("back", "A1001AA").code == Exit.DONE


def test_1_refused(held: Line) -> None:
    assert "Nothing was done." in said(held("move", "A1003AA", "A-1-001"), Exit.REFUSED)


@pytest.mark.parametrize(
    "typed",
    [
        ("nonsense",), ("move",), ("move", "A1001AA", "A-1-001", "extra"), ("roll", "--colour"),
        ("roll", "--as-of", "soon"), ("roll", "--level", "floor"), ("list", "everybody"),
        ("codes", "XYZ"), ("show", "not-a-number"), ("correct", "A1001AA"),
        ("correct", "A1001AA", "--why", "wrong", "--last", "0"),
        ("correct", "A1001AA", "--why", "wrong", "--again", "fly"),
        ("correct", "A1001AA", "A1002AA", "--why", "wrong", "--put-in", "A-1-003"),
        ("correct", "A1001AA", "--why", "wrong", "--put-in", "A-1-003", "--again", "back"),
        ("correct", "A1001AA", "--why", "wrong", "--at", "09:00"),
        ("correct-fact", "twelve", "--why", "wrong"), ("move", "A1001AA", "A-1-003", "--ack", "x"),
        ("back", "A1001AA", "--request-id", "x" * 37), ("terminal",),
        ("back", "A1001AA", "--request-id", "two words"),
        ("release", "A1001AA", "--reason", "CR"), ("transfer", "out", "A1001AA", "--to", "EXI"),
        ("--demo", "roll"), ("verify", "--against", "/nowhere/heads.json"), ("person",),
    ],
)  # fmt: skip
def test_2_not_understood_or_not_confirmed(held: Line, typed: tuple[str, ...]) -> None:
    before = held.small.dump()
    assert said(held(*typed), Exit.USAGE)
    assert held.small.dump() == before


@pytest.mark.parametrize("typed", [("show", "Z9999ZZ"), ("receipt", "unknown")])
def test_3_not_found(held: Line, typed: tuple[str, ...]) -> None:
    said(held(*typed), Exit.NOT_FOUND)


def test_3_no_such_prison(held: Line) -> None:
    said(held("roll", prison="ZZZ"), Exit.NOT_FOUND)


def test_4_conflict(held: Line) -> None:
    held.do("elsewhere", "A1001AA", "WORKSHOP", "--request-id", "mine")
    said(held("elsewhere", "A1002AA", "WORKSHOP", "--request-id", "mine"), Exit.CONFLICT)


def test_5_busy(held: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.sqlite.BUSY_TIMEOUT_MS", 1)
    other = driver.connect(held.small.where)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert "again" in said(held("elsewhere", "A1001AA", "WORKSHOP"), Exit.BUSY)
    finally:
        other.close()


def test_who_waits_for_others_is_told_so_where_there_is_a_terminal(
    held: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.sqlite.TOLD_AFTER_S", 0.01)
    monkeypatch.setattr("db.sqlite.BUSY_TIMEOUT_MS", 30)
    told: list[str] = []
    monkeypatch.setattr(notices, "under_way", told.append)
    other = driver.connect(held.small.where)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert held(*AREA).code == Exit.BUSY
    finally:
        other.close()
    assert told == [WAITING]


def test_6_warnings(held: Line) -> None:
    err = said(held("move", "A1003AA", "A-1-002"), Exit.WARNED)
    assert "--ack over-cna=" in err


def test_7_not_authorised(held: Line) -> None:
    held.do("officer", "appoint", "chief", "--name", "C. Hief", "--role", "administrator")
    held.do("officer", "appoint", "tester", "--name", "Test Officer", "--role", "auditor")
    said(held("elsewhere", "A1001AA", "WORKSHOP"), Exit.NOT_AUTHORISED)
    assert held("roll").code == Exit.DONE


def test_10_11_12_how_a_roll_check_stands(held: Line) -> None:
    def shown() -> int:
        answer = held("check", "show")
        assert answer.err == ""
        return answer.code

    held.do("check", "open", "night")
    assert shown() == Exit.INCOMPLETE
    for code, count in (("A", "3"), ("RECP", "1"), ("WORKSHOP", "0")):
        held.do("check", "submit", code, count)
    assert shown() == Exit.DIFFERS
    held.small.clock.advance(3_600_000_000)
    assert (shown(), held("check", "due").code) == (Exit.OVERDUE, Exit.OVERDUE)
    held.do("check", "recount", "A", "2")
    held.do("check", "declare", "--name", "Test Officer")
    assert (shown(), held("check", "due").code) == (Exit.DONE, Exit.DONE)


@pytest.fixture
def spoilt(held: Line) -> Iterator[Line]:
    """Give a register in which a wing was renamed behind the ledger's back."""
    name = rename_wing(held, "Another")
    yield held
    rename_wing(held, name)


def rename_wing(line: Line, name: str) -> str:
    """Change the name of a wing; give the one before."""
    connection = driver.connect(line.small.where)
    with connection:
        before = connection.execute("SELECT name FROM place WHERE code = 'A'").fetchone()[0]
        connection.execute("UPDATE place SET name = ? WHERE code = 'A'", (name,))
    connection.close()
    return str(before)


def test_8_does_not_verify(spoilt: Line) -> None:
    answer = spoilt("verify")
    assert answer.code == Exit.NOT_SOUND
    assert "[place-differs]" in answer.out
    assert spoilt("verify", "--json").json["ok"] is False


@pytest.mark.spoils_the_store
def test_8_an_act_on_a_register_that_contradicts_itself(held: Line) -> None:
    with held.small.store.write() as unit:
        unit.run("UPDATE chain SET seq = seq - 1 WHERE establishment_id > 1", ())
        unit.commit()
    err = said(held("elsewhere", "A1001AA", "WORKSHOP"), Exit.NOT_SOUND)
    assert "the head of the book of WTI is not its last entry" in err
    assert "wingterm verify" in err
    assert held("roll").code == Exit.DONE


def test_69_unsafe_damaged_and_of_another_version(held: Line, tmp_path: Path) -> None:
    def at(path: Path) -> Answer:
        return Line(held.small)("--store", str(path), "roll", prison="")

    path = Path(held.small.where)
    path.chmod(0o604)
    assert "chmod" in said(held("roll"), Exit.UNUSABLE)
    path.chmod(0o600)
    for number in (SCHEMA_NUMBER + 1, SCHEMA_NUMBER - 1):
        set_schema(path, number)
        said(held("roll"), Exit.UNUSABLE)
    set_schema(path, SCHEMA_NUMBER)
    path.with_name("damaged.db").write_bytes(os.urandom(20_000))
    path.with_name("damaged.db").chmod(0o600)
    said(at(path.with_name("damaged.db")), Exit.UNUSABLE)


def set_schema(path: Path, number: int) -> None:
    connection = driver.connect(path)
    connection.execute(f"PRAGMA user_version = {number}")
    connection.close()


def test_70_fault(held: Line, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("Arden, Robin")

    monkeypatch.setattr(roll, "roll", broken)
    err = said(held("roll"), Exit.FAULT)
    assert "ZeroDivisionError" in err
    log = home / "state" / "wingterm" / "faults.log"
    assert str(log) in err
    assert "ZeroDivisionError" in log.read_text()
    assert "Arden" not in err + log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600
    assert held("roll", "--json").json["error"]["code"] == "fault"


def test_130_interrupted(held: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(roll, "roll", interrupted)
    said(held("roll"), Exit.INTERRUPTED)


@pytest.mark.parametrize("after", [False, True])
def test_14_what_is_not_known_names_the_request(held: Line, after: bool) -> None:
    with failing_commit(after=after, away=True):
        err = said(held(*AREA), Exit.NOT_KNOWN)
    assert err.startswith("wingterm: It is not known whether this was done: The disk is full;")
    (known,) = re.findall(r"wingterm receipt ([0-9a-f-]{36})\.", err)
    assert f"--request-id {known}" in err
    assert held("receipt", known).code == (Exit.DONE if after else Exit.NOT_FOUND)
    again = held.do(*AREA, "--request-id", known)
    assert ("was done before; nothing was done now" in again) is after


def test_14_as_json_gives_the_request_by_itself(held: Line) -> None:
    with failing_commit(after=True, away=True):
        answer = held(*AREA, "--request-id", "mine", "--json")
    assert answer.code == Exit.NOT_KNOWN
    assert answer.json["error"]["code"] == "not-known"
    assert answer.json["error"]["request_id"] == "mine"


def test_a_failed_commit_is_looked_up_and_told_as_done_or_not(held: Line) -> None:
    with failing_commit(after=True, away=False):
        done = held(*AREA)
    assert (done.code, done.err) == (Exit.DONE, "")
    assert "before" not in done.out
    with failing_commit(after=False, away=False):
        err = said(held("back", "A1001AA"), Exit.UNUSABLE)
    assert err.startswith("wingterm: This was not done, as was looked up afterwards. The disk is")
    assert "At WORKSHOP" in held("show", "A1001AA").out


def test_a_batch_of_which_it_is_not_known_names_its_request(held: Line, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("number,area\nA1001AA,WORKSHOP\n", encoding="utf-8")
    typed = ("bulk", "run", str(file), "--verb", "elsewhere", "--confirm", "1", "--json")
    with failing_commit(after=True, away=True):
        answer = held(*typed)
    assert answer.code == Exit.NOT_KNOWN
    error = answer.json["error"]
    assert held("receipt", error["request_id"]).code == Exit.DONE
    assert f"wingterm receipt {error['request_id']}" in error["remedy"]
    assert "Run the same file again" in error["remedy"]
    assert held(*typed).json["repeated"] is True


def test_whoever_interrupts_an_act_is_told_how_to_find_out(
    held: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(act, "_try", interrupted)
    err = said(held(*AREA, "--request-id", "mine"), Exit.INTERRUPTED)
    assert "wingterm receipt mine" in err


def every_error(family: type[errors.WingtermError]) -> set[type[errors.WingtermError]]:
    return {family}.union(*(every_error(child) for child in family.__subclasses__()))


def test_every_error_has_a_code() -> None:
    assert issubclass(practice.NotForPractice, errors.WingtermError)
    codes = {error.__name__: notices.code_of(error("why")) for error in every_error(
        errors.WingtermError)}  # fmt: skip
    assert codes == {
        "WingtermError": Exit.FAULT,
        "RuleBroken": Exit.FAULT,
        "BadInput": Exit.USAGE,
        "NotFound": Exit.NOT_FOUND,
        "NotAuthorised": Exit.NOT_AUTHORISED,
        "Conflict": Exit.CONFLICT,
        "IdUsed": Exit.CONFLICT,
        "Stale": Exit.CONFLICT,
        "StoreBusy": Exit.BUSY,
        "StoreError": Exit.UNUSABLE,
        "StoreBroken": Exit.UNUSABLE,
        "StoreUnsafe": Exit.UNUSABLE,
        "NotForPractice": Exit.UNUSABLE,
        "NotWritten": Exit.UNUSABLE,
        "SchemaOlder": Exit.UNUSABLE,
        "SchemaNewer": Exit.UNUSABLE,
        "StoreFull": Exit.UNUSABLE,
        "CommitDoubtful": Exit.NOT_KNOWN,
        "StoreStopped": Exit.NOT_SOUND,
    }


def test_every_code_is_documented(line: Line) -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    helped = line("--help", prison="").out
    assert set(MEANINGS) == set(Exit)
    for code, meaning in MEANINGS.items():
        assert f"| {code} | {meaning} |" in page
        assert f"{code:>3}  {meaning}" in helped

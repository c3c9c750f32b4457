"""Officers at the command line: grade, times, history, and the digits that they sign on by."""

from collections.abc import Iterator

import pytest
from argon2.profiles import CHEAPEST

from tests.cli.conftest import Line
from wingterm.cli import notices
from wingterm.cli.exits import Exit

DIGITS, OTHERS = "748162", "381759"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let digits be hashed fast: here it does not matter how they are."""
    monkeypatch.setattr("argon2.profiles.RFC_9106_LOW_MEMORY", CHEAPEST)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Let somebody sit at a terminal; what they type without its being shown is in the list."""
    answers: list[str] = []
    monkeypatch.setattr(notices, "can_ask", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda *_, **__: answers.pop(0))
    yield answers
    assert answers == []


def appoint(line: Line, *more: str) -> str:
    """Appoint J. Doe; give what is printed."""
    return line.do("officer", "appoint", "jdoe", "--name", "J. Doe", "--role", "reception", *more)


def test_grade_beginning_and_history(line: Line) -> None:
    said = appoint(line, "--grade", "Band 3 officer", "--from", "2026-03-03 07:00")
    assert "jdoe (J. Doe) is reception from 2026-03-03 07:00." in said
    appoint(line, "--grade", "Custodial manager")
    shown = line.do("officer", "show", "jdoe").splitlines()
    assert shown[:3] == [
        "jdoe: J. Doe, Custodial manager, reception of WTI.",
        "From 2026-03-03 07:00: NOT in force.",
        "Signs on at shared terminals: no.",
    ]
    assert "Changed: grade Custodial manager (was Band 3 officer)." in shown[3]
    assert shown[3].endswith("By Test Officer (tester). [REG-5]")
    assert "Appointed: name J. Doe; grade Band 3 officer; role reception; prison WTI;" in shown[4]
    assert "Custodial manager" in line.do("officer", "list", "--csv")
    assert line("officer", "show", "nobody").code == Exit.NOT_FOUND
    refused = line("officer", "appoint", "jdoe", "--name", "J", "--role", "reception",
                   "--grade", "x" * 41)  # fmt: skip
    assert refused.code == Exit.REFUSED


def test_digits_are_typed_twice_and_never_shown(line: Line, typed: list[str]) -> None:
    appoint(line)
    line.small.clock.advance(60_000_000)
    typed += [DIGITS, OTHERS]
    differs = line("officer", "factor", "jdoe")
    assert (differs.code, differs.out) == (Exit.USAGE, "")
    assert "not the same digits; nothing was changed" in differs.err
    typed += ["123456", "123456"]
    assert "follow one another" in line("officer", "factor", "jdoe").err
    typed += [DIGITS, DIGITS]
    done = line("officer", "factor", "jdoe")
    assert (done.code, done.err) == (Exit.DONE, "")
    assert DIGITS not in done.out
    assert "signs on by these digits" in done.out


def test_officers_type_the_old_digits_first(
    line: Line, typed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    appoint(line)
    line.small.clock.advance(60_000_000)
    assert line("officer", "factor", "jdoe", "--stdin", stdin=f"{DIGITS}\n").code == Exit.DONE
    monkeypatch.setattr("wingterm.services.opening.os_account", lambda: "jdoe")
    typed += [OTHERS, OTHERS, OTHERS]
    assert line("officer", "factor", "jdoe").code == Exit.NOT_AUTHORISED
    typed += [DIGITS, OTHERS, OTHERS]
    assert line("officer", "factor", "jdoe").code == Exit.DONE
    piped = line("officer", "factor", "jdoe", "--stdin", stdin=f"{OTHERS}\n{DIGITS}\n")
    assert piped.code == Exit.DONE
    for typed_ in (["lock", "jdoe"], ["unlock", "jdoe"], ["factor", "jdoe", "--remove"]):
        assert line("officer", *typed_).code == Exit.NOT_AUTHORISED


def test_lock_unlock_and_remove(line: Line) -> None:
    appoint(line)
    line.small.clock.advance(60_000_000)
    assert line("officer", "lock", "jdoe").code == Exit.NOT_FOUND
    nobody = line("officer", "factor", "jdoe")
    assert (nobody.code, "nobody to type" in nobody.err) == (Exit.USAGE, True)
    assert line("officer", "factor", "jdoe", "--stdin", stdin=f"{DIGITS}\n").code == Exit.DONE
    assert line.do("officer", "lock", "jdoe") == "jdoe cannot sign on until it is unlocked.\n"
    assert "Signs on at shared terminals: locked." in line.do("officer", "show", "jdoe")
    assert line.do("officer", "unlock", "jdoe") == "jdoe can sign on again.\n"
    assert line.do("officer", "show", "jdoe", "--json").count('"Sign-on: ') == 3
    assert line("officer", "factor", "jdoe", "--remove", "--json").json["account"] == "jdoe"
    assert "Signs on at shared terminals: no." in line.do("officer", "show", "jdoe")


def test_the_last_administrator_stays(line: Line) -> None:
    last = ("officer", "appoint", "tester", "--name", "T", "--role")
    refused = line(*last, "auditor")
    assert (refused.code, "[last-administrator]" in refused.err) == (Exit.REFUSED, True)
    refused = line(*last, "administrator", "--ends", "now")
    assert (refused.code, "[last-administrator]" in refused.err) == (Exit.REFUSED, True)
    line.do("officer", "appoint", "next", "--name", "N", "--role", "administrator")
    line.do(*last, "auditor")
    assert line(*last, "administrator").code == Exit.NOT_AUTHORISED

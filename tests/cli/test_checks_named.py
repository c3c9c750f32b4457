"""Who declares the roll sees by name who is explained, and who is missing and was found nowhere."""

import pytest

from tests.cli.conftest import Line
from wingterm.cli.exits import Exit


@pytest.fixture
def one_short(checked: Line) -> Line:
    """Give a check in which A is one short of one, who is explained as missing."""
    checked.do("check", "submit", "A", "0", "--by", "jdoe")
    checked.do("check", "submit", "RECP", "2", "--by", "jdoe")
    checked.do("check", "submit", "WORKSHOP", "0")
    checked.do("check", "explain", "A", "A1001AA", "--missing", "--why", "at the gate")
    checked.do("check", "explain", "RECP", "unknown", "--extra", "--why", "no band")
    return checked


def test_who_is_missing_and_found_in_no_unit_is_told_before_it_is_declared(one_short: Line) -> None:
    shown = one_short("check", "show")
    said = " ".join(shown.out.split())
    assert shown.code == Exit.INCOMPLETE
    assert "Explained as missing: 1 A: A1001AA Arden, Robin: at the gate (said by" in said
    assert "Explained as extra: 1 RECP: unknown: no band (said by Test Officer)" in said
    found = "MISSING AND FOUND IN NO UNIT: 1: A1001AA Arden, Robin, expected in A."
    assert found in said
    assert found in " ".join(one_short.do("print", "check").split())
    held = one_short("check", "show", "--json").json
    assert [(one["unit"], one["number"], one["what"]) for one in held["explained"]] == [
        ("A", "A1001AA", "missing"), ("RECP", "", "extra"),
    ]  # fmt: skip
    assert [one["number"] for one in held["found_nowhere"]] == ["A1001AA"]


def test_it_stays_on_what_was_declared(one_short: Line) -> None:
    one_short.do("check", "declare", "--name", "Test Officer")
    shown = one_short("check", "show")
    assert shown.code == Exit.DONE
    assert "MISSING AND FOUND IN NO UNIT: 1" in shown.out


def test_who_was_found_in_another_unit_is_not_told_as_found_nowhere(one_short: Line) -> None:
    one_short.do("check", "explain", "RECP", "unknown", "--withdraw", "--why", "has a name")
    one_short.do("check", "explain", "RECP", "A1001AA", "--extra", "--why", "came for property")
    assert "FOUND IN NO UNIT" not in one_short("check", "show").out
    assert one_short("check", "show", "--json").json["found_nowhere"] == []


def test_who_is_extra_and_missing_nowhere_was_perhaps_counted_twice(one_short: Line) -> None:
    one_short.do("check", "recount", "A", "1", "--by", "jdoe")
    one_short.do("check", "explain", "RECP", "unknown", "--withdraw", "--why", "has a name")
    one_short.do("check", "explain", "RECP", "A1001AA", "--extra", "--why", "came for property")
    said = " ".join(one_short("check", "show").out.split())
    told = "EXTRA AND MISSING IN NO UNIT: 1: A1001AA Arden, Robin, found in RECP."
    assert told in said
    assert told in " ".join(one_short.do("print", "check").split())
    held = one_short("check", "show", "--json").json["missed_nowhere"]
    assert [one["number"] for one in held] == ["A1001AA"]


def test_a_count_on_paper_has_both_its_times_on_the_sheet(checked: Line) -> None:
    checked.small.clock.advance(3_600_000_000)
    checked.do("check", "submit", "RECP", "1", "--by", "jdoe", "--counted-at", "09:30")
    checked.do("check", "submit", "A", "1")
    assert "RECP: counted 09:30, keyed 10:" in checked("check", "show").out
    assert "A: counted" not in checked("check", "show").out

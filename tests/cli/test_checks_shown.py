"""What `wingterm check show` says in each state: letter by letter, as JSON and CSV, as a code."""

import csv
import os
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Line
from tests.cli.test_shapes import SHAPES, shape
from wingterm.cli.exits import Exit

GOLDEN = Path(__file__).parents[1] / "golden"
WRITE = os.environ.get("WINGTERM_GOLDEN") == "write"
HOUR = 3_600_000_000


def same_as_kept(answer: Answer, name: str) -> None:
    """Compare what was printed; hashes and entries' ids change with each register."""
    assert answer.err == ""
    text = re.sub(r"(?<=chain )[0-9a-f]{12}$", "<head>", answer.out, flags=re.MULTILINE)
    assert max(map(len, text.splitlines())) <= 80
    file = GOLDEN / f"cli_{name}.txt"
    if WRITE:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.fixture
def filled(checked: Line) -> Line:
    """Give a check of which every unit is counted, one short in A, one too many in RECP."""
    checked.small.fill(count, checked)
    return checked


def count(checked: Line) -> None:
    """Do what `filled` says."""
    checked.do("check", "submit", "A", "0", "--by", "jdoe", "--responses", "0",
               "--no-response", "A1001AA")  # fmt: skip
    checked.do("check", "submit", "RECP", "2", "--counted-at", "09:05", "--by", "kroe")
    checked.do("check", "submit", "WORKSHOP", "0", "--how", "door")


@pytest.fixture
def declared(filled: Line) -> Line:
    """Give one that was counted again, explained and declared."""
    filled.small.fill(declare, filled)
    return filled


def declare(filled: Line) -> None:
    """Do what `declared` says."""
    filled.do("check", "recount", "A", "0", "--how", "name", "--missing", "A1001AA")
    filled.do("check", "explain", "A", "A1001AA", "--missing", "--why", "in reception, no band")
    filled.do("check", "recount", "RECP", "2", "--how", "name", "--extra", "A1001AA")
    filled.do("check", "explain", "RECP", "A1001AA", "--extra", "--why", "came for property")
    filled.do("check", "declare", "--name", "Test Officer")


def test_while_it_fills(checked: Line) -> None:
    checked.do("check", "submit", "WORKSHOP", "0")
    checked.do("elsewhere", "A1001AA", "WORKSHOP")
    answer = checked("check", "show")
    same_as_kept(answer, "check_incomplete")
    assert answer.code == Exit.INCOMPLETE


def test_where_units_differ(filled: Line) -> None:
    answer = filled("check", "show")
    same_as_kept(answer, "check_differs")
    assert answer.code == Exit.DIFFERS


def test_while_a_second_counter_has_yet_to_count(held: Line) -> None:
    held.do("prison-settings", "--set", "two_counters=yes")
    held.do("check", "times", "unlock", "07:45", "--welfare", "yes")
    held.do("check", "open", "unlock")
    held.do("check", "submit", "A", "7654")
    answer = held("check", "show")
    same_as_kept(answer, "check_blind")
    assert answer.code == Exit.INCOMPLETE


def test_when_the_roll_is_correct(declared: Line) -> None:
    answer = declared("check", "show")
    same_as_kept(answer, "check_declared")
    assert answer.code == Exit.DONE
    unit = declared("check", "show", "--unit", "RECP")
    same_as_kept(unit, "check_unit")
    assert unit.code == Exit.DONE


def test_after_something_was_entered_late(declared: Line) -> None:
    declared.small.clock.advance(HOUR)
    declared.do("release", "A1001AA", "--reason", "CR", "--at", "09:08", "--yes")
    answer = declared("check", "show", "1")
    same_as_kept(answer, "check_late")
    assert answer.code == Exit.DONE
    assert "Declared 2; the register now says 1 for 2026-03-02 09:11; because:" in answer.out


def test_when_it_was_escalated_overdue_and_abandoned(filled: Line) -> None:
    filled.do("check", "escalate", "1", "--why", "one short in A after two counts")
    filled.small.clock.advance(HOUR)
    overdue = filled("check", "show")
    assert overdue.code == Exit.OVERDUE
    assert "EMERGENCY CHECK 1: DIFFERS, OVERDUE" in overdue.out
    assert "OVERDUE since 10:" in overdue.out
    told = filled("check", "show", "--json")
    assert (told.code, told.json["overdue"], told.json["state"]) == (12, True, "DIFFERS")
    filled.do("check", "abandon", "1", "--why", "found in the chapel; counted anew at 11:00")
    answer = filled("check", "show")
    same_as_kept(answer, "check_abandoned")
    assert answer.code == Exit.INCOMPLETE


def test_another_one_that_is_open_is_named(checked: Line) -> None:
    assert "ALSO OPEN" not in checked("check", "show").out
    checked.do("check", "open", "emergency")
    shown = checked("check", "show").out
    assert shown.startswith("EMERGENCY CHECK 2: INCOMPLETE")
    assert shown.endswith("\nALSO OPEN: Lock-up check 1 (wingterm check show 1)\n")
    assert "ALSO OPEN" not in checked("check", "show", "2").out


def test_ready_to_declare_is_not_declared(checked: Line) -> None:
    for code, count in (("A", "1"), ("RECP", "1"), ("WORKSHOP", "0")):
        checked.do("check", "submit", code, count)
    answer = checked("check", "show")
    assert answer.code == Exit.INCOMPLETE
    assert "LOCK-UP CHECK 1: READY TO DECLARE" in answer.out
    assert "wingterm check declare 1" in answer.out


def test_json_has_everything_and_the_whole_hash(declared: Line) -> None:
    declared.do("release", "A1001AA", "--reason", "CR", "--at", "09:08", "--yes")
    answer = declared("check", "show", "--json")
    assert answer.json["ok"] is True
    ending = answer.json["ending"]
    assert re.fullmatch("[0-9a-f]{64}", ending["head"])
    heads = declared("check", "show").out
    assert f"Entry {ending['entry']}, head of the chain {ending['head'][:12]}\n" in heads
    assert (answer.json["counted_units"], answer.json["says_now"]) == (3, 1)


def test_json_is_as_the_page_shows_it(filled: Line) -> None:
    filled.do("release", "A1001AA", "--reason", "CR", "--at", "09:08", "--yes")
    filled.do("move", "A1003AA", "A-1-003")
    filled.do("check", "recount", "RECP", "3", "--how", "name", "--extra", "unknown",
              "--missing", "A1003AA", "--by", "kroe")  # fmt: skip
    filled.do("check", "explain", "RECP", "A1003AA", "--missing", "--why", "gone to A")
    filled.do("check", "explain", "RECP", "A1001AA", "--extra", "--why", "came down")
    filled.do("check", "responses", "RECP", "0", "--none", "A1003AA")
    filled.do("check", "abandon", "1", "--why", "a drill")
    sheet = filled("check", "show", "--json")
    assert shape(sheet.json) == shape(SHAPES["wingterm check show --json"])


def test_json_of_a_unit_is_as_the_page_shows_it(checked: Line) -> None:
    checked.do("check", "submit", "A", "1", "--how", "name", "--missing", "A1001AA", "--extra",
               "unknown", "--responses", "0", "--no-response", "A1001AA")  # fmt: skip
    checked.do("check", "explain", "A", "A1001AA", "--missing", "--why", "gone to reception")
    unit = checked("check", "show", "--unit", "A", "--json")
    assert shape(unit.json) == shape(SHAPES["wingterm check show --unit --json"])
    assert (unit.code, unit.json["ok"]) == (Exit.DIFFERS, False)


def test_csv_has_a_line_for_each_unit(filled: Line) -> None:
    answer = filled("check", "show", "--csv")
    rows = list(csv.DictReader(answer.out.splitlines()))
    assert [(row["code"], row["expected"], row["counted"]) for row in rows] == [
        ("A", "1", "0"), ("RECP", "1", "2"), ("WORKSHOP", "0", "0"),
    ]  # fmt: skip
    assert (answer.code, {row["check"] for row in rows}) == (Exit.DIFFERS, {"1"})
    assert {len(row) for row in csv.reader(answer.out.splitlines())} == {len(rows[0])}


def test_of_a_unit_csv_is_the_list_by_name(filled: Line) -> None:
    answer = filled("check", "show", "--unit", "a", "--csv")
    rows = list(csv.DictReader(answer.out.splitlines()))
    assert [(row["expected"], row["number"], row["note"]) for row in rows] == [
        ("yes", "A1001AA", ""), ("no", "A1002AA", "out"),
    ]  # fmt: skip
    assert answer.code == Exit.DIFFERS


def test_a_unit_ends_with_how_it_stands(checked: Line) -> None:
    assert checked("check", "show", "--unit", "RECP").code == Exit.INCOMPLETE
    checked.do("check", "submit", "RECP", "2")
    assert checked("check", "show", "--unit", "RECP").code == Exit.DIFFERS
    checked.do("check", "recount", "RECP", "1")
    assert checked("check", "show", "--unit", "RECP").code == Exit.DONE


def test_there_is_none_and_no_such_unit(held: Line, checked: Line) -> None:
    assert checked("check", "show", "9").code == Exit.NOT_FOUND
    answer = checked("check", "show", "--unit", "Z")
    assert (answer.code, "A, RECP, WORKSHOP" in answer.err) == (Exit.NOT_FOUND, True)
    assert checked("check", "show", prison="EXI").code == Exit.NOT_FOUND

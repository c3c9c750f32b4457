"""Past roll checks at the command line: found by date, kind, unit and officer; what is due."""

import csv

import pytest

from tests.cli.conftest import Line
from tests.cli.test_shapes import SHAPES, shape
from tests.services.days import at
from wingterm.cli.exits import Exit

MINUTE = 60_000_000
DAY = 1440 * MINUTE


@pytest.fixture
def past(checked: Line) -> Line:
    """Give a declared lock-up, a missed night check, and an emergency abandoned the day after.

    It is 09:40 on the 3rd.
    """
    checked.small.fill(go_by, checked)
    return checked


def go_by(checked: Line) -> None:
    """Do what `past` says."""
    checked.do("check", "times", "night", "23:30", "--late", "20")
    for code, count in (("A", "2"), ("RECP", "1"), ("WORKSHOP", "0")):
        checked.do("check", "submit", code, count, "--by", "jdoe")
    checked.do("check", "recount", "A", "1", "--by", "kroe")
    checked.do("check", "declare", "--name", "Test Officer")
    checked.small.clock.instant += DAY
    checked.do("check", "open", "emergency")
    checked.do("check", "abandon", "2", "--why", "a drill")


def numbers(line: Line, *typed: str) -> list[int]:
    return [one["id"] for one in line("check", "list", *typed, "--json").json["checks"]]


def missed(line: Line, *typed: str) -> list[str]:
    found = line("check", "list", *typed, "--json").json["missed"]
    return [f"{one['kind']} {one['due_at'][:16]}" for one in found]


def test_the_newest_stands_first_and_what_was_missed_among_them(past: Line) -> None:
    lines = past.do("check", "list").splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [
        ["2", "emergency"], ["night", "2026-03-02"], ["1", "lock-up"],
    ]  # fmt: skip
    assert "ABANDONED" in lines[1]
    assert "MISSED" in lines[2]
    assert "ROLL CORRECT" in lines[3]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("typed", "found", "lost"),
    [
        ([], [2, 1], 1),
        (["--missed"], [], 1),
        (["--kind", "lock-up"], [1], 0),
        (["--kind", "night"], [], 1),
        (["--unit", "A"], [2, 1], 0),
        (["--unit", "Z"], [], 0),
        (["--officer", "kroe"], [1], 0),
        (["--officer", "roe"], [1], 0),
        (["--since", "2026-03-03"], [2], 0),
        (["--since", "today"], [2], 0),
        (["--until", "02/03/2026"], [1], 1),
        (["--since", "yesterday", "--until", "yesterday"], [1], 1),
        (["--until", "2026-03-01"], [], 0),
    ],
)
def test_they_are_found_by(past: Line, typed: list[str], found: list[int], lost: int) -> None:
    assert numbers(past, *typed) == found
    assert len(missed(past, *typed)) == lost


def test_what_was_missed_stays_missed(past: Line) -> None:
    assert missed(past) == ["night 2026-03-02T23:30"]
    past.do("check", "open", "night", "--at", "yesterday 23:35")
    past.do("check", "times", "night", "")
    assert missed(past) == ["night 2026-03-02T23:30"]


@pytest.mark.parametrize(
    "typed",
    [["list", "--kind", "tea"], ["list", "--since", "soon"], ["history", "--until", "2026-02-30"],
     ["list", "--since", "2026-03-02", "--until", "2026-03-01"], ["chart", "--days", "0"],
     ["chart", "--days", "367"]],
)  # fmt: skip
def test_what_means_nothing_is_refused(past: Line, typed: list[str]) -> None:
    answer = past("check", *typed)
    assert (answer.code, answer.out) == (Exit.USAGE, "")


@pytest.mark.parametrize("typed", [["--since", "0001-01-01"], ["--until", "9999-12-31"]])
def test_the_first_and_the_last_day_that_there_are(past: Line, typed: list[str]) -> None:
    assert numbers(past, *typed) == [2, 1]


def test_json_is_as_the_page_shows_it(past: Line) -> None:
    for typed in ("list", "history", "chart", "due"):
        answer = past("check", typed, "--json")
        told = {key: value for key, value in answer.json.items() if value != []}
        kept = SHAPES[f"wingterm check {typed} --json"]
        assert isinstance(kept, dict)
        assert shape(told) == shape({key: kept[key] for key in told})
        assert answer.json["ok"] is (answer.code == Exit.DONE)
    checks = past("check", "list", "--json").json["checks"]
    assert checks[1]["took"] == 6 * 60


def test_csv_has_the_missed_ones_too(past: Line) -> None:
    answer = past("check", "list", "--csv")
    rows = list(csv.DictReader(answer.out.splitlines()))
    assert [(row["id"], row["kind"], row["state"]) for row in rows] == [
        ("2", "emergency", "ABANDONED"), ("", "night", "MISSED"), ("1", "lock-up", "ROLL CORRECT"),
    ]  # fmt: skip
    assert len({len(row) for row in csv.reader(answer.out.splitlines())}) == 1
    assert len(past("check", "history", "--csv").out.splitlines()) == 4


def test_a_unit_is_known_by_its_record(past: Line) -> None:
    units = {one["code"]: one for one in past("check", "history", "--json").json["units"]}
    assert (units["A"]["checks"], units["A"]["differed"], units["A"]["recounts"]) == (2, 1, 1)
    assert (units["RECP"]["differed"], units["RECP"]["mean_clear"]) == (0, 3 * 60)
    text = past.do("check", "history")
    assert max(map(len, text.splitlines())) <= 80


def test_where_there_is_nothing_it_says_so(held: Line) -> None:
    assert held("check", "list").out == "None.\n"
    assert held("check", "history").out == "None.\n"
    assert held("check", "due").out == "No roll check is due, missed today or open.\n"
    assert held("check", "list", "--json").json == {
        "ok": True, "schema": 1, "prison": "WTI", "checks": [], "missed": [],
    }  # fmt: skip


def test_the_picture_has_a_line_for_each_day(past: Line) -> None:
    lines = past.do("check", "chart", "--days", "3").splitlines()
    assert lines[0] == "Roll checks over 3 days of Wingterm (WTI)"
    assert max(map(len, lines)) < 80
    assert len(past("check", "chart", "--csv").out.splitlines()) == 3


def test_what_is_due_is_told_until_it_is_opened_or_missed(held: Line) -> None:
    held.do("check", "times", "midday", "10:00", "--late", "15")
    held.small.clock.instant += 40 * MINUTE
    told = held("check", "due")
    assert (told.code, told.err) == (Exit.DONE, "")
    assert "DUE: Midday check at 2026-03-02 10:00; open it by 10:15" in told.out
    assert "wingterm check open midday" in told.out
    held.small.clock.instant += 40 * MINUTE
    late = held("check", "due")
    assert late.code == Exit.OVERDUE
    assert "MISSED: Midday check, due 2026-03-02 10:00, not opened by 10:15" in late.out
    answer = held("check", "due", "--json")
    assert (answer.code, answer.json["ok"]) == (Exit.OVERDUE, False)
    assert [one["state"] for one in answer.json["due"]] == ["MISSED"]
    held.small.clock.instant += DAY - 60 * MINUTE
    assert held("check", "due").code == Exit.DONE


def test_missed_is_of_the_day_on_which_it_was_missed(held: Line) -> None:
    held.do("check", "times", "lock-up", "20:00", "--late", "15")
    held.do("check", "times", "night", "23:50", "--late", "15")
    held.small.clock.instant = at("03 00:01")
    assert held("check", "due").code == Exit.DONE
    held.small.clock.instant = at("03 00:10")
    late = held("check", "due", "--json")
    assert late.code == Exit.OVERDUE
    assert [one["kind"] for one in late.json["due"]] == ["night"]
    held.small.clock.instant = at("04 00:01")
    assert held("check", "due").code == Exit.DONE


def test_one_that_was_opened_in_time_is_not_missed_but_may_be_overdue(held: Line) -> None:
    held.do("check", "times", "midday", "10:00", "--late", "15", "--clear", "30")
    held.small.clock.instant += 50 * MINUTE
    held.do("check", "open", "midday")
    held.small.clock.instant += 25 * MINUTE
    told = held("check", "due")
    assert told.code == Exit.DONE
    assert "OPEN: Midday check 1" in told.out
    held.small.clock.instant += 10 * MINUTE
    late = held("check", "due")
    assert late.code == Exit.OVERDUE
    assert "INCOMPLETE, OVERDUE, 0 of 3 units" in late.out


def test_hints_name_what_may_be_behind_it(checked: Line) -> None:
    checked.do("check", "submit", "A", "0")
    checked.do("check", "submit", "RECP", "2")
    told = checked("check", "hints", "--json").json
    assert [one["rank"] for one in told["hints"]] == list(range(1, len(told["hints"]) + 1))
    named = {**told, "hints": [one for one in told["hints"] if one["people"]]}
    assert shape(named) == shape(SHAPES["wingterm check hints --json"])
    text = checked.do("check", "hints", "1")
    assert text.startswith("1. ")
    assert max(map(len, text.splitlines())) <= 80
    assert checked("check", "hints", "--unit", "A").code == Exit.DONE
    assert checked("check", "hints", "9").code == Exit.NOT_FOUND
    checked.do("check", "recount", "A", "1")
    checked.do("check", "recount", "RECP", "1")
    assert checked("check", "hints").out == "Nothing on record explains a difference.\n"

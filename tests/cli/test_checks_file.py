"""Counts made on paper, entered as a file: all rows or none, every fault with line and field."""

from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Line
from wingterm.cli.exits import Exit
from wingterm.services import opening

HEADER = "unit,counted,by,how,counted_at,responses,no_response,missing,extra,comment\n"


def submit(line: Line, folder: Path, text: str | bytes, *more: str) -> Answer:
    file = folder / "counts.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return line("check", "submit", "--file", str(file), *more)


def faults(answer: Answer) -> list[tuple[int, str]]:
    return [(fault["line"], fault["field"]) for fault in answer.json["faults"]]


def test_all_rows_are_one_act_with_both_times(checked: Line, tmp_path: Path) -> None:
    checked.small.clock.advance(7_200_000_000)
    answer = submit(
        checked, tmp_path,
        HEADER + 'A,1,jdoe,name,09:40,1,,A1001AA,"unknown",by torch\n'
        "RECP,1,kroe,,2026-03-02 09:41,0,A1003AA,,,\n\nworkshop,0,,,,,,,,\n",
    )  # fmt: skip
    assert (answer.code, answer.err) == (Exit.DONE, "")
    assert len(answer.out.splitlines()) == 5
    sheet = checked("check", "show", "--json").json
    held = {unit["code"]: unit for unit in sheet["units"]}
    assert [held[code]["counted_by"] for code in ("A", "RECP", "WORKSHOP")] == [
        "J. Doe", "K. Roe", "Test Officer",
    ]  # fmt: skip
    assert held["A"]["counted_at"] == "2026-03-02T09:40:00.000000Z"
    assert held["A"]["keyed_at"] == held["RECP"]["keyed_at"] > "2026-03-02T11"
    assert (held["A"]["method"], held["RECP"]["method"]) == ("name", "number")
    assert (held["A"]["responses"], held["RECP"]["no_response"]) == (1, 1)
    (count,) = checked("check", "show", "--unit", "A", "--json").json["counts"]
    assert [one["number"] for one in count["missing"]] == ["A1001AA"]
    assert [one["number"] for one in count["extra"]] == [""]
    assert count["comment"] == "by torch"


def test_a_unit_and_a_number_are_enough(checked: Line, tmp_path: Path) -> None:
    assert submit(checked, tmp_path, "counted,unit\n1,RECP\n").code == Exit.DONE


def test_the_same_file_twice_is_done_once(checked: Line, tmp_path: Path) -> None:
    text = "unit,counted,responses\nA,1,1\nRECP,1,1\n"
    first = submit(checked, tmp_path, text)
    before = checked.small.dump()
    second = submit(checked, tmp_path, text)
    assert (first.code, second.code) == (Exit.DONE, Exit.DONE)
    assert "done before; nothing was done now" in second.out
    assert checked.small.dump() == before
    # Other counts of the same units are another file, and counted already.
    other = submit(checked, tmp_path, "unit,counted,responses\nA,2,1\nRECP,1,1\n")
    assert other.code == Exit.REFUSED
    # The same counts of another check are another request.
    checked.do("check", "abandon", "1", "--why", "a drill")
    checked.do("check", "open", "night")
    again = submit(checked, tmp_path, text)
    assert (again.code, "done before" in again.out) == (Exit.DONE, False)


def test_the_same_numbers_of_a_second_counter_are_a_count_of_their_own(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.do("officer", "appoint", "jdoe", "--name", "J. Doe", "--role", "wing-officer")
    held.do("prison-settings", "--set", "two_counters=yes")
    held.do("check", "open", "night")
    text = "unit,counted\nA,1\nRECP,1\n"
    assert submit(held, tmp_path, text).code == Exit.DONE
    monkeypatch.setattr(opening, "os_account", lambda: "jdoe")
    second = submit(held, tmp_path, text)
    assert (second.code, "done before" in second.out) == (Exit.DONE, False)
    sheet = held("check", "show", "--json").json
    assert [unit["counts"] for unit in sheet["units"]] == [2, 2, 0]


def test_an_id_of_ones_own_is_kept(checked: Line, tmp_path: Path) -> None:
    text = "unit,counted\nRECP,1\n"
    assert submit(checked, tmp_path, text, "--request-id", "sheet-9").code == Exit.DONE
    assert checked("receipt", "sheet-9").code == Exit.DONE


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("A,1,,,,,,,,,more\n", [(2, "")]),
        ("A,1,,,25:00\n", [(2, "counted_at")]),
        ("A,1,,,,,A1001AA\n", [(2, "responses")]),
        ("A,x,,,25:00,y,,,,\nZ,1,nobody,how,,,,,,\n",
         [(2, "counted"), (2, "counted_at"), (2, "responses"), (3, "by"), (3, "how"),
          (3, "unit")]),
        ('A,1,,,25:00,,,,,"two\nlines"\nRECP\n',
         [(2, "comment"), (2, "counted_at"), (4, "counted")]),
    ],
)  # fmt: skip
def test_every_fault_is_told_with_line_and_field(
    checked: Line, tmp_path: Path, rows: str, found: list[tuple[int, str]]
) -> None:
    before = checked.small.dump()
    answer = submit(checked, tmp_path, HEADER + rows, "--json")
    assert (answer.code, answer.err) == (Exit.USAGE, "")
    assert faults(answer) == found
    told = submit(checked, tmp_path, HEADER + rows)
    assert (told.code, told.out) == (Exit.USAGE, "")
    for line, field in found:
        assert f"counts.csv, line {line}{', ' * bool(field)}{field}: " in told.err
    assert "; nothing was done." in told.err
    assert checked.small.dump() == before


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("Z,1\n", [(2, "unit")]),
        (",1\n", [(2, "unit")]),
        ("A,\n", [(2, "counted")]),
        ("A,one\n", [(2, "counted")]),
        ("A,1,nobody\n", [(2, "by")]),
        ("A,1,,smell\n", [(2, "how")]),
        ("A,1,,,2026-03-02 23:00\n", [(2, "counted_at")]),
        ("A,1,,,,all\n", [(2, "responses")]),
        ("A,1,,,,0,Z9999ZZ\n", [(2, "no_response")]),
        ("A,1,,name,,,,A1001AA;Z9999ZZ\n", [(2, "missing")]),
        ("A,1,,name,,,,,a stranger\n", [(2, "extra")]),
        ("A,1,,,,,,A1001AA\n", [(2, "how")]),
        (f"A,1,,,,,,,,{'x' * 241}\n", [(2, "comment")]),
        ("A,1,,,,,,,,a\x1b[2Jb\n", [(2, "comment")]),
        ("RECP,1\nA,1\nrecp,1\n", [(4, "unit")]),
    ],
)  # fmt: skip
def test_what_a_rule_refuses_is_told_by_line_too(
    checked: Line, tmp_path: Path, rows: str, found: list[tuple[int, str]]
) -> None:
    before = checked.small.dump()
    answer = submit(checked, tmp_path, HEADER + rows, "--json")
    assert (answer.code, answer.err) == (Exit.REFUSED, "")
    assert faults(answer) == found
    assert checked.small.dump() == before


@pytest.mark.parametrize(
    "text",
    ["", "unit,counted\n", "unit\nA\n", "unit,counted,unit\n", "unit,counted,cell\nA,1,x\n",
     "unit,counted\n\x00,1\n", b"unit,counted\n\xff,1\n", 'unit,counted\n"A,1\n',
     "unit,counted\n" + "A,1\n" * 501],
    ids=["empty", "no row", "no count", "twice", "foreign", "nul", "bytes", "quote", "long"],
)  # fmt: skip
def test_what_is_no_file_of_counts_is_one_sentence(
    checked: Line, tmp_path: Path, text: str | bytes
) -> None:
    answer = submit(checked, tmp_path, text)
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert 1 <= len(answer.err.splitlines()) <= 2
    assert "counts.csv" in answer.err


def test_a_check_that_has_ended_is_said_once(checked: Line, tmp_path: Path) -> None:
    checked.do("check", "abandon", "1", "--why", "a drill")
    text = "unit,counted\nA,1\nRECP,1\n"
    answer = submit(checked, tmp_path, text, "--check", "1")
    assert answer.code == Exit.REFUSED
    assert answer.err.count("was abandoned") == 1
    assert submit(checked, tmp_path, text).code == Exit.NOT_FOUND


@pytest.mark.parametrize("more", [["A", "1"], ["--by", "jdoe"], ["--responses", "1"]])
def test_everything_about_a_count_stands_in_the_file(
    checked: Line, tmp_path: Path, more: list[str]
) -> None:
    answer = submit(checked, tmp_path, "unit,counted\nA,1\n", *more)
    assert answer.code == Exit.USAGE
    assert "in the file" in answer.err


def test_a_second_count_on_paper_does_not_show_the_first(checked: Line, tmp_path: Path) -> None:
    checked.do("check", "abandon", "1", "--why", "another way of counting")
    checked.do("prison-settings", "--set", "two_counters=yes")
    checked.do("check", "open", "night")
    text = "unit,counted,by\nRECP,7654,jdoe\nRECP,1,jdoe\n"
    answer = submit(checked, tmp_path, text)
    assert answer.code == Exit.REFUSED
    assert "line 3, by: J. Doe made or entered the first count" in answer.err
    assert "7654" not in answer.err
    done = submit(checked, tmp_path, "unit,counted,by\nRECP,1,jdoe\nRECP,1,kroe\n")
    assert done.code == Exit.DONE

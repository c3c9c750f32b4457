"""A file of rows at the command line: checked, shown, confirmed, done; and done only once."""

import io
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.cli.conftest import Answer, Line
from wingterm.cli import notices
from wingterm.cli.exits import Exit
from wingterm.cli.main import app
from wingterm.services import opening

MOVES = "number,cell\nA1001AA,A-1-003\nA1003AA,A-1-001\n"
"""The second takes the bed that the first leaves."""


def rows_in(folder: Path, text: str, name: str = "moves.csv") -> str:
    """Write a file of rows; give its path."""
    file = folder / name
    file.write_text(text, encoding="utf-8", newline="")
    return str(file)


def run(line: Line, file: str, *more: str, sent: str = "") -> Answer:
    """Run a file of moves, or of `-` what is sent."""
    typed = ["--store", line.small.where, "--prison", "WTI", "bulk", "run", file]
    verb = [] if sent and file == "-" else ["--verb", "move"]
    done = CliRunner().invoke(app, [*typed, *verb, *more], input=sent)
    return Answer(done.exit_code, done.stdout, done.stderr)


def test_a_row_sees_the_rows_before_it(held: Line, tmp_path: Path) -> None:
    answer = run(held, rows_in(tmp_path, MOVES), "--confirm", "2")
    assert (answer.code, answer.err) == (Exit.DONE, "")
    assert "Batch moves.csv: 2 rows done." in answer.out
    assert "A-1-001" in held("show", "A1003AA").out
    assert held.small.violations() == []


def test_the_plan_says_who_goes_where_and_the_roll(held: Line, tmp_path: Path) -> None:
    text = "number,to,coach\nA1001AA,EXI,GX12\nA1002AA,EXI,GX12\n"
    before = held.small.dump()
    answer = held("bulk", "run", rows_in(tmp_path, text), "--verb", "transfer-out", "--dry-run")
    assert (answer.code, answer.err) == (Exit.DONE, "")
    assert [text.split() for text in answer.out.splitlines() if text.startswith("WTI")] == [
        ["WTI", "3", "1"]
    ]
    assert "line 2: A1001AA Arden, Robin" in answer.out
    assert "as one act" in answer.out
    assert answer.out.endswith("Dry run: nothing was done.\n")
    assert held.small.dump() == before


def test_the_same_file_again_changes_nothing(held: Line, tmp_path: Path) -> None:
    file = rows_in(tmp_path, MOVES)
    run(held, file, "--confirm", "2")
    before = held.small.dump()
    held.small.clock.advance(3_600_000_000)
    again = run(held, file)
    assert (again.code, again.err) == (Exit.DONE, "")
    assert "done before; nothing was done now" in again.out
    assert run(held, file, "--json").json["repeated"] is True
    assert held.small.dump() == before


def test_another_file_under_the_same_name_is_refused(held: Line, tmp_path: Path) -> None:
    run(held, rows_in(tmp_path, MOVES), "--confirm", "2")
    before = held.small.dump()
    other = run(held, rows_in(tmp_path, "number,cell\nA1002AA,A-1-003\n"), "--confirm", "1")
    assert (other.code, other.out) == (Exit.CONFLICT, "")
    assert "moves" in other.err
    assert held.small.dump() == before
    other_name = rows_in(tmp_path, "number,cell\nA1002AA,RECP\n")
    named = run(held, other_name, "--batch", "second", "--confirm", "1")
    assert named.code == Exit.DONE


FAULTY = "number,cell,at\nZ9999ZZ,A-1-003,\nA1001AA,,\nA1003AA,A-1-999,25:00\nA1002AA,A-1-001,\n"


def test_every_fault_is_told_at_once(held: Line, tmp_path: Path) -> None:
    before = held.small.dump()
    answer = run(held, rows_in(tmp_path, FAULTY), "--confirm", "4")
    assert (answer.code, answer.out) == (Exit.REFUSED, "")
    for start in ("line 2, number: ", "line 3, cell: ", "line 4, at: ", "line 5, cell: "):
        assert start in answer.err
    assert "nothing was done." in answer.err.splitlines()[-1]
    known = run(held, rows_in(tmp_path, FAULTY), "--json")
    assert (known.code, known.err, known.json["ok"]) == (Exit.REFUSED, "", False)
    assert {fault["line"] for fault in known.json["faults"]} == {2, 3, 4, 5}
    assert known.json["done"] is None
    assert held.small.dump() == before


def test_faults_are_written_as_csv_and_replace_only_their_like(held: Line, tmp_path: Path) -> None:
    faults = tmp_path / "wrong.csv"
    file = rows_in(tmp_path, "number,cell\n=1+1,A-1-003\n")
    assert run(held, file, "--faults", str(faults)).code == Exit.REFUSED
    head, first, *_ = faults.read_text(encoding="utf-8").splitlines()
    assert head == '"line","field","code","sentence","remedy"'
    assert first.startswith('"2","number",')
    assert faults.stat().st_mode & 0o777 == 0o600
    assert run(held, rows_in(tmp_path, MOVES), "--faults", str(faults), "--confirm", "2").code == 0
    assert faults.read_text(encoding="utf-8").splitlines() == [head]
    refused = run(held, file, "--faults", file)
    assert (refused.code, refused.out) == (Exit.USAGE, "")
    assert Path(file).read_text(encoding="utf-8") == MOVES


@pytest.mark.parametrize("confirm", [[], ["--confirm", "3"]])
def test_nothing_is_done_unless_the_number_of_rows_is_said(
    held: Line, tmp_path: Path, confirm: list[str]
) -> None:
    before = held.small.dump()
    file = rows_in(tmp_path, MOVES)
    answer = run(held, file, *confirm)
    assert answer.code == Exit.USAGE
    assert "2 rows" in answer.err
    assert run(held, file, "--json", *confirm).json["error"]["field"] == "confirm"
    assert held.small.dump() == before


@pytest.mark.parametrize(
    ("typed", "code"),
    [("2", Exit.DONE), ("3", Exit.REFUSED), ("", Exit.REFUSED), ("yes", Exit.REFUSED)],
)
def test_at_a_terminal_the_number_is_typed(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: Exit
) -> None:
    monkeypatch.setattr(notices, "can_ask", lambda: True)
    before = held.small.dump()
    answer = run(held, rows_in(tmp_path, MOVES), sent=f"{typed}\n")
    assert answer.code == code
    assert (held.small.dump() == before) is (code is not Exit.DONE)
    assert ("Nothing was done." in answer.err) is (code is not Exit.DONE)


def test_good_rows_are_done_and_the_others_written(held: Line, tmp_path: Path) -> None:
    text = 'number,cell,comment\nZ9999ZZ,A-1-003,"two\nlines"\nA1001AA,A-1-003,\nA1002AA,B-9,x\n'
    file = rows_in(tmp_path, text)
    answer = run(held, file, "--each", "--confirm", "3")
    assert answer.code == Exit.PART_DONE
    assert "1 row done" in answer.out
    rest = tmp_path / "moves.rest.csv"
    assert f"2 rows not done: in {rest}" in answer.err
    assert rest.read_text(encoding="utf-8") == (
        'number,cell,comment\nZ9999ZZ,A-1-003,"two\nlines"\nA1002AA,B-9,x\n'
    )
    assert "A-1-003" in held("show", "A1001AA").out
    before = held.small.dump()
    again = run(held, file, "--each")
    assert again.code == Exit.PART_DONE
    assert held.small.dump() == before


def test_the_rest_is_never_written_over_a_file(held: Line, tmp_path: Path) -> None:
    (tmp_path / "moves.rest.csv").write_text("mine")
    before = held.small.dump()
    file = rows_in(tmp_path, MOVES + "Z9999ZZ,A-1-003\n")
    answer = run(held, file, "--each", "--confirm", "3")
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert (tmp_path / "moves.rest.csv").read_text() == "mine"
    assert held.small.dump() == before
    other = run(held, file, "--each", "--rest", str(tmp_path / "x.csv"), "--confirm", "3")
    assert other.code == Exit.PART_DONE


def test_a_pipe_of_json_lines_with_verbs(held: Line) -> None:
    text = (
        '{"verb": "move", "number": "A1001AA", "cell": "A-1-003"}\n\n'
        '{"verb": "swap", "number": "A1001AA", "other": "A1002AA"}\n'
    )
    asked = run(held, "-", sent=text)
    assert asked.code == Exit.USAGE
    assert "--confirm 2" in asked.err
    answer = run(held, "-", "--batch", "pipe", "--confirm", "2", "--json", sent=text)
    assert (answer.code, answer.err) == (Exit.DONE, "")
    assert answer.json["verbs"] == {"move": 1, "swap": 1}
    assert answer.json["done"]["rows"] == 2
    assert "A-1-003" in held("show", "A1002AA").out


def test_warnings_are_faults_until_they_are_acknowledged(held: Line, tmp_path: Path) -> None:
    before = held.small.dump()
    file = rows_in(tmp_path, "number,cell\nA1001AA,A-1-002\n")
    warned = run(held, file, "--confirm", "1")
    assert (warned.code, warned.out) == (Exit.WARNED, "")
    assert "line 2, ack: A-1-002 will hold 2" in warned.err
    assert '--ack over-cna="..."' in warned.err
    mixed = run(held, rows_in(tmp_path, "number,cell\nA1001AA,A-1-002\nZ9999ZZ,RECP\n", "b.csv"))
    assert mixed.code == Exit.REFUSED
    no_reason = rows_in(tmp_path, "number,cell,ack\nA1001AA,A-1-003,over-cna\n", "c.csv")
    assert run(held, no_reason).code == Exit.REFUSED
    assert held.small.dump() == before
    assert run(held, file, "--confirm", "1", "--ack", "over-cna=agreed").code == Exit.DONE


@pytest.mark.parametrize(
    "more",
    [["--format", "xlsx"], ["--rest", "x.csv"], ["--ack", "over-cna"], ["--confirm", "0"],
     ["--faults", "/nowhere/at/all.csv"]],
)  # fmt: skip
def test_options_that_do_not_fit_are_refused(held: Line, tmp_path: Path, more: list[str]) -> None:
    before = held.small.dump()
    answer = run(held, rows_in(tmp_path, MOVES), *more)
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert held.small.dump() == before


def test_a_pipe_needs_a_place_for_the_rest(held: Line) -> None:
    answer = held("bulk", "run", "-", "--each", "--verb", "move")
    assert answer.code == Exit.USAGE
    assert "--rest" in answer.err


def test_an_officer_who_may_not_is_told(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "os_account", lambda: "nobody-here")
    answer = run(held, rows_in(tmp_path, MOVES), "--confirm", "2")
    assert answer.code in (Exit.NOT_AUTHORISED, Exit.REFUSED)
    assert answer.out == ""


def test_progress_is_numbers_and_only_at_a_terminal(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    tell = notices.rows_done("Done")
    for done in range(5001):
        tell(done, 5000)
    told = screen.getvalue().split("\r")
    assert told[-1] == "Done: 5000 of 5000 rows\n"
    assert len(told) == 102
    assert run(held, rows_in(tmp_path, MOVES), "--confirm", "2").err == ""

"""What comes between a batch and its end: a kill before the rest is written, others who write."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Line
from tests.cli.test_bulk_run import rows_in, run
from wingterm.cli import bulk, notices
from wingterm.cli.exits import Exit
from wingterm.cli.main import app
from wingterm.errors import StoreBusy
from wingterm.services import opening
from wingterm.services.act import carry_out
from wingterm.services.bulk import progress, source
from wingterm.services.bulk import run as running

MIXED = "number,cell\nZ9999ZZ,A-1-003\nA1001AA,A-1-003\nA1002AA,B-9\n"
"""Of three rows one can be done."""

LEFT = "number,cell\nZ9999ZZ,A-1-003\nA1002AA,B-9\n"


def killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_the_rest_that_a_kill_kept_from_being_written_is_written_by_the_same_command(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, rest = rows_in(tmp_path, MIXED), tmp_path / "moves.rest.csv"
    with monkeypatch.context() as patched:
        patched.setattr(bulk, "write_rest", killed)
        stopped = run(held, file, "--each", "--confirm", "3")
    assert stopped.code == Exit.INTERRUPTED
    assert "all of it was done" in stopped.err
    assert not rest.exists()
    before = held.small.dump()
    again = run(held, file, "--each")
    assert again.code == Exit.PART_DONE
    assert "was done before" in again.out
    assert f"2 rows not done: in {rest}" in again.err
    assert rest.read_text(encoding="utf-8") == LEFT
    assert rest.stat().st_mode & 0o777 == 0o600
    assert held.small.dump() == before


def test_a_rest_that_lies_there_is_named_and_left_as_it_is(held: Line, tmp_path: Path) -> None:
    file, rest = rows_in(tmp_path, MIXED), tmp_path / "moves.rest.csv"
    run(held, file, "--each", "--confirm", "3")
    same = run(held, file, "--each", "--json")
    assert (same.code, same.err, same.json["ok"]) == (Exit.PART_DONE, "", False)
    assert (same.json["done"]["rest"], same.json["done"]["rows"]) == (str(rest), 0)
    rest.write_text("number,cell\nA1002AA,RECP\n")
    mended = run(held, file, "--each")
    assert mended.code == Exit.PART_DONE
    assert f"2 rows not done: {rest} is there already, and holds something else" in mended.err
    assert rest.read_text() == "number,cell\nA1002AA,RECP\n"
    assert json.loads(run(held, file, "--each", "--json").out)["done"]["rest"] == ""
    other = run(held, file, "--each", "--rest", str(tmp_path / "again.csv"))
    assert (tmp_path / "again.csv").read_text() == LEFT
    assert other.code == Exit.PART_DONE


def test_rows_that_were_left_out_are_never_told_as_done(held: Line, tmp_path: Path) -> None:
    file = rows_in(tmp_path, MIXED)
    run(held, file, "--each", "--confirm", "3")
    (tmp_path / "moves.rest.csv").unlink()
    before = held.small.dump()
    plain = run(held, file)
    assert plain.code == Exit.PART_DONE
    assert "2 rows left out" in plain.err
    assert run(held, file, "--dry-run", "--each").code == Exit.PART_DONE
    assert not (tmp_path / "moves.rest.csv").exists()
    assert held.small.dump() == before


def test_half_a_rest_is_never_left(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill or a full disk while it is written leaves nothing that looks like the rest."""

    def half(*_: object) -> object:
        yield "number,cell\n"
        raise KeyboardInterrupt

    file = rows_in(tmp_path, MIXED)
    with monkeypatch.context() as patched:
        patched.setattr("wingterm.services.bulk.run.rest_of", half)
        assert run(held, file, "--each", "--confirm", "3").code == Exit.INTERRUPTED
    assert [path.name for path in tmp_path.glob("*rest*")] == []
    assert run(held, file, "--each").code == Exit.PART_DONE
    assert (tmp_path / "moves.rest.csv").read_text() == LEFT


def test_who_may_not_do_any_row_is_told_of_each_and_ends_with_its_own_code(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.do("officer", "appoint", "wing", "--name", "W. Ing", "--role", "wing-officer")
    held.small.clock.advance(60_000_000)
    monkeypatch.setattr(opening, "os_account", lambda: "wing")
    before = held.small.dump()
    text = "verb,number,to,prison,cell\ntransfer-out,A1001AA,EXI,,\nmove,A1002AA,,EXI,B-1-001\n"
    file = rows_in(tmp_path, text)
    answer = held("bulk", "run", file, "--confirm", "2")
    assert (answer.code, answer.out) == (Exit.NOT_AUTHORISED, "")
    assert "line 2, verb: W. Ing (wing-officer) may not do this: transfer out." in answer.err
    assert "line 3, prison: W. Ing is an officer of WTI, not of EXI." in answer.err
    assert "nothing was done" in answer.err
    mixed = rows_in(tmp_path, text + "move,Z9999ZZ,,,RECP\n", "mixed.csv")
    assert held("bulk", "run", mixed, "--confirm", "3").code == Exit.REFUSED
    assert held.small.dump() == before


class Screen(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


def test_how_far_reading_and_checking_are_is_said_at_a_terminal_only(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "WHOLE_MAX", 1)
    monkeypatch.setattr(progress, "PART_ROWS", 1)
    monkeypatch.setattr(source, "TOLD_EVERY", 1)
    file = rows_in(tmp_path, MIXED)
    assert "Checked" not in run(held, file, "--dry-run").err
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    bulk_run = ["--store", held.small.where, "--prison", "WTI", "bulk", "run", file]
    assert app([*bulk_run, "--verb", "move", "--dry-run"], standalone_mode=False) == Exit.REFUSED
    told = screen.getvalue()
    assert [f"Reading: rows {n} " in told for n in (1, 2, 3)] == [True] * 3
    assert "Checking 3 rows..." in told
    assert [f"Checked: {n} of 3 rows" in told for n in (1, 2, 3)] == [True] * 3


@pytest.mark.parametrize("change", ["written", "replaced", "removed"])
def test_a_file_changed_while_its_number_is_asked_for_is_refused(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    file = Path(rows_in(tmp_path, "number,cell\nA1001AA,A-1-003\n"))

    def meanwhile(_: str) -> str:
        if change == "written":
            file.write_text("number,cell\nA1002AA,A-1-003\n")
        elif change == "replaced":
            (tmp_path / "new.csv").write_bytes(file.read_bytes())
            (tmp_path / "new.csv").replace(file)
        else:
            file.unlink()
        return "1"

    monkeypatch.setattr(notices, "can_ask", lambda: True)
    monkeypatch.setattr(notices, "asked", meanwhile)
    before = held.small.dump()
    answer = run(held, str(file))
    assert answer.code == Exit.CONFLICT
    assert f"{file} was changed since it was checked; nothing was done." in answer.err
    assert held.small.dump() == before


def test_a_busy_register_ends_a_run_with_5_and_the_same_command_goes_on(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "WHOLE_MAX", 1)
    monkeypatch.setattr(progress, "PART_ROWS", 1)
    done = 0

    def busy(*given: Any, **more: Any) -> Any:
        nonlocal done
        done += 1
        if done > 1:
            raise StoreBusy("Others are writing to the register; nothing was done.", "Try again.")
        return carry_out(*given, **more)

    file = rows_in(tmp_path, "number,cell\nA1001AA,RECP\nA1002AA,RECP\n")
    with monkeypatch.context() as patched:
        patched.setattr(running, "carry_out", busy)
        stopped = run(held, file, "--confirm", "2")
        assert (stopped.code, stopped.out.count("done.")) == (Exit.BUSY, 0)
        assert "Before that, 1 of 2 parts was done and stays." in stopped.err
        assert "Run the same file again: it goes on from there." in stopped.err
        told = run(held, file, "--confirm", "2", "--json")
        assert (told.code, told.json["error"]["code"]) == (Exit.BUSY, "busy")
    again = run(held, file, "--confirm", "2")
    assert (again.code, "1 row done, 2 of 2 parts" in again.out) == (Exit.DONE, True)
    assert held.small.violations() == []

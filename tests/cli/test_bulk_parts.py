"""Batches in parts, what ends them early, and what is listed of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Line
from tests.cli.test_bulk_run import rows_in, run
from wingterm.cli import notices
from wingterm.cli.exits import Exit
from wingterm.services.bulk import progress
from wingterm.services.bulk import run as running

ROWS = "number,cell\nA1001AA,A-1-003\nA1002AA,A-1-001\nA1003AA,A-1-002\n"
"""Three parts of a row each, of which each needs what the one before has done."""

Tell = Callable[[int, int], None]


@pytest.fixture
def by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a batch of two rows or more be done in parts of one."""
    monkeypatch.setattr(progress, "WHOLE_MAX", 1)
    monkeypatch.setattr(progress, "PART_ROWS", 1)
    monkeypatch.setattr(running, "GAP", 0)


def ended_after(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Press Ctrl-C once so many rows are done."""

    def told(what: str) -> Tell:
        def tell(done: int, _whole: int) -> None:
            if what == "Done" and done == rows:
                raise KeyboardInterrupt

        return tell

    monkeypatch.setattr(notices, "rows_done", told)


@pytest.mark.usefixtures("by_row")
def test_ctrl_c_leaves_whole_parts_and_the_same_command_finishes(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = rows_in(tmp_path, ROWS)
    plan = run(held, file, "--dry-run")
    assert "in 3 parts of up to 1, each of them whole or not at all" in plan.out
    with monkeypatch.context() as patched:
        ended_after(1, patched)
        answer = run(held, file, "--confirm", "3")
    assert answer.code == Exit.INTERRUPTED
    assert answer.err.splitlines() == [
        "Interrupted: 1 of 3 parts are done. The same command finishes the rest."
    ]
    assert held("bulk", "list", "--json").json["batches"][0]["state"] == "part done"
    held.small.clock.advance(3_600_000_000)
    again = run(held, file, "--confirm", "3")
    assert (again.code, again.err) == (Exit.DONE, "")
    assert "1 of 3 parts were done before" in again.out
    assert "Batch moves.csv: 2 rows done, 3 of 3 parts." in again.out
    assert "A-1-002" in held("show", "A1003AA").out
    assert held.small.violations() == []


def test_ctrl_c_after_the_last_part_says_that_all_is_done(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended_after(3, monkeypatch)
    answer = run(held, rows_in(tmp_path, ROWS), "--confirm", "3")
    assert answer.code == Exit.INTERRUPTED
    assert "all of it was done" in answer.err
    assert run(held, str(tmp_path / "moves.csv")).code == Exit.DONE


def test_ctrl_c_before_anything_is_done(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "carry_out", stopped)
    before = held.small.dump()
    answer = run(held, rows_in(tmp_path, ROWS), "--confirm", "3")
    assert (answer.code, answer.err.count("\n")) == (Exit.INTERRUPTED, 1)
    assert "nothing was done" in answer.err
    known = run(held, str(tmp_path / "moves.csv"), "--confirm", "3", "--json")
    assert (known.code, known.err) == (Exit.INTERRUPTED, "")
    assert known.json["error"]["code"] == "interrupted"
    assert held.small.dump() == before


@pytest.mark.usefixtures("by_row")
def test_a_part_that_others_made_impossible_is_told(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(what: str) -> Tell:
        def tell(done: int, _whole: int) -> None:
            if what == "Done" and done == 1:
                held.do("move", "A1003AA", "A-1-001")

        return tell

    monkeypatch.setattr(notices, "rows_done", told)
    answer = run(held, rows_in(tmp_path, ROWS), "--confirm", "3")
    assert answer.code == Exit.PART_DONE
    assert "1 row done, 1 of 3 parts." in answer.out
    assert "line 3, cell: No bed in A-1-001 is free" in answer.err
    assert "part 2 of 3 was not done" in answer.err
    assert "A-1-002" in held("show", "A1002AA").out


@pytest.mark.usefixtures("by_row")
def test_batches_are_listed_with_their_parts_and_receipts(held: Line, tmp_path: Path) -> None:
    assert held("bulk", "list").out == "No batches.\n"
    run(held, rows_in(tmp_path, ROWS), "--confirm", "3")
    held.small.clock.advance(60_000_000)
    run(held, rows_in(tmp_path, "number,cell\nA1001AA,RECP\n", "=evil.csv"), "--confirm", "1")
    listed = held("bulk", "list").out.splitlines()
    assert "=evil.csv" in listed[1]
    assert listed[2].split()[2:6] == ["moves.csv", "3", "3", "3/3"]
    assert held("bulk", "list", "--csv").out.splitlines()[1].startswith('"\'=evil.csv"')
    (_, moves) = held("bulk", "list", "--json").json["batches"]
    assert (moves["state"], moves["rows"], moves["done_rows"]) == ("done", 3, 3)
    assert (moves["parts"], moves["done_parts"]) == (3, 3)
    shown = held("bulk", "show", "moves.csv", "--json").json
    assert [part["part"] for part in shown["done"]] == [1, 2, 3]
    assert [part["first_line"] for part in shown["done"]] == [2, 3, 4]
    for part in shown["done"]:
        assert held("receipt", part["request_id"]).code == Exit.DONE
        assert part["request_id"] in held("bulk", "show", "moves.csv").out
    assert len(held("bulk", "show", "moves.csv", "--csv").out.splitlines()) == 4
    unknown = held("bulk", "show", "no-such")
    assert (unknown.code, unknown.out) == (Exit.NOT_FOUND, "")

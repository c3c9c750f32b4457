"""The keys of the terminal, told by the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Line


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file for keys of one's own, not written yet."""
    file = tmp_path / "keys.toml"
    monkeypatch.setenv("WINGTERM_KEYS", str(file))
    return file


def test_the_list_has_keys_screens_command_and_grade(line: Line, own: Path) -> None:
    told = line("keys")
    assert told.code == 0
    assert any(row.split()[:4] == ["release", "l", "checked", "release"]
               for row in told.out.splitlines())  # fmt: skip
    found = line("keys", "--screen", "form", "--json").json["keys"]
    assert [one["keys"] for one in found if one["action"] == "goto"] == [["Ctrl+G"]]
    assert line("keys", "--screen", "attic").code == 3


def test_keys_of_ones_own_are_shown_and_checked(line: Line, own: Path) -> None:
    assert "there is no file" in line("keys", "--check").out
    own.write_text('move = "z"\n')
    assert "keys of your own for: move; nothing is wrong." in line("keys", "--check").out
    assert any(row.startswith("move ") and row.split()[1] == "z"
               for row in line("keys").out.splitlines())  # fmt: skip


def test_a_wrong_file_is_told_with_code_two(line: Line, own: Path) -> None:
    own.write_text('move = "s"\n"\\u001b[2J" = "z"\n')
    told = line("keys", "--check")
    assert told.code == 2
    assert "there is no action" in told.err
    assert "shipped keys are in force" in told.err
    assert "\x1b" not in told.err
    faults = line("keys", "--check", "--json")
    assert (faults.code, faults.json["ok"]) == (2, False)
    shown = line("keys")
    assert shown.code == 0, "it lists the shipped keys"
    assert "there is no action" in shown.err


def test_what_a_text_means(line: Line) -> None:
    rows = line("goto", "a1001").out.splitlines()
    assert rows[1].split() == ["cell", "A-1-001", "Cell", "wingterm", "cells", "--under", "A-1-001"]
    assert line("goto", "overdue", "--json").json["meanings"][0]["command"] == "list overdue"
    nothing = line("goto", "\x1b[2J")
    assert nothing.code == 3
    assert "\x1b" not in nothing.err
    assert "Type a cell (a1001)" in nothing.err


def test_commands_take_places_without_dashes_too(line: Line) -> None:
    line.do("person", "create", "Example", "Robin", "--born", "1990-04-12", "--sex", "M",
            "--number", "A1111AA")  # fmt: skip
    line.do("receive", "A1111AA", "--authority", "Leeds Crown Court")
    assert "moved from RECP to A-1-001" in line.do("move", "A1111AA", "a1001")
    line.do("elsewhere", "A1111AA", "workshop")
    assert line("move", "A1111AA", "a1").code == 1, "a landing is no cell"
    line.do("places", "add", "A-10", "--kind", "LANDING")
    line.do("places", "add", "A-10-01", "--kind", "CELL", "--cna", "1", "--working", "1",
            "--maximum", "1")  # fmt: skip
    told = line("move", "A1111AA", "a1001")
    assert told.code == 2
    assert "a1001 may be A-1-001, A-10-01." in told.err

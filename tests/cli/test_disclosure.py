"""`wingterm disclose`: a new file that only its owner reads, logged before it is written."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Line
from wingterm.cli.exits import Exit
from wingterm.domain.access import Kind
from wingterm.errors import StoreBroken
from wingterm.services.access_log import AccessLog

ADA = "A1001AA"
TO = ("--recipient", "Ada Arden, in person")


def log_of(line: Line) -> Path:
    """Give the folder of the access log."""
    return next(line.small.folder.glob("access-*"))


def recipients(line: Line) -> list[str]:
    """Give to whom something was disclosed, by the access log."""
    files = sorted(file for file in log_of(line).iterdir() if file.is_file())
    lines = [json.loads(text) for file in files for text in file.read_text().splitlines()]
    return [one["recipient"] for one in lines if one.get("kind") == "disclosure"]


@pytest.mark.parametrize("name", ["copy.txt", "copy.PDF"])
def test_the_file_is_new_and_private(held: Line, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    told = held.do("disclose", ADA, "--to", str(file), *TO)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    content = file.read_bytes()
    assert content.startswith(b"%PDF-") is name.endswith("PDF")
    if not name.endswith("PDF"):
        assert b"Arden, Robin" in content
        assert b"Birch" not in content
    assert "Texts of staff to read" in told
    again = held("disclose", ADA, "--to", str(file), *TO)
    assert (again.code, file.read_bytes()) == (Exit.USAGE, content)
    assert "is there already" in again.err
    # What could not be written was not logged as given.
    assert recipients(held) == [TO[1]]


def test_looking_first_gives_nothing_away(held: Line, tmp_path: Path) -> None:
    answer = held("disclose", ADA, "--dry-run", "--json")
    assert (answer.json["file"], answer.json["number"]) == ("", ADA)
    assert answer.json["parts"][0]["heading"].startswith("WHO YOU ARE")
    assert recipients(held) == []
    for wrong in (
        ("--to", str(tmp_path / "none" / "copy.txt")), (), ("--to", str(tmp_path)),
    ):  # fmt: skip
        assert held("disclose", ADA, *wrong, *TO).code == Exit.USAGE
    nobody = held("disclose", ADA, "--to", str(tmp_path / "copy.txt"))
    assert (nobody.code, list(tmp_path.glob("*.txt"))) == (Exit.USAGE, [])
    assert "to whom" in nobody.err
    assert recipients(held) == []


def test_it_is_logged_before_there_is_a_file(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = AccessLog.write

    def full(log: AccessLog, kind: Kind, *given: Any, **more: Any) -> None:
        if kind is Kind.DISCLOSURE:
            raise StoreBroken("The access log cannot be written.", "Make room.")
        kept(log, kind, *given, **more)

    monkeypatch.setattr(AccessLog, "write", full)
    answer = held("disclose", ADA, "--to", str(tmp_path / "copy.txt"), *TO)
    assert answer.code == Exit.UNUSABLE
    assert not (tmp_path / "copy.txt").exists()


def test_what_cannot_be_logged_is_not_written(held: Line, tmp_path: Path) -> None:
    held.do("show", ADA)
    folder = log_of(held)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    folder.write_text("no folder", encoding="ascii")
    answer = held("disclose", ADA, "--to", str(tmp_path / "copy.txt"), *TO)
    assert answer.code == Exit.UNUSABLE
    assert not (tmp_path / "copy.txt").exists()

"""Backup and restore at the command line: what they say, and with what code they end."""

from pathlib import Path

import pytest

from tests.cli.conftest import Line
from wingterm.cli.backup import ERASED_SINCE
from wingterm.cli.exits import Exit
from wingterm.services import backup


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def test_a_backup_says_what_it_holds_where_it_is_and_what_it_removed(
    held: Line, folder: Path
) -> None:
    first = held("backup", "--to", str(folder))
    assert first.code == Exit.DONE, first
    (path,) = folder.iterdir()
    assert first.out.startswith("Register ")
    assert "entries, the newest of 2026-03-02 09:" in first.out
    assert first.out.endswith(f"UTC. It verifies: {path}\n")
    said = held.do("backup", "--to", str(folder), "--keep", "1")
    assert said.endswith(f"Removed: {path}\n")
    assert held.do("--quiet", "backup", "--to", str(folder)) == ""


def test_a_backup_beside_the_register_is_warned_of(held: Line) -> None:
    folder = Path(held.small.where).parent / "backups"
    answer = held("backup", "--to", str(folder))
    assert answer.code == Exit.DONE
    assert "It lies on the disk of the register itself" in answer.err


@pytest.mark.spoils_the_store
def test_what_does_not_verify_ends_with_8_and_names_it(held: Line, folder: Path) -> None:
    made = held("backup", "--to", str(folder), "--json").json["path"]
    with held.small.store.write() as unit:
        unit.run("UPDATE place SET name = 'Another' WHERE code = 'A-1'", ())
        unit.commit()
    answer = held("backup", "--to", str(folder), "--keep", "1")
    assert (answer.code, answer.out) == (Exit.NOT_SOUND, "")
    assert "[place-differs]" in answer.err
    assert answer.err.endswith("wingterm: The copy does not verify; it was not kept.\n")
    assert [str(path) for path in folder.iterdir()] == [made]
    spoilt, content = folder / "spoilt.db", bytearray(Path(made).read_bytes())
    content[content.index(b"Arden")] ^= 1
    spoilt.write_bytes(content)
    new = folder / "new.db"
    told = held("restore", str(spoilt), "--to", str(new))
    assert (told.code, told.out) == (Exit.NOT_SOUND, "")
    assert told.err.endswith(f"wingterm: {spoilt} does not verify; nothing was made.\n")
    assert not new.exists()


def test_a_register_is_restored_and_works(
    held: Line, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "os_account", lambda: held.small.desk.account)
    made = held("backup", "--to", str(folder), "--json").json["path"]
    new = folder / "new.db"
    tried = held("restore", made, "--to", str(new), "--dry-run")
    assert (tried.code, tried.err) == (Exit.DONE, "")
    assert tried.out.endswith("It verifies. Nothing was kept.\n")
    assert not new.exists()
    done = held("restore", made, "--to", str(new))
    assert (done.code, done.err) == (Exit.DONE, f"{ERASED_SINCE}\n")
    assert done.out.endswith(f"It verifies. The register is {new}.\n")
    assert held("--store", str(new), "roll", "--json").json["headline"]["population"] == 3
    assert held("restore", made, "--to", str(new)).code == Exit.UNUSABLE
    assert held("restore", made, "--to", "postgresql://host/base").code == Exit.USAGE


def test_who_is_no_officer_of_what_was_restored_is_told(
    held: Line, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "os_account", lambda: "nobody")
    made = held("backup", "--to", str(folder), "--json").json["path"]
    done = held("restore", made, "--to", str(folder / "new.db"))
    assert done.code == Exit.DONE
    assert "Your account is no officer of it" in done.err

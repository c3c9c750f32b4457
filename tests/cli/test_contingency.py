"""`wingterm contingency`: a pack, its hash on the last line, and exit codes for a scheduler."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Line
from tests.packaging.conftest import ROOT
from wingterm.cli.exits import Exit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "packs"


def packs(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def written(line: Line, folder: Path, *more: str) -> Answer:
    """Write a pack of text, a minute after the last one."""
    line.small.clock.advance(60_000_000)
    return line("contingency", str(folder), "--no-pdf", *more)


def spoil(folder: Path) -> None:
    (folder / packs(folder)[0] / "evacuation.txt").write_text("nobody is here")


def test_the_last_line_is_the_hash_of_the_manifest(held: Line, folder: Path) -> None:
    answer = written(held, folder)
    assert (answer.code, answer.err) == (Exit.DONE, "")
    (name,) = packs(folder)
    manifest = (folder / name / "MANIFEST.json").read_bytes()
    lines = answer.out.splitlines()
    assert lines[-1] == f"Manifest SHA-256: {hashlib.sha256(manifest).hexdigest()}"
    assert lines[0].startswith(f"Pack {name}: ")


def test_as_json(held: Line, folder: Path) -> None:
    found = written(held, folder, "--json").json
    assert found["ok"] is True
    assert [found["pack"]] == packs(folder)
    manifest = (folder / found["pack"] / "MANIFEST.json").read_bytes()
    assert found["manifest_sha256"] == hashlib.sha256(manifest).hexdigest()
    assert {file["name"] for file in found["files"]} == {
        path.name for path in (folder / found["pack"]).iterdir() if path.name != "MANIFEST.json"
    }


def test_json_is_as_the_page_shows_it(held: Line, folder: Path) -> None:
    page = (ROOT / "docs" / "contingency.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```json\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    shown, checked = (json.loads(block) for block in blocks)
    found = written(held, folder, "--json").json
    assert list(found) == list(shown)
    assert list(found["files"][0]) == list(shown["files"][0])
    found = held("contingency", str(folder), "--check", "--json").json
    assert list(found) == list(checked)
    assert list(found["packs"][0]) == list(checked["packs"][0])


def test_text_and_pdf_unless_text_alone_is_wanted(held: Line, folder: Path) -> None:
    held.do("contingency", str(folder))
    (name,) = packs(folder)
    endings = {path.suffix for path in (folder / name).iterdir()}
    assert endings == {".txt", ".pdf", ".json", ""}
    written(held, folder)
    endings = {path.suffix for path in (folder / packs(folder)[1]).iterdir()}
    assert endings == {".txt", ".json", ""}


def test_old_packs_are_removed_and_named(held: Line, folder: Path) -> None:
    for _ in range(3):
        answer = written(held, folder, "--keep", "2")
    assert len(packs(folder)) == 2
    assert re.search(r"^Removed: WTI-\d{8}T\d{6}Z$", answer.out, re.MULTILINE)
    assert answer.out.splitlines()[-1].startswith("Manifest SHA-256: ")
    assert written(held, folder, "--keep", "0").code == Exit.USAGE


def test_what_is_left_because_it_is_not_ours_is_told(held: Line, folder: Path) -> None:
    (folder / "WTI-20200101T000000Z").mkdir(parents=True)
    answer = written(held, folder, "--keep", "1")
    assert answer.code == Exit.DONE
    assert "WTI-20200101T000000Z is not a pack of this register" in answer.err


def test_a_pack_that_is_as_it_was_written(held: Line, folder: Path) -> None:
    hash_ = written(held, folder).out.splitlines()[-1].rpartition(" ")[2]
    answer = held("contingency", str(folder), "--check")
    assert (answer.code, answer.err) == (Exit.DONE, "")
    assert "as it was written" in answer.out
    assert f"manifest SHA-256: {hash_}" in answer.out


def test_a_pack_that_was_changed_ends_with_8(held: Line, folder: Path) -> None:
    written(held, folder)
    spoil(folder)
    answer = held("contingency", str(folder), "--check")
    assert answer.code == Exit.NOT_SOUND
    assert "evacuation.txt: was changed" in answer.out
    found = held("contingency", str(folder), "--check", "--json")
    assert found.code == Exit.NOT_SOUND
    assert (found.json["ok"], found.json["packs"][0]["whole"]) == (False, False)
    written(held, folder)
    assert held("contingency", str(folder), "--check").code == Exit.DONE
    assert held("contingency", str(folder), "--check", "--all").code == Exit.NOT_SOUND


def test_a_check_needs_no_register(held: Line, folder: Path) -> None:
    written(held, folder)
    gone = Line(replace(held.small, where=str(folder / "gone.db")))
    assert gone("contingency", str(folder), "--check").code == Exit.DONE
    assert written(gone, folder).code == Exit.NOT_FOUND


@pytest.mark.parametrize(
    ("more", "code"),
    [(("--all",), Exit.USAGE), (("--check",), Exit.UNUSABLE), (("--keep", "x"), Exit.USAGE)],
)
def test_what_cannot_be_done_is_said(
    held: Line, folder: Path, more: tuple[str, ...], code: Exit
) -> None:
    answer = held("contingency", str(folder), *more)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_ends_with_69(held: Line, folder: Path) -> None:
    folder.write_text("mine")
    answer = written(held, folder)
    assert (answer.code, answer.out) == (Exit.UNUSABLE, "")
    assert f"No pack can be written in {folder}" in answer.err
    folder.unlink()
    folder.mkdir()
    folder.chmod(0o777)
    assert written(held, folder).code == Exit.UNUSABLE
    assert "Everybody" in written(held, folder).err


def test_an_empty_folder_has_no_pack_to_check(held: Line, folder: Path) -> None:
    folder.mkdir(mode=0o700)
    assert held("contingency", str(folder), "--check").code == Exit.NOT_FOUND

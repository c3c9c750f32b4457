"""Export and import typed, and every list as rows, as docs/exchange.md says."""

import csv
import json
import re
import stat
from pathlib import Path

import pytest

from db.checker import check_store
from db.engine import open_store
from tests.cli.conftest import Answer, Line
from tests.cli.reference import commands
from tests.services.exchange_page import PAGE, page
from tests.services.exchanged import rewritten
from wingterm.cli.exits import Exit
from wingterm.services.exchange.manifest import EXPORT, MANIFEST, VERSION

TEXT = PAGE.read_text(encoding="utf-8")
MORE = {
    "find": "a", "list": "population", "map": "A", "codes": "REL", "particulars": "A1001AA",
    "cell-history": "A-1-001", "bulk show": "coach.csv", "check list": "--since 2026-03-01",
    "log": "--person A1001AA --kind collection",
}  # fmt: skip
"""What is typed after a list's command, where it needs more."""


def exported(line: Line, folder: Path) -> Answer:
    """Export the register into a folder."""
    answer = line("export", str(folder), "--json", prison="")
    assert answer.code == Exit.DONE, answer
    return answer


def test_the_tables_of_the_page_are_those_of_the_program() -> None:
    assert page(TEXT) == TEXT, "run: python -m tests.services.exchange_page"
    assert f"`{EXPORT}`" in TEXT
    assert f"number of this format: {VERSION}." in TEXT


def test_the_page_says_every_key_of_the_manifest(held: Line, private: Path) -> None:
    exported(held, private / "out")
    said = json.loads((private / "out" / MANIFEST).read_text())
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \| ", TEXT.partition("## What import")[0], re.MULTILINE)
    keys = [key for row in rows for key in re.findall(r"`([a-z_]+)`", row)]
    assert keys == list(said)
    for many in ("heads", "prisons", "files"):
        for key in said[many][0]:
            assert f"`{key}`" in TEXT


def test_there_and_back(held: Line, private: Path) -> None:
    told = exported(held, private / "out").json
    assert (private / "out").stat().st_mode & 0o777 == 0o700
    again = held("export", str(private / "plain"), "--no-csv", prison="")
    assert again.out.splitlines()[-1].startswith("Manifest SHA-256: ")
    place = private / "copy" / "register.db"
    typed = ("import", str(private / "out"), "--manifest", told["manifest_sha256"])
    rehearsed = held("--store", str(place), *typed, "--dry-run", prison="")
    assert rehearsed.code == Exit.DONE, rehearsed
    assert "the checker finds nothing. Nothing was kept." in rehearsed.out
    assert not place.exists()
    done = held("--store", str(place), *typed, "--json", prison="")
    assert done.code == Exit.DONE, done
    assert done.json["store"] == str(place)
    assert done.json["heads"] == told["heads"]
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    store = open_store(str(place))
    assert check_store(store) == []
    store.close()
    assert held("--store", str(place), "roll", "--csv").out == held("roll", "--csv").out
    over = held("--store", str(place), *typed, prison="")
    assert (over.code, over.out) == (Exit.UNUSABLE, "")


def test_what_was_changed_is_told_and_nothing_is_made(held: Line, private: Path) -> None:
    out, place = private / "out", private / "copy" / "register.db"
    exported(held, out)
    (out / "stay.csv").unlink()
    (out / "notes").touch()
    typed = ("--store", str(place), "import", str(out))
    plain = held(*typed, prison="")
    assert (plain.code, plain.out) == (Exit.USAGE, "")
    assert f"{out}/notes: It does not belong to the export." in plain.err
    assert f"{out}/stay.csv: It is missing." in plain.err
    assert plain.err.endswith("is not as it was exported; nothing was made.\n")
    told = held(*typed, "--json", prison="").json
    assert [fault["file"] for fault in told["faults"]] == ["notes", "stay.csv"]
    (out / "notes").unlink()
    exported(held, private / "again")
    rewritten(private / "again", "person", lambda rows: rows[0].update(last_name="\x9b[2JX"))
    forged = held("--store", str(place), "import", str(private / "again"), prison="")
    assert forged.code == Exit.NOT_SOUND, forged
    assert "[person-differs]" in forged.err
    assert "\x9b" not in forged.err
    assert not place.exists()


def test_a_folder_is_not_written_over(held: Line, private: Path) -> None:
    refused = held("export", str(private), prison="")
    assert (refused.code, refused.out) == (Exit.UNUSABLE, "")
    assert "left as it is" in refused.err


# Lists -------------------------------------------------------------------------------------------

LISTS = re.findall(r"^\| `wingterm ([a-z -]+)` \| (.+?) \|$", TEXT, re.MULTILINE)


def test_every_list_has_the_columns_of_the_page_in_both_forms(held: Line, private: Path) -> None:
    held.do("check", "open", "unlock")
    (private / "coach.csv").write_text("verb,number,cell\nmove,A1003AA,A-1-003\n")
    held.do("bulk", "run", str(private / "coach.csv"), "--confirm", "1")
    for command, columns in LISTS:
        typed = [*command.split(), *MORE.get(command, "").split()]
        shown, lines = held(*typed, "--csv"), held(*typed, "--jsonl")
        assert (shown.code, shown.err) == (lines.code, ""), (command, shown.err)
        header, *rows = csv.reader(shown.out.splitlines())
        assert ", ".join(header) == columns, command
        found = [json.loads(line) for line in lines.out.splitlines()]
        assert len(found) == len(rows), command
        assert all(list(one) == header for one in found), command
        assert lines.out.isascii()


def test_every_command_with_csv_is_in_the_page() -> None:
    with_csv = {path.removeprefix("wingterm ") for path, text in commands() if "\n  --csv " in text}
    assert with_csv == {command for command, _ in LISTS}
    for path, text in commands():
        assert ("\n  --csv " in text) == ("\n  --jsonl " in text), path


@pytest.mark.parametrize("name", ["=1+1", "Zo\u00eb"])
def test_json_lines_say_a_name_as_it_is(held: Line, name: str) -> None:
    held.do("record", "A1001AA", "offence", f"description={name}")
    (one,) = [
        row for row in map(json.loads, held("particulars", "A1001AA", "--jsonl").out.splitlines())
        if row["kind"] == "offence"
    ]  # fmt: skip
    assert name in one["said"]

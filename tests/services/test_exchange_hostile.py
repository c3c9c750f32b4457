"""Exports that somebody or something changed: it is noticed, told, and nothing is made."""

import hashlib
import json
import os
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from db.batches import PartOfBatch, batch_id
from tests.registers import SmallRegister, open_small_register
from tests.services.exchanged import exported, imported, nothing_at, resaid, resealed, rewritten
from tests.services.filled import done
from tests.services.moves import fill_all
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.errors import (
    BadInput,
    Conflict,
    NotFound,
    SchemaNewer,
    SchemaOlder,
    StoreUnsafe,
    WingtermError,
)
from wingterm.services.access_collect import collect
from wingterm.services.act import carry_out
from wingterm.services.exchange.manifest import MANIFEST
from wingterm.services.exchange.tables import TABLES
from wingterm.services.find import find

Rows = list[dict[str, Any]]


def batch_of_one(small: SmallRegister) -> None:
    """Carry out an act as the only part of a batch."""
    with small.store.read() as reader:
        (register,) = reader.rows("SELECT register_id FROM register_info", ())[0]
    digest = "0" * 64
    part = PartOfBatch(
        batch=batch_id(register, "coach", digest), name="coach", source="coach.csv", digest=digest,
        rows=1, part_rows=1, each=False, establishment=small.prison("WTI").id,
        begun_at=small.clock.instant, part=1, first_line=2, last_line=2, done=((1, 1),),
    )  # fmt: skip
    moved = asked.Move(prison="WTI", person="A0001AA", to="RECP")
    outcome = carry_out(small.desk, [moved], part.request_id, part=part)
    assert isinstance(outcome, Receipt), outcome


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export that nobody has changed."""
    small = open_small_register()
    fill_all(small)
    done(small, asked.OpenCheck(prison="EXI", kind="unlock"), asked.RecordParticular(
        prison="WTI", person="A0001AA", fact="alias", values=(("last_name", "Miller"),)
    ))  # fmt: skip
    batch_of_one(small)
    done(small, asked.Register(
        prison="WTI", number="A0901AA", last_name="Twice", first_name="Al", sex="M",
        date_of_birth="1961-01-01",
    ))  # fmt: skip
    done(small, asked.Merge(prison="WTI", person="A0901AA", into="A0001AA", why="same prints"))
    find(small.desk, "twice")
    collect(small.desk)
    place = tmp_path_factory.mktemp("exports")
    place.chmod(0o700)
    exported(small, place / "out")
    small.close()
    return place / "out"


@pytest.fixture
def out(kept: Path, private: Path) -> Path:
    """A copy of an export, to be changed."""
    shutil.copytree(kept, private / "out")
    return private / "out"


@pytest.fixture
def place(private: Path) -> Path:
    """Where a register would be made."""
    return private / "new" / "register.db"


def test_each_changed_byte_is_noticed(out: Path, place: Path) -> None:
    """A sample of bytes, three of every file, each changed in one bit."""
    chance = random.Random(6)
    for path in sorted(out.iterdir()):
        content = path.read_bytes()
        for _ in range(3):
            at = chance.randrange(len(content))
            changed = bytearray(content)
            changed[at] ^= 1 << chance.randrange(8)
            path.write_bytes(changed)
            if path.name == MANIFEST:
                # What it says of itself alone is caught by its hash, kept elsewhere.
                with pytest.raises(BadInput, match="not the manifest"):
                    imported(out, place, manifest_sha256=hashlib.sha256(content).hexdigest())
            else:
                (fault,) = imported(out, place).faults
                assert fault.file == path.name
        path.write_bytes(content)
    assert nothing_at(place)
    assert imported(out, place).sound


def name(rows: Rows) -> None:
    rows[0]["last_name"] = "Other"


def detail(rows: Rows) -> None:
    rows[5]["detail"] = rows[5]["detail"].replace(":", ": ")


def later(column: str, row: int = -1) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[row][column] += 1

    change.__name__ = f"later-{column}"
    return change


def other(column: str, row: int = -1) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[row][column] = "ZZZ"

    change.__name__ = f"other-{column}"
    return change


def less(rows: Rows) -> None:
    del rows[-1]


def first_less(rows: Rows) -> None:
    del rows[0]


def twice(rows: Rows) -> None:
    rows.append(rows[-1])


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("person", name), ("entry", detail), ("entry", later("occurred_at", 30)),
        ("entry", other("verb")), ("entry", less), ("entry", twice), ("chain", later("seq")),
        ("chain", later("recorded_at")), ("chain", less), ("officer", other("role")),
        ("place", other("name")), ("place", less), ("bed", later("number")), ("bed", less),
        ("request", less), ("request", later("recorded_at")), ("request", other("outcome")),
        ("whereabouts", later("since")), ("whereabouts", less), ("stay", later("from_at", 0)),
        ("stay", later("known_from")), ("stay", less), ("fact_span", other("value")),
        ("fact_span", less), ("establishment", other("name")), ("counter", less),
        ("search_key", less), ("search_key", other("value")), ("roll_check", less),
        ("roll_check", later("as_of")), ("surname_key", less),
        ("surname_key", other("surname")), ("register_info", twice),
        ("batch", other("digest")), ("batch", less), ("batch", other("name")),
        ("batch_part", later("part")), ("batch_part", less),
        ("register_info", other("application")), ("register_info", other("register_id")),
        ("merged", less), ("merged", later("into_id")), ("access", first_less),
        ("access", other("officer")), ("access_list", less), ("access_person", less),
    ],
    ids=lambda one: one if isinstance(one, str) else one.__name__,
)  # fmt: skip
def test_an_attack_that_rewrites_the_manifest_too_is_caught(
    out: Path, place: Path, table: str, change: Callable[[Rows], None]
) -> None:
    rewritten(out, table, change)
    # A row against a constraint is refused as it is written.
    sound = False
    with suppress(Conflict):
        sound = imported(out, place).sound
    assert not sound
    assert nothing_at(place)


@pytest.mark.parametrize("said", [
    {"register": "another"}, {"prisons": []}, {"heads": []},
])  # fmt: skip
def test_a_manifest_that_says_otherwise_is_caught(
    out: Path, place: Path, said: dict[str, object]
) -> None:
    resaid(out, **said)
    done = imported(out, place)
    assert done.differences
    assert not done.violations
    assert nothing_at(place)


@pytest.mark.parametrize(("many", "column"), [("heads", "seq"), ("prisons", "population")])
def test_a_manifest_with_another_figure_is_caught(
    out: Path, place: Path, many: str, column: str
) -> None:
    held = json.loads((out / MANIFEST).read_text())[many]
    held[1][column] += 1
    resaid(out, **{many: held})
    (sentence,) = imported(out, place).differences
    assert held[1].get("prison", held[1].get("establishment")) in sentence


def test_what_the_checker_cannot_know_the_hash_of_the_manifest_catches(
    out: Path, place: Path
) -> None:
    kept = hashlib.sha256((out / MANIFEST).read_bytes()).hexdigest()
    rewritten(out, "request", other("content_hash"))
    with pytest.raises(BadInput, match="not the manifest"):
        imported(out, place, manifest_sha256=kept)
    assert nothing_at(place)


# Lines -------------------------------------------------------------------------------------------


def line_of(out: Path, text: str) -> str:
    """Make a text the third line of the people, in the manifest too."""
    path = out / "person.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = text.encode("utf-8", "surrogatepass")
    path.write_bytes(b"".join(lines))
    resealed(out)
    return text


PERSON = (
    '{"id":3,"number":"A0003AA","last_name":"Smith","first_name":"Al d",'
    '"date_of_birth":"1990-01-01","sex":"M","search_name":"SMITH, AL D"}\n'
)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("\n", ""), ("null\n", ""), ("[]\n", ""), ("{}\n", "id"), ("{" * 100_000 + "\n", ""),
        ("9" * 5_000 + "\n", ""), ("\ufeff" + PERSON, ""), (PERSON.replace("\n", "\r\n"), ""),
        (PERSON.replace('"id":3', '"id":"3"'), "id"), (PERSON.replace('"id":3', '"id":3.0'), "id"),
        (PERSON.replace('"id":3', '"id":true'), "id"),
        (PERSON.replace('"id":3', '"id":null'), "id"),
        (PERSON.replace('"id":3', '"id":NaN'), "id"),
        (PERSON.replace('"id":3', f'"id":{2**63}'), "id"),
        (PERSON.replace('"id":3', '"id":3,"id":4'), ""),
        (PERSON.replace('"id":3', '"id": 3'), ""), (PERSON.replace("Al d", "\\u0041l d"), ""),
        (PERSON.replace("Al d", "Z\u00eb"), ""), (PERSON.replace("Al d", "\\u0000"), "first_name"),
        (PERSON.replace("Al d", "\\ud800"), "first_name"),
        (PERSON.replace("Smith", "S" * 36), "last_name"),
        (PERSON.replace('"sex":"M",', ""), "sex"), (PERSON.replace('"sex":', '"six":'), "sex"),
        (PERSON.replace('"sex"', '"more":1,"sex"'), "more"),
        (PERSON.replace('"Smith"', '["Smith"]'), "last_name"),
        (PERSON[:-1], ""), (PERSON[:40], ""), ("\x00" * 10 + "\n", ""),
    ],
)  # fmt: skip
def test_a_line_that_is_none(out: Path, place: Path, text: str, field: str) -> None:
    line_of(out, text)
    with pytest.raises(BadInput) as refused:
        imported(out, place)
    assert (refused.value.file, refused.value.line, refused.value.field) == (
        "person.jsonl", 3, field,
    )  # fmt: skip
    assert "person.jsonl, line 3" in refused.value.message
    assert len(refused.value.message) < 200
    assert nothing_at(place)


def test_a_line_without_an_end(out: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wingterm.services.exchange.load.LINE_MAX", 1_000)
    line_of(out, PERSON.replace("Al d", "A" * 5_000))
    with pytest.raises(BadInput, match=r"line 3.* longer than"):
        imported(out, place)


def test_a_row_that_the_store_refuses_is_told_with_its_lines(out: Path, place: Path) -> None:
    rewritten(out, "person", lambda rows: rows[1].update(number=rows[0]["number"]))
    with pytest.raises(Conflict, match=r"person.jsonl, lines 1 to \d+: a row is refused"):
        imported(out, place)
    assert nothing_at(place)


# Files -------------------------------------------------------------------------------------------


def linked(path: Path) -> None:
    kept = path.rename(path.parent.parent / "kept")
    path.symlink_to(kept)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("spoil", [Path.unlink, linked, a_folder, a_pipe])
@pytest.mark.parametrize("file", ["entry.jsonl", "entry.csv", MANIFEST])
def test_a_file_that_is_none(
    out: Path, place: Path, file: str, spoil: Callable[[Path], None]
) -> None:
    spoil(out / file)
    if file == MANIFEST:
        with pytest.raises(NotFound, match=MANIFEST):
            imported(out, place)
    else:
        (fault,) = imported(out, place).faults
        assert fault.file == file
    assert nothing_at(place)


def test_every_file_at_fault_is_told_at_once(out: Path, place: Path) -> None:
    (out / "notes.txt").write_text("mine")
    (out / "person.csv").unlink()
    (out / "stay.jsonl").write_text("")
    (out / "entry.jsonl").write_bytes(b"")
    told = {fault.file for fault in imported(out, place).faults}
    assert told == {"notes.txt", "person.csv", "stay.jsonl", "entry.jsonl"}


def test_a_table_left_out_of_folder_and_manifest(out: Path, place: Path) -> None:
    (out / "bed.jsonl").unlink()
    (out / "bed.csv").unlink()
    files = json.loads((out / MANIFEST).read_text())["files"]
    resaid(out, files=[file for file in files if file["table"] != "bed"])
    (fault,) = imported(out, place).faults
    assert fault.file == "bed.jsonl"
    assert nothing_at(place)


@pytest.mark.parametrize("change", ["twice", "less", "renamed"])
def test_a_manifest_with_other_files(out: Path, place: Path, change: str) -> None:
    files = json.loads((out / MANIFEST).read_text())["files"]
    if change == "twice":
        files.append(files[0])
    elif change == "less":
        files = [file for file in files if file["name"] != "bed.jsonl"]
    else:
        files[0]["table"] = "entry"
    resaid(out, files=files)
    assert imported(out, place).faults
    assert nothing_at(place)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"export": "other"}, BadInput), ({"version": 2}, BadInput), ({"version": 0}, BadInput),
        ({"version": "1"}, BadInput), ({"schema": 10_000}, SchemaNewer),
        ({"schema": 1}, SchemaOlder), ({"schema": None}, BadInput), ({"as_of": -1}, BadInput),
        ({"as_of": 2**70}, BadInput), ({"files": {}}, BadInput), ({"files": [1]}, BadInput),
        ({"files": [{"name": "../etc/passwd"}]}, BadInput), ({"heads": [{}]}, BadInput),
        ({"register": ""}, BadInput), ({"prisons": None}, BadInput),
    ],
)  # fmt: skip
def test_a_manifest_that_is_none_of_ours(
    out: Path, place: Path, said: dict[str, object], error: type[WingtermError]
) -> None:
    resaid(out, **said)
    with pytest.raises(error) as refused:
        imported(out, place)
    assert refused.value.message.endswith(".")
    assert refused.value.hint
    assert nothing_at(place)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 100_000])
def test_a_manifest_that_is_no_json(out: Path, place: Path, content: bytes) -> None:
    (out / MANIFEST).write_bytes(content)
    with pytest.raises(BadInput, match=MANIFEST):
        imported(out, place)


def test_a_name_that_leads_elsewhere_is_refused(out: Path, place: Path) -> None:
    files = json.loads((out / MANIFEST).read_text())["files"]
    files[0]["name"] = "../out/entry.jsonl"
    resaid(out, files=files)
    with pytest.raises(BadInput, match="files 1, name"):
        imported(out, place)


@pytest.mark.parametrize("folder", ["none", "a\0b", "file", "link", "\udcff"])
def test_a_folder_that_is_none(out: Path, place: Path, folder: str) -> None:
    (out.parent / "file").touch()
    (out.parent / "link").symlink_to(out)
    with pytest.raises((NotFound, StoreUnsafe)):
        imported(out.parent / folder, place)
    assert nothing_at(place)


def test_a_file_changed_while_it_is_read_is_noticed(out: Path, place: Path) -> None:
    def spoil(table: str, _: int) -> None:
        if table == "establishment":
            path = out / "person.jsonl"
            path.write_bytes(path.read_bytes().replace(b"Smith", b"Smyth"))

    with pytest.raises(BadInput, match=r"person.jsonl was changed"):
        imported(out, place, progress=spoil)
    assert nothing_at(place)


def test_every_table_is_attacked_somewhere() -> None:
    marks = test_an_attack_that_rewrites_the_manifest_too_is_caught.pytestmark  # type: ignore[attr-defined]
    attacked = {case[0] for case in marks[0].args[1]}
    assert attacked == {table.name for table in TABLES}

"""Files that people bring: samples that work as they stand, and everything that may be wrong."""

import codecs
import os
import re
from pathlib import Path

import pytest

from tests.cli.bulk_page import PAGE, verbs
from tests.cli.conftest import Answer, Line
from tests.packaging.conftest import ROOT
from wingterm.cli.exits import Exit
from wingterm.services.bulk.verbs import BULK_VERBS

WRITE = os.environ.get("WINGTERM_GOLDEN") == "write"
GOLDEN = Path(__file__).parents[1] / "golden"
SAMPLES = ROOT / "fixtures" / "batches"


def kept(name: str, text: str) -> None:
    """Hold what was printed to what is kept of it; `WINGTERM_GOLDEN=write` writes it anew."""
    path = GOLDEN / f"{name}.txt"
    # Made of the register's own id, which is another one each time.
    text = re.sub(r"(wingterm receipt) \S+", r"\1 ID", text)
    if WRITE:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def bulk(line: Line, file: Path, *more: str, prison: str = "WTI") -> Answer:
    return line("bulk", "run", str(file), *more, prison=prison)


def sample(line: Line, name: str, rows: int, verb: str = "", prison: str = "WTI") -> str:
    line.small.clock.advance(60_000_000)
    verbs = ("--verb", verb) if verb else ()
    done = bulk(line, SAMPLES / name, *verbs, "--confirm", str(rows), prison=prison)
    assert (done.code, done.err) == (Exit.DONE, ""), done
    return done.out


def test_the_samples_work_as_they_stand(line: Line) -> None:
    sample(line, "receptions.csv", 50, "receive")
    assert line.figures()[:2] == (50, 50)
    kept("cli_bulk_moves", sample(line, "cell-moves.csv", 5))
    kept("cli_bulk_court", sample(line, "court-list.csv", 6, "court"))
    assert line.figures()[0] == 44
    kept("cli_bulk_coach", sample(line, "coach-out.csv", 40, "transfer-out"))
    assert (line.figures()[0], line.figures("EXI")[3]) == (4, 40)
    sample(line, "coach-in.csv", 40, "transfer-arrive", prison="EXI")
    assert (line.figures("EXI")[0], line.figures("EXI")[3]) == (40, 0)
    assert line.small.violations() == []


def test_every_sample_is_one_of_these() -> None:
    names = {path.name for path in SAMPLES.iterdir() if path.suffix == ".csv"}
    assert names == {
        "receptions.csv", "cell-moves.csv", "court-list.csv", "coach-out.csv", "coach-in.csv",
    }  # fmt: skip
    page = PAGE.read_text(encoding="utf-8")
    assert "fixtures/batches" in page


def test_faults_look_as_they_are_kept(held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("mixed.csv").write_text(
        "verb,number,cell,to,due,reason\n"
        "move,Z9999ZZ,A-1-003,,,\n"
        "fly,A1001AA,,,,\n"
        ",A1001AA,,,,\n"
        "move,A1001AA,,,,\n"
        "move,A1001AA,A-1-999,,,\n"
        "move,A1001AA,A-1-003,EXI,,\n"
        "transfer-out,A1002AA,,EXX,,\n"
        "court,A1002AA,,Leeds Crown Court,25:00,\n"
        "release,A1004AA,,,,CR\n"
        "move,A1003AA,A-1-002,,,,too,many\n",
        encoding="utf-8",
    )
    before = held.small.dump()
    answer = bulk(held, Path("mixed.csv"))
    assert (answer.code, answer.out) == (Exit.REFUSED, "")
    kept("cli_bulk_faults", answer.err)
    assert held.small.dump() == before


MOVE = "number,cell\nA1001AA,A-1-003\n"


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + MOVE.encode(),
        MOVE.replace("\n", "\r\n").encode(),
        codecs.BOM_UTF16_LE + MOVE.encode("utf-16-le"),
        b"\n\n" + MOVE.encode() + b"\n\n",
        b'Number,CELL,Comment\nA1001AA,A-1-003,"a ""quoted"", comment"\n',
        b"number,cell,comment\nA1001AA,A-1-003,=1+1\n",
    ],
    ids=["bom", "crlf", "utf-16", "empty lines", "quotes", "formula"],
)
def test_what_is_odd_and_clear_is_done(held: Line, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes(content)
    answer = bulk(held, file, "--verb", "move", "--confirm", "1")
    assert (answer.code, answer.err) == (Exit.DONE, "")
    assert "A-1-003" in held("show", "A1001AA").out


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n  \n",
        b"number,cell\n",
        b"number,room\nA1001AA,A-1-003\n",
        b"number,cell,cell\nA1001AA,A-1-003,A-1-003\n",
        b"cell\nA-1-003\n",
        b"number,cell\nA1001AA,A-1-\x00003\n",
        b"number,cell\nA1001AA,\xff\xfe\xfd\n",
        b'number,cell\nA1001AA,"A-1-003\n',
        b"number,cell\nA1001AA," + b"x" * 1_100_000 + b"\n",
        codecs.BOM_UTF16_LE + b"n\x00u",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(range(256)) * 4,
        b"\x7fELF\x02\x01\x01" + bytes(64),
        b'[{"number": "A1001AA", "cell": "A-1-003"}]\n',
    ],
    ids=["empty", "blank", "no row", "unknown", "twice", "missing", "nul", "latin", "quote",
         "long line", "utf-16", "spreadsheet", "program", "list"],
)  # fmt: skip
def test_what_is_no_batch_file_is_one_sentence(held: Line, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "wrong.csv"
    file.write_bytes(content)
    before = held.small.dump()
    for form in ((), ("--format", "jsonl")) if content.startswith(b"[") else ((),):
        answer = bulk(held, file, "--verb", "move", "--confirm", "1", *form)
        assert (answer.code, answer.out) == (Exit.USAGE, ""), answer
        assert 1 <= len(answer.err.splitlines()) <= 2
        assert "wrong.csv" in answer.err
        assert answer.err.isprintable() or "\n" in answer.err
        known = bulk(held, file, "--verb", "move", "--json", *form)
        assert (known.err, known.json["ok"]) == ("", False)
    assert held.small.dump() == before


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ('A1001AA,A-1-003,"two\nlines"', "comment"),
        ("A1001AA,A-1-003,a\u202eb", "comment"),
        ("A1001AA,A-1-003,a\x1b[2Jb", "comment"),
        (f"A1001AA,A-1-003,{'x' * 9000}", "comment"),
        ("A1001AA,A-1-003,ok,more", ""),
        ("=cmd|' /C calc'!A0,A-1-003,", "number"),
        ("A1001AA,../../etc/passwd,", "cell"),
    ],
    ids=["newline", "bidi", "escape", "huge", "ragged", "formula", "path"],
)
def test_a_hostile_field_is_a_fault_and_acts_on_no_reader(
    held: Line, tmp_path: Path, row: str, field: str
) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text(f"number,cell,comment\n{row}\n", encoding="utf-8", newline="")
    before = held.small.dump()
    faults = tmp_path / "faults.csv"
    answer = bulk(held, file, "--verb", "move", "--faults", str(faults))
    assert (answer.code, answer.out) == (Exit.REFUSED, "")
    assert f"line 2{', ' * bool(field)}{field}: " in answer.err
    for text in (answer.err, faults.read_text(encoding="utf-8")):
        assert all(line.isprintable() for line in text.splitlines())
    assert not any(cell.startswith('"=') for cell in faults.read_text().split(","))
    assert held.small.dump() == before


def test_a_column_that_is_a_formula_is_none_in_the_list_of_faults(
    held: Line, tmp_path: Path
) -> None:
    file, faults = tmp_path / "wrong.jsonl", tmp_path / "faults.csv"
    file.write_text('{"number": "A1001AA", "cell": "A-1-003", "=1+1": "x"}\n', encoding="utf-8")
    answer = bulk(held, file, "--verb", "move", "--faults", str(faults))
    assert answer.code == Exit.REFUSED
    assert faults.read_text(encoding="utf-8").splitlines()[1].startswith('"1","\'=1+1",')


@pytest.mark.parametrize("name", ["no-such.csv", "."])
def test_a_file_that_cannot_be_read_is_said(
    held: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = bulk(held, Path(name), "--verb", "move")
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert "cannot be read" in answer.err


def test_a_verb_that_is_none_names_those_that_are(held: Line, tmp_path: Path) -> None:
    file = tmp_path / "moves.csv"
    file.write_text(MOVE)
    for typed in (("bulk", "run", str(file), "--verb", "fly"), ("bulk", "template", "fly"),
                  ("bulk", "template", "fly", "--json")):  # fmt: skip
        answer = held(*typed)
        assert answer.code == Exit.USAGE
        assert "transfer-out" in answer.err + answer.out


def test_templates_are_files_that_can_be_read(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "template.csv"
    for typed, verb in (*(((name,), ("--verb", name)) for name in BULK_VERBS), (("--all",), ())):
        file.write_text(line("bulk", "template", *typed).out)
        answer = bulk(line, file, *verb, "--json")
        # Nobody of the example is here, so that every row has a fault; that of its form is none.
        codes = {fault["code"] for fault in answer.json["faults"]}
        assert not codes & {"ragged", "unknown-column", "unknown-verb", "missing"}, (typed, codes)
    listed = line("bulk", "template").out
    assert all(f"\n{name}: " in f"\n{listed}" for name in BULK_VERBS)
    known = line("bulk", "template", "--json").json["verbs"]
    assert [one["verb"] for one in known] == list(BULK_VERBS)
    (swap,) = line("bulk", "template", "swap", "--json").json["verbs"]
    assert [c["name"] for c in swap["columns"] if c["required"]] == ["number", "other"]


def test_the_page_has_every_verb_as_it_is() -> None:
    assert PAGE.read_text(encoding="utf-8").endswith(verbs()), "run: python -m tests.cli.bulk_page"

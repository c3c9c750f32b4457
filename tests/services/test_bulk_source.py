"""Batch files as people and programs bring them: what is read, and what is refused."""

import io
import tempfile
from pathlib import Path

import pytest

from tests.services.bulk_files import source_of
from wingterm.errors import BadInput
from wingterm.services.bulk import source as sources
from wingterm.services.bulk import stream
from wingterm.services.bulk.source import read_source, rest_of

ROWS = "number,cell\nA1001AA,A-1-001\nA1002AA,A-1-002\n"


def texts(content: bytes | str, verb: str = "move") -> list[tuple[int, dict[str, str]]]:
    """Give line and texts of the rows that can be read."""
    with source_of(content, verb) as source:
        rows = [source.row(row) for row in source.spool.rows(1, source.rows) if row.sound]
        return [(row.line, dict(row.texts)) for row in rows]


PLAIN = [
    (2, {"number": "A1001AA", "cell": "A-1-001"}),
    (3, {"number": "A1002AA", "cell": "A-1-002"}),
]


@pytest.mark.parametrize(
    "content",
    [
        ROWS.encode(),
        ROWS.encode("utf-8-sig"),
        ROWS.encode("utf-16"),
        ROWS.replace("\n", "\r\n").encode(),
        ROWS.replace("\n", "\r").encode(),
        ROWS.replace("number,cell", "Number, CELL").encode(),
        ROWS.removesuffix("\n").encode(),
    ],
)
def test_the_same_rows_however_they_were_saved(content: bytes) -> None:
    assert texts(content) == PLAIN


def test_a_quoted_field_goes_on_over_lines_and_keeps_its_row_s_line() -> None:
    found = texts('\nnumber,cell,comment\nA1001AA,A-1-001,"one\r\ntwo, ""three"""\n\nB,C,=1+1\n')
    assert found[0] == (
        3,
        {"number": "A1001AA", "cell": "A-1-001", "comment": 'one\r\ntwo, "three"'},
    )
    assert found[1] == (6, {"number": "B", "cell": "C", "comment": "=1+1"})


def test_json_lines_are_objects_of_texts() -> None:
    content = (
        '{"number": "A1001AA", "to": "\\u0041-1", "comment": null, "at": 9}\n\n'
        '{"number": 12.50, "give-up-bed": true}\n'
    )
    found = texts(content, "court")
    assert found[1] == (3, {"number": "12.50", "give_up_bed": "yes"})
    assert found[0] == (1, {"number": "A1001AA", "to": "A-1", "comment": "", "at": "9"})


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"number,cell\n", "has no rows"),
        (b"number,cell\nA\x00,B\n", "line 2: the file holds a NUL"),
        (ROWS.encode("utf-16-le"), "NUL"),
        (b"number,cell\n\xff\xfe\xfd,B\n", "is not UTF-8 text"),
        (b"number,number,cell\nA,B,C\n", "has the column number twice"),
        (b"number,wing\nA,B\n", "has a column wing, which is none"),
        (b"number,,cell\nA,B,C\n", "has a column (empty), which is none"),
        (b"number\nA\n", "has no column cell"),
        (b'number,cell\nA,"B"C\n', "line 2: the file is not CSV"),
        (b'number,cell\nA,"B\n', "is not CSV"),
        (b"number,cell\nA," + b"x" * 200_000 + b"\n", "line 2: the file is not CSV: field larger"),
        (b'number,cell\nA,"' + b"x\n" * 200_000, "is not CSV: field larger"),
        (b"number,cell\n" + b"x" * 1_500_000, "line of more than 1000000 characters"),
        (b'[{"number": "A"}]', "is a JSON list"),
        (b"PK\x03\x04\x00\x00", "NUL"),
    ],
)
def test_what_cannot_be_read_at_all_is_one_sentence(content: bytes, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        source_of(content, "move")
    assert says in caught.value.message
    assert "\n" not in caught.value.message


def test_what_is_wrong_with_the_shape_of_rows_is_told_of_all_of_them() -> None:
    content = "verb,number,cell\nmove,A\nmove,A,B,C\n,A,B\nfly,A,B\nback,A,B\nmove,A," + "x" * 9000
    with source_of(content) as source:
        assert [(f.line, f.field, f.code) for f in source.faults] == [
            (2, "", "ragged"),
            (3, "", "ragged"),
            (4, "verb", "unknown-verb"),
            (5, "verb", "unknown-verb"),
            (6, "cell", "unknown-column"),
            (7, "cell", "too-long"),
        ]


def test_what_is_wrong_with_lines_of_json_is_told_of_all_of_them() -> None:
    lines = ("{", '{"number": 1, "number": 2}', '{"cell": {"a": 1}}', '{"cell": ["\\u0000"]}',
             "[1]", '{"number": NaN}', '{"wing": "A"}', '{"number": "\\ud800"}',
             '{"number": "\\u0000"}', "7", "[" * 100_000)  # fmt: skip
    with source_of("{}\n" + "\n".join(lines), "move") as source:
        assert [(f.line, f.field, f.code) for f in source.faults] == [
            (2, "", "not-json"),
            (3, "number", "doubled"),
            (4, "cell", "nested"),
            (5, "cell", "nested"),
            (6, "", "not-object"),
            (7, "", "not-json"),
            (8, "wing", "unknown-column"),
            (9, "number", "not-text"),
            (10, "number", "not-text"),
            (11, "", "not-object"),
            (12, "", "not-json"),
        ]


def test_a_row_of_another_verb_than_was_said_is_a_fault() -> None:
    with source_of("verb,number,cell\nmove,A,B\nback,A,\n,A,B\n", "move") as source:
        assert [(f.line, f.code) for f in source.faults] == [(3, "other-verb")]


@pytest.mark.parametrize("content", ['number,cell\nA,"=1+1,\nx"\nB\nC,D\n', '{"a":1}\n{"b"}\n{}\n'])
def test_the_rest_is_a_file_of_the_rows_as_they_were_written(content: str) -> None:
    with source_of(content, "move") as source:
        rest = "".join(rest_of(source, source.faults))
    kept = ["number,cell", "B"] if content.startswith("n") else ['{"a":1}', '{"b"}']
    assert rest.splitlines() == kept


def test_the_form_is_known_by_the_name_and_else_by_how_it_begins(tmp_path: Path) -> None:
    for name, content, form in (
        ("a.csv", ROWS, "csv"), ("a.jsonl", '{"number":"A"}', "jsonl"), ("a", ROWS, "csv"),
        ("b.txt", '{"number":"A"}', "jsonl"), ("=a.NDJSON", '{"number":"A"}', "jsonl"),
    ):  # fmt: skip
        path = tmp_path / name
        path.write_text(content)
        with read_source(path, verb="move") as source:
            assert (source.form, source.name) == (form, name)


def test_a_file_that_is_not_there_or_a_folder_is_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(BadInput, match="cannot be read"):
            read_source(path, verb="move")
    with pytest.raises(BadInput, match="no verb of a batch file"):
        read_source(tmp_path, verb="fly")


def test_too_much_is_refused_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "ROWS_MAX", 1)
    with pytest.raises(BadInput, match="line 3: the file has more than 1 rows"):
        source_of(ROWS, "move")
    monkeypatch.setattr(stream, "BYTES_MAX", 10)
    with pytest.raises(BadInput, match="larger than 10 bytes"):
        source_of(ROWS, "move")


class Endless(io.RawIOBase):
    """A pipe that never ends."""

    given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, into: object) -> int:
        view = memoryview(into)  # type: ignore[arg-type]
        view[:] = b"x" * len(view)
        Endless.given += len(view)
        return len(view)


def test_a_line_without_end_is_not_read_for_ever() -> None:
    with pytest.raises(BadInput, match="line of more than"):
        read_source(None, stream=io.BufferedReader(Endless()), verb="move")
    assert Endless.given < 5_000_000


def test_nothing_lies_in_a_folder_while_a_file_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with source_of("number,cell\n" + "A1001AA,A-1-001\n" * 60_000, "move") as source:
        assert source.rows == 60_000
        assert list(tmp_path.iterdir()) == []

"""A batch file or a pipe, read once from its beginning to its end, whatever its size.

CSV with a header, or JSON lines: an object of texts a line. A file that cannot be read at all is
one error; what is wrong with rows is told of all of them.
"""

import csv
import io
import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

from wingterm.errors import BadInput, Conflict
from wingterm.services.bulk.columns import Wrong
from wingterm.services.bulk.faults import RowFault
from wingterm.services.bulk.json_lines import read_object
from wingterm.services.bulk.spool import FAULTS_MAX, Spool, SpooledRow
from wingterm.services.bulk.stream import Lines
from wingterm.services.bulk.verbs import BULK_VERBS, VERB, all_columns

CSV, JSON_LINES = "csv", "jsonl"
FORMS = {".csv": CSV, ".jsonl": JSON_LINES, ".ndjson": JSON_LINES}
"""Form by ending of the name."""

ROWS_MAX = 1_000_000
"""Most rows of a batch file."""

TOLD_EVERY = 10_000
"""Rows after which it is told how many were read."""

FIELD_MAX = 8000
"""Most characters of a field."""


class SourceRow(NamedTuple):
    """A row that can be read."""

    n: int
    """Number of the row, from 1."""
    line: int
    verb: str
    texts: Mapping[str, str]
    """By column, as written."""


class Source:
    """The rows of a file, kept in a private temporary file until it is closed."""

    def __init__(self, name: str, form: str, verb: str) -> None:
        """Make an empty one; `read_source` fills it."""
        self.name = name
        """Name of the file without its folder; empty for a pipe."""
        self.form = form
        """`csv` or `jsonl`."""
        self.verb = verb
        """The verb of all rows, empty where each row says its own."""
        self.header: tuple[str, ...] = ()
        """Columns of a CSV file, in its order."""
        self.digest = ""
        """SHA-256 of what was read, in hex."""
        self.path: Path | None = None
        """The file that was read; None for a pipe."""
        self.as_read: tuple[int, ...] = ()
        """How the system told it apart when it was read."""
        self.rows = 0
        """How many rows it has."""
        self.spool = Spool()

    def __enter__(self) -> Self:
        """Give the source itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was kept."""
        self.close()

    def close(self) -> None:
        """Remove what was kept."""
        self.spool.close()

    @property
    def faults(self) -> tuple[RowFault, ...]:
        """What is known to stand against rows, by line: at most `FAULTS_MAX` of it."""
        return tuple(self.spool.faults(FAULTS_MAX))

    def refuse_changed(self) -> None:
        """Refuse a file that is no longer as it was read: what was checked would not be in it.

        Raises:
            Conflict: it was changed, or is not there any more.
        """
        if self.path is None:
            return
        try:
            same = _told_apart(self.path.stat()) == self.as_read
        except OSError:
            same = False
        if not same:
            raise Conflict(
                f"{self.path} was changed since it was checked; nothing was done.",
                "Check it again: run the same command, or open the file once more.",
            )

    @property
    def rows_against(self) -> int:
        """How many rows something is known to stand against."""
        return self.spool.counts()[1]

    def each_fault(self) -> Iterator[RowFault]:
        """Give everything that is known to stand against rows, by line, however much it is."""
        return self.spool.faults()

    def row(self, kept: SpooledRow) -> SourceRow:
        """Give a sound row with its texts by column."""
        if self.form == JSON_LINES:
            texts, _ = read_object(kept.raw)
        else:
            texts = dict(zip(self.header, json.loads(kept.raw), strict=True))
        return SourceRow(kept.n, kept.line, kept.verb, texts)


def read_source(
    path: Path | None,
    *,
    stream: BinaryIO | None = None,
    form: str = "",
    verb: str = "",
    progress: Callable[[int], None] | None = None,
) -> Source:
    """Read a file or a pipe to its end.

    Args:
        path: the file; None for a pipe.
        stream: what to read where there is no path.
        form: `csv` or `jsonl`; empty: by the ending of the name, else by how it begins.
        verb: the verb of all rows; empty where a column `verb` says it of each.
        progress: told from time to time how many rows were read.

    Raises:
        BadInput: it cannot be read at all, has another header, no rows or too many.
    """
    if verb and verb not in BULK_VERBS:
        raise BadInput(
            f"{verb} is no verb of a batch file.", f"Write one of: {', '.join(BULK_VERBS)}.",
            field="verb",
        )  # fmt: skip
    if path is None:
        if stream is None:
            raise BadInput("There is no file to read.", "Name one, or - for standard input.")
        return _read(stream, "", "standard input", form, verb, progress)
    try:
        with path.open("rb") as file:
            form = form or FORMS.get(path.suffix.lower(), "")
            as_read = _told_apart(os.fstat(file.fileno()))
            source = _read(file, path.name, str(path), form, verb, progress)
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read: {error.strerror}.", "Name a file that you may read.",
            file=str(path),
        ) from None  # fmt: skip
    source.path, source.as_read = path, as_read
    return source


def _told_apart(known: os.stat_result) -> tuple[int, ...]:
    """Give what tells a file from what it is once somebody has written to it or put another there.

    Of a pipe with a name that is what is known of the pipe, which stays.
    """
    written = (known.st_size, known.st_mtime_ns) if stat.S_ISREG(known.st_mode) else ()
    return (known.st_dev, known.st_ino, *written)


def rest_of(source: Source, faults: Sequence[RowFault]) -> Iterator[str]:
    """Give the rows that faults are about, as a file to mend and run again, line by line.

    Fields stand as they were written. Where the faults were more than are handed out at once,
    every row is given that something stands against.
    """
    if len(faults) < FAULTS_MAX:
        rows = source.spool.rows_at(fault.line for fault in faults)
    else:
        rows = source.spool.faulty_rows()
    if source.form == JSON_LINES:
        yield from (f"{row.raw}\n" for row in rows)
        return
    yield _csv_line(source.header)
    yield from (_csv_line(json.loads(row.raw)) for row in rows)


def _csv_line(fields: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(fields)
    return text.getvalue()


def _read(
    stream: BinaryIO,
    name: str,
    shown: str,
    form: str,
    verb: str,
    progress: Callable[[int], None] | None,
) -> Source:
    lines = Lines(stream, shown)
    given = iter(lines)
    first = next((line for line in given if line.strip()), "")
    if not first:
        raise BadInput(f"{shown} is empty.", "Write a header and rows.", file=shown)
    begins = first.lstrip()[0]
    form = form or (JSON_LINES if begins in "{[" else CSV)
    source = Source(name, form, verb)
    try:
        lines_before = lines.line - 1
        rest = chain([first], given)
        rows = _json_rows if form == JSON_LINES else _csv_rows
        found = rows(source, lines, lines_before, rest)
        source.spool.add_rows(found if progress is None else _told(found, progress))
        if not source.rows:
            raise BadInput(f"{shown} has no rows.", "Write rows below the header.", file=shown)
    except BaseException:
        source.close()
        raise
    source.digest = lines.digest
    return source


def _told(rows: Iterator[SpooledRow], progress: Callable[[int], None]) -> Iterator[SpooledRow]:
    """Give rows, telling of every so many."""
    for row in rows:
        yield row
        if not row.n % TOLD_EVERY:
            progress(row.n)


def _csv_rows(
    source: Source, lines: Lines, before: int, given: Iterator[str]
) -> Iterator[SpooledRow]:
    reader = csv.reader(given, strict=True)
    try:
        source.header = _header(source, lines, next(reader))
        line = before + reader.line_num + 1
        for fields in reader:
            if fields:
                yield _csv_row(source, lines, line, fields)
            line = before + reader.line_num + 1
    except csv.Error as error:
        raise lines.refused(f"is not CSV: {error}", "Look at its quotation marks.") from None


def _header(source: Source, lines: Lines, written: Sequence[str]) -> tuple[str, ...]:
    """Give the columns of a file as they are called.

    Raises:
        BadInput: one is unknown, there twice, or missing.
    """
    header = tuple("_".join(name.strip().lower().replace("-", " ").split()) for name in written)
    if source.verb:
        verb = BULK_VERBS[source.verb]
        known = (*(column.name for column in verb.columns), VERB)
        needed = {column.name for column in verb.columns if column.required}
    else:
        known, needed = all_columns(), {VERB}
    told = f"The columns are: {', '.join(known)}."
    unknown = [name for name in header if name not in known]
    if unknown:
        shown = unknown[0][:40] or "(empty)"
        raise lines.refused(f"has a column {shown}, which is none", told)
    twice = [name for name in known if header.count(name) > 1]
    if twice:
        raise lines.refused(f"has the column {twice[0]} twice", "Keep one of the two.")
    missing = sorted(needed - set(header))
    if missing:
        raise lines.refused(f"has no column {missing[0]}", told)
    return header


def _csv_row(source: Source, lines: Lines, line: int, fields: list[str]) -> SpooledRow:
    wrong: list[Wrong] = []
    has, wants = len(fields), len(source.header)
    if has != wants:
        more = "more" if has > wants else "fewer"
        wrong.append(Wrong("", "ragged", f"The row has {has} fields, {more} than the {wants} of"
                           " the header.", "Look at its commas and quotation marks."))  # fmt: skip
    raw = json.dumps(fields)
    texts = dict(zip(source.header, fields, strict=False))
    return _row(source, lines, line, raw, texts, wrong)


def _json_rows(
    source: Source, lines: Lines, _before: int, given: Iterator[str]
) -> Iterator[SpooledRow]:
    for line in given:
        raw = line.strip()
        if not raw:
            continue
        if raw.startswith("[") and not source.rows:
            raise lines.refused(
                "is a JSON list", "Write JSON lines: an object for each row, each on its own line."
            )
        texts, wrong = read_object(raw)
        yield _row(source, lines, lines.line, raw, texts, wrong)


def _row(
    source: Source, lines: Lines, line: int, raw: str, texts: Mapping[str, str], wrong: list[Wrong]
) -> SpooledRow:
    """Give a row to keep; what is wrong with its shape is kept at once."""
    source.rows += 1
    if source.rows > ROWS_MAX:
        raise lines.refused(f"has more than {ROWS_MAX} rows", "Make several files of it.")
    verb = "-".join(texts.get(VERB, "").lower().replace("-", " ").split()) or source.verb
    if not wrong:
        wrong = [*_of_verb(source, verb, texts), *_long(texts)]
    if wrong:
        faults = [(source.rows, RowFault(line, *one)) for one in wrong]
        source.spool.add_faults(faults, shape=True)
    return SpooledRow(source.rows, line, verb[:40], raw, not wrong)


def _of_verb(source: Source, verb: str, texts: Mapping[str, str]) -> Iterator[Wrong]:
    """Find a verb that is none, and fields that are not its own."""
    if source.verb and verb != source.verb:
        sentence = f"The row says {verb[:40]}, the batch is of {source.verb}."
        yield Wrong(VERB, "other-verb", sentence, "Leave the column out, or the verb.")
        return
    if verb not in BULK_VERBS:
        sentence = f"{verb[:40]} is no verb." if verb else "The row has no verb."
        yield Wrong(VERB, "unknown-verb", sentence, f"Write one of: {', '.join(BULK_VERBS)}.")
        return
    for name in texts.keys() - _columns(verb):
        if texts[name].strip():
            sentence = f"{verb} has no column {name[:40]}."
            yield Wrong(name[:40], "unknown-column", sentence, "Leave it empty.")


@cache
def _columns(verb: str) -> frozenset[str]:
    return frozenset({column.name for column in BULK_VERBS[verb].columns} | {VERB})


def _is_text(text: str) -> bool:
    """Whether a text holds no half of a pair: JSON can write one, no database keeps it."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _long(texts: Mapping[str, str]) -> Iterator[Wrong]:
    for name, text in texts.items():
        if len(text) > FIELD_MAX:
            sentence = f"{name[:40]} has more than {FIELD_MAX} characters."
            yield Wrong(name[:40], "too-long", sentence, "Write less.")
        elif "\x00" in text or not (text.isascii() or _is_text(text)):
            sentence = f"{name[:40]} holds a character that is no text."
            yield Wrong(name[:40], "not-text", sentence, "Take it out.")

"""Read the CSV files that people bring: strictly, every fault with its line and field.

A file that is no CSV of the right kind is one error; what is wrong in its lines are values, told
all at once (reliability note 7.2).
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from wingterm.errors import BadInput

FILE_MAX = 10_000_000
"""Most bytes of a file: more than a hundred thousand lines."""

BEYOND = ""
"""Key of what a line has beyond the header."""


class Fault(NamedTuple):
    """Something in a file that cannot be taken."""

    line: int
    """The first line of the row; the header is line 1."""
    field: str
    """The column, empty for the whole row."""
    sentence: str


class Row(NamedTuple):
    """A row under the header."""

    line: int
    """Its first line; a quoted field may go on over more."""
    fields: dict[str, str]
    """Texts by column, as written; empty for columns that the row or the file leaves out."""


def read_text(path: Path) -> str:
    """Read a file as UTF-8 text, with or without a byte order mark.

    Raises:
        BadInput: it is missing, larger than `FILE_MAX` bytes or not UTF-8.
    """
    try:
        # Never all that is there: a pipe or device does not say how much it holds.
        with path.open("rb") as file:
            content = file.read(FILE_MAX + 1)
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read: {error.strerror}.", "Name a file that you may read.",
            file=str(path),
        ) from None  # fmt: skip
    return text_of(content, str(path))


def text_of(content: bytes, name: str) -> str:
    """Give what a file or a pipe held as text; of a longer one more than `FILE_MAX` bytes.

    Raises:
        BadInput: it is larger than `FILE_MAX` bytes or not UTF-8.
    """
    if len(content) > FILE_MAX:
        raise BadInput(
            f"{name} is larger than {FILE_MAX} bytes.", "Make several files of it.", file=name
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{name} is not UTF-8 text (byte {error.start}).", "Save it as UTF-8.", file=name
        ) from None


def read_rows(
    text: str, name: str, columns: Sequence[str], optional: Sequence[str] = ()
) -> list[Row]:
    """Give the rows of a CSV text; empty lines are none.

    Args:
        text: what the file holds.
        name: what it is called in messages.
        columns: the header that it must have, in any order.
        optional: columns that it may have beside them.

    Raises:
        BadInput: it holds NUL, has another header or is not CSV.
    """
    if "\x00" in text:
        raise BadInput(f"{name} holds a NUL character.", "Save it as plain CSV.", file=name)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = []
    try:
        header = next(reader, [])
        if sorted(set(header) - set(optional)) != sorted(columns) or len(set(header)) < len(header):
            raise BadInput(
                f"{name} must begin with the header {','.join(columns)}.",
                "Write that as its first line.", file=name, line=1,
            )  # fmt: skip
        empty = dict.fromkeys((*columns, *optional), "")
        line = reader.line_num + 1
        for fields in reader:
            if fields:
                row = empty | dict(zip(header, fields, strict=False))
                if len(fields) > len(header):
                    row[BEYOND] = fields[len(header)]
                rows.append(Row(line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(
            f"{name}, line {reader.line_num}: {error}.", file=name, line=reader.line_num
        ) from None
    return rows


def faults_of_shape(row: Row) -> list[Fault]:
    """Give what is wrong with a row whatever its columns mean."""
    if BEYOND in row.fields:
        return [Fault(row.line, "", "The line has more fields than the header.")]
    return []

"""Rows as lines: JSON that is read back exactly, and CSV for people and spreadsheets."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from wingterm.domain.text import csv_safe
from wingterm.domain.times import FAR, iso
from wingterm.errors import BadInput
from wingterm.services.exchange.tables import INSTANT, ExchangeColumn, ExchangeTable

LINE_MAX = 64_000_000
"""Most bytes of a line: the receipt of an act of very many requests is one text."""
OPEN = "open"
"""What CSV says for an instant that has not come: still so."""

_LEAST, _MOST = -(2**63), 2**63 - 1
_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode

Row = tuple[Any, ...]


def json_lines(table: ExchangeTable, rows: Sequence[Row]) -> bytes:
    """Give rows as JSON lines: ASCII, keys in the order of the columns, no blanks."""
    names = table.names
    return "".join([f"{_encode(dict(zip(names, r, strict=True)))}\n" for r in rows]).encode("ascii")


def csv_header(table: ExchangeTable) -> bytes:
    """Give the header of a CSV file."""
    return (",".join(f'"{name}"' for name in table.names) + "\n").encode("ascii")


def csv_lines(table: ExchangeTable, rows: Sequence[Row]) -> bytes:
    """Give rows as CSV for reading: no formulas, instants in UTC, nothing for null."""
    held = io.StringIO()
    writer = csv.writer(held, quoting=csv.QUOTE_ALL, lineterminator="\n")
    shown = [_shown if column.kind == INSTANT else _safe for column in table.columns]
    writer.writerows([show(value) for show, value in zip(shown, row, strict=True)] for row in rows)
    return held.getvalue().encode("utf-8")


def _safe(value: str | int | None) -> str | int | None:
    return csv_safe(value) if isinstance(value, str) else value


def _shown(instant: int | None) -> str | None:
    if instant is None:
        return None
    return OPEN if instant == FAR else iso(instant)


def read_row(table: ExchangeTable, line: bytes, file: str, number: int) -> Row:
    """Read a line of JSON back.

    Args:
        table: whose row it is.
        line: with the line feed at its end.
        file: what the file is called, for messages.
        number: of the line, from 1.

    Raises:
        BadInput: it is not a line that an export holds; the sentence names what is wrong where.
    """
    try:
        held = json.loads(line.decode("ascii"))
    except (ValueError, RecursionError):
        raise _refused(file, number, "", "is not JSON") from None
    if not isinstance(held, dict):
        raise _refused(file, number, "", "is not an object")
    for column in table.columns:
        if column.name not in held:
            raise _refused(file, number, column.name, "is missing")
        why = _against(column, held[column.name])
        if why:
            raise _refused(file, number, column.name, why)
    row = tuple(held[name] for name in table.names)
    if len(held) > len(row):
        extra = next(iter(held.keys() - set(table.names)))
        raise _refused(file, number, str(extra)[:40], "is no column of this table")
    # What has a key twice, blanks or another spelling is not what an export holds.
    if json_lines(table, [row]) != line:
        raise _refused(file, number, "", "is not written as an export writes it")
    return row


def _against(column: ExchangeColumn, value: object) -> str:
    """Give what stands against a value of a column; empty for nothing."""
    if value is None:
        return "" if column.null else "is null"
    if column.is_text:
        if not isinstance(value, str):
            return "is not a text"
        if column.most and len(value) > column.most:
            return f"is longer than {column.most} characters"
        # Neither database keeps them, or not as they are.
        if "\x00" in value or not _whole(value):
            return "holds a character that no register keeps"
        return ""
    if type(value) is not int:
        return "is not a whole number"
    return "" if _LEAST <= value <= _MOST else "is a number that no register keeps"


def _whole(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def _refused(file: str, line: int, field: str, why: str) -> BadInput:
    what = f", {field}" if field else ": it"
    return BadInput(
        f"{file}, line {line}{what} {why}; nothing was made.",
        "Export again, or copy the files again as they were exported.",
        file=file, line=line, field=field,
    )  # fmt: skip

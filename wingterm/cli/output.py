"""Everything that goes to stdout: plain tables, JSON and CSV. No other module prints there."""

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from wingterm.domain.text import columns_of, csv_safe, safe_line

Cell = str | int | None
"""What a table holds: words to the left, numbers to the right, None for nothing."""

_GAP = "  "
_IN_LINES = ContextVar("in JSON lines", default=False)
_QUIET = ContextVar("quiet", default=False)

MANY_TEXTS = 4096
"""How many texts of a CSV file are kept as they are written."""

PRINTING = (__name__, "typer.")
"""Modules that print, by how their names begin."""

SCHEMA = 1
"""Version of what JSON answers look like (docs/json.md): raised when a key goes or means another
thing, not when one is added."""


def line(text: str = "") -> None:
    """Print one line."""
    sys.stdout.write(f"{safe_line(text)}\n")


def fields(*texts: str) -> None:
    """Print one line of fields with a tab between, for a program to read."""
    sys.stdout.write("\t".join(map(safe_line, texts)) + "\n")


def said(text: str = "") -> None:
    """Print a line of what an act came to; nothing where only errors are wanted."""
    if not _QUIET.get():
        line(text)


def quiet() -> bool:
    """Whether an act that is done says nothing."""
    return _QUIET.get()


def hush(wanted: bool) -> Callable[[], None]:
    """Let acts that are done say nothing, if that is wanted; give what ends it."""
    token = _QUIET.set(wanted)
    return lambda: _QUIET.reset(token)


def as_json(*, ok: bool, **keys: object) -> None:
    """Print an object as JSON: ASCII only, keys in the order in which they are documented."""
    import json

    whole = {"ok": ok, "schema": SCHEMA, **keys}
    sys.stdout.write(f"{json.dumps(whole, ensure_ascii=True, indent=2)}\n")


@contextmanager
def json_lines() -> Iterator[None]:
    """Let `as_csv` print the same rows as JSON lines meanwhile."""
    token = _IN_LINES.set(True)
    try:
        yield
    finally:
        _IN_LINES.reset(token)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Print rows as CSV: every field quoted, none that a spreadsheet takes for a formula.

    Where JSON lines were asked for, each row is an object with the columns as keys, and no header.
    """
    if _IN_LINES.get():
        _as_json_lines(header, rows)
        return
    import csv

    held = io.StringIO()
    writer = csv.writer(held, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(header)
    # Most texts of a long list stand in many of its rows.
    safe = lru_cache(maxsize=MANY_TEXTS)(csv_safe)
    for row in rows:
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    sys.stdout.write(held.getvalue())


def _as_json_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    import json

    for row in rows:
        held = dict(zip(header, row, strict=True))
        sys.stdout.write(f"{json.dumps(held, ensure_ascii=True)}\n")


def pages(texts: Sequence[str]) -> None:
    """Print pages of lines, for a printer with a form feed between them."""
    for at, page in enumerate(texts):
        if at:
            # A terminal makes nothing good of a form feed.
            sys.stdout.write("\n" if sys.stdout.isatty() else "\f")
        for text in page.removesuffix("\n").split("\n"):
            line(text)


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Print rows under a header; a column of numbers alone stands to the right."""
    held = list(zip(*rows, strict=True)) or [()] * len(header)
    columns = [_column(head, cells) for head, cells in zip(header, held, strict=True)]
    form = _GAP.join(form for form, _ in columns)
    lines = [(form % row).rstrip() for row in zip(*(texts for _, texts in columns), strict=True)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def cut(text: str, width: int) -> str:
    """Give a text that takes exactly so many columns of a terminal or of paper."""
    shown = safe_line(text)
    while columns_of(shown) > width:
        shown = shown[:-1]
    return shown + " " * (width - columns_of(shown))


def _column(head: str, cells: Sequence[Cell]) -> tuple[str, list[str]]:
    """Give how a column stands in a line, as a `%` form, and its texts."""
    right = bool(cells) and not any(isinstance(cell, str) for cell in cells)
    texts = [head]
    texts += [
        cell if isinstance(cell, str) else "" if cell is None else str(cell) for cell in cells
    ]
    whole = "".join(texts)
    if whole.isascii() and whole.isprintable():
        # As nearly all are: nothing in it acts on the reader, and its letters are its width.
        width = max(map(len, texts))
        return f"%{width}s" if right else f"%-{width}s", texts
    texts = [safe_line(text) for text in texts]
    width = max(map(columns_of, texts))
    blanks = [" " * (width - columns_of(text)) for text in texts]
    return "%s", [b + t if right else t + b for b, t in zip(blanks, texts, strict=True)]


def prepare() -> None:
    """Make the streams fit for use.

    One that was closed before the program began leads nowhere; a character that the reader's
    encoding lacks is written as an escape.
    """
    # In the order of their numbers: a file opened takes the lowest that is free.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for good
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def finish() -> None:
    """Send what is still held back.

    Raises:
        OSError: it could not be written, for want of room.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        close_quietly()


def stuck(error: OSError) -> bool:
    """Say whether it was stdout that did not take what it was given: a full disk, a closed stream.

    What it still holds is given up, so that nothing of it is tried again at the end.
    """
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    # Whatever is printed is printed here, but for help, which Typer prints.
    printing = at is not None and at.tb_frame.f_globals["__name__"].startswith(PRINTING)
    if printing:
        close_quietly()
    return printing


def close_quietly() -> None:
    """Give up stdout: nobody reads it any more, and Python must not complain at the end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # A stream of a test has no number.
        pass

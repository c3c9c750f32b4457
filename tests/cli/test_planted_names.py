"""Names in the register that no form would accept: nothing of them acts on whoever reads."""

import csv
import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from db.sqlite import driver
from tests.cli.conftest import Answer, Line
from wingterm.cli.exits import Exit

ACTING = (
    "\x1b]0;title\x07\x1b[2J\x9b31mred\x00", "two\r\nlines\x85\u2028\u2029",
    "\u202etxt.exe\u2066a\u200bb\ufeff\U000e0041", "[bold red]markup[/] :bell:",
)  # fmt: skip
"""Names that act on a terminal, or forge a line."""

COMPUTED = (
    '=HYPERLINK("http://example.org")', " +1+1", "\uff1d1+1", "\t@SUM(A1)", "-2+3",
    '","forged","',
)  # fmt: skip
"""Names that act on a spreadsheet, or forge a field."""

COLUMNS = (
    ("person", "last_name"), ("person", "first_name"), ("place", "name"), ("officer", "name"),
    ("establishment", "name"),
)  # fmt: skip
"""Where names are read from."""

READS = (
    "find A1001AA", "show A1001AA", "list population", "list in-today", "cells", "places",
    "prisons", "roll --level cell", "officer list", "receipt mine", "verify", "daily-state",
    "evacuation", "history A1001AA", "cell-history A-1-001",
)  # fmt: skip
"""Commands that print what somebody typed once."""

WITHOUT_CSV = ("show", "receipt", "verify", "history")
JOINERS = "\u200c\u200d"
"""Formatting characters that real names need."""


def acting(text: str) -> set[str]:
    """Give what acts on a terminal or ends a line, but for the line's own end."""
    return {
        character
        for character in text
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        and character not in f"\n{JOINERS}"
    }


def formula(field: str) -> bool:
    """Whether a spreadsheet would compute a field; a number alone is what it says."""
    first = unicodedata.normalize("NFKC", field).strip()[:1]
    return first in ("=", "+", "-", "@") and not re.fullmatch(r"-?\d+", field)


@contextmanager
def planted(line: Line, name: str) -> Iterator[None]:
    """Give everybody and every place a name behind the ledger's back, and take it away again.

    By the library that the program uses: the locks of two SQLite libraries in one process do not
    keep them apart, and the file breaks.
    """
    before: dict[str, list[tuple[str, int]]] = {}
    with driver.connect(line.small.where) as connection:
        for table, column in COLUMNS:
            held = connection.execute(f"SELECT {column}, id FROM {table}").fetchall()
            before[f"UPDATE {table} SET {column} = ? WHERE id = ?"] = held
            connection.execute(f"UPDATE {table} SET {column} = ?", (name,))
    try:
        yield
    finally:
        with connection:
            for statement, rows in before.items():
                connection.executemany(statement, rows)
        connection.close()


def answers(line: Line, form: str) -> dict[str, Answer]:
    """Give what every command that reads prints in a form."""
    reads = [typed for typed in READS if form != "--csv" or typed.split()[0] not in WITHOUT_CSV]
    return {typed: line(*f"{typed} {form}".split()) for typed in reads}


@pytest.mark.parametrize("form", ["", "--json", "--csv"])
def test_it_is_a_name_and_nothing_more(held: Line, form: str) -> None:
    held.do("elsewhere", "A1001AA", "WORKSHOP", "--request-id", "mine", "--comment", "=1+1")
    honest = answers(held, form)
    for name in (*ACTING, *COMPUTED) if form == "--csv" else ACTING:
        with planted(held, name):
            found = answers(held, form)
        for typed, answer in found.items():
            where = (ascii(name), typed)
            assert answer.code in (Exit.DONE, Exit.NOT_SOUND), (where, answer)
            assert not acting(answer.out + answer.err), where
            if typed != "verify":
                assert answer.out.count("\n") == honest[typed].out.count("\n"), where
            if form == "--json":
                assert answer.out.isascii(), where
                json.loads(answer.out)
            if form == "--csv":
                read = list(csv.reader(answer.out.splitlines()))
                assert {len(row) for row in read} == {len(read[0])}, where
                assert not [field for row in read for field in row if formula(field)], where


CHECKS = ("show 1", "show 1 --unit A", "list", "history", "chart", "plan", "hints 1", "due")
"""What is read of roll checks."""


@pytest.mark.parametrize("form", ["", "--json", "--csv"])
def test_it_is_no_more_than_a_name_in_a_roll_check(checked: Line, form: str) -> None:
    checked.do("check", "submit", "A", "9", "--how", "name", "--missing", "A1001AA")
    checked.do("check", "explain", "A", "A1003AA", "--extra", "--why", "=1+1")
    checked.do("move", "A1001AA", "A-1-003")
    reads = CHECKS[:5] if form == "--csv" else CHECKS
    honest = {typed: checked("check", *f"{typed} {form}".split()) for typed in reads}
    for name in (*ACTING, *COMPUTED) if form == "--csv" else ACTING:
        for typed in reads:
            with planted(checked, name):
                answer = checked("check", *f"{typed} {form}".split())
            where = (ascii(name), typed)
            assert answer.code == honest[typed].code, (where, answer)
            assert not acting(answer.out + answer.err), where
            if form:
                assert answer.out.count("\n") == honest[typed].out.count("\n"), where
            else:
                # A long name goes on in the next line, and never at its beginning.
                begun = [line for line in answer.out.splitlines() if line.startswith("lines")]
                assert not begun, where
            if form == "--csv":
                read = list(csv.reader(answer.out.splitlines()))
                assert not [field for row in read for field in row if formula(field)], where


def test_it_is_quoted_harmlessly_in_reasons(held: Line) -> None:
    for name in ACTING:
        with planted(held, name):
            refused = held("receive", "A1001AA", "A-1-001")
            warned = held("move", "A1003AA", "A-1-002")
        assert (refused.code, warned.code) == (Exit.REFUSED, Exit.WARNED)
        assert not acting(refused.err + warned.err), ascii(name)

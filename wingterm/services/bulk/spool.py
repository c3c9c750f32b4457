"""Rows of a batch file in a private temporary file, so that memory stays flat.

SQLite makes the file with an empty name: only this process sees it, it has no name in any folder
once it is open, and nothing of it stays when the process ends, however it ends.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from wingterm.services.bulk.faults import RowFault
from wingterm.services.bulk.planned import PlannedRow

FAULTS_MAX = 10_000
"""Most faults that are held in memory and handed out at once; the file holds all of them."""

AT_ONCE = 1000
"""Rows written by one statement."""

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE row (n INTEGER PRIMARY KEY, line INTEGER NOT NULL, verb TEXT NOT NULL,
    raw TEXT NOT NULL, sound INTEGER NOT NULL);
CREATE INDEX row_line ON row (line);
CREATE TABLE fault (n INTEGER NOT NULL, line INTEGER NOT NULL, field TEXT NOT NULL,
    code TEXT NOT NULL, sentence TEXT NOT NULL, remedy TEXT NOT NULL, shape INTEGER NOT NULL);
CREATE INDEX fault_n ON fault (n);
CREATE TABLE planned (line INTEGER NOT NULL, verb TEXT NOT NULL, person TEXT NOT NULL,
    name TEXT NOT NULL, says TEXT NOT NULL);
CREATE TABLE entry (n INTEGER NOT NULL, text TEXT NOT NULL);
CREATE INDEX entry_n ON entry (n);
CREATE TABLE touch (key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE INDEX touch_n ON touch (n);
"""


class SpooledRow(NamedTuple):
    """A row as it was written."""

    n: int
    """Number of the row, from 1."""
    line: int
    """Line of the file that it begins at."""
    verb: str
    raw: str
    """The fields as a JSON list, or the line itself of JSON lines."""
    sound: bool
    """Whether its shape can be read."""


def _row(kept: tuple[Any, ...]) -> SpooledRow:
    n, line, verb, raw, sound = kept
    return SpooledRow(n, line, verb, raw, bool(sound))


class Spool:
    """The rows of a file, what stands against them, and what they touch."""

    def __init__(self) -> None:
        """Make an empty one."""
        self._file = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._file.executescript(_TABLES)

    def close(self) -> None:
        """Remove it."""
        self._file.close()

    def add_rows(self, rows: Iterable[SpooledRow]) -> None:
        """Keep rows."""
        left = iter(rows)
        while some := list(islice(left, AT_ONCE)):
            self._many("INSERT INTO row VALUES (?, ?, ?, ?, ?)", some)

    def rows(self, first: int, last: int) -> Iterator[SpooledRow]:
        """Give the rows with numbers from `first` to `last`."""
        for row in self._file.execute(
            "SELECT n, line, verb, raw, sound FROM row WHERE n BETWEEN ? AND ? ORDER BY n",
            (first, last),
        ):
            yield _row(row)

    def some_rows(self, numbers: Sequence[int]) -> Iterator[SpooledRow]:
        """Give rows by number, in their order."""
        for row in self._file.execute(
            "SELECT n, line, verb, raw, sound FROM row"
            " WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n",
            (json.dumps(list(numbers)),),
        ):
            yield _row(row)

    def rows_at(self, lines: Iterable[int]) -> Iterator[SpooledRow]:
        """Give the rows that begin at lines, in their order."""
        for row in self._file.execute(
            "SELECT n, line, verb, raw, sound FROM row"
            " WHERE line IN (SELECT value FROM json_each(?)) ORDER BY n",
            (json.dumps(sorted(set(lines))),),
        ):
            yield _row(row)

    def faulty_rows(self) -> Iterator[SpooledRow]:
        """Give every row that something stands against, in their order."""
        for row in self._file.execute(
            "SELECT n, line, verb, raw, sound FROM row WHERE n IN (SELECT n FROM fault) ORDER BY n"
        ):
            yield _row(row)

    def lines_of(self, first: int, last: int) -> tuple[int, int]:
        """Give the lines at which the first and the last of some rows begin."""
        found = self._file.execute(
            "SELECT min(line), max(line) FROM row WHERE n BETWEEN ? AND ?", (first, last)
        ).fetchone()
        return int(found[0]), int(found[1])

    def add_faults(self, faults: Iterable[tuple[int, RowFault]], *, shape: bool = False) -> None:
        """Keep what stands against rows, by number of the row."""
        rows = [(n, *fault, int(shape)) for n, fault in faults]
        self._many("INSERT INTO fault VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def faults(self, most: int = -1) -> Iterator[RowFault]:
        """Give what stands against rows, by line; at most so many."""
        for row in self._file.execute(
            "SELECT line, field, code, sentence, remedy FROM fault ORDER BY line, rowid LIMIT ?",
            (most,),
        ):
            yield RowFault(*row)

    def faulty(self, first: int, last: int) -> set[int]:
        """Give the numbers of rows that something stands against."""
        rows = self._file.execute(
            "SELECT DISTINCT n FROM fault WHERE n BETWEEN ? AND ?", (first, last)
        )
        return {int(n) for (n,) in rows}

    def counts(self) -> tuple[int, int]:
        """Give how many faults there are, and of how many rows."""
        found = self._file.execute("SELECT count(*), count(DISTINCT n) FROM fault").fetchone()
        return int(found[0]), int(found[1])

    def forget_check(self) -> None:
        """Forget what a check found of the rows; what is wrong with their shape stays."""
        self._file.execute("DELETE FROM fault WHERE shape = 0")
        self._file.execute("DELETE FROM touch")
        self._file.execute("DELETE FROM entry")
        self._file.execute("DELETE FROM planned")

    def add_planned(self, rows: Iterable[PlannedRow]) -> None:
        """Keep what rows would do."""
        self._many("INSERT INTO planned VALUES (?, ?, ?, ?, ?)", list(rows))

    def planned(self, after: int, most: int) -> Iterator[PlannedRow]:
        """Give what rows would do, as they were kept, behind so many; at most so many."""
        for row in self._file.execute(
            "SELECT line, verb, person, name, says FROM planned WHERE rowid > ? ORDER BY rowid"
            " LIMIT ?",
            (after, most),
        ):
            yield PlannedRow(*row)

    def add_touches(self, touches: Iterable[tuple[str, int]]) -> None:
        """Keep what rows touch: key and number of the row."""
        self._many("INSERT OR IGNORE INTO touch VALUES (?, ?)", list(touches))

    def touching(self, keys: Iterable[str]) -> set[int]:
        """Give the rows that touch any of some keys."""
        rows = self._file.execute(
            "SELECT DISTINCT n FROM touch WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        )
        return {int(n) for (n,) in rows}

    def touched_by(self, numbers: Iterable[int], prefix: str) -> set[str]:
        """Give the keys of a kind that rows touch."""
        rows = self._file.execute(
            "SELECT DISTINCT key FROM touch WHERE n IN (SELECT value FROM json_each(?))"
            " AND substr(key, 1, ?) = ?",
            (json.dumps(list(numbers)), len(prefix), prefix),
        )
        return {str(key) for (key,) in rows}

    def add_entries(self, entries: Iterable[tuple[int, str]]) -> None:
        """Keep what rows would write: number of the row and the entry as text."""
        self._many("INSERT INTO entry VALUES (?, ?)", list(entries))

    def entries(self, numbers: Iterable[int]) -> Iterator[str]:
        """Give what rows would write, in their order."""
        rows = self._file.execute(
            "SELECT text FROM entry WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n, rowid",
            (json.dumps(list(numbers)),),
        )
        return (str(text) for (text,) in rows)

    def _many(self, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            self._file.execute("BEGIN")
            self._file.executemany(sql, rows)
            self._file.execute("COMMIT")

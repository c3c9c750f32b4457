"""Insert or change very many rows in SQLite: several hundred by one statement.

Of the time that a row of the ledger takes, half goes by for each statement (a savepoint, because a
trigger may abort it) and for handing over what is the same in every row of an act.
"""

import functools
from collections.abc import Callable, Sequence
from itertools import chain, count
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from db.dialects import Params

if TYPE_CHECKING:
    from db.columns import ByKey, InsertInto

AT_ONCE = 300
"""Most rows of one statement: with more, measured, it is no faster."""
MANY = 100
"""Rows from which it is quicker; below, making the statement takes longer than it saves."""


def insert_many(cursor: Any, into: "InsertInto", rows: Sequence[Params]) -> None:
    """Insert rows, all or none of them where the caller rolls back what was refused.

    Every constraint and trigger judges each row as it would by itself.
    """
    if len(rows) < MANY:
        cursor.executemany(into.per_row, rows)
        return
    same = _alike(rows)
    own = [n for n in range(len(rows[0])) if n not in same]
    if not own:
        # Rows that are all alike are a mistake: the database says which.
        cursor.executemany(into.per_row, rows)
        return
    shared = _picker(same)(rows[0])
    pick = _picker(own)
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        statement = _statement(into, tuple(same), len(some))
        cursor.execute(statement, (*shared, *chain.from_iterable(map(pick, some))))


def _alike(rows: Sequence[Params]) -> list[int]:
    """Give the columns that hold the same in every row, by number."""
    first = rows[0]
    likely = [n for n, value in enumerate(rows[-1]) if value == first[n]]
    pick = _picker(likely)
    # Row by row: a pass over all rows for each column costs more than what it saves.
    if all(map(pick(first).__eq__, map(pick, rows))):
        return likely
    return [n for n in likely if all(row[n] == first[n] for row in rows)]


def _picker(columns: Sequence[int]) -> Callable[[Params], tuple[Any, ...]]:
    """Give what takes some columns out of a row."""
    if len(columns) > 1:
        return itemgetter(*columns)
    # One by itself, or none, would not come as a tuple.
    first = columns[0] if columns else 0
    return itemgetter(slice(first, first + len(columns)))


@functools.lru_cache(maxsize=32)
def _statement(into: "InsertInto", same: tuple[int, ...], many: int) -> str:
    """Give an INSERT of some rows; what is the same in all of them is handed over once, first."""
    following = count(1 + len(same))
    at = {column: place for place, column in enumerate(same, start=1)}
    columns = range(len(into.columns))
    rows = [", ".join([f"?{at.get(n) or next(following)}" for n in columns]) for _ in range(many)]
    return into.of_rows(", ".join([f"({row})" for row in rows]))


def change_many(cursor: Any, change: "ByKey", rows: Sequence[Params]) -> int:
    """Change or delete rows found by their keys; give how many there were.

    Those in which the same is set are changed together.
    """
    if len(rows) < MANY:
        cursor.executemany(change.per_row, rows)
        return int(cursor.rowcount)
    sets = len(rows[0]) - len(change.key)
    alike: dict[Params, list[Params]] = {}
    for row in rows:
        alike.setdefault(row[:sets], []).append(row[sets:])
    return sum([_change_alike(cursor, change, same, keys) for same, keys in alike.items()])


def _change_alike(cursor: Any, change: "ByKey", same: Params, keys: Sequence[Params]) -> int:
    """Set the same in some rows; give how many there were."""
    if len(keys) < MANY:
        cursor.executemany(change.per_row, [(*same, *key) for key in keys])
        return int(cursor.rowcount)
    changed = 0
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        cursor.execute(_of_keys(change, len(some)), (*same, *chain.from_iterable(some)))
        changed += int(cursor.rowcount)
    return changed


@functools.lru_cache(maxsize=32)
def _of_keys(change: "ByKey", many: int) -> str:
    """Give the statement for some keys."""
    return change.of_keys(many)

"""Insert very many rows into SQLite: several hundred by one statement.

Of the time that a row of the ledger takes, half goes by for each statement (a savepoint, because a
trigger may abort it) and for handing over what is the same in every row of an act.
"""

import functools
from collections.abc import Sequence
from itertools import chain
from typing import Any

from db.columns import InsertInto
from db.dialects import Params

AT_ONCE = 300
"""Most rows of one statement: with more, measured, it is no faster."""
MANY = 100
"""Rows from which it is quicker; below, making the statement takes longer than it saves."""


def insert_many(cursor: Any, into: InsertInto, rows: Sequence[Params]) -> None:
    """Insert rows, all or none of them where the caller rolls back what was refused.

    Every constraint and trigger judges each row as it would by itself.
    """
    if len(rows) < MANY:
        cursor.executemany(into.per_row, rows)
        return
    columns = list(zip(*rows, strict=True))
    same = tuple(column.count(column[0]) == len(rows) for column in columns)
    shared = tuple(column[0] for column, alike in zip(columns, same, strict=True) if alike)
    own = list(zip(*(c for c, alike in zip(columns, same, strict=True) if not alike), strict=True))
    # Rows that are all alike are few or a mistake: the database says which.
    for start in range(0, len(own), AT_ONCE):
        some = own[start : start + AT_ONCE]
        statement = _statement(into, same, len(some))
        cursor.execute(statement, (*shared, *chain.from_iterable(some)))
    if not own:
        cursor.executemany(into.per_row, rows)


@functools.lru_cache(maxsize=32)
def _statement(into: InsertInto, same: tuple[bool, ...], many: int) -> str:
    """Give an INSERT of some rows; what is the same in all of them is handed over once, first."""
    following = 1 + sum(same)
    texts = []
    for _ in range(many):
        shared = 1
        marks = []
        for alike in same:
            if alike:
                marks.append(f"?{shared}")
                shared += 1
            else:
                marks.append(f"?{following}")
                following += 1
        texts.append(f"({', '.join(marks)})")
    return into.of_rows(", ".join(texts))

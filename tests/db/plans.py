"""How SQLite goes about a statement: what it searches by an index, and what it scans."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from db.engine import Reader

Row = tuple[Any, ...]


def steps_of(reader: Reader, sql: str, params: Sequence[Any]) -> list[str]:
    """Give the steps by which a statement would be answered."""
    return [str(row[3]) for row in reader.rows(f"EXPLAIN QUERY PLAN {sql}", tuple(params))]


def steps_of_each(
    reader: Reader, ask: Callable[[Reader], object], answer: Sequence[Row] = ()
) -> list[list[str]]:
    """Give the steps of each statement by which something is asked.

    Args:
        reader: of a register in a file.
        ask: asks it.
        answer: what every statement of it is answered with, instead of asking the database.
    """
    sent: list[tuple[str, Sequence[Any]]] = []

    def noted(_: Reader, sql: str, params: Sequence[Any]) -> list[Row]:
        sent.append((sql, params))
        return list(answer)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reader, "rows", noted)
        patch.setattr(Reader, "each", noted)
        ask(reader)
    return [steps_of(reader, sql, params) for sql, params in sent]

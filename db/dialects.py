"""What SQLite and PostgreSQL say differently.

All other SQL is written once, with `?` for parameters.
"""

import json
from collections.abc import Collection, Sequence
from typing import Any, Protocol

from db.columns import InsertInto
from wingterm.errors import WingtermError

Value = int | str | None
Params = Sequence[object]


class Dialect(Protocol):
    """One kind of database: how to connect, begin and say the few things that differ."""

    name: str
    errors: tuple[type[Exception], ...]
    """The driver's errors."""

    def connect(self) -> Any:  # noqa: ANN401 - two drivers with one shape (PEP 249)
        """Open a connection that is safe to write with."""
        ...

    def version(self) -> str:
        """Give the library or driver and its version, in words."""
        ...

    def begin(self, *, write: bool) -> Sequence[str]:
        """Give the statements that begin a transaction."""
        ...

    def sql(self, text: str) -> str:
        """Give a statement with the driver's own placeholders."""
        ...

    def in_set(self, column: str) -> str:
        """Give a test that a column is in a set, whose one parameter `as_set` makes."""
        ...

    def as_set(self, values: Collection[Value]) -> object:
        """Give the parameter of a test made by `in_set`."""
        ...

    def for_update(self, alias: str) -> str:
        """Give what makes a SELECT lock the rows of a table, with a leading blank."""
        ...

    def insert(self, cursor: Any, into: InsertInto, rows: Sequence[Params]) -> None:  # noqa: ANN401
        """Insert rows by one statement."""
        ...

    def guard_schema(self, cursor: Any) -> None:  # noqa: ANN401
        """Refuse a store of another schema. Run in every write transaction."""
        ...

    def server_instant(self, cursor: Any) -> int | None:  # noqa: ANN401
        """Give the server's instant, None where the machine's clock is the store's."""
        ...

    def data_version(self, cursor: Any) -> int:  # noqa: ANN401
        """Give a number that changes when another connection committed."""
        ...

    def explained(self, error: Exception) -> WingtermError:
        """Give a driver's error as one of ours."""
        ...


def json_set(values: Collection[Value]) -> str:
    """Give a set as JSON text, in a stable order."""
    return json.dumps(sorted(values, key=repr))

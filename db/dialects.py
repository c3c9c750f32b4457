"""What SQLite and PostgreSQL say differently.

All other SQL is written once, with `?` for parameters.
"""

import json
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from wingterm.errors import RuleBroken, WingtermError

if TYPE_CHECKING:
    from db.columns import ByKey, InsertInto

Value = int | str | None
Params = Sequence[object]
Tell = Callable[[str], None]
"""Is told in a sentence what somebody is waiting for."""

TOLD_AFTER_S = 1.0
"""How long a writer waits before it is told why."""


class Dialect(Protocol):
    """One kind of database: how to connect, begin and say the few things that differ."""

    name: str
    errors: tuple[type[Exception], ...]
    """What the driver raises, for a value that it cannot send too."""

    def connect(self) -> Any:
        """Open a connection that is safe to write with."""
        ...

    def hurry(self) -> None:
        """Wait for an answer no longer than somebody can be kept waiting who presses keys."""
        ...

    def version(self) -> str:
        """Give the library or driver and its version, in words."""
        ...

    def begin(self, cursor: Any, *, write: bool, tell: Tell | None) -> None:
        """Begin a transaction; `tell` is told what a writer is waiting for, if it takes long."""
        ...

    def may_pass(self, error: Exception) -> bool:
        """Whether what could not be read may be read the next time: no damage until then."""
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

    def insert(self, cursor: Any, into: "InsertInto", rows: Sequence[Params]) -> None:
        """Insert rows by one statement."""
        ...

    def change(self, cursor: Any, change: "ByKey", rows: Sequence[Params]) -> int:
        """Change or delete rows found by their keys; give how many there were."""
        ...

    def guard_schema(self, cursor: Any) -> None:
        """Refuse a store of another schema. Run first in every transaction."""
        ...

    def commit(self, cursor: Any) -> bool:
        """Commit; give whether the database kept it."""
        ...

    def in_transaction(self, connection: Any) -> bool:
        """Whether there is something to roll back."""
        ...

    def is_lost(self, connection: Any) -> bool:
        """Whether a connection is of no more use to anybody."""
        ...

    def is_passing(self, connection: Any) -> bool:
        """Whether a connection must be closed as soon as nobody uses it."""
        ...

    def server_instant(self, cursor: Any) -> int | None:
        """Give the server's instant, None where the machine's clock is the store's."""
        ...

    def data_version(self, cursor: Any) -> int:
        """Give a number that changes when another connection wrote to the books."""
        ...

    def explained(self, error: Exception) -> WingtermError:
        """Give a driver's error as one of ours."""
        ...


def json_set(values: Collection[Value]) -> str:
    """Give a set as JSON text, in a stable order: that of the index by which it is looked up."""
    try:
        return json.dumps(sorted(values))
    except TypeError:
        # Numbers and texts together.
        return json.dumps(sorted(values, key=repr))


UNSENDABLE: tuple[type[Exception], ...] = (OverflowError, UnicodeEncodeError)
"""What both drivers raise, beside their own errors, for a number or text that no column holds."""


def cannot_hold(error: Exception) -> RuleBroken:
    """Give the error for a value that should have been refused before it came to the store."""
    return RuleBroken(
        f"The register cannot hold one of these values ({str(error).splitlines()[0]}). "
        "Nothing was done."
    )

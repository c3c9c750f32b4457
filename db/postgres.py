"""PostgreSQL, by URL: for many hosts (reliability note 3).

The driver is loaded only for such a URL.
"""

import functools
import re
import time
from collections.abc import Callable, Collection, Generator, Sequence
from typing import Any

from db.columns import ByKey, InsertInto
from db.dialects import TOLD_AFTER_S, UNSENDABLE, Params, Tell, Value, cannot_hold
from db.schema import APPLICATION, SCHEMA_NUMBER, not_ours, wrong_schema
from wingterm.errors import (
    BadInput,
    Conflict,
    NotAuthorised,
    NotFound,
    StoreBroken,
    StoreBusy,
    StoreFull,
    StoreUnsafe,
    WingtermError,
)

SETTINGS = {
    "lock_timeout": "5s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
    "timezone": "UTC",
}
SILENT_S = 70.0
"""How long a server may say nothing: longer than it lets any statement take."""
HURRIED_S = 6.0
"""The same where a key waits for the answer: longer than it lets anybody wait for a lock."""
WAITING = "The register's server is busy; waiting ..."
"""What a writer is told that waits: for others, or for the server itself."""
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
"""With any of these off the server may lose what it has acknowledged."""

CONFLICTS = ("23", "40", "22001")
"""A constraint refused it (a text's length is one), or it was rolled back for another's sake."""

BUSY = ("55P03", "57014", "25P03")
"""Waited too long for a lock, or for the whole."""

UNREACHABLE = ("08", "57P", "53300")
"""The connection is gone, the server goes down or comes up, or it has no connection left."""

NO_LEAVE = "42501"
"""The server's roles do not let this account do it."""

FULL = "53100"
UNHELD = "22"
"""A value that its column cannot hold."""

_QUOTED = re.compile(r"\".*\"")
_LITERAL = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*)""")


class Postgres:
    """A register on a server."""

    name = "postgresql"

    def __init__(self, url: str) -> None:
        """Name the server; the driver must be installed."""
        try:
            import psycopg
        except ImportError:
            raise BadInput(
                "A PostgreSQL register needs the driver psycopg, which is not installed.",
                "Install it: pipx install 'wingterm[postgres]'",
            ) from None
        self.url = url
        self._psycopg = psycopg
        self._silent_s = SILENT_S
        self.errors: tuple[type[Exception], ...] = (psycopg.Error, *UNSENDABLE)

    def hurry(self) -> None:
        """Take a server for lost that says nothing for `HURRIED_S`."""
        self._silent_s = HURRIED_S

    def connect(self, *, judged: bool = True) -> Any:
        """Open a connection; refuse a server that may lose what it acknowledged."""
        try:
            connection = _bounded(self._psycopg, lambda: self._silent_s).connect(
                self.url,
                autocommit=True,
                connect_timeout=3,
                keepalives_idle=5,
                keepalives_interval=2,
                keepalives_count=3,
                tcp_user_timeout=10_000,
                options=" ".join(f"-c {name}={value}" for name, value in SETTINGS.items()),
            )
        except self._psycopg.OperationalError as error:
            raise _unreached(error) from error
        except self.errors as error:
            raise BadInput(
                f"This is not the URL of a server: {_unquoted(_first_line(error))}.",
                "The form is postgresql://user@host/database.",
            ) from error
        try:
            cursor = connection.cursor()
            self._refuse_unsafe(cursor)
            if judged:
                self._judge(cursor)
        except self.errors as error:
            connection.close()
            raise self.explained(error) from error
        except WingtermError:
            connection.close()
            raise
        return connection

    def _refuse_unsafe(self, cursor: Any) -> None:
        asked = ", ".join(f"current_setting('{setting}')" for setting in DURABLE)
        values = cursor.execute(f"SELECT {asked}").fetchone()
        for setting, value in zip(DURABLE, values, strict=True):
            if value in ("off", "local"):
                raise StoreUnsafe(
                    f"This server runs with {setting} = {value}: it may lose what it has "
                    "acknowledged.",
                    f"Ask its administrator to set {setting} = on.",
                )

    def _judge(self, cursor: Any) -> None:
        found = cursor.execute("SELECT to_regclass('register_info')").fetchone()
        if found[0] is None:
            raise NotFound(
                "There is no register in this database.", "Make one with `wingterm init`."
            )
        row = cursor.execute("SELECT application FROM register_info").fetchone()
        if row is None or row[0] != APPLICATION:
            raise not_ours("This database")
        self.guard_schema(cursor)

    def version(self) -> str:
        """Give the driver's version."""
        return f"PostgreSQL through psycopg {self._psycopg.__version__}"

    def begin(self, cursor: Any, *, write: bool, tell: Tell | None) -> None:
        """Read in one snapshot; write at READ COMMITTED behind explicit locks."""
        cursor.connection.tell = tell if write else None
        if write:
            cursor.execute("BEGIN ISOLATION LEVEL READ COMMITTED")
        else:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def may_pass(self, error: Exception) -> bool:  # noqa: ARG002 - a file's errors may
        """Give False: a server says itself what it cannot read."""
        return False

    def sql(self, text: str) -> str:
        """Give the statement with the driver's placeholders; texts in quotes stay as they are."""
        return with_placeholders(text)

    def in_set(self, column: str) -> str:
        """Test against an array."""
        return f"{column} = ANY(?)"

    def as_set(self, values: Collection[Value]) -> object:
        """Give an array; an empty one fits any type."""
        return sorted(values, key=repr) if values else "{}"

    def for_update(self, alias: str) -> str:
        """Lock the rows of one table of the SELECT."""
        return f" FOR UPDATE OF {alias}"

    def insert(self, cursor: Any, into: InsertInto, rows: Sequence[Params]) -> None:
        """Insert rows through arrays: one round trip for any number."""
        cursor.execute(
            self.sql(into.unnested), [list(column) for column in zip(*rows, strict=True)]
        )

    def change(self, cursor: Any, change: ByKey, rows: Sequence[Params]) -> int:
        """Change them one after the other, sent together."""
        cursor.executemany(self.sql(change.per_row), rows)
        return int(cursor.rowcount)

    def guard_schema(self, cursor: Any) -> None:
        """Refuse another schema; an upgrade may have happened while a terminal was open."""
        row = cursor.execute("SELECT schema_number FROM register_info").fetchone()
        if row is None or row[0] != SCHEMA_NUMBER:
            raise wrong_schema(row[0] if row else 0, "This database")

    def commit(self, cursor: Any) -> bool:
        """Commit. A transaction that had an error is answered with ROLLBACK, and no error."""
        cursor.execute("COMMIT")
        return bool(cursor.statusmessage == "COMMIT")

    def in_transaction(self, connection: Any) -> bool:
        """Ask the connection; what it does not know counts as one."""
        return int(connection.info.transaction_status) != 0

    def is_lost(self, connection: Any) -> bool:
        """Whether the server has hung up; one that says nothing would not answer another either."""
        return bool(connection.closed) and not connection.silent

    def is_passing(self, connection: Any) -> bool:  # noqa: ARG002 - a file's may be
        """Give False: a server serves many at once."""
        return False

    def server_instant(self, cursor: Any) -> int | None:
        """Give the server's clock: hosts may disagree about the time."""
        query = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
        (instant,) = cursor.execute(query).fetchone()
        return int(instant)

    def data_version(self, cursor: Any) -> int:
        """Give the number of entries in all books."""
        (total,) = cursor.execute("SELECT coalesce(sum(seq), 0) FROM chain").fetchone()
        return int(total)

    def explained(self, error: Exception) -> WingtermError:
        """Give a driver's error as one of ours, by its SQLSTATE."""
        if isinstance(error, UNSENDABLE):
            return cannot_hold(error)
        state = getattr(error, "sqlstate", None) or ""
        if state in BUSY:
            return StoreBusy(
                "Others are writing to the register; nothing was done.", "Try again in a moment."
            )
        if state.startswith(CONFLICTS):
            return Conflict(
                f"The register refused it: {_first_line(error)}. Nothing was done.",
                "Look at the people again and repeat.",
            )
        if state.startswith(UNHELD) or (not state and isinstance(error, self._psycopg.DataError)):
            return cannot_hold(error)
        if state.startswith(UNREACHABLE) or (
            not state and isinstance(error, self._psycopg.OperationalError)
        ):
            return StoreBusy(
                "The register's server does not answer; nothing was done.",
                "Try again when it is back.",
            )
        if state == NO_LEAVE:
            return NotAuthorised(
                "The register's server has not given this account leave: "
                f"{_first_line(error)}. Nothing was done.",
                "Ask its administrator; docs/security.md says which roles the program needs.",
            )
        if state == FULL:
            return StoreFull(
                "The server's disk is full; nothing was changed.", "Tell its administrator."
            )
        return StoreBroken(
            f"The register's server reports: {_first_line(error)}.",
            "Nothing was changed. Tell its administrator.",
        )


def _bounded(psycopg: Any, silent_s: Callable[[], float]) -> Any:
    """Give the driver's kind of connection, which gives up a server that does not answer.

    The server's own limits hold only as long as it runs: a process that is stopped, or that waits
    for a dead disk, keeps its connection up and says nothing for ever.
    """

    class Bounded(psycopg.Connection):  # type: ignore[misc] # the driver is loaded only here
        silent = False
        """Whether it was given up."""
        tell: Tell | None = None
        """Is told once a transaction that its answer is waited for."""

        def wait(self, gen: Any, *more: Any, **named: Any) -> Any:
            return super().wait(self._until(gen, time.monotonic()), *more, **named)

        def _until(self, gen: Any, begun: float) -> Generator[Any, Any, Any]:
            try:
                wants = next(gen)
                while True:
                    ready = yield wants
                    if not ready:
                        self._waited(time.monotonic() - begun)
                    wants = gen.send(ready)
            except StopIteration as ended:
                return ended.value

        def _waited(self, seconds: float) -> None:
            if seconds > silent_s():
                self.silent = True
                self.close()
                raise psycopg.OperationalError("no answer")
            if self.tell is not None and seconds > TOLD_AFTER_S:
                tell, self.tell = self.tell, None
                tell(WAITING)

    return Bounded


@functools.lru_cache(maxsize=512)
def with_placeholders(text: str) -> str:
    """Give a statement written with `?` as the driver wants it.

    It reads `%` as its own everywhere, in quotes too, so each is doubled.
    """
    parts = _LITERAL.split(text.replace("%", "%%"))
    return "".join(
        part if place % 2 else part.replace("?", "%s") for place, part in enumerate(parts)
    )


def _first_line(error: Exception) -> str:
    """Give what the server says without the detail, which may name a person."""
    return (str(error).splitlines() or [type(error).__name__])[0]


def _unquoted(said: str) -> str:
    """Give a message about a URL without the parts of it that it quotes: one may be a password."""
    return _QUOTED.sub("...", said)


def _unreached(error: Exception) -> WingtermError:
    """Give the error for a connection that was not made; it carries no SQLSTATE."""
    said = _first_line(error)
    if "connection option" in said:
        said = _unquoted(said)
    passing = ("starting up", "shutting down", "recovery", "too many", "connection slots")
    if "FATAL" in said and not any(words in said for words in passing):
        return StoreBroken(
            f"The register's server refuses: {said}.",
            "Check the user, the password and the database of the URL.",
        )
    return StoreBusy(
        f"The register's server cannot be reached; nothing was done ({said}).",
        "Try again when it is back, or check the URL.",
    )

"""An open store: one consistent snapshot to read, one unit of work to write.

Nothing here loads SQLAlchemy; SQLModel and Alembic are needed only to make or upgrade a store.
"""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from db.dialects import Dialect, Params, Tell, Value
from wingterm.clock import Clock, system_clock
from wingterm.domain.roles import Group
from wingterm.errors import (
    CommitDoubtful,
    RuleBroken,
    StoreBroken,
    StoreStopped,
    WingtermError,
)

if TYPE_CHECKING:
    from db.columns import ByKey, InsertInto


def open_store(
    url_or_path: str, *, clock: Clock | None = None, durable: bool = True, sparing: bool = False
) -> "Store":
    """Open an existing register.

    Args:
        url_or_path: a file, or a `postgresql://` URL.
        clock: the machine's clock; None for the store's own (on PostgreSQL the server's).
        durable: whether a commit waits for the disk. Only a file that is still being made aside,
            and that nobody misses if the machine stops, may do without; a server always waits.
        sparing: whether little memory is taken, as by one of many processes that stay open.

    Raises:
        NotFound: there is no register.
        StoreUnsafe, SchemaOlder, SchemaNewer, StoreBroken: it is not to be used.
    """
    store = Store(dialect_for(url_or_path, durable=durable, sparing=sparing), clock)
    store.keep(store.take())
    return store


def dialect_for(url_or_path: str, *, durable: bool = True, sparing: bool = False) -> Dialect:
    """Give the kind of database that a path or URL names."""
    if url_or_path.startswith(("postgresql://", "postgres://")):
        from db.postgres import Postgres

        return Postgres(url_or_path)
    from db.sqlite import Sqlite

    return Sqlite(url_or_path, durable=durable, sparing=sparing)


class Reader:
    """Statements within one transaction; all of them see one state of the register."""

    def __init__(self, store: "Store", cursor: Any) -> None:
        """Read through a cursor of a begun transaction."""
        self._store = store
        self._cursor = cursor
        self._dialect = store.dialect
        self.sees: frozenset[Group] = frozenset()
        """Groups of fields that whoever reads is told: none, until services know who it is."""

    @property
    def database(self) -> str:
        """The kind of database: `sqlite` or `postgresql`."""
        return self._dialect.name

    def rows(self, sql: str, params: Params) -> list[tuple[Any, ...]]:
        """Give all rows of a query written with `?`; what could not be read is read once more."""
        self._store.statements += 1
        try:
            found: list[tuple[Any, ...]] = self._cursor.execute(
                self._dialect.sql(sql), params
            ).fetchall()
        except self._dialect.errors as error:
            if not self._dialect.may_pass(error):
                raise self._refused(error) from error
        else:
            return found
        try:
            # The same transaction, and so the same state.
            return list(self._cursor.execute(self._dialect.sql(sql), params).fetchall())
        except self._dialect.errors as error:
            raise self._refused(error) from error

    def each(self, sql: str, params: Params) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a query one after the other, for many that are made into something."""
        self._store.statements += 1
        try:
            yield from self._cursor.execute(self._dialect.sql(sql), params)
        except self._dialect.errors as error:
            raise self._refused(error) from error

    def one(self, sql: str, params: Params) -> tuple[Any, ...] | None:
        """Give the first row of a query, None when there is none."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def in_set(self, column: str) -> str:
        """Give a test that a column is in a set; its one parameter is made by `as_set`."""
        return self._dialect.in_set(column)

    def as_set(self, values: Collection[Value]) -> object:
        """Give the parameter of a test made by `in_set`: any number of values in one."""
        return self._dialect.as_set(values)

    def for_update(self, alias: str) -> str:  # noqa: ARG002 - a unit of work names it
        """Give nothing: who only reads locks no rows."""
        return ""

    def now(self) -> int:
        """Give the machine's instant: the clock that was given, else the store's own."""
        if self._store.clock is not None:
            return self._store.clock()
        try:
            instant = self._dialect.server_instant(self._cursor)
        except self._dialect.errors as error:
            raise self._refused(error) from error
        return system_clock() if instant is None else instant

    def broken(self, found: str) -> StoreStopped:
        """Stop the writing of this process, as `Store.stop`; give the error that says so."""
        return self._store.stop(found)

    def _refused(self, error: Exception) -> WingtermError:
        return self._dialect.explained(error)


class Unit(Reader):
    """A unit of work: everything in it is done at `commit`, or nothing is.

    Once the database has refused one of its statements, it can only be rolled back: SQLite would
    commit the other half, and PostgreSQL would answer COMMIT with a silent ROLLBACK.
    """

    def __init__(self, store: "Store", cursor: Any) -> None:
        """Write through a cursor of a begun write transaction."""
        super().__init__(store, cursor)
        self.committed = False
        self._spoiled = False

    def run(self, sql: str, params: Params) -> int:
        """Run one statement; give the number of rows changed."""
        return int(self._sent(self._cursor.execute, self._dialect.sql(sql), params).rowcount)

    def run_many(self, sql: str, rows: Sequence[Params]) -> int:
        """Run one statement for many rows; give the number of rows changed in all."""
        if not rows:
            return 0
        self._sent(self._cursor.executemany, self._dialect.sql(sql), rows)
        return int(self._cursor.rowcount)

    def insert(self, into: "InsertInto", rows: Sequence[Params]) -> None:
        """Insert rows by one statement."""
        if rows:
            self._sent(self._dialect.insert, self._cursor, into, rows)

    def change(self, change: "ByKey", rows: Sequence[Params]) -> int:
        """Change or delete rows found by their keys; give how many there were."""
        return int(self._sent(self._dialect.change, self._cursor, change, rows)) if rows else 0

    def for_update(self, alias: str) -> str:
        """Give what makes a SELECT lock the rows of a table, with a leading blank."""
        return self._dialect.for_update(alias)

    def commit(self) -> None:
        """Make it so. Nothing can be asked of the unit afterwards.

        Raises:
            RuleBroken: a statement of it was refused before; nothing was done.
            CommitDoubtful: the commit failed; whether it was done must be looked up by request id
                (`db.doubt`).
        """
        if self._spoiled:
            raise self._half_refused()
        try:
            kept = self._dialect.commit(self._cursor)
        except self._dialect.errors as error:
            cause = self._dialect.explained(error)
            raise CommitDoubtful(
                f"It is not known whether this was done: {cause.message}",
                "Ask with `wingterm receipt` and the request id before trying again.",
                cause=cause,
            ) from error
        if not kept:
            raise self._half_refused()
        self.committed = True
        # Outside a transaction each further statement would be kept by itself.
        self._cursor.close()

    def _sent(self, send: Callable[..., Any], *what: Any) -> Any:
        """Send what writes; what the database refuses is an error of ours."""
        self._store.statements += 1
        try:
            return send(*what)
        except self._dialect.errors as error:
            raise self._refused(error) from error

    def _refused(self, error: Exception) -> WingtermError:
        self._spoiled = True
        return super()._refused(error)

    def _half_refused(self) -> RuleBroken:
        self.broken("a part of an act was refused, and yet it was to be kept")
        return RuleBroken("A part of this was refused, so nothing of it was done.")


class Store:
    """An open register.

    Connections are kept and used again; none is shared by two threads at once.
    """

    def __init__(self, dialect: Dialect, clock: Clock | None) -> None:
        """Use `open_store` instead, which looks before it opens."""
        self.dialect = dialect
        self.clock = clock
        self.tell: Tell | None = None
        """Is told what a writer waits for, from about a second on; by whichever thread writes."""
        self.stopped = ""
        """The broken rule because of which nothing is written any more; empty: none was found."""
        self.statements = 0
        """Statements sent so far; counted by tests."""
        self._idle: list[Any] = []
        self._closed = False
        self._watcher: Any = None
        self._watchers = 0
        self._watching = threading.Lock()
        self._beside: Store | None = None

    def beside(self, dialect: Dialect) -> "Store":
        """Give a store that lies beside this one and is closed with it; the first stays."""
        if self._beside is None:
            self._beside = Store(dialect, self.clock)
        return self._beside

    def hurry(self) -> None:
        """Wait for each answer no longer than somebody can be kept waiting who presses keys."""
        self.dialect.hurry()

    def stop(self, found: str) -> StoreStopped:
        """Write no more in this process: a rule was found broken. Give the error that says so.

        What is on record can still be read. Other processes find the same by themselves.

        Args:
            found: what is wrong, in a few words without a full stop.
        """
        self.stopped = self.stopped or found
        return StoreStopped(
            f"This wingterm found a broken rule and writes no more: {self.stopped}. Nothing was "
            "done.",
            "Tell an administrator to run `wingterm verify`; reading goes on.",
        )

    def renew(self) -> None:
        """Let go of every connection that nobody uses: the next ones are opened anew."""
        kept, self._idle = self._idle, []
        for connection in kept:
            with suppress(*self.dialect.errors):
                connection.close()

    def take(self) -> Any:
        """Give a connection that nobody uses."""
        try:
            return self._idle.pop()
        except IndexError:
            return self.dialect.connect()

    def keep(self, connection: Any) -> None:
        """Take a connection back for the next user."""
        if self._closed or self.dialect.is_passing(connection):
            connection.close()
        else:
            self._idle.append(connection)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Read one state of the register. Never wait for a person inside."""
        with self._transaction(write=False) as cursor:
            yield Reader(self, cursor)

    @contextmanager
    def write(self, *, books: bool = True) -> Iterator[Unit]:
        """Begin a unit of work; it is rolled back unless it was committed.

        Args:
            books: whether it writes what the ledger and its projections say; what does not (who
                saw what) goes on after a broken rule was found.

        Raises:
            StoreStopped: a rule was found broken in this process.
        """
        if books and self.stopped:
            raise self.stop(self.stopped)
        with self._transaction(write=True) as cursor:
            yield Unit(self, cursor)

    def now(self) -> int:
        """Give the machine's instant."""
        if self.clock is not None:
            return self.clock()
        with self.read() as reader:
            return reader.now()

    def data_version(self) -> int:
        """Give a number that changes when others wrote to the books; cheap enough to poll."""
        with self._watching:
            try:
                if self._closed:
                    raise StoreBroken("The register was closed here.", "Open it again.")
                if self._watcher is None:
                    self._watcher = self.dialect.connect()
                version = self.dialect.data_version(self._watcher.cursor())
            except self.dialect.errors as error:
                self._forget_watcher()
                raise self.dialect.explained(error) from error
            finally:
                if self._closed:
                    self._forget_watcher()
                elif self._watcher is not None and self.dialect.is_passing(self._watcher):
                    # What it counts goes on: it looks at no counter of its own.
                    self._watcher.close()
                    self._watcher = None
            # Two connections count each from a start of its own: their numbers must not meet.
            return version + (self._watchers << 40)

    def close(self) -> None:
        """Close every connection; one in use is closed when it is given back."""
        self._closed = True
        kept, self._idle = self._idle, []
        for connection in kept:
            connection.close()
        if self._beside is not None:
            self._beside.close()
        # Whoever looks just now may do so for long, at a server that does not answer.
        if self._watching.acquire(blocking=False):
            self._forget_watcher()
            self._watching.release()

    def _forget_watcher(self) -> None:
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            self._watchers += 1
            watcher.close()

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[Any]:
        connection, cursor = self._begun(write=write)
        try:
            yield cursor
        finally:
            cursor.close()
            self._end(connection)

    def _begun(self, *, write: bool) -> tuple[Any, Any]:
        """Give a connection and cursor in a begun transaction of a register of our schema.

        A kept connection that its server has dropped meanwhile (a restart) is replaced; so is once
        a connection through which nothing could be read.
        """
        again = True
        while True:
            kept = bool(self._idle)
            connection = self.take()
            try:
                cursor = connection.cursor()
                self.dialect.begin(cursor, write=write, tell=self.tell)
                self.dialect.guard_schema(cursor)
            except self.dialect.errors as error:
                lost = self.dialect.is_lost(connection)
                self._end(connection)
                if kept and lost:
                    continue
                if again and self.dialect.may_pass(error):
                    again = False
                    self.renew()
                    continue
                raise self.dialect.explained(error) from error
            except BaseException:
                self._end(connection)
                raise
            return connection, cursor

    def _end(self, connection: Any) -> None:
        """Roll back what was not committed; a connection that cannot is thrown away."""
        try:
            if self.dialect.in_transaction(connection):
                connection.rollback()
        except self.dialect.errors:
            connection.close()
            return
        self.keep(connection)

"""An open store: one consistent snapshot to read, one unit of work to write.

Nothing here loads SQLAlchemy; SQLModel and Alembic are needed only to make or upgrade a store.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from db.columns import InsertInto
from db.dialects import Dialect, Params, Value
from wingterm.clock import Clock, system_clock
from wingterm.errors import CommitDoubtful


def open_store(url_or_path: str, *, clock: Clock | None = None) -> "Store":
    """Open an existing register.

    Args:
        url_or_path: a file, or a `postgresql://` URL.
        clock: the machine's clock; None for the store's own (on PostgreSQL the server's).

    Raises:
        NotFound: there is no register.
        StoreUnsafe, SchemaOlder, SchemaNewer, StoreBroken: it is not to be used.
    """
    store = Store(dialect_for(url_or_path), clock)
    store.keep(store.take())
    return store


def dialect_for(url_or_path: str) -> Dialect:
    """Give the kind of database that a path or URL names."""
    if url_or_path.startswith(("postgresql://", "postgres://")):
        from db.postgres import Postgres

        return Postgres(url_or_path)
    from db.sqlite import Sqlite

    return Sqlite(Path(url_or_path))


class Reader:
    """Statements within one transaction; all of them see one state of the register."""

    def __init__(self, store: "Store", cursor: Any) -> None:  # noqa: ANN401 - PEP 249
        """Read through a cursor of a begun transaction."""
        self._store = store
        self._cursor = cursor
        self._dialect = store.dialect

    def rows(self, sql: str, params: Params) -> list[tuple[Any, ...]]:
        """Give all rows of a query written with `?`."""
        self._store.statements += 1
        try:
            return list(self._cursor.execute(self._dialect.sql(sql), params).fetchall())
        except self._dialect.errors as error:
            raise self._dialect.explained(error) from error

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

    def now(self) -> int:
        """Give the machine's instant: the clock that was given, else the store's own."""
        if self._store.clock is not None:
            return self._store.clock()
        instant = self._dialect.server_instant(self._cursor)
        return system_clock() if instant is None else instant


class Unit(Reader):
    """A unit of work: everything in it is done at `commit`, or nothing is."""

    def __init__(self, store: "Store", cursor: Any) -> None:  # noqa: ANN401 - PEP 249
        """Write through a cursor of a begun write transaction."""
        super().__init__(store, cursor)
        self.committed = False

    def run(self, sql: str, params: Params) -> int:
        """Run one statement; give the number of rows changed."""
        self._store.statements += 1
        try:
            return int(self._cursor.execute(self._dialect.sql(sql), params).rowcount)
        except self._dialect.errors as error:
            raise self._dialect.explained(error) from error

    def run_many(self, sql: str, rows: Sequence[Params]) -> int:
        """Run one statement for many rows; give the number of rows changed in all."""
        self._store.statements += 1
        try:
            self._cursor.executemany(self._dialect.sql(sql), rows)
        except self._dialect.errors as error:
            raise self._dialect.explained(error) from error
        return int(self._cursor.rowcount)

    def insert(self, into: InsertInto, rows: Sequence[Params]) -> None:
        """Insert rows by one statement."""
        self._store.statements += 1
        try:
            self._dialect.insert(self._cursor, into, rows)
        except self._dialect.errors as error:
            raise self._dialect.explained(error) from error

    def for_update(self, alias: str) -> str:
        """Give what makes a SELECT lock the rows of a table, with a leading blank."""
        return self._dialect.for_update(alias)

    def commit(self) -> None:
        """Make it so.

        Raises:
            CommitDoubtful: the commit failed; whether it was done must be looked up by request id.
        """
        try:
            self._cursor.execute("COMMIT")
        except self._dialect.errors as error:
            raise CommitDoubtful(
                f"It is not known whether this was done: {self._dialect.explained(error).message}",
                "Ask with `wingterm receipt` and the request id before trying again.",
            ) from error
        self.committed = True


class Store:
    """An open register.

    Connections are kept and used again; none is shared by two threads at once.
    """

    def __init__(self, dialect: Dialect, clock: Clock | None) -> None:
        """Use `open_store` instead, which looks before it opens."""
        self.dialect = dialect
        self.clock = clock
        self.statements = 0
        """Statements sent so far; counted by tests."""
        self._idle: list[Any] = []
        self._watcher: Any = None

    def take(self) -> Any:  # noqa: ANN401 - PEP 249
        """Give a connection that nobody uses."""
        return self._idle.pop() if self._idle else self.dialect.connect()

    def keep(self, connection: Any) -> None:  # noqa: ANN401 - PEP 249
        """Take a connection back for the next user."""
        self._idle.append(connection)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Read one state of the register. Never wait for a person inside."""
        with self._transaction(write=False) as cursor:
            yield Reader(self, cursor)

    @contextmanager
    def write(self) -> Iterator[Unit]:
        """Begin a unit of work; it is rolled back unless it was committed."""
        with self._transaction(write=True) as cursor:
            self.dialect.guard_schema(cursor)
            unit = Unit(self, cursor)
            yield unit

    def now(self) -> int:
        """Give the machine's instant."""
        if self.clock is not None:
            return self.clock()
        with self.read() as reader:
            return reader.now()

    def data_version(self) -> int:
        """Give a number that changes when any other connection committed; cheap enough to poll."""
        if self._watcher is None:
            self._watcher = self.dialect.connect()
        try:
            return self.dialect.data_version(self._watcher.cursor())
        except self.dialect.errors as error:
            raise self.dialect.explained(error) from error

    def close(self) -> None:
        """Close every connection."""
        kept, self._idle, watcher, self._watcher = self._idle, [], self._watcher, None
        for connection in [*kept, watcher] if watcher else kept:
            connection.close()

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[Any]:
        connection = self.take()
        try:
            cursor = connection.cursor()
            try:
                for statement in self.dialect.begin(write=write):
                    cursor.execute(statement)
            except self.dialect.errors as error:
                raise self.dialect.explained(error) from error
            yield cursor
        finally:
            self._end(connection)

    def _end(self, connection: Any) -> None:  # noqa: ANN401 - PEP 249
        """Roll back what was not committed; a connection that cannot is thrown away."""
        try:
            if self._in_transaction(connection):
                connection.rollback()
        except self.dialect.errors:
            connection.close()
            return
        self.keep(connection)

    def _in_transaction(self, connection: Any) -> bool:  # noqa: ANN401 - PEP 249
        if self.dialect.name == "sqlite":
            return bool(connection.in_transaction)
        return int(connection.info.transaction_status) != 0

"""Make a new register, or bring an older one to this program's schema. The only user of Alembic."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from db import sqlite
from db.backup import copied, damage_of
from db.checker import Violation, check_snapshot
from db.dialects import Dialect
from db.engine import Store, Unit, dialect_for
from db.postgres import Postgres
from db.safety import judge_file, make_file
from db.schema import APPLICATION, APPLICATION_ID, SCHEMA_NUMBER, not_ours, wrong_schema
from db.triggers import trigger_statements
from wingterm.clock import Clock, system_clock
from wingterm.domain.chain import GENESIS
from wingterm.domain.standing import NO_BED, OUTSIDE_PLACE, REGISTER_ESTABLISHMENT
from wingterm.errors import Conflict, StoreBroken

COUNTERS = {
    "person": 1, "prison_number": 1, "temporary": 1, "place": 2, "bed": 1, "officer": 1,
    "establishment": 2, "check": 1,
}  # fmt: skip
"""The first id to give of each kind; place 1 and establishment 1 are made here."""


Fill = Callable[[Unit], None]
"""Puts rows in the empty tables of a register in the making, in the transaction that makes it.

It must not commit; what it raises leaves no register behind. References are looked at when it is
done, all at once, so that rows may come in any order.
"""


def create_store(url_or_path: str, *, clock: Clock | None = None, fill: Fill | None = None) -> None:
    """Make a new register: with no prison and no officer yet, or with the rows of another.

    Args:
        url_or_path: where.
        clock: None for the store's own clock.
        fill: writes every row that the register has; None: what the schema itself fixes.

    Raises:
        StoreUnsafe: something lies there already, or the place is not safe.
        Conflict: the database holds a register already, or a row refers to none.
    """
    clock = clock or system_clock
    dialect = dialect_for(url_or_path)
    if isinstance(dialect, Postgres):
        with _server(dialect) as connection:
            if connection.dialect.has_table(connection, "register_info"):
                raise Conflict(
                    "This database holds a register already; it is left as it is.",
                    "Use it as it is, or name another database.",
                )
            _migrate(connection)
            if fill is None:
                _seed(connection, clock)
            else:
                with _unreferred(connection):
                    fill(_unit(connection, dialect, clock))
        return
    path = Path(url_or_path)
    make_file(path)
    try:
        with _file(path, dialect) as connection:
            _migrate(connection)
            if fill is None:
                _seed(connection, clock)
            else:
                fill(_unit(connection, dialect, clock))
                _refuse_broken(connection)
    except BaseException:
        for leftover in (path, Path(f"{path}-wal"), Path(f"{path}-shm"), Path(f"{path}-journal")):
            leftover.unlink(missing_ok=True)
        raise


class DoesNotVerify(Exception):
    """What an upgrade would have come to is not what the ledger says; it was not kept."""

    def __init__(self, violations: Sequence[Violation], copy: Path | None) -> None:
        """Say what the independent checker finds, and where the register as it was is kept too."""
        super().__init__(f"The upgraded register would not verify: {len(violations)} do not fit.")
        self.violations = tuple(violations)
        self.copy = copy


def upgrade_store(
    url_or_path: str, *, leave: Fill | None = None, finish: Fill | None = None
) -> Path | None:
    """Bring an older register to this schema, whole or not at all.

    An SQLite file is copied first (online, private, beside it). What comes of it is proven by the
    independent checker before it is kept.

    Args:
        url_or_path: where it is.
        leave: refuses who may not, by what the older register says; asked before anything is made.
        finish: adds what every register of this schema has, in the same transaction.

    Returns:
        The copy, or None where the server keeps its own backups or nothing needed to be done.

    Raises:
        SchemaNewer: the register is newer than this program.
        DoesNotVerify: the checker finds something; nothing was changed.
    """
    dialect = dialect_for(url_or_path)
    if isinstance(dialect, Postgres):
        with _server(dialect) as connection:
            _lock_out_writers(connection)
            if _judge(_server_number(connection), "This database"):
                _ask_leave(connection, dialect, leave)
                _migrate(connection)
                _finish(connection, dialect, finish, None)
        return None
    path = Path(url_or_path)
    judge_file(path)
    if not _judge(_file_number(path, dialect), str(path)):
        return None
    # Judged again and copied behind the write lock: nobody can write, or upgrade, in between.
    with _file(path, dialect) as connection:
        number = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        if not _judge(number, str(path)):
            return None
        if number:
            _ask_leave(connection, dialect, leave)
        copy = _kept_copy(path)
        _migrate(connection)
        if number == 0:
            _seed(connection, system_clock)
        if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone():
            raise StoreBroken(
                "The upgrade would break a reference; nothing was changed.",
                f"The register as it was is also kept in {copy}.",
            )
        _finish(connection, dialect, finish, copy)
    return copy


def _ask_leave(connection: Connection, dialect: Dialect, leave: Fill | None) -> None:
    if leave is not None:
        leave(_unit(connection, dialect, None))


def _finish(
    connection: Connection, dialect: Dialect, finish: Fill | None, copy: Path | None
) -> None:
    """Add what is lacking to a migrated register, and let the checker look at all of it."""
    unit = _unit(connection, dialect, None)
    if finish is not None:
        finish(unit)
    found = check_snapshot(unit, sqlite=dialect.name == "sqlite")
    if found:
        raise DoesNotVerify(found, copy)


def _judge(number: int, where: str) -> bool:
    """Say whether an upgrade is needed; refuse a newer register."""
    if number > SCHEMA_NUMBER:
        raise wrong_schema(number, where)
    return number < SCHEMA_NUMBER


def _unit(connection: Connection, dialect: Dialect, clock: Clock | None) -> Unit:
    """Give what writes and reads within the transaction of a connection."""
    return Unit(Store(dialect, clock), connection.connection.cursor())


def _refuse_broken(connection: Connection) -> None:
    """Refuse a row of a file that refers to none: its references were not looked at so far."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise Conflict(f"A row of {broken[0]} refers to no row of {broken[2]}; nothing was made.")


@contextmanager
def _unreferred(connection: Connection) -> Iterator[None]:
    """Take the foreign keys of a server's tables away, and set them again: each looks at all rows.

    A row may refer to one that comes later, and a server looks at each statement.
    """
    held = connection.exec_driver_sql(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
        " ORDER BY conrelid, conname"
    ).fetchall()
    for table, name, _ in held:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for table, name, says in held:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {says}")


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", _escaped(resources.files("db")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    name = connection.dialect.name
    if name == "sqlite":
        # A table that a migration rebuilt has lost its triggers.
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (trigger,) in found.fetchall():
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_NUMBER}")
    else:
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS entry_no_change ON entry")
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS entry_no_truncate ON entry")
    for statement in trigger_statements(name):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"UPDATE register_info SET schema_number = {SCHEMA_NUMBER}")


def _escaped(package: Traversable) -> str:
    """Give the folder of the migrations; Alembic reads a `%` in it as its own."""
    return str(package / "migrations").replace("%", "%%")


def _seed(connection: Connection, clock: Clock) -> None:
    """Write what the schema itself fixes: the register's book, the outside, no bed, counters."""
    book, outside = REGISTER_ESTABLISHMENT, OUTSIDE_PLACE
    register = uuid.uuid4()
    for statement in (
        (
            "INSERT INTO register_info"
            f" VALUES (1, '{APPLICATION}', {SCHEMA_NUMBER}, '{register}', {clock()})"
        ),
        f"INSERT INTO establishment VALUES ({book}, 'REG', 'The register', 'Europe/London')",
        f"INSERT INTO chain VALUES ({book}, 0, '{GENESIS}', 0)",
        f"INSERT INTO place VALUES ({outside}, {book}, NULL, 'OUTSIDE', 'OUTSIDE', 'Outside')",
        f"INSERT INTO bed VALUES ({NO_BED}, {outside}, 0)",
        *(f"INSERT INTO counter VALUES ('{name}', {first})" for name, first in COUNTERS.items()),
    ):
        connection.exec_driver_sql(statement)


@contextmanager
def _file(path: Path, dialect: Dialect) -> Iterator[Connection]:
    """Give an SQLAlchemy connection to a file in one write transaction, foreign keys unchecked.

    A migration that rebuilds a table cannot run with them on, and they cannot be switched inside
    a transaction.
    """

    def connect() -> Any:
        connection = sqlite.driver.connect(str(path), isolation_level=None)
        connection.execute(f"PRAGMA busy_timeout = {sqlite.BUSY_TIMEOUT_MS}")
        connection.execute(
            f"PRAGMA journal_mode = {sqlite.journal_mode(sqlite.driver.sqlite_version_info)}"
        )
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = OFF")
        return connection

    options = {"module": sqlite.driver}
    with _whole(dialect, "sqlite://", connect, "BEGIN IMMEDIATE", **options) as connection:
        yield connection


@contextmanager
def _server(dialect: Postgres) -> Iterator[Connection]:
    def connect() -> Any:
        connection = dialect.connect(judged=False)
        connection.autocommit = False
        return connection

    # A migration takes as long as it takes.
    begin = "SET LOCAL statement_timeout = 0"
    with _whole(dialect, "postgresql+psycopg://", connect, begin) as connection:
        yield connection


def _lock_out_writers(connection: Connection) -> None:
    """Wait for every open transaction and hold up new ones.

    Each of them reads `register_info` first, and keeps that lock to its end.
    """
    if connection.dialect.has_table(connection, "register_info"):
        connection.exec_driver_sql("LOCK TABLE register_info IN ACCESS EXCLUSIVE MODE")


@contextmanager
def _whole(
    dialect: Dialect, url: str, connect: Callable[[], Any], begin: str, **options: object
) -> Iterator[Connection]:
    """Give a connection in a transaction that is committed at the end or rolled back as one."""
    engine = create_engine(url, creator=connect, poolclass=StaticPool, **options)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(begin)
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()
    except DBAPIError as error:
        raise dialect.explained(
            error.orig if isinstance(error.orig, Exception) else error
        ) from error
    except dialect.errors as error:
        raise dialect.explained(error) from error
    finally:
        engine.dispose()


def _file_number(path: Path, dialect: Dialect) -> int:
    """Give a file's schema number; refuse another program's before anything is set in it."""
    connection = sqlite.driver.connect(str(path), isolation_level=None)
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            raise not_ours(str(path))
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except dialect.errors as error:
        raise dialect.explained(error) from error
    finally:
        connection.close()


def _server_number(connection: Connection) -> int:
    if not connection.dialect.has_table(connection, "register_info"):
        raise not_ours("This database")
    row = connection.exec_driver_sql("SELECT schema_number FROM register_info").fetchone()
    return int(row[0]) if row else 0


def _kept_copy(path: Path) -> Path:
    """Copy a register online, into a new private file beside it, once it is looked through."""
    with copied(path, path.parent) as part:
        found = damage_of(part.path)
        if found:
            raise StoreBroken(
                f"The register {path} is damaged ({found}); it was not upgraded.",
                "Keep the file as it is and restore the last backup.",
            )
        return part.keep(f"{path.name}.before-{SCHEMA_NUMBER}-{system_clock()}")

"""Fresh, empty stores for tests: made once a process, copied for each use."""

import functools
import shutil
from pathlib import Path

from db.create import create_store
from db.sqlite import driver
from tests import postgres
from tests.lasting import lasting_folder
from wingterm.clock import FixedClock

DATABASES = ["sqlite", "postgresql"] if postgres.find_binaries() else ["sqlite"]
"""SQLite always, PostgreSQL wherever its binaries exist."""

START = 1_772_442_000_000_000
"""2026-03-02 09:00 UTC."""


def fresh_store(folder: Path, database: str = "sqlite") -> str:
    """Give the path or URL of a store of its own, with nothing in it but what the schema brings.

    A database on the server must be dropped by `drop_store`; a file goes with its folder.
    """
    template = _template(database)
    if database == "postgresql":
        return _server().copy_of(template)
    path = folder / "register.db"
    shutil.copyfile(template, path)
    path.chmod(0o600)
    return str(path)


def drop_store(where: str) -> None:
    """Have done with a store made here on the server; a file is left to its folder."""
    if where.startswith("postgresql"):
        _server().drop(where)


@functools.cache
def _template(database: str) -> str:
    if database == "postgresql":
        where = _server().new_database()
    else:
        where = str(lasting_folder() / "register.db")
    create_store(where, clock=FixedClock(START))
    if database == "sqlite":
        settle(Path(where))
    return where


def settle(path: Path) -> None:
    """Bring everything from the journal into the file itself, so that a plain copy is whole."""
    connection = driver.connect(str(path))
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _server() -> postgres.Server:
    running = postgres.server()
    assert running is not None
    return running

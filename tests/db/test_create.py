"""Making a store, and bringing an older one up: whole or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db import create, postgres, sqlite
from db.checker import check_store
from db.create import create_store, upgrade_store
from db.engine import Store, open_store
from db.schema import APPLICATION_ID, SCHEMA_NUMBER
from tests import postgres as servers
from tests.dumps import dump_store
from tests.stores import START, fresh_store, settle
from wingterm.clock import FixedClock
from wingterm.errors import (
    Conflict,
    SchemaNewer,
    SchemaOlder,
    StoreBroken,
    StoreBusy,
    StoreUnsafe,
    WingtermError,
)


def fail(*_: object) -> None:
    raise ZeroDivisionError


def empty_file(folder: Path) -> Path:
    """Make a file of ours from before the first schema."""
    path = folder / "old.db"
    connection = sqlite.driver.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.close()
    path.chmod(0o600)
    return path


def test_a_store_is_never_made_over_another(where: str, store: Store) -> None:
    before = dump_store(store)
    with pytest.raises((StoreUnsafe, Conflict), match="left as it is"):
        create_store(where)
    assert dump_store(store) == before


def test_a_store_that_cannot_be_made_leaves_nothing(
    private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(create, "_seed", fail)
    with pytest.raises(ZeroDivisionError):
        create_store(str(private / "register.db"))
    assert list(private.iterdir()) == []


@pytest.mark.skipif(servers.find_binaries() is None, reason="PostgreSQL is not installed")
def test_a_database_in_which_a_store_cannot_be_made_stays_empty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = servers.server()
    assert server is not None
    where = server.new_database()
    try:
        with monkeypatch.context() as patched:
            patched.setattr(create, "_seed", fail)
            with pytest.raises(ZeroDivisionError):
                create_store(where)
        create_store(where, clock=FixedClock(START))
        store = open_store(where)
        assert check_store(store) == []
        store.close()
    finally:
        server.drop(where)


def test_a_databases_error_on_the_way_is_one_of_ours(
    private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(create, "trigger_statements", lambda _: ("CREATE NONSENSE",))
    with pytest.raises(StoreBroken, match="NONSENSE"):
        create_store(str(private / "register.db"))
    assert list(private.iterdir()) == []


def test_the_folder_of_the_migrations_may_have_any_name(private: Path) -> None:
    assert create._escaped(private / "100%") == str(private / "100%%" / "migrations")


def test_a_file_from_before_the_first_schema_is_upgraded(private: Path) -> None:
    path = empty_file(private)
    with pytest.raises(SchemaOlder, match="has schema 0"):
        open_store(str(path))
    copy = upgrade_store(str(path))
    assert copy is not None
    assert sorted(private.iterdir()) == sorted([path, copy])
    assert copy.stat().st_mode & 0o777 == 0o600
    assert create._file_number(copy, sqlite.Sqlite(copy)) == 0
    store = open_store(str(path))
    assert check_store(store) == []
    store.close()


def test_an_upgraded_file_is_as_a_new_one(private: Path) -> None:
    upgraded = empty_file(private)
    upgrade_store(str(upgraded))
    assert schema(upgraded) == schema(Path(fresh_store(private)))


def schema(path: Path) -> list[tuple[str, ...]]:
    connection = sqlite.driver.connect(str(path))
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    connection.close()
    return sorted(tuple(map(str, row)) for row in rows)


def test_a_store_of_this_schema_is_left_alone(where: str, store: Store) -> None:
    before = dump_store(store)
    assert upgrade_store(where) is None
    assert dump_store(store) == before


def number_of(where: str, number: int) -> None:
    """Say in a store that it is of another schema."""
    store = open_store(where)
    with store.write() as unit:
        if store.dialect.name == "sqlite":
            unit.run(f"PRAGMA user_version = {number}", ())
        unit.run("UPDATE register_info SET schema_number = ?", (number,))
        unit.commit()
    store.close()


@pytest.mark.spoils_the_store
def test_a_newer_store_is_never_written(where: str, private: Path) -> None:
    number_of(where, SCHEMA_NUMBER + 1)
    path = Path(where)
    if path.exists():
        settle(path)
    before = path.read_bytes() if path.exists() else b""
    with pytest.raises(SchemaNewer, match="newer than this version"):
        upgrade_store(where)
    if path.exists():
        assert path.read_bytes() == before
        assert list(private.iterdir()) == [path]


def test_what_is_not_ours_is_not_upgraded(private: Path) -> None:
    path = private / "theirs.db"
    connection = sqlite.driver.connect(str(path))
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    path.chmod(0o600)
    before = path.read_bytes()
    with pytest.raises(StoreBroken, match="not a wingterm register"):
        upgrade_store(str(path))
    assert path.read_bytes() == before


FAILURES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "while migrating": lambda patch: patch.setattr("alembic.command.upgrade", fail),
    "at the triggers": lambda patch: patch.setattr(create, "trigger_statements", fail),
    "at the rows": lambda patch: patch.setattr(create, "_seed", fail),
}


@pytest.mark.parametrize("break_it", FAILURES.values(), ids=list(FAILURES))
def test_an_upgrade_that_fails_leaves_the_file_as_it_was(
    private: Path, monkeypatch: pytest.MonkeyPatch, break_it: Callable[[pytest.MonkeyPatch], None]
) -> None:
    path = empty_file(private)
    break_it(monkeypatch)
    with pytest.raises(ZeroDivisionError):
        upgrade_store(str(path))
    monkeypatch.undo()
    assert schema(path) == []
    with pytest.raises(SchemaOlder):
        open_store(str(path))
    assert upgrade_store(str(path)) is not None
    open_store(str(path)).close()


def test_an_upgrade_that_would_break_a_reference_is_not_kept(
    private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = empty_file(private)
    orphan = ("INSERT INTO bed VALUES (9, 99, 1)",)
    monkeypatch.setattr(create, "trigger_statements", lambda _: orphan)
    with pytest.raises(StoreBroken, match="would break a reference"):
        upgrade_store(str(path))
    assert schema(path) == []


def test_a_damaged_file_is_not_upgraded_and_no_copy_of_it_kept(private: Path) -> None:
    path = Path(fresh_store(private))
    number_of(str(path), 0)
    settle(path)
    content = bytearray(path.read_bytes())
    content[-4096:] = b"\xff" * 4096
    path.write_bytes(content)
    with pytest.raises(WingtermError):
        upgrade_store(str(path))
    assert [file.name for file in private.iterdir() if "before" in file.name] == []


@pytest.mark.spoils_the_store
def test_an_upgrade_waits_for_whoever_is_writing(
    where: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that has seen the old number must end before the schema changes under it."""
    number_of(where, 0)
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 50)
    monkeypatch.setitem(postgres.SETTINGS, "lock_timeout", "50ms")
    monkeypatch.setattr(type(store.dialect), "guard_schema", read_number)
    with store.write(), pytest.raises(StoreBusy):
        upgrade_store(where)
    monkeypatch.undo()


def read_number(dialect: object, cursor: object) -> None:
    """Read the schema's number as the guard does, and let every number pass."""
    execute = getattr(cursor, "execute", fail)
    if isinstance(dialect, sqlite.Sqlite):
        execute("PRAGMA user_version")
    else:
        execute("SELECT schema_number FROM register_info")

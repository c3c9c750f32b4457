"""SQLite: safeguards read back, a safe journal for every library, the file that was opened."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from db import columns, sqlite
from db.engine import Store, open_store
from db.schema import SCHEMA_NUMBER
from tests.stores import START, fresh_store, settle
from wingterm.errors import NotFound, SchemaNewer, SchemaOlder, StoreBroken, StoreBusy

SAFE = [(3, 51, 3), (3, 51, 4), (3, 52, 0), (3, 53, 4), (4, 0, 0), (3, 50, 7), (3, 44, 6)]
FAULTY = [(3, 51, 2), (3, 51, 0), (3, 50, 6), (3, 50, 4), (3, 45, 9), (3, 44, 5), (3, 40, 1)]


@pytest.fixture
def path(private: Path) -> Path:
    return Path(fresh_store(private))


@pytest.mark.parametrize("version", SAFE)
def test_a_library_without_the_fault_keeps_a_wal(version: tuple[int, ...]) -> None:
    assert sqlite.journal_mode(version) == "wal"


@pytest.mark.parametrize("version", FAULTY)
def test_a_library_with_the_fault_keeps_a_roll_back_journal(version: tuple[int, ...]) -> None:
    assert sqlite.journal_mode(version) == "truncate"


def pragmas(path: Path) -> dict[str, object]:
    """Give the safeguards as a connection has them."""
    connection = sqlite.Sqlite(path).connect()
    names = (
        "journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "busy_timeout",
        "trusted_schema", "cell_size_check", "application_id", "user_version", "mmap_size",
    )  # fmt: skip
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names}
    connection.close()
    return found


@pytest.mark.parametrize("journal", ["wal", "truncate"])
def test_every_safeguard_is_on(path: Path, monkeypatch: pytest.MonkeyPatch, journal: str) -> None:
    monkeypatch.setattr(sqlite, "journal_mode", lambda _: journal)
    assert pragmas(path) == {
        "journal_mode": journal,
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 10_000,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "application_id": 0x57494E47,
        "user_version": SCHEMA_NUMBER,
        "mmap_size": 0,
    }


def test_a_terminal_keeps_few_pages_and_every_safeguard(path: Path) -> None:
    connection = sqlite.Sqlite(path, sparing=True).connect()
    got = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("cache_size", "synchronous", "foreign_keys", "recursive_triggers")
    }
    connection.close()
    assert got == {
        "cache_size": sqlite.SPARING_CACHE,
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }


def test_a_safeguard_that_does_not_hold_is_refused() -> None:
    memory = sqlite.driver.connect(":memory:")
    with pytest.raises(StoreBroken, match="journal_mode"):
        sqlite.set_pragmas(memory)
    memory.close()


@pytest.mark.parametrize("journal", ["wal", "truncate"])
def test_both_journals_keep_what_was_committed(
    path: Path, monkeypatch: pytest.MonkeyPatch, journal: str
) -> None:
    monkeypatch.setattr(sqlite, "journal_mode", lambda _: journal)
    first, second = open_store(str(path)), open_store(str(path))
    for store in (first, second, first):
        count_up(store)
    assert count(second) == 4
    first.close()
    second.close()


def count_up(store: Store) -> None:
    with store.write() as unit:
        unit.run("UPDATE counter SET next_value = next_value + 1 WHERE name = 'bed'", ())
        unit.commit()


def count(store: Store) -> object:
    with store.read() as reader:
        return reader.rows("SELECT next_value FROM counter WHERE name = 'bed'", ())[0][0]


WITHOUT_THE_WHEEL = f"""
import sys
sys.modules["pysqlite3"] = None
from pathlib import Path
from db import sqlite
from db.create import create_store
from db.engine import open_store
create_store(sys.argv[1], clock=lambda: {START})
store = open_store(sys.argv[1])
with store.write() as unit:
    unit.run("UPDATE counter SET next_value = 7 WHERE name = 'bed'", ())
    unit.commit()
with store.read() as reader:
    found = reader.one("SELECT next_value FROM counter WHERE name = 'bed'", ())
connection = store.take()
journal = connection.execute("PRAGMA journal_mode").fetchone()[0]
store.keep(connection)
store.close()
assert journal == sqlite.journal_mode(sqlite.driver.sqlite_version_info), journal
print(sqlite.driver.__name__, found[0])
"""


def test_the_standard_librarys_sqlite_serves_where_there_is_no_wheel(private: Path) -> None:
    done = run(WITHOUT_THE_WHEEL, private / "register.db")
    assert done == "sqlite3 7"


LIGHT = """
import sys
from db import columns
from db.engine import open_store
store = open_store(sys.argv[1])
with store.read() as reader:
    reader.rows(f"SELECT id FROM place WHERE {reader.in_set('id')}", (reader.as_set([1]),))
with store.write() as unit:
    unit.insert(columns.BED, [(9, 1, 9)])
    unit.commit()
store.close()
print(sorted({"sqlalchemy", "sqlmodel", "alembic", "pydantic", "psycopg"} & set(sys.modules)))
"""


def test_reading_and_writing_load_nothing_heavy(path: Path) -> None:
    assert run(LIGHT, path) == "[]"


def run(program: str, path: Path) -> str:
    """Run a program in an interpreter of its own."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        check=False, capture_output=True, text=True, cwd=root, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_no_register_says_how_to_make_one(private: Path) -> None:
    with pytest.raises(NotFound, match="There is no register at") as caught:
        open_store(str(private / "none.db"))
    assert "wingterm init" in caught.value.hint
    assert "wingterm demo" in caught.value.hint
    assert list(private.iterdir()) == []


def foreign(path: Path) -> None:
    connection = sqlite.driver.connect(str(path))
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()


def set_number(path: Path, number: int) -> None:
    connection = sqlite.driver.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA user_version = {number}")
    connection.close()
    settle(path)


@pytest.mark.parametrize(
    "content", [b"", b"no database at all" * 100, None], ids=["empty", "text", "another program's"]
)
def test_what_is_not_ours_is_refused_and_left_as_it_is(
    private: Path, content: bytes | None
) -> None:
    path = private / "theirs.db"
    if content is None:
        foreign(path)
    else:
        path.write_bytes(content)
    path.chmod(0o600)
    before = path.read_bytes()
    with pytest.raises(StoreBroken):
        open_store(str(path))
    assert path.read_bytes() == before
    assert list(private.iterdir()) == [path]


@pytest.mark.parametrize("number", [0, SCHEMA_NUMBER - 1, SCHEMA_NUMBER + 1])
def test_another_schema_is_refused_and_left_as_it_is(path: Path, number: int) -> None:
    set_number(path, number)
    before = path.read_bytes()
    with pytest.raises(SchemaOlder if number < SCHEMA_NUMBER else SchemaNewer) as caught:
        open_store(str(path))
    assert ("wingterm upgrade" in caught.value.hint) == (number < SCHEMA_NUMBER)
    assert path.read_bytes() == before


def count_beds(store: Store) -> int:
    with store.read() as reader:
        row = reader.one("SELECT count(*) FROM bed", ())
    assert row is not None
    return int(row[0])


def test_a_file_put_in_the_place_of_an_open_one_is_not_written(path: Path) -> None:
    """A kept connection would go on in the old file, with a `-wal` that the new one takes up."""
    store = open_store(str(path))
    restored = path.with_name("restored.db")
    shutil.copy2(path, restored)
    restored.replace(path)
    before = path.read_bytes()
    with pytest.raises(StoreBroken, match="put in the place"), store.write():
        pass
    with pytest.raises(StoreBroken, match="put in the place"):
        count_beds(store)
    store.close()
    assert path.read_bytes() == before
    again = open_store(str(path))
    assert count_beds(again) == 1
    again.close()


def test_a_file_that_was_removed_is_not_written(path: Path) -> None:
    store = open_store(str(path))
    path.unlink()
    with pytest.raises(StoreBroken, match="was removed"), store.write():
        pass
    store.close()
    assert not path.exists()


def test_a_full_disk_is_said_and_changes_nothing(path: Path) -> None:
    store = open_store(str(path))
    with store.write() as unit:
        unit.run("PRAGMA max_page_count = 1", ())
        rows = [(100 + n, 1, None, f"P-{n}", "AREA", "N" * 80) for n in range(5000)]
        with pytest.raises(StoreBroken, match="full; nothing was changed"):
            unit.insert(columns.PLACE, rows)
    with store.read() as reader:
        assert reader.one("SELECT count(*) FROM place", ()) == (1,)
    store.close()


def test_a_damaged_file_is_said(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreBroken):
        count_beds(open_store(str(path)))


def test_a_file_under_another_programs_lock_is_busy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 50)
    store = open_store(str(path))
    other = sqlite.driver.connect(str(path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy), store.write():
        pass
    other.close()
    with store.write():
        pass
    store.close()


class Turnstile:
    """A cursor while others write for some milliseconds; notes how long each try may wait."""

    def __init__(self, others: int) -> None:
        self.now = 0
        self.waits: list[int] = []
        self._others = others

    def execute(self, statement: str) -> None:
        """Wait as SQLite does: until it is free, at most as long as was said last."""
        if statement.startswith("PRAGMA"):
            self.waits.append(int(statement.rpartition(" ")[2]))
            return
        self.now = min(self.now + self.waits[-1], max(self.now, self._others))
        if self.now < self._others:
            raise sqlite.driver.OperationalError("database is locked")


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("others", [0, 30, 999, 5_000, 9_990, 10_001])
def test_who_waits_long_looks_as_often_as_who_has_just_come(
    others: int, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    cursor = Turnstile(others)
    monkeypatch.setattr(sqlite, "monotonic", lambda: cursor.now / 1000)
    said: list[str] = []
    refused = others > sqlite.BUSY_TIMEOUT_MS
    with pytest.raises(sqlite.driver.OperationalError) if refused else nullcontext():
        sqlite.Sqlite("any.db").begin(cursor, write=True, tell=said.append if told else None)
        # How long the commit of a roll-back journal may wait.
        assert cursor.waits.pop() == sqlite.BUSY_TIMEOUT_MS
    assert cursor.now == min(others, sqlite.BUSY_TIMEOUT_MS)
    assert max(cursor.waits) <= sqlite.LOOK_ANEW_MS
    assert said == [sqlite.WAITING] * (told and others > 1000)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("closed", ["file", "folder"])
def test_a_register_that_may_not_be_written_is_no_damaged_one(path: Path, closed: str) -> None:
    place, mode = (path, 0o400) if closed == "file" else (path.parent, 0o500)
    place.chmod(mode)
    try:
        with pytest.raises(StoreBroken, match="this account may not write to it") as caught:
            count_up(open_store(str(path)))
    finally:
        place.chmod(0o700)
    assert "backup" not in caught.value.hint


@pytest.mark.parametrize("made_anew", [False, True])
def test_a_journal_that_is_removed_stops_whoever_has_it_open_and_loses_nothing(
    path: Path, *, made_anew: bool
) -> None:
    store = open_store(str(path))
    count_up(store)
    store.data_version()
    journal = path.with_name(f"{path.name}-wal")
    journal.unlink()
    if made_anew:
        journal.touch(mode=0o600)
    acts: list[Callable[[], object]] = [
        lambda: count_up(store), lambda: count(store), store.data_version,
    ]  # fmt: skip
    for act in acts:
        with pytest.raises(StoreBroken, match=r"journal .* was removed while it was open") as told:
            act()
        assert "Nothing is lost yet: close every wingterm" in told.value.hint
    store.close()
    again = open_store(str(path))
    assert count(again) == 2
    count_up(again)
    assert count(again) == 3
    again.close()

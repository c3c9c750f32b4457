"""A file that cannot be read for a moment, or is busy: told for what it is, and never for more."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db import dialects, postgres, sqlite
from db.engine import Store, open_store
from db.sqlite import driver
from tests.stores import fresh_store, settle
from wingterm.errors import StoreBroken, StoreBusy

MALFORMED = "database disk image is malformed"
BEDS = "SELECT next_value FROM counter WHERE name = 'bed'"
RAISE = "UPDATE counter SET next_value = next_value + 1 WHERE name = 'bed'"


class Faltering:
    """A connection or cursor of which some statements fail as on a bad disk, by their beginning."""

    def __init__(self, real: Any, fails: dict[str, int]) -> None:
        """Stand before a connection; `fails` says how often a statement fails that begins so."""
        self._real, self._fails = real, fails

    def cursor(self) -> "Faltering":
        return Faltering(self._real.cursor(), self._fails)

    def execute(self, sql: str, *more: Any) -> Any:
        for begin, left in self._fails.items():
            if sql.startswith(begin) and left:
                self._fails[begin] -= 1
                raise sqlite.driver.DatabaseError(MALFORMED)
        return self._real.execute(sql, *more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


@pytest.fixture
def path(private: Path) -> Path:
    return Path(fresh_store(private))


@pytest.fixture
def fails(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """Let statements of every connection fail as often as is said here."""
    said: dict[str, int] = {}
    connect = sqlite.driver.connect

    def faltering(*where: Any, **options: Any) -> Faltering:
        return Faltering(connect(*where, **options), said)

    monkeypatch.setattr(sqlite.driver, "connect", faltering)
    yield said
    monkeypatch.undo()


@pytest.fixture
def faltering(path: Path, fails: dict[str, int]) -> Iterator[Store]:
    store = open_store(str(path))
    yield store
    store.close()


def test_what_could_not_be_read_once_is_read_again(faltering: Store, fails: dict[str, int]) -> None:
    fails["SELECT next_value"] = 1
    with faltering.read() as reader:
        assert reader.one(BEDS, ()) == (1,)
    fails["SELECT next_value"] = 1
    with faltering.write() as unit:
        unit.run(RAISE, ())
        assert unit.one(BEDS, ()) == (2,)
        unit.commit()
    assert fails == {"SELECT next_value": 0}


@pytest.mark.parametrize("statement", ["BEGIN", "PRAGMA user_version", "PRAGMA application_id"])
def test_a_register_that_could_not_be_opened_once_is_opened_again(
    path: Path, fails: dict[str, int], faltering: Store, statement: str
) -> None:
    fails[statement] = 1
    open_store(str(path)).close()
    with faltering.read() as reader:
        assert reader.one(BEDS, ()) == (1,)
    assert fails == {statement: 0}


def test_damage_is_announced_only_where_a_closer_look_finds_some(
    faltering: Store, fails: dict[str, int]
) -> None:
    fails["SELECT next_value"] = 2
    whole = pytest.raises(StoreBusy, match=r"for a moment .*malformed.*; opened anew, it is whole")
    with faltering.read() as reader, whole:
        reader.one(BEDS, ())
    fails["SELECT next_value"] = 2
    fails["PRAGMA quick_check"] = 1
    damaged = pytest.raises(StoreBroken, match="is damaged: database disk image is malformed")
    with faltering.read() as reader, damaged:
        reader.one(BEDS, ())


def test_a_statement_that_writes_is_never_sent_again(
    faltering: Store, fails: dict[str, int]
) -> None:
    fails["UPDATE counter"] = 1
    with faltering.write() as unit, pytest.raises(StoreBusy, match="for a moment"):
        unit.run(RAISE, ())
    with faltering.read() as reader:
        assert reader.one(BEDS, ()) == (1,)


def test_a_file_that_is_damaged_is_told_with_what_is_wrong(path: Path) -> None:
    settle(path)
    content = bytearray(path.read_bytes())
    root = root_of(path, "counter")
    content[(root - 1) * 4096 : (root - 1) * 4096 + 200] = b"\xff" * 200
    path.write_bytes(content)
    store = open_store(str(path))
    with store.read() as reader, pytest.raises(StoreBroken, match="is damaged: ") as told:
        reader.one(BEDS, ())
    assert "wingterm restore" in told.value.hint
    store.close()


def root_of(path: Path, table: str) -> int:
    connection = driver.connect(path)
    (root,) = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
    ).fetchone()
    connection.close()
    return int(root)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait shortly, and be told at once."""
    monkeypatch.setattr(sqlite, "TOLD_AFTER_S", 0.02)
    monkeypatch.setattr(postgres, "TOLD_AFTER_S", 0.02)
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 120)
    monkeypatch.setitem(postgres.SETTINGS, "lock_timeout", "400ms")


def test_who_waits_for_others_is_told_once_and_then_refused(
    where: str, store: Store, impatient: None
) -> None:
    told: list[str] = []
    waiting = open_store(where)
    waiting.tell = told.append
    with store.write() as unit:
        unit.run(RAISE, ())
        with pytest.raises(StoreBusy, match="nothing was done"), waiting.write() as second:
            second.run(RAISE, ())
        assert told == [sqlite.WAITING if "postgresql" not in where else postgres.WAITING]
        unit.commit()
    with waiting.write() as second:
        second.run(RAISE, ())
        second.commit()
    assert len(told) == 1
    waiting.close()


def test_who_waits_is_told_nothing_where_it_is_over_soon_or_they_only_read(
    where: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    other = open_store(where)
    other.tell = told.append
    with store.read():
        with other.read() as reader:
            reader.one(BEDS, ())
        with other.write() as unit:
            unit.run(RAISE, ())
            unit.commit()
    assert told == []
    assert dialects.TOLD_AFTER_S == 1.0
    other.close()


def test_a_writer_waits_as_long_whether_it_is_told_or_not(path: Path) -> None:
    """Also at the commit, where a roll-back journal waits for readers."""
    store = open_store(str(path))
    connection = store.take()
    store.keep(connection)
    told: list[str] = []
    for tell in (None, told.append):
        store.tell = tell
        with store.write():
            assert connection.execute("PRAGMA busy_timeout").fetchone() == (sqlite.BUSY_TIMEOUT_MS,)
    store.close()

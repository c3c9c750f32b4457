"""A store's promises: one snapshot to read, one unit to write, the truth about each ending."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from db import columns, postgres, sqlite
from db.access import LogLine, take_in
from db.dialects import Dialect
from db.engine import Store, Unit, open_store
from db.schema import SCHEMA_NUMBER
from tests import postgres as servers
from tests.stores import fresh_store
from wingterm.clock import FixedClock
from wingterm.errors import (
    CommitDoubtful,
    Conflict,
    RuleBroken,
    SchemaNewer,
    SchemaOlder,
    StoreBroken,
    StoreBusy,
    StoreError,
    WingtermError,
)

RAISE = "UPDATE counter SET next_value = next_value + 1 WHERE name = 'bed'"
TWICE = "INSERT INTO counter VALUES ('bed', 1)"


@pytest.fixture
def other(where: str, store: Store) -> Iterator[Store]:
    """Another program that has the same store open."""
    opened = open_store(where)
    yield opened
    opened.close()


def beds(store: Store) -> int:
    """Give the number that the tests here raise."""
    with store.read() as reader:
        row = reader.one("SELECT next_value FROM counter WHERE name = 'bed'", ())
    assert row is not None
    return int(row[0])


def raise_beds(store: Store) -> None:
    with store.write() as unit:
        assert unit.run(RAISE, ()) == 1
        unit.commit()


def test_a_reader_sees_one_state_whatever_others_commit(store: Store, other: Store) -> None:
    question = "SELECT next_value FROM counter WHERE name = 'bed'"
    with store.read() as reader:
        raise_beds(other)
        before = reader.one(question, ())
        raise_beds(other)
        assert reader.one(question, ()) == before == (1,)
    assert beds(store) == 3


def test_what_is_not_committed_is_not_done(store: Store, other: Store) -> None:
    with store.write() as unit:
        unit.run(RAISE, ())
        assert beds(other) == 1
    assert (unit.committed, beds(store)) == (False, 1)


def test_an_exception_rolls_back(store: Store) -> None:
    def interrupted() -> None:
        with store.write() as unit:
            unit.run(RAISE, ())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert beds(store) == 1
    raise_beds(store)
    assert beds(store) == 2


def test_a_reader_changes_nothing(store: Store) -> None:
    """PostgreSQL refuses it; SQLite forgets it."""
    with store.read() as reader, suppress(StoreBroken):
        reader.rows(f"{RAISE} RETURNING 1", ())
    assert beds(store) == 1


def test_a_unit_with_a_refused_part_is_not_committed(store: Store) -> None:
    """SQLite would keep the other half; PostgreSQL would say nothing and keep none."""
    with store.write() as unit:
        unit.run(RAISE, ())
        with pytest.raises(Conflict):
            unit.run(TWICE, ())
        with pytest.raises(RuleBroken):
            unit.commit()
    assert (unit.committed, beds(store)) == (False, 1)


ASKING: list[Callable[[Unit], object]] = [
    lambda unit: unit.rows("SELECT nothing FROM nowhere", ()),
    lambda unit: unit.run("DELETE FROM nowhere", ()),
    lambda unit: unit.run_many("INSERT INTO counter VALUES (?, ?)", [("bed", 1)]),
    lambda unit: unit.insert(columns.ESTABLISHMENT, [(1, "REG", "Twice", "Europe/London")]),
]


@pytest.mark.parametrize("ask", ASKING)
def test_whatever_was_refused_spoils_a_unit(store: Store, ask: Callable[[Unit], object]) -> None:
    with store.write() as unit:
        with pytest.raises((StoreError, Conflict)):
            ask(unit)
        with pytest.raises(RuleBroken):
            unit.commit()


def test_nothing_can_be_asked_after_the_commit(store: Store) -> None:
    with store.write() as unit:
        unit.commit()
        with pytest.raises(WingtermError):
            unit.run(RAISE, ())
    with store.read() as reader:
        pass
    with pytest.raises(WingtermError):
        reader.one("SELECT 1", ())
    assert beds(store) == 1


def test_a_commit_that_fails_is_doubtful(where: str, store: Store) -> None:
    with store.write() as unit:
        unit.run(RAISE, ())
        if store.dialect.name == "sqlite":
            unit.run("PRAGMA defer_foreign_keys = ON", ())
            unit.insert(columns.BED, [(9, 99, 1)])
        else:
            hang_up(where)
        with pytest.raises(CommitDoubtful, match="not known"):
            unit.commit()
    assert (unit.committed, beds(store)) == (False, 1)


def hang_up(where: str) -> None:
    """Let the server end every connection to a database, as a restart does."""
    server = servers.server()
    assert server is not None
    name = where.partition("@/")[2].partition("?")[0]
    server.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        f" WHERE datname = '{name}' AND pid <> pg_backend_pid()"
    )


def test_a_connection_that_the_server_dropped_is_replaced(where: str, store: Store) -> None:
    if store.dialect.name == "sqlite":
        pytest.skip("a file does not hang up")
    with store.read(), store.read():
        before = store.data_version()
    hang_up(where)
    raise_beds(store)
    assert beds(store) == 2
    with pytest.raises(StoreBusy):
        store.data_version()
    assert store.data_version() != before
    assert store.data_version() == store.data_version()


def test_a_second_writer_waits_for_the_first(store: Store, other: Store) -> None:
    started = threading.Event()

    def second() -> None:
        started.set()
        raise_beds(other)

    thread = threading.Thread(target=second)
    with store.write() as unit:
        unit.run(RAISE, ())
        thread.start()
        assert started.wait(5)
        unit.commit()
    thread.join(10)
    assert beds(store) == 3


def test_a_writer_that_waits_too_long_is_told_to_try_again(
    where: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 50)
    monkeypatch.setitem(postgres.SETTINGS, "lock_timeout", "50ms")
    hasty = open_store(where)
    with store.write() as unit:
        unit.run(RAISE, ())
        with pytest.raises(StoreBusy, match="nothing was done"):
            raise_beds(hasty)
        unit.commit()
    raise_beds(hasty)
    hasty.close()
    assert beds(store) == 3


@pytest.mark.spoils_the_store
@pytest.mark.parametrize(("number", "error"), [(0, SchemaOlder), (SCHEMA_NUMBER + 1, SchemaNewer)])
def test_a_store_of_another_schema_is_neither_read_nor_written(
    where: str, store: Store, other: Store, number: int, error: type[WingtermError]
) -> None:
    """An upgrade may happen while a terminal is open."""
    with other.write() as unit:
        if other.dialect.name == "sqlite":
            unit.run(f"PRAGMA user_version = {number}", ())
        unit.run("UPDATE register_info SET schema_number = ?", (number,))
        unit.commit()
    with pytest.raises(error), store.write():
        pass
    with pytest.raises(error), store.read():
        pass
    with pytest.raises(error):
        open_store(where)


@pytest.mark.spoils_the_store
def test_an_error_of_the_guard_is_one_of_ours(store: Store, other: Store) -> None:
    if store.dialect.name == "sqlite":
        pytest.skip("the guard of a file asks its header")
    with other.write() as unit:
        unit.run("DROP TABLE register_info", ())
        unit.commit()
    with pytest.raises(StoreBroken), store.write():
        pass


@pytest.mark.parametrize("size", [0, 1, 5, 2000])
def test_a_set_of_any_size_is_one_statement(store: Store, size: int) -> None:
    before = store.statements
    with store.read() as reader:
        numbers = reader.rows(
            f"SELECT id FROM bed WHERE {reader.in_set('id')} AND number = ?",
            (reader.as_set(range(size)), 0),
        )
        texts = reader.rows(
            f"SELECT id FROM place WHERE {reader.in_set('code')}",
            (reader.as_set(["OUTSIDE", "O'%?\"\\", *map(str, range(size))][: size + 1]),),
        )
    assert numbers == ([(0,)] if size else [])
    assert texts == [(1,)]
    assert store.statements - before == 2


@pytest.mark.parametrize("size", [0, 1, 5, 500])
def test_an_insert_of_any_size_is_one_statement(store: Store, size: int) -> None:
    rows = [(100 + n, 1, None, f"P-{n}", "AREA", "O'%?") for n in range(size)]
    before = store.statements
    with store.write() as unit:
        unit.insert(columns.PLACE, rows)
        changed = unit.run_many(
            "UPDATE place SET name = ? WHERE id = ?", [("New", row[0]) for row in rows]
        )
        found = unit.one("SELECT count(*) FROM place WHERE name = 'New'", ())
    assert found == (size,)
    assert changed == size
    assert store.statements - before == (3 if size else 1)


def test_a_number_that_changes_when_others_commit(store: Store, other: Store) -> None:
    def write(writer: Store) -> None:
        with writer.write() as unit:
            unit.run("UPDATE chain SET seq = seq + 1", ())
            unit.commit()

    before = store.data_version()
    assert store.data_version() == before
    write(other)
    after = store.data_version()
    assert after != before
    assert store.data_version() == after
    with store.write() as unit:
        unit.run("UPDATE chain SET seq = 0", ())
        unit.commit()


def test_who_takes_the_access_log_in_tells_nobody_that_the_register_moved_on(
    store: Store, other: Store
) -> None:
    before = store.data_version()
    with other.write() as unit:
        assert take_in(unit, "log", [LogLine(1, "0" * 64, None, 0, "begin", "", "host")]) == 1
        unit.commit()
    assert store.data_version() == before


def test_the_clock_is_the_one_given_else_the_stores_own(
    where: str, store: Store, clock: FixedClock
) -> None:
    clock.advance(5)
    with store.write() as unit:
        assert unit.now() == store.now() == clock()
    own = open_store(where)
    assert own.now() > clock()
    own.close()


def test_threads_never_share_a_connection(store: Store) -> None:
    failed: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(20):
                raise_beds(store)
                beds(store)
                store.data_version()
        except BaseException as error:  # noqa: BLE001 - a thread's error must reach the test
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert beds(store) == 81


def test_a_store_closed_under_a_reader_keeps_nothing_open(where: str, store: Store) -> None:
    opened = open_store(where)
    with opened.read() as reader:
        opened.close()
        assert reader.one("SELECT 1", ()) == (1,)
    with opened.read():
        pass
    assert vars(opened)["_idle"] == []


VALUES = {
    "a number past eight bytes": (2**63, "Name"),
    "a half of a surrogate pair": (9, "N\ud800"),
}


@pytest.mark.parametrize("values", VALUES.values(), ids=list(VALUES))
def test_a_value_that_no_column_holds_is_a_fault_of_the_program(
    store: Store, values: tuple[int, str]
) -> None:
    number, name = values
    with store.write() as unit, pytest.raises(RuleBroken, match="cannot hold"):
        unit.run("INSERT INTO establishment VALUES (?, 'NEW', ?, 'Europe/London')", (number, name))


def test_a_nul_is_refused_by_the_server(store: Store) -> None:
    """SQLite keeps it; the domain's text guard refuses it before either is asked."""
    with store.write() as unit:
        if store.dialect.name == "sqlite":
            unit.run("UPDATE establishment SET name = ?", ("N\0",))
        else:
            with pytest.raises(RuleBroken, match="cannot hold"):
                unit.run("UPDATE establishment SET name = ?", ("N\0",))


def test_signs_in_quotes_are_not_placeholders(store: Store) -> None:
    with store.read() as reader:
        row = reader.one(
            "SELECT code LIKE 'OUT%', '?%s''?', 7 % 4, id AS \"a?\" FROM place WHERE id = ?"
            " -- really?",
            (1,),
        )
    assert row is not None
    assert (bool(row[0]), *row[1:]) == (True, "?%s'?", 3, 1)


def test_a_look_that_is_out_does_not_hold_up_closing(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(where)
    asked, answered = threading.Event(), threading.Event()
    ask = type(store.dialect).data_version

    def hangs(dialect: Dialect, cursor: Any) -> int:
        asked.set()
        answered.wait(30)
        return ask(dialect, cursor)

    monkeypatch.setattr(type(store.dialect), "data_version", hangs)
    look = threading.Thread(target=store.data_version)
    look.start()
    assert asked.wait(30)
    store.close()
    assert vars(store)["_watcher"] is not None
    answered.set()
    look.join(30)
    assert vars(store)["_watcher"] is None, "whoever looked last closes the connection"
    with pytest.raises(StoreBroken):
        store.data_version()


def test_a_file_that_was_moved_away_is_not_looked_at_for_ever(private: Path) -> None:
    where = Path(fresh_store(private))
    opened = open_store(str(where))
    opened.data_version()
    aside = where.rename(where.with_name("aside.db"))
    with pytest.raises(StoreBroken, match="was removed while it was open"):
        opened.data_version()
    aside.rename(where)
    opened.data_version()
    opened.close()

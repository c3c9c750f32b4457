"""PostgreSQL: a server that keeps what it acknowledges, and its errors in our words."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import postgres
from db.engine import Store, open_store
from db.postgres import with_placeholders
from tests import postgres as servers
from tests.stores import drop_store, fresh_store
from wingterm.errors import (
    BadInput,
    Conflict,
    NotFound,
    StoreBroken,
    StoreBusy,
    StoreFull,
    StoreUnsafe,
)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("SELECT ? WHERE a = ?", "SELECT %s WHERE a = %s"),
        ("SELECT '?' || ?", "SELECT '?' || %s"),
        ("SELECT 'it''s ?' || ?", "SELECT 'it''s ?' || %s"),
        ("a LIKE 'x%' AND b = ?", "a LIKE 'x%%' AND b = %s"),
        ("7 % ?", "7 %% %s"),
        ('SELECT "a?" FROM t', 'SELECT "a?" FROM t'),
        ("SELECT ? -- why?\nFROM t WHERE a = ?", "SELECT %s -- why?\nFROM t WHERE a = %s"),
        ("SELECT ''", "SELECT ''"),
    ],
)
def test_a_statement_gets_the_drivers_placeholders(written: str, sent: str) -> None:
    assert with_placeholders(written) == sent


def test_a_missing_driver_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(BadInput, match="psycopg, which is not installed") as caught:
        open_store("postgresql://nobody@localhost/none")
    assert "wingterm[postgres]" in caught.value.hint


def test_a_server_that_is_not_there_is_busy() -> None:
    with pytest.raises(StoreBusy, match="cannot be reached"):
        open_store("postgresql://nobody:secret@127.0.0.1:1/none")


def test_a_url_that_is_none_is_bad_input() -> None:
    with pytest.raises(BadInput, match="not the URL of a server"):
        open_store("postgresql://nobody@localhost/none?colour=blue")


@pytest.fixture
def url(private: Path) -> Iterator[str]:
    if servers.find_binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    made = fresh_store(private, "postgresql")
    yield made
    drop_store(made)


@pytest.fixture
def opened(url: str) -> Iterator[Store]:
    store = open_store(url)
    yield store
    store.close()


def as_owner(statement: str) -> None:
    server = servers.server()
    assert server is not None
    server.sql(statement)


def name_of(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]


def test_a_database_that_is_not_there_is_refused_not_busy(url: str) -> None:
    with pytest.raises(StoreBroken, match="does not exist"):
        open_store(url.replace(name_of(url), "no_such_database"))


def test_a_database_without_a_register_says_how_to_make_one() -> None:
    server = servers.server()
    if server is None:
        pytest.skip("PostgreSQL is not installed")
    empty = server.new_database()
    try:
        with pytest.raises(NotFound, match="no register in this database") as caught:
            open_store(empty)
        assert "wingterm init" in caught.value.hint
    finally:
        server.drop(empty)


def test_a_register_of_another_program_is_refused(url: str, opened: Store) -> None:
    with opened.write() as unit:
        unit.run("UPDATE register_info SET application = 'other'", ())
        unit.commit()
    with pytest.raises(StoreBroken, match="not a wingterm register"):
        open_store(url)


def test_a_server_that_may_lose_what_it_acknowledged_is_refused(url: str) -> None:
    as_owner(f"ALTER DATABASE {name_of(url)} SET synchronous_commit = off")
    with pytest.raises(StoreUnsafe, match="synchronous_commit = off"):
        open_store(url)


@pytest.mark.parametrize("setting", postgres.DURABLE)
def test_each_setting_of_durability_is_asked_for(url: str, setting: str) -> None:
    class Answer:
        def execute(self, sql: str) -> "Answer":
            self.asked = sql
            return self

        def fetchone(self) -> tuple[str, ...]:
            return tuple("off" if name == setting else "on" for name in postgres.DURABLE)

    cursor = Answer()
    with pytest.raises(StoreUnsafe, match=f"{setting} = off"):
        postgres.Postgres(url)._refuse_unsafe(cursor)
    assert setting in cursor.asked


def test_transactions_are_as_they_must_be(opened: Store) -> None:
    def shown(reader: object, setting: str) -> str:
        rows = getattr(reader, "rows", None)
        assert rows is not None
        return str(rows(f"SHOW {setting}", ())[0][0])

    with opened.read() as reader:
        assert shown(reader, "transaction_isolation") == "repeatable read"
        assert shown(reader, "transaction_read_only") == "on"
        assert shown(reader, "timezone") == "UTC"
    with opened.write() as unit:
        assert shown(unit, "transaction_isolation") == "read committed"
        assert shown(unit, "transaction_read_only") == "off"
        assert shown(unit, "lock_timeout") == "5s"
        assert shown(unit, "statement_timeout") == "1min"
        assert shown(unit, "idle_in_transaction_session_timeout") == "1min"


def test_a_row_is_locked_until_the_end_of_the_unit(
    url: str, opened: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgres.SETTINGS, "lock_timeout", "50ms")
    other = open_store(url)
    question = "SELECT c.seq FROM chain c WHERE establishment_id = 1"
    with opened.write() as unit:
        unit.one(question + unit.for_update("c"), ())
        with other.write() as rival, pytest.raises(StoreBusy):
            rival.one(question + rival.for_update("c"), ())
    with other.write() as rival:
        assert rival.one(question + rival.for_update("c"), ()) == (0,)
    other.close()


def test_what_is_refused_names_no_person(opened: Store) -> None:
    """The server's detail holds the values of the row; a log or a screen shows the sentence."""
    insert = "INSERT INTO person VALUES (?, 'A0001AA', 'Secretname', 'F', '1990-01-01', 'M', 's')"
    with opened.write() as unit:
        unit.run(insert, (1,))
        with pytest.raises(Conflict) as caught:
            unit.run(insert, (2,))
    assert "uq_person_number" in caught.value.message
    assert "Secretname" not in caught.value.message
    assert "A0001AA" not in caught.value.message


@pytest.mark.parametrize(
    ("state", "family"),
    [
        ("23505", Conflict),
        ("23503", Conflict),
        ("23514", Conflict),
        ("40001", Conflict),
        ("40P01", Conflict),
        ("22001", Conflict),
        ("55P03", StoreBusy),
        ("57014", StoreBusy),
        ("57P01", StoreBusy),
        ("57P03", StoreBusy),
        ("08006", StoreBusy),
        ("53300", StoreBusy),
        ("25P03", StoreBusy),
        ("53100", StoreFull),
        ("XX001", StoreBroken),
        ("58030", StoreBroken),
        ("42P01", StoreBroken),
    ],
)
def test_each_state_of_the_server_has_its_family(state: str, family: type[Exception]) -> None:
    from psycopg import errors

    dialect = postgres.Postgres("postgresql://nobody@localhost/none")
    assert type(dialect.explained(errors.lookup(state)("said"))) is family

"""A database that a test gave back is handed out as it was at first, or not at all."""

from collections.abc import Iterator

import pytest

from tests import postgres
from tests.copies import Copies, connected, contents, name_of
from tests.postgres import Server
from tests.registers import open_small_register
from tests.services.filled import fill

pytestmark = pytest.mark.skipif(postgres.find_binaries() is None, reason="no PostgreSQL here")


@pytest.fixture(scope="module")
def server() -> Server:
    running = postgres.server()
    assert running is not None
    return running


@pytest.fixture(scope="module")
def copies(server: Server) -> Iterator[Copies]:
    """Copies of a filled register."""
    small = open_small_register("postgresql")
    fill(small)
    small.store.close()
    yield Copies(server, small.where)
    small.close()


def run(url: str, statement: str) -> None:
    with connected(url) as connection:
        connection.execute(statement.encode())


def test_what_was_written_is_gone_and_what_was_there_is_back(
    server: Server, copies: Copies
) -> None:
    first = copies.take()
    before = contents(first)
    assert len(before["entry"]) > len(before["batch"])
    # As its owner can, without its triggers.
    run(first, "SET session_replication_role = replica; DELETE FROM entry WHERE seq > 3;"
        " UPDATE person SET last_name = 'Other'; DELETE FROM whereabouts;"
        " INSERT INTO access_list VALUES (1, repeat('0', 64), 1)")  # fmt: skip
    assert contents(first) != before
    copies.give_back(first)
    assert copies.take() == first
    assert contents(first) == before
    server.remove(first)


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE person ADD COLUMN other text",
        "ALTER TABLE entry DISABLE TRIGGER ALL",
        "ALTER TABLE bed DROP CONSTRAINT pk_bed CASCADE",
        "CREATE TABLE other ()",
        "DROP INDEX ix_person_date_of_birth",
        "CREATE FUNCTION other() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "GRANT SELECT ON person TO PUBLIC",
        "GRANT USAGE ON SCHEMA public TO pg_monitor",
        "ANALYZE person",
        "ALTER DATABASE {name} SET work_mem = 128",
        "REVOKE ALL ON DATABASE {name} FROM PUBLIC",
    ],
)
def test_whose_tables_or_rights_were_changed_is_not_handed_out_again(
    server: Server, copies: Copies, change: str
) -> None:
    first = copies.take()
    run(first, change.format(name=name_of(first)))
    copies.give_back(first)
    second = copies.take()
    assert second != first
    server.remove(second)


def test_where_somebody_is_still_connected_is_not_handed_out(
    server: Server, copies: Copies
) -> None:
    first = copies.take()
    with connected(first):
        copies.give_back(first)
        second = copies.take()
        assert second != first
    server.remove(second)

"""Registers of schema 1 to 6 as their programs left them, brought to this schema: all of it.

`schema_1.sql` holds what the program of schema 1 wrote: two prisons, ten people in every sort of
place, names that changed, a capacity withdrawn and a correction. `schema_2.sql` holds what that of
schema 2 wrote: besides, people out, at large, released and dead, another name, and a setting.
`schema_3.sql` holds what that of schema 3 wrote: besides, a roll check abandoned and one open.
`schema_4.sql` holds what that of schema 4 made of it, and a batch; `schema_5.sql` what that of
schema 5 made of that. `schema_6.sql` holds what that of schema 6 wrote: besides, an officer with a
grade, acts with a reason and an origin, two records merged, and who saw whom.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from db import create
from db.checker import check_store
from db.engine import Store, dialect_for, open_store
from db.postgres import Postgres
from db.schema import APPLICATION_ID, SCHEMA_NUMBER
from tests import postgres
from tests.dumps import dump_store
from tests.registers import ACCOUNT, MINUTE
from tests.stores import drop_store
from wingterm.clock import CountedIds, FixedClock, system_clock
from wingterm.domain import requests as asked
from wingterm.domain.access import Kind
from wingterm.domain.outcomes import Receipt
from wingterm.domain.places import SPECIALS
from wingterm.errors import SchemaOlder
from wingterm.services.access_collect import collect
from wingterm.services.access_log import AccessLog
from wingterm.services.act import carry_out
from wingterm.services.checks.sheet import check_sheet
from wingterm.services.desk import Desk
from wingterm.services.find import find
from wingterm.services.prisons import prisons
from wingterm.services.setup import Upgraded, upgrade_register
from wingterm.settings import Settings

FIXTURES = {
    number: Path(__file__).with_name(f"schema_{number}.sql").read_text(encoding="utf-8")
    for number in range(1, SCHEMA_NUMBER)
}


def fill(connection: Connection, schema: int) -> None:
    """Make the tables of a schema and put in what its fixture holds."""
    config = Config()
    config.set_main_option("script_location", str(Path(create.__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, f"{schema:04}")
    for statement in FIXTURES[schema].splitlines():
        connection.exec_driver_sql(statement)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {schema}")


def made(private: Path, database: str, schema: int) -> Iterator[str]:
    """Give the path or URL of a register of an older schema."""
    if database == "sqlite":
        path = private / "register.db"
        path.touch(mode=0o600)
        with create._file(path, dialect_for(str(path))) as connection:
            fill(connection, schema)
        yield str(path)
        return
    server = postgres.server()
    assert server is not None
    where = server.new_database()
    dialect = dialect_for(where)
    assert isinstance(dialect, Postgres)
    with create._server(dialect) as connection:
        fill(connection, schema)
    yield where
    drop_store(where)


def opened(old: str, schema: int) -> Iterator[Store]:
    """Give a register after its upgrade; the checker has found nothing."""
    with pytest.raises(SchemaOlder, match=f"has schema {schema}"):
        open_store(old)
    done = upgrade_register(Settings(store=old))
    assert (done.done, done.violations) == (True, ())
    assert (done.copy is None) is old.startswith("postgresql")
    store = open_store(old, clock=FixedClock(system_clock()))
    try:
        yield store
        assert check_store(store) == []
    finally:
        store.close()


@pytest.fixture
def old(private: Path, database: str) -> Iterator[str]:
    """Give a register of schema 1."""
    yield from made(private, database, 1)


@pytest.fixture
def upgraded(old: str) -> Iterator[Store]:
    """Give it after its upgrade."""
    yield from opened(old, 1)


@pytest.fixture
def upgraded_second(private: Path, database: str) -> Iterator[Store]:
    """Give a register of schema 2 after its upgrade."""
    for old in made(private, database, 2):
        yield from opened(old, 2)


@pytest.fixture
def upgraded_last(private: Path, database: str) -> Iterator[Store]:
    """Give a register of the schema before this one after its upgrade."""
    for old in made(private, database, SCHEMA_NUMBER - 1):
        yield from opened(old, SCHEMA_NUMBER - 1)


def test_the_books_go_on_where_they_were(upgraded: Store) -> None:
    """Every entry of the fixture is there as it was; what is new comes after it."""
    lines = FIXTURES[1].splitlines()
    entries = [line for line in lines if line.startswith("INSERT INTO entry ")]
    with upgraded.read() as reader:
        kept = {str(digest) for (digest,) in reader.rows("SELECT hash FROM entry", ())}
        new = reader.rows("SELECT front_end, kind, verb FROM entry WHERE recorded_at > ?",
                          (max(int(line.split(", ")[10]) for line in entries),))  # fmt: skip
        (schema,) = reader.rows("SELECT schema_number FROM register_info", ())
    assert entries
    assert {line.rpartition("'")[0].rpartition("'")[2] for line in entries} < kept
    assert set(new) == {("setup", "fact", "place")}
    assert schema == (SCHEMA_NUMBER,)


def test_each_prison_gets_the_places_that_it_lacked(upgraded: Store) -> None:
    with upgraded.read() as reader:
        rows = reader.rows(
            "SELECT e.code, p.code, p.kind FROM place p"
            " JOIN establishment e ON e.id = p.establishment_id WHERE e.id > 1",
            (),
        )
    for prison in ("WTI", "EXI"):
        held = {(code, kind) for of, code, kind in rows if of == prison}
        assert {(code, kind.value) for kind, (code, _) in SPECIALS.items()} <= held


def desk_of(store: Store, folder: Path) -> Desk:
    """Give the desk of the officer of the fixture."""
    log = AccessLog(folder / "access", FixedClock(0))
    return Desk(store, ACCOUNT, "cli", CountedIds("new"), log)


def test_people_are_found_by_what_the_old_program_wrote(upgraded: Store, private: Path) -> None:
    desk = desk_of(upgraded, private)
    names = {person.last_name for person in find(desk, "smiht")}
    assert names == {"Smith", "Smyth"}
    assert len(find(desk, "1 Jan 1990")) == 10
    with upgraded.read() as reader:
        gone = reader.rows("SELECT key FROM surname_key WHERE surname = 'ODELL LUK'", ())
        assert reader.rows("SELECT * FROM search_key", ()) == []
    # A name stays a way to a person's record once it was held.
    assert ("ODELL LUK",) in gone


def test_it_is_worked_on_as_a_new_one(upgraded: Store, private: Path) -> None:
    night = asked.Register(
        prison="EXI", last_name="", first_name="", date_of_birth="", sex="", temporary=True
    )
    outcome = carry_out(desk_of(upgraded, private), [night])
    assert isinstance(outcome, Receipt)
    assert outcome.lines[0].person == "TMP0001"


def test_a_second_upgrade_changes_nothing(upgraded: Store, old: str) -> None:
    before = dump_store(upgraded)
    assert upgrade_register(Settings(store=old)) == Upgraded(False, None, ())
    assert dump_store(upgraded) == before


def test_of_the_last_schema_every_row_stays_as_it_was(upgraded_last: Store) -> None:
    """Nothing is added; that stays are in the classes of their lengths, the checker has seen."""
    lines = [line.split()[2] for line in FIXTURES[SCHEMA_NUMBER - 1].splitlines()]
    with upgraded_last.read() as reader:
        kept = {table: len(reader.rows(f"SELECT * FROM {table}", ())) for table in set(lines)}
    assert kept == {table: lines.count(table) for table in set(lines)}


def test_a_roll_check_is_held_in_what_schema_2_held(upgraded_second: Store, private: Path) -> None:
    """Also as of an instant at which nobody knew of roll checks."""
    desk = desk_of(upgraded_second, private)
    for kind, at in (("unlock", None), ("midday", desk.now() - 6 * 24 * 60 * MINUTE)):
        outcome = carry_out(desk, [asked.OpenCheck(prison="WTI", kind=kind, at=at)])
        assert isinstance(outcome, Receipt), outcome
    sheet = check_sheet(desk, next(p for p in prisons(desk) if p.code == "WTI"), 1)
    # Somebody who died there is inside, and by the setting of the fixture not on the roll.
    assert (sheet.expected, sheet.off_roll, sheet.sound) == (8, 1, True)


def test_the_log_of_schema_6_goes_on_with_who_signed_on(
    upgraded_last: Store, private: Path
) -> None:
    """A row of the kinds that schema 6 did not know is taken in behind those that it had."""
    desk = desk_of(upgraded_last, private)
    desk.present(Kind.SIGN_ON, "by name")
    assert collect(desk).faults == ()
    with upgraded_last.read() as reader:
        rows = reader.rows("SELECT kind, list_id FROM access ORDER BY id", ())
    assert ("sign-on", None) in rows
    assert rows[0][0] == "begin"

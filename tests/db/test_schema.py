"""The schema: what the migrations make is what the tables declare, and what inserts expect."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import BigInteger, Connection, Integer, create_engine
from sqlalchemy.pool import NullPool

from db import columns, sqlite
from db.engine import Store
from db.tables import METADATA
from tests import postgres
from tests.stores import fresh_store
from wingterm.domain.chain import GENESIS


@contextmanager
def connected(where: str) -> Iterator[Connection]:
    """Connect to a store through SQLAlchemy."""
    if where.startswith("postgresql"):
        url = where.replace("postgresql://", "postgresql+psycopg://")
        engine = create_engine(url, poolclass=NullPool)
    else:
        engine = create_engine(f"sqlite:///{where}", module=sqlite.driver, poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_the_migrations_make_what_the_tables_declare(where: str) -> None:
    with connected(where) as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []


def parts(sql: str) -> list[str]:
    """Give the parts of a CREATE TABLE in an order of their own; that of the text may differ."""
    flat = re.sub(r"\s+", " ", sql)
    inner = flat[flat.index("(") + 1 : flat.rindex(")")]
    found, depth, start = [], 0, 0
    for place, sign in enumerate(inner):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            found.append(inner[start:place].strip())
            start = place + 1
    return sorted([*found, inner[start:].strip()])


def objects_of_file(path: Path) -> dict[tuple[str, str], object]:
    connection = sqlite.driver.connect(str(path))
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master"
        " WHERE type IN ('table', 'index') AND name <> 'alembic_version' AND sql IS NOT NULL"
    ).fetchall()
    connection.close()
    return {
        (kind, name): parts(sql) if kind == "table" else re.sub(r"\s+", " ", sql)
        for kind, name, sql in rows
    }


def test_every_object_of_a_file_is_as_declared(private: Path) -> None:
    declared = private / "declared.db"
    with connected(str(declared)) as connection:
        METADATA.create_all(connection)
        connection.commit()
    assert objects_of_file(Path(fresh_store(private))) == objects_of_file(declared)


CONSTRAINTS = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
AND conrelid::regclass::text <> 'alembic_version' AND contype <> 'n'"""
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename <> 'alembic_version'"
COLUMNS = """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,
collation_name FROM information_schema.columns WHERE table_name <> 'alembic_version'"""


@pytest.mark.skipif(postgres.find_binaries() is None, reason="PostgreSQL is not installed")
def test_every_object_of_a_database_is_as_declared(private: Path) -> None:
    server = postgres.server()
    assert server is not None
    made, declared = fresh_store(private, "postgresql"), server.new_database()
    try:
        with connected(declared) as connection:
            METADATA.create_all(connection)
            connection.commit()
        for question in (CONSTRAINTS, INDEXES, f"{COLUMNS} AND table_schema = 'public'"):
            answers = []
            for where in (declared, made):
                with connected(where) as connection:
                    rows = connection.exec_driver_sql(question).fetchall()
                    answers.append(sorted(tuple(map(str, row)) for row in rows))
            assert answers[0]
            assert answers[1] == answers[0]
    finally:
        server.drop(made)
        server.drop(declared)


def test_every_constraint_has_a_name_of_its_kind() -> None:
    kinds = {
        "PrimaryKeyConstraint": "pk_",
        "UniqueConstraint": "uq_",
        "ForeignKeyConstraint": "fk_",
        "CheckConstraint": "ck_",
    }
    names = []
    for table in METADATA.sorted_tables:
        for constraint in table.constraints:
            name = str(constraint.name)
            assert name.startswith(f"{kinds[type(constraint).__name__]}{table.name}"), name
            names.append(name)
        names += [str(index.name) for index in table.indexes]
        assert all(str(index.name).startswith(f"ix_{table.name}") for index in table.indexes)
    assert len(names) == len(set(names))


def test_every_text_is_held_to_its_length() -> None:
    """SQLite does not hold a VARCHAR to it: what no foreign key holds needs a check."""
    for table in METADATA.sorted_tables:
        of_columns = (check for column in table.columns for check in column.constraints)
        constraints = [*table.constraints, *of_columns]
        checks = " ".join(str(c.sqltext) for c in constraints if hasattr(c, "sqltext"))
        for column in table.columns:
            if getattr(column.type, "length", None) and not column.foreign_keys:
                assert f"length({column.name})" in checks, column


def test_every_number_has_eight_bytes() -> None:
    for table in METADATA.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Integer):
                assert isinstance(column.type, BigInteger), column


@pytest.mark.parametrize("into", columns.ALL, ids=lambda into: into.table)
def test_an_insert_names_every_column_with_its_type(into: columns.InsertInto) -> None:
    table = METADATA.tables[into.table]
    kinds = {c.name: "int" if isinstance(c.type, Integer) else "text" for c in table.columns}
    assert dict(into.columns) == kinds


def test_every_table_is_written_by_an_insert_or_made_with_the_store() -> None:
    made_with_it = {"register_info", "counter"}
    by_itself = {"sign_on"}
    assert {into.table for into in columns.ALL} | made_with_it | by_itself == set(METADATA.tables)


def test_a_new_store_holds_what_the_schema_fixes(store: Store) -> None:
    with store.read() as reader:
        assert dict(reader.rows("SELECT name, next_value FROM counter", ())) == {
            "person": 1,
            "prison_number": 1,
            "temporary": 1,
            "place": 2,
            "bed": 1,
            "officer": 1,
            "establishment": 2,
            "check": 1,
        }
        assert reader.rows("SELECT * FROM establishment", ()) == [
            (1, "REG", "The register", "Europe/London")
        ]
        assert reader.rows("SELECT * FROM chain", ()) == [(1, 0, GENESIS, 0)]
        assert reader.rows("SELECT id, establishment_id, parent_id, code, kind FROM place", ()) == [
            (1, 1, None, "OUTSIDE", "OUTSIDE")
        ]
        assert reader.rows("SELECT * FROM bed", ()) == [(0, 1, 0)]
        info = reader.one("SELECT id, application, schema_number FROM register_info", ())
        assert info == (1, "wingterm", 7)
    assert GENESIS == "0" * 64

"""An upgrade of a register that others use, that does not verify, or that dies: whole or not."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from db import create
from db.backup import damage_of, known_of
from db.checker import check_store
from db.engine import open_store
from db.schema import SCHEMA_NUMBER
from db.sqlite import driver
from tests.db.test_upgrade import made
from wingterm.cli.exits import Exit
from wingterm.cli.main import app
from wingterm.errors import NotAuthorised, SchemaOlder
from wingterm.services import setup
from wingterm.services.backup import restore
from wingterm.services.setup import upgrade_register
from wingterm.settings import Settings

BEFORE = SCHEMA_NUMBER - 1


@pytest.fixture
def old(private: Path) -> Path:
    """Give a register of the schema before this one, in a file."""
    (path,) = made(private, "sqlite", BEFORE)
    return Path(path)


def value_of(path: Path, sql: str) -> object:
    connection = driver.connect(str(path))
    (found,) = connection.execute(sql).fetchone()
    connection.close()
    return found


COUNT = "SELECT next_value FROM counter WHERE name = 'place'"


def test_what_others_wrote_before_an_upgrade_is_in_it(old: Path) -> None:
    """They look at the schema in every transaction, and write no more once it is another."""
    begun, written = threading.Event(), 0
    before = value_of(old, COUNT)

    def write() -> None:
        nonlocal written
        connection = driver.connect(str(old), isolation_level=None, timeout=30)
        while True:
            connection.execute("BEGIN IMMEDIATE")
            if connection.execute("PRAGMA user_version").fetchone() != (BEFORE,):
                break
            connection.execute("UPDATE counter SET next_value = next_value + 1 WHERE name='place'")
            connection.execute("COMMIT")
            written += 1
            begun.set()
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    assert begun.wait(10)
    done = upgrade_register(Settings(str(old)))
    thread.join(30)
    assert (done.done, done.violations) == (True, ())
    assert value_of(old, COUNT) == before + written  # type: ignore[operator]
    assert done.copy is not None
    # The copy is of the moment before, behind the same lock.
    assert value_of(done.copy, COUNT) == before + written  # type: ignore[operator]


@pytest.fixture
def unsound(private: Path, database: str) -> Iterator[str]:
    """Give a register of the schema before this one that was changed behind the program's back."""
    for where in made(private, database, BEFORE):
        spoil(where)
        yield where


def spoil(where: str) -> None:
    changed(where, "UPDATE place SET name = 'Another' WHERE id = 3")


def changed(where: str, sql: str) -> None:
    if where.startswith("postgresql"):
        import psycopg

        with psycopg.connect(where) as connection:
            connection.execute(sql)
        return
    connection = driver.connect(where)
    connection.execute(sql)
    connection.commit()
    connection.close()


def test_an_officer_who_is_no_administrator_upgrades_nothing(
    private: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "os_account", lambda: "tester")
    for where in made(private, database, BEFORE):
        changed(where, "UPDATE officer SET role = 'auditor' WHERE account = 'tester'")
        there = sorted(private.iterdir())
        with pytest.raises(NotAuthorised, match=r"Test Officer \(auditor\) may not upgrade"):
            upgrade_register(Settings(where))
        assert sorted(private.iterdir()) == there
        with pytest.raises(SchemaOlder, match=f"has schema {BEFORE}"):
            open_store(where)
        changed(where, "UPDATE officer SET role = 'administrator' WHERE account = 'tester'")
        assert upgrade_register(Settings(where)).done


def test_what_would_not_verify_is_not_upgraded(unsound: str) -> None:
    done = upgrade_register(Settings(unsound))
    assert {found.rule for found in done.violations} == {"place-differs"}
    assert (done.older, done.done) == (True, False)
    with pytest.raises(SchemaOlder, match=f"has schema {BEFORE}"):
        open_store(unsound)
    if not unsound.startswith("postgresql"):
        assert done.copy is not None
        assert known_of(done.copy).schema == known_of(Path(unsound)).schema == BEFORE


def test_a_command_names_what_does_not_fit(old: Path) -> None:
    spoil(str(old))
    told = CliRunner().invoke(app, ["--store", str(old), "upgrade"])
    assert (told.exit_code, told.stdout) == (Exit.NOT_SOUND, "")
    assert "[place-differs]" in told.stderr
    assert "was not upgraded, nothing was changed; " in told.stderr


def test_a_copy_of_an_older_schema_is_restored_and_then_upgraded(old: Path, private: Path) -> None:
    copy = upgrade_register(Settings(str(old))).copy
    assert copy is not None
    assert damage_of(copy) == ""
    again = private / "again.db"
    done = restore(copy, again)
    assert (done.older, done.schema, done.officer) == (True, BEFORE, False)
    assert again.read_bytes() == copy.read_bytes()
    assert upgrade_register(Settings(str(again))).done
    store = open_store(str(again))
    assert check_store(store) == []
    store.close()


def test_the_copy_has_its_name_only_when_it_is_whole(
    old: Path, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[list[str]] = []

    def look(path: Path) -> str:
        names.append([one.name for one in private.iterdir() if ".before-" in one.name])
        return damage_of(path)

    monkeypatch.setattr(create, "damage_of", look)
    copy = upgrade_register(Settings(str(old))).copy
    assert copy is not None
    assert names == [[]]
    assert copy.exists()

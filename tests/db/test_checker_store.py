"""The checker on a real store: clean it passes; damaged or tampered with, it is noticed."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from db.checker import Head, Violation, check_store, compare_heads, heads
from db.checker.chains import content_hash
from db.checker.records import GENESIS, Entry
from db.create import create_store
from db.engine import open_store
from db.sqlite import driver
from tests.db import checker_sample as story
from tests.db.checker_author import NORTH, Author, columns_of
from tests.db.checker_sample import RECP
from tests.db.test_checker_checks import checks
from tests.torture import lengths
from wingterm.errors import WingtermError

FLIPS = 240
"""Single-bit flips that change data, each on a fresh copy."""

UNPROVEN = {
    "request": ("content_hash", "verb", "outcome", "reason", "origin"),
    "register_info": ("schema_number", "register_id", "created_at"),
    "counter": ("next_value",),
    "batch": ("source", "each_row", "officer_id", "front_end", "establishment_id", "begun_at"),
    "batch_part": ("first_line", "last_line"),
}
"""Columns of which the ledger says nothing, or not all (docs/verify.md)."""


def write_store(path: Path, author: Author) -> None:
    """Make a store and write an author's rows into it."""
    create_store(str(path))
    store = open_store(str(path))
    with store.write() as unit:
        for table, rows in author.tables().items():
            columns = columns_of(table, rows)
            marks = ", ".join("?" * len(columns))
            there = {row[0] for row in unit.rows(f"SELECT {columns[0]} FROM {table}", ())}
            if table in ("chain", "counter"):
                unit.run(f"DELETE FROM {table}", ())
                there = set()
            new = [row for row in rows if table == "entry" or row[0] not in there]
            unit.run_many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", new)
        unit.commit()
    store.close()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("checker", numbered=True) / "register.db"
    path.parent.chmod(0o700)
    write_store(path, checks())
    settle(path)
    return path


@pytest.fixture
def path(original: Path) -> Path:
    copy = original.with_name("copy.db")
    for old in original.parent.glob("copy.db*"):
        old.unlink()
    shutil.copy2(original, copy)
    return copy


def settle(path: Path) -> None:
    """Bring everything from the journal into the file itself."""
    connection = driver.connect(str(path))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def check(path: Path) -> list[Violation]:
    store = open_store(str(path))
    try:
        return check_store(store)
    finally:
        store.close()


def compare(path: Path, checkpoint: list[Head]) -> list[Violation]:
    store = open_store(str(path))
    try:
        return compare_heads(store, checkpoint)
    finally:
        store.close()


def tamper(path: Path, *statements: str) -> None:
    """Do what somebody can do who may write the file and knows SQL."""
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in triggers.fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert connection.execute(statement).rowcount > 0, statement
    connection.close()


def test_a_clean_store_passes(path: Path) -> None:
    assert check(path) == []


def test_a_broken_reference_is_named(path: Path) -> None:
    tamper(path, "DELETE FROM officer")
    rules = {(found.rule, found.sentence) for found in check(path)}
    assert ("reference-broken", "It refers to no row of officer.") in rules


def test_what_sqlite_finds_is_passed_on(path: Path) -> None:
    tamper(path, "UPDATE whereabouts SET bed_id = NULL WHERE person_id = 2")
    assert {found.rule for found in check(path)} == {"database-damaged", "whereabouts-differs"}


def test_heads_are_the_ends_of_the_chains(path: Path) -> None:
    store = open_store(str(path))
    found = heads(store)
    store.close()
    ends = checks().ends
    assert [(head.establishment, head.seq, head.hash) for head in found] == [
        (code, ends[book].seq, ends[book].hash) for book, code in checks().codes.items()
    ]
    assert compare(path, found) == []


def test_heads_of_an_empty_store(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    path = tmp_path / "register.db"
    create_store(str(path))
    store = open_store(str(path))
    assert heads(store) == [Head("REG", 0, GENESIS, 0)]
    assert compare_heads(store, heads(store)) == []
    assert check_store(store) == []
    store.close()


class TestTampering:
    """The four attacks of somebody who may write the file, against a checkpoint kept elsewhere."""

    @pytest.fixture
    def checkpoint(self, path: Path) -> list[Head]:
        store = open_store(str(path))
        found = heads(store)
        store.close()
        return found

    def test_an_edited_row(self, path: Path, checkpoint: list[Head]) -> None:
        tamper(path, "UPDATE entry SET officer_id = 2 WHERE person_id = 2 AND pseq = 3")
        assert ("chain-hash", "entry NTH-26") in {(v.rule, v.where) for v in check(path)}

    def test_a_tail_cut_off_with_everything_else_put_back(
        self, path: Path, checkpoint: list[Head]
    ) -> None:
        """The store is as if the last acts had never been: only the checkpoint tells."""
        forged = path.with_name("copy.db.forged")
        write_store(forged, story.sample())
        assert check(forged) == []
        rules = {(v.rule, v.where) for v in compare(forged, checkpoint)}
        assert rules == {("checkpoint-cut", "entry NTH-56"), ("checkpoint-cut", "entry STH-19")}

    def test_hashes_made_again_after_an_edit(self, path: Path, checkpoint: list[Head]) -> None:
        tamper(path, "UPDATE entry SET reason = 'ADM-N' WHERE person_id = 1 AND pseq = 2")
        make_hashes_again(path)
        assert check(path) == []
        rules = {(v.rule, v.where) for v in compare(path, checkpoint)}
        assert rules == {("checkpoint-changed", "entry NTH-56")}

    def test_an_old_file_put_back(self, path: Path, checkpoint: list[Head]) -> None:
        later = checks()
        later.act("receive")
        later.move(NORTH, 4, "receive", RECP, 0, later.now)
        newer = path.with_name("copy.db.newer")
        write_store(newer, later)
        store = open_store(str(newer))
        kept = heads(store)
        store.close()
        assert check(path) == []
        assert {v.rule for v in compare(path, kept)} == {"checkpoint-cut"}

    def test_another_register_put_in_its_place(self, path: Path, checkpoint: list[Head]) -> None:
        empty = path.with_name("copy.db.empty")
        create_store(str(empty))
        found = compare(empty, checkpoint)
        assert {v.rule for v in found} == {"checkpoint-cut", "checkpoint-unknown"}


def make_hashes_again(path: Path) -> None:
    """Recompute every hash and head, as somebody would who covers their tracks."""
    connection = driver.connect(str(path), isolation_level=None)
    last: dict[int, str] = {}
    columns = ", ".join(Entry._fields)
    ordered = f"SELECT {columns} FROM entry ORDER BY establishment_id, seq"
    for row in connection.execute(ordered).fetchall():
        entry = Entry(*row)
        book = entry.establishment_id
        last[book] = content_hash(last.get(book, GENESIS), entry)
        key = (last[book], book, entry.seq)
        connection.execute("UPDATE entry SET hash = ? WHERE establishment_id = ? AND seq = ?", key)
    for book, end in last.items():
        connection.execute("UPDATE chain SET hash = ? WHERE establishment_id = ?", (end, book))
    connection.close()


def test_every_flipped_bit_that_changes_data_is_noticed(
    path: Path, record_property: Callable[[str, object], None]
) -> None:
    seed = lengths.seed()
    record_property("seed", seed)
    chance = random.Random(seed)
    sound = path.read_bytes()
    tables = {table: declared_columns(path, table) for table in checks().tables()}
    before = dump(path, tables)
    used = [at for at in range(len(sound)) if any(sound[max(0, at - 4) : at + 5])]
    changed, unnoticed = 0, []
    while changed < FLIPS:
        at, bit = chance.choice(used), chance.randrange(8)
        damaged = bytearray(sound)
        damaged[at] ^= 1 << bit
        path.write_bytes(damaged)
        if dump(path, tables) != before:
            changed += 1
            if not noticed(path):
                unnoticed.append((at, bit))
    assert unnoticed == [], f"seed {seed}: {len(unnoticed)} of {changed} were not noticed"


def declared_columns(path: Path, table: str) -> str:
    """Give the columns of a table that the checker answers for."""
    connection = driver.connect(str(path))
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    connection.close()
    return ", ".join(name for name in names if name not in UNPROVEN.get(table, ()))


def dump(path: Path, tables: dict[str, str]) -> object:
    """Give all data of a file, or what reading it says."""
    connection = driver.connect(str(path))
    try:
        return [
            sorted(map(repr, connection.execute(f"SELECT {columns} FROM {table} NOT INDEXED")))
            for table, columns in tables.items()
        ]
    except (driver.Error, ValueError) as error:
        return str(error)
    finally:
        connection.close()


def noticed(path: Path) -> bool:
    """Whether the checker, or opening the store before it, says that something is wrong."""
    try:
        return check(path) != []
    except (WingtermError, UnicodeDecodeError):
        # The driver cannot even decode what SQLite says of a damaged schema.
        return True

"""A register that was exported and imported is the same register, now and at every past instant."""

import csv
import errno
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase

from db.checker import check_store, heads
from db.engine import open_store
from db.tables import METADATA
from tests import postgres
from tests.accesses import accesses
from tests.dumps import TABLES as DUMPED
from tests.dumps import dump_store
from tests.registers import MINUTE, SmallRegister, open_small_register
from tests.services.exchanged import exported, imported, nothing_at
from tests.services.filled import done
from tests.services.ledger_machine import RegisterMachine
from tests.services.moves import fill_all
from tests.thorough import go_through
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.errors import Conflict, NotAuthorised, NotWritten, StoreUnsafe
from wingterm.services.desk import Desk
from wingterm.services.exchange import export, folder
from wingterm.services.exchange.export import export_register
from wingterm.services.exchange.load import import_register
from wingterm.services.exchange.tables import TABLES
from wingterm.services.prisons import prisons
from wingterm.services.roll import roll
from wingterm.settings import Settings

NEVER_EXPORTED = {"sign_on"}
"""What stays in the register: what a second factor is checked against."""


@pytest.fixture(scope="module")
def filled() -> Iterator[SmallRegister]:
    """A register with people everywhere; nobody writes to it but for the last of these tests."""
    small = open_small_register()
    fill_all(small)
    yield small
    small.close()


def rolls(desk: Desk, instants: list[int]) -> list[object]:
    """Give the roll of every prison at instants."""
    return [roll(desk, prison, as_of=at) for at in instants for prison in prisons(desk)]


def assert_same(small: SmallRegister, where: str) -> None:
    """Hold an imported register against the one that it is of."""
    store = open_store(where, clock=small.clock)
    try:
        assert check_store(store) == []
        assert heads(store) == heads(small.store)
        assert dump_store(store) == small.dump()
        now = small.clock.instant
        instants = [now - step * MINUTE for step in (0, 1, 3, 7, 20, 400)]
        assert rolls(small.desk._replace(store=store), instants) == rolls(small.desk, instants)
    finally:
        store.close()


def test_every_table_of_the_schema_is_in_it() -> None:
    """Another table or column of the schema must come into the export, and into its page."""
    assert {table.name for table in TABLES} | NEVER_EXPORTED == set(METADATA.tables)
    for table in TABLES:
        real = METADATA.tables[table.name]
        assert table.names == tuple(column.name for column in real.columns), table.name
        assert table.key == tuple(column.name for column in real.primary_key), table.name
        for column, its in zip(table.columns, real.columns, strict=True):
            assert column.null == bool(its.nullable), (table.name, column.name)
            assert column.is_text == hasattr(its.type, "length"), (table.name, column.name)
            longest = getattr(its.type, "length", None) or 0
            assert column.most == longest or column.name == "hash", (table.name, column.name)


def test_each_table_refers_to_earlier_ones() -> None:
    names = [table.name for table in TABLES]
    for name in names:
        for key in METADATA.tables[name].foreign_keys:
            assert names.index(key.column.table.name) <= names.index(name)


def test_there_and_back_is_the_same_register(small: SmallRegister, private: Path) -> None:
    fill_all(small)
    out = exported(small, private / "out")
    done_ = imported(private / "out", private / "copy" / "register.db")
    assert done_.sound
    assert done_.rows == sum(file.rows for file in out.manifest.files if file.form == "jsonl")
    assert done_.manifest_sha256 == out.sha256
    assert_same(small, str(private / "copy" / "register.db"))
    assert set(DUMPED) <= {table.name for table in TABLES}


@pytest.mark.skipif(postgres.find_binaries() is None, reason="PostgreSQL is not installed")
def test_a_file_becomes_a_register_on_a_server(filled: SmallRegister, private: Path) -> None:
    server = postgres.server()
    assert server is not None
    exported(filled, private / "out")
    where = server.new_database()
    try:
        rehearsed = import_register(Settings(store=where), private / "out", rehearse=True)
        assert rehearsed.sound
        assert import_register(Settings(store=where), private / "out").sound
        assert_same(filled, where)
        with pytest.raises(Conflict, match="holds a register already"):
            import_register(Settings(store=where), private / "out")
        store = open_store(where)
        with store.read() as reader:
            (kept,) = reader.rows("SELECT COUNT(*) FROM pg_constraint WHERE contype = 'f'", ())[0]
        store.close()
        assert kept == sum(len(t.foreign_key_constraints) for t in METADATA.tables.values())
    finally:
        server.drop(where)


class ExportedMachine(RegisterMachine):
    """Any order of any verbs, exported and imported at its end."""

    def teardown(self) -> None:
        """Hold the imported register against this one."""
        folder = self.small.folder
        exported(self.small, folder / "out")
        assert imported(folder / "out", folder / "copy" / "register.db").sound
        assert_same(self.small, str(folder / "copy" / "register.db"))
        super().teardown()


def test_registers_of_any_history_come_back_the_same() -> None:
    go_through(ExportedMachine, 6, phases=(Phase.generate,))


def test_pages_do_not_show(
    filled: SmallRegister, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = exported(filled, private / "whole")
    monkeypatch.setattr(export, "PAGE", 3)
    monkeypatch.setattr("wingterm.services.exchange.load.AT_ONCE", 2)
    paged = exported(filled, private / "paged")
    assert paged.manifest.files == whole.manifest.files
    assert imported(private / "paged", private / "copy" / "register.db").sound


def test_an_export_is_of_one_state_of_the_register(small: SmallRegister, private: Path) -> None:
    fill_all(small)
    before = small.dump()
    written: list[Receipt] = []

    def act(table: str, _: int) -> None:
        if table == "person" and not written:
            written.append(done(small, asked.Release(prison="WTI", person="A0001AA", reason="CR")))

    out = export_register(small.desk, private / "out", progress=act)
    assert written
    assert small.dump() != before
    assert imported(private / "out", private / "copy" / "register.db").sound
    store = open_store(str(private / "copy" / "register.db"))
    assert dump_store(store) == before
    store.close()
    assert out.manifest.prisons[0].population == 8


def test_the_manifest_says_what_the_roll_says(filled: SmallRegister, private: Path) -> None:
    manifest = exported(filled, private / "out").manifest
    said = {one.prison: one.population for one in manifest.prisons}
    for prison in prisons(filled.desk):
        sheet = roll(filled.desk, prison, as_of=manifest.as_of)
        assert said.pop(prison.code) == sheet.headline.population
    assert said == {}
    known = {head.establishment: tuple(head) for head in heads(filled.store)}
    assert {head.establishment: tuple(head) for head in manifest.heads} == known


def test_csv_is_the_same_rows_for_people(filled: SmallRegister, private: Path) -> None:
    exported(filled, private / "out")
    for table in TABLES:
        with (private / "out" / f"{table.name}.csv").open(newline="", encoding="utf-8") as file:
            shown = list(csv.DictReader(file))
        held = [
            json.loads(line)
            for line in (private / "out" / f"{table.name}.jsonl").read_text().splitlines()
        ]
        assert len(shown) == len(held)
        for row, known in zip(shown, held, strict=True):
            assert tuple(row) == tuple(known) == table.names
            for column in table.columns:
                value, text = known[column.name], row[column.name]
                if column.kind == "instant" and value is not None:
                    assert text == "open" or text.endswith("Z")
                else:
                    assert text.removeprefix("'") == ("" if value is None else str(value))


def test_only_json_lines_where_csv_is_not_wanted(filled: SmallRegister, private: Path) -> None:
    export_register(filled.desk, private / "out", csv=False)
    assert not list((private / "out").glob("*.csv"))
    assert imported(private / "out", private / "copy" / "register.db").sound


def test_only_its_owner_reads_it(filled: SmallRegister, private: Path) -> None:
    exported(filled, private / "out")
    assert (private / "out").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (private / "out").iterdir()} == {0o600}
    assert not (private / "out" / folder.BEGUN).exists()


def test_who_takes_everything_is_logged_and_must_be_allowed_to(
    small_file: SmallRegister, private: Path
) -> None:
    exported(small_file, private / "out")
    line = accesses(small_file.desk)[-1]
    assert (line["people"], line["purpose"]) == (["everybody"], "export")
    done(small_file, asked.AppointOfficer(
        prison="WTI", account="keeper", name="Keeper", role="duty-governor"
    ))  # fmt: skip
    with pytest.raises(NotAuthorised, match="export"):
        export_register(small_file.desk._replace(account="keeper"), private / "again")
    assert not (private / "again").exists()


# Whole or not at all -----------------------------------------------------------------------------


def stop(table: str, _: int) -> None:
    """Interrupt at the ledger."""
    if table == "entry":
        raise KeyboardInterrupt


def test_an_interrupted_export_leaves_nothing(filled: SmallRegister, private: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        export_register(filled.desk, private / "out", progress=stop)
    assert list(private.iterdir()) == []


@pytest.mark.parametrize("at", ["entry", "checker"])
def test_an_interrupted_import_leaves_nothing(
    filled: SmallRegister, private: Path, at: str
) -> None:
    exported(filled, private / "out")
    with pytest.raises(KeyboardInterrupt):
        imported(
            private / "out", private / "register.db",
            progress=lambda table, _: stop("entry" if table == at else "", 0),
        )  # fmt: skip
    assert [path.name for path in private.iterdir()] == ["out"]


def test_a_full_disk_leaves_nothing(
    filled: SmallRegister, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotWritten, match="no room"):
        exported(filled, private / "out")
    monkeypatch.undo()
    assert list(private.iterdir()) == []


def test_what_a_run_that_died_left_is_cleared_away_and_nothing_else(
    filled: SmallRegister, private: Path
) -> None:
    dead, other = (private / f".wingterm-export-{sign * 16}.part" for sign in "ab")
    for path in (dead, other):
        path.mkdir()
        (path / "entry.jsonl").write_text("{}")
    (dead / folder.BEGUN).touch()
    exported(filled, private / "out")
    assert {path.name for path in private.iterdir()} == {"out", other.name}


def test_nothing_is_written_over(filled: SmallRegister, private: Path) -> None:
    (private / "folder").mkdir()
    (private / "file").touch()
    (private / "link").symlink_to("nowhere")
    for place in ("folder", "file", "link"):
        with pytest.raises(NotWritten, match="left as it is"):
            exported(filled, private / place)
    exported(filled, private / "out")
    (private / "register.db").touch()
    with pytest.raises(StoreUnsafe, match="left as it is"):
        imported(private / "out", private / "register.db")


@pytest.mark.parametrize("place", ["", "a\0b", "none/out", "."])
def test_a_folder_that_cannot_be(filled: SmallRegister, private: Path, place: str) -> None:
    with pytest.raises(NotWritten):
        exported(filled, private / place if place != "." else Path("."))


def test_a_folder_that_anybody_may_write_to_is_no_place_for_it(
    filled: SmallRegister, private: Path
) -> None:
    exported(filled, private / "out")
    (private / "open").mkdir()
    (private / "open").chmod(0o777)
    with pytest.raises(StoreUnsafe):
        exported(filled, private / "open" / "out")
    shutil.move(private / "out", private / "open" / "out")
    (private / "open" / "out").chmod(0o777)
    with pytest.raises(StoreUnsafe):
        imported(private / "open" / "out", private / "register.db")


def test_a_rehearsal_does_all_of_it_and_keeps_nothing(filled: SmallRegister, private: Path) -> None:
    exported(filled, private / "out")
    done_ = imported(private / "out", private / "new" / "register.db", rehearse=True)
    assert done_.sound
    assert done_.rows > 100
    assert nothing_at(private / "new" / "register.db")
    assert os.listdir(private / "new") == []

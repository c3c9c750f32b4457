"""What is left of what was erased: a chain that is whole, and evidence that nobody changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.checker import check_snapshot, check_store, compare_heads, heads
from db.engine import open_store
from tests import postgres
from tests.registers import SmallRegister, open_small_register
from tests.services.long_ago import (
    GONE,
    STAYS,
    WORDS,
    YEAR,
    all_text,
    bytes_of,
    done,
    erased_all,
    fill,
    rule,
)
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt, Refused
from wingterm.errors import NotAuthorised, WingtermError
from wingterm.services.access_collect import collect
from wingterm.services.act import carry_out, receipt
from wingterm.services.backup import make_backup, restore
from wingterm.services.exchange.export import export_register
from wingterm.services.exchange.load import import_register
from wingterm.services.people import show
from wingterm.services.retention import run
from wingterm.services.verify import prove
from wingterm.settings import Settings


@pytest.fixture
def small_full(small: SmallRegister) -> SmallRegister:
    """Give the register on each kind of database, eight years on."""
    fill(small)
    small.clock.instant += 8 * YEAR
    return small


@pytest.fixture
def full(small_file: SmallRegister) -> SmallRegister:
    """Give it as a file, eight years on."""
    fill(small_file)
    small_file.clock.instant += 8 * YEAR
    return small_file


@pytest.fixture(scope="module")
def gone() -> Iterator[SmallRegister]:
    """Give a register of whom somebody was erased; what is done to it is not kept."""
    made = open_small_register()
    fill(made)
    made.clock.instant += 8 * YEAR
    erased_all(made)
    assert made.violations() == []
    yield made
    assert made.violations() == []
    made.close()


MANY_LOOKS = 500
TOMBSTONES = "SELECT count(*) FROM entry WHERE detail LIKE '{\"erased\"%'"
RELEASE = "WHERE detail LIKE '{\"erased\"%' AND verb = 'release'"
FORGED = "'{\"erased\":\"identity\"}' WHERE subject_kind = 'person' AND fact_kind LIKE 'hold.%'"


def attacked(full: SmallRegister, statement: str) -> set[str]:
    """Give the rules that the checker says are broken where somebody changed the file so."""
    with full.store.write() as unit:
        unit.run("DROP TRIGGER entry_no_update", ())
        assert unit.run(statement, ()) > 0, statement
        found = check_snapshot(unit, sqlite=True)
    return {violation.rule for violation in found}


def test_no_byte_of_the_file_holds_what_was_erased(full: SmallRegister) -> None:
    before = bytes_of(full)
    assert [word for word in WORDS if word.encode() in before] == list(WORDS)
    done(full, rule("identity", 7))
    assert run(full.desk, 1).overwritten
    after = bytes_of(full)
    assert [word for word in WORDS if word.encode() in after] == []
    full.store.close()
    after = bytes_of(full)
    assert [word for word in WORDS if word.encode() in after] == []


def test_where_others_read_the_file_is_made_anew_by_a_later_run(full: SmallRegister) -> None:
    done(full, rule("identity", 7))
    with full.store.read() as reader:
        reader.one("SELECT COUNT(*) FROM entry", ())
        impatient = full.store.take()
        impatient.execute("PRAGMA busy_timeout = 20")
        full.store.keep(impatient)
        found = run(full.desk, 1)
        assert (len(found.receipts), found.overwritten) == (1, False)
    assert run(full.desk, 0) == ((), 0, 0, True)
    assert [word for word in WORDS if word.encode() in bytes_of(full)] == []
    assert full.violations() == []


@pytest.mark.parametrize(
    ("rule_broken", "change"),
    [
        ("chain-hash", f"detail = {FORGED}"),
        ("erasure", f"detail = '{{}}' {RELEASE}"),
        ("erasure", f"front_end = 'x' {RELEASE}"),
        ("erasure", f"reason = 'REL-HP' {RELEASE}"),
        ("erasure", f'detail = \'{{"erased":"unused"}}\' {RELEASE}'),
        ("erasure", f"hash = '{'0' * 64}' {RELEASE}"),
        ("chain-hash", "detail = replace(detail, 'identity\"', 'record\"') WHERE verb = 'erase'"),
    ],
)
def test_what_is_left_of_an_erased_entry_is_still_evidence(
    gone: SmallRegister, rule_broken: str, change: str
) -> None:
    assert rule_broken in attacked(gone, f"UPDATE entry SET {change}")


def test_the_triggers_stand_afterwards(small_full: SmallRegister) -> None:
    erased_all(small_full)
    for statement in (
        "UPDATE entry SET reason = 'x'", "UPDATE entry SET detail = '{}' WHERE seq = 1",
        "DELETE FROM entry WHERE seq = 1",
    ):  # fmt: skip
        with small_full.store.write() as unit, pytest.raises(WingtermError):
            unit.run(statement, ())
    assert small_full.violations() == []


def test_what_was_erased_is_not_taken_back(full: SmallRegister) -> None:
    identity = [line for line in show(full.desk, GONE).history if line.verb == "register"]
    book, _, seq = identity[0].entry.rpartition("-")
    erasure = run_of(erased_all(full))
    for prison, entry in ((book, int(seq) - 1), ("REG", erasure)):
        outcome = carry_out(
            full.desk, [asked.WithdrawFact(prison=prison, entry=entry, why="not so")]
        )
        assert isinstance(outcome, Refused)
        assert [objection.code for objection in outcome.objections] == ["erased-stays"]


def run_of(did: Receipt) -> int:
    """Give the number of the entry that says what was erased."""
    return int(did.lines[0].entries[0].rpartition("-")[2])


def test_receipts_name_nobody_who_was_erased(full: SmallRegister) -> None:
    both = done(full, asked.Amend(prison="WTI", person=GONE, first_name="Vic"),
                asked.Amend(prison="WTI", person=STAYS, first_name="Stan"))  # fmt: skip
    full.clock.instant += 9 * YEAR
    erased_all(full)
    told = receipt(full.desk, both.request_id)
    assert told.lines[0].said == "Erased."
    assert "Staywell, Stan" in told.lines[1].said
    assert [line.entries for line in told.lines] == [line.entries for line in both.lines]


def test_a_receipt_forgets_also_that_nothing_had_to_change(full: SmallRegister) -> None:
    same = asked.Amend(prison="WTI", person=GONE, last_name="Vanisham", first_name="Al")
    both = done(full, same,
                asked.Amend(prison="WTI", person=STAYS, first_name="Stan"))  # fmt: skip
    assert not both.lines[0].entries
    full.clock.instant += 9 * YEAR
    erased_all(full)
    assert receipt(full.desk, both.request_id).lines[0].said == "Erased."
    assert "Vanisham" not in all_text(full)


def test_whoever_a_backup_brings_back_is_named(full: SmallRegister, private: Path) -> None:
    before = make_backup(full.desk, private).copy.path
    erased_all(full)
    assert prove(full.desk).notes == ()
    where = private / "again" / "register.db"
    restore(before, where)
    again = open_store(str(where), clock=full.clock)
    desk = full.desk._replace(store=again)
    violations, notes = prove(desk)
    assert violations == ()
    (note,) = (one.sentence for one in notes)
    assert note.startswith(f"{GONE} was to be erased by the rule identity then, and is on record")
    carry_out(desk, [rule("identity", 7)])
    run(desk, 1)
    assert prove(desk) == ((), ())
    again.close()


def test_an_erased_register_is_exported_and_imported_whole(
    full: SmallRegister, tmp_path: Path
) -> None:
    erased_all(full)
    tmp_path.chmod(0o700)
    export_register(full.desk, tmp_path / "out", progress=nothing)
    where = str(tmp_path / "again.db")
    import_register(Settings(store=where), tmp_path / "out", clock=full.clock, progress=nothing)
    again = open_store(where, clock=full.clock)
    try:
        assert check_store(again) == []
        assert compare_heads(again, heads(full.store)) == []
    finally:
        again.close()


def test_an_erased_register_with_a_long_log_is_backed_up_and_restored_whole(
    full: SmallRegister, private: Path
) -> None:
    erased_all(full)
    for n in range(MANY_LOOKS):
        full.desk.consulted([STAYS], f"list {n}")
    assert collect(full.desk).faults == ()
    copy = make_backup(full.desk, private / "backups").copy
    where = restore(copy.path, private / "again.db").copy.path
    again = open_store(str(where), clock=full.clock)
    try:
        assert check_store(again) == []
        assert compare_heads(again, heads(full.store)) == []
        with again.read() as reader:
            assert reader.one(TOMBSTONES, ()) == (13,)
            assert reader.one("SELECT max(id) >= ? FROM access", (MANY_LOOKS,)) == (1,)
    finally:
        again.close()


def nothing(*_: object) -> None:
    """Say nothing of how far it is."""


@pytest.mark.skipif(postgres.find_binaries() is None, reason="PostgreSQL is not installed")
def test_on_a_server_only_the_owner_of_the_ledger_erases() -> None:
    psycopg = pytest.importorskip("psycopg")
    held = open_small_register("postgresql")
    fill(held)
    held.clock.instant += 8 * YEAR
    done(held, rule("identity", 7))
    with psycopg.connect(held.where, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS no_owner")
        connection.execute("CREATE ROLE no_owner LOGIN")
        connection.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO no_owner")
    before = held.dump()
    other = open_store(held.where.replace("//wingterm@", "//no_owner@"), clock=held.clock)
    with pytest.raises(NotAuthorised, match="owns the ledger"):
        run(held.desk._replace(store=other), 1)
    assert held.dump() == before
    collect(held.desk)
    done(held, rule("log", 1))
    before = held.dump()
    with pytest.raises(NotAuthorised, match="owns the ledger"):
        carry_out(held.desk._replace(store=other), [asked.EraseLog(prison="REG", until=1)])
    other.close()
    assert held.dump() == before
    held.close()

"""The big register of the benchmarks is a true one: what the program would have written."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db import columns
from db.checker import check_store, heads
from db.engine import Store, open_store
from tests.benchmarks.big.books import FRONT_END, OFFICER
from tests.benchmarks.big.build import SHAPES, build
from tests.benchmarks.big.estate import ACCOUNT
from tests.benchmarks.big.story import END
from tests.registers import COURT
from wingterm.clock import CountedIds, FixedClock
from wingterm.domain import chain
from wingterm.domain import requests as asked
from wingterm.domain.entries import Entry, Kind
from wingterm.domain.outcomes import Receipt
from wingterm.domain.standing import Standing
from wingterm.domain.stays import fold_stays
from wingterm.services.access_log import AccessLog
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk

SHAPE = SHAPES["tiny"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a big register on the smallest scale."""
    folder = tmp_path_factory.mktemp("big")
    folder.chmod(0o700)
    build(folder / "register.db", SHAPE)
    opened = open_store(str(folder / "register.db"), clock=FixedClock(END))
    yield opened
    opened.close()


def _rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.read() as reader:
        return reader.rows(sql, ())


def test_the_checker_passes_it(store: Store) -> None:
    assert check_store(store) == []


def test_it_is_of_the_size_that_was_asked_for(store: Store) -> None:
    (inside,) = _rows(
        store,
        "SELECT count(*) FROM whereabouts w JOIN place p ON p.id = w.place_id"
        " WHERE p.kind <> 'OUTSIDE'",
    )
    people, entries, verbs = (
        _rows(store, f"SELECT count({what}) FROM {table}")[0][0]
        for what, table in (("*", "person"), ("*", "entry"), ("DISTINCT verb", "entry"))
    )
    assert (*inside, people) == (SHAPE.custody, SHAPE.custody + SHAPE.former)
    assert SHAPE.entries <= entries < 1.1 * SHAPE.entries
    assert verbs == 17


def test_the_same_seed_gives_the_same_books(store: Store, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    for seed, same in ((SHAPE.seed, True), (SHAPE.seed + 1, False)):
        path = tmp_path / f"{seed}.db"
        build(path, SHAPE._replace(seed=seed))
        again = open_store(str(path))
        assert (heads(again) == heads(store)) is same
        again.close()


def test_every_constraint_index_and_trigger_of_the_schema_is_there(
    store: Store, tmp_path: Path
) -> None:
    from tests.stores import fresh_store

    plain = open_store(fresh_store(tmp_path))
    made = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    assert _rows(store, made) == _rows(plain, made)
    plain.close()


def test_what_is_hashed_is_what_the_domain_says(store: Store) -> None:
    """Of each verb the first entries: the checker has its own code for the same."""
    names = [name for name, _ in columns.ENTRY.columns]
    for verb in ("register", "receive", "identity", "record", "transfer-out", "correct"):
        sql = f"SELECT {', '.join(names)} FROM entry WHERE verb = '{verb}' ORDER BY recorded_at"
        row = dict(zip(names, _rows(store, f"{sql} LIMIT 1")[0], strict=True))
        ((before,),) = _rows(
            store,
            f"SELECT hash FROM entry WHERE establishment_id = {row['establishment_id']}"
            f" AND seq = {row['seq'] - 1}",
        )
        act = chain.ActText(row["request_id"], OFFICER, FRONT_END, row["recorded_at"])
        text = act.of(_entry(row), row["seq"], row["line"], row["part"])
        assert row["hash"] == chain.link(before, text)


def _entry(row: dict[str, Any]) -> Entry:
    moved = row["person_id"] is not None
    return Entry(
        kind=Kind(row["kind"]), verb=row["verb"], establishment=row["establishment_id"],
        occurred_at=row["occurred_at"], reason=row["reason"], detail=row["detail"],
        person=row["person_id"], pseq=row["pseq"],
        before=Standing(row["from_place"], row["from_bed"], row["from_since"], row["from_depth"])
        if moved else None,
        after=Standing(row["to_place"], row["to_bed"], row["since"], row["depth"])
        if moved else None,
        annuls_pseq=row["annuls_pseq"], subject_kind=row["subject_kind"],
        subject=row["subject_id"], fact=row["fact_kind"], annuls_seq=row["annuls_seq"],
    )  # fmt: skip


def test_stays_are_what_the_domain_makes_of_the_same_lines(store: Store) -> None:
    """Of somebody whose move was corrected, entry by entry as so many acts."""
    ((person,),) = _rows(store, "SELECT person_id FROM entry WHERE kind = 'annul' LIMIT 1")
    names = [name for name, _ in columns.ENTRY.columns]
    lines = _rows(
        store, f"SELECT {', '.join(names)} FROM entry WHERE person_id = {person} ORDER BY pseq"
    )
    establishment_of = dict(_rows(store, "SELECT id, establishment_id FROM place"))
    stays: dict[int, Any] = {}
    for line in lines:
        row = dict(zip(names, line, strict=True))
        entry = _entry(row)
        if entry.kind is Kind.ANNUL:
            entry = entry._replace(reopens=row["annuls_pseq"] - 1)
        done = fold_stays([entry], row["recorded_at"], establishment_of)
        for *changed, _, pseq in done.closed:
            to_at, known, *more = changed
            stays[pseq] = stays[pseq]._replace(
                to_at=to_at,
                closed_known=known,
                **dict(zip(stays[pseq]._fields[10:], more, strict=True)),
            )
        for known, _, pseq in done.retracted:
            stays[pseq] = stays[pseq]._replace(retracted=known)
        stays |= {pseq: stay for (_, pseq), stay in done.opened.items()}
    kept = ", ".join(name for name, _ in columns.STAY.columns)
    stored = _rows(store, f"SELECT {kept} FROM stay WHERE person_id = {person} ORDER BY pseq")
    assert [tuple(stay) for stay in stays.values()] == stored


def test_the_program_goes_on_with_it(store: Store, tmp_path: Path) -> None:
    """Somebody comes as the next person: counters and chains go on from where they are."""
    log = AccessLog(tmp_path / "access", FixedClock(END))
    desk = Desk(store, ACCOUNT, "cli", CountedIds("after"), log)
    born = "1990-02-01"
    made = carry_out(desk, [asked.Register(
        prison="WTI", last_name="Afterwards", first_name="Nobody", date_of_birth=born, sex="M"
    )])  # fmt: skip
    assert isinstance(made, Receipt), made
    number = made.lines[0].person
    done = carry_out(desk, [asked.Receive(
        prison="WTI", person=number, authority=COURT, reference="T1", dated=born
    )])  # fmt: skip
    assert isinstance(done, Receipt), done
    told = json.loads(_rows(store, "SELECT outcome FROM request ORDER BY recorded_at DESC")[0][0])
    assert told["lines"][0]["person"] == number
    assert check_store(store) == []

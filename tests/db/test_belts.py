"""The triggers on entry: a belt, also for a program that switches nothing on."""

from pathlib import Path

import pytest

from db import columns, sqlite
from db.engine import Store, open_store
from tests.db.rows import IN_CELL, IN_RECEPTION, RECEPTION, add, annulment, fact, fill, movement
from tests.stores import fresh_store
from wingterm.errors import Conflict

pytestmark = pytest.mark.spoils_the_store

CHANGES = {
    "update": "UPDATE entry SET reason = 'x' WHERE seq = 1",
    "update of nothing": "UPDATE entry SET reason = reason",
    "delete": "DELETE FROM entry WHERE seq = 8",
    "upsert": (
        "INSERT INTO entry SELECT * FROM entry WHERE seq = 7"
        " ON CONFLICT (establishment_id, seq) DO UPDATE SET reason = 'x'"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_an_entry_is_not_changed(store: Store, change: str) -> None:
    fill(store, belts=True)
    with store.read() as reader:
        before = reader.rows("SELECT * FROM entry ORDER BY seq", ())
    with store.write() as unit, pytest.raises(Conflict, match="entries are never"):
        unit.run(change, ())
    with store.read() as reader:
        assert reader.rows("SELECT * FROM entry ORDER BY seq", ()) == before


def test_the_ledger_is_not_emptied(store: Store) -> None:
    if store.dialect.name == "sqlite":
        pytest.skip("SQLite has no TRUNCATE; a DELETE of everything is a delete")
    fill(store, belts=True)
    with store.write() as unit, pytest.raises(Conflict, match="entries are never"):
        unit.run("TRUNCATE entry CASCADE", ())


REPLACEMENTS = {
    "number in the book": (fact(7), 7),
    "line of a request": (fact(20) | {"line": 7}, 7),
    "number in a person's line": (
        movement(20, 1, 3, IN_CELL, (RECEPTION, 0, 350, 3)) | {"line": 20},
        3,
    ),
    "annulment of a movement": (annulment(20, 1, 6, 3, IN_RECEPTION, IN_CELL), 9),
    "withdrawal of a fact": (fact(20) | {"kind": "unfact", "annuls_seq": 7}, 8),
}


@pytest.mark.parametrize(("row", "gone"), REPLACEMENTS.values(), ids=list(REPLACEMENTS))
@pytest.mark.parametrize("recursive", [True, False])
def test_replace_takes_no_entry_away(
    private: Path, row: dict[str, object], gone: int, recursive: bool
) -> None:
    """With `recursive_triggers` off, as it is by default, REPLACE deletes without a trigger."""
    path = fresh_store(private)
    store = open_store(path)
    fill(store, belts=True)
    add(store, columns.ENTRY, annulment(9, 1, 4, 3, IN_RECEPTION, IN_CELL))
    store.close()
    plain = sqlite.driver.connect(path, isolation_level=None)
    plain.execute(f"PRAGMA recursive_triggers = {int(recursive)}")
    values = [row[name] for name, _ in columns.ENTRY.columns]
    with pytest.raises(sqlite.driver.IntegrityError, match="entries are never"):
        plain.execute(columns.ENTRY.per_row.replace("INSERT", "INSERT OR REPLACE"), values)
    assert plain.execute("SELECT count(*) FROM entry WHERE seq = ?", (gone,)).fetchone() == (1,)
    plain.close()

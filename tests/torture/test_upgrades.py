"""An upgrade dies at any of its statements: the register is what it was, or of the next schema."""

import random
from pathlib import Path

import pytest

from db.schema import SCHEMA_NUMBER
from tests.db.test_upgrade import made
from tests.torture import lengths
from tests.torture.migrator import Order, Told
from tests.torture.warm import told_by

LAST = SCHEMA_NUMBER - 1
OLDER = [pytest.param(schema, marks=pytest.mark.torture) for schema in range(1, LAST)]


@pytest.mark.parametrize("schema", [*OLDER, LAST])
def test_an_upgrade_that_dies_is_whole_or_never_was(schema: int, folder: Path, seed: int) -> None:
    step = lengths.count("upgrade statements")
    first = random.Random(seed).randint(1, step)
    (path,) = made(folder, "sqlite", schema)
    told = Told(**told_by("migrator", Order(path, step, first)._asdict()))
    print(
        f"schema {schema}: {told.deaths} deaths in {told.statements} statements;"
        f" {told.before} left it as it was"
    )
    assert told.wrong == []
    assert told.deaths == len(range(first, told.statements + 1, step)) > 0
    if schema == LAST:
        assert told.before, "some die before anything is committed"

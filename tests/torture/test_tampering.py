"""Somebody who may write the file changes it: the four attacks, against heads kept elsewhere."""

import random
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from db.checker import Head
from db.sqlite import driver
from tests.db.test_checker_store import make_hashes_again, tamper
from tests.stores import settle
from tests.torture.acts import MANY, STRANGERS, Officer, built
from tests.torture.registers import PRISON, crowd, desk_at
from wingterm.domain.outcomes import Receipt
from wingterm.services.act import carry_out
from wingterm.services.verify import checkpoints, verify

EARLIER, LATER = 12, 5
"""Acts before and after the instant of the older copy."""
BY_ACTS = (
    "request", "entry", "chain", "counter", "person", "whereabouts", "stay", "fact_span",
    "search_key", "surname_key",
)  # fmt: skip
"""Tables that an act writes."""

Attack = Callable[[Path, Path, random.Random], None]


def edit_a_row(path: Path, _older: Path, chance: random.Random) -> None:
    """Change when somebody was moved."""
    connection = driver.connect(str(path))
    moves = connection.execute("SELECT seq FROM entry WHERE establishment_id = 2 AND kind = 'move'")
    (seq,) = chance.choice(moves.fetchall())
    connection.close()
    tamper(
        path,
        "UPDATE entry SET occurred_at = occurred_at - 1"
        f" WHERE establishment_id = 2 AND seq = {seq}",
    )


def cut_the_tail(path: Path, older: Path, _chance: random.Random) -> None:
    """Take the newest acts away and put back all that they had changed."""
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("ATTACH ? AS older", (str(older),))
    connection.execute("PRAGMA foreign_keys = OFF")
    triggers = connection.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'")
    held = triggers.fetchall()
    for name, _ in held:
        connection.execute(f"DROP TRIGGER {name}")
    for table in BY_ACTS:
        connection.execute(f"DELETE FROM main.{table}")
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM older.{table}")
    for _, sql in held:
        connection.execute(sql)
    connection.close()


def rewrite_everything(path: Path, older: Path, chance: random.Random) -> None:
    """Change a row, and every hash after it."""
    tamper(path, "UPDATE entry SET reason = 'ADM-N' WHERE establishment_id = 2 AND verb = 'move'")
    make_hashes_again(path)


def put_back_an_old_file(path: Path, older: Path, _chance: random.Random) -> None:
    """Put the file of an earlier hour in its place."""
    shutil.copyfile(older, path)


ATTACKS: dict[Attack, bool] = {
    edit_a_row: True,
    cut_the_tail: False,
    rewrite_everything: False,
    put_back_an_old_file: False,
}
"""Each attack, and whether the chain alone tells, without heads that were kept elsewhere."""


def violations(path: Path, heads: tuple[Head, ...] = ()) -> set[str]:
    """Give the rules that are broken, as `wingterm verify` says them."""
    desk = desk_at(path)
    try:
        return {found.rule for found in verify(desk, heads)}
    finally:
        desk.store.close()


@pytest.mark.parametrize("attack", ATTACKS)
def test_heads_kept_elsewhere_tell_of_every_attack(attack: Attack, folder: Path, seed: int) -> None:
    path, people = crowd(folder, MANY + 4)
    older = folder / "older.db"
    chance = random.Random(seed)
    desk = desk_at(path)
    officer = Officer(desk, people, chance, count(STRANGERS))
    for n in range(EARLIER + LATER):
        if n == EARLIER:
            settle(path)
            shutil.copyfile(path, older)
        plan = officer.plan()
        assert isinstance(carry_out(desk, built(plan)), Receipt)
        officer.did(plan)
    heads = checkpoints(desk)
    desk.store.close()
    settle(path)
    assert violations(path, heads) == set()
    attack(path, older, chance)
    assert bool(violations(path)) == ATTACKS[attack]
    assert violations(path, heads), f"{attack.__name__} in {PRISON} was not told"

"""Hostile texts stand in the register itself: no screen hands one on to the terminal.

A screen that nobody goes to fails the test: give it a way in `tests.screens.seats.WAYS`, or in
`FURTHER` where it is reached from elsewhere.
"""

import importlib
import itertools
import json
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import screens
from db.sqlite import driver
from screens.base import Frame
from screens.report_list import REPORTS
from tests.registers import SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, drawn, receive
from tests.screens.seats import SETTLED_S, WAYS, come_back, seat
from tests.screens.test_hostile import FORBIDDEN, HOSTILE
from wingterm.domain import requests as asked
from wingterm.services.lists import FIGURES

pytestmark = pytest.mark.spoils_the_store

ONE = "A1111AA"
NOT_DRIVEN = {
    "making": "shows only that a practice register is being made",
    "sign-on": "shows only the name of a shared terminal; tests/screens/test_shared.py drives it",
}
"""Screens that hold no text of the register."""
FURTHER = {
    "many": ("1", "space", "down", "space", "o"),
    "unit": ("ctrl+r", "enter"),
}
"""Ways to screens that need more than the small register of the other tests."""
SAID = frozenset({"comment", "name", "last_name", "first_name", "why", "reference", "description"})
"""Texts in details and values."""
OURS = re.compile(
    r"\x1b\[[0-9]+;[0-9]+H|\x1b\[K|\x1b\[[0147;]*m|\x1b\[\?(?!1049l)[0-9;]+\$?[a-z]"
    r"|\x1b\[[>=<][0-9;]*[a-z]|\x1b\]22;default\x07"
)
"""Sequences that wingterm itself sends: places, looks, modes and questions."""


def spoil(small: SmallRegister, texts: tuple[str, ...]) -> None:
    """Write hostile texts over every text of the register, past every guard."""
    kept = itertools.cycle(texts)
    connection = driver.connect(small.where, isolation_level=None)
    write = connection.execute
    for (trigger,) in write("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        write(f"DROP TRIGGER {trigger}")
    for table, key, columns in (
        ("person", "id", ("last_name", "first_name")),
        ("place", "id", ("name",)),
        ("officer", "id", ("name",)),
        ("establishment", "id", ("name",)),
    ):
        for (row,) in write(f"SELECT {key} FROM {table}").fetchall():
            for column in columns:
                write(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (next(kept), row))
    for table, column in (("entry", "detail"), ("fact_span", "value")):
        for (held,) in write(f"SELECT DISTINCT {column} FROM {table}").fetchall():
            spoilt = {
                name: next(kept) if name in SAID and isinstance(value, str) else value
                for name, value in json.loads(held).items()
            }
            told = json.dumps(spoilt, sort_keys=True)
            write(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (told, held))
    connection.close()


def names() -> set[str]:
    """Give the name of every screen that there is."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        importlib.import_module(module.name)

    def below(kind: type[Frame[Any]]) -> Iterator[type[Frame[Any]]]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    return {one.NAME for one in below(Frame)} - {"", *NOT_DRIVEN}


def harmless(officer: Officer) -> None:
    """Look that nothing forbidden stands on the screen."""
    lines = drawn(officer.app)
    assert len(lines) == 24
    for line in lines:
        assert not FORBIDDEN.search(line), f"{officer.screen.NAME}: {line!a}"


@pytest.fixture
def people(small_file: SmallRegister) -> SmallRegister:
    """Three people, one of them elsewhere, with a comment; a roll check that differs."""
    receive(small_file, ONE, "A-1-001")
    receive(small_file, "A2222AA", "A-1-002")
    receive(small_file, "A3333AA")
    done(small_file, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP", comment="said"))
    done(small_file, asked.RecordParticular(
        prison="WTI", person=ONE, fact="alert", key="XA", values=(("comment", "said"),),
    ))  # fmt: skip
    done(small_file, asked.OpenCheck(prison="WTI", kind="night"))
    done(small_file, asked.SubmitCount(
        prison="WTI", check=1, unit="A", counted="0", comment="said",
    ))  # fmt: skip
    done(small_file, asked.Explain(
        prison="WTI", check=1, unit="A", person="A2222AA", what="missing", why="said",
    ))  # fmt: skip
    return small_file


GROUPS = [HOSTILE[::2], HOSTILE[1::2]]


@pytest.mark.parametrize("texts", GROUPS)
async def test_every_screen_is_harmless(people: SmallRegister, texts: tuple[str, ...]) -> None:
    assert len(HOSTILE) >= 25
    spoil(people, texts)
    been = set()
    async with at_terminal(people) as officer:
        for name, keys in (WAYS | FURTHER).items():
            for key in keys:
                await officer.keys(key)
                await officer.pilot.pause()
            await officer.on(name)
            been.add(officer.screen.NAME)
            harmless(officer)
            await home(officer)
        been |= await batches_of(officer, texts)
        await officer.keys("f4")
        await officer.on("lists")
        for row in range(len(officer.rows)):
            await officer.keys(*["down"] * bool(row), "enter")
            await officer.until(lambda: officer.screen.NAME != "lists")
            await officer.pilot.pause()
            harmless(officer)
            await officer.keys("f3")
            await officer.on("lists")
        assert row + 1 >= len(REPORTS) + len(FIGURES)
    assert been == names()


async def batches_of(officer: Officer, texts: tuple[str, ...]) -> set[str]:
    """Open a file of hostile texts about somebody with a hostile name; give the screens."""
    path = officer.small.folder / "[bold]rows.jsonl"
    rows = [{"verb": "back", "number": ONE}]
    rows += [{"verb": "move", "number": text, "cell": text, text: text} for text in texts]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    await officer.keys("f4", "slash")
    await officer.types("batches")
    await officer.keys("enter", "enter")
    await officer.on("batches")
    harmless(officer)
    await officer.keys("n")
    await officer.types(str(path))
    await officer.keys("enter")
    await officer.on("batch")
    harmless(officer)
    await officer.keys("end")
    harmless(officer)
    await officer.keys("f3", "f3", "f3", "f3")
    await home(officer)
    return {"batches", "batch"}


async def home(officer: Officer) -> None:
    """Go back to the board."""
    for _ in range(6):
        if officer.screen.NAME == "board":
            return
        await officer.keys("f3")
        await officer.pilot.pause()
    await officer.on("board")


def test_no_forbidden_byte_reaches_a_real_terminal(people: SmallRegister) -> None:
    spoil(people, HOSTILE)
    with seat(people, LANG="C.UTF-8") as typist:
        for name, keys in WAYS.items():
            for key in keys:
                typist.press(key, SETTLED_S)
            assert name
            come_back(typist)
        sent = typist.sent.decode()
    assert "\ufffd" in sent, "nothing hostile was drawn"
    assert not FORBIDDEN.search(OURS.sub("", sent).replace("\r", "").replace("\n", ""))

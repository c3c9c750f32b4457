"""Whoever stands on a screen was logged before; where the log cannot be written nobody new does.

A screen that nobody goes to fails the test: give it a way in `tests.screens.seats.WAYS`, or in
`FURTHER` of `test_hostile_store`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from screens.report_list import REPORTS
from tests.accesses import accesses, forget
from tests.registers import SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, drawn, receive
from tests.screens.seats import WAYS
from tests.screens.test_batches import opens, to_batches
from tests.screens.test_hostile_store import FURTHER, home, names
from wingterm.domain import requests as asked
from wingterm.domain.access import numbers_in
from wingterm.services.lists import FIGURES

ONE, TWO, THREE = "A1111AA", "A2222AA", "A3333AA"
SURNAMES = {"Ashdown": ONE, "Brackley": TWO, "Coverdale": THREE}


@pytest.fixture
def people(small_file: SmallRegister) -> SmallRegister:
    """Three people, one of them elsewhere, two to be kept apart; a roll check that differs."""
    for (last, number), cell in zip(SURNAMES.items(), ("A-1-001", "A-1-002", ""), strict=True):
        receive(small_file, number, cell, last)
    done(small_file, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
    done(small_file, asked.RecordParticular(
        prison="WTI", person=ONE, fact="na", key=THREE, values=(
            ("restriction", "WING"), ("reason", "THREAT"), ("role", "VICTIM"),
            ("other_role", "PERPETRATOR"), ("authorised_by", "K. Hale"), ("comment", "old debt"),
        ),
    ))  # fmt: skip
    done(small_file, asked.OpenCheck(prison="WTI", kind="night"))
    done(small_file, asked.SubmitCount(prison="WTI", check=1, unit="A", counted="0"))
    return small_file


def shown(officer: Officer) -> set[str]:
    """Give the prison numbers of those who are named on the screen."""
    text = "\n".join(drawn(officer.app))
    by_name = {n for last, n in SURNAMES.items() if last.lower() in text.lower()}
    return by_name | (numbers_in([text]) & set(SURNAMES.values()))


def logged(officer: Officer) -> set[str]:
    """Give of whom a line stands in the log."""
    return {number for line in accesses(officer.small.desk) for number in line["people"]}


@contextmanager
def broken_log(small: SmallRegister) -> Iterator[None]:
    """Put a file where the folder of the log was, for a while."""
    folder = Path(small.desk.access.folder)
    kept = folder.with_name("kept")
    if folder.exists():
        folder.rename(kept)
    folder.write_text("in the way")
    try:
        yield
    finally:
        folder.unlink()
        if kept.exists():
            kept.rename(folder)


async def refused_then_shown(officer: Officer, *keys: str) -> bool:
    """Press keys with a broken log, and then with a whole one; whether the first were refused."""
    before, front = shown(officer), officer.screen
    with broken_log(officer.small):
        await officer.keys(*keys)
        await officer.pilot.pause()
        where = officer.screen.NAME
        assert shown(officer) <= before, where
        refused = "access log" in "\n".join(drawn(officer.app))
    if refused and officer.screen is front:
        await officer.keys(keys[-1])
    elif refused:
        await officer.keys("f5")
    await officer.pilot.pause()
    assert shown(officer) <= logged(officer), officer.screen.NAME
    return refused


async def test_a_batch_file_names_nobody_who_cannot_be_logged(people: SmallRegister) -> None:
    """A file says numbers; whose they are, and who is in the bed, the register says."""
    file = people.folder / "moves.csv"
    file.write_text(f"verb,number,cell\nmove,{THREE},A-1-001\n", encoding="utf-8")
    async with at_terminal(people) as officer:
        await to_batches(officer)
        forget(people.desk)
        with broken_log(people):
            await opens(officer, file)
            await officer.sees("! The access log in")
            assert shown(officer) <= {THREE}
            assert "Coverdale" not in "\n".join(drawn(officer.app))
        await officer.keys("enter")
        await officer.on("batch")
        assert ONE in shown(officer) & logged(officer), "who is in the bed"
        assert shown(officer) - {THREE} <= logged(officer)
        assert "Coverdale" not in "\n".join(drawn(officer.app))


async def test_every_screen_names_whom_it_logged_and_else_nobody(people: SmallRegister) -> None:
    named, refused = {}, 0
    async with at_terminal(people) as officer:
        for name, keys in (WAYS | FURTHER).items():
            forget(people.desk)
            await officer.keys(*keys[:-1])
            if keys:
                refused += await refused_then_shown(officer, keys[-1])
            await officer.on(name)
            named[name] = shown(officer)
            await home(officer)
        assert set(named) >= names() - {"batches", "batch"}
        await officer.keys("f4")
        await officer.on("lists")
        for row in range(len(officer.rows)):
            refused += await refused_then_shown(officer, *["down"] * bool(row), "enter")
            await officer.until(lambda: officer.screen.NAME != "lists")
            named[f"list {row}"] = shown(officer)
            await officer.keys("f3")
            await officer.on("lists")
        assert row + 1 >= len(REPORTS) + len(FIGURES)
    assert sum(bool(who) for who in named.values()) > 15, named
    assert refused > 15, refused

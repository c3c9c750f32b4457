"""The first hour (docs/practice.md): every key of every task, pressed on the practice register."""

import re
from pathlib import Path

import pytest

from screens.form import FormScreen
from screens.form_fields import WARNING
from tests.demos import copy_to, kept_demo, opened_at
from tests.packaging.conftest import ROOT
from tests.registers import MINUTE, SmallRegister
from tests.screens.pilots import Officer, at_terminal, drawn
from tests.services.test_demo import NOW
from wingterm.action import KEY_NAMES
from wingterm.clock import FixedClock
from wingterm.services.desk import os_account
from wingterm.settings import Settings

PAGE = ROOT / "docs" / "practice.md"
KEYS = {shown: key for key, shown in KEY_NAMES.items()} | {f"F{n}": f"f{n}" for n in range(1, 10)}
TASK = re.compile(r"^## (\d+)\. .*$", re.MULTILINE)
STEP = re.compile(r"^\| (`.*`) \| (`.*`) \|$", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")

OWN_NAME = "your own name"
"""What the page writes for a name that is everybody's own."""


def tasks() -> dict[int, list[tuple[list[str], list[str]]]]:
    """Give the steps of each task of the page: what is pressed, and what is then seen."""
    parts = TASK.split(PAGE.read_text(encoding="utf-8"))[1:]
    return {
        int(number): [(CODE.findall(a), CODE.findall(b)) for a, b in STEP.findall(body)]
        for number, body in zip(parts[::2], parts[1::2], strict=True)
    }


async def press(officer: Officer, typed: str) -> None:
    """Press a key as the page writes it, or type a text; the next one finds the screen ready."""
    if typed.startswith("Ctrl+"):
        await officer.keys(f"ctrl+{typed[5:].lower()}")
    elif typed == OWN_NAME:
        await officer.types(os_account())
    elif typed in KEYS:
        before = officer.app.screen
        await officer.keys(KEYS[typed])
        if typed == "Enter":
            await answer_warnings(officer, before)
    else:
        await officer.types(typed)
    await officer.until(lambda: officer.screen.ready)


async def answer_warnings(officer: Officer, before: object) -> None:
    """Type a reason at every warning, as the page says."""
    if not isinstance(before, FormScreen):
        return
    form: FormScreen = before
    await officer.until(lambda: not form.writing)
    await officer.pilot.pause()
    warned = [line for line in form.lines() if line.field.startswith(WARNING)]
    if officer.app.screen is form and any(not line.value for line in warned):
        for line in warned:
            line.line.value = "only to try it"
        await officer.keys("enter")
        await officer.until(lambda: not form.writing)


@pytest.fixture
def demo(private: Path, tmp_path_factory: pytest.TempPathFactory) -> SmallRegister:
    """The whole practice register, at its own last instant."""
    settings = Settings(store=str(private / "demo.db"))
    copy_to(settings, kept_demo(tmp_path_factory, "whole", FixedClock(NOW)))
    desk = opened_at(settings, NOW)
    assert isinstance(desk.store.clock, FixedClock)
    return SmallRegister(private, settings.store, desk.store, desk, desk.store.clock)


def test_the_page_has_twelve_tasks() -> None:
    found = tasks()
    assert list(found) == list(range(1, 13))
    assert all(found.values())


async def test_every_task_is_true_on_the_practice_register(demo: SmallRegister) -> None:
    async with at_terminal(demo, prison="DMO") as officer:
        for number, steps in tasks().items():
            demo.clock.advance(MINUTE)
            for pressed, seen in steps:
                for typed in pressed:
                    await press(officer, typed)
                for words in seen:
                    try:
                        await officer.sees(words.strip())
                    except AssertionError:
                        shown = "\n".join(drawn(officer.app))
                        pytest.fail(f"task {number}, {pressed}: no {words} in\n{shown}")
    demo.store.close()

"""The practice register: one key away, unmistakable, and never the real one."""

import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from screens import practice
from screens.base import PRACTICE
from tests.demos import copy_to, kept_demo
from tests.packaging.conftest import ROOT
from tests.registers import SmallRegister
from tests.screens.pilots import SIZE, Officer, at_terminal, drawn, receive
from wingterm.app import WingtermApp
from wingterm.clock import system_clock
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.services.act import carry_out
from wingterm.services.drafts import my_drafts
from wingterm.services.practice import (
    FIRST_REQUEST,
    MAKING,
    is_practice,
    open_practice,
    practice_settings,
)

ONE = "A1111AA"
DAYS = 3
"""Days of the story of a practice register that is only walked through."""
MARK = f" {PRACTICE}"


@pytest.fixture
def home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A user's folders, without a practice register yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "data").mkdir(mode=0o700)
    return tmp_path


@pytest.fixture
def made(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a practice register in its place."""
    settings = practice_settings()
    assert str(home) in settings.store
    copy_to(settings, kept_demo(tmp_path_factory, "three-days", system_clock, days=DAYS))
    return Path(settings.store)


@asynccontextmanager
async def practising(small: SmallRegister) -> AsyncIterator[Officer]:
    """Open the terminal on a register and go to the practice register."""
    async with at_terminal(small) as officer:
        await officer.keys("f9")
        await officer.until(lambda: drawn(officer.app)[0].startswith(MARK))
        await officer.until(lambda: officer.screen.ready)
        yield officer


def _put(register: Path, place: Path) -> None:
    """Put a copy of a register somewhere."""
    place.parent.mkdir(parents=True, mode=0o700)
    shutil.copyfile(register, place)
    place.chmod(0o600)


def marked(officer: Officer) -> bool:
    """Say whether the first line marks practice, in reverse over the whole width."""
    strip = officer.app.screen._compositor.render_strips()[0]
    segments = [s for s in strip if s.text]
    whole = "".join(s.text for s in segments)
    reverse = all(s.style and s.style.reverse for s in segments)
    return whole.startswith(MARK) and len(whole) == officer.app.size.width and reverse


async def test_there_and_back_leaves_the_real_register_where_it_was(
    small_file: SmallRegister, made: Path
) -> None:
    receive(small_file, ONE)
    before = small_file.dump()
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        real = officer.app.screen
        await officer.keys("f9")
        await officer.until(lambda: marked(officer))
        await officer.sees("HMP Demonstration (DMO)")
        await officer.keys("enter")
        await officer.on("wing")
        there = officer.app.screen
        await officer.keys("f9")
        await officer.until(lambda: officer.app.screen is real)
        await officer.sees(ONE)
        assert PRACTICE not in "\n".join(drawn(officer.app))
        await officer.keys("f9")
        await officer.until(lambda: officer.app.screen is there)
    assert small_file.dump() == before


@pytest.mark.parametrize("key", ["q", "f3", "escape", "f9"])
async def test_every_way_off_the_practice_board_leads_to_the_real_register(
    small_file: SmallRegister, made: Path, key: str
) -> None:
    async with practising(small_file) as officer:
        await officer.keys(key)
        await officer.sees("Wingterm (WTI)")
        assert officer.app.is_running
        assert PRACTICE not in "\n".join(drawn(officer.app))


async def test_every_screen_of_practice_is_marked_and_says_so_of_what_is_done(
    small_file: SmallRegister, made: Path
) -> None:
    before = small_file.dump()
    async with practising(small_file) as officer:
        assert marked(officer)
        for keys, name in [
            (("f1",), "help"), (("f4",), "lists"), (("f",), "find"), (("v",), "more"),
            (("ctrl+e",), "report"), (("ctrl+p",), "palette"), (("f8",), "drafts"),
            (("ctrl+g",), "goto"), (("enter", "k"), "map"),
        ]:  # fmt: skip
            await officer.keys(*keys)
            await officer.on(name)
            assert marked(officer), name
            assert len(drawn(officer.app)) == SIZE[1]
            while officer.screen.NAME != "board":
                screen = officer.app.screen
                await officer.keys("f3")
                await officer.until(lambda s=screen: officer.app.screen is not s)  # type: ignore[misc]
                await officer.until(lambda: officer.screen.ready)
        await officer.keys("1", "enter")
        await officer.on("person")
        await officer.keys("l")
        await officer.on("form")
        assert marked(officer)
        await officer.keys("f2")
        await officer.on("choose")
        assert marked(officer)
        await officer.keys("f3")
        await officer.on("form")
        await officer.types("CR")
        await officer.keys("enter")
        await officer.until(lambda: officer.notice != "" or bool(officer.form.typed(warnings=True)))
        for line in officer.form.lines():
            if line.field.startswith("warning:"):
                line.line.value = "looked into it"
        if "Practice: Release" not in "\n".join(drawn(officer.app)):
            await officer.keys("enter")
        await officer.sees("Practice: Release")
        assert marked(officer)
        await officer.keys("y")
        await officer.on("person")
        await officer.until(lambda: officer.notice.startswith("Practice: "))
        assert marked(officer)
    assert small_file.dump() == before


async def test_what_a_practice_terminal_of_its_own_says_of_f9(made: Path) -> None:
    desk = open_practice(practice_settings(), "terminal")
    small = SmallRegister(made.parent, str(made), desk.store, desk, None)  # type: ignore[arg-type]
    async with at_terminal(small, prison="DMO") as officer:
        assert marked(officer)
        await officer.keys("f9")
        await officer.until(lambda: officer.notice.startswith("This is the practice register"))
        await officer.keys("q")
        await officer.until(lambda: not officer.app.is_running)
    desk.store.close()


async def test_it_is_made_while_the_screen_says_so_and_can_be_stopped(
    small_file: SmallRegister, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Path(practice_settings().store)
    monkeypatch.setattr(practice, "MAKING", ("sh", "-c", "echo day 100 of 1095; exec sleep 60"))
    async with at_terminal(small_file) as officer:
        await officer.keys("f9")
        await officer.on("making")
        await officer.sees("day 100 of 1095")
        await officer.keys("f1")
        await officer.on("help")
        await officer.keys("f3")
        await officer.on("making")
        await officer.keys("escape")
        await officer.on("board")
    assert not place.parent.exists()


async def test_what_was_made_opens_by_itself(
    small_file: SmallRegister,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    kept = kept_demo(tmp_path_factory, "three-days", system_clock, days=DAYS)
    place = practice_settings().store
    steps = f"mkdir -p -m 700 {os.path.dirname(place)} && cp {kept} {place} && chmod 600 {place}"
    monkeypatch.setattr(practice, "MAKING", ("sh", "-c", steps))
    async with at_terminal(small_file) as officer:
        await officer.keys("f9")
        await officer.sees("HMP Demonstration (DMO)")
        assert marked(officer)


async def test_why_it_could_not_be_made_is_said(
    small_file: SmallRegister, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practice, "MAKING", ("sh", "-c", "echo The disk is full.; exit 1"))
    async with at_terminal(small_file) as officer:
        await officer.keys("f9")
        await officer.sees("was not made: The disk is full.")
        await officer.keys("f3")
        await officer.on("board")


async def test_somebodys_own_register_in_its_place_is_not_taken_for_practice(
    small_file: SmallRegister, home: Path
) -> None:
    _put(Path(small_file.where), Path(practice_settings().store))
    async with at_terminal(small_file) as officer:
        await officer.keys("f9")
        await officer.until(lambda: "is not a demo register" in officer.notice)
        assert PRACTICE not in "\n".join(drawn(officer.app))


def test_a_request_under_the_practice_registers_id_makes_no_register_one(
    small_file: SmallRegister,
) -> None:
    request = asked.OpenPrison(prison="REG", code="NTI", name="Northern")
    assert isinstance(carry_out(small_file.desk, [request], FIRST_REQUEST), Receipt)
    assert not is_practice(small_file.store)


async def test_a_copy_of_the_practice_register_is_still_practice(
    made: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "own" / "register.db"
    _put(made, copy)
    desk = open_practice(practice_settings()._replace(store=str(copy)), "terminal")
    assert is_practice(desk.store)
    app = WingtermApp(desk, SmallRegister(tmp_path, "", desk.store, desk, None).prison("DMO"))  # type: ignore[arg-type]
    assert app.session.practice
    desk.store.close()


def test_what_makes_it_leaves_nothing_behind_when_it_is_stopped(home: Path) -> None:
    environment = os.environ | {"XDG_DATA_HOME": str(home / "data"), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(MAKING, env=environment, stdout=subprocess.PIPE, text=True) as maker:
        assert maker.stdout is not None
        assert maker.stdout.readline().startswith("day 100 of ")
        maker.terminate()
    assert list(Path(practice_settings().store).parent.iterdir()) == []


async def test_what_is_typed_in_practice_is_never_offered_in_the_real_register(
    small_file: SmallRegister, made: Path
) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await leaves_half_a_form(officer, "REAL")
        await officer.keys("f9")
        await officer.until(lambda: marked(officer))
        await officer.until(lambda: officer.screen.ready)
        assert await drafts_told(officer) == []
        await leaves_half_a_form(officer, "TRIED")
        assert await drafts_told(officer) == ["To: TRIED"]
        await officer.keys("f9")
        await officer.until(lambda: PRACTICE not in "\n".join(drawn(officer.app)))
        assert await drafts_told(officer) == ["To: REAL"]
    assert [line.draft.values["to"] for line in my_drafts(small_file.desk).lines] == ["REAL"]


async def leaves_half_a_form(officer: Officer, area: str) -> None:
    """Begin a stay elsewhere and leave it."""
    await officer.keys("e")
    await officer.on("form")
    await officer.keys("tab")
    await officer.types(area)
    await officer.keys("f3")
    await officer.on("board")


async def drafts_told(officer: Officer) -> list[str]:
    """Open the list of drafts, and give what was typed in the one under the cursor."""
    await officer.keys("f8")
    await officer.on("drafts")
    rows = len(officer.rows)
    said = [line.strip() for line in drawn(officer.app) if line.strip().startswith("To: ")]
    await officer.keys("f3")
    await officer.on("board")
    assert len(said) == min(rows, 1)
    return said

"""The menu of lists, reports and evacuation: each opened by keys, each in words."""

import os
import stat
from pathlib import Path

import pytest

from screens.report_list import REPORTS
from screens.reports import ReportScreen
from tests.registers import SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, drawn, receive
from wingterm.domain import requests as asked
from wingterm.services.lists import FIGURES

ONE, TWO, THREE = "A1111AA", "A2222AA", "A3333AA"
HOUR = 3_600_000_000
DAY = 24 * HOUR


@pytest.fixture
def spread(small_file: SmallRegister) -> SmallRegister:
    """Somebody in a cell, somebody at court, somebody in reception."""
    receive(small_file, ONE, "A-1-001")
    receive(small_file, TWO, "A-1-002", last="Sample")
    receive(small_file, THREE, last="Third")
    out = asked.CourtOut(
        prison="WTI", person=TWO, destination="Leeds Crown Court",
        due_back=small_file.clock() + HOUR,
    )  # fmt: skip
    done(small_file, out)
    small_file.clock.advance(2 * HOUR)
    return small_file


async def opens(officer: Officer, words: str) -> None:
    """Open a list from the menu by a part of its words, as the filter finds it."""
    await officer.keys("f4")
    await officer.on("lists")
    await officer.keys("slash")
    await officer.types(words)
    await officer.keys("enter", "enter")


def only_file(folder: Path) -> list[str]:
    """Give the lines of the one file of a folder, which nobody else may read."""
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    return file.read_text(encoding="utf-8").splitlines()


async def test_the_menu_has_every_figure_and_report_with_its_count(spread: SmallRegister) -> None:
    async with at_terminal(spread) as officer:
        await officer.keys("g")
        await officer.on("lists")
        text = "\n".join(officer.rows)
        for words in (*FIGURES.values(), *(report.title for report in REPORTS.values())):
            assert words in text
        court = next(row for row in officer.rows if "At court" in row)
        assert court.split()[:3] == ["At", "court", "1"]


async def test_every_figure_opens_from_the_menu(spread: SmallRegister) -> None:
    async with at_terminal(spread) as officer:
        for figure, words in FIGURES.items():
            await opens(officer, f"list {figure}")
            await officer.on("people")
            await officer.sees(words)
            assert all(len(line) <= 80 for line in drawn(officer.app))
            await officer.keys("f3")
            await officer.on("lists")
            # The filter is ended, then the list left.
            await officer.keys("escape", "escape")
            await officer.on("board")


async def test_who_is_out_is_listed_with_when_they_are_due(spread: SmallRegister) -> None:
    async with at_terminal(spread) as officer:
        await opens(officer, "overdue")
        await officer.on("people")
        assert officer.rows == [
            " A2222AA Sample, Robin        COURT    09:00        10:00        OVERDUE; to Lee",
        ]
        await officer.keys("b")
        await officer.on("form")
        await officer.keys("enter")
        await officer.on("people")
        assert officer.rows == [], "the changed list is in view"
        assert officer.state(TWO) == "In cell A-1-002"


@pytest.mark.parametrize("name", [name for name, report in REPORTS.items() if not report.asks])
async def test_every_report_opens_from_the_menu(spread: SmallRegister, name: str) -> None:
    async with at_terminal(spread) as officer:
        await opens(officer, REPORTS[name].title)
        await officer.on("report")
        await officer.sees(REPORTS[name].title)
        assert all(len(line) <= 80 for line in drawn(officer.app))


async def test_the_daily_state_proves_itself(spread: SmallRegister) -> None:
    async with at_terminal(spread) as officer:
        await opens(officer, "daily state")
        await officer.on("form")
        await officer.types("31/31/2026")
        await officer.keys("enter")
        await officer.sees("! 31/31/2026 is no day.")
        await officer.keys("ctrl+u")
        await officer.types("2026-03-02")
        await officer.keys("enter")
        await officer.on("report")
        await officer.sees("Opening roll 0 + in 3 - out 1 = closing roll 2")
        await officer.sees("Proved: 0 + 3 - 1 = 2")
        assert len(officer.rows) == 4
        await officer.keys("f3")
        await officer.on("form")


async def test_a_late_entry_is_listed_against_its_midnight(spread: SmallRegister) -> None:
    spread.clock.advance(DAY)
    at = spread.clock() - DAY
    done(spread, asked.Release(prison="WTI", person=THREE, reason="CR", at=at))
    async with at_terminal(spread) as officer:
        await opens(officer, "late entries")
        await officer.on("report")
        assert [row.split()[:4] for row in officer.rows] == [["LATE", "11:00", THREE, "Third,"]]
        assert "NOT counted: release" in officer.row
        await officer.keys("enter")
        await officer.on("person")


async def test_who_was_in_a_cell_asks_for_the_cell_and_two_times(spread: SmallRegister) -> None:
    async with at_terminal(spread) as officer:
        await opens(officer, "who was in a cell")
        await officer.on("form")
        await officer.keys("enter")
        await officer.sees("! This must be filled.")
        await officer.types("Z-9")
        await officer.keys("enter")
        await officer.sees("has no place Z-9")
        await officer.keys("ctrl+u")
        await officer.types("A-1-002")
        await officer.keys("down")
        await officer.types("noon")
        await officer.keys("enter")
        await officer.sees("! noon is not a time.")
        await officer.keys("ctrl+u")
        await officer.types("08:00")
        await officer.keys("enter")
        await officer.on("report")
        assert [row.split()[:2] for row in officer.rows] == [[TWO, "Sample,"]]
        assert "still" in officer.row, "the bed is kept for somebody at court"


async def test_cells_with_room_and_places_out_of_use(spread: SmallRegister) -> None:
    done(spread, asked.TakeOutOfUse(prison="WTI", code="A-1-003", reason="DAMAGED"))
    async with at_terminal(spread) as officer:
        await opens(officer, "cells with room")
        await officer.on("report")
        assert [row.split()[:2] for row in officer.rows] == [["A-1-002", "1"]]
        await officer.keys("f3")
        await officer.on("lists")
        await officer.keys("escape")
        await opens(officer, "out of use")
        await officer.on("report")
        assert "A-1-003" in officer.row
        assert "inactive" in officer.row


@pytest.mark.parametrize("on", ["board", "find", "form", "help", "palette", "lists", "more"])
async def test_evacuation_is_one_key_from_everywhere(spread: SmallRegister, on: str) -> None:
    way = {
        "board": (), "find": ("f2",), "form": ("m",), "help": ("f1",), "palette": ("ctrl+p",),
        "lists": ("f4",), "more": ("v",),
    }  # fmt: skip
    async with at_terminal(spread) as officer:
        await officer.keys(*way[on])
        await officer.on(on)
        await officer.keys("ctrl+e")
        await officer.on("report")
        await officer.sees("ON SITE: 2.   Off site: 1.")
        await officer.keys("f3")
        await officer.on(on)


async def test_evacuation_even_from_a_question(spread: SmallRegister) -> None:
    async with at_terminal(spread) as officer:
        await officer.finds(ONE)
        await officer.keys("l")
        await officer.on("form")
        await officer.types("CR")
        await officer.keys("enter")
        await officer.sees("any other key: no")
        await officer.keys("ctrl+e")
        await officer.on("report")
        await officer.keys("f3")
        await officer.on("form")
        assert officer.notice == "Nothing was done."
        assert officer.state(ONE) == "In cell A-1-001"


async def test_evacuation_is_written_to_a_file_of_the_officers_own(
    spread: SmallRegister, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_terminal(spread) as officer:
        await officer.keys("ctrl+e")
        await officer.on("report")
        shown = officer.rows
        await officer.keys("f7")
        await officer.sees("Written to")
        assert only_file(tmp_path)[-len(shown) :] == shown
        await officer.keys("f7")
        await officer.sees("cannot be written")
        assert only_file(tmp_path)[-len(shown) :] == shown, "never over a file that is there"


async def test_a_folder_that_cannot_be_written_to_is_told(
    spread: SmallRegister, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    os.rmdir(gone)
    async with at_terminal(spread) as officer:
        await officer.keys("ctrl+e")
        await officer.on("report")
        await officer.keys("f7")
        await officer.sees("cannot be written")


async def test_a_report_that_is_slow_is_not_read_again_by_itself(spread: SmallRegister) -> None:
    async with at_terminal(spread) as officer:
        await opens(officer, "late entries")
        await officer.on("report")
        screen = officer.screen
        assert isinstance(screen, ReportScreen)
        spread.clock.advance(DAY)
        done(spread, asked.Release(prison="WTI", person=THREE, reason="CR",
                                   at=spread.clock() - DAY))  # fmt: skip
        screen.reread()
        assert officer.rows == []
        await officer.keys("f5")
        await officer.until(lambda: len(officer.rows) == 1)


async def test_a_list_offers_what_makes_sense_for_its_people(spread: SmallRegister) -> None:
    async with at_terminal(spread) as officer:
        await officer.keys("7")
        await officer.on("people")
        await officer.sees("b Back in")
        assert "m Move" not in "\n".join(drawn(officer.app))
        assert "move" in officer.screen.senseless()
        assert "release" not in officer.screen.senseless()


async def test_the_map_of_a_wing_opens_from_the_menu_and_by_its_name(spread: SmallRegister) -> None:
    async with at_terminal(spread) as officer:
        await opens(officer, "map of a wing")
        await officer.on("choose")
        await officer.types("A-1")
        await officer.keys("enter")
        await officer.on("map")
        await officer.sees("Map of A  WTI")
        await officer.keys("ctrl+g")
        await officer.types("occup")
        await officer.keys("enter")
        await officer.on("occupancy")


async def test_the_daily_state_takes_words_for_days_as_the_papers_do(spread: SmallRegister) -> None:
    async with at_terminal(spread) as officer:
        await opens(officer, "daily state")
        await officer.on("form")
        await officer.types("Yesterday")
        await officer.keys("enter")
        await officer.on("report")
        await officer.sees("2026-03-01, whole day")

"""Printed paper in the terminal: the pages as printed, and files of the officer's own."""

import stat
from pathlib import Path

import pytest

from tests.registers import SmallRegister
from tests.screens.pilots import Officer, at_terminal, drawn
from tests.services.filled import done
from tests.services.paper_prison import people_to_print
from wingterm.domain import requests as asked
from wingterm.domain.text import columns_of
from wingterm.services.paper.check_record import check_paper
from wingterm.services.paper.counts import unit_paper
from wingterm.services.paper.sheets import day_paper, movements_paper, roll_paper
from wingterm.services.paper.text import as_text
from wingterm.services.sheets.check_record import check_record
from wingterm.services.sheets.count_sheet import count_sheets
from wingterm.services.sheets.day import day_sheet
from wingterm.services.sheets.movements import movements
from wingterm.services.sheets.roll_sheet import roll_sheet


@pytest.fixture
def printed(
    small_file: SmallRegister, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> SmallRegister:
    """A prison to be printed, in a folder of the officer's own."""
    people_to_print(small_file)
    done(small_file, asked.OpenCheck(prison="WTI", kind="lock-up"))
    monkeypatch.chdir(tmp_path)
    return small_file


async def opens(officer: Officer, words: str, typed: str = "") -> None:
    """Open a paper from the menu of lists, with what it asks."""
    await officer.keys("f4")
    await officer.on("lists")
    await officer.keys("slash")
    await officer.types(words)
    await officer.keys("enter", "enter")
    await officer.on("form")
    await officer.types(typed)
    await officer.keys("enter")
    await officer.on("report")


async def saves(officer: Officer, kind: str) -> None:
    """Write what is shown to a file of a kind."""
    await officer.keys("f7")
    await officer.on("choose")
    await officer.types(kind)
    await officer.keys("enter")
    await officer.sees("Written to")


def files(folder: Path) -> list[Path]:
    """Give the files of a folder."""
    return list(folder.iterdir())


def texts(small: SmallRegister) -> dict[str, str]:
    """Give what the command line prints of each paper."""
    desk, prison = small.desk, small.prison("WTI")
    of_unit = count_sheets(desk, prison, "A")
    return {
        "roll sheet": as_text(roll_paper(roll_sheet(desk, prison, "A"))),
        "daily state (paper)": as_text(day_paper(day_sheet(desk, prison))),
        "movements of tomorrow": as_text(movements_paper(movements(desk, prison))),
        "count sheet": as_text(unit_paper(of_unit, of_unit.units[0])),
        "record of a roll": as_text(check_paper(check_record(desk, prison))),
    }


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("roll sheet", "A"),
        ("daily state (paper)", ""),
        ("movements of tomorrow", "tomorrow"),
        ("count sheet", "A"),
        ("record of a roll", "1"),
    ],
)
async def test_the_file_is_what_the_command_line_prints(
    printed: SmallRegister, tmp_path: Path, words: str, typed: str
) -> None:
    async with at_terminal(printed) as officer:
        await opens(officer, words, typed)
        shown = "\f".join(officer.rows).replace("\f", "\n")
        await saves(officer, "text")
        (file,) = files(tmp_path)
        assert str(file) in officer.notice.replace(" ", "")
        assert file.read_bytes() == texts(printed)[words].encode()
        assert shown == texts(printed)[words].replace("\f", "").removesuffix("\n")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert all(columns_of(line) <= 80 for line in drawn(officer.app))
        assert texts(printed)[words].splitlines()[0] in drawn(officer.app)


async def test_a_pdf_is_written_and_nothing_over_a_file(
    printed: SmallRegister, tmp_path: Path
) -> None:
    async with at_terminal(printed) as officer:
        await opens(officer, "roll sheet", "A-1")
        await saves(officer, "pdf")
        (file,) = files(tmp_path)
        made = file.read_bytes()
        assert made.startswith(b"%PDF-")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        await officer.keys("f7")
        await officer.on("choose")
        await officer.types("pdf")
        await officer.keys("enter")
        await officer.sees("cannot be written")
        assert file.read_bytes() == made


async def test_a_way_back_without_a_file(printed: SmallRegister, tmp_path: Path) -> None:
    async with at_terminal(printed) as officer:
        await opens(officer, "roll sheet", "A")
        await officer.keys("f7")
        await officer.on("choose")
        await officer.keys("f3")
        await officer.on("report")
        await officer.keys("enter")
        await officer.sees("F7 writes the pages to a file")
        assert not files(tmp_path)


async def test_the_count_sheet_of_the_whole_prison(printed: SmallRegister) -> None:
    async with at_terminal(printed) as officer:
        await opens(officer, "count sheet")
        assert officer.rows[0].strip() == "COUNT SHEET WTI whole prison"
        assert any(row.strip().startswith("| RECP Reception") for row in officer.rows)


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        ("count sheet", "Q", "WTI has no unit Q."),
        ("record of a roll", "7", "Wingterm has no roll check 7."),
        ("record of a roll", "one", "one is no number of a roll check."),
    ],
)
async def test_what_is_no_unit_or_check_is_said_at_its_field(
    printed: SmallRegister, words: str, typed: str, said: str
) -> None:
    async with at_terminal(printed) as officer:
        await officer.keys("f4", "slash")
        await officer.types(words)
        await officer.keys("enter", "enter")
        await officer.on("form")
        await officer.types(typed)
        await officer.keys("enter")
        await officer.sees(said)


async def test_units_are_listed_without_a_check(printed: SmallRegister) -> None:
    done(printed, asked.AbandonCheck(prison="WTI", check=1, why="opened by mistake"))
    async with at_terminal(printed) as officer:
        await officer.keys("f4", "slash")
        await officer.types("count sheet")
        await officer.keys("enter", "enter")
        await officer.on("form")
        await officer.keys("f2")
        await officer.on("choose")
        assert [row.split()[0] for row in officer.rows] == ["A", "RECP", "WORKSHOP"]
        await officer.keys("enter")
        await officer.on("form")
        await officer.keys("enter")
        await officer.on("report")
        assert officer.rows[0].strip() == "COUNT SHEET WTI A"


async def test_what_is_no_wing_or_day_is_said_at_its_field(printed: SmallRegister) -> None:
    async with at_terminal(printed) as officer:
        await officer.keys("f4", "slash")
        await officer.types("roll sheet")
        await officer.keys("enter", "enter")
        await officer.on("form")
        await officer.types("Z")
        await officer.keys("enter")
        await officer.sees("WTI has no wing or landing Z.")
        await officer.keys("ctrl+u", "f2")
        await officer.on("choose")
        assert [row.split()[0] for row in officer.rows] == ["A", "A-1"]
        await officer.keys("f3", "f3")
        await officer.on("lists")
        await officer.keys("escape", "slash")
        await officer.types("movements of")
        await officer.keys("enter", "enter")
        await officer.on("form")
        await officer.types("yesterday")
        await officer.keys("enter")
        await officer.sees("2026-03-01 is over.")

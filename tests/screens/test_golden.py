"""What the main screens look like, letter by letter. `WINGTERM_GOLDEN=write` writes them anew."""

import os
from pathlib import Path

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.screens.pilots import at_terminal, done, drawn, receive
from wingterm.domain import requests as asked

GOLDEN = Path(__file__).parents[1] / "golden"
WRITE = os.environ.get("WINGTERM_GOLDEN") == "write"
ONE, TWO = "A1111AA", "A2222AA"


@pytest.fixture
def busy(small_file: SmallRegister) -> SmallRegister:
    """A small prison with something of everything."""
    receive(small_file, ONE, "A-1-001")
    receive(small_file, TWO, last="Sampleson-Whittingham-Featherstone")
    receive(small_file, "A3333AA", "A-1-002", last="Müller")
    receive(small_file, "A4444AA", last="Sent")
    small_file.clock.advance(30 * MINUTE)
    done(small_file, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
    small_file.clock.advance(30 * MINUTE)
    done(small_file, asked.Swap(prison="WTI", person=ONE, other="A3333AA", comment="asked for"))
    done(small_file, asked.Correct(prison="WTI", person=ONE, why="the swap was refused"),
         asked.Correct(prison="WTI", person="A3333AA", why="the swap was refused"))  # fmt: skip
    done(small_file, asked.TransferOut(prison="WTI", person="A4444AA", to="EXI"))
    small_file.clock.advance(30 * MINUTE)
    return small_file


def same_as(name: str, lines: list[str]) -> None:
    """Compare a screen with what is kept."""
    file = GOLDEN / f"{name}.txt"
    text = "\n".join(lines) + "\n"
    if WRITE:
        file.write_text(text, encoding="utf-8")
    assert len(lines) == 24
    assert all(len(line) <= 80 for line in lines)
    assert text == file.read_text(encoding="utf-8")


async def test_board(busy: SmallRegister) -> None:
    async with at_terminal(busy) as officer:
        same_as("board", drawn(officer.app))


async def test_landing(busy: SmallRegister) -> None:
    async with at_terminal(busy) as officer:
        await officer.keys("enter", "enter")
        await officer.on("landing")
        same_as("landing", drawn(officer.app))


async def test_person(busy: SmallRegister) -> None:
    async with at_terminal(busy) as officer:
        await officer.finds(ONE)
        same_as("person", drawn(officer.app))


async def test_release(busy: SmallRegister) -> None:
    async with at_terminal(busy) as officer:
        await officer.finds(TWO)
        await officer.keys("l")
        await officer.on("form")
        await officer.types("CR")
        await officer.keys("enter")
        await officer.sees("any other key: no")
        same_as("release", drawn(officer.app))


async def test_many(busy: SmallRegister) -> None:
    async with at_terminal(busy) as officer:
        await officer.keys("1")
        await officer.on("people")
        await officer.keys("asterisk", "t")
        await officer.on("many")
        await officer.types("EXI")
        await officer.keys("enter")
        await officer.sees("How many people?")
        same_as("many", drawn(officer.app))


async def test_evacuation(busy: SmallRegister) -> None:
    async with at_terminal(busy) as officer:
        await officer.keys("ctrl+e")
        await officer.on("report")
        same_as("evacuation", drawn(officer.app))


async def test_lists(busy: SmallRegister) -> None:
    async with at_terminal(busy) as officer:
        await officer.keys("f4")
        await officer.on("lists")
        same_as("lists", drawn(officer.app))


async def test_more(busy: SmallRegister) -> None:
    async with at_terminal(busy) as officer:
        await officer.finds(TWO)
        await officer.keys("v")
        await officer.on("more")
        same_as("more", drawn(officer.app))


async def test_receive(busy: SmallRegister) -> None:
    async with at_terminal(busy) as officer:
        await officer.keys("r")
        await officer.on("form")
        same_as("receive", drawn(officer.app))


async def test_a_person_of_whom_much_is_known(busy: SmallRegister) -> None:
    known: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
        ("alert", "XA", (("start", "2026-03-02"), ("comment", "set fire to a cell"))),
        ("category", "", (("category", "B"),)),
        ("csra", "", (("level", "HIGH_GENERAL"),)),
        ("legal-status", "", (("status", "SENT03"),)),
        ("release-date", "", (("date", "2027-01-02"),)),
    )
    done(busy, *(
        asked.RecordParticular(prison="WTI", person=TWO, fact=fact, key=key, values=values)
        for fact, key, values in known
    ))  # fmt: skip
    out = asked.CourtOut(
        prison="WTI", person=TWO, destination="Leeds Crown Court", officers="Grey",
        due_back=busy.clock() + MINUTE,
    )  # fmt: skip
    done(busy, out)
    busy.clock.advance(5 * MINUTE)
    async with at_terminal(busy) as officer:
        await officer.finds(TWO)
        same_as("person_known", drawn(officer.app))
    done(busy, asked.Release(prison="WTI", person=TWO, reason="CR", without_return=True))
    busy.clock.advance(5 * MINUTE)
    again = asked.Receive(prison="WTI", person=TWO, authority="Leeds Crown Court")
    done(busy, again)
    async with at_terminal(busy) as officer:
        await officer.finds(TWO)
        same_as("person_stays", drawn(officer.app))


@pytest.mark.parametrize("mode", ["", "NO_COLOR"])
async def test_everything_of_ours_is_drawn_without_colour(
    busy: SmallRegister, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    if mode:
        monkeypatch.setenv(mode, "1")
    async with at_terminal(busy) as officer:
        strips = officer.app.screen._compositor.render_strips()
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        colours = {style.color.name for style in styles if style.color} | {
            style.bgcolor.name for style in styles if style.bgcolor
        }
        assert colours <= {"default"}
        reverse = [s for strip in strips for s in strip if s.style and s.style.reverse]
        assert len(reverse) == 1, "the cursor's row, and nothing else, stands out"

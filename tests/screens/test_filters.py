"""Every list filters as you type: on each screen that has one, by pressed keys."""

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, receive, register
from wingterm.domain import requests as asked

ONE, TWO, THREE = "A1111AA", "A2222AA", "A3333AA"


@pytest.fixture
def busy(small_file: SmallRegister) -> SmallRegister:
    """A small prison with two rows or more in every list."""
    receive(small_file, ONE, "A-1-001")
    receive(small_file, TWO, "A-1-002", last="Sample")
    register(small_file, THREE, last="Outside")
    small_file.clock.advance(MINUTE)
    done(
        small_file,
        *(
            asked.RecordParticular(prison="WTI", person=ONE, fact=fact, key=key, values=values)
            for fact, key, values in (
                ("alert", "XA", (("start", "2026-03-02"),)), ("category", "", (("category", "B"),)),
            )
        ),
    )  # fmt: skip
    small_file.clock.advance(MINUTE)
    done(small_file, asked.CourtOut(prison="WTI", person=TWO, destination="LEEDCC"))
    small_file.clock.advance(MINUTE)
    done(small_file, asked.Back(prison="WTI", person=TWO))
    small_file.clock.advance(MINUTE)
    done(
        small_file,
        *(asked.OpenCheck(prison="WTI", kind=kind) for kind in ("night", "lock-up")),
    )
    small_file.clock.advance(MINUTE)
    return small_file


WAYS: dict[str, tuple[tuple[str, ...], str]] = {
    "board": ((), "totals"),
    "wing": (("enter",), "003"),
    "landing": (("enter", "enter"), "sample"),
    "people": (("1",), "sample"),
    "report": (("ctrl+e",), "sample"),
    "lists": (("f4",), "overd"),
    "person": (("1", "enter"), "receive"),
    "details": (("1", "enter", "d"), "alert"),
    "stays": (("1", "down", "enter", "y"), "out: court"),
    "who-saw": (("1", "enter", "u"), "collection"),
    "help": (("f1",), "unit"),
    "check": (("ctrl+r",), "recep"),
    "unit": (("ctrl+r", "enter"), "002"),
    "checks": (("ctrl+r", "y"), "lock-up"),
}
"""Keys from the board to a list with `/`, and what to type there."""

ABOVE: dict[str, tuple[tuple[str, ...], str]] = {
    "palette": (("ctrl+p",), "swap"),
    "more": (("v",), "swap"),
    "choose": (("1", "m", "f2"), "003"),
    "goto": (("ctrl+g",), "a1003"),
    "records": (("1", "p"), "alert"),
}
"""The same where a line for typing stands above the list."""


NAMES = {"details": "report", "stays": "report", "who-saw": "report", "records": "choose"}
"""What the registry calls a screen, where that is another name."""


async def narrows(officer: Officer, text: str) -> None:
    """Type something that fewer rows hold, and look that those remain that hold it."""
    before = len(officer.rows)
    await officer.types(text)
    await officer.until(lambda: len(officer.rows) > 0 and len(officer.rows) != before)
    await officer.types("zzzz")
    await officer.until(lambda: not officer.rows)


@pytest.mark.parametrize("name", [name for name, (_, text) in WAYS.items() if text])
async def test_a_slash_filters(busy: SmallRegister, name: str) -> None:
    keys, text = WAYS[name]
    async with at_terminal(busy) as officer:
        await officer.bursts(*keys)
        await officer.on(NAMES.get(name, name))
        screen, rows = officer.screen, officer.rows
        await officer.keys("slash")
        await narrows(officer, text)
        await officer.keys("escape")
        await officer.until(lambda: officer.rows == rows)
        assert officer.screen is screen, "Escape ended the filter and nothing else"


@pytest.mark.parametrize("name", ABOVE)
async def test_typing_narrows(busy: SmallRegister, name: str) -> None:
    keys, text = ABOVE[name]
    async with at_terminal(busy) as officer:
        await officer.bursts(*keys)
        await officer.on(NAMES.get(name, name))
        await narrows(officer, text)
        await officer.keys("escape")


async def test_what_a_row_has_no_room_for_is_found_too(busy: SmallRegister) -> None:
    receive(busy, "A4444AA", last="Sampleson-Whittingham-Featherstone")
    busy.clock.advance(MINUTE)
    async with at_terminal(busy) as officer:
        await officer.keys("1")
        await officer.on("people")
        await officer.keys("slash")
        await officer.types("featherstone")
        assert [row.split()[0] for row in officer.rows] == ["A4444AA"]

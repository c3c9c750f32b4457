"""Lists: moving about, filter, help, palette, live figures, small windows."""

import pytest

from screens.goto import named
from screens.parts.line_list import LineList, Row
from screens.parts.lines import Lines
from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal, done, drawn, receive, register
from wingterm.actions import live_on, shown_key
from wingterm.domain import requests as asked

ONE, TWO = "A1111AA", "A2222AA"
DAY = 86_400_000_000


async def test_from_the_board_down_to_a_person_and_back(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-002")
    async with at_terminal(small_file) as officer:
        await officer.keys("enter")
        await officer.on("wing")
        assert [row.split()[0] for row in officer.rows] == [
            "A-1", "A-1-001", "A-1-002", "A-1-003", "A",
        ]  # fmt: skip
        await officer.keys("down", "down", "enter")
        await officer.on("landing")
        assert officer.row.startswith(" A-1-002     1 of 2   A1111AA Example, Robin")
        await officer.keys("enter")
        await officer.on("person")
        for key, name in (("left", "landing"), ("q", "wing"), ("f3", "board")):
            await officer.keys(key)
            await officer.on(name)


@pytest.mark.parametrize("leave", ["q", "ctrl+q"])
async def test_leaving(small_file: SmallRegister, leave: str) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys(leave)
        assert officer.app.return_value == 0


async def test_what_follows_the_cursor_is_drawn_in_the_same_paint(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    receive(small_file, TWO, last="Exeter")
    async with at_terminal(small_file) as officer:
        await officer.keys("1")
        await officer.on("people")
        officer.screen.query_one(LineList).move_by(1)
        # Nothing may come in between: a message would be answered after the paint.
        assert "Exeter" in officer.screen.query_one("#detail", Lines).lines[0]


async def test_every_figure_has_its_list(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    receive(small_file, TWO, "A-1-001", last="Sample")
    done(small_file, asked.Elsewhere(prison="WTI", person=TWO, to="WORKSHOP"))
    small_file.clock.advance(1_000_000)
    async with at_terminal(small_file) as officer:
        counts = {"1": 2, "2": 2, "3": 0, "4": 1, "5": 1, "6": 0, "7": 0, "8": 0, "9": 0, "0": 0}
        for key, people in counts.items():
            await officer.keys(key)
            await officer.on("people")
            assert len(officer.rows) == people
            await officer.keys("f3")
            await officer.on("board")
        await officer.keys("end", "enter")
        await officer.on("people")
        assert len(officer.rows) == 2


async def test_an_act_elsewhere_is_seen_without_a_key(small_file: SmallRegister) -> None:
    register(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.sees("1 Current population    0")
        done(small_file, asked.Receive(prison="WTI", person=ONE, authority="Leeds Crown Court"))
        await officer.sees("1 Current population    1")
        await officer.finds(ONE)
        done(small_file, asked.Move(prison="WTI", person=ONE, to="A-1-001"))
        await officer.sees("Now: In cell A-1-001")


async def test_midnight_is_seen_without_an_entry(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.sees("Unlock roll           0")
        small_file.clock.advance(DAY)
        await officer.sees("Unlock roll           1")
        await officer.sees("2 In today           0")


async def test_filter_as_you_type(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("enter")
        await officer.on("wing")
        await officer.keys("slash")
        await officer.types("-003")
        assert [row.split()[0] for row in officer.rows] == ["A-1-003"]
        await officer.keys("enter", "m")
        await officer.on("form")
        await officer.keys("escape")
        await officer.on("wing")
        assert len(officer.rows) == 1, "the filter outlives a form"
        await officer.keys("escape")
        assert len(officer.rows) == 5
        await officer.keys("slash")
        await officer.types("nothing such")
        await officer.sees("Nothing here holds 'nothing such'.")
        await officer.keys("escape", "escape")
        await officer.on("board")


async def test_find_by_surname_and_act_from_the_list(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    receive(small_file, TWO, last="Exeter")
    async with at_terminal(small_file) as officer:
        await officer.keys("f")
        await officer.on("find")
        await officer.types("ex")
        await officer.until(lambda: len(officer.rows) == 2)
        await officer.types("e")
        await officer.until(lambda: len(officer.rows) == 1)
        await officer.keys("tab", "m")
        await officer.on("form")
        await officer.types("A-1-001")
        await officer.keys("enter")
        await officer.on("find")
        assert "moved from RECP to A-1-001" in officer.notice
        await officer.keys("slash")
        await officer.types("x")
        await officer.until(lambda: "Nobody found." in "\n".join(drawn(officer.app)))


@pytest.mark.parametrize("key", ["enter", "n", "f"])
async def test_help_lists_the_live_keys_of_the_screen_below(
    small_file: SmallRegister, key: str
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys(key)
        await officer.until(lambda: officer.screen.NAME != "board")
        below = officer.screen
        await officer.keys("f1")
        await officer.on("help")
        text = "\n".join(officer.rows)
        for action in live_on(below.NAME):
            assert action.help.rstrip(".") in text
            assert (shown_key(action.keys[0]) if action.keys else f"v {action.words}") in text
        await officer.keys("f3")
        await officer.until(lambda: officer.screen is below)


async def test_help_says_what_makes_no_sense_now(small_file: SmallRegister) -> None:
    register(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("f1")
        await officer.on("help")
        assert any("Let two people change cells. (not now)" in row for row in officer.rows)


async def test_the_palette_does_what_is_chosen(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await officer.keys("ctrl+p")
        await officer.on("palette")
        await officer.types("list recep")
        await officer.keys("enter")
        await officer.on("people")
        await officer.keys("f3", "ctrl+p")
        await officer.on("palette")
        await officer.types("transfer out")
        await officer.keys("enter")
        await officer.on("form")
        assert officer.form.spec.verb == "transfer-out"


@pytest.mark.parametrize(
    ("typed", "name", "title"),
    [
        ("batch", "batches", "Batches"),
        ("who saw", "form", "Who saw a record"),
        ("overdue", "people", "Overdue back"),
        ("last days", "trend", "Roll over 14 days"),
        ("daily-state", "form", "Daily state"),
    ],
)
async def test_the_palette_leads_to_every_list_by_name(
    small_file: SmallRegister, typed: str, name: str, title: str
) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await officer.keys("enter")
        await officer.on("wing")
        await officer.keys("ctrl+p")
        await officer.on("palette")
        await officer.types(typed)
        await officer.keys("enter")
        await officer.on(name)
        await officer.until(lambda: drawn(officer.app)[0].startswith(f" {title}"))


async def test_the_palette_names_every_list_once(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("ctrl+p")
        await officer.on("palette")
        assert [row[:18].strip() for row in officer.rows].count("Overdue back") == 1
        await officer.keys("f3", "enter")
        await officer.on("wing")
        await officer.keys("ctrl+p")
        await officer.on("palette")
        said = [row[1:17].strip() for row in officer.rows]
        assert {meaning.words[:16].strip() for meaning in named()} <= set(said)


async def test_a_small_window_says_so_and_takes_no_key(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        for size in ((79, 24), (80, 23)):
            await officer.pilot.resize_terminal(*size)
            columns, lines = size
            said = f"wingterm needs 80 columns and 24 lines; this window has {columns} by {lines}."
            await officer.sees(said[:columns])
            assert "Roll board" not in "\n".join(drawn(officer.app))
            await officer.keys("n", "q", "enter")
        await officer.pilot.resize_terminal(80, 24)
        await officer.sees("Roll board")
        assert officer.screen.NAME == "board"
        await officer.keys("enter")
        await officer.on("wing")
        await officer.pilot.resize_terminal(60, 20)
        await officer.keys("ctrl+q")
        assert officer.app.return_value == 0


async def test_a_wide_window_is_used(small_file: SmallRegister) -> None:
    async with at_terminal(small_file, size=(132, 43)) as officer:
        lines = drawn(officer.app)
        assert len(lines) == 43
        assert lines[0].endswith("as of 2026-03-02 09:00")
        assert len(lines[0]) > 100


async def test_the_cursor_stays_on_its_person_and_in_view(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        shown = officer.screen.query_one(LineList)
        shown.put([Row(f"{n}", f"row {n}") for n in range(500)])
        await officer.keys("end")
        assert officer.row == "row 499"
        await officer.sees("row 499")
        await officer.keys("pageup", "up")
        assert officer.row == f"row {498 - shown.size.height}"
        at = officer.row
        shown.put([Row("new", "new"), *(Row(f"{n}", f"row {n}") for n in range(500))])
        assert officer.row == at
        await officer.sees(at)
        shown.put([Row(f"{n}", f"row {n}") for n in range(3)])
        await officer.keys("home")
        assert officer.row == "row 0"

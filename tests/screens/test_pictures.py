"""The map of a wing and the charts, with real keys: moved in, opened, changed by others."""

import itertools

import pytest
from textual.strip import Strip

from screens.parts.cell_map import CellMap
from tests.registers import MINUTE, SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, drawn, receive
from tests.screens.test_golden import same_as
from tests.screens.test_hostile import FORBIDDEN, GROUPS
from tests.screens.test_quiet import Line
from tests.services.filled import OVER
from wingterm.domain import requests as asked
from wingterm.domain.prison import Prison
from wingterm.services.desk import Desk
from wingterm.services.pictures.wing_map import WingMap, wing_map

ONE, TWO, THREE, FOUR = "A1111AA", "A2222AA", "A3333AA", "A4444AA"
DAY = 24 * 3_600_000_000


@pytest.fixture
def wing(small_file: SmallRegister) -> SmallRegister:
    """Two landings, one of thirty cells; one, two and no people in a cell."""
    small = small_file
    receive(small, ONE, "A-1-001")
    receive(small, TWO, "A-1-002", last="Sample")
    receive(small, THREE, last="Third")
    small.clock.advance(30 * MINUTE)
    done(small, asked.Move(prison="WTI", person=THREE, to="A-1-002", acknowledged=OVER))
    done(
        small,
        asked.AddPlace(prison="WTI", code="A-2", kind="LANDING"),
        *(
            asked.AddPlace(prison="WTI", code=f"A-2-{n:03d}", kind="CELL", cna=1, working=1,
                           maximum=2)
            for n in range(1, 31)
        ),
    )  # fmt: skip
    done(
        small,
        asked.RecordParticular(prison="WTI", person=ONE, fact="alert", key="XA",
                               values=(("start", "2026-03-02"),)),
        asked.CourtOut(prison="WTI", person=TWO, destination="Leeds Crown Court"),
    )  # fmt: skip
    small.clock.advance(30 * MINUTE)
    return small


async def on_map(officer: Officer) -> CellMap:
    """Open the map of the wing from the board."""
    await officer.keys("k")
    await officer.on("map")
    return officer.screen.query_one(CellMap)


def under_cursor(officer: Officer) -> str:
    """Give the cell that the cursor is on."""
    current = officer.screen.query_one(CellMap).current
    return current.key if current else ""


async def test_the_map_of_a_wing(wing: SmallRegister) -> None:
    async with at_terminal(wing) as officer:
        await on_map(officer)
        await officer.sees("A1111AA Example, Robin: In cell; CSRA Not entered; Arsonist")
        same_as("map", drawn(officer.app))


async def test_arrow_keys_move_in_two_dimensions(wing: SmallRegister) -> None:
    async with at_terminal(wing) as officer:
        await on_map(officer)
        seen = []
        for key in ("right", "down", "down", "down", "left", "up", "end", "home", "left", "up"):
            await officer.keys(key)
            seen.append(under_cursor(officer))
        assert seen == [
            "A-1-002", "A-2-002", "A-2-012", "A-2-022", "A-2-021", "A-2-011", "A-2-030", "A-1-001",
            "A-1-001", "A-1-001",
        ]  # fmt: skip


async def test_the_words_below_follow_the_cursor(wing: SmallRegister) -> None:
    async with at_terminal(wing) as officer:
        await on_map(officer)
        await officer.keys("right")
        await officer.sees("A-1-002: OVER CNA; 2 of 2; CNA 1")
        await officer.sees("A2222AA Sample, Robin: At court; CSRA Not entered")
        await officer.sees("A3333AA Third, Robin: In cell; CSRA Not entered")
        await officer.keys("right")
        await officer.sees("A-1-003: free; 0 of 1; CNA 1")
        assert "Sample" not in "\n".join(drawn(officer.app))


async def test_enter_opens_the_landing_at_the_cell(wing: SmallRegister) -> None:
    async with at_terminal(wing) as officer:
        await on_map(officer)
        await officer.keys("right", "enter")
        await officer.on("landing")
        assert officer.row.startswith(" A-1-002")
        await officer.keys("k")
        await officer.on("map")
        assert under_cursor(officer) == "A-1-002"
        await officer.keys("q")
        await officer.on("landing")


async def test_a_verb_is_about_the_one_person_of_the_cell(wing: SmallRegister) -> None:
    async with at_terminal(wing) as officer:
        await on_map(officer)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-003")
        await officer.keys("enter")
        await officer.on("map")
        assert officer.state(ONE) == "In cell A-1-003"
        assert "|01 .|02!2|03 1|" in "\n".join(drawn(officer.app))


async def test_of_several_people_the_landing_asks_whom(wing: SmallRegister) -> None:
    async with at_terminal(wing) as officer:
        await on_map(officer)
        await officer.keys("right", "l")
        await officer.on("landing")
        assert officer.notice == "Whom? 2 hold a bed here. Choose, then Release again."
        assert TWO in officer.row
        assert officer.state(TWO) == "At court, bed in A-1-002"


async def test_what_another_terminal_does_is_drawn_in_its_box(wing: SmallRegister) -> None:
    async with at_terminal(wing) as officer:
        cells = await on_map(officer)
        await officer.keys("right", "right")
        drawn_again: set[int] = set()
        render = cells.render_line

        def watched(y: int) -> Strip:
            drawn_again.add(y)
            return render(y)

        cells.render_line = watched  # type: ignore[method-assign]
        done(wing, asked.Move(prison="WTI", person=ONE, to="A-2-030"))
        await officer.sees("|30 1|")
        assert under_cursor(officer) == "A-1-003"
        assert "|01 .|" in "\n".join(drawn(officer.app))
        boxes = cells._picture.boxes
        assert {boxes[0].y, boxes[-1].y} <= drawn_again
        assert boxes[13].y not in drawn_again, "a row without a change is sent again"


async def test_a_wing_without_cells_says_what_to_do(small_file: SmallRegister) -> None:
    done(small_file, asked.AddPlace(prison="WTI", code="C", kind="WING"))
    small_file.clock.advance(MINUTE)
    async with at_terminal(small_file) as officer:
        await officer.keys("down", "k")
        await officer.on("map")
        await officer.sees("There are no cells here yet. v New place adds one.")
        await officer.keys("left", "right", "up", "down", "enter", "pagedown", "end", "m")
        await officer.on("form")


@pytest.mark.parametrize("size", [(80, 24), (132, 43)])
async def test_a_large_window_is_used(wing: SmallRegister, size: tuple[int, int]) -> None:
    async with at_terminal(wing, size=size) as officer:
        await on_map(officer)
        shown = "\n".join(drawn(officer.app))
        assert ("|10 .|11 .|" in shown) == (size == (132, 43))


async def test_the_roll_over_days_opens_a_day(wing: SmallRegister) -> None:
    wing.clock.advance(2 * DAY)
    async with at_terminal(wing) as officer:
        await officer.keys("u")
        await officer.on("trend")
        assert len(officer.rows) == 14
        same_as("trend", drawn(officer.app))
        await officer.keys("down", "down", "enter")
        await officer.on("report")
        await officer.sees("Opening roll 0 + in 3 - out 1 = closing roll 2")
        await officer.keys("f3")
        await officer.on("trend")
        await officer.keys("d")
        await officer.until(lambda: len(officer.rows) == 60)
        await officer.keys("w")
        await officer.on("choose")
        await officer.types("A")
        await officer.keys("down", "enter")
        await officer.sees("Roll over 60 days  wing A")


async def test_occupancy_opens_a_landing_and_follows_the_register(wing: SmallRegister) -> None:
    async with at_terminal(wing) as officer:
        await officer.keys("u")
        await officer.on("trend")
        await officer.keys("u")
        await officer.on("occupancy")
        await officer.keys("d")
        await officer.sees("A-2")
        same_as("occupancy", drawn(officer.app))
        receive(wing, FOUR, "A-2-001", last="Fourth")
        wing.clock.advance(MINUTE)
        await officer.until(lambda: any(row.split()[:2] == ["A-2", "1"] for row in officer.rows))
        await officer.keys("down", "enter")
        await officer.on("landing")
        await officer.keys("f3")
        await officer.on("occupancy")
        await officer.keys("f3")
        await officer.on("board")


@pytest.mark.parametrize("texts", GROUPS)
async def test_nothing_hostile_is_drawn_on_a_map(
    wing: SmallRegister, monkeypatch: pytest.MonkeyPatch, texts: tuple[str, ...]
) -> None:
    given = itertools.cycle(texts)

    def spoilt(desk: Desk, prison: Prison, code: str) -> WingMap:
        found = wing_map(desk, prison, code)
        units = [
            unit._replace(cells=tuple(
                cell._replace(marks=next(given), people=tuple(
                    who._replace(last_name=next(given), where=next(given), flags=next(given))
                    for who in cell.people
                ))
                for cell in unit.cells
            ))
            for unit in found.units
        ]  # fmt: skip
        return found._replace(units=tuple(units))

    monkeypatch.setattr("screens.wing_map.wing_map", spoilt)
    async with at_terminal(wing) as officer:
        await on_map(officer)
        for _ in range(4):
            lines = drawn(officer.app)
            assert len(lines) == 24
            assert not any(FORBIDDEN.search(line) for line in lines)
            await officer.keys("right")


def test_a_move_of_the_cursor_sends_two_boxes_and_the_words(wing: SmallRegister) -> None:
    with Line(wing) as terminal:
        terminal.wait_for("q Quit")
        terminal.settled()
        terminal.answer("k", "K apart")
        sent = [terminal.answer("\x1b[C") for _ in range(6)]
        sent += [terminal.answer("\x1b[B") for _ in range(2)]
        # From a cell to an empty one, from one with two people to the next, a row down.
        assert max(sent) <= 500, sent
        assert sum(sent) / len(sent) <= 340, sent
        assert terminal.is_quiet()
        terminal.press("\x11")
        assert terminal.wait_for_end() == 0

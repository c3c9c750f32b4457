"""Where a row has no room: what is cut stands in full below, and wide terminals show more."""

import functools
import re

import pytest

from screens.evacuation import _ago
from screens.parts.line_list import LineList
from screens.people_rows import layout
from tests.registers import MINUTE, SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, drawn, receive
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement
from wingterm.services.lists import FIGURES

ONE, TWO = "A1111AA", "A2222AA"
OFFICERS = "Officer Wolstenholme, Officer Featherstonehaugh and Officer Ramsbottom-Clegg"
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def alert(small: SmallRegister, number: str, code: str) -> None:
    """Put an alert on record."""
    done(
        small,
        asked.RecordParticular(
            prison="WTI", person=number, fact="alert", key=code, values=(("comment", "seen"),),
            acknowledged=(Acknowledgement("any", "test"),),
        ),
    )  # fmt: skip


@pytest.fixture
def people(small_file: SmallRegister) -> SmallRegister:
    """Somebody in a cell with an alert, and somebody at hospital under a bed watch."""
    receive(small_file, ONE, "A-1-001")
    alert(small_file, ONE, "XA")
    receive(small_file, TWO, "A-1-002", last="Sampleson-Whittingham-Featherstone")
    small_file.clock.advance(HOUR)
    done(
        small_file,
        asked.HospitalOut(
            prison="WTI", person=TWO, destination="Leeds General Infirmary", officers=OFFICERS
        ),
    )
    return small_file


def below(officer: Officer) -> str:
    """Give what stands below the list of people."""
    return " ".join(line.strip() for line in drawn(officer.app)[-4:-2])


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("width", [80, 100, 132, 200])
def test_the_columns_of_every_list_take_the_whole_width_and_no_more(
    figure: str, width: int
) -> None:
    held = layout(figure, width)
    assert sum(taken + 1 for _, taken in held.columns) - 1 == width
    assert len(held.head) <= width


@pytest.mark.parametrize(
    ("width", "head"),
    [
        (80, ["Since", "Flags"]),
        (100, ["Since", "CSRA", "Flags"]),
        (132, ["Since", "CSRA", "Flags", "Note"]),
    ],
)
async def test_flags_and_csra_are_listed(
    people: SmallRegister, width: int, head: list[str]
) -> None:
    async with at_terminal(people, size=(width, 30)) as officer:
        await officer.keys("1")
        await officer.sees("Arsonist")
        headings = next(line for line in drawn(officer.app) if line.startswith(" Number"))
        assert headings.split()[-len(head) :] == head
        assert ("Not entered" in officer.row) is (width > 80)


async def test_a_list_gets_its_columns_when_the_window_grows(people: SmallRegister) -> None:
    async with at_terminal(people) as officer:
        await officer.keys("1")
        await officer.on("people")
        await officer.pilot.resize_terminal(132, 43)
        await officer.sees("CSRA")
        assert "Not entered" in officer.row


async def test_what_a_row_of_a_list_cuts_stands_below_it(people: SmallRegister) -> None:
    async with at_terminal(people) as officer:
        await officer.keys("7")
        await officer.on("people")
        told = below(officer)
        assert "Sampleson-Whittingham-Featherstone, Robin; born" in told
        assert "to Leeds General Infirmary" in told
        assert "bed A-1-002" in told


async def test_every_officer_of_a_bed_watch_is_named_on_the_person_screen(
    people: SmallRegister,
) -> None:
    async with at_terminal(people) as officer:
        await officer.finds(TWO)
        text = " ".join(line.strip() for line in drawn(officer.app))
        assert OFFICERS in text
        assert "at hospital: Leeds General Infirmary (bed A-1-002)" in text


async def test_where_somebody_came_from_is_not_cut(people: SmallRegister) -> None:
    done(people, asked.AbsenceOut(prison="WTI", person=ONE, destination="home", reason="R3",
                                  due_back=people.clock() + DAY))  # fmt: skip
    people.clock.advance(HOUR)
    done(people, asked.Back(prison="WTI", person=ONE), asked.Back(prison="WTI", person=TWO))
    async with at_terminal(people) as officer:
        for number, words in ((ONE, "on absence  A-1-001"), (TWO, "at hospital A-1-002")):
            await officer.finds(number)
            assert words in officer.rows[0]
            await officer.keys("f3", "f3")
            await officer.on("board")


async def test_after_an_act_the_cursor_is_on_the_entry_that_says_so(people: SmallRegister) -> None:
    async with at_terminal(people) as officer:
        await officer.finds(ONE)
        await officer.keys("down", "down", "e")
        await officer.on("form")
        await officer.types("WORKSHOP")
        await officer.keys("enter")
        await officer.on("person")
        assert "elsewhere" in officer.row
        assert officer.screen.query_one(LineList).cursor == 0


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (0, "0 min"),
        (10 * HOUR + 41 * MINUTE, "10h 41m"),
        (342 * DAY + 11 * HOUR, "342d 11h"),
        (3334 * DAY, "3334 d"),
    ],
)
def test_how_long_ago_has_room_in_the_evacuation_list(age: int, words: str) -> None:
    assert _ago(age) == words
    assert len(words) <= 8


async def test_the_evacuation_list_says_who_has_a_plan_and_where_all_are(
    people: SmallRegister,
) -> None:
    alert(people, ONE, "PEEP")
    people.clock.advance(10 * HOUR + 41 * MINUTE)
    async with at_terminal(people) as officer:
        await officer.keys("ctrl+e")
        await officer.on("report")
        await officer.sees("With an evacuation plan (PEEP): 1.")
        assert any(re.search(r" 11h 4\dm  OLDEST$", row) for row in officer.rows), officer.rows
        assert any("PEEP: has a personal emergency evacuation plan" in row for row in officer.rows)


async def test_nobody_of_an_unknown_number_says_what_to_do_here(people: SmallRegister) -> None:
    async with at_terminal(people) as officer:
        await officer.keys("r")
        await officer.on("form")
        await officer.types("A9999AA")
        await officer.until(lambda: "F2 finds people by name" in officer.notice)
        assert "wingterm find" not in officer.notice


async def test_a_search_that_finds_nobody_says_so(people: SmallRegister) -> None:
    async with at_terminal(people) as officer:
        await officer.keys("f2")
        await officer.on("find")
        await officer.types("2669")
        await officer.sees("Nobody found.")


async def test_what_a_row_of_a_report_cuts_stands_below_it(people: SmallRegister) -> None:
    async with at_terminal(people) as officer:
        await officer.keys("ctrl+e", "down", "down", "down", "down")
        await officer.sees("Sampleson-Whittingham-Featherstone, Robin; At hospital")


async def test_of_the_dead_it_is_said_in_words_why_a_verb_makes_no_sense(
    people: SmallRegister,
) -> None:
    done(people, asked.Death(prison="WTI", person=ONE))
    async with at_terminal(people) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        assert "A1111AA Example, Robin died; in cell A-1-001. v lists" in officer.notice


WIDER = {
    "landing": (("enter", "enter"), {80: "State", 100: "Born", 132: "Since"}),
    "find": (("f2", "e", "x"), {80: "Found by", 100: "Bed"}),
    "person": (("enter", "enter", "enter"), {80: "To", 132: "Recorded by"}),
}
"""Keys to a list from the board, and what it shows from which width on."""


@pytest.mark.parametrize("name", WIDER)
async def test_a_wider_window_shows_more_and_a_narrower_one_less(
    people: SmallRegister, name: str
) -> None:
    keys, since = WIDER[name]
    async with at_terminal(people) as officer:
        await officer.keys(*keys)
        await officer.on(name)
        for width in (80, 132, 100, 160, 80):
            await officer.pilot.resize_terminal(width, 43 if width > 80 else 24)
            wanted = {head: width >= least for least, head in since.items()}
            await officer.until(functools.partial(heads_are, officer, wanted))


def heads_are(officer: Officer, wanted: dict[str, bool]) -> bool:
    """Whether just those headings are shown that are wanted."""
    above = drawn(officer.app)[:9]
    return {head: any(f" {head}" in line for line in above) for head in wanted} == wanted


async def test_full_names_are_shown_where_there_is_room(people: SmallRegister) -> None:
    async with at_terminal(people, size=(132, 43)) as officer:
        for keys, name in ((("enter", "enter"), "landing"), (("ctrl+e",), "report")):
            await officer.keys(*keys)
            await officer.on(name)
            await officer.sees("Sampleson-Whittingham-Featherstone, R")
            await officer.pilot.resize_terminal(80, 24)
            await officer.until(
                lambda: "Featherstone, R" not in "\n".join(officer.rows),
            )
            await officer.pilot.resize_terminal(132, 43)


async def test_what_the_row_of_a_movement_cuts_stands_below_it_in_full(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE, "A-1-001")
    where = "The Resettlement and Skills Centre of the Combined Authority"
    due = small_file.clock() + HOUR
    done(
        small_file,
        asked.AbsenceOut(
            prison="WTI", person=ONE, destination=where, reason="R3", due_back=due,
            acknowledged=(Acknowledgement("any", "test"),),
        ),
    )  # fmt: skip
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        told = below(officer)
        assert f"on temporary absence: {where} (bed A-1-001); " in told

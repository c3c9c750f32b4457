"""Enter and Escape never do harm: every form of every verb, and every list.

Forms are opened empty, from the board of a prison where people are in every kind of place.
"""

import random
from collections.abc import Sequence

import pytest

from screens.parts.line_list import LineList
from tests.registers import SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, receive, register
from wingterm.actions import PERSON_VERBS, VERBS, Grade, verb_action
from wingterm.domain import requests as asked

KEYS = ("enter", "escape")
PRESSED = 8


def entries(small: SmallRegister) -> int:
    """Give how many entries the register holds."""
    with small.store.read() as reader:
        row = reader.one("SELECT COUNT(*) FROM entry", ())
    assert row is not None
    return int(row[0])


def people_everywhere(small: SmallRegister) -> None:
    """Put somebody in a cell, at work, at court, in reception, on the way, and outside."""
    small.fill(_people_everywhere)


def _people_everywhere(small: SmallRegister) -> None:
    receive(small, "A1111AA", "A-1-001")
    receive(small, "A2222AA", "A-1-002", last="Sample")
    receive(small, "A3333AA", last="Tester")
    receive(small, "A4444AA", "A-1-003", last="Noone")
    receive(small, "A5555AA", last="Another")
    register(small, "A6666AA", last="Outside")
    done(
        small,
        asked.Elsewhere(prison="WTI", person="A2222AA", to="WORKSHOP"),
        asked.CourtOut(prison="WTI", person="A4444AA", destination="Leeds"),
        asked.TransferOut(prison="WTI", person="A5555AA", to="EXI"),
    )


async def opens(officer: Officer, verb: str) -> None:
    """Open the form of a verb by its key, or from the menu of verbs."""
    action = verb_action(verb)
    if action.keys:
        await officer.keys(action.keys[0])
    else:
        await officer.keys("v")
        await officer.on("more")
        await officer.types(action.words)
        officer.screen.query_one(LineList).go_to(action.method)
        await officer.keys("enter")
    await officer.until(lambda: officer.screen.NAME in ("form", "choose"))
    await officer.pilot.pause()
    if officer.screen.NAME == "choose":
        # What goes on record is chosen first: the first kind.
        await officer.keys("enter")
        await officer.on("form")


async def leaves(officer: Officer) -> None:
    """Press Escape until the board is in front; where something is asked it is no first."""
    for _ in range(2):
        await officer.keys("escape")
        if officer.screen.NAME == "board":
            break
    await officer.on("board")


@pytest.mark.parametrize("verb", VERBS)
async def test_enter_and_escape_in_an_empty_form_change_nothing(
    small_file: SmallRegister, verb: str
) -> None:
    people_everywhere(small_file)
    before = entries(small_file)
    async with at_terminal(small_file) as officer:
        for times in (0, 4):
            await opens(officer, verb)
            # Enter goes to what must be filled, and has the rest judged where nothing must be.
            await officer.keys(*["enter"] * times)
            await officer.until(lambda: officer.screen.ready)
            await leaves(officer)
        assert entries(small_file) == before


CHECKED = [v for v in PERSON_VERBS if verb_action(v).grade is Grade.CHECKED]
FILLED: dict[str, tuple[str, Sequence[str]]] = {
    "transfer-out": ("A1111AA", ("EXI",)),
    "release": ("A1111AA", ("CR",)),
    "escape": ("A1111AA", ()),
    "abscond": ("A1111AA", ()),
    "fail-to-return": ("A7777AA", ()),
    "death": ("A1111AA", ()),
    "remove-body": ("A1111AA", ()),
    "discharge-hospital": ("A1111AA", ("A hospital",)),
    "number": ("TMP0001", ()),
    "merge": ("TMP0001", ("A7777AA", "the same face")),
}
"""Whom each checked verb is tried on, and what its form asks first."""


def test_every_checked_verb_about_a_person_is_tried() -> None:
    assert sorted(FILLED) == sorted(CHECKED)


@pytest.mark.parametrize("verb", CHECKED)
async def test_enter_and_escape_are_no_where_it_asks_once_more(
    small_file: SmallRegister, verb: str
) -> None:
    people_everywhere(small_file)
    receive(small_file, "A7777AA", last="Licence")
    back = small_file.clock() + 3_600_000_000
    done(
        small_file,
        asked.AbsenceOut(prison="WTI", person="A7777AA", destination="Home", reason="C3",
                         due_back=back),
        asked.Register(prison="WTI", last_name="Unknown", first_name="Man", sex="M",
                       date_of_birth="1990-01-01", temporary=True),
    )  # fmt: skip
    small_file.clock.advance(2 * 3_600_000_000)
    if verb == "remove-body":
        done(small_file, asked.Death(prison="WTI", person="A1111AA"))
    number, typed = FILLED[verb]
    before = entries(small_file)
    async with at_terminal(small_file) as officer:
        await officer.finds(number)
        await opens(officer, verb)
        for at, text in enumerate(typed):
            await officer.keys(*["tab"] * bool(at))
            await officer.types(text)
        for no in ("enter", "escape", "enter", "space", "enter"):
            await officer.keys("enter")
            await officer.sees("y Yes, do it")
            await officer.keys(no)
            await officer.until(lambda: officer.notice == "Nothing was done.")
            assert entries(small_file) == before
        await officer.keys("enter")
        await officer.sees("y Yes, do it")
        await officer.keys("y")
        await officer.on("person")
        assert entries(small_file) > before, "the question was of this act"


async def test_a_question_is_asked_only_of_what_would_be_done(small_file: SmallRegister) -> None:
    people_everywhere(small_file)
    async with at_terminal(small_file) as officer:
        await officer.finds("A1111AA")
        await officer.keys("t")
        await officer.on("form")
        await officer.types("NOWHERE")
        await officer.keys("enter")
        await officer.until(lambda: bool(officer.field("to").error))
        await officer.sees("Enter Do it")
        assert officer.notice.startswith("Nothing was done.")


@pytest.mark.parametrize(
    ("keys", "screen"),
    [((), "board"), (("enter",), "wing"), (("enter", "enter"), "landing"), (("1",), "people"),
     (("f4",), "lists"), (("ctrl+e",), "report"), (("f2",), "find")],
)  # fmt: skip
async def test_enter_and_escape_in_a_list_change_nothing(
    small_file: SmallRegister, keys: tuple[str, ...], screen: str
) -> None:
    people_everywhere(small_file)
    before = entries(small_file)
    order = random.Random(screen)
    async with at_terminal(small_file) as officer:
        for key in keys:
            await officer.keys(key)
        await officer.on(screen)
        if screen in ("landing", "people", "report"):
            await officer.keys("asterisk")
            await officer.sees("marked")
        for key in (order.choice(KEYS) for _ in range(PRESSED)):
            await officer.keys(key)
        assert entries(small_file) == before

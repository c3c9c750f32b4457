"""Screens that keep up with what others do, and mark it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from db.engine import open_store
from screens.parts.confirm import ConfirmBar
from tests.registers import MINUTE, SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, drawn, receive
from wingterm.clock import CountedIds
from wingterm.domain import requests as asked

ONE, TWO, THREE = "A1111AA", "A2222AA", "A3333AA"
SECOND = 1_000_000
CONFLICT = (
    "A1111AA Example, Robin changed meanwhile: move, A-1-001 to RECP, 09:05:07 by Test Officer. "
    "Nothing was done. What is so now is shown above; Enter does it all the same."
)


@pytest.fixture
def other(small_file: SmallRegister) -> Iterator[SmallRegister]:
    """Another terminal on the same file: a store and a desk of its own."""
    receive(small_file, ONE, "A-1-001")
    receive(small_file, TWO, "A-1-002", last="Sample")
    small_file.clock.advance(5 * MINUTE + 7 * SECOND)
    store = open_store(small_file.where, clock=small_file.clock)
    desk = small_file.desk._replace(store=store, ids=CountedIds("other"))
    yield replace(small_file, store=store, desk=desk)
    store.close()


def marked(officer: Officer) -> list[str]:
    """Give what the first columns of the marked rows on the screen say."""
    return [line[1:].split()[0] for line in drawn(officer.app) if line.startswith("!")]


async def lands(officer: Officer) -> None:
    """Open the landing, by the board and the wing."""
    await officer.keys("enter")
    await officer.on("wing")
    await officer.keys("enter")
    await officer.on("landing")


# --- following and marks


async def test_every_open_list_shows_what_another_terminal_did(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.sees("5 Elsewhere inside        0")
        done(other, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
        await officer.sees("5 Elsewhere inside        1")
        await officer.keys("5")
        await officer.on("people")
        done(other, asked.Elsewhere(prison="WTI", person=TWO, to="WORKSHOP"))
        await officer.until(lambda: len(officer.rows) == 2)
        await officer.keys("f2")
        await officer.on("find")
        await officer.types("Sample")
        await officer.sees("WTI WORKSHOP")
        done(other, asked.Back(prison="WTI", person=TWO))
        await officer.sees("WTI A-1-002")
        # The list behind is read again when it comes back.
        await officer.keys("escape")
        await officer.on("people")
        await officer.until(lambda: len(officer.rows) == 1)


async def test_rows_that_others_changed_are_marked_until_the_next_key(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await lands(officer)
        assert marked(officer) == []
        done(other, asked.Move(prison="WTI", person=ONE, to="A-1-003"))
        await officer.until(lambda: marked(officer) == ["A-1-001", "A-1-003"])
        assert [row[0] for row in officer.rows] == [" ", " ", " "], "the rows themselves stay"
        await officer.keys("down")
        assert marked(officer) == []


async def test_what_the_officer_did_is_not_marked_and_what_others_did_meanwhile_is(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await lands(officer)
        await officer.keys("m")
        await officer.on("form")
        done(other, asked.Elsewhere(prison="WTI", person=TWO, to="WORKSHOP"))
        await officer.types("A-1-003")
        await officer.keys("enter")
        await officer.on("landing")
        assert officer.state(ONE) == "In cell A-1-003"
        await officer.until(lambda: marked(officer) == ["A-1-002"])


async def test_wings_of_the_board_are_marked(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        done(other, asked.Move(prison="WTI", person=ONE, to="A-1-003"))
        await officer.until(lambda: marked(officer) == ["A"])


async def test_a_person_changed_meanwhile_is_marked_until_acted_on(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        assert "CHANGED" not in "\n".join(drawn(officer.app))
        done(other, asked.Move(prison="WTI", person=ONE, to="A-1-003"))
        said = "CHANGED 09:05:07 by Test Officer: move, A-1-001 to A-1-003"
        await officer.sees(said)
        assert officer.rows[0].split()[1:3] == ["move", "NEW"]
        assert sum(" NEW " in row for row in officer.rows) == 1
        await officer.keys("down", "up")
        await officer.sees(said)
        await officer.keys("f5")
        await officer.until(lambda: "CHANGED" not in "\n".join(drawn(officer.app)))
        assert not any(" NEW " in row for row in officer.rows)


async def test_what_goes_on_record_of_a_person_meanwhile_is_marked(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        done(
            other,
            asked.RecordParticular(
                prison="WTI", person=ONE, fact="category", values=(("category", "C"),)
            ),
        )
        await officer.sees("CHANGED 09:05:07 by Test Officer: Security category")
        await officer.keys("m")
        await officer.on("form")
        await officer.keys("escape")
        await officer.on("person")
        assert "CHANGED" not in "\n".join(drawn(officer.app)), "an act takes it as seen"


async def test_an_own_act_is_no_change_by_others(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("e")
        await officer.on("form")
        await officer.types("WORKSHOP")
        await officer.keys("enter")
        await officer.on("person")
        await officer.sees("At WORKSHOP")
        assert "CHANGED" not in "\n".join(drawn(officer.app))
        done(other, asked.Back(prison="WTI", person=ONE))
        await officer.sees("CHANGED 09:05:07 by Test Officer: back in, WORKSHOP to A-1-001")


# --- stale facts


async def types_a_move(officer: Officer, cell: str) -> None:
    """Open the form about ONE and fill it in."""
    await officer.finds(ONE)
    await officer.keys("m")
    await officer.on("form")
    await officer.types(cell)


async def stops_looking(officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what follows happen between two looks at the register."""
    await officer.until(lambda: not officer.form.fresh.moved_on)
    monkeypatch.setattr(officer.app.session.watch, "look", lambda: None)


async def test_an_act_on_what_is_so_no_longer_is_a_conflict_and_enter_does_it_then(
    small_file: SmallRegister, other: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_terminal(small_file) as officer:
        await types_a_move(officer, "A-1-003")
        await stops_looking(officer, monkeypatch)
        done(other, asked.Move(prison="WTI", person=ONE, to="RECP"))
        await officer.keys("enter")
        await officer.until(lambda: officer.notice.startswith(CONFLICT))
        assert officer.state(ONE) == "In reception"
        await officer.sees("Now: In reception")
        await officer.sees("CHANGED 09:05:07 by Test Officer")
        assert officer.form.value("to") == "A-1-003"
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In cell A-1-003"


async def test_a_question_whose_facts_changed_is_taken_back(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("l")
        await officer.on("form")
        await officer.types("CR")
        await officer.keys("enter")
        await officer.sees("any other key: no")
        done(other, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
        await officer.until(lambda: not officer.form.query_one(ConfirmBar).asking)
        await officer.sees("CHANGED 09:05:07 by Test Officer: elsewhere, A-1-001 to WORKSHOP")


async def test_a_place_changed_meanwhile_is_shown_in_its_form(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await lands(officer)
        await officer.keys("end", "v")
        await officer.on("more")
        await officer.types("capacity")
        await officer.keys("enter")
        await officer.on("form")
        assert officer.form.value("maximum") == "3"
        await officer.keys("tab")
        await officer.types("2")
        done(other, asked.SetCapacity(prison="WTI", code="A-1-003", cna=1, working=1, maximum=4))
        await officer.sees("CHANGED 09:05:07 by Test Officer: capacity")
        assert officer.form.value("maximum") == "4"
        assert officer.form.value("working") == "2", "what was typed stays"


async def test_settings_changed_between_two_looks_are_a_conflict(
    small_file: SmallRegister, other: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("v")
        await officer.on("more")
        await officer.types("settings")
        await officer.keys("enter")
        await officer.on("form")
        await officer.types("yes")
        await stops_looking(officer, monkeypatch)
        done(other, asked.SignCapacity(prison="WTI", signed=4))
        await officer.keys("enter")
        await officer.sees("any other key: no")
        await officer.keys("y")
        await officer.until(lambda: "signed capacity, 09:05:07 by Test" in officer.notice)
        assert "Nothing was done" in officer.notice


# --- reports that are not read again


async def test_a_long_report_says_when_it_was_read_and_that_the_register_moved_on(
    small_file: SmallRegister, other: SmallRegister
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("f4")
        await officer.on("lists")
        await officer.keys("slash")
        await officer.types("Late entries")
        await officer.keys("enter", "enter")
        await officer.on("report")
        assert officer.title.endswith("as of 09:05:07; F5 reads again")
        done(other, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
        await officer.sees("as of 09:05:07; the register has moved on: F5")
        small_file.clock.advance(MINUTE)
        await officer.keys("f5")
        await officer.sees("as of 09:06:07; F5 reads again")

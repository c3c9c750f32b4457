"""No work is lost: forms are kept as they are typed, and offered where they were left."""

import os
from dataclasses import replace

import pytest

from screens.form_draft import DraftedForm
from tests.registers import MINUTE, SmallRegister
from tests.screens.drafted import (
    MOVE,
    ONE,
    TWO,
    elsewhere,
    left,
    power_cut,
    second_terminal,
    types_half,
)
from tests.screens.pilots import at_terminal, done, receive
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.services.act import carry_out
from wingterm.services.drafts import holder, my_drafts, take_up
from wingterm.services.people import show


async def test_after_a_power_cut_it_is_offered_and_goes_on_where_it_was(
    small: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(small, ONE, "A-1-001")
    # A process that is killed unmounts nothing.
    monkeypatch.setattr(DraftedForm, "on_unmount", lambda _: None)
    async with at_terminal(small) as officer:
        await types_half(officer)
        was = officer.form.typed()
    power_cut(small)
    small.clock.advance(60 * MINUTE)
    async with at_terminal(small, first="drafts") as officer:
        (row,) = officer.rows
        assert "Elsewhere" in row
        assert f"{ONE} Example, Robin" in row
        await officer.keys("enter")
        await officer.on("form")
        await officer.sees("Taken up as it was left at 09:00.")
        assert officer.form.typed() == was
        assert officer.field("at").line.has_focus
        # Nothing is selected: the next letter goes on where the last one was.
        await officer.types("0")
        assert officer.form.value("at") == "09:30"
        await officer.keys("shift+tab")
        await officer.types("SHOP")
        assert officer.form.value("to") == "SHOP", "the field that is come back to is selected"
        await officer.keys(*["backspace"] * 4)
        await officer.types("WORKSHOP")
        await officer.keys("enter")
        await officer.on("board")
        assert "went to WORKSHOP" in officer.notice
        officer.app.session.drafts.flush()
    assert officer.state(ONE) == "At WORKSHOP, bed in A-1-001"
    assert left(small) == []


async def test_every_letter_is_kept_without_another_key(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("e")
        await officer.on("form")
        for typed in ("W", "WO", "WOR"):
            await officer.types(typed[-1])
            officer.app.session.drafts.flush()
            assert [draft.values["to"] for draft in left(small_file)] == [typed]
        (draft,) = left(small_file)
        assert (draft.person, draft.verb, draft.focused, draft.cursor) == (
            ONE,
            "elsewhere",
            "to",
            3,
        )
        await officer.keys("tab")
        await officer.until(lambda: left(small_file)[0].focused == "at")


async def test_leaving_keeps_it_and_f8_opens_it(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await types_half(officer)
        await officer.keys("f3")
        await officer.on("board")
        assert officer.notice == "Kept as a draft; F8 opens it."
        await officer.keys("f8")
        await officer.on("drafts")
        await officer.keys("escape")
        await officer.on("board")
        assert len(left(small_file)) == 1
        await officer.keys("f8")
        await officer.on("drafts")
        await officer.keys("enter")
        await officer.on("form")
        assert officer.form.value("to") == "WORK"


async def test_a_form_in_which_nothing_was_typed_leaves_nothing(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.keys("tab", "tab", "f3")
        await officer.on("person")
        assert officer.notice == ""
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A")
        await officer.keys("backspace", "f3")
        await officer.on("person")
        officer.app.session.drafts.flush()
        await officer.keys("f8")
        await officer.on("drafts")
        await officer.sees("No drafts. A form is kept here as you type it")
        await officer.keys("enter", "delete")
        assert officer.notice.startswith("No drafts.")
    assert left(small_file) == []


async def test_leaving_wingterm_from_a_form_keeps_it(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await types_half(officer)
        await officer.keys("ctrl+q")
    (line,) = my_drafts(small_file.desk).lines
    assert (line.openness, line.draft.values["at"]) == ("free", "09:3")


async def test_one_that_was_done_all_the_same_is_told_and_not_offered(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    elsewhere(small_file, replace(MOVE, id="id-done"))
    power_cut(small_file)
    outcome = carry_out(
        small_file.desk, [asked.Move(prison="WTI", person=ONE, to="A-1-001")], "id-done"
    )
    assert isinstance(outcome, Receipt)
    async with at_terminal(small_file) as officer:
        assert officer.notice.startswith("Done before wingterm ended, so no draft is left of it:")
        assert "moved from RECP to A-1-001" in officer.notice
    assert left(small_file) == []


async def test_one_open_elsewhere_is_taken_over_only_once_that_was_told(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    elsewhere(small_file, MOVE)
    async with at_terminal(small_file) as officer:
        await officer.keys("f8")
        await officer.on("drafts")
        assert "OPEN AT" in officer.row
        await officer.keys("enter")
        await officer.sees("It is open at")
        await officer.keys("enter")
        await officer.sees("Nothing was done.")
        await officer.keys("enter")
        await officer.sees("It is open at")
        await officer.keys("y")
        await officer.on("form")
        assert officer.form.value("to") == "A-1-001"


async def test_the_form_that_lost_its_draft_says_so_and_keeps_no_more(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE, "A-1-001")
    second = second_terminal(small_file)
    async with at_terminal(small_file) as officer:
        await types_half(officer)
        (line,) = my_drafts(second).lines
        taken = take_up(second, line, holder(second))
        assert taken is not None
        assert taken.values["at"] == "09:3"
        await officer.types("0")
        await officer.sees("This form was taken up at another terminal.")
        await officer.types("1")
        await officer.keys("f3")
        await officer.on("board")
        assert officer.notice == ""
        assert [draft.values["at"] for draft in left(small_file)] == ["09:3"]
    second.store.close()


async def test_of_two_forms_of_one_draft_only_one_act_comes(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    second = second_terminal(small_file)
    async with at_terminal(small_file) as officer:
        await types_half(officer)
        await officer.keys("shift+tab")
        await officer.types("WORKSHOP")
        await officer.keys("tab", "delete")
        await officer.until(lambda: left(small_file)[0].values["at"] == "")
        (line,) = my_drafts(second).lines
        draft = take_up(second, line, holder(second))
        assert draft is not None
        request = asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP")
        assert isinstance(carry_out(second, [request], draft.id), Receipt)
        await officer.keys("enter")
        await officer.on("board")
        assert officer.notice.startswith("This was done before; nothing was done now.")
    assert [e.verb for e in show(small_file.desk, ONE).history] == [
        "elsewhere", "receive", "register",
    ]  # fmt: skip
    second.store.close()


async def test_a_store_that_cannot_be_written_is_said_once_and_the_act_goes_on(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE, "A-1-001")
    os.mkdir(f"{small_file.where}-drafts")
    async with at_terminal(small_file) as officer:
        await officer.sees("Drafts cannot be looked up")
        await officer.finds(ONE)
        await officer.keys("e")
        await officer.on("form")
        await officer.types("W")
        await officer.sees("What is typed here is not being kept as a draft")
        officer.form.say("")
        await officer.types("ORK")
        officer.app.session.drafts.flush()
        assert officer.notice == ""
        await officer.keys("f3")
        await officer.sees("This cannot be kept as a draft.")
        await officer.on("form")
        await officer.types("SHOP")
        await officer.keys("enter")
        await officer.on("person")
        assert "went to WORKSHOP" in officer.notice
        await officer.keys("b")
        await officer.on("form")
        await officer.types("yesterday")
        await officer.keys("f3")
        await officer.sees("This cannot be kept as a draft.")
        await officer.keys("f3")
        await officer.on("person")


async def test_one_is_thrown_away_only_by_y(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    elsewhere(small_file, MOVE)
    power_cut(small_file)
    async with at_terminal(small_file, first="drafts") as officer:
        for no in ("n", "enter", "escape"):
            await officer.keys("delete")
            await officer.sees("Throw away: Move")
            await officer.keys(no)
            await officer.sees("Nothing was done.")
            assert len(left(small_file)) == 1
        await officer.keys("delete", "y")
        await officer.sees("Thrown away.")
        await officer.sees("No drafts.")
    assert left(small_file) == []


async def test_another_form_of_the_same_is_told_of_it_and_starts_empty(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    receive(small_file, TWO)
    elsewhere(small_file, MOVE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.sees("You left a draft of this form")
        assert "F8" in officer.notice
        assert officer.form.value("to") == ""
        await officer.keys("f3")
        await officer.on("person")
        await officer.keys("f3", "f3")
        await officer.on("board")
        await officer.keys("m")
        await officer.on("form")
        await officer.types(TWO)
        await officer.sees(f"{TWO}  Example")
        assert officer.notice == ""
        await officer.keys(*["backspace"] * len(TWO))
        await officer.types(ONE)
        await officer.sees("You left a draft of this form")


async def test_reads_anew_what_another_terminal_left(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.keys("f8")
        await officer.on("drafts")
        elsewhere(small_file, MOVE)
        await officer.keys("f5")
        await officer.until(lambda: len(officer.rows) == 1)
        second = second_terminal(small_file)
        (line,) = my_drafts(second).lines
        take_up(second, line, holder(second))
        await officer.keys("enter", "y")
        await officer.sees("at another terminal just now")
        second.store.close()


async def test_what_was_just_said_to_be_done_is_not_said_again(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.keys("m")
        await officer.on("form")
        await officer.types(ONE)
        await officer.keys("tab")
        await officer.types("A-1-001")
        await officer.keys("enter")
        await officer.on("board")
        await officer.keys("f8")
        await officer.on("drafts")
        assert officer.notice == ""
        assert officer.rows == []


async def test_what_is_carried_out_is_kept_first_and_forgotten_when_refused(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE, "A-1-001")
    done(small_file, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("b")
        await officer.on("form")
        assert left(small_file) == []
        done(small_file, asked.Back(prison="WTI", person=ONE))
        await officer.keys("enter")
        await officer.until(lambda: not officer.form.writing and bool(officer.notice))
        assert [draft.verb for draft in left(small_file)] == ["back"]
        await officer.keys("f3")
        await officer.on("person")
        officer.app.session.drafts.flush()
    assert left(small_file) == [], "nothing was typed in it"


async def test_what_came_of_a_draft_is_marked_as_practice(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wingterm.app.is_practice", lambda _: True)
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await types_half(officer)
        await officer.keys("f3")
        await officer.on("board")
        small_file.clock.advance(MINUTE)
        await officer.keys("w")
        await officer.on("form")
        await officer.types(ONE)
        await officer.keys("f3")
        await officer.on("board")
        await officer.keys("f8")
        await officer.on("drafts")
        await officer.until(lambda: len(officer.rows) == 2)
        await officer.keys("down", "enter")
        await officer.on("form")
        await officer.keys(*["backspace"] * 4, "shift+tab")
        await officer.types("WORKSHOP")
        await officer.keys("enter")
        await officer.on("drafts")
        await officer.until(lambda: len(officer.rows) == 1)
        await officer.sees("Practice: A1111AA Example, Robin went to WORKSHOP.")

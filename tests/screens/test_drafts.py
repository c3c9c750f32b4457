"""No work is lost: forms are kept as they are typed, and offered where they were left."""

import os
from dataclasses import replace

import pytest

from db.drafts import Drafts, Holder
from db.engine import open_store
from screens.form import FormScreen
from screens.form_draft import DraftedForm
from screens.reopen import reopen
from screens.specs import SPECS, FormSpec
from screens.specs.people import record_spec
from tests.registers import ACCOUNT, MINUTE, START, SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, drawn, receive, register
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.domain.particulars import KINDS
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk
from wingterm.services.drafts import Draft, holder, my_drafts, save, take_up
from wingterm.services.people import show

ONE, TWO, THREE = "A1111AA", "A2222AA", "A3333AA"
DAY = 24 * 60 * MINUTE


def left(small: SmallRegister) -> list[Draft]:
    """Give the drafts that there are."""
    return [line.draft for line in my_drafts(small.desk).lines]


def power_cut(small: SmallRegister) -> None:
    """Let every form that has a draft open be one of a process that ended."""
    drafts = Drafts(small.store, ACCOUNT)
    dead = Holder("dead", "wing-a pts/3", f"{os.uname().nodename} before 1 1", START)
    for row in drafts.all():
        assert drafts.take(row.id, row.holder.token, dead)


def second_terminal(small: SmallRegister) -> Desk:
    """Give the desk of the same officer at another terminal."""
    return replace(small.desk, store=open_store(small.where, clock=small.clock))


def elsewhere(small: SmallRegister, draft: Draft) -> Holder:
    """Keep a draft as a form at another terminal of a process that runs."""
    held = holder(small.desk)
    save(small.desk, draft, held, first=True)
    return held


MOVE = Draft(
    id="id-move", prison="WTI", verb="move", person=ONE, values={"to": "A-1-001", "at": ""},
    began={"to": "", "at": ""}, focused="to", cursor=3, where="wing-a pts/3", seen=2,
    saved_at=START, started_at=START,
)  # fmt: skip


async def types_half(officer: Officer) -> None:
    """Open the form of a stay elsewhere and leave it half typed, in its third field."""
    await officer.keys("e")
    await officer.on("form")
    await officer.types(ONE)
    await officer.keys("tab")
    await officer.types("WORK")
    await officer.keys("tab")
    await officer.types("09:3")
    officer.app.session.drafts.flush()


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
        assert officer.form.line("at").line.has_focus  # type: ignore[union-attr]
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


async def test_what_changed_meanwhile_is_said(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    elsewhere(small_file, MOVE)
    power_cut(small_file)
    done(small_file, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
    async with at_terminal(small_file, first="drafts") as officer:
        await officer.keys("enter")
        await officer.on("form")
        await officer.sees("The record changed meanwhile")
        await officer.sees("Now: At WORKSHOP, no cell")


async def test_reasons_stand_and_the_warnings_are_judged_anew(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-002")
    receive(small_file, TWO)
    async with at_terminal(small_file) as officer:
        await officer.finds(TWO)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-002")
        await officer.keys("enter")
        await officer.sees("Type why it is done all the same")
        await officer.types("No other cell")
        await officer.keys("f3")
        await officer.on("person")
    async with at_terminal(small_file, first="drafts") as officer:
        await officer.keys("enter")
        await officer.on("form")
        await officer.sees("Warning:")
        assert list(officer.form.typed(warnings=True).values()) == ["No other cell"]
        assert officer.form._input("warning:over-cna").has_focus  # type: ignore[union-attr]
        await officer.keys("enter")
        await officer.sees("Type why it is done all the same")
        await officer.keys("enter")
        await officer.on("board")
    assert officer.state(TWO) == "In cell A-1-002"


async def test_a_time_typed_on_another_day_still_means_that_day(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    now = small_file.clock.instant
    typed = {"to": "WORKSHOP", "at": "08:30"}
    elsewhere(small_file, replace(MOVE, verb="elsewhere", values=typed, saved_at=now))
    power_cut(small_file)
    small_file.clock.advance(DAY)
    async with at_terminal(small_file, first="drafts") as officer:
        await officer.keys("enter")
        await officer.on("form")
        await officer.until(lambda: "look at the times" in officer.notice)
        assert officer.form.value("at") == "2026-03-02 08:30"


async def test_what_nobody_touched_stays_as_it_is_on_record_now(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("enter")
        await officer.on("wing")
        await officer.keys("down")
        form = FormScreen(officer.app.session, SPECS["capacity"], None)
        officer.app.push_screen(form)
        await officer.on("form")
        await officer.types("A-1-002")
        await officer.sees("A-1-002")
        form.line("cna").line.value = "2"  # type: ignore[union-attr]
        await officer.until(lambda: [d.values["cna"] for d in left(small_file)] == ["2"])
        await officer.keys("f3")
    done(small_file, asked.SetCapacity(prison="WTI", code="A-1-002", cna=1, working=1, maximum=2))
    async with at_terminal(small_file, first="drafts") as officer:
        await officer.keys("enter")
        await officer.on("form")
        await officer.sees("Taken up")
        form = officer.form
        assert (form.value("cna"), form.value("working")) == ("2", "1")


SOME_KINDS = [replace(record_spec(KINDS[kind]), kind=kind) for kind in sorted(KINDS)[::6]]


@pytest.mark.parametrize("specs", [[SPECS[v] for v in sorted(SPECS)], SOME_KINDS])
async def test_every_form_is_taken_up_as_it_was_left(
    small_file: SmallRegister, specs: list[FormSpec]
) -> None:
    register(small_file, ONE)
    async with at_terminal(small_file) as officer:
        session = officer.app.session
        for spec in specs:
            form = FormScreen(session, spec, None)
            await officer.app.push_screen(form)
            await officer.until(lambda form=form: form.ready)  # type: ignore[misc]
            for number, line in enumerate(form.lines()):
                line.line.value = ONE if line.field == "person" else f"x{number}"
            form.set_focus(form.lines()[-1].line)
            await officer.pilot.pause()
            was, draft = form.typed(), form.draft_now()
            assert draft is not None
            again = reopen(session, draft, holder(session.desk))
            await officer.app.push_screen(again)
            await officer.until(lambda again=again: again.ready)  # type: ignore[misc]
            assert again.typed() == was, spec.verb
            assert again.lines()[-1].line.has_focus
            assert again.draft_now() == draft
            await officer.app.pop_screen()
            await officer.app.pop_screen()


async def test_a_draft_of_another_prison_is_taken_up_there(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    elsewhere(small_file, replace(MOVE, prison="EXI"))
    power_cut(small_file)
    async with at_terminal(small_file, first="drafts") as officer:
        await officer.keys("enter")
        await officer.on("form")
        await officer.sees("Move  EXI")
        await officer.keys("f3")
        await officer.on("drafts")
        await officer.keys("f3")
        await officer.on("board")
        await officer.sees("(WTI)")


@pytest.mark.parametrize("verb", ["", "no-such-verb", "record"])
async def test_one_that_cannot_be_opened_is_kept(small_file: SmallRegister, verb: str) -> None:
    receive(small_file, ONE)
    elsewhere(small_file, replace(MOVE, verb=verb, kind="no-such-kind"))
    power_cut(small_file)
    async with at_terminal(small_file, first="drafts") as officer:
        await officer.keys("enter")
        await officer.sees("This draft cannot be opened")
    (line,) = my_drafts(small_file.desk).lines
    assert line.openness == "free"


async def test_hostile_text_in_a_draft_is_drawn_harmlessly(small_file: SmallRegister) -> None:
    hostile = "\x1b[2J\x9b31m[bold]\u202ex\x00\r\n" * 40
    receive(small_file, ONE)
    draft = replace(
        MOVE, values={"to": hostile, "person": hostile, hostile: hostile}, person="", where=hostile,
        focused=hostile, cursor=1 << 40, kind=hostile, key=hostile,
    )  # fmt: skip
    elsewhere(small_file, draft)
    power_cut(small_file)
    async with at_terminal(small_file, first="drafts") as officer:
        shown = "".join(drawn(officer.app))
        await officer.keys("enter")
        await officer.on("form")
        await officer.until(lambda: officer.form.ready)
        shown += "".join(drawn(officer.app))
    assert not {"\x1b", "\x9b", "\u202e", "\x00", "\r"} & set(shown)
    assert "[bold]" in shown


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


async def test_those_marked_for_one_act_are_kept_from_the_start(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    receive(small_file, TWO)
    async with at_terminal(small_file) as officer:
        await officer.keys("1")
        await officer.on("people")
        await officer.keys("asterisk", "e")
        await officer.on("many")
        await officer.until(lambda: [d.people for d in left(small_file)] == [(ONE, TWO)])
        power_cut(small_file)
    async with at_terminal(small_file, first="drafts") as officer:
        assert "2 people" in officer.row
        await officer.keys("enter")
        await officer.on("many")
        await officer.types("WORKSHOP")
        await officer.keys("enter")
        await officer.sees("How many people?")
        await officer.keys("2", "enter")
        await officer.on("board")
    assert {officer.state(number) for number in (ONE, TWO)} == {"At WORKSHOP, no cell"}
    assert left(small_file) == []

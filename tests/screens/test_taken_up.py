"""A form that is taken up again stands as it was left, about what is on record by now."""

from dataclasses import replace

import pytest

from screens.form import FormScreen
from screens.reopen import reopen
from screens.specs import SPECS, FormSpec
from screens.specs.people import record_spec
from tests.registers import MINUTE, SmallRegister
from tests.screens.drafted import MOVE, ONE, TWO, elsewhere, left, power_cut
from tests.screens.pilots import at_terminal, done, drawn, receive, register
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.domain.particulars import KINDS
from wingterm.services.act import carry_out
from wingterm.services.drafts import holder, my_drafts


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
        assert officer.field("warning:over-cna").line.has_focus
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
    small_file.clock.advance(24 * 60 * MINUTE)
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
        officer.field("cna").line.value = "2"
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
            anew = {field.name: "" for field in spec.fields if field.anew}
            was, draft = form.typed() | anew, form.draft_now()
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


async def test_one_that_was_done_elsewhere_with_other_words_says_what_was_done(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-001")
        # The other terminal took the form up, changed a word and did it.
        other = asked.Move(prison="WTI", person=ONE, to="A-1-002", reason="GM")
        outcome = carry_out(small_file.desk, [other], officer.form.request_id)
        assert isinstance(outcome, Receipt)
        await officer.until(lambda: "changed meanwhile" in officer.notice)
        await officer.keys("enter")
        await officer.sees("This form was done already, with other words:")
        await officer.sees("Nothing was done now. F3 leaves it.")
        await officer.keys("f3")
        await officer.on("person")
    assert officer.state(ONE) == "In cell A-1-002"

"""Forms: refusals, warnings, one act however often Enter is pressed, and what is typed stays."""

import pytest

from screens.form_fields import label_width
from screens.specs import SPECS, FormSpec
from screens.specs.people import RECORDS, record_spec
from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal, done, drawn, receive
from wingterm.actions import VERBS
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement
from wingterm.domain.particulars import KINDS

ONE, TWO, THREE = "A1111AA", "A2222AA", "A3333AA"
INPUT_WIDTH = 26
"""Columns of a line for typing that is not a long one."""


def test_every_verb_of_the_registry_has_a_form() -> None:
    assert set(SPECS) == set(VERBS) - RECORDS - {"settings"}


FORMS = [*SPECS.values(), *(record_spec(kind) for kind in KINDS.values())]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.verb}-{form.title}")
def test_every_label_and_hint_can_be_read_at_80_columns(form: FormSpec) -> None:
    room = 80 - label_width(form.fields_for(None)) - INPUT_WIDTH - 1
    for field in form.fields_for(None):
        assert field.long or len(field.hint) <= room, field.hint
        assert f"{field.label}{field.hint}".isascii()
    assert len({field.name for field in form.fields_for(None)}) == len(form.fields_for(None))


async def test_a_refusal_shows_every_reason_at_its_field_and_changes_nothing(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    before = small_file.dump()
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("Z-9-999")
        await officer.keys("down")
        await officer.types("NOPE")
        await officer.keys("down")
        await officer.types("yesterday 08:00")
        await officer.keys("enter")
        form = officer.form
        wrong = ("to", "reason")
        await officer.until(lambda: all(x.error for x in form.lines() if x.field in wrong))
        values = {line.field: line.value for line in form.lines()}
        assert values == {
            "to": "Z-9-999", "reason": "NOPE", "at": "yesterday 08:00", "comment": "",
        }  # fmt: skip
        assert "has no place Z-9-999" in officer.field("to").error
        assert "F2 lists" in officer.field("to").error
        assert "NOPE" in officer.field("reason").error
        assert officer.notice.startswith("Nothing was done.")
    assert small_file.dump() == before


async def test_a_reason_that_belongs_to_no_field_is_shown_too(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-002")
    receive(small_file, TWO)
    done(
        small_file,
        asked.Move(
            prison="WTI", person=TWO, to="A-1-002",
            acknowledged=(Acknowledgement("over-cna", "test"),),
        ),
    )  # fmt: skip
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("s")
        await officer.on("form")
        await officer.types(TWO)
        await officer.keys("enter")
        await officer.until(lambda: "Both are in A-1-002." in officer.notice)


async def test_what_cannot_be_a_time_is_said_at_once(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("e")
        await officer.on("form")
        await officer.types("WORKSHOP")
        await officer.keys("down")
        await officer.types("25:99")
        await officer.keys("enter")
        await officer.until(lambda: "is not a time" in officer.field("at").error)


async def test_enter_goes_to_what_must_be_filled(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("n")
        await officer.on("form")
        await officer.keys("enter")
        assert officer.field("first_name").line.has_focus
        await officer.types("Robin")
        await officer.keys("enter")
        assert officer.field("last_name").line.has_focus


@pytest.mark.parametrize(("last", "both"), [("0", "yes"), ("x", "yes"), ("1", "perhaps")])
async def test_a_correction_that_makes_no_sense(
    small_file: SmallRegister, last: str, both: str
) -> None:
    receive(small_file, ONE, "A-1-001")
    receive(small_file, TWO, "A-1-002")
    done(small_file, asked.Swap(prison="WTI", person=ONE, other=TWO))
    before = small_file.dump()
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("c")
        await officer.on("form")
        await officer.types("wrong")
        officer.field("last").line.value = last
        officer.field("both").line.value = both
        await officer.keys("enter")
        await officer.sees("! Type ")
    assert small_file.dump() == before


async def test_warnings_are_answered_with_a_reason_each(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-002")
    receive(small_file, TWO)
    async with at_terminal(small_file) as officer:
        await officer.finds(TWO)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-002")
        await officer.keys("enter")
        await officer.sees("Warning: A-1-002 will hold 2")
        assert officer.state(TWO) == "In reception"
        await officer.keys("enter")
        await officer.until(lambda: not officer.form.writing)
        assert officer.state(TWO) == "In reception", "no reason, no act"
        await officer.sees("> Reason to go on")
        await officer.types("no single cell is free")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(TWO) == "In cell A-1-002"


async def test_a_reason_given_for_one_cell_does_not_hold_for_another(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE, "A-1-002")
    receive(small_file, TWO)
    done(small_file, asked.SetCapacity(prison="WTI", code="A-1-003", cna=1, working=2, maximum=3))
    receive(small_file, THREE, "A-1-003", last="Third")
    async with at_terminal(small_file) as officer:
        await officer.finds(TWO)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-002")
        await officer.keys("enter")
        await officer.sees("> Reason to go on")
        await officer.types("no single cell is free")
        officer.field("to").line.value = "A-1-003"
        await officer.keys("enter")
        await officer.sees("Warning: A-1-003 will hold 2")
        assert officer.state(TWO) == "In reception"
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(TWO) == "In cell A-1-003"


async def test_leaving_a_form_does_nothing(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    before = small_file.dump()
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        for key in ("escape", "f3"):
            await officer.keys("m")
            await officer.on("form")
            await officer.types("A-1-001")
            await officer.keys(key)
            await officer.on("person")
    assert small_file.dump() == before


async def test_a_number_that_nobody_has(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("l")
        await officer.on("form")
        await officer.types("A9999ZZ")
        await officer.until(lambda: "Nobody in this register" in officer.notice)
        await officer.keys("tab")
        await officer.types("CR")
        await officer.keys("enter")
        await officer.sees("! Nobody in this register has the number A9999ZZ.")


async def test_choices_go_into_the_field(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("l", "f2")
        await officer.on("choose")
        await officer.types("conditional")
        assert any(row.startswith(" CR") for row in officer.rows)
        await officer.keys("enter")
        await officer.on("form")
        assert officer.form.value("reason")
        await officer.keys("down", "f2")
        assert "no list" in officer.notice
        assert all(len(line) <= 80 for line in drawn(officer.app))


async def test_tab_ends_at_the_last_field_and_up_at_the_first(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        fields = officer.form.lines()
        await officer.keys("up", "shift+tab")
        assert fields[0].line.has_focus
        await officer.keys(*["tab"] * len(fields), "down")
        assert fields[-1].line.has_focus

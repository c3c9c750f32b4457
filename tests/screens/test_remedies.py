"""Every refusal says what to do next, and in the terminal by a key where there is one."""

import re

import pytest

from screens.remedies import HERE, hint_here, remedy_for
from screens.specs import SPECS, Field
from screens.specs.people import record_spec
from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal, receive
from tests.services import refused_checks, refused_moves, refused_places
from tests.services.filled import fill, withdrawn_capacity
from tests.services.test_refusals import (
    TABLE,
    WITHDRAWN,
    no_more_temporary_numbers,
    provoked,
)
from wingterm.actions import ACTIONS
from wingterm.domain.outcomes import Objection, Refused
from wingterm.domain.particulars import KINDS
from wingterm.domain.requests import RecordParticular, Request
from wingterm.services.act import carry_out

COMMAND = re.compile(r"`wingterm ([^`]+)`")
TWINS = {action.twin for action in ACTIONS if action.keys and action.words}
ONE = "A1111AA"


def objected(small: SmallRegister) -> list[tuple[Request, Objection]]:
    """Provoke every objection that there is."""
    fill(small)
    numbers = {
        WITHDRAWN: withdrawn_capacity(small),
        refused_places.BROUGHT_BACK: refused_places.unusual_places(small),
    }
    refused_moves.unusual_people(small)
    numbers[refused_checks.CHECK_FACT] = refused_checks.unusual_checks(small)
    no_more_temporary_numbers(small)
    found = []
    for _, requests in TABLE:
        act = [provoked(one, numbers) for one in requests]
        outcome = carry_out(small.desk, act)
        assert isinstance(outcome, Refused)
        found += [(act[o.line - 1], o) for o in outcome.objections]
    return found


def field_of(request: Request, name: str) -> Field | None:
    """Give the field of the request's form that an objection is shown at."""
    if isinstance(request, RecordParticular) and request.fact in KINDS:
        spec = record_spec(KINDS[request.fact])
    else:
        found = SPECS.get(request.verb)
        if found is None:
            return None
        spec = found
    return next((field for field in spec.fields_for(None) if field.name == name), None)


def test_every_objection_says_what_to_do_next_at_both_front_ends(
    small_file: SmallRegister,
) -> None:
    found = objected(small_file)
    assert len({objection.code for _, objection in found}) > 90
    for request, objection in found:
        assert objection.remedy, objection
        assert objection.remedy != objection.sentence
        here = remedy_for(objection, field_of(request, objection.field))
        assert here, objection
        assert "--" not in here, (objection.code, here)
        for command in COMMAND.findall(here):
            begun = {" ".join(command.split()[:n]) for n in range(1, 4)}
            assert not begun & TWINS, (objection.code, here)


def test_words_for_the_terminal_are_of_codes_that_there_are(small_file: SmallRegister) -> None:
    codes = {objection.code for _, objection in objected(small_file)}
    assert set(HERE) <= codes


@pytest.mark.parametrize(
    ("hint", "here"),
    [
        ("Look them up by name with `wingterm find`.", "Look them up by name with f Find."),
        ("Bring it up to date: `wingterm upgrade`.", "Bring it up to date: `wingterm upgrade`."),
        ("Try `wingterm transfer out A4242QZ`.", "Try t Transfer."),
    ],
)
def test_a_command_with_a_key_is_named_by_its_key(hint: str, here: str) -> None:
    assert hint_here(hint) == here


async def test_a_refusal_at_its_field_says_the_key(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A9999ZZ")
        await officer.keys("tab")
        await officer.types("A-1-001")
        await officer.keys("enter")
        remedy = "F2 finds people by name; n on a list makes a new record."
        await officer.until(lambda: any(remedy in line.error for line in officer.form.lines()))


async def test_a_correction_that_would_put_two_in_a_bed_says_which_field_helps(
    small_file: SmallRegister,
) -> None:
    fill(small_file)
    async with at_terminal(small_file) as officer:
        await officer.finds("A0007AA")
        await officer.keys("c")
        await officer.on("form")
        await officer.types("it was not so")
        await officer.keys("enter")
        await officer.sees("Enter again takes: arrive CELL")

"""Who may not do something is told before they fill a form in for it."""

import pytest

from screens.specs import SPECS
from tests.registers import SmallRegister
from tests.screens.checked import of
from tests.screens.pilots import Officer, at_terminal, done, receive
from wingterm.actions import ACTIONS, verb_action
from wingterm.domain import requests as asked
from wingterm.domain.roles import ROLES, may
from wingterm.services.bulk.verbs import BULK_VERBS

ONE, TWO = "A1111AA", "A2222AA"


@pytest.fixture
def read_by_audrey(small_file: SmallRegister) -> SmallRegister:
    """Give a register that Audrey, an auditor, looks at."""
    receive(small_file, ONE, "A-1-001")
    receive(small_file, TWO)
    done(small_file, asked.AppointOfficer(
        prison="WTI", account="audrey", name="Audrey Reads", role="auditor",
    ))  # fmt: skip
    return small_file


async def refused(officer: Officer, said: str) -> None:
    """No form came, and why stands there."""
    await officer.sees(f"Audrey Reads (auditor) may not do this: {said}")
    assert officer.screen.NAME != "form"


async def test_no_form_opens_for_who_only_reads(read_by_audrey: SmallRegister) -> None:
    async with at_terminal(of(read_by_audrey, "audrey")) as officer:
        await officer.keys("n")
        await refused(officer, "register")
        await officer.finds(ONE)
        for key, said in (("m", "move"), ("l", "release"), ("c", "correct"), ("i", "identity"),
                          ("p", "record")):  # fmt: skip
            await officer.keys(key)
            await refused(officer, said)


async def test_no_form_about_several_opens_either(read_by_audrey: SmallRegister) -> None:
    async with at_terminal(of(read_by_audrey, "audrey")) as officer:
        await officer.keys("1")
        await officer.on("people")
        await officer.keys("asterisk", "m")
        await refused(officer, "move")


async def test_a_verb_chosen_by_name_is_refused_under_its_own(
    read_by_audrey: SmallRegister,
) -> None:
    async with at_terminal(of(read_by_audrey, "audrey")) as officer:
        for typed, said in (("signed capacity", "capacity"), ("new place", "place")):
            await officer.keys("v")
            await officer.on("more")
            await officer.types(typed)
            await officer.keys("enter")
            await officer.on("board")
            await refused(officer, said)


async def test_who_may_do_it_gets_the_form(read_by_audrey: SmallRegister) -> None:
    async with at_terminal(read_by_audrey) as officer:
        await officer.keys("n")
        await officer.on("form")


@pytest.mark.parametrize("verb", SPECS)
def test_every_form_needs_what_some_role_may(verb: str) -> None:
    assert any(may(role, verb_action(verb).needs) for role in ROLES)


def test_a_form_needs_what_its_request_does() -> None:
    forms = {a.twin.replace(" ", "-"): a.needs for a in ACTIONS if a.form}
    batches = {verb.name: verb.kind.verb for verb in BULK_VERBS.values()}
    both = forms.keys() & batches.keys()
    assert {verb: forms[verb] for verb in both} == {verb: batches[verb] for verb in both}
    assert {"move", "places-rename", "places-add", "correct-fact"} <= both

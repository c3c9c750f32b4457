"""Help that teaches: F1 explains the field, the verb, the question, the screen and its words."""

import re

import pytest

from screens.choices import _LISTS
from screens.explain import LISTS, how_typed, of_field, of_verb
from screens.help import rows_of, sections
from screens.help_words import FIRST, GENERAL, WORDS
from screens.keyed import keyed
from screens.parts.confirm import ConfirmBar
from screens.report_list import REPORTS
from screens.specs import SPECS, Field, FormSpec
from screens.specs.effects import EFFECTS
from screens.specs.people import RECORDS, end_spec, record_spec
from screens.specs.places import settings_form
from tests.registers import SmallRegister
from tests.screens.pilots import Officer, at_terminal, drawn, receive
from wingterm.actions import EVERYWHERE, VERBS, live_on, shown_key
from wingterm.domain.particular_help import FIELD_HELP, KIND_HELP
from wingterm.domain.particulars import KINDS
from wingterm.services.prison_settings import settings_of

ONE, TWO = "A1111AA", "A2222AA"
SHORTEST = 20
"""Fewest characters that say what a field means."""


def all_specs() -> list[FormSpec]:
    """Give every form: of every verb, of every kind of particular, and what reports ask."""
    kinds = [spec for kind in KINDS.values() for spec in (record_spec(kind), end_spec(kind))]
    asking = [
        FormSpec("", report.title, report.asks, lambda _: (), about_person=False)
        for report in REPORTS.values()
        if report.asks
    ]
    return [*SPECS.values(), *kinds, *asking]


def bare(words: str) -> str:
    """Give words without what does not count when they are compared."""
    return re.sub(r"[^a-z]", "", words.lower())


def judged(field: Field) -> str:
    """Say what is wrong with the help of a field, empty for nothing."""
    if len(field.help) < SHORTEST:
        return "too short"
    if bare(field.help) in (bare(field.label), bare(f"the {field.label}")):
        return "only its label"
    if not field.help.endswith((".", "...")) or not field.help.isascii():
        return "no sentence"
    return ""


@pytest.mark.parametrize("spec", all_specs(), ids=lambda spec: spec.title)
def test_every_field_of_every_form_has_help_that_says_more_than_its_label(spec: FormSpec) -> None:
    for field in spec.fields_for(None):
        assert not judged(field), (field.name, field.help)
        assert how_typed(field).isascii()
        assert how_typed(field), field.name


def test_the_settings_of_a_prison_have_help_too(small_file: SmallRegister) -> None:
    lines = settings_of(small_file.desk, small_file.prison("WTI"))
    fields = settings_form(lines).fields_for(None)
    assert len(fields) > 9
    for field in fields:
        assert not judged(field), (field.name, field.help)


def test_every_verb_says_what_it_does_to_the_register_and_how_it_is_undone() -> None:
    assert set(EFFECTS) == set(VERBS)
    for verb, words in EFFECTS.items():
        assert "{" not in keyed(words), verb
    for verb in set(VERBS) - RECORDS - {"settings"}:
        told = " ".join(of_verb(SPECS[verb]).said)
        assert len(told) > 60, verb
        assert ("asked once more" in told) is SPECS[verb].checked, verb


def test_every_kind_of_list_is_explained() -> None:
    assert set(LISTS) == {*_LISTS, "person"}
    for spec in all_specs():
        for field in spec.fields_for(None):
            assert of_field(field, "x", "wrong").said, field.name


def test_every_kind_of_particular_says_what_it_is_for() -> None:
    assert set(KIND_HELP) == set(KINDS)
    assert set(FIELD_HELP) == {f"{k.word}.{f.name}" for k in KINDS.values() for f in k.fields}
    for kind in KINDS.values():
        assert KIND_HELP[kind.word] in of_verb(record_spec(kind)).said[0]


def test_words_of_screens_name_keys_that_there_are() -> None:
    assert set(WORDS) <= EVERYWHERE
    for words in (*FIRST, *GENERAL, *(line for lines in WORDS.values() for line in lines)):
        assert "{" not in keyed(words)


async def opened(officer: Officer, *keys: str) -> str:
    """Press keys, then F1; give the whole help as one text."""
    await officer.keys(*keys, "f1")
    await officer.on("help")
    assert all(len(row) <= 79 for row in officer.rows)
    return " ".join(" ".join(officer.rows).split())


async def test_help_on_a_form_begins_with_the_field_that_is_typed_in(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("Q-9")
        await officer.keys("enter")
        await officer.until(lambda: "no place Q-9" in officer.form.lines()[0].error)
        told = await opened(officer)
        assert told.startswith("This field: To cell The cell that they get.")
        assert "It must be filled." in told
        assert "such as A-1-001, RECP or CSWAP" in told
        assert "F2 lists cells with room." in told
        assert "In it now: Q-9" in told
        assert "WRONG NOW: Wingterm has no place Q-9." in told
        assert "The population stays the same. A mistake is taken back with c" in told
        await officer.keys("f3")
        await officer.on("form")
        assert officer.form.value("to") == "Q-9"
        assert officer.form.lines()[0].line.has_focus
        await officer.keys("tab", "tab")
        told = await opened(officer)
        assert told.startswith("This field: When When it happened")
        assert "yesterday 22:15" in told


async def test_help_explains_a_question_and_does_not_answer_it(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("l")
        await officer.on("form")
        await officer.types("CR")
        await officer.keys("enter")
        await officer.sees("any other key: no")
        told = await opened(officer)
        assert told.startswith(f"The question Release: {ONE} Example, Robin")
        assert "y does it; every other key is no" in told
        keys = told.partition(" Keys ")[2]
        assert keys.startswith("y ")
        assert "Go back" not in keys
        await officer.keys("f3")
        await officer.on("form")
        assert officer.form.query_one(ConfirmBar).asking
        assert officer.state(ONE) == "In reception"
        await officer.keys("y")
        await officer.on("person")
        assert officer.state(ONE) == "Outside"


async def test_help_on_a_warning_says_what_the_reason_is_for(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-002")
    receive(small_file, TWO, last="Sample")
    async with at_terminal(small_file) as officer:
        await officer.finds(TWO)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-002")
        await officer.keys("enter")
        await officer.sees("Reason to go on")
        await officer.until(lambda: officer.form.lines()[-1].line.has_focus)
        told = await opened(officer)
        assert told.startswith("This field: the reason to go on Warning: ")
        assert "kept beside the warning, with your name" in told


async def test_help_can_be_searched_and_scrolled(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("f1")
        await officer.on("help")
        first = drawn(officer.app)
        await officer.keys("pagedown")
        await officer.until(lambda: drawn(officer.app) != first)
        await officer.keys("slash")
        await officer.types("certified")
        await officer.until(lambda: 0 < len(officer.rows) < 10)
        assert any("without crowding" in row for row in officer.rows)
        await officer.keys("f3")
        await officer.until(lambda: len(officer.rows) > 40)
        await officer.keys("f3")
        await officer.on("board")


@pytest.mark.parametrize("keys", [(), ("enter",), ("enter", "enter"), ("1",), ("f4",), ("f",)])
async def test_help_of_a_list_explains_it_and_lists_every_live_key(
    small_file: SmallRegister, keys: tuple[str, ...]
) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        for key in keys:
            before = officer.screen
            await officer.keys(key)
            await officer.until(lambda before=before: officer.screen is not before)  # type: ignore[misc]
            await officer.until(lambda: officer.screen.ready)
        below = officer.screen
        told = await opened(officer)
        name = below.NAME
        assert all(" ".join(keyed(w).split()) in told for w in WORDS.get(name, ()))
        for action in live_on(name):
            assert action.help in told, action.id
            assert all(shown_key(key) in told for key in action.keys)
        if name == "board":
            assert "The first time here?" in told


@pytest.mark.parametrize("width", [78, 118, 158])
async def test_no_help_is_wider_than_the_screen(small_file: SmallRegister, width: int) -> None:
    async with at_terminal(small_file) as officer:
        whole = " ".join(
            word for s in sections(officer.screen) for p in s.said for word in p.split()
        )
        rows = [row.text for row in rows_of(sections(officer.screen), width)]
        assert all(len(row) <= width + 1 for row in rows)
        heads = {s.head for s in sections(officer.screen)}
        body = " ".join(w for row in rows if row.strip() not in heads for w in row.split())
        assert body == whole, "nothing is cut"

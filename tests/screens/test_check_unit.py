"""A unit of a check: by name, blind, explained, with hints; hostile names do nothing."""

import pytest

from tests.registers import SmallRegister
from tests.screens.checked import at_check, of, to_unit, words
from tests.screens.pilots import Officer, at_terminal, drawn
from tests.services.check_prison import OTHER, WING, Checked, counted_in, number, prepare
from wingterm.domain import requests as asked
from wingterm.domain.checks.record import Method, UnitState

HOSTILE = "\x1b[2J[/red]{open}\u202eB"


@pytest.fixture
def checked(small_file: SmallRegister) -> Checked:
    """A prison with five people in each of two wings."""
    return prepare(small_file)


async def at_unit(officer: Officer, code: str) -> None:
    """Open a unit from the night screen."""
    await at_check(officer)
    await to_unit(officer, code)
    await officer.keys("enter")
    await officer.on("unit")


async def to_row(officer: Officer, said: str) -> None:
    """Put the cursor on the first row that holds something."""
    await officer.keys("home")
    for _ in range(40):
        if said in officer.row:
            return
        await officer.keys("down")
    raise AssertionError(officer.rows)


async def test_who_is_not_there_is_marked_and_the_number_is_typed_all_the_same(
    checked: Checked,
) -> None:
    check = checked.open()
    checked.count(check, "A", 3)
    async with at_terminal(checked.small) as officer:
        await at_unit(officer, "A")
        await to_row(officer, "Count 1")
        await officer.keys("space")
        assert "Only who is expected here" in officer.notice
        for one in (number(2), number(4)):
            await to_row(officer, f"Expected {one}")
            await officer.keys("space")
        await officer.sees("2 marked")
        await officer.keys("r")
        await officer.on("form")
        assert officer.form.value("counted") == ""
        assert officer.form.value("method") == "name"
        assert officer.form.value("missing") == f"{number(2)};{number(4)}"
        await officer.keys("enter")
        assert officer.screen.NAME == "form", "without a number nothing is handed in"
        await officer.types("3")
        await officer.keys("enter")
        await officer.on("unit")
        assert "marked" not in officer.title
        sheet = checked.unit(check, "A")
        assert [p.number for p in sheet.counts[-1].missing] == [number(2), number(4)]
        assert (sheet.line.counted, sheet.line.method) == (3, Method.NAME)
        assert any(row.split()[:2] == ["Missing", number(2)] for row in officer.rows)


async def test_everybody_marked_is_everybody_expected(checked: Checked) -> None:
    check = checked.open()
    checked.count(check, "A", 3)
    async with at_terminal(checked.small) as officer:
        await at_unit(officer, "A")
        await officer.keys("asterisk")
        await officer.sees("5 marked")


async def test_a_first_count_of_two_is_shown_to_nobody(checked: Checked) -> None:
    checked.do(asked.SetPrison(prison="WTI", values=(("two_counters", "yes"),)))
    check = checked.open()
    checked.count(check, "A", 47, who=WING)
    async with at_terminal(of(checked.small, OTHER)) as officer:
        await at_unit(officer, "A")
        assert "FIRST COUNT IN: by Alex Wing" in words(officer)
        assert "47" not in words(officer)
        assert any("not shown yet" in row for row in officer.rows)
        await officer.keys("c")
        await officer.on("form")
        assert "47" not in words(officer)
        await officer.types("5")
        await officer.keys("enter")
        await officer.on("unit")
        await officer.sees("47 counted")
        assert checked.line(check, "A").state is UnitState.DIFFERS


async def test_numbers_agree_and_people_do_not(checked: Checked) -> None:
    """Somebody is missing and another there in their place: that is explained all the same."""
    check = checked.open()
    named = {"method": "name", "missing": (number(3),), "extra": (number(7),)}
    checked.do(counted_in(check, "A", 5, **named), who=WING)
    async with at_terminal(checked.small) as officer:
        await at_unit(officer, "A")
        assert checked.line(check, "A").difference == 0
        assert "e Explain" in drawn(officer.app)[-1]


async def test_somebody_missing_is_explained_from_the_row_under_the_cursor(
    checked: Checked,
) -> None:
    check = checked.open()
    checked.count(check, "A", 4)
    async with at_terminal(checked.small) as officer:
        await at_unit(officer, "A")
        await to_row(officer, f"Expected {number(3)}")
        await officer.keys("e")
        await officer.on("form")
        assert officer.form.value("person") == number(3)
        assert officer.form.value("what") == "missing"
        await officer.until(lambda: number(3) in words(officer).partition("*Check")[0])
        await officer.keys(*["down"] * 2)
        await officer.types("in the health centre, seen there")
        await officer.keys("enter")
        await officer.on("unit")
        await officer.sees("EXPLAINED -1")
        assert checked.line(check, "A").state is UnitState.EXPLAINED
        assert checked.small.violations() == []


async def test_a_hint_leads_to_the_person_or_the_unit(checked: Checked) -> None:
    check = checked.open()
    checked.count(check, "A", 4)
    checked.count(check, "B", 6)
    async with at_terminal(checked.small) as officer:
        await at_unit(officer, "A")
        hinted = [row for row in officer.rows if row.startswith(" Hint")]
        assert hinted, officer.rows
        assert officer.row.startswith(" Hint 1")
        await officer.keys("enter")
        await officer.until(lambda: officer.screen.NAME == "person" or "Unit B" in officer.title)
        await officer.keys("f3")
        await officer.on("unit")
        await to_row(officer, f"Expected {number(1)}")
        await officer.keys("enter")
        await officer.on("person")
        await officer.sees(number(1))


async def test_a_row_about_nobody_says_so(checked: Checked) -> None:
    check = checked.open()
    checked.count(check, "A", 5)
    async with at_terminal(checked.small) as officer:
        await at_unit(officer, "A")
        await to_row(officer, "Count 1")
        await officer.keys("enter")
        assert "about nobody" in officer.notice


async def test_hostile_names_of_units_and_comments_are_letters_and_no_more(
    checked: Checked,
) -> None:
    checked.do(asked.RenamePlace(prison="WTI", code="B", name="[/red]{open} B"))
    check = checked.open()
    checked.count(check, "B", 4, comment="[bold]{count:check}[/]")
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        assert any("[/red]{open} B" in row or "[/red]{open}" in row for row in officer.rows)
        await at_unit(officer, "B")
        assert any("[bold]{count:check}[/]" in row for row in officer.rows)
        await officer.keys("f1")
        await officer.on("help")
        await officer.keys("f3")
        await officer.on("unit")
        await officer.keys("r")
        await officer.on("form")
        assert any("[/red]{open} B" in line for line in drawn(officer.app))


async def test_who_is_counted_away_from_their_bed_is_told_at_length_below_the_list(
    checked: Checked,
) -> None:
    checked.do(asked.Elsewhere(prison="WTI", person=number(1), to="WORKSHOP"))
    checked.open()
    async with at_terminal(checked.small) as officer:
        await at_unit(officer, "WORKSHOP")
        await to_row(officer, f"Expected {number(1)}")
        assert officer.row.endswith("A-1-011  At WORKSHOP  bed away")
        assert "counted here, with a bed in another unit" in words(officer)

"""Who declares the roll sees by name whom the explanations are about, before the name is typed."""

import pytest

from tests.registers import SmallRegister
from tests.screens.checked import at_check, of, words
from tests.screens.pilots import Officer, at_terminal, drawn
from tests.services.check_prison import (
    ORDERLY,
    WING,
    Checked,
    declared,
    explained,
    number,
    prepare,
)
from wingterm.domain import requests as asked


@pytest.fixture
def checked(small_file: SmallRegister) -> Checked:
    """A prison with a check open, of five people in each of two wings."""
    made = prepare(small_file)
    made.open()
    return made


async def declares(officer: Officer) -> None:
    """Open the form that declares."""
    await at_check(officer)
    await officer.keys("d")
    await officer.on("form")


async def test_who_is_explained_stands_by_name_above_the_name_to_type(checked: Checked) -> None:
    checked.count_all(1, A=4, B=6)
    checked.do(explained(1, "A", number(2), "missing"), explained(1, "B", "unknown", "extra"))
    async with at_terminal(of(checked.small, ORDERLY)) as officer:
        await declares(officer)
        shown = [line.strip() for line in drawn(officer.app)]
        assert f"A MISSING {number(2)} Sample, Kim C: seen there by Officer Hale" in shown
        assert "B EXTRA unknown: seen there by Officer Hale" in shown
        assert officer.form.value("name") == ""
        await officer.types("Oscar One")
        await officer.keys("enter")
        await officer.sees("y Yes, do it")
        assert "A MISSING" in words(officer), "it stands while the question is asked"


async def test_a_long_reason_is_read_whole_before_the_name_is_typed(checked: Checked) -> None:
    why = "went through reception to court at 08:50, told by escort, entered only afterwards"
    checked.count_all(1, A=4)
    checked.do(explained(1, "A", number(2), "missing", why=why))
    async with at_terminal(of(checked.small, ORDERLY)) as officer:
        await declares(officer)
        assert f"A MISSING {number(2)} Sample, Kim C: {why}" in words(officer)


async def test_with_more_people_than_have_room_the_form_says_where_all_are_named(
    checked: Checked,
) -> None:
    checked.count_all(1, A=0, B=0)
    checked.do(*(explained(1, "A", number(n), "missing") for n in range(1, 6)))
    checked.do(*(explained(1, "B", number(n), "missing") for n in range(6, 11)))
    async with at_terminal(of(checked.small, ORDERLY)) as officer:
        await declares(officer)
        shown = words(officer)
        assert f"A MISSING {number(1)} " in shown
        assert "4 more: F3, and there l, names all of them." in shown
        assert "Your own name" in shown
        await officer.keys("f3")
        await officer.on("check")
        await officer.keys("l")
        await officer.on("report")
        named = [(row.split()[0], row.split()[3]) for row in officer.rows[:10]]
        assert named == [("MISSING", number(n)) for n in range(1, 11)]


async def test_what_was_declared_names_them_still(checked: Checked) -> None:
    checked.count_all(1, A=4, B=6)
    checked.do(explained(1, "A", number(2), "missing"), explained(1, "B", number(2), "extra"))
    checked.do(declared(1), who=ORDERLY)
    async with at_terminal(of(checked.small, WING)) as officer:
        await at_check(officer)
        await officer.keys("l")
        await officer.on("report")
        assert [row.split()[0] for row in officer.rows[:2]] == ["MISSING", "EXTRA"]
        await officer.sees("seen there by Officer Hale")


async def test_what_is_expected_is_whole_in_the_form_that_explains_whatever_the_unit_is_called(
    checked: Checked,
) -> None:
    checked.do(asked.AbandonCheck(prison="WTI", check=1, why="other units"))
    units = (("A", "A wing and the annexe behind the chapel", "A"), ("B", "", "B"))
    checked.do(asked.SetCheckUnits(prison="WTI", units=units))
    checked.open()
    checked.count(2, "A", 4)
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        await officer.keys("e")
        await officer.on("form")
        await officer.sees("5 expected, 4 counted: -1")


async def test_a_long_name_of_a_unit_leaves_its_state_in_sight(checked: Checked) -> None:
    checked.do(asked.AbandonCheck(prison="WTI", check=1, why="other units"))
    units = (("A", "\u65b0" * 40, "A"), ("B", "", "B"))
    checked.do(asked.SetCheckUnits(prison="WTI", units=units))
    checked.open()
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        await officer.keys("c")
        await officer.on("form")
        assert "   NOT COUNTED" in "\n".join(drawn(officer.app))

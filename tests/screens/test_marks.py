"""People marked in lists: who is marked, for how long, and what the keys mean then."""

from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal, done, drawn
from tests.screens.test_many import (
    ONE,
    THREE,
    TWO,
    landing_of_three,
    marked_rows,
    to_landing,
    types_number,
)
from wingterm.domain import requests as asked


async def test_space_marks_and_goes_on_and_marks_outlive_a_reread_and_a_filter(
    small_file: SmallRegister,
) -> None:
    landing_of_three(small_file)
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("space")
        await officer.sees("1 marked")
        assert TWO in officer.row, "the cursor is on the next row"
        await officer.keys("down", "space")
        await officer.sees("2 marked")
        assert [ONE in marked_rows(officer)[0], THREE in marked_rows(officer)[1]] == [True, True]
        done(small_file, asked.Elsewhere(prison="WTI", person=TWO, to="WORKSHOP"))
        await officer.sees("At WORKSHOP")
        assert len(marked_rows(officer)) == 2
        await officer.keys("slash")
        await officer.types("sample")
        await officer.keys("enter")
        await officer.until(lambda: len(officer.rows) == 1)
        assert marked_rows(officer) == []
        await officer.keys("space")
        await officer.sees("3 marked")
        await officer.keys("e")
        await officer.on("many")
        await officer.sees("Not in the list as it is shown: A1111AA Example, Robin; A3333AA")
        await officer.keys("f3")
        await officer.on("landing")
        await officer.keys("escape")
        await officer.until(lambda: len(officer.rows) == 3)
        assert len(marked_rows(officer)) == 3, "Escape ended the filter, no more"
        await officer.keys("escape")
        await officer.until(lambda: "3 are not marked any more." in officer.notice)
        assert officer.screen.NAME == "landing"
        await officer.keys("escape")
        await officer.on("wing")


async def test_all_marks_those_shown_and_again_nobody(small_file: SmallRegister) -> None:
    landing_of_three(small_file)
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("slash")
        await officer.types("e")
        await officer.keys("backspace", *"sample", "enter", "asterisk")
        await officer.sees("1 marked")
        await officer.keys("escape", "asterisk")
        await officer.sees("3 marked")
        await officer.keys("asterisk")
        await officer.until(lambda: marked_rows(officer) == [])
        assert "marked" not in drawn(officer.app)[0]


async def test_one_marked_person_has_the_ordinary_form(small_file: SmallRegister) -> None:
    landing_of_three(small_file)
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("space", "l")
        await officer.on("form")
        await officer.sees("A1111AA  Example, Robin   born 1990-04-12")
        await officer.types("CR")
        await officer.keys("enter")
        await officer.sees("y Yes, do it")
        await officer.keys("y")
        await officer.on("landing")
        assert officer.state(ONE) == "Outside"
        assert "marked" not in drawn(officer.app)[0]


async def test_a_verb_about_one_person_says_so_when_several_are_marked(
    small_file: SmallRegister,
) -> None:
    landing_of_three(small_file)
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("asterisk", "l")
        await officer.until(
            lambda: officer.notice.startswith(
                "Release is for one person at a time, and 3 are marked."
            )
        )
        assert officer.screen.NAME == "landing"
        await officer.keys("v")
        await officer.on("more")
        await officer.sees("Verbs: 3 marked")
        assert not any("Release" in row for row in officer.rows)
        assert any("Redirect" in row for row in officer.rows)


async def test_who_leaves_the_list_meanwhile_is_named_and_stays_as_they_are(
    small_file: SmallRegister,
) -> None:
    landing_of_three(small_file)
    done(
        small_file,
        *(asked.Elsewhere(prison="WTI", person=n, to="WORKSHOP") for n in (ONE, TWO, THREE)),
    )
    async with at_terminal(small_file) as officer:
        await officer.keys("5")
        await officer.on("people")
        await officer.keys("asterisk")
        await officer.sees("3 marked")
        done(small_file, asked.Back(prison="WTI", person=TWO))
        await officer.sees("Marked, but not in this list any more: A2222AA Sample, Robin, In cell")
        await officer.keys("b")
        await officer.on("many")
        await officer.sees("Not in the list as it is shown: A2222AA Sample, Robin.")
        await officer.keys("enter")
        await officer.sees("In already, stay as they are: 1.")
        await types_number(officer, "2")
        await officer.on("people")
        assert officer.state(ONE) == "In cell A-1-001"


async def test_people_found_one_after_another_are_marked_together(
    small_file: SmallRegister,
) -> None:
    landing_of_three(small_file)
    async with at_terminal(small_file) as officer:
        await officer.keys("f2")
        await officer.on("find")
        await officer.types("sample")
        await officer.until(lambda: len(officer.rows) == 1)
        await officer.keys("tab", "space", "slash")
        await officer.sees("1 marked")
        await officer.keys("ctrl+u")
        await officer.types("tester")
        await officer.until(lambda: len(officer.rows) == 1 and THREE in officer.rows[0])
        await officer.keys("tab", "space")
        await officer.sees("2 marked")
        await officer.keys("o")
        await officer.on("many")
        await officer.sees("2 people marked")


async def test_everybody_in_a_report_is_marked_once(small_file: SmallRegister) -> None:
    landing_of_three(small_file)
    done(small_file, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
    async with at_terminal(small_file) as officer:
        await officer.keys("ctrl+e")
        await officer.on("report")
        await officer.until(lambda: sum(ONE in row for row in officer.rows) == 2)
        await officer.keys("asterisk")
        await officer.sees("3 marked")
        assert len(marked_rows(officer)) == 4, "both rows of who is elsewhere"

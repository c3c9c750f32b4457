"""The forms of a roll check: a number is always typed, races are told, whoever comes goes on."""

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.screens.checked import at_check, elsewhere, hands_in, of, to_unit, words
from tests.screens.pilots import Officer, at_terminal
from tests.services.check_prison import ORDERLY, OTHER, WING, Checked, number, prepare
from wingterm.domain import requests as asked
from wingterm.domain.checks.record import CheckState
from wingterm.domain.outcomes import Acknowledgement
from wingterm.services.particulars import particulars

KINDS = ("unlock", "midday", "return", "lock-up", "night", "stand-fast", "emergency")


@pytest.fixture
def checked(small_file: SmallRegister) -> Checked:
    """A prison with a check open, of five people in each of two wings."""
    made = prepare(small_file)
    made.open()
    return made


async def opens(officer: Officer, key: str, unit: str = "A") -> None:
    """Open a form about a unit from the night screen."""
    await at_check(officer)
    await to_unit(officer, unit)
    await officer.keys(key)
    await officer.on("form")


@pytest.mark.parametrize(("key", "field"), [("c", "counted"), ("r", "counted"), ("w", "had")])
async def test_a_number_is_typed_from_an_empty_field_and_nothing_says_which(
    checked: Checked, key: str, field: str
) -> None:
    if key == "r":
        checked.count(1, "A", 77)
    async with at_terminal(checked.small) as officer:
        await opens(officer, key)
        assert officer.form.value(field) == ""
        assert officer.field(field).line.has_focus
        shown = words(officer)
        assert " 5 " not in shown
        assert "xpected" not in shown
        assert "77" not in shown


async def test_a_number_typed_for_one_unit_is_gone_for_another(checked: Checked) -> None:
    async with at_terminal(checked.small) as officer:
        await opens(officer, "c")
        await officer.types("5")
        await officer.keys("up")
        await officer.types("B")
        await officer.until(lambda: officer.form.value("counted") == "")
        assert "type what was counted there" in officer.notice
        await officer.bursts("down", "4", "up", "A", "enter")
        await officer.until(lambda: officer.form.value("counted") == "")
        assert checked.line(1, "A").counted is None
        assert checked.line(1, "B").counted is None


async def test_a_draft_of_another_unit_fills_nothing_in(checked: Checked) -> None:
    async with at_terminal(checked.small) as officer:
        await opens(officer, "c")
        await officer.types("41")
        await officer.keys("f3")
        await officer.on("check")
        await opens(officer, "c", "B")
        assert officer.form.value("counted") == ""
        assert officer.form.value("unit") == "B"
        assert "You left a draft" not in officer.notice
        await officer.keys("f3")
        await officer.on("check")
        await officer.keys("f8")
        await officer.on("drafts")
        assert "check 1 A " in officer.row
        await officer.keys("enter")
        await officer.on("form")
        await officer.until(lambda: officer.form.value("counted") == "41")
        assert officer.form.value("unit") == "A", "it is the form that was left"


async def test_the_name_of_who_declares_is_kept_by_no_draft(checked: Checked) -> None:
    checked.count_all(1)
    async with at_terminal(of(checked.small, ORDERLY)) as officer:
        await at_check(officer)
        await officer.keys("d")
        await officer.on("form")
        assert officer.form.value("name") == ""
        await officer.types("Oscar One")
        await officer.keys("tab")
        await officer.types("quiet night")
        await officer.keys("f3")
        await officer.on("check")
        await officer.keys("f8")
        await officer.on("drafts")
        await officer.keys("enter")
        await officer.on("form")
        await officer.until(lambda: officer.form.value("comment") == "quiet night")
        assert officer.form.value("name") == ""


async def test_another_name_declares_nothing(checked: Checked) -> None:
    checked.count_all(1)
    async with at_terminal(of(checked.small, ORDERLY)) as officer:
        await at_check(officer)
        await officer.keys("d")
        await officer.on("form")
        await officer.types("Alex Wing")
        await officer.keys("enter")
        await officer.sees("not the name on the officer's record")
        assert checked.sheet().state is CheckState.READY


async def test_a_unit_counted_meanwhile_is_refused_in_words_and_the_form_stays(
    checked: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_terminal(of(checked.small, WING)) as officer:
        await opens(officer, "c")
        await officer.types("5")
        monkeypatch.setattr(officer.app.session.watch, "look", lambda: None)
        with elsewhere(checked.small, OTHER) as other:
            other.count(1, "A", 4)
        await officer.keys("enter")
        await officer.sees("A was counted already: by Blair Wing")
        assert officer.form.value("counted") == "5"
        assert checked.line(1, "A").counted == 4


async def test_a_form_says_that_its_unit_was_counted_before_enter(checked: Checked) -> None:
    async with at_terminal(of(checked.small, WING)) as officer:
        await opens(officer, "c")
        await officer.types("5")
        with elsewhere(checked.small, OTHER) as other:
            other.count(1, "A", 4)
        await officer.sees("A was counted meanwhile, by Blair Wing.")
        assert officer.form.value("counted") == "5"
        assert "4 counted" not in words(officer)


async def test_a_check_that_ends_while_a_form_is_open_takes_nothing_more(
    checked: Checked,
) -> None:
    async with at_terminal(of(checked.small, WING)) as officer:
        await opens(officer, "c")
        await officer.types("5")
        with elsewhere(checked.small, ORDERLY) as other:
            other.do(asked.AbandonCheck(prison="WTI", check=1, why="fire on B wing"))
        await officer.sees("ABANDONED by Oscar One. Nothing can be added to it.")
        await officer.keys("enter")
        await officer.sees("Roll check 1 was abandoned")
        assert officer.form.value("counted") == "5"


async def test_of_declare_and_abandon_one_is_done_and_the_other_told(checked: Checked) -> None:
    checked.count_all(1)
    async with at_terminal(of(checked.small, ORDERLY)) as officer:
        await at_check(officer)
        await officer.keys("d")
        await officer.on("form")
        await officer.types("Oscar One")
        await officer.keys("enter")
        await officer.sees("y Yes, do it")
        with elsewhere(checked.small) as other:
            other.do(asked.AbandonCheck(prison="WTI", check=1, why="second count of B"))
        await officer.sees("Nothing can be added to it.")
        assert officer.form.live == "form", "the question is taken back"
        assert checked.sheet().state is CheckState.ABANDONED


async def test_a_count_that_comes_in_takes_the_question_back(checked: Checked) -> None:
    checked.count_all(1)
    async with at_terminal(of(checked.small, ORDERLY)) as officer:
        await at_check(officer)
        await officer.keys("d")
        await officer.on("form")
        await officer.types("Oscar One")
        await officer.keys("enter")
        await officer.sees("y Yes, do it")
        with elsewhere(checked.small, WING) as other:
            other.do(
                asked.Recount(
                    prison="WTI", check=1, unit="A", counted="4",
                    acknowledged=(Acknowledgement("unit-agrees", "one was in visits"),),
                )
            )  # fmt: skip
        await officer.sees("What was counted changed meanwhile")
        await officer.keys("y")
        assert checked.sheet().state is CheckState.DIFFERS


async def test_another_officer_goes_on_where_a_terminal_died(checked: Checked) -> None:
    async with at_terminal(of(checked.small, WING)) as first:
        await at_check(first)
        await hands_in(first, "A", "5")
        await opens(first, "c", "B")
        await first.types("5")
    async with at_terminal(of(checked.small, OTHER)) as second:
        await at_check(second)
        assert "5       5    0 AGREES" in second.rows[0]
        await second.keys("t")
        await second.on("form")
        await second.keys("enter")
        await second.on("check")
        assert "In hand: Blair Wing." in words(second)
        await hands_in(second, "B", "5")
        assert checked.line(1, "B").counted_by == "Blair Wing"


async def test_a_count_on_paper_keeps_both_times_and_both_officers(checked: Checked) -> None:
    checked.small.clock.advance(30 * MINUTE)
    async with at_terminal(checked.small) as officer:
        await opens(officer, "c")
        await officer.types("5")
        await officer.keys("tab", "tab")
        await officer.keys("f2")
        await officer.on("choose")
        assert any("alex" in row for row in officer.rows)
        await officer.types("alex")
        await officer.keys("enter")
        await officer.on("form")
        await officer.keys("tab")
        await officer.types("09:12")
        await officer.keys("enter")
        await officer.on("check")
    line = checked.line(1, "A")
    assert (line.counted_by, line.keyed_by) == ("Alex Wing", "Test Officer")
    assert line.counted_at is not None
    assert line.keyed_at is not None
    assert line.keyed_at - line.counted_at > 15 * MINUTE


async def test_every_kind_is_listed(checked: Checked) -> None:
    async with at_terminal(checked.small) as officer:
        await opens(officer, "n")
        await officer.keys("f2")
        await officer.on("choose")
        assert [row.split()[0] for row in officer.rows] == list(KINDS)


async def test_responses_are_kept_apart_from_the_number(checked: Checked) -> None:
    async with at_terminal(checked.small) as officer:
        await opens(officer, "w")
        await officer.types("4")
        await officer.keys("tab")
        await officer.types(number(3))
        await officer.keys("enter")
        await officer.on("check")
        line = checked.line(1, "A")
        assert (line.responses, line.no_response, line.counted) == (4, 1, None)
        await officer.keys("enter")
        await officer.on("unit")
        await officer.sees("NO RESPONSE")
    assert particulars(checked.small.desk, number(3)) == ()


async def test_an_emergency_goes_on_with_what_was_counted(checked: Checked) -> None:
    checked.count(1, "A", 5)
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        await officer.keys("x")
        await officer.on("form")
        await officer.types("alarm bell on B")
        await officer.keys("enter")
        await officer.sees("y Yes, do it")
        await officer.keys("y")
        await officer.on("check")
        assert "Emergency check 1" in officer.title
        await officer.sees("EMERGENCY, opened as Lock-up: alarm bell on B")
        assert checked.line(1, "A").counted == 5


async def test_who_only_reads_is_refused_in_words(checked: Checked) -> None:
    checked.do(
        asked.AppointOfficer(prison="WTI", account="audrey", name="Audrey Reads", role="auditor")
    )
    async with at_terminal(of(checked.small, "audrey")) as officer:
        await at_check(officer)
        await officer.keys("t")
        await officer.sees("Audrey Reads (auditor) may not do this: take over check.")
        assert officer.screen.NAME == "check"

"""What is handed in to a roll check: any number is taken at once, nobody is moved by it."""

import pytest

from tests.registers import ACCOUNT, MINUTE, SmallRegister
from tests.services.check_prison import (
    NAMES,
    ORDERLY,
    OTHER,
    WING,
    Checked,
    counted_again,
    counted_in,
    explained,
    number,
    prepare,
)
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Receipt
from wingterm.errors import IdUsed, NotAuthorised
from wingterm.services.act import carry_out

AGAIN = (Acknowledgement("unit-agrees", "the governor asked for it"),)


@pytest.fixture
def checked(small_file: SmallRegister) -> Checked:
    """Give the prison of two wings with an open check, number 1."""
    checked = prepare(small_file)
    checked.open()
    return checked


@pytest.fixture
def both(small: SmallRegister) -> Checked:
    """Give the same on both databases."""
    checked = prepare(small)
    checked.open()
    return checked


def settle(checked: Checked, *names: str) -> int:
    """Settle that the prison wants this of its checks, and open one that does."""
    checked.do(asked.SetPrison(prison="WTI", values=tuple((name, "yes") for name in names)))
    return checked.open("night")


def stands(checked: Checked, unit: str = "A", check: int = 1) -> tuple[object, ...]:
    """Give state, number counted and difference of a unit."""
    line = checked.line(check, unit)
    return line.state.value, line.counted, line.difference


@pytest.mark.parametrize(
    ("typed", "counted"), [("0", 0), ("4", 4), ("6", 6), ("9999", 9999), (" 007 ", 7)]
)
def test_a_wrong_number_is_taken_at_once_and_moves_nobody(
    both: Checked, typed: str, counted: int
) -> None:
    before = both.whereabouts()
    receipt = both.do(counted_in(1, "A", typed), who=WING)
    assert receipt.lines[0].said == f"Roll check 1, A: {counted} counted (by Alex Wing)."
    assert stands(both) == ("DIFFERS", counted, counted - 5)
    both.do(counted_again(1, "A", 5), who=WING)
    assert stands(both) == ("AGREES", 5, 0)
    assert both.whereabouts() == before
    assert both.expected()["A"] == 5


def test_what_is_no_number_is_refused_with_a_sentence(checked: Checked) -> None:
    for typed in ("4 1", "-1", "forty", "12345", "5.0", "\u0665", "1e3"):
        (objection,) = checked.objections(counted_in(1, "A", typed))
        assert objection.code == "count-number"
        assert objection.sentence == f"{typed} is not a number of people."
        assert objection.field == "counted"
    for typed in ("", "  "):
        (objection,) = checked.objections(counted_in(1, "A", typed))
        assert (objection.code, objection.field) == ("count-empty", "counted")
    assert stands(checked) == ("NOT COUNTED", None, None)


def test_an_agreeing_sum_does_not_make_up_for_a_unit_that_differs(checked: Checked) -> None:
    checked.count_all(1, A=4, B=6)
    sheet = checked.sheet()
    assert (sheet.expected, sheet.counted, sheet.difference) == (10, 10, 0)
    assert sheet.state.value == "DIFFERS"


def test_who_counted_who_keyed_and_when(checked: Checked) -> None:
    """Counted on paper during a power cut, and keyed by another afterwards."""
    counted_at = checked.small.clock.instant
    checked.small.clock.advance(90 * MINUTE)
    checked.count(1, "A", 5, who=OTHER, by=WING, at=counted_at, method="door", comment="by torch")
    line = checked.line(1, "A")
    assert (line.counted_by, line.keyed_by) == (NAMES[WING], NAMES[OTHER])
    assert (line.counted_at, line.keyed_at) == (counted_at, checked.small.clock.instant)
    assert line.method == "door"
    (count,) = checked.unit(1, "A").counts
    assert (count.comment, count.at) == ("by torch", counted_at)
    checked.count(1, "B", 5, who=WING)
    line = checked.line(1, "B")
    assert (line.counted_by, line.keyed_by, line.method) == (NAMES[WING], NAMES[WING], "number")


def test_a_count_of_tomorrow_is_refused(checked: Checked) -> None:
    later = checked.small.clock.instant + 10 * MINUTE
    assert checked.refused(counted_in(1, "A", 5, at=later)) == ["in-future"]


def test_a_unit_counted_twice_in_one_act_is_refused(both: Checked) -> None:
    earlier = both.small.clock.instant
    assert both.refused(counted_in(1, "A", 5), counted_in(1, "A", 4)) == ["counted-already"]
    assert both.refused(counted_in(1, "A", 5), counted_in(1, "A", 4, at=earlier)) == [
        "counted-already"
    ]


def test_a_whole_prison_is_handed_in_as_one_act(both: Checked) -> None:
    both.do(*(counted_in(1, unit.code, unit.expected) for unit in both.sheet().units))
    assert both.sheet().state.value == "READY TO DECLARE"


def test_the_second_counter_sees_nothing_of_the_first(both: Checked) -> None:
    check = settle(both, "two_counters")
    receipt = both.do(
        counted_in(check, "A", 7531, method="name", missing=(number(2),), comment="7531 of them"),
        who=WING,
    )
    assert "7531" not in receipt.lines[0].said
    sheet, unit = both.sheet(check), both.unit(check, "A")
    for shown in (sheet, unit.line, unit.counts):
        assert "7531" not in repr(shown)
    assert stands(both, check=check) == ("FIRST COUNT IN", None, None)
    assert [count.missing for count in unit.counts] == [()]
    assert (sheet.counted, sheet.counted_units, sheet.difference) == (0, 0, 0)
    assert sheet.state.value == "INCOMPLETE"
    # That it was counted, and by whom, is known: the second must be somebody else.
    assert both.line(check, "A").counted_by == NAMES[WING]
    assert both.refused(counted_in(check, "A", 5), who=WING) == ["same-counter"]
    assert both.refused(counted_in(check, "A", 5, by=WING), who=OTHER) == ["same-counter"]
    both.do(counted_in(check, "A", 7531), who=OTHER)
    assert stands(both, check=check) == ("DIFFERS", 7531, 7526)
    assert [count.counted for count in both.unit(check, "A").counts] == [7531, 7531]


def test_responses_say_nothing_of_a_first_count(both: Checked) -> None:
    """As many responses as people counted: the number of them is hidden as long."""
    check = settle(both, "two_counters")
    had = asked.RecordWelfare(
        prison="WTI", check=check, unit="A", had="7531", without=(number(2),), comment="7531 had"
    )
    before = both.do(had, who=WING)
    first = both.do(counted_in(check, "A", 7531), had, who=WING)
    for receipt in (before, first):
        assert "7531" not in repr(receipt.lines)
    sheet, unit = both.sheet(check), both.unit(check, "A")
    assert "7531" not in repr((sheet, unit))
    # Who gave none is told at once.
    assert both.line(check, "A").no_response == 1
    assert [one.without[0].number for one in unit.welfare] == [number(2)] * 2
    assert both.line(check, "A").responses_hidden
    both.do(counted_in(check, "A", 5), who=OTHER)
    assert both.line(check, "A").responses == 7531
    assert not both.line(check, "A").responses_hidden
    assert [one.had for one in both.unit(check, "A").welfare] == [7531, 7531]


def test_a_first_count_is_told_when_the_check_was_abandoned(both: Checked) -> None:
    """Everything that was counted is kept, and nobody counts any more."""
    check = settle(both, "two_counters")
    both.do(
        counted_in(check, "A", 7531, method="name", missing=(number(2),)),
        asked.RecordWelfare(prison="WTI", check=check, unit="A", had="7530"),
        who=WING,
    )
    both.do(asked.AbandonCheck(prison="WTI", check=check, why="fire alarm"))
    unit = both.unit(check, "A")
    assert [(c.counted, [one.number for one in c.missing]) for c in unit.counts] == [
        (7531, [number(2)])
    ]
    assert [one.had for one in unit.welfare] == [7530]
    # It stays one count where two were wanted.
    assert stands(both, check=check) == ("FIRST COUNT IN", None, None)


def test_who_typed_the_first_number_in_does_not_make_the_second_count(both: Checked) -> None:
    check = settle(both, "two_counters")
    both.do(counted_in(check, "A", 5, by=WING), who=OTHER)
    assert both.refused(counted_in(check, "A", 5), who=OTHER) == ["same-counter"]
    assert both.refused(counted_in(check, "A", 5, by=OTHER), who=ORDERLY) == ["same-counter"]
    # The control room types in what two others have counted.
    both.do(counted_in(check, "A", 5, by=ORDERLY), who=OTHER)
    assert stands(both, check=check) == ("AGREES", 5, 0)


def test_a_refusal_about_a_second_count_does_not_say_the_first(both: Checked) -> None:
    check = settle(both, "two_counters")
    both.do(counted_in(check, "A", 7531), who=WING)
    for request in (
        counted_in(check, "A", 5, by=WING),
        counted_again(check, "A", 5),
        explained(check, "A", number(1), "missing"),
        asked.DeclareRoll(prison="WTI", check=check, name=NAMES[ORDERLY]),
    ):
        assert "7531" not in repr(both.objections(request, who=ORDERLY))


def test_two_counters_who_differ_are_not_agreed_by_the_last_of_them(both: Checked) -> None:
    check = settle(both, "two_counters")
    both.do(counted_in(check, "A", 4), who=WING)
    both.do(counted_in(check, "A", 5), who=OTHER)
    assert stands(both, check=check) == ("DIFFERS", 5, 0)
    # No explanation of people makes two counters agree.
    both.do(explained(check, "A", number(1), "missing"))
    both.do(explained(check, "A", number(6), "extra"))
    assert stands(both, check=check) == ("DIFFERS", 5, 0)
    both.do(counted_again(check, "A", 5), who=WING)
    assert stands(both, check=check) == ("AGREES", 5, 0)
    assert both.line(check, "A").recounts == 1


def test_a_check_keeps_the_number_of_counters_with_which_it_was_opened(checked: Checked) -> None:
    settle(checked, "two_counters")
    checked.count(1, "A", 5)
    assert stands(checked) == ("AGREES", 5, 0)


def test_who_counted_does_not_count_again_where_the_prison_says_so(checked: Checked) -> None:
    check = settle(checked, "recount_by_another")
    checked.do(counted_in(check, "A", 4), who=WING)
    again = counted_again(check, "A", 5)
    assert checked.refused(again, who=WING) == ["same-counter"]
    assert checked.refused(counted_again(check, "A", 5, by=WING), who=OTHER) == ["same-counter"]
    checked.do(counted_again(check, "A", 4), who=OTHER)
    # Neither of the two counts a third time.
    for account in (WING, OTHER):
        assert checked.refused(again, who=account) == ["same-counter"]
    checked.do(again, who=ORDERLY)
    assert checked.line(check, "A").recounts == 2
    # Where it says nothing, whoever counted may.
    checked.do(counted_in(1, "A", 4), who=WING)
    checked.do(counted_again(1, "A", 5), who=WING)


def test_an_agreeing_unit_is_counted_again_only_for_a_reason(checked: Checked) -> None:
    checked.count(1, "A", 5)
    assert checked.warned(counted_again(1, "A", 4)) == ["unit-agrees"]
    checked.do(counted_again(1, "A", 4, acknowledged=AGAIN))
    assert stands(checked) == ("DIFFERS", 4, -1)
    # A unit that differs is counted again without more ado.
    checked.do(counted_again(1, "A", 5))
    assert [count.counted for count in checked.unit(1, "A").counts] == [5, 4, 5]
    assert [count.again for count in checked.unit(1, "A").counts] == [False, True, True]


def test_a_count_by_name_says_who(both: Checked) -> None:
    both.count(
        1, "A", 5, method="name", missing=(number(1), number(1)), extra=("unknown",), who=WING
    )
    (count,) = both.unit(1, "A").counts
    assert [one.number for one in count.missing] == [number(1)]
    assert [one.shown for one in count.extra] == ["unknown"]
    # One is missing, another stands there: the numbers agree, the unit does not.
    assert stands(both) == ("DIFFERS", 5, 0)
    for request in (
        explained(1, "A", number(1), "missing"),
        explained(1, "A", "unknown", "extra"),
    ):
        assert both.line(1, "A").state.value == "DIFFERS"
        both.do(request)
    assert stands(both) == ("EXPLAINED", 5, 0)


def test_a_difference_is_explained_when_the_sum_and_the_names_fit(both: Checked) -> None:
    both.count(1, "A", 3)
    both.do(explained(1, "A", number(1), "missing"))
    assert stands(both)[0] == "DIFFERS"
    # The same person twice is one person.
    both.do(explained(1, "A", number(1), "missing", why="seen in visits"))
    assert stands(both)[0] == "DIFFERS"
    both.do(explained(1, "A", number(6), "extra"))
    assert stands(both)[0] == "DIFFERS"
    both.do(explained(1, "A", number(2), "missing"))
    both.do(explained(1, "A", number(3), "missing"))
    assert stands(both) == ("EXPLAINED", 3, -2)
    assert both.line(1, "A").explained == 4
    # One more than is missing is no explanation either.
    both.do(explained(1, "A", number(4), "missing"))
    assert stands(both)[0] == "DIFFERS"


def test_nobody_is_missing_where_the_frozen_list_has_them_not(both: Checked) -> None:
    """Else a unit would stand explained by somebody who was never expected in it."""
    here, there = {number(n) for n in range(1, 6)}, number(6)
    assert {one.number for one in both.unit(1, "A").present} == here
    both.count(1, "A", len(here) - 1)
    for request in (
        explained(1, "A", there, "missing"),
        counted_again(1, "A", len(here) - 1, method="name", missing=(there,)),
    ):
        (objection,) = both.objections(request)
        assert objection.code == "not-on-list"
        assert "expected in B" in objection.sentence
    assert both.refused(explained(1, "A", min(here), "extra")) == ["on-list"]
    both.do(explained(1, "A", min(here), "missing"))
    assert stands(both)[0] == "EXPLAINED"


def test_everybody_named_in_the_count_is_explained(checked: Checked) -> None:
    checked.count(1, "A", 4, method="name", missing=(number(1),))
    checked.do(explained(1, "A", number(2), "missing"))
    assert stands(checked)[0] == "DIFFERS"
    checked.do(explained(1, "A", number(1), "missing"))
    assert stands(checked)[0] == "DIFFERS"
    checked.do(explained(1, "A", number(2), "withdrawn", why="was there after all"))
    assert stands(checked)[0] == "EXPLAINED"


def test_a_later_count_voids_what_was_explained(checked: Checked) -> None:
    checked.count(1, "A", 4)
    checked.do(explained(1, "A", number(1), "missing"))
    assert stands(checked)[0] == "EXPLAINED"
    checked.do(counted_again(1, "A", 4))
    assert stands(checked)[0] == "DIFFERS"
    (kept,) = checked.unit(1, "A").explanations
    assert (kept.holds, kept.person.number, kept.by) == (False, number(1), "Test Officer")
    checked.do(explained(1, "A", number(1), "missing"))
    assert [one.holds for one in checked.unit(1, "A").explanations] == [False, True]


def test_an_explanation_that_was_withdrawn_does_not_count(checked: Checked) -> None:
    checked.count(1, "A", 6)
    checked.do(explained(1, "A", "unknown", "extra"))
    assert stands(checked)[0] == "EXPLAINED"
    checked.do(explained(1, "A", "unknown", "withdrawn", why="was counted twice"))
    assert stands(checked)[0] == "DIFFERS"
    checked.do(explained(1, "A", number(6), "extra"))
    assert stands(checked)[0] == "EXPLAINED"
    assert [one.what for one in checked.unit(1, "A").explanations] == [
        "extra", "withdrawn", "extra",
    ]  # fmt: skip


def test_an_explanation_moves_nobody(both: Checked) -> None:
    both.count(1, "A", 4)
    before = both.whereabouts()
    both.do(explained(1, "A", number(1), "missing", why="escaped over the wall"))
    assert both.whereabouts() == before


def test_responses_are_recorded_apart_from_the_number(checked: Checked) -> None:
    def responses(had: str, *without: str) -> asked.RecordWelfare:
        return asked.RecordWelfare(prison="WTI", check=1, unit="A", had=had, without=without)

    checked.do(responses("4", number(2)), who=WING)
    line = checked.line(1, "A")
    assert (line.responses, line.no_response, line.counted) == (4, 1, None)
    assert line.state.value == "NOT COUNTED"
    # A missed response stays missed, whatever is recorded later.
    checked.do(responses("5"))
    line = checked.line(1, "A")
    assert (line.responses, line.no_response) == (5, 1)
    first, second = checked.unit(1, "A").welfare
    assert [one.number for one in first.without] == [number(2)]
    assert (first.by, second.without) == (NAMES[WING], ())
    checked.count(1, "A", 5)
    assert stands(checked) == ("AGREES", 5, 0)


def test_the_same_count_sent_again_is_one_count(both: Checked) -> None:
    request = counted_in(1, "A", 4)
    first = carry_out(both.small.desk, [request], "request-1")
    assert isinstance(first, Receipt)
    both.small.clock.advance(MINUTE)
    before = both.small.dump()
    second = carry_out(both.small.desk, [request], "request-1")
    assert isinstance(second, Receipt)
    assert (second.lines, second.repeated) == (first.lines, True)
    assert both.small.dump() == before
    assert both.line(1, "A").counts == 1
    with pytest.raises(IdUsed):
        carry_out(both.small.desk, [counted_in(1, "A", 5)], "request-1")


def test_who_may_hand_in_a_count(checked: Checked) -> None:
    for account, role in (("aud", "auditor"), ("cron", "script")):
        officer = asked.AppointOfficer(prison="WTI", account=account, name="Some Body", role=role)
        checked.do(officer)
        for request in (
            counted_in(1, "A", 5),
            counted_again(1, "A", 5),
            explained(1, "A", number(1), "missing"),
            asked.RecordWelfare(prison="WTI", check=1, unit="A", had="5"),
        ):
            with pytest.raises(NotAuthorised):
                checked.ask(request, who=account)
        assert checked.refused(counted_in(1, "A", 5, by=account)) == ["counted-by"]
    checked.count(1, "A", 5, by=ACCOUNT, who=WING)
    assert checked.line(1, "A").counted_by == "Test Officer"

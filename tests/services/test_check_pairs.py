"""Units of which one is short and another is over, and who is named: which hint comes first."""

import pytest

from tests.registers import MINUTE, START, SmallRegister
from tests.services.check_prison import (
    HOUR,
    Checked,
    counted_again,
    counted_in,
    number,
    prepare,
)
from tests.services.told_hints import back, moved, told
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement


@pytest.fixture
def checked(small: SmallRegister) -> Checked:
    """Give the prison of two wings, a day after everybody came."""
    checked = prepare(small)
    small.clock.instant = START + 25 * HOUR
    return checked


def test_people_who_change_places(checked: Checked) -> None:
    """One of each wing is found in the other: the numbers agree, and the names do not."""
    check = checked.open()
    checked.count_all(check)
    for unit, own, other in (("A", 1, 6), ("B", 6, 1)):
        checked.small.clock.advance(MINUTE)
        again = counted_again(
            check, unit, 5, method="name", missing=(number(own),), extra=(number(other),),
            acknowledged=AGREES,
        )  # fmt: skip
        checked.do(again)
    found = told(checked, check)
    assert [(h.kind, h.units, h.people[0].number) for h in found[:2]] == [
        ("swap", ("A", "B"), number(1)),
        ("swap", ("B", "A"), number(6)),
    ]
    assert found[0].sentence == (
        "A0001AA Sample, Kim B is named missing in A and extra in B: "
        "would explain -1 in A and +1 in B."
    )


def test_who_is_named_missing_here_and_extra_there_comes_before_everything(
    checked: Checked,
) -> None:
    checked.do(moved(4, "A-1-001"))
    check = checked.open()
    checked.do(asked.Elsewhere(prison="WTI", person=number(3), to="WORKSHOP"))
    checked.count_all(check, WORKSHOP=1)
    name = {"method": "name", "acknowledged": AGREES}
    checked.do(counted_again(check, "A", 4, missing=(number(2),), **name))
    checked.do(counted_again(check, "B", 6, extra=(number(2),), **name))
    found = told(checked, check)
    assert found[0].kind == "swap"
    assert [one.number for one in found[0].people] == [number(2)]
    # By name it is known who of A is missing: nobody else of A explains it.
    assert {p.number for h in found if h.units[0] == "A" for p in h.people} == {number(2)}


def test_who_is_named_at_both_ends_comes_before_an_exact_pair(checked: Checked) -> None:
    """Two of A are missing and two more are in B; the shop and visits are one apart."""
    for n in (5, 10):
        checked.do(asked.Elsewhere(prison="WTI", person=number(n), to="WORKSHOP"))
    checked.small.clock.advance(2 * HOUR)
    check = checked.open()
    checked.do(asked.Elsewhere(prison="WTI", person=number(5), to="VISITS"))
    checked.count(check, "A", 2, method="name", missing=(number(2),))
    checked.count(check, "B", 6, method="name", extra=(number(2),))
    checked.count(check, "WORKSHOP", 1)
    checked.count(check, "VISITS", 1)
    swaps = [h for h in told(checked, check)[:3] if h.kind == "swap"]
    assert [h.units for h in swaps] == [("A", "B"), ("WORKSHOP", "VISITS")]
    assert swaps[0].people[0].number == number(2)


def test_who_is_found_by_name_where_another_unit_expects_them(checked: Checked) -> None:
    """Wing A has not been counted at all."""
    check = checked.open()
    checked.count(check, "B", 6, method="name", extra=(number(4),))
    found = told(checked, check)
    assert (found[0].kind, found[0].units) == ("swap", ("A", "B"))
    assert found[0].sentence.startswith("A0004AA Sample, Kim E was found by name in B, and the")
    # Who is there besides is known by name: nobody else at the edge is.
    assert {one.number for hint in found for one in hint.people} == {number(4)}


def test_an_exact_pair_comes_before_a_partial_one(checked: Checked) -> None:
    """Of people something is known between A and B; of A and reception only the numbers fit."""
    check = checked.open()
    checked.count_all(check, A=4, B=8, RECP=1)
    found = told(checked, check)
    assert [h.units for h in found if h.kind == "swap"] == [("A", "B"), ("A", "RECP")]
    assert found[0].people
    bare = next(h for h in found if h.units == ("A", "RECP"))
    assert bare.people == ()
    assert bare.sentence == (
        "A is 1 short and RECP is 1 over, so somebody of A may be in RECP:"
        " would explain -1 in A and +1 in RECP."
    )
    checked.do(counted_again(check, "B", 5))
    (first, *_) = told(checked, check)
    assert (first.kind, first.units) == ("swap", ("A", "RECP"))


def test_as_many_short_as_over_come_before_a_partial_pair(checked: Checked) -> None:
    for act in (asked.Elsewhere(prison="WTI", person=number(1), to="WORKSHOP"), back(1)):
        checked.do(act)
    checked.small.clock.advance(2 * HOUR)
    check = checked.open()
    checked.count_all(check, A=3, B=6, WORKSHOP=2)
    swaps = [hint for hint in told(checked, check) if hint.kind == "swap"]
    assert [hint.units for hint in swaps] == [("A", "WORKSHOP"), ("A", "B")]
    assert swaps[0].people[0].number == number(1)


def test_nothing_is_told_of_a_first_of_two_counts(checked: Checked) -> None:
    checked.do(asked.SetPrison(prison="WTI", values=(("two_counters", "yes"),)))
    check = checked.open()
    checked.do(asked.Elsewhere(prison="WTI", person=number(3), to="WORKSHOP"))
    checked.do(counted_in(check, "A", 4, method="name", missing=(number(3),), by="alex"))
    checked.count(check, "WORKSHOP", 1, by="alex")
    assert told(checked, check) == ()
    assert told(checked, check, "A") == ()
    checked.do(counted_in(check, "A", 4, by="blair"))
    (hint, *_) = told(checked, check)
    # The workshop's first count stays hidden: it is not said to be one over.
    assert hint.kind == "moved"
    assert hint.sentence.endswith("would explain -1 in A.")


AGREES = (Acknowledgement("unit-agrees", "by name"),)

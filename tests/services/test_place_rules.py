"""Rules 1 to 5 of places, by the numbers of domain note 3.2 and the field's own codes."""

import pytest

from tests.registers import MINUTE, START, SmallRegister
from tests.services.filled import done, received, record
from tests.services.place_requests import (
    ANN,
    BOB,
    ONE,
    THREE,
    TWO,
    against,
    back,
    cell,
    closed,
    closing,
    converted,
    holds,
    marked,
    out,
    person_in,
    signed,
    tried,
)
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Warned
from wingterm.domain.requests import Request

# Rule 1: 112 to 115.


@pytest.mark.parametrize(
    "figures",
    [(1, 2, 1), (100, 1, 1), (1, 100, 100), (1, 1, 100), (-1, 1, 1), (1, 1, 0)],
    ids=["114", "cna", "112", "113", "below 0", "115"],
)
def test_rule_1_figures_of_a_cell(small_file: SmallRegister, figures: tuple[int, int, int]) -> None:
    assert set(against(small_file, holds(*figures))) == {"capacity"}
    cna, working, maximum = figures
    assert set(against(small_file, cell(cna=cna, working=working, maximum=maximum))) == {"capacity"}


def test_rule_1_the_largest_figures_are_taken(small_file: SmallRegister) -> None:
    done(small_file, holds(99, 99, 99))


# Rule 2: 106.


@pytest.mark.parametrize("figures", [(0, 1, 1), (1, 0, 1)], ids=["cna", "working"])
def test_rule_2_a_normal_cell_has_room(
    small_file: SmallRegister, figures: tuple[int, int, int]
) -> None:
    assert against(small_file, holds(*figures)) == ["zero-capacity"]
    cna, working, maximum = figures
    assert against(small_file, cell(cna=cna, working=working, maximum=maximum)) == ["zero-capacity"]


def test_rule_2_all_specialist_types_must_allow_it(small_file: SmallRegister) -> None:
    done(small_file, marked(ONE, specialist="CAT_A;dry"))
    assert against(small_file, holds(1, 0, 1)) == ["zero-capacity"]
    done(small_file, marked(ONE, specialist="DRY;CSU"))
    done(small_file, holds(0, 0, 1))
    # What allowed it cannot be taken away, by itself or by another type.
    assert against(small_file, marked(ONE, specialist="")) == ["zero-capacity"] * 2
    assert against(small_file, marked(ONE, specialist="DRY;MEDICAL")) == ["zero-capacity"] * 2
    done(small_file, cell(working=0, marks=(("specialist", "UNFURNISHED"),)))
    refused = cell("A-1-010", working=0, marks=(("specialist", "SAFE_CELL"),))
    assert against(small_file, refused) == ["zero-capacity"]


def test_rule_2_other_accommodation_may_hold_nobody(small_file: SmallRegister) -> None:
    done(small_file, marked("A-1", accommodation="CARE_AND_SEPARATION"))
    done(small_file, holds(0, 0, 1), cell(cna=0, working=0))
    # A cell of the landing that is marked as normal is none of the landing's kind.
    assert (
        against(small_file, marked(ONE, accommodation="NORMAL_ACCOMMODATION"))
        == ["zero-capacity"] * 2
    )
    assert "zero-capacity" in against(small_file, marked("A-1", accommodation=""))
    # Nor could it have been normal for a time in between.
    early = marked("A-1", small_file.clock.instant - 1, accommodation="HEALTHCARE_INPATIENTS")
    done(small_file, early)
    assert "zero-capacity" in against(
        small_file, marked("A-1", small_file.clock.instant, accommodation="")
    )


# Rule 3: 117 and 141.


def test_rule_3_never_below_the_people(small_file: SmallRegister) -> None:
    person_in(small_file, ANN, TWO)
    person_in(small_file, BOB, TWO)
    assert against(small_file, holds(1, 1, 2, TWO)) == ["below-occupancy"]
    assert against(small_file, holds(1, 1, 1, TWO)) == ["below-occupancy"] * 2
    done(small_file, asked.CourtOut(prison="WTI", person=BOB, destination="Leeds"))
    # The bed is kept.
    assert against(small_file, holds(1, 1, 2, TWO)) == ["below-occupancy"]
    done(small_file, holds(1, 2, 2, TWO))


def test_rule_3_while_the_capacity_holds(small: SmallRegister) -> None:
    # What was so before the next change is judged by who was there then.
    done(small, holds(1, 2, 2, at=START - MINUTE))
    person_in(small, ANN, ONE)
    person_in(small, BOB, ONE)
    done(small, holds(1, 1, 1, at=START - 2 * MINUTE))
    assert against(small, holds(1, 1, 1, at=START - MINUTE)) == ["below-occupancy"] * 2


# Rule 4: 116.


def test_rule_4_signed_capacity_is_at_most_the_sum_of_the_maxima(small: SmallRegister) -> None:
    assert against(small, signed(7)) == ["over-maximum"]
    assert against(small, signed(-1)) == ["capacity"]
    done(small, signed(6))
    # Out of use for a time counts; closed for good, converted or not yet in use does not.
    done(small, out(TWO), cell(draft=True))
    assert against(small, signed(7)) == ["over-maximum"]
    done(small, back("A-1-009"), signed(7))
    # It was not so before the cell was there.
    assert against(small, signed(7, START - 900 * MINUTE)) == ["over-maximum"]


@pytest.mark.parametrize(
    "request_of",
    [holds(1, 1, 2, THREE), closed(THREE), converted(THREE), closed("A")],
    ids=["lowered", "closed", "converted", "wing closed"],
)
def test_rule_4_below_the_signed_figure_is_acknowledged(
    small_file: SmallRegister, request_of: Request
) -> None:
    done(small_file, signed(6))
    outcome = tried(small_file, request_of)
    assert isinstance(outcome, Warned)
    assert [warning.code for warning in outcome.warnings] == ["signed-capacity"]


def test_rule_4_not_below_the_signed_figure_asks_nothing(small_file: SmallRegister) -> None:
    done(small_file, signed(5))
    done(small_file, holds(1, 1, 2, THREE))
    done(small_file, out(THREE))


# Rule 5: 109.


@pytest.mark.parametrize("code", [ONE, "A-1", "A"])
def test_rule_5_nothing_with_people_in_it_is_closed(small: SmallRegister, code: str) -> None:
    person_in(small)
    for request in [out(code), closed(code)] + ([converted(code)] if code == ONE else []):
        assert against(small, request) == ["has-people"]
    done(small, asked.Elsewhere(prison="WTI", person=ANN, to="WORKSHOP"))
    assert against(small, out(code)) == ["has-people"]
    done(small, asked.Move(prison="WTI", person=ANN, to="RECP"))
    done(small, out(code))


def test_rule_5_a_bed_that_is_kept_counts(small_file: SmallRegister) -> None:
    person_in(small_file)
    done(small_file, asked.CourtOut(prison="WTI", person=ANN, destination="Leeds"))
    for request in closing(ONE):
        assert against(small_file, request) == ["has-people"]


def test_rule_5_at_any_later_instant(small_file: SmallRegister) -> None:
    person_in(small_file)
    left = START + 10 * MINUTE
    small_file.clock.instant = left
    done(small_file, asked.Move(prison="WTI", person=ANN, to="RECP"))
    in_it = small_file.clock.instant - 5 * MINUTE
    before = START - 30 * MINUTE
    for at in (in_it, before):
        assert against(small_file, out(ONE, at=at)) == ["has-people"]
        assert against(small_file, closed(ONE, at=at)) == ["has-people"]
    done(small_file, out(ONE, at=left + MINUTE))


def test_rule_5_who_stands_in_a_workshop(small: SmallRegister) -> None:
    done(small, record(ANN))
    done(small, received(ANN))
    done(small, asked.Elsewhere(prison="WTI", person=ANN, to="WORKSHOP"))
    assert against(small, out("WORKSHOP")) == ["has-people"]
    left = asked.Back(prison="WTI", person=ANN)
    # The lines of an act see the earlier ones.
    assert against(small, out("WORKSHOP"), left) == ["has-people"]
    done(small, left, out("WORKSHOP"))
    there = asked.Elsewhere(prison="WTI", person=ANN, to="WORKSHOP")
    assert against(small, there) == ["out-of-use"]
    assert against(small, back("WORKSHOP"), there, out("WORKSHOP")) == ["has-people"]


def test_rule_5_another_wing_is_none_of_it(small_file: SmallRegister) -> None:
    done(
        small_file,
        asked.AddPlace(prison="WTI", code="A1", kind="WING"),
        asked.AddPlace(prison="WTI", code="A1-1", kind="LANDING"),
        cell("A1-1-001"),
    )
    person_in(small_file, ANN, "A1-1-001")
    done(small_file, out("A"))
    person_in(small_file, BOB, "RECP")

"""Status and marks of places, what is taken back, and settings of a prison (domain note 3.3)."""

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.services.filled import done, received, record
from tests.services.place_requests import (
    ANN,
    BOB,
    ONE,
    TWO,
    against,
    back,
    cell,
    certificate,
    changes,
    closed,
    converted,
    holds,
    marked,
    out,
    person_in,
    tried,
    withdrawn,
)
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.domain.requests import Request

# Note 3.3: status and marks.


def test_marks_are_codes_in_use(small_file: SmallRegister) -> None:
    for name, typed in (
        ("accommodation", "NORMAL"), ("accommodation", "CARE_AND_SEPARATION;OTHER_NON_RESIDENTIAL"),
        ("specialist", "DRY;WET"), ("used_for", "?"), ("attributes", "ZZ"), ("sex", "X"),
        ("sex", "M;F"), ("categories", "Y"), ("cell_mark", "a\x1b"), ("colour", "red"),
    ):  # fmt: skip
        wrong = asked.MarkPlace(prison="WTI", code=ONE, values=((name, typed),))
        assert against(small_file, wrong) == ["mark"], name
    assert against(small_file, asked.MarkPlace(prison="WTI", code=ONE, values=())) == ["mark"]
    assert against(small_file, marked("WORKSHOP", sex="M")) == ["mark"]
    assert against(small_file, marked("A", specialist="DRY")) == ["mark"]
    assert against(small_file, marked("A-1", cell_mark="1")) == ["mark"]
    faults = marked(ONE, sex="X", accommodation="?", specialist="?")
    assert against(small_file, faults) == ["mark"] * 3


def test_marks_named_change_and_the_others_stay(small_file: SmallRegister) -> None:
    done(small_file, marked(ONE, specialist="dry ; csu", attributes="SO;OC", cell_mark="1"))
    done(small_file, marked(ONE, attributes="", sex="f", categories="B;C"))
    with small_file.store.read() as reader:
        row = reader.one(
            "SELECT f.value FROM fact_span f JOIN place p ON p.id = f.subject_id"
            " WHERE f.fact_kind = 'marks' AND p.code = ? ORDER BY f.from_at DESC LIMIT 1",
            (ONE,),
        )
    assert row is not None
    assert row[0] == (
        '{"attributes":[],"categories":["B","C"],"cell_mark":"1","sex":"F",'
        '"specialist":["DRY","CSU"]}'
    )


def test_closed_for_good_is_never_again_in_use(small_file: SmallRegister) -> None:
    done(small_file, closed("A-1"))
    for request in (*changes(ONE), back(ONE), back("A-1"), cell()):
        assert against(small_file, request) == ["closed-for-good"], request
    assert against(small_file, closed("A", description="")) == ["description"]
    done(small_file, closed("A"))


def test_closing_before_what_is_on_record_already(small_file: SmallRegister) -> None:
    early = small_file.clock.instant
    done(small_file, out(ONE))
    done(small_file, back(ONE))
    assert against(small_file, closed(ONE, at=early)) == ["status-later"]


def test_a_draft_is_not_in_use_until_it_is_brought_into_use(small_file: SmallRegister) -> None:
    done(small_file, cell(draft=True), record(ANN))
    assert against(small_file, received(ANN, "A-1-009")) == ["out-of-use"]
    assert against(small_file, out("A-1-009")) == ["place-status"]
    done(small_file, back("A-1-009"))
    assert against(small_file, back("A-1-009")) == ["place-status"]
    done(small_file, received(ANN, "A-1-009"))


def test_a_cell_becomes_a_room_and_a_cell_again(small_file: SmallRegister) -> None:
    done(small_file, record(ANN))
    for wrong in (converted(ONE, "CELL"), converted(ONE, "")):
        assert against(small_file, wrong) == ["room"]
    assert against(small_file, converted("A-1")) == ["not-a-cell"]
    done(small_file, converted(ONE, "office"))
    assert against(small_file, received(ANN, ONE)) == ["out-of-use"]
    assert against(small_file, out(ONE)) == ["place-status"]
    done(small_file, back(ONE))
    done(small_file, received(ANN, ONE))


@pytest.mark.parametrize("code", ["RECP", "EN-ROUTE", "CSWAP", "COURT", "TAP", "AT-LARGE"])
def test_the_places_that_every_prison_has_stay(small_file: SmallRegister, code: str) -> None:
    for request in (out(code), back(code), closed(code), converted(code), certificate(code)):
        assert "special-place" in against(small_file, request)


def test_nothing_of_it_is_to_come(small_file: SmallRegister) -> None:
    late = small_file.clock.instant + 100 * MINUTE
    assert against(small_file, out(ONE, at=late)) == ["in-future"]
    assert against(small_file, marked(ONE, late, sex="M")) == ["in-future"]


# Note 3.4, rule 3: a cell out of use takes nobody, at no instant.


def test_nobody_is_put_into_a_cell_out_of_use_whenever_it_was(small: SmallRegister) -> None:
    person_in(small)
    first = small.clock.instant + 10 * MINUTE
    small.clock.instant = first
    done(small, out(TWO))
    small.clock.instant += 10 * MINUTE
    done(small, back(TWO))
    during = first + 5 * MINUTE
    for at in (first - MINUTE, during):
        assert against(small, asked.Move(prison="WTI", person=ANN, to=TWO, at=at)) == ["out-of-use"]
    done(small, asked.Move(prison="WTI", person=ANN, to=TWO))


def test_a_correction_gives_no_bed_of_a_cell_that_was_closed(small: SmallRegister) -> None:
    """Back in the cell that they left, somebody would be in it while it was out of use."""
    person_in(small)
    done(small, asked.Move(prison="WTI", person=ANN, to="RECP"))
    done(small, out("A-1"))
    wrong = asked.Correct(prison="WTI", person=ANN, why="never moved")
    assert against(small, wrong) == ["restored-cell-closed"]
    done(small, back("A-1"))
    # It was closed for a while all the same.
    assert against(small, wrong) == ["restored-cell-closed"]
    small.clock.instant += MINUTE
    where = asked.Move(prison="WTI", person=ANN, to="RECP", at=small.clock.instant - 4 * MINUTE)
    done(small, asked.Correct(prison="WTI", person=ANN, why="other time", again=(where,)))


def test_rule_3_a_correction_gives_no_bed_that_the_capacity_does_not_allow(
    small: SmallRegister,
) -> None:
    """Of two who left, one cannot be back in a cell that holds one less since."""
    person_in(small, ANN, TWO)
    person_in(small, BOB, TWO)
    done(small, asked.Move(prison="WTI", person=ANN, to="RECP"))
    done(small, holds(1, 1, 1, TWO))
    wrong = asked.Correct(prison="WTI", person=ANN, why="never moved")
    assert against(small, wrong) == ["restored-cell-full"]
    done(small, holds(1, 2, 2, TWO))
    # For a while it held one.
    assert against(small, wrong) == ["restored-cell-full"]
    later = asked.Move(prison="WTI", person=ANN, to="RECP", at=small.clock.instant - 5 * MINUTE)
    done(small, asked.Correct(prison="WTI", person=ANN, why="other time", again=(later,)))


# Settings of the prison.


def test_settings_named_change_and_the_others_stay(small_file: SmallRegister) -> None:
    def set_to(**values: str) -> Request:
        return asked.SetPrison(prison="WTI", values=tuple(values.items()))

    for wrong in ({"colour": "red"}, {"explain_moves": "perhaps"}, {"absence_on_roll_days": "-1"}):
        assert against(small_file, set_to(**wrong)) == ["setting"]
    assert against(small_file, asked.SetPrison(prison="WTI", values=())) == ["setting"]
    done(small_file, set_to(explain_moves="yes", absence_on_roll_days="3"))
    done(small_file, set_to(absence_on_roll_days="5"))
    person_in(small_file)
    moved = asked.Move(prison="WTI", person=ANN, to=TWO)
    assert len(against(small_file, moved)) == 1
    done(small_file, set_to(explain_moves="no"))
    done(small_file, moved)


def test_reasons_and_fields_of_the_receipt(small_file: SmallRegister) -> None:
    receipt = done(small_file, out(ONE, expected_back="2026-04-01", reference="PFM-1"))
    assert receipt.lines[0].said == f"{ONE} is out of use: Damage, expected back 2026-04-01."
    assert receipt.lines[0].verb == "out-of-use"
    assert isinstance(tried(small_file, back(ONE)), Receipt)


# What was said is taken back: the rules hold without it too.


def test_rule_3_a_capacity_that_people_needed_is_not_withdrawn(small: SmallRegister) -> None:
    more = done(small, holds(2, 2, 2))
    person_in(small, ANN, ONE)
    assert isinstance(tried(small, withdrawn(small, more)), Receipt)
    again = done(small, holds(2, 2, 2))
    person_in(small, BOB, ONE)
    assert against(small, withdrawn(small, again)) == ["below-occupancy"]
    done(small, asked.Move(prison="WTI", person=BOB, to="RECP"))
    # They were there all the same.
    assert against(small, withdrawn(small, again)) == ["below-occupancy"]


def test_rules_2_and_10_marks_that_were_needed_are_not_withdrawn(
    small_file: SmallRegister,
) -> None:
    dry = done(small_file, marked(ONE, specialist="DRY"))
    less = done(small_file, holds(1, 0, 1))
    assert against(small_file, withdrawn(small_file, dry)) == ["zero-capacity"]
    done(small_file, withdrawn(small_file, less))
    done(small_file, withdrawn(small_file, dry))
    segregation = done(small_file, marked("A", accommodation="CARE_AND_SEPARATION"))
    done(small_file, holds(0, 0, 1))
    assert "zero-capacity" in against(small_file, withdrawn(small_file, segregation))
    normal = done(small_file, marked(TWO, accommodation="NORMAL_ACCOMMODATION"))
    done(small_file, marked(TWO, used_for="REMAND"))
    assert isinstance(tried(small_file, withdrawn(small_file, normal)), Receipt)

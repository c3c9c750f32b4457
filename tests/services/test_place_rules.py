"""The rules of places, one by one, by the numbers of domain note 3.2 and the field's own codes."""

import pytest

from tests.registers import MINUTE, START, SmallRegister
from tests.services.filled import done, received, record
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Outcome, Receipt, Refused, Warned
from wingterm.domain.requests import Request
from wingterm.services.act import carry_out

ANN, BOB = "A0001AA", "A0002AA"
ONE, TWO, THREE = "A-1-001", "A-1-002", "A-1-003"
SEVERAL = (Acknowledgement("signed-capacity", "agreed with the region"),)


def tried(small: SmallRegister, *requests: Request) -> Outcome:
    """Try an act a minute later."""
    small.clock.instant += MINUTE
    return carry_out(small.desk, requests)


def against(small: SmallRegister, *requests: Request) -> list[str]:
    """Give the codes of what stands against an act; nothing may have changed."""
    small.clock.instant += MINUTE
    before = small.dump()
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Refused), outcome
    assert small.dump() == before
    return sorted(objection.code for objection in outcome.objections)


def cell(code: str = "A-1-009", **given: object) -> asked.AddPlace:
    """Ask for a cell of one."""
    right = {"prison": "WTI", "kind": "CELL", "cna": 1, "working": 1, "maximum": 1}
    return asked.AddPlace(code=code, **{**right, **given})  # type: ignore[arg-type]


def holds(cna: int, working: int, maximum: int, code: str = ONE, **given: object) -> Request:
    """Ask for capacities."""
    return asked.SetCapacity(
        prison="WTI", code=code, cna=cna, working=working, maximum=maximum,
        **given,  # type: ignore[arg-type]
    )  # fmt: skip


def marked(code: str, at: int | None = None, **values: str) -> Request:
    """Ask for marks."""
    return asked.MarkPlace(prison="WTI", code=code, values=tuple(values.items()), at=at)


def out(code: str, reason: str = "DAMAGED", **given: object) -> Request:
    """Ask to take a place out of use."""
    return asked.TakeOutOfUse(prison="WTI", code=code, reason=reason, **given)  # type: ignore[arg-type]


def back(code: str, at: int | None = None) -> Request:
    """Ask to bring a place into use."""
    return asked.BringBack(prison="WTI", code=code, at=at)


def closed(code: str, **given: object) -> Request:
    """Ask to close a place for good."""
    right = {"prison": "WTI", "description": "demolished"}
    return asked.ClosePlace(code=code, **{**right, **given})  # type: ignore[arg-type]


def converted(code: str, to: str = "OFFICE") -> Request:
    """Ask to make a cell a room."""
    return asked.ConvertPlace(prison="WTI", code=code, to=to)


def certificate(code: str) -> Request:
    """Ask for a change of the certificate."""
    return asked.RequestCertificate(
        prison="WTI", code=code, reference="CC-1", change="one more place"
    )


def settled(code: str, *, approved: bool = True) -> Request:
    """Ask to settle a change of the certificate."""
    return asked.SettleCertificate(prison="WTI", code=code, approved=approved)


def person_in(small: SmallRegister, number: str = ANN, place: str = ONE) -> None:
    """Put somebody into a cell."""
    done(small, record(number))
    done(small, received(number, place))


def closing(code: str) -> list[Request]:
    """Every way of ending the use of a cell."""
    return [out(code), closed(code), converted(code)]


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


# Rule 4: 116.


def signed(figure: int, at: int | None = None) -> Request:
    """Ask for a signed operational capacity."""
    return asked.SignCapacity(prison="WTI", signed=figure, at=at)


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


# Rule 6: 118.


def test_rule_6_reason_other_needs_a_description(small_file: SmallRegister) -> None:
    assert against(small_file, out(ONE, "OTHER", description=" ")) == ["description"]
    done(small_file, out(ONE, "other", description="awaiting a lock"))


@pytest.mark.parametrize("reason", ["", "A", "F", "NEW_BUILD", "CONVERT_CELL_TO_ROOM", "QQQ"])
def test_only_reasons_that_staff_may_pick(small_file: SmallRegister, reason: str) -> None:
    assert against(small_file, out(ONE, reason)) == ["reason"]


def test_when_it_is_expected_back(small_file: SmallRegister) -> None:
    assert against(small_file, out(ONE, expected_back="soon")) == ["expected-back"]
    assert against(small_file, out(ONE, expected_back="2026-03-01")) == ["expected-back"]
    done(small_file, out(ONE, expected_back="02/03/2026"))
    # Another date and reason, while it is out of use.
    done(small_file, out(ONE, "DAMP", expected_back="2026-04-01", reference="PFM-77"))


# Rule 7: 104.


def test_rule_7_nothing_is_in_use_below_what_is_not(small_file: SmallRegister) -> None:
    done(small_file, out(ONE), out("A"))
    assert against(small_file, back(ONE)) == ["above-out-of-use"]
    assert against(small_file, back("A-1")) == ["above-out-of-use", "place-status"]
    done(small_file, back("A"))
    done(small_file, back(ONE))


def test_rule_7_what_is_below_is_out_of_use_by_it(small_file: SmallRegister) -> None:
    done(small_file, record(ANN))
    done(small_file, out("A"))
    assert against(small_file, received(ANN, ONE)) == ["out-of-use"]
    done(small_file, back("A"))
    done(small_file, received(ANN, ONE))


# Rule 8: 119, 132 and 103.


def test_rule_8_a_name_is_unique_at_its_level(small_file: SmallRegister) -> None:
    rename = asked.RenamePlace
    done(small_file, rename(prison="WTI", code=ONE, name="The Nest"))
    assert against(small_file, rename(prison="WTI", code=TWO, name="the nest")) == ["name-in-use"]
    assert against(small_file, cell(name="THE NEST")) == ["name-in-use"]
    assert against(small_file, rename(prison="WTI", code=TWO, name=" ")) == ["name"]
    assert against(small_file, cell(name="New"), cell("A-1-010", name="New")) == ["name-in-use"]
    # Another level, the same place, one that is closed for good.
    done(small_file, rename(prison="WTI", code="A", name="The Nest"))
    done(small_file, rename(prison="WTI", code=ONE, name="THE NEST"))
    done(small_file, closed(ONE))
    done(small_file, cell(name="The Nest"))


def test_rule_8_a_cell_mark_is_unique_at_its_level(small_file: SmallRegister) -> None:
    done(small_file, marked(ONE, cell_mark="A1/1"))
    assert against(small_file, marked(TWO, cell_mark="a1/1")) == ["cell-mark-in-use"]
    assert against(small_file, cell(marks=(("cell_mark", "A1/1"),))) == ["cell-mark-in-use"]
    assert against(small_file, marked(TWO, cell_mark="x" * 13)) == ["mark"]
    done(small_file, marked(ONE, cell_mark="x" * 12), marked(TWO, cell_mark="A1/1"))


def test_rule_8_a_code_is_unique(small_file: SmallRegister) -> None:
    assert against(small_file, cell(ONE)) == ["code-in-use"]
    done(small_file, closed(ONE))
    # Even of what is closed for good: the books name it.
    assert against(small_file, cell(ONE)) == ["code-in-use"]
    assert against(small_file, asked.AddPlace(prison="WTI", code="tap", kind="AREA")) == [
        "code-in-use"
    ]


# Rule 9: 122.


def changes(code: str) -> list[Request]:
    """Every change of a cell."""
    return [
        *closing(code), holds(1, 1, 1, code), marked(code, sex="M"), certificate(code),
        asked.RenamePlace(prison="WTI", code=code, name="Another"),
    ]  # fmt: skip


@pytest.mark.parametrize("code", [ONE, "A-1", "A"])
def test_rule_9_no_change_while_the_certificate_is_awaited(
    small_file: SmallRegister, code: str
) -> None:
    done(small_file, certificate(code))
    for request in changes(ONE):
        assert against(small_file, request) == ["certificate-pending"], request
    assert against(small_file, closed("A")) == ["certificate-pending"]
    if code != ONE:
        assert against(small_file, cell()) == ["certificate-pending"]
    done(small_file, settled(code, approved=False))
    done(small_file, holds(1, 1, 1))


def test_rule_9_what_is_settled_was_asked_for(small_file: SmallRegister) -> None:
    assert against(small_file, settled(ONE)) == ["no-certificate"]
    assert against(small_file, certificate("WORKSHOP")) == ["not-residential"]
    wordless = asked.RequestCertificate(prison="WTI", code=ONE, reference="", change="")
    assert against(small_file, wordless) == ["change"]
    done(small_file, certificate(ONE))
    done(small_file, settled(ONE))
    assert against(small_file, settled(ONE)) == ["no-certificate"]


def test_rule_9_a_change_from_before_it_was_asked_for(small_file: SmallRegister) -> None:
    asked_at = small_file.clock.instant + MINUTE
    done(small_file, certificate(ONE))
    early = asked_at - 10 * MINUTE
    assert against(small_file, holds(1, 1, 2, at=early)) == ["certificate-pending"]
    done(small_file, settled(ONE))
    assert against(small_file, holds(1, 1, 2, at=asked_at)) == ["certificate-pending"]
    done(small_file, holds(1, 1, 2, at=early))


# Rule 10: 138.


def test_rule_10_used_for_only_on_normal_accommodation(small_file: SmallRegister) -> None:
    done(small_file, marked(ONE, used_for="REMAND;YOUNG_PERSONS"))
    assert against(small_file, marked(ONE, accommodation="CARE_AND_SEPARATION")) == ["used-for"]
    assert against(small_file, marked("A", accommodation="HEALTHCARE_INPATIENTS")) == ["used-for"]
    done(small_file, marked(ONE, used_for=""))
    done(small_file, marked("A", accommodation="HEALTHCARE_INPATIENTS"))
    assert against(small_file, marked(ONE, used_for="REMAND")) == ["used-for"]
    assert against(small_file, cell(marks=(("used_for", "REMAND"),))) == ["used-for"]
    assert against(small_file, marked("A-1", used_for="REMAND")) == ["used-for"]


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


def withdrawn(small: SmallRegister, receipt: Receipt) -> Request:
    """Ask to withdraw the fact of an act."""
    entry = int(receipt.lines[0].entries[0].rpartition("-")[2])
    return asked.WithdrawFact(prison="WTI", entry=entry, why="not so")


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

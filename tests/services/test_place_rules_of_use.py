"""Rules 6 to 10 of places, by the numbers of domain note 3.2 and the field's own codes."""

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.services.filled import done, received, record
from tests.services.place_requests import (
    ANN,
    ONE,
    TWO,
    against,
    back,
    cell,
    certificate,
    changes,
    closed,
    holds,
    marked,
    out,
    settled,
)
from wingterm.domain import requests as asked

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

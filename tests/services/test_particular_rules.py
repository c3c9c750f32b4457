"""What the field's rules ask of single kinds of particulars, through whole acts."""

from dataclasses import replace

import pytest

from tests.accesses import accesses
from tests.registers import MINUTE, START, SmallRegister
from tests.services.filled import ALONE, SECOND, SHARING, done, received, record
from tests.services.on_record import (
    DAY,
    against,
    codes,
    line,
    lines,
    na,
    over,
    people_on_record,
    said,
)
from wingterm.domain import requests as asked


@pytest.fixture
def held(small: SmallRegister) -> SmallRegister:
    """Give a small register with two people received and one never."""
    return people_on_record(small)


# Alerts: domain note 4.9.


def test_an_alert_begins_today_unless_said(held: SmallRegister) -> None:
    done(held, said("alert", "xa", comment="sets fires", authorised_by="B Officer"))
    shown = line(held, "alert")
    assert (shown.key, shown.label) == ("XA", "Alert XA Arsonist")
    assert dict(shown.values) == {
        "start": "2026-03-02", "comment": "sets fires", "authorised_by": "B Officer",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("start", "taken"),
    [
        ("2026-03-02", True), ("2026-02-23", True), ("2026-02-22", False), ("2026-03-03", False),
        ("unknown", False),
    ],
)  # fmt: skip
def test_an_alert_begins_not_later_and_at_most_seven_days_back(
    held: SmallRegister, start: str, taken: bool
) -> None:
    if taken:
        done(held, said("alert", "XA", start=start))
        assert dict(line(held, "alert").values)["start"] == start
    else:
        field = {"unknown": "record-value"}.get(start, "alert-start")
        assert codes(held, said("alert", "XA", start=start)) == [(field, "start")]


def test_an_alert_without_its_start_begins_today(held: SmallRegister) -> None:
    done(held, said("alert", "XA", start="2026-02-27"))
    done(held, said("alert", "XA", start=""))
    assert dict(line(held, "alert").values)["start"] == "2026-03-02"


def test_an_old_alert_may_be_remarked_upon(held: SmallRegister) -> None:
    done(held, said("alert", "XA"))
    held.clock.instant += 30 * DAY
    done(held, said("alert", "XA", comment="reviewed"))
    assert dict(line(held, "alert").values) == {"start": "2026-03-02", "comment": "reviewed"}
    assert codes(held, said("alert", "XA", start="2026-03-03")) == [("alert-start", "start")]


def test_an_alert_counts_to_the_end_of_its_last_day(held: SmallRegister) -> None:
    done(held, said("alert", "XA", end="2026-03-03"))
    assert codes(held, said("alert", "XA", end="2026-03-01")) == [("alert-end", "end")]
    held.clock.instant = START - 9 * 60 * MINUTE + 2 * DAY - 1
    assert line(held, "alert").state == "in force"
    held.clock.instant += 1
    assert line(held, "alert").state == "ended"
    assert codes(held, over("alert", "XA")) == [("unknown-record", "key")]
    done(held, said("alert", "XA"))
    assert dict(line(held, "alert").values) == {"start": "2026-03-04"}


def test_an_alert_that_is_ended_stays_readable(held: SmallRegister) -> None:
    done(held, said("alert", "XA", comment="sets fires"))
    done(held, replace(over("alert", "XA", why="reviewed"), comment="by the wing"))
    shown = line(held, "alert")
    assert shown.state == "ended"
    assert dict(shown.values) == {
        "start": "2026-03-02", "end": "2026-03-02", "comment": "sets fires", "why": "reviewed",
        "remark": "by the wing",
    }  # fmt: skip


# Non-associations: domain note 4.10.


def test_a_non_association_is_written_for_both_in_one_act(held: SmallRegister) -> None:
    receipt = done(held, na())
    assert len(receipt.lines[0].entries) == 2
    mine, theirs = line(held, "na"), line(held, "na", SHARING)
    assert (mine.key, theirs.key) == (SHARING, ALONE)
    assert dict(mine.values)["role"] == dict(theirs.values)["other_role"] == "VICTIM Victim"
    assert dict(mine.values)["other_role"] == dict(theirs.values)["role"]
    assert dict(mine.values)["restriction"] == "LANDING Cell and landing"
    assert {ALONE, SHARING} <= set(accesses(held.desk)[-1]["people"])


@pytest.mark.parametrize("at", [None, START + 2 * MINUTE])
def test_one_open_record_a_pair(held: SmallRegister, at: int | None) -> None:
    held.clock.instant += MINUTE
    done(held, na())
    assert codes(held, replace(na(), at=at)) == [("na-open", "key")]
    assert codes(held, replace(na(SHARING, ALONE), at=at)) == [("na-open", "key")]


def test_a_comment_is_required(held: SmallRegister) -> None:
    assert codes(held, na(comment="")) == [("record-missing", "comment")]
    assert codes(held, na(role="JUDGE")) == [("record-value", "role")]


def test_closed_with_a_reason_for_both_and_reopened(held: SmallRegister) -> None:
    done(held, na())
    assert codes(held, over("na", ALONE, SHARING, why="")) == [("why", "why")]
    done(held, over("na", ALONE, SHARING, why="settled"))
    assert {line(held, "na", who).state for who in (ALONE, SHARING)} == {"ended"}
    assert dict(line(held, "na").values)["why"] == "settled"
    assert codes(held, said("na", SHARING)) == [("record-missing", "comment")]
    done(held, said("na", SHARING, comment="again"))
    assert {line(held, "na", who).state for who in (ALONE, SHARING)} == {"in force"}
    assert dict(line(held, "na", SHARING).values)["role"] == "PERPETRATOR Perpetrator"


def test_both_made_in_the_same_act(small: SmallRegister) -> None:
    done(small, record(ALONE), record(SHARING), na("+1", "+2"))
    assert line(small, "na", SHARING).key == ALONE


# Identifiers: domain notes 4.3, 4.4; 6.1, rule 29.


def test_identifiers_are_kept_in_one_form(held: SmallRegister) -> None:
    done(held, said("id", "pnc", value="03/11999m"), said("id", "CRO", value="65656/91H"))
    done(held, said("id", "PASS", value="ab 1234"))
    assert {i.key: dict(i.values)["value"] for i in lines(held, "id")} == {
        "PNC": "2003/0011999M", "CRO": "065656/91H", "PASS": "AB1234",
    }  # fmt: skip
    assert not done(held, said("id", "PNC", value="2003/0011999M")).changed


@pytest.mark.parametrize(
    ("kind", "value"), [("PNC", "2018/0123456X"), ("CRO", "85227/65G"), ("PNC", "nothing")]
)
def test_identifiers_are_checked_by_their_letter(
    held: SmallRegister, kind: str, value: str
) -> None:
    assert codes(held, said("id", kind, value=value)) == [("identifier", "value")]


def test_rule_29_an_identifier_of_somebody_else_is_refused_with_their_number(
    held: SmallRegister,
) -> None:
    done(held, said("id", "PNC", value="03/11999M"), said("id", "PASS", value="AB1234"))
    (objection,) = against(held, said("id", "PNC", SHARING, value="2003/11999M"))
    assert objection.code == "identifier-held"
    assert objection.sentence == f"Prisoner with PNC 2003/0011999M already exists with ID {ALONE}."
    done(held, said("id", "PASS", SHARING, value="AB1234"))
    done(held, over("id", "PNC"))
    done(held, said("id", "PNC", SHARING, value="2003/11999M"))


def test_rule_29_within_one_act(held: SmallRegister) -> None:
    both = [said("id", "CRO", who, value="29906/12J") for who in (ALONE, SHARING)]
    assert codes(held, *both) == [("identifier-held", "value")]


# Of the stay: domain notes 4.6, 4.8, 4.11 and 4.12.


def test_what_belongs_to_a_stay_needs_one(held: SmallRegister) -> None:
    assert codes(held, said("category", "", SECOND, category="C")) == [("no-stay", "")]
    early = said("category", "", ALONE, START, category="C")
    assert codes(held, early) == [("before-stay", "at")]
    done(held, said("alert", "XA", SECOND))
    assert line(held, "alert", SECOND).state == "in force"


def test_a_specific_high_risk_says_towards_whom(held: SmallRegister) -> None:
    """Domain note 4.8."""
    assert codes(held, said("csra", level="HIGH_SPECIFIC")) == [
        ("record-missing", "at_risk"), ("record-missing", "vulnerabilities"),
    ]  # fmt: skip
    towards_nobody = said(
        "csra", level="HIGH_SPECIFIC", at_risk="unknown", vulnerabilities="unknown"
    )
    assert codes(held, towards_nobody) == [("record-value", "at_risk")]
    done(held, said("csra", level="HIGH_SPECIFIC", at_risk="younger men", vulnerabilities="none"))
    assert line(held, "csra").said.startswith("Level: HIGH_SPECIFIC High risk - specific")


def test_a_readmission_starts_without_a_rating(held: SmallRegister) -> None:
    """Domain note 4.8; what belongs to the person goes on."""
    done(held, said("csra", level="STANDARD"), said("alert", "XA"))
    done(held, asked.Release(prison="WTI", person=ALONE, reason="CR"))
    assert line(held, "csra").state == "in force"
    done(held, received(ALONE, "A-1-001"))
    assert line(held, "csra").state == "of an earlier stay"
    assert line(held, "alert").state == "in force"
    done(held, said("csra", level="HIGH_GENERAL"))
    assert line(held, "csra").state == "in force"


def test_incentive_reviews_are_worked_out(held: SmallRegister) -> None:
    """Domain note 4.11."""
    done(held, said("incentive", level="STD"))
    assert dict(line(held, "incentive").values)["next_review"] == "2026-06-02"
    done(held, said("incentive", level="BAS"))
    assert dict(line(held, "incentive").values)["next_review"] == "2026-03-09"
    done(held, said("incentive", level="BAS"))
    assert dict(line(held, "incentive").values)["next_review"] == "2026-03-30"
    done(held, said("incentive", next_review="2026-03-20"))
    assert dict(line(held, "incentive").values)["next_review"] == "2026-03-20"
    assert codes(held, said("incentive", level="ENT")) == [("record-value", "level")]


def test_legal_status_follows_from_the_imprisonment_status(held: SmallRegister) -> None:
    """Domain note 4.6."""
    done(held, said("legal-status", status="RECEP_REM"))
    assert dict(line(held, "legal-status").values)["legal status"] == "Remand"


def test_which_date_is_the_release_date(held: SmallRegister) -> None:
    """Domain note 4.12."""
    assert lines(held, "release") == []
    done(held, said("date", "CRD", date="2027-01-01", calculated_by="A Clerk"))
    done(held, said("date", "HDCED4PLUS", date="2026-09-01"))
    done(held, said("date", "SED", date="unknown"))
    assert line(held, "release").said == "2027-01-01 (Conditional release date)"
    assert [d.key for d in lines(held, "date")] == ["CRD", "HDCED4PLUS", "SED"]
    done(held, said("date", "CRD", override="2026-12-01", checked_by="B Clerk"))
    assert line(held, "release").said == "2026-12-01 (Conditional release date)"
    done(held, said("release-date", date="2026-11-27"))
    assert line(held, "release").said == "2026-11-27 (confirmed)"
    done(held, over("release-date"))
    assert line(held, "release").said == "2026-12-01 (Conditional release date)"


def test_nobody_checks_their_own_calculation(held: SmallRegister) -> None:
    own = said("date", "CRD", date="2027-01-01", calculated_by="A Clerk", checked_by="a clerk")
    assert codes(held, own) == [("own-check", "checked_by")]
    done(held, said("date", "CRD", date="unknown", calculated_by="unknown", checked_by="unknown"))
    assert lines(held, "release") == []

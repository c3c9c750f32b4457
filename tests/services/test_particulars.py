"""Particulars of people through whole acts: what may be recorded, what is read back."""

import json
from dataclasses import replace

import pytest

from tests.registers import MINUTE, START, SmallRegister
from tests.services.filled import ALONE, SECOND, SHARING, done, received, record
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Objection, Receipt, Refused
from wingterm.errors import BadInput, NotAuthorised, NotFound
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk
from wingterm.services.particulars import ParticularLine, particulars

DAY = 24 * 60 * MINUTE


@pytest.fixture
def held(small: SmallRegister) -> SmallRegister:
    """Give a small register with two people received and one never."""
    done(small, record(ALONE), record(SHARING), record(SECOND))
    done(small, received(ALONE, "A-1-001"), received(SHARING, "A-1-002"))
    return small


def said(
    fact: str, key: str = "", person: str = ALONE, at: int | None = None, comment: str = "",
    **values: str,
) -> asked.RecordParticular:  # fmt: skip
    """Ask to record something."""
    return asked.RecordParticular(
        prison="WTI", person=person, fact=fact, key=key, values=tuple(values.items()), at=at,
        comment=comment,
    )  # fmt: skip


def over(
    fact: str, key: str = "", person: str = ALONE, why: str = "no longer so"
) -> asked.EndParticular:
    """Ask to end something."""
    return asked.EndParticular(prison="WTI", person=person, fact=fact, key=key, why=why)


def against(small: SmallRegister, *requests: asked.Request) -> list[Objection]:
    """Give what stands against an act; nothing may have changed."""
    before = small.dump()
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Refused), outcome
    assert small.dump() == before
    return list(outcome.objections)


def codes(small: SmallRegister, *requests: asked.Request) -> list[tuple[str, str]]:
    """Give the codes and fields of what stands against an act."""
    return [(o.code, o.field) for o in against(small, *requests)]


def lines(small: SmallRegister, kind: str, person: str = ALONE) -> list[ParticularLine]:
    """Give what is on record of a kind."""
    return [line for line in particulars(small.desk, person) if line.kind == kind]


def line(small: SmallRegister, kind: str, person: str = ALONE) -> ParticularLine:
    """Give the one thing on record of a kind."""
    (only,) = lines(small, kind, person)
    return only


def na(person: str = ALONE, other: str = SHARING, **values: str) -> asked.RecordParticular:
    """Ask for a non-association."""
    right = {
        "restriction": "LANDING", "reason": "THREAT", "role": "VICTIM",
        "other_role": "PERPETRATOR", "comment": "threats at work", "authorised_by": "A Governor",
    }  # fmt: skip
    return replace(said("na", other, person), values=tuple((right | values).items()))


def test_recorded_read_and_consulted(held: SmallRegister) -> None:
    receipt = done(held, said("ethnicity", ethnicity="a1"), said("photo", reference="P-17"))
    assert [one.said for one in receipt.lines] == [
        f"{ALONE} Smith, Al b: ethnicity is on record.",
        f"{ALONE} Smith, Al b: photograph is on record.",
    ]
    shown = line(held, "ethnicity")
    assert shown.said == "Ethnicity: A1 Asian/Asian British: Indian"
    assert (shown.state, shown.officer, shown.since) == (
        "in force", "Test Officer", held.clock.instant,
    )  # fmt: skip
    assert receipt.lines[0].entries == (shown.entry,)
    with held.store.read() as reader:
        verbs = reader.rows("SELECT DISTINCT verb, kind FROM entry WHERE fact_kind = 'photo'", ())
    assert verbs == [("record", "fact")]
    log = (held.folder / "consultations.log").read_text(encoding="utf-8")
    assert "particulars" in log.splitlines()[-1]


def test_unknown_is_a_value_of_its_own(held: SmallRegister) -> None:
    """Practice note 1.2, row 4: asked and not known is other than not recorded."""
    done(held, said("arrest", date="unknown", place="Leeds"))
    assert dict(line(held, "arrest").values) == {"date": "unknown", "place": "Leeds"}


def test_what_is_not_named_stays_and_an_empty_field_is_taken_away(held: SmallRegister) -> None:
    done(held, said("contact", name="Kim Example", phone="0113 496 0000", next_of_kin="yes"))
    done(held, said("contact", "1", phone="", emergency="no"))
    shown = line(held, "contact")
    assert dict(shown.values) == {"name": "Kim Example", "next_of_kin": "yes", "emergency": "no"}
    assert shown.label == "Contact 1"


def test_the_same_again_changes_nothing(held: SmallRegister) -> None:
    done(held, said("religion", religion="BUDD", comment="on arrival"))
    receipt = done(held, said("religion", religion="BUDD"))
    assert not receipt.changed
    assert "recorded so already" in receipt.lines[0].said
    assert dict(line(held, "religion").values)["comment"] == "on arrival"
    assert done(held, said("religion", religion="BUDD", comment="asked again")).changed


def test_counted_kinds_get_the_next_number(held: SmallRegister) -> None:
    done(held, said("seal", number="S1", signature="signed"), said("seal", number="S2"))
    done(held, over("seal", "2"))
    done(held, said("seal", number="S3", signature="refused", witness="B Officer"))
    assert [(s.key, s.state) for s in lines(held, "seal")] == [
        ("1", "in force"), ("2", "ended"), ("3", "in force"),
    ]  # fmt: skip
    assert codes(held, said("seal", "2", number="S4")) == [("unknown-record", "key")]
    assert codes(held, said("seal", "x", number="S4")) == [("unknown-record", "key")]


def test_an_alias_finds_a_person_with_one_name_or_two(held: SmallRegister) -> None:
    done(
        held, said("alias", last_name="Zylberstein"), said("alias", last_name="Bee", first_name="J")
    )
    assert [dict(a.values).get("first_name", "") for a in lines(held, "alias")] == ["", "J"]
    assert codes(held, said("alias", last_name="R2")) == [("record-value", "last_name")]


def test_all_reasons_against_at_once(held: SmallRegister) -> None:
    wrong = said(
        "csra", "x", "A9999ZZ", at=START + 10**13, level="HIGH", colour="red", provisional="maybe"
    )
    assert {code for code, _ in codes(held, wrong)} == {"in-future", "unknown-person"}
    wrong = said("csra", "x", at=START + 10**13, level="HIGH", colour="red", provisional="maybe")
    assert sorted(codes(held, wrong)) == [
        ("in-future", "at"), ("record-field", ""), ("record-key", "key"),
        ("record-value", "level"), ("record-value", "provisional"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (said("shoe", size="9"), [("unknown-kind", "fact")]),
        (said("identity", sex="F"), [("unknown-kind", "fact")]),
        (said("photo", "1", reference="x"), [("record-key", "key")]),
        (said("photo"), [("record-missing", "reference")]),
        (said("id", "", value="x"), [("record-key", "key")]),
        (said("id", "SHARED ALIAS", value="x"), [("record-key", "key")]),
        (said("alert", "NP"), [("record-key", "key")]),
        (said("na", ALONE), [("same-person", "key")] + [
            ("record-missing", name)
            for name in ("restriction", "reason", "role", "other_role", "comment")
        ]),
        (said("date", "CRD"), [("record-missing", "date")]),
        (over("photo"), [("unknown-record", "key")]),
        (over("alert", "XA", why=" "), [("why", "why"), ("unknown-record", "key")]),
    ],
)  # fmt: skip
def test_what_stands_against_a_record(
    held: SmallRegister, request_: asked.Request, expected: list[tuple[str, str]]
) -> None:
    assert codes(held, request_) == expected


def test_a_field_given_twice(held: SmallRegister) -> None:
    twice = replace(said("photo"), values=(("reference", "1"), ("reference", "2")))
    assert codes(held, twice) == [("record-field", "reference")]
    twice = replace(said("alert", "XA", comment="one"), values=(("comment", "two"),))
    assert codes(held, twice) == [("record-field", "comment")]


def test_too_much_to_keep(held: SmallRegister) -> None:
    wide = said("alert", "XA", comment="\N{GRINNING FACE}" * 240)
    assert done(held, wide).changed
    long = replace(wide, comment="", values=(("comment", "\N{GRINNING FACE}" * 1000),))
    assert codes(held, long) == [("too-long", "")]


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
    done(held, over("alert", "XA", why="reviewed"))
    shown = line(held, "alert")
    assert shown.state == "ended"
    assert dict(shown.values) == {
        "start": "2026-03-02", "end": "2026-03-02", "comment": "sets fires", "why": "reviewed",
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
    log = (held.folder / "consultations.log").read_text(encoding="utf-8").splitlines()[-1]
    assert ALONE in log
    assert SHARING in log


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


# Reading.


def test_as_of_and_as_believed(held: SmallRegister) -> None:
    first = held.clock.instant
    held.clock.instant += DAY
    done(held, said("category", category="C", at=first + MINUTE))
    learnt = held.clock.instant
    done(held, said("category", category="D"))

    def category(as_of: int | None, known_at: int | None) -> str:
        found = particulars(held.desk, ALONE, as_of, known_at)
        return next((f.said for f in found if f.kind == "category"), "")

    assert category(None, None) == "Category: D Cat D"
    assert category(first + MINUTE, None) == "Category: C Cat C"
    assert category(first, None) == ""
    assert category(first + MINUTE, learnt - 1) == ""
    assert category(None, learnt) == "Category: C Cat C"


def test_restricted_kinds_are_told_only_to_roles_that_may_see_them(held: SmallRegister) -> None:
    """Practice note 1.2, rows 6 and 8; 1.4, B4."""
    done(held, said("injury", description="cut over the eye", complaint="yes"))
    done(held, asked.AppointOfficer(prison="WTI", account="wing", name="W", role="wing-officer"))
    assert "cut over the eye" in line(held, "injury").said
    wing = replace(held.desk, account="wing")
    (shown,) = [one for one in particulars(wing, ALONE) if one.kind == "injury"]
    assert (shown.said, shown.values) == ("Restricted.", ())
    assert isinstance(carry_out(wing, [said("injury", description="bruised arm")]), Receipt)


def test_who_may_record(held: SmallRegister) -> None:
    done(held, asked.AppointOfficer(prison="WTI", account="aud", name="A", role="auditor"))
    auditor: Desk = replace(held.desk, account="aud")
    for request in (said("photo", reference="x"), over("photo")):
        with pytest.raises(NotAuthorised):
            carry_out(auditor, [request])


def test_nobody_and_no_number(held: SmallRegister) -> None:
    with pytest.raises(NotFound):
        particulars(held.desk, "A9999ZZ")
    with pytest.raises(BadInput):
        particulars(held.desk, "x")
    with pytest.raises(BadInput):
        particulars(held.desk, ALONE, as_of=held.clock.instant + 1)


def test_a_mistake_is_withdrawn_like_any_fact(held: SmallRegister) -> None:
    done(held, said("title", title="DR"))
    done(held, said("title", title="MR"))
    entry = int(line(held, "title").entry.rpartition("-")[2])
    done(held, asked.WithdrawFact(prison="WTI", entry=entry, why="wrong person"))
    assert line(held, "title").said == "Title: DR Dr"


def test_what_is_kept_is_plain_json(held: SmallRegister) -> None:
    done(held, said("hearing", when="2026-04-01 10:00", court="ABDSUM", about="plea"))
    with held.store.read() as reader:
        rows = reader.rows("SELECT value FROM fact_span WHERE fact_kind = 'hearing.1'", ())
    assert [json.loads(str(value)) for (value,) in rows] == [
        {"when": 1_775_034_000_000_000, "court": "ABDSUM", "about": "plea"}
    ]
    assert "When: 2026-04-01 10:00" in line(held, "hearing").said

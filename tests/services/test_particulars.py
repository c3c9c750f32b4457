"""Particulars of people through whole acts: what may be recorded, what is read back."""

import json
from dataclasses import replace

import pytest

from tests.accesses import accesses
from tests.registers import MINUTE, START, SmallRegister
from tests.services.filled import ALONE, done
from tests.services.on_record import (
    DAY,
    codes,
    line,
    lines,
    over,
    people_on_record,
    said,
)
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.errors import BadInput, NotAuthorised, NotFound
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk
from wingterm.services.particulars import particulars


@pytest.fixture
def held(small: SmallRegister) -> SmallRegister:
    """Give a small register with two people received and one never."""
    return people_on_record(small)


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
    assert accesses(held.desk)[-1]["purpose"] == "particulars"


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


def test_what_is_on_record_can_be_typed_again(held: SmallRegister) -> None:
    done(held, said("legal-status", status="SINE DIE"))
    done(held, said("hearing", when="2026-07-01 10:00", court="ABDSUM", about="unknown"))
    for kind, key in (("legal-status", ""), ("hearing", "1")):
        again = line(held, kind).typed
        assert [name for name, _ in again] == [
            name for name, _ in line(held, kind).values if name != "legal status"
        ]
        assert not done(held, replace(said(kind, key), values=again)).changed


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
    wing = held.desk._replace(account="wing")
    (shown,) = [one for one in particulars(wing, ALONE) if one.kind == "injury"]
    assert (shown.said, shown.values) == ("Restricted.", ())
    assert isinstance(carry_out(wing, [said("injury", description="bruised arm")]), Receipt)


def test_who_may_record(held: SmallRegister) -> None:
    done(held, asked.AppointOfficer(prison="WTI", account="aud", name="A", role="auditor"))
    auditor: Desk = held.desk._replace(account="aud")
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

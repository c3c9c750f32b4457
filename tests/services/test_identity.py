"""Who a person is: names, date of birth, sex, number, and whether they are on record already."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.registers import SmallRegister
from tests.services.filled import done, received
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Receipt, Refused, Warned
from wingterm.services.act import carry_out
from wingterm.services.find import find
from wingterm.services.people import show

DUPLICATE = "likely-duplicate"


def registration(last: str = "Smith", first: str = "Al", born: str = "1990-05-03",
                 sex: str = "M", **given: Any) -> asked.Register:  # fmt: skip
    """Ask for a record."""
    who = {"last_name": last, "first_name": first, "date_of_birth": born, "sex": sex}
    return asked.Register(**{"prison": "WTI", **who, **given})


def night_arrival(last: str = "", first: str = "", born: str = "", sex: str = "") -> asked.Register:
    """Ask for a record of somebody whose number is not known."""
    return registration(last, first, born, sex, temporary=True)


def objections(small: SmallRegister, request: asked.Request) -> list[str]:
    """Give the codes of what is said against a request; nothing changes."""
    before = small.dump()
    outcome = carry_out(small.desk, [request])
    assert isinstance(outcome, Refused), outcome
    assert small.dump() == before
    return sorted(objection.code for objection in outcome.objections)


@pytest.mark.parametrize(
    "name",
    ["Smith", "O'Dell", "De Souza-Smith", "St. John", "\u00d3 Dubhthaigh", "\u0141uk",
     "\u5f20", "Smith, Jr", "x" * 35],
)  # fmt: skip
def test_rule_28_names_are_taken_with_their_accents(small: SmallRegister, name: str) -> None:
    """Domain notes 4.5 and 6.1, rule 28: up to 35 characters, accents kept as typed."""
    number = done(small, registration(last=name, first=name)).lines[0].person
    record = show(small.desk, number)
    assert (record.last_name, record.first_name) == (name, name)
    assert [person.number for person in find(small.desk, name.partition(",")[0])] == [number]


@pytest.mark.parametrize("name", ["", " ", "-", "R2D2", "x" * 36, "a|b", "a\tb", "a@b"])
def test_rule_28_what_is_no_name(small_file: SmallRegister, name: str) -> None:
    """Domain note 6.1, rule 28: "Last name is not valid"; the first name likewise."""
    assert objections(small_file, registration(last=name)) == ["last-name"]
    assert objections(small_file, registration(first=name)) == ["first-name"]


@pytest.mark.parametrize("sex", ["M", "F", "NK", "NS", "nk"])
def test_rule_28_sexes_in_use(small_file: SmallRegister, sex: str) -> None:
    """Domain note 4.5: four codes are active; small letters are taken."""
    number = done(small_file, registration(sex=sex)).lines[0].person
    assert show(small_file.desk, number).sex == sex.upper()


@pytest.mark.parametrize("sex", ["", "REF", "X", "Male"])
def test_rule_28_an_inactive_or_unknown_sex_is_refused(small_file: SmallRegister, sex: str) -> None:
    """Domain note 6.1, rule 28: "Gender X not found"; REF is inactive (4.5)."""
    assert objections(small_file, registration(sex=sex)) == ["sex"]


def test_rule_28_age_is_16_to_110(small_file: SmallRegister) -> None:
    """Domain note 6.1, rule 28: "Date of birth must be between ..."; today is 2026-03-02."""
    for born in ("2010-03-03", "1915-03-02", "2026-03-03", "1990-02-30", "unknown", ""):
        assert objections(small_file, registration(born=born)) == ["date-of-birth"], born
    for born in ("2010-03-02", "1915-03-03"):
        done(small_file, registration(born=born))


def test_a_night_arrival_gets_a_temporary_number_and_may_be_unknown(small: SmallRegister) -> None:
    receipt = done(
        small, night_arrival(), night_arrival("Smith", "Al", "1990-05-03", "M"),
        night_arrival("UNKNOWN", "unknown", "Unknown"),
    )  # fmt: skip
    assert [line.person for line in receipt.lines] == ["TMP0001", "TMP0002", "TMP0003"]
    first = show(small.desk, "tmp0001")
    assert (first.last_name, first.first_name, first.date_of_birth, first.sex) == (
        "Unknown", "Unknown", "unknown", "NK",
    )  # fmt: skip
    done(small, received("TMP0001", "A-1-001"))
    assert [person.number for person in find(small.desk, "A-1-001")] == ["TMP0001"]


def test_unknown_is_for_night_arrivals_only(small_file: SmallRegister) -> None:
    assert objections(small_file, registration(born="unknown")) == ["date-of-birth"]
    assert objections(small_file, night_arrival(born="1990-02-30")) == ["date-of-birth"]
    assert objections(small_file, night_arrival("R2", "D2")) == ["first-name", "last-name"]


@pytest.mark.parametrize(("given", "number"), [("", "A0001AA"), (" a1234bc ", "A1234BC")])
def test_a_temporary_number_gives_way_once(small: SmallRegister, given: str, number: str) -> None:
    done(small, night_arrival("Smith", "Al"))
    done(small, received("TMP0001", "A-1-001"))
    done(small, asked.GiveNumber(prison="WTI", person="TMP0001", number=given))
    record = show(small.desk, number)
    assert (record.last_name, record.date_of_birth, record.bed_cell) == (
        "Smith", "unknown", "A-1-001",
    )  # fmt: skip
    again = asked.GiveNumber(prison="WTI", person=number)
    assert objections(small, again) == ["has-number"]
    assert objections(small, asked.GiveNumber(prison="WTI", person="TMP0001")) == ["unknown-person"]
    # What was written down that night still leads to them.
    assert [(p.number, p.how) for p in find(small.desk, "tmp0001")] == [(number, "was TMP0001")]
    done(small, asked.Amend(prison="WTI", person=number, date_of_birth="1990-05-03"))
    assert done(small, night_arrival()).lines[0].person == "TMP0002"


def test_a_number_given_wrongly_can_be_withdrawn_and_given_again(small: SmallRegister) -> None:
    done(small, night_arrival())
    given = done(small, asked.GiveNumber(prison="WTI", person="TMP0001", number="A1111AA"))
    wrong = int(given.lines[0].entries[0].rpartition("-")[2])
    done(small, asked.WithdrawFact(prison="WTI", entry=wrong, why="that is another's number"))
    done(small, asked.GiveNumber(prison="WTI", person="TMP0001", number="A2222AA"))
    assert show(small.desk, "A2222AA").last_name == "Unknown"


def test_a_number_in_use_is_not_given_twice_in_one_act(small: SmallRegister) -> None:
    done(small, night_arrival(), night_arrival())
    taken = [asked.GiveNumber(prison="WTI", person=f"TMP000{n}", number="A1111AA") for n in (1, 2)]
    outcome = carry_out(small.desk, taken)
    assert isinstance(outcome, Refused)
    assert [(o.line, o.code) for o in outcome.objections] == [(2, "number-in-use")]


def test_later_lines_of_the_act_know_the_given_number(small: SmallRegister) -> None:
    done(small, night_arrival())
    given = asked.GiveNumber(prison="WTI", person="TMP0001", number="A1111AA")
    done(small, given, received("A1111AA", "A-1-001"))
    assert show(small.desk, "A1111AA").bed_cell == "A-1-001"


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (registration("SMITH", "\u00c1l"), "the same names and date of birth"),
        (registration("Smyth"), "nearly the same surname, the same first name and date of birth"),
        (registration("Smiht"), "nearly the same surname, the same first name and date of birth"),
        (registration(born="1990-03-05"), "day and month the other way round"),
        (registration("Jones", "Bo"), "the same names as an alias and date of birth"),
        (registration("Jnoes", "Bo"), "nearly the same surname"),
        (night_arrival("Smith", "Al"), "one date of birth is unknown"),
        (night_arrival("Jones", "Bo"), "one date of birth is unknown"),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
def test_rule_29_a_likely_duplicate_is_named_by_number(
    small: SmallRegister, request_: asked.Register, words: str
) -> None:
    """Domain notes 5.2 and 6.1, rule 29: refused unless the officer goes on with a reason."""
    done(small, registration(number="A4444AA"))
    done(
        small,
        asked.RecordParticular(
            prison="WTI", person="A4444AA", fact="alias",
            values=(("last_name", "Jones"), ("first_name", "Bo")),
        ),
    )  # fmt: skip
    before = small.dump()
    outcome = carry_out(small.desk, [request_])
    assert isinstance(outcome, Warned), outcome
    assert [w.code for w in outcome.warnings] == [DUPLICATE]
    assert outcome.warnings[0].sentence.startswith("A4444AA has ")
    assert words in outcome.warnings[0].sentence
    assert small.dump() == before


def test_whoever_is_only_somewhat_like_is_registered(small_file: SmallRegister) -> None:
    done(small_file, registration(number="A4444AA"))
    for request in (
        registration("Smith", "Bo"), registration("Smythe"), registration(born="1990-05-04"),
        registration("Smyth", born="1990-03-05"), night_arrival(), night_arrival(),
    ):  # fmt: skip
        assert isinstance(carry_out(small_file.desk, [request]), Receipt), request


def test_two_records_of_one_act_are_compared_too(small_file: SmallRegister) -> None:
    outcome = carry_out(small_file.desk, [registration(), registration("Smyth")])
    assert isinstance(outcome, Warned)
    assert [(w.line, w.code) for w in outcome.warnings] == [(2, DUPLICATE)]


def test_of_many_alike_five_are_named(small_file: SmallRegister) -> None:
    anyhow = (Acknowledgement(DUPLICATE, "twins and more"),)
    done(small_file, *(registration(acknowledged=anyhow) for _ in range(8)))
    outcome = carry_out(small_file.desk, [registration()])
    assert isinstance(outcome, Warned)
    assert [w.sentence[:7] for w in outcome.warnings] == [f"A000{n}AA" for n in range(1, 6)]


def identifier(person: str, kind: str, value: str) -> asked.RecordParticular:
    """Ask to record an identifier."""
    return asked.RecordParticular(
        prison="WTI", person=person, fact="id", key=kind, values=(("value", value),)
    )


def test_rule_29_an_identifier_that_somebody_holds_is_refused(small: SmallRegister) -> None:
    """Domain note 6.1, rule 29: short and long forms of a PNC are one number."""
    done(small, registration(number="A4444AA"), registration("Other", "Bo", number="A5555AA"))
    done(
        small, identifier("A4444AA", "PNC", "02/73319Z"), identifier("A4444AA", "CRO", "65656/91H")
    )
    for kind, value in (("PNC", "2002/0073319Z"), ("PNC", "02/73319Z"), ("CRO", "065656/91H")):
        before = small.dump()
        outcome = carry_out(small.desk, [identifier("A5555AA", kind, value)])
        assert isinstance(outcome, Refused), (kind, value)
        assert "A4444AA" in outcome.objections[0].sentence
        assert small.dump() == before


def test_an_identity_is_kept_in_the_form_that_the_ledger_hashes(small_file: SmallRegister) -> None:
    done(small_file, night_arrival("\u0141uk", "Zo\u00eb", "3/5/1990", "f"))
    with small_file.store.read() as reader:
        ((detail,),) = reader.rows("SELECT detail FROM entry WHERE fact_kind = 'identity'", ())
    assert str(detail).isascii()
    assert json.loads(str(detail)) == {
        "number": "TMP0001", "last_name": "\u0141uk", "first_name": "Zo\u00eb",
        "date_of_birth": "1990-05-03", "sex": "F",
    }  # fmt: skip


def test_an_amendment_that_makes_two_look_alike(small: SmallRegister) -> None:
    """Who arrived at night without a name may be on record already (domain note 5.2)."""
    (known,) = done(small, registration()).lines
    (arrived,) = done(small, night_arrival()).lines
    named = asked.Amend(
        prison="WTI", person=arrived.person.lower(), last_name="Smyth", first_name="Al",
        date_of_birth="1990-05-03",
    )  # fmt: skip
    outcome = carry_out(small.desk, [named])
    assert isinstance(outcome, Warned)
    assert [warning.code for warning in outcome.warnings] == [DUPLICATE]
    assert known.person in outcome.warnings[0].sentence
    done(small, replace(named, acknowledged=(Acknowledgement(DUPLICATE, "his brother"),)))
    # Nobody looks like themselves, and what does not bear on it is not asked about.
    done(small, asked.Amend(prison="WTI", person=known.person, sex="NK"))
    done(small, asked.Amend(prison="WTI", person=arrived.person, last_name="Smythe"))

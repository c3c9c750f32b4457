"""The table of particulars, and how what is typed for a field becomes what is kept."""

from datetime import date

import pytest

from wingterm.domain.particular_fields import (
    UNKNOWN,
    Field,
    Judge,
    Judged,
    Keyed,
    Value,
    judge,
    parse_day,
)
from wingterm.domain.particulars import KINDS, kind_of
from wingterm.domain.people import FieldRefused
from wingterm.domain.roles import Group
from wingterm.services.codes import LISTS, code_list, reason_codes

NOW = 1_780_000_000_000_000
"""2026-05-28 20:26:40 UTC; 21:26:40 in London."""
TODAY = date(2026, 5, 28)
AGAINST = Judged(NOW, TODAY, "Europe/London", reason_codes())

TITLE = Field("title", "Title", Judge.CODE, codes="titles")


def test_the_table_covers_what_the_standard_asks_for() -> None:
    """Practice note 1.2, rows 1 to 4 and 6 to 9, what accrues in custody (1.3); legal holds."""
    assert {
        "alias", "gender", "photo", "mark", "ethnicity", "religion", "nationality", "title", "id",
        "offence", "authority", "arrest", "injury", "property", "seal", "family", "contact",
        "alert", "legal-status", "sentence", "date", "release-date", "category", "csra",
        "incentive", "na", "hearing", "lawyer", "charge", "hold",
    } == set(KINDS)  # fmt: skip
    assert {word for word, kind in KINDS.items() if kind.group is Group.INJURIES} == {"injury"}
    assert {word for word, kind in KINDS.items() if kind.group is Group.FAMILY} == {"family"}


@pytest.mark.parametrize("word", KINDS)
def test_every_kind_hangs_together(word: str) -> None:
    kind = KINDS[word]
    names = [field.name for field in kind.fields]
    assert len(set(names)) == len(names)
    assert {field.codes for field in kind.fields if field.judge is Judge.CODE} <= set(LISTS)
    assert (kind.keyed is Keyed.CODE) == bool(kind.codes)
    assert all(bool(field.words) == (field.judge is Judge.WORD) for field in kind.fields)
    assert kind_of(word) is kind


@pytest.mark.parametrize("word", [w for w, kind in KINDS.items() if kind.keyed is Keyed.CODE])
def test_every_key_fits_the_ledger_and_is_read_back(word: str) -> None:
    kind = KINDS[word]
    keys = [c.code for c in code_list(kind.codes).active() if c.code not in kind.not_keys]
    facts = [kind.fact(key) for key in keys]
    assert max(len(fact) for fact in facts) <= 14
    assert len(set(facts)) == len(keys)
    assert [kind.key(fact) for fact in facts] == keys


@pytest.mark.parametrize("word", [w for w, kind in KINDS.items() if kind.keyed is Keyed.NUMBER])
def test_a_counted_kind_has_room_for_99(word: str) -> None:
    assert len(KINDS[word].fact("99")) <= 14


def test_what_is_no_particular() -> None:
    assert kind_of("identity") is None
    assert kind_of("status") is None


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (Field("a", "A"), "  Zoe\u0308 ", "Zo\u00eb"),
        (Field("a", "A"), "Unknown", UNKNOWN),
        (Field("a", "A", Judge.NAME, may_be_unknown=False), "O\u2019Neil", "O'Neil"),
        (Field("a", "A", Judge.DAY), "2027-01-31", "2027-01-31"),
        (Field("a", "A", Judge.DAY), "31/01/2027", "2027-01-31"),
        (Field("a", "A", Judge.DAY), "today", "2026-05-28"),
        (Field("a", "A", Judge.DAY), "unknown", UNKNOWN),
        (Field("a", "A", Judge.PAST_DAY), "28 May 2026", "2026-05-28"),
        (Field("a", "A", Judge.CLOCK), "7:05", "07:05"),
        (Field("a", "A", Judge.INSTANT), "2026-05-28 21:26", NOW - 40_000_000),
        (Field("a", "A", Judge.NUMBER, most=99), "007", None),
        (Field("a", "A", Judge.NUMBER, most=99), "07", 7),
        (Field("a", "A", Judge.NUMBER, most=99), "100", None),
        (Field("a", "A", Judge.NUMBER, most=99), "-1", None),
        (Field("a", "A", Judge.NUMBER, most=99), "\u0663", None),
        (Field("a", "A", Judge.YES_NO), "Yes", True),
        (Field("a", "A", Judge.YES_NO), "n", False),
        (Field("a", "A", Judge.WORD, words=("signed", "refused")), "SIGNED", "signed"),
        (TITLE, "dr", "DR"),
        (TITLE, "unknown", UNKNOWN),
        (Field("a", "A", Judge.CODE, codes="release_date_types"), "Tariff", "Tariff"),
        (Field("a", "A", Judge.CODE, codes="imprisonment_statuses", may_be_unknown=False),
         "unknown", "UNKNOWN"),
        (Field("a", "A", Judge.CODE, codes="csra_levels"), "HIGH", None),
        (Field("a", "A", Judge.CODE, codes="csra_levels"), "NO_RATING", None),
        (Field("a", "A", Judge.CODE, codes="security_categories"), "K", None),
        (Field("a", "A", may_be_unknown=False), "unknown", None),
        (Field("a", "A"), "x" * 81, None),
        (Field("a", "A"), "x\x1by", None),
        (Field("a", "A", Judge.NAME), "R2D2", None),
        (Field("a", "A", Judge.DAY), "31/02/2027", None),
        (Field("a", "A", Judge.DAY), "0001-01-01", None),
        (Field("a", "A", Judge.DAY, may_be_unknown=False), "unknown", None),
        (Field("a", "A", Judge.PAST_DAY), "2026-05-29", None),
        (Field("a", "A", Judge.CLOCK), "24:00", None),
        (Field("a", "A", Judge.INSTANT), "soon", None),
        (Field("a", "A", Judge.INSTANT), "2026-03-29 01:30", None),
        (Field("a", "A", Judge.YES_NO), "perhaps", None),
        (Field("a", "A", Judge.WORD, words=("signed", "refused")), "maybe", None),
        (TITLE, "NOPE", None),
    ],
)  # fmt: skip
def test_what_a_field_takes(field: Field, typed: str, kept: Value | None) -> None:
    if kept is None:
        with pytest.raises(FieldRefused) as refused:
            judge(field, typed, AGAINST)
        assert refused.value.field == field.name
        assert str(refused.value).endswith(".")
    else:
        assert judge(field, typed, AGAINST) == kept
        assert type(judge(field, typed, AGAINST)) is type(kept)


def test_a_day_by_any_of_its_forms() -> None:
    forms = ("2026-05-28", "28/05/2026", "28 May 2026", "Today")
    assert {parse_day(form, TODAY) for form in forms} == {TODAY}
    assert parse_day("9999-01-01", TODAY) is None

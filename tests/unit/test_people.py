"""Who a person is: prison numbers, names, dates of birth."""

import re
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wingterm.domain.people import (
    AGE_MAX,
    AGE_MIN,
    NAME_MAX,
    TEMPORARY_MAX,
    FieldRefused,
    check_name,
    is_temporary,
    issued_number,
    no_such_day,
    parse_date_of_birth,
    parse_prison_number,
    temporary_number,
)
from wingterm.domain.text import safe_line

LETTERS = "ACDEFGHJKLMNPQRTVWXYZ"
"""Letters in issued numbers, written out a second time (domain note 4.1)."""
LAST = 9999 * len(LETTERS) ** 3
"""How many numbers can be issued."""
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=[]))


@pytest.mark.parametrize(
    ("typed", "number"),
    [("A1234BC", "A1234BC"), ("a1234bc", "A1234BC"), (" A1234bC ", "A1234BC"),
     ("B0000IO", "B0000IO"), ("S9999US", "S9999US")],
)  # fmt: skip
def test_a_prison_number_is_judged_by_its_form_only(typed: str, number: str) -> None:
    assert parse_prison_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    ["", " ", "A1234B", "A1234BCD", "11234BC", "A12345C", "AA1234BC", "A1234B1", "A 1234 BC",
     "A\uff11\uff12\uff13\uff14BC", "A\u0661234BC", "\u00c11234BC", "\u017f1234BC", "A1234B\u0131",
     "A1234BC\x00", "A1234BC; --", "\u202eA1234BC"],
)  # fmt: skip
def test_what_is_no_prison_number(typed: str) -> None:
    with pytest.raises(FieldRefused, match="7 characters in the format A1234AA") as refused:
        parse_prison_number(typed)
    assert refused.value.field == "number"


@pytest.mark.parametrize(("typed", "number"), [("TMP0001", "TMP0001"), (" tmp9999 ", "TMP9999")])
def test_a_temporary_number_is_a_number(typed: str, number: str) -> None:
    assert parse_prison_number(typed) == number
    assert is_temporary(number)
    assert not is_temporary("A1234BC")
    assert not is_temporary("T1234MP")


@pytest.mark.parametrize("typed", ["TMP", "TMP001", "TMP00001", "TMPA001", "TM0001P"])
def test_what_is_no_temporary_number(typed: str) -> None:
    with pytest.raises(FieldRefused):
        parse_prison_number(typed)


def test_temporary_numbers_in_order() -> None:
    assert [temporary_number(n) for n in (1, 2, TEMPORARY_MAX)] == ["TMP0001", "TMP0002", "TMP9999"]
    for n in (0, TEMPORARY_MAX + 1):
        with pytest.raises(ValueError, match="no temporary number"):
            temporary_number(n)


@given(st.from_regex(r"[A-Z][0-9]{4}[A-Z]{2}", fullmatch=True))
def test_every_well_formed_number_is_taken(number: str) -> None:
    assert parse_prison_number(f" {number.lower()} ") == number


@pytest.mark.parametrize(
    ("n", "number"),
    [
        (1, "A0001AA"),
        (9999, "A9999AA"),
        (10_000, "A0001AC"),
        (9999 * 21, "A9999AZ"),
        (9999 * 21 + 1, "A0001CA"),
        (9999 * 441, "A9999ZZ"),
        (9999 * 441 + 1, "C0001AA"),
        (LAST, "Z9999ZZ"),
    ],
)
def test_digits_are_issued_first_then_the_suffix_then_the_letter(n: int, number: str) -> None:
    assert issued_number(n) == number


@pytest.mark.parametrize("n", [0, -1, -9999, LAST + 1, 10**18])
def test_there_is_no_number_before_the_first_or_after_the_last(n: int) -> None:
    with pytest.raises(ValueError, match="no prison number"):
        issued_number(n)


@given(st.integers(1, LAST))
def test_a_number_is_issued_once(n: int) -> None:
    number = issued_number(n)
    assert parse_prison_number(number) == number
    assert not set("BIOSU") & set(number)
    letter, digits, suffix = number[0], int(number[1:5]), number[5:]
    place = LETTERS.index(letter) * 441 + LETTERS.index(suffix[0]) * 21 + LETTERS.index(suffix[1])
    assert place * 9999 + digits == n


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Smith", "Smith"),
        ("  Smith  ", "Smith"),
        ("Mac   Rory", "Mac Rory"),
        ("O\u2019Brien", "O'Brien"),
        ("O\u2018Brien", "O'Brien"),
        ("O`Brien", "O'Brien"),
        ("D\u02bcArcy", "D'Arcy"),
        ("Smith-Jones", "Smith-Jones"),
        ("St. John, Jr.", "St. John, Jr."),
        ("Zoe\u0308", "Zo\u00eb"),
        ("\u0141\u0119czycki", "\u0141\u0119czycki"),
        ("\u738b", "\u738b"),
        ("\u092e\u094b\u0939\u0928", "\u092e\u094b\u0939\u0928"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("Aa", "Aa"),
        ("x" * NAME_MAX, "x" * NAME_MAX),
    ],
)
def test_names_of_all_kinds(typed: str, name: str) -> None:
    assert check_name(typed, "last_name") == name


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter the last name."),
        ("   ", "Enter the last name."),
        ("'-.,", "Enter the last name."),
        ("1234", "Enter the last name."),
        ("\u0301", "Enter the last name."),
        ("Smith1", "'1'"),
        ("Smith|Jones", "'|'"),
        ("[red]x", "'['"),
        ("a=b", "'='"),
        ("Smith\u2013Jones", "which no name has"),
        ("Smith\U0001f600", "which no name has"),
        ("x" * (NAME_MAX + 1), "longer than 35"),
        ("x\ty", "cannot be kept (U+0009) at position 2"),
        ("x\u202ey", "cannot be kept (U+202E) at position 2"),
        ("Z" + "\u0335\u0336\u0337\u0338\u0334", "accents in a row"),
    ],
)
def test_what_is_no_name(typed: str, words: str) -> None:
    with pytest.raises(FieldRefused, match=re.escape(words)) as refused:
        check_name(typed, "last_name")
    assert refused.value.field == "last_name"


@given(ANY_TEXT)
@example("'\u00a0a\u3000\u0301")
def test_a_name_that_is_kept_is_kept_again_as_it_is(typed: str) -> None:
    try:
        name = check_name(typed, "first_name")
    except FieldRefused:
        return
    assert check_name(name, "first_name") == name
    assert safe_line(name) == name
    assert 0 < len(name) <= NAME_MAX


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed",
    ["1990-04-02", "02/04/1990", "2/4/1990", "2 Apr 1990", "2 april 1990", " 02 APR 1990 "],
)
def test_forms_of_a_date_of_birth(typed: str) -> None:
    assert parse_date_of_birth(typed, TODAY) == date(1990, 4, 2)


@pytest.mark.parametrize(
    "typed",
    ["", "1990", "1990-13-01", "1989-02-29", "31/02/1990", "04-02-1990", "2/4/90", "2 Foo 1990",
     "1990-04-02T00:00", "0000-01-01", "1990-04-02\x00", "tomorrow"],
)  # fmt: skip
def test_what_is_no_date_of_birth(typed: str) -> None:
    with pytest.raises(FieldRefused, match="YYYY-MM-DD, DD/MM/YYYY or D Mon YYYY") as refused:
        parse_date_of_birth(typed, TODAY)
    assert refused.value.field == "date_of_birth"


@pytest.mark.parametrize(
    ("born", "today", "taken"),
    [
        (date(2010, 11, 23), TODAY, True),
        (date(2010, 11, 24), TODAY, False),
        (date(1915, 11, 24), TODAY, True),
        (date(1915, 11, 23), TODAY, False),
        (TODAY + timedelta(days=1), TODAY, False),
        (date(2008, 2, 29), date(2024, 2, 28), False),
        (date(2008, 2, 29), date(2024, 2, 29), True),
        (date(1914, 2, 28), date(2025, 2, 28), False),
    ],
)
def test_the_age_is_16_to_110(born: date, today: date, *, taken: bool) -> None:
    if taken:
        assert parse_date_of_birth(born.isoformat(), today) == born
        return
    with pytest.raises(FieldRefused, match=f"an age of {AGE_MIN} to {AGE_MAX}"):
        parse_date_of_birth(born.isoformat(), today)


@given(
    st.dates(date(1920, 1, 1), date(2009, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d/%m/%Y"])
)  # fmt: skip
def test_a_date_of_birth_is_read_back(born: date, form: str) -> None:
    assert parse_date_of_birth(born.strftime(form), TODAY) == born
    assert parse_date_of_birth(f"{born.day} {born:%b %Y}", TODAY) == born


@given(ANY_TEXT)
def test_any_text_is_refused_or_read_as_what_is_read_the_same_again(typed: str) -> None:
    with suppress(FieldRefused):
        number = parse_prison_number(typed)
        assert parse_prison_number(number) == number
    with suppress(FieldRefused):
        born = parse_date_of_birth(typed, TODAY)
        assert parse_date_of_birth(born.isoformat(), TODAY) == born


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1990-04-31", "April 1990 has 30 days, not 31."),
        ("31/04/1990", "April 1990 has 30 days, not 31."),
        ("29/02/2025", "February 2025 has 28 days, not 29."),
        ("2024-02-29", ""),
        ("1990-00-10", "There is no month 0: the year has twelve."),
        ("12/31/1990", "There is no month 31: the year has twelve."),
        ("1990-04-00", "April 1990 has 30 days, not 0."),
        ("0000-01-01", "There is no year 0."),
        ("soon", ""),
        ("1990-4", ""),
    ],
)
def test_a_day_that_does_not_exist_is_named(typed: str, says: str) -> None:
    assert no_such_day(typed) == says
    if says:
        with pytest.raises(FieldRefused, match=re.escape(says)):
            parse_date_of_birth(typed, date(2026, 3, 2))

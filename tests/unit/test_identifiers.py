"""PNC and CRO numbers against every value that domain notes 4.3 and 4.4 print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wingterm.domain.identifiers import (
    LETTERS,
    IdentifierRefused,
    canonical_identifier,
    parse_cro,
    parse_pnc,
)

NOW = 2026


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("03/11999M", "2003/0011999M"),
        ("12/394773H", "2012/0394773H"),
        ("99/1234567B", "1999/1234567B"),
        ("1998/1234567L", "1998/1234567L"),
        ("14/12345F", "2014/0012345F"),
        ("2008/0056560Z", "2008/0056560Z"),
        ("1988/69560X", "1988/0069560X"),
        ("1981/0000034U", "1981/0000034U"),
        ("2002/0073319Z", "2002/0073319Z"),
        ("1979/0163001B", "1979/0163001B"),
        ("67/9893091D", "1967/9893091D"),
        ("  2002/0073319z ", "2002/0073319Z"),
        ("2002 / 0073319 Z", "2002/0073319Z"),
    ],
)
def test_pnc_numbers_that_are_right(typed: str, kept: str) -> None:
    """Domain note 4.3: each in its long, padded form."""
    assert parse_pnc(typed, NOW) == kept
    assert parse_pnc(kept, NOW) == kept


@pytest.mark.parametrize(
    ("typed", "letter"),
    [
        ("2001/0171310S", "W"),
        ("2003/0011985Z", "X"),
        ("2012/0052494O", "Q"),
        ("2023/0583843N", "L"),
        ("2018/0123456X", "P"),
        ("01/1234X", "F"),
        ("2024/1234588L", "H"),
    ],
)
def test_pnc_numbers_of_a_wrong_letter(typed: str, letter: str) -> None:
    """Domain note 4.3: wrong in test data or in print; the right letter makes them right."""
    with pytest.raises(IdentifierRefused, match="PNC is not valid: its digits and its letter"):
        parse_pnc(typed, NOW)
    assert parse_pnc(typed[:-1] + letter, NOW).endswith(letter)


@pytest.mark.parametrize(
    "typed",
    [
        "", "2002", "20020073319Z", "2002/Z", "2002/00733190Z", "202/0073319Z", "2002/0073319",
        "2002/0073319ZZ", "\u0662\u0660\u0660\u0662/0073319Z", "2002-0073319Z", "SF05/482703J",
        "2002/0073319\u017f",
    ],
)  # fmt: skip
def test_what_is_no_pnc_number(typed: str) -> None:
    with pytest.raises(IdentifierRefused, match="PNC is not valid: type"):
        parse_pnc(typed, NOW)


def test_a_pnc_number_of_a_year_to_come_is_refused() -> None:
    digits = f"27{1:07d}"
    letter = LETTERS[int(digits) % 23]
    with pytest.raises(IdentifierRefused, match="2027 is not a year"):
        parse_pnc(f"2027/1{letter}", NOW)
    with pytest.raises(IdentifierRefused, match="1827 is not a year"):
        parse_pnc(f"1827/1{letter}", NOW)


@pytest.mark.parametrize(
    ("short", "now", "year"),
    [(26, 2026, 2026), (27, 2026, 1927), (38, 2026, 1938), (38, 2038, 2038), (39, 2038, 1939),
     (0, 2026, 2000), (99, 2026, 1999)],
)  # fmt: skip
def test_century_of_a_short_year_is_the_last_that_has_come(short: int, now: int, year: int) -> None:
    """Domain note 4.3: of the field's two rules the one that goes by the present year."""
    letter = LETTERS[int(f"{short:02d}0000001") % 23]
    assert parse_pnc(f"{short:02d}/1{letter}", now) == f"{year}/0000001{letter}"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("29906/12J", "029906/12J"),
        ("123456/99L", "123456/99L"),
        ("000001/11X", "000001/11X"),
        ("65656/91H", "065656/91H"),
        ("69560/88G", "069560/88G"),
        ("265416/21G", "265416/21G"),
        ("SF99/12345M", "SF99/12345M"),
        ("SF05/482703J", "SF05/482703J"),
        ("sf83/50058z", "SF83/50058Z"),
    ],
)
def test_cro_numbers_that_are_right(typed: str, kept: str) -> None:
    """Domain note 4.4: the standard form padded, an old file's as it was written."""
    assert parse_cro(typed) == kept
    assert parse_cro(kept) == kept


@pytest.mark.parametrize(
    ("typed", "letter"), [("85227/65G", "L"), ("SF80/655108T", "V"), ("SF99/12388M", "J")]
)
def test_cro_numbers_of_a_wrong_letter(typed: str, letter: str) -> None:
    """Domain note 4.4."""
    with pytest.raises(IdentifierRefused, match="CRO is not valid: its digits and its letter"):
        parse_cro(typed)
    assert parse_cro(typed[:-1] + letter).endswith(letter)


@pytest.mark.parametrize(
    "typed", ["", "12J", "29906/2012J", "1234567/12J", "SF1999/12345M", "SF99/1234567M", "X/12J"]
)
def test_what_is_no_cro_number(typed: str) -> None:
    with pytest.raises(IdentifierRefused, match="CRO is not valid: type"):
        parse_cro(typed)


@given(year=st.integers(1900, NOW), serial=st.integers(0, 9_999_999), wrong=st.sampled_from("IOS"))
def test_only_one_letter_belongs_to_a_number(year: int, serial: int, wrong: str) -> None:
    taken = []
    for letter in LETTERS + wrong:
        try:
            taken.append(parse_pnc(f"{year}/{serial}{letter}", NOW))
        except IdentifierRefused:
            continue
    assert len(taken) == 1
    assert taken[0].startswith(f"{year}/{serial:07d}")


def test_identifiers_of_other_types_are_kept_as_they_are() -> None:
    assert canonical_identifier("PNC", "03/11999M", NOW) == "2003/0011999M"
    assert canonical_identifier("CRO", "29906/12J", NOW) == "029906/12J"
    assert canonical_identifier("PASS", " 12 34 ab ", NOW) == "1234AB"
    assert canonical_identifier("HOREF", "stra\u00dfe", NOW) == "stra\u00dfe"

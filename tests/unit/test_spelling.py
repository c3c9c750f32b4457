"""Spellings that differ by one slip of the hand."""

import jellyfish
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.surnames import SURNAME_MAX, folded_surname, surname_keys
from wingterm.domain.spelling import one_edit_apart, one_letter_less

WORDS = st.text("ABC", max_size=5)


def test_one_letter_less() -> None:
    assert one_letter_less("ANN") == {"NN", "AN"}
    assert one_letter_less("X") == {""}
    assert one_letter_less("") == set()


@given(WORDS, WORDS)
def test_one_edit_is_what_the_library_says(one: str, other: str) -> None:
    expected = jellyfish.damerau_levenshtein_distance(one, other) == 1
    assert one_edit_apart(one, other) is expected
    assert one_edit_apart(other, one) is expected


@given(WORDS.filter(bool), WORDS.filter(bool))
def test_spellings_one_slip_apart_have_a_key_in_common(one: str, other: str) -> None:
    if one_edit_apart(one, other) and min(len(one), len(other)) > 1:
        assert surname_keys(one) & surname_keys(other)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("O\u2019Dell", "ODELL"), ("De Souza-Smith", "DE SOUZA SMITH"), ("\u0141uk", "LUK"),
     ("\u00df" * 35, "S" * SURNAME_MAX), ("\u5f20", "\u5f20")],
)  # fmt: skip
def test_a_surname_is_kept_folded(typed: str, kept: str) -> None:
    assert folded_surname(typed) == kept
    assert all(0 < len(key) <= SURNAME_MAX for key in surname_keys(kept))


def test_a_name_without_a_letter_of_a_to_z_has_no_sound() -> None:
    assert surname_keys("\u5f20\u4f1f") == {"\u5f20\u4f1f", "\u5f20", "\u4f1f"}
    assert {"S:S530", "M:SM0"} < surname_keys("SMITH")

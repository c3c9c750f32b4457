"""Hostile texts: what the guard refuses, what the filters let out, and how names are matched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wingterm.domain.text import TextRefused, csv_safe, fold, guard, safe_line, search_name

HOSTILE = {
    "OSC 0, a window title": "a\x1b]0;owned\x07",
    "OSC 52, the clipboard": "\x1b]52;c;cm0=\x07",
    "OSC 8, a link": "\x1b]8;;http://x\x1b\\x",
    "CSI, colours": "\x1b[31mred",
    "CSI, clear": "\x1b[2J\x1b[H",
    "DCS": "\x1bP+q544e\x1b\\",
    "APC": "\x1b_Gf=32\x1b\\",
    "C1 CSI": "x\x9b31m",
    "C1 OSC": "x\x9d0;t\x9c",
    "next line": "x\x85y",
    "NUL": "x\x00y",
    "bell": "x\x07",
    "backspace": "Smith\x08\x08\x08\x08\x08Jones",
    "tab": "x\ty",
    "new line": "x\ny",
    "return": "x\ry",
    "DEL": "x\x7fy",
    "right-to-left override": "x\u202ey",
    "left-to-right embedding": "x\u202ay",
    "isolate": "x\u2066y\u2069",
    "right-to-left mark": "x\u200fy",
    "arabic letter mark": "x\u061cy",
    "zero-width space": "x\u200by",
    "word joiner": "x\u2060y",
    "byte order mark": "\ufeffx",
    "soft hyphen": "x\u00ady",
    "grapheme joiner": "x\u034fy",
    "hangul filler": "x\u3164y",
    "half-width hangul filler": "x\uffa0y",
    "line separator": "x\u2028y",
    "paragraph separator": "x\u2029y",
    "annotation": "x\ufff9y\ufffb",
    "tags": "x\U000e0041\U000e007f",
    "high surrogate": "x\ud800y",
    "low surrogate": "x\udfffy",
}
PLAIN = ["[red]x[/red]", "[/]", "[", "%s{0}", "<b>x</b>", "$(id)", "'; DROP TABLE person; --"]

EXPECTED_FORBIDDEN = {"Cc", "Cs", "Zl", "Zp"}
"""Unicode classes of which nothing may reach a terminal."""
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=[]))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_guard_refuses_with_the_position(text: str) -> None:
    with pytest.raises(TextRefused) as refused:
        guard(text, "last_name", 200)
    position = refused.value.position
    bad = text[position - 1]
    assert all(c.isascii() and c.isprintable() for c in text[: position - 1])
    assert not (bad.isascii() and bad.isprintable())
    assert f"U+{ord(bad):04X}" in str(refused.value)
    assert f"position {position}." in str(refused.value)
    assert str(refused.value).startswith("The last name holds")
    assert str(refused.value).isascii()


def test_the_position_is_that_in_what_was_typed() -> None:
    with pytest.raises(TextRefused) as refused:
        guard("  Zoe\u0308\x00", "first_name", 35)
    assert refused.value.position == 7


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_hostile_character_goes_out(text: str) -> None:
    for out in (safe_line(text), csv_safe(text)):
        assert not any(is_forbidden(character) for character in out)
        out.encode("utf-8")


@pytest.mark.parametrize("text", PLAIN)
def test_markup_is_plain_text(text: str) -> None:
    assert guard(text, "comment", 80) == text
    assert safe_line(text) == text


def test_accents_in_a_row() -> None:
    assert guard("e" + "\u0323\u0301\u0302\u0303", "comment", 80)
    with pytest.raises(TextRefused, match="more than 4 accents in a row"):
        guard("Z" + "\u0335\u0336\u0337\u0338\u0334\u0327", "comment", 80)
    with pytest.raises(TextRefused, match="accents in a row"):
        guard("Z" + "\u0488\u0489\u20dd\u20de\u20df", "comment", 80)


def test_what_is_too_long_is_refused_at_once() -> None:
    with pytest.raises(TextRefused, match="longer than 35"):
        guard("x" * 1_000_000, "last_name", 35)
    with pytest.raises(TextRefused, match="longer than 35") as refused:
        guard("x" * 36, "last_name", 35)
    assert refused.value.position == 0
    assert guard("x" * 35, "last_name", 35) == "x" * 35


def test_a_text_is_kept_composed_and_trimmed() -> None:
    assert guard("  Zoe\u0308 ", "first_name", 10) == "Zo\u00eb"
    assert guard("\u00a0\u3000Zo\u00eb\u2009", "first_name", 10) == "Zo\u00eb"
    assert guard("a\u200cb", "first_name", 10) == "a\u200cb"
    assert guard("", "comment", 10) == ""


def is_forbidden(character: str) -> bool:
    """Whether a character acts on a terminal or on how text is read, by Unicode's own classes."""
    return unicodedata.category(character) in EXPECTED_FORBIDDEN or character in BIDI


@given(ANY_TEXT)
def test_a_safe_line_never_holds_a_forbidden_character(text: str) -> None:
    line = safe_line(text)
    assert not any(is_forbidden(character) for character in line)
    assert safe_line(line) == line
    line.encode("utf-8")


@given(ANY_TEXT)
def test_what_the_guard_keeps_is_safe_and_kept_again(text: str) -> None:
    try:
        kept = guard(text, "comment", 240)
    except TextRefused:
        return
    assert safe_line(kept) == kept
    assert guard(kept, "comment", 240) == kept
    assert len(kept) <= 240


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\x00"]
)
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\u3000 "])
def test_no_cell_of_a_table_is_a_formula(start: str, before: str) -> None:
    assert csv_safe(f"{before}{start}1+1").startswith("'")


@pytest.mark.parametrize("text", ["", "Smith", "O'Brien", "A-1-001", "1-2", "a=b", "'quoted"])
def test_plain_cells_stay_as_they_are(text: str) -> None:
    assert csv_safe(text) == text


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("\u0141ukasz", "lukasz"),
        ("\u0141\u00d3D\u0179", "lodz"),
        ("S\u00f8rensen", "sorensen"),
        ("Gro\u00df", "gross"),
        ("\u00c6thelred", "aethelred"),
        ("\u0152uvre", "oeuvre"),
        ("\u00dev\u00f0\u0111", "thvdd"),
        ("\u0130nce", "ince"),
        ("\u0131\u015f\u0131k", "isik"),
        ("Ng\u1ecdc", "ngoc"),
        ("O'Brien", "obrien"),
        ("O\u2019Brien", "obrien"),
        ("D`Arcy", "darcy"),
        ("St. John", "st john"),
        ("Smith-Jones", "smith jones"),
        ("Smith  -  Jones", "smith jones"),
        ("\ufb01sher", "fisher"),
        ("---", ""),
    ],
)
def test_names_are_matched_without_accents(name: str, key: str) -> None:
    assert fold(name) == key
    assert fold(name.upper()) == key


def test_the_search_key_has_both_names_and_an_end() -> None:
    assert search_name("O'Brien-\u0141ask", "Zo\u00eb") == "OBRIEN LASK, ZOE"
    assert len(search_name("x" * 100, "y")) == 80


@given(st.text(), st.text())
def test_a_search_key_is_always_made(last: str, first: str) -> None:
    key = search_name(last, first)
    assert len(key) <= 80
    assert safe_line(key) == key


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_folded_as_all_letters_are(text: str) -> None:
    # With a letter beyond ASCII in front the long way is taken.
    assert f"e {fold(text)}".strip() == fold(f"\u00e9 {text}")

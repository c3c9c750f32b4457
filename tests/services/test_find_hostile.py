"""Searches that were never meant as names: refused in words, or taken for plain text."""

import pytest

from tests.registers import SmallRegister
from tests.services.filled import done
from wingterm.domain import requests as asked
from wingterm.errors import BadInput
from wingterm.services.find import ALIKE
from wingterm.services.people import find, show

HOSTILE = (
    "\x00", "smith\x00", "\x1b]0;x\x07", "\x1b]52;c;cm0=\x07", "\x1b[2J", "smith\n", "\x9b31m",
    "\x7f", "\u202esmith", "sm\u200bith", "sm\u00adith", "\ud800", "x\udfff", "\U000e0041",
    "\u2028", "x" * 81, "x" * 1_000_000, "Z" + "\u0301\u0302\u0303\u0304\u0305" * 3,
)  # fmt: skip
PLAIN = (
    "_", "'; DROP TABLE person; --", "[red]", "A0003A", "A9999AA", "x" * 80, "\ufdfa" * 80,
)  # fmt: skip
NEARLY = ("%mith", "sm_th", "s%th", "mith")
"""No such name; one letter away from one."""
NOTHING = ("", "   ", "---", ",", ", al", "''", ".", "\u00a0", "%", "*", "[/]", "\U0010ffff")


@pytest.fixture
def known(small: SmallRegister) -> SmallRegister:
    """The small register with two people whose names are spelt in more than one way."""
    for number, last in (("A0001AA", "Smith"), ("A0002AA", "O'Brien")):
        done(
            small,
            asked.Register(
                prison="WTI", number=number, last_name=last, first_name="Zo\u00eb",
                date_of_birth="1990-01-01", sex="F",
            ),
        )  # fmt: skip
    return small


def test_hostile_searches_are_refused_in_words(known: SmallRegister) -> None:
    before = known.dump()
    for text in HOSTILE:
        with pytest.raises(BadInput, match="The search") as refused:
            find(known.desk, text)
        assert refused.value.message.isprintable()
        assert len(refused.value.message) < 200
    assert known.dump() == before


def test_no_character_stands_for_others(known: SmallRegister) -> None:
    for text in PLAIN:
        assert find(known.desk, text) == (), text
    for text in NEARLY:
        assert {person.how for person in find(known.desk, text)} <= {ALIKE}, text


def test_nothing_to_look_for(known: SmallRegister) -> None:
    for text in NOTHING:
        with pytest.raises(BadInput, match="Nothing to look for"):
            find(known.desk, text)


def test_every_apostrophe_is_the_same_one(known: SmallRegister) -> None:
    for typed in (
        "o'b",
        "O\u2019B",
        "o\u02bcb",
        "o\u2018b",
        "o`b",
        "ob",
        "o\u00b4brien, zoe\u0308",
    ):
        assert [person.number for person in find(known.desk, typed)] == ["A0002AA"], typed


def test_numbers_that_are_none(known: SmallRegister) -> None:
    for number in ("", "A1", "\x00", "A0001\u00df", "\ud800", "x" * 100_000, "+1"):
        with pytest.raises(BadInput, match="prison number"):
            show(known.desk, number)

"""Who may be on record already (domain note 5.2)."""

import pytest

from wingterm.domain.lookalike import Lookalike, alike, day_and_month_swapped, days_to_look_at

BORN = "1990-05-03"


@pytest.mark.parametrize(
    ("name", "born", "known", "known_born", "words"),
    [
        ("SMITH, AL", BORN, "SMITH, AL", BORN, "the same names and date of birth"),
        ("SMITH, AL", BORN, "SMYTH, AL", BORN, "nearly the same surname, the same first name"),
        ("SMITH, AL", BORN, "SMIHT, AL", BORN, "nearly the same surname"),
        ("SMITH, AL", BORN, "SMITH, AL", "1990-03-05", "day and month the other way round"),
        ("SMITH, AL", "unknown", "SMITH, AL", BORN, "one date of birth is unknown"),
        ("SMITH, AL", BORN, "SMITH, AL", "unknown", "one date of birth is unknown"),
        ("AL, SMITH", BORN, "SMITH, AL", BORN, "the same names the other way round"),
    ],
)
def test_alike(name: str, born: str, known: str, known_born: str, words: str) -> None:
    assert words in alike(name, born, Lookalike("A0001AA", known), known_born)


@pytest.mark.parametrize(
    ("name", "born", "known", "known_born"),
    [
        ("SMITH, AL", BORN, "SMITH, BO", BORN),
        ("AL, SMITH", BORN, "SMITH, AL", "1990-05-04"),
        ("AL, SMITH", "unknown", "SMITH, AL", "unknown"),
        ("SMITH, AL", BORN, "SMYTHE, AL", BORN),
        ("SMITH, AL", BORN, "SMITH, AL", "1990-05-04"),
        ("SMITH, AL", BORN, "SMYTH, AL", "1990-03-05"),
        ("SMITH, AL", "unknown", "SMYTH, AL", "unknown"),
        ("UNKNOWN, UNKNOWN", "unknown", "UNKNOWN, UNKNOWN", "unknown"),
        ("UNKNOWN, AL", BORN, "UNKNOWN, AL", BORN),
        ("SMITH, UNKNOWN", BORN, "SMITH, UNKNOWN", BORN),
    ],
)
def test_not_alike(name: str, born: str, known: str, known_born: str) -> None:
    assert alike(name, born, Lookalike("A0001AA", known), known_born) == ""


def test_another_name_is_said_to_be_one() -> None:
    known = Lookalike("A0001AA", "SMITH, AL", alias=True)
    assert alike("SMITH, AL", BORN, known, BORN) == "the same names as an alias and date of birth"


def test_days_to_look_at() -> None:
    assert day_and_month_swapped("1990-05-03") == "1990-03-05"
    assert day_and_month_swapped("1990-05-13") == ""
    assert day_and_month_swapped("unknown") == ""
    assert days_to_look_at("1990-05-13") == {"1990-05-13", "unknown"}
    assert days_to_look_at("1990-05-03") == {"1990-05-03", "1990-03-05", "unknown"}

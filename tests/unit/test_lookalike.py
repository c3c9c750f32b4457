"""Who may be on record already (domain note 5.2)."""

import random
from itertools import islice

import pytest

from wingterm.domain.lookalike import (
    Lookalike,
    Lookalikes,
    alike,
    day_and_month_swapped,
    days_to_look_at,
)

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


@pytest.mark.parametrize("seed", range(3))
def test_nobody_alike_is_lost_by_looking_at_a_few(seed: int) -> None:
    """The same people in the same order as when everybody born that day is looked at."""
    chosen = random.Random(seed)
    words = ["".join(chosen.choices("AB", k=chosen.randrange(1, 5))) for _ in range(12)]
    held = [f"{chosen.choice(words)}, {chosen.choice(words)}" for _ in range(150)]
    known = [Lookalike(f"A{n:04}AA", name) for n, name in enumerate(held)]
    index = Lookalikes()
    for one in known:
        index.add(BORN, one)
    found = 0
    for name in held:
        expected = [one for one in known if alike(name, BORN, one, BORN)]
        assert [one for one in index.near(name, BORN) if alike(name, BORN, one, BORN)] == expected
        found += len(expected) - 1
    assert found > 100


def test_of_thousands_born_on_a_day_only_a_few_are_looked_at() -> None:
    index = Lookalikes()
    letters = [
        str(n).translate(str.maketrans("0123456789", "ABCDEFGHIJ")) for n in range(1000, 5000)
    ]
    for name in letters:
        index.add(BORN, Lookalike("A0001AA", f"{name}, AL"))
    assert 1 < len(list(islice(index.near("BCDE, AL", BORN), 1000))) < 200
    assert list(index.near("BCDE, AL", "1990-05-04")) == []
    assert list(index.near("BCDE, BO", BORN)) == []
    assert index.days == [BORN]

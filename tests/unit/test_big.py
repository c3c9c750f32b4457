"""Letters five lines high: each word that is shown so can be read, and fits in 80 columns."""

import pytest

from screens.parts.big import _SHAPES, HEIGHT, WIDTH, big


@pytest.mark.parametrize(
    "words",
    ["CORRECT", "ABANDONED", "READY", "DIFFERS -1 +1", "OVERDUE -12", "99 OF 99", "4 OF 9 +1"],
)
def test_the_words_of_a_check_fit(words: str) -> None:
    lines = big(words, 79)
    assert len(lines) == HEIGHT
    assert all(len(line) <= 78 and set(line) <= {" ", "#"} for line in lines)


def test_letters_are_as_wide_as_they_say_and_no_two_are_alike() -> None:
    for shape in _SHAPES.values():
        assert [len(line) for line in shape.split("/")] == [WIDTH] * HEIGHT
    assert len(set(_SHAPES.values())) == len(_SHAPES)


def test_what_has_no_room_or_no_shape_is_not_drawn() -> None:
    assert big("DIFFERS -12 +12", 79) == ()
    assert big("differs", 79) == ()


def test_a_letter_stands_as_it_is_drawn() -> None:
    assert big("T1", 79) == ("#####   #", "  #    ##", "  #     #", "  #     #", "  #    ###")

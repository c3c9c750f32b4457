"""The last gate before the terminal."""

import pytest
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from screens.parts.line_filter import SafeText
from tests.unit.test_text import HOSTILE, PLAIN, is_forbidden

BLACK = Color(0, 0, 0)
BOLD = Style(bold=True)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_hostile_character_is_drawn(text: str) -> None:
    segments = [Segment("before "), Segment(text, BOLD), Segment(" after")]
    drawn = SafeText().apply(segments, BLACK)
    assert not any(is_forbidden(character) for segment in drawn for character in segment.text)
    assert [segment.style for segment in drawn] == [None, BOLD, None]
    assert (drawn[0].text, drawn[2].text) == ("before ", " after")


@pytest.mark.parametrize("text", [*PLAIN, "", "Zo\u00eb O'\u0141ask", "\u738b"])
def test_plain_text_is_drawn_as_it_is(text: str) -> None:
    assert SafeText().apply([Segment(text, BOLD)], BLACK) == [Segment(text, BOLD)]


def test_what_textual_itself_sends_passes() -> None:
    home = Control.home().segment
    assert SafeText().apply([home], BLACK) == [home]


def test_nothing_to_draw() -> None:
    assert SafeText().apply([], BLACK) == []

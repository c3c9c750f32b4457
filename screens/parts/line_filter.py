"""The last gate before the terminal: nothing that a name or file brought along acts on it.

Widgets pass escape sequences, bidirectional marks and other controls through, with or without
markup; one filter over every drawn line stops them wherever they come from.
"""

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from wingterm.domain.text import plain_letter, safe_line


class SafeText(LineFilter):
    """Replaces every forbidden character of every segment that is drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - the base class names it
        """Give the segments with safe text; control segments are Textual's own and stay."""
        return [
            segment
            if segment.control or (segment.text.isascii() and segment.text.isprintable())
            else Segment(safe_line(segment.text), segment.style, segment.control)
            for segment in segments
        ]


class AsciiText(LineFilter):
    """Shows every letter beyond ASCII as its plain one or a question mark, in as many columns."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - the base class names it
        """Give the segments in ASCII."""
        return [
            segment
            if segment.control or segment.text.isascii()
            else Segment(_in_ascii(segment.text), segment.style, segment.control)
            for segment in segments
        ]


def _in_ascii(text: str) -> str:
    """Give a text in ASCII that takes the same columns; marks without a column go."""
    return "".join(
        plain_letter(letter) if (wide := cell_len(letter)) == 1 else "?" * wide for letter in text
    )

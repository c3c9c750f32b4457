"""The last gate before the terminal: nothing that a name or file brought along acts on it.

Widgets pass escape sequences, bidirectional marks and other controls through, with or without
markup; one filter over every drawn line stops them wherever they come from.
"""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from wingterm.domain.text import safe_line


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

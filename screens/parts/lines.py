"""Plain lines in the terminal's own colours: the cheapest thing that Textual can draw.

One segment a line and no colours, so that a line costs its letters and little more; only lines that
changed are sent again. Nothing here reads markup: a name such as `[/red]` is shown as it is typed.
"""

from collections.abc import Iterable
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from wingterm.domain.text import safe_line

PLAIN = Style()
BOLD = Style(bold=True)
REVERSE = Style(reverse=True)


class Line(NamedTuple):
    """A line and how it looks."""

    text: str
    style: Style = PLAIN


def fit(text: str, width: int) -> str:
    """Give a text that takes exactly `width` columns and holds nothing that acts on a terminal."""
    return set_cell_size(safe_line(text), width)


def columns(*cells: tuple[str, int]) -> str:
    """Give cells of (text, width) side by side; a negative width sets a text to the right."""
    return " ".join(
        fit(safe_line(text).rjust(-width), -width) if width < 0 else fit(text, width)
        for text, width in cells
    ).rstrip()


def wrapped(text: str, width: int) -> list[str]:
    """Give a text as lines of at most `width` columns."""
    from textwrap import wrap

    return wrap(safe_line(text), width, break_on_hyphens=False) or [""]


def strip_of(line: Line, width: int) -> Strip:
    """Give a line as Textual draws it, filled up to `width` columns."""
    return Strip([Segment(fit(line.text, width), line.style)], width)


def differing(before: str, after: str, y: int, width: int) -> Region:
    """Give the part of a line in which two texts differ, the whole of it for wide letters."""
    if not (before.isascii() and after.isascii()):
        return Region(0, y, width, 1)
    old, new = before.ljust(width), after.ljust(width)
    unlike = [x for x, (one, other) in enumerate(zip(old, new, strict=False)) if one != other]
    return Region(unlike[0], y, unlike[-1] - unlike[0] + 1, 1) if unlike else Region(0, y, width, 1)


class Lines(Widget):
    """A few lines of text."""

    DEFAULT_CSS = "Lines { height: auto; width: 1fr; }"

    def __init__(
        self, *lines: Line | str, id: str | None = None, classes: str | None = None
    ) -> None:
        """Hold some lines."""
        super().__init__(id=id, classes=classes)
        self._lines = _as_lines(lines)

    @property
    def lines(self) -> list[str]:
        """The texts shown."""
        return [line.text for line in self._lines]

    def put(self, *lines: Line | str) -> None:
        """Show other lines; only those that differ are drawn again."""
        old, self._lines = self._lines, _as_lines(lines)
        if len(old) != len(self._lines) and self.styles.is_auto_height:
            self.refresh(layout=True)
            return
        for y, (before, after) in enumerate(zip_longest(old, self._lines)):
            if before is None or after is None or before.style != after.style:
                self.refresh(Region(0, y, self.size.width, 1))
            elif before != after:
                self.refresh(differing(before.text, after.text, y, self.size.width))

    def get_content_height(self, *_: object) -> int:
        """Give the number of lines."""
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        line = self._lines[y] if y < len(self._lines) else Line("")
        return strip_of(line, self.size.width)


def _as_lines(lines: Iterable[Line | str]) -> list[Line]:
    return [Line(line) if isinstance(line, str) else line for line in lines]

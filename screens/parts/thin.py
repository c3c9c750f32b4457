"""What goes down the line: of every paint only the cells that differ from what is on the screen.

Textual sends whole widgets or whole lines, and the whole screen when another one comes to the
front. A terminal at the end of a slow line should get what a program by hand would send it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

GAP = 8
"""Cells that are sent again rather than skipped: to place the cursor costs as much."""
BLANKS = 4
"""Blanks at the end of a line from which to erase to its end costs less."""
TORN = 1_000
"""Bytes of a paint from which a terminal might show it half; such a paint is held together."""


class Cell(NamedTuple):
    """One column of a line: what stands there, and the codes of how it looks."""

    text: str
    look: str


BLANK = Cell(" ", "")
TAIL = ""
"""Text of the second column of a wide letter."""


class Thin:
    """Knows what the terminal shows."""

    def __init__(self) -> None:
        """Know nothing yet: the first paint is sent whole."""
        self._shown: list[list[Cell] | None] = []

    def forget(self) -> None:
        """Take the screen for unknown: the next paint of each line is sent whole."""
        self._shown = []

    def changes(
        self, update: CompositorUpdate, width: int, height: int, colours: ColorSystem | None
    ) -> str | None:
        """Give what turns the screen into what Textual wants to show.

        Args:
            update: of some lines or all.
            width: columns of the screen.
            height: its lines.
            colours: how many colours the terminal has.

        Returns:
            What to send, without the cursor's place; empty when nothing differs. None for an update
            of a kind that is not known here.
        """
        if len(self._shown) != height or any(line and len(line) != width for line in self._shown):
            self._shown = [None for _ in range(height)]
        if isinstance(update, ChopsUpdate):
            parts = _chopped(update)
        elif isinstance(update, LayoutUpdate):
            parts = _laid_out(update)
        else:
            return None
        wanted: dict[int, list[Cell]] = {}
        for x, y, segments in parts:
            if 0 <= y < height:
                line = wanted.setdefault(y, list(self._shown[y] or [BLANK] * width))
                _put(line, x, segments, colours)
        return "".join(self._change(y, line) for y, line in sorted(wanted.items()))

    def _change(self, y: int, after: list[Cell]) -> str:
        """Give what turns a line into another."""
        before, self._shown[y] = self._shown[y], after
        if before is None or _odd(before) or _odd(after):
            return _sent(y, 0, len(after), after) if before != after else ""
        # What is blank to the end goes at once.
        filled = max((x + 1 for x, cell in enumerate(after) if cell != BLANK), default=0)
        rest = [x for x in range(filled, len(after)) if before[x] != BLANK]
        spans = _spans(before[:filled], after[:filled])
        if len(rest) < BLANKS:
            spans += [(rest[0], rest[-1] + 1)] if rest else []
        elif spans and filled - spans[-1][1] < GAP:
            spans[-1] = (spans[-1][0], len(after))
        else:
            spans.append((filled, len(after)))
        return "".join(_sent(y, start, end, after) for start, end in spans)


def _chopped(update: ChopsUpdate) -> Iterator[tuple[int, int, Iterable[Segment]]]:
    """Give the parts of an update of some regions: column, line, segments."""
    for y, left, right in update.spans:
        ends = zip(update.chop_ends[y], update.chops[y].items(), strict=False)
        for end, (x, strip) in ends:
            if strip is not None and x <= right and end > left:
                yield x, y, strip.crop(0, end - x)


def _laid_out(update: LayoutUpdate) -> Iterator[tuple[int, int, Iterable[Segment]]]:
    """Give the parts of an update of the whole screen: column, line, segments."""
    for y, strips in enumerate(update.strips, update.region.y):
        yield update.region.x, y, (segment for strip in strips for segment in strip)


def _put(
    line: list[Cell], x: int, segments: Iterable[Segment], colours: ColorSystem | None
) -> None:
    """Write segments over the cells of a line."""
    for text, style, control in segments:
        if control:
            continue
        look = _look(style, colours) if style else ""
        for cell in _cells(text, look):
            if x < len(line):
                line[x] = cell
            x += 1


def _cells(text: str, look: str) -> list[Cell]:
    """Give a text as cells; marks stand with the letter that they belong to."""
    if text.isascii():
        return [Cell(letter, look) for letter in text]
    cells: list[Cell] = []
    for letter in text:
        wide = cell_len(letter)
        if not wide and cells:
            cells[-1] = Cell(cells[-1].text + letter, look)
        elif wide:
            cells += [Cell(letter, look), *[Cell(TAIL, look)] * (wide - 1)]
    return cells


@lru_cache(maxsize=256)
def _look(style: Style, colours: ColorSystem | None) -> str:
    """Give the codes of a style; to name the terminal's own colours is left out."""
    own = all(colour is None or colour.is_default for colour in (style.color, style.bgcolor))
    named = style.without_color if own else style
    return Strip.render_ansi(named, colours or ColorSystem.STANDARD)


def _odd(line: Sequence[Cell]) -> bool:
    """Whether a line holds letters that are not one column each on every terminal."""
    return any(len(cell.text) != 1 for cell in line)


def _spans(before: Sequence[Cell], after: Sequence[Cell]) -> list[tuple[int, int]]:
    """Give the stretches of a line that differ, near ones as one."""
    spans: list[tuple[int, int]] = []
    for x, (old, new) in enumerate(zip(before, after, strict=True)):
        if old == new:
            continue
        if spans and x - spans[-1][1] < GAP:
            spans[-1] = (spans[-1][0], x + 1)
        else:
            spans.append((x, x + 1))
    return spans


def _sent(y: int, start: int, end: int, line: Sequence[Cell]) -> str:
    """Give what draws a stretch of a line; the terminal is left in its plain look."""
    filled = end
    while filled > start and line[filled - 1] == BLANK:
        filled -= 1
    # Only to the end of the line can be erased.
    erase = end == len(line) and end - filled >= BLANKS
    end = filled if erase else end
    parts, look = [f"\x1b[{y + 1};{start + 1}H"], ""
    for cell in line[start:end]:
        if cell.look != look:
            parts.append(f"\x1b[0;{cell.look}m" if look and cell.look else f"\x1b[{cell.look}m")
            look = cell.look
        parts.append(cell.text)
    if look:
        parts.append("\x1b[m")
    if erase:
        parts.append("\x1b[K")
    return "".join(parts)

"""The map of a wing: boxes side by side; a move of the cursor draws two of them."""

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from screens.parts.line_list import LineList, Row
from screens.parts.lines import PLAIN, REVERSE, differing, fit
from wingterm.services.pictures.boxes import Picture, picture
from wingterm.services.pictures.wing_map import WingMap

BOX_LINES = 2


class CellMap(LineList):
    """A list whose rows are cells, drawn as boxes in rows; the cursor moves in two dimensions."""

    DEFAULT_CSS: ClassVar[str] = "CellMap { height: 1fr; width: 1fr; }"

    def __init__(
        self, *, empty: str, moved: Callable[[], None] = lambda: None, id: str | None = None
    ) -> None:
        """Make an empty map.

        Args:
            empty: what is shown when there is no cell.
            moved: as for a list.
            id: for the styles.
        """
        super().__init__(empty=empty, moved=moved, id=id)
        self._wing: WingMap | None = None
        self._picture = Picture((), (), 0)

    def show_wing(self, wing: WingMap) -> None:
        """Show a wing; the cursor stays on its cell, and only what differs is sent."""
        self._wing = wing
        self.put([Row(cell.code, cell.words) for cell in wing.cells])

    def move_by(self, rows: int) -> None:
        """Move the cursor up or down by rows of boxes, to the nearest box there."""
        boxes = self._picture.boxes
        if not boxes:
            return
        at = boxes[self.cursor]
        heights = sorted({box.y for box in boxes})
        to = heights[max(0, min(heights.index(at.y) + rows, len(heights) - 1))]
        near = [index for index, box in enumerate(boxes) if box.y == to]
        self.move_to(min(near, key=lambda index: abs(boxes[index].x - at.x)))

    def move_page(self, pages: int) -> None:
        """Move the cursor by as many rows of boxes as are in view."""
        self.move_by(pages * max(1, self.size.height // BOX_LINES))

    def move_aside(self, cells: int) -> None:
        """Move the cursor to the next cell or the one before."""
        self.move_to(self.cursor + cells)

    def on_resize(self) -> None:
        """Draw the picture for the room that there is."""
        self._draw_picture()
        self._follow()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the picture, the cursor's box in reverse."""
        width, at = self.size.width, self._top + y
        if not self._picture.boxes:
            # The first paint may come before the event that tells the size.
            self._draw_picture()
            self._follow()
            at = self._top + y
        if not self._rows:
            return super().render_line(y)
        lines = self._picture.lines
        text = fit(lines[at] if at < len(lines) else "", width)
        box = self._picture.boxes[self.cursor]
        if not box.y <= at < box.y + BOX_LINES:
            return Strip([Segment(text, PLAIN)], width)
        left, right = box.x, box.x + self._picture.width
        parts = ((text[:left], PLAIN), (text[left:right], REVERSE), (text[right:], PLAIN))
        return Strip([Segment(*part) for part in parts], width)

    def _draw_picture(self) -> None:
        """Draw the picture, with rules between the landings where there is room for them."""
        if self._wing is None or not self.size.width:
            return
        drawn = picture(self._wing, self.size.width, roomy=True)
        if len(drawn.lines) > self.size.height:
            drawn = picture(self._wing, self.size.width)
        self._picture = drawn

    def _show(self) -> None:
        """Take over other cells and send what differs."""
        before, held, top = self._picture, self.current, self._top
        self._rows = self._all
        self._draw_picture()
        kept = [index for index, row in enumerate(self._rows) if held and row.key == held.key]
        self.cursor = kept[0] if kept else min(self.cursor, max(0, len(self._rows) - 1))
        same = before.boxes == self._picture.boxes and bool(kept)
        if same and not self._follow() and self._top == top:
            for y, (old, new) in enumerate(zip(before.lines, self._picture.lines, strict=True)):
                if old != new:
                    self.refresh(differing(old, new, y - top, self.size.width))
        else:
            self._follow()
            self.refresh()
        if self.current != held:
            self._moved()

    def _follow(self) -> bool:
        """Bring the cursor's box into view by half a page; the first line in view begins a box."""
        height = self.size.height
        if not height or not self._picture.boxes:
            return False
        y = self._picture.boxes[self.cursor].y
        if self._top <= y and y + BOX_LINES <= self._top + height:
            return False
        wanted = min(y - height // 2, len(self._picture.lines) - height)
        tops = {0, *(box.y for box in self._picture.boxes if box.y <= y)}
        self._top = min((top for top in tops if top >= wanted), default=y)
        self.refresh()
        return True

    def _draw(self, index: int) -> None:
        if not self._picture.boxes:
            return  # Nothing has been drawn yet.
        box = self._picture.boxes[index]
        self.refresh(Region(box.x, box.y - self._top, self._picture.width, BOX_LINES))

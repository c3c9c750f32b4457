"""A screen with the one list: what moves its cursor, and what stands where there is no row."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import ScreenResultType
from textual.widget import Widget

from screens.base import Frame
from screens.empty import NOTHING, UNMATCHED
from screens.keyed import keyed
from screens.parts.line_list import LineList, Row


class ListFrame(Frame[ScreenResultType]):
    """A screen with a list: moves its cursor, whoever has the focus."""

    EMPTY: ClassVar[str] = NOTHING
    """What stands where there is no row: why, and what to do next; keys by their actions."""
    UNMATCHED: ClassVar[str] = UNMATCHED
    """The same where no row holds what is typed, which stands for `{}`."""
    AUTO_FOCUS: ClassVar[str | None] = "LineList"

    def middle(self) -> ComposeResult:
        """Make the list."""
        yield LineList(
            empty=keyed(self.EMPTY), unmatched=keyed(self.UNMATCHED), moved=self.show_detail
        )

    def show_detail(self) -> None:
        """Show what belongs to the row under the cursor; called when that is another one."""

    @property
    def list(self) -> LineList:
        """The list."""
        return self.query_one(LineList)

    @property
    def current(self) -> Row | None:
        """The row that the cursor is on."""
        return self.list.current

    def put(self, rows: Sequence[Row], empty: str = "") -> None:
        """Show rows, or other words than usual for none."""
        self.list.put(rows, keyed(empty))

    def action_cursor_up(self) -> None:
        """One row up."""
        self.list.move_by(-1)

    def action_cursor_down(self) -> None:
        """One row down."""
        self.list.move_by(1)

    def action_page_up(self) -> None:
        """One page up."""
        self.list.move_page(-1)

    def action_page_down(self) -> None:
        """One page down."""
        self.list.move_page(1)

    def action_first_row(self) -> None:
        """To the first row."""
        self.list.move_to(0)

    def action_last_row(self) -> None:
        """To the last row."""
        self.list.move_to(1 << 30)

    def focus_on(self, widget: Widget) -> None:
        """Give a widget the keys."""
        self.set_focus(widget, scroll_visible=False)

"""The list of every screen: one segment a row, and a cursor whose move draws two rows."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar, overload

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from screens.parts.lines import BOLD, PLAIN, REVERSE, Line, strip_of, wrapped
from wingterm.domain.text import fold

Thing = TypeVar("Thing")

UNREAD = "This could not be read: F5 tries again."
"""Instead of rows that nobody knows: an empty list would say that there are none."""
CHANGED = "!"
"""In the first column of a row: somebody else changed it since this officer's last key."""
MARKED = "*"
"""In the same place: its person is marked for an act on several."""


class Row(NamedTuple):
    """A row of a list."""

    key: str
    """What it stands for; the cursor stays on it when the rows are read again."""
    text: str
    bold: bool = False
    seek: str = ""
    """More words that the filter finds it by."""
    full: str = ""
    """What it has no room for, in full, where a screen shows that below its list."""
    paper: bool = False
    """Whether it is a line of paper, whose first column is its own and has no sign."""


class MadeRows(Sequence[Row], Generic[Thing]):
    """Rows made when they are looked at: a long list keeps only what they are made of."""

    def __init__(self, things: Sequence[Thing], make: Callable[[Thing], Row]) -> None:
        """Make a row of each thing, in order."""
        self._things = things
        self._of = make

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        """Make a row, or some."""
        if isinstance(index, slice):
            return [self._of(thing) for thing in self._things[index]]
        return self._of(self._things[index])

    def __len__(self) -> int:
        """Give how many there are."""
        return len(self._things)


class LineList(Widget, can_focus=True):
    """A list that draws only the rows in view and sends again only those that changed."""

    DEFAULT_CSS = "LineList { height: 1fr; width: 1fr; }"
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(
        self,
        *,
        empty: str,
        unmatched: str = "",
        moved: Callable[[], None] = lambda: None,
        id: str | None = None,
    ) -> None:
        """Make an empty list.

        Args:
            empty: what is shown when there is no row.
            unmatched: what is shown when none holds what is wanted, which stands for `{}`.
            moved: told at once that the cursor is on another row, or that its row changed. No
                message: what follows the cursor would be drawn in a second paint.
            id: for the styles.
        """
        super().__init__(id=id)
        self._all: Sequence[Row] = ()
        self._rows: Sequence[Row] = ()
        self._folded: list[str] = []
        """What the filter looks through, row by row; made when first looked through."""
        self.sought: Callable[[int], str] = lambda _: ""
        """Gives what else the filter finds a row by, by its place among all; asked only then."""
        self.was_read = True
        """Whether it is known which rows there are."""
        self._empty = empty
        self._unmatched = unmatched
        self._moved = moved
        self._wanted = ""
        self._changed: frozenset[str] = frozenset()
        self._marked: frozenset[str] = frozenset()
        self._top = 0
        self.cursor = 0

    @property
    def current(self) -> Row | None:
        """The row that the cursor is on."""
        return self._rows[self.cursor] if self._rows else None

    @property
    def texts(self) -> list[str]:
        """The rows that pass the filter, as text."""
        return [row.text for row in self._rows]

    @property
    def rows(self) -> Sequence[Row]:
        """All rows, before the filter."""
        return self._all

    @property
    def empty(self) -> str:
        """What is said where no row is: why, and what to do next."""
        if not self.was_read:
            return UNREAD
        unmatched = self._unmatched if self._wanted and self._all else ""
        return unmatched.replace("{}", self._wanted) or self._empty

    @property
    def wanted(self) -> str:
        """What the filter looks for."""
        return self._wanted

    def put(self, rows: Sequence[Row], empty: str = "") -> None:
        """Show other rows; the cursor stays on the row with the same key.

        Args:
            rows: all of them, before the filter.
            empty: other words for no row at all.
        """
        if empty and empty != self._empty:
            self._empty = empty
            if not self._rows:
                self.refresh()
        self._all = rows
        self._folded = []
        self._show()

    @property
    def shown(self) -> Sequence[Row]:
        """The rows that pass the filter."""
        return self._rows

    def show_marked(self, keys: frozenset[str]) -> None:
        """Mark the rows of people who are marked, and no others."""
        old, self._marked = self._marked, keys
        self._draw_first_column(old ^ keys)

    def set_read(self, *, known: bool) -> None:
        """Say whether it is known which rows there are."""
        if known is not self.was_read:
            self.was_read = known
            self._draw(0)

    def show_changed(self, keys: frozenset[str]) -> None:
        """Mark the rows that others changed, and no others."""
        old, self._changed = self._changed, keys
        self._draw_first_column(old ^ keys)

    def _draw_first_column(self, keys: frozenset[str]) -> None:
        for index in range(self._top, min(len(self._rows), self._top + self.size.height)):
            if self._rows[index].key in keys:
                self.refresh(Region(0, index - self._top, 1, 1))

    def seek(self, text: str) -> None:
        """Show only rows that hold every word of a text."""
        if text == self._wanted:
            return
        told, self._wanted = self.empty, text
        self._show()
        if not self._rows and told != self.empty:
            self.refresh()

    def go_to(self, key: str) -> None:
        """Put the cursor on a row."""
        for index, row in enumerate(self._rows):
            if row.key == key:
                self.move_to(index)

    def move_by(self, rows: int) -> None:
        """Move the cursor by some rows."""
        self.move_to(self.cursor + rows)

    def move_page(self, pages: int) -> None:
        """Move the cursor and the view by pages."""
        self.move_by(pages * max(1, self.size.height))

    def move_to(self, index: int) -> None:
        """Move the cursor to a row."""
        index = max(0, min(index, len(self._rows) - 1))
        if index == self.cursor or not self._rows:
            return
        old, self.cursor = self.cursor, index
        if not self._follow():
            self._draw(old)
            self._draw(index)
        self._moved()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._follow()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        return strip_of(self._line(self._top + y), self.size.width)

    def _line(self, index: int) -> Line:
        if index >= len(self._rows):
            told = () if self._rows else wrapped(self.empty, max(78, self.size.width - 2))
            return Line(f" {told[index]}" if index < len(told) else "")
        row = self._rows[index]
        text = row.text if row.paper else self._sign(row) + row.text[1:]
        return Line(text, REVERSE if index == self.cursor else BOLD if row.bold else PLAIN)

    def _sign(self, row: Row) -> str:
        """Give what stands in the first column; what changed is told until the next key only."""
        if row.key in self._changed:
            return CHANGED
        return MARKED if row.key in self._marked else row.text[:1]

    def _show(self) -> None:
        """Take over the rows that pass the filter and send those that differ."""
        before = [self._line(self._top + y) for y in range(self.size.height)]
        held, top = self.current, self._top
        self._rows = self._passing()
        rows = enumerate(self._rows if held else ())
        kept = next((index for index, row in rows if held and row.key == held.key), None)
        last = max(0, len(self._rows) - 1)
        self.cursor = min(self.cursor, last) if kept is None else kept
        self._top = max(0, min(self._top, len(self._rows) - self.size.height))
        if not self._follow() and self._top == top:
            for y, line in enumerate(before):
                if line != self._line(self._top + y):
                    self._draw(self._top + y)
        else:
            self.refresh()
        if self.current != held:
            self._moved()

    def _passing(self) -> Sequence[Row]:
        """Give the rows that hold every wanted word."""
        words = [fold(word) for word in self._wanted.split()]
        if not words:
            return self._all
        if not self._folded:
            self._folded = [
                fold(f"{row.text} {row.seek} {row.full} {self.sought(index)}")
                for index, row in enumerate(self._all)
            ]
        return [
            self._all[index]
            for index, text in enumerate(self._folded)
            if all(word in text for word in words)
        ]

    def _follow(self) -> bool:
        """Bring the cursor into view by half a page, so that the next keys cost two rows each."""
        height = self.size.height
        if not height or self._top <= self.cursor < self._top + height:
            return False
        highest = max(0, len(self._rows) - height)
        self._top = max(0, min(self.cursor - height // 2, highest))
        self.refresh()
        return True

    def _draw(self, index: int) -> None:
        self.refresh(Region(0, index - self._top, self.size.width, 1))

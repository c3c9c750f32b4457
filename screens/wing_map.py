"""A wing as a map of its cells, with who is in the cell under the cursor in words below."""

from textual.app import ComposeResult

from screens import empty
from screens.keyed import keyed
from screens.parts.cell_map import CellMap
from screens.parts.lines import Lines, wrapped
from screens.parts.typing_line import Typing
from screens.register import RegisterScreen
from screens.session import Session
from wingterm.actions import About, verb_action
from wingterm.services.pictures.boxes import LEGEND
from wingterm.services.pictures.wing_map import MapCell, WingMap, wing_map

WORDS = 3
"""Lines below the map that say who is in the cell under the cursor; more where there is room."""
TALL = 32
"""Lines of a terminal that has room for more words."""


class MapScreen(RegisterScreen):
    """A box for each cell of a wing; the arrow keys move from cell to cell."""

    NAME = "map"
    ABOUT = (
        "A box for each cell: the end of its code; how many hold its beds, with ! where that is "
        "more than its CNA and + where there is room; . for free, X for out of use. Below that: o "
        "somebody is out, e elsewhere inside, then risks, the worst first; > there are more. S "
        "assaults staff, takes hostages or is a risk to staff; U controlled unlock; E escape risk "
        "or E-list; F arsonist; K in conflict or to be kept apart. Beside a landing stand beds in "
        "use and working capacity. Enter opens the landing at the cell. A verb's key is about the "
        "person in the cell; where there are several it opens the landing, to choose."
    )
    EMPTY = empty.LANDING

    def __init__(self, session: Session, wing: str, cell: str = "") -> None:
        """Show a wing; the cursor on a cell, or on the first one of a landing."""
        super().__init__(session)
        self.wing = wing
        self._cell = cell
        self._map: WingMap | None = None

    def middle(self) -> ComposeResult:
        """Make the map and, below it, the words of the cell under the cursor and the legend."""
        yield CellMap(empty=keyed(self.EMPTY), moved=self.show_detail)
        yield Lines(*[""] * WORDS, id="detail")
        yield Lines(*(f" {line}" for line in LEGEND), id="legend")
        yield Typing("Filter", id="filter")

    @property
    def map(self) -> CellMap:
        """The map itself."""
        return self.query_one(CellMap)

    def fit_window(self) -> None:
        """Use what room there is for words."""
        super().fit_window()
        self.show_detail()

    def read(self) -> None:
        """Read the wing."""
        session = self.session
        self._map = found = wing_map(session.desk, session.prison, self.wing)
        as_of = session.full_time(found.as_of)
        self.title_line(f"Map of {self.wing}  {session.prison.code}", f"as of {as_of}")
        self.map.show_wing(found)
        if self._cell:
            inside = (c.code for c in found.cells if f"{c.code}-".startswith(f"{self._cell}-"))
            self.map.go_to(next(inside, ""))
            self._cell = ""
        self.show_detail()

    def cell(self) -> MapCell | None:
        """Give the cell under the cursor."""
        code = self.place()
        cells = self._map.cells if self._map else ()
        return next((cell for cell in cells if cell.code == code), None)

    def show_detail(self) -> None:
        """Show in full what the row under the cursor has no room for."""
        cell = self.cell()
        width = self.session.width - 2
        most = WORDS if self.size.height < TALL else 2 * WORDS
        texts = [cell.words, *(person.words for person in cell.people)] if cell else []
        lines = [line for text in texts for line in wrapped(text, width)]
        if len(lines) > most:
            lines = wrapped(". ".join(texts), width)
        if len(lines) > most:
            lines[most - 1] = f"{lines[most - 1][: width - 4]} ..."
        shown = [*lines, *[""] * most][:most]
        self.query_one("#detail", Lines).put(*(f" {line}".rstrip() for line in shown))

    def place(self) -> str:
        """Give the cell under the cursor."""
        return self.current.key if self.current else ""

    def subject(self) -> str:
        """Give the one person who holds a bed of the cell under the cursor."""
        cell = self.cell()
        return cell.people[0].number if cell and len(cell.people) == 1 else ""

    def open_verb(self, verb: str) -> None:
        """Open the form of a verb; which of several people it is about the landing asks."""
        action, cell = verb_action(verb), self.cell()
        if action.about is About.PERSON and verb != "register" and cell and len(cell.people) > 1:
            words = action.words or verb
            self.open(f"Whom? {len(cell.people)} hold a bed here. Choose, then {words} again.")
        else:
            super().open_verb(verb)

    def open(self, notice: str = "") -> None:
        """Open the landing at the cell under the cursor."""
        from screens.landing import LandingScreen

        code = self.place()
        if code:
            landing = code.rpartition("-")[0] or code
            self.go(LandingScreen(self.session, landing, code, notice))

    def action_cursor_left(self) -> None:
        """One cell to the left."""
        self.map.move_aside(-1)

    def action_cursor_right(self) -> None:
        """One cell to the right."""
        self.map.move_aside(1)

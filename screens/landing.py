"""A landing: its cells and who holds their beds."""

from screens import empty
from screens.marking import MarkingScreen
from screens.parts.line_list import Row
from screens.parts.lines import BOLD, Line
from screens.rows import CELLS, cell_rows
from screens.session import Session
from wingterm.services.places import cells


class LandingScreen(MarkingScreen):
    """The cells of a landing with their people, a row each."""

    NAME = "landing"
    ABOUT = (
        "The cells of a landing with the people who hold their beds. People: how many of how many "
        "places. State: where somebody is now. A verb's key is about the person under the cursor; "
        "{mark} marks people, and with several marked it is about all of them at once."
    )
    EMPTY = empty.LANDING

    def __init__(self, session: Session, code: str, cell: str = "", notice: str = "") -> None:
        """Show a landing, wing or spur; the cursor on a cell of it, a sentence below."""
        super().__init__(session)
        self.code = code
        self._cell = cell
        self._said = notice

    def begin(self) -> None:
        """Read, and say what is to be chosen."""
        super().begin()
        if self._said:
            self.say(self._said)

    def read(self) -> None:
        """Read the cells and their people."""
        session = self.session
        found = cells(session.desk, session.prison, under=self.code)
        people = sum(len(cell.people) for cell in found)
        room = sum(cell.room for cell in found)
        self.title_line(
            f"Landing {self.code}  {session.prison.code}", f"{people} people, room for {room}"
        )
        self.head("", Line(CELLS.at(session.width).head, BOLD))
        rows = [row for cell in found for row in cell_rows(cell, session)]
        self.put(rows)
        if self._cell:
            self.list.go_to(next((r.key for r in rows if r.key.startswith(f"{self._cell}/")), ""))
            self._cell = ""

    def go_to_cell(self, cell: str) -> None:
        """Put the cursor on a cell, whatever the filter left out."""
        self.end_filter(clear=True)
        self._cell = cell
        self.reread()

    def whose(self, row: Row) -> str:
        """Give the person who holds the bed of a row."""
        return row.key.partition("/")[2]

    def place(self) -> str:
        """Give the place under the cursor."""
        row = self.current
        return row.key.partition("/")[0] if row else self.code

    def open(self) -> None:
        """Open the record of the person under the cursor."""
        number = self.subject()
        if number:
            self.open_person(number)
        elif self.current:
            self.say("Nobody holds a bed in this cell.")

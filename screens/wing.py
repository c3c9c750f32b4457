"""A wing: its spurs, landings and cells with their figures."""

from screens import empty
from screens.parts.lines import BOLD, Line
from screens.register import RegisterScreen
from screens.rows import figure_heads, figures_row
from screens.session import Session
from wingterm.services.roll import roll


class WingScreen(RegisterScreen):
    """The landings and cells of a wing, as rows of the roll."""

    NAME = "wing"
    ABOUT = (
        "The landings and cells of a wing with the figures of the roll. Enter on a landing lists "
        "its cells with their people; on a cell it does the same and goes to that cell."
    )
    EMPTY = empty.WING

    def __init__(self, session: Session, wing: str) -> None:
        """Show a wing."""
        super().__init__(session)
        self.wing = wing

    def read(self) -> None:
        """Read the roll of the wing."""
        session = self.session
        sheet = roll(session.desk, session.prison)
        rows = [row for row in sheet.rows if f"{row.code}-".startswith(f"{self.wing}-")]
        name = rows[0].name if rows else ""
        as_of = session.full_time(sheet.as_of)
        self.title_line(f"Wing {self.wing}  {name}  {session.prison.code}", f"as of {as_of}")
        self.head("", *(Line(head, BOLD) for head in figure_heads(session.width)))
        below = [figures_row(row, session.width, indent=row.level - 1) for row in rows[1:]]
        total = [figures_row(row, session.width)._replace(bold=True) for row in rows[:1]]
        self.put(below + total if below else [])

    def place(self) -> str:
        """Give the place under the cursor."""
        row = self.current
        return row.key if row else ""

    def open(self) -> None:
        """Open a landing, or the landing of a cell at that cell."""
        from screens.landing import LandingScreen

        row = self.current
        if row is None:
            return
        is_cell = row.seek == "CELL"
        landing = row.key.rpartition("-")[0] if is_cell else row.key
        self.go(LandingScreen(self.session, landing, row.key if is_cell else ""))

"""The roll board: the headline figures and a row for each wing."""

from collections.abc import Iterable, Sequence

from screens import empty
from screens.keyed import key_of
from screens.parts.lines import BOLD, Line, wrapped
from screens.register import RegisterScreen
from screens.rows import figure_heads, figures_row, headline_lines, totals_row
from wingterm.services.roll import roll


class BoardScreen(RegisterScreen):
    """How many people there are and where: the first screen."""

    NAME = "board"
    ABOUT = (
        "The roll of the prison, kept up to date. Unlock roll: everybody inside at 00:00. Beds "
        "available: working capacity - beds in use, without those whom the lines above the table "
        "say are left out. A digit lists the people behind the figure that it stands before. Enter "
        "opens a wing."
    )
    EMPTY = empty.BOARD
    _laid = 0
    greeting = ""
    """What is said when wingterm has started."""

    def begin(self) -> None:
        """Read, and say what there is to say at the start."""
        super().begin()
        if self.greeting:
            self.say(self.greeting)

    def read(self) -> None:
        """Read the roll."""
        session = self.session
        sheet = roll(session.desk, session.prison)
        self.holds_until = sheet.holds_until
        checks = self._checks() if sheet.checks_awaited else ()
        as_of = session.full_time(sheet.as_of)
        self.title_line(
            f"Roll board  {session.prison.name} ({session.prison.code})", f"as of {as_of}"
        )
        heads = [Line(head, BOLD) for head in figure_heads(session.width)]
        signed = sheet.headline.signed
        said = [*sheet.readings]
        if signed is not None:
            said.append(f"Signed operational capacity: {signed}.")
        wings = [figures_row(row, session.width) for row in sheet.rows if row.level == 0]
        rows = [*wings, totals_row(sheet.totals, session.width)] if wings else []
        notes: list[Line | str] = [Line(f" {line}", BOLD) for line in checks]
        notes += [f" {line}" for line in said]
        parts: tuple[Sequence[Line | str], ...] = (headline_lines(sheet.headline), notes, heads)
        self.head(*self._spaced(parts, len(rows)))
        self.put(rows)

    def _checks(self) -> list[str]:
        """Say which roll checks are open, due or missed; loaded only where there is one."""
        from wingterm.domain.times import midnight_before
        from wingterm.services.checks.board import on_board

        session = self.session
        midnight = midnight_before(session.now(), session.prison.timezone)
        found = on_board(session.desk, session.prison, midnight)
        self.holds_until = min(found.holds_until, self.holds_until or found.holds_until)
        lines = [part for said in found.said for part in wrapped(said, session.width - 2)]
        if lines:
            lines[-1] = f"{lines[-1]}  {key_of('roll-check')}"
        return lines

    def _spaced(self, parts: Iterable[Sequence[Line | str]], rows: int) -> list[Line | str]:
        """Put a blank line before each part, as far as the rows below leave room for it.

        The first to go is the one below the title, the last that above the notes.
        """
        self._laid = self.app.size.height
        figures, notes, heads = (list(part) for part in parts)
        around = 4 if self.session.bannered else 3  # Banner, title, notice and keys.
        room = self._laid - around - rows - len(figures) - len(notes) - len(heads)
        gaps = ([""] if room > least else [] for least in (2, 0, 1))
        return [line for gap, part in zip(gaps, (figures, notes, heads), strict=True)
                for line in (*gap, *part)]  # fmt: skip

    def fit_window(self) -> None:
        """Leave out blank lines in a lower window."""
        super().fit_window()
        if self._laid not in (0, self.app.size.height):
            self.reread()

    def action_leave(self) -> None:
        """End the filter; from the practice board go back to the real register."""
        if self.session.behind and not self.filtered:
            self.action_end()
        else:
            self.end_filter(clear=True)

    def action_end(self) -> None:
        """Leave wingterm; from practice over a real register only the practice."""
        if self.session.behind:
            from screens.practice import to_real

            to_real(self, end=True)
        else:
            self.app.exit(0)

    def open(self) -> None:
        """Open a wing; the totals open everybody."""
        from screens.wing import WingScreen

        row = self.current
        if row is None:
            return
        if row.key:
            self.go(WingScreen(self.session, row.key))
        else:
            self.action_figure("population")

    def action_map(self) -> None:
        """Show the wing under the cursor as a map of its cells."""
        from screens.wing_map import MapScreen

        if self.current is not None and self.current.key:
            self.go(MapScreen(self.session, self.current.key))
        else:
            self.say("Put the cursor on a wing first.")

    def action_pictures(self) -> None:
        """Show the roll over the last days; from there, occupancy."""
        from screens.pictures import DaysScreen

        self.go(DaysScreen(self.session))

    def action_figure(self, figure: str) -> None:
        """List the people behind a figure."""
        from screens.people import PeopleScreen

        self.go(PeopleScreen(self.session, figure))

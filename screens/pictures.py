"""The roll over the last days, and occupancy against capacity: charts of letters."""

from screens import empty
from screens.base import ONE_PAINT_S
from screens.choices import ChoiceScreen
from screens.parts.line_list import Row
from screens.parts.lines import BOLD, Line, columns
from screens.register import RegisterScreen
from screens.reports import ReportScreen
from screens.session import Session
from wingterm.domain.roll_records import RollSheet
from wingterm.services.pictures.charts import Chart, day_chart, occupancy_chart
from wingterm.services.pictures.roll_days import RollDays, roll_days
from wingterm.services.roll import roll

SHORT, LONG = 14, 60
"""How many days are shown: what is read again with every change, and what only F5 reads again."""


class ChartScreen(RegisterScreen):
    """A chart: heads above rows, as wide as the window."""

    def show(self, keys: list[str], chart: Chart, bold: int = -1) -> None:
        """Show a chart.

        Args:
            keys: of its rows.
            chart: what is shown.
            bold: which row stands out.
        """
        self.head("", *chart.heads[:-1], Line(chart.heads[-1], BOLD))
        rows = [Row(key, text) for key, text in zip(keys, chart.rows, strict=True)]
        if bold >= 0:
            rows[bold] = rows[bold]._replace(bold=True)
        self.put(rows)

    def instead(self, screen: RegisterScreen) -> None:
        """Put another picture in place of this one, in one paint."""
        self.app.delay_update(ONE_PAINT_S)
        self.app.switch_screen(screen)

    def fit_window(self) -> None:
        """Use the width that there is."""
        super().fit_window()
        self.draw()

    def draw(self) -> None:
        """Draw what was read."""
        raise NotImplementedError

    @property
    def columns(self) -> int:
        """How wide a chart may be."""
        return self.session.width - 1


class DaysScreen(ChartScreen):
    """The roll over the last days, of the prison or of a wing."""

    NAME = "trend"
    ABOUT = (
        "The unlock roll of each of the last days, counted from the stays as they are now known: "
        "what was entered late counts where it belongs. Of a wing: who was inside and held a bed "
        "there. The lines are CNA, working capacity and, of the prison, the signed operational "
        "capacity of that day. Mind where the scale begins. Enter opens the daily state."
    )

    def __init__(self, session: Session) -> None:
        """Show the last days of the prison."""
        super().__init__(session)
        self.days = SHORT
        self.wing = ""
        self._found: RollDays | None = None

    def reread(self) -> None:
        """Read it, many days only when they are asked for."""
        if self.days == SHORT or self._found is None:
            super().reread()

    def action_reload(self) -> None:
        """Read it again now."""
        self._found = None
        super().action_reload()

    def read(self) -> None:
        """Read the days."""
        session = self.session
        self._found = roll_days(session.desk, session.prison, self.days, self.wing)
        of = f"wing {self.wing}" if self.wing else session.prison.name
        as_of = session.full_time(session.now())
        self.title_line(f"Roll over {self.days} days  {of}  {session.prison.code}",
                        f"as of {as_of}")  # fmt: skip
        self.draw()

    def draw(self) -> None:
        """Draw the days that were read."""
        if self._found is not None:
            days = [day.day.isoformat() for day in self._found.days]
            self.show(days, day_chart(self._found, self.columns))

    def open(self) -> None:
        """Open the daily state of the day under the cursor."""
        from screens.report_list import REPORTS

        if self.current is not None:
            asked = {"date": self.current.key}
            self.go(ReportScreen(self.session, REPORTS["daily-state"], asked))

    def action_days(self) -> None:
        """Show more days, or fewer again."""
        self.days = LONG if self.days == SHORT else SHORT
        self.action_reload()

    def action_which_wing(self) -> None:
        """Choose a wing, or the whole prison."""
        named = self._found.named if self._found else ()
        rows = [
            Row("ALL", columns((" ALL", 12), ("The whole prison", 60))),
            *(Row(code, columns((f" {code}", 12), ("Wing", 60))) for code in named),
        ]
        self.go(ChoiceScreen(self.session, "Roll of", rows), self._wing_chosen)

    def _wing_chosen(self, code: str | None) -> None:
        if code is not None:
            self.wing = "" if code == "ALL" else code
            self.action_reload()

    def action_other_picture(self) -> None:
        """Show occupancy in place of the days."""
        self.instead(OccupancyScreen(self.session))


class OccupancyScreen(ChartScreen):
    """Beds in use against working capacity and CNA."""

    NAME = "occupancy"
    ABOUT = (
        "Beds in use against what the wings hold: a bar is beds in use, and ends at working "
        "capacity when it is full. OVER: more beds in use than working capacity. OVER CNA: more "
        "than the certified normal accommodation. Out: inactive cells, with no places in "
        "working capacity. Enter opens the wing or landing."
    )
    EMPTY = empty.BOARD

    def __init__(self, session: Session) -> None:
        """Show the wings."""
        super().__init__(session)
        self.deep = False
        self._sheet: RollSheet | None = None

    def read(self) -> None:
        """Read the roll."""
        session = self.session
        self._sheet = sheet = roll(session.desk, session.prison)
        as_of = session.full_time(sheet.as_of)
        self.title_line(f"Occupancy  {session.prison.name}  {session.prison.code}",
                        f"as of {as_of}")  # fmt: skip
        self.draw()

    def draw(self) -> None:
        """Draw the roll that was read."""
        sheet = self._sheet
        if sheet is not None:
            rows = [r for r in sheet.rows if r.level == 0 or (self.deep and r.kind != "CELL")]
            keys = [row.code for row in rows]
            self.show([*keys, ""], occupancy_chart([*rows, sheet.totals], self.columns), len(rows))

    def place(self) -> str:
        """Give the place under the cursor."""
        return self.current.key if self.current else ""

    def open(self) -> None:
        """Open the wing or landing under the cursor."""
        from screens.landing import LandingScreen
        from screens.wing import WingScreen

        code = self.place()
        if code:
            self.go((LandingScreen if "-" in code else WingScreen)(self.session, code))

    def action_landings(self) -> None:
        """Show landings too, or the wings only."""
        self.deep = not self.deep
        self.draw()

    def action_other_picture(self) -> None:
        """Show the days in place of occupancy."""
        self.instead(DaysScreen(self.session))

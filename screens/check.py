"""The night screen: the whole prison's roll check as it fills, read from two metres away."""

from typing import TYPE_CHECKING

from screens import empty
from screens.check_base import opened_check, why_not
from screens.check_rows import (
    UNITS,
    also_open,
    banner,
    figure_lines,
    next_minute,
    totals_line,
    unit_row,
    which_differ,
)
from screens.parts.big import HEIGHT
from screens.parts.lines import BOLD, Line
from screens.register import RegisterScreen
from screens.session import Session, State
from wingterm.domain.checks.record import CheckState
from wingterm.errors import NotFound
from wingterm.services.checks.enquiry import CheckLine, open_now
from wingterm.services.checks.sheet import CheckSheet, UnitLine, check_sheet

if TYPE_CHECKING:
    from wingterm.domain.outcomes import Receipt

ONLY_OPEN = frozenset(
    {"count", "recount", "explain", "welfare", "declare", "take-over-check", "escalate-check",
     "abandon-check"}
)  # fmt: skip
"""Verbs of a check that has not ended."""


class CheckScreen(RegisterScreen):
    """A check: a word in big letters, the figures, a row for each unit."""

    NAME = "check"
    ABOUT = (
        "The roll check of the whole prison as it fills, at every terminal alike. In big letters: "
        "how it stands. Below, a row for each unit: expected, counted, difference, who counted, "
        "when, and how long it has stood so. Go to a unit, press {count:check}, type the number, "
        "press {submit}. Enter on a unit shows its counts, what may explain a difference, and who "
        "is expected, by name."
    )
    EMPTY = empty.NO_CHECK

    def __init__(self, session: Session, number: int | None = None, notice: str = "") -> None:
        """Show a check.

        Args:
            session: who asks.
            number: which; None: the newest that is open, and each that is opened after it.
            notice: what is said at first.
        """
        super().__init__(session)
        self.number = number
        self.sheet: CheckSheet | None = None
        self._others: tuple[CheckLine, ...] = ()
        """Checks that are open besides the one in front."""
        self._notice = notice
        self._in_front: int | None = None
        """Number of the check whose rows are shown."""
        self._read_at: State | None = None
        self._laid = 0

    def begin(self) -> None:
        """Read, and say what there is to say."""
        super().begin()
        if self._notice:
            self.say(self._notice)

    def read(self) -> None:
        """Read the check; where only time has gone by, what was read is shown a minute older."""
        state = self.session.state()
        if self.sheet is None or state != self._read_at:
            self.sheet = found = self._found()
            opened = open_now(self.session.desk, self.session.prison)
            self._others = tuple(line for line in opened if found and line.id != found.id)
        else:
            now = self.session.now()
            overdue = self.sheet.ending is None and now >= self.sheet.overdue_at
            self.sheet = self.sheet._replace(now=now, overdue=overdue)
        self._read_at = state
        self.draw()

    def _found(self) -> CheckSheet | None:
        desk, prison, shown = self.session.desk, self.session.prison, self.sheet
        try:
            found = check_sheet(desk, prison, self.number)
        except NotFound:
            if self.number is not None:
                raise
            return None
        if self.number is None and shown is not None and found.id < shown.id:
            # The one in front has just ended: that is what everybody waits to see.
            return check_sheet(desk, prison, shown.id)
        return found

    def draw(self) -> None:
        """Show what was read."""
        sheet, session = self.sheet, self.session
        self._laid = self.app.size.height
        self.show_keys()
        if sheet is None:
            self.holds_until = None
            self.title_line(f"Roll check  {session.prison.name} ({session.prison.code})")
            self.head("")
            self.put([])
            return
        soonest = min(next_minute(sheet.now), sheet.holds_until or sheet.now + (1 << 60))
        self.holds_until = soonest if sheet.ending is None else None
        self.title_line(f"{sheet.name}  {session.prison.name} ({session.prison.code})",
                        f"as of {session.full_time(sheet.as_of)}")  # fmt: skip
        figures = [*figure_lines(sheet, session), *also_open(self._others)]
        heads = [Line(UNITS.at(session.width).head, BOLD), totals_line(sheet, session.width)]
        around = 4 if session.bannered else 3
        room = self._laid - around - len(figures) - len(heads)
        differ = which_differ(sheet, room - HEIGHT, session.width)
        figures += differ
        room -= len(differ)
        self.head(*banner(sheet, session.width, room), *figures, *heads)
        self.put([unit_row(_key(n), unit, sheet, session) for n, unit in enumerate(sheet.units, 1)])
        if self._in_front not in (None, sheet.id):
            # Another check: its count begins at its first unit.
            self.list.go_to(_key(1))
        self._in_front = sheet.id

    def fit_window(self) -> None:
        """Use small letters in a lower window."""
        super().fit_window()
        if self._laid not in (0, self.app.size.height):
            self.draw()

    def action_reload(self) -> None:
        """Read it again now."""
        self._read_at = None
        super().action_reload()

    @property
    def unit(self) -> UnitLine | None:
        """The unit under the cursor."""
        if self.sheet is None or self.current is None:
            return None
        units = {_key(n): unit for n, unit in enumerate(self.sheet.units, 1)}
        return units.get(self.current.key)

    def check_meant(self) -> tuple[int | None, str]:
        """Give the check in front and the unit under the cursor."""
        unit = self.unit
        return self.sheet.id if self.sheet else None, unit.code if unit else ""

    def changed_keys(self) -> frozenset[str]:
        """Give the units to which others added something."""
        number = self.sheet.id if self.sheet else 0
        return frozenset(_key(n) for check, n in self.changed.touched.units if check == number)

    def senseless(self) -> set[str]:
        """Give what cannot be done with the check as it stands."""
        sheet = self.sheet
        if sheet is None:
            return {*ONLY_OPEN, "beside-check", "open"}
        if sheet.ending is not None:
            return set(ONLY_OPEN)
        never = set() if sheet.state is CheckState.READY else {"declare"}
        differs = any(unit.state.apart for unit in sheet.units)
        return never if differs else never | {"recount", "explain"}

    def open_verb(self, verb: str) -> None:
        """Open the form of a verb about the check in front and the unit under the cursor."""
        sheet = self.sheet
        said = ""
        if verb in ONLY_OPEN:
            said = why_not(verb, sheet, self.unit)
        if said:
            self.say(said)
        else:
            super().open_verb(verb)

    def open(self) -> None:
        """Open the unit under the cursor."""
        from screens.check_unit import UnitScreen

        if self.sheet is not None and self.unit is not None:
            self.go(UnitScreen(self.session, self.sheet.id, self.unit.code))

    def action_beside_check(self) -> None:
        """Show movements since, late entries, and who is outside."""
        from screens.check_reports import beside_report
        from screens.reports import ReportScreen

        if self.sheet is not None:
            self.go(ReportScreen(self.session, beside_report(self.sheet.id)))

    def action_past_checks(self) -> None:
        """Show the checks that were, are open or were missed."""
        from screens.checks import ChecksScreen

        self.go(ChecksScreen(self.session))

    def done(self, receipt: "Receipt | None") -> None:
        """Say what was done; a check that was opened is the one in front."""
        if opened_check(receipt):
            self.number = None
            self.reread()
        super().done(receipt)


def _key(place: int) -> str:
    """Give the key of the row of a unit by its place in the list, from 1."""
    return f"unit-{place}"

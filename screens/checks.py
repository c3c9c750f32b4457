"""The list of roll checks: that were, that are open, and that were due and never opened."""

from screens import empty
from screens.check_base import DAY
from screens.check_rows import SHORT, age, lasted, next_minute
from screens.parts.line_list import Row
from screens.parts.lines import BOLD, Line
from screens.parts.tables import Column, Table
from screens.register import RegisterScreen
from screens.session import Session, State
from wingterm.domain.checks.due import DueState
from wingterm.domain.checks.kinds import NAMES
from wingterm.domain.figures import with_sign
from wingterm.services.checks.enquiry import CheckLine, DueLine, checks, dues, open_now

DAYS = 31
"""How many days the list goes back."""

LAID = Table(
    Column("Check", -6), Column("Kind", 15), Column("As of", 16), Column("State", 12),
    Column("Diff", -4), Column("Late", -4), Column("Took", -7), Column("By", 9, 24),
)  # fmt: skip


class ChecksScreen(RegisterScreen):
    """Roll checks of the last days, the newest first."""

    NAME = "checks"
    ABOUT = (
        f"Roll checks of the last {DAYS} days, the newest first: declared, abandoned, still open, "
        "and those that were due and never opened, which stay MISSED for ever. Enter opens one. "
        "An older one: {goto} and its number, such as check 17."
    )
    EMPTY = empty.NO_CHECKS
    _held: tuple[CheckLine, ...] = ()
    """The checks as last read."""
    _read_at: State | None = None
    """The state of the register of which they tell."""

    def read(self) -> None:
        """Read the checks, and when one was due."""
        session = self.session
        now = session.now()
        since = now - DAYS * DAY
        held = self._checks(since)
        due = dues(session.desk, session.prison, since=since, until=now)
        missed = [line for line in due if line.state is DueState.MISSED]
        coming = [line.missed_at + 1 for line in due if line.state is DueState.DUE]
        coming += [next_minute(now) for line in held if line.ended_at is None]
        self.holds_until = min(coming, default=None)
        self.title_line(f"Roll checks  {session.prison.code}  last {DAYS} days",
                        f"{len(held)} opened, {len(missed)} missed")  # fmt: skip
        self.head("", Line(LAID.at(session.width).head, BOLD))
        told = [(line.opened_at, _check_row(line, session)) for line in held]
        told += [(line.due_at, _missed_row(line, session)) for line in missed]
        told.sort(key=lambda pair: pair[0], reverse=True)
        self.put([row for _, row in told])

    def _checks(self, since: int) -> tuple[CheckLine, ...]:
        """Give the checks; where only time has gone by, those that are open are read again."""
        session, state = self.session, self.session.state()
        if state == self._read_at:
            again = {line.id: line for line in open_now(session.desk, session.prison)}
            self._held = tuple(again.get(line.id, line) for line in self._held)
        else:
            self._held = checks(session.desk, session.prison, since=since)
        self._read_at = state
        return self._held

    def action_reload(self) -> None:
        """Read them all again now."""
        self._read_at = None
        super().action_reload()

    def check_meant(self) -> tuple[int | None, str]:
        """Give the check under the cursor."""
        number = self.current.key if self.current else ""
        return int(number) if number.isdecimal() else None, ""

    def open(self) -> None:
        """Open the check under the cursor."""
        from screens.check import CheckScreen

        number, _ = self.check_meant()
        if number is not None:
            self.go(CheckScreen(self.session, number))
        elif self.current is not None:
            self.say("It was never opened: there is nothing to show. It stays missed.")


def _check_row(line: CheckLine, session: Session) -> Row:
    state = "OVERDUE" if line.overdue else SHORT.get(line.state, line.state.value)
    counted = line.counted_units == line.units
    ended = line.ended_at
    took = age(line.opened_at, line.now) if ended is None else lasted(ended - line.opened_at)
    late = f"; LATE entries against it: {line.late}" if line.late else ""
    said = {
        "Check": str(line.id),
        "Kind": NAMES[line.kind],
        "As of": session.full_time(line.as_of),
        "State": state,
        "Diff": with_sign(line.counted - line.expected) if counted else "-",
        "Late": str(line.late) if line.late else "",
        "Took": took,
        "By": line.ended_by or line.in_charge,
    }
    full = (
        f"Check {line.id}: {line.counted_units} of {line.units} units counted, "
        f"{line.differed_units} differed at some time, counted again {line.recounts}; opened by "
        f"{line.opened_by}{late}."
    )
    return Row(str(line.id), LAID.at(session.width).row(said), full=full)


def _missed_row(line: DueLine, session: Session) -> Row:
    said = {"Check": "-", "Kind": NAMES[line.kind], "As of": session.full_time(line.due_at),
            "State": "MISSED", "Diff": "-", "Took": "-"}  # fmt: skip
    full = f"{NAMES[line.kind]} check due {session.full_time(line.due_at)}: never opened."
    return Row(f"missed-{line.kind}-{line.due_at}", LAID.at(session.width).row(said), full=full)

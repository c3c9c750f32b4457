"""What the board says of roll checks: open, overdue, differing, due now, missed today."""

from typing import NamedTuple

from wingterm.domain.checks.due import DueState
from wingterm.domain.checks.kinds import MINUTE, NAMES
from wingterm.domain.checks.record import CheckState
from wingterm.domain.prison import Prison
from wingterm.domain.times import shown_time
from wingterm.services.checks.enquiry import CheckLine, DueLine, dues, open_now
from wingterm.services.desk import Desk

SOON = 15 * MINUTE
"""How long before its time a check is announced, in microseconds."""


class OnBoard(NamedTuple):
    """What is to be said of roll checks now."""

    said: tuple[str, ...]
    """Sentences; nothing where no check is open, due or missed."""
    holds_until: int
    """The instant at which it is looked again: an age that counts is of full minutes."""


def on_board(desk: Desk, prison: Prison, midnight: int) -> OnBoard:
    """Say what there is to say of roll checks.

    Args:
        desk: who asks. Nobody is named.
        prison: whose.
        midnight: the instant at which the day began there.
    """
    now = desk.now()
    due = dues(desk, prison, since=midnight, until=now + SOON)
    said = [_open(line) for line in open_now(desk, prison)]
    for state, words in ((DueState.DUE, "DUE"), (DueState.MISSED, "MISSED today")):
        lines = [line for line in due if line.state is state]
        if lines:
            told = ", ".join(_at(line, prison, now) for line in lines)
            said.append(f"Roll check {words}: {told}.")
    return OnBoard(tuple(said), (now // MINUTE + 1) * MINUTE)


def _at(line: DueLine, prison: Prison, now: int) -> str:
    return f"{NAMES[line.kind]} {shown_time(line.due_at, prison.timezone, now)}"


def _open(line: CheckLine) -> str:
    said = f"Roll check {line.id}, {NAMES[line.kind]}: "
    if line.overdue:
        said += "OVERDUE, "
    if line.state is CheckState.INCOMPLETE:
        number = line.differing_units
        differs = f", {number} {'DIFFERS' if number == 1 else 'DIFFER'}" if number else ""
        return f"{said}{line.counted_units} of {line.units} counted{differs}."
    return f"{said}{line.state}."

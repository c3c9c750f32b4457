"""Past roll checks by date, kind, unit and officer: which were due, how long they took, what each
unit's record is, and which were missed."""

from typing import NamedTuple

from wingterm.domain.checks.due import DueState
from wingterm.domain.checks.kinds import CheckKind, KindPlan
from wingterm.domain.checks.record import CheckState
from wingterm.domain.checks.units import CheckUnit
from wingterm.domain.prison import Prison
from wingterm.services.desk import Desk


class DueLine(NamedTuple):
    """A time at which a roll check was or is due."""

    kind: CheckKind
    due_at: int
    state: DueState
    check: int | None
    """Number of the check that was opened for it."""
    opened_at: int | None
    missed_at: int
    """The last instant at which one could be opened for it; after it the time is missed."""


class CheckLine(NamedTuple):
    """A roll check in one line."""

    id: int
    kind: CheckKind
    opened_as: CheckKind
    """The kind that it was opened as; another than `kind` after it was escalated."""
    as_of: int
    opened_at: int
    opened_by: str
    in_charge: str
    state: CheckState
    overdue: bool
    """Whether it should have been declared by now and was not."""
    units: int
    counted_units: int
    """Units whose count is in and may be seen."""
    differed_units: int
    """Units that differed at any time, by counts that may be seen."""
    recounts: int
    """Counts again, over all units."""
    expected: int
    counted: int
    """The sum of what was counted so far and may be seen."""
    roll: int
    took: int | None
    """Microseconds from opening to "roll correct"; None where it was not declared."""
    ended_by: str
    """Name of who declared or abandoned it, empty while it is open."""
    ended_at: int | None
    late: int
    """Late entries against it: as many as its sheet lists."""
    now: int
    """When this was read."""


class UnitHistory(NamedTuple):
    """What the checks of a period say of a unit."""

    code: str
    name: str
    """As the newest of the checks has it."""
    checks: int
    differed: int
    """Checks in which it differed at any time."""
    recounts: int
    explained: int
    """Checks in which it stands explained."""
    missed_welfare: int
    """Checks that ended without responses on record, though they were wanted here."""
    mean_clear: int | None
    """Mean microseconds from opening until it stood agreed or explained; None where it never did"""
    late: int
    """Late entries that would have changed its number, over all of the checks."""


class OnPlan(NamedTuple):
    """What a prison has settled for its roll checks, as it stands."""

    units: tuple[CheckUnit, ...]
    own: bool
    """Whether the prison has said which units it counts by; else they are the usual ones."""
    kinds: tuple[KindPlan, ...]
    two_counters: bool
    recount_by_another: bool


def dues(desk: Desk, prison: Prison, *, since: int, until: int) -> tuple[DueLine, ...]:
    """Give every time at which a check was or is due, in order.

    Args:
        desk: who asks. Nobody is named.
        prison: whose.
        since: first instant.
        until: last instant; of what is ahead, that whose window is open already.
    """
    raise NotImplementedError


def checks(
    desk: Desk,
    prison: Prison,
    *,
    since: int | None = None,
    until: int | None = None,
    kind: CheckKind | None = None,
    unit: str = "",
    officer: str = "",
) -> tuple[CheckLine, ...]:
    """Give roll checks, the newest first.

    Args:
        desk: who asks. Nobody but officers is named.
        prison: whose.
        since: first instant of opening; None: from the first.
        until: last instant of opening; None: to the last.
        kind: that they are of, or were opened as; None: any.
        unit: code of a unit that they have; empty: any.
        officer: account, or a part of the name, of somebody who opened, counted, keyed or ended;
            empty: anybody.
    """
    raise NotImplementedError


def unit_history(
    desk: Desk, prison: Prison, *, since: int | None = None, until: int | None = None
) -> tuple[UnitHistory, ...]:
    """Give what the checks opened in a period say of each unit, in order of the newest check.

    Args:
        desk: who asks. Nobody is named.
        prison: whose.
        since: first instant of opening; None: from the first.
        until: last instant of opening; None: to the last.
    """
    raise NotImplementedError


def open_now(desk: Desk, prison: Prison) -> tuple[CheckLine, ...]:
    """Give the checks that have not ended, the newest first.

    Args:
        desk: who asks. Nobody but officers is named.
        prison: whose.
    """
    raise NotImplementedError


def plan_of(desk: Desk, prison: Prison) -> OnPlan:
    """Give what a prison has settled for its checks, as it stands.

    Args:
        desk: who asks. Nobody is named.
        prison: whose.
    """
    raise NotImplementedError

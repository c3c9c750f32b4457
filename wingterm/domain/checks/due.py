"""When a roll check was due, and whether one was opened then: what was missed stays missed.

A time is due by the plan that was in force at it as it was known at it, so nothing that is settled
later takes a time away or adds one. A check counts for the due time nearest to its opening, as the
plan stood when it was opened, unless it is of an instant long before that time. A time that has
passed unanswered is never answered afterwards.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from wingterm.domain.checks.kinds import EARLY_MINUTES, MINUTE, MINUTES_MAX, CheckKind, KindPlan
from wingterm.domain.times import local_date, to_instant

EARLY = EARLY_MINUTES * MINUTE
LATEST = MINUTES_MAX * MINUTE
"""Longest that a check may be late in any plan, in microseconds."""

_SECOND = timedelta(seconds=1)


class DueState(StrEnum):
    """How a time at which a check is due stands."""

    DUE = "DUE"
    """It may still be opened in time."""
    OPENED = "OPENED"
    MISSED = "MISSED"
    """None was opened in time; that stays so, whatever is opened or settled later."""


class PlanSpan(NamedTuple):
    """A prison's plan of kinds over a span of time, as believed over a span of knowledge."""

    from_at: int
    to_at: int
    known_from: int
    retracted: int
    kinds: Mapping[CheckKind, KindPlan]


class OpenedCheck(NamedTuple):
    """That a check was opened."""

    id: int
    kind: CheckKind
    """The kind that it was opened as, whatever it was escalated to."""
    opened_at: int
    """By the machine's clock."""
    as_of: int
    """The instant of which it was: one of long ago is none for a time that is due today."""


class Due(NamedTuple):
    """A time at which a check was or is due."""

    kind: CheckKind
    due_at: int
    missed_at: int
    """The last instant at which one could be opened for it."""
    state: DueState
    check: OpenedCheck | None
    """The first check that was opened for it."""


class _Time(NamedTuple):
    """An instant at which a kind is due in some plan, and the local times that fall on it."""

    at: int
    times: frozenset[str]


def due_at(day: date, hhmm: str, timezone: str) -> int:
    """Give the instant at which something is due at a local time of a day.

    A time that the clocks leave out that day is due at the instant at which they pass it; of one
    that occurs twice, the first is meant.
    """
    zone = ZoneInfo(timezone)
    typed = datetime.combine(day, time.fromisoformat(hhmm), zone)
    after = typed.astimezone(UTC)
    if after.astimezone(zone).replace(tzinfo=None) == typed.replace(tzinfo=None):
        return to_instant(after)
    # In the gap the second reading has the offset after it, so it lies before the change.
    before = typed.replace(fold=1).astimezone(UTC)
    old = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return to_instant(after)


def judge_dues(
    plans: Sequence[PlanSpan],
    checks: Iterable[OpenedCheck],
    timezone: str,
    *,
    since: int,
    until: int,
    now: int,
) -> tuple[Due, ...]:
    """Give every due time of a period, in order, and how it stands.

    Args:
        plans: everything that was ever settled and believed of the prison's plan.
        checks: at least those opened from `EARLY` before the period until `LATEST` after it.
        timezone: the prison's.
        since: first instant.
        until: last instant. Of what is ahead only that is given for which a check may be opened.
        now: the machine's instant.
    """
    until = min(until, now + EARLY)
    since = max(since, min((span.known_from for span in plans), default=until + 1))
    if since > until:
        return ()
    around = since - EARLY - LATEST, until + LATEST + EARLY
    by_kind: dict[CheckKind, list[OpenedCheck]] = {}
    for check in checks:
        by_kind.setdefault(check.kind, []).append(check)
    found: list[Due] = []
    for kind in CheckKind:
        calendar = _Calendar(plans, kind, timezone, *around)
        answered: dict[int, OpenedCheck] = {}
        for check in sorted(by_kind.get(kind, ()), key=lambda check: (check.opened_at, check.id)):
            answers = calendar.answered_by(check.opened_at)
            if answers is not None and check.as_of >= answers - EARLY:
                answered.setdefault(answers, check)
        found += [
            _judged(kind, at, late, answered.get(at), now)
            for at, late in calendar.due_between(since, until)
        ]
    order = list(CheckKind)
    return tuple(sorted(found, key=lambda due: (due.due_at, order.index(due.kind))))


def _judged(kind: CheckKind, at: int, late: int, check: OpenedCheck | None, now: int) -> Due:
    missed_at = at + late
    if check is not None:
        return Due(kind, at, missed_at, DueState.OPENED, check)
    return Due(kind, at, missed_at, DueState.DUE if now <= missed_at else DueState.MISSED, None)


class _Calendar:
    """The times at which a kind of check is due."""

    def __init__(
        self, plans: Sequence[PlanSpan], kind: CheckKind, timezone: str, first: int, last: int
    ) -> None:
        self._plans = [
            (span, span.kinds[kind]) for span in plans if kind in span.kinds and span.to_at > first
        ]
        named: dict[int, set[str]] = {}
        every = {hhmm for _, plan in self._plans for hhmm in plan.times}
        day, end = local_date(first, timezone), local_date(last, timezone)
        while every and day <= end:
            for hhmm in every:
                named.setdefault(due_at(day, hhmm, timezone), set()).add(hhmm)
            day += timedelta(days=1)
        self._times = [_Time(at, frozenset(named[at])) for at in sorted(named)]
        self._instants = [each.at for each in self._times]

    def due_between(
        self, first: int, last: int, known_at: int | None = None
    ) -> list[tuple[int, int]]:
        """Give the due times from a first instant to a last one, and how long each may be late.

        Args:
            first: first instant.
            last: last instant.
            known_at: when the plan was looked at; None: at each due time.
        """
        low, high = bisect_left(self._instants, first), bisect_right(self._instants, last)
        found = []
        for at, times in self._times[low:high]:
            plan = self._plan(at, at if known_at is None else known_at)
            if plan is not None and times.intersection(plan.times):
                found.append((at, plan.late * MINUTE))
        return found

    def answered_by(self, opened_at: int) -> int | None:
        """Give the due time for which a check counts that was opened at an instant.

        Of the times behind it, and of those ahead as the plan foresaw them then, it counts for the
        nearest in whose window it was opened. Where that is one ahead, it counts for the next one
        that is due indeed: the plan may change before that has come.
        """
        behind = [
            at
            for at, late in self.due_between(opened_at - LATEST, opened_at)
            if opened_at <= at + late
        ]
        foreseen = self.due_between(opened_at + 1, opened_at + EARLY, opened_at)
        if behind and (not foreseen or opened_at - behind[-1] <= foreseen[0][0] - opened_at):
            return behind[-1]
        ahead = self.due_between(opened_at + 1, opened_at + EARLY)
        return ahead[0][0] if ahead else None

    def _plan(self, at: int, known_at: int) -> KindPlan | None:
        for span, plan in self._plans:
            if span.from_at <= at < span.to_at and span.known_from <= known_at < span.retracted:
                return plan
        return None

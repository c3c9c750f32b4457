"""Past roll checks: which were due, which were opened, how long they took, each unit's record.

What is counted here is what everybody may see: a first of two counts is in none of the figures.
"""

from collections.abc import Sequence
from typing import NamedTuple

from db.engine import Reader
from db.queries.check_past import openings, settled_spans
from db.queries.checks import CheckRow, checks_between, open_checks, settled_then
from db.queries.past import as_believed
from db.queries.roll_places import prison_then
from wingterm.domain.checks.due import (
    EARLY,
    LATEST,
    DueState,
    OpenedCheck,
    PlanSpan,
    judge_dues,
)
from wingterm.domain.checks.history import ever_differed, response_missed, settled_at
from wingterm.domain.checks.kinds import CheckKind, KindPlan, read_kinds
from wingterm.domain.checks.record import CheckState, UnitCheck, UnitState
from wingterm.domain.checks.units import CheckUnit
from wingterm.domain.prison import Prison
from wingterm.domain.text import fold
from wingterm.domain.times import FAR
from wingterm.services.checks.late import LateCount, late_counts
from wingterm.services.checks.reading import Read, read_many
from wingterm.services.desk import Desk, authorise, officer_at


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
    differing_units: int
    """Units that differ without an explanation, as it stands."""
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
    """Checks in which somebody gave no response, or that ended without any where it was wanted."""
    mean_clear: int | None
    """Mean microseconds from opening until it stood agreed or explained; None if it never was."""
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
    with desk.store.read() as reader:
        now = reader.now()
        authorise(officer_at(desk, reader, now), "read")
        until = min(until, now + EARLY)
        spans = settled_spans(reader, prison.id, "check-kinds", since - EARLY - LATEST)
        opened = openings(reader, prison.id, since - EARLY, until + LATEST)
    plans = [PlanSpan(*span[:4], read_kinds(span.value)) for span in spans]
    found = [OpenedCheck(one.id, CheckKind(one.kind), *one[2:]) for one in opened]
    judged = judge_dues(plans, found, prison.timezone, since=since, until=until, now=now)
    return tuple(
        DueLine(
            due.kind,
            due.due_at,
            due.state,
            due.check.id if due.check else None,
            due.check.opened_at if due.check else None,
            due.missed_at,
        )
        for due in judged
    )


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
    with desk.store.read() as reader:
        now = reader.now()
        authorise(officer_at(desk, reader, now), "read")
        first, last = _period(since, until)
        # One that was escalated has another kind than it was opened as.
        rows = [
            row
            for row in checks_between(reader, prison.id, first, last)
            if kind is None or row.kind in (kind, CheckKind.EMERGENCY)
        ]
        read = [
            each
            for each in _read(reader, prison, rows)
            if (kind is None or kind in (each.check.kind, each.check.opened_as))
            and (not unit.strip() or each.check.unit(unit) is not None)
            and (not officer.strip() or _took_part(each, officer))
        ]
        return _lines(reader, prison, read, now)


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
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        read = _read(reader, prison, checks_between(reader, prison.id, *_period(since, until)))
        late = late_counts(reader, prison.id, read)
    units: dict[str, list[tuple[Read, UnitCheck]]] = {}
    for each in reversed(read):
        for unit in each.check.units:
            units.setdefault(unit.code, []).append((each, unit))
    return tuple(_history(held, late) for held in units.values())


def open_now(desk: Desk, prison: Prison) -> tuple[CheckLine, ...]:
    """Give the checks that have not ended, the newest first.

    Args:
        desk: who asks. Nobody but officers is named.
        prison: whose.
    """
    with desk.store.read() as reader:
        now = reader.now()
        authorise(officer_at(desk, reader, now), "read")
        return _lines(reader, prison, _read(reader, prison, open_checks(reader, prison.id)), now)


def plan_of(desk: Desk, prison: Prison) -> OnPlan:
    """Give what a prison has settled for its checks, as it stands.

    Args:
        desk: who asks. Nobody is named.
        prison: whose.
    """
    with desk.store.read() as reader:
        now = reader.now()
        authorise(officer_at(desk, reader, now), "read")
        moment = as_believed(now, None)
        settled = settled_then(reader, prison.id, moment)
        settings = prison_then(reader, prison.id, moment).settings
    return OnPlan(
        units=settled.units,
        own=settled.own,
        kinds=tuple(settled.kinds.values()),
        two_counters=settings.two_counters,
        recount_by_another=settings.recount_by_another,
    )


def _period(since: int | None, until: int | None) -> tuple[int, int]:
    """Give the first and the last instant of a period."""
    return since or 0, FAR if until is None else until


def _read(reader: Reader, prison: Prison, rows: Sequence[CheckRow]) -> list[Read]:
    return read_many(reader, prison, [row.id for row in rows]) if rows else []


def _took_part(read: Read, typed: str) -> bool:
    """Whether an officer, by account or a part of the name, made an entry in a check or counted."""
    ids = {officer for fact in read.facts for officer in fact.officers}
    account, part = typed.strip(), fold(typed)
    return any(
        held[1] == account or (part and part in fold(held[0]))
        for held in (read.names.get(id_, ("", "")) for id_ in ids)
    )


def _lines(reader: Reader, prison: Prison, read: Sequence[Read], now: int) -> tuple[CheckLine, ...]:
    """Give checks as lines, the newest first."""
    late = late_counts(reader, prison.id, read)
    return tuple(_line(each, late[each.check.id].lines, now) for each in reversed(read))


def _line(read: Read, late: int, now: int) -> CheckLine:
    check, ended = read.check, read.check.ended
    return CheckLine(
        id=check.id,
        kind=check.kind,
        opened_as=check.opened_as,
        as_of=check.as_of,
        opened_at=check.opened_at,
        opened_by=read.name(check.opened_by),
        in_charge=read.name(check.in_charge),
        state=check.state,
        overdue=check.is_open and now >= check.overdue_at,
        units=len(check.units),
        counted_units=sum(unit.counted is not None for unit in check.units),
        differed_units=sum(ever_differed(unit) for unit in check.units),
        differing_units=sum(unit.state is UnitState.DIFFERS for unit in check.units),
        recounts=sum(unit.recounts for unit in check.units),
        expected=check.expected,
        counted=check.counted,
        roll=check.roll,
        took=check.took,
        ended_by=(ended.value.get("name") or read.name(ended.officer)) if ended else "",
        ended_at=ended.recorded_at if ended else None,
        late=late,
        now=now,
    )


def _history(held: Sequence[tuple[Read, UnitCheck]], late: dict[int, LateCount]) -> UnitHistory:
    """Give the record of a unit from its checks, the newest first."""
    code, name = held[0][1].code, held[0][1].name
    settled = [(each.check.opened_at, settled_at(unit)) for each, unit in held]
    clear = [at - opened_at for opened_at, at in settled if at is not None]
    return UnitHistory(
        code=code,
        name=name,
        checks=len(held),
        differed=sum(ever_differed(unit) for _, unit in held),
        recounts=sum(unit.recounts for _, unit in held),
        explained=sum(unit.state is UnitState.EXPLAINED for _, unit in held),
        missed_welfare=sum(
            response_missed(unit, wanted=each.check.wants_welfare, ended=not each.check.is_open)
            for each, unit in held
        ),
        mean_clear=sum(clear) // len(clear) if clear else None,
        late=sum(late[each.check.id].by_unit[code] for each, _ in held),
    )

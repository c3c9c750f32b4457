"""Past roll checks at the command line: lists, units' records, the picture, hints, what is due."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

from wingterm.cli import output
from wingterm.cli.checks_input import Newest, number_of
from wingterm.cli.checks_words import (
    WIDTH,
    check_as_plain,
    dues_as_plain,
    plain,
    say,
    word_of,
)
from wingterm.cli.declare import Context, Ended, Option
from wingterm.cli.exits import Exit
from wingterm.cli.session import Csv, Json, Session, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.domain.checks.kinds import CheckKind
    from wingterm.services.checks.enquiry import CheckLine, DueLine

DAYS = 28
"""How many days a list goes back where nothing is said."""
DAYS_MAX = 366

Since = Annotated[str, Option("--since", metavar="DATE", help="First day; else 28 days ago.")]
Until = Annotated[str, Option("--until", metavar="DATE", help="Last day; else today.")]

COLUMNS = (
    "id", "kind", "opened_as", "as_of", "opened_at", "opened_by", "in_charge", "state", "overdue",
    "units", "counted_units", "differed_units", "recounts", "expected", "counted", "roll", "took",
    "ended_by", "ended_at", "late",
)  # fmt: skip
"""Columns of the list as CSV; a check that was missed has a kind, a state and when it was due."""


def listing(
    context: Context,
    since: Since = "",
    until: Until = "",
    kind: Annotated[str, Option("--kind", metavar="KIND", help="Of a kind.")] = "",
    unit: Annotated[str, Option("--unit", metavar="UNIT", help="With a unit.")] = "",
    officer: Annotated[
        str, Option("--officer", metavar="WHO", help="With an officer: account or name.")
    ] = "",
    missed: Annotated[
        bool, Option("--missed", help="Only those that were due and not opened.")
    ] = False,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List roll checks, newest first, and those that were missed.

    diff is in how many units a count differed, again how many counts were made
    again, took how long it was from opening to ROLL CORRECT, late how many
    entries made afterwards speak against it. A check that was due and not opened
    in time stays in the list as MISSED for ever; with --unit or --officer only
    checks that were opened are listed.

    Examples:
      wingterm check list
      wingterm check list --kind lock-up --since 2026-11-01 --csv
      wingterm check list --missed
    """
    from wingterm.services.checks.enquiry import checks

    session = session_of(context)
    of_kind = _kind(kind)
    first, last = _period(session, since, until)
    found: Sequence[CheckLine] = ()
    if not missed:
        found = checks(
            session.desk, session.prison, since=first, until=last, kind=of_kind, unit=unit.strip(),
            officer=officer.strip(),
        )  # fmt: skip
    lost = () if unit.strip() or officer.strip() else _missed(session, first, last, of_kind)
    if json:
        output.as_json(
            ok=True, prison=session.prison.code, checks=[check_as_plain(one) for one in found],
            missed=dues_as_plain(lost),
        )  # fmt: skip
    elif csv:
        rows: list[dict[str, str | int | None]] = [check_as_plain(one) for one in found]
        rows += [
            {"kind": one["kind"], "state": one["state"], "as_of": one["due_at"]}
            for one in dues_as_plain(lost)
        ]
        rows.sort(key=lambda row: str(row["as_of"]), reverse=True)
        output.as_csv(COLUMNS, [tuple(row.get(column, "") for column in COLUMNS) for row in rows])
    elif not found and not lost:
        output.line("None.")
    else:
        _print_list(found, lost, session.prison.timezone)


def _kind(typed: str) -> "CheckKind | None":
    """Read a kind of check; None for none.

    Raises:
        BadInput: it is no kind.
    """
    from wingterm.domain.checks.kinds import CheckKind, parse_kind

    if not typed.strip():
        return None
    found = parse_kind(typed)
    if found is None:
        raise BadInput(
            f"{typed.strip()} is not a kind of roll check.",
            f"Choose one of: {', '.join(CheckKind)}.",
            field="kind",
        )
    return found


def _period(session: Session, since: str, until: str) -> tuple[int, int]:
    """Give the first and the last instant of a period of days, those days included.

    Raises:
        BadInput: one of them is no day, or the last comes before the first.
    """
    from wingterm.domain.times import local_date, midnight_of

    zone = session.prison.timezone
    today = local_date(session.desk.store.now(), zone)
    last = session.day(until) or today
    first = session.day(since) or min(today, last) - timedelta(days=DAYS)
    if last < first:
        raise BadInput(f"{last} comes before {first}.", "Give the first day first.", field="until")
    # Of the last day that there is, the day after has no date.
    after = last + timedelta(days=1) if last < date.max else last
    return midnight_of(first, zone), midnight_of(after, zone) - 1


def _missed(
    session: Session, since: int, until: int, kind: "CheckKind | None"
) -> "tuple[DueLine, ...]":
    """Give the checks that were due in a period and not opened in time, newest first."""
    from wingterm.domain.checks.due import DueState
    from wingterm.services.checks.enquiry import dues

    last = min(until, session.desk.store.now())
    found = dues(session.desk, session.prison, since=since, until=last) if since <= last else ()
    missed = [one for one in found if one.state is DueState.MISSED and kind in (None, one.kind)]
    return tuple(reversed(missed))


def _print_list(found: "Sequence[CheckLine]", lost: "Sequence[DueLine]", zone: str) -> None:
    from wingterm.domain.times import duration_in_words, shown_full

    rows: list[tuple[int, tuple[str | int | None, ...]]] = [
        (
            one.as_of,
            (
                one.id, one.kind, shown_full(one.as_of, zone), word_of(one),
                f"{one.differed_units}/{one.units}", one.recounts,
                "" if one.took is None else duration_in_words(one.took), one.late or None,
            ),
        )
        for one in found
    ]  # fmt: skip
    rows += [
        (one.due_at, (None, one.kind, shown_full(one.due_at, zone), one.state, "", None, "", None))
        for one in lost
    ]
    rows.sort(key=lambda row: row[0], reverse=True)
    heads = ("no", "kind", "as of", "state", "diff", "again", "took", "late")
    output.table(heads, [row for _, row in rows])


def history(
    context: Context,
    since: Since = "",
    until: Until = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Say of each unit how its counts went: where errors come back.

    In how many checks it differed, how often it was counted again, in how many it
    was explained, in how many responses were wanted and none recorded; how long
    it took on average until it agreed or was explained; late entries since that
    would have changed its number.

    Examples:
      wingterm check history
      wingterm check history --since 2026-11-01 --csv
    """
    from wingterm.domain.times import duration_in_words
    from wingterm.services.checks.enquiry import UnitHistory, unit_history

    session = session_of(context)
    first, last = _period(session, since, until)
    found = unit_history(session.desk, session.prison, since=first, until=last)
    held = [plain(one) for one in found]
    if json:
        output.as_json(ok=True, prison=session.prison.code, units=held)
    elif csv:
        output.as_csv(UnitHistory._fields, [tuple(one.values()) for one in held])
    elif not found:
        output.line("None.")
    else:
        heads = ("unit", "checks", "differed", "again", "explained", "no resp.", "to clear", "late")
        rows = [
            (
                one.code, one.checks, one.differed, one.recounts, one.explained,
                one.missed_welfare,
                "" if one.mean_clear is None else duration_in_words(one.mean_clear), one.late,
            )
            for one in found
        ]  # fmt: skip
        output.table(heads, rows)


def chart(
    context: Context,
    days: Annotated[int, Option("--days", metavar="N", help="How many.")] = 14,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print the roll checks of the last days as a picture.

    A line a day, newest first: which checks were declared, differed or were
    missed, and how long they took. CSV and JSON have the checks themselves.

    Examples:
      wingterm check chart
      wingterm check chart --days 28
    """
    from wingterm.domain.times import local_date, midnight_of
    from wingterm.services.checks.enquiry import checks, dues
    from wingterm.services.pictures.check_days import check_chart

    if not 1 <= days <= DAYS_MAX:
        raise BadInput(f"--days is a number from 1 to {DAYS_MAX}.", "Type one.", field="days")
    session = session_of(context)
    prison, zone = session.prison, session.prison.timezone
    now = session.desk.store.now()
    since = midnight_of(local_date(now, zone) - timedelta(days=days - 1), zone)
    found = checks(session.desk, prison, since=since)
    due = dues(session.desk, prison, since=since, until=now)
    if json:
        output.as_json(
            ok=True, prison=prison.code, days=days, checks=[check_as_plain(one) for one in found],
            due=dues_as_plain(due),
        )  # fmt: skip
    elif csv:
        rows = [check_as_plain(one) for one in found]
        output.as_csv(COLUMNS, [tuple(row[column] for column in COLUMNS) for row in rows])
    else:
        output.line(f"Roll checks over {days} days of {prison.name} ({prison.code})")
        output.line()
        for line in check_chart(found, due, WIDTH - 1, zone):
            output.line(line.rstrip())


def hints(
    context: Context,
    number: Newest = "",
    unit: Annotated[str, Option("--unit", metavar="UNIT", help="Of one unit.")] = "",
    json: Json = False,
) -> None:
    """Say what may be behind a difference, the likeliest first.

    Movements around the freeze, people at the edge of two units, entries made
    late, people out who are due back, and swaps that would explain one fewer here
    and one more there. It decides nothing: look, and count again.

    Examples:
      wingterm check hints
      wingterm check hints 17 --unit A
    """
    from wingterm.services.checks.hints import hints as hints_of

    session = session_of(context)
    found = hints_of(session.desk, session.prison, number_of(number), unit.strip())
    if json:
        held = [
            {**plain(one), "people": [person._asdict() for person in one.people]} for one in found
        ]
        output.as_json(ok=True, prison=session.prison.code, hints=held)
        return
    if not found:
        output.line("Nothing on record explains a difference.")
    for one in found:
        entry = f" [{one.entry}]" if one.entry else ""
        say(f"{one.rank}. {one.sentence}{entry}")


def due(context: Context, json: Json = False) -> None:
    """Say what is due, what was missed today, and which are open.

    For cron: it ends with 12 where a check was due today and was not opened in
    time, or an open one is overdue; else with 0. Times are those of `wingterm
    check times`; before any is settled nothing is due.

    Examples:
      wingterm check due
      wingterm check due --json
    """
    from wingterm.domain.checks.due import DueState
    from wingterm.services.checks.enquiry import open_now

    session = session_of(context)
    found = _due_today(session)
    opened = open_now(session.desk, session.prison)
    late = any(one.state is DueState.MISSED for one in found) or any(o.overdue for o in opened)
    code = Exit.OVERDUE if late else Exit.DONE
    try:
        if json:
            output.as_json(
                ok=not late, prison=session.prison.code, due=dues_as_plain(found),
                open=[check_as_plain(one) for one in opened],
            )  # fmt: skip
        else:
            _print_due(found, opened, session.prison.timezone)
    finally:
        # Also when nobody reads it to its end.
        if code is not Exit.DONE:
            raise Ended(code)


def _due_today(session: Session) -> "list[DueLine]":
    """Give what is due now, and what was missed since midnight, in order."""
    from wingterm.domain.checks.due import DueState
    from wingterm.domain.checks.kinds import EARLY_MINUTES, MINUTE, MINUTES_MAX
    from wingterm.domain.times import midnight_before
    from wingterm.services.checks.enquiry import dues

    now = session.desk.store.now()
    midnight = midnight_before(now, session.prison.timezone)
    # One that was due before midnight may have been missed after it.
    since, until = midnight - MINUTES_MAX * MINUTE, now + EARLY_MINUTES * MINUTE
    found = dues(session.desk, session.prison, since=since, until=until)
    return [
        one
        for one in found
        if one.state is DueState.DUE or (one.state is DueState.MISSED and one.missed_at >= midnight)
    ]


def _print_due(found: "Sequence[DueLine]", opened: "Sequence[CheckLine]", zone: str) -> None:
    from wingterm.domain.checks.due import DueState
    from wingterm.domain.checks.kinds import NAMES
    from wingterm.domain.times import shown_full

    for one in found:
        at, last = (shown_full(instant, zone) for instant in (one.due_at, one.missed_at))
        if one.state is DueState.MISSED:
            say(f"MISSED: {NAMES[one.kind]} check, due {at}, not opened by {last[11:]}")
        else:
            say(f"DUE: {NAMES[one.kind]} check at {at}; open it by {last[11:]}")
            say(f"wingterm check open {one.kind}", "  ")
    for line in opened:
        state = f"{line.state}, OVERDUE" if line.overdue else line.state
        counted = f"{line.counted_units} of {line.units} units counted"
        at = shown_full(line.opened_at, zone)
        say(f"OPEN: {NAMES[line.kind]} check {line.id} since {at}: {state}, {counted}")
    if not found and not opened:
        output.line("No roll check is due, missed today or open.")

"""A roll check as lines and rows of 80 columns: the word in big letters, figures, a row a unit."""

from collections.abc import Sequence

from screens.form_check import ended_words
from screens.keyed import keyed
from screens.parts.big import HEIGHT, big
from screens.parts.line_list import Row
from screens.parts.lines import BOLD, Line, wrapped
from screens.parts.tables import Column, Table
from screens.session import Session
from wingterm.domain.checks.kinds import MINUTE, NAMES
from wingterm.domain.checks.record import CheckState, UnitState
from wingterm.domain.figures import with_sign
from wingterm.services.checks.enquiry import CheckLine
from wingterm.services.checks.sheet import CheckSheet, UnitLine

UNITS = Table(
    Column("Unit", 16, 40), Column("Expected", -8), Column("Counted", -7), Column("Diff", -4),
    Column("State", 14), Column("Counted by", 12, 24), Column("At", 5, 12), Column("Stands", -7),
    Column("How", 6, since=100), Column("Responses", -9, since=112),
)  # fmt: skip
SHORT = {CheckState.READY.value: "READY"}
"""Words that the column of states has no room for."""
LEAST_ROWS = 9
"""Units that are seen at least; with less room the word stands in one line."""


def word(sheet: CheckSheet) -> str:
    """Give how a check stands, in the few letters that are read from far away."""
    signs = differences(sheet)
    match sheet.state:
        case CheckState.CORRECT:
            return "CORRECT"
        case CheckState.ABANDONED:
            return "ABANDONED"
        case _ if sheet.overdue:
            return f"OVERDUE {signs}".strip()
        case CheckState.READY:
            return "READY"
        case CheckState.DIFFERS:
            return f"DIFFERS {signs}".strip()
        case CheckState.INCOMPLETE:
            return f"{sheet.counted_units} OF {len(sheet.units)} {signs}".strip()


def differences(sheet: CheckSheet) -> str:
    """Give what differs without an explanation: `-1`, `-1 +1`; empty where it has no room."""
    found = [u.difference for u in sheet.units if u.state is UnitState.DIFFERS and u.difference]
    shown = " ".join(f"{number:+d}" for number in found)
    return shown if len(found) < 3 else f"{sum(found):+d}" if sum(found) else ""


def banner(sheet: CheckSheet, width: int, lines: int) -> list[Line | str]:
    """Give the word, in big letters where there is room for them.

    Args:
        sheet: the check.
        width: columns.
        lines: that are left for it and the rows of the units.
    """
    said = word(sheet)
    large = big(said, width - 1) or big(said.split()[0], width - 1)
    if large and lines - HEIGHT >= min(LEAST_ROWS, len(sheet.units)):
        return [Line(f" {line}", BOLD) for line in large]
    return [Line(f" === {said} ===", BOLD)]


def figure_lines(sheet: CheckSheet, session: Session) -> list[Line | str]:
    """Give how far the check is, who has it, and what stands beside it."""
    lines: list[Line | str] = [_progress(sheet, session), _on_roll(sheet)]
    if sheet.ending is not None and sheet.ending.declared:
        lines.append(f" Chain head {sheet.ending.head}")
    if sheet.escalated_why:
        was = NAMES[sheet.opened_as]
        lines.append(Line(f" EMERGENCY, opened as {was}: {sheet.escalated_why}", BOLD))
    beside = sheet.beside
    if beside.since or beside.late:
        told = f" Moved since the freeze: {len(beside.since)}."
        if beside.late:
            told += (
                f" LATE entries: {len(beside.late)}; the register now says "
                f"{beside.says_now} inside."
            )
        lines.append(Line(told, BOLD) if beside.late else told)
    if not sheet.sound:
        lines.append(Line(" THE FROZEN LIST IS NOT WHAT WAS FROZEN: run wingterm verify.", BOLD))
    return lines


def which_differ(sheet: CheckSheet, rows: int, width: int) -> list[Line]:
    """Name the units that differ where one of them is not among the first rows.

    Args:
        sheet: the check.
        rows: units that are seen from the top of the list.
        width: columns.
    """
    differing = [unit for unit in sheet.units if unit.state is UnitState.DIFFERS]
    if not any(unit.state is UnitState.DIFFERS for unit in sheet.units[rows:]):
        return []
    told = [f"{unit.code} {with_sign(unit.difference or 0)}" for unit in differing]
    shown = wrapped(f"Differ: {', '.join(told)}", width - 2)
    return [Line(f" {shown[0]}{'' if len(shown) == 1 else ' ...'}"[:width], BOLD)]


def also_open(others: Sequence[CheckLine]) -> list[Line]:
    """Say which other checks are open: two may be, of two kinds."""
    if not others:
        return []
    told = ", ".join(f"{NAMES[line.kind]} check {line.id}" for line in others)
    return [Line(keyed(f" Also open: {told}. {{past-checks}} leads there."), BOLD)]


def _progress(sheet: CheckSheet, session: Session) -> Line | str:
    ending = sheet.ending
    if ending is not None:
        by = f"{ended_words(sheet)}{f' ({ending.role})' if ending.role else ''}"
        if not ending.declared:
            return Line(f" {by}, {session.time(ending.at)}: {ending.why}", BOLD)
        after = lasted(ending.at - sheet.opened_at)
        return Line(f" {by}, {session.time(ending.at)}, after {after}.", BOLD)
    left = [
        f"{number} {one if number == 1 else more}"
        for one, more, state in (
            ("differs", "differ", UnitState.DIFFERS),
            ("is explained", "are explained", UnitState.EXPLAINED),
            ("agrees", "agree", UnitState.AGREES),
        )
        if (number := sum(unit.state is state for unit in sheet.units))
    ]  # fmt: skip
    overdue = session.time(sheet.overdue_at)
    due = f"OVERDUE since {overdue}" if sheet.overdue else f"overdue from {overdue}"
    units = f"{sheet.counted_units} of {len(sheet.units)} counted"
    opened = f"Open {age(sheet.opened_at, sheet.now)}, {due}."
    return f" {', '.join([units, *left])}. {opened}"


def _on_roll(sheet: CheckSheet) -> str:
    off = f", {sheet.off_roll} inside not on it" if sheet.off_roll else ""
    outside = len(sheet.outside)
    last = f"Entry {sheet.ending.entry}." if sheet.ending else f"In hand: {sheet.in_charge}."
    return (
        f" Inside {sheet.expected}, outside {outside} by name; on the roll {sheet.roll}{off}. "
        f"{last}"
    )


def totals_line(sheet: CheckSheet, width: int) -> Line:
    """Give the sums over the units."""
    some = sheet.counted_units > 0
    said = {
        "Unit": " All units", "Expected": str(sheet.expected),
        "Counted": str(sheet.counted) if some else "-",
        "Diff": with_sign(sheet.difference) if some else "-",
        "State": SHORT.get(sheet.word, sheet.word), "Responses": _responses(sheet),
    }  # fmt: skip
    return Line(UNITS.at(width).row(said), BOLD)


def unit_row(key: str, unit: UnitLine, sheet: CheckSheet, session: Session) -> Row:
    """Give a unit: expected, counted, difference, state, who, when, how long it stands."""
    until = sheet.ending.at if sheet.ending else sheet.now
    said = {
        "Unit": f" {titled(unit)}",
        "Expected": str(unit.expected),
        "Counted": "-" if unit.counted is None else str(unit.counted),
        "Diff": "-" if unit.difference is None else with_sign(unit.difference),
        "State": unit.state.value,
        "Counted by": unit.counted_by,
        "At": "" if unit.counted_at is None else _at(unit.counted_at, session),
        "Stands": age(unit.standing_since, until),
        "How": unit.method.value if unit.method else "",
        "Responses": "" if unit.responses is None else str(unit.responses),
    }
    return Row(key, UNITS.at(session.width).row(said), full=in_full(unit, session))


def _at(instant: int, session: Session) -> str:
    """Give a time as the column has room for it: of yesterday rather the hour than the date."""
    told = session.time(instant)
    return told if len(told) <= UNITS.at(session.width).taken("At") else told[-len("23:59") :]


def titled(unit: UnitLine) -> str:
    """Give the code of a unit, and its name where that is another."""
    return unit.code if unit.name == unit.code else f"{unit.code}  {unit.name}"


def in_full(unit: UnitLine, session: Session) -> str:
    """Say all of a unit in a sentence or two."""
    said = [f"{titled(unit)}: {unit.state}. {formula(unit)}"]
    if unit.counted_at is not None and unit.keyed_at is not None:
        how = f"by {unit.method} " if unit.method else ""
        said.append(f"Counted {how}by {unit.counted_by} {session.time(unit.counted_at)}, "
                    f"keyed by {unit.keyed_by} {session.time(unit.keyed_at)}.")  # fmt: skip
    if unit.recounts:
        said.append(f"Counted again: {unit.recounts}.")
    if unit.responses is not None:
        said.append(f"Responses had: {unit.responses}; none from {unit.no_response}.")
    return " ".join(said)


def formula(unit: UnitLine) -> str:
    """Say what is expected of a unit, and why."""
    return (
        f"Expected {unit.expected} = beds in use {unit.beds} - named out {unit.named_out} + "
        f"named in {unit.named_in} + without a bed {unit.without_bed}."
    )


def _responses(sheet: CheckSheet) -> str:
    had = [unit.responses for unit in sheet.units if unit.responses is not None]
    return str(sum(had)) if had else ""


def age(since: int, until: int) -> str:
    """Give how long something stands, in minutes of the clock on the wall.

    Every age on a screen moves on at the full minute, so that a minute costs one paint.
    """
    return lasted((until // MINUTE - since // MINUTE) * MINUTE)


def lasted(micros: int) -> str:
    """Give how long something took, in whole minutes."""
    minutes = max(0, micros // MINUTE)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if hours else f"{minutes} min"


def next_minute(now: int) -> int:
    """Give the instant at which the ages move on."""
    return (now // MINUTE + 1) * MINUTE

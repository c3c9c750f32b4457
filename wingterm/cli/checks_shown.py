"""A roll check as text, JSON and CSV: the night sheet."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from wingterm.cli import output
from wingterm.cli.checks_input import Newest, number_of
from wingterm.cli.checks_words import JOINED, WIDTH, code_of, near, paragraph, plain, signed, some
from wingterm.cli.declare import Context, Ended, Option
from wingterm.cli.exits import Exit
from wingterm.cli.session import Csv, Json, session_of
from wingterm.domain.text import columns_of

if TYPE_CHECKING:
    from wingterm.cli.session import Session
    from wingterm.services.checks.beside import BesideLine
    from wingterm.services.checks.sheet import CheckSheet, UnitLine

CODE_WIDTH = 12
"""Columns of the code of a unit; a longer one stands in a line of its own."""

LATER = 60_000_000
"""Microseconds between counting and keying that go without saying."""

HEAD = 12
"""Characters of the hash that are shown to people."""


def show(
    context: Context,
    number: Newest = "",
    unit: Annotated[
        str, Option("--unit", metavar="UNIT", help="One unit, with its list by name.")
    ] = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print a roll check: what is expected and what was counted, by unit.

    exp is how many are expected, count how many were counted, diff what that
    differs, when the time of the count, standing for how long the unit has stood
    so. Below: who is on the roll outside, by name; movements since the freeze,
    which change nothing of it; what was entered late; the declaration.

    The first of two counts is shown to nobody before the second is in.

    It ends with 0 for ROLL CORRECT, 10 where a unit differs, 11 while it is not
    complete, not declared, or was abandoned, 12 where it is overdue. With --unit:
    0 agrees or explained, 10 differs, 11 not counted.

    Examples:
      wingterm check show
      wingterm check show 17 --json
      wingterm check show --unit A
    """
    session = session_of(context)
    which = number_of(number)
    if unit.strip():
        from wingterm.cli.checks_unit import show_unit

        show_unit(session, which, unit, as_json=json, as_csv=csv)
        return
    from wingterm.services.checks.sheet import check_sheet

    sheet = check_sheet(session.desk, session.prison, which)
    code = code_of(sheet)
    try:
        if json:
            output.as_json(ok=code is Exit.DONE, **sheet_as_json(sheet))
        elif csv:
            rows = [{"check": sheet.id, **plain(unit)} for unit in sheet.units]
            output.as_csv(tuple(rows[0]) if rows else (), [tuple(row.values()) for row in rows])
        else:
            print_sheet(sheet)
            if which is None:
                _say_others(session, sheet)
    finally:
        # Also when nobody reads it to its end.
        if code is not Exit.DONE:
            raise Ended(code)


def _say_others(session: "Session", sheet: "CheckSheet") -> None:
    """Name the other checks that are open, where none was asked for by its number."""
    from wingterm.domain.checks.kinds import NAMES
    from wingterm.services.checks.enquiry import open_now

    for other in open_now(session.desk, session.prison):
        if other.id != sheet.id:
            output.line()
            output.line(
                f"ALSO OPEN: {NAMES[other.kind]} check {other.id} (wingterm check show {other.id})"
            )


def sheet_as_json(sheet: "CheckSheet") -> dict[str, Any]:
    """Give a check as JSON has it."""
    left_out = ("prison", "id", "units", "outside", "explained", "ending", "beside")
    beside = sheet.beside
    return {
        "prison": sheet.prison.code,
        "check": sheet.id,
        **plain(sheet, *left_out),
        "counted_units": sheet.counted_units,
        "difference": sheet.difference,
        "units": [plain(unit) for unit in sheet.units],
        "outside": [plain(one) for one in sheet.outside],
        "explained": [plain(one) for one in sheet.explained],
        "found_nowhere": [plain(one) for one in sheet.found_nowhere],
        "missed_nowhere": [plain(one) for one in sheet.missed_nowhere],
        "since": [plain(line) for line in beside.since],
        "late": [plain(line) for line in beside.late],
        "says_now": beside.says_now,
        "ending": plain(sheet.ending) if sheet.ending else None,
    }


def print_sheet(sheet: "CheckSheet") -> None:
    """Print a check within eighty columns, from the top as it is read out."""
    for line in _lines(sheet):
        output.line(line)


def _lines(sheet: "CheckSheet") -> Iterator[str]:
    yield from _head(sheet)
    yield ""
    yield from _table(sheet)
    yield from _rest(sheet)
    yield from _keyed_later(sheet)
    yield ""
    yield from figures(sheet)
    yield from _to_do(sheet)
    yield from _responses(sheet)
    yield from _outside(sheet)
    yield from _since(sheet)
    yield from _late(sheet)
    yield from _ending(sheet)


def _head(sheet: "CheckSheet") -> Iterator[str]:
    from wingterm.domain.checks.kinds import NAMES
    from wingterm.domain.times import shown_full

    zone, prison = sheet.prison.timezone, sheet.prison
    word = f"{sheet.state}, OVERDUE" if sheet.overdue else sheet.state
    yield from paragraph(f"{sheet.name.upper()}: {word}")
    yield from paragraph(
        f"{prison.name} ({prison.code}), frozen as of {shown_full(sheet.as_of, zone)}"
    )
    opened = f"Opened {near(sheet.opened_at, sheet.as_of, zone)} by {sheet.opened_by}"
    hand = "" if sheet.in_charge == sheet.opened_by else f", in the hands of {sheet.in_charge}"
    yield from paragraph(f"{opened}{hand}.")
    if sheet.escalated_why:
        was = NAMES[sheet.opened_as].lower()
        yield from paragraph(f"EMERGENCY, opened as {was}; escalated: {sheet.escalated_why}")
    if sheet.ending is None:
        since = "OVERDUE since" if sheet.overdue else "To be declared by"
        yield f"{since} {near(sheet.overdue_at, sheet.as_of, zone)}."
    if not sheet.sound:
        yield from paragraph(
            "THE FROZEN LIST IS NOT WHAT WAS FROZEN. Tell whoever looks after the register: "
            "wingterm verify."
        )


def _table(sheet: "CheckSheet") -> Iterator[str]:
    ended = sheet.ending is not None
    rows = [_row(unit, sheet) for unit in sheet.units]
    of_all = f"{sheet.counted_units} of {len(sheet.units)} units"
    difference = signed(sheet.difference) if sheet.counted_units else ""
    rows.append(("Totals", sheet.expected, sheet.counted, difference, of_all, "", "", ""))
    last = "after" if ended else "standing"
    heads = ("unit", "exp", "count", "diff", "state", "who", "when", last)
    shown = [[str(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(len(row[at]) for row in shown) for at in range(len(heads))]
    widths[0] = min(CODE_WIDTH, max(columns_of(row[0]) for row in shown))
    widths[5] = WIDTH - sum(widths[:5]) - sum(widths[6:]) - 2 * (len(heads) - 1)
    for row in shown:
        code, expected, counted, differs, state, who, when, stood = row
        if columns_of(code) > CODE_WIDTH:
            yield code
            code = ""
        yield "  ".join(
            (
                output.cut(code, widths[0]),
                expected.rjust(widths[1]),
                counted.rjust(widths[2]),
                differs.rjust(widths[3]),
                state.ljust(widths[4]),
                output.cut(who, widths[5]),
                when.rjust(widths[6]),
                stood.rjust(widths[7]),
            )
        ).rstrip()


def _rest(sheet: "CheckSheet") -> Iterator[str]:
    """Say who is in the unit of the rest, whose code no place has."""
    from wingterm.domain.checks.units import REST

    for unit in sheet.units:
        if unit.code == REST:
            yield f"{REST}: {unit.name}"


def _keyed_later(sheet: "CheckSheet") -> Iterator[str]:
    """Give both times of counts that were made on paper; the table has room for one."""
    zone = sheet.prison.timezone
    for unit in sheet.units:
        counted, keyed = unit.counted_at, unit.keyed_at
        if counted is None or keyed is None or keyed - counted <= LATER:
            continue
        yield from paragraph(
            f"{unit.code}: counted {near(counted, sheet.as_of, zone)}, keyed "
            f"{near(keyed, sheet.as_of, zone)} by {unit.keyed_by}"
        )


def _row(unit: "UnitLine", sheet: "CheckSheet") -> tuple[str | int, ...]:
    """Give a unit as the table shows it; what was not counted has no number, not a nought."""
    from wingterm.domain.times import duration_in_words, to_local

    zone = sheet.prison.timezone
    when = ""
    if unit.counted_at is not None:
        when = near(unit.counted_at, sheet.as_of, zone)
        if len(when) > len("00:00"):
            when = to_local(unit.counted_at, zone).strftime("%d %b")
    if sheet.ending is None:
        stood = duration_in_words(sheet.now - unit.standing_since)
    else:
        stood = duration_in_words(unit.standing_since - sheet.opened_at) if unit.counts else ""
    counted = "" if unit.counted is None else unit.counted
    return (
        unit.code, unit.expected, counted, signed(unit.difference), unit.state.value,
        unit.counted_by, when, stood,
    )  # fmt: skip


def figures(sheet: "CheckSheet") -> Iterator[str]:
    """Give the sums of a check in words: what is declared when it is declared."""
    from wingterm.domain.checks.record import UnitState
    from wingterm.domain.times import shown_full

    then = shown_full(sheet.as_of, sheet.prison.timezone)
    units = len(sheet.units)
    if sheet.counted_units == units:
        counted = f"{sheet.counted} counted, difference {signed(sheet.difference)}"
    else:
        counted = f"{sheet.counted} counted in {sheet.counted_units} of {units} units so far"
    yield from paragraph(f"{sheet.name} as of {then}: {sheet.expected} expected, {counted}.")
    off = f", {sheet.off_roll} inside not on the roll" if sheet.off_roll else ""
    yield from paragraph(
        f"On the roll: {sheet.roll} = {sheet.expected} inside + {len(sheet.outside)} outside "
        f"by name{off}."
    )
    explained = [u for u in sheet.units if u.state is UnitState.EXPLAINED]
    if explained:
        said = some([f"{unit.code} {signed(unit.difference)}" for unit in explained])
        yield from paragraph(f"Explained, person by person: {said}.")
    yield from _named(sheet)
    silent = [f"{unit.no_response} in {unit.code}" for unit in sheet.units if unit.no_response]
    if silent:
        yield from paragraph(f"Gave no response: {some(silent)}.")


def _named(sheet: "CheckSheet") -> Iterator[str]:
    """Name who is explained as missing and as extra, and who is missing and was found nowhere."""
    from wingterm.domain.checks.record import Explained

    for what in (Explained.MISSING, Explained.EXTRA):
        held = [one for one in sheet.explained if one.what is what]
        if held:
            yield f"Explained as {what}: {len(held)}"
        for one in held:
            yield from paragraph(f"{one.unit}: {one.shown}: {one.why} (said by {one.by})", "  ")
    for title, where, nowhere in (
        ("MISSING AND FOUND IN NO UNIT", "expected in", sheet.found_nowhere),
        ("EXTRA AND MISSING IN NO UNIT", "found in", sheet.missed_nowhere),
    ):
        if nowhere:
            said = "; ".join(f"{one.shown}, {where} {one.unit}" for one in nowhere)
            yield from paragraph(f"{title}: {len(nowhere)}: {said}.")


def _to_do(sheet: "CheckSheet") -> Iterator[str]:
    from wingterm.domain.checks.record import CheckState, UnitState

    if sheet.ending is not None:
        return
    for title, states in (
        ("Still to count", (UnitState.WAITING,)),
        ("Second count still to come", (UnitState.FIRST,)),
        ("Differs, count again or explain", (UnitState.DIFFERS,)),
    ):
        codes = [unit.code for unit in sheet.units if unit.state in states]
        if codes:
            yield from paragraph(f"{title}: {some(codes)}.")
    if sheet.state is CheckState.READY:
        yield f"Ready to declare: wingterm check declare {sheet.id}"


def _responses(sheet: "CheckSheet") -> Iterator[str]:
    """Tell the responses where they are wanted or were recorded, apart from the numbers."""
    asked = [u for u in sheet.units if sheet.wants_welfare and u.residential and u.expected]
    told = [
        unit
        for unit in sheet.units
        if unit in asked or unit.responses is not None or unit.responses_hidden
    ]
    if not told:
        return
    yield ""
    yield "Responses, apart from the number:"
    for unit in told:
        said = "none on record"
        none = f"; {unit.no_response} gave none" if unit.no_response else ""
        if unit.responses_hidden:
            said = f"not shown before the second count is in{none}"
        elif unit.responses is not None:
            said = f"{unit.responses} of {unit.expected}{none}"
        yield from paragraph(f"{unit.code}: {said}", "  ")


def _outside(sheet: "CheckSheet") -> Iterator[str]:
    if not sheet.outside:
        return
    yield ""
    yield f"On the roll, outside: {len(sheet.outside)}"
    for one in sheet.outside:
        since = near(one.since, sheet.as_of, sheet.prison.timezone)
        name = f"{one.last_name}, {one.first_name}"
        yield from paragraph(f"{one.number} {name}: {one.where}, since {since}", "  ")


def _since(sheet: "CheckSheet") -> Iterator[str]:
    if not sheet.beside.since:
        return
    yield ""
    yield f"Movements since the freeze, beside the check: {len(sheet.beside.since)}"
    for line in sheet.beside.since:
        at = near(line.occurred_at, sheet.as_of, sheet.prison.timezone)
        yield from paragraph(f"{at} {in_words(line)}", "  ")


def in_words(line: "BesideLine") -> str:
    """Say a movement, and in which unit it makes one fewer and one more."""
    effects = [
        *([f"{line.left_unit}{JOINED}-1"] if line.left_unit else []),
        *([f"{line.into_unit}{JOINED}+1"] if line.into_unit else []),
    ]
    # The one place whose code is a plain word.
    ends = (line.came_from, line.went_to)
    came_from, went_to = ("outside" if end == "OUTSIDE" else end for end in ends)
    way = f"{line.said}, {came_from} to {went_to}"
    return f"{line.shown}: {way} [{line.entry}]: {some(effects)}"


def _late(sheet: "CheckSheet") -> Iterator[str]:
    from wingterm.domain.times import shown_full

    if not sheet.beside.late:
        return
    zone, ending = sheet.prison.timezone, sheet.ending
    did = "Declared" if ending and ending.declared else "Expected"
    now = f"the register now says {sheet.beside.says_now}"
    if sheet.beside.says_now == sheet.expected:
        now += " too, but other people in other units,"
    yield ""
    yield from paragraph(
        f"ENTERED LATE. {did} {sheet.expected}; {now} for {shown_full(sheet.as_of, zone)}; because:"
    )
    for line in sheet.beside.late:
        at = near(line.occurred_at, sheet.as_of, zone)
        recorded = shown_full(line.recorded_at, zone)
        yield from paragraph(f"{at} {in_words(line)}; recorded {recorded} by {line.officer}", "  ")


def _ending(sheet: "CheckSheet") -> Iterator[str]:
    from wingterm.domain.times import duration_in_words, shown_full

    ending = sheet.ending
    if ending is None:
        return
    at = shown_full(ending.at, sheet.prison.timezone)
    yield ""
    if ending.declared:
        after = duration_in_words(sheet.took or 0)
        said = f"{sheet.state}: declared {at} by {ending.by} ({ending.role}), {after} after opening"
        yield from paragraph(f"{said}.")
    else:
        yield from paragraph(f"{sheet.state} {at} by {ending.by}: {ending.why}")
    yield f"Entry {ending.entry}, head of the chain {ending.head[:HEAD]}"

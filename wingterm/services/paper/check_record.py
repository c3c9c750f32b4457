"""How the record of a roll check is laid out: what a declaration was made of, on paper for good."""

from collections.abc import Iterator

from wingterm.domain.figures import with_sign
from wingterm.domain.times import duration_in_words, shown_full
from wingterm.services.checks.beside import BesideLine
from wingterm.services.checks.sheet import CheckSheet, Ending, UnitLine
from wingterm.services.checks.unit import CountLine, NamedPerson, UnitSheet
from wingterm.services.paper.layout import Column, Section, Sheet
from wingterm.services.sheets.check_record import CheckRecord

_UNITS = (
    Column("Unit", 15), Column("Expected", 8), Column("Counted", 7), Column("Diff.", 5),
    Column("State", 11), Column("Counted by", 17), Column("At", 11),
)  # fmt: skip
_COUNTS = (
    Column("Unit", 12), Column("Counted", 7), Column("How", 6), Column("At", 16),
    Column("By, and what was said", 35),
)  # fmt: skip
_WHY = (Column("Unit", 12), Column("What", 9), Column("Who", 27), Column("Why, by whom", 29))
_OUTSIDE = (Column("Number", 7), Column("Name", 27), Column("Where", 27), Column("Since", 16))
_BESIDE = (
    Column("Entry", 10), Column("Who", 27), Column("What", 20), Column("At; recorded", 20),
)  # fmt: skip

SHORT = 12
"""How many characters of a hash are set apart, to be read out or written down."""


def check_paper(record: CheckRecord) -> Sheet:
    """Lay out the record of a roll check."""
    check, zone = record.check, record.stamp.prison.timezone
    sections = [
        _units(check, zone),
        *_counts(record.units, zone),
        *_explanations(record.units),
        _outside(check, zone),
        *_beside(check, zone),
    ]
    title = f"ROLL CHECK {check.id} {record.stamp.prison.code} {check.word}"
    about = (*_ending(check, zone), *_about(check, zone))
    return Sheet(title, about, tuple(sections), (), record.stamp)


def _about(check: CheckSheet, zone: str) -> Iterator[str]:
    opened_as = "" if check.opened_as is check.kind else f" (opened as {check.opened_as})"
    yield f"{check.name}{opened_as}. Expected as of {shown_full(check.as_of, zone)}, by name."
    charge = "" if check.in_charge == check.opened_by else f"; in charge: {check.in_charge}"
    yield f"Opened {shown_full(check.opened_at, zone)} by {check.opened_by}{charge}."
    if check.escalated_why:
        yield f"Made an emergency check: {check.escalated_why}"
    difference = with_sign(check.difference)
    yield f"Expected inside {check.expected}, counted {check.counted}, difference {difference}."
    yield f"On the roll {check.roll}, of them {len(check.outside)} outside."
    for title, where, nowhere in (
        ("MISSING AND FOUND IN NO UNIT", "expected in", check.found_nowhere),
        ("EXTRA AND MISSING IN NO UNIT", "found in", check.missed_nowhere),
    ):
        if nowhere:
            said = "; ".join(f"{one.shown}, {where} {one.unit}" for one in nowhere)
            yield f"{title}: {len(nowhere)}: {said}."
    if check.off_roll:
        yield f"Inside and not on the roll: {check.off_roll}."
    if check.took is not None:
        yield f"Time to roll correct: {duration_in_words(check.took)}."
    if not check.sound:
        yield "THE REGISTER DOES NOT SAY OF THEN WHAT WAS FROZEN: run wingterm verify."


def _ending(check: CheckSheet, zone: str) -> Iterator[str]:
    """Say how it ended, with the head of the chain at that moment."""
    end: Ending | None = check.ending
    if end is None:
        yield f"NOT ENDED: {check.counted_units} of {len(check.units)} units counted."
        return
    at = shown_full(end.at, zone, seconds=True)
    if end.declared:
        yield f"ROLL CORRECT, declared by {end.by} ({end.role}), {at}."
    else:
        yield f"ABANDONED by {end.by}, {at}."
    if end.why:
        yield f"{'Said' if end.declared else 'Why'}: {end.why}"
    yield f"Entry {end.entry}, hash {end.head[:SHORT]}"
    yield f"Whole hash: {end.head[:SHORT]} {end.head[SHORT:]}"


def _units(check: CheckSheet, zone: str) -> Section:
    return Section("UNITS", _UNITS, tuple(_unit(unit, zone) for unit in check.units))


def _unit(unit: UnitLine, zone: str) -> tuple[str, ...]:
    named = unit.code if unit.name == unit.code else f"{unit.code} {unit.name}"
    return (
        named,
        str(unit.expected),
        "-" if unit.counted is None else str(unit.counted),
        "-" if unit.difference is None else with_sign(unit.difference),
        unit.state.value,
        unit.counted_by or "-",
        "-" if unit.counted_at is None else shown_full(unit.counted_at, zone)[5:],
    )


def _counts(units: tuple[UnitSheet, ...], zone: str) -> Iterator[Section]:
    """Give every count and every record of responses, in order of the units."""
    counts = [(unit.line.code, count) for unit in units for count in unit.counts]
    yield Section("COUNTS", _COUNTS, tuple(_count(*pair, zone) for pair in counts), "None yet.")
    responses = [
        (
            unit.line.code, "hidden" if each.had is None else str(each.had), "",
            shown_full(each.at, zone),
            _joined(each.by, _people("no response", each.without), each.comment,
                    _keyed("", "", each.at, each.recorded_at, zone)),
        )
        for unit in units
        for each in unit.welfare
    ]  # fmt: skip
    if responses:
        columns = (_COUNTS[0], Column("Had", 7), *_COUNTS[2:])
        yield Section("RESPONSES", columns, tuple(responses))


def _count(unit: str, count: CountLine, zone: str) -> tuple[str, ...]:
    told = _joined(
        f"{count.by} (again)" if count.again else count.by,
        _keyed(count.by, count.keyed_by, count.at, count.recorded_at, zone),
        _people("missing", count.missing),
        _people("extra", count.extra),
        count.comment,
    )
    # The first of two counts is nobody's to see before the second is in.
    counted = "hidden" if count.counted is None else str(count.counted)
    return (unit, counted, count.method.value, shown_full(count.at, zone), told)


def _keyed(by: str, keyed_by: str, at: int, recorded_at: int, zone: str) -> str:
    """Say who keyed a count and when, where it was not the one who counted, at once."""
    shown = shown_full(recorded_at, zone)
    if by == keyed_by and shown == shown_full(at, zone):
        return ""
    who = f" by {keyed_by}" if by != keyed_by else ""
    return f"entered {shown}{who}"


def _people(word: str, people: tuple[NamedPerson, ...]) -> str:
    return f"{word}: {', '.join(one.shown for one in people)}" if people else ""


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _explanations(units: tuple[UnitSheet, ...]) -> Iterator[Section]:
    rows = [
        (
            unit.line.code,
            each.what.value,
            each.person.shown,
            _joined(
                each.why, f"by {each.by}", "" if each.holds else "void: counted again, or said anew"
            ),
        )
        for unit in units
        for each in unit.explanations
    ]
    if rows:
        yield Section("EXPLANATIONS", _WHY, tuple(rows))


def _outside(check: CheckSheet, zone: str) -> Section:
    rows = tuple(
        (one.number, f"{one.last_name}, {one.first_name}", one.where, shown_full(one.since, zone))
        for one in check.outside
    )
    return Section(f"ON THE ROLL, OUTSIDE: {len(rows)}", _OUTSIDE, rows, "Nobody.")


def _beside(check: CheckSheet, zone: str) -> Iterator[Section]:
    """Give what became known since: beside the check, never in it."""
    beside = check.beside
    if beside.since:
        rows = tuple(_moved(line, zone) for line in beside.since)
        yield Section("MOVEMENTS SINCE, not in what was expected", _BESIDE, rows)
    if beside.late:
        heading = (
            f"ENTERED LATE: {check.expected} were expected; the register now says "
            f"{beside.says_now} for that instant, because"
        )
        yield Section(heading, _BESIDE, tuple(_moved(line, zone) for line in beside.late))


def _moved(line: BesideLine, zone: str) -> tuple[str, ...]:
    units = f"{line.left_unit or 'outside'} to {line.into_unit or 'outside'}"
    times = f"{shown_full(line.occurred_at, zone)}; {shown_full(line.recorded_at, zone)}"
    return (line.entry, line.shown, f"{line.said}, {units}, by {line.officer}", times)

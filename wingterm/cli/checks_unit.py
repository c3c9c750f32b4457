"""One unit of a roll check at the command line: counts, responses, explanations, the list."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from wingterm.cli import output
from wingterm.cli.checks_words import near, paragraph, plain, signed
from wingterm.cli.declare import Ended
from wingterm.cli.exits import Exit
from wingterm.domain.text import columns_of

if TYPE_CHECKING:
    from wingterm.cli.session import Session
    from wingterm.services.checks.unit import CountLine, NamedPerson, OnList, UnitSheet

LISTED = ("number", "last_name", "first_name", "cell", "where", "since", "note")
"""Columns of the frozen list."""


def show_unit(
    session: "Session", number: int | None, unit: str, *, as_json: bool, as_csv: bool
) -> None:
    """Print a unit of a check; ends the command with the code of how it stands."""
    from wingterm.services.checks.unit import unit_sheet

    sheet = unit_sheet(session.desk, session.prison, number, unit)
    code = _code(sheet)
    try:
        if as_json:
            output.as_json(ok=code is Exit.DONE, **_as_json(sheet))
        elif as_csv:
            listed = [("yes", plain(one)) for one in sheet.present]
            listed += [("no", plain(one)) for one in sheet.out]
            output.as_csv(("expected", *LISTED), [(told, *one.values()) for told, one in listed])
        else:
            for line in _lines(sheet):
                output.line(line)
    finally:
        # Also when nobody reads it to its end.
        if code is not Exit.DONE:
            raise Ended(code)


def _code(sheet: "UnitSheet") -> Exit:
    from wingterm.domain.checks.record import UnitState

    codes = {
        UnitState.AGREES: Exit.DONE,
        UnitState.EXPLAINED: Exit.DONE,
        UnitState.DIFFERS: Exit.DIFFERS,
    }
    return codes.get(sheet.line.state, Exit.INCOMPLETE)


def _as_json(sheet: "UnitSheet") -> dict[str, Any]:
    def people(found: "Sequence[NamedPerson]") -> list[dict[str, Any]]:
        return [one._asdict() for one in found]

    return {
        "prison": sheet.prison.code,
        "check": sheet.check,
        **plain(sheet, "prison", "check", "line", "counts", "welfare", "explanations", "present",
                "out"),
        "unit": plain(sheet.line),
        "counts": [
            {**plain(c), "missing": people(c.missing), "extra": people(c.extra)}
            for c in sheet.counts
        ],
        "responses": [{**plain(w), "without": people(w.without)} for w in sheet.welfare],
        "explanations": [{**plain(e), "person": e.person._asdict()} for e in sheet.explanations],
        "present": [plain(one) for one in sheet.present],
        "out": [plain(one) for one in sheet.out],
    }  # fmt: skip


def _lines(sheet: "UnitSheet") -> Iterator[str]:
    from wingterm.domain.times import shown_full

    unit, zone = sheet.line, sheet.prison.timezone
    name = f" ({unit.name})" if unit.name != unit.code else ""
    yield from paragraph(f"UNIT {unit.code}{name}: {unit.state}")
    yield from paragraph(
        f"Roll check {sheet.check} of {sheet.prison.name} ({sheet.prison.code}), frozen as of "
        f"{shown_full(sheet.as_of, zone)}"
    )
    yield from paragraph(
        f"Expected {unit.expected} = {unit.beds} beds in use - {unit.named_out} named out + "
        f"{unit.named_in} named in + {unit.without_bed} without a bed"
    )
    if unit.counted is not None:
        yield f"Counted {unit.counted}, difference {signed(unit.difference)}"
    yield from _counts(sheet)
    yield from _responses(sheet)
    yield from _explanations(sheet)
    yield ""
    yield f"To be counted here: {len(sheet.present)}"
    yield from _listed(sheet, sheet.present)
    if sheet.out:
        yield ""
        yield f"Not to be counted here, though their bed is: {len(sheet.out)}"
        yield from _listed(sheet, sheet.out)


def _counts(sheet: "UnitSheet") -> Iterator[str]:
    if sheet.counts:
        yield ""
        yield "Counts:"
    for which, count in enumerate(sheet.counts, start=1):
        yield from paragraph(_count(sheet, which, count), "  ")
        for title, people in (("missing", count.missing), ("extra", count.extra)):
            for one in people:
                yield from paragraph(f"{title}: {one.shown}", "     ")
        if count.comment:
            yield from paragraph(count.comment, "     ")


def _count(sheet: "UnitSheet", which: int, count: "CountLine") -> str:
    zone = sheet.prison.timezone
    told = "not shown before the second is in" if count.counted is None else f"{count.counted}"
    way = "at the door" if count.method == "door" else f"by {count.method}"
    again = ", counted again" if count.again else ""
    keyed = ""
    if count.keyed_by != count.by or count.recorded_at - count.at > 60_000_000:
        keyed = f"; keyed {near(count.recorded_at, sheet.as_of, zone)} by {count.keyed_by}"
    at = near(count.at, sheet.as_of, zone)
    return f"{which}. {told}, {way}{again}, {at} by {count.by}{keyed}"


def _responses(sheet: "UnitSheet") -> Iterator[str]:
    if sheet.welfare:
        yield ""
        yield "Responses, apart from the number:"
    for each in sheet.welfare:
        at = near(each.at, sheet.as_of, sheet.prison.timezone)
        told = "not shown before the second count is in" if each.had is None else f"{each.had} had"
        yield from paragraph(f"{told}, {at} by {each.by}", "  ")
        for one in each.without:
            yield from paragraph(f"none from {one.shown}", "     ")
        if each.comment:
            yield from paragraph(each.comment, "     ")


def _explanations(sheet: "UnitSheet") -> Iterator[str]:
    if sheet.explanations:
        yield ""
        yield "Explanations:"
    for each in sheet.explanations:
        at = near(each.recorded_at, sheet.as_of, sheet.prison.timezone)
        held = "" if each.holds else " (NO LONGER HOLDS)"
        said = f"{each.person.shown}, {each.what}{held}, {at} by {each.by}: {each.why}"
        yield from paragraph(said, "  ")


def _listed(sheet: "UnitSheet", people: "Sequence[OnList]") -> Iterator[str]:
    """Give a list by cell and name; a cell too long for its column shifts its line alone."""
    notes = {"in": "named in", "no bed": "no bed", "out": "named out"}
    for one in people:
        name = f"{one.last_name}, {one.first_name}"
        note = f" ({notes[one.note]})" if one.note in notes else ""
        since = near(one.since, sheet.as_of, sheet.prison.timezone)
        cell = output.cut(one.cell or "-", max(9, columns_of(one.cell)))
        where = f"{one.where}, since {since}{note}" if one.note else ""
        yield from paragraph(f"{cell} {one.number} {name}{': ' if where else ''}{where}", "  ")

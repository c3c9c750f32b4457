"""What is known of a unit of a roll check, as rows of 80 columns; a person each where there is one.

The key of a row ends in `/` and the prison number of whom it is about.
"""

from collections.abc import Iterator

from screens.parts.line_list import Row
from screens.parts.lines import columns
from screens.session import Session
from wingterm.domain.checks.record import UnitState
from wingterm.services.checks.hints import Hint
from wingterm.services.checks.unit import CountLine, OnList, UnitSheet

LISTED = "list/"
"""How the key of somebody begins who is expected here."""
HINT = "hint"
"""The same of a hint, before its place among the hints."""

NOTES = {
    "in": ("bed away", "; counted here, with a bed in another unit"),
    "no bed": ("no bed", "; counted here, without a bed"),
    "out": ("", ""), "": ("", ""),
}  # fmt: skip
"""What is told of somebody on a list beside where they are: in the row, and below it at length."""

HEAD = columns((" What", 9), ("Number", 7), ("Name", 24), ("", 37))


def unit_head(sheet: UnitSheet, session: Session) -> str:
    """Say how a unit stands."""
    line = sheet.line
    said = f" {line.state}"
    if line.state is UnitState.FIRST:
        return f"{said}: by {line.counted_by}; shown when a second officer has counted"
    if line.difference is None or line.counted_at is None:
        return f"{said}: {line.expected} expected"
    differs = f" {line.difference:+d}" if line.difference else ""
    return (
        f"{said}{differs}: {line.expected} expected, {line.counted} counted by "
        f"{line.counted_by}, {session.time(line.counted_at)}"
    )


def unit_rows(sheet: UnitSheet, hints: tuple[Hint, ...], session: Session) -> list[Row]:
    """Give hints, counts, explanations and responses, then the frozen list and who is out."""
    return [
        *_hint_rows(hints, session.width),
        *(row for n, count in enumerate(sheet.counts, 1) for row in _count_rows(n, count, session)),
        *_explanation_rows(sheet, session),
        *_welfare_rows(sheet, session),
        *(_listed("Expected", LISTED, one, session) for one in sheet.present),
        *(_listed("Out", "out/", one, session) for one in sheet.out),
    ]


def _row(key: str, what: str, number: str, name: str, said: str, width: int, full: str = "") -> Row:
    text = columns((f" {what}", 9), (number, 7), (name, 24), (said, width - 43))
    return Row(key, text, full=full)


def _long(key: str, what: str, said: str, width: int) -> Row:
    """Give a row that is about no one person."""
    return Row(key, columns((f" {what}", 9), (said, width - 10)), full=said)


def _hint_rows(hints: tuple[Hint, ...], width: int) -> Iterator[Row]:
    """Give a row a hint, and below it one for each further person in it."""
    for place, hint in enumerate(hints):
        first = hint.people[0].number if len(hint.people) == 1 else ""
        yield _long(f"{HINT}-{place}/{first}", f"Hint {place + 1}", hint.sentence, width)
        if len(hint.people) > 1:
            for n, person in enumerate(hint.people):
                name = f"{person.last_name}, {person.first_name}"
                yield _row(f"{HINT}-{place}-{n}/{person.number}", "", person.number, name,
                           hint.entry, width, hint.sentence)  # fmt: skip


def _count_rows(which: int, count: CountLine, session: Session) -> Iterator[Row]:
    number = "not shown yet" if count.counted is None else f"{count.counted} counted"
    keyed = f", keyed by {count.keyed_by}" if count.keyed_by != count.by else ""
    again = " again" if count.again else ""
    said = f"{number}{again} by {count.method} by {count.by}{keyed}, {session.time(count.at)}"
    if session.time(count.at) != session.time(count.recorded_at):
        said += f", keyed {session.time(count.recorded_at)}"
    said += f"; {count.comment}" if count.comment else ""
    yield _long(f"count-{which}/", f"Count {which}", said, session.width)
    for word, people in (("MISSING", count.missing), ("EXTRA", count.extra)):
        for n, person in enumerate(people):
            name = f"{person.last_name}, {person.first_name}" if person.number else "unknown"
            key = f"{word}-{which}-{n}/{person.number}"
            yield _row(key, word.capitalize(), person.number, name, f"in count {which}",
                       session.width)  # fmt: skip


def _explanation_rows(sheet: UnitSheet, session: Session) -> Iterator[Row]:
    for n, one in enumerate(sheet.explanations):
        person = one.person
        name = f"{person.last_name}, {person.first_name}" if person.number else "unknown"
        void = "" if one.holds else "VOID, "
        said = f"{void}{one.what}: {one.why}"
        full = f"{person.shown} {said}; by {one.by}, {session.time(one.recorded_at)}"
        yield _row(f"why-{n}/{person.number}", "Why", person.number, name, said, session.width,
                   full)  # fmt: skip


def _welfare_rows(sheet: UnitSheet, session: Session) -> Iterator[Row]:
    for n, one in enumerate(sheet.welfare):
        told = "a number that is hidden" if one.had is None else str(one.had)
        said = f"responses from {told}, by {one.by}, {session.time(one.at)}"
        said += f"; {one.comment}" if one.comment else ""
        yield _long(f"welfare-{n}/", "Response", said, session.width)
        for m, person in enumerate(one.without):
            name = f"{person.last_name}, {person.first_name}"
            yield _row(f"welfare-{n}-{m}/{person.number}", "None", person.number, name,
                       "NO RESPONSE", session.width)  # fmt: skip


def _listed(what: str, key: str, one: OnList, session: Session) -> Row:
    name = f"{one.last_name}, {one.first_name}"
    note, at_length = NOTES[one.note]
    where = one.where.removesuffix(f" {one.cell}").removesuffix(", bed in")
    said = "  ".join(part for part in (one.cell, where, note) if part)
    full = f"{name}: {one.where}, since {session.time(one.since)}{at_length}"
    return _row(f"{key}{one.number}", what, one.number, name, said, session.width, full)

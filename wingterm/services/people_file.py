"""Read an opening population from a CSV file: who is in the prison, all faults at once.

Each row becomes a record, a reception and what is said of the person besides. What a column leaves
empty is not said; `unknown` is said where the register takes it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from wingterm.domain.outcomes import Acknowledgement, Objection
from wingterm.domain.particular_fields import UNKNOWN
from wingterm.domain.people import FieldRefused
from wingterm.domain.places import PlaceKind
from wingterm.domain.requests import AddPlace, Receive, RecordParticular, Register, Request
from wingterm.services.csv_input import Fault, Row, faults_of_shape, read_rows, read_text
from wingterm.services.people_columns import (
    ALERTS,
    RECORD_COLUMNS,
    RECORDED,
    Against,
    Recorded,
    judges,
)

COLUMNS = ("last_name", "first_name", "date_of_birth", "sex")
"""The header of the file, in any order."""

OPTIONAL = (
    "number", "cell", "received", "reason", "authority", "reference", "dated", "came_from",
    "legal_status", "category", "csra", "alias", *RECORD_COLUMNS[3:],
)  # fmt: skip
"""Columns that it may have: a prison number, empty to issue the next; a cell, empty for reception;
when they came, empty for now; the order that they are held on; what is on record of them."""

EXAMPLE = {
    "last_name": "Example", "first_name": "Robin", "date_of_birth": "1990-04-12", "sex": "M",
    "number": "A4242QZ", "cell": "A-1-001", "received": "2025-11-03 16:20", "reason": "N",
    "authority": "Leeds Crown Court", "reference": "T20257001", "dated": "2025-11-03",
    "legal_status": "TRL", "category": "C", "csra": "STANDARD", "alias": "Sample, Robin",
    "incentive": "STD", "alerts": "XA;XEL",
}  # fmt: skip
"""The row that shows how the file is filled in; nobody."""

AS_IT_STOOD = "As it stood when the register was begun."
ACKNOWLEDGED = tuple(
    Acknowledgement(code, AS_IT_STOOD)
    for code in (
        "over-cna", "csra-high", "category-a", "wing-category", "wing-sex", "likely-duplicate",
    )
)  # fmt: skip
"""What is warned of and is so already; two of one name are told apart by their numbers."""


class Known(NamedTuple):
    """Somebody whom the register knows by the prison number of a row."""

    last_name: str
    first_name: str
    date_of_birth: str


class Placed(NamedTuple):
    """Somebody of the file, and where they are put."""

    line: int
    name: str
    """`Last, First`."""
    cell: str
    """Code of a cell, empty for reception."""


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """What a file comes to: requests in order, or faults."""

    requests: tuple[Request, ...]
    """Of the rows without a fault; to be carried out after the places, in one act with them."""
    origins: tuple[tuple[int, str], ...]
    """(line of the file, column) that each request comes from; the column is empty for the row."""
    placed: tuple[Placed, ...]
    """Everybody in a row without a fault."""
    earliest: int | None
    """When the first of them came; None when everybody comes now."""
    faults: tuple[Fault, ...]

    @property
    def people(self) -> int:
        """How many rows were without a fault."""
        return len(self.placed)

    def fault_of(self, objection: Objection, before: int) -> Fault:
        """Give what stands against a line of an act as a fault of the file.

        Args:
            objection: to a request of the file.
            before: how many requests the act had before those of the file.
        """
        line, column = self.origins[objection.line - before - 1]
        words = f"{objection.sentence} {objection.remedy}".strip()
        return Fault(line, column or objection.field, words)


@dataclass(slots=True)
class _Reading:
    """The file as far as it is read."""

    prison: str
    judging: Mapping[str, Callable[[str], str]]
    """What makes of each column's text what is kept."""
    room: Mapping[str, int]
    """How many people each cell holds, by code."""
    known: Mapping[str, Known]
    """Who is known to the register, by number."""
    before: int
    """Requests before those of the file."""
    requests: list[Request] = field(default_factory=list)
    origins: list[tuple[int, str]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    same: dict[tuple[str, str, str], tuple[int, str]] = field(default_factory=dict)
    """(line, number) of the first of each pair of names and date of birth."""
    instants: list[int] = field(default_factory=list)
    in_cell: dict[str, list[int]] = field(default_factory=dict)
    """Lines of the people in each cell."""
    placed: list[Placed] = field(default_factory=list)


def read_people_file(
    path: Path,
    prison: str,
    timezone: str,
    places: Sequence[AddPlace],
    now: int,
    before: int = 0,
    known: Callable[[Collection[str]], Mapping[str, Known]] = lambda _: {},
) -> PeopleFile:
    """Read a file of people; the arguments are those of `read_people`.

    Raises:
        BadInput: the file cannot be read at all.
    """
    return read_people(read_text(path), prison, timezone, places, now, str(path), before, known)


def read_people(
    text: str,
    prison: str,
    timezone: str,
    places: Sequence[AddPlace],
    now: int,
    name: str,
    before: int = 0,
    known: Callable[[Collection[str]], Mapping[str, Known]] = lambda _: {},
) -> PeopleFile:
    """Read the text of a file of people.

    Args:
        text: what the file holds.
        prison: code of the prison that holds them.
        timezone: the prison's time zone.
        places: the prison's places, carried out before in the same act.
        now: the machine's instant.
        name: what the file is called in messages.
        before: requests of the act before the places.
        known: gives whom the register knows by some prison numbers; a new one knows nobody.

    Raises:
        BadInput: it is not CSV with the right header.
    """
    kinds = {place.code: PlaceKind(place.kind) for place in places}
    room = {p.code: p.working or p.maximum for p in places if p.kind == PlaceKind.CELL}
    judging = judges(Against(timezone, now, kinds))
    rows = read_rows(text, name, COLUMNS, OPTIONAL)
    numbers = {row.fields["number"].strip().upper() for row in rows}
    reading = _Reading(prison, judging, room, known(numbers), before + len(places))
    faults: list[Fault] = []
    for row in rows:
        kept, found = _judge(reading, row)
        found += _known_already(reading, row.line, kept)
        faults += found
        if not found:
            _take(reading, row.line, kept)
    faults += _without_room(reading)
    earliest = min(reading.instants, default=None)
    return PeopleFile(
        tuple(reading.requests), tuple(reading.origins), tuple(reading.placed), earliest,
        tuple(sorted(faults, key=lambda fault: fault.line)),
    )  # fmt: skip


def _take(reading: _Reading, line: int, kept: dict[str, str]) -> None:
    """Make the requests of a row."""
    at = int(kept["received"]) if kept["received"] else None
    if at is not None:
        reading.instants.append(at)
    reading.placed.append(Placed(line, f"{kept['last_name']}, {kept['first_name']}", kept["cell"]))
    person = kept["number"]
    if person not in reading.known:
        _add(reading, line, "", Register(
            prison=reading.prison, at=at, last_name=kept["last_name"],
            first_name=kept["first_name"], date_of_birth=kept["date_of_birth"], sex=kept["sex"],
            number=person, acknowledged=ACKNOWLEDGED,
        ))  # fmt: skip
        person = f"+{reading.before + len(reading.requests)}"
    _add(reading, line, "", Receive(
        prison=reading.prison, person=person, at=at, cell=kept["cell"],
        reason=kept["reason"] or "N", authority=kept["authority"] or UNKNOWN,
        reference=kept["reference"], dated=kept["dated"], came_from=kept["came_from"],
        acknowledged=ACKNOWLEDGED,
    ))  # fmt: skip
    for recorded in RECORDED:
        _say(reading, line, person, recorded, kept)
    for code in filter(None, kept[ALERTS].split(";")):
        _add(reading, line, ALERTS, RecordParticular(
            prison=reading.prison, person=person, fact="alert", key=code
        ))  # fmt: skip
    if kept["alias"]:
        last, _, first = kept["alias"].partition(",")
        values = (("last_name", last.strip()), ("first_name", first.strip()))
        _add(reading, line, "alias", RecordParticular(
            prison=reading.prison, person=person, fact="alias",
            values=tuple(pair for pair in values if pair[1]),
        ))  # fmt: skip


def _say(
    reading: _Reading, line: int, person: str, recorded: Recorded, kept: dict[str, str]
) -> None:
    """Make the request of what columns of a row put on record; none where they are empty."""
    given = {field: kept[column] for column, field in recorded.parts if kept[column]}
    if given:
        values = {**dict(recorded.besides), **given}
        _add(reading, line, recorded.parts[0][0], RecordParticular(
            prison=reading.prison, person=person, fact=recorded.fact, key=recorded.key,
            values=tuple(values.items()),
        ))  # fmt: skip


def _add(reading: _Reading, line: int, column: str, request: Request) -> None:
    reading.requests.append(request)
    reading.origins.append((line, column))


def _judge(reading: _Reading, row: Row) -> tuple[dict[str, str], list[Fault]]:
    """Give the fields of a row that can be kept, as they are kept, and the faults of the others."""
    fields, faults = row.fields, faults_of_shape(row)
    if {name: text for name, text in fields.items() if text} == EXAMPLE:
        faults.append(Fault(row.line, "", "This is the example of the template; take it out."))
    kept = {name: text.strip() for name, text in fields.items() if name not in reading.judging}
    for column, judge in reading.judging.items():
        try:
            kept[column] = judge(fields[column])
        except FieldRefused as refused:
            faults.append(Fault(row.line, column, str(refused)))
    return kept, faults


def _known_already(reading: _Reading, line: int, kept: dict[str, str]) -> list[Fault]:
    """Give what is wrong with a row because of an earlier one."""
    faults = []
    number = kept.get("number", "")
    if number:
        first = reading.numbers.setdefault(number, line)
        if first != line:
            faults.append(Fault(line, "number", f"{number} stands on line {first} too."))
    if kept.get("cell"):
        reading.in_cell.setdefault(kept["cell"], []).append(line)
    who = (kept.get("last_name", ""), kept.get("first_name", ""), kept.get("date_of_birth", ""))
    if all(who):
        key = (who[0].casefold(), who[1].casefold(), who[2])
        other, other_number = reading.same.setdefault(key, (line, number))
        if other != line and not (number and other_number):
            faults.append(Fault(
                line, "last_name",
                f"The same names and date of birth stand on line {other}. "
                "If they are two people, give the prison number of both.",
            ))  # fmt: skip
        held = reading.known.get(number)
        if held and (held.last_name.casefold(), held.first_name.casefold(), held[2]) != key:
            faults.append(Fault(
                line, "number",
                f"{number} is in the register with other names or another date of birth.",
            ))  # fmt: skip
    return faults


def _without_room(reading: _Reading) -> list[Fault]:
    """Give whoever is in a cell beyond what it holds, each with the lines of all in it."""
    return [
        Fault(
            line,
            "cell",
            f"{cell} holds {reading.room[cell]}; it stands on lines {', '.join(map(str, lines))}.",
        )
        for cell, lines in reading.in_cell.items()
        for line in lines[reading.room[cell] :]
    ]

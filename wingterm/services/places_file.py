"""Read the places of a prison from a CSV file: all faults at once, each with its line and field."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from wingterm.domain.marks import (
    MARKS,
    NORMAL,
    OF_CELLS,
    accommodation_of,
    may_hold_nobody,
    parse_mark,
)
from wingterm.domain.people import FieldRefused
from wingterm.domain.places import (
    ABOVE,
    SPECIAL_CODES,
    SPECIALS,
    PlaceKind,
    check_place_code,
    parent_code,
)
from wingterm.domain.requests import AddPlace
from wingterm.domain.text import TextRefused, guard
from wingterm.services.codes import reason_codes
from wingterm.services.csv_input import Fault as Fault
from wingterm.services.csv_input import Row, faults_of_shape, read_rows, read_text

COLUMNS = ("code", "kind", "name", "cna", "working", "maximum")
"""The header of the file, in any order."""

KINDS = (PlaceKind.WING, PlaceKind.SPUR, PlaceKind.LANDING, PlaceKind.CELL, PlaceKind.AREA)

OPTIONAL = (*MARKS, "status")
"""Columns that it may have besides: marks, and `draft` for what is not in use yet."""

DRAFT = "DRAFT"


@dataclass(frozen=True, slots=True)
class PlacesFile:
    """What a file comes to: requests in order, or faults."""

    places: tuple[AddPlace, ...]
    faults: tuple[Fault, ...]


def read_places_file(path: Path, prison: str) -> PlacesFile:
    """Read a places file for a prison.

    Raises:
        BadInput: the file cannot be read at all: missing, too big, not UTF-8, NUL, no header.
    """
    return read_places(read_text(path), prison, str(path))


def read_places(text: str, prison: str, name: str) -> PlacesFile:
    """Read the text of a places file; `name` is what it is called in messages.

    Raises:
        BadInput: it is not CSV with the right header.
    """
    places: list[AddPlace] = []
    faults: list[Fault] = []
    seen = _Seen()
    for row in read_rows(text, name, COLUMNS, OPTIONAL):
        found = _faults(row, seen)
        faults += found
        fields = row.fields
        seen.note(fields)
        if not found:
            places.append(_place(fields, prison))
    return PlacesFile(tuple(places), tuple(faults))


@dataclass(slots=True)
class _Seen:
    """What the earlier rows say."""

    kinds: dict[str, str] = field(default_factory=dict)
    """Kind of each place, by code."""
    accommodation: dict[str, str] = field(default_factory=dict)
    """Accommodation type that a place is marked with, by code."""
    taken: set[tuple[str, str, str]] = field(
        default_factory=lambda: {("", "name", words.casefold()) for _, words in SPECIALS.values()}
    )
    """(code above, column, folded text) of names and cell marks."""

    def note(self, fields: dict[str, str]) -> None:
        """Take in a row, whatever is wrong with it."""
        code = _upper(fields["code"])
        self.kinds.setdefault(code, _upper(fields["kind"]))
        self.accommodation.setdefault(code, _upper(fields["accommodation"]))
        self.taken |= {key for key, _ in _unique(fields)}


def _upper(text: str) -> str:
    return text.strip().upper()


def _unique(fields: dict[str, str]) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Give what must be unique on its level (domain note 3.2, rule 8), each with its column."""
    code = _upper(fields["code"])
    above = parent_code(code) or ""
    yield (above, "name", (fields["name"].strip() or code).casefold()), "name"
    if fields["cell_mark"].strip():
        yield (above, "cell_mark", fields["cell_mark"].strip().casefold()), "cell_mark"


def _faults(row: Row, seen: _Seen) -> list[Fault]:
    """Give the faults of a row."""
    line, fields = row.line, row.fields
    kind = _upper(fields["kind"])
    against = _against_code(fields, kind, seen.kinds)
    faults = [Fault(line, "code", sentence) for sentence in against]
    if kind not in KINDS:
        faults.append(Fault(line, "kind", f"A place is one of: {', '.join(KINDS)}."))
    try:
        guard(fields["name"], "name", 80)
    except TextRefused as refused:
        faults.append(Fault(line, "name", str(refused)))
    faults += faults_of_shape(row)
    faults += _capacity_faults(line, fields, cell=kind == PlaceKind.CELL)
    faults += [Fault(line, *found) for found in _against_marks(fields, kind)]
    if _upper(fields["status"]) not in ("", DRAFT):
        faults.append(Fault(line, "status", "status is draft or empty."))
    if _upper(fields["code"]) not in (*seen.kinds, *SPECIAL_CODES):
        faults += [
            Fault(line, column, f"Another place of the same level has this {column} already.")
            for key, column in _unique(fields)
            if key in seen.taken
        ]
    return faults or [Fault(line, *found) for found in _against_use(fields, kind, seen)]


def _against_marks(fields: dict[str, str], kind: str) -> Iterator[tuple[str, str]]:
    """Give the column and what stands against each mark (domain note 3.3)."""
    for name in (name for name in MARKS if fields[name].strip()):
        if kind == PlaceKind.AREA:
            yield name, "Only a wing, spur, landing or cell has marks."
        elif name in OF_CELLS and kind != PlaceKind.CELL:
            yield name, f"Only a cell has the mark {name}."
        try:
            parse_mark(reason_codes(), name, fields[name])
        except FieldRefused as refused:
            yield name, str(refused)


def _against_use(fields: dict[str, str], kind: str, seen: _Seen) -> Iterator[tuple[str, str]]:
    """Give what does not go with the accommodation type (domain note 3.2, rules 2 and 10)."""
    marks = _marks(fields)
    code: str | None = _upper(fields["code"])
    upwards = [marks]
    while code := parent_code(code or ""):
        upwards.append({"accommodation": seen.accommodation.get(code, "")})
    if accommodation_of(upwards) != NORMAL:
        if marks.get("used_for"):
            yield "used_for", "Only normal accommodation has a used-for mark."
    elif kind == PlaceKind.CELL and not may_hold_nobody(reason_codes(), marks):
        for name in ("cna", "working"):
            if int(fields[name]) == 0:
                yield name, f"{name} of normal accommodation is not 0."


def _marks(fields: dict[str, str]) -> dict[str, str | list[str]]:
    named = (name for name in MARKS if fields[name].strip())
    return {name: parse_mark(reason_codes(), name, fields[name]) for name in named}


def _against_code(fields: dict[str, str], kind: str, seen: dict[str, str]) -> Iterator[str]:
    """Give what stands against a code, and against where it says that the place lies."""
    code = fields["code"].strip().upper()
    try:
        check_place_code(fields["code"])
    except ValueError as error:
        yield str(error)
    if code in SPECIAL_CODES:
        yield f"{code} is made with the prison; leave the line out."
    if code in seen:
        yield f"{code} stands on an earlier line too."
    above = parent_code(code)
    if kind != PlaceKind.AREA and above and above not in seen:
        yield f"{code} needs {above} on an earlier line."
    elif kind in (PlaceKind.SPUR, PlaceKind.LANDING, PlaceKind.CELL) and code and not above:
        yield f"{code} needs the code of a wing or landing before it."
    elif kind in KINDS and above in seen and seen[above] in KINDS:
        allowed = ABOVE.get(PlaceKind(kind))
        if allowed is not None and PlaceKind(seen[above]) not in allowed:
            yield f"A {kind} cannot lie in {above}, a {seen[above]}."


def _capacity_faults(line: int, row: dict[str, str], *, cell: bool) -> list[Fault]:
    faults = []
    figures = {}
    for column in ("cna", "working", "maximum"):
        typed = row[column].strip()
        if not cell:
            if typed not in ("", "0"):
                faults.append(Fault(line, column, "Only a cell has capacities."))
        elif not (typed.isascii() and typed.isdecimal() and len(typed) <= 2):
            faults.append(Fault(line, column, f"{column} is a number from 0 to 99."))
        else:
            figures[column] = int(typed)
    if len(figures) == 3:
        if figures["maximum"] == 0:
            faults.append(Fault(line, "maximum", "The maximum capacity of a cell is not 0."))
        if figures["working"] > figures["maximum"]:
            faults.append(Fault(line, "working", "Working capacity is over the maximum."))
    return faults


def _place(row: dict[str, str], prison: str) -> AddPlace:
    return AddPlace(
        prison=prison,
        code=row["code"].strip().upper(),
        kind=row["kind"].strip().upper(),
        name=row["name"].strip(),
        cna=int(row["cna"].strip() or 0),
        working=int(row["working"].strip() or 0),
        maximum=int(row["maximum"].strip() or 0),
        marks=tuple((name, row[name].strip()) for name in MARKS if row[name].strip()),
        draft=_upper(row["status"]) == DRAFT,
    )

"""Read the places of a prison from a CSV file: all faults at once, each with its line and field."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wingterm.domain.places import ABOVE, PlaceKind, check_place_code, parent_code
from wingterm.domain.requests import AddPlace
from wingterm.domain.text import TextRefused, guard
from wingterm.services.csv_input import Fault as Fault
from wingterm.services.csv_input import Row, faults_of_shape, read_rows, read_text

COLUMNS = ("code", "kind", "name", "cna", "working", "maximum")
"""The header of the file, in any order."""

KINDS = (PlaceKind.WING, PlaceKind.SPUR, PlaceKind.LANDING, PlaceKind.CELL, PlaceKind.AREA)

MADE_WITH_PRISON = ("RECP", "EN-ROUTE")
"""Codes of the places that every prison has from its first day."""


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
    kinds: dict[str, str] = {}
    for row in read_rows(text, name, COLUMNS):
        found = _faults(row, kinds)
        faults += found
        fields = row.fields
        kinds.setdefault(fields["code"].strip().upper(), fields["kind"].strip().upper())
        if not found:
            places.append(_place(fields, prison))
    return PlacesFile(tuple(places), tuple(faults))


def _faults(row: Row, seen: dict[str, str]) -> list[Fault]:
    """Give the faults of a row; `seen` has the kinds of the earlier rows' places by code."""
    line, fields = row.line, row.fields
    kind = fields["kind"].strip().upper()
    faults = [Fault(line, "code", sentence) for sentence in _against_code(fields, kind, seen)]
    if kind not in KINDS:
        faults.append(Fault(line, "kind", f"A place is one of: {', '.join(KINDS)}."))
    try:
        guard(fields["name"], "name", 80)
    except TextRefused as refused:
        faults.append(Fault(line, "name", str(refused)))
    faults += faults_of_shape(row)
    faults += _capacity_faults(line, fields, cell=kind == PlaceKind.CELL)
    return faults


def _against_code(fields: dict[str, str], kind: str, seen: dict[str, str]) -> Iterator[str]:
    """Give what stands against a code, and against where it says that the place lies."""
    code = fields["code"].strip().upper()
    try:
        check_place_code(fields["code"])
    except ValueError as error:
        yield str(error)
    if code in MADE_WITH_PRISON:
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
    for field in ("cna", "working", "maximum"):
        typed = row[field].strip()
        if not cell:
            if typed not in ("", "0"):
                faults.append(Fault(line, field, "Only a cell has capacities."))
        elif not (typed.isascii() and typed.isdecimal() and len(typed) <= 2):
            faults.append(Fault(line, field, f"{field} is a number from 0 to 99."))
        else:
            figures[field] = int(typed)
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
    )

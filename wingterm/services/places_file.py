"""Read the places of a prison from a CSV file: all faults at once, each with its line and field."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from wingterm.domain.places import ABOVE, PlaceKind, check_place_code, parent_code
from wingterm.domain.requests import AddPlace
from wingterm.domain.text import TextRefused, guard
from wingterm.errors import BadInput

COLUMNS = ("code", "kind", "name", "cna", "working", "maximum")
"""The header of the file, in any order."""

BEYOND = ""
"""Key of what a line has beyond the header."""

FILE_MAX = 10_000_000
"""Most bytes of a places file; a prison of 2,000 cells needs a hundredth."""

KINDS = (PlaceKind.WING, PlaceKind.SPUR, PlaceKind.LANDING, PlaceKind.CELL, PlaceKind.AREA)


class Fault(NamedTuple):
    """Something in a file that cannot be taken."""

    line: int
    field: str
    sentence: str


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
    try:
        if path.stat().st_size > FILE_MAX:
            raise BadInput(f"{path} is larger than {FILE_MAX} bytes.", file=str(path))
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", file=str(path)) from None
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{path} is not UTF-8 text (byte {error.start}).", "Save it as UTF-8.", file=str(path)
        ) from None
    return read_places(text, prison, str(path))


def read_places(text: str, prison: str, name: str) -> PlacesFile:
    """Read the text of a places file; `name` is what it is called in messages.

    Raises:
        BadInput: it is not CSV with the right header.
    """
    if "\x00" in text:
        raise BadInput(f"{name} holds a NUL character.", "Save it as plain CSV.", file=name)
    places: list[AddPlace] = []
    faults: list[Fault] = []
    kinds: dict[str, str] = {}
    for line, row in _rows(text, name):
        found = _faults(line, row, kinds)
        faults += found
        kinds.setdefault(row["code"].strip().upper(), row["kind"].strip().upper())
        if not found:
            places.append(_place(row, prison))
    return PlacesFile(tuple(places), tuple(faults))


def _rows(text: str, name: str) -> list[tuple[int, dict[str, str]]]:
    """Give the rows under the header, each with the number of its first line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = []
    try:
        header = next(reader, [])
        if sorted(header) != sorted(COLUMNS):
            raise BadInput(
                f"{name} must begin with the header {','.join(COLUMNS)}.", file=name, line=1
            )
        line = reader.line_num + 1
        for fields in reader:
            if fields:
                row = dict.fromkeys(COLUMNS, "") | dict(zip(header, fields, strict=False))
                if len(fields) > len(header):
                    row[BEYOND] = fields[len(header)]
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(
            f"{name}, line {reader.line_num}: {error}.", file=name, line=reader.line_num
        ) from None
    return rows


def _faults(line: int, row: dict[str, str], seen: dict[str, str]) -> list[Fault]:
    """Give the faults of a row; `seen` has the kinds of the earlier rows' places by code."""
    faults = []
    code, kind = row["code"].strip().upper(), row["kind"].strip().upper()
    try:
        check_place_code(row["code"])
    except ValueError as error:
        faults.append(Fault(line, "code", str(error)))
    if code in seen:
        faults.append(Fault(line, "code", f"{code} stands on an earlier line too."))
    above = parent_code(code)
    if kind != PlaceKind.AREA and above and above not in seen:
        faults.append(Fault(line, "code", f"{code} needs {above} on an earlier line."))
    elif kind in (PlaceKind.SPUR, PlaceKind.LANDING, PlaceKind.CELL) and code and not above:
        faults.append(Fault(line, "code", f"{code} needs the code of a wing or landing before it."))
    elif kind in KINDS and above in seen and seen[above] in KINDS:
        allowed = ABOVE.get(PlaceKind(kind))
        if allowed is not None and PlaceKind(seen[above]) not in allowed:
            faults.append(Fault(line, "code", f"A {kind} cannot lie in {above}, a {seen[above]}."))
    if kind not in KINDS:
        faults.append(Fault(line, "kind", f"A place is one of: {', '.join(KINDS)}."))
    try:
        guard(row["name"], "name", 80)
    except TextRefused as refused:
        faults.append(Fault(line, "name", str(refused)))
    if BEYOND in row:
        faults.append(Fault(line, "", "The line has more fields than the header."))
    faults += _capacity_faults(line, row, cell=kind == PlaceKind.CELL)
    return faults


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

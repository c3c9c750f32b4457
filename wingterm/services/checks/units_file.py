"""Read the units of a roll check from a CSV file, in the order in which they are counted."""

from typing import NamedTuple

from wingterm.errors import BadInput
from wingterm.services.csv_input import Fault, faults_of_shape, read_rows

COLUMNS = ("unit",)
"""The header of the file, in any order."""

OPTIONAL = ("name", "places")
"""Columns that it may have: a name, empty for that of the place; the codes of places, parted by
blanks or `;`, empty for the place of the unit's own code."""


class UnitsFile(NamedTuple):
    """What a file comes to."""

    units: tuple[tuple[str, str, str], ...]
    """Code, name and places of each unit, as the request for them takes them."""
    faults: tuple[Fault, ...]


def read_units_file(text: str, name: str) -> UnitsFile:
    """Read the text of a file of units.

    Raises:
        BadInput: it is not CSV with the right header, or holds no unit.
    """
    rows = read_rows(text, name, COLUMNS, OPTIONAL)
    if not rows:
        raise BadInput(
            f"{name} holds no unit.", "For the usual units: wingterm check units --usual.",
            file=name,
        )  # fmt: skip
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for row in rows:
        code = row.fields["unit"].strip()
        faults += faults_of_shape(row)
        if not code:
            faults.append(Fault(row.line, "unit", "It is empty. Type the code of a unit."))
        elif (first := seen.setdefault(code.upper(), row.line)) != row.line:
            faults.append(Fault(row.line, "unit", f"{code} stands on line {first} too."))
    units = (
        (row.fields["unit"].strip(), row.fields["name"], row.fields["places"].replace(";", " "))
        for row in rows
    )
    return UnitsFile(tuple(units), tuple(faults))

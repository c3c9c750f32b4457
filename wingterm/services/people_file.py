"""Read people from a CSV file, each to be given a record: all faults at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wingterm.domain.people import (
    SEXES,
    FieldRefused,
    check_name,
    parse_date_of_birth,
    parse_prison_number,
)
from wingterm.domain.requests import Register
from wingterm.services.csv_input import Fault, Row, faults_of_shape, read_rows, read_text

COLUMNS = ("last_name", "first_name", "date_of_birth", "sex")
"""The header of the file, in any order."""

OPTIONAL = ("number",)
"""Columns that it may have: a prison number, empty to issue the next."""


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """What a file comes to: requests in order, and faults."""

    people: tuple[Register, ...]
    """One for each row without a fault."""
    faults: tuple[Fault, ...]


def read_people_file(path: Path, prison: str, today: date) -> PeopleFile:
    """Read a file of people.

    Raises:
        BadInput: the file cannot be read at all.
    """
    return read_people(read_text(path), prison, str(path), today)


def read_people(text: str, prison: str, name: str, today: date) -> PeopleFile:
    """Read the text of a file of people.

    Args:
        text: what the file holds.
        prison: code of the prison whose officer makes the records.
        name: what the file is called in messages.
        today: the prison's local day, from which ages are counted.

    Raises:
        BadInput: it is not CSV with the right header.
    """
    people: list[Register] = []
    faults: list[Fault] = []
    lines: dict[str, int] = {}
    for row in read_rows(text, name, COLUMNS, OPTIONAL):
        kept, found = _judge(row, today)
        number = kept.get("number", "")
        if number:
            first = lines.setdefault(number, row.line)
            if first != row.line:
                found.append(Fault(row.line, "number", f"{number} stands on line {first} too."))
        faults += found
        if not found:
            people.append(_register(prison, kept))
    return PeopleFile(tuple(people), tuple(faults))


def _register(prison: str, kept: dict[str, str]) -> Register:
    return Register(
        prison=prison,
        last_name=kept["last_name"],
        first_name=kept["first_name"],
        date_of_birth=kept["date_of_birth"],
        sex=kept["sex"],
        number=kept["number"],
    )


def _judge(row: Row, today: date) -> tuple[dict[str, str], list[Fault]]:
    """Give the fields of a row that can be kept, as they are kept, and the faults of the others."""
    fields, faults, kept = row.fields, faults_of_shape(row), {}
    judges: dict[str, Callable[[str], str]] = {
        "last_name": lambda typed: check_name(typed, "last_name"),
        "first_name": lambda typed: check_name(typed, "first_name"),
        "date_of_birth": lambda typed: parse_date_of_birth(typed, today).isoformat(),
        "sex": _sex,
        "number": lambda typed: parse_prison_number(typed) if typed.strip() else "",
    }
    for field, judge in judges.items():
        try:
            kept[field] = judge(fields[field])
        except FieldRefused as refused:
            faults.append(Fault(row.line, field, str(refused)))
    return kept, faults


def _sex(typed: str) -> str:
    code = typed.strip().upper()
    if code not in SEXES:
        codes = ", ".join(f"{code} {word}" for code, word in SEXES.items())
        raise FieldRefused("sex", f"Sex is one of: {codes}.")
    return code

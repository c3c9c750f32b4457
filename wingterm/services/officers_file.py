"""Read officers from a CSV file: who may act from the first day on, all faults at once."""

from dataclasses import dataclass
from pathlib import Path

from wingterm.domain.requests import AppointOfficer
from wingterm.domain.roles import ROLES
from wingterm.domain.text import TextRefused, guard
from wingterm.domain.verbs.officers import GRADE_MAX
from wingterm.domain.verbs.places import NAME_MAX
from wingterm.services.csv_input import Fault, faults_of_shape, read_rows, read_text

COLUMNS, OPTIONAL = ("account", "name", "role"), ("grade",)
"""The header of the file, in any order."""


@dataclass(frozen=True, slots=True)
class OfficersFile:
    """What a file comes to: a request for each row, or faults."""

    officers: tuple[AppointOfficer, ...]
    lines: tuple[int, ...]
    """Line of the file that each request comes from."""
    faults: tuple[Fault, ...]


def read_officers_file(path: Path, prison: str) -> OfficersFile:
    """Read a file of a prison's officers.

    Raises:
        BadInput: the file cannot be read at all.
    """
    return read_officers(read_text(path), prison, str(path))


def read_officers(text: str, prison: str, name: str) -> OfficersFile:
    """Read the text of a file of officers; `name` is what it is called in messages.

    Raises:
        BadInput: it is not CSV with the right header.
    """
    officers: list[AppointOfficer] = []
    lines: list[int] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for row in read_rows(text, name, COLUMNS, OPTIONAL):
        account, called, role, grade = (
            row.fields[column].strip() for column in (*COLUMNS, *OPTIONAL)
        )
        found = faults_of_shape(row)
        if not account:
            found.append(Fault(row.line, "account", "Give the account of the operating system."))
        elif seen.setdefault(account, row.line) != row.line:
            found.append(
                Fault(row.line, "account", f"{account} stands on line {seen[account]} too.")
            )
        for text, field, most in ((called, "name", NAME_MAX), (grade, "grade", GRADE_MAX)):
            try:
                guard(text, field, most)
            except TextRefused as refused:
                found.append(Fault(row.line, field, str(refused)))
        if role not in ROLES:
            found.append(Fault(row.line, "role", f"A role is one of: {', '.join(ROLES)}."))
        faults += found
        if not found:
            lines.append(row.line)
            officers.append(
                AppointOfficer(prison=prison, account=account, name=called, role=role, grade=grade)
            )
    return OfficersFile(tuple(officers), tuple(lines), tuple(faults))

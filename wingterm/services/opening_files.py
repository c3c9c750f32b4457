"""The files from which a prison begins: read together, and as templates to fill in."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from wingterm.domain.requests import OpenPrison
from wingterm.domain.times import known_timezone
from wingterm.errors import BadInput
from wingterm.services import officers_file, people_file, places_file
from wingterm.services.csv_input import Fault
from wingterm.services.new_prison import Begin
from wingterm.services.officers_file import read_officers_file
from wingterm.services.people_file import Known, read_people_file
from wingterm.services.places_file import read_places_file

PLACES, PEOPLE, OFFICERS = "places", "people", "officers"
"""Kinds of files."""

_EXAMPLES: dict[str, tuple[dict[str, str], ...]] = {
    PLACES: (
        {"code": "A", "kind": "WING", "name": "A wing"},
        {"code": "A-1", "kind": "LANDING", "name": "Ones"},
        {"code": "A-1-001", "kind": "CELL", "cna": "1", "working": "2", "maximum": "2"},
        {"code": "WORKSHOP", "kind": "AREA", "name": "Workshop"},
    ),
    PEOPLE: (people_file.EXAMPLE,),
    OFFICERS: ({"account": "jdoe", "name": "J. Doe", "role": "wing-officer"},),
}  # fmt: skip

HEADERS: dict[str, tuple[str, ...]] = {
    PLACES: (*places_file.COLUMNS, *places_file.OPTIONAL),
    PEOPLE: (*people_file.COLUMNS, *people_file.OPTIONAL),
    OFFICERS: officers_file.COLUMNS,
}
"""Every column of each kind of file, those that must be there first."""


class OpeningFiles(NamedTuple):
    """Where the files are; None for none."""

    places: Path | None = None
    people: Path | None = None
    officers: Path | None = None

    def name(self, kind: str) -> str:
        """Give what a kind of file is called in messages."""
        return str(getattr(self, kind))


class ReadFiles(NamedTuple):
    """What the files came to."""

    begin: Begin
    """Everything without a fault in it."""
    faults: tuple[tuple[str, Fault], ...]
    """Kind of file, and what is wrong in it."""


def template(kind: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Give the header of a kind of file, and rows that show how it is filled in.

    Raises:
        BadInput: there is no such kind.
    """
    if kind not in HEADERS:
        kinds = ", ".join(HEADERS)
        raise BadInput(f"There is no template {kind}.", f"Name one of: {kinds}.", field="template")
    header = HEADERS[kind]
    return header, [tuple(row.get(name, "") for name in header) for row in _EXAMPLES[kind]]


def read_files(
    files: OpeningFiles,
    opening: OpenPrison,
    now: int,
    *,
    expected: int | None = None,
    before: int = 0,
    known: Callable[[Collection[str]], Mapping[str, Known]] = lambda _: {},
) -> ReadFiles:
    """Read the files of a prison.

    Args:
        files: where they are.
        opening: the prison that they are about.
        now: the machine's instant.
        expected: how many people there must be; None: nobody said.
        before: requests that lead the act in which they are carried out.
        known: gives whom the register knows by some prison numbers; a new one knows nobody.

    Raises:
        BadInput: a file cannot be read at all, or there is no such time zone.
    """
    if not known_timezone(opening.timezone):
        raise BadInput(
            f"There is no time zone {opening.timezone}.", "Give one such as Europe/London."
        )
    begin, faults = Begin(opening, expected=expected), []
    if files.places:
        read = read_places_file(files.places, opening.code)
        begin = begin._replace(places=read.places)
        faults += [(PLACES, fault) for fault in read.faults]
    if files.people and not faults:
        # In which cells people may be, only whole places say.
        people = read_people_file(
            files.people, opening.code, opening.timezone, begin.places, now, before, known
        )
        begin = begin._replace(people=people)
        faults += [(PEOPLE, fault) for fault in people.faults]
    if files.officers:
        officers = read_officers_file(files.officers, opening.code)
        begin = begin._replace(officers=officers)
        faults += [(OFFICERS, fault) for fault in officers.faults]
    return ReadFiles(begin, tuple(faults))

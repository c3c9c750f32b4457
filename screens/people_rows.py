"""The people behind a figure as rows: more columns where the terminal is wider than 80."""

from typing import NamedTuple

from screens.parts.line_list import Row
from screens.parts.lines import columns
from screens.rows import name_of
from screens.session import Session
from wingterm.domain.places import OUT, SPECIALS
from wingterm.services.lists import AT_A_GLANCE, OUT_FIGURES, ListedPerson

FLAGGED = ("population", "in-cell")
"""Figures whose lists tell flags where 80 columns have room for one thing: most have no note."""
BOTH_FROM = 120
"""Columns from which these tell a note too."""


OFF_SITE = frozenset(SPECIALS[kind][0] for kind in OUT)
"""Codes of the places of people who are off site."""


class Column(NamedTuple):
    """A column of a list: its heading, what it says of somebody, and how wide it is."""

    name: str
    width: int


def layout(figure: str, width: int) -> tuple[Column, ...]:
    """Give the columns of a list.

    Args:
        figure: behind which the people are.
        width: columns of the terminal, 80 or more.
    """
    if figure in OUT_FIGURES:
        fixed = [("Number", 8), ("Name", 20), ("Where", 8), ("Since", 12), ("Due back", 12)]
        rest = ["Note"]
    else:
        fixed = [("Number", 8), ("Name", 23), ("Born", 10), ("Where", 10), ("Since", 12)]
        rest = _rest(figure, width)
    room = width - sum(taken + 1 for _, taken in fixed) - len(rest) + 1
    each = room // len(rest)
    widths = [each] * (len(rest) - 1) + [room - each * (len(rest) - 1)]
    both = [*fixed, *zip(rest, widths, strict=True)]
    return tuple(Column(name, taken) for name, taken in both)


def _rest(figure: str, width: int) -> list[str]:
    if figure not in AT_A_GLANCE:
        return ["Note"]
    if width == 80:
        return ["Flags"] if figure in FLAGGED else ["Note"]
    note = [] if figure in FLAGGED and width < BOTH_FROM else ["Note"]
    return ["CSRA", "Flags", *note]


def heading(held: tuple[Column, ...]) -> str:
    """Give the line over the columns."""
    return columns(*((f" {c.name}" if c.name == "Number" else c.name, c.width) for c in held))


def listed_row(person: ListedPerson, held: tuple[Column, ...], session: Session) -> Row:
    """Give somebody behind a figure."""
    note = _note(person)
    said = {
        "Number": f" {person.number}",
        "Name": name_of(person),
        "Born": person.date_of_birth,
        "Where": person.place,
        "Since": session.time(person.since),
        "Due back": "not said" if person.due_back is None else session.time(person.due_back),
        "CSRA": person.csra,
        "Flags": person.flags,
        "Note": note,
    }
    seek = " ".join([note, person.csra, person.flags, person.bed_cell, person.officers])
    return Row(person.number, columns(*((said[c.name], c.width) for c in held)), seek=seek)


def _note(person: ListedPerson) -> str:
    """Say what matters besides; the state first, as a narrow column cuts the end."""
    bed = f"bed {person.bed_cell}" if person.bed_cell not in ("", person.place) else ""
    late = "OVERDUE" if person.overdue else ""
    coach = f"coach {person.coach}" if person.coach else ""
    rest = person.note.replace(f"; {coach}", "") if coach else person.note
    told = (late, rest, bed or "no bed kept") if person.place in OFF_SITE else (coach, bed, rest)
    return "; ".join(part for part in told if part)


def detail(person: ListedPerson) -> str:
    """Say in full what the row of somebody has no room for."""
    out = [
        f"escort {person.escort}" if person.escort else "",
        f"with {person.officers}" if person.officers else "",
        f"CSRA: {person.csra}" if person.csra else "",
        f"Flags: {person.flags}" if person.flags else "",
    ]
    told = [name_of(person), f"born {person.date_of_birth}", person.place, _note(person), *out]
    return "; ".join(part for part in told if part)

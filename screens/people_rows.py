"""The people behind a figure as rows: more columns where the terminal is wider than 80."""

from screens.parts.line_list import Row
from screens.parts.tables import Column, Laid, Table
from screens.rows import name_of
from screens.session import Session
from wingterm.domain.places import OUT, SPECIALS
from wingterm.services.lists import AT_A_GLANCE, OUT_FIGURES, ListedPerson

FLAGGED = ("population", "in-cell")
"""Figures whose lists tell flags where 80 columns have room for one thing: most have no note."""
INSIDE = (
    Column("Number", 8), Column("Name", 23, 36), Column("Born", 10), Column("Where", 10, 14),
    Column("Since", 12),
)  # fmt: skip
OFF_SITE = frozenset(SPECIALS[kind][0] for kind in OUT)
"""Codes of the places of people who are off site."""


FLAGS_FIRST = Table(
    *INSIDE, Column("CSRA", 12, 18, since=96), Column("Flags", 12, 24), Column("Note", 16, 200, 120)
)
NOTE_FIRST = Table(
    *INSIDE, Column("CSRA", 12, 18, 110), Column("Flags", 12, 30, 110), Column("Note", 12, 200)
)
NOTE_ONLY = Table(*INSIDE, Column("Note", 12, 200))
OFF_SITE_NOW = Table(
    Column("Number", 8), Column("Name", 20, 36), Column("Where", 8), Column("Since", 12),
    Column("Due back", 12), Column("Note", 15, 200),
)  # fmt: skip


def layout(figure: str, width: int) -> Laid:
    """Give the columns of a list.

    Args:
        figure: behind which the people are.
        width: columns of the terminal.
    """
    if figure in OUT_FIGURES:
        return OFF_SITE_NOW.at(width)
    if figure not in AT_A_GLANCE:
        return NOTE_ONLY.at(width)
    return (FLAGS_FIRST if figure in FLAGGED else NOTE_FIRST).at(width)


def listed_row(person: ListedPerson, held: Laid, session: Session) -> Row:
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
    return Row(person.number, held.row(said))


def sought(person: ListedPerson) -> str:
    """Give what the filter finds somebody by besides their row."""
    return f"{detail(person)} {person.bed_cell}"


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

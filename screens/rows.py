"""Records as rows of 80 columns, and the headings above them (words of domain note 2.1)."""

from typing import TYPE_CHECKING

from screens.keyed import keyed
from screens.parts.line_list import Row
from screens.parts.lines import columns
from screens.parts.tables import LEAST, Column, Table
from screens.session import Session
from wingterm.actions import PERSON_VERBS
from wingterm.domain.roll_records import Headline, RollRow
from wingterm.services.places import CellLine, Occupant, PlaceLine

if TYPE_CHECKING:
    from wingterm.domain.outcomes import Receipt
    from wingterm.services.lists import ListedPerson
    from wingterm.services.people import FoundPerson, HistoryLine, PersonRecord

ON_RECORD = frozenset({"identity", "record", "end-record"})
"""Verbs that put something on record."""
MOVED = (
    frozenset(PERSON_VERBS) - ON_RECORD - {"register", "number", "merge", "correct", "correct-fact"}
)
"""Verbs that say where somebody is."""
FEW = 3
"""Lines of a receipt that are told one by one."""
FIGURES = Table(
    Column("Location", 18, 48), Column("in use", -6), Column("cell", -5), Column("where", -6),
    Column("Out", -5), Column("capacity", -8), Column("available", -9), Column("cells", -8),
    Column("CNA", -6),
)  # fmt: skip
ABOVE = {
    "in use": "Beds", "cell": "In", "where": "Else-", "capacity": "Working", "available": "Beds",
    "cells": "Inactive",
}  # fmt: skip
"""The first of the two lines over the figures."""
CELLS = Table(
    Column("Cell", 12), Column("People", 8), Column("Number", 7), Column("Name", 26, 44),
    Column("State", 23, 44), Column("Born", 10, since=100), Column("Since", 12, since=120),
)  # fmt: skip
FOUND = Table(
    Column("Number", 8), Column("Name", 20, 40), Column("Born", 10), Column("Where", 17, 24),
    Column("Bed", 12, since=100), Column("Found by", 21, 60),
)  # fmt: skip
HISTORY = Table(
    Column("When", 18), Column("What", 15), Column("Mark", 9, head=""), Column("From", 11, 24),
    Column("To", 23, 36), Column("Reason", 20, 60, since=110),
    Column("Recorded by", 20, since=132),
)  # fmt: skip
SHORT_VERBS = {"discharge-hospital": "discharge"}
SHORT_PLACES = {"on temporary absence": "on absence"}
"""Words that the columns of a person's line have no room for; the column beside says the rest."""


def figure_heads(width: int) -> tuple[str, str]:
    """Give the two lines over the figures."""
    laid = FIGURES.at(width)
    return laid.row(ABOVE), laid.head


def figures_row(row: RollRow, width: int, *, indent: int = 0) -> Row:
    """Give a wing, landing or cell with its figures."""
    name = "" if row.name == row.code else row.name
    label = " " * (1 + 2 * indent) + f"{row.code}  {name}".strip()
    figures = (
        row.beds_in_use, row.in_cell, row.elsewhere, row.out, row.working, row.available,
        row.inactive, row.cna,
    )  # fmt: skip
    laid = FIGURES.at(width)
    names = [column.name for column, _ in laid.columns]
    said = dict(zip(names, [label, *map(str, figures)], strict=True))
    return Row(row.code, laid.row(said), seek=row.kind)


def totals_row(row: RollRow, width: int) -> Row:
    """Give the sums over the prison."""
    return figures_row(row._replace(code="", name="Totals"), width)._replace(bold=True)


def headline_lines(headline: Headline) -> tuple[str, ...]:
    """Give the figures at the head of the board; a digit lists the people behind its figure."""
    h = headline

    def three(*cells: tuple[str, int]) -> str:
        widths = (20, 17, 22)
        sides = zip(cells, widths, strict=False)
        return " " + "  ".join(columns((words, w), (str(n), -4)) for (words, n), w in sides)

    return (
        three(("  Unlock roll", h.unlock_roll), ("2 In today", h.in_today),
              ("4 In reception", h.in_reception)),
        three(("1 Current population", h.population), ("3 Out today", h.out_today),
              ("5 Elsewhere inside", h.elsewhere)),
        three(("7 Out, off site", h.out), ("8 No cell", h.no_cell),
              ("6 Incoming transfers", h.incoming)),
        three(("  On the roll", h.on_roll), ("9 Overdue back", h.overdue),
              ("0 At large", h.at_large)),
    )  # fmt: skip


def cell_rows(cell: CellLine, session: Session) -> list[Row]:
    """Give a cell's people, a row each; one row for a cell that nobody holds."""
    held = f"{len(cell.people)} of {cell.capacity.room}"
    if not cell.people:
        closed, colon, why = cell.closed.partition(":")
        state = f"{closed.upper()}{colon}{why}" or cell.marks
        rest = session.width - 37
        text = columns((f" {cell.code}", 12), (held, 8), ("-", 7), ("Empty", 6), (state, rest))
        return [Row(f"{cell.code}/", text)]
    return [
        Row(
            f"{cell.code}/{who.number}",
            CELLS.at(session.width).row({
                "Cell": f" {cell.code}",
                "People": held,
                "Number": who.number,
                "Name": name_of(who),
                "State": who.state.removesuffix(f" {cell.code}").removesuffix(", bed in"),
                "Born": who.date_of_birth,
                "Since": session.time(who.since),
            }),
            seek=f"{name_of(who)} {who.state}",
        )
        for who in cell.people
    ]  # fmt: skip


def found_row(person: "FoundPerson", width: int = LEAST) -> Row:
    """Give somebody that a search found, and why where the rest does not show it."""
    where = " ".join(part for part in (person.prison, person.place) if part)
    said = {
        "Number": f" {person.number}",
        "Name": name_of(person),
        "Born": person.date_of_birth,
        "Where": where,
        "Bed": person.bed_cell,
        "Found by": person.how,
    }
    seek = f"{name_of(person)} {person.how} {person.bed_cell}"
    return Row(person.number, FOUND.at(width).row(said), seek=seek)


def history_row(line: "HistoryLine", session: Session, *, unseen: bool = False) -> Row:
    """Give an entry of a person's line; what never happened, or just came, says so by word."""
    said = {
        "When": f" {session.time(line.occurred_at)}",
        "What": SHORT_VERBS.get(line.verb) or verb_words(line.verb),
        "Mark": "CORRECTED" if line.corrected else "NEW" if unseen else "",
        "From": SHORT_PLACES.get(line.came_from, line.came_from),
        "To": line.went_to,
        "Reason": "; ".join(part for part in (line.reason, line.note) if part),
        "Recorded by": line.officer,
    }
    seek = f"{line.went_to} {line.reason} {line.note}"
    return Row(line.entry, HISTORY.at(session.width).row(said), seek=seek)


def place_words(place: PlaceLine) -> str:
    """Say what a place is and holds."""
    said = place.kind.replace("_", " ").capitalize()
    if place.cna is not None:
        said += f": CNA {place.cna}, working {place.working}, maximum {place.maximum}"
    if place.out_of_use_by:
        said += f"; OUT OF USE {place.reason}".rstrip()
    return said


def verb_words(verb: str) -> str:
    """Give a verb as words."""
    return verb.replace("-", " ")


def name_of(person: "ListedPerson | FoundPerson | Occupant | PersonRecord") -> str:
    """Give a name as lists show it."""
    return f"{person.last_name}, {person.first_name}"


def undone_by(receipt: "Receipt") -> str:
    """Say how what was just done is taken back; empty where nothing was done, or by its opposite.

    Args:
        receipt: of acts about people.
    """
    verbs = {line.verb for line in receipt.lines if line.entries}
    if not verbs or not verbs <= {*MOVED, *ON_RECORD}:
        return ""
    if verbs <= MOVED:
        return keyed("{correct} corrects it.")
    return keyed("{correct-fact} takes it back.")


def receipt_words(receipt: "Receipt") -> str:
    """Give a receipt as one sentence or more, with the entries in the books."""
    said = [
        f"{line.said} [{' '.join(line.entries)}]" if line.entries else line.said
        for line in receipt.lines
    ]
    if len(said) > FEW:
        from wingterm.services.many import entries_of

        rest = f"And so for {len(said) - 1} more. [{entries_of(receipt)}]"
        said = [receipt.lines[0].said, rest]
    before = ["This was done before; nothing was done now."] if receipt.repeated else []
    return " ".join([*before, *said])

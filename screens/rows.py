"""Records as rows of 80 columns, and the headings above them (words of domain note 2.1)."""

from dataclasses import replace

from screens.keyed import keyed
from screens.parts.line_list import Row
from screens.parts.lines import columns
from screens.session import Session
from wingterm.actions import PERSON_VERBS
from wingterm.domain.outcomes import Receipt
from wingterm.domain.roll_records import Headline, RollRow
from wingterm.services.lists import ListedPerson
from wingterm.services.many import entries_of
from wingterm.services.people import FoundPerson, HistoryLine, PersonRecord
from wingterm.services.places import CellLine, Occupant, PlaceLine

ON_RECORD = frozenset({"identity", "record", "end-record"})
"""Verbs that put something on record."""
MOVED = frozenset(PERSON_VERBS) - ON_RECORD - {"register", "number", "correct", "correct-fact"}
"""Verbs that say where somebody is."""
FEW = 3
"""Lines of a receipt that are told one by one."""
PLACE_WIDTH = 18
FIGURE_WIDTHS = (-6, -5, -6, -5, -8, -9, -8, -6)
FIGURE_HEADS = (
    columns(("", PLACE_WIDTH), *zip(("Beds", "In", "Else-", "", "Working", "Beds", "Inactive", ""),
                                    FIGURE_WIDTHS, strict=True)),
    columns((" Location", PLACE_WIDTH), *zip(
        ("in use", "cell", "where", "Out", "capacity", "available", "cells", "CNA"),
        FIGURE_WIDTHS, strict=True,
    )),
)  # fmt: skip
CELL_HEAD = columns((" Cell", 12), ("People", 8), ("Number", 7), ("Name", 26), ("State", 23))
FOUND_HEAD = columns((" Number", 8), ("Name", 20), ("Born", 10), ("Where", 17), ("Found by", 21))
WENT_TO_WIDTH = 22
HISTORY_HEAD = columns((" When", 18), ("What", 15), ("", 9), ("From", 11), ("To", WENT_TO_WIDTH))
SHORT_VERBS = {"discharge-hospital": "discharge"}
SHORT_PLACES = {"on temporary absence": "on absence"}
"""Words that the columns of a person's line have no room for; the column beside says the rest."""


def figures_row(row: RollRow, *, indent: int = 0) -> Row:
    """Give a wing, landing or cell with its figures."""
    name = "" if row.name == row.code else row.name
    label = " " * (1 + 2 * indent) + f"{row.code}  {name}".strip()
    figures = (
        row.beds_in_use, row.in_cell, row.elsewhere, row.out, row.working, row.available,
        row.inactive, row.cna,
    )  # fmt: skip
    cells = zip(map(str, figures), FIGURE_WIDTHS, strict=True)
    return Row(row.code, columns((label, PLACE_WIDTH), *cells), seek=row.kind)


def totals_row(row: RollRow) -> Row:
    """Give the sums over the prison."""
    return figures_row(replace(row, code="", name="Totals"))._replace(bold=True)


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


def cell_rows(cell: CellLine) -> list[Row]:
    """Give a cell's people, a row each; one row for a cell that nobody holds."""
    held = f"{len(cell.people)} of {cell.capacity.room}"
    if not cell.people:
        closed, colon, why = cell.closed.partition(":")
        state = f"{closed.upper()}{colon}{why}" or cell.marks
        text = columns((f" {cell.code}", 12), (held, 8), ("-", 7), ("Empty", 6), (state, 43))
        return [Row(f"{cell.code}/", text)]
    return [
        Row(
            f"{cell.code}/{who.number}",
            columns((f" {cell.code}", 12), (held, 8), (who.number, 7), (name_of(who), 26),
                    (who.state.removesuffix(f" {cell.code}").removesuffix(", bed in"), 23)),
        )
        for who in cell.people
    ]  # fmt: skip


def found_row(person: FoundPerson) -> Row:
    """Give somebody that a search found, and why where the rest does not show it."""
    where = " ".join(part for part in (person.prison, person.place) if part)
    text = columns(
        (f" {person.number}", 8), (name_of(person), 20), (person.date_of_birth, 10), (where, 17),
        (person.how, 21),
    )  # fmt: skip
    return Row(person.number, text, seek=f"{person.how} {person.bed_cell}")


def history_row(line: HistoryLine, session: Session, *, unseen: bool = False) -> Row:
    """Give an entry of a person's line; what never happened, or just came, says so by word."""
    text = columns(
        (f" {session.time(line.occurred_at)}", 18),
        (SHORT_VERBS.get(line.verb) or verb_words(line.verb), 15),
        ("CORRECTED" if line.corrected else "NEW" if unseen else "", 9),
        (SHORT_PLACES.get(line.came_from, line.came_from), 11), (line.went_to, WENT_TO_WIDTH),
    )  # fmt: skip
    return Row(line.entry, text, seek=f"{line.reason} {line.note}")


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


def name_of(person: ListedPerson | FoundPerson | Occupant | PersonRecord) -> str:
    """Give a name as lists show it."""
    return f"{person.last_name}, {person.first_name}"


def undone_by(receipt: Receipt) -> str:
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


def receipt_words(receipt: Receipt) -> str:
    """Give a receipt as one sentence or more, with the entries in the books."""
    said = [
        f"{line.said} [{' '.join(line.entries)}]" if line.entries else line.said
        for line in receipt.lines
    ]
    if len(said) > FEW:
        rest = f"And so for {len(said) - 1} more. [{entries_of(receipt)}]"
        said = [receipt.lines[0].said, rest]
    before = ["This was done before; nothing was done now."] if receipt.repeated else []
    return " ".join([*before, *said])

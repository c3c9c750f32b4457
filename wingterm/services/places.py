"""The places of a prison, and who holds the beds of a cell."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from db.engine import Reader
from db.queries import find as questions
from db.queries import places as place_questions
from db.queries.places import PlaceThen
from wingterm.domain.marks import MARKS, NORMAL, ONE_OF, SEVERAL_OF, accommodation_of
from wingterm.domain.places import Capacity, PlaceKind, natural_key
from wingterm.domain.prison import Prison
from wingterm.domain.roll import RESIDENTIAL
from wingterm.errors import BadInput
from wingterm.services.codes import code_list
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.moments import Asked, ask
from wingterm.services.states import where_in_words

IN_USE = "ACTIVE"


class PlaceLine(NamedTuple):
    """A place of a prison; several codes of one mark stand with `;` between them."""

    code: str
    kind: str
    name: str
    cna: int | None
    """None for a place without capacity."""
    working: int | None
    maximum: int | None
    status: str = IN_USE
    """Its own status (domain note 3.3)."""
    out_of_use_by: str = ""
    """Code of the place whose status keeps it out of use, its own too; empty when in use."""
    reason: str = ""
    """Why it is out of use, or what it was converted to, in words."""
    description: str = ""
    reference: str = ""
    """Number of the facilities job."""
    expected_back: str = ""
    """Date on which it should be in use again."""
    status_since: int | None = None
    accommodation: str = ""
    """Accommodation type, its own or of what it lies in; empty where nobody lives."""
    specialist: str = ""
    used_for: str = ""
    attributes: str = ""
    sex: str = ""
    categories: str = ""
    cell_mark: str = ""
    certificate: str = ""
    """The change of the cell certificate that is awaited, empty for none."""

    @property
    def in_use(self) -> bool:
        """Whether it and everything it lies in is in use."""
        return not self.out_of_use_by


class Occupant(NamedTuple):
    """Somebody who holds a bed of a cell."""

    number: str
    last_name: str
    first_name: str
    date_of_birth: str
    state: str
    """Where they are now, in words."""
    since: int


class CellLine(NamedTuple):
    """A cell, what it holds and who holds its beds."""

    code: str
    landing: str
    """Code of the place above it."""
    capacity: Capacity
    people: tuple[Occupant, ...]
    closed: str = ""
    """Why it takes nobody, in words; empty when it is in use."""
    marks: str = ""
    """What it is used for, in words; empty for a cell like any other."""

    @property
    def room(self) -> int:
        """How many more may be put in; never below 0, and none while it is out of use."""
        return 0 if self.closed else max(0, self.capacity.room - len(self.people))


def places(
    desk: Desk, prison: Prison, *, as_of: int | None = None, known_at: int | None = None
) -> tuple[PlaceLine, ...]:
    """Give a prison's places in natural order, with what they were at an instant.

    Args:
        desk: who asks.
        prison: whose places.
        as_of: instant; None: now, or the instant of knowledge where one is given.
        known_at: as then believed; None: as now known.

    Raises:
        BadInput: an instant that has not come yet.
    """
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        asked = ask(reader, prison, as_of, known_at)
        known = place_questions.places_then(reader, prison.id, asked.moment)
    lines = [_line(place, known) for place in known.values()]
    return tuple(sorted(lines, key=lambda line: natural_key(line.code)))


def cells(
    desk: Desk,
    prison: Prison,
    *,
    under: str = "",
    with_room: bool = False,
    as_of: int | None = None,
    known_at: int | None = None,
) -> tuple[CellLine, ...]:
    """Give a prison's cells with their people, in natural order.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose cells.
        under: code of a wing, spur, landing or cell; empty for all.
        with_room: only cells that may take somebody in.
        as_of: as for `places`.
        known_at: as for `places`.

    Raises:
        BadInput: an instant that has not come yet.
    """
    wanted = under.strip().upper()
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        asked = ask(reader, prison, as_of, known_at)
        lines = cells_in(reader, prison, asked, wanted)
    lines = [line for line in lines if line.room > 0 or not with_room]
    desk.consulted([person.number for line in lines for person in line.people], f"cells {wanted}")
    return tuple(lines)


def refuse_not_lived_in(reader: Reader, prison: Prison, code: str) -> None:
    """Refuse what is no part of a prison where people live.

    Raises:
        BadInput: there is no such wing, spur, landing or cell.
    """
    row = reader.one(
        "SELECT kind FROM place WHERE establishment_id = ? AND code = ?", (prison.id, code)
    )
    if row is None or row[0] not in RESIDENTIAL:
        raise BadInput(
            f"{prison.code} has no wing or landing {code}.",
            "See `wingterm places` for the codes.",
            field="wing",
        )


def cells_in(reader: Reader, prison: Prison, asked: Asked, under: str) -> list[CellLine]:
    """Give cells with their people in natural order, from a snapshot that is read already.

    Who calls it has authorised the officer and logs the consultation.
    """
    known = place_questions.places_then(reader, prison.id, asked.moment)
    held = _holders(reader, prison, asked)
    lines = [
        CellLine(
            code=place.code,
            landing=place.code.rpartition("-")[0],
            capacity=place.capacity or Capacity(0, 0, 0),
            people=tuple(held.get(place.code, ())),
            closed=_why_closed(place, known),
            marks=_marks_in_words(_marks(place, known)),
        )
        for place in known.values()
        if place.kind is PlaceKind.CELL and _is_under(place.code, under)
    ]
    return sorted(lines, key=lambda line: natural_key(line.code))


def _holders(reader: Reader, prison: Prison, asked: Asked) -> dict[str, list[Occupant]]:
    """Give who held the beds of each cell, by its code."""
    held: dict[str, list[Occupant]] = {}
    if asked.live:
        for row in questions.cells(reader, prison.id):
            if row.number:
                state = where_in_words(row.kind, row.place, row.code)
                held.setdefault(row.code, []).append(Occupant(*row[3:7], state, row.since))
        return held
    for person in asked.everybody(reader):
        if person.cell:
            state = where_in_words(person.kind, person.place, person.cell)
            held.setdefault(person.cell, []).append(Occupant(*person[:4], state, person.since))
    return held


def _upwards(place: PlaceThen, known: Mapping[int, PlaceThen]) -> Iterator[PlaceThen]:
    """Give a place and what it lies in, to the top."""
    at: PlaceThen | None = place
    while at is not None:
        yield at
        at = known.get(at.parent or 0)


def _line(place: PlaceThen, known: Mapping[int, PlaceThen]) -> PlaceLine:
    capacity = place.capacity
    closed = next((p.code for p in _upwards(place, known) if p.status != IN_USE), "")
    status = place.facts.get("status", {})
    certificate = place.facts.get("certificate", {})
    return PlaceLine(
        code=place.code,
        kind=str(place.kind),
        name=place.name,
        cna=capacity.cna if capacity else None,
        working=capacity.working if capacity else None,
        maximum=capacity.maximum if capacity else None,
        status=place.status,
        out_of_use_by=closed,
        reason=_reason(status),
        description=status.get("description", ""),
        reference=status.get("reference", ""),
        expected_back=status.get("expected_back", ""),
        status_since=place.since.get("status"),
        certificate=certificate.get("change", "") if certificate.get("pending") else "",
        **_marks(place, known),
    )


def _marks(place: PlaceThen, known: Mapping[int, PlaceThen]) -> dict[str, str]:
    """Give what a place is used for by mark, several codes of one with `;` between them."""
    marks = place.facts.get("marks", {})
    shown = {name: _joined(marks[name]) if name in marks else "" for name in MARKS}
    upwards = (p.facts.get("marks", {}) for p in _upwards(place, known))
    shown["accommodation"] = accommodation_of(upwards) if place.kind in RESIDENTIAL else ""
    return shown


def _joined(value: object) -> str:
    return ";".join(value) if isinstance(value, list) else str(value or "")


def _reason(status: Mapping[str, str]) -> str:
    if status.get("reason"):
        return code_list("out_of_order_reasons").describe(status["reason"])
    if status.get("converted_to"):
        return code_list("converted_cell_types").describe(status["converted_to"])
    return ""


_CLOSED = {
    "INACTIVE": "out of use",
    "ARCHIVED": "closed for good",
    "DRAFT": "not in use yet",
    "CONVERTED": "no cell",
}


def _why_closed(place: PlaceThen, known: Mapping[int, PlaceThen]) -> str:
    """Say why a cell takes nobody; empty when it is in use."""
    for each in _upwards(place, known):
        if each.status != IN_USE:
            of = "" if each.code == place.code else f"{each.code} "
            why = _reason(each.facts["status"])
            return f"{of}{_CLOSED[each.status]}{': ' if why else ''}{why}"
    return ""


_IN_WORDS = ("specialist", "used_for", "attributes")
"""Marks of a cell that are said in words beside its accommodation."""


def _marks_in_words(marks: Mapping[str, str]) -> str:
    """Say what a cell is used for, in the words of the lists."""
    words = []
    if marks["accommodation"] != NORMAL:
        words.append(code_list(ONE_OF["accommodation"]).describe(marks["accommodation"]))
    for name in _IN_WORDS:
        codes = marks[name].split(";") if marks[name] else ()
        words += [code_list(SEVERAL_OF[name]).describe(code) for code in codes if code]
    return "; ".join(words)


def _is_under(code: str, place: str) -> bool:
    """Whether a place is another or below it; everything is below none."""
    return not place or code == place or code.startswith(f"{place}-")

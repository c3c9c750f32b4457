"""The prisons of a register, their places, and who holds the beds of a cell."""

from dataclasses import dataclass
from typing import NamedTuple

from db.queries import find as questions
from db.queries import places as place_questions
from db.queries.past import as_believed
from wingterm.domain.places import Capacity, natural_key
from wingterm.domain.situation import Prison
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.states import where_in_words


class PlaceLine(NamedTuple):
    """A place of a prison."""

    code: str
    kind: str
    name: str
    cna: int | None
    """None for a place without capacity."""
    working: int | None
    maximum: int | None


class Occupant(NamedTuple):
    """Somebody who holds a bed of a cell."""

    number: str
    last_name: str
    first_name: str
    date_of_birth: str
    state: str
    """Where they are now, in words."""
    since: int


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell, what it holds and who holds its beds."""

    code: str
    landing: str
    """Code of the place above it."""
    capacity: Capacity
    people: tuple[Occupant, ...]

    @property
    def room(self) -> int:
        """How many more may be put in; never below 0."""
        return max(0, self.capacity.room - len(self.people))


def prisons(desk: Desk) -> tuple[Prison, ...]:
    """Give the prisons of the register, by code."""
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        return tuple(place_questions.all_prisons(reader))


def places(desk: Desk, prison: Prison) -> tuple[PlaceLine, ...]:
    """Give a prison's places with their present capacities, in natural order."""
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        known = place_questions.places_of(reader, prison.id, as_believed(reader.now(), None))
    lines = [
        PlaceLine(
            code=place.code,
            kind=str(place.kind),
            name=place.name,
            cna=place.capacity.cna if place.capacity else None,
            working=place.capacity.working if place.capacity else None,
            maximum=place.capacity.maximum if place.capacity else None,
        )
        for place in known.values()
    ]
    return tuple(sorted(lines, key=lambda line: natural_key(line.code)))


def cells(
    desk: Desk, prison: Prison, *, under: str = "", with_room: bool = False
) -> tuple[CellLine, ...]:
    """Give a prison's cells with their people, in natural order.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose cells.
        under: code of a wing, spur, landing or cell; empty for all.
        with_room: only cells that may take somebody in.
    """
    wanted = under.strip().upper()
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        capacities = place_questions.capacities_of(
            reader, prison.id, as_believed(reader.now(), None)
        )
        rows = questions.cells(reader, prison.id)
    held: dict[int, list[Occupant]] = {}
    codes: dict[int, str] = {}
    for row in (row for row in rows if _is_under(row.code, wanted)):
        codes[row.cell] = row.code
        people = held.setdefault(row.cell, [])
        if row.number:
            state = where_in_words(row.kind, row.place, row.code)
            people.append(Occupant(*row[3:7], state, row.since))
    lines = [
        CellLine(
            code=code,
            landing=code.rpartition("-")[0],
            capacity=capacities.get(cell, Capacity(0, 0, 0)),
            people=tuple(held[cell]),
        )
        for cell, code in codes.items()
    ]
    lines = [line for line in lines if line.room > 0 or not with_room]
    desk.consulted([person.number for line in lines for person in line.people], f"cells {wanted}")
    return tuple(sorted(lines, key=lambda line: natural_key(line.code)))


def _is_under(code: str, place: str) -> bool:
    """Whether a place is another or below it; everything is below none."""
    return not place or code == place or code.startswith(f"{place}-")

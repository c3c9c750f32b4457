"""The roll: how many people a prison has and where, as figures that add up.

Domain notes 2.1 to 2.5.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from wingterm.domain.places import Capacity, PlaceKind, natural_key
from wingterm.domain.situation import Prison
from wingterm.domain.standing import NO_BED

RESIDENTIAL = (PlaceKind.WING, PlaceKind.SPUR, PlaceKind.LANDING, PlaceKind.CELL)
"""Kinds of place that have a row on the roll."""


class Tally(NamedTuple):
    """How many people are in a place and hold a bed of a cell."""

    place: int
    """Id of the place where they are."""
    cell: int
    """Id of the cell whose bed they hold, `NO_BED` for none."""
    people: int


@dataclass(frozen=True, slots=True)
class RollPlace:
    """A place of a prison as the roll needs it."""

    id: int
    parent: int | None
    code: str
    kind: PlaceKind
    name: str
    capacity: Capacity | None = None


@dataclass(frozen=True, slots=True)
class RollRow:
    """The figures of a wing, spur, landing or cell: sums over the cells under it."""

    code: str
    kind: str
    name: str
    level: int
    """0 for a wing, one more for each level below."""
    beds_in_use: int
    """People allocated a bed here; in_cell + elsewhere."""
    in_cell: int
    """Of those, people who are in their cell."""
    elsewhere: int
    """Of those, people who are elsewhere inside the prison."""
    working: int
    """Working capacity: places usable now."""
    available: int
    """Beds available: working - beds_in_use. May be negative."""
    cna: int
    """Certified normal accommodation."""
    maximum: int
    """Maximum capacity."""
    over_cells: int
    """Cells with more people than their CNA."""
    over_people: int
    """People beyond the CNA of their cells, cell by cell."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures at the head of the roll."""

    unlock_roll: int
    """Who was inside at 00:00 local time, read from the register, never worked back."""
    population: int
    """Everybody inside: beds in use, in reception, elsewhere without a bed."""
    in_today: int
    """Movements into the prison since 00:00 local time."""
    out_today: int
    """Movements out of the prison since 00:00 local time."""
    in_reception: int
    elsewhere: int
    """Inside, but neither in a cell nor in reception."""
    incoming: int
    """On the way to this prison, whenever they left."""


@dataclass(frozen=True, slots=True)
class RollSheet:
    """The roll of a prison at an instant, as known at an instant."""

    prison: Prison
    as_of: int
    """Instant that the roll is of."""
    known_at: int | None
    """Instant of knowledge; None: as now known."""
    headline: Headline
    rows: tuple[RollRow, ...]
    """Wings, spurs, landings and cells, each before what is below it, in natural order."""
    totals: RollRow
    """The sum of the top level."""


class Inside(NamedTuple):
    """The part of the headline that follows from where everybody is."""

    population: int
    in_reception: int
    elsewhere: int
    incoming: int


def roll(
    tallies: Iterable[Tally], places: Mapping[int, RollPlace]
) -> tuple[Inside, tuple[RollRow, ...], RollRow]:
    """Give a prison's figures: who is inside, a row for each residential place, and the totals.

    Args:
        tallies: where the prison's people are; people on the way to it included.
        places: its places by id.
    """
    cells: dict[int, list[int]] = {
        place.id: [0, 0] for place in places.values() if place.kind is PlaceKind.CELL
    }
    count = dict.fromkeys(PlaceKind, 0)
    for tally in tallies:
        kind = places[tally.place].kind
        count[kind] += tally.people
        if tally.cell != NO_BED:
            cells[tally.cell][kind is not PlaceKind.CELL] += tally.people
    inside = Inside(
        population=count[PlaceKind.CELL] + count[PlaceKind.AREA] + count[PlaceKind.RECEPTION],
        in_reception=count[PlaceKind.RECEPTION],
        elsewhere=count[PlaceKind.AREA],
        incoming=count[PlaceKind.EN_ROUTE],
    )
    rows = tuple(_rows(places, cells))
    return inside, rows, _sum("", "TOTAL", "Totals", 0, [r for r in rows if r.level == 0])


def _rows(places: Mapping[int, RollPlace], cells: Mapping[int, list[int]]) -> Iterable[RollRow]:
    below: dict[int | None, list[RollPlace]] = {}
    for place in places.values():
        if place.kind in RESIDENTIAL:
            parent = place.parent if place.parent in places else None
            below.setdefault(parent, []).append(place)
    for children in below.values():
        children.sort(key=lambda place: natural_key(place.code))
    return [row for top in below.get(None, []) for row in _branch(top, 0, below, cells)]


def _branch(
    place: RollPlace,
    level: int,
    below: Mapping[int | None, list[RollPlace]],
    cells: Mapping[int, list[int]],
) -> list[RollRow]:
    """Give the row of a place and of everything below it."""
    if place.kind is PlaceKind.CELL:
        return [_cell_row(place, level, *cells[place.id])]
    under = [_branch(child, level + 1, below, cells) for child in below.get(place.id, [])]
    own = _sum(place.code, place.kind, place.name, level, [rows[0] for rows in under])
    return [own, *(row for rows in under for row in rows)]


def _cell_row(cell: RollPlace, level: int, in_cell: int, elsewhere: int) -> RollRow:
    capacity = cell.capacity or Capacity(0, 0, 0)
    used = in_cell + elsewhere
    over = max(0, used - capacity.cna)
    return RollRow(
        code=cell.code,
        kind=str(cell.kind),
        name=cell.name,
        level=level,
        beds_in_use=used,
        in_cell=in_cell,
        elsewhere=elsewhere,
        working=capacity.working,
        available=capacity.working - used,
        cna=capacity.cna,
        maximum=capacity.maximum,
        over_cells=int(over > 0),
        over_people=over,
    )


def _sum(code: str, kind: str, name: str, level: int, rows: Iterable[RollRow]) -> RollRow:
    rows = list(rows)
    return RollRow(
        code=code,
        kind=str(kind),
        name=name,
        level=level,
        beds_in_use=sum(row.beds_in_use for row in rows),
        in_cell=sum(row.in_cell for row in rows),
        elsewhere=sum(row.elsewhere for row in rows),
        working=sum(row.working for row in rows),
        available=sum(row.available for row in rows),
        cna=sum(row.cna for row in rows),
        maximum=sum(row.maximum for row in rows),
        over_cells=sum(row.over_cells for row in rows),
        over_people=sum(row.over_people for row in rows),
    )

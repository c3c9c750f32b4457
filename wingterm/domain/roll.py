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
    """The figures of a wing, spur, landing or cell: sums over the cells under it (note 2.4).

    Somebody elsewhere inside counts where their bed is; of a cell the formulas are as given here.
    """

    code: str
    kind: str
    name: str
    level: int
    """0 for a wing, one more for each level below."""
    beds_in_use: int
    """People allocated a bed here; in_cell + elsewhere (domain notes 2.4 and 2.5)."""
    in_cell: int
    """Of those, people who are in their cell."""
    elsewhere: int
    """Of those, people who are elsewhere inside the prison (domain note 8, 3)."""
    working: int
    """Working capacity: places usable at the instant (domain note 3.2)."""
    available: int
    """Beds available: working - beds_in_use. May be negative (domain notes 2.4 and 2.6, 5)."""
    cna: int
    """Certified normal accommodation (domain note 3.2)."""
    maximum: int
    """Maximum capacity (domain note 3.2)."""
    over_cells: int
    """Cells with more people than their CNA (domain note 2.4)."""
    over_people: int
    """Sum over the cells of max(0, beds_in_use - CNA); a cell without CNA has 0 (note 2.4).

    Never made up for by room in another cell.
    """


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures at the head of the roll."""

    unlock_roll: int
    """Who was inside as the local day began: before anything that happened at 00:00.

    Read from the stays, never worked back (domain note 2.6, 1); unlock_roll + in_today - out_today
    is the population all the same.
    """
    population: int
    """Everybody inside: in a cell, in reception or elsewhere inside (domain note 2.5)."""
    in_today: int
    """Movements, not people, into the prison since 00:00 local time (domain notes 2.2, 2.3)."""
    out_today: int
    """Movements, not people, out of the prison since 00:00 local time."""
    in_reception: int
    """In reception, with no cell yet (domain note 2.5)."""
    elsewhere: int
    """Inside, but neither in a cell nor in reception; with a bed or without."""
    incoming: int
    """On the way to this prison, whenever they left (domain note 2.6, 3)."""


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
    tallies = list(tallies)
    cells: dict[int, list[int]] = {
        place.id: [0, 0] for place in places.values() if place.kind is PlaceKind.CELL
    }
    for tally in tallies:
        if tally.cell != NO_BED:
            away = places[tally.place].kind is not PlaceKind.CELL
            cells[tally.cell][away] += tally.people
    rows = tuple(_rows(places, cells))
    totals = _sum("", "TOTAL", "Totals", 0, [row for row in rows if row.level == 0])
    return inside(tallies, places), rows, totals


def inside(tallies: Iterable[Tally], places: Mapping[int, RollPlace]) -> Inside:
    """Count who is inside by the kind of place where they are, as domain note 2.5 has each one."""
    count = dict.fromkeys(PlaceKind, 0)
    for tally in tallies:
        count[places[tally.place].kind] += tally.people
    return Inside(
        population=count[PlaceKind.CELL] + count[PlaceKind.AREA] + count[PlaceKind.RECEPTION],
        in_reception=count[PlaceKind.RECEPTION],
        elsewhere=count[PlaceKind.AREA],
        incoming=count[PlaceKind.EN_ROUTE],
    )


def _rows(places: Mapping[int, RollPlace], cells: Mapping[int, list[int]]) -> Iterable[RollRow]:
    below: dict[int | None, list[RollPlace]] = {}
    for place in places.values():
        if place.kind in RESIDENTIAL:
            above = places.get(place.parent) if place.parent is not None else None
            # What lies in a place without a row stands at the top: nobody is left out of the sums.
            top = above is None or above.kind not in RESIDENTIAL
            below.setdefault(None if top else place.parent, []).append(place)
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

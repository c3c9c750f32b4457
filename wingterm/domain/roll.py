"""The roll: how many people a prison has and where, as figures that add up.

Domain notes 2.1 to 2.5. Which of two readings holds is a setting of the prison (note 2.6, 4).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from wingterm.domain.places import INSIDE, OUT, Capacity, PlaceKind, natural_key
from wingterm.domain.prison_settings import PrisonSettings
from wingterm.domain.roll_records import RollRow
from wingterm.domain.standing import NO_BED

RESIDENTIAL = (PlaceKind.WING, PlaceKind.SPUR, PlaceKind.LANDING, PlaceKind.CELL)
"""Kinds of place that have a row on the roll."""

ACTIVE, INACTIVE = "ACTIVE", "INACTIVE"
GONE = frozenset({"ARCHIVED", "DRAFT", "CONVERTED"})
"""Statuses of what is no cell of the certificate: closed for good, not yet one, another room."""

SEGREGATION = "CARE_AND_SEPARATION"

ADDED = (
    "beds_in_use", "in_cell", "elsewhere", "out", "working", "available", "inactive", "held_apart",
    "cna", "maximum", "over_cells", "over_people",
)  # fmt: skip
"""Figures of a row that the row above sums up."""

_ADDED = slice(RollRow._fields.index(ADDED[0]), RollRow._fields.index(ADDED[-1]) + 1)
"""Where they stand in a row, in the same order."""


class Tally(NamedTuple):
    """How many people are in a place and hold a bed of a cell."""

    place: int
    """Id of the place where they are."""
    cell: int
    """Id of the cell whose bed they hold, `NO_BED` for none."""
    people: int


class RollPlace(NamedTuple):
    """A place of a prison as the roll needs it, as it was at the roll's instant."""

    id: int
    parent: int | None
    code: str
    kind: PlaceKind
    name: str
    capacity: Capacity | None = None
    status: str = ACTIVE
    """Its own status; what lies above it may be out of use all the same."""
    why: str = ""
    """Code of the reason for which it is out of use."""
    accommodation: str = ""
    """Its own accommodation mark, empty for none."""


class Inside(NamedTuple):
    """The part of the headline that follows from the kinds of place where everybody is."""

    population: int
    in_reception: int
    elsewhere: int
    incoming: int
    no_cell: int = 0
    out: int = 0
    court: int = 0
    absence: int = 0
    hospital: int = 0
    at_large: int = 0


class _Use(NamedTuple):
    """What a place is for, with what follows from the places above it."""

    usable: bool = True
    gone: bool = False
    mark: str = ""
    """The nearest accommodation mark."""
    why: tuple[str, ...] = ()
    """Reasons for which it, and what is above it, is out of use for a time."""


class _Estate:
    """A prison's places with what follows from those above them."""

    def __init__(
        self,
        places: Mapping[int, RollPlace],
        settings: PrisonSettings,
        uncounted: frozenset[str],
    ) -> None:
        self.places = places
        self._settings = settings
        self._uncounted = uncounted
        """Reasons for which a cell never counted as inactive in the older system."""
        self._uses: dict[int, _Use] = {}

    def use(self, place: RollPlace) -> _Use:
        """Give what a place is for."""
        known = self._uses.get(place.id)
        if known is None:
            above = self.places.get(place.parent) if place.parent is not None else None
            over = self.use(above) if above else _Use()
            if place.status == ACTIVE and not place.accommodation:
                # As nearly every place is: what holds of what it lies in holds of it.
                self._uses[place.id] = over
                return over
            known = self._uses[place.id] = _Use(
                usable=over.usable and place.status == ACTIVE,
                gone=over.gone or place.status in GONE,
                mark=place.accommodation or over.mark,
                why=(*over.why, place.why) if place.status == INACTIVE else over.why,
            )
        return known

    def apart(self, place: RollPlace) -> bool:
        """Whether the people of a cell are left out of beds available."""
        return not self._settings.segregation_available and self.use(place).mark == SEGREGATION

    def inactive(self, place: RollPlace) -> bool:
        """Whether a cell counts as inactive: out of use for a time, for a reason that counts."""
        use = self.use(place)
        if use.gone or not use.why:
            return False
        return self._settings.mothballed_inactive or not self._uncounted.issuperset(use.why)


def roll(
    tallies: Iterable[Tally],
    places: Mapping[int, RollPlace],
    settings: PrisonSettings | None = None,
    uncounted: Iterable[str] = (),
) -> tuple[Inside, tuple[RollRow, ...], RollRow]:
    """Give a prison's figures: who is where, a row for each residential place, and the totals.

    What is closed for good, a draft or another room has no row, unless somebody holds a bed there:
    nobody is ever left out. What waits for a certificate or is out of use keeps its row, so the
    rows of the top level always sum up to the totals (better than note 2.4).

    Args:
        tallies: where the prison's people are; people on the way to it included.
        places: its places by id.
        settings: which readings are in force; the defaults where none are given.
        uncounted: reasons for which the older system never counted a cell as inactive.
    """
    tallies = list(tallies)
    estate = _Estate(places, settings or PrisonSettings(), frozenset(uncounted))
    cells = {place.id: [0, 0, 0] for place in places.values() if place.kind is PlaceKind.CELL}
    for tally in tallies:
        if tally.cell != NO_BED:
            cells[tally.cell][_whereabouts(places[tally.place].kind)] += tally.people
    rows = tuple(_rows(estate, cells))
    totals = _sum("", "TOTAL", "Totals", 0, [row for row in rows if row.level == 0])
    return inside(tallies, places), rows, totals


def _whereabouts(kind: PlaceKind) -> int:
    """Give 0 for somebody in a cell, 2 for off site, 1 for elsewhere inside."""
    if kind is PlaceKind.CELL:
        return 0
    return 2 if kind in OUT else 1


def inside(tallies: Iterable[Tally], places: Mapping[int, RollPlace]) -> Inside:
    """Count people by the kind of place where they are, as domain note 2.5 has each one."""
    count = dict.fromkeys(PlaceKind, 0)
    for tally in tallies:
        count[places[tally.place].kind] += tally.people
    return Inside(
        population=sum(count[kind] for kind in INSIDE),
        in_reception=count[PlaceKind.RECEPTION],
        elsewhere=count[PlaceKind.AREA],
        incoming=count[PlaceKind.EN_ROUTE],
        no_cell=count[PlaceKind.NO_CELL],
        out=sum(count[kind] for kind in OUT),
        court=count[PlaceKind.COURT],
        absence=count[PlaceKind.ABSENCE],
        hospital=count[PlaceKind.HOSPITAL],
        at_large=count[PlaceKind.AT_LARGE],
    )


_Below = Mapping[int | None, Sequence[RollPlace]]


def _rows(estate: _Estate, cells: Mapping[int, Sequence[int]]) -> Iterable[RollRow]:
    places = estate.places
    below: dict[int | None, list[RollPlace]] = {}
    for place in places.values():
        if place.kind in RESIDENTIAL:
            above = places.get(place.parent) if place.parent is not None else None
            # What lies in a place without a row stands at the top: nobody is left out of the sums.
            top = above is None or above.kind not in RESIDENTIAL
            below.setdefault(None if top else place.parent, []).append(place)
    for children in below.values():
        children.sort(key=lambda place: natural_key(place.code))
    return [row for top in below.get(None, []) for row in _branch(estate, top, 0, below, cells)]


def _branch(
    estate: _Estate,
    place: RollPlace,
    level: int,
    below: _Below,
    cells: Mapping[int, Sequence[int]],
) -> list[RollRow]:
    """Give the row of a place and of everything below it; none for what is gone and empty."""
    if place.kind is PlaceKind.CELL:
        rows = [_cell_row(estate, place, level, cells[place.id])]
    else:
        under = [_branch(estate, at, level + 1, below, cells) for at in below.get(place.id, ())]
        firsts = [rows[0] for rows in under if rows]
        status = ACTIVE if estate.use(place).usable else INACTIVE
        own = _sum(place.code, place.kind, place.name, level, firsts, status)
        rows = [own, *(row for rows in under for row in rows)]
    return [] if estate.use(place).gone and not rows[0].beds_in_use else rows


def _cell_row(estate: _Estate, cell: RollPlace, level: int, people: Sequence[int]) -> RollRow:
    use = estate.use(cell)
    capacity = Capacity(0, 0, 0) if use.gone or not cell.capacity else cell.capacity
    used = sum(people)
    apart = used if estate.apart(cell) else 0
    working = capacity.working if use.usable else 0
    over = max(0, used - capacity.cna)
    # By position: a prison has many cells, and names cost half as much again.
    return RollRow._make((
        cell.code, "CELL", cell.name, level,
        used, *people, working, working - (used - apart), int(estate.inactive(cell)), apart,
        capacity.cna, capacity.maximum, int(over > 0), over,
        ACTIVE if use.usable else INACTIVE,
    ))  # fmt: skip


def _sum(
    code: str, kind: str, name: str, level: int, rows: Sequence[RollRow], status: str = ACTIVE
) -> RollRow:
    sums = map(sum, zip(*(row[_ADDED] for row in rows), strict=True)) if rows else [0] * len(ADDED)
    return RollRow._make((code, str(kind), name, level, *sums, status))


def readings(settings: PrisonSettings, totals: RollRow) -> tuple[str, ...]:
    """Say which reading is in force where the systems of the field differ (note 2.6, 4)."""
    apart = (
        "Beds available: people in care and separation cells count."
        if settings.segregation_available
        else "Beds available: people in care and separation cells are left out"
        + (f" ({totals.held_apart})." if totals.held_apart else ".")
    )
    cells = (
        "Inactive cells: every cell out of use for a time."
        if settings.mothballed_inactive
        else "Inactive cells: without those mothballed, closed, re-roled or new."
    )
    return apart, cells


def cells_apart(places: Mapping[int, RollPlace], settings: PrisonSettings) -> frozenset[str]:
    """Give the codes of the cells whose people are left out of beds available."""
    estate = _Estate(places, settings, frozenset())
    cells = (place for place in places.values() if place.kind is PlaceKind.CELL)
    return frozenset(cell.code for cell in cells if estate.apart(cell))

"""A prison's places laid out as its roll lists them, and the rows that its people make there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from wingterm.domain.places import INSIDE, OUT, Capacity, PlaceKind, natural_key
from wingterm.domain.prison_settings import PrisonSettings
from wingterm.domain.roll import (
    ACTIVE,
    INACTIVE,
    RESIDENTIAL,
    Inside,
    RollPlace,
    Tallies,
    Tally,
    Use,
    Uses,
)
from wingterm.domain.roll_records import RollRow
from wingterm.domain.standing import NO_BED

ADDED = (
    "beds_in_use", "in_cell", "elsewhere", "out", "working", "available", "inactive", "held_apart",
    "cna", "maximum", "over_cells", "over_people",
)  # fmt: skip
"""Figures of a row that the row above sums up."""

_ADDED = slice(RollRow._fields.index(ADDED[0]), RollRow._fields.index(ADDED[-1]) + 1)
"""Where they stand in a row, in the same order."""


class _Cell(NamedTuple):
    """What a cell's row says whoever is in it."""

    code: str
    name: str
    level: int
    cna: int
    """0 where the cell is gone, as its maximum is."""
    maximum: int
    working: int
    """0 where the cell is not in use."""
    inactive: int
    apart: bool
    gone: bool
    status: str


_row = partial(tuple.__new__, RollRow)
_made_cell = partial(tuple.__new__, _Cell)
"""Make a row, and what a cell is, of all its fields, as quickly as it can be: a prison has a
thousand."""
_Held = tuple[int, int]
"""People who hold a bed of a cell and are not in it: elsewhere inside, and out."""
_NO_PLACE = Capacity(0, 0, 0)
_NOBODY = dict.fromkeys(PlaceKind, 0)


class _Last(NamedTuple):
    """The rows of a part of a prison, and what they were made of."""

    in_cell: list[int | None]
    held: list[_Held | None]
    under: list[tuple[RollRow, ...]]
    rows: tuple[RollRow, ...]


class _Part:
    """A wing, spur or landing, or the whole prison: what lies in it, and the rows it had last."""

    def __init__(
        self,
        head: tuple[str, str, str, int],
        use: Use,
        below: Sequence[tuple[int, "_Cell | _Part"]],
    ) -> None:
        """Take code, kind, name and level, and what lies in it by id, in order."""
        self._head = head
        self._use = use
        self._below = [what for _, what in below]
        self._cells = [id_ for id_, what in below if isinstance(what, _Cell)]
        self._parts = [what for _, what in below if isinstance(what, _Part)]
        self._last: _Last | None = None

    def rows(
        self, in_cell: Callable[[int], int | None], held: Callable[[int], _Held | None]
    ) -> tuple[RollRow, ...]:
        """Give its row and those of everything below it; none where it is gone and empty."""
        people = list(map(in_cell, self._cells)), list(map(held, self._cells))
        under = [part.rows(in_cell, held) for part in self._parts]
        # Read once and set at once: two threads may ask.
        last = self._last
        if last is not None and last[:2] == people and last.under == under:
            return last.rows
        rows = self._made(*people, under)
        self._last = _Last(*people, under, rows)
        return rows

    def _made(
        self,
        in_cell: Iterable[int | None],
        held: Iterable[_Held | None],
        under: Iterable[tuple[RollRow, ...]],
    ) -> tuple[RollRow, ...]:
        people, parts = zip(in_cell, held, strict=True), iter(under)
        below = [
            _cell_rows(what, *next(people)) if isinstance(what, _Cell) else next(parts)
            for what in self._below
        ]
        status = ACTIVE if self._use.usable else INACTIVE
        own = _sum(self._head, [rows[0] for rows in below if rows], status)
        if self._use.gone and not own.beds_in_use:
            return ()
        return (own, *chain.from_iterable(below))


class Estate:
    """A prison's places laid out as its roll lists them, for as long as nothing of them changes.

    Each part keeps the rows that it had last and gives them again while the people in it are the
    same, so that the next roll costs as much as what has changed.
    """

    def __init__(
        self,
        places: Mapping[int, RollPlace],
        settings: PrisonSettings | None = None,
        uncounted: Iterable[str] = (),
    ) -> None:
        """Lay out places.

        Args:
            places: a prison's places by id.
            settings: which readings are in force; the defaults where none are given.
            uncounted: reasons for which the older system never counted a cell as inactive.
        """
        self._kinds = {p.id: p.kind for p in places.values() if p.kind is not PlaceKind.CELL}
        uses = Uses(places, settings or PrisonSettings(), frozenset(uncounted))
        below = _below(places)
        self._prison = _Part(
            ("", "TOTAL", "Totals", 0), Use(), _laid_out(below.get(None, []), 0, below, uses)
        )

    def roll(self, tallies: Tallies) -> tuple[Inside, tuple[RollRow, ...], RollRow]:
        """Give the figures of people: who is where, a row for each residential place, the totals.

        What is closed for good, a draft or another room has no row, unless somebody holds a bed
        there: nobody is ever left out. What waits for a certificate or is out of use keeps its
        row, so the rows of the top level always sum up to the totals (better than note 2.4).
        """
        rows = self._prison.rows(tallies.places.get, self._held(tallies.beds).get)
        return self._inside(tallies.places), rows[1:], rows[0]

    def _held(self, beds: Iterable[Tally]) -> dict[int, _Held]:
        """Give the people who hold a bed of a cell and are not in it, by cell."""
        held: dict[int, _Held] = {}
        for place, cell, people in beds:
            if cell != NO_BED:
                elsewhere, out = held.get(cell, (0, 0))
                off_site = people if self._kinds[place] in OUT else 0
                held[cell] = elsewhere + people - off_site, out + off_site
        return held

    def _inside(self, places: Mapping[int, int]) -> Inside:
        """Count people by the kind of place where they are, as domain note 2.5 has each one."""
        count = _NOBODY.copy()
        for place, kind in self._kinds.items():
            count[kind] += places.get(place, 0)
        count[PlaceKind.CELL] = sum(places.values()) - sum(count.values())
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


def _below(places: Mapping[int, RollPlace]) -> _Below:
    """Give the residential places in each place, in natural order; under None those at the top."""
    below: dict[int | None, list[RollPlace]] = {}
    for place in places.values():
        if place.kind in RESIDENTIAL:
            above = places.get(place.parent) if place.parent is not None else None
            # What lies in a place without a row stands at the top: nobody is left out of the sums.
            top = above is None or above.kind not in RESIDENTIAL
            below.setdefault(None if top else place.parent, []).append(place)
    for parent, children in below.items():
        _sort(children, "" if parent is None else f"{places[parent].code}-")
    return below


def _sort(places: list[RollPlace], above: str) -> None:
    """Put places in natural order, whose codes mostly begin with that of what they lie in."""
    ends = [place.code.removeprefix(above) for place in places]
    if all(map(str.isdecimal, ends)):
        # The cells of a landing, of which there are many: told apart by their number alone.
        places[:] = [place for _, place in sorted(zip(map(int, ends), places, strict=True))]
    else:
        places.sort(key=lambda place: natural_key(place.code))


def _laid_out(
    places: Sequence[RollPlace], level: int, below: _Below, uses: Uses
) -> list[tuple[int, _Cell | _Part]]:
    """Lay out places of a level with everything that lies in them, each with its id."""
    laid_out: list[tuple[int, _Cell | _Part]] = []
    for place in places:
        if place.kind is PlaceKind.CELL:
            laid_out.append((place.id, _cell(place, level, uses)))
        else:
            under = _laid_out(below.get(place.id, ()), level + 1, below, uses)
            head = (place.code, str(place.kind), place.name, level)
            laid_out.append((place.id, _Part(head, uses.use(place), under)))
    return laid_out


def _cell(place: RollPlace, level: int, uses: Uses) -> _Cell:
    use = uses.use(place)
    cna, working, maximum = _NO_PLACE if use.gone or not place.capacity else place.capacity
    return _made_cell((
        place.code, place.name, level, cna, maximum, working if use.usable else 0,
        int(uses.inactive(use)), uses.apart(use), use.gone, ACTIVE if use.usable else INACTIVE,
    ))  # fmt: skip


def _cell_rows(cell: _Cell, in_cell: int | None, held: _Held | None) -> tuple[RollRow, ...]:
    """Give the row of a cell; none where it is gone and empty."""
    there = in_cell or 0
    elsewhere, out = held or (0, 0)
    used = there + elsewhere + out
    if cell.gone and not used:
        return ()
    apart = used if cell.apart else 0
    over = max(0, used - cell.cna)
    return (_row((
        cell.code, "CELL", cell.name, cell.level,
        used, there, elsewhere, out, cell.working, cell.working - (used - apart), cell.inactive,
        apart, cell.cna, cell.maximum, int(over > 0), over, cell.status,
    )),)  # fmt: skip


def _sum(head: tuple[str, str, str, int], rows: Sequence[RollRow], status: str) -> RollRow:
    """Give the row of a code, kind, name and level that sums up others."""
    sums = map(sum, zip(*(row[_ADDED] for row in rows), strict=True)) if rows else [0] * len(ADDED)
    return _row((*head, *sums, status))

"""The roll: how many people a prison has and where, as figures that add up.

Domain notes 2.1 to 2.5. Which of two readings holds is a setting of the prison (note 2.6, 4).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wingterm.domain.places import Capacity, PlaceKind
from wingterm.domain.prison_settings import PrisonSettings
from wingterm.domain.roll_records import RollRow

RESIDENTIAL = (PlaceKind.WING, PlaceKind.SPUR, PlaceKind.LANDING, PlaceKind.CELL)
"""Kinds of place that have a row on the roll."""

ACTIVE, INACTIVE = "ACTIVE", "INACTIVE"
GONE = frozenset({"ARCHIVED", "DRAFT", "CONVERTED"})
"""Statuses of what is no cell of the certificate: closed for good, not yet one, another room."""

SEGREGATION = "CARE_AND_SEPARATION"


class Tally(NamedTuple):
    """How many people are in a place and hold a bed of a cell."""

    place: int
    """Id of the place where they are."""
    cell: int
    """Id of the cell whose bed they hold, `NO_BED` for none."""
    people: int


class Tallies(NamedTuple):
    """How many of a prison's people are where; people on the way to it included."""

    places: Mapping[int, int]
    """People by the id of the place where they are."""
    beds: Sequence[Tally] = ()
    """Who is in no cell, by place and the cell whose bed they hold; without a bed, or not here.

    Who is in a cell holds a bed of it.
    """


NOBODY = Tallies({})


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


class Use(NamedTuple):
    """What a place is for, with what follows from the places above it."""

    usable: bool = True
    gone: bool = False
    mark: str = ""
    """The nearest accommodation mark."""
    why: tuple[str, ...] = ()
    """Reasons for which it, and what is above it, is out of use for a time."""


class Uses:
    """What each of a prison's places is for."""

    def __init__(
        self,
        places: Mapping[int, RollPlace],
        settings: PrisonSettings,
        uncounted: frozenset[str],
    ) -> None:
        self._places = places
        self._settings = settings
        self._uncounted = uncounted
        """Reasons for which a cell never counted as inactive in the older system."""
        self._known: dict[int, Use] = {}

    def use(self, place: RollPlace) -> Use:
        """Give what a place is for."""
        known = self._known.get(place.id)
        if known is None:
            above = self._places.get(place.parent) if place.parent is not None else None
            over = self.use(above) if above else Use()
            if place.status == ACTIVE and not place.accommodation:
                # As nearly every place is: what holds of what it lies in holds of it.
                self._known[place.id] = over
                return over
            known = self._known[place.id] = Use(
                usable=over.usable and place.status == ACTIVE,
                gone=over.gone or place.status in GONE,
                mark=place.accommodation or over.mark,
                why=(*over.why, place.why) if place.status == INACTIVE else over.why,
            )
        return known

    def apart(self, use: Use) -> bool:
        """Whether the people of a cell of such a use are left out of beds available."""
        return use.mark == SEGREGATION and not self._settings.segregation_available

    def inactive(self, use: Use) -> bool:
        """Whether such a cell counts as inactive: out of use for a time, for one that counts."""
        if not use.why or use.gone:
            return False
        return self._settings.mothballed_inactive or not self._uncounted.issuperset(use.why)


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
    uses = Uses(places, settings, frozenset())
    cells = (place for place in places.values() if place.kind is PlaceKind.CELL)
    return frozenset(cell.code for cell in cells if uses.apart(uses.use(cell)))

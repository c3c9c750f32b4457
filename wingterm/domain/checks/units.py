"""The units of a roll check: the parts of a prison that hand in a count, in an ordered list.

A wing, a landing, a workshop, visits, healthcare, reception, kitchens: whatever somebody answers
for when the roll is called (practice note 2.1). Everybody inside is in exactly one unit.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from wingterm.domain.places import PlaceKind, check_place_code, natural_key, parent_code

CODE_MAX = 12
"""Longest code that a prison gives a unit; of the usual units it is that of the place."""
NAME_MAX = 40
"""Longest unit name."""
UNITS_MAX = 99
"""Most units of a prison."""

REST = "REST"
"""Code of the unit of everybody inside who is in none of the units of the list."""
REST_NAME = "No cell, or in no unit"


class CheckUnit(NamedTuple):
    """A part of a prison that hands in a count."""

    code: str
    name: str
    places: tuple[str, ...]
    """Codes of places; what lies in them is part of the unit, but for what another unit names."""
    residential: bool
    """Whether people live in it; the others are workshops, visits, reception ..."""


class UnitsOf:
    """Says which unit a place belongs to: the one that names the nearest place around it."""

    def __init__(self, units: Sequence[CheckUnit]) -> None:
        """Take the list of a prison."""
        self._by_place = {place: unit.code for unit in units for place in unit.places}
        self._known: dict[str, str] = {}

    def __call__(self, place: str) -> str:
        """Give the code of the unit of a place, `REST` where none names it or what it lies in."""
        known = self._known.get(place)
        if known is None:
            at: str | None = place
            while at is not None and at not in self._by_place:
                at = parent_code(at)
            known = self._known[place] = REST if at is None else self._by_place[at]
        return known


def usual_units(places: Iterable[tuple[str, PlaceKind, str]]) -> tuple[CheckUnit, ...]:
    """Give the units of a prison that has not said which it counts by.

    Its wings in natural order, then reception, and every area that lies in none of the wings. Who
    has no cell is in none of them, and so in the unit of the rest; so is who is in a place that has
    the very code of that unit.

    Args:
        places: code, kind and name of the places in use.
    """
    named = (place for place in places if place[0] != REST)
    listed = sorted(named, key=lambda place: natural_key(place[0]))
    wings = [_unit(*place) for place in listed if place[1] is PlaceKind.WING and _top(place[0])]
    held = {unit.code for unit in wings}
    loose = [
        _unit(*place)
        for place in listed
        if place[1] in (PlaceKind.LANDING, PlaceKind.SPUR, PlaceKind.CELL)
        and _top(place[0])
        and place[0] not in held
    ]
    rest = [
        _unit(*place)
        for kind in (PlaceKind.RECEPTION, PlaceKind.AREA)
        for place in listed
        if place[1] is kind and (place[0].partition("-")[0] not in held)
    ]
    return tuple([*wings, *loose, *rest][:UNITS_MAX])


def _top(code: str) -> bool:
    return parent_code(code) is None


def _unit(code: str, kind: PlaceKind, name: str) -> CheckUnit:
    residential = kind not in (PlaceKind.RECEPTION, PlaceKind.AREA)
    return CheckUnit(code, (name or code)[:NAME_MAX], (code,), residential)


def units_value(units: Iterable[CheckUnit]) -> dict[str, object]:
    """Give the list as the value of the prison's fact `check-units`."""
    return {
        "units": [
            {
                "code": unit.code,
                "name": unit.name,
                "places": list(unit.places),
                "residential": unit.residential,
            }
            for unit in units
        ]
    }


def read_units(value: Mapping[str, Any] | None) -> tuple[CheckUnit, ...]:
    """Give the list that a fact `check-units` says; empty where the prison has not said any."""
    return tuple(
        CheckUnit(unit["code"], unit["name"], tuple(unit["places"]), unit["residential"])
        for unit in (value or {}).get("units", ())
    )


def parse_places(typed: str) -> tuple[str, ...]:
    """Give the place codes of a unit as typed, parted by blanks or commas.

    Raises:
        ValueError: one of them is no place code.
    """
    return tuple(check_place_code(code) for code in typed.replace(",", " ").split())

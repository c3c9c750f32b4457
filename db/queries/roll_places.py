"""A prison's places, settings and signed capacity as they were at a moment, for the roll."""

import json
from dataclasses import replace
from typing import Any, NamedTuple

from db.engine import Reader
from db.queries.past import Moment
from wingterm.domain.places import Capacity, PlaceKind
from wingterm.domain.prison_settings import PrisonSettings, read_settings
from wingterm.domain.roll import RollPlace

_FORCE = " AND f.from_at <= ? AND f.to_at > ? AND f.known_from <= ? AND f.retracted > ?"
_PLACES = (
    "SELECT q.id, q.parent_id, q.code, q.kind, q.name, f.fact_kind, f.value"
    " FROM place q LEFT JOIN fact_span f ON f.subject_kind = 'place' AND f.subject_id = q.id"
    " AND f.fact_kind IN ('place', 'capacity', 'status', 'marks')"
    f"{_FORCE} WHERE q.establishment_id = ?"
)
_PRISON = (
    "SELECT f.fact_kind, f.value FROM fact_span f WHERE f.subject_kind = 'establishment'"
    f" AND f.subject_id = ? AND f.fact_kind IN ('settings', 'signed'){_FORCE}"
)
NOT_YET = "DRAFT"
"""Status of a place before it was made: the roll of then has no row for it."""


class PrisonThen(NamedTuple):
    """What a prison said of itself at a moment."""

    settings: PrisonSettings
    signed: int | None
    """Signed operational capacity (domain note 3.2)."""


def _in_force(moment: Moment) -> tuple[int, int, int, int]:
    as_of, known_at = moment
    return as_of, as_of, known_at, known_at


def roll_places(reader: Reader, prison: int, moment: Moment) -> dict[int, RollPlace]:
    """Give a prison's places by id, with capacity, status and marks of a moment."""
    found: dict[int, RollPlace] = {}
    for id_, parent, code, kind, name, fact, value in reader.rows(
        _PLACES, (*_in_force(moment), prison)
    ):
        place = found.get(id_) or RollPlace(id_, parent, code, PlaceKind(kind), name, status="")
        found[id_] = _with(place, fact, json.loads(value)) if fact else place
    return {id_: _made(place) for id_, place in found.items()}


def _with(place: RollPlace, fact: str, value: dict[str, Any]) -> RollPlace:
    match fact:
        case "capacity":
            held = Capacity(value["cna"], value["working"], value["maximum"])
            return replace(place, capacity=held)
        case "status":
            return replace(place, status=value["status"], why=value.get("reason") or "")
        case "marks":
            return replace(place, accommodation=value.get("accommodation") or "")
        case _:
            return replace(place, name=value["name"], status=place.status or "ACTIVE")


def _made(place: RollPlace) -> RollPlace:
    return place if place.status else replace(place, status=NOT_YET)


def prison_then(reader: Reader, prison: int, moment: Moment) -> PrisonThen:
    """Give the settings and the signed capacity of a prison at a moment."""
    held = {
        fact: json.loads(value)
        for fact, value in reader.rows(_PRISON, (prison, *_in_force(moment)))
    }
    return PrisonThen(read_settings(held.get("settings")), held.get("signed", {}).get("signed"))

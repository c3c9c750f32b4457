"""A prison's places, settings and signed capacity as they were at a moment, for the roll."""

import functools
import json
from typing import Any, NamedTuple

from db.engine import Reader
from db.queries.past import Moment
from wingterm.domain.places import Capacity, PlaceKind
from wingterm.domain.prison_settings import PrisonSettings, read_settings
from wingterm.domain.roll import ACTIVE, RollPlace

_FORCE = " AND f.from_at <= ? AND f.to_at > ? AND f.known_from <= ? AND f.retracted > ?"
_PLACES = (
    "SELECT q.id, q.parent_id, q.code, q.kind, q.name, f.fact_kind, f.value"
    " FROM place q LEFT JOIN fact_span f ON f.subject_kind = 'place' AND f.subject_id = q.id"
    # One range of the index for all that is said of a place, which is little.
    " AND f.fact_kind || '' IN ('place', 'capacity', 'status', 'marks')"
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
    rows: dict[int, tuple[Any, ...]] = {}
    facts: dict[int, dict[str, Any]] = {}
    for row in reader.rows(_PLACES, (*_in_force(moment), prison)):
        held = facts.get(row[0])
        if held is None:
            rows[row[0]], held = row, {}
            facts[row[0]] = held
        if row[5]:
            held[row[5]] = _said(row[6])
    return {id_: _made(row, facts[id_]) for id_, row in rows.items()}


@functools.lru_cache(maxsize=8192)
def _said(value: str) -> dict[str, Any]:
    """Read what a fact says: most cells of a prison hold as many, and a screen asks again."""
    held: dict[str, Any] = _decode(value)[0]
    return held


_decode = json.JSONDecoder().raw_decode
_KINDS = {str(kind): kind for kind in PlaceKind}


@functools.lru_cache(maxsize=256)
def _capacity(cna: int, working: int, maximum: int) -> Capacity:
    """Give one capacity for all cells that have it."""
    return Capacity(cna, working, maximum)


def _made(row: tuple[Any, ...], held: dict[str, Any]) -> RollPlace:
    """Make a place of its row and of what the facts of a moment say."""
    place, capacity, status = held.get("place"), held.get("capacity"), held.get("status", {})
    return RollPlace(
        row[0],
        row[1],
        row[2],
        _KINDS[row[3]],
        place["name"] if place else row[4],
        _capacity(capacity["cna"], capacity["working"], capacity["maximum"]) if capacity else None,
        status=status.get("status") or (ACTIVE if place else NOT_YET),
        why=status.get("reason") or "",
        accommodation=held["marks"].get("accommodation") or "" if "marks" in held else "",
    )


def prison_then(reader: Reader, prison: int, moment: Moment) -> PrisonThen:
    """Give the settings and the signed capacity of a prison at a moment."""
    held = {
        fact: json.loads(value)
        for fact, value in reader.rows(_PRISON, (prison, *_in_force(moment)))
    }
    return PrisonThen(read_settings(held.get("settings")), held.get("signed", {}).get("signed"))

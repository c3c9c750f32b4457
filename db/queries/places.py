"""Places of a prison and what they hold."""

import json
from typing import Any, NamedTuple

from db.engine import Reader
from db.queries.past import Moment
from wingterm.domain.places import Capacity, PlaceKind


class PlaceThen(NamedTuple):
    """A place as it was at a moment."""

    id: int
    parent: int | None
    code: str
    kind: PlaceKind
    name: str
    facts: dict[str, dict[str, Any]]
    """What was so of it by kind of fact: capacity, status, marks, certificate."""
    since: dict[str, int]
    """From when on, by kind of fact."""

    @property
    def capacity(self) -> Capacity | None:
        """What it held, None for a place without capacity."""
        held = self.facts.get("capacity")
        return Capacity(held["cna"], held["working"], held["maximum"]) if held else None

    @property
    def status(self) -> str:
        """Its own status; what it lay in may have been out of use all the same."""
        return str(self.facts.get("status", {}).get("status", "ACTIVE"))


def places_then(reader: Reader, prison: int, moment: Moment) -> dict[int, PlaceThen]:
    """Give the places that a prison had at a moment, by id."""
    as_of, known_at = moment
    found: dict[int, PlaceThen] = {}
    there = set()
    for id_, parent, code, kind, name, fact, since, value in reader.rows(
        "SELECT p.id, p.parent_id, p.code, p.kind, p.name, f.fact_kind, f.from_at, f.value"
        " FROM place p JOIN fact_span f ON f.subject_kind = 'place' AND f.subject_id = p.id"
        " AND f.fact_kind IN ('place', 'capacity', 'status', 'marks', 'certificate')"
        " WHERE p.establishment_id = ? AND f.from_at <= ? AND f.to_at > ?"
        " AND f.known_from <= ? AND f.retracted > ?",
        (prison, as_of, as_of, known_at, known_at),
    ):
        held = json.loads(value)
        place = found.get(id_) or PlaceThen(id_, parent, code, PlaceKind(kind), name, {}, {})
        if fact == "place":
            there.add(id_)
            place = place._replace(name=held["name"])
        place.facts[fact] = held
        place.since[fact] = since
        found[id_] = place
    return {id_: place for id_, place in found.items() if id_ in there}

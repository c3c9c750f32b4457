"""Prisons, places and what they hold."""

import json

from db.engine import Reader
from db.queries.past import Moment
from wingterm.domain.places import Capacity, PlaceKind
from wingterm.domain.roll import RollPlace
from wingterm.domain.situation import Prison
from wingterm.domain.standing import REGISTER_ESTABLISHMENT


def all_prisons(reader: Reader) -> list[Prison]:
    """Give the prisons of the register, by code."""
    rows = reader.rows(
        "SELECT id, code, name, timezone FROM establishment WHERE id <> ? ORDER BY code",
        (REGISTER_ESTABLISHMENT,),
    )
    return [Prison(*row) for row in rows]


def places_of(reader: Reader, prison: int, moment: Moment) -> dict[int, RollPlace]:
    """Give a prison's places by id, with the capacities of a moment."""
    capacities = capacities_of(reader, prison, moment)
    rows = reader.rows(
        "SELECT id, parent_id, code, kind, name FROM place WHERE establishment_id = ?", (prison,)
    )
    return {
        row[0]: RollPlace(row[0], row[1], row[2], PlaceKind(row[3]), row[4], capacities.get(row[0]))
        for row in rows
    }


def capacities_of(reader: Reader, prison: int, moment: Moment) -> dict[int, Capacity]:
    """Give what a prison's cells held at a moment, by place."""
    as_of, known_at = moment
    rows = reader.rows(
        "SELECT f.subject_id, f.value FROM place p JOIN fact_span f"
        " ON f.subject_kind = 'place' AND f.subject_id = p.id AND f.fact_kind = 'capacity'"
        " WHERE p.establishment_id = ? AND f.from_at <= ? AND f.to_at > ?"
        " AND f.known_from <= ? AND f.retracted > ?",
        (prison, as_of, as_of, known_at, known_at),
    )
    found = {}
    for place, value in rows:
        held = json.loads(value)
        found[place] = Capacity(cna=held["cna"], working=held["working"], maximum=held["maximum"])
    return found

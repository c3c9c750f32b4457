"""Read the places of a batch: beds, capacities, status and marks over time, and who holds beds."""

import functools
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from db.engine import Reader
from db.queries.past import BOUNDS, NOW_KNOWN, Moment, bounds
from db.situation.needs import Needs, codes_above
from wingterm.domain.places import SPARE_CODES, Capacity, PlaceKind
from wingterm.domain.situation import (
    BedStay,
    FactSpan,
    Person,
    Place,
    Situation,
)
from wingterm.domain.standing import NO_BED, OUTSIDE_PLACE, Standing
from wingterm.domain.times import FAR


def read_places(reader: Reader, situation: Situation, needs: Needs) -> None:
    """Read the places named and those that people stand in, with beds, capacities and stays."""
    standings = _standings(situation.people.values())
    named = _prisons_named(situation, needs.prisons | needs.destinations)
    furnished = _prisons_named(situation, needs.furnished)
    rows = reader.rows(
        "SELECT p.id, p.establishment_id, p.code, p.kind, p.name, p.parent_id FROM place p"
        f" WHERE ({reader.in_set('p.establishment_id')} AND {reader.in_set('p.code')})"
        f" OR {reader.in_set('p.id')}"
        f" OR p.id IN (SELECT b.place_id FROM bed b WHERE {reader.in_set('b.id')})"
        f" OR {reader.in_set('p.establishment_id')}",
        (
            reader.as_set(named),
            reader.as_set(needs.codes | SPARE_CODES.keys() | set(SPARE_CODES.values())),
            reader.as_set({s.place for s in standings} | {OUTSIDE_PLACE}),
            reader.as_set({s.bed for s in standings} - {NO_BED}),
            reader.as_set(furnished),
        ),
    )
    if needs.corrected or needs.swapped:
        # Neither names the cells that people get, so nothing above them was asked for by its code.
        rows += _read_above(reader, rows)
    cell = PlaceKind.CELL.value
    cells = reader.as_set([row[0] for row in rows if row[3] == cell])
    beds: dict[int, list[int]] = {}
    for place, bed in reader.rows(
        f"SELECT b.place_id, b.id FROM bed b WHERE {reader.in_set('b.place_id')}"
        " ORDER BY b.place_id, b.number",
        (cells,),
    ):
        beds.setdefault(place, []).append(bed)
    weighed = _weighed(rows, needs)
    capacities = _read_capacities(reader, weighed)
    facts = read_facts_of(reader, "place", weighed, ("status", "marks", "certificate"))
    withdrawn = {f.subject for f in situation.facts.values() if f.subject_kind == "place"}
    if withdrawn:
        # What a place was called before is what it will be called again.
        for place, spans in read_facts_of(reader, "place", withdrawn, ("place",)).items():
            facts.setdefault(place, []).extend(spans)
    situation.add_places(
        Place(
            id_,
            book,
            code,
            PlaceKind(kind),
            name,
            parent,
            tuple(beds.get(id_, ())),
            tuple(capacities.get(id_, ())),
            tuple(facts.get(id_, ())),
        )
        for id_, book, code, kind, name, parent in rows
    )
    looked_at = set(withdrawn)
    if needs.corrected or needs.swapped:
        # Somebody may be given a bed there; what others leave behind is looked at if it is named.
        looked_at |= {situation.cell_of[s.bed].id for s in standings if s.bed in situation.cell_of}
    asked_of = [
        bed
        for place, held in beds.items()
        if place in looked_at or _is_asked(situation.place_of[place].code, needs)
        for bed in held
    ]
    _read_bed_stays(reader, situation, asked_of, needs.earliest)


def _weighed(rows: Sequence[tuple[Any, ...]], needs: Needs) -> list[int]:
    """Give the places whose capacity, status and marks rules may look at, by id.

    Nobody is put into a cell that an act does not name, unless it corrects, swaps or furnishes.
    """
    if needs.corrected or needs.swapped or needs.furnished:
        return [row[0] for row in rows]
    cell = PlaceKind.CELL.value
    return [row[0] for row in rows if row[3] != cell or _is_asked(row[2], needs)]


def _prisons_named(situation: Situation, codes: Iterable[str]) -> list[int]:
    return [situation.prisons[code].id for code in codes if code in situation.prisons]


def _is_asked(code: str, needs: Needs) -> bool:
    """Whether an act names a cell, or closes what it lies in: who holds its beds matters."""
    if code in needs.codes or not needs.closed:
        return code in needs.codes
    return not needs.closed.isdisjoint(codes_above(code))


def _read_above(reader: Reader, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Read what the places read lie in, where that was not named itself."""
    known = {(row[1], row[2]) for row in rows}
    above = {(row[1], code) for row in rows for code in codes_above(row[2])} - known
    return [
        row
        for row in reader.rows(
            "SELECT p.id, p.establishment_id, p.code, p.kind, p.name, p.parent_id FROM place p"
            f" WHERE {reader.in_set('p.establishment_id')} AND {reader.in_set('p.code')}",
            (
                reader.as_set({book for book, _ in above}),
                reader.as_set({code for _, code in above}),
            ),
        )
        if (row[1], row[2]) in above
    ]


def read_settled(reader: Reader, situation: Situation, needs: Needs) -> None:
    """Read what is settled for prisons over time: settings, signed capacity, roll checks."""
    prisons = _prisons_named(situation, needs.furnished)
    situation.prison_facts = read_facts_of(
        reader, "establishment", prisons, ("settings", "signed", "check-units", "check-kinds")
    )


def read_area_stays(reader: Reader, situation: Situation, needs: Needs) -> None:
    """Read who stands in the areas that are to be closed, from the earliest act on."""
    areas = [
        place
        for place in situation.place_of.values()
        if place.kind is PlaceKind.AREA and (_is_asked(place.code, needs))
    ]
    earliest = min(needs.earliest, situation.now)
    for place, *stay in reader.rows(
        f"WITH bound(span_class, low) AS (VALUES {BOUNDS})"
        " SELECT s.place_id, s.person_id, p.number, s.pseq, s.from_at, s.to_at"
        " FROM bound c CROSS JOIN stay s JOIN person p ON p.id = s.person_id"
        f" WHERE {reader.in_set('s.establishment_id')} AND s.span_class = c.span_class"
        f" AND s.from_at > c.low AND s.to_at > ? AND {reader.in_set('s.place_id')}"
        " AND s.retracted = ?",
        (
            *bounds(Moment(earliest, NOW_KNOWN)),
            reader.as_set({place.establishment for place in areas}),
            earliest,
            reader.as_set([place.id for place in areas]),
            FAR,
        ),
    ):
        situation.area_stays.setdefault(place, []).append(BedStay(*stay))


def read_facts_of(
    reader: Reader, kind: str, subjects: Collection[int], facts: Sequence[str] = ()
) -> dict[int, list[FactSpan]]:
    """Read what is now believed of things over time.

    Where no kinds of facts are named, all but the identity: the row of a person tells it.
    """
    only = f" AND {reader.in_set('f.fact_kind')}" if facts else " AND f.fact_kind <> 'identity'"
    spans: dict[int, list[FactSpan]] = {}
    for subject, fact, start, end, value in reader.rows(
        "SELECT f.subject_id, f.fact_kind, f.from_at, f.to_at, f.value FROM fact_span f"
        f" WHERE f.subject_kind = ? AND {reader.in_set('f.subject_id')}{only} AND f.retracted = ?"
        " ORDER BY f.subject_id, f.fact_kind, f.from_at",
        (kind, reader.as_set(subjects), *([reader.as_set(facts)] if facts else []), FAR),
    ):
        spans.setdefault(subject, []).append(FactSpan(fact, start, end, _said(value)))
    return spans


@functools.lru_cache(maxsize=8192)
def _said(value: str) -> Mapping[str, Any]:
    """Read what a fact says; the same few thousand are read by act after act."""
    held: Mapping[str, Any] = json.loads(value)
    return held


def _standings(people: Collection[Person]) -> list[Standing]:
    """Give where people stand, whence they came, and where else they stood as far as was read."""
    standings = [person.whereabouts.standing for person in people if person.whereabouts]
    standings += [person.came_from for person in people if person.came_from]
    standings += [item.after for person in people for item in person.line]
    return standings


def _read_capacities(
    reader: Reader, places: Collection[int]
) -> dict[int, list[tuple[int, int, Capacity]]]:
    capacities: dict[int, list[tuple[int, int, Capacity]]] = {}
    for cell, start, end, value in reader.rows(
        "SELECT f.subject_id, f.from_at, f.to_at, f.value FROM fact_span f"
        " WHERE f.subject_kind = 'place' AND f.fact_kind = 'capacity'"
        f" AND {reader.in_set('f.subject_id')} AND f.retracted = ?"
        " ORDER BY f.subject_id, f.from_at",
        (reader.as_set(places), FAR),
    ):
        capacities.setdefault(cell, []).append((start, end, _capacity(value)))
    return capacities


@functools.lru_cache(maxsize=1024)
def _capacity(value: str) -> Capacity:
    """Read a capacity; most cells of a prison have the same."""
    held = json.loads(value)
    return Capacity(cna=held["cna"], working=held["working"], maximum=held["maximum"])


def _read_bed_stays(reader: Reader, situation: Situation, beds: list[int], earliest: int) -> None:
    for bed, *stay in reader.rows(
        "SELECT s.bed, s.person_id, p.number, s.pseq, s.from_at, s.to_at"
        " FROM stay s JOIN person p ON p.id = s.person_id"
        f" WHERE {reader.in_set('s.bed')} AND s.to_at > ? AND s.retracted = ?",
        (reader.as_set(beds), min(earliest, situation.now), FAR),
    ):
        situation.bed_stays.setdefault(bed, []).append(BedStay(*stay))

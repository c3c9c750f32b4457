"""Beds: as many as a cell ever needed, and never two people in one, now or at any past instant."""

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from db.checker.chains import Books
from db.checker.records import FAR, NO_BED, OUTSIDE_PLACE, Bed, Stay, Violation, Whereabouts
from db.checker.world import CELL, Site

NOBODYS = Bed(NO_BED, OUTSIDE_PLACE, 0)
"""The row that says "no bed"."""

FIELDS = 4
"""Numbers kept of each stay: from, to, person, pseq."""


@dataclass(slots=True)
class Occupancy:
    """Who was in which bed when, as flat numbers: one stay is 32 bytes."""

    beds: dict[int, "array[int]"] = field(default_factory=dict)

    def note(self, stays: Iterable[Stay]) -> None:
        """Note the stays in beds that are still believed and lasted."""
        for stay in stays:
            if stay.bed != NO_BED and stay.retracted == FAR and stay.from_at < stay.to_at:
                held = self.beds.get(stay.bed)
                if held is None:
                    held = self.beds[stay.bed] = array("q")
                held.extend((stay.from_at, stay.to_at, stay.person_id, stay.pseq))

    def overlaps(self) -> Iterator[Violation]:
        """Find two people in one bed at some instant."""
        for bed in sorted(self.beds):
            held = self.beds[bed]
            stays = sorted(tuple(held[at : at + FIELDS]) for at in range(0, len(held), FIELDS))
            last = stays[0]
            for stay in stays[1:]:
                if stay[0] < last[1]:
                    yield Violation(
                        "bed-overlap",
                        f"bed {bed}",
                        f"Person {last[2]} (pseq {last[3]}) and person {stay[2]} (pseq {stay[3]}) "
                        f"are both in it at {stay[0]}.",
                    )
                last = max(last, stay, key=lambda held: held[1])


def check_shared(whereabouts: Iterable[Whereabouts]) -> Iterator[Violation]:
    """Find two people in one bed now."""
    holder: dict[int, int] = {}
    for row in whereabouts:
        if row.bed == NO_BED:
            continue
        other = holder.setdefault(row.bed, row.person_id)
        if other != row.person_id:
            yield Violation(
                "bed-shared-now",
                f"bed {row.bed}",
                f"Person {other} and person {row.person_id} are both in it now.",
            )


def check_beds(books: Books, sites: Mapping[int, Site], beds: Iterable[Bed]) -> Iterator[Violation]:
    """Compare the beds of each cell with the largest maximum that it ever had."""
    due = _largest_maximum(books)
    found: dict[int, list[int]] = {}
    for bed in beds:
        if bed.id == NO_BED or bed.number == 0:
            if bed != NOBODYS:
                yield Violation(
                    "bed-count", f"bed {bed.id}", 'It is not the row that says "no bed".'
                )
        else:
            found.setdefault(bed.place_id, []).append(bed.number)
    for place in sorted({*due, *found, *(p for p, site in sites.items() if site.kind == CELL)}):
        most = due.get(place, 0)
        if place not in sites:
            yield Violation("bed-count", f"place {place}", "There is no such place for beds.")
        elif found.get(place, []) != list(range(1, most + 1)):
            yield Violation(
                "bed-count",
                f"place {place}",
                f"It has beds {found.get(place, [])} where the largest maximum is {most}.",
            )


def _largest_maximum(books: Books) -> dict[int, int]:
    largest: dict[int, int] = {}
    for (kind, place, fact), facts in books.facts.items():
        if (kind, fact) == ("place", "capacity"):
            values = [json.loads(said.value) for said in facts if said.kind == "fact"]
            largest[place] = max((value["maximum"] for value in values), default=0)
    return largest

"""Nobody holds a bed of a cell while it, or what it lies in, is not in use."""

import json
from collections.abc import Iterator

from db.checker.beds import FIELDS, Occupancy
from db.checker.chains import Books
from db.checker.facts import in_force
from db.checker.records import FAR, Violation
from db.checker.world import World

IN_USE = "ACTIVE"

Closed = tuple[int, int]
"""[from, to) of a time that a place was not in use."""


def check_in_use(books: Books, world: World, occupancy: Occupancy) -> Iterator[Violation]:
    """Compare who held which bed, by all that is still believed, with when its cell was in use."""
    closed = _closed(books)
    if not closed:
        return
    for bed in sorted(occupancy.beds):
        held = occupancy.beds[bed]
        place: int | None = world.cell_of.get(bed)
        while place is not None and place in world.sites:
            for start, end in closed.get(place, ()):
                for at in range(0, len(held), FIELDS):
                    if max(start, held[at]) < min(end, held[at + 1]):
                        yield Violation(
                            "bed-out-of-use",
                            f"bed {bed}",
                            f"Person {held[at + 2]} (pseq {held[at + 3]}) held it while "
                            f"{world.sites[place].code} was not in use.",
                        )
            place = world.sites[place].parent


def _closed(books: Books) -> dict[int, list[Closed]]:
    """Give when each place was not in use, as the facts have it in the end."""
    closed: dict[int, list[Closed]] = {}
    for (kind, place, fact), facts in books.facts.items():
        if (kind, fact) != ("place", "status"):
            continue
        line = in_force(facts)
        ends = [*(said.occurred_at for said in line[1:]), FAR]
        # Nothing is left in force where all of it was withdrawn.
        for said, end in zip(line, ends, strict=False):
            if json.loads(said.value).get("status") != IN_USE:
                closed.setdefault(place, []).append((said.occurred_at, end))
    return closed

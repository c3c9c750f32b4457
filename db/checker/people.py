"""One pass over everybody: their line, their stays, their whereabouts, beside each other."""

from collections.abc import Iterator
from typing import Any, Generic, TypeVar, cast

from db.checker.beds import Occupancy
from db.checker.freezes import Freezes
from db.checker.lines import check_line
from db.checker.records import Movement, Stay, Violation, Whereabouts
from db.checker.stays import check_stays, rebuild
from db.checker.world import World

Row = TypeVar("Row", bound=tuple[Any, ...])

NOBODY = 2**63
"""Above every id."""


class ByPerson(Generic[Row]):
    """Rows in the order of people, taken person by person; a person's id is the first column."""

    def __init__(self, rows: Iterator[Row]) -> None:
        """Stand before the first person."""
        self._rows = rows
        self._next = next(rows, None)

    @property
    def person(self) -> int:
        """The person whose rows come next, `NOBODY` at the end."""
        return NOBODY if self._next is None else cast(int, self._next[0])

    def take(self, person: int) -> list[Row]:
        """Give the rows of a person if they come next, else none."""
        taken: list[Row] = []
        row = self._next
        while row is not None and row[0] == person:
            taken.append(row)
            row = next(self._rows, None)
        self._next = row
        return taken


def check_people(
    people: set[int],
    movements: Iterator[Movement],
    stays: Iterator[Stay],
    whereabouts: Iterator[Whereabouts],
    world: World,
    occupancy: Occupancy,
    freezes: Freezes,
) -> Iterator[Violation]:
    """Check everybody's line, and rebuild from it what the store says of them.

    Args:
        people: ids of the people that the ledger knows.
        movements: all movements, each person's together and in the order of their line.
        stays: all stays in the same order.
        whereabouts: all whereabouts in the order of people.
        world: places and beds.
        occupancy: filled on the way.
        freezes: filled on the way.
    """
    lines, kept, now = ByPerson(movements), ByPerson(stays), ByPerson(whereabouts)
    without = set(people)
    while (person := min(lines.person, kept.person, now.person)) != NOBODY:
        moves, stored, rows = lines.take(person), kept.take(person), now.take(person)
        without.discard(person)
        if person not in people:
            yield Violation("person-unknown", f"person {person}", "No fact says who they are.")
        if not moves:
            yield Violation("line-gap", f"person {person}", "The ledger has no line for them.")
            yield from check_stays([], stored)
            continue
        yield from check_line(moves, world)
        rebuilt = rebuild(moves, world.sites)
        occupancy.note(rebuilt.stays)
        freezes.note(rebuilt.stays)
        yield from check_stays(rebuilt.stays, stored)
        yield from check_whereabouts(rebuilt.whereabouts, rows)
    for person in sorted(without):
        yield Violation("line-gap", f"person {person}", "The ledger has no line for them.")


def check_whereabouts(due: Whereabouts, rows: list[Whereabouts]) -> Iterator[Violation]:
    """Compare a person's whereabouts with what their line comes to."""
    where = f"whereabouts of person {due.person_id}"
    if not rows:
        yield Violation("whereabouts-missing", where, "They are nowhere.")
        return
    row = rows[0]
    if row == due:
        return
    if row.pseq != due.pseq:
        yield Violation(
            "whereabouts-stale", where, f"They show step {row.pseq}; the newest is {due.pseq}."
        )
    if row[2:7] != due[2:7]:
        yield Violation(
            "whereabouts-differs", where, f"They say {_standing(row)}; it is {_standing(due)}."
        )
    if row.origin != due.origin:
        yield Violation(
            "origin-differs",
            where,
            f"Step {row.origin} did not make this standing: {due.origin} did.",
        )


def _standing(row: Whereabouts) -> str:
    return f"place {row.place_id}, bed {row.bed}/{row.bed_id}, since {row.since}, depth {row.depth}"

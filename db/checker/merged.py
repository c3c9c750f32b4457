"""Records of one person: the table against the facts, and nothing done under a number given up."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from db.checker.chains import Books
from db.checker.facts import in_force
from db.checker.records import FAR, OUTSIDE_PLACE, Fact, Merged, Movement, Violation

FACT, ERASURE = "merged", "erased."


class Time(NamedTuple):
    """A time in which a record was merged into another, by the machine's clock."""

    person: int
    into: int
    start: int
    end: int
    where: str
    """The words that name the entry."""

    def holds(self, instant: int) -> bool:
        """Whether an instant lies in it, its ends left out: acts there may have come before."""
        return self.start < instant < self.end

    def meets(self, other: "Time") -> bool:
        """Whether another lies in it for a time."""
        return max(self.start, other.start) < min(self.end, other.end)


def check_merged(
    books: Books,
    stored: Iterable[Merged],
    movements_of: Callable[[int], Iterable[Movement]],
) -> Iterator[Violation]:
    """Find records that are merged as no record can be, and rows that the facts do not make.

    Args:
        books: the facts.
        stored: all rows.
        movements_of: gives the line of a person, in its order.
    """
    times = [time for facts in _facts(books) for time in _times(facts[0], facts[1], books)]
    due = {
        Merged(person, json.loads(live[-1].value)["into"])
        for person, facts in _facts(books)
        if (live := in_force(facts))
    }
    rows = set(stored)
    for row in sorted(due ^ rows):
        words = "The ledger makes it, the table has it not." if row in due else "No fact makes it."
        yield Violation("merged-differs", f"merged {row.person_id} into {row.into_id}", words)
    for time in times:
        wrong = _wrong(time, times, books)
        if wrong:
            yield Violation("merged-record", time.where, wrong)
    for person, of_one in groupby(sorted(times), key=lambda time: time.person):
        yield from _lines(list(of_one), list(movements_of(person)))


def _facts(books: Books) -> Iterator[tuple[int, list[Fact]]]:
    for (kind, person, about), facts in books.facts.items():
        if (kind, about) == ("person", FACT):
            yield person, sorted(facts)


def _times(person: int, facts: list[Fact], books: Books) -> Iterator[Time]:
    ends = {
        (fact.establishment_id, fact.annuls_seq): fact.recorded_at
        for fact in facts
        if fact.kind == "unfact"
    }
    for fact in facts:
        if fact.kind == "fact":
            where = books.name(fact.establishment_id, fact.seq)
            end = ends.get((fact.establishment_id, fact.seq), FAR)
            into = json.loads(fact.value)["into"]
            yield Time(person, into, fact.recorded_at, end, where)


def _wrong(time: Time, times: list[Time], books: Books) -> str:
    """Say what is wrong with a merge by itself and beside the others; empty for nothing."""
    if time.person == time.into:
        return "A record is merged into itself."
    if ("person", time.into, "identity") not in books.facts:
        return f"It is merged into person {time.into}, whom nobody knows."
    for other in times:
        if other is not time and other.person == time.person and time.meets(other):
            return "The record was merged already."
        if other.person == time.into and time.meets(other):
            return f"Person {time.into} was merged themselves."
    for (kind, person, about), facts in books.facts.items():
        if (kind, person) == ("person", time.person) and not about.startswith((FACT, ERASURE)):
            late = [fact for fact in facts if time.holds(fact.recorded_at)]
            if late:
                name = books.name(late[0].establishment_id, late[0].seq)
                return f"{name} says something of it afterwards."
    return ""


def _lines(times: list[Time], line: list[Movement]) -> Iterator[Violation]:
    """Find movements of a record while it was merged, and a merge of somebody in custody."""
    for time in times:
        before = [move for move in line if move.recorded_at <= time.start]
        if not before or before[-1].to_place != OUTSIDE_PLACE:
            yield Violation("merged-record", time.where, "The person was not outside.")
        if any(time.holds(move.recorded_at) for move in line):
            yield Violation("merged-record", time.where, "The person was moved afterwards.")

"""What others changed since a screen was last looked at, so that its rows can be marked.

Nothing of it is shown by itself: it only says which of the people and places on a screen have new
entries, so nobody is consulted by asking.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from db.queries import newest
from wingterm.domain.prison import Prison
from wingterm.services.desk import Desk, authorise, officer_at


@dataclass(frozen=True, slots=True)
class Touched:
    """What new entries are about."""

    people: frozenset[str] = frozenset()
    """Prison numbers."""
    places: frozenset[str] = frozenset()
    """Codes of places of the prison, and of what they lie in."""
    entries: frozenset[str] = frozenset()
    """References, `WTI-12`."""
    units: frozenset[tuple[int, int]] = frozenset()
    """Units of roll checks, each by the number of the check and its place in the list from 1."""


Heads = Mapping[int, int]
"""Newest entry of every book, by establishment: how far somebody has read."""


def heads(desk: Desk) -> Heads:
    """Give how far the books go; ask this before reading what is shown."""
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        return newest.heads(reader)


def touched_since(desk: Desk, prison: Prison, read: Heads, own: Collection[str]) -> Touched:
    """Give what others wrote about since.

    Args:
        desk: who asks.
        prison: whose places are named.
        read: how far the books had been read.
        own: ids of requests whose entries do not count.
    """
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        found = [
            touch
            for book, seq in newest.heads(reader).items()
            if seq > read.get(book, 0)
            for touch in newest.touched(reader, prison.id, book, read.get(book, 0))
            if touch.request_id not in own
        ]
    places = {place for touch in found for place in touch.places}
    above = {code[:at] for code in places for at, sign in enumerate(code) if sign == "-"}
    return Touched(
        frozenset(touch.number for touch in found if touch.number),
        frozenset(places | above),
        frozenset(touch.entry for touch in found),
        frozenset(unit for touch in found for unit in _units(touch)),
    )


def _units(touch: newest.Touch) -> Iterator[tuple[int, int]]:
    """Give the unit of a check that an entry is about; its opening is about none."""
    _, *numbers = touch.fact.split(".")
    if touch.check and len(numbers) > 1:
        yield touch.check, int(numbers[0])

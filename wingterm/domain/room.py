"""How much room a cell has from an instant on, at every instant (domain note 3.2)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wingterm.domain.situation import BedStay, Place


class Room(NamedTuple):
    """How full a cell gets from an instant on."""

    most: int
    """Most people at any one instant."""
    least: int
    """How many more it has room for at every instant; below 0 where it holds too many."""


def room_from(cell: Place, stays: Sequence[BedStay], start: int) -> Room:
    """Give how full a cell gets by some stays from an instant on."""
    instants = _instants(stays, start)
    for since, _, _ in cell.capacities:
        if since > start:
            instants.add(since)
    held = [held_at(stays, at) for at in instants]
    left = [_room_at(cell, at) - many for at, many in zip(instants, held, strict=True)]
    return Room(max(held), min(left))


def _room_at(cell: Place, at: int) -> int:
    capacity = cell.capacity_at(at)
    return capacity.room if capacity else 0


def most_at_once(stays: Sequence[BedStay], start: int) -> int:
    """Give the largest number of stays that overlap at any one instant from `start` on."""
    return max([held_at(stays, at) for at in _instants(stays, start)])


def _instants(stays: Sequence[BedStay], start: int) -> set[int]:
    """Give the instants from `start` on at which there may be more of some stays than before."""
    return {start, *[stay.start for stay in stays if stay.start > start]}


def held_at(stays: Iterable[BedStay], at: int) -> int:
    """Give how many stays there are at an instant."""
    return len([stay for stay in stays if stay.start <= at < stay.end])

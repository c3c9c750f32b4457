"""How much room a cell has from an instant on, at every instant (domain note 3.2)."""

from collections.abc import Iterable

from wingterm.domain.situation import BedStay, Place


def least_room(cell: Place, stays: Iterable[BedStay], start: int) -> int:
    """Give how many more a cell has room for at every instant from `start` on."""
    stays = list(stays)
    instants = {start, *[stay.start for stay in stays if stay.start > start]}
    instants |= {since for since, _, _ in cell.capacities if since > start}
    room = []
    for at in instants:
        capacity = cell.capacity_at(at)
        room.append((capacity.room if capacity else 0) - held_at(stays, at))
    return min(room)


def most_at_once(stays: Iterable[BedStay], start: int) -> int:
    """Give the largest number of stays that overlap at any one instant from `start` on."""
    stays = list(stays)
    instants = {start, *[stay.start for stay in stays if stay.start > start]}
    return max([held_at(stays, at) for at in instants])


def held_at(stays: Iterable[BedStay], at: int) -> int:
    """Give how many stays there are at an instant."""
    return len([stay for stay in stays if stay.start <= at < stay.end])

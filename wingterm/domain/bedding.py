"""A bed for somebody: whether a cell has room for them, and what must be weighed before."""

from collections.abc import Iterable
from itertools import chain

from wingterm.domain.case import NOBODY, Case
from wingterm.domain.company import warn_of_company
from wingterm.domain.places import CELL
from wingterm.domain.room import room_from
from wingterm.domain.situation import BedStay, Person, Place
from wingterm.domain.standing import NO_BED


def bed_for(case: Case, person: Person | None, cell: Place, field: str) -> int:
    """Give a bed of a cell that is free from the time of the act on; object when there is none.

    A cell has room while its people are fewer than its working capacity, or than its maximum
    where working is 0 (domain note 3.2); at every instant from then on, so that a back-dated
    act cannot put two people in one bed at a past instant.
    """
    capacity = cell.capacity_at(case.at)
    if cell.kind is not CELL or capacity is None:
        case.against(
            "not-a-cell",
            f"{cell.code} is not a cell that held anybody at {case.shown(case.at)}.",
            "Name a cell.",
            field,
        )
        return NO_BED
    if not case.in_use(cell, field):
        return NO_BED
    but = person.id if person else NOBODY
    held = case.situation.held_from(cell, case.at, but=but)
    others = list(chain.from_iterable(held.values()))
    bed = next((bed for bed in cell.beds if bed not in held), NO_BED)
    room = room_from(cell, others, case.at)
    if room.least <= 0 or bed == NO_BED:
        _full(case, cell, others, room.most + max(0, room.least), field)
        return NO_BED
    if room.most + 1 > capacity.cna:
        case.warn(
            "over-cna",
            f"{cell.code} will hold {room.most + 1}, more than its certified normal accommodation "
            f"of {capacity.cna}.",
        )
    if person is not None:
        warn_of_company(case, person, cell, others)
    return bed


def _full(case: Case, cell: Place, others: Iterable[BedStay], room: int, field: str) -> None:
    holders = ", ".join(sorted({stay.number for stay in others}))
    case.against(
        "cell-full",
        f"No bed in {cell.code} is free from {case.shown(case.at)} on; "
        f"it holds {room} and is taken by {holders}.",
        "Choose another cell (`wingterm cells --room` lists those with room), or swap two people.",
        field,
    )

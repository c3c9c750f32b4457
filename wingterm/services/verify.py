"""Let the independent checker look at the register."""

from collections.abc import Sequence

from db.checker import Head, Violation, check_store, compare_heads, heads
from wingterm.services.desk import Desk, authorise, officer_at

__all__ = ["Head", "checkpoints", "verify"]


def verify(desk: Desk, against: Sequence[Head] = ()) -> tuple[Violation, ...]:
    """Give everything that does not fit, none when the register is sound.

    Where something does not, the store of the desk writes no more.

    Args:
        desk: who asks.
        against: checkpoints that were kept elsewhere; what they saw must still be there.
    """
    _may(desk)
    found = (*check_store(desk.store), *compare_heads(desk.store, against))
    if found:
        # What does not fit is not built upon.
        desk.store.stop(f"the checker finds {found[0].rule} in {found[0].where}")
    return found


def checkpoints(desk: Desk) -> tuple[Head, ...]:
    """Give the head of each book, to be kept elsewhere."""
    _may(desk)
    return tuple(heads(desk.store))


def _may(desk: Desk) -> None:
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "verify")

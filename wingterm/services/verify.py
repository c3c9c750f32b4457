"""Let the independent checker look at the register."""

from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from db.checker import (
    Head,
    Note,
    Violation,
    check_access_log,
    check_store,
    compare_heads,
    heads,
)
from wingterm.errors import WingtermError
from wingterm.services.access_collect import collect
from wingterm.services.desk import Desk, authorise, officer_at

__all__ = ["Head", "Proven", "checkpoints", "prove", "verify"]


class Proven(NamedTuple):
    """What was found."""

    violations: tuple[Violation, ...]
    """Everything that does not fit."""
    notes: tuple[Note, ...]
    """What people must judge: lines of the access log that a stop of the machine tore, logs that
    were on this host and are not any more, and people who were erased and are here again."""


def verify(desk: Desk, against: Sequence[Head] = ()) -> tuple[Violation, ...]:
    """Give everything that does not fit, none when the register is sound.

    Where something does not, the store of the desk writes no more.

    Args:
        desk: who asks.
        against: checkpoints that were kept elsewhere; what they saw must still be there.
    """
    return prove(desk, against).violations


def prove(desk: Desk, against: Sequence[Head] = ()) -> Proven:
    """Check the register, the access log of this host, and both against what was kept elsewhere.

    Args:
        desk: who asks.
        against: checkpoints that were kept elsewhere; what they saw must still be there.
    """
    _may(desk)
    with suppress(WingtermError):
        # What cannot be taken in is named by the check that follows.
        collect(desk)
    log, notes = check_access_log(desk.store, desk.access.folder)
    found = (*check_store(desk.store), *compare_heads(desk.store, against))
    if found:
        # What does not fit is not built upon.
        desk.store.stop(f"the checker finds {found[0].rule} in {found[0].where}")
    return Proven((*found, *log), tuple(notes))


def checkpoints(desk: Desk) -> tuple[Head, ...]:
    """Give the head of each book, to be kept elsewhere."""
    _may(desk)
    return tuple(heads(desk.store))


def _may(desk: Desk) -> None:
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "verify")

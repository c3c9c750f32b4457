"""Stays in a place, with both times: the projection that makes the past quick to ask.

A move closes one stay and opens one; an annulment retracts the annulled stay and the closed version
of the one before it, and opens that one again (docs/architecture.md, `stay`).
"""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from wingterm.domain.entries import MOVE, Entry
from wingterm.domain.times import FAR

MICROS_PER_SECOND = 1_000_000


class Stay(NamedTuple):
    """A person's time in a place. Keyed by the entry that opened it."""

    person: int
    pseq: int
    establishment: int
    place: int
    bed: int
    from_at: int
    to_at: int
    known_from: int
    closed_known: int
    retracted: int
    span_class: int


@dataclass(slots=True)
class StayChanges:
    """What an act does to the stays: at most one change of each sort to a row."""

    opened: dict[tuple[int, int], Stay] = field(default_factory=dict)
    """New rows by (person, pseq), as they are at the end of the act."""
    closed: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    """(to_at, closed_known, span_class, person, pseq) of rows that were open before the act."""
    retracted: list[tuple[int, int, int]] = field(default_factory=list)
    """(retracted, person, pseq) of rows from before the act."""


@functools.lru_cache(maxsize=64)
def span_class(from_at: int, closed_known: int) -> int:
    """Give the bit length of the seconds from a stay's beginning until its end is recorded.

    0 below a second. A stay that is open has that of `FAR`. Whatever moment a stay covers lies
    between the two, so that for each class only a short range of beginnings can matter.
    """
    return ((closed_known - from_at) // MICROS_PER_SECOND).bit_length()


def fold_stays(
    entries: Iterable[Entry], recorded_at: int, establishment_of: Mapping[int, int]
) -> StayChanges:
    """Give what the movements of an act, in order, do to the stays.

    Args:
        entries: entries of the act; facts are passed over.
        recorded_at: the recording instant of the act.
        establishment_of: the establishment of each place, by id.
    """
    changes, new = StayChanges(), tuple.__new__
    for entry in entries:
        person, pseq, after = entry.person, entry.pseq, entry.after
        if person is None or pseq is None or after is None:
            continue
        if entry.kind is MOVE:
            if pseq > 1:
                assert entry.before is not None
                span = span_class(entry.before.since, recorded_at)
                _close(changes, person, pseq - 1, entry.occurred_at, recorded_at, span)
        else:
            assert entry.reopens is not None
            _retract(changes, person, pseq - 1, recorded_at)
            _retract(changes, person, entry.reopens, recorded_at)
        place, bed, since, _ = after
        # Made as what it is, a tuple of its columns: by name it would take four times as long.
        changes.opened[person, pseq] = new(Stay, (
            person, pseq, establishment_of[place], place, bed,
            since, FAR, recorded_at, FAR, FAR, span_class(since, FAR),
        ))  # fmt: skip
    return changes


def _close(changes: StayChanges, person: int, pseq: int, to_at: int, known: int, span: int) -> None:
    opened = changes.opened.get((person, pseq))
    if opened is None:
        changes.closed.append((to_at, known, span, person, pseq))
        return
    changes.opened[person, pseq] = opened._replace(to_at=to_at, closed_known=known, span_class=span)


def _retract(changes: StayChanges, person: int, pseq: int, known: int) -> None:
    opened = changes.opened.get((person, pseq))
    if opened is None:
        changes.retracted.append((known, person, pseq))
        return
    changes.opened[person, pseq] = opened._replace(retracted=known)

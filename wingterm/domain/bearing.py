"""What of others' entries bears on an act that was decided before they were written.

Only for verbs whose rules look at their people, at what is on record of them, at the cells that the
act names with those who hold beds there, and at settings.
"""

from collections.abc import Sequence
from typing import NamedTuple

from wingterm.domain import requests as asked
from wingterm.domain.requests import Request
from wingterm.domain.situation import Situation
from wingterm.domain.standing import NO_BED

PREPARED: frozenset[type[Request]] = frozenset({
    asked.Arrive,
    asked.CancelTransfer,
    asked.Move,
    asked.Recall,
    asked.Receive,
    asked.Redirect,
    asked.Release,
    asked.TransferOut,
})  # fmt: skip
"""Requests that look at no more than that."""


class Came(NamedTuple):
    """An entry that came after an act was decided: whom or what it is about."""

    person: int | None
    from_bed: int | None
    to_bed: int | None
    subject_kind: str | None
    subject: int | None


def bears_on(situation: Situation, requests: Sequence[Request], came: Sequence[Came]) -> bool:
    """Whether any entry that came may change what was decided; in doubt it may.

    Args:
        situation: what the act was decided on, and brought up to date by it.
        requests: the act; each is one of `PREPARED`.
        came: what was written since the situation was read, in any book.
    """
    if not came:
        return False
    people = situation.person_of.keys() | {
        int(span.fact.removeprefix("na."))
        for person in situation.person_of.values()
        for span in person.facts
        if span.fact.startswith("na.")
    }
    beds = _beds_named(situation, requests)
    for entry in came:
        if entry.person is not None:
            if entry.person in people or entry.from_bed in beds or entry.to_bed in beds:
                return True
        elif entry.subject_kind != "person" or entry.subject in people:
            # A place, a prison, an officer, a check: seldom, and then it is decided anew.
            return True
    return False


def _beds_named(situation: Situation, requests: Sequence[Request]) -> set[int]:
    """Give the beds of the cells that requests name."""
    named = {
        (request.prison, getattr(request, name, "").strip().upper())
        for request in requests
        for name in ("to", "cell")
    }
    books = {prison.code: prison.id for prison in situation.prisons.values()}
    beds = {
        bed
        for prison, code in named
        if (place := situation.places.get((books.get(prison, 0), code))) is not None
        for bed in place.beds
    }
    return beds - {NO_BED}

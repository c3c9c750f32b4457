"""Spans of facts, with both times: what was so from when to when, and when it was believed.

A fact holds from its own time until the next later one about the same thing; of two from the same
instant the later recorded holds. Facts are withdrawn singly, in any order.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from wingterm.domain.times import FAR


class Subject(NamedTuple):
    """What a fact is about."""

    kind: str
    id: int
    fact: str


class KnownFact(NamedTuple):
    """A fact that has not been withdrawn.

    Facts sort by recording: (recorded_at, establishment, seq).
    """

    recorded_at: int
    establishment: int
    seq: int
    from_at: int
    value: str


class Span(NamedTuple):
    """A fact's value over [from_at, to_at)."""

    establishment: int
    seq: int
    from_at: int
    to_at: int
    value: str


def timeline(facts: Iterable[KnownFact]) -> tuple[Span, ...]:
    """Give what the facts about one thing come to, in order of time."""
    newest: dict[int, KnownFact] = {}
    for fact in sorted(facts):
        newest[fact.from_at] = fact
    bounds = [*sorted(newest), FAR]
    return tuple(
        Span(newest[start].establishment, newest[start].seq, start, end, newest[start].value)
        for start, end in pairwise(bounds)
    )


def value_at(spans: Iterable[Span], instant: int) -> str | None:
    """Give the value in force at an instant, None before the first."""
    return next((span.value for span in spans if span.from_at <= instant < span.to_at), None)

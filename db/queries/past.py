"""Who was where at T, as believed at K: the one way to ask `stay` about the past.

A stay is read with its end if that was known at K, else as still open. `late_class` is the bit
length of the seconds between a stay's end and its recording, so for each class only a short range
of ends can matter: to_at > T, or recorded after K and hence to_at > K - 2^class seconds.
"""

from typing import NamedTuple

from wingterm.domain.times import FAR

CLASSES = 40
"""Classes that can occur: 2^39 seconds are 17,000 years."""
MICROS_PER_SECOND = 1_000_000
NOW_KNOWN = FAR - 1
"""An instant of knowledge that no recording comes after."""


class Moment(NamedTuple):
    """An instant, and an instant of knowledge about it."""

    as_of: int
    known_at: int


def as_believed(as_of: int, known_at: int | None) -> Moment:
    """Give the moment of a question; without an instant of knowledge, as now known."""
    return Moment(as_of, NOW_KNOWN if known_at is None else known_at)


BOUNDS = ", ".join("(?, ?)" for _ in range(CLASSES))
STAYS_THEN = f"""
    WITH bound(late_class, low) AS (VALUES {BOUNDS})
    SELECT {{columns}}
    FROM bound c CROSS JOIN stay s
    {{joins}}
    WHERE s.establishment_id = ? AND s.late_class = c.late_class AND s.to_at > c.low
      AND s.from_at <= ? AND s.known_from <= ? AND s.retracted > ?
      AND (s.to_at > ? OR s.closed_known > ?)
"""
"""Stays of an establishment that cover a moment; the asker fills in `columns` and `joins`.

CROSS JOIN keeps SQLite to this order: a range of the index for each class. Left to itself it reads
every stay that the establishment ever had.
"""


def stays_then(establishment: int, moment: Moment) -> list[int]:
    """Give the parameters of `STAYS_THEN`."""
    as_of, known_at = moment
    bounds: list[int] = []
    for late_class in range(CLASSES):
        bounds += [late_class, min(as_of, known_at - 2**late_class * MICROS_PER_SECOND)]
    return [*bounds, establishment, as_of, known_at, known_at, as_of, known_at]

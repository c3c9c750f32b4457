"""Who was where at T, as believed at K: the one way to ask `stay` about the past.

A stay is read with its end if that was known at K, else as still open. Either way its end was
recorded after the earlier of T and K. `span_class` is the bit length of the seconds from its
beginning to that recording, so for each class only a short range of beginnings can matter: those
less than 2^class seconds before the earlier of T and K. How much came before or after is all one.
"""

from typing import NamedTuple

from wingterm.domain.times import FAR

CLASSES = 40
"""Classes that can occur: 2^39 seconds are 17,000 years, and what is open lasts for 8,000."""
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
    WITH bound(span_class, low) AS (VALUES {BOUNDS})
    SELECT {{columns}}
    FROM bound c CROSS JOIN stay s
    {{joins}}
    WHERE s.establishment_id = ? AND s.span_class = c.span_class AND s.from_at > c.low
      AND s.from_at <= ? AND s.known_from <= ? AND s.retracted > ?
      AND (s.to_at > ? OR s.closed_known > ?)
"""
"""Stays of an establishment that cover a moment; the asker fills in `columns` and `joins`.

CROSS JOIN keeps SQLite to this order: a range of the index for each class. Left to itself it reads
every stay that the establishment ever had.
"""


def bounds(moment: Moment) -> list[int]:
    """Give the parameters of `BOUNDS`: each class, and what a stay of it begins after."""
    earlier = min(moment)
    return [n for at in range(CLASSES) for n in (at, earlier - 2**at * MICROS_PER_SECOND)]


def stays_then(establishment: int, moment: Moment, *asked: int) -> list[int]:
    """Give the parameters of `STAYS_THEN`; `asked` are those of its columns."""
    as_of, known_at = moment
    return [*bounds(moment), *asked, establishment, as_of, known_at, known_at, as_of, known_at]

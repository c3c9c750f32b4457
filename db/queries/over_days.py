"""Who was where over a stretch of time, as now known, by one statement for all of its instants."""

from typing import Any

from db.engine import Reader
from db.queries.past import BOUNDS, NOW_KNOWN, Moment, bounds

_STAYS = f"""
    WITH bound(span_class, low) AS (VALUES {BOUNDS})
    SELECT a.kind, CASE WHEN s.bed = 0 THEN '' ELSE h.code END, s.from_at, s.to_at
    FROM bound c CROSS JOIN stay s
    JOIN place a ON a.id = s.place_id JOIN bed b ON b.id = s.bed JOIN place h ON h.id = b.place_id
    WHERE s.establishment_id = ? AND s.span_class = c.span_class AND s.from_at > c.low
      AND s.from_at <= ? AND s.to_at > ? AND s.retracted > ?
"""
_CHANGES = (
    "SELECT DISTINCT f.from_at, f.to_at FROM fact_span f WHERE f.retracted > ?"
    " AND f.from_at <= ? AND f.to_at > ? AND (f.subject_kind = 'establishment'"
    " AND f.subject_id = ? AND f.fact_kind = 'signed'"
    " OR f.subject_kind = 'place' AND f.fact_kind IN ('place', 'capacity', 'status')"
    " AND f.subject_id IN (SELECT q.id FROM place q WHERE q.establishment_id = ?))"
)


def stays(reader: Reader, prison: int, first: int, last: int) -> list[tuple[Any, ...]]:
    """Give the stays of a prison's people that cover any instant from a first to a last one.

    Each as kind of the place, code of the cell whose bed is held (empty without), when it began and
    when it ended.
    """
    low = bounds(Moment(first, NOW_KNOWN))
    return reader.rows(_STAYS, [*low, prison, last, first, NOW_KNOWN])


def changes(reader: Reader, prison: int, first: int, last: int) -> set[int]:
    """Give the instants at which a prison's capacities may change: of its places, and signed.

    Those of what holds at any time from a first instant to a last one.
    """
    rows = reader.rows(_CHANGES, (NOW_KNOWN, last, first, prison, prison))
    return {int(instant) for row in rows for instant in row}

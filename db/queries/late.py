"""What was entered late: entries that were recorded after an instant and are about before it."""

from collections.abc import Collection
from typing import NamedTuple

from db.engine import Reader


class LateRow(NamedTuple):
    """An entry that changed what is known of a past instant."""

    person: int
    entry: str
    """Its place in the books, as `WTI-17`."""
    kind: str
    """`move`, or `annul`: a movement that never happened."""
    verb: str
    occurred_at: int
    """Own time of the movement; of an annulment that of the movement annulled."""
    recorded_at: int
    officer: str


def late_entries(reader: Reader, people: Collection[int], instant: int) -> list[LateRow]:
    """Give people's entries of before an instant that were recorded at it or later, in order."""
    rows = reader.rows(
        "SELECT e.person_id, c.code || '-' || e.seq, e.kind,"
        " CASE e.kind WHEN 'move' THEN e.verb ELSE a.verb END,"
        " CASE e.kind WHEN 'move' THEN e.occurred_at ELSE a.occurred_at END, e.recorded_at, o.name"
        " FROM entry e JOIN establishment c ON c.id = e.establishment_id"
        " JOIN officer o ON o.id = e.officer_id"
        " LEFT JOIN entry a ON a.person_id = e.person_id AND a.pseq = e.annuls_pseq"
        f" WHERE {reader.in_set('e.person_id')} AND e.recorded_at >= ?"
        " AND CASE e.kind WHEN 'move' THEN e.occurred_at ELSE a.occurred_at END < ?"
        " ORDER BY e.person_id, e.pseq",
        (reader.as_set(sorted(people)), instant, instant),
    )
    return [LateRow(*row) for row in rows]

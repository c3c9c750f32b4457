"""What was entered late: entries that were recorded after an instant and are about before it."""

from collections.abc import Collection
from typing import NamedTuple

from db.engine import Reader
from db.queries.crossings import FROM, TO


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


def late_entries(
    reader: Reader, prison: int, people: Collection[int], instant: int
) -> list[LateRow]:
    """Give what changed who was inside a prison at an instant, in order of the books.

    Entries recorded at the instant or later that say, or unsay, that one of the people went through
    the prison's gate before it.
    """
    rows = reader.rows(
        "SELECT k.person_id, c.code || '-' || k.seq, k.kind, e.verb, e.occurred_at, k.recorded_at,"
        " o.name"
        " FROM entry k JOIN establishment c ON c.id = k.establishment_id"
        " JOIN officer o ON o.id = k.officer_id"
        " JOIN entry e ON e.person_id = k.person_id"
        " AND e.pseq = CASE k.kind WHEN 'move' THEN k.pseq ELSE k.annuls_pseq END"
        " JOIN place t ON t.id = e.to_place JOIN place f ON f.id = e.from_place"
        f" WHERE {reader.in_set('k.person_id')} AND k.recorded_at >= ? AND e.occurred_at < ?"
        f" AND e.establishment_id = ? AND {TO} <> {FROM}"
        " ORDER BY k.person_id, k.pseq",
        (reader.as_set(sorted(people)), instant, instant, prison),
    )
    return [LateRow(*row) for row in rows]

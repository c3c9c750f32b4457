"""Transfers in plain SQL: the same rows into the same tables, set-based, in one transaction.

Looked up and joined by SQLite alone; no rules, no reasons, and random digits for the hash.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from db.sqlite import driver, set_pragmas
from wingterm.clock import random_ids, system_clock
from wingterm.domain.times import FAR

WANTED = (
    "CREATE TEMP TABLE wanted (line INTEGER PRIMARY KEY, number TEXT, place INTEGER, bed INTEGER)"
)

LINES = """CREATE TEMP TABLE line AS
SELECT t.line, w.person_id, w.pseq + 1 AS pseq, w.pseq AS prev_pseq,
       w.place_id AS from_place, w.bed AS from_bed, w.since AS from_since, w.depth AS from_depth,
       t.place AS to_place, t.bed AS to_bed, :now AS since, w.depth + 1 AS depth
FROM wanted t JOIN person p ON p.number = t.number JOIN whereabouts w ON w.person_id = p.id
ORDER BY t.line"""

STEPS = (
    "DELETE FROM temp.wanted",
    (
        "INSERT INTO request"
        " (id, content_hash, verb, officer_id, front_end, recorded_at, outcome, reason, origin)"
        " VALUES (:request, :digits, :verb, 1, 'cli', :now, json_object('lines', :many),"
        " '', '')"
    ),
    """INSERT INTO entry
    SELECT :prison, c.seq + l.line, 'move', :verb, :request, l.line, 1, 1, 'cli', :now, :now,
           l.person_id, l.pseq, l.prev_pseq, l.from_place, l.from_bed, l.from_since, l.from_depth,
           l.to_place, l.to_bed, l.since, l.depth, NULL, NULL, NULL, NULL, NULL, NULL,
           :reason, '{}', 1, lower(hex(randomblob(32)))
    FROM line l JOIN chain c ON c.establishment_id = :prison ORDER BY l.line""",
    "DELETE FROM whereabouts WHERE person_id IN (SELECT person_id FROM line)",
    """INSERT INTO whereabouts
    SELECT person_id, pseq, to_place, to_bed, nullif(to_bed, 0), since, depth, pseq FROM line""",
    """UPDATE stay SET to_at = :now, closed_known = :now
    FROM line l WHERE stay.person_id = l.person_id AND stay.pseq = l.prev_pseq""",
    """INSERT INTO stay
    SELECT l.person_id, l.pseq, p.establishment_id, l.to_place, l.to_bed, :now, :far, :now, :far,
           :far, 0 FROM line l JOIN place p ON p.id = l.to_place""",
    "UPDATE chain SET seq = seq + :many, recorded_at = :now WHERE establishment_id = :prison",
    "DROP TABLE temp.line",
)


class Plain:
    """A copy of a register, written to without the program."""

    def __init__(self, path: Path) -> None:
        """Open it with the same safeguards as the program."""
        self._connection: Any = driver.connect(str(path), isolation_level=None)
        set_pragmas(self._connection)
        self._connection.execute(WANTED)

    def ids(self, prison: str) -> tuple[int, int]:
        """Give the ids of a prison and of its way in."""
        row = self._connection.execute(
            "SELECT e.id, p.id FROM establishment e JOIN place p ON p.establishment_id = e.id"
            " WHERE e.code = ? AND p.kind = 'EN_ROUTE'",
            (prison,),
        ).fetchone()
        return int(row[0]), int(row[1])

    def beds(self, prison: str) -> list[tuple[int, int]]:
        """Give cell and bed of every bed of a prison, in order."""
        return list(
            self._connection.execute(
                "SELECT b.place_id, b.id FROM bed b JOIN place p ON p.id = b.place_id"
                " JOIN establishment e ON e.id = p.establishment_id"
                " WHERE e.code = ? ORDER BY b.id",
                (prison,),
            )
        )

    def transfer(
        self, verb: str, prison: int, reason: str, wanted: Sequence[tuple[int, str, int, int]]
    ) -> None:
        """Bring people to places and beds: (line, number, place, bed) each."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        values = {
            "now": system_clock(),
            "far": FAR,
            "verb": verb,
            "prison": prison,
            "reason": reason,
            "request": random_ids(),
            "digits": "0" * 64,
            "many": len(wanted),
        }
        self._connection.executemany("INSERT INTO temp.wanted VALUES (?, ?, ?, ?)", wanted)
        execute(LINES, values)
        for step in STEPS:
            execute(step, values)
        execute("COMMIT")

    def close(self) -> None:
        """Close it."""
        self._connection.close()

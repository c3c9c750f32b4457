"""A roll check in plain SQL: people counted by unit, and rows of a table of its own.

The units are joined through a table of places; no rules, no names, no hashes, no chain.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from db.sqlite import driver, set_pragmas

EXPECTED = """SELECT u.unit, COUNT(*) FROM stay s JOIN plain_unit u ON u.place = s.place_id
WHERE s.establishment_id = :prison AND s.from_at <= :at AND s.to_at > :at AND s.known_from <= :at
AND s.retracted > :at GROUP BY u.unit"""

SHEET = """SELECT c.unit, c.expected, c.counted, c.at FROM plain_count c WHERE c.checked = :checked
ORDER BY c.unit"""


class PlainCheck:
    """A copy of a register with a table of counts, written to without the program."""

    def __init__(self, path: Path, unit_of: Mapping[str, str]) -> None:
        """Open it with the same safeguards as the program.

        Args:
            path: of the copy.
            unit_of: code of each cell to its unit.
        """
        self._connection: Any = driver.connect(str(path), isolation_level=None)
        set_pragmas(self._connection)
        self._do("CREATE TABLE plain_unit (place INTEGER PRIMARY KEY, unit TEXT)")
        self._do(
            "CREATE TABLE plain_count (checked INTEGER, unit TEXT, expected INTEGER,"
            " counted INTEGER, at INTEGER, PRIMARY KEY (checked, unit))"
        )
        places = self._do(
            "SELECT p.id, p.code FROM place p JOIN establishment e ON e.id = p.establishment_id"
            " WHERE e.code = 'WTI'"
        ).fetchall()
        self._connection.executemany(
            "INSERT INTO plain_unit VALUES (?, ?)",
            [(place, unit_of.get(code, "REST")) for place, code in places],
        )
        (row,) = self._do("SELECT id FROM establishment WHERE code = 'WTI'").fetchall()
        self._prison = int(row[0])
        self.checked = 0

    def _do(self, sql: str, values: Mapping[str, object] | None = None) -> Any:
        return self._connection.execute(sql, values or {})

    def open(self, at: int) -> None:
        """Count who is where, and keep it."""
        self.checked += 1
        self._do("BEGIN IMMEDIATE")
        rows = self._do(EXPECTED, {"prison": self._prison, "at": at}).fetchall()
        self._connection.executemany(
            "INSERT INTO plain_count VALUES (?, ?, ?, NULL, ?)",
            [(self.checked, unit, expected, at) for unit, expected in rows],
        )
        self._do("COMMIT")

    def count(self, unit: str, counted: int, at: int) -> None:
        """Keep a count of a unit."""
        self._do("BEGIN IMMEDIATE")
        self._do(
            "UPDATE plain_count SET counted = :counted, at = :at"
            " WHERE checked = :checked AND unit = :unit",
            {"counted": counted, "at": at, "checked": self.checked, "unit": unit},
        )
        self._do("COMMIT")

    def sheet(self, at: int) -> list[tuple[Any, ...]]:
        """Give each unit with its count, and how many people are there now."""
        self._do(EXPECTED, {"prison": self._prison, "at": at}).fetchall()
        found: list[tuple[Any, ...]] = self._do(SHEET, {"checked": self.checked}).fetchall()
        return found

    def close(self) -> None:
        """Close it."""
        self._connection.close()

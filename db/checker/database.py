"""What the database itself finds wrong with its file, and with what refers to what."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from db.checker.records import Counter, RegisterInfo, Violation

COUNTED = {
    "person": "person",
    "place": "place",
    "bed": "bed",
    "officer": "officer",
    "establishment": "establishment",
    "check": "roll_check",
}
"""Counters that give ids, each with its table."""

ISSUED = ("prison_number", "temporary")
"""Counters from which numbers are issued; one that is in use already is passed over then."""


def check_integrity(rows: Iterable[Sequence[Any]]) -> Iterator[Violation]:
    """Give the findings of SQLite's integrity_check."""
    for (said,) in rows:
        if said != "ok":
            yield Violation("database-damaged", "database file", f"SQLite says: {said}.")


def check_references(rows: Iterable[Sequence[Any]]) -> Iterator[Violation]:
    """Give the findings of SQLite's foreign_key_check."""
    for table, row, parent, _ in rows:
        yield Violation(
            "reference-broken", f"{table}, row {row}", f"It refers to no row of {parent}."
        )


def check_counters(
    counters: Iterable[Counter], largest: Sequence[tuple[str, int | None]]
) -> Iterator[Violation]:
    """Find counters that would give an id in use.

    Args:
        counters: the rows of the table.
        largest: name of each counter that gives ids, and the largest id in use.
    """
    following = {row.name: row.next_value for row in counters}
    for name, used in largest:
        value = following.get(name)
        if value is None:
            yield Violation("counter-behind", f"counter {name}", "It is missing.")
        elif used is not None and value <= used:
            yield Violation(
                "counter-behind", f"counter {name}", f"It would give {value}; {used} is in use."
            )


def check_info(rows: Sequence[RegisterInfo]) -> Iterator[Violation]:
    """Find a store that does not say what it is."""
    if len(rows) != 1 or rows[0].id != 1 or rows[0].application != "wingterm":
        yield Violation("register-info", "register_info", "It does not say what this store is.")

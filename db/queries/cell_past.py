"""Who held the beds of a cell, and when."""

from typing import NamedTuple

from db.engine import Reader


class HeldRow(NamedTuple):
    """Somebody's time in a bed, as it was or is believed."""

    number: str
    last_name: str
    first_name: str
    bed: int
    """Number of the bed in its cell."""
    from_at: int
    to_at: int
    retracted: int
    """Until when it was believed; `FAR` while it is."""


def held(reader: Reader, prison: int, code: str) -> list[HeldRow]:
    """Give all stays in a cell's beds, those no longer believed too, in order of time."""
    rows = reader.rows(
        "SELECT p.number, p.last_name, p.first_name, b.number, s.from_at, s.to_at, s.retracted"
        " FROM place c JOIN bed b ON b.place_id = c.id JOIN stay s ON s.bed = b.id"
        " JOIN person p ON p.id = s.person_id"
        " WHERE c.establishment_id = ? AND c.code = ? AND s.from_at < s.to_at"
        " ORDER BY s.from_at, b.number, s.to_at",
        (prison, code),
    )
    return [HeldRow(*row) for row in rows]


def place_kind(reader: Reader, prison: int, code: str) -> str:
    """Give the kind of a place, empty for none of that code."""
    row = reader.one(
        "SELECT kind FROM place WHERE establishment_id = ? AND code = ?", (prison, code)
    )
    return str(row[0]) if row else ""

"""Who has been outside for long: of whom a rule of retention may erase something."""

from typing import NamedTuple

from db.engine import Reader
from wingterm.domain.retention import FACT


class OutsideRow(NamedTuple):
    """Somebody outside."""

    person: int
    number: str
    since: int
    """Since when they are outside by this record."""


def outside(reader: Reader, before: int) -> list[OutsideRow]:
    """Give everybody who is outside since before an instant, by number."""
    rows = reader.rows(
        "SELECT p.id, p.number, w.since FROM whereabouts w JOIN person p ON p.id = w.person_id"
        " WHERE w.place_id = 1 AND w.since <= ? ORDER BY p.number",
        (before,),
    )
    return [OutsideRow(*row) for row in rows]


class ErasedRow(NamedTuple):
    """A fact that says what was erased of somebody."""

    person: int
    value: str
    """JSON."""
    at: int


def erased(reader: Reader) -> list[ErasedRow]:
    """Give all that was erased, of everybody."""
    rows = reader.rows(
        "SELECT f.subject_id, f.value, f.from_at FROM fact_span f"
        f" WHERE f.subject_kind = 'person' AND f.fact_kind LIKE '{FACT}%'",
        (),
    )
    return [ErasedRow(*row) for row in rows]

"""Which records are of one person: the one that stands for both, and those that led to it."""

from typing import NamedTuple

from db.engine import Reader
from wingterm.domain.times import FAR


class MergedRow(NamedTuple):
    """A record that is merged into another, and the fact that says so."""

    person: int
    number: str
    last_name: str
    first_name: str
    date_of_birth: str
    sex: str
    since: int
    """Instant from which its number is used no longer."""
    value: str
    """What the fact says, as JSON."""
    book: str
    seq: int
    officer: str
    """Name of who recorded it."""


def stands_for(reader: Reader, number: str) -> str:
    """Give the number of the record that a number leads to: its own, or what it is merged into."""
    row = reader.one(
        "SELECT s.number FROM person p JOIN merged m ON m.person_id = p.id"
        " JOIN person s ON s.id = m.into_id WHERE p.number = ?",
        (number,),
    )
    return str(row[0]) if row else number


def merged_into(reader: Reader, person: int) -> list[MergedRow]:
    """Give the records that are merged into a person's, by number."""
    rows = reader.rows(
        "SELECT p.id, p.number, p.last_name, p.first_name, p.date_of_birth, p.sex, f.from_at,"
        " f.value, b.code, f.seq, o.name"
        " FROM merged m JOIN person p ON p.id = m.person_id"
        " JOIN fact_span f ON f.subject_kind = 'person' AND f.subject_id = p.id"
        "  AND f.fact_kind = 'merged' AND f.to_at = ? AND f.retracted = ?"
        " JOIN entry e ON e.establishment_id = f.establishment_id AND e.seq = f.seq"
        " JOIN officer o ON o.id = e.officer_id"
        " JOIN establishment b ON b.id = f.establishment_id"
        " WHERE m.into_id = ? ORDER BY p.number",
        (FAR, FAR, person),
    )
    return [MergedRow(*row) for row in rows]

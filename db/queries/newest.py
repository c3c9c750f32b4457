"""The newest that the register holds of people and things: how a stale screen is known."""

from collections.abc import Collection
from typing import NamedTuple

from db.engine import Reader
from wingterm.domain.times import FAR


class Line(NamedTuple):
    """A person, and the number of the newest entry of their line."""

    person: int
    number: str
    last_name: str
    first_name: str
    pseq: int


def lines(reader: Reader, numbers: Collection[str]) -> list[Line]:
    """Give the people of some prison numbers, by number."""
    rows = reader.rows(
        "SELECT p.id, p.number, p.last_name, p.first_name, w.pseq"
        " FROM person p JOIN whereabouts w ON w.person_id = p.id"
        f" WHERE {reader.in_set('p.number')} ORDER BY p.number",
        (reader.as_set(numbers),),
    )
    return [Line(*row) for row in rows]


def recorded(reader: Reader, kind: str, subjects: Collection[int]) -> dict[int, int]:
    """Give when the newest fact of each was recorded or withdrawn; nothing of what has none.

    Args:
        reader: of the register.
        kind: `person`, `place` or `establishment`.
        subjects: their ids.
    """
    # Whatever is recorded or withdrawn begins a belief or ends one, at the instant of its act.
    rows = reader.rows(
        "SELECT f.subject_id, MAX(f.known_from),"
        " MAX(CASE WHEN f.retracted = ? THEN 0 ELSE f.retracted END)"
        f" FROM fact_span f WHERE f.subject_kind = ? AND {reader.in_set('f.subject_id')}"
        " GROUP BY f.subject_id",
        (FAR, kind, reader.as_set(subjects)),
    )
    return {int(subject): max(int(begun), int(ended)) for subject, begun, ended in rows}


class Fact(NamedTuple):
    """A fact, or the withdrawal of one."""

    kind: str
    """`fact` or `unfact`."""
    fact: str
    recorded_at: int
    officer: str


def newest_fact(reader: Reader, kind: str, subject: int, recorded_at: int) -> Fact | None:
    """Give what was recorded of a thing at the instant that `recorded` gives."""
    row = reader.one(
        "SELECT e.kind, e.fact_kind, e.recorded_at, o.name FROM fact_span f"
        " JOIN entry e ON e.establishment_id = f.establishment_id AND e.recorded_at = ?"
        "  AND (e.seq = f.seq OR e.annuls_seq = f.seq)"
        " JOIN officer o ON o.id = e.officer_id"
        " WHERE f.subject_kind = ? AND f.subject_id = ? AND (f.known_from = ? OR f.retracted = ?)"
        " ORDER BY e.seq DESC LIMIT 1",
        (recorded_at, kind, subject, recorded_at, recorded_at),
    )
    return Fact(*row) if row else None

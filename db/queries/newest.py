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
    officer: str
    request_id: str


def newest_fact(reader: Reader, kind: str, subject: int, recorded_at: int) -> Fact | None:
    """Give what was recorded of a thing at the instant that `recorded` gives."""
    row = reader.one(
        "SELECT e.kind, e.fact_kind, o.name, e.request_id FROM fact_span f"
        " JOIN entry e ON e.establishment_id = f.establishment_id AND e.recorded_at = ?"
        "  AND (e.seq = f.seq OR e.annuls_seq = f.seq)"
        " JOIN officer o ON o.id = e.officer_id"
        " WHERE f.subject_kind = ? AND f.subject_id = ? AND (f.known_from = ? OR f.retracted = ?)"
        " ORDER BY e.seq DESC LIMIT 1",
        (recorded_at, kind, subject, recorded_at, recorded_at),
    )
    return Fact(*row) if row else None


def heads(reader: Reader) -> dict[int, int]:
    """Give the number of the newest entry of every book, by establishment."""
    return {int(book): int(seq) for book, seq in reader.rows(_HEADS, ())}


def any_check_awaited(reader: Reader, prison: int) -> bool:
    """Whether a roll check of a prison is open, or the prison has settled when one is due."""
    row = reader.one(
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM roll_check c"
        "  WHERE c.establishment_id = ? AND c.ended_at = ?)"
        " OR EXISTS (SELECT 1 FROM fact_span f WHERE f.subject_kind = 'establishment'"
        "  AND f.subject_id = ? AND f.fact_kind = 'check-kinds' AND f.to_at = ?)",
        (prison, FAR, prison, FAR),
    )
    return row is not None


_HEADS = "SELECT c.establishment_id, c.seq FROM chain c"


class Touch(NamedTuple):
    """What an entry is about."""

    entry: str
    """Reference in its book, `WTI-12`."""
    request_id: str
    number: str
    """Prison number, empty for an entry about no person."""
    places: tuple[str, ...]
    """Codes of the places of a prison that it names: from, to, the cells of the beds, its own."""
    check: int
    """Number of the roll check that it is about, 0 for none."""
    fact: str
    """What it says of that check, as `count.3.1`; empty for anything else."""


def touched(reader: Reader, prison: int, book: int, after: int) -> list[Touch]:
    """Give what the entries of a book are about that came after one of them.

    Args:
        reader: of the register.
        prison: whose places are named.
        book: establishment of the book.
        after: number in the book.
    """
    own = [f"CASE WHEN {place}.establishment_id = ? THEN {place}.code END" for place in "ftbc"]
    rows = reader.rows(
        "SELECT k.code, e.seq, e.request_id, COALESCE(p.number, q.number, ''),"
        " CASE WHEN e.subject_kind = 'check' THEN e.subject_id ELSE 0 END,"
        " CASE WHEN e.subject_kind = 'check' THEN e.fact_kind ELSE '' END,"
        f" {', '.join(own)}, s.code"
        " FROM entry e JOIN establishment k ON k.id = e.establishment_id"
        " LEFT JOIN person p ON p.id = e.person_id"
        " LEFT JOIN person q ON q.id = e.subject_id AND e.subject_kind = 'person'"
        " LEFT JOIN place f ON f.id = e.from_place LEFT JOIN place t ON t.id = e.to_place"
        " LEFT JOIN bed y ON y.id = e.from_bed AND y.id > 0 LEFT JOIN place b ON b.id = y.place_id"
        " LEFT JOIN bed z ON z.id = e.to_bed AND z.id > 0 LEFT JOIN place c ON c.id = z.place_id"
        " LEFT JOIN place s ON s.id = e.subject_id AND e.subject_kind = 'place'"
        "  AND s.establishment_id = ?"
        " WHERE e.establishment_id = ? AND e.seq > ? ORDER BY e.seq",
        (prison, prison, prison, prison, prison, book, after),
    )
    return [
        Touch(f"{code}-{seq}", request, number, tuple({p for p in places if p}), check, fact)
        for code, seq, request, number, check, fact, *places in rows
    ]

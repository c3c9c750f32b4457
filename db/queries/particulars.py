"""What is on record of a person besides identity and movements, as of T and as believed at K."""

from typing import NamedTuple

from db.engine import Reader
from db.queries.past import Moment


class ParticularRow(NamedTuple):
    """A fact of a person that covers a moment."""

    fact: str
    """Kind of fact with its key, `alert.XA`."""
    value: str
    """JSON."""
    since: int
    book: str
    seq: int
    timezone: str
    """Of the prison in whose book it is."""
    recorded_at: int
    officer: str
    """Name of who recorded it."""


class Named(NamedTuple):
    """A person as others refer to them."""

    id: int
    number: str
    last_name: str
    first_name: str


def by_number(reader: Reader, number: str) -> Named | None:
    """Give the person with a prison number."""
    row = reader.one(
        "SELECT p.id, p.number, p.last_name, p.first_name FROM person p WHERE p.number = ?",
        (number,),
    )
    return Named(*row) if row else None


def by_ids(reader: Reader, people: list[int]) -> dict[int, Named]:
    """Give people by id."""
    rows = reader.rows(
        "SELECT p.id, p.number, p.last_name, p.first_name FROM person p"
        f" WHERE {reader.in_set('p.id')}",
        (reader.as_set(people),),
    )
    return {row[0]: Named(*row) for row in rows}


def particulars(reader: Reader, person: int, moment: Moment) -> list[ParticularRow]:
    """Give everything that is said of a person at a moment but who they are."""
    as_of, known_at = moment
    rows = reader.rows(
        "SELECT f.fact_kind, f.value, f.from_at, b.code, f.seq, b.timezone, e.recorded_at, o.name"
        " FROM fact_span f"
        " JOIN entry e ON e.establishment_id = f.establishment_id AND e.seq = f.seq"
        " JOIN establishment b ON b.id = f.establishment_id JOIN officer o ON o.id = e.officer_id"
        " WHERE f.subject_kind = 'person' AND f.subject_id = ? AND f.fact_kind <> 'identity'"
        " AND f.from_at <= ? AND f.to_at > ? AND f.known_from <= ? AND f.retracted > ?"
        " ORDER BY f.fact_kind",
        (person, as_of, as_of, known_at, known_at),
    )
    return [ParticularRow(*row) for row in rows]


def stay_began(reader: Reader, person: int, moment: Moment) -> int:
    """Give when the stay of a person at a moment began (domain note 4.2); 0 for none yet."""
    as_of, known_at = moment
    row = reader.one(
        "SELECT MAX(e.occurred_at) FROM entry e WHERE e.person_id = ? AND e.verb = 'receive'"
        " AND e.kind = 'move' AND e.occurred_at <= ? AND e.recorded_at <= ?"
        " AND NOT EXISTS (SELECT 1 FROM entry a WHERE a.person_id = e.person_id"
        "   AND a.annuls_pseq = e.pseq AND a.recorded_at <= ?)",
        (person, as_of, known_at, known_at),
    )
    return int(row[0]) if row and row[0] is not None else 0

"""Everything that is on record of a person, as it was recorded: for a copy of it."""

from collections.abc import Collection
from typing import NamedTuple

from db.engine import Reader
from wingterm.domain.text import search_name


class SaidRow(NamedTuple):
    """A fact about a person, whatever became of it."""

    person: int
    fact: str
    """Kind of fact with its key, `alert.XA`."""
    value: str
    """JSON."""
    occurred_at: int
    """From when it was said to be so."""
    recorded_at: int
    timezone: str
    """Of the prison in whose book it is."""
    role: str
    """Role of who recorded it."""
    officer: str
    """Name of who recorded it."""
    withdrawn_at: int | None
    """When it was said that it never was, None where it was not."""


def said_of(reader: Reader, people: Collection[int]) -> list[SaidRow]:
    """Give all facts about people, oldest first."""
    rows = reader.rows(
        "SELECT DISTINCT f.subject_id, f.fact_kind, f.value, e.occurred_at, e.recorded_at,"
        " b.timezone, o.role, o.name, u.recorded_at, f.establishment_id, f.seq"
        " FROM fact_span f"
        " JOIN entry e ON e.establishment_id = f.establishment_id AND e.seq = f.seq"
        " JOIN establishment b ON b.id = f.establishment_id JOIN officer o ON o.id = e.officer_id"
        " LEFT JOIN entry u ON u.establishment_id = f.establishment_id AND u.annuls_seq = f.seq"
        f" WHERE f.subject_kind = 'person' AND {reader.in_set('f.subject_id')}"
        " ORDER BY e.recorded_at, f.establishment_id, f.seq",
        (reader.as_set(people),),
    )
    return [SaidRow(*row[:9]) for row in rows]


def roles_of(reader: Reader, people: Collection[int]) -> dict[tuple[str, int], str]:
    """Give the role of who recorded each movement of people, by book and number in it."""
    rows = reader.rows(
        "SELECT b.code, e.seq, o.role FROM entry e JOIN officer o ON o.id = e.officer_id"
        f" JOIN establishment b ON b.id = e.establishment_id WHERE {reader.in_set('e.person_id')}",
        (reader.as_set(people),),
    )
    return {(str(book), int(seq)): str(role) for book, seq, role in rows}


class CountedRow(NamedTuple):
    """Something that was said in a roll check."""

    check: int
    prison: str
    """Code."""
    fact: str
    """`count.N.K`, `welfare.N.K`, `why.N.K` or `unit.N`."""
    value: str
    """JSON."""
    occurred_at: int
    timezone: str
    role: str
    """Role of who recorded it."""


_COUNTED = (
    "SELECT DISTINCT f.subject_id, b.code, f.fact_kind, f.value, e.occurred_at, b.timezone, o.role"
    " FROM fact_span f JOIN entry e ON e.establishment_id = f.establishment_id AND e.seq = f.seq"
    " JOIN establishment b ON b.id = f.establishment_id JOIN officer o ON o.id = e.officer_id"
    " WHERE f.subject_kind = 'check'"
)


def checks_that_may_name(reader: Reader, person: int) -> list[CountedRow]:
    """Give what was said in roll checks with a person's id in it; it may stand for other things.

    Every roll check is looked through: it is asked for a copy, not by a screen.
    """
    rows = reader.rows(
        f"{_COUNTED} AND (f.fact_kind LIKE 'count.%' OR f.fact_kind LIKE 'welfare.%'"
        " OR f.fact_kind LIKE 'why.%') AND f.value LIKE ? ORDER BY e.occurred_at, f.fact_kind",
        (f"%{person}%",),
    )
    return [CountedRow(*row) for row in rows]


def units_of(reader: Reader, checks: Collection[int]) -> list[CountedRow]:
    """Give the units of roll checks."""
    rows = reader.rows(
        f"{_COUNTED} AND {reader.in_set('f.subject_id')} AND f.fact_kind LIKE 'unit.%'",
        (reader.as_set(checks),),
    )
    return [CountedRow(*row) for row in rows]


def called(
    reader: Reader, names: Collection[tuple[str, str]], but: Collection[int]
) -> list[tuple[str, str]]:
    """Give the last and first names of people who are called so, in either order of the two.

    Args:
        reader: the snapshot.
        names: pairs of words.
        but: ids of people who are left out.
    """
    keys = {search_name(*pair) for one, two in names for pair in ((one, two), (two, one))}
    rows = reader.rows(
        "SELECT p.id, p.last_name, p.first_name FROM person p"
        f" WHERE {reader.in_set('p.search_name')}",
        (reader.as_set(keys),),
    )
    return [(str(last), str(first)) for person, last, first in rows if person not in but]


def named(reader: Reader, people: Collection[int]) -> list[tuple[str, str, str]]:
    """Give number, last name and first name of people."""
    rows = reader.rows(
        f"SELECT p.number, p.last_name, p.first_name FROM person p WHERE {reader.in_set('p.id')}",
        (reader.as_set(people),),
    )
    return [(str(number), str(last), str(first)) for number, last, first in rows]

"""Read the tables with the checker's own SQL, in pages, so that a long ledger needs no memory."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

from db.checker import records

PAGE = 4_000
"""Rows that are held at a time."""

LEAST = -(2**63)
"""Below every id."""

Row = TypeVar("Row", bound=tuple[Any, ...])


class Reader(Protocol):
    """One snapshot of a store; as much of the engine's reader as the checker needs."""

    def rows(self, sql: str, params: Sequence[Any], /) -> list[tuple[Any, ...]]:
        """Give the rows of a question whose placeholders are `?`."""
        ...


def entries(reader: Reader) -> Iterator[records.Entry]:
    """Give all entries, each establishment's in the order of their numbers."""
    return _paged(reader, records.Entry, "entry", "establishment_id", "seq")


def movements(reader: Reader) -> Iterator[records.Movement]:
    """Give all movements and their annulments, each person's in the order of their line."""
    return _paged(reader, records.Movement, "entry", "person_id", "pseq")


def movements_of(reader: Reader, person: int) -> list[records.Movement]:
    """Give the movements and annulments of a person, in the order of their line."""
    sql = f"SELECT {_columns(records.Movement)} FROM entry WHERE person_id = ? ORDER BY pseq"
    return [records.Movement(*row) for row in reader.rows(sql, (person,))]


def stays(reader: Reader) -> Iterator[records.Stay]:
    """Give all stays in the order of people and their lines."""
    return _paged(reader, records.Stay, "stay", "person_id", "pseq")


def spans(reader: Reader) -> Iterator[records.Span]:
    """Give all spans of facts in the order of their entries."""
    key = ("establishment_id", "seq", "from_at", "known_from")
    return _paged(reader, records.Span, "fact_span", *key)


def whereabouts(reader: Reader) -> Iterator[records.Whereabouts]:
    """Give all whereabouts in the order of people."""
    return _paged(reader, records.Whereabouts, "whereabouts", "person_id")


def access_people(reader: Reader) -> Iterator[records.AccessPerson]:
    """Give everybody in lists of who was seen, by list and position."""
    return _paged(reader, records.AccessPerson, "access_person", "list_id", "position")


def by_id(reader: Reader, record: type[Row], table: str) -> Iterator[Row]:
    """Give all rows of a table whose key is a number called `id`, in its order."""
    return _paged(reader, record, table, "id")


def whole(reader: Reader, record: type[Row], table: str) -> list[Row]:
    """Give all rows of a small table, in any order."""
    return [record(*row) for row in reader.rows(f"SELECT {_columns(record)} FROM {table}", ())]


def requests(reader: Reader, ids: Sequence[str]) -> list[records.Request]:
    """Give the requests of these ids, as far as they are known."""
    found: list[records.Request] = []
    for start in range(0, len(ids), IDS_AT_ONCE):
        some = ids[start : start + IDS_AT_ONCE]
        marks = ", ".join("?" * len(some))
        sql = f"SELECT {_columns(records.Request)} FROM request WHERE id IN ({marks})"
        found += [records.Request(*row) for row in reader.rows(sql, some)]
    return found


IDS_AT_ONCE = 500
"""Below the number of parameters that every SQLite and PostgreSQL takes."""


def _paged(reader: Reader, record: type[Row], table: str, *key: str) -> Iterator[Row]:
    """Give all rows of a table in the order of a unique key of numbers.

    Raises:
        ValueError: the store gives the key out of order, which only a damaged index does.
    """
    names: tuple[str, ...] = vars(record)["_fields"]
    at = [names.index(column) for column in key]
    sql = (
        f"SELECT {_columns(record)} FROM {table}"
        f" WHERE ({', '.join(key)}) > ({', '.join('?' * len(key))})"
        f" ORDER BY {', '.join(key)} LIMIT {PAGE}"
    )
    make = partial(tuple.__new__, record)
    last = [LEAST] * len(key)
    while True:
        rows = reader.rows(sql, last)
        yield from map(make, rows)
        if len(rows) < PAGE:
            return
        following = [rows[-1][column] for column in at]
        if following <= last:
            raise ValueError(f"{table} gives {', '.join(key)} out of order")
        last = following


def _columns(record: type[tuple[Any, ...]]) -> str:
    return ", ".join(vars(record)["_fields"])

"""Who may be meant by what somebody typed: people by each thing that they are found by.

None of these reads a table whole: each goes by an index, and the people themselves are read once
when it is known who they are (`here`).
"""

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from db.engine import Reader
from db.queries.find import LAST_CHARACTER
from wingterm.domain.times import FAR


class Key(NamedTuple):
    """A key that leads to a person."""

    person: int
    kind: str
    """`NAME`, or the type of an identifier."""
    value: str


class Near(NamedTuple):
    """Somebody of one of the surnames asked for; in the order in which they are given."""

    rank: int
    """Which of the names, from 0."""
    name: str
    alias: bool
    """Whether it is another name than the one they are kept under; that one comes first."""
    number: str
    """Empty for an alias."""
    person: int


class Here(NamedTuple):
    """Who somebody is and where they are, as much of it as a list of people found tells."""

    number: str
    last_name: str
    first_name: str
    date_of_birth: str
    prison: str
    """Code of the establishment of the place where they are."""
    kind: str
    place: str
    cell: str
    """Code of the cell whose bed they hold, empty without."""
    under: str
    """Number and name of a record of theirs that is merged into this one and led here; else
    empty."""


_PERSON = "q.id, q.number, q.last_name, q.first_name, q.date_of_birth, q.search_name FROM person q"
_WHERE = (
    "e.code, a.kind, a.code,"
    # Most are outside and hold no bed: of them it is not asked whose it is.
    " CASE WHEN w.bed = 0 THEN '' ELSE (SELECT h.code FROM bed b"
    "  JOIN place h ON h.id = b.place_id WHERE b.id = w.bed) END"
)
_HERE = (
    "SELECT f.id, COALESCE(p.number, f.number), COALESCE(p.last_name, f.last_name),"
    " COALESCE(p.first_name, f.first_name), COALESCE(p.date_of_birth, f.date_of_birth),"
    f" {_WHERE}, CASE WHEN p.id IS NULL THEN ''"
    "  ELSE f.number || ' ' || f.last_name || ', ' || f.first_name END"
    f" FROM (SELECT {_PERSON} WHERE {{which}}) f"
    " LEFT JOIN merged m ON m.person_id = f.id LEFT JOIN person p ON p.id = m.into_id"
    " JOIN whereabouts w ON w.person_id = COALESCE(m.into_id, f.id)"
    " JOIN place a ON a.id = w.place_id JOIN establishment e ON e.id = a.establishment_id"
)
"""People with where they are; their lines, long and many, are not read.

Of a record that is merged into another, that one is given.
"""
_NAMED = (
    "SELECT f.id, f.number, f.last_name, f.first_name, f.date_of_birth,"
    f" {_WHERE}, '', EXISTS (SELECT 1 FROM merged m WHERE m.person_id = f.id)"
    f" FROM (SELECT {_PERSON} WHERE q.search_name >= ? AND q.search_name < ?"
    "  ORDER BY q.search_name, q.number LIMIT ?) f"
    " JOIN whereabouts w ON w.person_id = f.id"
    " JOIN place a ON a.id = w.place_id JOIN establishment e ON e.id = a.establishment_id"
    " ORDER BY f.search_name, f.number"
)
"""The first people of whom all that is told but where they are lies together in an index, however
many they are; and whether a record is merged into another, which is then asked for by itself."""


def here(reader: Reader, people: Collection[int]) -> dict[int, Here]:
    """Give people by id."""
    sql = _HERE.format(which=reader.in_set("q.id"))
    return _by_id(reader.rows(sql, (reader.as_set(people),)))


def here_by_number(reader: Reader, number: str) -> dict[int, Here]:
    """Give the person with a prison number, by id; nobody where none has it."""
    return _by_id(reader.rows(_HERE.format(which="q.number = ?"), (number,)))


def here_by_name(reader: Reader, prefix: str, limit: int) -> dict[int, Here]:
    """Give people by id whose folded `LAST, FIRST` starts so, in order."""
    rows = reader.rows(_NAMED, (prefix, prefix + LAST_CHARACTER, limit))
    people = {row[0]: _here(row[1:-1]) for row in rows}
    if merged := [row[0] for row in rows if row[-1]]:
        people |= here(reader, merged)
    return people


def _by_id(rows: Iterable[tuple[Any, ...]]) -> dict[int, Here]:
    return {row[0]: _here(row[1:]) for row in rows}


_here = partial(tuple.__new__, Here)
"""Makes one of a row that has its columns, as quickly as it can be: there are fifty on a screen."""


def by_birth(reader: Reader, born: str, limit: int) -> list[int]:
    """Give people with a date of birth, in order of name."""
    return _people(
        reader,
        "SELECT p.id FROM person p WHERE p.date_of_birth = ?"
        " ORDER BY p.search_name, p.number LIMIT ?",
        (born, limit),
    )


def by_cell(reader: Reader, code: str, first: int, limit: int) -> list[int]:
    """Give people who hold a bed of the cells with a code, those of prison `first` first."""
    return _people(
        reader,
        # In this order: SQLite, which knows no numbers of rows here, would start with all beds.
        "SELECT w.person_id FROM establishment e CROSS JOIN place c CROSS JOIN bed b"
        " CROSS JOIN whereabouts w WHERE c.establishment_id = e.id AND c.code = ?"
        " AND b.place_id = c.id AND w.bed_id = b.id"
        " ORDER BY CASE WHEN e.id = ? THEN 0 ELSE 1 END, e.code, b.number LIMIT ?",
        (code, first, limit),
    )


def by_alias(reader: Reader, prefix: str, limit: int) -> list[Key]:
    """Give people with another name that starts so, in order of that name."""
    return _keys(
        reader,
        "SELECT k.person_id, k.kind, k.value FROM search_key k"
        " WHERE k.kind = 'NAME' AND k.value >= ? AND k.value < ?"
        " ORDER BY k.value, k.person_id LIMIT ?",
        (prefix, prefix + LAST_CHARACTER, limit),
    )


def by_identifier(
    reader: Reader, kinds: Collection[str], values: Collection[str], limit: int
) -> list[Key]:
    """Give people who hold an identifier of one of some types, of one of some values."""
    return _keys(
        reader,
        "SELECT k.person_id, k.kind, k.value FROM search_key k"
        f" WHERE {reader.in_set('k.kind')} AND {reader.in_set('k.value')}"
        " ORDER BY k.kind, k.value, k.person_id LIMIT ?",
        (reader.as_set(kinds), reader.as_set(values), limit),
    )


def surnames_of(reader: Reader, keys: Collection[str]) -> list[str]:
    """Give the surnames that have a key in common with what was typed."""
    rows = reader.rows(
        f"SELECT DISTINCT s.surname FROM surname_key s WHERE {reader.in_set('s.key')}",
        (reader.as_set(keys),),
    )
    return [str(surname) for (surname,) in rows]


def by_surnames(reader: Reader, prefixes: Sequence[str], limit: int) -> list[Near]:
    """Give people of each of some names, so many of each, under other names of theirs too."""
    if not prefixes:
        return []
    named = (
        "SELECT {rank}, t.search_name, 0, t.number, t.id FROM person t"
        " WHERE t.search_name >= ? AND t.search_name < ? ORDER BY t.search_name, t.number LIMIT ?"
    )
    also = (
        "SELECT {rank}, t.value, 1, '', t.person_id FROM search_key t WHERE t.kind = 'NAME'"
        " AND t.value >= ? AND t.value < ? ORDER BY t.value, t.person_id LIMIT ?"
    )
    parts = [
        f"SELECT * FROM ({part.format(rank=rank)}) x{rank}"
        for rank in range(len(prefixes))
        for part in (named, also)
    ]
    given = [(prefix, prefix + LAST_CHARACTER, limit) for prefix in prefixes for _ in range(2)]
    rows = reader.rows(" UNION ALL ".join(parts), tuple(chain.from_iterable(given)))
    return sorted(Near(rank, name, bool(alias), *who) for rank, name, alias, *who in rows)


def aliases_of(reader: Reader, people: Collection[int]) -> list[tuple[int, str]]:
    """Give the other names that are on record of people, each as the value of its fact."""
    rows = reader.rows(
        "SELECT f.subject_id, f.value FROM fact_span f"
        f" WHERE f.subject_kind = 'person' AND {reader.in_set('f.subject_id')}"
        " AND f.fact_kind LIKE 'alias.%' AND f.to_at = ? AND f.retracted = ?",
        (reader.as_set(people), FAR, FAR),
    )
    return [(int(person), str(value)) for person, value in rows]


def _people(reader: Reader, sql: str, params: tuple[object, ...]) -> list[int]:
    return [int(person) for (person,) in reader.rows(sql, params)]


def _keys(reader: Reader, sql: str, params: tuple[object, ...]) -> list[Key]:
    return [Key(*row) for row in reader.rows(sql, params)]

"""Find a person, and read everything that is recorded of their places."""

from collections.abc import Collection
from typing import NamedTuple

from db.engine import Reader
from wingterm.domain.people import TEMPORARY, is_temporary

LAST_CHARACTER = "\U0010ffff"


class FoundRow(NamedTuple):
    """A person and where they are."""

    number: str
    last_name: str
    first_name: str
    date_of_birth: str
    sex: str
    prison: str
    """Code of the establishment of the place where they are."""
    kind: str
    place: str
    cell: str
    """Code of the cell whose bed they hold, empty without."""
    since: int
    pseq: int
    """Number of the newest entry of their line; it changes with every act about them."""
    person: int
    came_from: str
    """Code of the establishment that they left with their last movement."""
    timezone: str
    """Of the establishment of the place where they are."""


class HistoryRow(NamedTuple):
    """An entry of a person's line."""

    book: str
    seq: int
    pseq: int
    kind: str
    verb: str
    occurred_at: int
    recorded_at: int
    from_place: str
    to_prison: str
    to_place: str
    to_kind: str
    to_cell: str
    reason: str
    detail: str
    officer: str
    request_id: str
    annulled_by: int | None
    """Number in the book of the entry that annulled it, None when it stands."""
    from_kind: str
    """Kind of the place before."""


_FOUND = (
    "SELECT p.number, p.last_name, p.first_name, p.date_of_birth, p.sex, e.code, a.kind, a.code,"
    " CASE WHEN w.bed = 0 THEN '' ELSE h.code END, w.since, w.pseq, p.id, r.code,"
    " e.timezone"
    " FROM person p JOIN whereabouts w ON w.person_id = p.id JOIN place a ON a.id = w.place_id"
    " JOIN establishment e ON e.id = a.establishment_id"
    " JOIN bed b ON b.id = w.bed JOIN place h ON h.id = b.place_id"
    " JOIN entry o ON o.person_id = p.id AND o.pseq = w.origin"
    " JOIN place f ON f.id = o.from_place JOIN establishment r ON r.id = f.establishment_id"
)


def numbers_now(reader: Reader, numbers: Collection[str]) -> dict[str, str]:
    """Give the prison numbers that took the place of temporary ones, by these.

    A screen or a draft that was made that night still means the same person. Nothing is asked where
    none of the numbers is a temporary one.
    """
    temporary = [number for number in numbers if is_temporary(number)]
    if not temporary:
        return {}
    rows = reader.rows(
        "SELECT k.value, p.number FROM search_key k JOIN person p ON p.id = k.person_id"
        f" WHERE k.kind = ? AND {reader.in_set('k.value')} AND p.number <> k.value",
        (TEMPORARY, reader.as_set(temporary)),
    )
    return {str(before): str(now) for before, now in rows}


def by_number(reader: Reader, number: str) -> FoundRow | None:
    """Give the person with a prison number."""
    row = reader.one(f"{_FOUND} WHERE p.number = ?", (number,))
    return FoundRow(*row) if row else None


def by_numbers(reader: Reader, numbers: Collection[str]) -> dict[str, FoundRow]:
    """Give people by prison number."""
    rows = reader.rows(f"{_FOUND} WHERE {reader.in_set('p.number')}", (reader.as_set(numbers),))
    return {row[0]: FoundRow(*row) for row in rows}


def by_ids(reader: Reader, people: Collection[int]) -> dict[int, FoundRow]:
    """Give people by id."""
    rows = reader.rows(f"{_FOUND} WHERE {reader.in_set('p.id')}", (reader.as_set(people),))
    found = (FoundRow(*row) for row in rows)
    return {row.person: row for row in found}


def origins(reader: Reader, people: Collection[int]) -> dict[int, tuple[str, str]]:
    """Give by id the movement that put people where they are: its verb and its detail."""
    rows = reader.rows(
        "SELECT o.person_id, o.verb, o.detail FROM whereabouts w"
        " JOIN entry o ON o.person_id = w.person_id AND o.pseq = w.origin"
        f" WHERE {reader.in_set('w.person_id')}",
        (reader.as_set(people),),
    )
    return {person: (verb, detail) for person, verb, detail in rows}


def history(reader: Reader, person: int) -> list[HistoryRow]:
    """Give a person's line, newest first, with what was annulled by what."""
    rows = reader.rows(
        "SELECT c.code, e.seq, e.pseq, e.kind, e.verb, e.occurred_at, e.recorded_at, f.code,"
        " tc.code, t.code, t.kind, CASE WHEN e.to_bed = 0 THEN '' ELSE h.code END, e.reason,"
        " e.detail, o.name, e.request_id, n.seq, f.kind"
        " FROM entry e JOIN establishment c ON c.id = e.establishment_id"
        " JOIN place f ON f.id = e.from_place JOIN place t ON t.id = e.to_place"
        " JOIN establishment tc ON tc.id = t.establishment_id"
        " JOIN bed b ON b.id = e.to_bed JOIN place h ON h.id = b.place_id"
        " JOIN officer o ON o.id = e.officer_id"
        " LEFT JOIN entry n ON n.person_id = e.person_id AND n.annuls_pseq = e.pseq"
        " WHERE e.person_id = ? ORDER BY e.pseq DESC",
        (person,),
    )
    return [HistoryRow(*row) for row in rows]


def in_one_act(reader: Reader, request_id: str, but: int) -> list[str]:
    """Give the numbers of the other people whose lines an act wrote to."""
    rows = reader.rows(
        "SELECT DISTINCT p.number FROM entry e JOIN person p ON p.id = e.person_id"
        " WHERE e.request_id = ? AND e.person_id <> ? ORDER BY p.number",
        (request_id, but),
    )
    return [str(number) for (number,) in rows]


class CellRow(NamedTuple):
    """A cell and one of its people; empty number for a cell that nobody holds."""

    cell: int
    code: str
    parent: int | None
    number: str
    last_name: str
    first_name: str
    date_of_birth: str
    kind: str
    """Kind of the place where the person is."""
    place: str
    """Code of the place where the person is."""
    since: int


def cells(reader: Reader, prison: int) -> list[CellRow]:
    """Give a prison's cells, each with the people who hold its beds."""
    rows = reader.rows(
        "SELECT c.id, c.code, c.parent_id, COALESCE(p.number, ''), COALESCE(p.last_name, ''),"
        " COALESCE(p.first_name, ''), COALESCE(p.date_of_birth, ''), COALESCE(a.kind, ''),"
        " COALESCE(a.code, ''), COALESCE(w.since, 0)"
        " FROM place c JOIN bed b ON b.place_id = c.id"
        " LEFT JOIN whereabouts w ON w.bed_id = b.id LEFT JOIN person p ON p.id = w.person_id"
        " LEFT JOIN place a ON a.id = w.place_id"
        " WHERE c.establishment_id = ? AND c.kind = 'CELL'"
        " ORDER BY c.id, CASE WHEN w.bed_id IS NULL THEN 1 ELSE 0 END, b.number",
        (prison,),
    )
    return [CellRow(*row) for row in rows]

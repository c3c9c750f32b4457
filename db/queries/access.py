"""Who saw what, of a person and by an officer: from the log, and from the books.

The log has what was shown, passed on, joined and erased; what was recorded and changed stands in
the books, and is told from them as collection and alteration.
"""

from collections.abc import Collection
from typing import NamedTuple

from db.engine import Reader
from wingterm.domain.access import Kind


class AccessRow(NamedTuple):
    """One record."""

    at: int
    kind: str
    officer: str
    """Account."""
    name: str
    """Of the officer, as recorded now; empty where there is no such officer."""
    terminal: str
    origin: str
    front_end: str
    purpose: str
    recipient: str
    people: int
    """How many it is about; none where it says who was at a terminal."""
    number: str
    """Prison number, where it is about one."""
    reference: str
    """Its place in the log, `access-17`; of a line of a book, `WTI-17`; else the request id."""


class Span(NamedTuple):
    """From when to when, how many at most, the newest first."""

    since: int
    until: int
    most: int


_LOG = """
    SELECT a.at, a.kind, a.officer, COALESCE(o.name, ''), a.terminal, a.origin, a.front_end,
      a.purpose, a.recipient, COALESCE(l.people, 0),
      CASE WHEN l.people = 1 THEN (SELECT m.number FROM access_person m
        WHERE m.list_id = l.id AND m.position = 1) ELSE '' END,
      'access-' || a.id
    FROM access a LEFT JOIN access_list l ON l.id = a.list_id
    LEFT JOIN officer o ON o.account = a.officer
    WHERE {whose} AND a.at >= ? AND a.at < ? {kinds} ORDER BY a.at DESC, a.id DESC LIMIT ?
"""


def log_of_person(
    reader: Reader, numbers: Collection[str], kinds: Collection[str], span: Span
) -> list[AccessRow]:
    """Give what the log has about somebody.

    Args:
        reader: of the register.
        numbers: every prison number that they have or had.
        kinds: of which kinds; none: of all.
        span: from when to when, and how many.
    """
    listed = reader.in_set("m.number")
    whose = f"a.list_id IN (SELECT m.list_id FROM access_person m WHERE {listed})"
    return _log(reader, whose, reader.as_set(numbers), kinds, span)


def log_of_officer(
    reader: Reader, account: str, kinds: Collection[str], span: Span
) -> list[AccessRow]:
    """Give what the log has of an officer."""
    return _log(reader, "a.officer = ? AND a.officer <> ''", account, kinds, span)


def _log(
    reader: Reader, whose: str, who: object, kinds: Collection[str], span: Span
) -> list[AccessRow]:
    wanted = f"AND {reader.in_set('a.kind')}" if kinds else ""
    params = (who, span.since, span.until, *([reader.as_set(kinds)] if kinds else []), span.most)
    return [AccessRow(*row) for row in reader.rows(_LOG.format(whose=whose, kinds=wanted), params)]


_BOOK = f"""
    SELECT e.recorded_at, CASE WHEN e.kind IN ('annul', 'unfact') OR ({{replaces}})
      THEN '{Kind.ALTERATION}' ELSE '{Kind.COLLECTION}' END,
      o.account, o.name, '', r.origin, e.front_end,
      CASE WHEN e.kind = 'annul' THEN 'correct ' || (SELECT w.verb FROM entry w
          WHERE w.person_id = e.person_id AND w.pseq = e.annuls_pseq)
        WHEN e.kind = 'unfact' THEN 'withdraw ' || e.fact_kind
        WHEN e.kind = 'fact' THEN 'record ' || e.fact_kind ELSE e.verb END,
      '', 1, p.number, k.code || '-' || e.seq
    FROM {{entries}} JOIN officer o ON o.id = e.officer_id JOIN request r ON r.id = e.request_id
    JOIN establishment k ON k.id = e.establishment_id JOIN person p ON p.id = {{person}}
    WHERE {{whose}} AND e.recorded_at >= ? AND e.recorded_at < ?
"""
_REPLACES = (
    "e.kind = 'fact' AND EXISTS (SELECT 1 FROM fact_span b WHERE b.subject_kind = 'person'"
    " AND b.subject_id = e.subject_id AND b.fact_kind = e.fact_kind"
    " AND b.known_from < e.recorded_at)"
)
"""Whether something of this kind was on record of the person before."""


def books_of_person(reader: Reader, people: Collection[int], span: Span) -> list[AccessRow]:
    """Give what was recorded and changed of somebody, by whom.

    Args:
        reader: of the register.
        people: their id; several where records of theirs were joined.
        span: from when to when, and how many.
    """
    whose = (reader.as_set(people), span.since, span.until)
    moved = _BOOK.format(
        entries="entry e", person="e.person_id", whose=reader.in_set("e.person_id"), replaces="1=0"
    )
    # The facts of a person are found by their spans; withdrawals by what they withdraw.
    spans = (
        "(SELECT DISTINCT f.establishment_id, f.seq FROM fact_span f"
        f" WHERE f.subject_kind = 'person' AND {reader.in_set('f.subject_id')}) x"
    )
    said = _BOOK.format(
        entries=f"{spans} JOIN entry e ON e.establishment_id = x.establishment_id AND {{which}}",
        person="e.subject_id",
        whose="1=1",
        replaces=_REPLACES,
    )
    sql = " UNION ALL ".join(
        (moved, said.format(which="e.seq = x.seq"), said.format(which="e.annuls_seq = x.seq"))
    )
    rows = reader.rows(f"{sql} ORDER BY 1 DESC LIMIT ?", (*whose * 3, span.most))
    found = [AccessRow(*row) for row in rows]
    # Which one of a kind it was (with whom, which number) is no part of who did what.
    return [row._replace(purpose=row.purpose.partition(".")[0]) for row in found]


def books_of_officer(reader: Reader, account: str, span: Span) -> list[AccessRow]:
    """Give what an officer recorded and changed of people: a row for each act and kind."""
    about = "(e.person_id IS NOT NULL OR e.subject_kind = 'person')"
    sql = f"""
        WITH act AS (SELECT r.id, r.recorded_at, r.verb, r.front_end, r.origin, o.account, o.name
          FROM officer o JOIN request r ON r.officer_id = o.id
          WHERE o.account = ? AND r.recorded_at >= ? AND r.recorded_at < ?
            AND EXISTS (SELECT 1 FROM entry e WHERE e.request_id = r.id AND {about})
          ORDER BY r.recorded_at DESC LIMIT ?),
        line AS (SELECT x.*, COALESCE(e.person_id, e.subject_id) AS person,
            CASE WHEN e.kind IN ('annul', 'unfact') OR ({_REPLACES})
            THEN '{Kind.ALTERATION}' ELSE '{Kind.COLLECTION}' END AS sort
          FROM act x JOIN entry e ON e.request_id = x.id WHERE {about})
        SELECT l.recorded_at, l.sort, l.account, l.name, '', l.origin, l.front_end, l.verb, '',
          COUNT(DISTINCT l.person), MIN(p.number), l.id
        FROM line l JOIN person p ON p.id = l.person
        GROUP BY l.recorded_at, l.sort, l.account, l.name, l.origin, l.front_end, l.verb, l.id
        ORDER BY l.recorded_at DESC LIMIT ?
    """
    rows = reader.rows(sql, (account, *span, span.most))
    found = [AccessRow(*row) for row in rows]
    return [row if row.people == 1 else row._replace(number="") for row in found]


def people_of(reader: Reader, references: Collection[int], most: int) -> dict[int, tuple[str, ...]]:
    """Give whom lines of the log are about, by their number, where they are not too many."""
    rows = reader.rows(
        "SELECT a.id, m.number FROM access a JOIN access_list l ON l.id = a.list_id"
        " JOIN access_person m ON m.list_id = l.id"
        f" WHERE {reader.in_set('a.id')} AND l.people <= ? ORDER BY a.id, m.position",
        (reader.as_set(references), most),
    )
    found: dict[int, tuple[str, ...]] = {}
    for line, number in rows:
        found[int(line)] = (*found.get(int(line), ()), str(number))
    return found


def _of_one_person(reader: Reader, people: set[int]) -> set[int]:
    """Give the records that were merged with some, whichever of them stands for all."""
    listed = reader.in_set
    into = reader.rows(
        f"SELECT m.into_id FROM merged m WHERE {listed('m.person_id')}", (reader.as_set(people),)
    )
    stands = people | {int(one) for (one,) in into}
    merged = reader.rows(
        f"SELECT m.person_id FROM merged m WHERE {listed('m.into_id')}", (reader.as_set(stands),)
    )
    return stands | {int(one) for (one,) in merged}


def numbers_of(reader: Reader, number: str) -> tuple[set[str], set[int]]:
    """Give every prison number of somebody, and the ids of their records; nothing for nobody.

    Args:
        reader: of the register.
        number: one of them.
    """
    rows = reader.rows(
        "SELECT p.id FROM person p WHERE p.number = ? UNION"
        " SELECT k.person_id FROM search_key k WHERE k.kind = 'TMP' AND k.value = ?",
        (number, number),
    )
    people = {int(person) for (person,) in rows}
    if not people:
        return set(), set()
    people |= _of_one_person(reader, people)
    numbers = reader.rows(
        f"SELECT p.number FROM person p WHERE {reader.in_set('p.id')} UNION"
        " SELECT k.value FROM search_key k WHERE k.kind = 'TMP'"
        f" AND {reader.in_set('k.person_id')}",
        (reader.as_set(people), reader.as_set(people)),
    )
    return {str(each) for (each,) in numbers}, people

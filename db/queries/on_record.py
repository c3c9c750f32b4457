"""What is on record of many people at once, as of T and as believed at K: for whole lists."""

from collections.abc import Collection
from typing import NamedTuple

from db.engine import Reader
from db.queries.past import Moment
from wingterm.domain.particulars import kind_of

STANDS = (
    " AND m.kind = 'move' AND m.occurred_at <= ? AND m.recorded_at <= ?"
    " AND NOT EXISTS (SELECT 1 FROM entry a WHERE a.person_id = m.person_id"
    "   AND a.annuls_pseq = m.pseq AND a.recorded_at <= ?)"
)
"""Keeps to movements `m` that stood at a moment."""


LOOKED_UP = 4
"""Most kinds of fact for which the index is asked of each person."""


class SaidRow(NamedTuple):
    """A fact of somebody that covers a moment, ended or not."""

    person: int
    fact: str
    """Kind of fact with its key, `alert.XA`."""
    value: str
    """JSON."""
    since: int
    stay_began: int
    """When the person's stay of that moment began (domain note 4.2); 0 for none yet."""


class OrderRow(NamedTuple):
    """A movement that took somebody in on an order, or on a hold without one."""

    person: int
    at: int
    detail: str
    """JSON."""


def is_told(reader: Reader, fact: str) -> bool:
    """Whether whoever reads is told a fact of people; what is no particular is told to all."""
    kind = kind_of(fact)
    return kind is None or kind.group in reader.sees


def said_of(
    reader: Reader, people: Collection[int], facts: Collection[str], moment: Moment
) -> list[SaidRow]:
    """Give what is said of people at a moment under some kinds of fact, keys included.

    Facts that whoever reads is not told are left out.
    """
    told = [fact for fact in facts if is_told(reader, fact)]
    if not told:
        return []
    # Many kinds are not looked up one by one for each person: all that is said of them is gone
    # through, which a database does where the column is part of something longer.
    column = "f.fact_kind" if len(told) <= LOOKED_UP else "(f.fact_kind || '')"
    return _said(reader, people, reader.in_set(column), reader.as_set(told), moment)


def said_under(reader: Reader, people: Collection[int], word: str, moment: Moment) -> list[SaidRow]:
    """Give what is said of people at a moment under any key of a word: `hearing.1`, `hearing.2`.

    Nothing, where whoever reads is not told it.
    """
    if not is_told(reader, word):
        return []
    return _said(reader, people, "f.fact_kind LIKE ?", f"{word}.%", moment)


def _said(
    reader: Reader, people: Collection[int], which: str, asked: object, moment: Moment
) -> list[SaidRow]:
    """Give what is said of people at a moment; `which` facts is SQL with `asked` for its mark."""
    as_of, known_at = moment
    rows = reader.rows(
        "WITH began(person_id, at) AS (SELECT m.person_id, MAX(m.occurred_at) FROM entry m"
        f"  WHERE {reader.in_set('m.person_id')} AND m.verb = 'receive'{STANDS}"
        "  GROUP BY m.person_id)"
        " SELECT f.subject_id, f.fact_kind, f.value, f.from_at, COALESCE(b.at, 0)"
        " FROM fact_span f LEFT JOIN began b ON b.person_id = f.subject_id"
        f" WHERE f.subject_kind = 'person' AND {reader.in_set('f.subject_id')} AND {which}"
        " AND f.from_at <= ? AND f.to_at > ? AND f.known_from <= ? AND f.retracted > ?"
        " ORDER BY f.subject_id, f.fact_kind",
        (
            *(reader.as_set(people), as_of, known_at, known_at),
            *(reader.as_set(people), asked, as_of, as_of, known_at, known_at),
        ),
    )
    return [SaidRow(*row) for row in rows]


def taken_in(reader: Reader, people: Collection[int], moment: Moment) -> dict[int, OrderRow]:
    """Give of each of some people the last reception or recall that stood at a moment."""
    as_of, known_at = moment
    rows = reader.rows(
        "SELECT m.person_id, m.occurred_at, m.detail FROM entry m"
        f" WHERE {reader.in_set('m.person_id')} AND m.verb IN ('receive', 'recall'){STANDS}"
        " ORDER BY m.person_id, m.pseq",
        (reader.as_set(people), as_of, known_at, known_at),
    )
    return {row[0]: OrderRow(*row) for row in rows}

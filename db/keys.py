"""Write the keys by which people are found besides their number and name (docs/architecture.md)."""

import json
from collections.abc import Iterable

from db import columns
from db.engine import Unit
from db.numbered import Row
from db.surnames import folded_surname, surname_keys
from wingterm.domain.retention import ERASED
from wingterm.domain.spans import Subject
from wingterm.domain.text import search_name
from wingterm.domain.times import FAR

ALIAS, IDENTIFIER = "alias.", "id."
"""How the kinds of fact begin that a search key comes from."""

NAME = "NAME"
"""Kind of a search key that is another name; else it is the identifier's type."""

VALUE_MAX = 80


def write_surname_keys(unit: Unit, last_names: Iterable[str]) -> None:
    """Make surnames findable by what is nearly them. Once held, a surname stays."""
    surnames = {folded_surname(name) for name in last_names} - {""}
    if not surnames:
        return
    known = unit.rows(
        f"SELECT s.key FROM surname_key s WHERE s.surname = s.key AND {unit.in_set('s.key')}",
        (unit.as_set(surnames),),
    )
    new = surnames - {str(surname) for (surname,) in known}
    # In one order, so that two acts that bring the same names never wait for each other.
    rows: list[Row] = sorted((key, surname) for surname in new for key in surname_keys(surname))
    if rows:
        unit.insert(columns.SURNAME_KEY, rows)


def write_search_keys(unit: Unit, subjects: Iterable[Subject]) -> None:
    """Write anew the other names and identifiers of the people of whom an act says any.

    After the spans, from which they are read.
    """
    people = {s.id for s in subjects if s.kind == "person" and makes_key(s.fact)}
    if not people:
        return
    held = unit.rows(
        "SELECT f.subject_id, f.fact_kind, f.value FROM fact_span f"
        f" WHERE f.subject_kind = 'person' AND {unit.in_set('f.subject_id')}"
        " AND (f.fact_kind LIKE 'alias.%' OR f.fact_kind LIKE 'id.%')"
        " AND f.to_at = ? AND f.retracted = ?",
        (unit.as_set(people), FAR, FAR),
    )
    rows = {(*key, person) for person, fact, value in held for key in _keys(fact, value)}
    unit.run(f"DELETE FROM search_key WHERE {unit.in_set('person_id')}", (unit.as_set(people),))
    if rows:
        unit.insert(columns.SEARCH_KEY, sorted(rows))


def makes_key(fact: str) -> bool:
    """Whether people are found by a kind of fact."""
    return fact.startswith((ALIAS, IDENTIFIER))


def _keys(fact: str, text: str) -> Iterable[tuple[str, str]]:
    """Give the (kind, value) that a fact in force makes: none once it is ended."""
    value = json.loads(text)
    if value.get("ended") or ERASED in value:
        return
    if fact.startswith(ALIAS):
        yield NAME, search_name(str(value["last_name"]), str(value.get("first_name", "")))
    else:
        yield fact.removeprefix(IDENTIFIER), str(value["value"]).upper()[:VALUE_MAX]

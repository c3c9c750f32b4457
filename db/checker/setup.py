"""Tables that show what is so now, rebuilt from the facts: prisons, officers, places, people."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from db.checker.chains import Books
from db.checker.facts import in_force
from db.checker.names import search_name
from db.checker.records import (
    OUTSIDE_PLACE,
    REGISTER,
    Establishment,
    Fact,
    Officer,
    Person,
    Place,
    Violation,
)

REGISTER_ROW = Establishment(REGISTER, "REG", "The register", "Europe/London")
"""The register's own book, there before any fact."""

OUTSIDE_ROW = Place(OUTSIDE_PLACE, REGISTER, None, "OUTSIDE", "OUTSIDE", "Outside")
"""The place of everybody in no prison's care, there before any fact."""

Row = TypeVar("Row", bound=tuple[Any, ...])
Value = Mapping[str, Any]


def establishment_row(number: int, value: Value) -> Establishment:
    """Give the row that a fact about an establishment makes."""
    return Establishment(number, value["code"], value["name"], value["timezone"])


def officer_row(number: int, value: Value) -> Officer:
    """Give the row that a fact about an officer makes."""
    return Officer(
        number,
        value["account"],
        value["name"],
        value["role"],
        value["establishment"],
        value["active_from"],
        value["active_to"],
        value.get("grade", ""),
    )


def place_row(number: int, value: Value) -> Place:
    """Give the row that a fact about a place makes."""
    return Place(
        number,
        value["establishment"],
        value["parent"],
        value["code"],
        value["kind"],
        value["name"],
    )


def person_row(number: int, value: Value) -> Person:
    """Give the row that a fact about a person's identity makes."""
    last, first = value["last_name"], value["first_name"]
    return Person(
        number,
        value["number"],
        last,
        first,
        value["date_of_birth"],
        value["sex"],
        search_name(last, first),
    )


def rebuild(
    books: Books, kind: str, fact: str, make: Callable[[int, Value], Row]
) -> dict[int, Row | None]:
    """Rebuild a table from its facts: rows by id, None where no fact says what the row is."""
    rows: dict[int, Row | None] = {}
    for (subject_kind, number, fact_kind), facts in books.facts.items():
        if (subject_kind, fact_kind) == (kind, fact):
            try:
                rows[number] = make(number, json.loads(in_force(facts)[-1].value))
            except (LookupError, TypeError, ValueError):
                rows[number] = None
    return rows


def compare(
    rule: str, what: str, expected: Mapping[int, Row | None], stored: Iterable[Row]
) -> Iterator[Violation]:
    """Compare stored rows, whose first column is their id, with those that the facts make."""
    missing = dict(expected)
    for row in stored:
        where = f"{what} {row[0]}"
        if row[0] not in missing:
            yield Violation(rule, where, "No fact of the ledger makes it.")
            continue
        due = missing.pop(row[0])
        if due is None:
            yield Violation("fact-value", where, "The ledger does not say what it is.")
        elif due != row:
            yield Violation(rule, where, _difference(due, row))
    for number in sorted(missing):
        yield Violation(rule, f"{what} {number}", "The ledger makes it, the table has it not.")


def _difference(due: tuple[Any, ...], found: tuple[Any, ...]) -> str:
    names: tuple[str, ...] = vars(type(due))["_fields"]
    wrong = [n for n, a, b in zip(names, due, found, strict=True) if a != b]
    return f"The ledger says otherwise about its {', '.join(wrong)}."


TEMPORARY = "TMP"
"""How the number of somebody begins whose prison number is not known yet."""


def check_numbers(books: Books) -> Iterator[Violation]:
    """Find people whose prison number was changed: all but once, from a temporary one to a real."""
    for (kind, number, fact), facts in books.facts.items():
        if (kind, fact) != ("person", "identity"):
            continue
        held = [n for n, _ in groupby(_numbers(facts))]
        replaced = len(held) == 2 and [n.startswith(TEMPORARY) for n in held] == [True, False]
        if len(held) > 1 and not replaced:
            yield Violation("person-number", f"person {number}", "Their prison number was changed.")


def _numbers(facts: Sequence[Fact]) -> Iterator[str]:
    """Give the numbers that stand in the end, in the order in which they were recorded."""
    withdrawn = {(f.establishment_id, f.annuls_seq) for f in facts if f.kind == "unfact"}
    for fact in sorted(facts):
        if fact.kind == "fact" and (fact.establishment_id, fact.seq) not in withdrawn:
            value = json.loads(fact.value)
            if "erased" not in value:
                yield value.get("number", "")

"""What people are found by besides number and name, made from the facts a second time."""

import json
from collections.abc import Iterable, Iterator
from typing import TypeVar

from db.checker.chains import Books
from db.checker.facts import in_force
from db.checker.names import search_name, spellings, surname
from db.checker.records import SearchKey, SurnameKey, Violation


def check_search_keys(books: Books, stored: Iterable[SearchKey]) -> Iterator[Violation]:
    """Compare other names and identifiers with the facts that are in force."""
    due: set[SearchKey] = set()
    for (kind, person, fact), facts in books.facts.items():
        live = in_force(facts)
        if kind == "person" and live:
            due.update(_search_keys(person, fact, live[-1].value))
    yield from _compare("search-key-differs", due, set(stored))


def _search_keys(person: int, fact: str, text: str) -> Iterator[SearchKey]:
    what, dot, which = fact.partition(".")
    if not dot or what not in ("alias", "id"):
        return
    value = json.loads(text)
    if value.get("ended"):
        return
    if what == "alias":
        name = search_name(value["last_name"], value.get("first_name", ""))
        yield SearchKey("NAME", name, person)
    else:
        yield SearchKey(which, value["value"].upper()[:80], person)


def check_surname_keys(books: Books, stored: Iterable[SurnameKey]) -> Iterator[Violation]:
    """Compare the keys of surnames with the names that were ever recorded, withdrawn ones too."""
    names = {
        surname(json.loads(fact.value).get("last_name", ""))
        for (kind, _, about), facts in books.facts.items()
        if kind == "person" and (about == "identity" or about.startswith("alias."))
        for fact in facts
        if fact.kind == "fact"
    }
    due = {SurnameKey(key, name) for name in names if name for key in spellings(name)}
    yield from _compare("surname-key-differs", due, set(stored))


Key = TypeVar("Key", SearchKey, SurnameKey)


def _compare(rule: str, due: set[Key], stored: set[Key]) -> Iterator[Violation]:
    for row in sorted(due - stored):
        yield Violation(rule, _named(row), "The ledger makes it, the table has it not.")
    for row in sorted(stored - due, key=repr):
        yield Violation(rule, _named(row), "No fact of the ledger makes it.")


def _named(row: SearchKey | SurnameKey) -> str:
    if isinstance(row, SearchKey):
        return f"search key {row.kind} {row.value} of person {row.person_id}"
    return f"surname key {row.key} of {row.surname}"

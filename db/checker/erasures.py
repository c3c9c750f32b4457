"""Erasures: of an entry without its words a fact of the ledger says exactly what was erased."""

import json
from collections.abc import Iterator

from db.checker.chains import Books
from db.checker.records import Person, Violation

FACT = "erased."


def check_erasures(books: Books) -> Iterator[Violation]:
    """Hold the entries whose words are gone against the facts that say what was erased.

    The hash of such an entry follows from words that nobody has any more. The fact that erased it
    names that hash, and the hash that follows from all that is left: nothing else of it can change.
    """
    said: set[tuple[int, int]] = set()
    for (kind, person, about), facts in books.facts.items():
        if kind != "person" or not about.startswith(FACT):
            continue
        for fact in facts:
            where = books.name(fact.establishment_id, fact.seq)
            if fact.kind != "fact":
                yield Violation("erasure", where, "An erasure is taken back; that cannot be.")
                continue
            value = json.loads(fact.value)
            for book, seq, old, sealed in value["entries"]:
                said.add((book, seq))
                tomb = books.tombs.get((book, seq))
                wrong = ""
                if tomb is None:
                    wrong = "is not erased"
                elif tomb.hash != old or tomb.sealed != sealed:
                    wrong = "is not what it left of it"
                elif tomb.person != person or tomb.rule != value["rule"]:
                    wrong = "is of somebody else, or of another rule"
                elif tomb.recorded_at > fact.recorded_at:
                    wrong = "was recorded later"
                if wrong:
                    yield Violation("erasure", where, f"{books.name(book, seq)} {wrong}.")
    for book, seq in sorted(books.tombs.keys() - said):
        where = books.name(book, seq)
        yield Violation("chain-hash", where, "Its words are gone; no fact says so.")


def erased_people(books: Books) -> dict[int, Person]:
    """Give the row of everybody whose identity was erased, by the facts that say so."""
    found: dict[int, Person] = {}
    for (kind, person, about), facts in books.facts.items():
        if kind != "person" or not about.startswith(FACT):
            continue
        for fact in facts:
            value = json.loads(fact.value)
            if value["identity"]:
                words = (value["number"], "Erased", "Erased", "erased", value["sex"])
                found[person] = Person(person, *words, "ERASED, ERASED")
    return found

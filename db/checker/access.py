"""Who saw what: every row follows from the one before, and tells what its log told."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from db.checker.chains import Books
from db.checker.records import GENESIS, Access, AccessList, AccessPerson, Violation

ERASED = "erased"
"""Kind of a row of which only its place in the chains is left."""
MARKS = ("begin", "end", "healed", "cut")
"""Kinds of lines that a log wrote about itself: what they said is in their log alone."""
SAYING_NOTHING = (*MARKS, ERASED)
"""Kinds of rows that tell of nobody."""


class Lists:
    """Lists of people by id, each held against its digest."""

    def __init__(self) -> None:
        """Begin with none."""
        self.digests: dict[int, str] = {}
        self.people: dict[int, list[str]] = {}

    def check(
        self, stored: Iterable[AccessList], members: Iterable[AccessPerson]
    ) -> Iterator[Violation]:
        """Find lists whose people are not those of their digest.

        Args:
            stored: all lists.
            members: all people of them, by list and position.
        """
        for member in members:
            people = self.people.setdefault(member.list_id, [])
            people.append(member.number)
            if member.position != len(people):
                yield Violation(
                    "access-list", f"access list {member.list_id}",
                    f"Nobody stands at {len(people)}, somebody at {member.position}.",
                )  # fmt: skip
        for row in stored:
            self.digests[row.id] = row.digest
            people = self.people.get(row.id, [])
            text = "".join(number + "\n" for number in people)
            digest = hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
            if (row.people, row.digest) != (len(people), digest):
                yield Violation(
                    "access-list", f"access list {row.id}", "Its people are not those it was of."
                )


def erased_in(books: Books) -> dict[int, str]:
    """Give the rows up to which the ledger says that the log was erased, with their hashes."""
    facts = books.facts.get(("establishment", 1, "erased.log"), ())
    said = (json.loads(fact.value) for fact in facts if fact.kind == "fact")
    return {one["until"]: one["hash"] for one in said}


def check_access(
    rows: Iterable[Access], lists: Lists, erased: Mapping[int, str]
) -> Iterator[Violation]:
    """Recompute the chain over all rows, and the chain of each log as far as rows tell its lines.

    Args:
        rows: all of them, by number.
        lists: whom they are about, checked before.
        erased: what `erased_in` gave: what a row said is gone up to the last of these, and only so.
    """
    until = max(erased, default=0)
    last, head = 0, GENESIS
    ends: dict[str, tuple[int, str]] = {}
    for row in rows:
        where = f"access {row.id}"
        if row.id != last + 1:
            yield Violation("access-chain", where, f"The row before it has number {last}.")
        wrong = _wrongly_erased(row, until, erased)
        if wrong:
            yield Violation("access-chain", where, wrong)
        elif row.kind != ERASED and row.hash != _row_hash(
            head, row, lists.digests.get(row.list_id or 0, "")
        ):
            yield Violation(
                "access-chain", where, "Its hash does not follow from it and the row before it."
            )
        line, line_hash = ends.get(row.source, (0, GENESIS))
        if row.line != line + 1:
            yield Violation(
                "access-line", where, f"Line {line + 1} of log {row.source} is not before it."
            )
        elif row.kind not in SAYING_NOTHING and row.line_hash != _line_hash(line_hash, row, lists):
            yield Violation(
                "access-line", where, f"It is not what line {row.line} of {row.source} said."
            )
        last, head, ends[row.source] = row.id, row.hash, (row.line, row.line_hash)


def _wrongly_erased(row: Access, until: int, erased: Mapping[int, str]) -> str:
    """Say what is wrong with a row beside what the ledger says was erased; empty for nothing."""
    if row.id > until:
        return "What it said is gone; no fact says so." if row.kind == ERASED else ""
    if row.kind not in SAYING_NOTHING:
        return "It was erased, and says something."
    if row.id in erased and row.hash != erased[row.id]:
        return "It is not the row up to which was erased."
    return ""


def _row_hash(previous: str, row: Access, digest: str) -> str:
    content = [
        row.id, row.source, row.line, row.at, row.kind, row.officer, row.terminal, row.origin,
        row.front_end, row.purpose, row.recipient, digest, row.line_hash,
    ]  # fmt: skip
    return _linked(previous, json.dumps(content, separators=(",", ":")))


def _line_hash(previous: str, row: Access, lists: Lists) -> str:
    """Give the hash that a line has which says what a row says."""
    said = {
        "at": row.at,
        "kind": row.kind,
        "officer": row.officer,
        "terminal": row.terminal,
        "origin": row.origin,
        "front_end": row.front_end,
        "purpose": row.purpose,
        "recipient": row.recipient,
        "people": lists.people.get(row.list_id or 0, []),
        "number": row.line,
    }
    return _linked(previous, json.dumps(said, separators=(",", ":"))[:-1])


def _linked(previous: str, content: str) -> str:
    return hashlib.sha256(f"{previous}\n{content}".encode("ascii")).hexdigest()

"""Who saw what: every row follows from the one before, and tells what its log told."""

import hashlib
import json
from collections.abc import Iterable, Iterator

from db.checker.records import GENESIS, Access, AccessList, AccessPerson, Violation

MARKS = ("begin", "end", "healed", "cut")
"""Kinds of lines that a log wrote about itself: what they said is in their log alone."""


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


def check_access(rows: Iterable[Access], lists: Lists) -> Iterator[Violation]:
    """Recompute the chain over all rows, and the chain of each log as far as rows tell its lines.

    Args:
        rows: all of them, by number.
        lists: whom they are about, checked before.
    """
    last, head = 0, GENESIS
    ends: dict[str, tuple[int, str]] = {}
    for row in rows:
        where = f"access {row.id}"
        if row.id != last + 1:
            yield Violation("access-chain", where, f"The row before it has number {last}.")
        if row.hash != _row_hash(head, row, lists.digests.get(row.list_id or 0, "")):
            yield Violation(
                "access-chain", where, "Its hash does not follow from it and the row before it."
            )
        line, line_hash = ends.get(row.source, (0, GENESIS))
        if row.line != line + 1:
            yield Violation(
                "access-line", where, f"Line {line + 1} of log {row.source} is not before it."
            )
        elif row.kind not in MARKS and row.line_hash != _line_hash(line_hash, row, lists):
            yield Violation(
                "access-line", where, f"It is not what line {row.line} of {row.source} said."
            )
        last, head, ends[row.source] = row.id, row.hash, (row.line, row.line_hash)


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

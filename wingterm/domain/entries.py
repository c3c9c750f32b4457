"""Entries of the ledger before they are numbered and chained: movements, facts, annulments."""

import functools
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from wingterm.domain.standing import Standing


class Kind(StrEnum):
    """What an entry is."""

    MOVE = "move"
    """A person goes from one standing to another."""
    ANNUL = "annul"
    """A movement never happened."""
    FACT = "fact"
    """Something is so from an instant on."""
    UNFACT = "unfact"
    """A fact never was."""


MOVE, ANNUL = Kind.MOVE, Kind.ANNUL
"""The kinds of what is said of people, at hand: a member is sought in its enumeration each time."""


class Entry(NamedTuple):
    """One line of a book, as decided; the ledger adds number, recording time and hash.

    A movement or its annulment fills the person columns, a fact or its annulment the subject
    columns.
    """

    kind: Kind
    verb: str
    establishment: int
    """Id of the establishment in whose chain the entry lies."""
    occurred_at: int
    """Own time of the entry (microseconds UTC); for a fact the instant from which it is so."""
    reason: str = ""
    """Type and code, such as `ADM-N` (domain note 1.1), or empty."""
    detail: str = "{}"
    """Canonical JSON object; for a fact its value."""
    person: int | None = None
    pseq: int | None = None
    before: Standing | None = None
    after: Standing | None = None
    annuls_pseq: int | None = None
    reopens: int | None = None
    """For an annulment: number of the entry whose stay is open again. Not stored."""
    origin: int | None = None
    """For an annulment: the movement that made the restored standing. Not stored."""
    subject_kind: str | None = None
    subject: int | None = None
    fact: str | None = None
    annuls_seq: int | None = None
    new_beds: tuple[int, ...] = ()
    """For a capacity: ids of the beds that the cell gets with it. Not stored."""


_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def one_after_the_other(first: Entry, second: Entry) -> tuple[Entry, Entry]:
    """Give two movements of a person, both decided from where they stand, as two steps in a row."""
    assert first.pseq is not None and first.after is not None and second.after is not None
    after = second.after._replace(depth=first.after.depth + 1)
    return first, second._replace(pseq=first.pseq + 1, before=first.after, after=after)


def canonical(value: Mapping[str, object]) -> str:
    """Give the one text of a JSON object: sorted keys, no blanks, ASCII only."""
    said = tuple(value.items())
    for _, what in said:
        if type(what) is not str:
            return _CANONICAL.encode(value)
    return _canonical_texts(said)


@functools.lru_cache(maxsize=1024)
def _canonical_texts(said: tuple[tuple[str, str], ...]) -> str:
    """Give the same of texts alone, which the lines of an act mostly share."""
    return _CANONICAL.encode(dict(said))

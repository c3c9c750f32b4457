"""The hash chain of an establishment's book (ledger format 1, docs/architecture.md)."""

import hashlib
import json
from collections.abc import Sequence
from json.encoder import encode_basestring_ascii as _quoted

from wingterm.domain.entries import Entry
from wingterm.domain.standing import Standing

FORMAT = 1
"""Version of the content that is hashed; stored in every entry."""

GENESIS = "0" * 64
"""The hash before the first entry of a chain."""

NOWHERE = (None, None, None, None)
"""The numbers of no standing."""


class ActText:
    """Writes the canonical texts of the entries of one act, which their hashes cover.

    Written out rather than encoded as lists: most of an act's time would go by in the encoder.
    """

    __slots__ = ("_asked", "_by", "_recorded_at")

    def __init__(self, request_id: str, officer: int, front_end: str, recorded_at: int) -> None:
        """Take up what is the same in all of them."""
        self._asked = _quoted(request_id)
        self._by = f"{officer},{_quoted(front_end)}"
        self._recorded_at = recorded_at

    def of(self, entry: Entry, seq: int, line: int, part: int) -> str:
        """Give the text of an entry.

        Args:
            entry: as decided.
            seq: its number in its book.
            line: number of the request in the act, from 1.
            part: number of the entry in the request, from 1.
        """
        (kind, verb, book, occurred_at, reason, detail, person, pseq, before, after, annuls_pseq,
         _, _, subject_kind, subject, fact, annuls_seq, _) = entry  # fmt: skip
        whose = f"{person},{pseq}" if person and pseq else f"{_number(person)},{_number(pseq)}"
        if subject_kind is None and (subject, fact, annuls_seq) == (None, None, None):
            about = "null,null,null,null"
        else:
            about = f"{_text(subject_kind)},{_number(subject)},{_text(fact)},{_number(annuls_seq)}"
        return (
            f"[{FORMAT},{book},{seq},{_quoted(kind)},{_quoted(verb)},{self._asked},{line},{part},"
            f"{self._by},{occurred_at},{self._recorded_at},{whose},"
            f"{_stood(before, after)},{_number(annuls_pseq)},{about},"
            f"{_quoted(reason)},{_quoted(detail)}]"
        )


def _stood(before: Standing | None, after: Standing | None) -> str:
    """Give the four numbers of each of two standings."""
    if before is None or after is None:
        numbers = (*(before or NOWHERE), *(after or NOWHERE))
        return ",".join([_number(number) for number in numbers])
    from_place, from_bed, from_since, from_depth = before
    place, bed, since, depth = after
    return f"{from_place},{from_bed},{from_since},{from_depth},{place},{bed},{since},{depth}"


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


def _text(value: str | None) -> str:
    return "null" if value is None else _quoted(value)


def link(previous: str, text: str) -> str:
    """Give the hash of an entry with content `text` that follows an entry with hash `previous`."""
    return hashlib.sha256(f"{previous}\n{text}".encode("ascii")).hexdigest()


def sealed(previous: str, columns: Sequence[object]) -> str:
    """Give the hash of an entry by its columns, as they stand once its words are erased.

    Args:
        previous: hash of the entry before it.
        columns: what the hash covers, in order.
    """
    return link(previous, json.dumps(list(columns), ensure_ascii=True, separators=(",", ":")))

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


NO_STANDING = "null,null,null,null"
NOTHING = (None, None, None, None, None)
"""What a plain movement annuls and says of something."""


def content(
    entry: Entry,
    *,
    seq: int,
    request_id: str,
    line: int,
    part: int,
    officer: int,
    front_end: str,
    recorded_at: int,
) -> str:
    """Give the canonical text of an entry that the hash covers."""
    of_what = (entry.annuls_pseq, entry.subject_kind, entry.subject, entry.fact, entry.annuls_seq)
    if of_what == NOTHING:
        subject = "null,null,null,null,null"
    else:
        subject = (
            f"{_number(entry.annuls_pseq)},{_text(entry.subject_kind)},{_number(entry.subject)},"
            f"{_text(entry.fact)},{_number(entry.annuls_seq)}"
        )
    # Written out rather than encoded as a list: most of an act's time would go by in the encoder.
    return (
        f"[{FORMAT},{entry.establishment},{seq},{_quoted(entry.kind)},{_quoted(entry.verb)},"
        f"{_quoted(request_id)},{line},{part},{officer},{_quoted(front_end)},"
        f"{entry.occurred_at},{recorded_at},{_number(entry.person)},{_number(entry.pseq)},"
        f"{_standing(entry.before)},{_standing(entry.after)},{subject},"
        f"{_quoted(entry.reason)},{_quoted(entry.detail)}]"
    )


def _standing(standing: Standing | None) -> str:
    """Give the four numbers of a standing."""
    if standing is None:
        return NO_STANDING
    place, bed, since, depth = standing
    return f"{place},{bed},{since},{depth}"


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

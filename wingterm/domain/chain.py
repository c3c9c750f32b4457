"""The hash chain of an establishment's book (ledger format 1, docs/architecture.md)."""

import hashlib
import json

from wingterm.domain.entries import Entry

FORMAT = 1
"""Version of the content that is hashed; stored in every entry."""

GENESIS = "0" * 64
"""The hash before the first entry of a chain."""


_CONTENT = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))


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
    before = entry.before or (None, None, None, None)
    after = entry.after or (None, None, None, None)
    return _CONTENT.encode(
        [
            FORMAT,
            entry.establishment,
            seq,
            entry.kind,
            entry.verb,
            request_id,
            line,
            part,
            officer,
            front_end,
            entry.occurred_at,
            recorded_at,
            entry.person,
            entry.pseq,
            *before,
            *after,
            entry.annuls_pseq,
            entry.subject_kind,
            entry.subject,
            entry.fact,
            entry.annuls_seq,
            entry.reason,
            entry.detail,
        ]
    )


def link(previous: str, text: str) -> str:
    """Give the hash of an entry with content `text` that follows an entry with hash `previous`."""
    return hashlib.sha256(f"{previous}\n{text}".encode("ascii")).hexdigest()

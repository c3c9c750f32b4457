"""Batches: each is the one its name and file make, and each part is an act that is on record."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from db.checker.records import Batch, BatchPart, Request, Violation

NAMESPACE = bytes.fromhex("5f1d0c1e7c555d0a9a526e5d8f2b4a10")
"""Of the ids of batches."""


def check_batches(
    register: str,
    batches: Iterable[Batch],
    parts: Iterable[BatchPart],
    requests: Mapping[str, Request],
) -> Iterator[Violation]:
    """Recompute the ids of batches and parts, and hold parts against the acts that did them.

    Args:
        register: id of the register.
        batches: all of them.
        parts: all parts.
        requests: those that the parts name, by id, as far as the store has them.
    """
    known = {batch.id: batch for batch in batches}
    for batch in known.values():
        if batch.id != _named(NAMESPACE, f"{register}\n{batch.digest}\n{batch.name}"):
            yield Violation("batch-id", _where(batch), "Its id does not follow from what it is.")
    begun = set()
    for part in parts:
        begun.add(part.batch_id)
        of = known.get(part.batch_id)
        wrong = _wrong(part, of, requests.get(part.request_id))
        if wrong:
            where = _where(of) if of else f"batch {part.batch_id}"
            yield Violation("batch-part", f"{where}, part {part.part}", wrong)
    for batch in known.values():
        if batch.id not in begun:
            yield Violation("batch-part", _where(batch), "It was begun and has no part.")


def _wrong(part: BatchPart, batch: Batch | None, request: Request | None) -> str:
    """Say what does not fit about a part, empty for nothing."""
    if batch is None:
        return "There is no such batch."
    if request is None:
        return f"There is no request {part.request_id}."
    if part.request_id != _named(bytes.fromhex(batch.id.replace("-", "")), str(part.part)):
        return "Its request id does not follow from the batch and its number."
    if part.recorded_at != request.recorded_at:
        return f"Request {part.request_id} was recorded at another instant."
    first = (part.part - 1) * batch.part_rows + 1
    last = min(part.part * batch.part_rows, batch.row_count)
    ends = [end for run in json.loads(part.row_numbers) for end in run]
    if not ends or len(ends) % 2 or ends != sorted(ends) or ends[0] < first or ends[-1] > last:
        return f"Its rows {part.row_numbers[:80]} are not of rows {first} to {last}."
    return ""


def _named(namespace: bytes, name: str) -> str:
    """Give the id of a name in a namespace (RFC 4122, version 5)."""
    digest = bytearray(hashlib.sha1(namespace + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _where(batch: Batch) -> str:
    return f"batch {batch.name}"

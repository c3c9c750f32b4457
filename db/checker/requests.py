"""Acts and their entries: who, through what, when, and what the receipt says."""

import json
from collections.abc import Iterable, Iterator

from db.checker.chains import Books
from db.checker.records import Entry, Request, Violation

Known = dict[str, tuple[Request, frozenset[str] | None]]
"""Requests by id, with the entries that their receipts name; None when that cannot be read."""

_decode = json.JSONDecoder().raw_decode


def check_requests(
    entries: Iterable[Entry], requests: Iterable[Request], books: Books
) -> Iterator[Violation]:
    """Compare entries with the requests that they came from.

    Args:
        entries: some entries of the ledger.
        requests: all requests that they name, as far as the store has them.
        books: to name entries by.
    """
    known: Known = {request.id: (request, _named(request)) for request in requests}
    for request, named in known.values():
        if named is None:
            yield Violation(
                "request-receipt", f"request {request.id}", "Its receipt cannot be read."
            )
    for entry in entries:
        held = known.get(entry.request_id)
        code = books.codes.get(entry.establishment_id)
        if (
            held is None
            or held[0].recorded_at != entry.recorded_at
            or held[0].officer_id != entry.officer_id
            or held[0].front_end != entry.front_end
            or (held[1] is not None and f"{code}-{entry.seq}" not in held[1])
        ):
            where = books.name(entry.establishment_id, entry.seq)
            yield from _faults(entry, held and held[0], where)


def _faults(entry: Entry, request: Request | None, where: str) -> Iterator[Violation]:
    if request is None:
        yield Violation("request-unknown", where, f"There is no request {entry.request_id}.")
        return
    differs = [
        column
        for column in ("officer_id", "front_end", "recorded_at")
        if getattr(request, column) != getattr(entry, column)
    ]
    if differs:
        sentence = f"Request {request.id} says otherwise about its {', '.join(differs)}."
        yield Violation("request-differs", where, sentence)
    else:
        yield Violation("request-receipt", where, "The receipt of its request leaves it out.")


def _named(request: Request) -> frozenset[str] | None:
    """Give the entries that a receipt names, None when it cannot be read."""
    try:
        receipt, end = _decode(request.outcome)
        if end != len(request.outcome):
            return None
        return frozenset([name for line in receipt["lines"] for name in line["entries"]])
    except (LookupError, TypeError, ValueError):
        return None

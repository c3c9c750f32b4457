"""Acts and their entries: who, through what, when."""

import json
from collections.abc import Iterable, Iterator

from db.checker.chains import Books
from db.checker.records import Entry, Request, Violation


def check_requests(
    entries: Iterable[Entry], requests: Iterable[Request], books: Books
) -> Iterator[Violation]:
    """Compare entries with the requests that they came from.

    Args:
        entries: some entries of the ledger.
        requests: all requests that they name, as far as the store has them.
        books: to name entries by.
    """
    known = {request.id: (request, _receipt_entries(request)) for request in requests}
    for request, named in known.values():
        if named is None:
            yield Violation(
                "request-receipt", f"request {request.id}", "Its receipt cannot be read."
            )
    for entry in entries:
        where = books.name(entry.establishment_id, entry.seq)
        if entry.request_id not in known:
            yield Violation("request-unknown", where, f"There is no request {entry.request_id}.")
            continue
        request, named = known[entry.request_id]
        yield from _differs(entry, request, where)
        reference = f"{books.codes.get(entry.establishment_id)}-{entry.seq}"
        if named is not None and reference not in named:
            yield Violation("request-receipt", where, "The receipt of its request leaves it out.")


def _differs(entry: Entry, request: Request, where: str) -> Iterator[Violation]:
    for column in ("officer_id", "front_end", "recorded_at"):
        said, true = getattr(request, column), getattr(entry, column)
        if said != true:
            yield Violation(
                "request-differs", where, f"Its request {request.id} says {column} {said}."
            )


def _receipt_entries(request: Request) -> frozenset[str] | None:
    """Give the entries that a receipt names, None when it cannot be read."""
    try:
        lines = json.loads(request.outcome)["lines"]
        return frozenset(name for line in lines for name in line["entries"])
    except (LookupError, TypeError, ValueError):
        return None

"""What all requests share, and how the same act is known when its id comes again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import ClassVar

from wingterm.domain.outcomes import Acknowledgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What all requests share."""

    verb: ClassVar[str]
    """The word for it in the ledger and on the command line."""

    prison: str
    """Code of the establishment whose officer asks, and in whose book it is written."""
    at: int | None = None
    """When it happened, or from when it is so."""
    comment: str = ""
    """Free words, at most 240 characters (domain note 6.1, rule 6)."""
    acknowledged: tuple[Acknowledgement, ...] = ()
    """Warnings that the officer has seen and goes on in spite of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPerson(Request):
    """A request about one person.

    They are named by prison number, or by `+N`: the person made by line N of the same act.
    """

    person: str


def content_hash(requests: Sequence[Request]) -> str:
    """Give the digest by which the same act is known when its request id comes again."""
    text = _REQUESTS.encode([_plain(request) for request in requests])
    return hashlib.sha256(text.encode("ascii")).hexdigest()


_NAMES: dict[type[Request], tuple[str, ...]] = {}
"""Names of the fields of each kind of request, looked up once."""


def _plain(request: object) -> dict[str, object]:
    """Give a request as JSON can hold it, with its type's name: no two kinds look alike."""
    if not isinstance(request, Request):
        raise TypeError(f"{type(request).__name__} is no part of a request.")
    kind = type(request)
    names = _NAMES.get(kind)
    if names is None:
        names = _NAMES[kind] = tuple(field.name for field in fields(kind))
    return {"request": kind.__name__, **{name: getattr(request, name) for name in names}}


_REQUESTS = json.JSONEncoder(sort_keys=True, default=_plain)

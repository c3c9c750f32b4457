"""What all requests share, and how the same act is known when its id comes again."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from itertools import chain, groupby
from json.encoder import encode_basestring_ascii as _quoted
from operator import attrgetter
from typing import ClassVar, NamedTuple

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
    runs = [_texts(kind, list(some)) for kind, some in groupby(requests, type)]
    text = ", ".join(chain.from_iterable(runs))
    return hashlib.sha256(f"[{text}]".encode("ascii")).hexdigest()


class _Shape(NamedTuple):
    """How a kind of request is written: what is the same in all of them, and what fills it."""

    pattern: str
    """JSON with a `%s` for the value of each field: keys sorted, among them the kind's name."""
    values: Callable[[Request], tuple[object, ...]]


_SHAPES: dict[type[Request], _Shape] = {}
"""Looked up once for each kind."""


def _shape_of(kind: type[Request]) -> _Shape:
    if not issubclass(kind, Request):
        raise TypeError(f"{kind.__name__} is no part of a request.")
    names = sorted(field.name for field in fields(kind))
    # No two kinds look alike.
    pieces = dict.fromkeys(names, "%s") | {"request": _quoted(kind.__name__)}
    pattern = ", ".join(f"{_quoted(name)}: {piece}" for name, piece in sorted(pieces.items()))
    return _Shape(f"{{{pattern}}}", attrgetter(*names))


def _texts(kind: type[Request], some: Sequence[Request]) -> list[str]:
    """Give requests of one kind as the JSON that is hashed.

    Written out field by field rather than encoded as dictionaries, which takes many times as long.
    """
    shape = _SHAPES.get(kind)
    if shape is None:
        shape = _SHAPES[kind] = _shape_of(kind)
    pattern, values = shape
    columns = [_column(said) for said in zip(*map(values, some), strict=True)]
    return [pattern % row for row in zip(*columns, strict=True)]


def _column(said: Sequence[object]) -> Sequence[str]:
    """Give what requests say in one field; most fields say the same in all of them."""
    if said.count(said[0]) == len(said):
        return [_value(said[0])] * len(said)
    return [_value(value) for value in said]


def _value(value: object) -> str:
    """Give the value of a field."""
    return _quoted(value) if isinstance(value, str) else _VALUES.encode(value)


def _plain(part: Request) -> dict[str, object]:
    """Give a request that is part of another as JSON can hold it."""
    (text,) = _texts(type(part), [part])
    held: dict[str, object] = json.loads(text)
    return held


_VALUES = json.JSONEncoder(sort_keys=True, default=_plain)

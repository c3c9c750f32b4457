"""Which place a hurried hand means: codes without dashes, capitals or leading noughts."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from wingterm.domain import requests as asked
from wingterm.domain.places import PlaceKind, natural_key
from wingterm.domain.prison import Prison
from wingterm.domain.requests import Request
from wingterm.errors import BadInput
from wingterm.services.desk import Desk
from wingterm.services.places import PlaceLine, places

CODE_MAX = 50
"""Most characters of what may be a code."""
NAMED = 6
"""Most candidates that a refusal names."""


def bare(code: str) -> str:
    """Give a code for comparing: capitals, without dashes and blanks."""
    return re.sub(r"[\s\-_./]+", "", code[: 2 * CODE_MAX]).upper()


def meant(typed: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Give the codes that a text stands for in full, in natural order.

    `a1001` and `a-1-001` are A-1-001; so is `a-1-1`, where the dashes say which number is meant.
    A code that is typed as it is counts alone, and one without dashes before one without noughts.
    """
    known = tuple(codes)
    whole = typed.strip().upper()
    if whole in known:
        return (whole,)
    wanted, numbers = bare(typed), _numbers(typed)
    if not wanted or len(typed) > CODE_MAX:
        return ()
    same = [code for code in known if bare(code) == wanted]
    if not same and len(numbers) > 1:
        same = [code for code in known if _numbers(code) == numbers]
    return tuple(sorted(same, key=natural_key))


CELLS = (PlaceKind.CELL,)
"""Kinds that a bed may be in."""
AREAS = (PlaceKind.AREA,)
"""Kinds that somebody is sent to inside."""
ANY: tuple[PlaceKind, ...] = ()

FIELDS: dict[type[Request], tuple[str, tuple[PlaceKind, ...]]] = {
    **dict.fromkeys(
        (asked.Receive, asked.Recall, asked.Recapture, asked.Arrive, asked.CancelTransfer),
        ("cell", CELLS),
    ),
    asked.Move: ("to", CELLS),
    asked.Elsewhere: ("to", AREAS),
    **dict.fromkeys(
        (
            asked.RenamePlace, asked.SetCapacity, asked.MarkPlace, asked.TakeOutOfUse,
            asked.BringBack, asked.ClosePlace, asked.ConvertPlace, asked.RequestCertificate,
            asked.SettleCertificate,
        ),
        ("code", ANY),
    ),
}  # fmt: skip
"""Which field of a request names a place that there is, and of which kinds."""


def full_code(desk: Desk, prison: Prison, typed: str, kinds: Collection[str] = ANY) -> str:
    """Give the full code of the one place that a text stands for.

    What fits no place is given back as it was typed: the rules say what is wrong with it.

    Args:
        desk: who asks.
        prison: whose places.
        typed: as it was typed.
        kinds: kinds of place that may be meant; none: any.

    Raises:
        BadInput: more than one place fits; the message names them.
    """
    return _full(places(desk, prison), typed, kinds) if typed.strip() else typed


def spelled_out(desk: Desk, prison: Prison, requests: Sequence[Request]) -> list[Request]:
    """Give requests with the places that they name in full, as `full_code` gives one.

    Raises:
        BadInput: more than one place fits what was typed; the error names the field.
    """
    if not names_a_place(requests):
        return [*requests]
    known = places(desk, prison)
    return [_spelled(known, request) for request in requests]


def one_spelled_out(known: Sequence[PlaceLine], request: Request) -> Request:
    """Give a request with the place that it names in full, of places that were read before.

    Raises:
        BadInput: more than one place fits what was typed; the error names the field.
    """
    return _spelled(known, request)


def names_a_place(requests: Iterable[Request]) -> bool:
    """Whether any of some requests names a place that there is."""
    return any(_named(request) for request in requests)


def _named(request: Request) -> str:
    """Give what a request names a place by, empty where it names none."""
    field, _ = FIELDS.get(type(request), ("", ANY))
    return str(getattr(request, field)).strip() if field else ""


def _spelled(known: Sequence[PlaceLine], request: Request) -> Request:
    if not _named(request):
        return request
    field, kinds = FIELDS[type(request)]
    try:
        full = _full(known, getattr(request, field), kinds)
    except BadInput as error:
        raise BadInput(error.message, error.hint, field=field) from None
    changed: dict[str, Any] = {field: full}
    return replace(request, **changed)


def _full(known: Sequence[PlaceLine], typed: str, kinds: Collection[str]) -> str:
    if len(typed) > CODE_MAX:
        return typed
    found = meant(typed, [place.code for place in known if not kinds or place.kind in kinds])
    if len(found) > 1:
        more = " and others" if len(found) > NAMED else ""
        raise BadInput(
            f"{typed.strip()} may be {', '.join(found[:NAMED])}{more}.",
            "Type the code with its dashes.",
        )
    return found[0] if found else typed


def _numbers(code: str) -> tuple[str, ...]:
    """Give what stands between the dashes of a code, numbers without leading noughts."""
    parts = (part for part in re.split(r"[\s\-_./]+", code.strip().upper()) if part)
    return tuple(part.lstrip("0") or "0" if part.isdecimal() else part for part in parts)

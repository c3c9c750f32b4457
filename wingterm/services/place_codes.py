"""Which place a hurried hand means: codes without dashes, capitals or leading noughts."""

import re
from collections.abc import Collection, Iterable

from wingterm.domain.places import PlaceKind, natural_key
from wingterm.domain.situation import Prison
from wingterm.errors import BadInput
from wingterm.services.desk import Desk
from wingterm.services.places import places

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


def full_code(desk: Desk, prison: Prison, typed: str, kinds: Collection[str] = ()) -> str:
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
    if not typed.strip() or len(typed) > CODE_MAX:
        return typed
    known = [p.code for p in places(desk, prison) if not kinds or p.kind in kinds]
    found = meant(typed, known)
    if len(found) > 1:
        more = " and others" if len(found) > NAMED else ""
        raise BadInput(
            f"{typed.strip()} may be {', '.join(found[:NAMED])}{more}.",
            "Type the code with its dashes.",
        )
    return found[0] if found else typed


CELLS = (PlaceKind.CELL,)
"""Kinds that a bed may be in."""
AREAS = (PlaceKind.AREA,)
"""Kinds that somebody is sent to inside."""


def _numbers(code: str) -> tuple[str, ...]:
    """Give what stands between the dashes of a code, numbers without leading noughts."""
    parts = (part for part in re.split(r"[\s\-_./]+", code.strip().upper()) if part)
    return tuple(part.lstrip("0") or "0" if part.isdecimal() else part for part in parts)

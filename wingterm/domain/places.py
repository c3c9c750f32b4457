"""Places of a prison: kinds, codes and capacities (domain notes 3.1 and 3.2)."""

import functools
import re
from enum import StrEnum
from typing import NamedTuple


class PlaceKind(StrEnum):
    """What a place is."""

    OUTSIDE = "OUTSIDE"
    """In no prison's care."""
    EN_ROUTE = "EN_ROUTE"
    """On the way to a prison; the escort holds the person."""
    RECEPTION = "RECEPTION"
    NO_CELL = "NO_CELL"
    """Inside, taken out of a cell and given none."""
    COURT = "COURT"
    """Out at court."""
    ABSENCE = "ABSENCE"
    """Out on temporary absence."""
    HOSPITAL = "HOSPITAL"
    """Out at hospital under a bed watch."""
    AT_LARGE = "AT_LARGE"
    """Escaped, absconded or not returned: in nobody's care, the stay goes on."""
    WING = "WING"
    SPUR = "SPUR"
    LANDING = "LANDING"
    CELL = "CELL"
    AREA = "AREA"
    """Workshop, visits, healthcare and other places inside that nobody sleeps in."""


AREA, CELL, EN_ROUTE = PlaceKind.AREA, PlaceKind.CELL, PlaceKind.EN_ROUTE
"""Kinds that each line of an act is asked for, at hand: a member is sought in its enumeration."""

INSIDE = (PlaceKind.RECEPTION, PlaceKind.NO_CELL, PlaceKind.CELL, PlaceKind.AREA)
"""Kinds of place where a person is inside their prison: its current population."""

OUT = (PlaceKind.COURT, PlaceKind.ABSENCE, PlaceKind.HOSPITAL)
"""Kinds of place where a person is out and on the books of their prison."""

SPECIALS: dict[PlaceKind, tuple[str, str]] = {
    PlaceKind.RECEPTION: ("RECP", "Reception"),
    PlaceKind.EN_ROUTE: ("EN-ROUTE", "On the way here"),
    PlaceKind.NO_CELL: ("CSWAP", "No cell allocated"),
    PlaceKind.COURT: ("COURT", "At court"),
    PlaceKind.ABSENCE: ("TAP", "On temporary absence"),
    PlaceKind.HOSPITAL: ("HOSPITAL", "At hospital"),
    PlaceKind.AT_LARGE: ("AT-LARGE", "At large"),
}
"""Code and name of the places that every prison has from its first day, one of each kind."""

SPECIAL_CODES = tuple(code for code, _ in SPECIALS.values())

SPARE_CODES = {code: f"{code}-0" for code in SPECIAL_CODES}
"""Codes of special places where a prison had given theirs to places of its own."""


class Capacity(NamedTuple):
    """What a cell holds."""

    cna: int
    """Certified normal accommodation: uncrowded places, for overcrowding; never a refusal."""
    working: int
    """Places usable now."""
    maximum: int
    """Most people the certificate allows; as many beds."""

    @property
    def room(self) -> int:
        """How many people may be in it: working capacity, or the maximum where working is 0."""
        return self.working or self.maximum


CODE_MAX = 40
"""Longest place code."""

_CODE = re.compile(r"[A-Z0-9]{1,12}(-[A-Z0-9]{1,12}){0,3}")


def check_place_code(text: str) -> str:
    """Give a place code as it is kept.

    Raises:
        ValueError: not letters and digits in up to four parts joined by hyphens.
    """
    typed = text.strip()
    code = typed.upper()
    if not (typed.isascii() and len(code) <= CODE_MAX and _CODE.fullmatch(code)):
        raise ValueError("A place code is letters and digits joined by hyphens, such as A-1-001.")
    return code


ABOVE: dict[PlaceKind, frozenset[PlaceKind]] = {
    PlaceKind.WING: frozenset({PlaceKind.WING}),
    PlaceKind.SPUR: frozenset({PlaceKind.WING}),
    PlaceKind.LANDING: frozenset({PlaceKind.WING, PlaceKind.SPUR}),
    PlaceKind.CELL: frozenset({PlaceKind.WING, PlaceKind.SPUR, PlaceKind.LANDING}),
}
"""What may lie above a place whose people the roll sums up; anything may be above the others."""


def parent_code(code: str) -> str | None:
    """Give the code of the place above: `A-1` of `A-1-001`, None at the top."""
    above, hyphen, _ = code.rpartition("-")
    return above if hyphen else None


@functools.lru_cache(maxsize=4096)
def natural_key(code: str) -> tuple[tuple[int, int, str], ...]:
    """Give a key that sorts A2 before A10."""
    parts = re.findall(r"\d+|\D+", code)
    return tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts)

"""Where somebody is, in words, and what may be done with them there."""

from collections.abc import Iterator
from typing import Any

from wingterm.domain.places import OUT, PlaceKind
from wingterm.domain.times import shown_full

WHERE: dict[str, str] = {
    PlaceKind.OUTSIDE: "Outside",
    PlaceKind.EN_ROUTE: "On the way",
    PlaceKind.RECEPTION: "In reception",
    PlaceKind.NO_CELL: "No cell",
    PlaceKind.COURT: "At court",
    PlaceKind.ABSENCE: "On temporary absence",
    PlaceKind.HOSPITAL: "At hospital",
    PlaceKind.AT_LARGE: "At large",
}
"""Words for the kinds of place of which every prison has one."""

IN_HISTORY: dict[str, str] = {
    kind: WHERE[kind].lower() for kind in (*OUT, PlaceKind.AT_LARGE, PlaceKind.NO_CELL)
}
"""Words for the kinds of place that are no places to stand in."""

AWAY = ("court-out", "absence-out", "hospital-out")
GONE = ("escape", "abscond")
ENDED = ("death", "discharge-hospital")
GATE = (*AWAY, "transfer-out", "release", *GONE, *ENDED)

FITS: dict[str, tuple[str, ...]] = {
    PlaceKind.OUTSIDE: ("receive", "discharge-hospital"),
    PlaceKind.EN_ROUTE: ("arrive", "cancel-transfer", "redirect", "escape"),
    PlaceKind.RECEPTION: ("move", "elsewhere", *GATE),
    PlaceKind.NO_CELL: ("move", "elsewhere", *GATE),
    PlaceKind.CELL: ("move", "swap", "elsewhere", *GATE),
    PlaceKind.AREA: ("back", "move", "swap", "elsewhere", *GATE),
    PlaceKind.COURT: ("back", "arrive", *AWAY, "release", *GONE, *ENDED),
    PlaceKind.ABSENCE: ("back", "arrive", *AWAY, "release", "fail-to-return", *GONE, *ENDED),
    PlaceKind.HOSPITAL: ("back", "arrive", *AWAY, "release", *GONE, *ENDED),
    PlaceKind.AT_LARGE: ("recapture",),
}
"""Verbs that make sense of somebody in a kind of place, as the ledger calls them."""

RECEIVER = frozenset({"arrive"})
"""Verbs about somebody on the way that the prison they are on the way to records."""
SENDER = frozenset({"cancel-transfer", "redirect", "escape"})
"""Those that the prison records that sent them."""
FROM_ELSEWHERE = frozenset({"arrive", "recapture"})
"""Verbs about somebody on another prison's books: that bring them onto one's own."""

RELEASED = ("release", "discharge-hospital")


def where_in_words(kind: str, place: str, cell: str) -> str:
    """Say where somebody is; never only by a code or a colour.

    Args:
        kind: kind of the place.
        place: its code.
        cell: code of the cell whose bed they hold, empty without.
    """
    if kind == PlaceKind.CELL:
        return f"In cell {cell}"
    if kind in OUT:
        return f"{WHERE[kind]}, bed in {cell}" if cell else f"{WHERE[kind]}, no bed kept"
    if kind in WHERE:
        return WHERE[kind]
    return f"At {place}, bed in {cell}" if cell else f"At {place}, no cell"


def hold_in_words(until: int, instant: int, timezone: str) -> str:
    """Say until when somebody may be held without an order, or since when not any more.

    Args:
        until: instant from which the hold no longer counts.
        instant: of which it is asked.
        timezone: in which it is told.
    """
    word = "OVERDUE since" if until <= instant else "until"
    return f"{word} {shown_full(until, timezone)}"


def verbs_now(kind: PlaceKind, cell: str, last: str, *, corrected: bool) -> tuple[str, ...]:
    """Give the verbs that make sense of somebody now.

    Args:
        kind: kind of the place where they are.
        cell: code of the cell whose bed they hold, empty without.
        last: verb of their newest movement that stands.
        corrected: whether there is anything to correct.
    """
    return (*_movements(kind, cell, last), "identity", *(["correct"] if corrected else []))


def not_for(kind: PlaceKind, prison: str, sender: str, acting: str) -> frozenset[str]:
    """Give the movements that make sense of somebody, but not for the prison that acts.

    Args:
        kind: kind of the place where they are.
        prison: code of the prison whose books they are on, or that they are on the way to.
        sender: of somebody on the way: code of the prison that sent them.
        acting: code of the prison that acts.
    """
    if kind is PlaceKind.OUTSIDE:
        return frozenset()
    if kind is PlaceKind.EN_ROUTE:
        receiver = frozenset() if prison == acting else RECEIVER
        return receiver | (frozenset() if sender == acting else SENDER)
    if prison == acting:
        return RECEIVER
    return frozenset(verb for fits in FITS.values() for verb in fits) - FROM_ELSEWHERE


def _movements(kind: PlaceKind, cell: str, last: str) -> Iterator[str]:
    if last in ("death", "remove-body"):
        yield from ["remove-body"] if last == "death" else []
        return
    for verb in FITS[kind]:
        if verb != "swap" or cell:
            yield verb
        if verb == "receive" and last in RELEASED:
            yield "recall"


def came_to(verb: str, kind: str, place: str, cell: str, prison: str, said: dict[str, Any]) -> str:
    """Say where a movement took somebody.

    Args:
        verb: of the movement.
        kind: kind of the place.
        place: its code.
        cell: code of the cell whose bed they hold, empty without.
        prison: code of the place's prison.
        said: what the movement says besides.
    """
    if verb == "death":
        return "died"
    if kind == PlaceKind.EN_ROUTE:
        return f"on the way to {prison}"
    if kind == PlaceKind.OUTSIDE and said.get("outside"):
        return f"{said['to']}, outside this register"
    words = IN_HISTORY.get(kind, place)
    if said.get("destination"):
        words = f"{words}: {said['destination']}"
    return f"{words} (bed {cell})" if cell and cell != place else words

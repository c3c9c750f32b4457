"""The words by which a correction says what happened instead: `move A-2-003 at 09:00 reason GM`."""

import shlex
from collections.abc import Callable

from wingterm.domain import requests as asked
from wingterm.errors import BadInput

FORMS = (
    "receive [CELL] [reason CODE]",
    "move CELL [reason CODE]",
    "elsewhere AREA",
    "back",
    "transfer-out to PRISON [reason CODE]",
    "arrive [CELL]",
    "cancel-transfer [CELL]",
    "release reason CODE",
)
"""What may be entered again; each may also say `at TIME`. Words in any order after the place."""

KINDS: dict[str, type[asked.AboutPerson]] = {
    "receive": asked.Receive,
    "move": asked.Move,
    "elsewhere": asked.Elsewhere,
    "back": asked.Back,
    "transfer-out": asked.TransferOut,
    "arrive": asked.Arrive,
    "cancel-transfer": asked.CancelTransfer,
    "release": asked.Release,
}
"""The verbs, by the ledger's words."""

TWO_WORDS = {
    ("transfer", "out"): "transfer-out",
    ("transfer", "arrive"): "arrive",
    ("transfer", "cancel"): "cancel-transfer",
}
"""The same verbs as the command line has them."""

PLACES = {
    "receive": "cell",
    "move": "to",
    "elsewhere": "to",
    "arrive": "cell",
    "cancel-transfer": "cell",
}
"""Verbs that name a place, and the field of the request that it goes to."""

NEEDED = {
    "move": {"to"},
    "elsewhere": {"to"},
    "transfer-out": {"to"},
    "release": {"reason"},
}
"""What a verb cannot do without."""

REASONED = {"receive", "move", "transfer-out", "release"}
"""Verbs with a reason code."""

WORDS = ("at", "reason", "to")
QUOTED_MAX = 80
"""Most characters of a phrase that is quoted back."""

PHRASE_MAX = 400
"""Most characters of a phrase; taking words apart takes long where they are very long."""


def read_again(
    text: str, prison: str, person: str, instant: Callable[[str], int | None]
) -> asked.AboutPerson:
    """Give the request that a phrase means.

    Args:
        text: a phrase of one of the `FORMS`.
        prison: code of the acting prison.
        person: prison number of the person corrected.
        instant: reads a typed time.

    Raises:
        BadInput: it is of none of the forms; they are given.
    """
    verb, rest = _verb(text)
    fields = _fields(text, verb, rest)
    typed_at = fields.pop("at", "")
    at = instant(typed_at) if typed_at else None
    made: asked.AboutPerson = KINDS[verb](prison=prison, person=person, at=at, **fields)  # type: ignore[arg-type]
    return made


def _verb(text: str) -> tuple[str, list[str]]:
    """Give the verb of a phrase, and the words after it."""
    if len(text) > PHRASE_MAX:
        raise _unread(text)
    try:
        words = shlex.split(text)
    except ValueError:
        raise _unread(text) from None
    lowered = [word.lower() for word in words[:2]]
    if len(lowered) == 2 and (lowered[0], lowered[1]) in TWO_WORDS:
        return TWO_WORDS[lowered[0], lowered[1]], words[2:]
    if lowered and lowered[0] in KINDS:
        return lowered[0], words[1:]
    raise _unread(text)


def _fields(text: str, verb: str, rest: list[str]) -> dict[str, str]:
    """Give what a phrase says, by field of the request, and `at`."""
    fields: dict[str, str] = {}
    if rest and rest[0].lower() not in WORDS and verb in PLACES:
        fields[PLACES[verb]] = rest.pop(0)
    while rest:
        word = rest.pop(0).lower()
        if word not in WORDS or not rest:
            raise _unread(text)
        name = PLACES.get(verb, "to") if word == "to" else word
        if name in fields:
            raise _unread(text)
        fields[name] = _time(rest) if word == "at" else rest.pop(0)
    allowed = {"at", *NEEDED.get(verb, ()), PLACES.get(verb, "at")}
    if verb in REASONED:
        allowed.add("reason")
    if fields.keys() - allowed or NEEDED.get(verb, set()) - fields.keys():
        raise _unread(text)
    return fields


def _time(rest: list[str]) -> str:
    """Take a time off the words: a day and an hour are two of them."""
    first = rest.pop(0)
    if rest and rest[0].lower() not in WORDS:
        return f"{first} {rest.pop(0)}"
    return first


def _unread(text: str) -> BadInput:
    quoted = text if len(text) <= QUOTED_MAX else f"{text[:QUOTED_MAX]}..."
    return BadInput(
        f'"{quoted}" cannot be understood as what happened instead.',
        f"Write one of: {'; '.join(FORMS)}. Add at TIME where it was not now.",
        field="again",
    )

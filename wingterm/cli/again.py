"""The words by which a correction says what is entered again: `move A-2-003 at 09:00 reason GM`."""

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
"""What may be entered again; each may end with `at TIME`."""

WORDS = ("at", "reason", "to")
PLACED = {"receive": "cell", "move": "to", "elsewhere": "to", "arrive": "cell",
          "cancel-transfer": "cell"}  # fmt: skip
"""Verbs that name a place, and the field it goes to."""
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
        BadInput: it is not of any form; the forms are given.
    """
    try:
        words = shlex.split(text)
    except ValueError:
        raise _unread(text) from None
    if not words or words[0] not in KINDS:
        raise _unread(text)
    verb, rest = words[0], words[1:]
    fields: dict[str, str] = {}
    if rest and rest[0] not in WORDS and verb in PLACED:
        fields[PLACED[verb]] = rest.pop(0)
    while rest:
        word = rest.pop(0)
        value = _value(word, rest, text)
        if word in fields:
            raise _unread(text)
        fields[word] = value
    at = instant(fields.pop("at")) if "at" in fields else None
    try:
        return KINDS[verb](prison=prison, person=person, at=at, **fields)  # type: ignore[arg-type]
    except TypeError:
        raise _unread(text) from None


def _value(word: str, rest: list[str], text: str) -> str:
    if word not in WORDS or not rest:
        raise _unread(text)
    # A date and a time are two words: at 2026-03-02 09:00, at yesterday 09:00.
    if word == "at" and len(rest) > 1 and rest[1] not in WORDS:
        return f"{rest.pop(0)} {rest.pop(0)}"
    return rest.pop(0)


def _unread(text: str) -> BadInput:
    return BadInput(
        f"--again {text!r} cannot be understood.",
        f"Write one of: {'; '.join(FORMS)}; each with at TIME where it was not now.",
        field="again",
    )

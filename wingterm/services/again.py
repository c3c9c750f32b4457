"""The words by which a correction says what happened instead: `move A-2-003 at 09:00 reason GM`."""

import shlex
from collections.abc import Callable
from typing import Any, NamedTuple

from wingterm.domain import requests as asked
from wingterm.errors import BadInput


class Word(NamedTuple):
    """A word that says what the next one is."""

    field: str
    """Field of the request."""
    meaning: str
    """What stands behind it: `TIME` and `yes` or `no` are read, all else is taken as it is."""


class Grammar(NamedTuple):
    """How a verb is said."""

    kind: type[asked.AboutPerson]
    place: str = ""
    """`CELL` or `AREA` behind the verb; in brackets where it may be left out."""
    words: str = ""
    """The other words, in brackets those that may be left out."""
    field: str = "cell"
    """Field of the request that the place goes to."""


WORDS = {
    "at": Word("at", "TIME"),
    "reason": Word("reason", "CODE"),
    "to": Word("to", "PRISON"),
    "where": Word("destination", "TEXT"),
    "authority": Word("authority", "TEXT"),
    "reference": Word("reference", "TEXT"),
    "dated": Word("dated", "DATE"),
    "hold-until": Word("hold_until", "TIME"),
    "from": Word("came_from", "TEXT"),
    "due": Word("due_back", "TIME"),
    "escort": Word("escort", "CODE"),
    "officers": Word("officers", "TEXT"),
    "keep-bed": Word("keep_bed", "no"),
    "coach": Word("coach", "REF"),
    "without-return": Word("without_return", "yes"),
    "found-by": Word("found_by", "TEXT"),
}
"""The words, and what they say. `where` is written `to`: it is no prison's code."""

_ORDER = "[authority] [reference] [dated] [hold-until]"
_GRAMMAR = {
    "receive": Grammar(asked.Receive, "[CELL]", f"{_ORDER} [from] [reason]"),
    "recall": Grammar(asked.Recall, "[CELL]", f"{_ORDER} [reason]"),
    "recapture": Grammar(asked.Recapture, "[CELL]", "[reason]"),
    "move": Grammar(asked.Move, "CELL", "[reason]", "to"),
    "elsewhere": Grammar(asked.Elsewhere, "AREA", "", "to"),
    "back": Grammar(asked.Back),
    "court-out": Grammar(asked.CourtOut, "", "where [reason] [due] [escort] [officers] [keep-bed]"),
    "absence-out": Grammar(asked.AbsenceOut, "", "where reason due [escort] [officers] [keep-bed]"),
    "hospital-out": Grammar(
        asked.HospitalOut, "", "where officers [reason] [due] [escort] [keep-bed]"
    ),
    "transfer-out": Grammar(asked.TransferOut, "", "to [reason] [coach] [escort]"),
    "arrive": Grammar(asked.Arrive, "[CELL]"),
    "cancel-transfer": Grammar(asked.CancelTransfer, "[CELL]"),
    "redirect": Grammar(asked.Redirect, "", "to"),
    "release": Grammar(asked.Release, "", "reason [where] [without-return]"),
    "escape": Grammar(asked.Escape),
    "abscond": Grammar(asked.Abscond),
    "fail-to-return": Grammar(asked.FailToReturn),
    "death": Grammar(asked.Death, "", "[found-by]"),
    "remove-body": Grammar(asked.RemoveBody),
    "discharge-hospital": Grammar(asked.DischargeToHospital, "", "where [authority]"),
}
"""Verbs that may be entered again, by the ledger's words."""

VERBS = tuple(_GRAMMAR)

AS_COMMANDS = {
    ("transfer", "out"): "transfer-out",
    ("transfer", "arrive"): "arrive",
    ("transfer", "cancel"): "cancel-transfer",
    ("transfer", "redirect"): "redirect",
    ("court",): "court-out",
    ("absence",): "absence-out",
    ("hospital",): "hospital-out",
}
"""The same verbs as the command line has them."""

QUOTED_MAX = 80
"""Most characters of a phrase that is quoted back."""

PHRASE_MAX = 800
"""Most characters of a phrase; taking words apart takes long where they are very long."""


def form_of(verb: str) -> str:
    """Give how a verb is said; each may also say `at TIME`. Words in any order after the place."""
    grammar = _GRAMMAR[verb]
    parts = [verb, grammar.place] if grammar.place else [verb]
    for name in grammar.words.split():
        word = name.strip("[]")
        said = f"{_spelt(word)} {WORDS[word].meaning}"
        parts.append(f"[{said}]" if name.startswith("[") else said)
    return " ".join(parts)


def read_again(
    text: str, prison: str, person: str, instant: Callable[[str], int | None]
) -> asked.AboutPerson:
    """Give the request that a phrase means.

    Args:
        text: a phrase of one of the forms; what has blanks in it stands in quotation marks.
        prison: code of the acting prison.
        person: prison number of the person corrected.
        instant: reads a typed time.

    Raises:
        BadInput: it is of none of the forms; what it could have been is said.
    """
    verb, rest = _verb(text)
    fields = _fields(text, verb, rest)
    given = {name: _read(text, verb, name, said, instant) for name, said in fields.items()}
    return _GRAMMAR[verb].kind(prison=prison, person=person, **given)


def _spelt(word: str) -> str:
    return "to" if word == "where" else word


def _verb(text: str) -> tuple[str, list[str]]:
    """Give the verb of a phrase, and the words after it."""
    if len(text) > PHRASE_MAX:
        raise _unread(text)
    try:
        words = shlex.split(text)
    except ValueError:
        # A quotation mark that is not closed: an apostrophe perhaps.
        begun = text.split()[0].lower()
        raise _unread(text, begun if begun in _GRAMMAR else "") from None
    lowered = tuple(word.lower() for word in words[:2])
    for many in (2, 1):
        verb = AS_COMMANDS.get(lowered[:many])
        if verb:
            return verb, words[many:]
    if lowered and lowered[0] in _GRAMMAR:
        return lowered[0], words[1:]
    raise _unread(text)


def _fields(text: str, verb: str, rest: list[str]) -> dict[str, str]:
    """Give what a phrase says, by field of the request, as typed."""
    grammar = _GRAMMAR[verb]
    names = [name.strip("[]") for name in grammar.words.split()]
    words = {_spelt(name): WORDS[name] for name in ("at", *names)}
    if grammar.place:
        words["to"] = Word(grammar.field, grammar.place)
    fields: dict[str, str] = {}
    if rest and rest[0].lower() not in words and grammar.place:
        fields[grammar.field] = rest.pop(0)
    while rest:
        word = words.get(rest.pop(0).lower())
        if word is None or not rest or word.field in fields:
            raise _unread(text, verb)
        fields[word.field] = _time(rest, words) if word.meaning == "TIME" else rest.pop(0)
    needed = {WORDS[name].field for name in grammar.words.split() if not name.startswith("[")}
    if grammar.place and not grammar.place.startswith("["):
        needed.add(grammar.field)
    if needed - fields.keys():
        raise _unread(text, verb)
    return fields


def _time(rest: list[str], words: dict[str, Word]) -> str:
    """Take a time off the words: a day and an hour are two of them."""
    first = rest.pop(0)
    if rest and rest[0].lower() not in words:
        return f"{first} {rest.pop(0)}"
    return first


def _read(text: str, verb: str, name: str, said: str, instant: Callable[[str], int | None]) -> Any:  # noqa: ANN401 - of the type of the request's field
    """Give what was said as the field of a request has it."""
    meaning = next((word.meaning for word in WORDS.values() if word.field == name), "")
    if meaning == "TIME":
        return instant(said)
    if meaning in ("yes", "no"):
        answer = said.lower()
        if answer not in ("yes", "no"):
            raise _unread(text, verb)
        return answer == "yes"
    return said


def _unread(text: str, verb: str = "") -> BadInput:
    quoted = text if len(text) <= QUOTED_MAX else f"{text[:QUOTED_MAX]}..."
    return BadInput(
        f'"{quoted}" cannot be understood as what happened instead.',
        f"Write: {form_of(verb)}. Add at TIME where it was not now; "
        "what has blanks in it stands in quotation marks."
        if verb
        else f"Begin with one of: {', '.join(VERBS)}.",
        field="again",
    )

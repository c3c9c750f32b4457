"""What a particular is made of, and how what was typed for a field becomes what is kept."""

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from wingterm.domain.codes import ReasonCodes
from wingterm.domain.people import FieldRefused, check_name, no_such_day, read_day
from wingterm.domain.roles import Group
from wingterm.domain.text import TextRefused, guard
from wingterm.domain.times import TimeNotUnderstood, parse_instant

UNKNOWN = "unknown"
"""Asked and not known: a value of its own, other than nothing on record (practice note 1.2)."""

Value = str | int | bool
"""What a field keeps: text, code or day as text; an instant or a number as int; yes or no."""

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 9998


class Judge(StrEnum):
    """How a field is judged."""

    TEXT = "text"
    NAME = "name"
    DAY = "day"
    PAST_DAY = "day that has come"
    CLOCK = "time of day"
    INSTANT = "time"
    NUMBER = "number"
    CODE = "code"
    YES_NO = "yes or no"
    WORD = "word"


class Field(NamedTuple):
    """One field of a particular."""

    name: str
    label: str
    judge: Judge = Judge.TEXT
    most: int = 80
    """Most characters of a text, or the largest number."""
    codes: str = ""
    """Name of the code list."""
    words: tuple[str, ...] = ()
    """The words of a `WORD`."""
    required: bool = False
    may_be_unknown: bool = True
    """Whether `unknown` is taken as a value of its own."""

    @property
    def is_free(self) -> bool:
        """Whether it holds words of whoever recorded it."""
        return self.judge is Judge.TEXT


class Keyed(StrEnum):
    """How many of a kind there may be, and what tells them apart."""

    ONE = "one"
    CODE = "code"
    """One for each code of a list."""
    PERSON = "person"
    """One for each other person."""
    NUMBER = "number"
    """Any number, counted from 1."""


class Kind(NamedTuple):
    """One kind of particular."""

    word: str
    """What staff type, and the fact's kind in the ledger."""
    label: str
    group: Group
    """Who is told what is on record of it."""
    fields: tuple[Field, ...]
    keyed: Keyed = Keyed.ONE
    of_stay: bool = False
    codes: str = ""
    """The list that its keys are codes of."""
    not_keys: frozenset[str] = frozenset()
    """Codes of the list that are nothing to be recorded under this kind."""

    def fact(self, key: str) -> str:
        """Give the fact's kind in the ledger, at most 14 characters."""
        return f"{self.word}.{_SHORT.get(key, key)}" if key else self.word

    def key(self, fact: str) -> str:
        """Give the key that a fact of this kind was recorded under, empty for none."""
        key = fact.partition(".")[2]
        return _LONG.get(key, key)

    def field(self, name: str) -> Field | None:
        """Give a field by name."""
        return next((field for field in self.fields if field.name == name), None)


_SHORT = {"HDCED4PLUS": "HDCED4+"}
"""Keys that are too long for the ledger, as it has them."""
_LONG = {short: key for key, short in _SHORT.items()}


class Judged(NamedTuple):
    """What a typed value is judged against."""

    now: int
    today: date
    timezone: str
    codes: ReasonCodes


def judge(field: Field, typed: str, against: Judged) -> Value:
    """Give what is kept of a typed value that is not empty.

    Raises:
        FieldRefused: it may not be held; the message says why and what to type.
    """
    text = _guarded(field, typed)
    if text.casefold() == UNKNOWN:
        if field.may_be_unknown:
            return UNKNOWN
        # Some lists have it as a code; in words it would say nothing.
        if field.judge in (Judge.TEXT, Judge.NAME):
            raise FieldRefused(field.name, f"{field.label} must be known.")
    match field.judge:
        case Judge.TEXT:
            return text
        case Judge.NAME:
            return check_name(text, field.name)
        case Judge.DAY | Judge.PAST_DAY:
            return _day(field, text, against.today)
        case Judge.CLOCK:
            return _clock(field, text)
        case Judge.INSTANT:
            return _instant(field, text, against)
        case Judge.NUMBER:
            return _number(field, text)
        case Judge.CODE:
            return active_code(field.name, field.label, field.codes, text, against.codes)
        case Judge.YES_NO:
            return _yes_no(field, text)
        case Judge.WORD:
            return _word(field, text)


def active_code(name: str, label: str, codes: str, typed: str, lists: ReasonCodes) -> str:
    """Give a code of a list as the list writes it.

    Raises:
        FieldRefused: unknown, or no longer in use.
    """
    held = lists.list(codes)
    found = held.get(typed) or held.get(typed.upper())
    if found is None or not found.active:
        word = "is no longer in use" if found else "is not on the list"
        raise FieldRefused(
            name, f"{label}: {typed} {word}. `wingterm codes {codes}` lists the codes in use."
        )
    return found.code


def parse_day(text: str, today: date) -> date | None:
    """Give the day of `YYYY-MM-DD`, `DD/MM/YYYY`, `D Mon YYYY` or `today`; None for no day."""
    if text.casefold() == "today":
        return today
    day = read_day(text)
    return day if day and _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _guarded(field: Field, typed: str) -> str:
    longest = field.most if field.judge is Judge.TEXT else 80
    try:
        return guard(typed, field.name, longest)
    except TextRefused as refused:
        raise FieldRefused(field.name, str(refused)) from None


def _day(field: Field, text: str, today: date) -> str:
    day = parse_day(text, today)
    if day is None:
        wrong = no_such_day(text) or f"type YYYY-MM-DD, DD/MM/YYYY or D Mon YYYY, not {text}."
        raise FieldRefused(field.name, f"{field.label}: {wrong}")
    if field.judge is Judge.PAST_DAY and day > today:
        raise FieldRefused(field.name, f"{field.label}: {day} has not come yet.")
    return day.isoformat()


def _clock(field: Field, text: str) -> str:
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise FieldRefused(field.name, f"{field.label}: type HH:MM, not {text}.")
    return f"{int(match[1]):02d}:{match[2]}"


def _instant(field: Field, text: str, against: Judged) -> int:
    try:
        return parse_instant(text, against.now, against.timezone)
    except TimeNotUnderstood as refused:
        raise FieldRefused(field.name, f"{field.label}: {refused}") from None


def _number(field: Field, text: str) -> int:
    # More digits than the largest has are no number to convert.
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(field.most))
    if not digits or int(text) > field.most:
        raise FieldRefused(field.name, f"{field.label}: type a number from 0 to {field.most}.")
    return int(text)


def _yes_no(field: Field, text: str) -> bool:
    if text.casefold() not in ("yes", "no", "y", "n"):
        raise FieldRefused(field.name, f"{field.label}: type yes or no, not {text}.")
    return text.casefold().startswith("y")


def _word(field: Field, text: str) -> str:
    if text.casefold() not in field.words:
        raise FieldRefused(
            field.name, f"{field.label}: type one of {', '.join(field.words)}, not {text}."
        )
    return text.casefold()

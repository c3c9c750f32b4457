"""Who a person is: prison number, names, date of birth, sex (domain notes 4.1 and 4.5)."""

import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime, timedelta

from wingterm.domain.text import TextRefused, guard

NAME_MAX = 35
AGE_MIN, AGE_MAX = 16, 110
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip

SEXES = {
    "M": "Male",
    "F": "Female",
    "NK": "Not Known / Not Recorded",
    "NS": "Not Specified (Indeterminate)",
}
"""Active sex codes with their words (domain note 4.5)."""

UNKNOWN = "unknown"
"""Stands for a date of birth, or in a name's place, of a night arrival who cannot be asked."""

TEMPORARY = "TMP"
"""How the number of a night arrival begins whose prison number is not known yet."""

TEMPORARY_MAX = 9999
"""The last temporary number that there is."""

_NUMBER = re.compile(r"[A-Z]\d{4}[A-Z]{2}|TMP\d{4}")
_LETTERS = "ACDEFGHJKLMNPQRTVWXYZ"
"""Letters used when numbers are made: not B, I, O, S, U."""
_PER_SUFFIX = 9999
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u02bb\u00b4`", "'"))


class FieldRefused(ValueError):
    """A typed field that cannot be taken; the message is one sentence for staff."""

    def __init__(self, field: str, message: str) -> None:
        """Say what is wrong with a field."""
        super().__init__(message)
        self.field = field


def parse_prison_number(text: str) -> str:
    """Give a prison number as it is kept.

    Older numbers may hold any letter, so only the form is judged. A temporary number is taken too.

    Raises:
        FieldRefused: not a letter, four digits and two letters, nor `TMP` and four digits.
    """
    if text.isascii() and _NUMBER.fullmatch(text):
        # As most come: an act may name thousands.
        return text
    number = text.strip()
    # Capitals come second: those of some other letters are ASCII.
    if not (number.isascii() and _NUMBER.fullmatch(number := number.upper())):
        raise FieldRefused(
            "number", "Enter a prison number using 7 characters in the format A1234AA."
        )
    return number


def is_temporary(number: str) -> bool:
    """Whether a number stands in for a prison number that is not known yet."""
    return number.startswith(TEMPORARY)


def temporary_number(n: int) -> str:
    """Give the n-th temporary number, from 1.

    Raises:
        ValueError: there is no such number.
    """
    if not 1 <= n <= TEMPORARY_MAX:
        raise ValueError(f"there is no temporary number {n}")
    return f"{TEMPORARY}{n:04d}"


def issued_number(n: int) -> str:
    """Give the n-th prison number to be issued, from 1.

    The digits count first, then the suffix, then the letter.

    Raises:
        ValueError: there is no such number.
    """
    rest, digits = divmod(n - 1, _PER_SUFFIX)
    rest, last = divmod(rest, len(_LETTERS))
    first, middle = divmod(rest, len(_LETTERS))
    if n < 1 or first >= len(_LETTERS):
        raise ValueError(f"there is no prison number {n}")
    return f"{_LETTERS[first]}{digits + 1:04d}{_LETTERS[middle]}{_LETTERS[last]}"


def check_name(text: str, field: str) -> str:
    """Give a name as it is kept, accents and all.

    Raises:
        FieldRefused: empty, longer than 35 characters, without a letter, or with a character that
            no name has.
    """
    words = field.replace("_", " ")
    try:
        name = " ".join(guard(plain_apostrophes(text), field, NAME_MAX).split())
    except TextRefused as refused:
        raise FieldRefused(field, str(refused)) from None
    if not any(character.isalpha() for character in name):
        raise FieldRefused(field, f"Enter the {words}.")
    for character in name:
        if not (character.isalpha() or character in " ,.'-\u200c\u200d" or _is_mark(character)):
            raise FieldRefused(field, f"The {words} holds {character!r}, which no name has.")
    return name


def plain_apostrophes(text: str) -> str:
    """Give a text with one kind of apostrophe, whichever the keyboard made."""
    return text.translate(_APOSTROPHES)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc")


def parse_date_of_birth(text: str, today: date) -> date:
    """Give a date of birth typed as `YYYY-MM-DD`, `DD/MM/YYYY` or `D Mon YYYY`.

    Raises:
        FieldRefused: not a date, or an age that is not 16 to 110.
    """
    born = read_day(text)
    if born is None:
        how = "Enter the date of birth as YYYY-MM-DD, DD/MM/YYYY or D Mon YYYY."
        raise FieldRefused("date_of_birth", f"{no_such_day(text)} {how}".strip())
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    age = today.year - born.year - (not had_birthday)
    if not AGE_MIN <= age <= AGE_MAX:
        raise FieldRefused(
            "date_of_birth",
            f"Date of birth must give an age of {AGE_MIN} to {AGE_MAX}, not {age}.",
        )
    return born


_LIKE_A_DAY = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
    r"|(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})"
)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def no_such_day(text: str) -> str:
    """Say that a day does not exist which is typed as one; empty where that is not what is wrong.

    `1990-04-31` is typed as it should be, and whoever typed it will not see what is wrong.
    """
    found = _LIKE_A_DAY.fullmatch(text.strip())
    if found is None or read_day(text) is not None:
        return ""
    pairs = (("year", "y"), ("month", "m"), ("day", "d"))
    year, month, day = (int(found[iso] or found[other]) for iso, other in pairs)
    if not 1 <= month <= 12:
        return f"There is no month {month}: the year has twelve."
    if not year:
        return "There is no year 0."
    # Seldom needed, and not small: every terminal would hold it.
    from calendar import monthrange

    last = monthrange(year, month)[1]
    return f"{MONTHS[month - 1]} {year} has {last} days, not {day}."


DAY_WORDS = {"yesterday": -1, "today": 0, "tomorrow": 1}
"""Words for days, counted from today."""


def day_meant(text: str, today: date) -> date | None:
    """Give a day typed by a word of `DAY_WORDS` or as a date; None for what is neither."""
    away = DAY_WORDS.get(text.strip().lower())
    return read_day(text) if away is None else today + timedelta(days=away)


def read_day(text: str) -> date | None:
    """Give a day typed as `YYYY-MM-DD`, `DD/MM/YYYY` or `D Mon YYYY`; None for what is none."""
    typed = text.strip()
    if _ISO_DAY.fullmatch(typed):
        # As most days come; `strptime` takes twenty times as long.
        with suppress(ValueError):
            return date.fromisoformat(typed)
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d %b %Y", "%d %B %Y"):
        with suppress(ValueError):
            return datetime.strptime(typed, form).date()  # noqa: DTZ007 - a day has no zone
    return None

"""Whether a new record may be of somebody who is on record already (domain note 5.2)."""

from datetime import date
from typing import NamedTuple

from wingterm.domain.people import UNKNOWN
from wingterm.domain.spelling import one_edit_apart


class Lookalike(NamedTuple):
    """Somebody on record, under one of their names."""

    number: str
    name: str
    """Folded: `LAST, FIRST`."""
    alias: bool = False
    """Whether it is another name than the one they are kept under."""


def alike(name: str, born: str, known: Lookalike, known_born: str) -> str:
    """Say in what somebody on record is like a new person; empty when they are not.

    Args:
        name: folded, of the new person.
        born: their date of birth, or unknown.
        known: who is on record.
        known_born: the other date of birth.
    """
    last, _, first = name.partition(", ")
    known_last, _, known_first = known.name.partition(", ")
    if UNKNOWN.upper() in (last, first):
        return ""
    if (last, first) == (known_first, known_last) and born == known_born != UNKNOWN:
        return "the same names the other way round, and the same date of birth"
    if first != known_first:
        return ""
    names = "the same names" + (" as an alias" if known.alias else "")
    if last != known_last:
        if born == known_born != UNKNOWN and one_edit_apart(last, known_last):
            return "nearly the same surname, the same first name and date of birth"
        return ""
    if born == known_born != UNKNOWN:
        return f"{names} and date of birth"
    if UNKNOWN in (born, known_born):
        return f"{names}, and one date of birth is unknown"
    if day_and_month_swapped(born) == known_born:
        return f"{names}, and a date of birth with day and month the other way round"
    return ""


def day_and_month_swapped(born: str) -> str:
    """Give a date of birth with day and month the other way round; empty where that is none."""
    year, _, rest = born.partition("-")
    month, _, day = rest.partition("-")
    swapped = f"{year}-{day}-{month}"
    try:
        date.fromisoformat(swapped)
    except ValueError:
        return ""
    return swapped


def days_to_look_at(born: str) -> set[str]:
    """Give the dates of birth of those who may be the same person."""
    return {born, day_and_month_swapped(born), UNKNOWN} - {""}

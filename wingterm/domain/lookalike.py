"""Whether a new record may be of somebody who is on record already (domain note 5.2)."""

from collections.abc import Iterator
from datetime import date
from heapq import merge
from itertools import groupby
from typing import NamedTuple

from wingterm.domain.people import UNKNOWN
from wingterm.domain.spelling import one_edit_apart, one_letter_less


class Lookalike(NamedTuple):
    """Somebody on record, under one of their names."""

    number: str
    name: str
    """Folded: `LAST, FIRST`."""
    alias: bool = False
    """Whether it is another name than the one they are kept under."""


class Lookalikes:
    """People on record under each of their names, by date of birth.

    Kept by first name and by every spelling that a slip leaves of the surname, so that of
    thousands who were born on one day only a few are looked at: two surnames that are one edit
    apart have one of these spellings in common.
    """

    def __init__(self) -> None:
        """Begin with nobody."""
        self._known: list[Lookalike] = []
        self._by_day: dict[str, dict[tuple[str, str], list[int]]] = {}

    @property
    def days(self) -> list[str]:
        """Every date of birth that somebody has, in order."""
        return sorted(self._by_day)

    def add(self, born: str, known: Lookalike) -> None:
        """Put somebody on record."""
        at = len(self._known)
        self._known.append(known)
        by_name = self._by_day.setdefault(born, {})
        last, _, first = known.name.partition(", ")
        for spelling in {last} | one_letter_less(last):
            by_name.setdefault((first, spelling), []).append(at)

    def near(self, name: str, day: str) -> Iterator[Lookalike]:
        """Give everybody born on a day whom `alike` may find like a name, in the order of adding.

        Args:
            name: folded, `LAST, FIRST`.
            day: a date of birth, or unknown.
        """
        by_name = self._by_day.get(day, {})
        last, _, first = name.partition(", ")
        keys = {(last, first)} | {(first, one) for one in {last} | one_letter_less(last)}
        found = merge(*(by_name[key] for key in keys if key in by_name))
        return (self._known[at] for at, _ in groupby(found))


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

"""Which digits may be a second factor: six or more, and none that a stranger tries first.

Six, because four fall in minutes to whoever holds a copy of the register (reliability note 7.4).
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

LEAST, MOST = 6, 12
"""How many digits a factor has."""

_CENTURIES = (1900, 2000)


def why_not(digits: str, account: str = "") -> str:
    """Say in a sentence why digits may not be a factor; empty where they may.

    Args:
        digits: as typed.
        account: whose they are to be: they are not part of it.
    """
    if not re.fullmatch(rf"[0-9]{{{LEAST},{MOST}}}", digits):
        return f"Give {LEAST} to {MOST} digits."
    if len(set(digits)) < 3 or any(_repeats(digits, size) for size in range(1, len(digits))):
        return "These digits repeat themselves; choose others."
    if len({(int(b) - int(a)) % 10 for a, b in pairwise(digits)}) == 1:
        return "These digits follow one another; choose others."
    if any(_dates(digits)):
        return "These digits look like a date; choose others."
    if digits in account:
        return "These digits are part of the account; choose others."
    return ""


def _repeats(digits: str, size: int) -> bool:
    """Whether digits are nothing but their first few, twice or more."""
    times, rest = divmod(len(digits), size)
    return times > 1 and not rest and digits == digits[:size] * times


def _dates(digits: str) -> Iterator[date]:
    """Give the days that digits could be: day, month and year, in the usual orders."""
    if len(digits) not in (6, 8):
        return
    years = len(digits) - 4
    for day, month, year in (
        (digits[:2], digits[2:4], digits[4:]),
        (digits[2:4], digits[:2], digits[4:]),
        (digits[years + 2 :], digits[years : years + 2], digits[:years]),
    ):
        for century in _CENTURIES:
            whole = int(year) if years == 4 else century + int(year)
            try:
                found = date(whole, int(month), int(day))
            except ValueError:
                continue
            if found.year // 100 in (19, 20):
                yield found

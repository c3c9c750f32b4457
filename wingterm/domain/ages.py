"""Age bands of tables of the prison population."""

from bisect import bisect_left
from collections.abc import Callable
from datetime import date
from itertools import pairwise

FIRST_YEARS = (15, 18, 21, 25, 30, 40, 50, 60, 70)
"""The first year of age of each band of the field's monthly tables (practice note 4)."""

NOT_RECORDED = "not recorded"
YOUNGER = "under 15"

BANDS = (
    YOUNGER,
    *(f"{first}-{after - 1}" for first, after in pairwise(FIRST_YEARS)),
    f"{FIRST_YEARS[-1]} and over",
)
"""All bands, the youngest first."""


def age_band(today: date) -> Callable[[str], str]:
    """Give what tells the band of a date of birth, `YYYY-MM-DD`, on a day."""
    # Born on that day of the year so many years ago, or before: as text, which sorts as days do.
    latest = [f"{today.year - years:04d}-{today:%m-%d}" for years in reversed(FIRST_YEARS)]

    def band(born: str) -> str:
        if len(born) != len(latest[0]) or not born[:4].isdecimal():
            return NOT_RECORDED
        return BANDS[len(latest) - bisect_left(latest, born)]

    return band

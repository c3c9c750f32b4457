"""Which of a person's dates is *the* release date (domain note 4.12)."""

from collections.abc import Mapping
from typing import NamedTuple

CONFIRMED = "confirmed"
"""What stands for the type where the date was confirmed outright."""

NON_DTO = ("ARD", "CRD", "NPD", "PRRD")
"""Types of which the latest is the release date without a detention and training order (DTO).

Of two on one day the earlier in this order gives its name.
"""


class KeyDate(NamedTuple):
    """A date of one type: as calculated, and what an officer put in its place."""

    calculated: str = ""
    """`YYYY-MM-DD`; empty when there is none."""
    override: str = ""

    @property
    def in_force(self) -> str:
        """The override, else the calculated date (domain note 4.12, below step 4)."""
        return self.override or self.calculated


class ReleaseDate(NamedTuple):
    """The release date and why it is that one."""

    date: str
    """`YYYY-MM-DD`."""
    type: str
    """Release date type, or `confirmed`."""


def release_date(confirmed: str, dates: Mapping[str, KeyDate]) -> ReleaseDate | None:
    """Give the release date, None where nothing decides it.

    The confirmed date comes first, then the parole date (APD), then the home detention curfew date
    (HDCAD), then the later of the mid-term date (MTD) and the date without a DTO. Other types, such
    as PED or SED, never decide.

    Args:
        confirmed: `YYYY-MM-DD`, empty for none.
        dates: by release date type.
    """
    if confirmed:
        return ReleaseDate(confirmed, CONFIRMED)
    for kind in ("APD", "HDCAD"):
        if found := _in_force(dates, kind):
            return found
    return _latest(_in_force(dates, "MTD"), _latest(*(_in_force(dates, k) for k in NON_DTO)))


def _in_force(dates: Mapping[str, KeyDate], kind: str) -> ReleaseDate | None:
    date = dates.get(kind, KeyDate()).in_force
    return ReleaseDate(date, kind) if date else None


def _latest(*given: ReleaseDate | None) -> ReleaseDate | None:
    """Give the latest of some dates; of two on one day the one that stands first."""
    found = [one for one in given if one is not None]
    return max(found, key=lambda one: one.date) if found else None

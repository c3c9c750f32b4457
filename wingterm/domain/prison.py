"""The prison that is meant and the officer who acts: what everything that is read begins with.

Apart from the situation that acts are judged by, which a screen that only shows does not load.
"""

from typing import NamedTuple

from wingterm.domain.times import FAR


class Prison(NamedTuple):
    """An establishment of the register."""

    id: int
    code: str
    name: str
    timezone: str


class Officer(NamedTuple):
    """Who acts."""

    id: int
    account: str
    name: str
    role: str
    establishment: int
    active_from: int = 0
    """Since when the record is in force."""
    active_to: int = FAR
    """Until when it is."""
    grade: str = ""

"""The only place that reads the time or makes ids.

Both are passed in, so that a failing run replays.
"""

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""Gives the instant: microseconds since 1970-01-01 UTC."""

IdSource = Callable[[], str]
"""Gives a new id of at most 36 characters."""


def system_clock() -> int:
    """Give the machine's instant."""
    return time.time_ns() // 1000


def random_ids() -> str:
    """Give a random id, 36 characters."""
    # It loads more than a command that only reads needs.
    import uuid

    return str(uuid.uuid4())


class FixedClock:
    """A clock that stands still until told otherwise: for tests, and to build the demo's past."""

    def __init__(self, instant: int) -> None:
        """Start at an instant (microseconds UTC)."""
        self.instant = instant

    def __call__(self) -> int:
        """Give the instant."""
        return self.instant

    def advance(self, micros: int) -> None:
        """Go on by some microseconds; backwards when negative, as a clock that is set back."""
        self.instant += micros


class CountedIds:
    """Ids that count up, the same in every run."""

    def __init__(self, prefix: str = "id") -> None:
        """Start at `prefix`-000001."""
        self._prefix = prefix
        self._given = 0

    def __call__(self) -> str:
        """Give the next id."""
        self._given += 1
        return f"{self._prefix}-{self._given:06d}"

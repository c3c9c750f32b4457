"""Looks whether the register moved on, in a thread, and knows for how long nobody could tell.

A look at a server that does not answer may take long; a key must not wait for it.
"""

from collections.abc import Callable
from threading import Thread
from typing import NamedTuple

from wingterm.clock import Clock
from wingterm.errors import StoreBroken, StoreBusy, WingtermError

SECOND = 1_000_000
STOPPED = 2 * SECOND
"""From what age on what is shown is said to be old (microseconds)."""
STEP_S = 5
"""In what steps the age is told within the first minute, so that little is sent."""
REST = 3
"""How many looks are left out after one that failed: a server that comes up is not crowded."""
SILENT = StoreBusy(
    "The register does not answer.",
    "What is shown stays; it is read again as soon as there is an answer.",
)


class Moment(NamedTuple):
    """An instant, and what a clock that nobody sets said then; both in microseconds."""

    instant: int
    ticks: int


class Watch:
    """One look at a time; what it said last, and when."""

    def __init__(self, ask: Callable[[], int], now: Clock, ticks: Clock) -> None:
        """Begin with nothing known.

        Args:
            ask: gives a number that changes when the register does; may hang, or raise.
            now: gives the instant.
            ticks: gives microseconds that only go forward.
        """
        self._ask = ask
        self._now = now
        self._ticks = ticks
        self._out: int | None = None
        self._thread: Thread | None = None
        self._rest = 0
        self._version: int | None = None
        self.good = self.moment()
        """When a look began that was answered."""
        self.error: WingtermError | None = None
        """Why the last look failed; None when it was answered."""

    def moment(self) -> Moment:
        """Give what both clocks say."""
        return Moment(self._now(), self._ticks())

    @property
    def version(self) -> int:
        """What the last answer was; the very first is waited for."""
        if self._version is None:
            self._look(self.moment())
        return self._version or 0

    def look(self) -> None:
        """Send a look off, unless one is out."""
        if self._out is not None:
            return
        if self._rest:
            self._rest -= 1
            return
        begun = self.moment()
        self._out = begun.ticks
        # Not one of the application's workers: leaving would wait for one that hangs.
        self._thread = Thread(target=self._look, args=(begun,), daemon=True)
        self._thread.start()

    def look_now(self) -> None:
        """Look in this thread, so that what was written up to here counts."""
        self._look(self.moment())

    def settled(self, seconds: float) -> bool:
        """Wait for the look that is out; whether it came back in time."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self._out is None

    def _look(self, begun: Moment) -> None:
        try:
            self._version, self.good = self._ask(), begun
            self.error = None
        except WingtermError as error:
            self.error, self._rest = error, REST
        except Exception as error:  # noqa: BLE001 - the edge of a thread: nobody else would see it
            self.error = StoreBroken(f"The register cannot be looked at: {error}.", "Tell support.")
            self._rest = REST
        finally:
            self._out = None

    @property
    def why_stopped(self) -> WingtermError | None:
        """Why nobody can tell whether the register moved on; None while looks are answered."""
        out = self._out
        if out is not None and self._ticks() - out >= STOPPED:
            return self.error or SILENT
        return self.error

    def age(self, since: Moment) -> int:
        """Give for how long something has been known, in microseconds."""
        return max(0, self._ticks() - since.ticks)


def age_in_words(micros: int) -> str:
    """Give an age in steps: `2 s`, `5 s`, `10 s` ... `1 min` ... `1 h 05 min`."""
    seconds = micros // SECOND
    if seconds < 60:
        return f"{max(2, seconds // STEP_S * STEP_S)} s"
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"

"""What is written: requests gathered over a day, carried out in order of time as one act."""

from dataclasses import replace
from typing import NamedTuple

from wingterm.clock import FixedClock
from wingterm.domain.outcomes import Receipt
from wingterm.domain.requests import Register, Request
from wingterm.errors import RuleBroken
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk


class Batch(NamedTuple):
    """What is entered together, in its order."""

    instant: int
    """The machine's time at which all of it is in."""
    requests: tuple[Request, ...]


class Book:
    """Writes the days of the demo."""

    def __init__(self, desk: Desk, clock: FixedClock) -> None:
        """Write at a desk whose clock walks."""
        self._desk = desk
        self._clock = clock
        self._gathered: list[Request] = []
        self._held: list[Request] = []
        self._kept: list[Batch] | None = None

    def keep(self) -> None:
        """Write nothing from here on: it is entered otherwise, when all of it is known."""
        self._kept = []

    def kept(self) -> list[Batch]:
        """Give what was to be written since, and write again."""
        kept, self._kept = self._kept or [], None
        return kept

    def add(self, request: Request) -> None:
        """Gather a request with the time of what it says."""
        self._gathered.append(request)

    def hold(self, request: Request) -> None:
        """Keep a request back until the next time: it is entered late."""
        self._held.append(request)

    def squeeze(self, start: int, span: int, until: int) -> None:
        """Bring what is gathered of [start, start + span] into [start, until], in its order."""
        for nth, request in enumerate(self._gathered):
            if request.at is not None and request.at > start:
                at = start + (request.at - start) * (until - start) // span
                self._gathered[nth] = replace(request, at=at)

    def write(self, instant: int) -> None:
        """Carry out what is gathered, at an instant, in order of time."""
        gathered, self._gathered = self._gathered, self._held
        self._held = []
        self.write_now(instant, *sorted(gathered, key=lambda request: _order(request, instant)))

    def write_now(self, instant: int, *requests: Request, account: str = "") -> Receipt | None:
        """Carry out requests as they stand; the story holds nothing that is refused.

        Args:
            instant: the machine's time.
            requests: None are no act.
            account: of the officer who acts; empty for who makes the demo.

        Returns:
            None where nothing is written, or not yet.
        """
        if self._kept is not None:
            self._kept.append(Batch(instant, requests))
            return None
        self._clock.instant = max(self._clock.instant, instant)
        if not requests:
            return None
        desk = self._desk._replace(account=account) if account else self._desk
        outcome = carry_out(desk, requests)
        if not isinstance(outcome, Receipt):
            raise RuleBroken(f"The demo's story is refused: {outcome}")
        return outcome


def _order(request: Request, now: int) -> tuple[bool, int]:
    """Give where a request stands among those of its act.

    New records first and as they were made, so that numbers are issued in that order.
    """
    if isinstance(request, Register):
        return False, 0
    return True, now if request.at is None else request.at

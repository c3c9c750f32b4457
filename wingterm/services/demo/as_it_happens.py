"""The demo's last days, entered as they happen: between them the rolls are checked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from wingterm.domain.requests import Register, Request
from wingterm.services.demo.book import Batch, Book
from wingterm.services.demo.terms import HOUR
from wingterm.services.demo.world import Slip


class _Line(NamedTuple):
    request: Request
    entered: int
    """The machine's time from which it is in the book, at the next writing."""


class AsItHappens:
    """Enters requests that were gathered by the day, each soon after its own time."""

    def __init__(self, book: Book, batches: Sequence[Batch], slips: Iterable[Slip]) -> None:
        """Take what is to be entered.

        Args:
            book: where it is written.
            batches: the days, in order.
            slips: about whom the register is wrong for a time.
        """
        self.book = book
        self._slips = tuple(slips)
        self._ends = [batch.instant for batch in batches]
        self._lines = [line for lines in _by_batch(batches) for line in lines]
        self._next = 0
        self._reached = 0

    def until(self, instant: int) -> None:
        """Enter what has happened by then, in order of time; of a day that is over when it ended.

        Args:
            instant: the machine's time, not before that of the last call.
        """
        for end in [end for end in self._ends if self._reached < end < instant]:
            self._write(end)
        self._write(instant)
        self._reached = instant

    def _write(self, instant: int) -> None:
        first = self._next
        while self._next < len(self._lines) and self._lines[self._next].entered <= instant:
            self._next += 1
        requests = (line.request for line in self._lines[first : self._next])
        self.book.write_now(instant, *(_by(request, instant) for request in requests))

    def rest(self) -> None:
        """Enter all that is left."""
        self.until(self._ends[-1])

    def wrong(self, instant: int) -> list[Slip]:
        """Give who is not where the register has them at an instant, after what is entered."""
        waiting = [line.request for line in self._lines[self._next :]]
        return [
            slip
            for slip in self._slips
            if slip.at <= instant and any(_mends(request, slip) for request in waiting)
        ]

    def between(self, first: int, last: int, kind: type[Request]) -> int:
        """Count requests of a kind whose own time lies after a first instant, up to a last one."""
        times = [x.request.at for x in self._lines if type(x.request) is kind and x.request.at]
        return sum(first < at <= last for at in times)


def _by_batch(batches: Sequence[Batch]) -> Iterable[list[_Line]]:
    """Say when each request is entered: at its time; late ones and records when a day begins."""
    before = 0
    for instant, requests in batches:
        own = (r.at for r in requests if r.at is not None and not isinstance(r, Register))
        begins = min((at for at in own if at > before), default=instant)
        yield [
            _Line(r, begins if isinstance(r, Register) else max(begins, r.at or instant))
            for r in requests
        ]
        before = instant


def _by(request: Request, instant: int) -> Request:
    """Give a request as it is entered: a record may be made before its person comes."""
    ahead = request.at is not None and request.at > instant
    return replace(request, at=instant) if ahead else request


def _mends(request: Request, slip: Slip) -> bool:
    """Whether a request puts right what the register says of somebody."""
    same = getattr(request, "person", "") == slip.person
    return same and request.at is not None and request.at <= slip.at + HOUR

"""Writes down who is about to see or do what, before it is shown or done.

A file opened for appending is used, because a row in the store would take the write lock for every
read. Each line is chained over the one before it; a month is a file of its own, which ends with the
name of the next and begins where the one before ended. Every process that has the register open
writes in turn to the same file. `access_collect` moves the lines into the store.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from wingterm.clock import Clock
from wingterm.domain.access import Access, Kind, access_text
from wingterm.errors import StoreBroken, StoreError, WingtermError
from wingterm.services.access_segment import Known, Segment, folder_made, month_of, newest

if TYPE_CHECKING:
    from pathlib import Path

AT_ONCE = frozenset({Kind.DISCLOSURE, Kind.COMBINATION, Kind.ERASURE})
"""Kinds whose lines are always on the disk before anything is done."""


class AccessLog:
    """The log of a register on this host, in a folder that only the register's users read."""

    def __init__(self, folder: "str | Path", clock: Clock, register: str = "") -> None:
        """Name the folder; it is made when somebody is first seen.

        Args:
            folder: where the segments lie.
            clock: gives the instant of each line.
            register: id of the register, told in the first line of each segment.
        """
        self.folder = os.fspath(folder)
        self._clock = clock
        self._register = register
        self._segment: Segment | None = None
        self._known: Known | None = None
        """The last line of a segment that was left before it had ended."""
        self._turn = Lock()
        self._process = os.getpid()

    def write(
        self,
        kind: Kind,
        people: Sequence[str],
        purpose: str,
        *,
        officer: str,
        front_end: str,
        terminal: str = "",
        origin: str = "",
        recipient: str = "",
        kept: bool = False,
    ) -> None:
        """Write one record.

        Args:
            kind: what is done; not what the books say themselves.
            people: prison numbers of whom it is about, or `everybody`.
            purpose: the screen, list or command.
            officer: account of the officer.
            front_end: where it is shown.
            terminal: account of the shared terminal, empty for none.
            origin: host, terminal and program.
            recipient: to whom it is given, of a disclosure.
            kept: whether it is on the disk when this returns; always so of what is no consultation.

        Raises:
            StoreBroken: the log cannot be written; nothing may be shown or done then.
            StoreBusy: others held it for too long; the same.
        """
        at = self._clock()
        access = Access(
            at, kind, officer, terminal, origin, front_end, tuple(people), purpose, recipient
        )
        self._write(access_text(access), at, kept=kept or kind in AT_ONCE)

    def close(self) -> None:
        """Close the file; the next line opens it again."""
        with self._turn:
            self._leave()
            self._known = None

    def look(self) -> None:
        """Look whether the lines that this process wrote or read still stand; tell what is gone.

        Asked now and then by whoever has a register open for long: a line that somebody cuts off
        is in no file and not yet in the store, and a process is all that remembers it.
        """
        if not os.path.isdir(self.folder):
            return
        # What stands in the way of a line is told to whoever is about to see somebody.
        with suppress(StoreError):
            self._write("", self._clock(), kept=False)

    def _write(self, text: str, at: int, *, kept: bool) -> None:
        with self._turn:
            try:
                self._append(text, at, kept=kept)
            except OSError as error:
                self._leave()
                raise _unwritten(self.folder, error) from error
            except WingtermError:
                self._leave()
                raise

    def _append(self, text: str, at: int, *, kept: bool) -> None:
        month = month_of(at)
        while not self._appended(self._open(month, at), text, month, at, kept=kept):
            # Ended, here or by another process, or moved away: look again which is the newest.
            self._leave()

    def _appended(self, segment: Segment, text: str, month: str, at: int, *, kept: bool) -> bool:
        with segment.mine():
            if not segment.goes_on(at):
                return False
            if self._known is not None:
                if not self._known.stands:
                    segment.tell_cut(self._known, at)
                self._known = None
            # A clock set back does not lead back to a month that has ended.
            if month > segment.month:
                segment.end(month, at)
                return False
            if text:
                segment.append(text, kept=kept)
            return True

    def _open(self, month: str, at: int) -> Segment:
        """Give the segment that is written to, opened first where this process has none open."""
        if self._process != os.getpid():
            # A process and its child would share the lock of one open file.
            self._leave()
            self._process = os.getpid()
        if self._segment is None:
            folder_made(self.folder)
            self._segment = newest(self.folder, month, self._register, at)
        return self._segment

    def _leave(self) -> None:
        segment, self._segment = self._segment, None
        if segment is not None:
            self._known = segment.known or self._known
            segment.close()


def _unwritten(folder: str, error: OSError) -> StoreBroken:
    return StoreBroken(
        f"The access log in {folder} cannot be written ({error.strerror}), "
        "so no record can be shown.",
        "Make room or put its permissions right.",
    )

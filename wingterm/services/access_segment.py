"""A segment of the access log: one file, to which every process appends in turn.

A line is written by one call under a lock of the file. What a full disk cut short is taken back;
what a stop of the machine tore is left as it is, told in a line of its own, and the chain goes on
from the last whole line before it.
"""

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from wingterm.clock import random_ids
from wingterm.domain.access import (
    GENESIS,
    TAIL_MAX,
    Mark,
    Tail,
    mark_text,
    numbered,
    read_line,
    tail_of,
    whole,
)
from wingterm.domain.digest import sha256_hex
from wingterm.errors import StoreBroken, StoreBusy

ENDING = ".log"
WAIT_S = 5.0
"""How long others may hold the file before nothing is shown: each holds it for microseconds."""
STEP_S = 0.002
JUDGED = 16_384
"""Bytes from the end within which lines are held against each other when a file is opened."""
BEGIN_MAX = 4096
"""Most bytes of the first line of a segment."""
DAY = 86_400_000_000
"""Microseconds of a day of UTC."""
FIRST = Tail(0, GENESIS, b"")
"""What comes before the first line of a log."""


def month_of(instant: int) -> str:
    """Give the month (UTC) of an instant, by which its segment is called: `2026-11`."""
    return _month_of(instant // DAY)


@lru_cache(maxsize=16)
def _month_of(day: int) -> str:
    """Give the month of a day, counted from 1970-01-01."""
    return f"{datetime.fromtimestamp(day * DAY // 1_000_000, UTC):%Y-%m}"


def segments(folder: str) -> list[str]:
    """Give the names of the segments of a log, oldest first; none where there is no log."""
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    return sorted(n for n in names if n.endswith(ENDING) and n[:4].isdecimal())


def folder_made(folder: str) -> None:
    """Make the folder of a log where there is none, for whom the folder around it is for.

    A folder that hands its group on (2770) holds a register for that group, as `db/safety.py` says.

    Raises:
        OSError: it cannot be made, or is no folder.
    """
    try:
        if stat.S_ISDIR(os.lstat(folder).st_mode):
            return
        raise NotADirectoryError(0, "it is no folder", folder)
    except FileNotFoundError:
        pass
    around = os.stat(os.path.dirname(folder) or ".")
    with suppress(FileExistsError):  # Another process made it at the same time.
        os.mkdir(folder, 0o700)
        if around.st_mode & stat.S_ISGID:
            os.chmod(folder, 0o2770)
        if os.geteuid() == 0:
            os.chown(folder, around.st_uid, around.st_gid)
    _sync_folder(os.path.dirname(folder) or ".")


def newest(folder: str, month: str, register: str, at: int) -> "Segment":
    """Open the segment that is written to; it is begun where there is none.

    Raises:
        OSError: it cannot be opened.
        StoreBroken: it is no file of a log.
        StoreBusy: others held it for too long.
    """
    names = segments(folder)
    name = names[-1] if names else f"{month}{ENDING}"
    while True:
        segment = Segment(folder, name)
        try:
            with segment.mine():
                segment.judge(register, at)
                if segment.goes_on(at):
                    return segment
                following = segment.following()
        except BaseException:
            segment.close()
            raise
        segment.close()
        if following <= name:
            raise StoreBroken(
                f"The access log in {folder} does not say where it goes on after {name}.",
                "Run `wingterm verify`.",
            )
        name = following


class Known(NamedTuple):
    """The last line of a log that a process had written or read, and where it ends."""

    path: str
    size: int
    """Where it ends."""
    source: str
    """Id of the log."""
    tail: Tail

    @property
    def stands(self) -> bool:
        """Whether it stands there still."""
        try:
            handle = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except FileNotFoundError:
            return False
        try:
            return _stands(handle, self.size, self.tail)
        finally:
            os.close(handle)


class Segment:
    """An open file of the log."""

    def __init__(self, folder: str, name: str) -> None:
        """Open it; an empty one is made where there is none."""
        self.month = name.removesuffix(ENDING)
        self._folder = folder
        self._path = os.path.join(folder, name)
        around = os.stat(folder)
        mode = 0o660 if around.st_mode & stat.S_ISGID else 0o600
        # Without waiting for the other end of what is no file.
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        self._handle = os.open(self._path, flags, mode)
        found = os.fstat(self._handle)
        if not stat.S_ISREG(found.st_mode):
            self.close()
            raise StoreBroken(f"{self._path} is not a plain file.", "Move it away.")
        if found.st_size == 0 and found.st_uid == os.geteuid():
            os.fchmod(self._handle, mode)
            if os.geteuid() == 0:
                os.fchown(self._handle, around.st_uid, around.st_gid)
        self._identity = (found.st_dev, found.st_ino)
        self._size = -1
        self._tail = FIRST
        self._source = ""

    def close(self) -> None:
        """Close the file."""
        with suppress(OSError):
            os.close(self._handle)

    @property
    def last(self) -> Tail:
        """How its last line ends, as far as it was read."""
        return self._tail

    @property
    def known(self) -> Known | None:
        """Its last line, as far as it was read; None where it has none, or no more are to come."""
        if not self._tail.number or self._tail.mark == Mark.END:
            return None
        return Known(self._path, self._size, self._source, self._tail)

    @property
    def source(self) -> str:
        """The id of the log, as the first line says."""
        first = read_line(os.pread(self._handle, BEGIN_MAX, 0).partition(b"\n")[0])
        return str((first or {}).get("source", ""))

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Have the file alone meanwhile.

        Raises:
            StoreBusy: others held it for too long.
        """
        until = time.monotonic() + WAIT_S
        while True:
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise StoreBusy(
                        f"Another process holds the access log {self._path}, "
                        "so no record can be shown.",
                        "Try again in a moment; if it stays, look for a stopped wingterm.",
                    ) from None
                time.sleep(STEP_S)
        try:
            yield
        finally:
            fcntl.flock(self._handle, fcntl.LOCK_UN)

    def goes_on(self, at: int) -> bool:
        """Whether a line of this instant belongs here: the file is the one opened, not ended."""
        try:
            found = os.stat(self._path, follow_symlinks=False)
        except FileNotFoundError:
            return False
        if (found.st_dev, found.st_ino) != self._identity or not found.st_size:
            return False
        if found.st_size != self._size:
            # Others wrote meanwhile.
            self._read_on(found.st_size, at)
        return self._tail.mark != Mark.END

    def following(self) -> str:
        """Give the name of the segment after this one, as its last line says; empty for none."""
        found = self._tail.content.partition(b'"next":"')[2].partition(b'"')[0]
        return found.decode("ascii", "replace")

    def tell_cut(self, known: Known, at: int) -> None:
        """Write that a line does not stand where this process had written or read it."""
        lost = {"source": known.source, "line": known.tail.number, "sha256": known.tail.hash}
        self._tell(Mark.CUT, {"at": at, **lost})

    def append(self, text: str, *, kept: bool, after: bytes = b"", mark: str = "") -> None:
        """Write a line.

        Args:
            text: its beginning.
            kept: whether it is on the disk when this returns.
            after: what is written before it, to end a line that has no end.
            mark: what it is, where the log tells it about itself.

        Raises:
            OSError: it could not be written whole, and what was is taken back.
        """
        number = self._tail.number + 1
        content = numbered(text, number)
        sha256 = sha256_hex(f"{self._tail.hash}\n{content}".encode("ascii"))
        line = after + whole(content, sha256)
        try:
            if os.write(self._handle, line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if kept:
                os.fdatasync(self._handle)
        except OSError:
            # Who finds half a line there all the same heals it.
            with suppress(OSError):
                os.ftruncate(self._handle, self._size)
            raise
        self._size += len(line)
        self._tail = Tail(number, sha256, content.encode("ascii"), mark)

    def _tell(self, mark: Mark, what: dict[str, object], after: bytes = b"") -> None:
        """Write a line that the log tells about itself; it is on the disk when this returns."""
        self.append(mark_text(mark, **what), kept=True, after=after, mark=mark.value)

    def end(self, month: str, at: int) -> None:
        """Write the last line: which segment comes next."""
        self._tell(Mark.END, {"at": at, "next": f"{month}{ENDING}"})

    def judge(self, register: str, at: int) -> None:
        """Look at a file that was just opened: begin an empty one, heal a torn one."""
        size = os.fstat(self._handle).st_size
        sound, tail = self._last_sound(size)
        if tail is None:
            # Not even its first line was ever whole, so nothing was shown for what stands here.
            os.ftruncate(self._handle, 0)
            self._begin(register, at, size)
        else:
            self._size, self._tail = size, tail
            if sound < size:
                self._heal(sound, at)
        self._source = self.source

    def _begin(self, register: str, at: int, torn: int) -> None:
        """Write the first line, chained over the last of the segment before."""
        host = f"{os.uname().nodename} {self._folder}"
        told: dict[str, object] = {"at": at, "register": register, "host": host}
        if torn:
            told["torn"] = torn
        earlier = [name for name in segments(self._folder) if name < f"{self.month}{ENDING}"]
        self._size, self._tail = 0, FIRST
        if earlier:
            before = Segment(self._folder, earlier[-1])
            try:
                before.judge(register, at)
                self._tail = before.last
                told |= {"source": before.source, "before": earlier[-1]}
            finally:
                before.close()
        else:
            told["source"] = random_ids()
        self._tell(Mark.BEGIN, told)
        _sync_folder(self._folder)

    def _read_on(self, size: int, at: int) -> None:
        """Take over how the file ends by now; tell where what was known does not stand any more."""
        known, stands = self.known, _stands(self._handle, self._size, self._tail)
        end = os.pread(self._handle, TAIL_MAX, max(0, size - TAIL_MAX))
        tail = tail_of(end[:-1]) if end.endswith(b"\n") else None
        if tail is None:
            # A process stopped in the middle of a line, or was stopped from taking half a one back.
            sound, tail = self._last_sound(size)
            self._size, self._tail = size, tail or FIRST
            self._heal(sound, at)
        else:
            self._size, self._tail = size, tail
        if known is not None and not stands:
            self.tell_cut(known, at)

    def _heal(self, sound: int, at: int) -> None:
        """Tell of what stands after the last whole line, and go on from that."""
        torn = os.pread(self._handle, self._size - sound, sound)
        after = b"" if torn.endswith(b"\n") else b"\n"
        told = {"at": at, "start": sound, "bytes": len(torn), "sha256": sha256_hex(torn)}
        self._tell(Mark.HEALED, told, after)

    def _last_sound(self, size: int) -> tuple[int, Tail | None]:
        """Give where the last line ends that follows from the one before it, and how; or nothing.

        Lines are looked at within some bytes from the end, or more where no whole one lies in them.
        """
        window = JUDGED
        while True:
            start = max(0, size - window)
            found = self._walk(start, size)
            if found[1] is not None or start == 0:
                return found
            window *= 2

    def _walk(self, start: int, size: int) -> tuple[int, Tail | None]:
        data = os.pread(self._handle, size - start, start)
        at = data.find(b"\n") + 1 if start else 0
        sound: tuple[int, Tail | None] = (0, None)
        while (end := data.find(b"\n", at)) >= 0:
            line = data[at:end]
            tail, before = tail_of(line), sound[1]
            at = end + 1
            if tail is not None and (before is None or _follows(tail, before)):
                sound = (start + at, tail)
        return sound


def _stands(handle: int, size: int, tail: Tail) -> bool:
    """Whether a line stands in a file so that it ends there."""
    start = max(0, size - TAIL_MAX)
    end = os.pread(handle, size - start, start)
    found = tail_of(end[:-1]) if len(end) == size - start and end.endswith(b"\n") else None
    return found is not None and (found.number, found.hash) == (tail.number, tail.hash)


def _follows(tail: Tail, before: Tail) -> bool:
    """Whether a line follows from another."""
    linked = sha256_hex(f"{before.hash}\n".encode("ascii") + tail.content)
    return tail.number == before.number + 1 and linked == tail.hash


def _sync_folder(folder: str) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

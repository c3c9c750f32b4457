"""Moves the lines of this host's access log into the store, where they can be searched.

Asked for by whoever searches or proves the log, and by terminals now and then; never on the way of
a key. A line is on the disk before it is taken in, so that no stop of the machine can leave the
store with a line that its file does not have.
"""

import os
from collections.abc import Generator, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from db.access import LogLine, Taken, take_in, taken
from db.access_erasure import erased_line
from wingterm.domain.access import Mark, Tail, access_of, read_line, tail_of
from wingterm.domain.digest import sha256_hex
from wingterm.errors import StoreBroken, WingtermError
from wingterm.services.access_segment import BEGIN_MAX, segments
from wingterm.services.desk import Desk

LINES = 200
"""Most lines of one transaction; the write lock is held for some milliseconds."""
PEOPLE = 2_000
"""Most people of one transaction, but for a single line of more."""
NEAR = 65_536
"""Bytes from which on a line is looked for one by one."""


EVERY = 60_000_000
"""How often the terminals of a host take lines in, all of them together (microseconds)."""
MARK = "collected"
"""The file beside the segments whose time says when they last did."""


class Collected(NamedTuple):
    """What came of it."""

    lines: int
    """How many lines were taken in."""
    faults: tuple[str, ...]
    """Where a log does not go on as it should, in sentences; nothing after that is taken in."""


class _Broken(Exception):
    """A log that does not go on as it should."""


class _Part(NamedTuple):
    """A segment, by its first line."""

    path: str
    source: str
    first: int
    """Number of its first line."""


def collect(desk: Desk) -> Collected:
    """Take in all lines that were written up to here on this host.

    Several may do so at once, and any may be stopped: each line is taken in once.

    Raises:
        StoreBroken: the log cannot be read.
        StoreBusy, Conflict: the store is written by others for too long; ask again.
    """
    lines, faults = 0, []
    try:
        parts = [_part(desk.access.folder, name) for name in segments(desk.access.folder)]
        for source, found in groupby((p for p in parts if p), key=lambda part: part.source):
            of_log = list(found)
            try:
                for some in _batches(_new_lines(desk, source, of_log)):
                    with desk.store.write(books=False) as unit:
                        lines += take_in(unit, source, some)
                        unit.commit()
                _without_erased(desk, source, of_log)
            except _Broken as fault:
                faults.append(str(fault))
    except OSError as error:
        raise StoreBroken(
            f"The access log in {desk.access.folder} cannot be read ({error.strerror}).",
            "Put its permissions right.",
        ) from error
    return Collected(lines, tuple(faults))


def _without_erased(desk: Desk, source: str, parts: list[_Part]) -> None:
    """Remove the segments of a log of which the register erased every line; never the newest."""
    with desk.store.read() as reader:
        erased = erased_line(reader, source)
    for part, following in pairwise(parts):
        if following.first - 1 <= erased:
            os.unlink(part.path)


def collect_now_and_then(desk: Desk) -> Collected | None:
    """Take in what was written, unless another terminal of this host did so a while ago.

    What cannot be done now is left for the next time; nobody waits for it.
    """
    desk.access.look()
    if not _due(os.path.join(desk.access.folder, MARK), desk.now()):
        return None
    try:
        return collect(desk)
    except WingtermError:
        return None


def _due(mark: str, now: int) -> bool:
    """Whether it is time; whoever is told so first has it to do."""
    try:
        if 0 <= now - os.stat(mark).st_mtime_ns // 1000 < EVERY:
            return False
    except OSError:
        pass
    try:
        handle = os.open(mark, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o660)
    except OSError:
        return False  # Nobody was seen yet, or it is another account's, whose terminals do it.
    try:
        os.utime(handle, ns=(now * 1000, now * 1000))
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


def _part(folder: str, name: str) -> _Part | None:
    """Read the first line of a segment; None where nothing was ever written whole."""
    path = os.path.join(folder, name)
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        line, end, _ = os.pread(handle, BEGIN_MAX, 0).partition(b"\n")
    finally:
        os.close(handle)
    tail, keys = tail_of(line), read_line(line)
    if not end or tail is None or keys is None:
        return None
    return _Part(path, str(keys.get("source", "")), tail.number)


def _new_lines(desk: Desk, source: str, parts: list[_Part]) -> Iterator[LogLine]:
    """Give the lines of a log after the last that is in the store.

    Raises:
        _Broken: a line does not follow from the one before it; those before it were given.
    """
    with desk.store.read() as reader:
        here = taken(reader, source)
    if here.line == 0 and parts[0].first > 1:
        raise _Broken(f"{parts[0].path}: what came before line {parts[0].first} is missing.")
    first = max((n for n, part in enumerate(parts) if part.first <= here.line), default=0)
    for part in parts[first:]:
        # On a clean line of a log that goes on, `here` is the line before the segment.
        here = yield from _of_part(part, here)


def _of_part(part: _Part, here: Taken) -> Generator[LogLine, None, Taken]:
    """Give the lines of a segment after one of them, and return the last that was given."""
    handle = os.open(part.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(handle, "rb") as file:
        os.fdatasync(handle)
        size = os.fstat(handle).st_size
        at = _near(handle, size, here.line)
        file.seek(at)
        torn = False
        while at < size:
            line = file.readline()
            at += len(line)
            tail = tail_of(line[:-1]) if line.endswith(b"\n") else None
            if tail is None:
                # Torn; a later line tells of it, or nobody has written since.
                torn = True
            elif tail.number <= here.line:
                torn = torn and tail.mark != Mark.HEALED
                if tail.number == here.line and tail.hash != here.hash and not torn:
                    raise _Broken(f"{part.path}: line {tail.number} is not the one taken in.")
            elif _follows(tail, here):
                yield _log_line(part.path, line[:-1], tail)
                here, torn = Taken(tail.number, tail.hash), False
            elif not torn:
                raise _Broken(f"{part.path}: line {tail.number} does not follow.")
        return here


def _follows(tail: Tail, here: Taken) -> bool:
    linked = sha256_hex(f"{here.hash}\n".encode("ascii") + tail.content)
    return tail.number == here.line + 1 and linked == tail.hash


def _near(handle: int, size: int, line: int) -> int:
    """Give where a line begins that is not after the one with this number, by halving."""
    low, high = 0, size
    while high - low > NEAR:
        middle = (low + high) // 2
        start, number = _line_from(handle, middle, high)
        if start and number <= line:
            low = start
        else:
            high = middle
    return low


def _line_from(handle: int, at: int, until: int) -> tuple[int, int]:
    """Give where the first whole line begins after a place, and its number; zeros for none."""
    data = os.pread(handle, min(NEAR, until - at), at)
    start = data.find(b"\n") + 1
    while start and (end := data.find(b"\n", start)) >= 0:
        tail = tail_of(data[start:end])
        if tail is not None:
            return at + start, tail.number
        start = end + 1
    return 0, 0


def _log_line(path: str, line: bytes, tail: Tail) -> LogLine:
    keys = read_line(line)
    if keys is None:
        raise _Broken(f"{path}: line {tail.number} cannot be read.")
    try:
        access = access_of(keys)
        at = int(keys.get("at", 0))
    except (TypeError, ValueError) as error:
        raise _Broken(f"{path}: line {tail.number} is no record: {error}.") from None
    if access is not None:
        return LogLine(tail.number, tail.hash, access, access.at, "", "", "")
    mark = str(keys["log"])
    told = ""
    if mark == Mark.HEALED:
        told = f"torn by a stop: {keys.get('bytes')} bytes from {keys.get('start')}"
    elif mark == Mark.CUT:
        told = f"line {keys.get('line')} of log {keys.get('source')} was there and is gone"
    host = str(keys.get("host", ""))[:200] if mark == Mark.BEGIN else ""
    return LogLine(tail.number, tail.hash, None, at, mark, told[:200], host)


def _batches(lines: Iterator[LogLine]) -> Iterator[list[LogLine]]:
    """Give lines in parts, each for one transaction; those before a fault before it is raised."""
    some: list[LogLine] = []
    people = 0
    try:
        for line in lines:
            some.append(line)
            people += len(line.access.people) if line.access else 0
            if len(some) >= LINES or people >= PEOPLE:
                yield some
                some, people = [], 0
    except _Broken:
        if some:
            yield some
        raise
    if some:
        yield some

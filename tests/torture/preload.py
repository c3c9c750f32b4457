"""The library that stands between a process and its disk (disk.c): built, loaded, and its log read.

A test that needs it takes the fixture `library`; it is skipped where it cannot be built.
"""

import ctypes
import enum
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).with_name("disk.c")
PRELOADED = "LD_PRELOAD"
DEATH = -1
"""Instead of an errno: the process is killed where the call would fail."""
_RECORD = struct.Struct("=iiiiq")


class Kind(enum.IntEnum):
    """What can be done to a file, as disk.c numbers it."""

    OPEN = 0
    READ = 1
    WRITE = 2
    SYNC = 3
    TRUNCATE = 4
    UNLINK = 5
    CLOSE = 6
    LINK = 7
    RENAME = 8


class Made(enum.IntEnum):
    """What became of a file when it was opened."""

    NOTHING = 0
    CREATED = 1
    EMPTIED = 2


class Event(NamedTuple):
    """One thing that was done."""

    kind: Kind
    file: int
    """The descriptor; -1 of what is done to a name."""
    made: Made
    offset: int
    """Where it was written, or to which size the file was cut."""
    data: bytes
    """What was written, or the path; of a link or rename both, each ended by a NUL."""


def why_not() -> str:
    """Say why the library cannot be used on this machine; empty where it can."""
    if sys.platform != "linux":
        return "LD_PRELOAD is Linux's"
    return "" if compiler() else "no C compiler here (gcc or cc)"


def compiler() -> str | None:
    """Give the C compiler of this machine."""
    return shutil.which("gcc") or shutil.which("cc")


def build(folder: Path) -> Path:
    """Build the library in a folder."""
    library = folder / "disk.so"
    found = compiler()
    assert found is not None
    subprocess.run(
        [found, "-shared", "-fPIC", "-O2", "-o", str(library), str(SOURCE), "-ldl"], check=True
    )
    return library


def environment(library: Path) -> dict[str, str]:
    """Give the environment of a process that the library is to stand beside."""
    return {**os.environ, PRELOADED: str(library)}


class Disk:
    """The library, in a process that was started with it."""

    def __init__(self) -> None:
        """Take it from this process's environment."""
        self._library = ctypes.CDLL(os.environ[PRELOADED])
        self._library.disk_calls.restype = ctypes.c_long

    def watch(self, folder: Path, log: Path | None = None) -> None:
        """Watch the files of a folder that are opened from now on; write down what is done."""
        where = os.fsencode(f"{folder}")
        self._library.disk_watch(where, os.fsencode(log) if log else None)

    def fail(self, kind: Kind, nth: int, error: int, *, for_ever: bool, half: bool = False) -> None:
        """Let the nth call of a kind fail from now on, or it and all that follow.

        Args:
            kind: of call.
            nth: which; the first is 1.
            error: the errno, or `DEATH`.
            for_ever: whether those that follow fail too.
            half: whether half of what a failing call writes is written.
        """
        self._library.disk_fail(kind, ctypes.c_long(nth), error, int(for_ever), int(half))

    def heal(self) -> None:
        """Let nothing fail any more."""
        self._library.disk_heal()

    def calls(self, kind: Kind) -> int:
        """Give how many calls of a kind there were since `watch` or `fail`."""
        return int(self._library.disk_calls(kind))


def events(log: Path) -> Iterator[Event]:
    """Read what the library wrote down."""
    data = log.read_bytes()
    at = 0
    while at < len(data):
        kind, file, made, length, offset = _RECORD.unpack_from(data, at)
        at += _RECORD.size
        yield Event(Kind(kind), file, Made(made), offset, data[at : at + length])
        at += length

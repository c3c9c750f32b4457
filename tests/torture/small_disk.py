"""Disks that are full when a test wants them to be: a mount of its own, or a limit on files."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

SIZE = 8 * 1024 * 1024
"""Bytes of a mounted disk."""
BALLAST = "ballast"
LIMIT = 64 * 1024
"""Bytes to which each file is limited: a journal that has some acts in it cannot grow."""


class SmallDisk(Protocol):
    """A folder whose disk can be filled, and have room again."""

    folder: Path

    def fill(self) -> None:
        """Leave no room at all."""

    def make_room(self) -> None:
        """Give the room back."""


class Mounted:
    """A file system of its own, in memory."""

    def __init__(self, folder: Path) -> None:
        """Use one that is mounted."""
        self.folder = folder

    def fill(self) -> None:
        """Write a file until nothing more fits, to the last byte."""
        with (self.folder / BALLAST).open("ab", buffering=0) as ballast:
            for size in (1 << 16, 1 << 12, 1):
                with suppress(OSError):
                    while ballast.write(bytes(size)) == size:
                        pass

    def make_room(self) -> None:
        """Remove that file."""
        (self.folder / BALLAST).unlink()

    def forbid_writing(self) -> None:
        """Let nothing be written any more, as a system does with a disk that fails it."""
        subprocess.run(["mount", "-o", "remount,ro", str(self.folder)], check=True)


class Limited:
    """Any folder; this process may not write beyond some bytes of a file."""

    def __init__(self, folder: Path) -> None:
        """Limit nothing yet."""
        self.folder = folder
        self._usual = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(self) -> None:
        """Limit this process."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, self._usual[1]))

    def make_room(self) -> None:
        """Let it write as before."""
        resource.setrlimit(resource.RLIMIT_FSIZE, self._usual)


@contextmanager
def mounted(folder: Path) -> Iterator[Mounted | None]:
    """Mount a small disk on a folder while it is used; give None where that is not allowed."""
    asked = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "wingterm-torture", str(folder)]
    may = os.geteuid() == 0
    if not may or subprocess.run(asked, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield Mounted(folder)
    finally:
        # Lazily: a connection that a failed test left open keeps it no longer than itself.
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def limited(folder: Path) -> Iterator[Limited]:
    """Give a folder under a limit, which is lifted afterwards."""
    disk = Limited(folder)
    try:
        yield disk
    finally:
        disk.make_room()

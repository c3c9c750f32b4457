"""A folder of files that is written whole or not at all.

It is made under a hidden name beside its place, brought to the disk, and only then given its name.
A run that dies leaves nothing with that name; what it left is cleared away by the next run there.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import BinaryIO

from db.passing import clear_left, hold
from db.safety import PRIVATE_DIRECTORY, refuse_open_folder
from wingterm.errors import NotWritten
from wingterm.services.folders import FOLDER, inside, new_file

BEGUN = "BEGUN"
"""What lies in a folder as long as it is not whole."""

_HIDDEN = re.compile(r"\.wingterm-export-[0-9a-f]{16}\.part", re.ASCII)


class NewFile:
    """A file that is being written: how long it is by now, and its hash."""

    def __init__(self, file: BinaryIO) -> None:
        """Write through an open file."""
        self._file = file
        self._sum = hashlib.sha256()
        self.size = 0
        """In bytes."""

    def write(self, content: bytes) -> None:
        """Write more."""
        self._file.write(content)
        self._sum.update(content)
        self.size += len(content)

    @property
    def sha256(self) -> str:
        """The hash of what was written, in hex."""
        return self._sum.hexdigest()


class NewFolder:
    """A folder that has no name yet."""

    def __init__(self, handle: int) -> None:
        """Write into an open folder."""
        self._handle = handle

    @contextmanager
    def file(self, name: str) -> Iterator[NewFile]:
        """Write a new file that only its owner may read, and bring it to the disk."""
        with new_file(self._handle, name) as file:
            yield NewFile(file)


@contextmanager
def new_folder(place: Path) -> Iterator[NewFolder]:
    """Give a folder to write into; at the end it lies in its place, or nothing does.

    Raises:
        NotWritten: something lies there already, or it cannot be written.
        StoreUnsafe: everybody on this machine may write to what it lies in.
    """
    with _said_of(place):
        _refuse_taken(place)
        above = os.open(place.absolute().parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            refuse_open_folder(place.absolute().parent)
            _clear(above)
            hidden = f".wingterm-export-{secrets.token_hex(8)}.part"
            os.mkdir(hidden, PRIVATE_DIRECTORY, dir_fd=above)
            try:
                with inside(above, hidden) as handle:
                    hold(handle)
                    with NewFolder(handle).file(BEGUN):
                        pass
                    yield NewFolder(handle)
                    os.unlink(BEGUN, dir_fd=handle)
                    os.fsync(handle)
                    _refuse_taken(place)
                    os.rename(hidden, place.name, src_dir_fd=above, dst_dir_fd=above)
                    os.fsync(above)
            except BaseException:
                with suppress(OSError):
                    _remove(above, hidden)
                raise
        finally:
            os.close(above)


def _refuse_taken(place: Path) -> None:
    if os.path.lexists(place):
        raise NotWritten(
            f"There is something at {place} already; it is left as it is.",
            "Name a folder that is not there yet.",
        )


def _clear(above: int) -> None:
    """Clear away the exports that were begun and never done."""

    def remove(name: str, handle: int) -> None:
        if BEGUN in os.listdir(handle):
            _remove(above, name)

    clear_left(above, _HIDDEN, FOLDER, remove)


def _remove(above: int, name: str) -> None:
    """Remove a folder of ours with its files; what it is known by last."""
    with inside(above, name) as handle:
        for file in sorted(os.listdir(handle), key=lambda file: file == BEGUN):
            os.unlink(file, dir_fd=handle)
    os.rmdir(name, dir_fd=above)


@contextmanager
def _said_of(place: Path) -> Iterator[None]:
    """Say in a sentence why a folder could not be written."""
    nothing = "Nothing was written."
    if "\0" in str(place) or not place.name:
        raise NotWritten(f"{place} is not a name for a new folder.", nothing)
    try:
        yield
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            raise NotWritten(f"There is no room left for {place}.", nothing) from None
        why = error.strerror
        raise NotWritten(f"{place} cannot be written: {why}.", nothing) from None

"""Folders and files by their handles: what lies there cannot change hands meanwhile.

A link is neither a folder nor a file here. What is new is only its owner's to read.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import ELOOP
from pathlib import Path
from typing import BinaryIO

from db.safety import PRIVATE_DIRECTORY, PRIVATE_FILE, refuse_open_folder

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
"""What a folder is opened with."""
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_PLAIN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""A pipe that lies there keeps nobody waiting."""
_PIECE = 1 << 20


class NotPlain(OSError):
    """Something that is no file: a pipe, a device."""


@contextmanager
def opened(folder: Path, *, make: bool = False) -> Iterator[int]:
    """Open a folder.

    Args:
        folder: which; a link to one is none.
        make: whether it is made, if it is not there and what it lies in is.

    Raises:
        StoreUnsafe: everybody on this machine may write to it.
        OSError: it is not there, a link, or no folder.
    """
    if folder.is_symlink():
        raise OSError(ELOOP, "it is a link")
    if make:
        with suppress(FileExistsError):
            folder.mkdir(PRIVATE_DIRECTORY)
    at = os.open(folder, FOLDER)
    try:
        refuse_open_folder(folder)
        yield at
    finally:
        os.close(at)


@contextmanager
def inside(at: int, name: str, *, own: bool = True) -> Iterator[int]:
    """Open a folder in an open folder; a link is none.

    Args:
        at: the folder that is open.
        name: of the folder in it.
        own: whether somebody else's is refused.

    Raises:
        OSError: it is refused, or no folder.
    """
    handle = os.open(name, FOLDER, dir_fd=at)
    try:
        if own and os.fstat(handle).st_uid != os.getuid():
            raise PermissionError(0, "somebody else's folder")
        yield handle
    finally:
        os.close(handle)


@contextmanager
def new_file(at: int, name: str) -> Iterator[BinaryIO]:
    """Write a new file in an open folder, which is on the disk at the end.

    Raises:
        OSError: something has the name already, or it cannot be written.
    """
    handle = os.open(name, _CREATE, PRIVATE_FILE, dir_fd=at)
    with os.fdopen(handle, "wb") as file:
        yield file
        file.flush()
        os.fsync(handle)


@contextmanager
def plain_file(at: int, name: str) -> Iterator[BinaryIO]:
    """Open a plain file of an open folder to read; a link is none.

    Raises:
        NotPlain: it is something else than a file.
        OSError: it is not there, or cannot be read.
    """
    handle = os.open(name, _PLAIN, dir_fd=at)
    with os.fdopen(handle, "rb", buffering=_PIECE) as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotPlain(0, "not a plain file")
        yield file


def read_file(at: int, name: str, most: int) -> bytes:
    """Read a plain file of an open folder; a link is none.

    Raises:
        OSError: it is not there, no plain file, or longer than `most` bytes.
    """
    with plain_file(at, name) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(0, "too long")
    return content


def sum_of(file: BinaryIO) -> tuple[int, str]:
    """Give the size in bytes of what is left of a file, and its SHA-256 in hex."""
    total, size = hashlib.sha256(), 0
    while piece := file.read(_PIECE):
        total.update(piece)
        size += len(piece)
    return size, total.hexdigest()

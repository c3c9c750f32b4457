"""A disk that loses power: what it is sure to hold, and what it may hold besides.

What was synced is kept. Of all else each sector, truncation, new name and removed name survives or
not, each by itself: harsher than real file systems, which keep some order.
"""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.torture.preload import Event, Kind, Made

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""

Image = dict[str, bytes]
"""Files of a folder by name."""


class Piece(NamedTuple):
    """A change of a file that was not synced: bytes of one sector, or (None) a new size."""

    at: int
    data: bytes | None


@dataclass(slots=True)
class File:
    """A file as the disk knows it."""

    kept: bytearray = field(default_factory=bytearray)
    """What is sure."""
    loose: list[Piece] = field(default_factory=list)
    """What is not, in the order in which it was done."""

    def write(self, at: int, data: bytes) -> None:
        """Write; not sure until synced."""
        start = 0
        while start < len(data):
            end = min(len(data), start + SECTOR - (at + start) % SECTOR)
            self.loose.append(Piece(at + start, data[start:end]))
            start = end

    def sync(self) -> None:
        """Make all of it sure."""
        for piece in self.loose:
            _put(self.kept, piece)
        self.loose.clear()

    def after(self, chance: random.Random, survival: float) -> bytes:
        """Give what is left after a cut."""
        left = bytearray(self.kept)
        for piece in self.loose:
            if chance.random() < survival:
                _put(left, piece)
        return bytes(left)


def _put(content: bytearray, piece: Piece) -> None:
    if piece.data is None:
        size = piece.at
        del content[size:]
    else:
        size = piece.at + len(piece.data)
    if len(content) < size:
        content.extend(bytes(size - len(content)))
    if piece.data is not None:
        content[piece.at : size] = piece.data


class Platter:
    """A folder on a disk that follows what a process does to it, and can lose power."""

    def __init__(self, folder: Path, image: Image) -> None:
        """Begin with files that are safely there.

        Args:
            folder: where the process had them.
            image: what was in it.
        """
        self._folder = os.fspath(folder)
        files = {name: File(bytearray(content)) for name, content in image.items()}
        self._kept = dict(files)
        """Names that are sure."""
        self._loose: list[tuple[str, File | None]] = []
        """Names made and (None) removed since the folder was synced."""
        self._names = files
        """Names as the process sees them."""
        self._open: dict[int, File | None] = {}
        """Files by descriptor; None is the folder itself."""

    def follow(self, event: Event) -> None:
        """Do what the process did."""
        if event.kind is Kind.OPEN:
            self._opened(event)
        elif event.kind is Kind.CLOSE:
            del self._open[event.file]
        elif event.kind is Kind.UNLINK:
            name = self._name(event)
            del self._names[name]
            self._loose.append((name, None))
        elif (file := self._open[event.file]) is None:
            assert event.kind is Kind.SYNC
            self._kept = self._after(lambda: True)
            self._loose.clear()
        elif event.kind is Kind.WRITE:
            file.write(event.offset, event.data)
        elif event.kind is Kind.TRUNCATE:
            file.loose.append(Piece(event.offset, None))
        else:
            file.sync()

    def cut(self, chance: random.Random, survival: float) -> Image:
        """Give what a cut leaves, each loose part of it with so much probability."""
        names = self._after(lambda: chance.random() < survival)
        return {name: file.after(chance, survival) for name, file in names.items()}

    def _after(self, survives: Callable[[], bool]) -> dict[str, File]:
        """Give the names that are sure, and of the others those that survive."""
        names = dict(self._kept)
        for name, file in self._loose:
            if survives():
                if file is None:
                    names.pop(name, None)
                else:
                    names[name] = file
        return names

    def _opened(self, event: Event) -> None:
        name = self._name(event)
        if not name:
            self._open[event.file] = None
            return
        if event.made is Made.CREATED:
            self._names[name] = File()
            self._loose.append((name, self._names[name]))
        elif event.made is Made.EMPTIED:
            self._names[name].loose.append(Piece(0, None))
        self._open[event.file] = self._names[name]

    def _name(self, event: Event) -> str:
        """Give the name in the folder; empty for the folder itself."""
        return os.fsdecode(event.data)[len(self._folder) :].strip("/")

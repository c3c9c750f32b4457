"""A disk that loses power: what it is sure to hold, and what it may hold besides.

What was synced is kept. Of all else each sector, truncation, new name and removed name survives or
not, each by itself: harsher than real file systems, which keep some order.
"""

import os
import random
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


class Change(NamedTuple):
    """What was done to names, all of it or nothing."""

    folder: str
    """Which has to be synced for it to be sure."""
    names: dict[str, File | None]
    """Files by name; None for a name that was removed."""


class Platter:
    """A folder on a disk that follows what a process does to it, and can lose power.

    Folders in it are there once something is in them; what is left of the files is not.
    """

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
        self._loose: list[Change] = []
        """What was done to names since their folders were synced."""
        self._names = files
        """Names as the process sees them."""
        self._open: dict[int, File | str] = {}
        """Files and names of folders by descriptor."""

    def follow(self, event: Event) -> None:
        """Do what the process did."""
        if event.kind is Kind.OPEN:
            self._opened(event)
        elif event.kind is Kind.CLOSE:
            del self._open[event.file]
        elif event.kind is Kind.UNLINK:
            self._change({self._name(event.data): None})
        elif event.kind in (Kind.LINK, Kind.RENAME):
            old, new = (self._name(path) for path in event.data.split(b"\0")[:2])
            file = self._names[old]
            self._change({old: file if event.kind is Kind.LINK else None, new: file})
        else:
            self._done(event, self._open[event.file])

    def cut(self, chance: random.Random, survival: float) -> Image:
        """Give what a cut leaves, each loose part of it with so much probability."""
        names = dict(self._kept)
        for change in self._loose:
            if chance.random() < survival:
                _rename(names, change)
        return {name: file.after(chance, survival) for name, file in names.items()}

    def _done(self, event: Event, target: File | str) -> None:
        """Do what was done through a descriptor."""
        if isinstance(target, str):
            assert event.kind is Kind.SYNC
            for change in self._loose:
                if change.folder == target:
                    _rename(self._kept, change)
            self._loose = [change for change in self._loose if change.folder != target]
        elif event.kind is Kind.WRITE:
            target.write(event.offset, event.data)
        elif event.kind is Kind.TRUNCATE:
            target.loose.append(Piece(event.offset, None))
        else:
            target.sync()

    def _opened(self, event: Event) -> None:
        name = self._name(event.data)
        if event.made is Made.CREATED:
            self._change({name: File()})
        elif event.made is Made.EMPTIED:
            self._names[name].loose.append(Piece(0, None))
        self._open[event.file] = self._names.get(name, name)

    def _change(self, names: dict[str, File | None]) -> None:
        change = Change(os.path.dirname(list(names)[-1]), names)
        _rename(self._names, change)
        self._loose.append(change)

    def _name(self, path: bytes) -> str:
        """Give a name as seen from the folder; empty for the folder itself."""
        return os.fsdecode(path)[len(self._folder) :].strip("/")


def _rename(names: dict[str, File], change: Change) -> None:
    for name, file in change.names.items():
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file

"""The access log as this host keeps it, line by line, and against what the store took in of it."""

import hashlib
import json
import os
from collections.abc import Iterator
from typing import Any, NamedTuple

from db.checker.read import Reader
from db.checker.records import GENESIS, Violation

HASH = b',"hash":"'


class Note(NamedTuple):
    """Something that is so for a good reason, or for a bad one; people must judge."""

    where: str
    sentence: str


class Files:
    """The segments of the log in a folder, oldest first."""

    def __init__(self, folder: str, reader: Reader) -> None:
        """Name the folder; it need not be there."""
        self._folder = folder
        self._reader = reader
        self._source = ""
        self._last, self._hash = 0, GENESIS
        self._taken: tuple[int, str] = (0, GENESIS)
        self._torn: tuple[int, bytes] | None = None
        self._next = ""
        self._cuts: list[Violation] = []
        self.notes: list[Note] = []
        """What was torn and healed, and logs that were here and are not."""

    def check(self) -> Iterator[Violation]:
        """Find the first line that does not fit, and what the store took in and no file has."""
        for name in _names(self._folder):
            found = self._segment(name)
            if found:
                # All that follows is chained over what does not fit.
                yield from (*self._cuts, found)
                return
        yield from self._cuts
        if self._source:
            yield from self._ended()
        if self._next:
            told = f"It says that it goes on in {self._next}, which is not there."
            self.notes.append(Note(f"log {self._source}", told))
        self._gone()

    def _segment(self, name: str) -> Violation | None:
        at = 0
        with open(os.path.join(self._folder, name), "rb") as file:
            for line in file:
                found = self._line(name, at, line)
                if found:
                    return found
                at += len(line)
        if self._torn is not None:
            start, torn = self._torn
            self._torn = None
            self.notes.append(
                Note(name, f"The last {len(torn)} bytes, from {start}, are no whole line.")
            )
        return None

    def _line(self, name: str, at: int, line: bytes) -> Violation | None:
        where = f"{name}, byte {at}"
        said = _read(line)
        if said is None:
            self._tear(at, line)
            return None
        if at == 0:
            fault = self._begin(said, where)
            if fault:
                return fault
        number, content = said["number"], line[: line.rindex(HASH)]
        linked = hashlib.sha256(f"{self._hash}\n".encode("ascii") + content).hexdigest()
        if number != self._last + 1 or said["hash"] != linked:
            if self._torn is not None:
                self._tear(at, line)
                return None
            return Violation(
                "access-file", where, f"Line {number} does not follow from line {self._last}."
            )
        if self._torn is not None:
            if not _tells_of(said, *self._torn):
                return Violation(
                    "access-file", where, "What stands before it is no line, and none tells of it."
                )
            self.notes.append(
                Note(where, f"{said['bytes']} bytes before it were torn by a stop; it says so.")
            )
            self._torn = None
        if said.get("log") == "cut":
            self._cut(said, where)
        self._last, self._hash = number, said["hash"]
        self._next = str(said.get("next", "")) if said.get("log") == "end" else ""
        if self._last == self._taken[0] and self._hash != self._taken[1]:
            return Violation(
                "access-file", where, f"Line {number} is not the one that the register took in."
            )
        return None

    def _tear(self, at: int, line: bytes) -> None:
        start, torn = self._torn or (at, b"")
        self._torn = (start, torn + line)

    def _begin(self, said: dict[str, Any], where: str) -> Violation | None:
        """Take over where a segment goes on from; another log begins anew."""
        source = str(said.get("source", ""))
        if said.get("log") != "begin" or not source:
            return Violation("access-file", where, "It is not how a log begins.")
        if source == self._source:
            return None
        self._last, self._hash, self._next = 0, GENESIS, ""
        self._source, self._taken = source, self._end_of(source)
        if said["number"] > 1:
            rows = self._reader.rows(
                "SELECT line_hash FROM access WHERE source = ? AND line = ?",
                (source, said["number"] - 1),
            )
            if not rows:
                return Violation(
                    "access-file", where, f"What came before line {said['number']} is missing."
                )
            # Older months may be kept elsewhere; the register knows how they ended.
            self._last, self._hash = said["number"] - 1, rows[0][0]
        return None

    def _cut(self, said: dict[str, Any], where: str) -> None:
        """Take up that a process missed a line: only the register can still have it."""
        lost = (str(said.get("source", "")), said.get("line"))
        rows = self._reader.rows("SELECT line_hash FROM access WHERE source = ? AND line = ?", lost)
        told = f"Line {lost[1]} of log {lost[0]} had been written and was gone"
        if rows and rows[0][0] == said.get("sha256"):
            self.notes.append(Note(where, f"{told}; the register has it."))
        else:
            self._cuts.append(
                Violation("access-file", where, f"{told} before the register had it.")
            )

    def _ended(self) -> Iterator[Violation]:
        line, _ = self._taken
        if self._last < line:
            yield Violation(
                "access-file", f"log {self._source}",
                f"It ends with line {self._last}; the register took in line {line}.",
            )  # fmt: skip

    def _end_of(self, source: str) -> tuple[int, str]:
        rows = self._reader.rows(
            "SELECT line, line_hash FROM access WHERE source = ? ORDER BY line DESC LIMIT 1",
            (source,),
        )
        return (rows[0][0], rows[0][1]) if rows else (0, GENESIS)

    def _gone(self) -> None:
        """Tell of logs that the register knows to have been written here."""
        here = f"{os.uname().nodename} {self._folder}"
        rows = self._reader.rows(
            "SELECT DISTINCT source FROM access WHERE kind = 'begin' AND origin = ?"
            " ORDER BY source",
            (here[:200],),
        )
        there = {_source_of(os.path.join(self._folder, name)) for name in _names(self._folder)}
        for (source,) in rows:
            if source not in there:
                line, _ = self._end_of(source)
                self.notes.append(
                    Note(
                        f"log {source}",
                        f"It was kept here and is not any more; the register has it up to"
                        f" line {line}.",
                    )
                )


def _names(folder: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith(".log"))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _source_of(path: str) -> str:
    with open(path, "rb") as file:
        said = _read(file.readline())
    return str((said or {}).get("source", ""))


def _read(line: bytes) -> dict[str, Any] | None:
    """Read a line; None for what is no whole one."""
    try:
        said = json.loads(line) if line.endswith(b"}\n") and HASH in line else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not isinstance(said.get("number"), int):
        return None
    return said if isinstance(said.get("hash"), str) else None


def _tells_of(said: dict[str, Any], start: int, torn: bytes) -> bool:
    """Whether a line tells of what stands before it as torn."""
    # Where the torn had no end of line, one was written before the line that tells of it.
    return said.get("log") == "healed" and any(
        (said.get("start"), said.get("bytes"), said.get("sha256"))
        == (start, len(text), hashlib.sha256(text).hexdigest())
        for text in (torn, torn[:-1])
    )

"""How far a batch is in the register: its name, its parts, and which of them are done."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from db.batches import batch_id, taken
from db.engine import Reader
from wingterm.errors import BadInput
from wingterm.services.bulk.faults import RowFault
from wingterm.services.bulk.source import Source

WHOLE_MAX = 10_000
"""Most rows that are done as one act."""

PART_ROWS = 1000
"""Most rows of a part of a larger batch, and of one whose good rows are done by themselves."""

NAME_MAX = 100


class Part(NamedTuple):
    """A part of a batch."""

    number: int
    """From 1."""
    first: int
    """Number of its first row, from 1."""
    last: int


@dataclass(frozen=True, slots=True)
class Progress:
    """A batch as the register knows it."""

    id: str
    name: str
    part_rows: int
    begun_at: int
    done: dict[int, frozenset[int]]
    """Numbers of the rows done, by part."""

    def parts(self, rows: int) -> Iterator[Part]:
        """Give all parts of a file with so many rows."""
        for number, first in enumerate(range(1, rows + 1, self.part_rows), start=1):
            yield Part(number, first, min(first + self.part_rows - 1, rows))


class Begun(NamedTuple):
    """A batch in the register, as far as one part of it goes."""

    part_rows: int
    begun_at: int
    done: frozenset[int] | None
    """Numbers of the rows done of the part; None where the part is not done."""


def begun(reader: Reader, batch: str, part: int) -> Begun | None:
    """Read what the register has of a batch and of one part of it; None where it was not begun."""
    known = reader.one(
        "SELECT b.part_rows, b.begun_at, p.row_numbers FROM batch b"
        " LEFT JOIN batch_part p ON p.batch_id = b.id AND p.part = ? WHERE b.id = ?",
        (part, batch),
    )
    if known is None:
        return None
    return Begun(int(known[0]), int(known[1]), None if known[2] is None else _numbers(known[2]))


def name_of(source: Source, wanted: str) -> str:
    """Give the name of a batch: as wanted, else that of the file, else made of a pipe's digest.

    Raises:
        BadInput: it is too long, or holds what cannot be printed.
    """
    name = wanted.strip() or source.name.strip() or f"stdin-{source.digest[:12]}"
    if len(name) > NAME_MAX or not name.isprintable():
        raise BadInput(
            f"A batch has a name of at most {NAME_MAX} characters that can be printed.",
            "Give it one with --batch.",
            field="batch",
        )
    return name


def progress_of(reader: Reader, source: Source, name: str, *, each: bool) -> Progress:
    """Read how far a batch is.

    Raises:
        Conflict: the name is that of a batch of another file.
    """
    register = reader.one("SELECT register_id FROM register_info", ())
    assert register is not None
    made = batch_id(str(register[0]), name, source.digest)
    known = reader.one("SELECT id, part_rows, begun_at FROM batch WHERE name = ?", (name,))
    if known is None:
        whole = source.rows <= WHOLE_MAX and not each
        return Progress(made, name, source.rows if whole else PART_ROWS, reader.now(), {})
    if known[0] != made:
        raise taken(name)
    done = {
        int(part): _numbers(runs)
        for part, runs in reader.rows(
            "SELECT part, row_numbers FROM batch_part WHERE batch_id = ?", (made,)
        )
    }
    return Progress(made, name, int(known[1]), int(known[2]), done)


def leave_out(source: Source, part: Part, done: frozenset[int]) -> None:
    """Note the rows of a part that is done which were left out of it."""
    if len(done) == part.last - part.first + 1:
        return
    known = source.spool.faulty(part.first, part.last)
    source.spool.add_faults(
        (row.n, RowFault(row.line, "", "left-out", "The row was left out when its part was done.",
                         "Mend it in a file of its own."))
        for row in source.spool.rows(part.first, part.last)
        if row.n not in done and row.n not in known
    )  # fmt: skip


def _numbers(runs: str) -> frozenset[int]:
    """Give the numbers of the rows of a part, of runs as they are kept."""
    return frozenset(n for first, last in json.loads(runs) for n in range(first, last + 1))

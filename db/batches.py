"""Write which part of which batch an act is, in the act's own transaction."""

import json
import uuid
from dataclasses import dataclass

from db import columns
from db.engine import Unit
from wingterm.errors import Conflict

IDS = uuid.UUID("5f1d0c1e-7c55-5d0a-9a52-6e5d8f2b4a10")
"""Namespace of the ids of batches."""


@dataclass(frozen=True, slots=True)
class PartOfBatch:
    """The part of a batch that an act does."""

    batch: str
    """Id of the batch, by `batch_id`."""
    name: str
    source: str
    """Name of the file, empty for a pipe."""
    digest: str
    rows: int
    """Rows of the whole file."""
    part_rows: int
    """Most rows of a part."""
    each: bool
    """Whether good rows were to be done in spite of others."""
    establishment: int
    """The prison that the batch was begun for."""
    begun_at: int
    """The instant from which the times of the file are counted."""
    part: int
    """Number of the part, from 1."""
    first_line: int
    last_line: int
    done: tuple[tuple[int, int], ...]
    """Numbers of the rows of the file that the act does, from 1: first and last of each run."""

    @property
    def request_id(self) -> str:
        """The request id of the part."""
        return part_id(self.batch, self.part)


def batch_id(register: str, name: str, digest: str) -> str:
    """Give the id of a batch: the same file under the same name is the same batch."""
    return str(uuid.uuid5(IDS, f"{register}\n{digest}\n{name}"))


def part_id(batch: str, part: int) -> str:
    """Give the request id of a part: done once, whoever runs the batch again."""
    return str(uuid.uuid5(uuid.UUID(batch), str(part)))


def taken(name: str) -> Conflict:
    """Give the refusal of another file under the name of a batch."""
    return Conflict(
        f"The batch {name} was begun with another file; nothing was done.",
        "If the file was mended or is a new one, give it another name with --batch.",
    )


def begun_otherwise(name: str) -> Conflict:
    """Give the refusal of a batch that somebody began meanwhile in parts of another size."""
    return Conflict(
        f"The batch {name} was begun meanwhile in other parts; nothing was done by this run.",
        "Run the same file again: it goes on from there.",
    )


def write_part(
    unit: Unit, part: PartOfBatch, officer: int, front_end: str, recorded_at: int
) -> None:
    """Write a part with its batch, after the request that does it.

    Raises:
        Conflict: the name is that of another batch, or it was begun in parts of another size.
    """
    known = unit.one("SELECT id, part_rows FROM batch WHERE name = ?", (part.name,))
    if known is None:
        row = (
            part.batch, part.name, part.source, part.digest, part.rows, part.part_rows,
            int(part.each), officer, front_end, part.establishment, part.begun_at,
        )  # fmt: skip
        unit.insert(columns.BATCH, [row])
    elif known[0] != part.batch:
        raise taken(part.name)
    elif known[1] != part.part_rows:
        # Its parts have other rows under the same numbers: one might be done twice.
        raise begun_otherwise(part.name)
    numbers = json.dumps(part.done, separators=(",", ":"))
    unit.insert(
        columns.BATCH_PART,
        [(part.batch, part.part, part.request_id, part.first_line, part.last_line, numbers,
          recorded_at)],
    )  # fmt: skip

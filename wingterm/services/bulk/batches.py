"""The batches that were begun in a register, and how far each of them is."""

from dataclasses import dataclass
from typing import NamedTuple

from wingterm.services.desk import Desk


class BatchLine(NamedTuple):
    """A batch in a list."""

    name: str
    source: str
    """Name of the file, empty for a pipe."""
    digest: str
    rows: int
    parts: int
    done_parts: int
    done_rows: int
    officer: str
    """Name of who began it."""
    begun_at: int
    ended_at: int
    """When its newest part was recorded."""
    state: str
    """`done` or `part done`."""


class BatchPart(NamedTuple):
    """A part of a batch that was done."""

    part: int
    """From 1."""
    request_id: str
    first_line: int
    last_line: int
    rows: int
    recorded_at: int
    officer: str
    """Name of who ran it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch with its parts."""

    line: BatchLine
    parts: tuple[BatchPart, ...]


def batches(desk: Desk) -> tuple[BatchLine, ...]:
    """Give all batches, newest first."""
    raise NotImplementedError


def batch(desk: Desk, name: str) -> Batch:
    """Give a batch with its parts."""
    raise NotImplementedError

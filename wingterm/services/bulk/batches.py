"""The batches that were begun in a register, and how far each of them is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from db.dialects import Params
from db.engine import Reader
from wingterm.errors import NotFound
from wingterm.services.desk import Desk, authorise, officer_at


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
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        return tuple(found.line for found in _read(reader, "", ()))


def batch(desk: Desk, name: str) -> Batch:
    """Give a batch with its parts.

    Raises:
        NotFound: none was begun under that name.
    """
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        found = _read(reader, " WHERE b.name = ?", (name,))
    if not found:
        raise NotFound(f"No batch {name} was begun.", "`wingterm bulk list` lists them.")
    return found[0]


def _read(reader: Reader, which: str, params: Params) -> list[Batch]:
    """Read batches with their parts, newest first."""
    parts: dict[str, list[BatchPart]] = {}
    for of, number, request_id, first, last, runs, recorded_at, officer in reader.rows(
        "SELECT b.name, p.part, p.request_id, p.first_line, p.last_line, p.row_numbers,"
        " p.recorded_at, o.name FROM batch b JOIN batch_part p ON p.batch_id = b.id"
        " JOIN request r ON r.id = p.request_id JOIN officer o ON o.id = r.officer_id"
        f"{which} ORDER BY p.part",
        params,
    ):
        rows = sum(end - start + 1 for start, end in json.loads(runs))
        part = BatchPart(number, request_id, first, last, rows, recorded_at, officer)
        parts.setdefault(of, []).append(part)
    return [
        Batch(_line(row, parts.get(row[0], [])), tuple(parts.get(row[0], ())))
        for row in reader.rows(
            "SELECT b.name, b.source, b.digest, b.row_count, b.part_rows, o.name, b.begun_at"
            f" FROM batch b JOIN officer o ON o.id = b.officer_id{which}"
            " ORDER BY b.begun_at DESC, b.name",
            params,
        )
    ]


def _line(row: tuple[Any, ...], done: Sequence[BatchPart]) -> BatchLine:
    name, source, digest, rows, part_rows, officer, begun_at = row
    parts = -(-rows // part_rows)
    return BatchLine(
        name=name,
        source=source,
        digest=digest,
        rows=rows,
        parts=parts,
        done_parts=len(done),
        done_rows=sum(part.rows for part in done),
        officer=officer,
        begun_at=begun_at,
        ended_at=max((part.recorded_at for part in done), default=begun_at),
        state="done" if len(done) == parts else "part done",
    )

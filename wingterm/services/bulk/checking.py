"""Judge a batch before it is done: every fault at once, and what it would do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from wingterm.domain.outcomes import Acknowledgement
from wingterm.domain.prison import Prison
from wingterm.services.bulk.faults import RowFault
from wingterm.services.bulk.source import Source
from wingterm.services.desk import Desk

__all__ = ["BulkPlan", "Effect", "PlannedRow", "RowFault", "check_bulk"]


class Effect(NamedTuple):
    """What a batch does to the current population of a prison."""

    prison: str
    before: int
    after: int


class PlannedRow(NamedTuple):
    """What one row would do."""

    line: int
    """Line of the file."""
    verb: str
    person: str
    """Prison number, empty where the row is about no person or the number is not issued yet."""
    name: str
    """Last name and first name, empty where nobody is known by the number."""
    says: str
    """A sentence."""


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """A batch as it was judged."""

    batch: str
    """Name of the batch."""
    digest: str
    rows: int
    """Rows of the file."""
    good: int
    """Rows that nothing stands against, of the parts that are not done yet."""
    parts: int
    part_rows: int
    """Most rows of a part."""
    done_parts: int
    """Parts that an earlier run has done."""
    repeated: bool
    """Whether all of it was done before: nothing would be done now."""
    faults: tuple[RowFault, ...]
    """The first of what stands against rows, by line: at most `FAULTS_MAX` of `fault_count`."""
    fault_count: int
    effects: tuple[Effect, ...]
    """By code of the prison; only prisons whose population is touched by the rows."""
    planned: tuple[PlannedRow, ...]
    """The first rows that would be done, at most `PLANNED_MAX`."""
    each: bool = False
    """Whether good rows are done in spite of others."""
    begun_at: int = 0
    """The instant from which the times of the file are counted."""
    acknowledged: tuple[Acknowledgement, ...] = field(default=())


def check_bulk(
    desk: Desk,
    prison: Prison,
    source: Source,
    *,
    batch: str = "",
    each: bool = False,
    acknowledged: Sequence[Acknowledgement] = (),
) -> BulkPlan:
    """Judge a batch by the rules that carry it out. Nothing is written."""
    raise NotImplementedError

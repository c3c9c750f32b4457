"""Do a batch, part by part."""

from collections.abc import Callable
from dataclasses import dataclass

from wingterm.domain.prison import Prison
from wingterm.services.bulk.checking import BulkPlan
from wingterm.services.bulk.faults import RowFault
from wingterm.services.bulk.source import Source, rest_of
from wingterm.services.desk import Desk

__all__ = ["BulkDone", "rest_of", "run_bulk"]


@dataclass(frozen=True, slots=True)
class BulkDone:
    """What came of a run."""

    batch: str
    done: int
    """Rows done by this run."""
    unchanged: int
    """Of those, rows that were so already."""
    parts: int
    done_parts: int
    """Parts that are done, by this run or an earlier one."""
    request_ids: tuple[str, ...]
    """Of the acts of this run."""
    faults: tuple[RowFault, ...]
    """Of the rows that were not done."""
    repeated: bool
    """Whether all of it had been done before: nothing was done now."""


def run_bulk(
    desk: Desk,
    prison: Prison,
    source: Source,
    plan: BulkPlan,
    *,
    progress: Callable[[int, int], None] | None = None,
    gap: Callable[[], None] | None = None,
) -> BulkDone:
    """Do what a plan says, and what an earlier run of it left."""
    raise NotImplementedError

"""Judge a batch before it is done: every fault at once, and what it would do."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from wingterm.domain.outcomes import Acknowledgement
from wingterm.domain.prison import Prison
from wingterm.services.answered import log_answer
from wingterm.services.bulk.faults import RowFault
from wingterm.services.bulk.judging import GoodRow, Judging
from wingterm.services.bulk.leave import Leave
from wingterm.services.bulk.planned import PlannedRow
from wingterm.services.bulk.progress import leave_out, name_of, progress_of
from wingterm.services.bulk.rows import Maker
from wingterm.services.bulk.source import Source
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.prisons import prisons
from wingterm.services.roll import roll

PLANNED_MAX = 200
"""Most rows that a plan tells one by one."""

__all__ = ["BulkPlan", "Effect", "PlannedRow", "RowFault", "check_bulk", "further"]


class Effect(NamedTuple):
    """What a batch does to the current population of a prison."""

    prison: str
    before: int
    after: int


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
    progress: Callable[[int, int], None] | None = None,
    browsed: bool = False,
) -> BulkPlan:
    """Judge a batch by the rules that carry it out. Nothing is written, and nothing is locked.

    What stands against rows is kept in the source. Of a batch that was begun only what is left is
    judged.

    Args:
        desk: who asks.
        prison: that acts where a row names none.
        source: the rows.
        batch: name of the batch; empty: that of the file, of a pipe one made of its digest.
        each: whether every good row is to be done in spite of others.
        acknowledged: warnings acknowledged for all rows.
        progress: told, where there are several parts, how many rows of all were judged.
        browsed: whether more of the plan than its first rows may be asked for (`further`).

    Raises:
        NotAuthorised: the officer may not read. What they may not do is a fault of its row.
        BadInput: the name cannot be that of a batch.
        Conflict: the name is that of a batch of another file.
    """
    name = name_of(source, batch)
    source.spool.forget_check()
    planned: list[PlannedRow] = []
    good = 0
    with desk.store.read() as reader:
        officer = officer_at(desk, reader, reader.now())
        authorise(officer, "read")
        known = progress_of(reader, source, name, each=each)
        parts = list(known.parts(source.rows))
        maker = Maker(desk, prison, known.begun_at, tuple(acknowledged))
        leave = Leave(officer, reader)
        judging = Judging(desk, reader, source, maker, each, len(parts) > 1, leave)
        for part in parts:
            if part.number in known.done:
                leave_out(source, part, known.done[part.number])
                continue
            found = judging.part(part.first, part.last)
            good += len(found)
            planned += [_planned(row) for row in found[: PLANNED_MAX - len(planned)]]
            if browsed:
                source.spool.add_planned(_planned(row) for row in found)
            if progress is not None and len(parts) > 1:
                progress(part.last, source.rows)
    _log(desk, planned, source.each_fault())
    faults, _ = source.spool.counts()
    left = len(parts) - len(known.done)
    return BulkPlan(
        batch=name,
        digest=source.digest,
        rows=source.rows,
        good=good,
        parts=len(parts),
        part_rows=known.part_rows,
        done_parts=len(known.done),
        repeated=bool(known.done) and (not left or (each and not good)),
        faults=source.faults,
        fault_count=faults,
        effects=_effects(desk, judging.inside),
        planned=tuple(planned),
        each=each,
        begun_at=known.begun_at,
        acknowledged=tuple(acknowledged),
    )


def further(
    desk: Desk, source: Source, after: int, most: int = PLANNED_MAX
) -> tuple[PlannedRow, ...]:
    """Give more of the plan of a source that was judged to be browsed, in the order of its lines.

    Args:
        desk: who asks; that they see these people is written down first.
        source: the rows that were judged.
        after: how many of the rows that would be done were given before.
        most: how many to give.
    """
    found = tuple(source.spool.planned(after, most))
    _log(desk, found)
    return found


def _log(desk: Desk, planned: Iterable[PlannedRow], faults: Iterable[RowFault] = ()) -> None:
    """Log whom rows and what stands against them name, before they are told."""
    rows = (f"{row.person} {row.says}" for row in planned)
    against = (f"{fault.sentence} {fault.remedy}" for fault in faults)
    log_answer(desk, chain(rows, against), "bulk")


def _planned(good: GoodRow) -> PlannedRow:
    return PlannedRow(good.row.line, good.row.verb, good.person, good.name, good.says)


def _effects(desk: Desk, inside: Mapping[str, int]) -> tuple[Effect, ...]:
    found = []
    for prison in prisons(desk) if inside else ():
        if prison.code in inside:
            before = roll(desk, prison).headline.population
            found.append(Effect(prison.code, before, before + inside[prison.code]))
    return tuple(found)

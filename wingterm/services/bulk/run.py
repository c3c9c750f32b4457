"""Do a batch, part by part."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from db.batches import PartOfBatch, begun_otherwise
from wingterm.domain.outcomes import Receipt
from wingterm.domain.prison import Prison
from wingterm.errors import (
    CommitDoubtful,
    IdUsed,
    NotAuthorised,
    StoreBusy,
    StoreError,
    WingtermError,
)
from wingterm.services.act import carry_out
from wingterm.services.bulk.checking import BulkPlan
from wingterm.services.bulk.faults import RowFault
from wingterm.services.bulk.progress import Part, Progress, begun, leave_out, progress_of
from wingterm.services.bulk.rows import Composed, MadeRow, Maker, composed
from wingterm.services.bulk.source import Source, rest_of
from wingterm.services.desk import Desk

__all__ = ["BulkDone", "rest_of", "run_bulk"]

GAP = 0.02
"""Seconds between two parts, in which officers at terminals can write."""

SOURCE_MAX = 255
"""Most characters of a file's name that are kept."""


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
    """Do what a plan says, and what an earlier run of it left.

    Each part is one act, whole or not at all. Whoever stops the run, by a key or by killing it,
    leaves whole parts; the same command finishes the rest.

    Others may run the same batch at the same time: a part that somebody has done is left to them.

    Args:
        desk: who asks.
        prison: that acts where a row names none.
        source: the rows that were judged.
        plan: what `check_bulk` said of them; nothing is done where it has faults, but by `each`.
        progress: told the number of the last row of each part that is done, and of all rows.
        gap: waits between two parts, so that others can write; None: for `GAP` seconds.

    Raises:
        NotAuthorised, StoreBusy, StoreBroken: earlier parts stay done; how many, the message says.
        CommitDoubtful: it is not known whether the newest part was done; the hint names its id.
        Conflict: the name was given to another batch meanwhile, or it was begun in other parts; or
            the file was changed since it was checked.
    """
    if plan.fault_count and not plan.each:
        return BulkDone(plan.batch, 0, 0, plan.parts, plan.done_parts, (), plan.faults, False)
    source.refuse_changed()
    with desk.store.read() as reader:
        known = progress_of(reader, source, plan.batch, each=plan.each)
    begun_at = known.begun_at if known.done else plan.begun_at
    running = _Running(
        desk, prison, source, plan, known, Maker(desk, prison, begun_at, plan.acknowledged)
    )
    parts = list(known.parts(source.rows))
    for part in parts:
        if part.number in known.done:
            continue
        if running.request_ids:
            (gap or _wait)()
        try:
            going_on = running.do(part)
        except (NotAuthorised, StoreError) as error:
            raise _after(error, len(known.done) + running.done_parts, len(parts)) from error
        if not going_on:
            break
        if progress is not None:
            progress(part.last, source.rows)
    faults = source.faults
    return BulkDone(
        batch=plan.batch,
        done=running.done,
        unchanged=running.unchanged,
        parts=len(parts),
        done_parts=len(known.done) + running.done_parts,
        request_ids=tuple(running.request_ids),
        faults=faults,
        repeated=not running.request_ids and bool(known.done or running.done_parts)
        and not running.refused,
    )  # fmt: skip


def _wait() -> None:
    time.sleep(GAP)


def _after(error: WingtermError, done: int, parts: int) -> WingtermError:
    """Say of what ended a run how far it had come."""
    if not done and not isinstance(error, CommitDoubtful):
        return error
    stays = "was done and stays" if done == 1 else "were done and stay"
    before = f"Before that, {done} of {parts} parts {stays}." if done else ""
    message = f"{error.message} {before}".strip()
    again = "Run the same file again: it goes on from there."
    if isinstance(error, CommitDoubtful):
        known = error.request_id
        twice = "Run the same file again: what was done is not done twice."
        hint = f"{twice} To ask: wingterm receipt {known}"
        return CommitDoubtful(message, hint, request_id=known, cause=error.cause)
    # That it can be tried again is said by how.
    hint = again if isinstance(error, StoreBusy) else f"{error.hint} {again}".strip()
    return type(error)(message, hint)


@dataclass(slots=True)
class _Running:
    """A run as far as it is."""

    desk: Desk
    prison: Prison
    source: Source
    plan: BulkPlan
    known: Progress
    maker: Maker
    done: int = 0
    unchanged: int = 0
    done_parts: int = 0
    refused: bool = False
    request_ids: list[str] = field(default_factory=list)

    def do(self, part: Part) -> bool:
        """Do a part; False where nothing of it can be done, and the run stops."""
        if self._met(part):
            return True
        try:
            return self._write(part)
        except IdUsed:
            # Somebody did it since, with other rows left out or other words.
            if self._met(part):
                return True
            raise

    def _met(self, part: Part) -> bool:
        """Look whether somebody else has done a part, or has begun the batch, meanwhile.

        Raises:
            Conflict: it was begun in parts of another size.
        """
        with self.desk.store.read() as reader:
            found = begun(reader, self.known.id, part.number)
        if found is None:
            return False
        if found.part_rows != self.known.part_rows:
            raise begun_otherwise(self.plan.batch)
        if found.begun_at != self.maker.now:
            # Times of the file mean what they mean to whoever began it.
            self.maker = Maker(self.desk, self.prison, found.begun_at, self.plan.acknowledged)
        if found.done is None:
            return False
        leave_out(self.source, part, found.done)
        self.done_parts += 1
        return True

    def _write(self, part: Part) -> bool:
        """Do a part that nobody has done."""
        spool = self.source.spool
        faulty = spool.faulty(part.first, part.last)
        rows = self.maker.all_made(
            self.source, (row for row in spool.rows(part.first, part.last) if row.n not in faulty)
        )
        while rows:
            act = composed(rows)
            of = self._part(part, rows)
            outcome = carry_out(self.desk, act.requests, of.request_id, part=of)
            if isinstance(outcome, Receipt):
                self._take(outcome, act, len(rows))
                return True
            # Somebody else was there between the check and now.
            faults = act.faults(outcome)
            spool.add_faults(faults)
            if not self.plan.each:
                self.refused = True
                return False
            dropped = {n for n, _ in faults}
            rows = [row for row in rows if row.n not in dropped]
        return True

    def _part(self, part: Part, rows: Sequence[MadeRow]) -> PartOfBatch:
        first, last = self.source.spool.lines_of(part.first, part.last)
        return PartOfBatch(
            batch=self.known.id,
            name=self.plan.batch,
            source=self.source.name[:SOURCE_MAX],
            digest=self.source.digest,
            rows=self.source.rows,
            part_rows=self.known.part_rows,
            each=self.plan.each,
            establishment=self.prison.id,
            begun_at=self.maker.now,
            part=part.number,
            first_line=first,
            last_line=last,
            done=tuple(_runs([row.n for row in rows])),
        )

    def _take(self, receipt: Receipt, act: Composed, rows: int) -> None:
        self.done_parts += 1
        if receipt.repeated:
            return
        self.request_ids.append(receipt.request_id)
        changed = {
            row.n for row, line in zip(act.origins, receipt.lines, strict=True) if line.entries
        }
        self.done += rows
        self.unchanged += rows - len(changed)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give ascending numbers as runs, each by its first and its last."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        held = [n for _, n in run]
        yield held[0], held[-1]

"""Find out whether an act was done whose commit failed (reliability note, finding 5 and 2.5).

A failed commit is not a failed write, and what cannot be found is not yet what was not done: a
server may still be at it, and a file may hold what its last sync did not confirm. So the answer is
given only once nothing can change it any more.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from db.engine import Reader, Store, Unit
from db.schema import SCHEMA_NUMBER
from wingterm.errors import CommitDoubtful, StoreFull, WingtermError

PATIENCE_S = 10.0
"""For how long it is looked; a server that was killed is back in less than three seconds."""
PAUSE_S = 0.2
"""How long after a look that failed."""
LOOKING = "It failed at the last moment; looking whether it was done ..."

Ticks = Callable[[], float]
"""Gives seconds that only go forward."""


class Kept(NamedTuple):
    """What the register holds of a request that was done."""

    content_hash: str
    outcome: str


def whether_done(
    store: Store,
    request_id: str,
    doubt: CommitDoubtful,
    *,
    ticks: Ticks = time.monotonic,
    pause: Callable[[], None] | None = None,
) -> Kept | None:
    """Give what is kept of a request whose commit failed; None where it is certain that nothing is.

    Args:
        store: where; every look opens a connection of its own.
        request_id: of the act.
        doubt: what the commit ended with.
        ticks: a clock that nobody sets.
        pause: waits between two looks; None: for `PAUSE_S`.

    Raises:
        CommitDoubtful: `doubt` itself, where nothing could be found out within `PATIENCE_S`.
    """
    end = ticks() + PATIENCE_S
    if store.tell is not None:
        store.tell(LOOKING)
    while True:
        store.renew()
        try:
            return for_certain(store, request_id)
        except WingtermError:
            with suppress(WingtermError):
                seen = _seen(store, request_id)
                # Of what a full disk refused nothing is left that could come back.
                if seen is not None or isinstance(doubt.cause, StoreFull):
                    return seen
        if ticks() >= end:
            raise doubt
        (pause or _wait)()


def for_certain(store: Store, request_id: str) -> Kept | None:
    """Look once, behind whoever may still be at it, and so that the answer outlasts a crash.

    Raises:
        StoreError, Conflict, RuleBroken: nobody can tell just now.
    """
    with store.write(books=False) as unit:
        found = kept_of(unit, request_id)
        if unit.database == "sqlite":
            # Writes what the file's head says already. Once that is on the disk so is what was
            # found, and what was not can come back from no journal.
            unit.run(f"PRAGMA user_version = {SCHEMA_NUMBER}", ())
            unit.commit()
        elif found is None and not _free(unit, request_id):
            return kept_of(unit, request_id)
    return found


def _seen(store: Store, request_id: str) -> Kept | None:
    with store.read() as reader:
        return kept_of(reader, request_id)


def kept_of(reader: Reader, request_id: str) -> Kept | None:
    """Give what a transaction sees of a request; None where it sees nothing."""
    row = reader.one("SELECT content_hash, outcome FROM request WHERE id = ?", (request_id,))
    return None if row is None else Kept(str(row[0]), str(row[1]))


def _free(unit: Unit, request_id: str) -> bool:
    """Whether an id can be given; waits for whoever is about to. It is not kept."""
    return bool(
        unit.run(
            "INSERT INTO request (id, content_hash, verb, officer_id, front_end, recorded_at,"
            " outcome) SELECT CAST(? AS VARCHAR), '', '', MIN(id), '', 0, '' FROM officer"
            " ON CONFLICT (id) DO NOTHING",
            (request_id,),
        )
    )


def _wait() -> None:
    time.sleep(PAUSE_S)

"""Acts of one officer while all that is done to the disk is written down.

Run as `python -m tests.torture.recorded` with the library of `tests.torture.preload` beside it,
what to do as JSON on its standard input. Each act is acknowledged by a line in a file of the
register's folder, so that acknowledgements stand among the writes, in order.
"""

import json
import random
import sys
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from db import sqlite
from tests.registers import START
from tests.torture.acts import STRANGERS, Officer, built
from tests.torture.cuts import ACKNOWLEDGED, shown
from tests.torture.preload import Disk
from tests.torture.proven import acknowledgement
from tests.torture.registers import Inmate, desk_at
from wingterm.clock import CountedIds, FixedClock
from wingterm.domain.outcomes import Receipt
from wingterm.services.act import carry_out

MINUTE = 60_000_000
LOOKS = 0.3
"""How often somebody's record is opened before an act."""
LONGEST = 80
"""Acts between opening and closing the register; so many that the journal is emptied in between."""


class Script(NamedTuple):
    """What the process is to do."""

    path: str
    log: str
    people: list[Inmate]
    acts: int
    seed: int
    journal: str
    """`wal` or `truncate`: the two in which the program keeps a register."""
    synchronous: int | None = None
    """As SQLite numbers it, where the program's own choice is to be undone."""


def run(script: Script) -> None:
    """Do so many acts, opening and closing the register in between."""
    path = Path(script.path)
    _choose(script)
    Disk().watch(path.parent, Path(script.log))
    chance, clock, ids = random.Random(script.seed), FixedClock(START), CountedIds("act")
    done, newcomers = 0, count(STRANGERS)
    with path.with_name(ACKNOWLEDGED).open("ab", buffering=0) as acknowledged:
        while done < script.acts:
            desk = desk_at(path, clock=clock)
            officer = Officer(desk, script.people, chance, newcomers)
            for _ in range(min(script.acts - done, chance.randint(1, LONGEST))):
                plan, request_id = officer.plan(), ids()
                requests = built(plan)
                clock.advance(MINUTE)
                if chance.random() < LOOKS:
                    purpose = f"before {request_id}"
                    desk.opened([script.people[0].number], purpose)
                    acknowledged.write(shown(purpose))
                outcome = carry_out(desk, requests, request_id)
                assert isinstance(outcome, Receipt), outcome
                acknowledged.write(acknowledgement(outcome, requests).line())
                officer.did(plan)
                done += 1
            desk.store.close()


def _choose(script: Script) -> None:
    """Keep the register in another way than the program would here."""

    def journal(version: tuple[int, ...]) -> str:
        return script.journal

    sqlite.journal_mode = journal
    if script.synchronous is None:
        return
    careful = sqlite.set_pragmas

    def careless(connection: Any, **options: bool) -> None:
        careful(connection, **options)
        connection.execute(f"PRAGMA synchronous = {script.synchronous}")

    sqlite.set_pragmas = careless


if __name__ == "__main__":
    given = json.load(sys.stdin)
    run(Script(**{**given, "people": [Inmate(*one) for one in given["people"]]}))

"""A warm process that runs a PostgreSQL server, lets officers write to it, and kills the server.

Run as `python -m tests.torture.server_killer`, what to do as JSON on its standard input; it opens
no register itself, so that no connection is carried over a fork. It answers with what happened.
"""

import functools
import json
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from db.checker import check_store
from db.doubt import LOOKING
from db.engine import open_store
from tests.postgres import Server, find_binaries
from tests.torture.acts import STRANGERS, Officer, Plan, built
from tests.torture.forks import Child, begun, ended, in_child
from tests.torture.proven import Acknowledged, acknowledgement, half_done, loose_ends, lost
from tests.torture.registers import Inmate, desk_at, filled
from wingterm.clock import random_ids
from wingterm.domain.outcomes import Receipt
from wingterm.errors import CommitDoubtful, StoreError
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk

OFFICERS = 4
EACH = 24
"""People of each officer."""
SOONEST, LATEST = 0.2, 0.8
"""Seconds from the server's answer to the next kill."""
PATIENCE = 60.0
"""Seconds that an officer tries again for, after the last time that the server answered."""


class Told(NamedTuple):
    """What happened."""

    kills: int
    acknowledged: list[Acknowledged]
    errors: int
    """Times that an officer was told of an error."""
    looked: int
    """Commits that failed, so that their acts were looked up."""
    found: int
    """Of these, how many acts were found done."""
    not_known: int
    """Of these, how often it was told as not known."""
    lies: int
    """Acts that were told as not done and had been done."""
    longest: float
    """Longest time in seconds from a kill to the next act that was done."""
    wrong: list[str]


def officer(url: str, folder: str, people: Sequence[Inmate], number: int, stop: str) -> Told:
    """Write until a file is there; whatever error is told, the same act is tried again."""
    desk = desk_at(Path(folder, f"{number}.db"), store=open_store(url))
    sitting = Officer(desk, people, random.Random(number), count(STRANGERS * (number + 1)))
    told = Told(0, [], 0, 0, 0, 0, 0, 0.0, [])
    looks: list[str] = []
    desk.store.tell = looks.append
    errors = found = not_known = lies = 0
    longest, last = 0.0, time.monotonic()
    while not os.path.exists(stop):
        plan, request_id = sitting.plan(), random_ids()
        receipt, failed, doubts = _done(desk, plan, request_id, last)
        errors += failed
        # Looked up in the try that ended well.
        found += looks[-1:] == [LOOKING]
        not_known += doubts
        lies += receipt.repeated and not doubts
        looks.append("done")
        longest = max(longest, time.monotonic() - last)
        last = time.monotonic()
        told.acknowledged.append(acknowledgement(receipt, built(plan)))
        sitting.did(plan)
    return told._replace(
        errors=errors, looked=looks.count(LOOKING), found=found, not_known=not_known, lies=lies,
        longest=longest,
    )  # fmt: skip


def _done(desk: Desk, plan: Plan, request_id: str, since: float) -> tuple[Receipt, int, int]:
    """Do an act, however often the server goes away meanwhile.

    Gives the number of errors too, and of how many of them it was not known whether it was done.
    """
    doubts = 0
    for failed in count():
        try:
            outcome = carry_out(desk, built(plan), request_id)
        except StoreError as error:
            doubts += isinstance(error, CommitDoubtful)
            assert desk.store.tell is not None
            desk.store.tell("an error")
            if time.monotonic() - since > PATIENCE:
                raise
            time.sleep(0.02)
            continue
        assert isinstance(outcome, Receipt), outcome
        return outcome, failed, doubts
    raise AssertionError


def kill(server: Server) -> None:
    """Kill the server's first process and every other, then start it: it recovers."""
    first = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
    others = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    for process in (first, *map(int, others)):
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue
    for process in (first, *map(int, others)):
        while os.path.exists(f"/proc/{process}") and _alive(process):
            time.sleep(0.01)
    # Where nobody collects dead processes, the server would take its own number for a living one.
    for lock in (server.folder / "data" / "postmaster.pid", *server.folder.glob(".s.PGSQL.*.lock")):
        lock.unlink(missing_ok=True)
    server.start()


def _alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def judged(url: str, acknowledged: Sequence[Acknowledged]) -> list[str]:
    """Give all that is wrong with the register after everything."""
    store = open_store(url)
    try:
        with store.read() as reader:

            def ask(sql: str) -> list[tuple[object, ...]]:
                return reader.rows(sql, ())

            found = [*lost(ask, acknowledged), *half_done(ask), *loose_ends(ask)]
        return found + [f"{one.where}: {one.sentence}" for one in check_store(store)]
    finally:
        store.close()


def attacked(kills: int, seed: int) -> Told:
    """Let officers write to a server that is killed so many times."""
    binaries = find_binaries()
    assert binaries is not None
    server, chance = Server(binaries), random.Random(seed)
    try:
        url = server.new_database()
        people = [Inmate(*one) for one in in_child(lambda: filled(url, OFFICERS * EACH))]
        stop = str(server.folder / "stop")
        folder = str(server.folder)
        children: list[Child] = [
            begun(functools.partial(officer, url, folder, people[n::OFFICERS], n, stop))
            for n in range(OFFICERS)
        ]
        for _ in range(kills):
            time.sleep(chance.uniform(SOONEST, LATEST))
            kill(server)
        time.sleep(LATEST)
        Path(stop).touch()
        told = [Told(*ended(child)) for child in children]
        acknowledged = [
            Acknowledged(a[0], a[1], tuple(a[2])) for one in told for a in one.acknowledged
        ]
        wrong = in_child(lambda: judged(url, acknowledged))
        return Told(
            kills, acknowledged, sum(one.errors for one in told),
            sum(one.looked for one in told), sum(one.found for one in told),
            sum(one.not_known for one in told), sum(one.lies for one in told),
            max(one.longest for one in told), wrong,
        )  # fmt: skip
    finally:
        server.stop()


if __name__ == "__main__":
    json.dump(attacked(**json.load(sys.stdin))._asdict(), sys.stdout)

"""A warm process that runs a PostgreSQL server, lets officers write to it, and kills the server.

Run as `python -m tests.torture.server_killer`, what to do as JSON on its standard input; it opens
no register itself, so that no connection is carried over a fork. It answers with what happened.

No officer gives up: how long a server takes to start is no fault of theirs. How long they take is
counted from the instant at which it is back.
"""

import functools
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from db.checker import check_store
from db.doubt import LOOKING
from db.engine import open_store
from tests.postgres import Server, find_binaries
from tests.torture.acts import STRANGERS, Officer, Plan, built
from tests.torture.forks import ENDED, GAVE, RAISED, Child, Ears, Tell, in_child, telling
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
"""Seconds to the next kill, from when all have acted since the server's return; every other kill
is aimed at a commit after that time, whoever has acted."""
PATIENCE = 60.0
"""Seconds in which an officer must have acted on a server that is back and left alone."""
AGAIN = 0.02
"""Seconds from an error to the next try."""
COMMITS = "commits"
"""What an officer tells right before or after a commit, where the killer aims at that."""
BEFORE, AFTER = "before", "after"
AIM = "aim"
"""The file that holds one of these words as long as the killer aims."""
BLINK = 0.003
"""Most seconds from what an officer tells to the kill: about as long as a commit takes."""


class Told(NamedTuple):
    """What happened."""

    kills: int
    acknowledged: list[Acknowledged]
    errors: int
    """Times that an officer was told that an act was not done, or that this is not known."""
    looked: int
    """Commits that failed, so that their acts were looked up."""
    found: int
    """Of these, how many acts were found done."""
    not_known: int
    """Of these, how often it was told as not known, with the id to ask for."""
    lies: int
    """Acts that were told as not done and had been done."""
    resumed: list[float]
    """Seconds from each return of the server to each officer's next act, unless killed before."""
    resolved: list[float]
    """Seconds from a failed commit, or the server's return after it, to what was told of it."""
    wrong: list[str]


# -- the officers --------------------------------------------------------------------------------


def officer(
    url: str, stop: Path, number: int, people: Sequence[Inmate], seed: int, tell: Tell
) -> None:
    """Write until a file is there; whatever error is told, the same act is tried again.

    Tells that there is a commit to be aimed at; and, each with its instant, that a commit failed
    and it is looked what became of it, that this was found not to be done or is not known, and that
    an act was done.
    """
    desk = desk_at(stop.with_name(f"{number}.db"), store=open_store(url))
    commit = desk.store.dialect.commit

    def told(cursor: Any) -> bool:
        aim = _aim(stop)
        if aim == BEFORE:
            tell(COMMITS, None)
        done = commit(cursor)
        if aim == AFTER:
            # It is done, and before this ends the server is killed: its answer never comes.
            tell(COMMITS, None)
            cursor.execute("SELECT pg_sleep(50)")
        return done

    desk.store.dialect.commit = told  # type: ignore[method-assign] # it is the officer's own
    sitting = Officer(desk, people, random.Random(seed), count(STRANGERS * (number + 1)))
    while not stop.exists():
        plan = sitting.plan()
        _done(desk, plan, random_ids(), tell)
        sitting.did(plan)
    tell(GAVE, None)


def _aim(stop: Path) -> str:
    """Give at which side of a commit the killer aims; empty for none."""
    try:
        return stop.with_name(AIM).read_text()
    except FileNotFoundError:
        return ""


def _done(desk: Desk, plan: Plan, request_id: str, tell: Tell) -> None:
    """Do an act, however often the server goes away meanwhile."""
    requests, looks, denied = built(plan), False, 0

    def hear(said: str) -> None:
        nonlocal looks
        if said == LOOKING:
            looks = True
            tell("looks", time.monotonic())

    desk.store.tell = hear
    while True:
        looks = False
        try:
            outcome = carry_out(desk, requests, request_id)
        except CommitDoubtful as error:
            # Without the id nobody could ask.
            tell("not known" if request_id in error.hint else RAISED, time.monotonic())
        except StoreError:
            denied += 1
            if looks:
                tell("not done", time.monotonic())
        else:
            assert isinstance(outcome, Receipt), outcome
            done = acknowledgement(outcome, requests)
            tell("done", [time.monotonic(), outcome.repeated, denied, done])
            return
        time.sleep(AGAIN)


# -- who listens to them -------------------------------------------------------------------------


class Listener:
    """Takes down what officers tell, by a clock that all processes of a machine share."""

    def __init__(self, officers: Sequence[Child]) -> None:
        """Listen to officers."""
        self.told = Told(0, [], 0, 0, 0, 0, 0, [], [], [])
        self.working = set(officers)
        self.waits = set(officers)
        """Who has done nothing yet since the server's last return."""
        self.commits = 0
        """How often somebody was about to commit."""
        self._dead = self._returned = time.monotonic()
        self._failed: dict[Child, float] = {}
        """Whose commit failed, and when, until it is told what became of it."""
        self._unsure: set[Child] = set()
        """Whose act was told as not known before."""
        self._ears = Ears()
        for child in officers:
            self._ears.add(child)

    def returned(self, dead: float, at: float) -> None:
        """Take note of when the server was dead, and when it was found to be back."""
        self._dead, self._returned, self.waits = dead, at, set(self.working)

    def listen(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        """Listen for so long, or until something is so."""
        if until():
            return
        for child, kind, what in self._ears.heard(seconds):
            self._note(child, kind, what)
            if until():
                return

    def until_all_acted(self) -> None:
        """Listen until all have acted since the last return, or nobody has patience any more."""
        self.listen(PATIENCE, lambda: not self.waits)

    def until_commit(self) -> None:
        """Listen until somebody is about to commit."""
        before = self.commits
        self.listen(PATIENCE, lambda: self.commits > before)

    def _note(self, child: Child, kind: str, what: Any) -> None:
        told = self.told
        if kind in (ENDED, GAVE, RAISED):
            self.working.discard(child)
            self.waits.discard(child)
            if kind == RAISED:
                told.wrong.append(f"an officer ended by themselves: {what}")
        elif kind == COMMITS:
            self.commits += 1
        elif kind == "looks":
            self.told = told._replace(looked=told.looked + 1)
            self._failed[child] = what
        elif kind == "done":
            self._note_done(child, *what)
        else:
            if kind == "not done":
                self._answered(what)
            self._resolve(child, what)
            known = kind != "not known"
            self.told = told._replace(
                errors=told.errors + (not known), not_known=told.not_known + (not known)
            )
            if not known:
                self._unsure.add(child)

    def _note_done(
        self, child: Child, at: float, repeated: bool, denied: int, done: Sequence[Any]
    ) -> None:
        self._answered(at)
        told = self.told
        told.acknowledged.append(Acknowledged(done[0], done[1], tuple(done[2])))
        self.told = told._replace(
            errors=told.errors + denied,
            found=told.found + self._resolve(child, at),
            lies=told.lies + (repeated and denied > 0 and child not in self._unsure),
        )
        self._unsure.discard(child)
        if child in self.waits and at >= self._returned:
            self.waits.discard(child)
            told.resumed.append(at - self._returned)

    def _resolve(self, child: Child, at: float) -> bool:
        """Take note that it was told what became of an act; give whether its commit had failed."""
        failed = self._failed.pop(child, None)
        if failed is not None:
            # What was told before the last kill is heard late; the server was there all the time.
            self.told.resolved.append(at - max(failed, self._returned if at > self._dead else 0))
        return failed is not None

    def _answered(self, at: float) -> None:
        """Take note that the server answered: it may have been back before that was found."""
        if at > self._dead:
            self._returned = min(self._returned, at)


# -- who kills the server ------------------------------------------------------------------------


def kill(server: Server) -> tuple[float, float]:
    """Kill the server's first process and every other, then start it: it recovers.

    Gives the instants at which it was dead and at which it was found to answer again, for which it
    is looked ten times a second.
    """
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
    dead = time.monotonic()
    server.start()
    return dead, time.monotonic()


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
    officers: list[Child] = []
    try:
        url = server.new_database()
        people = [Inmate(*one) for one in in_child(lambda: filled(url, OFFICERS * EACH))]
        stop = server.folder / "stop"
        begin = functools.partial(officer, url, stop)
        for n in range(OFFICERS):
            job = functools.partial(begin, n, people[n::OFFICERS], chance.randrange(2**32))
            officers.append(telling(job))
        listener = Listener(officers)
        for n in range(kills):
            if n % 2 == 0:
                listener.until_all_acted()
            listener.listen(chance.uniform(SOONEST, LATEST))
            if n % 2:
                aim = stop.with_name(AIM)
                aim.write_text((BEFORE, AFTER)[n // 2 % 2])
                listener.until_commit()
                aim.unlink()
                time.sleep(chance.uniform(0, BLINK))
            listener.returned(*kill(server))
        listener.until_all_acted()
        stop.touch()
        listener.listen(PATIENCE, lambda: not listener.working)
        told = listener.told
        stuck = [f"an officer did nothing for {PATIENCE:.0f} s" for _ in listener.working]
        wrong = in_child(lambda: judged(url, told.acknowledged))
        return told._replace(kills=kills, wrong=told.wrong + stuck + wrong)
    finally:
        for child in officers:
            # Collected by nobody until here, so that it is still theirs.
            os.kill(child.id, signal.SIGKILL)
        server.stop()


if __name__ == "__main__":
    json.dump(attacked(**json.load(sys.stdin))._asdict(), sys.stdout)

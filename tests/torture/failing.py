"""One act while a call on the disk fails; what the program said of it, and whether that is true.

Run as `python -m tests.torture.failing` with the library of `tests.torture.preload` beside it, what
to do as JSON on its standard input. Each trial has a register of its own; what came of it is told
in a line before the next begins.
"""

import errno
import itertools
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from db import doubt, sqlite
from tests.torture.acts import NEWCOMER, STRANGERS, Plan, built
from tests.torture.preload import Disk, Kind
from tests.torture.proven import Acknowledged, acknowledgement, faults
from tests.torture.registers import desk_at
from wingterm.domain.outcomes import Receipt
from wingterm.errors import CommitDoubtful, WingtermError
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk

KINDS = (Kind.OPEN, Kind.READ, Kind.WRITE, Kind.SYNC, Kind.TRUNCATE, Kind.UNLINK)
ERRORS = (errno.EIO, errno.ENOSPC)
NEVER = 1_000_000
"""A call that does not come."""

DONE, NOT_DONE, NOT_KNOWN = "done", "not done", "not known"
"""What the program can say of an act."""


class Trial(NamedTuple):
    """What fails, and when."""

    journal: str
    """`wal` or `truncate`."""
    cold: bool
    """Whether it may fail from before the register is opened; else only once an act was done."""
    kind: Kind
    nth: int
    error: int
    for_ever: bool
    half: bool
    """Whether a write that fails has written half."""


class Came(NamedTuple):
    """What came of a trial."""

    trial: Trial
    calls: int
    """How many calls of the kind there were."""
    said: str
    """What the program said of the act."""
    words: str
    """The sentence in which it said so; empty where it was done."""
    wrong: list[str]
    """What is not as was said, or not as it has to be."""


class Order(NamedTuple):
    """What the process is to do."""

    path: str
    """A register that is copied for each trial."""
    folder: str
    journal: str
    every: bool
    """Whether each call fails in every way; else each in one, by turns."""


class Attempt:
    """One trial: an act that is acknowledged, the act that is attacked, and those that follow."""

    def __init__(self, trial: Trial, path: Path) -> None:
        """Take a register of its own."""
        self.trial, self.path = trial, path
        self.disk = Disk()
        self.acknowledged: list[Acknowledged] = []
        self.wrong: list[str] = []
        self.newcomers = itertools.count(STRANGERS)

    def run(self) -> Came:
        """Do it, and judge it."""
        trial, plan = self.trial, self.plan()
        self.disk.watch(self.path.parent)
        if trial.cold:
            self.arm()
        desk = None
        try:
            desk = desk_at(self.path)
            if not trial.cold:
                self.does(desk, self.plan(), "before")
                self.arm()
            self.does(desk, plan, "attacked")
            said, words = DONE, ""
        except CommitDoubtful as error:
            said, words = NOT_KNOWN, f"{error.message} {error.hint}"
        except WingtermError as error:
            said, words = NOT_DONE, f"{error.message} {error.hint}"
        if desk is not None and not trial.cold:
            # A terminal that stays open goes on by itself once the fault is gone.
            calls = self.healed()
            self.goes_on(desk, plan, said)
            desk.store.close()
        else:
            # Closing is a part of it: the journal is emptied into the register.
            if desk is not None:
                desk.store.close()
            calls = self.healed()
            desk = desk_at(self.path)
            self.goes_on(desk, plan, said)
            desk.store.close()
        self.wrong += faults(self.path, self.acknowledged)
        return Came(trial, calls, said, words, self.wrong)

    def plan(self) -> Plan:
        """Give an act that touches most of what there is: somebody new is taken in."""
        return {NEWCOMER: str(next(self.newcomers))}

    def arm(self) -> None:
        """Let it fail from now on."""
        kind, nth, error, for_ever, half = self.trial[2:]
        self.disk.fail(kind, nth, error, for_ever=for_ever, half=half)

    def healed(self) -> int:
        """Let nothing fail any more; give how many calls there were that might have."""
        self.disk.heal()
        return self.disk.calls(self.trial.kind)

    def does(self, desk: Desk, plan: Plan, request_id: str) -> Receipt:
        """Do an act, and have it acknowledged."""
        requests = built(plan)
        outcome = carry_out(desk, requests, request_id)
        assert isinstance(outcome, Receipt), outcome
        self.acknowledged.append(acknowledgement(outcome, requests))
        return outcome

    def goes_on(self, desk: Desk, plan: Plan, said: str) -> None:
        """Find whether what was said is true; do it again under its id, and then another act."""
        with desk.store.read() as reader:
            there = reader.one("SELECT id FROM request WHERE id = ?", ("attacked",)) is not None
        if said != NOT_KNOWN and there != (said == DONE):
            self.wrong.append(f"said to be {said}, and it is {DONE if there else NOT_DONE}")
        again = self.does(desk, plan, "attacked")
        if again.repeated != there:
            self.wrong.append("tried again, it was done twice or not at all")
        self.does(desk, self.plan(), "after")


def trials(order: Order) -> Iterator[Came]:
    """Let every call fail in turn."""
    ways = [*itertools.product(ERRORS, (False, True), (False,)), (errno.ENOSPC, False, True)]
    for cold, kind in itertools.product((True, False), KINDS):
        never = Trial(order.journal, cold, kind, NEVER, errno.EIO, False, False)
        possible = ways if kind is Kind.WRITE else ways[:-1]
        for nth in range(1, tried(order, never).calls + 1):
            chosen = possible if order.every else [possible[nth % len(possible)]]
            for error, for_ever, half in chosen:
                yield tried(order, Trial(order.journal, cold, kind, nth, error, for_ever, half))


def tried(order: Order, trial: Trial) -> Came:
    """Try one, on a register of its own."""
    folder = Path(order.folder) / "trial"
    folder.mkdir(mode=0o700)
    try:
        path = folder / "register.db"
        shutil.copyfile(order.path, path)
        path.chmod(0o600)
        return Attempt(trial, path).run()
    except Exception as error:  # noqa: BLE001 - the test shows whatever it was
        return Came(trial, 0, "", "", [f"{type(error).__name__}: {error}"])
    finally:
        Disk().heal()
        shutil.rmtree(folder)


def main() -> None:
    """Carry out the order that stands on the standard input."""
    order = Order(**json.load(sys.stdin))
    # Nothing gets better while the program waits: it may give up at once.
    doubt.PATIENCE_S = 0.0

    def journal(version: tuple[int, ...]) -> str:
        return order.journal

    sqlite.journal_mode = journal
    for came in trials(order):
        print(json.dumps(came), flush=True)


if __name__ == "__main__":
    main()

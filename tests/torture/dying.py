"""An act whose process is killed before a call on the disk, each call in turn.

Run as `python -m tests.torture.dying` with the library of `tests.torture.preload` beside it, what
to do as JSON on its standard input. What came of each death is told in a line before the next.
"""

import itertools
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from db import sqlite
from tests.torture.acts import NEWCOMER, STRANGERS, Plan, built, one_more
from tests.torture.failing import KINDS
from tests.torture.preload import DEATH, Disk, Kind
from tests.torture.proven import Acknowledged, acknowledgement, faults, read_line
from tests.torture.registers import desk_at
from wingterm.domain.outcomes import Receipt
from wingterm.services.act import carry_out

PLAN: Plan = {NEWCOMER: str(STRANGERS)}
"""Somebody is taken in."""
ID = "dying"
"""The request id of the act."""


class Order(NamedTuple):
    """What the process is to do."""

    path: str
    """A register that is copied for each death."""
    folder: str
    journal: str
    step: int
    """Before every so many-th call it dies."""


class Came(NamedTuple):
    """What came of a death."""

    kind: Kind
    """Of the call before which the process was killed."""
    nth: int
    half: bool
    """Whether half of a write was written before."""
    acknowledged: bool
    done: bool
    """Whether the act was found to be done."""
    wrong: list[str]


def deaths(order: Order) -> Iterator[Came]:
    """Die before calls of each kind, until there are no more."""
    for kind, half in [*((kind, False) for kind in KINDS), (Kind.WRITE, True)]:
        for nth in itertools.count(order.step, order.step):
            came = died(order, kind, nth, half=half)
            if came is None:
                break
            yield came


def died(order: Order, kind: Kind, nth: int, *, half: bool) -> Came | None:
    """Let a process die there and judge what it left; None where it came to its end."""
    folder = Path(order.folder) / "death"
    folder.mkdir(mode=0o700)
    try:
        path = folder / "register.db"
        shutil.copyfile(order.path, path)
        path.chmod(0o600)
        ours, theirs = os.pipe()
        process = os.fork()
        if process == 0:
            _act(path, theirs, kind, nth, half=half)
        os.close(theirs)
        with os.fdopen(ours, "rb") as pipe:
            acknowledged = [read_line(line) for line in pipe]
        _, status = os.waitpid(process, 0)
        if os.WIFEXITED(status):
            assert os.WEXITSTATUS(status) == 0, "the act came to no end of its own"
            return None
        assert os.WTERMSIG(status) == signal.SIGKILL
        wrong = faults(path, acknowledged)
        done, more = _goes_on(path, acknowledged)
        return Came(kind, nth, half, bool(acknowledged), done, wrong + more)
    finally:
        shutil.rmtree(folder)


def _act(path: Path, pipe: int, kind: Kind, nth: int, *, half: bool) -> None:
    """Open a register, act, acknowledge it, and close; killed somewhere in between."""
    status = 1
    try:
        disk = Disk()
        disk.watch(path.parent)
        disk.fail(kind, nth, DEATH, for_ever=False, half=half)
        desk = desk_at(path)
        requests = built(PLAN)
        outcome = carry_out(desk, requests, ID)
        assert isinstance(outcome, Receipt), outcome
        os.write(pipe, acknowledgement(outcome, requests).line())
        desk.store.close()
        status = 0
    finally:
        os._exit(status)


def _goes_on(path: Path, acknowledged: list[Acknowledged]) -> tuple[bool, list[str]]:
    """Try the act again under its id; give whether it had been done, and what is wrong."""
    desk = desk_at(path)
    with desk.store.read() as reader:
        done = reader.one("SELECT id FROM request WHERE id = ?", (ID,)) is not None
    requests = built(PLAN)
    again = carry_out(desk, requests, ID)
    assert isinstance(again, Receipt), again
    desk.store.close()
    wrong = [] if again.repeated == done else ["tried again, it was done twice or not at all"]
    if acknowledged and acknowledgement(again, requests) not in acknowledged:
        wrong.append("tried again, it has another receipt")
    return done, wrong + faults(path, [acknowledgement(again, requests), one_more(path)])


def main() -> None:
    """Carry out the order that stands on the standard input."""
    order = Order(**json.load(sys.stdin))

    def journal(version: tuple[int, ...]) -> str:
        return order.journal

    sqlite.journal_mode = journal
    for came in deaths(order):
        print(json.dumps(came), flush=True)


if __name__ == "__main__":
    main()

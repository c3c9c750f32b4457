"""What the processes of the races do: each opens the register for itself, by the real clock."""

import multiprocessing
import random
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from db.engine import open_store
from tests.registers import ACCOUNT
from wingterm.clock import random_ids, system_clock
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt, Refused
from wingterm.services.access_log import AccessLog
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk

PATIENCE = 90
"""Seconds that processes wait for each other before the test is given up."""


class Tried(NamedTuple):
    """One act that a process tried, and what came of it."""

    verb: str
    person: str
    done: bool
    repeated: bool
    entries: tuple[str, ...]
    against: tuple[str, ...]
    """Codes of the objections."""
    words: str


Told = TypeVar("Told")
Job = Callable[[Desk, Barrier, Any], list[Told]]
"""What one process does at its desk, starting with the others at a barrier."""


def race(where: str, folder: Path, job: Job[Told], arguments: Sequence[Any]) -> list[list[Told]]:
    """Let one process for each argument do a job at once; give what each tried."""
    spawn = multiprocessing.get_context("spawn")
    barrier = spawn.Barrier(len(arguments), timeout=PATIENCE)
    running: list[tuple[SpawnProcess, Connection]] = []
    for argument in arguments:
        ours, theirs = spawn.Pipe(duplex=False)
        log = folder / f"access-{len(running)}"
        process = spawn.Process(target=_run, args=(theirs, where, log, barrier, job, argument))
        process.start()
        theirs.close()
        running.append((process, ours))
    try:
        return [_heard(ours) for _, ours in running]
    finally:
        for process, ours in running:
            ours.close()
            process.join(PATIENCE)
            if process.is_alive():
                process.kill()
                process.join()


def _heard(ours: Connection) -> list[Any]:
    assert ours.poll(PATIENCE), "a process does not answer"
    heard = ours.recv()
    assert isinstance(heard, list), heard
    return heard


def _run(
    theirs: Connection, where: str, log: Path, barrier: Barrier, job: Job[Any], argument: object
) -> None:
    """Do a job at a desk of its own; send what was tried, or the error in words."""
    try:
        store = open_store(where)
        desk = Desk(store, ACCOUNT, "cli", random_ids, AccessLog(log, system_clock))
        barrier.wait()
        theirs.send(job(desk, barrier, argument))
        store.close()
    except Exception as error:  # noqa: BLE001 - the test shows whatever it was
        barrier.abort()
        theirs.send(f"{type(error).__name__}: {error}")
    finally:
        theirs.close()


def tried(desk: Desk, *requests: asked.AboutPerson, request_id: str | None = None) -> Tried:
    """Try an act; only a receipt or a refusal in words is an answer."""
    verb, person = requests[0].verb, requests[0].person
    outcome = carry_out(desk, requests, request_id)
    if isinstance(outcome, Receipt):
        entries = tuple(entry for line in outcome.lines for entry in line.entries)
        words = " ".join(line.said for line in outcome.lines)
        return Tried(verb, person, True, outcome.repeated, entries, (), words)
    assert isinstance(outcome, Refused), outcome
    codes = tuple(objection.code for objection in outcome.objections)
    words = " ".join(objection.sentence for objection in outcome.objections)
    return Tried(verb, person, False, False, (), codes, words)


# -- jobs ------------------------------------------------------------------------------------------


def take_the_last_bed(desk: Desk, barrier: Barrier, person: str) -> list[Tried]:
    """Move one person into the one bed that everybody wants."""
    barrier.wait()
    return [tried(desk, asked.Move(prison="WTI", person=person, to="A-1-001"))]


def send_the_same(desk: Desk, barrier: Barrier, argument: tuple[str, Sequence[str]]) -> list[Tried]:
    """Send requests under ids that another process uses for the same at the same time."""
    verb, people = argument
    found = []
    for person in people:
        request: asked.AboutPerson = asked.Release(prison="WTI", person=person, reason="CR")
        if verb == "elsewhere":
            request = asked.Elsewhere(prison="WTI", person=person, to="WORKSHOP")
        barrier.wait()
        found.append(tried(desk, request, request_id=f"same-{verb}-{person}"))
    return found


def send_and_take_in(
    desk: Desk, barrier: Barrier, argument: tuple[str, str, Sequence[str], int]
) -> list[Tried]:
    """Send whoever is here away; then the sender cancels while the other prison takes them in."""
    here, there, people, rounds = argument
    found: list[Tried] = []
    for _ in range(rounds):
        sent = {}
        for person in people:
            sent[person] = tried(desk, asked.TransferOut(prison=here, person=person, to=there))
        found += sent.values()
        barrier.wait()
        for person in people:
            request: asked.AboutPerson = asked.Arrive(prison=here, person=person)
            if sent[person].done:
                request = asked.CancelTransfer(prison=here, person=person)
            found.append(tried(desk, request))
        barrier.wait()
    return found


def do_anything(
    desk: Desk, barrier: Barrier, argument: tuple[str, str, Sequence[str], int, int]
) -> list[Tried]:
    """Try whatever two prisons may do with people, several at once and in any order of them."""
    here, there, people, times, seed = argument
    chance = random.Random(seed)
    found = []
    for _ in range(times):
        chosen = chance.sample(people, chance.choice((1, 1, 2, 3)))
        verb = chance.choice(("out", "arrive", "cancel"))
        requests: list[asked.AboutPerson] = []
        for person in chosen:
            if verb == "out":
                requests.append(asked.TransferOut(prison=here, person=person, to=there))
            elif verb == "arrive":
                requests.append(asked.Arrive(prison=here, person=person))
            else:
                requests.append(asked.CancelTransfer(prison=here, person=person))
        found.append(tried(desk, *requests))
    return found

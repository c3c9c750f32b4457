"""Many officers writing at once, alone and beside a large job; and one beside plain SQL.

Each officer is a process with a register of its own open, moves one person to and fro between cell
and reception, and thinks between two moves. A wait is from the request to its receipt.
"""

import multiprocessing
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

import pytest

from db.checker import check_store
from db.engine import open_store
from tests.benchmarks.bench import cell_code, furnished, machine, median
from tests.benchmarks.plain import Plain
from tests.benchmarks.plain_checked import Checked
from tests.benchmarks.test_bulk import Coach, Took, by_turns, copied
from wingterm.clock import random_ids, system_clock
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.errors import WingtermError
from wingterm.services.access_log import AccessLog
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk, os_account

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

PEOPLE, OFFICERS = 10_000, 50
SECONDS = 15.0
"""How long officers write where no job says when they stop."""
GAPS = (0.0, 0.02)
"""Seconds between two parts of a job."""
PATIENCE = 120

Waits = list[float]
Person = tuple[str, str]
"""Prison number and cell."""


def officer(
    theirs: Connection, path: str, person: Person, think: float, ready: Barrier, stop: Event
) -> None:
    """Move one person to and fro until told to stop; say every wait, and what was refused."""
    number, cell = person
    log = AccessLog(Path(path).with_name("access"), system_clock)
    desk = Desk(open_store(path), os_account(), "terminal", random_ids, log)
    chance = random.Random(number)
    waits: Waits = []
    refused: list[str] = []
    ready.wait()
    while not stop.wait(think * chance.uniform(0.5, 1.5)):
        to = cell if len(waits) % 2 else "RECP"
        start = time.perf_counter()
        try:
            outcome = carry_out(desk, [asked.Move(prison="WTI", person=number, to=to)])
            refused += [] if isinstance(outcome, Receipt) else [str(outcome)]
        except WingtermError as error:
            refused.append(str(error))
        waits.append(time.perf_counter() - start)
    theirs.send((waits, refused))


@contextmanager
def writing(path: Path, people: list[Person], think: float) -> Iterator[Waits]:
    """Let officers write meanwhile; their waits are there when it ends. None may be refused."""
    spawn = multiprocessing.get_context("spawn")
    ready, stop = spawn.Barrier(len(people) + 1, timeout=PATIENCE), spawn.Event()
    running = []
    for person in people:
        ours, theirs = spawn.Pipe(duplex=False)
        arguments = (theirs, str(path), person, think, ready, stop)
        process = spawn.Process(target=officer, args=arguments)
        process.start()
        running.append((process, ours))
    waits: Waits = []
    ready.wait()
    try:
        yield waits
    finally:
        stop.set()
        for process, ours in running:
            assert ours.poll(PATIENCE), "an officer does not answer"
            told, refused = ours.recv()
            process.join()
            assert refused == []
            # Back where they were, for the next to begin alike.
            waits += told[: len(told) // 2 * 2]


def line(name: str, waits: Waits, job: float | None = None) -> str:
    """Give a row of the table: milliseconds, and how long the job took."""
    found = sorted(waits)
    half, most, last = (found[min(len(found) - 1, int(len(found) * of))] for of in (0.5, 0.99, 1))
    took = f"{job:.1f}" if job is not None else "-"
    return (
        f"| {name} | {len(found):,} | {half * 1000:.1f} | {most * 1000:.0f} | {last * 1000:.0f}"
        f" | {took} |"
    )


def register(folder: Path) -> tuple[Desk, list[str], list[Person], Path]:
    """Make a register with people for a job and others for the officers."""
    path = folder / "register.db"
    desk, numbers = furnished(path, PEOPLE + OFFICERS)
    theirs = [(numbers[n], cell_code("WTI", n)) for n in range(PEOPLE, PEOPLE + OFFICERS)]
    return desk, numbers[:PEOPLE], theirs, path


def test_officers_beside_a_large_job(tmp_path: Path) -> None:
    """Print what twenty officers wait, with 10,000 as one act, with parts, and with no job."""
    desk, numbers, people, path = register(tmp_path)
    checked = Checked(copied(path, "checked.db"))
    print(f"\n\n{machine()}\n\n| beside | moves | p50, ms | p99, ms | most, ms | job, s |")
    print("|---|---|---|---|---|---|")

    def job(size: int, gap: float) -> Callable[[], None]:
        coaches = [
            Coach(desk, checked, checked, numbers[start : start + size], start)
            for start in range(0, PEOPLE, size)
        ]

        def run() -> None:
            for turn in (0, 1):
                for act in (0, 1):
                    for coach in coaches:
                        coach.acts(turn)[act]["wingterm"]()
                        time.sleep(gap)

        return run

    for think in (0.5, 0.05):
        with writing(path, people[:20], think) as waits:
            time.sleep(SECONDS)
        print(line(f"nothing; thinking {think} s", waits))
        jobs = {"four acts of 10,000": job(10_000, 0.0)}
        jobs |= {f"40 of 1,000, gap {gap} s": job(1_000, gap) for gap in GAPS}
        for name, run in jobs.items():
            with writing(path, people[:20], think) as waits:
                start = time.perf_counter()
                run()
                took = time.perf_counter() - start
            print(line(f"{name}; thinking {think} s", waits, took))
    checked.close()
    assert list(check_store(desk.store)) == []
    desk.store.close()


def test_fifty_terminals(tmp_path: Path) -> None:
    """Print what fifty officers wait who think for two seconds."""
    desk, _, people, path = register(tmp_path)
    with writing(path, people, 2.0) as waits:
        time.sleep(SECONDS)
    print(f"\n\n{machine()}\n\n| terminals | moves | p50, ms | p99, ms | most, ms | |")
    print(line("50 at 2 s", waits))
    assert list(check_store(desk.store)) == []
    desk.store.close()


def test_single_moves(tmp_path: Path) -> None:
    """Print what a single act takes of one terminal, and of plain SQL for the same rows."""
    desk, numbers, _, path = register(tmp_path)
    plain, checked = Plain(copied(path, "plain.db")), Checked(copied(path, "checked.db"))
    took: Took = {}
    for turn in (0, 1):
        for n, number in enumerate(numbers[:200]):
            coach = Coach(desk, plain, checked, [number], n)
            for ways in coach.acts(turn):
                by_turns(took, {name: ways[name] for name in ("wingterm", "plain")})
    ours, theirs = (
        tuple(median([spent[n] for spent in took[way]]) * 1000 for n in (0, 1))
        for way in ("wingterm", "plain")
    )
    print(
        f"\n\n{machine()}; single transfers, medians of {len(took['wingterm'])}: clock, processor"
    )
    print(f"wingterm {ours[0]:.2f} ms, {ours[1]:.2f} ms; plain {theirs[0]:.2f}, {theirs[1]:.2f}")
    plain.close()
    checked.close()
    desk.store.close()

"""What it costs to write down who saw what: of a read, of taking lines in, of searching them.

`make bench ARGS='-k access'`. A read of one person is timed without a log, with a line appended and
with a line that is on the disk first, in turn, on a disk; wall clock and processor time of each.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.access import LogLine, take_in
from db.engine import Unit
from db.queries.find import by_number
from tests import registers
from tests.benchmarks.bench import machine
from tests.registers import MINUTE, SmallRegister, open_small_register
from wingterm.domain import requests as asked
from wingterm.domain.access import Kind
from wingterm.domain.outcomes import Receipt
from wingterm.services import access_collect
from wingterm.services.access_log import AccessLog
from wingterm.services.access_search import what_saw, who_saw
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk, authorise, officer_at

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(900)]

READS = 3_000
WARM = 100
ADA = "A1001AA"
LISTED = [f"A{n:04d}BB" for n in range(200)]
LINES, LISTS = 100_000, 2_000
"""Lines that are searched, and how many different lists of 50 people they are about."""


class NoLog(AccessLog):
    """Writes nothing: what a read costs without a log."""

    def write(self, *_: object, **__: object) -> None:
        """Write nothing."""


@pytest.fixture
def on_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallRegister]:
    """Give a register on a disk, with one person."""
    monkeypatch.setattr(registers, "quick_folder", tempfile.gettempdir)
    small = open_small_register()
    small.clock.advance(MINUTE)
    outcome = carry_out(small.desk, [asked.Register(
        prison="WTI", last_name="Arden", first_name="Robin", date_of_birth="1990-04-12", sex="M",
        number=ADA,
    )])  # fmt: skip
    assert isinstance(outcome, Receipt)
    yield small
    small.close()


def one_read(desk: Desk, people: list[str], *, kept: bool) -> None:
    """Read one person as a service does, and write down who is seen."""
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        assert by_number(reader, ADA)
    (desk.opened if kept else desk.consulted)(people, "show")


def synced(handle: int) -> None:
    """Append what a line takes and wait for the disk: the floor of whatever must be on it."""
    os.write(handle, bytes(300))
    os.fdatasync(handle)


def figures(seconds: list[float]) -> str:
    """Give p50 and p99 in milliseconds."""
    seconds.sort()
    return f"{seconds[len(seconds) // 2] * 1e3:.3f} / {seconds[len(seconds) * 99 // 100] * 1e3:.3f}"


def test_a_read_of_one_person(on_disk: SmallRegister) -> None:
    desk = on_disk.desk
    bare = desk._replace(access=NoLog(on_disk.folder / "none", on_disk.clock))
    plain = os.open(on_disk.folder / "plain", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    ways: dict[str, Callable[[], None]] = {
        "300 bytes and a sync": lambda: synced(plain),
        "no log": lambda: one_read(bare, [ADA], kept=False),
        "appended": lambda: one_read(desk, [ADA], kept=False),
        "on the disk first": lambda: one_read(desk, [ADA], kept=True),
        "a list of 200, appended": lambda: one_read(desk, LISTED, kept=False),
    }
    wall: dict[str, list[float]] = {name: [] for name in ways}
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(READS + WARM):
        for name, way in ways.items():
            begun, used = time.perf_counter(), time.process_time()
            way()
            used, took = time.process_time() - used, time.perf_counter() - begun
            if turn >= WARM:
                wall[name].append(took)
                spent[name].append(used)
    print(f"\n{machine()}, {READS} reads of each way in turn; ms, p50 / p99")
    for name in ways:
        print(f"{name:24} wall {figures(wall[name])}   processor {figures(spent[name])}")


@contextmanager
def locked(times: list[float]) -> Iterator[None]:
    """Note for how long each unit of work had the write lock."""
    commit = Unit.commit

    def timed(unit: Unit, source: str, lines: list[LogLine]) -> int:
        times.append(time.perf_counter())
        return take_in(unit, source, lines)

    def ended(unit: Unit) -> None:
        commit(unit)
        times[-1] = time.perf_counter() - times[-1]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(access_collect, "take_in", timed)
        patched.setattr(Unit, "commit", ended)
        yield


def test_taking_in_and_searching(on_disk: SmallRegister) -> None:
    desk, times = on_disk.desk, list[float]()
    lists = [[ADA, *(f"A{n % 999:04d}{chr(65 + n % 26)}C" for n in range(of, of + 49))]
             for of in range(LISTS)]  # fmt: skip
    used = time.process_time()
    for n in range(LINES):
        desk.access.write(
            Kind.CONSULTATION, lists[n % LISTS] if n % 20 else [ADA], "list population WTI",
            officer=f"officer-{n % 100}", front_end="terminal",
        )  # fmt: skip
    wrote = time.process_time() - used
    begun, used = time.perf_counter(), time.process_time()
    with locked(times):
        assert access_collect.collect(desk).lines == LINES + 1
    took, used = time.perf_counter() - begun, time.process_time() - used
    size = sum(path.stat().st_size for path in Path(desk.access.folder).iterdir())
    print(
        f"\n{machine()}: {LINES} lines of 50 people ({size / 1e6:.0f} MB) written in {wrote:.1f} s"
        f" of processor; taken in {took:.1f} s, {used:.1f} s of processor;"
        f" write lock held {figures(times)} ms (p50 / p99), most {max(times) * 1e3:.1f} ms;"
        f" register {os.path.getsize(on_disk.where) / 1e6:.0f} MB"
    )
    asks: dict[str, Callable[[], object]] = {
        "by person, newest 1,000 of all": lambda: who_saw(desk, ADA, take_in=False),
        "by officer, newest 1,000": lambda: what_saw(desk, "officer-7", take_in=False),
        "nothing new to take in": lambda: access_collect.collect(desk),
    }
    for name, ask in asks.items():
        spent = []
        for _ in range(15):
            used = time.process_time()
            ask()
            spent.append(time.process_time() - used)
        print(f"{name:32} processor ms {figures(spent)}")

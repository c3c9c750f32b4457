"""What all tests share: fresh stores and registers on both databases, and the checker last."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.checker import check_store
from db.engine import Store, open_store
from tests import postgres
from tests.lasting import clear_lasting
from tests.registers import SmallRegister, open_small_register
from tests.stores import DATABASES, START, drop_store, fresh_store
from wingterm.clock import CountedIds, FixedClock

SPOILS = "spoils_the_store"

# How much room this machine has is no matter of what a command says.
os.environ["WINGTERM_LEAST_ROOM"] = "0"


def pytest_configure() -> None:
    """Let Ctrl-C and a lost line end what tests start, as at a terminal.

    A shell that starts the suite in the background has the one ignored, nohup the other, and
    programs that are started inherit that.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_unconfigure() -> None:
    """Leave nothing behind: what was made once, and the server, if this process started one."""
    clear_lasting()
    if postgres.server.cache_info().currsize:
        running = postgres.server()
        if running is not None:
            running.stop()


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    return str(request.param)


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at 2026-03-02 09:00 UTC."""
    return FixedClock(START)


@pytest.fixture
def ids() -> CountedIds:
    """Ids that count up."""
    return CountedIds()


@pytest.fixture
def private(tmp_path: Path) -> Path:
    """A folder of its owner alone, as a register wants it."""
    tmp_path.chmod(0o700)
    return tmp_path


@pytest.fixture
def where(private: Path, database: str) -> Iterator[str]:
    """The path or URL of a fresh, empty store."""
    made = fresh_store(private, database)
    yield made
    drop_store(made)


@pytest.fixture
def verified(request: pytest.FixtureRequest) -> Callable[[Store], None]:
    """What ends a test that writes: the independent checker finds nothing."""

    def verify(store: Store) -> None:
        if request.node.get_closest_marker(SPOILS) is None:
            assert check_store(store) == []

    return verify


@pytest.fixture
def store(where: str, clock: FixedClock, verified: Callable[[Store], None]) -> Iterator[Store]:
    """Give a fresh, empty store; the checker ends every test that does not spoil it."""
    opened = open_store(where, clock=clock)
    try:
        yield opened
        verified(opened)
    finally:
        opened.close()


@pytest.fixture
def small(request: pytest.FixtureRequest, database: str) -> Iterator[SmallRegister]:
    """Give a fresh small register; the checker ends every test that does not spoil it."""
    yield from _fresh(request, database)


@pytest.fixture
def small_file(request: pytest.FixtureRequest) -> Iterator[SmallRegister]:
    """Give a fresh small register in an SQLite file, for what does not depend on the database."""
    yield from _fresh(request, "sqlite")


def _fresh(request: pytest.FixtureRequest, database: str) -> Iterator[SmallRegister]:
    small = open_small_register(database)
    try:
        yield small
        if request.node.get_closest_marker(SPOILS) is None:
            assert small.violations() == []
    finally:
        small.close()

"""What all tests share: fresh registers on both databases, and the checker last."""

from collections.abc import Iterator

import pytest

from tests import postgres
from tests.registers import SmallRegister, open_small_register

DATABASES = ["sqlite", "postgresql"] if postgres.find_binaries() else ["sqlite"]
"""SQLite always, PostgreSQL wherever its binaries exist."""


def pytest_unconfigure() -> None:
    """Stop the server that this process started, if it did."""
    if postgres.server.cache_info().currsize:
        running = postgres.server()
        if running is not None:
            running.stop()


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    return str(request.param)


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
        if request.node.get_closest_marker("spoils_the_store") is None:
            assert small.violations() == []
    finally:
        small.close()

"""What every attack has: a seed, a folder in memory, time, and in each failure how to repeat it."""

import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.torture import lengths, preload

PATIENCE = {False: 240, True: 3600}
"""Seconds after which a test has failed: in the suite, and at length."""
SEED = pytest.StashKey[int]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give attacks the time that they need."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.timeout(PATIENCE[lengths.LONG]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say in every failure which seed it had, and the command that repeats it."""
    report = yield
    chosen = item.stash.get(SEED, None)
    if report.failed and chosen is not None:
        report.sections.append(("To repeat", lengths.repeat(item.nodeid, chosen)))
    return report


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """The seed of this run; what is left to chance comes of it."""
    chosen = lengths.seed()
    request.node.stash[SEED] = chosen
    return chosen


@pytest.fixture
def folder() -> Iterator[Path]:
    """A private folder, in memory where there is one: what a disk forgets is simulated."""
    shared = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(dir=shared if shared.is_dir() else None))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that stands between a process and its disk; skips where it cannot be built."""
    reason = preload.why_not()
    if reason:
        pytest.skip(f"what is done to the disk cannot be watched: {reason}")
    return preload.build(tmp_path_factory.mktemp("library"))

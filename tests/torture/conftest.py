"""What every attack has: a seed, a folder in memory, time, and in each failure how to repeat it."""

import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests import registers
from tests.lasting import quick_folder
from tests.registers import SmallRegister, open_small_register
from tests.services.filled import received, record
from tests.torture import lengths, preload
from tests.torture.small_disk import Mounted, mounted
from wingterm.domain.outcomes import Receipt
from wingterm.services.act import carry_out

PATIENCE = {False: 240, True: 3600}
"""Seconds after which a test has failed: in the suite, and at length."""
SOMEBODY = "A0001AA"
"""Who is in reception in the register of `on_it`."""
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
    made = Path(tempfile.mkdtemp(dir=quick_folder()))
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


def small_disk(folder: Path) -> Iterator[Mounted]:
    """Give a small disk that fills for all who use it; skip where none may be mounted."""
    with mounted(folder) as made:
        if made is None:
            pytest.skip("no right to mount a disk here (needs root)")
        yield made


@pytest.fixture
def own_disk(folder: Path) -> Iterator[Mounted]:
    """A small disk that fills for all who use it."""
    yield from small_disk(folder)


@pytest.fixture
def on_it(own_disk: Mounted, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallRegister]:
    """A small register with somebody in reception, on a small disk; the checker comes last."""
    # The one that all are copied from lies elsewhere.
    open_small_register().close()
    monkeypatch.setattr(registers, "quick_folder", lambda: str(own_disk.folder))
    small = open_small_register()
    try:
        for request in (record(SOMEBODY), received(SOMEBODY)):
            assert isinstance(carry_out(small.desk, [request]), Receipt)
        yield small
        assert small.violations() == []
    finally:
        small.close()

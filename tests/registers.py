"""A small register for tests: two prisons, a few cells, one administrator.

Made once, copied for each use.
"""

import functools
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from db.checker import check_store
from db.engine import Store, open_store
from tests import postgres
from tests.dumps import dump_store
from wingterm.clock import CountedIds, FixedClock
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.domain.prison import Prison
from wingterm.services.access_log import AccessLog
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk
from wingterm.services.prisons import prisons
from wingterm.services.setup import start_register
from wingterm.settings import Settings

MINUTE = 60_000_000
START = 1_772_442_000_000_000
"""2026-03-02 09:00 UTC."""
ACCOUNT = "tester"
COURT = "Leeds Crown Court"
"""An authority that orders somebody into custody."""

CELLS = (
    ("WTI", "A-1-001", 1, 1, 1),
    ("WTI", "A-1-002", 1, 2, 2),
    ("WTI", "A-1-003", 1, 1, 3),
    ("EXI", "B-1-001", 1, 1, 1),
    ("EXI", "B-1-002", 2, 2, 2),
)
"""Prison, cell, CNA, working and maximum capacity: room below the beds, overcrowding, single."""


@dataclass(slots=True)
class SmallRegister:
    """An open register of its own, with what a test needs to look at it."""

    folder: Path
    where: str
    """Path or URL of the store."""
    store: Store
    desk: Desk
    clock: FixedClock

    @property
    def rooms(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Room and beds by prison and cell, as a reference model wants them."""
        return {(p, c): (working or most, most) for p, c, _, working, most in CELLS}

    def prison(self, code: str) -> Prison:
        """Give a prison by code."""
        return next(prison for prison in prisons(self.desk) if prison.code == code)

    def dump(self) -> list[str]:
        """Give every row of every table."""
        return dump_store(self.store)

    def violations(self) -> list[str]:
        """Give what the independent checker finds."""
        return [f"{v.rule} {v.where}: {v.sentence}" for v in check_store(self.store)]

    def close(self) -> None:
        """Close the store and remove what it was kept in."""
        self.store.close()
        self.desk.access.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        running = postgres.server() if self.where.startswith("postgresql") else None
        if running is not None:
            running.drop(self.where)


def open_small_register(database: str = "sqlite") -> SmallRegister:
    """Give a fresh copy of the small register, on `sqlite` or `postgresql`."""
    folder = Path(tempfile.mkdtemp(dir=_quick_folder()))
    where = _copy_of(_template(database), folder)
    clock = FixedClock(START)
    store = open_store(where, clock=clock)
    log = AccessLog(folder / "access", clock)
    desk = Desk(store, ACCOUNT, "cli", CountedIds(), log)
    return SmallRegister(folder, where, store, desk, clock)


def _quick_folder() -> str | None:
    """Give a folder in memory where there is one: these tests are not about the disk."""
    # mkdtemp makes a private folder in it.
    shared = Path("/dev/shm")
    return str(shared) if shared.is_dir() else None


def _copy_of(template: str, folder: Path) -> str:
    """Give a copy of a template: a file in a folder, or a database of the same server."""
    if template.startswith("postgresql"):
        running = postgres.server()
        assert running is not None
        return running.copy_of(template)
    path = folder / "register.db"
    shutil.copyfile(template, path)
    path.chmod(0o600)
    return str(path)


@functools.cache
def _template(database: str) -> str:
    """Make the small register once a process; making it through Alembic takes a second."""
    folder = Path(tempfile.mkdtemp(dir=_quick_folder()))
    where = str(folder / "register.db")
    if database == "postgresql":
        running = postgres.server()
        assert running is not None
        where = running.new_database()
    clock = FixedClock(START - 1000 * MINUTE)
    settings = Settings(store=where)
    desk = start_register(settings, clock, CountedIds("setup"), ACCOUNT, "Test Officer")
    build_small_prisons(desk)
    desk.store.close()
    return where


def build_small_prisons(desk: Desk) -> None:
    """Make the two prisons and their places through the real verbs."""
    for code, name in (("WTI", "Wingterm"), ("EXI", "Exchange")):
        _done(desk, asked.OpenPrison(prison="REG", code=code, name=name))
    places: list[asked.Request] = []
    for prison, wing in (("WTI", "A"), ("EXI", "B")):
        places += [
            asked.AddPlace(prison=prison, code=wing, kind="WING"),
            asked.AddPlace(prison=prison, code=f"{wing}-1", kind="LANDING"),
            asked.AddPlace(prison=prison, code="WORKSHOP", kind="AREA"),
        ]
    places += [
        asked.AddPlace(
            prison=prison, code=code, kind="CELL", cna=cna, working=working, maximum=maximum
        )
        for prison, code, cna, working, maximum in CELLS
    ]
    _done(desk, *places)


def _done(desk: Desk, *requests: asked.Request) -> None:
    outcome = carry_out(desk, requests)
    assert isinstance(outcome, Receipt), outcome

"""A small register for tests: two prisons, a few cells, one administrator.

Made once, copied for each use.
"""

import copy
import functools
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db.checker import check_store
from db.engine import Store, open_store
from tests import postgres
from tests.copies import Contents, contents, restore
from tests.dumps import dump_store
from tests.lasting import lasting_folder, quick_folder
from wingterm.clock import CountedIds, FixedClock, IdSource
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


@dataclass(frozen=True, slots=True)
class Kept:
    """What a small register was when it had been filled."""

    folder: Path
    """A copy of its folder."""
    rows: Contents
    """What stood in its database; nothing of a file, which lies in the folder."""
    instant: int
    ids: IdSource


@dataclass(slots=True)
class SmallRegister:
    """An open register of its own, with what a test needs to look at it."""

    folder: Path
    where: str
    """Path or URL of the store."""
    store: Store
    desk: Desk
    clock: FixedClock
    filled: tuple[Callable[..., None], ...] = ()
    """What filled it so far."""
    as_filled: tuple[int, int] | None = None
    """How many entries it had then, and what its clock said; None if other things were done too."""

    def fill(self, fill: Callable[..., None], *given: object) -> None:
        """Fill the register with what many tests begin with: once a process, copied afterwards.

        Args:
            fill: does it, always the same way.
            given: its arguments; this register if none.
        """
        alone = self.as_filled == self._state()
        chain = (*self.filled, fill)
        key = (self._on_server, *chain)
        if alone and key in _KEPT:
            self._become(_KEPT[key])
        else:
            fill(*given or [self])
            if alone:
                _KEPT[key] = self._keep()
        self.filled, self.as_filled = chain, self._state() if alone else None

    def _state(self) -> tuple[int, int]:
        with self.store.read() as reader:
            ((entries,),) = reader.rows("SELECT sum(seq) FROM chain", ())
        return int(entries), self.clock.instant

    def _keep(self) -> Kept:
        self._shut()
        aside = lasting_folder()
        shutil.copytree(self.folder, aside, dirs_exist_ok=True)
        rows = contents(self.where) if self._on_server else {}
        self._reopen(self.desk.ids)
        return Kept(aside, rows, self.clock.instant, copy.copy(self.desk.ids))

    def _become(self, kept: Kept) -> None:
        self._shut()
        shutil.copytree(kept.folder, self.folder, dirs_exist_ok=True)
        if self._on_server:
            restore(self.where, kept.rows)
        self.clock.instant = kept.instant
        self._reopen(copy.copy(kept.ids))

    def _shut(self) -> None:
        self.store.close()
        self.desk.access.close()

    def _reopen(self, ids: IdSource) -> None:
        self.store = open_store(self.where, clock=self.clock)
        log = AccessLog(self.desk.access.folder, self.clock)
        self.desk = self.desk._replace(store=self.store, ids=ids, access=log)

    @property
    def _on_server(self) -> bool:
        return self.where.startswith("postgresql")

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
        self._shut()
        shutil.rmtree(self.folder, ignore_errors=True)
        running = postgres.server() if self._on_server else None
        if running is not None:
            running.drop(self.where)


_KEPT: dict[tuple[object, ...], Kept] = {}
"""By kind of database and what filled it, in this order."""


def open_small_register(database: str = "sqlite") -> SmallRegister:
    """Give a fresh copy of the small register, on `sqlite` or `postgresql`."""
    folder = Path(tempfile.mkdtemp(dir=quick_folder()))
    where = _copy_of(_template(database), folder)
    clock = FixedClock(START)
    store = open_store(where, clock=clock)
    log = AccessLog(folder / "access", clock)
    desk = Desk(store, ACCOUNT, "cli", CountedIds(), log)
    small = SmallRegister(folder, where, store, desk, clock)
    small.as_filled = small._state()
    return small


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
    folder = lasting_folder()
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

"""Demo registers for tests: each made once for all processes of a run, handed out as copies."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from wingterm.clock import Clock, FixedClock
from wingterm.services.aside import aside
from wingterm.services.demo import DAYS, build_demo, open_demo
from wingterm.services.desk import Desk
from wingterm.settings import Settings


def kept_demo(factory: pytest.TempPathFactory, name: str, clock: Clock, days: int = DAYS) -> Path:
    """Give the file of a demo, which nobody may write to; made when it is first asked for."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    place = shared / f"demo-{name}" / "register.db"
    place.parent.mkdir(exist_ok=True, mode=0o700)
    with (shared / f"demo-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            build_demo(Settings(store=str(place)), clock, days=days)
    return place


def copy_to(settings: Settings, kept: Path) -> None:
    """Put a copy of a demo where settings say, as one that is made there would be."""
    with aside(settings) as made:
        shutil.copyfile(kept, made.settings.store)
        os.chmod(made.settings.store, 0o600)
        made.publish()


def opened_at(settings: Settings, now: int) -> Desk:
    """Open a demo at an instant."""
    clock = FixedClock(now)
    desk = open_demo(settings, clock=clock)
    desk.store.clock = clock
    return desk

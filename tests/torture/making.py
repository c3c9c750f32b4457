"""A register, or a backup of one, is made while all that is done to the disk is written down.

Run as `python -m tests.torture.making` with the library of `tests.torture.preload` beside it, what
to make as JSON on its standard input; once it is made, that is said in the file of what is
acknowledged: its name in the folder.
"""

import json
import sys
from pathlib import Path

from tests.registers import ACCOUNT, START
from tests.torture.cuts import ACKNOWLEDGED, shown
from tests.torture.preload import Disk
from tests.torture.registers import PRISON, desk_at
from wingterm.clock import CountedIds, FixedClock
from wingterm.domain.outcomes import Receipt
from wingterm.domain.requests import AddPlace, OpenPrison
from wingterm.services import new_prison
from wingterm.services.backup import make_backup
from wingterm.settings import Settings

BACKUPS = "backups"
"""The folder of backups, in that of the register."""


def register(path: Path) -> str:
    """Make a register of one prison; give its name."""
    # The bench acts as this officer wherever it goes on with a register.
    new_prison.os_account = lambda: ACCOUNT  # type: ignore[attr-defined]
    opening = OpenPrison(prison="REG", code=PRISON, name="Wingterm")
    begin = new_prison.Begin(opening, (AddPlace(prison=PRISON, code="A", kind="WING"),))
    settings, clock = Settings(store=str(path)), FixedClock(START)
    outcome = new_prison.new_register(settings, begin, ids=CountedIds(), clock=clock).outcome
    assert isinstance(outcome, Receipt), outcome
    return path.name


def backup(path: Path) -> str:
    """Make a backup of a register; give its name."""
    desk = desk_at(path)
    made = make_backup(desk, path.parent / BACKUPS).copy.path
    desk.store.close()
    return f"{BACKUPS}/{made.name}"


def run(what: str, path: Path, log: Path) -> None:
    """Make one of them, and say so."""
    Disk().watch(path.parent, log)
    name = register(path) if what == "register" else backup(path)
    with path.with_name(ACKNOWLEDGED).open("ab", buffering=0) as acknowledged:
        acknowledged.write(shown(name))


if __name__ == "__main__":
    given = json.load(sys.stdin)
    run(given["what"], Path(given["path"]), Path(given["log"]))

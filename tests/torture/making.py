"""A register is made while all that is done to the disk is written down.

Run as `python -m tests.torture.making` with the library of `tests.torture.preload` beside it, where
to make it as JSON on its standard input; once it is made, that is acknowledged.
"""

import json
import sys
from pathlib import Path

from tests.registers import ACCOUNT, START
from tests.torture.cuts import ACKNOWLEDGED
from tests.torture.preload import Disk
from tests.torture.proven import acknowledgement
from tests.torture.registers import PRISON
from wingterm.clock import CountedIds, FixedClock
from wingterm.domain.outcomes import Receipt
from wingterm.domain.requests import AddPlace, OpenPrison
from wingterm.services import new_prison
from wingterm.settings import Settings


def run(path: Path, log: Path) -> None:
    """Make a register of one prison."""
    # The bench acts as this officer wherever it goes on with a register.
    new_prison.os_account = lambda: ACCOUNT  # type: ignore[attr-defined]
    Disk().watch(path.parent, log)
    opening = OpenPrison(prison="REG", code=PRISON, name="Wingterm")
    begin = new_prison.Begin(opening, (AddPlace(prison=PRISON, code="A", kind="WING"),))
    clock, ids = FixedClock(START), CountedIds("act")
    settings = Settings(store=str(path))
    outcome = new_prison.new_register(settings, begin, ids=ids, clock=clock).outcome
    assert isinstance(outcome, Receipt), outcome
    with path.with_name(ACKNOWLEDGED).open("ab", buffering=0) as acknowledged:
        acknowledged.write(acknowledgement(outcome, begin.requests).line())


if __name__ == "__main__":
    given = json.load(sys.stdin)
    run(Path(given["path"]), Path(given["log"]))

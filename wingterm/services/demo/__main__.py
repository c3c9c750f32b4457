"""Make the practice register for a terminal that waits for it: a line for each step of the way."""

import signal
import sys

from wingterm.errors import WingtermError
from wingterm.services.demo.opening import open_demo
from wingterm.services.practice import practice_settings

STEP = 100
"""After how many days it says how far it is."""


def _told(done: int, whole: int) -> None:
    if done % STEP == 0 or done == whole:
        print(f"day {done} of {whole}", flush=True)  # noqa: T201 - whoever waits reads it


def main() -> int:
    """Make it; what was half made is removed again when nobody waits any more."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        open_demo(practice_settings(), progress=_told).store.close()
    except WingtermError as error:
        print(f"{error.message} {error.hint}", flush=True)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

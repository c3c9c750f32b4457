"""From where somebody acts: the host, the terminal, who is behind it, and the program."""

import os
import sys
from contextlib import suppress

from wingterm import __version__

ORIGIN_MAX = 200
"""Most characters of an origin; more is cut."""
PLACE_MAX = 120
"""Most characters of them that are host and terminal."""


def this_place() -> str:
    """Give the host and the terminal by the names that staff can look for: `wing-a pts/3`."""
    terminal = ""
    for stream in (sys.__stdin__, sys.__stderr__):
        # A stream may be none, closed, or no terminal.
        with suppress(OSError, ValueError):
            if stream is not None and not terminal:
                terminal = os.ttyname(stream.fileno()).removeprefix("/dev/")
    return f"{os.uname().nodename} {terminal}".strip()[:PLACE_MAX]


def origin() -> str:
    """Give what is kept of an act beside its officer: `wing-a pts/3 uid 1004 ssh 10.0.0.7 ...`.

    The number of the account is the system's; where SSH says somebody came from, the account itself
    could have changed.
    """
    came_from = os.environ.get("SSH_CONNECTION", "").split(" ")[0]
    parts = [this_place(), f"uid {os.getuid()}"]
    if came_from:
        parts.append("ssh " + "".join(c for c in came_from[:45] if c.isalnum() or c in ".:%"))
    return f"{' '.join(parts)} wingterm {__version__}"[:ORIGIN_MAX]

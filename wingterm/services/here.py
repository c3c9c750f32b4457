"""Which process this is, and whether the process behind another terminal still runs."""

import os
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")


def this_process() -> str:
    """Give this process as no other ever is on any host: host, start of the host, id, start."""
    return _named(os.getpid())


def runs(process: str) -> bool | None:
    """Say whether a process named by `this_process` still runs; None of another host's."""
    host, _, rest = process.partition(" ")
    if host != os.uname().nodename:
        return None
    number = rest.split(" ")[-2:][0]
    return number.isdecimal() and len(number) < 10 and process == _named(int(number))


def _named(number: int) -> str:
    """Name a process of this host; one that has ended has no start."""
    return f"{os.uname().nodename} {_read(_BOOT).strip()} {number} {_started(number)}"


def _started(number: int) -> str:
    """Give when a process started, so that an id used again is not taken for it."""
    # The name of the program, in brackets, may hold blanks.
    fields = _read(Path(f"/proc/{number}/stat")).rpartition(")")[2].split()
    if len(fields) > 19:
        return "" if fields[0] in ("Z", "X") else fields[19]
    if _BOOT.exists():
        return "ended"
    try:
        os.kill(number, 0)
    except OSError:
        return "ended"
    return "runs"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""

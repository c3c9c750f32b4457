"""How much room is left on the disk that the register is on, told in words before it is full."""

import os
from typing import NamedTuple

from wingterm.errors import BadInput
from wingterm.settings import Settings

LEAST_MB = 100
"""Free megabytes below which it is told, where no other limit is set."""
DIGITS_MAX = 9
MB = 1_000_000


class Disk(NamedTuple):
    """A disk that must not fill up; each question is about how full it is just then."""

    folder: str = ""
    """A folder on it; empty: none is looked at."""
    least_mb: int = 0
    """Free megabytes below which there is little room."""

    def left_mb(self) -> int | None:
        """Give the free megabytes, None where nobody can tell.

        What may be used by those who are no administrators of the host; a quota is not seen.
        """
        try:
            disk = os.statvfs(self.folder)
        except OSError:
            return None
        return disk.f_bavail * disk.f_frsize // MB

    def little(self) -> int | None:
        """Give the free megabytes where there is little room, else None."""
        left = self.left_mb() if self.folder else None
        return None if left is None or left >= self.least_mb else left

    def warning(self) -> str:
        """Say that there is little room, and what to do; empty where there is enough."""
        left = self.little()
        if left is None:
            return ""
        return (
            f"The disk of {self.folder} has {left} MB left (limit: {self.least_mb} MB). When it is "
            "full nothing can be recorded and no record can be shown: make room."
        )


NO_DISK = Disk()
"""Where no disk is looked at."""


def disk_of(settings: Settings) -> Disk:
    """Give the disk of a register: of its file, or on a server of what this host keeps of it.

    Raises:
        BadInput: the limit that is set is no number.
    """
    typed = settings.least_room.strip()
    if not typed:
        return Disk(settings.state_folder, LEAST_MB)
    if typed.isascii() and typed.isdecimal() and len(typed) <= DIGITS_MAX:
        return Disk(settings.state_folder, int(typed))
    raise BadInput(
        f"WINGTERM_LEAST_ROOM is {typed}.",
        "Set it to a number of megabytes, 0 for no warning, or unset it.",
        field="least-room",
    )

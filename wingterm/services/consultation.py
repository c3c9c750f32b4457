"""Who saw whom: one record a screen or list, written before it is shown.

Consultation of a person's record is logged with date, time and who (Data Protection Act 2018,
section 62). A file opened for appending is used, because a row in the store would take the write
lock for every read.
"""

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wingterm.clock import Clock
from wingterm.domain.times import iso
from wingterm.errors import StoreBroken

if TYPE_CHECKING:
    from pathlib import Path


class ConsultationLog:
    """The log of a register, in a file beside the store that only its owner and group read."""

    def __init__(self, path: "str | Path", clock: Clock) -> None:
        """Name the file; it is made when somebody is first seen."""
        self._path = os.fspath(path)
        self._clock = clock

    @property
    def path(self) -> "Path":
        """Where the file lies."""
        from pathlib import Path

        return Path(self._path)

    def write(self, officer: str, front_end: str, people: Sequence[str], purpose: str) -> None:
        """Write that an officer is about to see people.

        Args:
            officer: account of the officer.
            front_end: where it is shown.
            people: prison numbers.
            purpose: the screen, list or command.

        Raises:
            StoreBroken: the log cannot be written; nothing may be shown then.
        """
        record = {
            "at": iso(self._clock()),
            "front_end": front_end,
            "officer": officer,
            "people": list(people),
            "purpose": purpose,
        }
        line = json.dumps(record, sort_keys=True, ensure_ascii=True) + "\n"
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
        try:
            handle = os.open(self._path, flags, 0o600)
            try:
                os.write(handle, line.encode("ascii"))
            finally:
                os.close(handle)
        except OSError as error:
            raise StoreBroken(
                f"The consultation log {self._path} cannot be written ({error.strerror}), "
                "so no record can be shown.",
                "Make room or put its permissions right.",
            ) from error

"""That a register is still the file that was opened, with the journal that goes with it."""

import os
from typing import Any

from wingterm.errors import StoreBroken

File = tuple[int, int]
"""Device and number of a file: its name may become that of another."""
JOURNAL = "-wal"


class SameFile:
    """A file that is open, by its name."""

    def __init__(self, path: str) -> None:
        """Name it; which file it is, the first `judge` finds out."""
        self._path = path
        self._file: File | None = None

    def judge(self) -> None:
        """Refuse a file put in the place of the one that was opened.

        A kept connection goes on in the old file, and the two would share one journal beside them.

        Raises:
            StoreBroken: it is another one, or there is none.
        """
        found = _at(self._path)
        if found is None:
            raise StoreBroken(
                f"The register {self._path} was removed while it was open.",
                "Put it back and start again.",
            )
        if self._file is None:
            self._file = found
        elif self._file != found:
            raise StoreBroken(
                f"Another file was put in the place of {self._path} while it was open.",
                "Nothing was done. Close every wingterm that has it open, then start again.",
            )

    def journal(self) -> File | None:
        """Give which journal lies beside it, None for none."""
        return _at(self._path + JOURNAL)

    def judge_journal(self, connection: Any) -> None:
        """Refuse to go on in a journal that was removed, or in whose place another was put.

        SQLite goes on in it without a name, and whoever comes next does not see what is in it.

        Args:
            connection: whose `journal` is the one that it found when it was opened.

        Raises:
            StoreBroken: the journal is no longer that one.
        """
        if connection.journal is not None and connection.journal != self.journal():
            raise StoreBroken(
                f"The journal {self._path}{JOURNAL} was removed while it was open; nothing was "
                "done.",
                "Nothing is lost yet: close every wingterm that has the register open, and not by "
                "force, then start again.",
            )


def _at(path: str) -> File | None:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino

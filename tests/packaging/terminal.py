"""A program in a terminal of its own: 80 by 24, keys in, what it draws out."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

from tests.waiting import readable

COLUMNS, LINES = 80, 24

ESCAPES = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[@-Z\\-_=>])"
)
"""Control sequences: CSI, OSC, device strings, and those of two bytes."""
BEYOND_PYTE = re.compile(r"\x1b\[[<=>][0-9;:]*[@-~]|\x1b\[\?[0-9;]*\$p|\x1b\[\?u")
"""Questions to the terminal that the model of its screen would take for text."""


class Terminal:
    """Runs a program on the far side of a pseudo-terminal; leaves nothing running when closed."""

    def __init__(
        self, command: Sequence[str | Path], *, folder: Path, environment: Mapping[str, str]
    ) -> None:
        """Start the program in a folder, with these variables and no others."""
        self.drawn = ""
        self.screen = pyte.Screen(COLUMNS, LINES)
        """What stands on the screen; words that stood there already are not drawn again."""
        self._model = pyte.Stream(self.screen)
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._program = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        """Give the running program."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program if it still runs."""
        if self._program.poll() is None:
            self._program.kill()
            self._program.wait()
        os.close(self._ours)

    @property
    def text(self) -> str:
        """What was drawn so far, without control sequences."""
        return ESCAPES.sub("", self.drawn)

    def press(self, keys: str) -> None:
        """Send keys as a keyboard does."""
        os.write(self._ours, keys.encode())

    def shows(self, words: str) -> bool:
        """Whether words were drawn as they are, or stand on the screen."""
        return words in self.text or any(words in line for line in self.screen.display)

    def wait_for(self, words: str, timeout_s: float = 30) -> None:
        """Read until the words have been drawn.

        Raises:
            TimeoutError: they were not drawn in time, or the program ended first.
        """
        deadline = time.monotonic() + timeout_s
        while not self.shows(words):
            if not self._read_until(deadline):
                raise TimeoutError(f"{words!r} was not drawn; drawn: {self.text[-2000:]!r}")

    def wait_for_end(self, timeout_s: float = 30) -> int:
        """Read until the program ends, and give its exit code."""
        deadline = time.monotonic() + timeout_s
        while self._read_until(deadline):
            pass
        return self._program.wait(max(0.1, deadline - time.monotonic()))

    def _read_until(self, deadline: float) -> bool:
        """Read once; False when the program has closed its side or the time is over."""
        ready = readable(self._ours, max(0, deadline - time.monotonic()))
        if not ready:
            return False
        try:
            read = os.read(self._ours, 65536)
        except OSError:  # Linux's way of saying that nobody holds the other side any more.
            return False
        text = read.decode(errors="replace")
        self.drawn += text
        self._model.feed(BEYOND_PYTE.sub("", text))
        return bool(read)

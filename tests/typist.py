"""Somebody at a real pseudo-terminal: presses keys, sees a model of the screen, counts, times."""

import codecs
import contextlib
import fcntl
import os
import pty
import re
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import pyte

from tests.waiting import readable

ROOT = Path(__file__).parents[1]
QUIET_S = 0.06
"""How long nothing must come until an answer counts as whole."""
NOTHING_S = 1.0
"""How long the first byte of an answer is waited for."""
PATIENCE_S = 30.0

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H",
    "end": "\x1b[F", "enter": "\r", "escape": "\x1b", "tab": "\t", "backspace": "\x7f",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR",
    "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~",
    "f9": "\x1b[20~", "f10": "\x1b[21~", "ctrl+e": "\x05", "ctrl+g": "\x07", "ctrl+p": "\x10",
    "ctrl+q": "\x11", "ctrl+r": "\x12",
}  # fmt: skip
"""What a terminal sends for a key; any other key sends itself."""

BEYOND_PYTE = re.compile(
    rb"\x1b\[[<=>][0-9;:]*[@-~]|\x1b\[\?[0-9;]*\$p|\x1b\[\?u"
    rb"|\x1b[P_^X][^\x1b\x07]*(?:\x1b\\|\x07)|\x1b\[[0-9;]* [@-~]"
)
"""Sequences that the model of the screen would take for text."""
UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<=>?$ ]*|[P_^X\]][^\x1b\x07]*)?$")
SYNCHRONISED = b"\x1b[?2026$p"
"""The question whether a terminal can show a paint at once; the answer yes costs bytes."""


class Answer(NamedTuple):
    """What came back after a key."""

    size: int
    """How many bytes."""
    paint_s: float
    """Seconds from the key to the last bytes that changed the picture, 0 for none."""
    sent: bytes


class Typist:
    """A program behind a pseudo-terminal of a size, and who types there."""

    def __init__(
        self,
        command: Sequence[str | Path],
        environment: Mapping[str, str],
        *,
        folder: Path | None = None,
        size: tuple[int, int] = (80, 24),
    ) -> None:
        """Start a program with these variables and no others."""
        columns, lines = size
        self.screen = pyte.Screen(columns, lines)
        self.sent = b""
        """Every byte that came, with its questions."""
        self.ended = False
        self._model = pyte.Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._tail = b""
        self._keypad = False
        self.started = time.perf_counter()
        self.pid, self._line = pty.fork()
        if self.pid == 0:
            try:
                _set_size(0, size)
                os.chdir(folder or "/")
                words = [str(word) for word in command]
                os.execvpe(words[0], words, dict(environment))
            finally:
                os._exit(127)

    def __enter__(self) -> Self:
        """Give who types."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program, if it still runs."""
        self.close()

    def fileno(self) -> int:
        """Give the line, for waiting on several at once."""
        return self._line

    @property
    def picture(self) -> list[str]:
        """The lines of the screen, without blanks at their ends."""
        return [line.rstrip() for line in self.screen.display]

    def sees(self, words: str) -> bool:
        """Whether words stand on the screen."""
        return any(words in line for line in self.screen.display)

    def read(self, seconds: float) -> bytes:
        """Read once within some seconds; nothing when nothing came or the program has ended."""
        if self.ended or not readable(self._line, max(0, seconds)):
            return b""
        try:
            data = os.read(self._line, 65536)
        except OSError:  # Linux's way of saying that nobody holds the other side any more.
            data = b""
        self.ended = not data
        self.sent += data
        if SYNCHRONISED in data:
            os.write(self._line, b"\x1b[?2026;2$y")
        return data

    def take(self, data: bytes) -> bool:
        """Draw bytes on the model; whether its picture changed."""
        data = self._tail + data
        torn = UNFINISHED.search(data)
        data, self._tail = (data[: torn.start()], data[torn.start() :]) if torn else (data, b"")
        for mode in re.findall(rb"\x1b\[\?1([hl])", data):
            self._keypad = mode == b"h"
        before = self._shown()
        self._model.feed(self._decoder.decode(BEYOND_PYTE.sub(b"", data)))
        return before != self._shown()

    def _shown(self) -> object:
        cursor, lines = self.screen.cursor, self.screen.buffer
        return (cursor.x, cursor.y, cursor.hidden), [dict(lines[y]) for y in range(len(lines))]

    def until(self, true: Callable[[], bool], patience_s: float = PATIENCE_S) -> float:
        """Read until something is so; give the seconds since the start of the program.

        Raises:
            TimeoutError: it did not become so, or the program ended first.
        """
        deadline = time.perf_counter() + patience_s
        while not true():
            data = self.read(deadline - time.perf_counter())
            if not data:
                raise TimeoutError("\n".join(self.picture))
            self.take(data)
        return time.perf_counter() - self.started

    def until_sees(self, words: str) -> float:
        """Read until words stand on the screen; give the seconds since the start."""
        return self.until(lambda: self.sees(words))

    def settle(self, quiet_s: float = QUIET_S) -> int:
        """Read until nothing more comes; give the bytes that came."""
        came = 0
        while data := self.read(quiet_s):
            self.take(data)
            came += len(data)
        return came

    def press(self, key: str, quiet_s: float = QUIET_S) -> Answer:
        """Press a key and read its whole answer."""
        self.settle(0)
        pressed = time.perf_counter()
        code = KEYS.get(key, key)
        # A program that asked for it gets arrow keys spelled as on a keypad.
        code = code.replace("[", "O") if self._keypad and len(code) == 3 else code
        os.write(self._line, code.encode())
        text, paint, wait = b"", 0.0, NOTHING_S
        while data := self.read(wait):
            at = time.perf_counter() - pressed
            text, wait = text + data, quiet_s
            if self.take(data):
                paint = at
        return Answer(len(text), paint, text)

    def presses(self, *keys: str) -> None:
        """Press keys one after the other, each answered before the next."""
        for key in keys:
            self.press(key)

    def resize(self, columns: int, lines: int) -> None:
        """Make the window another size."""
        self.screen.resize(lines, columns)
        _set_size(self._line, (columns, lines))
        os.killpg(self.pid, signal.SIGWINCH)

    def memory(self) -> float:
        """Give the proportional share of memory of the program, in MiB (Linux)."""
        told = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii")
        return int(re.findall(r"^Pss:\s+(\d+)", told, re.MULTILINE)[0]) / 1024

    def close(self) -> None:
        """End the program, reading on, so that it can."""
        for ending in (signal.SIGHUP, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, ending)
            deadline = time.perf_counter() + 2
            while time.perf_counter() < deadline:
                self.read(0.01)
                with contextlib.suppress(ChildProcessError):
                    if not os.waitpid(self.pid, os.WNOHANG)[0]:
                        continue
                os.close(self._line)
                return


def _set_size(line: int, size: tuple[int, int]) -> None:
    fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))


def environment(**variables: str) -> dict[str, str]:
    """Give the variables of a terminal over SSH: no COLORTERM, and of this process's the least."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    fixed = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    return kept | fixed | variables


def python(code: str, *arguments: str) -> list[str]:
    """Give the command that runs a piece of Python."""
    return [sys.executable, "-P", "-c", code, *arguments]

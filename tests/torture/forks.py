"""Jobs in processes of their own, forked from a warm one, which may be killed at their work."""

import json
import os
import select
import selectors
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, NoReturn

Tell = Callable[[str, object], None]
"""Says one thing to whoever began the job: of which kind, and what, as JSON has it."""
GAVE, RAISED = "gave", "raised"
"""What a job that comes to its end says last."""
ENDED = "ended"
"""What is heard of a process that can say no more, though nobody killed it."""


class Child(NamedTuple):
    """A process at its job."""

    id: int
    pipe: int
    """Where it tells what it did."""


class Died(NamedTuple):
    """What is known of a process that was killed."""


def begun(job: Callable[[], Any]) -> Child:
    """Let a process of its own begin a job that gives what JSON can tell."""
    return telling(lambda tell: tell(GAVE, job()))


def telling(job: Callable[[Tell], None]) -> Child:
    """Let a process of its own begin a job that tells meanwhile what it does; see `Ears`."""
    ours, theirs = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(ours)
        _only(job, theirs)
    os.close(theirs)
    return Child(process, ours)


def ended(child: Child, kill_after: float | None = None) -> Any:
    """Wait for what a process gives.

    Args:
        child: the process.
        kill_after: seconds after which it is killed where it is not done.

    Returns:
        What its job gave, or `Died` where it was killed, by whomever.

    Raises:
        AssertionError: its job ended in an exception.
    """
    if kill_after is not None and not select.select([child.pipe], [], [], kill_after)[0]:
        os.kill(child.id, signal.SIGKILL)
    with os.fdopen(child.pipe, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child.id, 0)
    if os.WIFSIGNALED(status):
        return Died()
    what, gave = json.loads(told)
    assert what == GAVE, gave
    return gave


def in_child(job: Callable[[], Any]) -> Any:
    """Let a process of its own do a job; give what it gave, `Died` where it was killed."""
    return ended(begun(job))


class Ears:
    """Hears what processes tell while they are at their work."""

    def __init__(self) -> None:
        """Listen to nobody yet."""
        self._ready = selectors.DefaultSelector()
        self._unread: dict[Child, bytes] = {}

    def add(self, child: Child) -> None:
        """Listen to a process too."""
        os.set_blocking(child.pipe, False)
        self._ready.register(child.pipe, selectors.EVENT_READ, child)
        self._unread[child] = b""

    def heard(self, seconds: float) -> Iterator[tuple[Child, str, Any]]:
        """Give all that is told for so long, as it comes: by whom, of which kind, and what.

        Of whoever can say no more it is told once that they `ENDED`.
        """
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            for key, _ in self._ready.select(left):
                child: Child = key.data
                said = self._read(child)
                if said is None:
                    self._ready.unregister(child.pipe)
                    yield child, ENDED, None
                for kind, what in said or ():
                    yield child, kind, what

    def killed(self, dying: Sequence[Child]) -> Iterator[tuple[Child, str, Any]]:
        """Kill processes, all at once; give what they had told before, and hear no more of them."""
        for child in dying:
            os.kill(child.id, signal.SIGKILL)
        for child in dying:
            os.waitpid(child.id, 0)
            while said := self._read(child):
                for kind, what in said:
                    yield child, kind, what
            self.forget(child)

    def forget(self, child: Child) -> None:
        """Hear no more of a process."""
        if child.pipe in self._ready.get_map():
            self._ready.unregister(child.pipe)
        os.close(child.pipe)
        del self._unread[child]

    def _read(self, child: Child) -> list[tuple[str, Any]] | None:
        """Give what is there to be read; None where nothing more can come."""
        said: list[tuple[str, Any]] = []
        while not said:
            try:
                data = os.read(child.pipe, 1 << 16)
            except BlockingIOError:
                return []
            if not data:
                return None
            # What it was killed in the middle of was not said.
            *lines, self._unread[child] = (self._unread[child] + data).split(b"\n")
            said = [(kind, what) for kind, what in map(json.loads, lines)]
        return said


def _only(job: Callable[[Tell], None], pipe: int) -> NoReturn:
    """Do a job and nothing else of this program, whatever happens."""
    try:
        with os.fdopen(pipe, "wb") as file:

            def tell(kind: str, what: object) -> None:
                file.write(json.dumps([kind, what]).encode() + b"\n")
                file.flush()

            try:
                job(tell)
            except BaseException as error:  # noqa: BLE001 - whoever began it shows what it was
                tell(RAISED, f"{type(error).__name__}: {error}")
    finally:
        # What the process that it was forked from has begun is not for it to end.
        os._exit(0)

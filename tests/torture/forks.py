"""Jobs in processes of their own, forked from a warm one, which may be killed at their work."""

import json
import os
import select
import signal
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn


class Child(NamedTuple):
    """A process at its job."""

    id: int
    pipe: int
    """Where it tells what it did."""


class Died(NamedTuple):
    """What is known of a process that was killed."""


def begun(job: Callable[[], Any]) -> Child:
    """Let a process of its own begin a job that gives what JSON can tell."""
    ours, theirs = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(ours)
        _only(job, theirs)
    os.close(theirs)
    return Child(process, ours)


def ended(child: Child, kill_after: float | None = None) -> Any:  # noqa: ANN401 - as JSON has it
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
    assert what == "gave", gave
    return gave


def in_child(job: Callable[[], Any]) -> Any:  # noqa: ANN401 - as JSON has it
    """Let a process of its own do a job; give what it gave, `Died` where it was killed."""
    return ended(begun(job))


def _only(job: Callable[[], Any], pipe: int) -> NoReturn:
    """Do a job and nothing else of this program, whatever happens."""
    try:
        try:
            told = ["gave", job()]
        except BaseException as error:  # noqa: BLE001 - whoever started it shows whatever it was
            told = ["raised", f"{type(error).__name__}: {error}"]
        with os.fdopen(pipe, "wb") as file:
            file.write(json.dumps(told).encode())
    finally:
        # What the process that it was forked from has begun is not for it to end.
        os._exit(0)

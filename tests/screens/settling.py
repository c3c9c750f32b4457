"""When a terminal has dealt with a key: its event loop has nothing left to do.

Textual's pilot waits after each key until the process has done little for 20 ms, three times a key:
two thirds of what a test of the screens took. The loop itself knows sooner and better whether
anything is left: a callback that is ready, a timer that rings at once, a thread that works.
"""

import asyncio
import concurrent.futures.thread
import sys
import threading
import time
from typing import Any

AT_ONCE_S = 1 / 50
"""A timer that rings within this time belongs to what was asked for: paints, keys that are held."""

THREAD_S = 1 / 100
"""How long a thread is given; it works as long as it uses a tenth of that."""

AT_REST = {(threading.__file__, "wait"), (concurrent.futures.thread.__file__, "_worker")}
"""Where a thread stands that waits for work: on a condition, or in the pool."""

NOT_OURS = frozenset(sys._current_frames())
"""Threads from before any test: that of xdist, for one, waits for its next order at all times."""

PASSES = 3
"""How often in a row nothing may be found: what the selector finds is ready a pass later."""


async def settled(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until the event loop has nothing to do, as `textual._wait.wait_for_idle` by sleeping."""
    loop: Any = asyncio.get_running_loop()
    begun = time.monotonic()
    quiet = 0
    while quiet < PASSES and time.monotonic() - begun < max_sleep:
        quiet = quiet + 1 if await _quiet(loop) else 0
    await asyncio.sleep(max(0.0, begun + min_sleep - time.monotonic()))


async def _quiet(loop: Any) -> bool:
    """Let everything else have a turn; say whether nothing is left to do."""
    wait = _rings_in(loop)
    if wait <= AT_ONCE_S:
        await asyncio.sleep(wait)
        return False
    if _threads_work():
        before = time.process_time()
        await asyncio.sleep(THREAD_S)
        return not loop._ready and time.process_time() - before < THREAD_S / 10
    await asyncio.sleep(0)
    return not loop._ready


def _rings_in(loop: Any) -> float:
    """Give the seconds until the next timer rings."""
    first = min((each.when() for each in loop._scheduled if not each.cancelled()), default=None)
    return float("inf") if first is None else max(0.0, first - loop.time())


def _threads_work() -> bool:
    """Say whether a thread beside this one is at work: not one that waits to be given something."""
    beside = NOT_OURS | {threading.get_ident()}
    return any(
        (frame.f_code.co_filename, frame.f_code.co_name) not in AT_REST
        for thread, frame in sys._current_frames().items()
        if thread not in beside
    )

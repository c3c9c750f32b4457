"""Measures reads of a big register: by turns with a floor, on the clock and of the processor."""

import gc
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from db.engine import open_store
from db.sqlite import driver
from tests.benchmarks.big.build import cached
from tests.benchmarks.big.estate import ACCOUNT
from tests.benchmarks.big.story import END
from wingterm.clock import CountedIds, FixedClock
from wingterm.services.access_log import AccessLog
from wingterm.services.desk import Desk


class Took(NamedTuple):
    """Times of one way, in milliseconds, sorted."""

    clock: list[float]
    processor: list[float]

    @property
    def shown(self) -> str:
        """The cells of a table: p50 and p99 on the clock, p50 and p99 of the processor."""
        return " | ".join(f"{at(times, part):.3f}" for times in self for part in (0.5, 0.99))


HEAD = "p50 ms | p99 ms | p50 of the processor | p99"


def at(times: list[float], part: float) -> float:
    """Give the time that a part of all is not above."""
    return times[min(len(times) - 1, int(len(times) * part))]


def by_turns(
    ways: Mapping[str, Callable[[], object]],
    rounds: int,
    between: Callable[[], object] = lambda: None,
) -> dict[str, Took]:
    """Time each way once a round, after some rounds that are not counted.

    Args:
        ways: by name.
        rounds: those that are counted.
        between: done after each round, and not timed.
    """
    took = {name: Took([], []) for name in ways}
    # As both front ends do once they have loaded what they need: what is there stays.
    gc.collect()
    gc.freeze()
    for turn in range(-max(3, rounds // 10), rounds):
        for name, way in ways.items():
            worked, start = time.process_time(), time.perf_counter()
            way()
            clock, worked = time.perf_counter() - start, time.process_time() - worked
            if turn >= 0:
                took[name].clock.append(clock * 1000)
                took[name].processor.append(worked * 1000)
        between()
    for one in took.values():
        one.clock.sort()
        one.processor.sort()
    return took


def ratio(took: Mapping[str, Took], way: str, floor: str, part: float = 0.5) -> float:
    """Give how many times the floor a way takes, both of the processor."""
    return at(took[way].processor, part) / max(1e-9, at(took[floor].processor, part))


def opened(name: str, folder: Path) -> tuple[Desk, Any]:
    """Give a desk at a built register an hour after its last act, and a plain connection to it."""
    clock = FixedClock(END)
    path = str(cached(name))
    log = AccessLog(folder / "access", clock)
    return (
        Desk(open_store(path, clock=clock), ACCOUNT, "cli", CountedIds(), log),
        driver.connect(path),
    )

"""How long each attack goes on, in the suite and in `make torture`; and the seed of a run."""

import os
import random
from typing import NamedTuple

LONG = os.environ.get("WINGTERM_TORTURE") == "long"
"""Whether this is `make torture`."""


class Length(NamedTuple):
    """How often an attack is made."""

    suite: int
    torture: int


LENGTHS = {
    "kills": Length(150, 1_000),
    "power cuts": Length(400, 8_000),
    "power cuts, careless": Length(30, 300),
    "power cuts, making": Length(60, 1_000),
    # Every so many-th.
    "calls to die before": Length(20, 1),
    "moves of fifty processes": Length(400, 20_000),
    "acts under a wandering clock": Length(80, 1_500),
    # The suite has another 240 of them (tests/db/test_checker_store.py).
    "bit flips": Length(20, 2_000),
    "server kills": Length(2, 30),
    "killed bulks": Length(40, 300),
    # Every so many-th.
    "upgrade statements": Length(3, 1),
}
"""Every attack that is made a number of times; those not named here go through all there is."""


def count(attack: str) -> int:
    """Give how often an attack is made in this run."""
    length = LENGTHS[attack]
    return length.torture if LONG else length.suite


def seed() -> int:
    """Give the seed of a run: WINGTERM_SEED, or a new one; it is printed."""
    given = os.environ.get("WINGTERM_SEED")
    chosen = int(given) if given else random.SystemRandom().randrange(2**32)
    print(f"seed {chosen}")
    return chosen


def repeat(test: str, chosen: int) -> str:
    """Give the seed of a run and the command that repeats it.

    Args:
        test: the test's own name, as pytest knows it (`tests/torture/test_kills.py::test_...`).
        chosen: the seed.
    """
    long = "WINGTERM_TORTURE=long " if LONG else ""
    return f"seed {chosen}; repeat it: {long}WINGTERM_SEED={chosen} .venv/bin/pytest -n 0 '{test}'"

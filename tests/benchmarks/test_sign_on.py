"""How long signing on takes, and that what is told by one sentence takes one time.

Wall time by turns, so that what else the machine does falls on all alike; and the processor time of
one hash, which is the floor of every answer.
"""

import statistics
import time
from collections.abc import Callable

import pytest

from tests.benchmarks.bench import machine
from tests.registers import MINUTE, open_small_register
from tests.services.filled import done
from wingterm.domain import requests as asked
from wingterm.errors import NotAuthorised
from wingterm.services.factor_key import kept_of
from wingterm.services.factors import lock_factor, set_factor, unlock_factor
from wingterm.services.sign_on import sign_on

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

ROUNDS = 40
DIGITS, WRONG = "748162", "926473"


def test_signing_on() -> None:
    """Print the median and the quartiles of each answer, and of the hash alone."""
    held = open_small_register()
    desk = held.desk._replace(key_file=str(held.folder / "sign-on.key"))
    for account, role in (("kiosk", "shared-terminal"), ("jdoe", "reception"),
                          ("kroe", "reception"), ("lock", "reception")):  # fmt: skip
        done(held, asked.AppointOfficer(prison="WTI", account=account, name="X", role=role))
    held.clock.advance(MINUTE)
    for account in ("jdoe", "kroe", "lock"):
        set_factor(desk, account, DIGITS)
    lock_factor(desk, "lock")
    kiosk = desk._replace(account="kiosk", front_end="terminal")

    def vain(account: str, digits: str) -> Callable[[], object]:
        def ask() -> None:
            with pytest.raises(NotAuthorised):
                sign_on(kiosk, account, digits)

        return ask

    ways: dict[str, Callable[[], object]] = {
        "one hash": lambda: kept_of(b"k" * 32, 1, DIGITS),
        "right": lambda: sign_on(kiosk, "jdoe", DIGITS),
        "wrong digits": vain("kroe", WRONG),
        "unknown account": vain("nobody", DIGITS),
        "locked": vain("lock", DIGITS),
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    busy: list[float] = []
    for turn in range(ROUNDS):
        for name, ask in ways.items():
            began, spent = time.perf_counter(), time.process_time()
            ask()
            took[name].append((time.perf_counter() - began) * 1000)
            if name == "one hash":
                busy.append((time.process_time() - spent) * 1000)
        if turn % 3 == 2:
            unlock_factor(desk, "kroe")
    print(f"\n\n{machine()}; {ROUNDS} of each, by turns; argon2id 64 MiB, 3 passes, 4 lanes\n")
    for name, times in took.items():
        low, middle, high = statistics.quantiles(times, n=4)
        print(f"{name:<16} {middle:7.1f} ms  (quartiles {low:.1f} to {high:.1f})")
    print(f"\none hash, processor time: {statistics.median(busy):.1f} ms")
    held.close()

"""Every call on the disk fails in turn, once and for ever: nothing is lost, and no answer lies."""

import errno
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.torture.failing import DONE, NOT_DONE, NOT_KNOWN, Came, Order, Trial
from tests.torture.lengths import LONG
from tests.torture.preload import Kind, environment
from tests.torture.registers import crowd

ROOT = Path(__file__).parents[2]


def carried_out(order: Order, library: Path) -> list[Came]:
    """Let a process of its own carry out an order."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.failing"],
        input=json.dumps(order._asdict()), capture_output=True, text=True, check=False,
        cwd=ROOT, env=environment(library),
    )  # fmt: skip
    came = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"{done.stderr}; the last that came to its end: {came[-1:]}"
    return [Came(trial_of(trial), *rest) for trial, *rest in came]


def trial_of(given: list[object]) -> Trial:
    """Read a trial."""
    journal, cold, kind, nth, error, for_ever, half = given
    assert isinstance(kind, int)
    return Trial(journal, cold, Kind(kind), nth, error, for_ever, half)  # type: ignore[arg-type]


def told(came: Came) -> str:
    """Say what failed, and what is wrong."""
    kind, nth, error = (
        came.trial.kind.name.lower(),
        came.trial.nth,
        errno.errorcode[came.trial.error],
    )
    when = "opening and an act" if came.trial.cold else "an act"
    often = (
        "for ever" if came.trial.for_ever else "once, half written" if came.trial.half else "once"
    )
    return (
        f"{came.trial.journal}, {when}, {kind} {nth}, {error} {often}: "
        f"said {came.said or 'nothing'} ({came.words}): {'; '.join(came.wrong)}"
    )


@pytest.mark.parametrize("journal", ["wal", "truncate"])
def test_whatever_call_fails_nothing_is_lost_and_no_answer_lies(
    folder: Path, library: Path, journal: str
) -> None:
    path, _ = crowd(folder, 8)
    before, start = os.times(), time.monotonic()
    came = carried_out(Order(str(path), str(folder), journal, LONG), library)
    spent = sum(os.times()[2:4]) - sum(before[2:4])
    said = Counter(one.said for one in came)
    print(
        f"{journal}: {len(came):,} trials in {time.monotonic() - start:.0f} s ({spent:.0f} s of"
        f" processor); said of the acts: {said[DONE]} done, {said[NOT_DONE]} not done,"
        f" {said[NOT_KNOWN]} not known"
    )
    assert [told(one) for one in came if one.wrong] == []
    assert said[NOT_DONE]
    assert {kind for kind in Kind if any(one.trial.kind is kind for one in came)} >= {
        Kind.OPEN, Kind.READ, Kind.WRITE, Kind.SYNC,
    }  # fmt: skip
    for one in came:
        assert one.said != NOT_KNOWN or "attacked" in one.words, "which id to ask for is not said"

"""The power fails between any two writes: what was acknowledged is on the disk, and it is sound.

Everything that a process does to the disk is recorded while it acts; then images of the disk are
made as power cuts at many instants would leave it, and each is opened and judged.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.torture.acts import MANY, one_more
from tests.torture.lengths import count
from tests.torture.power import Image, Platter
from tests.torture.preload import Event, Kind, environment, events
from tests.torture.proven import Acknowledged, faults, read_line
from tests.torture.recorded import ACKNOWLEDGED, Script
from tests.torture.registers import crowd

ROOT = Path(__file__).parents[2]
SURVIVAL = (0.0, 0.5, 0.9)
"""How much of what was not synced survives a cut."""
CHECKED = 10
"""Of so many images one is judged by the whole checker, before and after one more act on it; the
others by what `faults` does without."""
ACTS = 150
"""Acts that are recorded: the journal is emptied, and the register closed, several times."""


class Recording(NamedTuple):
    """What a process did to the disk, and what was there before."""

    before: Image
    folder: Path
    events: list[Event]

    @property
    def acknowledged(self) -> int:
        """How many acts were acknowledged."""
        return sum(said(event) is not None for event in self.events)


class Cut(NamedTuple):
    """What a cut left."""

    at: int
    """How many events had happened."""
    survival: float
    image: Image
    acknowledged: list[Acknowledged]


class Found(NamedTuple):
    """What judging many cuts came to."""

    cuts: int
    different: int
    """How many of the images differed."""
    checked: int
    """How many the whole checker looked at."""
    wrong: list[str]
    """One line for each image with a fault."""
    lost: int
    """How many had lost acknowledged acts."""
    damaged: int
    """How many could not be read, or were not sound."""


def said(event: Event) -> Acknowledged | None:
    """Give the acknowledgement that an event is, None for what is done to the register."""
    if event.kind is Kind.WRITE and event.data.startswith(b'["act-'):
        return read_line(event.data)
    return None


def recorded(
    folder: Path, library: Path, seed: int, journal: str, synchronous: int | None = None
) -> Recording:
    """Let a process act, and give what it did to the disk."""
    there = folder / "there"
    there.mkdir(mode=0o700)
    path, people = crowd(there, MANY + 4)
    before = {path.name: path.read_bytes()}
    log = folder / "log"
    script = Script(str(path), str(log), list(people), ACTS, seed, journal, synchronous)
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.recorded"],
        input=json.dumps(script._asdict()), capture_output=True, text=True, check=False,
        cwd=ROOT, env=environment(library),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return Recording(before, there, list(events(log)))


def cuts(recording: Recording, chance: random.Random, times: int) -> Iterator[Cut]:
    """Cut the power so often, each time after any of the events."""
    when = sorted(chance.randrange(len(recording.events) + 1) for _ in range(times))
    platter, done = Platter(recording.folder, recording.before), 0
    acknowledged: list[Acknowledged] = []
    for at in when:
        for event in recording.events[done:at]:
            platter.follow(event)
            if (told := said(event)) is not None:
                acknowledged.append(told)
        done = at
        survival = chance.choice(SURVIVAL)
        image = platter.cut(chance, survival)
        image.pop(ACKNOWLEDGED, None)
        yield Cut(at, survival, image, acknowledged)


def judged(recording: Recording, folder: Path, chance: random.Random, times: int) -> Found:
    """Cut the power so often and judge what is left each time."""
    seen: set[int] = set()
    wrong: list[str] = []
    number = checked = lost = damaged = 0
    for number, cut in enumerate(cuts(recording, chance, times), start=1):
        seen.add(hash(frozenset(cut.image.items())))
        checker = number % CHECKED == 0
        checked += checker
        found = after(cut, folder / "after", checker=checker)
        if found:
            wrong.append(f"cut after event {cut.at}, survival {cut.survival}: {found[:3]}")
            lost += any(line.startswith("lost") for line in found)
            damaged += not all(line.startswith("lost") for line in found)
    return Found(number, len(seen), checked, wrong, lost, damaged)


def after(cut: Cut, folder: Path, *, checker: bool) -> list[str]:
    """Lay an image on a disk, open the register on it, and give what is wrong."""
    folder.mkdir(mode=0o700)
    try:
        for name, content in cut.image.items():
            with os.fdopen(os.open(folder / name, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
                file.write(content)
        path = folder / "register.db"
        found = faults(path, cut.acknowledged, checker=checker)
        if checker and not found:
            found = faults(path, [*cut.acknowledged, one_more(path)])
        return found
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("journal", ["wal", "truncate"])
def test_nothing_acknowledged_is_lost_to_a_power_cut(
    folder: Path, library: Path, seed: int, journal: str
) -> None:
    recording = recorded(folder, library, seed, journal)
    assert recording.acknowledged == ACTS
    times, start, spent = count("power cuts") // 2, time.monotonic(), time.process_time()
    found = judged(recording, folder, random.Random(seed), times)
    syncs = sum(event.kind is Kind.SYNC for event in recording.events)
    print(
        f"{journal}: {len(recording.events):,} events of {ACTS} acts with {syncs:,} syncs;"
        f" {found.cuts:,} cuts, {found.different:,} different images, {found.checked:,} of them"
        f" judged by the whole checker, in {time.monotonic() - start:.0f} s"
        f" ({time.process_time() - spent:.0f} s of processor)"
    )
    assert found.cuts == times
    assert found.wrong == []


@pytest.mark.parametrize(("name", "synchronous"), [("NORMAL", 1), ("OFF", 0)])
def test_the_bench_notices_what_is_not_synced(
    folder: Path, library: Path, seed: int, name: str, synchronous: int
) -> None:
    recording = recorded(folder, library, seed, "wal", synchronous)
    found = judged(recording, folder, random.Random(seed), count("power cuts, careless"))
    print(f"WAL/{name}: {found.cuts} cuts, {found.lost} lost acts, {found.damaged} damaged")
    assert found.lost > found.cuts // 10
    assert found.damaged > 0 or synchronous > 0

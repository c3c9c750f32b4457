"""The power fails between any two writes: what was acknowledged is on the disk, and it is sound.

Everything that a process does to the disk is recorded while it acts; then images of the disk are
made as power cuts at many instants would leave it, and each is opened and judged.
"""

import random
import shutil
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.torture.acts import MANY, one_more
from tests.torture.cuts import Cut, Recording, cuts, laid_out, purpose_of, recorded
from tests.torture.lengths import count
from tests.torture.preload import Kind
from tests.torture.proven import faults
from tests.torture.recorded import Script
from tests.torture.registers import crowd, desk_at
from wingterm.services.access_collect import collect

CHECKED = 10
"""Of so many images one is judged by the whole checker, before and after one more act on it; the
others by what `faults` does without."""
ACTS = 150
"""Acts that are recorded: the journal is emptied, and the register closed, several times."""


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


def acted(
    folder: Path, library: Path, seed: int, journal: str, synchronous: int | None = None
) -> Recording:
    """Let a process act, and give what it did to the disk."""
    there = folder / "there"
    there.mkdir(mode=0o700)
    path, people = crowd(there, MANY + 4)
    before = {path.name: path.read_bytes()}
    script = Script(str(path), "", list(people), ACTS, seed, journal, synchronous)
    done = recorded("tests.torture.recorded", script._asdict(), folder, library)
    return Recording(before, there, done)


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
    laid_out(cut.image, folder)
    try:
        path = folder / "register.db"
        found = faults(path, cut.acknowledged, checker=checker)
        found += [f"shown and not in the access log: {purpose}" for purpose in cut.unlogged]
        if checker and not found:
            found = taken_over(path) or faults(path, [*cut.acknowledged, one_more(path)])
        return found
    finally:
        shutil.rmtree(folder)


def taken_over(path: Path) -> list[str]:
    """Let the register take over the access log, and give what the log is found not to be."""
    desk = desk_at(path)
    try:
        return list(collect(desk).faults)
    finally:
        desk.store.close()


@pytest.mark.parametrize("journal", ["wal", "truncate"])
def test_nothing_acknowledged_is_lost_to_a_power_cut(
    folder: Path, library: Path, seed: int, journal: str
) -> None:
    recording = acted(folder, library, seed, journal)
    assert recording.acknowledged == ACTS
    assert recording.shown
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
    recording = acted(folder, library, seed, "wal", synchronous)
    found = judged(recording, folder, random.Random(seed), count("power cuts, careless"))
    print(f"WAL/{name}: {found.cuts} cuts, {found.lost} lost acts, {found.damaged} damaged")
    assert len(found.wrong) > found.cuts // 4
    assert found.lost if synchronous else found.damaged


@pytest.mark.parametrize("what", ["register", "backup"])
def test_what_was_said_to_be_made_is_there_after_a_power_cut(
    folder: Path, library: Path, seed: int, what: str
) -> None:
    """Before that it may be there, but then it is whole."""
    there = folder / "there"
    there.mkdir(mode=0o700)
    path, before = there / "register.db", {}
    if what == "backup":
        before = {path.name: crowd(there, 8).path.read_bytes()}
    script = {"path": str(path), "what": what}
    done = recorded("tests.torture.making", script, folder, library)
    (name,) = (purpose for event in done if (purpose := purpose_of(event)) is not None)
    named = next(n for n, event in enumerate(done) if event.kind in (Kind.LINK, Kind.RENAME))
    early = late = 0
    wrong: list[str] = []
    times = count("power cuts, making") // 2
    for cut in cuts(Recording(before, there, done), random.Random(seed), times, named - 5):
        made = name in cut.image
        early, late = early + (made and not cut.shown), late + bool(cut.shown)
        found = whole(cut, name, folder / "after") if made else ["it is gone"] * bool(cut.shown)
        wrong += [f"cut after event {cut.at}, survival {cut.survival}: {found[:3]}"] * bool(found)
    print(f"{what}: {late} cuts after it was said to be made, {early} when it was just there")
    assert late
    assert wrong == []


def whole(cut: Cut, name: str, folder: Path) -> list[str]:
    """Lay an image on a disk and give what is wrong with a register in it."""
    laid_out(cut.image, folder)
    try:
        return faults(folder / name, [])
    finally:
        shutil.rmtree(folder)

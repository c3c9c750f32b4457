"""What processes did to their disks is recorded; power cuts leave images of those disks."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.torture.power import Image, Platter
from tests.torture.preload import Event, Kind, environment, events
from tests.torture.proven import Acknowledged, read_line

SHOWN = "shown"
ROOT = Path(__file__).parents[2]
ACKNOWLEDGED = "acknowledged"
"""The file in which a recorded process acknowledges its acts, a line each."""
SURVIVAL = (0.0, 0.5, 0.9)
"""How much of what was not synced survives a cut."""


class Recording(NamedTuple):
    """What a process did to the disk, and what was there before."""

    before: Image
    folder: Path
    events: list[Event]

    @property
    def acknowledged(self) -> int:
        """How many acts were acknowledged."""
        return sum(said(event) is not None for event in self.events)

    @property
    def shown(self) -> int:
        """How often somebody's record was shown."""
        return sum(purpose_of(event) is not None for event in self.events)


class Cut(NamedTuple):
    """What a cut left."""

    at: int
    """How many events had happened."""
    survival: float
    image: Image
    acknowledged: list[Acknowledged]
    shown: list[str]
    """For what somebody's record had been shown."""

    @property
    def unlogged(self) -> list[str]:
        """What was shown, and is in no whole line of the access log."""
        log = b"".join(data for name, data in self.image.items() if name.startswith("access-"))
        logged = log[: log.rfind(b"\n") + 1]
        return [purpose for purpose in self.shown if f'"{purpose}"'.encode("ascii") not in logged]


def shown(purpose: str) -> bytes:
    """Give the line by which a process says that it showed a record, for such a purpose."""
    return json.dumps([SHOWN, purpose]).encode("ascii") + b"\n"


def purpose_of(event: Event) -> str | None:
    """Give for what a record was shown, where an event says that one was."""
    if event.kind is Kind.WRITE and event.data.startswith(f'["{SHOWN}"'.encode("ascii")):
        return str(json.loads(event.data)[1])
    return None


def said(event: Event) -> Acknowledged | None:
    """Give the acknowledgement that an event is, None for what is done to the register."""
    if event.kind is Kind.WRITE and event.data.startswith(b'["act-'):
        return read_line(event.data)
    return None


def recorded(module: str, script: Mapping[str, object], folder: Path, library: Path) -> list[Event]:
    """Let a process do a script, and give what it did to its disk.

    Args:
        module: what is run; it watches its disk and writes to the file `log` in the folder.
        script: what it is to do, sent as JSON.
        folder: where the file `log` comes to lie.
        library: what stands between the process and its disk.
    """
    done = subprocess.run(
        [sys.executable, "-m", module],
        input=json.dumps({**script, "log": str(folder / "log")}), capture_output=True, text=True,
        check=False, cwd=ROOT, env=environment(library),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return list(events(folder / "log"))


def cuts(recording: Recording, chance: random.Random, times: int, since: int = 0) -> Iterator[Cut]:
    """Cut the power so often, each time after any of the events from one on; last after all."""
    last = len(recording.events)
    when = [*sorted(chance.randint(since, last) for _ in range(times - 1)), last]
    platter, done = Platter(recording.folder, recording.before), 0
    acknowledged: list[Acknowledged] = []
    seen: list[str] = []
    for at in when:
        for event in recording.events[done:at]:
            platter.follow(event)
            if (told := said(event)) is not None:
                acknowledged.append(told)
            elif (purpose := purpose_of(event)) is not None:
                seen.append(purpose)
        done = at
        survival = chance.choice(SURVIVAL)
        image = platter.cut(chance, survival)
        image.pop(ACKNOWLEDGED, None)
        yield Cut(at, survival, image, acknowledged, seen)


def laid_out(image: Image, folder: Path) -> None:
    """Lay an image on a disk."""
    folder.mkdir(mode=0o700)
    for name, content in image.items():
        path = folder / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)

"""Make a new register beside its place, and put it there whole or not at all."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from db.passing import clear_left, hold
from db.safety import BESIDE
from wingterm.errors import Conflict, NotWritten, StoreUnsafe
from wingterm.settings import Settings

BEGUN = ".wingterm-register-"
"""How the name of a folder begins in which a register is made."""
_MADE = re.compile(re.escape(BEGUN) + r"[a-z0-9_]+")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Aside:
    """A register in the making."""

    settings: Settings
    """Where it is made."""
    place: Path | None
    """Where it is put; None where it is made in its place, on a server."""

    def publish(self) -> None:
        """Put it in its place; every connection to it must be closed.

        Raises:
            Conflict: something came to lie there meanwhile; it is left as it is.
            NotWritten: the disk does not take it; nothing was left there.
        """
        if self.place is None:
            return
        try:
            _to_disk(Path(self.settings.store))
            # Unlike a rename, a link never takes the place of what is there.
            os.link(self.settings.store, self.place)
        except FileExistsError:
            raise Conflict(
                f"{self.place} was made meanwhile; it is left as it is.",
                "Open it as it is, or choose another place.",
            ) from None
        except OSError as error:
            raise self._untaken(error) from None
        try:
            # One file with two names would be refused as a register.
            os.unlink(self.settings.store)
            # Whoever is told that it was made finds its name after a power cut too.
            _to_disk(self.place.parent)
        except OSError as error:
            self.place.unlink()
            raise self._untaken(error) from None

    def _untaken(self, error: OSError) -> NotWritten:
        return NotWritten(
            f"{self.place} cannot be written: {error.strerror}.",
            "Nothing was left there. Choose another place, and have the disk looked at.",
        )


def _to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, lie on the disk.

    Whoever made the file need not have waited.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def aside(settings: Settings) -> Iterator[Aside]:
    """Give where to make a register; what is not published is removed again.

    Raises:
        StoreUnsafe: something lies in its place already, or no folder can be made there.
    """
    if settings.on_server:
        yield Aside(settings, None)
        return
    place = Path(settings.store)
    if os.path.lexists(place):
        raise StoreUnsafe(
            f"There is a file at {place} already; it is left as it is.", "Choose another place."
        )
    for beside in (Path(f"{place}{ending}") for ending in BESIDE):
        if os.path.lexists(beside):
            raise StoreUnsafe(
                f"{beside} is left of another register, and SQLite would take it for this one's.",
                "Move it away, or choose another place.",
            )
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _clear(place.parent)
        folder, handle = _held(place.parent)
    except OSError as error:
        raise StoreUnsafe(
            f"No register can be made at {place}: {error.strerror}.", "Choose another place."
        ) from None
    try:
        yield Aside(settings._replace(store=str(folder / "register.db")), place)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def _held(above: Path) -> tuple[Path, int]:
    """Make a folder and hold it, so that no other run takes it for left behind."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=BEGUN, dir=above))
        handle = os.open(folder, _FOLDER)
        hold(handle)
        if folder.exists():
            return folder, handle
        # Somebody cleared it away before it was held.
        os.close(handle)


def _clear(above: Path) -> None:
    """Clear away registers that runs which were killed had not put in their place."""
    within = os.open(above, os.O_RDONLY | os.O_DIRECTORY)
    try:
        clear_left(
            within, _MADE, _FOLDER,
            lambda name, _: shutil.rmtree(name, ignore_errors=True, dir_fd=within),
        )  # fmt: skip
    finally:
        os.close(within)

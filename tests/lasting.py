"""Folders that last as long as a process of the suite: of what is made once and then copied."""

import shutil
import tempfile
from pathlib import Path

_MADE: list[Path] = []


def lasting_folder() -> Path:
    """Make a private folder that `clear_lasting` removes."""
    folder = Path(tempfile.mkdtemp(prefix="wingterm-made-", dir=quick_folder()))
    _MADE.append(folder)
    return folder


def clear_lasting() -> None:
    """Remove every such folder; the process is about to end."""
    while _MADE:
        shutil.rmtree(_MADE.pop(), ignore_errors=True)


def quick_folder() -> str | None:
    """Give a folder in memory where there is one: most tests are not about the disk."""
    shared = Path("/dev/shm")
    return str(shared) if shared.is_dir() else None

"""What stands in the access log of a register, for tests."""

import json
import shutil
from pathlib import Path
from typing import Any

from wingterm.domain.access import Kind
from wingterm.services.desk import Desk


def accesses(desk: Desk) -> list[dict[str, Any]]:
    """Give the records of a desk's log, oldest first, without the lines about the log itself."""
    return _records(files(desk))


def accesses_in(folder: Path) -> list[dict[str, Any]]:
    """Give the records of every log in the folder of a register, as the command line writes one."""
    return _records(sorted(folder.glob("access*/*.log")))


def _records(paths: list[Path]) -> list[dict[str, Any]]:
    lines = [json.loads(line) for path in paths for line in path.read_text("ascii").splitlines()]
    return [line for line in lines if line.get("kind") in set(Kind)]


def raw(desk: Desk) -> str:
    """Give the text of all segments."""
    return "".join(path.read_text(encoding="ascii") for path in files(desk))


def files(desk: Desk) -> list[Path]:
    """Give the segments, oldest first."""
    return sorted(Path(desk.access.folder).glob("*.log"))


def forget(desk: Desk) -> None:
    """Let the log begin anew."""
    shutil.rmtree(desk.access.folder, ignore_errors=True)

"""Packs of paper in a folder, in few words."""

import json
from pathlib import Path

from tests.registers import MINUTE, SmallRegister
from wingterm.services.contingency import write_contingency
from wingterm.services.packs import MANIFEST, Written

HOUR = 60 * MINUTE


def pack(small: SmallRegister, folder: Path, keep: int = 24, *, pdf: bool = False) -> Written:
    """Write a pack, an hour after the last one."""
    small.clock.advance(HOUR)
    return write_contingency(small.desk, small.prison("WTI"), folder, keep=keep, pdf=pdf)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def manifest_of(written: Written) -> dict[str, object]:
    held: dict[str, object] = json.loads((written.path / MANIFEST).read_text())
    return held


def tree(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder with what it holds."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }

"""Exports of the small register, changed by hand as an attacker or a bad disk would change them."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.registers import SmallRegister
from wingterm.services.exchange.export import Exported, export_register
from wingterm.services.exchange.load import Imported, import_register
from wingterm.services.exchange.manifest import MANIFEST
from wingterm.settings import Settings


def exported(small: SmallRegister, folder: Path) -> Exported:
    """Export a register into a new folder."""
    return export_register(small.desk, folder)


def imported(folder: Path, place: Path, **more: Any) -> Imported:
    """Import a folder into a file."""
    return import_register(Settings(store=str(place)), folder, **more)


def nothing_at(place: Path) -> bool:
    """Whether neither a register nor anything of its making lies where it was to be made."""
    return not place.exists() and not any(place.parent.glob(".wingterm-*"))


def resealed(folder: Path) -> None:
    """Make the manifest say what the files are now: size, lines and hash of each."""
    manifest = folder / MANIFEST
    said = json.loads(manifest.read_text())
    for file in said["files"]:
        content = (folder / file["name"]).read_bytes()
        file["bytes"] = len(content)
        file["sha256"] = hashlib.sha256(content).hexdigest()
        file["rows"] = content.count(b"\n") - (file["form"] == "csv")
    manifest.write_text(json.dumps(said, indent=1) + "\n")


def resaid(folder: Path, **more: Any) -> None:
    """Change what the manifest says."""
    manifest = folder / MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | more, indent=1) + "\n")


def rewritten(folder: Path, table: str, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """Change the rows of a table, and the manifest with them."""
    path = folder / f"{table}.jsonl"
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    change(rows)
    lines = [json.dumps(row, separators=(",", ":")) for row in rows]
    path.write_text("".join(f"{line}\n" for line in lines))
    resealed(folder)

"""What each command loads: imports are the start-up bill, and a night shift pays it at every command."""

import ast
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT

STORE_TOOLS = frozenset({"alembic", "pydantic", "sqlalchemy", "sqlmodel"})
"""What declares and changes the store; reads need none of it."""

TERMINAL = frozenset({"screens", "textual"})
"""What only the terminal needs."""

PROBE = """
import sys
from pathlib import Path
report = Path(sys.argv.pop(1))
sys.argv[0] = "wingterm"
from wingterm.cli.main import run
try:
    sys.exit(run())
finally:
    report.write_text(" ".join({name.partition(".")[0] for name in sys.modules}))
"""
"""Runs the command line as its entry point does, and reports the top-level packages it loaded."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One command, run in a process of its own."""

    code: int
    output: str
    packages: frozenset[str]
    """The top-level packages that were in memory when it ended."""


def load(folder: Path, *arguments: str) -> Loaded:
    """Run a command with a home of its own and its output in a pipe."""
    report = folder / "loaded"
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith("WINGTERM")
    }
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROBE, report, *arguments],
        cwd=folder,
        env=environment | {"HOME": str(folder), "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Loaded(done.returncode, done.stdout + done.stderr, frozenset(report.read_text().split()))


def imported_by(file: Path) -> set[str]:
    """Name every module that a file imports, at its top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


DOMAIN = sorted((ROOT / "wingterm" / "domain").rglob("*.py"))


@pytest.mark.parametrize("file", DOMAIN, ids=lambda file: str(file.relative_to(ROOT)))
def test_domain_stands_on_the_standard_library_alone(file: Path) -> None:
    foreign = {
        name
        for name in imported_by(file)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not f"{name}.".startswith("wingterm.domain.")
    }
    assert not foreign

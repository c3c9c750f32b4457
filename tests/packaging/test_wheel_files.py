"""What the wheel holds: all of the four packages that is tracked, and nothing else."""

import subprocess
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

import wingterm
from tests.cli.manual import pages
from tests.packaging.conftest import ROOT

pytestmark = [pytest.mark.packaging, pytest.mark.timeout(300)]

PACKAGES = ("wingterm", "screens", "db", "fixtures")


def metadata_of(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode())


def test_holds_what_is_tracked_and_nothing_else(wheel: Path) -> None:
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", *PACKAGES], capture_output=True, text=True, check=True
    )
    tracked = set(listed.stdout.rstrip("\0").split("\0"))
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    manual = {name for name in held if ".data/" in name}
    assert held - manual == tracked
    assert {name.partition(".data/data/share/man/man1/")[2] for name in manual} == set(pages())


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_says_that_it_is_typed(wheel: Path, package: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert f"{package}/py.typed" in archive.namelist()


def test_has_one_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/entry_points.txt"))
        commands = archive.read(name).decode().split("\n")
    assert [line for line in commands if line] == [
        "[console_scripts]",
        "wingterm = wingterm.cli.quick:run",
    ]


def test_metadata_names_version_and_licence(wheel: Path) -> None:
    metadata = metadata_of(wheel)
    assert metadata["Version"] == wingterm.__version__
    assert metadata["License-Expression"] == "MIT"
    assert metadata["License-File"] == "LICENSE"


def test_asks_for_no_tool_of_a_developer(wheel: Path) -> None:
    required = " ".join(metadata_of(wheel).get_all("Requires-Dist", []))
    for tool in ("pytest", "ruff", "mypy", "hypothesis", "hatchling"):
        assert tool not in required

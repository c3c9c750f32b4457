"""What the packaging tests share: the wheel, and a place where nothing but it is installed."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.packaging.supply import wheelhouse

ROOT = Path(__file__).parents[2]
"""The checkout."""


@dataclass(frozen=True, slots=True)
class Installation:
    """A fresh environment that holds the wheel and what it depends on, and an empty home."""

    bin: Path
    """The environment's programs."""
    home: Path
    """An empty folder: home, working directory and everything that a user's settings live in."""

    def environment(self) -> dict[str, str]:
        """Give the variables of a user who has never started wingterm."""
        return {
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PATH": f"{self.bin}{os.pathsep}{os.defpath}",
            "TERM": "xterm-256color",
        }

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in the empty folder, with nobody at a terminal."""
        program, *rest = arguments
        return subprocess.run(
            [self.bin / program, *rest],
            cwd=self.home,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist from the checkout, and the wheel from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT],
        capture_output=True,
        check=True,
        timeout=110,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def house(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill a folder with everything that a machine without a network needs."""
    folder = tmp_path_factory.mktemp("stick") / "wheelhouse"
    wheelhouse(folder, wheel)
    return folder


@pytest.fixture(scope="session")
def installation(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Install from that folder alone, by the commands of docs/install.md."""
    folder = tmp_path_factory.mktemp("installed")
    environment, home = folder / "venv", folder / "home"
    home.mkdir()
    (wheel,) = house.glob("wingterm-*.whl")
    pip = environment / "bin" / "pip"
    offline = ("install", "--quiet", "--no-index", "--find-links", house)
    for command in (
        (sys.executable, "-m", "venv", environment),
        (pip, *offline, "--require-hashes", "-r", house / "requirements.txt"),
        (pip, *offline, "--no-deps", wheel),
        (pip, "check"),
    ):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return Installation(environment / "bin", home)

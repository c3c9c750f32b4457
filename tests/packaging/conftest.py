"""What the packaging tests share: the wheel, and a place where nothing but it is installed."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

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


def works(*command: str | Path) -> bool:
    """Say whether a command is there and ends well."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


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
def installation(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Install the wheel, and only what it asks for, into a fresh environment."""
    folder = tmp_path_factory.mktemp("installed")
    environment, home = folder / "venv", folder / "home"
    home.mkdir()
    create: list[str | Path]
    install: list[str | Path]
    uv = shutil.which("uv")
    if uv and works(uv, "--version"):
        create = [uv, "venv", "--python", sys.executable, environment]
        install = [uv, "pip", "install", "--python", environment / "bin" / "python", wheel]
    else:
        create = [sys.executable, "-m", "venv", environment]
        install = [environment / "bin" / "python", "-m", "pip", "install", wheel]
    subprocess.run(create, capture_output=True, check=True)
    subprocess.run(install, capture_output=True, check=True)
    return Installation(environment / "bin", home)

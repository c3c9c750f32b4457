"""The folder from which a machine without a network installs: whole, and nothing else gets in."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.conftest import Installation
from tests.packaging.supply import SUMS, canonical, pins

pytestmark = [pytest.mark.packaging, pytest.mark.timeout(300)]


def test_it_holds_one_wheel_of_each_pin_and_the_sums_of_all(house: Path) -> None:
    there = {path.name for path in house.iterdir()}
    wanted = pins(house / "requirements-all.txt")
    needed = {canonical(pin.name) for pin in wanted if not pin.marker}
    wheels = [name for name in there if name.endswith(".whl")]
    assert needed <= {canonical(name.split("-")[0]) for name in wheels}
    summed = {line.split()[1] for line in (house / SUMS).read_text().splitlines()}
    assert summed == there - {SUMS}
    done = subprocess.run(["sha256sum", "--check", "--quiet", SUMS], cwd=house, check=False)
    assert done.returncode == 0


def test_what_was_installed_from_it_is_what_was_pinned(
    house: Path, installation: Installation
) -> None:
    done = installation.run("python", "-m", "pip", "freeze", "--all")
    pinned = {(canonical(pin.name), pin.version) for pin in pins(house / "requirements.txt")}
    lines = [line for line in done.stdout.splitlines() if "==" in line]
    found = {(canonical(name), version) for name, version in (x.split("==") for x in lines)}
    with_python = {"pip", "setuptools"}
    assert {one for one in found if one[0] not in with_python} <= pinned
    assert len(found) > 15


def test_a_wheel_that_was_changed_is_refused(house: Path, tmp_path: Path) -> None:
    """One byte more in one wheel: pip names it and installs nothing."""
    stick = tmp_path / "stick"
    stick.mkdir()
    for path in house.iterdir():
        content = path.read_bytes()
        if path.name.startswith("platformdirs-"):
            content += b"\0"
        (stick / path.name).write_bytes(content)
    done = subprocess.run(
        [
            sys.executable, "-m", "pip", "download", "--no-index", "--find-links", stick,
            "--require-hashes", "--dest", tmp_path / "out", "-r", stick / "requirements.txt",
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert "platformdirs" in done.stderr

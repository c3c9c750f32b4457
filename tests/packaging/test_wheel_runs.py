"""The wheel in an environment of its own, run from an empty folder."""

import pytest

import wingterm
from tests.packaging.conftest import Installation

pytestmark = [pytest.mark.packaging, pytest.mark.timeout(300)]


@pytest.mark.parametrize("package", ["wingterm", "screens", "db", "fixtures"])
def test_every_package_can_be_imported(installation: Installation, package: str) -> None:
    asked = f"import {package}; print({package}.__file__)"
    done = installation.run("python", "-P", "-c", asked)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(installation.bin.parent))


def test_version(installation: Installation) -> None:
    done = installation.run("wingterm", "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert wingterm.__version__ in done.stdout


def test_help(installation: Installation) -> None:
    done = installation.run("wingterm", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "roll" in done.stdout

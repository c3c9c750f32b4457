"""The wheel in an environment of its own, run from an empty folder."""

import json

import pytest

import wingterm
from tests.packaging.conftest import Installation
from tests.packaging.terminal import Terminal

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


def test_demo_without_a_terminal_leaves_a_register_that_can_be_read(
    installation: Installation,
) -> None:
    demo = installation.run("wingterm", "demo")
    assert demo.returncode == 0, demo.stderr
    roll = installation.run("wingterm", "roll", "--json")
    assert roll.returncode == 0, roll.stderr
    assert json.loads(roll.stdout)
    verified = installation.run("wingterm", "verify")
    assert verified.returncode == 0, verified.stderr


def test_terminal_opens_on_the_demo_and_quits(installation: Installation) -> None:
    with Terminal(
        [installation.bin / "wingterm", "demo"],
        folder=installation.home,
        environment=installation.environment(),
    ) as terminal:
        terminal.wait_for("Roll")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    assert "\x1b[?1049l" in terminal.drawn, "the user's own screen was not given back"

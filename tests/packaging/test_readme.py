"""Every example of the README, run in order from the installed wheel, as a reader would."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT, Installation

pytestmark = [pytest.mark.packaging, pytest.mark.timeout(300)]

CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
"""A block that shows a session: commands after `$`, and what they print."""


@dataclass(frozen=True, slots=True)
class Example:
    """One command of a session."""

    command: str
    shown: tuple[str, ...]
    """The lines that the README says it prints; a line of three dots stands for any others."""


def examples(text: str) -> Iterator[Example]:
    """Read the sessions of a page, in order."""
    for block in CONSOLE.findall(text):
        for part in re.split(r"^\$ ", block.replace("\\\n", " "), flags=re.MULTILINE)[1:]:
            command, *printed = part.splitlines()
            yield Example(command, tuple(line for line in printed if line.strip(" .")))


def test_every_example_works_as_shown(installation: Installation, tmp_path: Path) -> None:
    reader = replace(installation, home=tmp_path)
    sessions = list(examples((ROOT / "README.md").read_text(encoding="utf-8")))
    asked = [example for example in sessions if example.command.startswith("wingterm ")]
    assert len(asked) > 10
    for example in asked:
        done = subprocess.run(
            ["/bin/sh", "-c", example.command],
            cwd=reader.home,
            env=reader.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, f"{example.command}\n{done.stdout}{done.stderr}"
        printed = [line.strip() for line in (done.stdout + done.stderr).splitlines()]
        for line in example.shown:
            assert line.strip() in printed, f"{example.command} does not print: {line}"

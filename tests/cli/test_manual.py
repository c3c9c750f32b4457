"""A manual page for every command, as its help says it."""

import shutil
import subprocess

import pytest

from tests.cli.manual import FOLDER, pages


def test_the_pages_say_what_help_says() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*")}
    assert kept == pages(), "run: python -m tests.cli.manual"
    assert {"wingterm.1", "wingterm-roll.1", "wingterm-transfer-out.1"} <= set(kept)


def test_roff_has_nothing_against_them() -> None:
    found = shutil.which("groff")
    if found is None:
        pytest.skip("there is no groff")
    files = sorted(str(path) for path in FOLDER.glob("*.1"))
    done = subprocess.run(
        [found, "-man", "-ww", "-z", "-Tutf8", *files],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")

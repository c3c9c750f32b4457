"""The pseudo-terminal that the packaging tests look through."""

import os
import sys
from pathlib import Path

import pytest

from tests.packaging.terminal import COLUMNS, LINES, Terminal

ECHO = """
import os, sys
print("\\x1b[1;31msize\\x1b[0m", *os.get_terminal_size(), flush=True)
sys.exit(int(input("code? ")))
"""


def test_draws_takes_keys_and_gives_the_exit_code(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ECHO]
    with Terminal(command, folder=tmp_path, environment=dict(os.environ)) as terminal:
        terminal.wait_for(f"size {COLUMNS} {LINES}")
        terminal.wait_for("code?")
        terminal.press("7\r")
        assert terminal.wait_for_end() == 7


def test_says_what_was_drawn_instead(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "print('another thing')"]
    with (
        Terminal(command, folder=tmp_path, environment=dict(os.environ)) as terminal,
        pytest.raises(TimeoutError, match="another thing"),
    ):
        terminal.wait_for("this thing")

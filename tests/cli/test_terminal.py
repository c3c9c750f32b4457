"""`wingterm` where no terminal can show it: one sentence that points to the commands."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.test_processes import WINGTERM
from tests.packaging.terminal import Terminal
from tests.packaging.test_imports import environment
from wingterm.cli.exits import Exit

SAID = """wingterm: This is not a terminal that can show wingterm.
Use the commands instead: wingterm --help
"""


@pytest.mark.parametrize("command", [(), ("terminal",), ("--demo", "terminal")])
def test_a_pipe_gets_a_sentence(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [*WINGTERM, *command],
        cwd=tmp_path,
        env=environment(tmp_path) | {"TERM": "xterm-256color"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (Exit.USAGE, "", SAID)


@pytest.mark.parametrize("command", [(), ("terminal",)])
@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_place_a_cursor_gets_a_sentence(
    tmp_path: Path, term: str, command: tuple[str, ...]
) -> None:
    variables = environment(tmp_path) | {"TERM": term}
    with Terminal([*WINGTERM, *command], folder=tmp_path, environment=variables) as terminal:
        assert terminal.wait_for_end() == Exit.USAGE
        assert terminal.drawn == SAID.replace("\n", "\r\n")


@pytest.mark.parametrize("away", ["<", ">", "2>"])
def test_all_three_streams_must_be_the_terminal(tmp_path: Path, away: str) -> None:
    """Textual draws on stderr: sent to a file, nobody would see anything."""
    (tmp_path / "file").touch()
    command = ["sh", "-c", f'"$@" {away} file', "sh", *WINGTERM]
    variables = environment(tmp_path) | {"TERM": "xterm"}
    with Terminal(command, folder=tmp_path, environment=variables) as terminal:
        assert terminal.wait_for_end() == Exit.USAGE
        assert (tmp_path / "file").read_text() == (SAID if away == "2>" else "")

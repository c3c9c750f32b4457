"""The command line as a process of its own: streams, arguments, pipes, and how it ends."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from tests.packaging.test_imports import environment
from wingterm.cli.exits import Exit

WINGTERM = (sys.executable, "-P", "-c", "from wingterm.cli.quick import run; run()")
"""What the installed program does."""

PLACES = """code,kind,name,cna,working,maximum
A,WING,A wing,,,
A-1,LANDING,A wing landing 1,,,
A-1-001,CELL,,1,2,2
A-1-002,CELL,,1,1,1
"""

RAW = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]")
"""Bytes that act on a terminal; the end of a line is not one of them."""

ARGUMENT_MAX = 131_071
"""The longest argument that Linux hands to a program."""


@dataclass(frozen=True, slots=True)
class Host:
    """A home with a register of its own: somebody in a cell, somebody in reception."""

    home: Path

    def run(self, *typed: str | bytes, **variables: str) -> subprocess.CompletedProcess[bytes]:
        """Run a command to its end, nobody being at a terminal."""
        return subprocess.run(
            [*WINGTERM, *typed],
            cwd=self.home,
            env=environment(self.home) | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )

    def population(self) -> int:
        """Give how many people are in the prison."""
        return int(json.loads(self.run("roll", "--json").stdout)["headline"]["population"])


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Host:
    """Make a register by `wingterm init` and its first people, as a user would."""
    host = Host(tmp_path_factory.mktemp("host"))
    (host.home / "places.csv").write_text(PLACES, encoding="utf-8")
    for typed in (
        "init --prison WTI --name Wingterm --places places.csv",
        "person create Ardén Zoë --born 1990-04-12 --sex F --number A1001AA",
        "person create Birch Robin --born 1985-11-02 --sex M --number A1002AA",
        "receive A1001AA A-1-002 --authority Leeds",
        "receive A1002AA --authority Leeds",
    ):
        done = host.run(*typed.split())
        assert (done.returncode, done.stderr) == (0, b""), done
    return host


def test_answers_and_complaints_have_streams_of_their_own(host: Host) -> None:
    done = host.run("roll")
    assert (done.returncode, done.stderr) == (Exit.DONE, b"")
    assert b"Current population 2" in done.stdout
    for form, told, silent in (((), "stderr", "stdout"), (("--json",), "stdout", "stderr")):
        wrong = host.run("show", "Z9999ZZ", *form)
        assert wrong.returncode == Exit.NOT_FOUND
        assert getattr(wrong, told)
        assert getattr(wrong, silent) == b""


@pytest.mark.parametrize(
    "hostile",
    [b"\xff\xfe", b"A\x1b]0;title\x07", b"A\xed\xa0\x80", b"x" * ARGUMENT_MAX],
    ids=["bytes", "escape", "surrogate", "long"],
)
def test_no_argument_gives_a_traceback_or_reaches_the_terminal(host: Host, hostile: bytes) -> None:
    for typed in (("show", hostile), ("move", "A1002AA", hostile), (hostile,)):
        done = host.run(*typed)
        assert done.returncode in (Exit.REFUSED, Exit.USAGE, Exit.NOT_FOUND), done
        assert done.stdout == b""
        assert b"Traceback" not in done.stderr
        assert not RAW.search(done.stderr)
        assert 0 < len(done.stderr) < 10_000
    assert host.population() == 2


@pytest.mark.parametrize(
    "typed", [("roll", "--level", "cell"), ("find", "a", "--csv"), ("--help",)]
)
def test_a_reader_that_goes_away_is_no_fault(host: Host, typed: Sequence[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as nobody:
        done = subprocess.run(
            [*WINGTERM, *typed],
            cwd=host.home,
            env=environment(host.home),
            stdin=subprocess.DEVNULL,
            stdout=nobody,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (Exit.DONE, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_full_disk_is_said_and_no_success(host: Host) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*WINGTERM, "roll"],
            cwd=host.home,
            env=environment(host.home),
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert done.returncode == Exit.UNWRITTEN
    assert done.stderr.splitlines()[0] == (
        b"wingterm: The answer cannot be written: No space left on device."
    )


def test_a_reader_without_the_letters_gets_escapes(host: Host) -> None:
    done = host.run("find", "arden", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (Exit.DONE, b"")
    assert rb"Ard\xe9n" in done.stdout


@pytest.mark.parametrize(
    ("closed", "typed", "code"),
    [
        ("<&-", "release A1001AA --reason CR", Exit.USAGE),
        (">&-", "roll", Exit.DONE),
        ("2>&-", "show Z9999ZZ", Exit.NOT_FOUND),
        ("<&- >&- 2>&-", "elsewhere A1001AA NOWHERE", Exit.REFUSED),
    ],
)
def test_a_stream_that_is_closed_is_no_fault(
    host: Host, closed: str, typed: str, code: Exit
) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$@" {typed} {closed}', "sh", *WINGTERM],
        cwd=host.home,
        env=environment(host.home),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (code, b"")
    assert b"Traceback" not in done.stderr


class Asked:
    """A command that asks somebody at a terminal before it does anything."""

    def __init__(self, host: Host, *typed: str) -> None:
        """Start it, and read until it has asked."""
        self.ours, theirs = pty.openpty()
        self.program = subprocess.Popen(
            [*WINGTERM, *typed],
            cwd=host.home,
            env=environment(host.home),
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        os.close(theirs)
        self.told = self._read(b"[y/N] ")

    def _read(self, words: bytes) -> bytes:
        stderr: IO[bytes] = self.program.stderr  # type: ignore[assignment]
        told = b""
        while not told.endswith(words):
            read = os.read(stderr.fileno(), 4096)
            assert read, told
            told += read
        return told

    def answer(self, typed: bytes) -> int:
        """Type an answer; give the exit code."""
        os.write(self.ours, typed)
        return self.end()

    def interrupt(self) -> int:
        """Press Ctrl-C until it ends, as one would; give the exit code.

        Python takes note of one between the question and the wait for an answer only after that.
        """
        for _ in range(30):
            self.program.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self.program.wait(timeout=2)
                break
        return self.end()

    def end(self) -> int:
        """Wait for the end; give the exit code."""
        _, rest = self.program.communicate(timeout=60)
        self.told += rest
        os.close(self.ours)
        assert b"Traceback" not in self.told
        return self.program.returncode


def test_asks_before_somebody_leaves_and_no_is_the_default(host: Host) -> None:
    for typed in (b"\n", b"n\n", b"perhaps\n", b"\x04"):
        asked = Asked(host, "release", "A1002AA", "--reason", "CR")
        assert b"Birch, Robin, born 1985-11-02" in asked.told
        assert b"from 2 to 1" in asked.told
        assert asked.answer(typed) == Exit.REFUSED
        assert b"Nothing was done." in asked.told
    assert host.population() == 2
    assert Asked(host, "release", "A1002AA", "--reason", "CR").answer(b"y\n") == Exit.DONE
    assert host.population() == 1
    put_right = host.run("correct", "A1002AA", "--why", "a test", "--json")
    assert json.loads(put_right.stdout)["ok"] is True


def test_who_is_out_is_asked_about_too(host: Host) -> None:
    """The roll counts those inside; who is out leaves nothing of it."""
    court = ("court", "A1002AA", "--to", "York")
    assert host.run(*court).returncode == Exit.DONE
    for typed in (
        ("release", "A1002AA", "--reason", "NG", "--without-return"), ("escape", "A1002AA"),
        ("death", "A1002AA"), ("discharge-hospital", "A1001AA", "A1002AA", "--to", "Rampton"),
    ):  # fmt: skip
        asked = Asked(host, *typed)
        assert b"Birch, Robin, born 1985-11-02. At court" in asked.told
        effect = b"goes from 1 to 0" if "A1001AA" in typed else b"stays at 1"
        assert effect in asked.told
        assert asked.answer(b"\n") == Exit.REFUSED
    assert Asked(host, "escape", "A1002AA").answer(b"y\n") == Exit.DONE
    for done in (("recapture", "A1002AA"), ("death", "A1002AA", "--yes")):
        assert host.run(*done).returncode == Exit.DONE
    gone = Asked(host, "remove-body", "A1002AA")
    assert b"Died; in reception" in gone.told
    assert b"from 2 to 1" in gone.told
    assert gone.answer(b"n\n") == Exit.REFUSED
    put_right = host.run("correct", "A1002AA", "--why", "a test", "--last", "4", "--json")
    assert json.loads(put_right.stdout)["ok"] is True
    assert host.population() == 2


def test_who_is_not_inside_is_not_asked_about(host: Host) -> None:
    create = "person create Cedar Kim --born 1980-01-02 --sex M --number A1003AA"
    created = host.run(*create.split())
    assert created.returncode == Exit.DONE
    ours, theirs = pty.openpty()
    for number in ("A1003AA", "Z9999ZZ"):
        done = subprocess.run(
            [*WINGTERM, "release", number, "--reason", "CR"],
            cwd=host.home,
            env=environment(host.home),
            stdin=theirs,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stdout) == (Exit.REFUSED, b"")
        assert b"[y/N]" not in done.stderr
        assert b"Nothing was done." in done.stderr
    os.close(ours)
    os.close(theirs)


def test_ctrl_c_ends_it_with_130_and_nothing_done(host: Host) -> None:
    asked = Asked(host, "release", "A1001AA", "--reason", "CR")
    assert asked.interrupt() == Exit.INTERRUPTED
    assert b"Interrupted." in asked.told
    assert host.population() == 2


def test_without_a_terminal_nobody_leaves_unconfirmed(host: Host) -> None:
    for typed in (
        ("release", "A1001AA", "--reason", "CR"), ("transfer", "out", "A1001AA", "--to", "EXI"),
    ):  # fmt: skip
        done = host.run(*typed)
        assert (done.returncode, done.stdout) == (Exit.USAGE, b"")
        assert b"--yes" in done.stderr
    assert host.population() == 2


@pytest.mark.parametrize(
    "places",
    ["", "nonsense\n", PLACES + "A-1-001,CELL,,1,1,1\n", PLACES.replace("1,2,2", "1,3,2"),
     PLACES + "B-1-001,CELL,,1,1,1\n"],
    ids=["empty", "no header", "twice", "more working than beds", "no wing"],
)  # fmt: skip
def test_a_register_is_made_without_a_fault_or_not_at_all(tmp_path: Path, places: str) -> None:
    host = Host(tmp_path)
    (tmp_path / "places.csv").write_text(places, encoding="utf-8")
    store = tmp_path / "folder" / "register.db"
    init = ("init", "--prison", "WTI", "--name", "Wingterm", "--places", "places.csv")
    done = host.run("--store", str(store), *init)
    assert done.returncode in (Exit.REFUSED, Exit.USAGE), done
    assert done.stderr
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "places.csv"]
    assert left == []


def test_a_register_is_not_made_over_another(host: Host) -> None:
    init = ("init", "--prison", "EXI", "--name", "Exchange", "--places", "places.csv")
    assert host.run(*init).returncode != Exit.DONE
    assert host.population() == 2
    assert host.run("verify").returncode == Exit.DONE

"""Completion at its worst: hostile names, a register that is locked, away or no register at all."""

import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from db import sqlite
from tests.cli.conftest import Line
from tests.cli.test_bulk_run import rows_in
from tests.cli.test_completion import BIN, Asked, asked
from tests.registers import SmallRegister
from wingterm.cli import complete
from wingterm.cli.complete import answer
from wingterm.services.desk import os_account

__all__ = ["asked"]

NAMES = (
    "$(touch pwned)", "`touch pwned`", "a;touch pwned", "x' y\"z", "a && touch pwned", "--confirm",
    "-", ":files", "back\\slash", "*", "~", "a\u202eb",
)  # fmt: skip
"""Names of batches; those that no batch may have are refused before."""

PLANTED = ("Ard\x1b[2Jen", "Ar\ndogwood\tx", "Ar\x07den", "Ar\u202eden", "$(touch pwned)", "\x00")
"""Surnames that no form takes, written into the file by somebody."""


def planted(small: SmallRegister, sql: str, *values: str) -> None:
    """Write something into the register behind its back."""
    with small.store.write() as unit:
        unit.run(sql, values)
        unit.commit()


@pytest.mark.spoils_the_store
def test_a_planted_name_acts_on_no_reader_and_adds_no_answer(asked: Asked, held: Line) -> None:
    for name in PLANTED:
        planted(held.small, "UPDATE person SET last_name = ? WHERE number = 'A1001AA'", name)
        told = asked("show", "A1001")
        assert len(told) == 1
        assert told[0].startswith("A1001AA\t")
        assert told[0].replace("\t", "", 1).isprintable()


def test_a_batch_that_is_called_as_the_word_for_files_is_no_answer(
    asked: Asked, held: Line, tmp_path: Path
) -> None:
    file = rows_in(tmp_path, "number,cell\nA1001AA,A-1-003\n")
    for name in (":files", ":file"):
        held.do("bulk", "run", file, "--verb", "move", "--batch", name, "--confirm", "1")
    assert asked("bulk", "show", "") == [":file\tdone"]


@pytest.mark.spoils_the_store
def test_a_planted_code_is_no_answer(asked: Asked, held: Line) -> None:
    for code in ("A-1\x1b[2J", "A-1\nB", "A-1\tB", "A-1\u202e"):
        planted(
            held.small,
            "UPDATE place SET code = ? WHERE id = (SELECT min(place_id) FROM bed WHERE number > 0)",
            code,
        )
        assert asked("move", "A1001AA", "A-1") == ["A-1-002\t", "A-1-003\t"]


HOSTILE_WORDS = (
    "\x00", "\n", "\x1b[2J", "$(touch pwned)", "'", '"', "\\", "%s%n", "a" * 100_000, "\udcff",
    "\u202e", "-" * 1000, "=", "--=", "--store=", "../../etc", "A1%", "A1_", "é" * 50,
)  # fmt: skip
BEFORE = ("", "show", "move A1001AA", "--prison", "bulk show", "roll --level", "codes",
          "record A1001AA")  # fmt: skip


def test_whatever_is_typed_is_answered_quietly(asked: Asked) -> None:
    for before in BEFORE:
        for word in HOSTILE_WORDS:
            told = asked(*before.split(), word)
            assert all(line.replace("\t", "", 1).isprintable() for line in told)


def test_whatever_goes_wrong_is_not_said(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise AssertionError("nothing of this may be shown")

    monkeypatch.setattr(complete, "answers", broken)
    assert asked("show", "A1") == []


@pytest.mark.parametrize("content", [b"", b"no register", b"SQLite format 3\x00" + bytes(4096)])
def test_what_is_no_register_gives_no_answer(asked: Asked, tmp_path: Path, content: bytes) -> None:
    where = tmp_path / "register.db"
    where.write_bytes(content)
    for place in (str(where), str(tmp_path), "/dev/null", "postgresql://nobody@127.0.0.1:1/none"):
        assert asked("show", "A1", store=place) == []
    assert asked("rol", store=str(where))


def test_a_locked_register_gives_no_answer(
    asked: Asked, held: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "READ_TIMEOUT_MS", 1)
    held.small.store.close()
    connect = sqlite.driver.connect
    other = connect(held.small.where, isolation_level=None)
    monkeypatch.setattr(sqlite.driver, "connect", partial(connect, timeout=0))
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("UPDATE register_info SET id = id")
    try:
        assert asked("show", "A1") == asked("move", "A1001AA", "A-1") == []
        assert asked("roll", "--l") == ["--level\twing, landing or cell."]
    finally:
        other.close()


FOR_EVER = """
import threading
from wingterm.cli import complete
complete.answers = lambda *typed: threading.Event().wait()
complete.answer(["show", "A1"], patience_s=0.05)
print("it waited")
"""


def test_who_types_is_not_held_up_for_ever() -> None:
    """What waits in a driver is ended: without an answer, and as if nothing had been wrong."""
    done = subprocess.run(
        [sys.executable, "-c", FOR_EVER], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


BASH = r"""
eval "$(wingterm completion bash)"
COMP_WORDS=(wingterm bulk show ''); COMP_CWORD=3; _wingterm
for each in "${COMPREPLY[@]}"; do eval "set -- $each"; printf '%s\n' "$1"; done
"""
ZSH = r"""
compdef() { :; }
_describe() { printf '%s\n' "${found[@]}"; }
eval "$(wingterm completion zsh)"
words=(wingterm bulk show ''); CURRENT=4; _wingterm
"""
FISH = r"""
wingterm completion fish | source
complete -C 'wingterm bulk show '
"""


@pytest.mark.parametrize(("shell", "script"), [("bash", BASH), ("zsh", ZSH), ("fish", FISH)])
def test_no_shell_runs_what_a_batch_is_called(
    held: Line, tmp_path: Path, shell: str, script: str
) -> None:
    found = shutil.which(shell)
    if found is None or not (BIN / "wingterm").exists():
        pytest.skip(f"there is no {shell}")
    held.do("officer", "appoint", os_account(), "--name", "Real", "--role", "auditor")
    file = rows_in(tmp_path, "number,cell\nA1001AA,A-1-003\n")
    kept = []
    for name in NAMES:
        typed = ("bulk", "run", file, "--verb", "move", f"--batch={name}", "--confirm", "1")
        if held(*typed).code == 0:
            kept.append(name)
    assert len(kept) > 5
    folder = tmp_path / "here"
    folder.mkdir()
    env = {"PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(folder), "LC_ALL": "C.UTF-8",
           "WINGTERM_STORE": held.small.where}  # fmt: skip
    done = subprocess.run(
        [found, "-c", script],
        env=env,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    assert done.stdout
    assert not list(folder.rglob("pwned"))
    if shell == "bash":
        assert set(done.stdout.splitlines()) == set(kept) - {":files"}


def test_the_program_itself_gives_no_code_but_0(capfd: pytest.CaptureFixture[str]) -> None:
    assert answer([]) == 0
    assert answer(["--store", "/nowhere", "show", "A1001AA"]) == 0
    assert "roll\t" in capfd.readouterr().out

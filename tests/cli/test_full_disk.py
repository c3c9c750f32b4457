"""Where stdout takes nothing more: one sentence on stderr and a code of its own, never a fault."""

import os
from pathlib import Path

import pytest

from tests.cli import samples
from tests.cli.conftest import Line
from tests.cli.test_quiet import ran
from wingterm.cli import quick
from wingterm.cli.exits import Exit

pytestmark = pytest.mark.skipif(
    not os.path.exists("/dev/full"), reason="no device that is always full"
)

SENTENCE = "wingterm: The answer cannot be written: No space left on device."


COMMANDS = (
    "roll",
    "roll --json",
    "roll --csv",
    "list population --jsonl",
    "show A1001AA",
    "find a",
    "codes",
    "completion bash",
    "keys",
    "print roll-sheet",
    "bulk run {dir}/moves.csv --verb move --dry-run",
    "move A1003AA A-1-003",
    "back A1001AA --json",
    "verify",
    "bulk template --all",
    "export {dir}/out",
    "--help",
    "--version",
    "move --help",
)


def at_a_full_disk(patch: pytest.MonkeyPatch, typed: list[str]) -> int:
    """Run a command whose answers go to a disk without room; give its exit code."""
    with open("/dev/full", "w", encoding="utf-8") as disk, patch.context() as patched:
        patched.setattr("sys.stdout", disk)
        return ran(typed)


def test_an_answer_that_cannot_be_written_is_told_in_a_sentence(
    held: Line, private: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (private / "moves.csv").write_text(samples.FILES["moves.csv"])
    for typed in COMMANDS:
        first = [] if typed.startswith("--") else ["--store", held.small.where, "--prison", "WTI"]
        words = typed.format(dir=private).split()
        assert at_a_full_disk(monkeypatch, [*first, *words]) == Exit.UNWRITTEN, typed
        told = capfd.readouterr().err.splitlines()
        assert told == [SENTENCE, "An act is done whole or not at all; look before you repeat it."]
    assert "A-1-003" in held("show", "A1003AA").out
    assert held.small.violations() == []


def test_an_error_keeps_its_code(
    held: Line, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    first = ["--store", held.small.where, "--prison", "WTI"]
    assert at_a_full_disk(monkeypatch, [*first, "show", "Z9999ZZ", "--json"]) == Exit.NOT_FOUND
    assert SENTENCE in capfd.readouterr().err
    assert at_a_full_disk(monkeypatch, [*first, "show", "Z9999ZZ"]) == Exit.NOT_FOUND
    assert "cannot be written" not in capfd.readouterr().err


def test_another_fault_of_the_system_is_not_taken_for_a_full_disk(
    held: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("wingterm.services.roll.roll", broken)
    assert held("roll").code == Exit.FAULT


@pytest.mark.parametrize("typed", [[], ["--store", "register.db"]])
def test_a_fault_before_any_command_is_at_work_is_a_sentence(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    typed: list[str],
) -> None:
    """Settings are read before the way to the terminal is known."""

    class Left(Exception):
        pass

    def broken(*_: object) -> None:
        raise RuntimeError("nothing of this may be shown")

    def leave(code: int) -> None:
        raise Left(code)

    monkeypatch.setattr("wingterm.settings.settings_from", broken)
    monkeypatch.setattr(quick, "leave", leave)
    monkeypatch.setattr(quick, "begin", lambda: None)
    monkeypatch.setattr("sys.argv", ["wingterm", *typed])
    with pytest.raises(Left) as ended:
        quick.run()
    assert ended.value.args == (Exit.FAULT,)
    told = capfd.readouterr().err
    assert "Something went wrong inside wingterm itself (RuntimeError)." in told
    assert "nothing of this" not in told + "".join(p.read_text() for p in home.rglob("faults.log"))

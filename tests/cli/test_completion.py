"""Completion: what the shells ask, and what real shells make of the answers."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.accesses import accesses_in
from tests.cli.conftest import Line
from wingterm.cli.complete import answer
from wingterm.cli.completion import SCRIPTS
from wingterm.services import completion

BIN = Path(sys.executable).parent
Asked = Callable[..., list[str]]


@pytest.fixture
def asked(held: Line, capfd: pytest.CaptureFixture[str]) -> Asked:
    """Give what asks for the last of some words."""

    def ask(*typed: str, store: str = held.small.where) -> list[str]:
        assert answer(["--store", store, "--prison", "WTI", *typed]) == 0
        told = capfd.readouterr()
        assert told.err == ""
        return told.out.splitlines()

    return ask


def test_words_of_the_command_line(asked: Asked) -> None:
    assert asked("rol") == [
        "roll\tPrint the roll, now or at any past instant",
        "roll-days\tPrint the roll as each of the last days began",
    ]
    people = [one.partition("\t")[0] for one in asked("person", "")]
    assert people == ["create", "number", "amend", "merge", "unmerge"]
    assert "--level\twing, landing or cell." in asked("roll", "--l")
    assert asked("roll", "--level", "l") == asked("roll", "--level", "LA") == ["landing\t"]
    assert asked("roll", "--level=l") == ["--level=landing\t"]
    assert asked("list", "in-r") == ["in-reception\tIn reception"]
    assert "sex_codes\t" in asked("codes", "sex")
    assert asked("transfer", "out", "A1001AA", "--reason", "NOT") == ["NOTR\tNormal Transfer"]
    assert asked("bulk", "run", "") == [":files\t"]


def test_people_and_places_as_the_officer_may_read_them(asked: Asked, held: Line) -> None:
    assert asked("show", "a1") == [
        "A1001AA\tArden, Robin", "A1002AA\tBirch, Robin", "A1003AA\tCedar, Robin",
    ]  # fmt: skip
    # Somebody outside is named once more of the number is known; nobody by one character.
    assert asked("show", "A1004") == ["A1004AA\tDogwood, Robin"]
    assert asked("show", "A") == asked("show", "") == []
    assert asked("move", "A1001AA", "a-1-00") == ["A-1-001\t", "A-1-002\t", "A-1-003\t"]
    assert asked("transfer", "out", "A1001AA", "--to", "E") == ["EXI\tExchange"]
    assert any("A1004AA" in line["people"] for line in accesses_in(held.small.folder))


def test_nobody_is_named_to_who_may_not_read(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    from wingterm.services import opening

    monkeypatch.setattr(opening, "os_account", lambda: "stranger")
    assert asked("show", "A1") == asked("move", "A1001AA", "A-1-00") == []


def test_there_are_few_answers_and_no_complaints(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completion, "MOST", 2)
    assert len(asked("show", "A1")) == 2
    assert asked("show", "A1", store="/nowhere/at/all.db") == []
    assert asked("nonsense", "--bad", "A1") == []
    assert asked("show", "A1001AA", "\udcff") == []


BASH = """
eval "$(wingterm completion bash)"
COMP_WORDS=(wingterm list cour); COMP_CWORD=2; _wingterm; printf '%s\\n' "${COMPREPLY[@]}"
"""
ZSH = """
compdef() { :; }
_describe() { printf '%s\\n' "${found[@]}"; }
eval "$(wingterm completion zsh)"
words=(wingterm list cour); CURRENT=3; _wingterm
"""
FISH = """
wingterm completion fish | source
complete -C 'wingterm list cour'
"""


@pytest.mark.parametrize(
    ("shell", "script", "expected"),
    [
        ("bash", BASH, "court"),
        ("zsh", ZSH, "court:At court"),
        ("fish", FISH, "court\tAt court"),
    ],
)
def test_a_real_shell_completes(shell: str, script: str, expected: str, tmp_path: Path) -> None:
    found = shutil.which(shell)
    if found is None or not (BIN / "wingterm").exists():
        assert "wingterm __complete" in SCRIPTS[shell]
        pytest.skip(f"there is no {shell}")
    env = {"PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [found, "-c", script], env=env, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.stdout.splitlines(), done.stderr) == ([expected], "")

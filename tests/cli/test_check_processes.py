"""Roll checks as processes of their own: streams, exit codes, a pipe of counts, and the prompt."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_processes import PLACES, WINGTERM, Host
from tests.packaging.terminal import Terminal
from tests.packaging.test_imports import NAMES, PAPER, TERMINAL, WRITING, environment, load
from wingterm.cli.exits import Exit

NAME = "Night Officer"


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """Give a register with one in a cell and one in reception, and a check of it open."""
    return begun(tmp_path)


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Host:
    """Give the same, for tests that change nothing."""
    return begun(tmp_path_factory.mktemp("looked-at"))


def begun(home: Path) -> Host:
    host = Host(home)
    (host.home / "places.csv").write_text(PLACES, encoding="utf-8")
    (host.home / "people.csv").write_text(
        "last_name,first_name,date_of_birth,sex,number,cell\n"
        "Ardén,Zoë,1990-04-12,F,A1001AA,A-1-002\nBirch,Robin,1985-11-02,M,A1002AA,\n",
        encoding="utf-8",
    )
    for typed in (
        ["init", "--prison", "WTI", "--name", "Wingterm", "--places", "places.csv", "--people",
         "people.csv", "--officer", NAME],
        ["check", "open", "lock-up"],
    ):  # fmt: skip
        done = host.run(*typed)
        assert (done.returncode, done.stderr) == (Exit.DONE, b""), done
    return host


def show(host: Host) -> int:
    return host.run("check", "show").returncode


def piped(host: Host, text: str, *typed: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*WINGTERM, *typed], cwd=host.home, env=environment(host.home), input=text.encode(),
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_night_from_opening_to_roll_correct_at_a_terminal(host: Host) -> None:
    assert show(host) == Exit.INCOMPLETE
    counted = piped(host, "unit,counted\nA,2\nRECP,1\n", "check", "submit", "--file", "-")
    assert (counted.returncode, counted.stderr) == (Exit.DONE, b"")
    assert show(host) == Exit.DIFFERS
    command = [*WINGTERM, "check", "declare"]
    variables = environment(host.home) | {"TERM": "xterm"}
    with Terminal(command, folder=host.home, environment=variables) as terminal:
        assert terminal.wait_for_end() == Exit.REFUSED
        assert "Differs without an explanation of each person: A." in terminal.text
        assert "your own name" not in terminal.text
    assert host.run("check", "recount", "A", "1").returncode == Exit.DONE
    for typed, code in (("\n", Exit.REFUSED), ("Somebody Else\n", Exit.REFUSED)):
        with Terminal(command, folder=host.home, environment=variables) as terminal:
            terminal.wait_for("type your own name: ")
            assert "2 expected, 2 counted, difference 0." in terminal.text
            # The prompt is empty: what is typed stands alone behind it.
            assert terminal.text.endswith("type your own name: ")
            terminal.press(typed)
            assert terminal.wait_for_end() == code
    assert show(host) == Exit.INCOMPLETE
    with Terminal(command, folder=host.home, environment=variables) as terminal:
        terminal.wait_for("type your own name: ")
        terminal.press(f"{NAME}\n")
        assert terminal.wait_for_end() == Exit.DONE
        assert "ROLL CORRECT: roll check 1 of Wingterm" in terminal.text
    assert show(host) == Exit.DONE


def test_a_pipe_is_asked_nothing(looked_at: Host) -> None:
    done = piped(looked_at, f"{NAME}\n", "check", "declare")
    assert (done.returncode, done.stdout) == (Exit.USAGE, b"")
    assert b"--name" in done.stderr


def test_with_json_only_json_and_only_on_stdout(looked_at: Host) -> None:
    for typed, code in (
        (("show",), Exit.INCOMPLETE), (("show", "--unit", "A"), Exit.INCOMPLETE),
        (("show", "7"), Exit.NOT_FOUND), (("due",), Exit.DONE), (("list",), Exit.DONE),
        (("plan",), Exit.DONE), (("history",), Exit.DONE), (("hints",), Exit.DONE),
        (("submit", "Z", "1"), Exit.REFUSED), (("submit",), Exit.USAGE),
        (("submit", "--file", "nowhere.csv"), Exit.USAGE), (("declare",), Exit.USAGE),
    ):  # fmt: skip
        done = looked_at.run("check", *typed, "--json")
        assert (done.returncode, done.stderr) == (code, b""), typed
        assert json.loads(done.stdout)["ok"] is (code == Exit.DONE)


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)])
def test_a_reader_that_goes_away_takes_no_code_with_it(
    looked_at: Host, form: tuple[str, ...]
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as nobody:
        done = subprocess.run(
            [*WINGTERM, "check", "show", *form], cwd=looked_at.home,
            env=environment(looked_at.home), stdin=subprocess.DEVNULL, stdout=nobody,
            stderr=subprocess.PIPE, timeout=60, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (Exit.INCOMPLETE, b"")


@pytest.mark.parametrize(
    "typed",
    [("show",), ("show", "--json"), ("show", "--csv"), ("show", "--unit", "A"), ("list",),
     ("due",), ("due", "--json"), ("history",), ("plan",), ("hints",), ("chart",)],
)  # fmt: skip
def test_what_only_reads_loads_only_the_plain_driver(
    looked_at: Host, typed: tuple[str, ...]
) -> None:
    done = load(looked_at.home, "check", *typed)
    assert done.code in (Exit.DONE, Exit.INCOMPLETE), done.output
    assert not done.packages & (WRITING | TERMINAL | NAMES | PAPER | {"psycopg", "rich"})

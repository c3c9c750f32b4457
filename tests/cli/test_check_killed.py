"""A command that dies while it hands in a count: sent again, the count is there once."""

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

from tests.cli.test_check_processes import NAME, begun
from tests.cli.test_processes import WINGTERM, Host
from tests.packaging.test_imports import environment
from tests.torture import lengths
from wingterm.cli.exits import Exit

KILLS = int(os.environ.get("WINGTERM_KILLS", "6"))
"""How often a command is killed."""
PATIENCE_S = 60


def counts(host: Host) -> list[int]:
    """Give what was counted in the wing so far."""
    done = host.run("check", "show", "--unit", "A", "--json")
    return [count["counted"] for count in json.loads(done.stdout)["counts"]]


def killed(host: Host, after_s: float, *typed: str) -> int | None:
    """Start a command and kill it after a time; give its exit code if it had ended by itself."""
    command = subprocess.Popen(
        [*WINGTERM, *typed], cwd=host.home, env=environment(host.home),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        return command.wait(after_s)
    except subprocess.TimeoutExpired:
        command.send_signal(signal.SIGKILL)
        code = command.wait(PATIENCE_S)
        return code if code >= 0 else None


def test_a_count_is_there_once_however_its_command_died(tmp_path: Path) -> None:
    host = begun(tmp_path)
    seed = lengths.seed()
    chance, before = random.Random(seed), 0
    start = time.monotonic()
    assert host.run("check", "submit", "A", "7").returncode == Exit.DONE
    usual_s = time.monotonic() - start
    expected = [7]
    for number in range(10, 10 + KILLS):
        typed = ("check", "recount", "A", str(number), "--request-id", f"kill-{number}")
        code = killed(host, chance.uniform(0.3, 1.1) * usual_s, *typed)
        held = counts(host)
        assert held in (expected, [*expected, number]), seed
        assert code in (None, Exit.DONE), seed
        assert code is None or held != expected, seed
        before += held != expected
        again = host.run(*typed)
        assert again.returncode == Exit.DONE, (seed, again)
        expected.append(number)
        assert counts(host) == expected, seed
    for last in (
        ("check", "recount", "A", "1"), ("check", "submit", "RECP", "1"),
        ("check", "declare", "--name", NAME),
    ):  # fmt: skip
        done = host.run(*last)
        assert done.returncode == Exit.DONE, (seed, done)
    assert host.run("verify").returncode == Exit.DONE
    print(f"{seed=} {KILLS=} {before=}")  # noqa: T201 - for whoever runs with -s

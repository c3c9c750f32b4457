"""Whether the process behind another terminal still runs: an id used again is another process."""

import os
import subprocess
import sys
from subprocess import PIPE

import pytest

from wingterm.services.here import runs, this_process
from wingterm.services.origin import this_place


def test_this_one_runs_and_says_where_it_is() -> None:
    assert runs(this_process()) is True
    assert this_place().startswith(os.uname().nodename)


@pytest.mark.parametrize(
    "told",
    ["{boot} {id} 1", "{boot} 4194305 {start}", "before {id} {start}", "{boot} -1 {start}",
     "{boot}", ""],
)  # fmt: skip
def test_what_is_not_this_process_whole_does_not_run(told: str) -> None:
    host, boot, number, start = this_process().split(" ")
    assert runs(f"{host} {told.format(boot=boot, id=number, start=start)}") is False


@pytest.mark.parametrize("process", ["elsewhere 1 2 3", "", "\x1b x", " "])
def test_of_another_host_nobody_here_can_tell(process: str) -> None:
    assert runs(process) is None


def test_a_process_that_ended_and_that_nobody_has_asked_after_does_not_run() -> None:
    says = "from wingterm.services.here import this_process; print(this_process(), flush=True)"
    command = [sys.executable, "-c", f"{says}; input()"]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        assert runs(name) is True
        process.stdin.write("\n")
        process.stdin.close()
        # It stays in the table of processes until it is asked after.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert runs(name) is False

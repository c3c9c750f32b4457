"""The examples of docs/examples do what they say, on a register of their own."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_processes import WINGTERM, Host

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
DIFFERS = """cell differs: A1001AA here A-1-001, there A-1-009
only here: A1002AA \nonly there: A1003AA A-1-001
"""
PLACES = "code,kind,name,cna,working,maximum\nA,WING,A,,,\nA-1,LANDING,A1,,,\nA-1-001,CELL,,1,2,2\n"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Host:
    """Make a prison with one person in a cell and one in reception."""
    host = Host(tmp_path_factory.mktemp("examples"))
    (host.home / "places.csv").write_text(PLACES, encoding="utf-8")
    program = host.home / "wingterm"
    program.write_text(f"#!/bin/sh\nexec {WINGTERM[0]} -P -c '{WINGTERM[3]}' \"$@\"\n")
    program.chmod(0o700)
    for typed in (
        "init --prison WTI --name Wingterm --places places.csv",
        "prison-open EXI --name Exchange --places places.csv",
        "person create Arden Robin --born 1990-04-12 --sex M --number A1001AA",
        "person create Birch Robin --born 1985-11-02 --sex M --number A1002AA",
        "receive A1001AA A-1-001 --authority Leeds",
        "receive A1002AA --authority Leeds",
    ):
        done = host.run(*(["--prison", "WTI"] if "init" not in typed else []), *typed.split())
        assert done.returncode == 0, done
    return host


def example(host: Host, name: str, *typed: str, prison: str = "WTI") -> tuple[int, str, str]:
    """Run an example; give its code, what it printed, and what it told."""
    from tests.packaging.test_imports import environment

    variables = environment(host.home) | {"WINGTERM_PRISON": prison}
    variables["PATH"] = f"{host.home}:/usr/bin:/bin"
    done = subprocess.run(
        ["sh", str(EXAMPLES / name), *typed], cwd=host.home, env=variables,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def inside(host: Host, prison: str = "WTI") -> int:
    """Give how many are in a prison."""
    rows = host.run("--prison", prison, "list", "population", "--csv").stdout
    return len(rows.splitlines()) - 1


def test_reconcile_then_coach(host: Host) -> None:
    """One after the other: the second empties what the first compares."""
    other = host.home / "other.csv"
    other.write_text('name,number,cell\n"A, R",A1001AA,A-1-009\n"C, R",A1003AA,A-1-001\n')
    assert example(host, "reconcile.sh", "other.csv")[:2] == (
        1,
        DIFFERS,
    )
    other.write_text("number,cell\nA1001AA,A-1-001\nA1002AA,\n")
    assert example(host, "reconcile.sh", "other.csv") == (0, "", "")
    assert example(host, "reconcile.sh", "other.csv", prison="ZZZ")[0] == 3

    (host.home / "gx12.txt").write_text("# GX12\nA1001AA\n\nA1002AA\r\n")
    wrong = example(host, "coach.sh", "out", "gx12.txt", "EXI", "GX12", "3")
    assert wrong[0] == 2, wrong
    assert inside(host) == 2
    code, out, _ = example(host, "coach.sh", "out", "gx12.txt", "EXI", "GX12", "2")
    assert (code, "Dry run" in out, inside(host)) == (0, True, 0)
    assert "request_ids" in (host.home / "gx12.GX12-out.receipt.json").read_text()
    (host.home / "gx12-in.txt").write_text("A1001AA,A-1-001\nA1002AA\n")
    arrived = example(host, "coach.sh", "in", "gx12-in.txt", "GX12", "2", prison="EXI")
    assert arrived[0] == 0, arrived
    assert "A-1-001" in host.run("show", "A1001AA").stdout.decode()
    again = example(host, "coach.sh", "out", "gx12.txt", "EXI", "GX12", "2")
    assert (again[0], inside(host)) == (0, 0), again


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_scripts_are_clean() -> None:
    scripts = sorted(str(file) for file in EXAMPLES.glob("*.sh"))
    done = subprocess.run(["shellcheck", *scripts], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_crontab_holds_commands_that_there_are() -> None:
    from wingterm.cli.table import below

    text = (EXAMPLES / "crontab").read_text(encoding="utf-8")
    jobs = [line for line in text.splitlines() if "out=$(" in line]
    assert len(jobs) == 5
    for job in jobs:
        command = job.partition("out=$(")[2].split()
        assert "%" not in job
        assert command[0].endswith("reconcile.sh") or command[1] in below("")

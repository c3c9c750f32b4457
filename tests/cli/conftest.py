"""What the tests of the command line share: a small register and a way to type at it."""

import functools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from db import doubt
from db.engine import Store, open_store
from db.sqlite import Sqlite, driver
from tests.demos import copy_to, kept_demo
from tests.registers import ACCOUNT, COURT, SmallRegister
from wingterm.cli.main import app
from wingterm.clock import Clock, system_clock
from wingterm.errors import StoreBusy
from wingterm.services import opening
from wingterm.settings import Settings


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Line:
    """A command line in front of a small register whose clock stands still."""

    small: SmallRegister

    def __call__(self, *typed: str, prison: str = "WTI", stdin: str | None = None) -> Answer:
        """Type a command, nobody being at a terminal."""
        chosen = ["--prison", prison] if prison else []
        done = CliRunner().invoke(app, ["--store", self.small.where, *chosen, *typed], input=stdin)
        return Answer(done.exit_code, done.stdout, done.stderr)

    def do(self, *typed: str, prison: str = "WTI") -> str:
        """Type a command that must be done; give what it printed."""
        self.small.clock.advance(60_000_000)
        answer = self(*typed, prison=prison)
        assert answer.code == 0, answer
        return answer.out

    def figures(self, prison: str = "WTI") -> tuple[int, int, int, int, int, int]:
        """Give population, in reception, elsewhere, incoming, in today and out today."""
        head = self("roll", "--json", prison=prison).json["headline"]
        keys = ("population", "in_reception", "elsewhere", "incoming", "in_today", "out_today")
        return tuple(head[key] for key in keys)


@pytest.fixture
def line(small_file: SmallRegister, home: Path, monkeypatch: pytest.MonkeyPatch) -> Line:
    """Give a command line whose officer is the small register's administrator."""

    def opened(where: str, *, clock: Clock | None = None, sparing: bool = False) -> Store:
        return open_store(where, clock=clock or small_file.clock, sparing=sparing)

    monkeypatch.setattr(opening, "open_store", opened)
    monkeypatch.setattr(opening, "os_account", lambda: ACCOUNT)
    return Line(small_file)


@pytest.fixture(scope="session", autouse=True)
def _built_once() -> Iterator[None]:
    """Let Typer's commands be built once a process, as they are where one is typed."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("typer.testing._get_command", functools.cache(get_command))
        yield


@pytest.fixture
def held(line: Line) -> Line:
    """Give a command line of a prison: two people in cells, one in reception, one outside."""
    line.small.fill(hold, line)
    return line


def hold(line: Line) -> None:
    """Do what `held` says."""
    for number, last in (
        ("A1001AA", "Arden"), ("A1002AA", "Birch"), ("A1003AA", "Cedar"), ("A1004AA", "Dogwood"),
    ):  # fmt: skip
        line.do(
            "person", "create", last, "Robin", "--born", "1990-04-12", "--sex", "M",
            "--number", number,
        )  # fmt: skip
    line.do("receive", "A1001AA", "A-1-001", "--authority", COURT)
    line.do("receive", "A1002AA", "A-1-002", "--authority", COURT)
    line.do("receive", "A1003AA", "--authority", COURT)


@pytest.fixture
def checked(held: Line) -> Line:
    """Give a prison with a roll check open: A 1, RECP 1, WORKSHOP 0, one of A at court."""
    held.small.fill(open_check, held)
    return held


def open_check(held: Line) -> None:
    """Do what `checked` says."""
    for account, name in (("jdoe", "J. Doe"), ("kroe", "K. Roe")):
        held.do("officer", "appoint", account, "--name", name, "--role", "orderly-officer")
    held.do("court", "A1002AA", "--to", "Leeds Crown Court", "--due", "17:30")
    held.do("check", "open", "lock-up")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty home, and no setting from outside."""
    for name in ("WINGTERM_STORE", "WINGTERM_PRISON", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


@pytest.fixture
def ready_demo(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the demo be a copy of one of three days that is made once."""
    kept = kept_demo(tmp_path_factory, "three-days", system_clock, days=3)

    def copied(settings: Settings, clock: Clock, progress: object) -> None:
        copy_to(settings, kept)

    monkeypatch.setattr("wingterm.services.demo.opening.build_demo", copied)


@contextmanager
def failing_commit(*, after: bool, away: bool) -> Iterator[None]:
    """Let the next commit fail, before it was done or after; `away`: and nobody reach the register.

    Args:
        after: whether it was done.
        away: whether no connection can be made from then on.
    """
    commit = Sqlite.commit

    def gone(_: object) -> None:
        raise StoreBusy("The register cannot be reached.", "Try again.")

    with pytest.MonkeyPatch.context() as trouble:

        def broken(dialect: Sqlite, cursor: object) -> bool:
            trouble.setattr(Sqlite, "commit", commit)
            if away:
                trouble.setattr(Sqlite, "connect", gone)
            if after:
                commit(dialect, cursor)
            raise driver.OperationalError("database or disk is full")

        trouble.setattr(doubt, "PATIENCE_S", 0)
        trouble.setattr(Sqlite, "commit", broken)
        yield

"""What each command loads: imports are the start-up bill, paid again at every command."""

import ast
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.demos import copy_to, kept_demo
from tests.packaging.conftest import ROOT
from wingterm.clock import system_clock
from wingterm.settings import Settings

WRITING = frozenset({"alembic", "pydantic", "sqlalchemy", "sqlmodel"})
"""What declares and changes the store; reads need none of it."""

TERMINAL = frozenset({"aiohttp", "jinja2", "screens", "textual", "textual_serve"})
"""What only the terminal needs, at a terminal or in a browser."""

NAMES = frozenset({"jellyfish"})
"""What only a search for a name, or a name that is new, needs."""

PAPER = frozenset({"PIL", "fontTools", "fpdf"})
"""What only a PDF needs."""

FACTORS = frozenset({"argon2", "_argon2_cffi_bindings", "_cffi_backend"})
"""What only signing on by name, or setting the digits for it, needs."""

NEEDLESS = WRITING | TERMINAL | NAMES | PAPER | FACTORS | {
    "asyncio", "email", "http", "inspect", "platformdirs", "psycopg", "rich", "rules", "typer",
}  # fmt: skip
"""What a command that reads has no use for, on SQLite and with nobody watching."""

COMPILED = frozenset({"copy", "dataclasses", "hashlib", "pathlib", "textwrap", "urllib", "uuid"})
"""What nothing that officers look at all day has a use for: records that are compiled anew at every
start, and what the standard library brings with it."""

ALL_DAY = 29
"""How many of `READING`, from the first on, are such."""

USUAL = (0, 10, 11, 12)
"""Codes of a command that was done: those of a roll check say how it stands."""

OURS = ("WINGTERM", "XDG_")
"""Beginnings of the variables that could lead to a register other than the test's."""

PROBE = """
import atexit, sys
report = sys.argv.pop(1)
sys.argv[0] = "wingterm"

def tell():
    with open(report, "w") as file:
        file.write(" ".join({name.partition(".")[0] for name in sys.modules}))

atexit.register(tell)
from wingterm.cli.quick import run
run()
"""
"""Runs the command line by its entry point, and reports the top-level packages it loaded."""

EVERY_READ = """
import json, sys
from wingterm.cli import quick

told = sys.stdout
quick.begin()
for typed in json.loads(sys.argv[1]):
    sys.stdout = open("answer", "w+")
    code = quick.command(typed)
    sys.stdout.flush()
    length = sys.stdout.tell()
    sys.stdout.close()
    loaded = sorted({name.partition(".")[0] for name in sys.modules} - {"inspect"})
    late = [name for name in ("inspect",) if "__file__" in vars(sys.modules[name])]
    late += ["rules"] if "wingterm.domain.decide" in sys.modules else []
    print(code, length, *typed, "|", *loaded, *late, file=told)
"""
"""Runs commands in one process, each as the entry point does, its output in a file; prints a line
for each: the code, the length of the answer, what was typed and what is loaded by then; `rules`
stands for what decides whether an act may be done."""

READING = (
    "--version", "roll", "roll --json", "roll --csv --level cell", "roll --as-of 00:01", "prisons",
    "find a", "find A-1-001 --json", "show NUMBER", "show NUMBER --json", "particulars NUMBER",
    "list population", "list in-today --csv", "list overdue --json", "places", "places --csv",
    "cells", "cells --room --json", "map A", "roll-days --days 2", "occupancy", "daily-state",
    "evacuation", "check plan", "check list", "check history", "print roll-sheet",
    "print daily-state", "kinds",
    "check due", "check show", "check chart", "history NUMBER", "cell-history A-1-001",
    "officer list", "officer roles", "codes", "codes sex_codes", "goto A-1-001", "drafts",
    "bulk list", "bulk list --csv", "bulk template", "bulk template move", "prison-settings",
)  # fmt: skip
"""Commands that only read, with a prison number for NUMBER; those first that load the least."""

EVERY_HELP = """
import contextlib, io, sys
import typer
from wingterm.cli.main import app

def leaves(command, path):
    yield path
    with contextlib.suppress(AttributeError):
        for name in command.list_commands(context := typer.Context(command)):
            yield from leaves(command.get_command(context, name), [*path, name])

root = typer.main.get_command(app)
for path in leaves(root, []):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        root([*path, "--help"])
    print(" ".join(path), *sorted({name.partition(".")[0] for name in sys.modules}), sep="\\t")
"""
"""Asks every command for its help in one process; prints what is loaded so far, a line each."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One command, run in a process of its own."""

    code: int
    output: str
    packages: frozenset[str]
    """The top-level packages that were in memory when it ended."""


def environment(home: Path) -> dict[str, str]:
    """Give the variables of a user who has never started wingterm, on this checkout."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    return kept | {"HOME": str(home), "PYTHONPATH": str(ROOT)}


def load(home: Path, *arguments: str) -> Loaded:
    """Run a command in a process of its own, its output in a pipe."""
    report = home / "loaded"
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROBE, report, *arguments],
        cwd=home,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Loaded(done.returncode, done.stdout + done.stderr, frozenset(report.read_text().split()))


@pytest.fixture(scope="module")
def prison(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home whose demo is one of three days, that is made once for a whole run of tests."""
    home = tmp_path_factory.mktemp("prison")
    kept = kept_demo(tmp_path_factory, "three-days", system_clock, days=3)
    place = home / ".local" / "share" / "wingterm" / "demo" / "register.db"
    place.parent.mkdir(parents=True, mode=0o700)
    copy_to(Settings(store=str(place)), kept)
    return home


@pytest.mark.parametrize("asked", ["--version", "--help"])
def test_asking_what_it_is_loads_neither_store_nor_terminal(tmp_path: Path, asked: str) -> None:
    done = load(tmp_path, asked)
    assert done.code == 0, done.output
    assert not done.packages & (WRITING | TERMINAL | NAMES | PAPER | {"db", "rich"})


def test_help_of_no_command_loads_what_writes_or_the_terminal(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", EVERY_HELP],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert len(lines) > 10, "the walk did not reach the commands"
    guilty = {
        path: found for path, *found in lines if set(found) & (WRITING | TERMINAL | NAMES | PAPER)
    }
    assert not guilty


def test_what_reads_loads_only_the_plain_driver_and_what_it_says(prison: Path) -> None:
    number = load(prison, "list", "population", "--csv").output.splitlines()[1].split('"')[1]
    typed = [words.replace("NUMBER", number).split() for words in READING]
    done = subprocess.run(
        [sys.executable, "-P", "-c", EVERY_READ, json.dumps(typed)],
        cwd=prison,
        env=environment(prison),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert len(lines) == len(READING), done.stderr
    for at, line in enumerate(lines):
        told, _, loaded = line.partition(" | ")
        code, length, _ = told.split(" ", 2)
        assert int(code) in USUAL, line + done.stderr
        assert int(length) > 0, line
        needless = NEEDLESS | COMPILED if at < ALL_DAY else NEEDLESS
        assert not needless & set(loaded.split()), line


def test_what_writes_loads_neither_typer_nor_sqlmodel(prison: Path) -> None:
    for typed in (("person", "create", "Example", "Robin", "--born", "1990-04-12", "--sex", "M"),
                  ("places", "rename", "A-1", "First night centre")):  # fmt: skip
        done = load(prison, *typed)
        assert done.code == 0, done.output
        assert not done.packages & (WRITING | TERMINAL | PAPER | {"asyncio", "rich", "typer"})


@pytest.mark.parametrize("sheet", ["roll-sheet", "daily-state", "movements", "count-sheet"])
def test_only_a_pdf_loads_what_makes_pdfs(prison: Path, sheet: str) -> None:
    text = load(prison, "print", sheet)
    assert text.code == 0, text.output
    assert not text.packages & (WRITING | TERMINAL | NAMES | PAPER | {"psycopg", "rich"})
    pdf = load(prison, "print", sheet, "--pdf", str(prison / f"{sheet}.pdf"))
    assert pdf.code == 0, pdf.output
    assert pdf.packages >= PAPER
    assert not pdf.packages & (WRITING | TERMINAL | NAMES | {"psycopg", "rich"})


def test_a_pack_of_text_loads_nothing_that_makes_pdfs(prison: Path) -> None:
    for more in (("--no-pdf",), ("--check",)):
        done = load(prison, "contingency", str(prison / "packs"), *more)
        assert done.code == 0, done.output
        assert not done.packages & (WRITING | TERMINAL | NAMES | PAPER | {"psycopg", "rich"})


@pytest.mark.parametrize("command", [("demo",), ("roll",), ("verify",), ("person", "create")])
def test_no_command_loads_the_terminal_without_one(prison: Path, command: tuple[str, ...]) -> None:
    assert not load(prison, *command).packages & TERMINAL


def imported_by(file: Path) -> set[str]:
    """Name every module that a file imports, at its top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_two_modules_know_typer() -> None:
    found = {
        file.name
        for file in (ROOT / "wingterm" / "cli").glob("*.py")
        if "typer" in {name.partition(".")[0] for name in imported_by(file)}
    }
    assert found == {"main.py", "plain.py"}


DOMAIN = sorted((ROOT / "wingterm" / "domain").rglob("*.py"))


@pytest.mark.parametrize("file", DOMAIN, ids=lambda file: str(file.relative_to(ROOT)))
def test_domain_stands_on_the_standard_library_alone(file: Path) -> None:
    foreign = {
        name
        for name in imported_by(file)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not f"{name}.".startswith("wingterm.domain.")
    }
    assert not foreign

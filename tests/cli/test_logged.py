"""Who is named by any command is in the log or the books first; with a broken log nobody is.

Every command of `samples` is typed, so every one of the table but those that answer with a screen
(tests/screens/test_logged.py walks these).
"""

import re
import shlex
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.accesses import accesses_in
from tests.cli import samples, schemas
from tests.cli.conftest import Answer, Line
from tests.cli.day import (
    MINUTE,
    a_line,
    as_a_shell_does,
    last_entry,
    leave_drafts,
    spoil_file,
    story,
    write_files,
)
from wingterm.domain.access import EVERYBODY, numbers_in

FORMS = ("", "--csv")
"""Beside `--json`, in which everything is typed."""
COMMON = frozenset({"unknown", "held", "gone"})
"""Surnames of the samples that are words of ours too; these people are known by their numbers."""
NAMES_NOBODY = "Choose one of: "
"""Begins a list of our own words, one of which is a surname of the samples."""


class Typed(NamedTuple):
    """A line that was typed, and what came of it."""

    text: str
    words: str
    """The command."""
    named: frozenset[str]
    """Prison numbers of those whom the answer, or a file that it wrote, names."""
    logged: frozenset[str]
    """Of those of whom a line was written to the log by it."""
    booked: frozenset[str]
    """Of those of whom an entry was written."""
    answer: Answer


def _people(line: Line) -> dict[str, str]:
    with line.small.store.read() as reader:
        return dict(reader.rows("SELECT number, last_name FROM person", ()))


def _named(text: str, people: Mapping[str, str]) -> frozenset[str]:
    """Give those whom a text names, by number or by surname."""
    text = "\n".join(row for row in text.splitlines() if NAMES_NOBODY not in row)
    surnames = {n: last for n, last in people.items() if last.lower() not in COMMON}
    by_name = {n for n, last in surnames.items() if re.search(rf"\b{last}\b", text, re.IGNORECASE)}
    return (numbers_in([text]) & people.keys()) | by_name


def _entries(line: Line) -> dict[str, str]:
    """Give whom each entry of the books is about, by hash."""
    with line.small.store.read() as reader:
        return dict(
            reader.rows(
                "SELECT e.hash, p.number FROM entry e JOIN person p ON p.id = e.person_id"
                " OR (e.subject_kind = 'person' AND p.id = e.subject_id)",
                (),
            )
        )


def _written(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.suffix == ".txt"}


def typed(text: str, line: Line, folder: Path, forms: tuple[str, ...] = ()) -> Iterator[Typed]:
    """Type a story as JSON; and once more in other forms, where it only reads."""
    write_files(folder)
    last = "1"
    for row in text.strip().splitlines():
        line.small.clock.advance(MINUTE)
        if row.startswith("$"):
            for path in folder.glob(row[1:].strip()):
                spoil_file(path)
            continue
        prison, rest = "WTI", row.lstrip("!")
        if rest.startswith("@"):
            prison, _, rest = rest[1:].partition(" ")
        command, _, sent = rest.format(dir=folder, last=last).partition(" < ")
        words = [_there(word) for word in shlex.split(command)]
        known = schemas.command_of(words)
        assert known is not None, row
        for form in ("--json", *forms):
            lines, entries = len(accesses_in(line.small.folder)), _entries(line)
            files_before = _written(folder)
            typed = [*words, *([form] if form else [])]
            answer = line(*typed, prison=prison, stdin=f"{sent}\n" if sent else None)
            new = [p.read_text() for p, at in _written(folder).items() if files_before.get(p) != at]
            people = _people(line)
            logged = {n for one in accesses_in(line.small.folder)[lines:] for n in one["people"]}
            logged |= people.keys() if EVERYBODY in logged else set()
            booked = {n for hash_, n in _entries(line).items() if hash_ not in entries}
            told = _named("\n".join([answer.out, answer.err, *new]), people)
            yield Typed(row, known, told, frozenset(logged), frozenset(booked), answer)
            if form == "--json" and answer.code == 0:
                last = last_entry(answer) or last


def _there(word: str) -> str:
    """Give the file that a word with a star stands for; the word where there is none."""
    try:
        return as_a_shell_does(word)
    except StopIteration:
        return word


def unlogged(found: list[Typed]) -> list[tuple[str, list[str]]]:
    """Give what was typed, with those whom it named and who stand nowhere."""
    told = [(one.text, sorted(one.named - one.logged - one.booked)) for one in found]
    return [(text, who) for text, who in told if who]


@pytest.fixture(autouse=True)
def at_home(home: Path) -> Path:
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    return tmp_path


def _begun(line: Line, folder: Path) -> None:
    story(samples.BEFORE, line, folder)
    leave_drafts(line)


def test_whoever_a_command_names_is_in_the_log_or_in_the_books(folder: Path) -> None:
    done: list[Typed] = []
    for name in samples.STORIES:
        with a_line() as line:
            _begun(line, folder / f"{name}-before")
            done += typed(getattr(samples, name), line, folder / name)
            if name in samples.READ_AFTER:
                done += typed(samples.READS, line, folder / name, FORMS)
    assert unlogged(done) == []
    assert {one.words for one in done} == set(schemas.wanted()) - {"init", "import"}
    assert sum(bool(one.named) for one in done) > 150, "the samples name people"


def test_with_a_log_that_cannot_be_written_nobody_is_named(folder: Path) -> None:
    named: set[str] = set()
    refused: set[str] = set()
    with a_line() as line:
        _begun(line, folder / "before")
        story(BUSY, line, folder / "busy")
        (log,) = line.small.folder.glob("access-*")
        shutil.rmtree(log)
        log.write_text("not a folder")
        for name in ("READS", *samples.STORIES):
            forms = FORMS if name == "READS" else ()
            found = list(typed(getattr(samples, name), line, folder / name, forms))
            assert unlogged(found) == []
            named |= {one.words for one in found if one.named}
            refused |= {one.words for one in found if "access log" in one.answer.out}
    assert named.isdisjoint(READ_ONLY)
    assert refused >= READ_ONLY, READ_ONLY - refused


BUSY = """
record A1001AA release-date date=2026-03-03 confirmed_by="K. Hale"
court A1002AA --to "Leeds Crown Court" --due 17:30 --escort P
check open lock-up
check submit A 0 --by tester
list population
"""
"""What has people on every sheet and behind every hint."""
READ_ONLY = frozenset({
    "find", "goto", "show", "particulars", "history", "list", "cells", "cell-history", "map",
    "evacuation", "daily-state", "print roll-sheet", "print daily-state", "print movements",
    "print count-sheet", "print check", "check show", "check hints", "drafts", "log", "receipt",
    "disclose", "export", "contingency", "backup", "retention run",
})  # fmt: skip
"""Commands that name people and write nothing of them."""

"""A day of every command, told: what was typed, and what was answered."""

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from db.engine import Store, open_store
from tests.cli import samples, schemas
from tests.cli.conftest import Answer, Line, failing_commit
from tests.cli.test_drafts import LEFT
from tests.cli.test_init_people import typed as at_home
from tests.registers import ACCOUNT, open_small_register
from wingterm.clock import Clock
from wingterm.services import opening
from wingterm.services.drafts import holder, released, save

MINUTE = 60_000_000


class Told(NamedTuple):
    """A line of a story, and what it came to."""

    text: str
    """As it stands in `samples`."""
    words: str
    """The command."""
    answer: Answer

    @property
    def refused(self) -> bool:
        """Whether it says of itself that it is not done."""
        return self.text.startswith("!")


def whole_day(folder: Path) -> list[Told]:
    """Tell every story, each at a register of its own, in a folder that is empty and private."""
    with a_line() as line:
        found = story(samples.READS, line, folder / "empty")
    for name in samples.STORIES:
        with a_line() as line:
            story(samples.BEFORE, line, folder / f"{name}-before")
            leave_drafts(line)
            found += story(getattr(samples, name), line, folder / name)
            if name in samples.READ_AFTER:
                found += story(samples.READS, line, folder / name)
    return found + in_doubt(folder / "doubt") + at_an_empty_home(folder / "WHOLE")


@contextmanager
def a_line() -> Iterator[Line]:
    """Give the command line of an officer in front of a small register of its own."""
    small = open_small_register()

    def opened(where: str, *, clock: Clock | None = None, sparing: bool = False) -> Store:
        return open_store(where, clock=clock or small.clock, sparing=sparing)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(opening, "open_store", opened)
        patched.setattr(opening, "os_account", lambda: ACCOUNT)
        yield Line(small)
    small.close()


def story(text: str, line: Line, folder: Path) -> list[Told]:
    """Type a story, a minute after each other."""
    write_files(folder)
    found: list[Told] = []
    last = ""
    for typed in text.strip().splitlines():
        line.small.clock.advance(MINUTE)
        if typed.startswith("$"):
            spoil_file(next(folder.glob(typed[1:].strip())))
            continue
        prison, rest = "WTI", typed.lstrip("!")
        if rest.startswith("@"):
            prison, _, rest = rest[1:].partition(" ")
        command, _, sent = rest.format(dir=folder, last=last).partition(" < ")
        words = [as_a_shell_does(word) for word in shlex.split(command)]
        known = schemas.command_of(words)
        assert known is not None, typed
        answer = line(*words, "--json", prison=prison, stdin=f"{sent}\n" if sent else None)
        last = last_entry(answer) or last
        found.append(Told(typed, known, answer))
    return found


def in_doubt(folder: Path) -> list[Told]:
    """Type an act of which nobody can tell whether it was done."""
    with a_line() as line:
        story(samples.BEFORE, line, folder)
        with failing_commit(after=True, away=True):
            return story("!elsewhere A1001AA WORKSHOP", line, folder)


def at_an_empty_home(folder: Path) -> list[Told]:
    """Type what makes a register, where there is none; what was exported lies in the folder."""
    found = []
    for typed in samples.HOME.strip().splitlines():
        words = shlex.split(typed.lstrip("!").format(dir=folder))
        known = schemas.command_of(words[2:] if words[0] == "--store" else words)
        assert known is not None
        found.append(Told(typed, known, at_home(*words, "--json")))
    return found


def as_a_shell_does(word: str) -> str:
    """Give the file that a word with a star stands for, as a shell does."""
    path = Path(word)
    return str(next(path.parent.glob(path.name))) if "/" in word and "*" in word else word


def write_files(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    for name, text in samples.FILES.items():
        (folder / name).write_text(text, encoding="utf-8")


def spoil_file(file: Path) -> None:
    with file.open("a", encoding="utf-8") as handle:
        handle.write("spoilt")


def leave_drafts(line: Line) -> None:
    """Leave drafts that no form has open: of a move, of an alert of two, of what is done later."""
    desk = line.small.desk
    alert = replace(LEFT, id="left-2", verb="record", kind="alert", key="XA", person="",
                    people=("A1001AA", "A1002AA"))  # fmt: skip
    for draft in (LEFT, alert, replace(LEFT, id="mine")):
        held = holder(desk)
        save(desk, draft, held, first=True)
        released(desk, draft.id, held)


def last_entry(answer: Answer) -> str:
    """Give the number of the newest entry that an act wrote, empty for none."""
    lines = answer.json.get("receipt", {}).get("lines", ())
    return next((str(one["entries"][-1]).rpartition("-")[2] for one in lines if one["entries"]), "")

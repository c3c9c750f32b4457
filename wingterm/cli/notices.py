"""Everything that goes to stderr, and the exit code that belongs to it; never a traceback."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import TYPE_CHECKING

from wingterm import errors
from wingterm.cli import output
from wingterm.cli.exits import Exit
from wingterm.domain.text import safe_line

if TYPE_CHECKING:
    from pathlib import Path

    from wingterm.domain.outcomes import Objection, Warning

CODES: tuple[tuple[type[errors.WingtermError], Exit], ...] = (
    (errors.BadInput, Exit.USAGE),
    (errors.NotFound, Exit.NOT_FOUND),
    (errors.NotAuthorised, Exit.NOT_AUTHORISED),
    (errors.Conflict, Exit.CONFLICT),
    (errors.StoreBusy, Exit.BUSY),
    (errors.CommitDoubtful, Exit.NOT_KNOWN),
    (errors.StoreStopped, Exit.NOT_SOUND),
    (errors.StoreError, Exit.UNUSABLE),
    (errors.WingtermError, Exit.FAULT),
)
"""Error families in the order in which they are looked up."""

LONGEST = 1000
"""Most characters of a line: what was typed may be quoted in it, and may be anything."""

_FAULT = "Something went wrong inside wingterm itself"
_WHOLE = "An act is done whole or not at all; look before you repeat it."


def notice(text: str) -> None:
    """Print one line to stderr, after everything that stdout still holds."""
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    with contextlib.suppress(OSError):
        print(_clipped(safe_line(text)), file=sys.stderr)


def progress(what: str) -> Callable[[int, int], None]:
    """Give what says on one line of the terminal how many days of how many are made.

    Where stderr is no terminal it says nothing.
    """
    shown = sys.stderr.isatty()

    def tell(done: int, whole: int) -> None:
        # Every twentieth: the terminal may be at the end of a slow line.
        if shown and (done % 20 == 0 or done == whole):
            end = "\n" if done == whole else ""
            text = f"\r{what}: day {done} of {whole}"
            print(text, end=end, file=sys.stderr, flush=True)

    return tell


def counted(what: str) -> Callable[[str, int], None]:
    """Give what says on one line of the terminal how many rows of which table are done.

    Where stderr is no terminal it says nothing.
    """
    shown = sys.stderr.isatty()

    def tell(table: str, rows: int) -> None:
        if shown:
            # Blanks over what a longer name left.
            line = f"\r{what}: {table} {rows or '':<20}\r"
            print(line, end="", file=sys.stderr, flush=True)

    return tell


def under_way(what: str) -> None:
    """Say at a terminal what may take a while; elsewhere nothing."""
    if sys.stderr.isatty():
        notice(what)


def rows_done(what: str) -> Callable[[int, int], None]:
    """Give what says on one line of the terminal how many rows of how many are done.

    Where stderr is no terminal it says nothing.
    """
    shown = sys.stderr.isatty()
    told = -1

    def tell(done: int, whole: int) -> None:
        nonlocal told
        # Every hundredth part of the whole: the terminal may be at the end of a slow line.
        step = done * 100 // max(whole, 1)
        if shown and step != told:
            told = step
            end = "\n" if done == whole else ""
            print(f"\r{what}: {done} of {whole} rows", end=end, file=sys.stderr, flush=True)

    return tell


_NO_INPUT = ContextVar("no input", default=False)


def can_ask() -> bool:
    """Whether somebody may be asked: stdin is a terminal, and asking is not ruled out."""
    return not _NO_INPUT.get() and sys.stdin.isatty()


def ask_nothing(wanted: bool) -> Callable[[], None]:
    """Rule out asking, if that is wanted; give what ends it."""
    token = _NO_INPUT.set(wanted)
    return lambda: _NO_INPUT.reset(token)


def ask(question: str) -> bool:
    """Ask at the terminal; no is the default, and what an end of input means."""
    print(f"{_clipped(safe_line(question))} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def asked(question: str) -> str:
    """Ask for words at the terminal, from an empty prompt; what an end of input means is none."""
    print(f"{_clipped(safe_line(question))} ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def secret(question: str) -> str:
    """Ask at the terminal for what is not to be seen; nothing that is typed is shown."""
    from getpass import getpass

    return getpass(f"{_clipped(safe_line(question))} ", stream=sys.stderr).strip()


def secrets(lines: int) -> list[str]:
    """Read what is not to be seen from stdin, a line each; a line that is missing is empty."""
    return [sys.stdin.readline().strip() for _ in range(lines)]


def code_of(error: errors.WingtermError) -> Exit:
    """Give the exit code of an error."""
    return next(code for family, code in CODES if isinstance(error, family))


def told(error: errors.WingtermError, *, as_json: bool = False) -> Exit:
    """Say what is wrong and what to do; give the exit code."""
    code = code_of(error)
    if as_json:
        where: dict[str, object] = {}
        if isinstance(error, errors.BadInput):
            where = {"file": error.file, "line": error.line, "field": error.field}
        elif isinstance(error, errors.CommitDoubtful):
            where = {"request_id": error.request_id}
        _error_as_json(code, error.message, error.hint, **where)
        return code
    notice(f"wingterm: {error.message}")
    if error.hint:
        notice(error.hint)
    return code


def misused(message: str, usage: str, *, as_json: bool = False) -> Exit:
    """Say that the words of a command do not fit together; give the exit code."""
    if as_json:
        _error_as_json(Exit.USAGE, message, usage)
        return Exit.USAGE
    # A command that needs a subcommand and got none is answered with its whole help.
    for text in message.splitlines() if "\n" in message else (usage, f"wingterm: {message}"):
        if text or "\n" in message:
            notice(text)
    return Exit.USAGE


def interrupted(
    *, sentence: str = "Interrupted.", remedy: str = _WHOLE, as_json: bool = False
) -> Exit:
    """Say that Ctrl-C ended the command; give the exit code."""
    if as_json:
        _error_as_json(Exit.INTERRUPTED, sentence, remedy)
    else:
        notice(f"{sentence} {remedy}")
    return Exit.INTERRUPTED


def objections(found: "Iterable[Objection]", *, lines: bool) -> None:
    """Print every reason against an act.

    Args:
        found: the reasons.
        lines: whether to say which request of the act each is about.
    """
    for objection in found:
        where = f"line {objection.line}: " if lines else ""
        notice(f"{where}{objection.sentence} [{objection.code}]")
        if objection.remedy:
            notice(f"  {objection.remedy}")
    notice("Nothing was done.")


def warnings(found: "Iterable[Warning]", *, lines: bool) -> None:
    """Print every warning and how to go on in spite of it; `lines` as for `objections`."""
    held = list(found)
    for warning in held:
        where = f"line {warning.line}: " if lines else ""
        notice(f"{where}{warning.sentence} [{warning.code}]")
    codes = dict.fromkeys(warning.code for warning in held)
    options = " ".join(f'--ack {code}="..."' for code in codes)
    notice(f"Nothing was done. To go on, say why: {options}")


def unwritten(error: OSError) -> Exit:
    """Say on stderr, also where JSON was asked for, that stdout takes nothing; give the code."""
    notice(f"wingterm: The answer cannot be written: {error.strerror}.")
    notice(_WHOLE)
    return Exit.UNWRITTEN


def fault(error: BaseException, log: "Path", instant: str, *, as_json: bool = False) -> Exit:
    """Say in a sentence that wingterm itself is at fault; where it happened goes to a log.

    The log names files and lines of the program, never a value: a value may be somebody's name.
    """
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{os.path.basename(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    kind = type(error).__name__
    try:
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
        handle = os.open(log, flags, 0o600)
        with open(handle, "a", encoding="utf-8") as file:
            file.write(f"{instant} {kind}: {' < '.join(reversed(places))}\n")
        where = f"Tell whoever looks after wingterm what {log} says."
    except OSError:
        where = f"It happened in {places[-1] if places else 'an unknown place'}."
    if as_json:
        _error_as_json(Exit.FAULT, f"{_FAULT} ({kind}).", f"{_WHOLE} {where}")
        return Exit.FAULT
    notice(f"wingterm: {_FAULT} ({kind}).")
    notice(f"{_WHOLE} {where}")
    return Exit.FAULT


def _error_as_json(code: Exit, sentence: str, remedy: str, **more: object) -> None:
    kind = code.name.lower().replace("_", "-")
    where = {"file": "", "line": 0, "field": "", **more}
    known = {"code": kind, "sentence": _clipped(sentence), "remedy": _clipped(remedy), **where}
    output.as_json(ok=False, error=known)


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."

"""Everything that goes to stderr, and the exit code that belongs to it. No traceback reaches staff."""

import sys
import traceback
from collections.abc import Iterable
from pathlib import Path

from wingterm import errors
from wingterm.cli.exits import Exit
from wingterm.domain.outcomes import Objection, Warning
from wingterm.domain.text import safe_line

CODES: tuple[tuple[type[errors.WingtermError], Exit], ...] = (
    (errors.BadInput, Exit.USAGE),
    (errors.NotFound, Exit.NOT_FOUND),
    (errors.NotAuthorised, Exit.NOT_AUTHORISED),
    (errors.Conflict, Exit.CONFLICT),
    (errors.StoreBusy, Exit.BUSY),
    (errors.StoreError, Exit.UNUSABLE),
    (errors.WingtermError, Exit.FAULT),
)
"""Error families in the order in which they are looked up."""


def notice(text: str) -> None:
    """Print one line to stderr, after everything that stdout still holds."""
    sys.stdout.flush()
    print(safe_line(text), file=sys.stderr)  # noqa: T201 - this module owns stderr


def code_of(error: errors.WingtermError) -> Exit:
    """Give the exit code of an error."""
    return next(code for family, code in CODES if isinstance(error, family))


def told(error: errors.WingtermError) -> Exit:
    """Say what is wrong and what to do; give the exit code."""
    notice(f"wingterm: {error.message}")
    if error.hint:
        notice(error.hint)
    return code_of(error)


def objections(found: Iterable[Objection], *, lines: bool) -> None:
    """Print every reason against an act."""
    for objection in found:
        where = f"line {objection.line}: " if lines else ""
        notice(f"{where}{objection.sentence} [{objection.code}]")
        if objection.remedy:
            notice(f"  {objection.remedy}")
    notice("Nothing was done.")


def warnings(found: Iterable[Warning], *, lines: bool) -> None:
    """Print every warning and how to go on in spite of it."""
    for warning in found:
        where = f"line {warning.line}: " if lines else ""
        notice(f"{where}{warning.sentence} [{warning.code}]")
    notice("Nothing was done. To go on, say why for each: --ack CODE=REASON")


def fault(error: BaseException, log: Path) -> Exit:
    """Say in a sentence that wingterm itself is at fault; where it happened goes to a log, without values."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    try:
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with log.open("a", encoding="ascii") as file:
            file.write(f"{type(error).__name__}: {' < '.join(reversed(lines))}\n")
        where = f"Tell its makers what {log} says."
    except OSError:
        where = f"It happened in {lines[-1] if lines else 'an unknown place'}."
    notice(f"wingterm: something went wrong inside wingterm itself ({type(error).__name__}).")
    notice(f"An act is done whole or not at all; look before you repeat it. {where}")
    return Exit.FAULT

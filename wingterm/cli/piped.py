"""Standard input line by line: what `-` stands for where a command takes numbers, or texts."""

import sys
from collections.abc import Sequence
from typing import BinaryIO

from wingterm.cli import notices
from wingterm.cli.declare import Ended
from wingterm.cli.exits import Exit
from wingterm.errors import BadInput

WORD = "-"
"""What is typed for the numbers of standard input."""
HERE = "standard input"
"""The name of it in what is told."""
MOST = 10_000
"""Most numbers of one act: as many as `wingterm bulk` does as one."""
BYTES_MAX = 4_000_000
"""Most that is read: a line of `wingterm list --csv` is well under 400 bytes."""
FAULTS_MAX = 1000
"""Most lines that are told one by one; where more are no numbers it is no list of them."""
NUMBER_COLUMNS = ("number", "person")
"""How a first line begins that names columns."""


def spelled_out(typed: Sequence[str], *, as_json: bool) -> list[str]:
    """Give what was typed with the numbers of standard input in place of `-`.

    Args:
        typed: prison numbers, and one `-`.
        as_json: whether faults are told as JSON.

    Raises:
        BadInput: `-` stands there twice, or what was read is no list of numbers.
        Ended: some lines are no prison numbers; all of them were told.
    """
    if typed.count(WORD) > 1:
        raise BadInput("`-` stands there twice.", "Type it once.", field="NUMBER")
    at = typed.index(WORD)
    return [*typed[:at], *_numbers(_read("prison numbers"), as_json=as_json), *typed[at + 1 :]]


def texts() -> list[str]:
    """Give the lines of standard input, each once, without blank ones and those that begin with #.

    Raises:
        BadInput: there are none, too many, or it is no text.
    """
    lines = (text.strip() for text in _read("texts to find"))
    found = list(dict.fromkeys(text for text in lines if text and not text.startswith("#")))
    if not found:
        raise BadInput(f"There is nothing on {HERE}.", "Send texts, one a line.", file=HERE)
    if len(found) > MOST:
        raise BadInput(
            f"There are {len(found)} texts on {HERE}; at most {MOST} are looked for at once.",
            "Send fewer at a time.", file=HERE,
        )  # fmt: skip
    return found


def stream(what: str) -> BinaryIO:
    """Give standard input, which should hold lines of some kind.

    Who is at a terminal is told what to type.

    Raises:
        BadInput: it is a terminal, and nothing may be asked for.
    """
    if notices.can_ask():
        notices.notice(f"Type {what}, one a line; end with Ctrl-D.")
    elif sys.stdin.isatty():
        raise BadInput(
            f"Nothing is sent to {HERE}, and nothing may be asked for.", f"Pipe the {what} in.",
            file=HERE,
        )  # fmt: skip
    return sys.stdin.buffer


def _read(what: str) -> list[str]:
    """Read the lines of standard input, which should be of some kind."""
    held = stream(what).read(BYTES_MAX + 1)
    if len(held) > BYTES_MAX:
        raise BadInput(
            f"{HERE} is longer than {BYTES_MAX} bytes.", f"Send {what}, one a line.", file=HERE
        )
    try:
        return held.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        line = held.count(b"\n", 0, error.start) + 1
        raise BadInput(
            f"{HERE}, line {line} is not UTF-8.", "Send it in UTF-8.", file=HERE, line=line
        ) from None


def _numbers(lines: Sequence[str], *, as_json: bool) -> list[str]:
    """Give the prison number of each line, each once, in order."""
    from wingterm.domain.people import FieldRefused, parse_prison_number
    from wingterm.services.csv_input import Fault

    found: dict[str, None] = {}
    faults: list[Fault] = []
    begun = False
    for line, text in enumerate(lines, start=1):
        first = text.partition(",")[0].strip().strip('"').strip()
        if not first or first.startswith("#"):
            continue
        header, begun = not begun and first.lower() in NUMBER_COLUMNS, True
        if header:
            continue
        try:
            found[parse_prison_number(first)] = None
        except FieldRefused:
            faults.append(Fault(line, "number", f"{first[:40]} is not a prison number."))
            if len(faults) > FAULTS_MAX:
                raise BadInput(
                    f"{HERE} has more than {FAULTS_MAX} lines that are no prison numbers, the first"
                    f" is line {faults[0].line}.",
                    "Send prison numbers, one a line.", file=HERE, line=faults[0].line,
                ) from None  # fmt: skip
    if faults:
        from wingterm.cli.faults import tell_faults

        tell_faults(HERE, tuple(faults), as_json=as_json, nothing="nothing was done")
        raise Ended(Exit.USAGE)
    if not found:
        raise BadInput(
            f"There is no prison number on {HERE}.",
            "Send them one a line; see whether what should send them went wrong.",
            file=HERE,
        )
    if len(found) > MOST:
        raise BadInput(
            f"There are {len(found)} prison numbers on {HERE}; one act takes {MOST}.",
            "Do more of them with `wingterm bulk run`.",
            file=HERE,
        )
    return list(found)

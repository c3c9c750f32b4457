"""How roll checks look at the command line: plain values for machines, lines for people."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from wingterm.cli import output
from wingterm.cli.exits import Exit
from wingterm.domain.figures import with_sign

if TYPE_CHECKING:
    from wingterm.services.checks.enquiry import CheckLine, DueLine
    from wingterm.services.checks.sheet import CheckSheet

WIDTH = 80
"""Columns of what is printed."""

JOINED = "\u00a0"
"""A blank at which no line ends."""

NEAR = 12 * 3_600_000_000
"""Microseconds within which the time of the day says which day is meant."""

_INSTANTS = ("at", "as_of", "since", "standing_since", "now")
_LENGTHS = ("took", "mean_clear")


class Record(Protocol):
    """A named tuple."""

    def _asdict(self) -> dict[str, Any]: ...


def plain(record: Record, *without: str) -> dict[str, Any]:
    """Give a record as JSON has it: instants as text, lengths of time in seconds.

    Args:
        record: the record.
        without: fields to leave out.
    """
    from wingterm.domain.times import iso

    def held(name: str, value: object) -> object:
        if isinstance(value, int) and (name in _INSTANTS or name.endswith("_at")):
            return iso(value)
        return value // 1_000_000 if isinstance(value, int) and name in _LENGTHS else value

    return {n: held(n, v) for n, v in record._asdict().items() if n not in without}


def signed(difference: int | None) -> str:
    """Give a difference with its sign; empty before there is one."""
    if difference is None:
        return ""
    return with_sign(difference)


def near(instant: int, to: int, zone: str) -> str:
    """Give the time of the day of an instant, of one far from another with its day."""
    from wingterm.domain.times import shown_full, to_local

    if abs(instant - to) < NEAR:
        return to_local(instant, zone).strftime("%H:%M")
    return shown_full(instant, zone)


def paragraph(text: str, indent: str = "") -> Iterator[str]:
    """Give a text as lines of a page; those that go on stand further in.

    What is joined by `JOINED` stays in one line.
    """
    import textwrap

    from wingterm.domain.text import safe_line

    further = f"{indent}  "
    for one in textwrap.wrap(
        safe_line(text), WIDTH, initial_indent=indent, subsequent_indent=further,
        break_on_hyphens=False,
    ):  # fmt: skip
        yield one.replace(JOINED, " ")


def say(text: str, indent: str = "") -> None:
    """Print a text within the width of a page."""
    for one in paragraph(text, indent):
        output.line(one)


def code_of(sheet: "CheckSheet") -> Exit:
    """Give the exit code that says how a check stands; overdue comes before the others."""
    from wingterm.domain.checks.record import CheckState

    if sheet.overdue:
        return Exit.OVERDUE
    codes = {CheckState.CORRECT: Exit.DONE, CheckState.DIFFERS: Exit.DIFFERS}
    return codes.get(sheet.state, Exit.INCOMPLETE)


def word_of(one: "CheckLine") -> str:
    """Give how a check of a list stands, in capitals."""
    if one.overdue:
        return "OVERDUE"
    return one.state.value.partition(" TO ")[0]


def check_as_plain(one: "CheckLine") -> dict[str, Any]:
    """Give a check of a list as JSON has it."""
    return plain(one, "now")


def dues_as_plain(found: "Sequence[DueLine]") -> list[dict[str, Any]]:
    """Give times at which checks are due as JSON has them."""
    return [plain(one) for one in found]


def some(codes: Sequence[str]) -> str:
    """Give codes as a list in a sentence."""
    return ", ".join(codes)

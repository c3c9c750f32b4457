"""Roll checks over days, in letters that every terminal and printer has: a row a day.

Each check of a day is a letter for how it ended, its kind, its time and how long it took; a time at
which none was opened stands among them.
"""

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median_low
from typing import NamedTuple

from wingterm.domain.checks.due import DueState
from wingterm.domain.checks.kinds import MINUTE, NAMES, CheckKind
from wingterm.domain.checks.record import CheckState
from wingterm.domain.times import duration_in_words, local_date, to_local
from wingterm.services.checks.enquiry import CheckLine, DueLine

CORRECT, DIFFERED, ABANDONED, OPEN, MISSED, DUE, LATE = "C", "D", "A", "O", "M", "T", "!"
"""How a check stands, in one letter, and that there are late entries against it."""

LEGEND = {
    CORRECT: "declared correct",
    DIFFERED: "declared after a unit differed",
    ABANDONED: "abandoned",
    OPEN: "open",
    MISSED: "missed",
    DUE: "to be opened",
    LATE: "late entries against it",
}
"""Each letter in words."""

SHORT: dict[CheckKind, str] = {
    CheckKind.UNLOCK: "UN",
    CheckKind.MIDDAY: "MI",
    CheckKind.RETURN: "RE",
    CheckKind.LOCK_UP: "LO",
    CheckKind.NIGHT: "NI",
    CheckKind.STAND_FAST: "SF",
    CheckKind.EMERGENCY: "EM",
}
"""Each kind in two letters."""

_DAY = 10
"""Columns of the day before its checks."""
_CELL = 17
"""Columns of a check, with the blank before it."""
_NARROWEST = 40
"""Fewest columns that words are wrapped to."""


class _Mark(NamedTuple):
    """A check, or a time at which none was opened, as it is drawn."""

    at: int
    letter: str
    late: bool
    kind: CheckKind
    took: int | None

    def cell(self, timezone: str) -> str:
        """Give it in `_CELL` columns: `D! LO 17:31 1h05`."""
        late = LATE if self.late else " "
        time = to_local(self.at, timezone).strftime("%H:%M")
        return f" {self.letter}{late} {SHORT[self.kind]} {time} {_length(self.took):<4}"


def check_chart(
    lines: Sequence[CheckLine], dues: Sequence[DueLine], width: int, timezone: str
) -> tuple[str, ...]:
    """Draw roll checks over days, the newest day first, and what each kind took.

    Args:
        lines: the checks of a period.
        dues: when checks were due in it; those that were opened are drawn from `lines` alone.
        width: columns; 80 are enough, more take more checks beside each other.
        timezone: the prison's.
    """
    marks = sorted((*map(_of_check, lines), *_not_opened(dues)), key=lambda mark: mark.at)
    if not marks:
        return ("No roll check was opened or due in this time.",)
    days: dict[date, list[_Mark]] = {}
    for mark in marks:
        days.setdefault(local_date(mark.at, timezone), []).append(mark)
    shown = sorted(days, reverse=True)
    return (
        *textwrap.wrap(
            f"Roll checks by the day, {shown[-1]} to {shown[0]}: each with its kind, its time and "
            "how long it took from opening to ROLL CORRECT.",
            max(_NARROWEST, width),
        ),
        *_wrapped((f"{letter} {words}" for letter, words in LEGEND.items()), width),
        *_wrapped(_kinds_in_words(marks), width),
        "",
        *(row for day in shown for row in _rows(day, days[day], width, timezone)),
        "",
        *_by_kind(lines, dues),
    )


def _of_check(line: CheckLine) -> _Mark:
    if line.state is CheckState.CORRECT:
        letter = DIFFERED if line.differed_units else CORRECT
    else:
        letter = ABANDONED if line.state is CheckState.ABANDONED else OPEN
    return _Mark(line.opened_at, letter, line.late > 0, line.kind, line.took)


def _not_opened(dues: Iterable[DueLine]) -> list[_Mark]:
    letters = {DueState.MISSED: MISSED, DueState.DUE: DUE}
    return [
        _Mark(due.due_at, letters[due.state], False, due.kind, None)
        for due in dues
        if due.state in letters
    ]


def _rows(day: date, marks: Sequence[_Mark], width: int, timezone: str) -> Iterable[str]:
    """Give a day's row, and more where its checks do not fit beside each other."""
    beside = max(1, (width - _DAY) // _CELL)
    for first in range(0, len(marks), beside):
        cells = "".join(mark.cell(timezone) for mark in marks[first : first + beside])
        label = "" if first else f"{day:%a %d %b}"
        yield f"{label:<{_DAY}}{cells}".rstrip()


def _length(took: int | None) -> str:
    """Give a length of time in 4 columns at most."""
    if took is None:
        return ""
    hours, minutes = divmod(took // MINUTE, 60)
    if hours > 99:
        return ">99h"
    if hours > 9:
        return f"{hours}h"
    if hours:
        return f"{hours}h{minutes:02d}"
    return f"{minutes}m" if minutes else "<1m"


def _kinds_in_words(marks: Sequence[_Mark]) -> Iterable[str]:
    used = {mark.kind for mark in marks}
    return (f"{SHORT[kind]} {NAMES[kind].lower()}" for kind in CheckKind if kind in used)


def _wrapped(words: Iterable[str], width: int) -> list[str]:
    """Give the parts of a legend in as many lines as they need; none is broken."""
    # A blank that is no place to break at, inside each part.
    text = "   ".join(part.replace(" ", "\0") for part in words)
    room = max(_NARROWEST, width)
    wrapped = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\0", " ") for line in wrapped]


def _by_kind(lines: Sequence[CheckLine], dues: Sequence[DueLine]) -> Iterable[str]:
    """Give a line for each kind: how many, and how long they usually took."""
    yield "Kind              Checks  Correct  Differed  Missed  Median to ROLL CORRECT"
    for kind in CheckKind:
        own = [line for line in lines if line.kind is kind]
        missed = sum(due.kind is kind and due.state is DueState.MISSED for due in dues)
        if not own and not missed:
            continue
        took = [line.took for line in own if line.took is not None]
        differed = sum(line.differed_units > 0 for line in own)
        usual = _in_words(median_low(took)) if took else "-"
        yield (f"{NAMES[kind]:<16} {len(own):>7} {len(took):>8} {differed:>9} {missed:>7}  {usual}")


def _in_words(took: int) -> str:
    return duration_in_words(took) if took >= MINUTE else "under 1 min"

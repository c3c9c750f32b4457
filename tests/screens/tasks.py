"""The commonest tasks: which keys, from where, and what the register says afterwards.

The tests press these keys, and docs/keys.md is made from the same table: what is published is what
was tried.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tests.registers import COURT, MINUTE, SmallRegister
from tests.screens.pilots import done, receive, register
from wingterm.domain import requests as asked
from wingterm.errors import NotFound
from wingterm.services.checks.sheet import check_sheet
from wingterm.services.particulars import particulars
from wingterm.services.people import show

ONE, TWO = "A1111AA", "A2222AA"
LANDING = ("enter", "enter")
"""From the board to the only landing of the small prison; the cursor is on its first cell."""


class Typed(NamedTuple):
    """Something typed letter by letter."""

    text: str
    what: str


Step = str | Typed
"""A key by its name, or something typed."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task as an officer does it."""

    name: str
    start: str
    """What is on the screen before the first key, in words."""
    steps: tuple[Step, ...]
    stored: Callable[[SmallRegister], object]
    """What the register says of it."""
    before: object
    after: object
    limit: int = 0
    """Most key presses that it may take; 0 for none."""
    untyped: bool = False
    """Whether the limit is besides the typed values."""
    opening: tuple[str, ...] = LANDING
    """Keys from the board to where it starts, which are not counted."""
    prepare: Callable[[SmallRegister], object] = lambda small: receive(small, ONE, "A-1-001")
    sees: str = ""
    """What the screen then shows."""

    @property
    def presses(self) -> int:
        """How many keys are pressed, each letter of a value too."""
        return sum(len(step.text) if isinstance(step, Typed) else 1 for step in self.steps)

    @property
    def typed(self) -> int:
        """How many of these type a value."""
        return sum(len(step.text) for step in self.steps if isinstance(step, Typed))


def _state(small: SmallRegister) -> str:
    return show(small.desk, ONE).state


def _kind(small: SmallRegister) -> str:
    return str(show(small.desk, ONE).kind)


def _nothing(_small: SmallRegister) -> None:
    return None


def _moved(small: SmallRegister) -> None:
    receive(small, ONE)
    done(small, asked.Move(prison="WTI", person=ONE, to="A-1-001"))


def _at_court(small: SmallRegister) -> None:
    receive(small, ONE, "A-1-001")
    small.clock.advance(MINUTE)
    done(small, asked.CourtOut(prison="WTI", person=ONE, destination="LEEDCC"))


def _alerts(small: SmallRegister) -> tuple[str, ...]:
    small.clock.advance(MINUTE)
    return tuple(line.key for line in particulars(small.desk, ONE) if line.kind == "alert")


def _checked(small: SmallRegister) -> None:
    receive(small, ONE, "A-1-001")
    done(small, asked.OpenCheck(prison="WTI", kind="lock-up"))


def _all_counted(small: SmallRegister) -> None:
    _checked(small)
    for unit, counted in (("A", "1"), ("RECP", "0"), ("WORKSHOP", "0")):
        done(small, asked.SubmitCount(prison="WTI", check=1, unit=unit, counted=counted))


def _counted_in_a(small: SmallRegister) -> int | None:
    return check_sheet(small.desk, small.prison("WTI")).units[0].counted


def _state_of_check(small: SmallRegister) -> str:
    try:
        return check_sheet(small.desk, small.prison("WTI")).state.value
    except NotFound:
        return ""


def _written(_small: SmallRegister) -> bool:
    return any("evacuation" in file.name.lower() for file in Path.cwd().glob("*.txt"))


IN_CELL = "In cell A-1-001"
ROW = "a list with the person under the cursor"

TASKS: tuple[Task, ...] = (
    Task(
        "Move somebody to another cell",
        ROW,
        ("m", Typed("a1002", "cell"), "enter"),
        _state, IN_CELL, "In cell A-1-002", limit=12,
    ),
    Task(
        "The same, knowing only the prison number",
        "the board",
        ("ctrl+g", Typed(ONE.lower(), "prison number"), "enter", "m", Typed("a1002", "cell"),
         "enter"),
        _state, IN_CELL, "In cell A-1-002", opening=(),
    ),
    Task(
        "Find a person by three letters of the surname",
        "any list",
        ("f", Typed("exa", "surname"), "enter"),
        _state, IN_CELL, IN_CELL, limit=6, opening=(), sees=f"{ONE}  Example, Robin",
    ),
    Task(
        "Receive a known person into a cell, with the court that ordered it",
        "any list",
        ("r", Typed(ONE.lower(), "prison number"), "tab", Typed(COURT, "authority"),
         "tab", "tab", "tab", "tab", Typed("a1001", "cell"), "enter"),
        _state, "Outside", IN_CELL, limit=25, untyped=True, opening=(),
        prepare=lambda small: register(small, ONE),
    ),
    Task(
        "Out to court",
        ROW,
        ("o", Typed("leedcc", "court"), "enter"),
        _state, IN_CELL, "At court, bed in A-1-001",
    ),
    Task(
        "Back in from court",
        ROW,
        ("b", "enter"),
        _state, "At court, bed in A-1-001", IN_CELL, prepare=_at_court,
    ),
    Task(
        "To the workshop",
        ROW,
        ("e", "f2", Typed("w", "part of the area"), "enter", "enter"),
        _state, IN_CELL, "At WORKSHOP, bed in A-1-001",
    ),
    Task(
        "Release, with its question",
        ROW,
        ("l", Typed("cr", "reason"), "enter", "y"),
        _state, IN_CELL, "Outside",
    ),
    Task(
        "Transfer to another prison, with its question",
        ROW,
        ("t", Typed("exi", "prison"), "enter", "y"),
        _kind, "CELL", "EN_ROUTE",
    ),
    Task(
        "The figures of a wing for a roll check",
        "the board",
        ("ctrl+g", Typed("a", "wing"), "enter"),
        _nothing, None, None, opening=(), sees="Wing A",
    ),
    Task(
        "Who is in a cell",
        "anywhere",
        ("ctrl+g", Typed("a1001", "cell"), "enter"),
        _nothing, None, None, opening=(), sees="A-1-001     1 of 1   A1111AA Example, Robin",
    ),
    Task(
        "The evacuation list to a file",
        "anywhere",
        ("ctrl+e", "f7"),
        _written, False, True, opening=(), sees="Written to",
    ),
    Task(
        "Correct the last movement",
        ROW,
        ("c", Typed("wrong cell", "why"), "enter"),
        _state, IN_CELL, "In reception", prepare=_moved,
    ),
    Task(
        "Put an alert on record",
        ROW,
        ("p", Typed("ale", "part of the kind"), "enter", Typed("xa", "alert"), "enter"),
        _alerts, (), ("XA",),
    ),
    Task(
        "Open a roll check",
        "any list",
        ("ctrl+r", "n", Typed("lock-up", "kind"), "enter"),
        _state_of_check, "", "INCOMPLETE", opening=(), sees="0 of 3 counted",
    ),
    Task(
        "Hand in the count of a unit",
        "the night screen, the unit under the cursor",
        ("c", Typed("1", "count"), "enter"),
        _counted_in_a, None, 1, opening=("ctrl+r",), prepare=_checked, limit=3,
        sees="1 of 3 counted",
    ),
    Task(
        "Declare the roll correct, with its question",
        "the night screen",
        ("d", Typed("Test Officer", "own name"), "enter", "y"),
        _state_of_check, "READY TO DECLARE", "ROLL CORRECT", opening=("ctrl+r",),
        prepare=_all_counted, sees="Chain head",
    ),
)  # fmt: skip
"""The commonest tasks, in the order in which they are published."""

"""A seat at a real pseudo-terminal, and the way from the board to every kind of screen."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.registers import ACCOUNT, SmallRegister
from tests.typist import Typist, environment, python

RUN = """
import sys
from wingterm.app import run_terminal
from wingterm.clock import FixedClock
from wingterm.services.opening import default_prison, open_desk
from wingterm.settings import Settings
clock = FixedClock(int(sys.argv[3]))
desk = open_desk(Settings(store=sys.argv[1]), "terminal", clock=clock, account=sys.argv[2])
sys.exit(run_terminal(desk, default_prison(desk, "WTI")))
"""
BOARD = "Roll board"
SETTLED_S = 0.25
"""How long nothing must come until a screen counts as drawn, on a busy machine too."""

WAYS: dict[str, tuple[str, ...]] = {
    "board": (),
    "wing": ("enter",),
    "landing": ("enter", "enter"),
    "person": ("enter", "enter", "enter"),
    "form": ("enter", "enter", "enter", "m"),
    "people": ("1",),
    "find": ("f2",),
    "lists": ("f4",),
    "report": ("ctrl+e",),
    "map": ("enter", "k"),
    "trend": ("u",),
    "occupancy": ("u", "u"),
    "goto": ("ctrl+g",),
    "drafts": ("f8",),
    "choose": ("m", "f2"),
    "more": ("v",),
    "palette": ("ctrl+p",),
    "help": ("f1",),
    "check": ("ctrl+r",),
    "checks": ("ctrl+r", "y"),
}
"""Keys from the board to a screen of each name; F3 as often leads back."""

TITLES = {
    "board": BOARD, "wing": "Wing A", "landing": "Landing A-1", "person": "Person",
    "form": "Move", "people": "Current population", "find": "Find a person", "lists": "Lists",
    "report": "EVACUATION", "help": "Help: board",
    "check": "Roll check", "checks": "Roll checks",
}  # fmt: skip
"""What stands in the first line of a screen."""


@contextmanager
def seat(small: SmallRegister, **variables: str) -> Iterator[Typist]:
    """Open the terminal on a register, with the register's clock standing still; at the board.

    Args:
        small: the register.
        variables: of the environment, besides or instead of the usual ones.
    """
    command = python(RUN, small.where, ACCOUNT, str(small.clock()))
    with Typist(command, environment(**variables), folder=small.folder) as typist:
        typist.until_sees("q Quit")
        typist.settle(SETTLED_S)
        yield typist


def go(typist: Typist, name: str) -> int:
    """Go from the board to a screen; give the bytes of the last change."""
    sent = 0
    for key in WAYS[name]:
        sent = typist.press(key, SETTLED_S).size
    if name in TITLES:
        typist.until(lambda: TITLES[name] in typist.picture[0])
    return sent


def come_back(typist: Typist) -> None:
    """Go back to the board."""
    for _ in range(6):
        if BOARD in typist.picture[0]:
            return
        typist.press("f3", SETTLED_S)
    assert BOARD in typist.picture[0], typist.picture


def looks(typist: Typist) -> list[str]:
    """Give which cells are bold (b), reverse (r), underlined (u), or both bold and reverse (B)."""
    screen = typist.screen
    return [
        "".join(
            "B" if cell.bold and cell.reverse
            else "r" if cell.reverse
            else "b" if cell.bold
            else "u" if cell.underscore
            else " "
            for cell in (screen.buffer[y][x] for x in range(screen.columns))
        ).rstrip()
        for y in range(screen.lines)
    ]  # fmt: skip

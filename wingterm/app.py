"""The terminal: shows screens, looks whether the register moved on, and keeps quiet.

Reads are done where they are asked for, in the thread of the screens: each is a few milliseconds on
a plain connection, ends its transaction before anything is drawn, and cannot overtake another.
Writes go to a thread, because a write may have to wait for other writers (`screens.form`).
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import screens  # Sets what Textual reads once, when it is first imported.

# isort: split

from textual.app import App
from textual.binding import BindingType
from textual.events import Event, Key, Paste
from textual.filter import LineFilter
from textual.reactive import Reactive

from screens.base import Frame
from screens.board import BoardScreen
from screens.form import FormScreen
from screens.parts.line_filter import SafeText
from screens.register import RegisterScreen
from screens.session import Session
from wingterm.domain.situation import Prison
from wingterm.errors import BadInput, WingtermError
from wingterm.services.desk import Desk

COLUMNS, LINES = 80, 24
"""The smallest terminal that the screens are made for."""
POLL_S = 0.3
"""How often it is looked whether the register moved on. Nothing is sent when it did not."""


class WingtermApp(App[int]):
    """The application."""

    CSS_PATH = Path(screens.__file__).parent / "style.tcss"
    TITLE = "wingterm"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    ESCAPE_TO_MINIMIZE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (COLUMNS, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (LINES, "-tall")]  # noqa: RUF012
    # Part of the class: with NO_COLOR a theme set after construction would be black on black.
    theme: Reactive[str] = Reactive("ansi-dark")

    def __init__(self, desk: Desk, prison: Prison) -> None:
        """Make the application of an officer at a desk."""
        super().__init__()
        self.session = Session(desk, prison)

    def on_mount(self) -> None:
        """Show the board and begin to look for changes."""
        self.push_screen(BoardScreen(self.session))
        self.set_interval(POLL_S, self.look)

    def look(self) -> None:
        """Let the screen read again what another terminal, or midnight, may have changed."""
        screen = self.screen
        try:
            moved = self.session.moved_on()
        except WingtermError as error:
            if isinstance(screen, Frame):
                screen.say_error(error)
            return
        if moved and isinstance(screen, RegisterScreen | FormScreen):
            screen.reread()

    @property
    def too_small(self) -> bool:
        """Whether the window is smaller than the screens are made for."""
        return self.size.width < COLUMNS or self.size.height < LINES

    async def on_event(self, event: Event) -> None:
        """Let no key through to a screen that cannot be seen, but the one that leaves."""
        if isinstance(event, Key | Paste) and self.too_small:
            if isinstance(event, Key) and event.key == "ctrl+q":
                self.exit(0)
            return
        await super().on_event(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Give the filters of every line that is drawn; the last gate for hostile text."""
        return [*super().get_line_filters(), SafeText()]

    async def action_quit(self) -> None:
        """Leave; nothing that was typed and not done is kept."""
        self.exit(0)

    def action_help_quit(self) -> None:
        """Say how to leave; Ctrl-C is for copying in a terminal."""
        if isinstance(self.screen, Frame):
            self.screen.say("Ctrl+Q leaves wingterm.")


def run_terminal(desk: Desk, prison: Prison) -> int:
    """Open the terminal; give the exit code.

    Args:
        desk: the officer and the open register.
        prison: which prison is shown.

    Raises:
        BadInput: there is no terminal, or one that cannot place a cursor.
    """
    # Textual draws on stderr.
    if os.environ.get("TERM", "dumb") == "dumb" or not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise BadInput(
            "This is not a terminal that can show wingterm.",
            "Use the commands instead: wingterm --help",
        )
    return WingtermApp(desk, prison).run(mouse=False) or 0

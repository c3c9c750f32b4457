"""Help: what a screen is for, and the keys that are live on it."""

from typing import Any

from screens.base import Frame, ListFrame
from screens.parts.line_list import Row
from screens.parts.lines import columns, wrapped
from screens.session import Session
from wingterm.actions import ACTIONS, Grade, live_on, shown_key

GENERAL = (
    "Everything that these keys do, a command of the same words does too: wingterm --help. Nothing "
    "is ever deleted: a mistake is corrected by an entry that says it never happened."
)

MORE = next(action.shown_key for action in ACTIONS if action.id == "more")
"""What stands before the words of a verb without a key of its own."""


class HelpScreen(ListFrame[None]):
    """Explains the screen below it."""

    NAME = "help"

    def __init__(self, session: Session, below: Frame[Any]) -> None:
        """Explain a screen."""
        super().__init__(session)
        self._below = below

    def on_mount(self) -> None:
        """Show the words of the screen and its keys."""
        super().on_mount()
        below = self._below
        self.title_line(f"Help: {below.NAME}")
        about = [f" {line}" for line in wrapped(below.ABOUT, 78)]
        general = [f" {line}" for line in wrapped(GENERAL, 78)]
        self.head("", *about, "")
        senseless = below.senseless()
        rows = []
        for action in live_on(below.NAME):
            keys = " ".join(shown_key(key) for key in action.keys) or f"{MORE} {action.words}"
            asks = " Asks once more." if action.grade is not Grade.PLAIN else ""
            not_now = " (not now)" if action.id in senseless else ""
            text = columns((f" {keys}", 19), (f"{action.help}{asks}{not_now}", 60))
            rows.append(Row(f"{ACTIONS.index(action)}", text))
        self.put([*rows, *(Row(f"note{n}", line) for n, line in enumerate(["", *general]))])

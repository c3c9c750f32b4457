"""The foot of a form: notice lines that become a question. `y` is yes, everything else is no.

It has the same height always, so that the question costs its own lines and not a new layout.
"""

from dataclasses import dataclass

from textual.events import Key
from textual.message import Message

from screens.parts.lines import BOLD, Line, Lines, wrapped
from wingterm.actions import EVACUATION, YES


class ConfirmBar(Lines, can_focus=True):
    """Notice lines that can ask once more."""

    asking = False
    """Whether a question stands here and takes the keys."""

    @dataclass
    class Answered(Message):
        """The officer pressed a key."""

        yes: bool

    def ask(self, *sentences: str) -> None:
        """Show what would be done and take the keys."""
        width = max(80, self.app.size.width) - 2
        told = [line for sentence in sentences for line in wrapped(sentence, width)]
        self.put(*(Line(f" {line}", BOLD) for line in told))
        self.asking = True
        self.screen.set_focus(self)

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's
        """Keep every key from the screen while a question stands here, but for evacuation's."""
        return self.asking and key not in EVACUATION

    def withdraw(self) -> None:
        """Take the question back, as if the answer had been no; nothing without a question."""
        if self.asking:
            self._answer(yes=False)

    def on_key(self, event: Key) -> None:
        """Take one key for the answer; Enter and Escape are no."""
        event.stop()
        event.prevent_default()
        if self.asking:
            self._answer(yes=event.key in YES)

    def _answer(self, *, yes: bool) -> None:
        self.asking = False
        self.put("")
        self.post_message(self.Answered(yes))

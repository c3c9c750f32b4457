"""The confirm bar: says who and what, and waits for `y`. Everything else is no."""

from dataclasses import dataclass

from textual.events import Key
from textual.message import Message

from screens.parts.lines import BOLD, Line, Lines, wrapped
from wingterm.actions import YES


class ConfirmBar(Lines, can_focus=True):
    """A question at the foot of a form; not a window over it, which costs five paints."""

    @dataclass
    class Answered(Message):
        """The officer pressed a key."""

        yes: bool

    def ask(self, *sentences: str) -> None:
        """Show what would be done and take the keys."""
        width = max(80, self.app.size.width) - 2
        told = [line for sentence in sentences for line in wrapped(sentence, width)]
        self.put("", *(Line(f" {line}", BOLD) for line in told), "")
        self.display = True
        self.focus()

    def withdraw(self) -> None:
        """Take the question back, as if the answer had been no; nothing without a question."""
        if self.display:
            self.display = False
            self.post_message(self.Answered(yes=False))

    def on_key(self, event: Key) -> None:
        """Take one key for the answer; Enter and Escape are no."""
        event.stop()
        event.prevent_default()
        if self.display:
            self.display = False
            self.post_message(self.Answered(event.key in YES))

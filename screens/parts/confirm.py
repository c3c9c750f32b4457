"""The foot of a form: notice lines that become a question. `y` is yes, everything else is no.

About several people it asks how many they are: only their number and Enter is yes. It has the same
height always, so that the question costs its own lines and not a new layout.
"""

from dataclasses import dataclass

from textual.events import Key
from textual.message import Message

from screens.parts.lines import BOLD, Line, Lines, wrapped
from wingterm.actions import COUNTED, PASSED, YES

HEIGHT = 4
"""Lines of the foot."""
DIGITS = frozenset("0123456789")
DIGITS_MAX = 7


class ConfirmBar(Lines, can_focus=True):
    """Notice lines that can ask once more."""

    asking = False
    """Whether a question stands here and takes the keys."""
    count = 0
    """How many people must be typed; 0 where `y` is the answer."""
    things = "people"
    """What is counted."""
    typed = ""
    """What is typed of that."""

    @dataclass
    class Answered(Message):
        """The officer answered."""

        yes: bool
        why: str = ""
        """Why it is no, where that is not plain."""

    def ask(self, *sentences: str) -> None:
        """Show what would be done and take the keys."""
        self._take_keys(0, sentences)

    def ask_number(self, count: int, *sentences: str, of: str = "people") -> None:
        """Show what would be done for how many; their number must be typed.

        Args:
            count: how many they are.
            sentences: what would be done, in one line less than the foot has.
            of: what is counted, in the plural.
        """
        self.things = of
        self._take_keys(count, sentences)

    def _take_keys(self, count: int, sentences: tuple[str, ...]) -> None:
        width = max(80, self.app.size.width) - 2
        self._told = [line for sentence in sentences for line in wrapped(sentence, width)]
        self.asking, self.count, self.typed = True, count, ""
        self._show()
        self.screen.set_focus(self)

    def _show(self) -> None:
        told = [*self._told[: HEIGHT - 1], self._prompt] if self.count else self._told
        self.put(*(Line(f" {line}", BOLD) for line in told))

    @property
    def _prompt(self) -> str:
        return f"How many {self.things}? Type their number, then Enter: {self.typed}_"

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's
        """Keep every key from the screen while a question stands, but for those let through."""
        return self.asking and key not in PASSED

    def withdraw(self) -> None:
        """Take the question back, as if the answer had been no; nothing without a question."""
        if self.asking:
            self._answer(yes=False)

    def on_key(self, event: Key) -> None:
        """Take one key for the answer, or of the number; Escape is no, and so is Enter alone."""
        event.stop()
        event.prevent_default()
        if not self.asking:
            return
        if not self.count:
            self._answer(yes=event.key in YES)
        elif event.key in COUNTED:
            right = self.typed == str(self.count)
            wrong = f"{self.typed} is not their number." if self.typed else "No number was typed."
            self._answer(yes=right, why="" if right else wrong)
        elif event.key == "backspace":
            self.typed = self.typed[:-1]
            self._show()
        elif event.key in DIGITS and len(self.typed) < DIGITS_MAX:
            self.typed += event.key
            self._show()
        else:
            self._answer(yes=False)

    def _answer(self, *, yes: bool, why: str = "") -> None:
        self.asking = False
        self.put("")
        self.post_message(self.Answered(yes, why))

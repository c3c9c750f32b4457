"""One field of a form: label, line for typing, hint, and below it what is wrong with it."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Container, Horizontal
from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import Input

from screens.parts.lines import BOLD, Line, Lines, wrapped

LABEL_WIDTH = 19
"""Columns of a label, unless a form has longer ones."""
MARKS = 2
"""Columns before a label: `>` and `*`."""


class LineInput(Input):
    """A line for typing that sends nothing while nobody types."""

    OWN = frozenset({"left", "home", "end"})
    """Keys for moving in the line, whatever they mean to the screen."""
    EDITING: ClassVar[dict[str, str]] = {
        key: bound[0].action
        for key, bound in BindingsMap(Input.BINDINGS).key_to_bindings.items()
        if bound[0].action not in ("submit", "copy", "paste")
    }
    """Actions by the keys that edit a line."""

    @dataclass
    class Cut(Message):
        """More was pasted than the line has room for."""

        letters: int
        """How many letters at the end were left out."""

    def __init__(
        self, value: str, longest: int, *, select: bool = False, secret: bool = False
    ) -> None:
        """Make a line; `select` lets typing replace what stands in it, `secret` shows dots."""
        super().__init__(
            value, compact=True, select_on_focus=select, max_length=longest, password=secret
        )
        self.cursor_blink = False

    async def _on_key(self, event: Key) -> None:
        """Edit at once: as a binding it would be done after letters of the same burst."""
        if event.key in self.EDITING:
            event.stop()
            event.prevent_default()
            await self.run_action(self.EDITING[event.key])

    def _on_paste(self, event: Paste) -> None:
        """Take all lines of what was pasted as one, as far as there is room; say what was not."""
        event.stop()
        event.prevent_default()
        text, selected = " ".join(event.text.split()), self.selection
        kept = len(self.value) - abs(selected.end - selected.start)
        room = max(0, (self.max_length or len(text)) - kept)
        if text[:room]:
            self.replace(text[:room], min(selected), max(selected))
        if text[room:]:
            self.post_message(self.Cut(len(text) - room))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Keep letters, and keys for moving, from the screen."""
        return key in self.OWN or super().check_consume_key(key, character)


class FieldLine(Container):
    """A field. `*` stands before a label that must be filled, `>` before the one being typed in."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        value: str = "",
        hint: str = "",
        required: bool = False,
        longest: int = 240,
        long: bool = False,
        above: str = "",
        label_width: int = LABEL_WIDTH,
        secret: bool = False,
    ) -> None:
        """Make a field.

        `long` takes the whole width, `above` is a sentence that stands over it, and of a `secret`
        only the number of letters can be seen.
        """
        super().__init__(classes="-long" if long else "")
        self.field = name
        self._label = f"{'*' if required else ' '}{label}"
        self._hint = hint
        self._label_width = label_width
        self._above = wrapped(above, 76) if above else []
        self.required = required
        self.line = LineInput(value, longest, select=not long, secret=secret)

    def compose(self) -> ComposeResult:
        """Make the line and the place for what is wrong."""
        if self._above:
            yield Lines(*(Line(f" {line}", BOLD) for line in self._above))
        with Horizontal():
            label = Lines(f" {self._label}", classes="label")
            label.styles.width = self._label_width
            yield label
            yield self.line
            yield Lines(f" {self._hint}", classes="hint")
        yield Lines(classes="error")

    @property
    def above(self) -> str:
        """The sentence that stands over it, empty for none."""
        return " ".join(self._above)

    @property
    def value(self) -> str:
        """What is typed, without blanks around it."""
        return self.line.value.strip()

    @property
    def error(self) -> str:
        """What is said to be wrong."""
        return " ".join(line.strip() for line in self._error.lines)

    def object_to(self, *sentences: str) -> None:
        """Say what is wrong, beside what was typed; nothing takes it away."""
        width = max(80, self.app.size.width) - 6
        shown = [line for sentence in sentences for line in wrapped(f"! {sentence}", width)]
        if shown or self._error.display:
            self._error.put(*(Line(f"    {line}", BOLD) for line in shown))
            self._error.display = bool(shown)

    def take_focus(self) -> None:
        """Put the cursor here; a short value is selected, so that typing replaces it."""
        self.screen.set_focus(self.line)
        if not self.has_class("-long"):
            self.line.action_select_all()

    def on_descendant_focus(self) -> None:
        """Mark the field that is typed in."""
        self.query_one(".label", Lines).put(f">{self._label}")

    def on_descendant_blur(self) -> None:
        """Unmark it."""
        self.query_one(".label", Lines).put(f" {self._label}")

    @property
    def _error(self) -> Lines:
        return self.query_one(".error", Lines)

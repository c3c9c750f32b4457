"""The line for typing of a list: what it is filtered or searched by."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from screens.parts.fields import LineInput
from screens.parts.lines import Lines


class Typing(Horizontal):
    """A line for typing, with a word before it."""

    def __init__(self, words: str, id: str) -> None:
        """Make it."""
        super().__init__(id=id)
        self._words = words

    def compose(self) -> ComposeResult:
        """Make the word and the line."""
        yield Lines(f" {self._words}")
        yield LineInput("", 80)

    @property
    def line(self) -> Input:
        """The line itself."""
        return self.query_one(Input)

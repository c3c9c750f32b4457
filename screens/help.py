"""Help: the focused field, what the screen is for, its words, and the keys that are live on it."""

from collections.abc import Iterable, Iterator
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from screens.base import Frame
from screens.explain import Section
from screens.help_words import FIRST, GENERAL, WORDS
from screens.keyed import key_of, keyed
from screens.list_frame import ListFrame
from screens.parts.line_list import Row
from screens.parts.lines import wrapped
from screens.parts.typing_line import Typing
from screens.session import Session
from wingterm.actions import Action, Grade, live_on, shown_key

KEYS_WIDTH = 19
"""Columns of the keys before what they do."""


class HelpScreen(ListFrame[None]):
    """Explains the screen below it, which stays as it is."""

    NAME = "help"

    def __init__(self, session: Session, below: Frame[Any]) -> None:
        """Explain a screen."""
        super().__init__(session)
        self._below = below

    def middle(self) -> ComposeResult:
        """Make the list and the line to search it."""
        yield from super().middle()
        yield Typing("Search", id="filter")

    def begin(self) -> None:
        """Say all of it."""
        super().begin()
        self.title_line(
            f"Help: {self._below.NAME}", keyed("{page-down} goes on, {filter} searches")
        )
        self.put([*rows_of(sections(self._below), self.session.width - 2)])

    def action_filter(self) -> None:
        """Search the help as you type."""
        self._search.display = True
        self.focus_on(self._search.line)

    @on(Input.Changed)
    def _searched(self, event: Input.Changed) -> None:
        self.list.seek(event.value)

    def action_leave(self) -> None:
        """End the search, else go back."""
        if not self._search.display:
            self.give(None)
            return
        self._search.line.value = ""
        self._search.display = False
        self.focus_on(self.list)

    @property
    def _search(self) -> Typing:
        return self.query_one("#filter", Typing)


def sections(below: Frame[Any]) -> Iterator[Section]:
    """Give what there is to say of a screen, what matters first."""
    if below.NAME == "board":
        yield Section("The first time here?", tuple(keyed(words) for words in FIRST))
    yield from below.explained()
    words = WORDS.get(below.NAME, ())
    if words:
        yield Section("Words", tuple(keyed(line) for line in words))
    yield Section("Keys", tuple(_keys(below)))
    yield Section("Everywhere", GENERAL)


def rows_of(told: Iterable[Section], width: int) -> Iterator[Row]:
    """Give help as rows: a heading in bold, paragraphs wrapped; a paragraph is found as a whole."""
    for number, section in enumerate(told):
        if number:
            yield Row(f"{number}.", "")
        yield Row(f"{number}", f" {section.head}", bold=True)
        for n, paragraph in enumerate(section.said):
            hang = KEYS_WIDTH if section.head == "Keys" else 2 if "  " in paragraph else 0
            for part, line in enumerate(_lines(paragraph, width, hang)):
                yield Row(f"{number}.{n}.{part}", f" {line}", seek=paragraph)


def _lines(paragraph: str, width: int, hang: int) -> list[str]:
    """Give a paragraph as lines; what comes after a key and blanks hangs under itself."""
    if not hang:
        return wrapped(paragraph, width)
    key, _, rest = paragraph.partition("  ")
    if not rest:
        return wrapped(paragraph, width)
    first, *more = wrapped(rest.strip(), width - max(hang, len(key) + 2))
    left = f"{key}  ".ljust(hang)
    return [f"{left}{first}", *(f"{'':{len(left)}}{line}" for line in more)]


def _keys(below: Frame[Any]) -> Iterator[str]:
    """Give the keys that are live, each with all of its help; what makes no sense now says so."""
    senseless = below.senseless()
    for action in live_on(below.live):
        asks = " Asks once more." if action.form and action.grade is not Grade.PLAIN else ""
        not_now = " (not now)" if action.id in senseless else ""
        yield f"{_held(action)}  {action.help}{asks}{not_now}"


def _held(action: Action) -> str:
    keys = " ".join(shown_key(key) for key in action.keys)
    return keys or f"{key_of('more')} {action.words}"

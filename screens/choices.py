"""Lists of what may stand in a field: cells with room, areas, prisons, codes, people."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from screens.base import Frame, ListFrame, Typing
from screens.find import TakePersonScreen
from screens.parts.line_list import Row
from screens.parts.lines import columns
from screens.session import Session
from wingterm.domain.people import SEXES
from wingterm.domain.places import PlaceKind
from wingterm.services.codes import reason_codes
from wingterm.services.places import cells, places, prisons


class ChoiceScreen(ListFrame[str]):
    """A list to take one thing from; typing narrows it."""

    NAME = "choose"
    ABOUT = (
        "What may stand in the field. Type to narrow the list; Enter takes what the cursor is on."
    )
    AUTO_FOCUS: ClassVar[str | None] = "#typing Input"
    EMPTY = "Nothing fits."

    def __init__(self, session: Session, title: str, rows: Sequence[Row]) -> None:
        """Show rows; the key of the one taken is given back."""
        super().__init__(session)
        self._title = title
        self._choices = rows

    def middle(self) -> ComposeResult:
        """Make the line for typing above the list."""
        yield Typing("Narrow", id="typing")
        yield from super().middle()

    def on_mount(self) -> None:
        """Show the list."""
        super().on_mount()
        self.title_line(self._title, f"{len(self._choices)}")
        self.put(self._choices)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self.list.seek(event.value)

    def action_take(self) -> None:
        """Give back what the cursor is on."""
        if self.current is not None:
            self.give(self.current.key)


def choice_screen(session: Session, kind: str) -> Frame[str]:
    """Give the screen that lists a kind of thing.

    Args:
        session: who asks.
        kind: `person`, `cell`, `area`, `prison`, `sex`, or `reason:TYPE`.
    """
    if kind == "person":
        return TakePersonScreen(session)
    title, pairs = _choices(session, kind)
    rows = [Row(value, columns((f" {value}", 12), (words, 66))) for value, words in pairs]
    return ChoiceScreen(session, title, rows)


def _choices(session: Session, kind: str) -> tuple[str, list[tuple[str, str]]]:
    desk, prison = session.desk, session.prison
    if kind.startswith("reason:"):
        codes = reason_codes().active_for(kind.removeprefix("reason:"))
        return "Reasons", [(reason.code, reason.description) for reason in codes]
    if kind == "sex":
        return "Sex", list(SEXES.items())
    if kind == "prison":
        others = [p for p in prisons(desk) if p.code != prison.code]
        return "Prisons", [(p.code, p.name) for p in others]
    if kind == "area":
        areas = [p for p in places(desk, prison) if p.kind == PlaceKind.AREA]
        return f"Areas  {prison.code}", [(p.code, p.name) for p in areas]
    free = cells(desk, prison, with_room=True)
    return f"Cells with room  {prison.code}", [
        (c.code, f"room for {c.room}; {len(c.people)} in it; CNA {c.capacity.cna}") for c in free
    ]

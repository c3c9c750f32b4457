"""Every action of a screen and every list by name, to choose from when no key is known.

Made of the parts that every screen is made of: the stock palette costs 25 kB to open and draws
signs that not every terminal has.
"""

from typing import Any

from screens.base import Frame
from screens.choices import ChoiceScreen
from screens.parts.line_list import Row
from screens.parts.lines import columns
from screens.sense import sensible
from screens.session import Session
from wingterm.actions import FIGURE, PERSON_VERBS, About, Action, in_force, live_on
from wingterm.services.goto import Meaning
from wingterm.services.people import PersonRecord

LEFT_OUT = frozenset({"palette", "cursor-up", "cursor-down", "page-up", "page-down"})


class PaletteScreen(ChoiceScreen):
    """Type a part of what is to be done, or of the list to see; Enter does it."""

    NAME = "palette"
    ABOUT = (
        "Every action of the screen below, then every list and report. Type a part of its name; "
        "Enter does it there, or opens the list."
    )

    def __init__(self, session: Session, below: Frame[Any]) -> None:
        """List the actions of a screen, and the lists and reports that have no action there."""
        from screens.goto import named

        without = below.senseless() | LEFT_OUT
        live = [a for a in live_on(below.NAME) if a.id not in without]
        figures = {a.id.removeprefix(FIGURE) for a in live if a.id.startswith(FIGURE)}
        lists = [_row_of_list(each) for each in named() if each.key not in figures]
        super().__init__(session, "Actions", [*map(row_of, live), *lists])


class MoreScreen(ChoiceScreen):
    """Every verb that makes sense now; typing narrows the list."""

    NAME = "more"
    ABOUT = (
        "Every verb that makes sense now, also those without a key of their own. Type a part of "
        "its name; Enter opens its form. Nothing is done before the form is."
    )

    def __init__(
        self, session: Session, record: PersonRecord | None, place: str, several: int = 0
    ) -> None:
        """List the verbs that make sense.

        Args:
            session: who asks.
            record: of the person they are about; None: about anybody.
            place: code of the place, empty for none.
            several: how many are marked for one act, 0 for nobody.
        """
        fits = sensible(record, session.prison.code) if record else set(PERSON_VERBS) | {"register"}
        if place or not record:
            fits |= {a.id for a in in_force() if a.form and a.about is not About.PERSON}
        live = [a for a in in_force() if a.form and a.id in fits]
        if place and not record:
            live.sort(key=lambda action: action.about is not About.PLACE)
        if several:
            live = [action for action in live if action.many]
        rows = [row_of(action) for action in live]
        about = f"{several} marked" if several else record.shown if record else "by number"
        super().__init__(session, f"Verbs: {about}" + (f", or {place}" if place else ""), rows)


def row_of(action: Action) -> Row:
    """Give an action: words, key, what it does."""
    words = action.words or action.id.replace("-", " ").capitalize()
    text = columns((f" {words}", 17), (action.shown_key, 8), (action.help, 53))
    return Row(action.method, text, seek=f"{action.id} {action.twin}")


def _row_of_list(meaning: Meaning) -> Row:
    """Give a list: its name, and the command that gives the same."""
    text = columns((f" {meaning.words}", 44), (f"wingterm {meaning.command}", 34))
    return Row(f"named('{meaning.key}')", text)

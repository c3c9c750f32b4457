"""Find a person: letters above, people below."""

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Input

from screens.empty import FIND, NOBODY_FOUND
from screens.marking import MarkingScreen
from screens.parts.lines import BOLD, Line, Lines
from screens.parts.typing_line import Typing
from screens.rows import FOUND, found_row
from screens.session import Session
from wingterm.actions import VERBS
from wingterm.services.people import find

PAUSE_S = 0.15
"""How long nothing must be typed before the register is asked: who is shown is logged."""
MOST = 50


class FindScreen(MarkingScreen):
    """Type a prison number or the start of a surname; `surname, first name` narrows it."""

    NAME = "find"
    ABOUT = (
        "Type a prison number, the start of a surname, `surname, first name`, a date of birth, a "
        "PNC or CRO, or a cell; accents and capitals do not matter. Down and Up move in the list "
        "and Enter opens the person. Tab goes to the list, where a verb's key is about the person "
        "under the cursor; {typing} goes back."
    )
    AUTO_FOCUS = "#typing Input"
    # People are marked from one search after another; who is not found now was not taken away.
    SAYS_WHO_LEFT = False

    def __init__(self, session: Session, typed: str = "") -> None:
        """Start with something typed already."""
        super().__init__(session)
        self._typed = typed
        self._pause: Timer | None = None

    def middle(self) -> ComposeResult:
        """Make the line for typing above the list."""
        yield Typing("Find", id="typing")
        yield Lines("", "", id="over")
        yield from super().middle()

    def begin(self) -> None:
        """Start."""
        self.query_one("#typing", Typing).line.value = self._typed
        super().begin()

    def read(self) -> None:
        """Look for what is typed."""
        typed = self.query_one("#typing", Typing).line.value.strip()
        found = find(self.session.desk, typed, limit=MOST) if typed else ()
        right = f"first {MOST}, type more" if len(found) == MOST else f"{len(found)} found"
        self.title_line("Find a person", right if typed else "number, name, birth or cell")
        width = self.session.width
        self.query_one("#over", Lines).put("", Line(FOUND.at(width).head, BOLD))
        self.put([found_row(person, width) for person in found], NOBODY_FOUND if typed else FIND)

    @on(Input.Changed, "#typing Input")
    def _typing_goes_on(self) -> None:
        self.say("")
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_S, self.reread)

    def open(self) -> None:
        """Open the person under the cursor; what is typed last counts."""
        if self._pause is not None:
            self._pause.stop()
        self.reread()
        if self.subject():
            self.chosen(self.subject())

    def chosen(self, number: str) -> None:
        """Open a person."""
        self.open_person(number)

    def senseless(self) -> set[str]:
        """Letters are no keys while they are typed."""
        letters = set() if self.list.has_focus else {*VERBS, "more", "mark", "mark-all"}
        return super().senseless() | letters

    def on_descendant_focus(self) -> None:
        """Show the keys of where the focus is."""
        self.show_keys()

    def action_rows(self) -> None:
        """Go to the list."""
        self.focus_on(self.list)

    def action_typing(self) -> None:
        """Go back to the typing."""
        self.focus_on(self.query_one("#typing", Typing).line)


class TakePersonScreen(FindScreen):
    """Find a person for the field of a form."""

    NAME = "choose"
    ABOUT = (
        "Type a prison number, a name, a date of birth or a cell; Enter takes the person into the "
        "form."
    )

    def action_take(self) -> None:
        """Take the person under the cursor."""
        self.open()

    def chosen(self, number: str) -> None:
        """Give the person to the form."""
        self.give(number)

"""Go to: type where, see below what that would be, Enter goes there. From every screen.

The screens that are passed on the way are kept, so that Back leads where the officer came from, but
not without end: a screen that is open already is gone back to, and behind the last few steps there
is only the board. A form is never passed over: what is typed in it is beneath and stays.
"""

from collections.abc import Callable, Sequence
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input

from screens.base import ONE_PAINT_S, Frame
from screens.board import BoardScreen
from screens.form import FormScreen
from screens.landing import LandingScreen
from screens.list_frame import ListFrame
from screens.parts.line_list import Row
from screens.parts.lines import columns
from screens.parts.typing_line import Typing
from screens.people import PeopleScreen
from screens.person import PersonScreen
from screens.reports import ReportScreen
from screens.session import Session
from screens.wing import WingScreen
from wingterm.services.goto import FIGURE_LISTS, HOW, Goal, Meaning, person_meant, places_and_lists
from wingterm.services.places import PlaceLine, places

DEEPEST = 12
"""Most screens above the board, or above a form, when going to another."""
BOARD = "board"
LISTS = "lists"
REPORT = "report:"
"""How the key of a report begins."""
PICTURE = "picture:"
"""How the key of a picture begins; what else is a list is the name of a figure."""
CHECK = "check"
"""The roll check that is open, or the last."""
CHECKS = "checks"
BATCHES = "batches"
NUMBER_MAX = 9
NUMBERED = "check "
"""How the key of one roll check begins, before its number."""


class GotoScreen(ListFrame[None]):
    """A line for typing, and below it what it would go to."""

    NAME = "goto"
    ABOUT = (
        f"{HOW} Below stands what it would go to; Enter goes to the first, or to the one that Down "
        "and Up choose. A cell opens its landing with the cursor on it. From a form the form stays "
        "as it is, and Back leads to it."
    )
    AUTO_FOCUS = "#typing Input"
    EMPTY = f"{HOW} {{leave:goto}} goes back."

    def __init__(self, session: Session, below: Frame[Any]) -> None:
        """Ask where to go from a screen."""
        super().__init__(session)
        self._below = below
        self._places: Sequence[PlaceLine] = ()
        self._found: Sequence[Meaning] = ()
        self._typed = ""

    def middle(self) -> ComposeResult:
        """Make the line for typing above the list."""
        yield Typing("Go to", id="typing")
        yield from super().middle()

    def begin(self) -> None:
        """Read the places once: they hardly ever change while somebody types."""
        super().begin()
        self.title_line(f"Go to  {self.session.prison.code}", "Enter goes there")
        session = self.session
        self._places = self.ask(lambda: places(session.desk, session.prison)) or ()

    @on(Input.Changed)
    def _look(self) -> None:
        """Show what is meant by what is typed so far."""
        typed = self.query_one("#typing", Typing).line.value.strip()
        if typed == self._typed:
            return
        self._typed = typed
        self.say("")
        who = self.ask(lambda: person_meant(self.session.desk, typed)) or ()
        self._found = (*who, *_check_meant(typed), *places_and_lists(self._places, typed, named()))
        none = f"Nothing here is called that. {self.EMPTY}" if typed else self.EMPTY
        self.list.move_to(0)
        self.put([_row(n, each) for n, each in enumerate(self._found)], none)

    def action_take(self) -> None:
        """Go to what the cursor is on, at once: the next key is meant for the screen there."""
        self._look()  # A burst of keys may be ahead of what it changed.
        if self.current is not None:
            meaning = self._found[int(self.current.key)]
            back_to(self._below)
            go_to(self._below, meaning)
        elif self._typed:
            self.say(f"Nothing here is called that. {HOW}")


def _check_meant(typed: str) -> tuple[Meaning, ...]:
    """Give the roll check whose number was typed after the word: `check 17`."""
    word, _, number = typed.lower().partition(" ")
    number = number.strip()
    if word != CHECK or not (number.isascii() and number.isdecimal()) or len(number) > NUMBER_MAX:
        return ()
    said = int(number)
    return (Meaning(Goal.LIST, f"{NUMBERED}{said}", f"Roll check {said}", f"check show {said}"),)


def named() -> tuple[Meaning, ...]:
    """Give the lists, reports and screens that have a name."""
    from screens.lists import PICTURES
    from screens.report_list import REPORTS

    pictures = (
        Meaning(Goal.LIST, f"{PICTURE}{name}", f"{words} ({name})", twin)
        for name, (words, twin) in PICTURES.items()
    )
    reports = (
        Meaning(Goal.LIST, f"{REPORT}{name}", f"{report.title} ({name})", report.twin)
        for name, report in REPORTS.items()
    )
    return (
        Meaning(Goal.LIST, BOARD, "Roll board", "roll"),
        Meaning(Goal.LIST, LISTS, "Lists and reports", "list"),
        Meaning(Goal.LIST, CHECK, "Roll check, open or last", "check show"),
        Meaning(Goal.LIST, CHECKS, "Roll checks, past, open and missed", "check list"),
        Meaning(Goal.LIST, BATCHES, "Batches: files of many lines", "bulk list"),
        *FIGURE_LISTS,
        *reports,
        *pictures,
    )


def go_to(screen: Frame[Any], meaning: Meaning) -> None:
    """Go from a screen to what was meant; where it is open already, back to it.

    Args:
        screen: in front.
        meaning: where to.
    """
    session, key = screen.session, meaning.key
    match meaning.goal:
        case Goal.PERSON:
            walk(screen, lambda each: _is_person(each, key), lambda: PersonScreen(session, key))
        case Goal.CELL:
            landing = key.rpartition("-")[0]
            there = walk(screen, lambda each: _is_landing(each, landing),
                         lambda: LandingScreen(session, landing, key))  # fmt: skip
            if isinstance(there, LandingScreen):
                there.go_to_cell(key)
        case Goal.LANDING:
            walk(screen, lambda each: _is_landing(each, key), lambda: LandingScreen(session, key))
        case Goal.WING:
            walk(screen, lambda each: isinstance(each, WingScreen) and each.wing == key,
                 lambda: WingScreen(session, key))  # fmt: skip
        case Goal.AREA:
            walk(screen, lambda _: False, lambda: PeopleScreen(session, "elsewhere", wanted=key))
        case Goal.LIST:
            _go_to_list(screen, key)


def _go_to_list(screen: Frame[Any], key: str) -> None:
    from screens.lists import ListsScreen, open_picture

    session = screen.session
    if key.startswith(REPORT):
        _go_to_report(screen, key.removeprefix(REPORT))
    elif key.startswith(PICTURE):
        make_room(screen)
        open_picture(_front(screen), key.removeprefix(PICTURE))
    elif key == CHECK or key.startswith(NUMBERED):
        number = key.removeprefix(CHECK).strip()
        go_to_check(screen, int(number) if number else None)
    elif key == CHECKS:
        from screens.checks import ChecksScreen

        walk(screen, lambda each: isinstance(each, ChecksScreen), lambda: ChecksScreen(session))
    elif key == BATCHES:
        from screens.batches import BatchesScreen

        walk(screen, lambda each: isinstance(each, BatchesScreen), lambda: BatchesScreen(session))
    elif key == BOARD:
        first = open_screens(screen)[0]
        if isinstance(first, BoardScreen):
            back_to(first)
        else:
            screen.say("The board is behind the form: F3 leaves it. Figures are lists too.")
    elif key == LISTS:
        walk(screen, lambda each: isinstance(each, ListsScreen), lambda: ListsScreen(session))
    else:
        walk(screen, lambda each: isinstance(each, PeopleScreen) and each.figure == key,
             lambda: PeopleScreen(session, key))  # fmt: skip


def go_to_check(screen: Frame[Any], number: int | None, notice: str = "") -> None:
    """Go to a roll check; back to it where it is open already.

    Args:
        screen: in front.
        number: which; None: the open one, else the last.
        notice: what is said there.
    """
    from screens.check import CheckScreen

    session = screen.session
    there = walk(screen, lambda each: isinstance(each, CheckScreen) and each.number == number,
                 lambda: CheckScreen(session, number, notice))  # fmt: skip
    if there is not None and notice:
        there.say(notice)


def go_to_evacuation(screen: Frame[Any]) -> None:
    """Go to everybody by unit; back to it where it is open already."""
    _go_to_report(screen, "evacuation")


def _go_to_report(screen: Frame[Any], name: str) -> None:
    """Go to a report, or to what it asks first."""
    from screens.query import QueryScreen
    from screens.report_list import REPORTS

    report, session = REPORTS[name], screen.session
    if report.asks:
        walk(screen, lambda each: isinstance(each, QueryScreen) and each.report is report,
             lambda: QueryScreen(session, report))  # fmt: skip
    else:
        walk(screen, lambda each: isinstance(each, ReportScreen) and each.report is report,
             lambda: ReportScreen(session, report))  # fmt: skip


def walk(
    screen: Frame[Any], same: Callable[[Frame[Any]], bool], make: Callable[[], Frame[Any]]
) -> Frame[Any] | None:
    """Go back to an open screen that no form stands in front of, else put one in front.

    Args:
        screen: from where.
        same: whether an open screen is the one that is wanted.
        make: makes it.

    Returns:
        The screen that was open already, None where one was made.
    """
    there: Frame[Any] | None = next(
        (each for each in reversed(open_screens(screen)) if same(each)), None
    )
    if there is not None:
        back_to(there)
        return there
    make_room(screen)
    _front(screen).go(make())
    return None


def make_room(screen: Frame[Any]) -> None:
    """Close what was passed on the way when it has become too much: back to the board or form."""
    reached = open_screens(screen)
    if len(reached) > DEEPEST:
        back_to(reached[0])


def back_to(wanted: Frame[Any]) -> None:
    """Close everything in front of a screen, in one paint."""
    app = wanted.app
    app.delay_update(ONE_PAINT_S)
    while app.screen is not wanted:
        app.pop_screen()


def open_screens(screen: Frame[Any]) -> list[Frame[Any]]:
    """Give the open screens from the last form or board on, that one first."""
    found: list[Frame[Any]] = []
    for each in reversed(screen.app.screen_stack):
        if not isinstance(each, Frame):
            break
        found.insert(0, each)
        if isinstance(each, FormScreen | BoardScreen):
            break
    return found


def _front(screen: Frame[Any]) -> Frame[Any]:
    front: Screen[Any] = screen.app.screen
    return front if isinstance(front, Frame) else screen


def _is_person(screen: Frame[Any], number: str) -> bool:
    return isinstance(screen, PersonScreen) and screen.number == number


def _is_landing(screen: Frame[Any], code: str) -> bool:
    return isinstance(screen, LandingScreen) and screen.code == code


def _row(number: int, meaning: Meaning) -> Row:
    key = meaning.key.removeprefix(REPORT).removeprefix(PICTURE)
    text = columns((f" {key}", 20), (meaning.words, 58))
    return Row(f"{number}", text)

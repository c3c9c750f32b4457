"""What every screen is made of: title, head, notice line, key line."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from screens.keyed import keyed
from screens.live import AGAIN, Freshness
from screens.parts.keys import bindings_for
from screens.parts.lines import BOLD, REVERSE, Line, Lines, fit, wrapped
from screens.session import Session
from wingterm.actions import ACTIONS, in_force, key_line
from wingterm.errors import WingtermError

if TYPE_CHECKING:
    from screens.explain import Section

Found = TypeVar("Found")
Given = TypeVar("Given")

REAL = "real"
"""The screens of the register that the terminal was opened on, as a Textual mode."""

ONE_PAINT_S = 0.02
"""How long nothing is drawn while a screen comes or goes; left alone it is drawn three times."""

PRACTICE = "PRACTICE - nothing here is real"
"""How every screen of a practice register begins, in reverse over the whole width."""


STOPPED = "NOT WRITING: a rule is broken"
"""What every screen says once this process has found that the register contradicts itself."""
LITTLE_ROOM = "DISK NEARLY FULL: {} MB left"
"""What every screen says as long as there is little room for what is recorded."""


def too_small_words(columns: int, lines: int) -> str:
    """Say in one line, as long as the window has room for, that it is too small."""
    full = f"wingterm needs 80 columns and 24 lines; this window has {columns} by {lines}."
    return full if len(full) <= columns else f"Too small: {columns}x{lines}, needs 80x24"


class Frame(Screen[ScreenResultType]):
    """A screen with a title, a notice line and a key line; its list or form is between."""

    NAME: ClassVar[str] = ""
    """Name of the screen in the registry of actions."""
    ABOUT: ClassVar[str] = ""
    """What the help screen says of it."""
    LIVE: ClassVar[bool] = False
    """Whether it shows what the register says, and so follows it or says how old it is."""

    # Textual's own draws the whole screen at every change of focus: 2 kB for each Tab in a form.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init_subclass__(cls) -> None:
        """Bind the keys that the registry gives the screen."""
        cls.BINDINGS = bindings_for(cls.NAME, ACTIONS)
        super().__init_subclass__()

    def __init__(self, session: Session) -> None:
        """Make a screen for an officer's session."""
        super().__init__()
        if in_force() is not ACTIONS:
            # Of this officer; those of the class are the shipped ones.
            self._bindings = BindingsMap(bindings_for(self.NAME, in_force()))
        self.session = session
        self.fresh = Freshness(session)
        self._title = ("", "")
        self._old = ""
        self._standing: list[str] = []
        self._waiting: list[Callable[[], None]] = []

    def compose(self) -> ComposeResult:
        """Make the widgets from top to bottom."""
        yield Lines("", classes="too-small")
        if self.session.bannered:
            yield Lines(Line(f" {banner_words(self.session)}", REVERSE), classes="banner")
        yield Lines("", id="title")
        yield Lines(id="head")
        yield from self.middle()
        yield self.foot()
        yield Lines("", id="keys")

    def middle(self) -> ComposeResult:
        """Make what stands between head and notice line."""
        yield from ()

    def foot(self) -> Lines:
        """Make the notice line."""
        return Lines("", id="notice")

    def on_mount(self) -> None:
        """Begin; screens override `begin`, as Textual calls this of every class there is."""
        self.begin()

    def on_resize(self) -> None:
        """Fit everything to the size; screens override `fit_window`, for the same reason."""
        self.fit_window()

    def begin(self) -> None:
        """Show what there is to show at first: the keys."""
        self.session.width = max(80, self.app.size.width)
        self.show_keys()

    def fit_window(self) -> None:
        """Fit everything to the size, or say that it is too small."""
        self.query_one(".too-small", Lines).put(too_small_words(*self.app.size))
        self.session.width = max(80, self.size.width)
        self._draw_title()
        self.show_keys()

    def title_line(self, left: str, right: str = "") -> None:
        """Show what the screen is about and, on the right, how fresh it is."""
        self._title = (left, right)
        self._draw_title()

    def _draw_title(self) -> None:
        left, right = self._title
        self._standing = standing_words(self.session)
        right = "  ".join(state for state in (self._old, *self._standing) if state) or right
        held = fit(f" {left}", self.session.width - len(right) - 2) + f" {right} "
        self._lines("title").put(Line(held, BOLD))

    def head(self, *lines: Line | str) -> None:
        """Show the lines above the list."""
        self._lines("head").put(*lines)

    def follow(self) -> None:
        """Take up what the looks at the register said; called a few times a second."""
        self.session.watch.look()
        if self.is_mounted and self._standing != standing_words(self.session):
            self._draw_title()
        # A screen that was just put in front has no lines yet.
        if self.LIVE and self.is_mounted:
            if self.fresh.moved_on:
                self.catch_up()
            self.tell_age()

    def catch_up(self) -> None:
        """Show what the register says now that it moved on."""

    def tell_age(self) -> None:
        """Say how old what is shown is, when nobody can tell whether it is still so."""
        before, (self._old, why) = self._old, self.fresh.told()
        if self._old == before:
            return
        self._draw_title()
        if why is not None and not before:
            self.say_error(why)
        elif not self._old:
            self.say(AGAIN)

    def key_came(self) -> None:
        """Note that the officer pressed a key, whatever it does."""

    def say(self, text: str) -> None:
        """Show a sentence in the notice line until the next one."""
        shown = [f" {line}" for line in wrapped(text, self.session.width - 2)[:4]]
        self._lines("notice").put(*shown)

    def say_error(self, error: WingtermError) -> None:
        """Show what is wrong and what to do next."""
        from screens.remedies import hint_here

        self.say(f"{error.message} {hint_here(error.hint)}".strip())

    def wait(self, sentence: str) -> None:
        """Show what is waited for; called by the thread that writes."""
        self.from_thread(self.say, sentence)

    def from_thread(self, tell: Callable[..., None], *what: object, **more: object) -> None:
        """Tell this screen something from a thread of its own; a closed screen hears nothing.

        Whoever signs on at a shared terminal closes the screens of the one before, whose act goes
        on all the same.
        """

        def told() -> None:
            if self.is_running:
                tell(*what, **more)

        self.app.call_from_thread(told)

    def when_in_front(self, do: Callable[[], None]) -> None:
        """Do something at once, or where something else is in front as soon as that has gone.

        What a thread or another process ends may end behind the lock of a shared terminal.
        """
        if self.is_current:
            do()
        else:
            self._waiting.append(do)

    def on_screen_resume(self) -> None:
        """Do what waited until this screen is in front."""
        waiting, self._waiting = self._waiting, []
        for do in waiting:
            self.when_in_front(do)

    @property
    def notice(self) -> str:
        """What the notice line says."""
        return " ".join(line.strip() for line in self._lines("notice").lines)

    def show_keys(self) -> None:
        """Show the keys that make sense now."""
        self.keys(key_line(self.NAME, self.session.width - 1, self.senseless()))

    def keys(self, line: str) -> None:
        """Show a line of keys."""
        self._lines("keys").put(f" {line}")

    @property
    def ready(self) -> bool:
        """Whether keys can be taken; until then the application holds them."""
        return self.focused is not None

    def senseless(self) -> set[str]:
        """Give the ids of actions that make no sense now."""
        return set()

    def ask(self, question: Callable[[], Found]) -> Found | None:
        """Ask a service; an error goes to the notice line and gives None."""
        try:
            return question()
        except WingtermError as error:
            self.say_error(error)
            return None

    def go(self, screen: Screen[Given], then: Callable[[Given | None], None] | None = None) -> None:
        """Put another screen in front, in one paint.

        Args:
            screen: which.
            then: takes what that screen gives when it is left.
        """

        def put() -> None:
            self.app.delay_update(ONE_PAINT_S)
            self.app.push_screen(screen, then)

        self.when_in_front(put)

    def give(self, result: ScreenResultType | None) -> None:
        """Leave this screen with a result, in one paint."""

        def leave() -> None:
            self.app.delay_update(ONE_PAINT_S)
            self.dismiss(result)

        self.when_in_front(leave)

    def action_leave(self) -> None:
        """Go back one step."""
        self.give(None)

    def action_quit(self) -> None:
        """Leave wingterm."""
        self.app.exit(0)

    async def action_lock(self) -> None:
        """Lock the terminal, where it is one that locks."""
        await self.run_action("app.lock")

    def action_help(self) -> None:
        """Explain this screen."""
        from screens.help import HelpScreen

        self.go(HelpScreen(self.session, self))

    @property
    def live(self) -> str:
        """Give the name under which the registry has the keys that are live now."""
        return self.NAME

    def explained(self) -> "Sequence[Section]":
        """Say what F1 says before words and keys."""
        from screens.explain import Section

        return (Section("This screen", (keyed(self.ABOUT),)),)

    def action_evacuation(self) -> None:
        """Show everybody by unit, with where they are now."""
        from screens.goto import go_to_evacuation

        go_to_evacuation(self)

    def action_goto(self) -> None:
        """Ask where to, and go there."""
        from screens.goto import GotoScreen

        self.go(GotoScreen(self.session, self))

    def _lines(self, name: str) -> Lines:
        return self.query_one(f"#{name}", Lines)


def standing_words(session: Session) -> list[str]:
    """Give what is wrong with the register for as long as it is, whatever screen is in front."""
    left = session.desk.disk.little()
    stopped = [STOPPED] if session.desk.store.stopped else []
    return stopped + ([] if left is None else [LITTLE_ROOM.format(left)])


def banner_words(session: Session) -> str:
    """Give the line that stands over every screen of a practice register or shared terminal."""
    if not session.practice:
        return keyed(f"{session.desk.account} is signed on here. {{lock}} locks it.")
    back = "{practice} on a list: back to the real register." if session.behind else "Try anything."
    return keyed(f"{PRACTICE}. {back}")

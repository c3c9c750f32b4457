"""The terminal: shows screens, looks whether the register moved on, and keeps quiet.

Reads are done where they are asked for, in the thread of the screens: each is a few milliseconds on
a plain connection, ends its transaction before anything is drawn, and cannot overtake another.
Writes go to a thread, because a write may have to wait for other writers (`screens.form`).
"""

import gc
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import screens  # Sets what Textual reads once, when it is first imported.

# isort: split

from textual.binding import BindingType
from textual.events import Event, Key, Paste
from textual.filter import LineFilter
from textual.reactive import Reactive

from screens.base import REAL, Frame
from screens.board import BoardScreen
from screens.parts.line_filter import AsciiText, SafeText
from screens.parts.thin_app import ThinApp
from screens.session import Session
from wingterm.actions import keys_of
from wingterm.domain.prison import Prison
from wingterm.errors import BadInput, NotAuthorised, WingtermError
from wingterm.keys import Read, read_keys
from wingterm.letters import environment_as_started, only_ascii
from wingterm.services.desk import Desk
from wingterm.services.drafts_kept import any_kept
from wingterm.services.practice import is_practice
from wingterm.settings import in_browser, keys_file

if TYPE_CHECKING:
    from wingterm.services.drafts import MyDrafts
    from wingterm.services.sign_on import Terminal

COLUMNS, LINES = 80, 24
"""The smallest terminal that the screens are made for."""
HOLD_S = 0.005
"""How soon it is looked again whether a screen can take keys."""
KEY_S = 0.25
"""How long a key may be out before the next one is given on all the same."""
POLL_S = 0.3
"""How often it is looked whether the register moved on. Nothing is sent when it did not."""

COLLECT_S = 10.0
"""How often it is looked whether the access log stands as it was, and is to be taken in."""


class WingtermApp(ThinApp):
    """The application."""

    CSS_PATH = Path(screens.__file__).parent / "style.tcss"
    TITLE = "wingterm"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_MODE: ClassVar[str] = REAL
    ESCAPE_TO_MINIMIZE = False
    ascii_only = False
    """Whether the terminal has no letters but those of ASCII."""
    line: int | None = None
    """Descriptor of the terminal that keys come from; None where they come from elsewhere."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (COLUMNS, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (LINES, "-tall")]  # noqa: RUF012
    # Part of the class: with NO_COLOR a theme set after construction would be black on black.
    theme: Reactive[str] = Reactive("ansi-dark")

    def __init__(self, desk: Desk, prison: Prison, greeting: str = "") -> None:
        """Make the application of an officer at a desk; the first screen says the greeting."""
        super().__init__()
        self.greeting = greeting
        self.fault: Exception | None = None
        """What went wrong inside and ended it."""
        self.session = Session(desk, prison, practice=is_practice(desk.store))
        self._key_out_until = 0.0
        self._found: MyDrafts | None = None
        self.add_first_mode()

    def add_first_mode(self) -> None:
        """Say what is in front at first: the board, as under it an empty screen costs too much."""
        self.add_mode(REAL, self.board)

    def board(self) -> BoardScreen:
        """Make the board; what it says at the start is known before it is shown."""
        board = BoardScreen(self.session)
        board.greeting = self.greeting
        self._look_drafts_up(board)
        return board

    def on_mount(self) -> None:
        """Show the board, or what was typed and not done, and begin to look for changes."""
        self.offer_what_was_left()
        self.set_interval(POLL_S, self.look)
        self.set_interval(COLLECT_S, self.collect)
        self.call_after_refresh(keep_what_is_loaded)

    def offer_what_was_left(self) -> None:
        """Put what the officer typed and did not do in front of the board, where there is any."""
        if self._found is not None:
            found, self._found = self._found, None
            self._offer_drafts(found)

    def _look_drafts_up(self, board: BoardScreen) -> None:
        """Find out whether the officer left drafts; the board says what was done all the same."""
        try:
            if not any_kept(self.session.desk):
                return
            from wingterm.services.drafts import my_drafts

            found = my_drafts(self.session.desk)
        except WingtermError as error:
            told = f"Drafts cannot be looked up: {error.message} {error.hint}"
            board.greeting = f"{board.greeting} {told}".strip()
            return
        if found.waiting:
            self._found = found
        elif found.done:
            from screens.drafts import done_words

            board.greeting = f"{board.greeting} {done_words(found)}".strip()

    def _offer_drafts(self, found: "MyDrafts") -> None:
        """Put the officer's own drafts in front of the board."""
        from screens.drafts import DraftsScreen

        board = self.screen
        assert isinstance(board, BoardScreen)
        self.push_screen(DraftsScreen(self.session, found, self.greeting), board.done)

    def collect(self) -> None:
        """Take the access log into the store now and then, in a thread that nobody waits for."""
        from threading import Thread

        from wingterm.services.access_collect import collect_now_and_then

        Thread(target=collect_now_and_then, args=(self.session.desk,), daemon=True).start()

    def look(self) -> None:
        """Let the screen follow what another terminal, or midnight, may have changed."""
        if self.closing:
            return
        if self.line is not None and not os.isatty(self.line):
            # Hung up on without a signal, as under `su -c`: nobody could ever sign off again.
            super().exit(1)
            return
        # Whatever is in front: practice and a lock have registers or officers of their own.
        self.session.watch.look()
        if self.session.ended:
            self.cut_off()
        elif isinstance(self.screen, Frame):
            self.screen.follow()

    def cut_off(self) -> None:
        """End at once: whoever may not use the register any longer sees nothing more of it."""
        self.blank()
        self.fault = NotAuthorised(
            f"{self.session.desk.account} {self.session.ended}; the terminal was closed.",
            "What was typed and not done is kept as a draft. Open wingterm again, or ask an "
            "administrator.",
        )
        self.exit(1)

    @property
    def closing(self) -> bool:
        """Whether the application closes: timers still ring when screens have lost their lines."""
        return not (self.is_running and self.screen_stack)

    @property
    def too_small(self) -> bool:
        """Whether the window is smaller than the screens are made for."""
        return self.size.width < COLUMNS or self.size.height < LINES

    async def on_event(self, event: Event) -> None:
        """Take keys one by one; none reaches a screen that cannot be seen."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
        elif not self.too_small:
            self.session.typed_ahead.append(event)
            await self.next_key()
        elif isinstance(event, Key) and event.key == "ctrl+q":
            self.exit(0)

    @property
    def ready(self) -> bool:
        """Whether the screen in front can take keys."""
        return not isinstance(self.screen, Frame) or self.screen.ready

    async def next_key(self) -> None:
        """Give the next key to the screen in front, once the key before has been dealt with.

        Keys of one burst would else overtake each other: an Enter the letters before it, a letter
        the screen that the key before it opened.
        """
        held = self.session.typed_ahead
        if not held or self.closing or time.monotonic() < self._key_out_until:
            return
        if not self.ready:
            if self.screen.is_running and self.screen.focused is None:
                self.screen.focus_next()
            self.set_timer(HOLD_S, self.next_key)
            return
        self._key_out_until = time.monotonic() + KEY_S
        if isinstance(self.screen, Frame):
            self.screen.key_came()
            self.screen.session.went_on()
        await super().on_event(held.pop(0))
        # Behind the key in the same queue: when this is called the key has been dealt with.
        (self.focused or self.screen).call_later(self._key_taken)
        if held:
            self.set_timer(KEY_S, self.next_key)

    def _key_taken(self) -> None:
        self._key_out_until = 0.0
        self.call_later(self.next_key)

    def on_unmount(self) -> None:
        """Forget the drafts of what was done; the end of wingterm was the officer's wish."""
        self.session.leave()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Give the filters of every line that is drawn; the last gate for hostile text."""
        plain = [AsciiText()] if self.ascii_only else []
        return [*super().get_line_filters(), SafeText(), *plain]

    def _handle_exception(self, error: Exception) -> None:
        """End; the edge says that wingterm is at fault.

        Textual's own way draws every frame with the values in it, and a value may be a name.
        """
        self.fault = self.fault or error
        self._return_code = 1
        if self._exception is None:
            # Tests under a pilot are told by these.
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    async def action_quit(self) -> None:
        """Leave; what was typed and not done is kept as a draft."""
        self.exit(0)

    def action_lock(self) -> None:
        """Say that there is nothing to lock."""
        if isinstance(self.screen, Frame):
            self.screen.say("Only a shared terminal locks. Ctrl+Q leaves wingterm.")

    def action_help_quit(self) -> None:
        """Say how to leave; Ctrl-C is for copying in a terminal."""
        if isinstance(self.screen, Frame):
            self.screen.say("Ctrl+Q leaves wingterm.")


def keep_what_is_loaded() -> None:
    """Throw away from here on what is no longer used, without looking through what stays loaded.

    To look through all of it takes as long as several keys.
    """
    gc.freeze()
    gc.enable()


def run_terminal(
    desk: Desk, prison: Prison, terminal: "Terminal | None" = None, lock_after_s: int = 0
) -> int:
    """Open the terminal; give the exit code.

    Args:
        desk: the officer and the open register; at a shared terminal, that of nobody yet.
        prison: which prison is shown.
        terminal: the shared terminal that this is; None: one of the officer's own.
        lock_after_s: seconds without a key after which a shared terminal locks.

    Raises:
        BadInput: there is no terminal, or one that cannot place a cursor.
        NotAuthorised: the officer may not use the register any longer.
        Exception: whatever went wrong inside, once the terminal is as it was.
    """
    browser = in_browser(os.environ)
    # Textual draws on stderr.
    nameless = os.environ.get("TERM", "") in ("", "dumb")
    shown = sys.stdin.isatty() and sys.stderr.isatty()
    if not browser and (nameless or not shown):
        raise BadInput(
            "This is not a terminal that can show wingterm.",
            "Use the commands instead: wingterm --help",
        )
    desk.store.hurry()
    read = read_keys(keys_file(os.environ))
    with keys_of(read.actions):
        app = _application(desk, prison, shipped_because(read), terminal, lock_after_s)
        app.ascii_only = not browser and only_ascii(environment_as_started())
        app.line = None if browser else sys.stdin.fileno()
        if browser:
            from wingterm.keys_only import KeysOnlyDriver

            app.driver_class = KeysOnlyDriver
        ended = app.run(mouse=browser)
    if app.fault is not None:
        raise app.fault
    return ended or 0


def _application(
    desk: Desk, prison: Prison, greeting: str, terminal: "Terminal | None", lock_after_s: int
) -> WingtermApp:
    if terminal is None:
        return WingtermApp(desk, prison, greeting)
    from wingterm.shared_app import SharedApp

    return SharedApp(desk, greeting, terminal, lock_after_s)


def shipped_because(read: Read) -> str:
    """Say why the shipped keys are in force though there is a file of keys; empty when not so."""
    if not read.faults:
        return ""
    return (
        f"{read.faults[0].sentence} The shipped keys are in force; `wingterm keys --check` tells "
        "what to change."
    )

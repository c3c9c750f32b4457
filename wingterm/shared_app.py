"""The terminal that several officers share: it signs them on by name, and locks when left alone.

Nobody's screens are shown before somebody signed on (reliability note 7.4). Whoever signs on again
finds their screens as they left them; for somebody else those of the one before are closed, with
what was typed in their forms kept as drafts of theirs.
"""

from typing import ClassVar

from rich.console import RenderableType
from textual.events import Event, Key

from screens.base import REAL
from screens.practice import end_practice
from screens.session import Session
from screens.sign_on import LOCKED, SignOnScreen
from wingterm.actions import in_force
from wingterm.app import WingtermApp
from wingterm.domain.standing import REGISTER_ESTABLISHMENT
from wingterm.services.desk import Desk
from wingterm.services.opening import default_prison
from wingterm.services.sign_on import Terminal, sign_off

SECOND = 1_000_000
LEFT_ALONE = "Locked: no key was pressed for {minutes}. What was typed is kept."
BY_KEY = "Locked. What was typed is kept."
SIGNED_OFF = "Signed off. What was typed and not done is kept."
CUT_OFF = "{account} {ended}, and was signed off."


class SharedApp(WingtermApp):
    """The application at a shared terminal."""

    DEFAULT_MODE: ClassVar[str] = LOCKED

    def __init__(self, desk: Desk, greeting: str, terminal: Terminal, lock_after_s: int) -> None:
        """Make the application of a shared terminal, where nobody is signed on yet.

        Args:
            desk: of the terminal itself.
            greeting: what the first board says.
            terminal: as its record names it.
            lock_after_s: seconds without a key after which it locks.
        """
        super().__init__(desk, terminal.prison, greeting)
        self._terminal = terminal
        self._lock_after = lock_after_s * SECOND
        self._nobody = self.session
        self._last_key = self.session.ticks()
        self._left_in = REAL
        self._sign_on = SignOnScreen(self.session, terminal, self.signed_on)

    def add_first_mode(self) -> None:
        """Ask who is there; an officer's screens come when somebody signed on."""
        self.add_mode(LOCKED, lambda: self._sign_on)

    @property
    def locked(self) -> bool:
        """Whether nobody can do anything here but sign on."""
        return self.current_mode == LOCKED

    def look(self) -> None:
        """Lock when it was left alone; else as any terminal does."""
        alone = self.session.ticks() - self._last_key >= self._lock_after
        if alone and not self.locked and not self.closing:
            minutes, seconds = divmod(self._lock_after // SECOND, 60)
            after = f"{seconds} s" if seconds else f"{minutes} min"
            self.lock(LEFT_ALONE.format(minutes=after), "left alone")
        super().look()

    async def on_event(self, event: Event) -> None:
        """Lock by its key wherever that is pressed; note that somebody is there."""
        if isinstance(event, Key) and not event.is_forwarded:
            self._last_key = self.session.ticks()
            if event.key in _lock_keys() and not self.locked:
                self.lock(BY_KEY, "by key")
                return
        await super().on_event(event)

    def action_lock(self) -> None:
        """Lock, as an action chosen by its name."""
        self.lock(BY_KEY, "by key")

    def lock(self, why: str, how: str) -> None:
        """Blank the screen, then ask who is there. The screens behind stay as they are.

        Args:
            why: what the screen says.
            how: the same in a few words, for the log of who was here.
        """
        # Before anything that may take time: what stands on the screen is about people.
        self.blank()
        self.session.typed_ahead.clear()
        self._left_in = self.current_mode
        self._sign_on.ask_again(why)
        self.switch_mode(LOCKED)
        sign_off(self.session.desk, how)

    def signed_on(self, desk: Desk) -> None:
        """Show an officer what is theirs: as they left it, or the board.

        Raises:
            WingtermError: there is no prison to show to them; nobody is signed on then.
        """
        if not self._comes_back(desk):
            here = self._terminal.prison
            of_none = here.id == REGISTER_ESTABLISHMENT
            prison = default_prison(desk, "" if of_none else here.code)
            self._close_screens()
            self.session = Session(desk, prison, practice=self._nobody.practice)
            self._left_in = REAL
            self.add_mode(REAL, self.board)
        self.session.typed_ahead.clear()
        self._last_key = self.session.ticks()
        self.switch_mode(self._left_in)
        self.offer_what_was_left()

    def _comes_back(self, desk: Desk) -> bool:
        """Whether somebody takes up their own screens; not where they were given another role."""
        if desk.account != self.session.desk.account:
            return False
        self.session.desk = desk
        self.session.look_who()
        return not self.session.ended

    def cut_off(self) -> None:
        """Lock, and close the screens of an officer whose record is no longer in force."""
        if self.session is self._nobody:
            super().cut_off()
            return
        session = self.session
        why = CUT_OFF.format(account=session.desk.account, ended=session.ended)
        self._sign_off(why, "cut off")

    def exit(
        self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Sign off; only where nobody is signed on does wingterm end."""
        if self.locked or self.fault is not None:
            super().exit(result, return_code, message)
        else:
            self._sign_off(SIGNED_OFF, "left wingterm")

    def _sign_off(self, why: str, how: str) -> None:
        """Lock, and close the screens of who was signed on."""
        if not self.locked:
            self.lock(why, how)
        self._close_screens()
        self.session = self._nobody

    def _close_screens(self) -> None:
        """Close the screens of who was signed on; forms keep what was typed as drafts."""
        old = self.session
        end_practice(self, old)
        if old is not self._nobody:
            self.remove_mode(REAL)
        old.leave()


def _lock_keys() -> frozenset[str]:
    """Give the keys that lock, the officer's own where there are some."""
    return frozenset(key for action in in_force() if action.id == "lock" for key in action.keys)

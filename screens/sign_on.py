"""Who is there: the screen of a shared terminal at which nobody is signed on."""

from collections.abc import Callable

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical

from screens.base import Frame
from screens.keyed import keyed
from screens.parts.fields import FieldLine
from screens.parts.lines import wrapped
from screens.session import Session
from wingterm.domain.text import safe_line
from wingterm.errors import WingtermError
from wingterm.services.desk import Desk
from wingterm.services.sign_on import Terminal, sign_on

LOCKED = "locked"
"""The screen for signing on, as a Textual mode: those of an officer are behind it."""
ACCOUNT_MAX = 64
DIGITS_MAX = 32
WAIT = "One moment: the digits are looked at."
HOW = "Type your account and your digits, then press Enter."


class SignOnScreen(Frame[None]):
    """Asks for an account and digits, and shows nothing about anybody."""

    NAME = "sign-on"
    ABOUT = (
        "This terminal is shared. Your account and your digits sign you on; an administrator sets "
        "them. After five wrong tries in a row only an administrator lets you sign on. {lock} "
        "locks it again; so does leaving it alone. What was typed and not done is kept as your "
        "draft."
    )
    AUTO_FOCUS = None

    def __init__(
        self, session: Session, terminal: Terminal, signed_on: Callable[[Desk], None]
    ) -> None:
        """Make the screen of a terminal.

        Args:
            session: of nobody.
            terminal: as its record names it.
            signed_on: takes the desk of whoever signs on.
        """
        super().__init__(session)
        self._terminal = terminal
        self._signed_on = signed_on
        self._why = ""
        self._asking = False

    def middle(self) -> ComposeResult:
        """Make the two fields."""
        with Vertical(id="fields"):
            yield FieldLine("account", "Account", required=True, longest=ACCOUNT_MAX)
            yield FieldLine("digits", "Digits", required=True, longest=DIGITS_MAX, secret=True)

    def begin(self) -> None:
        """Say whose terminal it is, and ask."""
        super().begin()
        self.title_line(f"Sign on  {safe_line(self._terminal.name)}", self.session.prison.code)
        about = wrapped(keyed(self.ABOUT), self.session.width - 2)
        self.head("", f" {HOW}", *(f" {line}" for line in about), "")
        self.ask_again(self._why)

    def ask_again(self, why: str) -> None:
        """Ask from the start, with a sentence about why; digits that were typed are forgotten."""
        self._why = why
        if not self.is_mounted:
            return
        for line in self.query(FieldLine):
            line.line.value = ""
            line.object_to()
        self.say(why)
        self._line("account").take_focus()

    def action_next_field(self) -> None:
        """To the digits."""
        self._line("digits").take_focus()

    def action_previous_field(self) -> None:
        """To the account."""
        self._line("account").take_focus()

    def action_submit(self) -> None:
        """Sign on, or go on to the field that is empty."""
        if self._asking:
            return
        account, digits = self._line("account"), self._line("digits")
        for line in (account, digits):
            line.object_to()
        empty = next((line for line in (account, digits) if not line.value), None)
        if empty is not None:
            empty.take_focus()
            return
        self._asking = True
        self.say(WAIT)
        self._sign_on(account.value, digits.value)
        digits.line.value = ""

    @work(thread=True, group="sign-on")
    def _sign_on(self, account: str, digits: str) -> None:
        """Look at the digits in a thread: that takes a while on purpose."""
        try:
            desk = sign_on(self.session.desk, account, digits)
        except WingtermError as error:
            self.from_thread(self._refused, error)
        else:
            self.from_thread(self._done, desk)

    def _done(self, desk: Desk) -> None:
        self._asking = False
        try:
            self._signed_on(desk)
        except WingtermError as error:
            self._refused(error)
        else:
            self.ask_again("")

    def _refused(self, error: WingtermError) -> None:
        """Say that it does not sign on; what was typed as account stays to be mended."""
        self._asking = False
        self.say_error(error)
        self._line("digits").take_focus()

    def _line(self, name: str) -> FieldLine:
        return next(line for line in self.query(FieldLine) if line.field == name)

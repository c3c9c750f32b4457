"""What every screen needs: the desk, the prison, and whether the register has moved on."""

from dataclasses import dataclass, field
from datetime import date

from textual.events import Event

from wingterm.clock import system_clock
from wingterm.domain.situation import Prison
from wingterm.domain.times import local_date, shown_full, shown_time
from wingterm.services.desk import Desk


@dataclass(slots=True)
class Session:
    """An officer at a terminal."""

    desk: Desk
    prison: Prison
    practice: bool = False
    """Whether the register is one to practise on, as the register itself says."""
    behind: "Session | None" = None
    """The session at the real register that is open behind one for practice; F9 goes back."""
    practising: bool = False
    """Whether screens of a practice register are open in front of this one."""
    typed_ahead: list[Event] = field(default_factory=list, repr=False)
    """Keys that wait until the screen in front can take them."""
    _seen: tuple[int, date] | None = field(default=None, repr=False)

    def told(self, sentence: str) -> str:
        """Give a sentence about what is done, so that nobody takes practice for the real thing."""
        return f"Practice: {sentence}" if self.practice else sentence

    def now(self) -> int:
        """Give the instant: the register's clock where it was given one, else this machine's."""
        return (self.desk.store.clock or system_clock)()

    def moved_on(self) -> bool:
        """Whether the register or the local day changed since this was last asked.

        The day counts: at midnight the unlock roll and today's figures change without an entry.
        """
        state = self.desk.store.data_version(), local_date(self.now(), self.prison.timezone)
        moved, self._seen = state != self._seen, state
        return moved

    def time(self, instant: int) -> str:
        """Give a time as short as it can be, in the prison's local time."""
        return shown_time(instant, self.prison.timezone, self.now())

    def full_time(self, instant: int) -> str:
        """Give a time with its date, in the prison's local time."""
        return shown_full(instant, self.prison.timezone)

"""What every screen needs: the desk, the prison, and whether the register has moved on."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from textual.events import Event

from screens.watch import Watch
from wingterm.domain.prison import Prison
from wingterm.domain.times import local_date, shown_clock, shown_full, shown_time
from wingterm.errors import StoreError
from wingterm.services.desk import Desk

if TYPE_CHECKING:
    from wingterm.domain.prison import Officer
    from wingterm.services.draft_keeper import DraftKeeper

State = tuple[int, date]
ASK_AGAIN = 30_000_000
"""Microseconds after which it is asked again whether the officer may go on."""
LEFT = "may not use this register any longer"
"""Why somebody is cut off: their record, or how they signed on, is no longer in force."""
CHANGED = "was given another role or prison"
"""The same of somebody whose record says something else by now."""


CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""Goes on while the machine sleeps, where there is such a clock: a lid that is shut is no key."""


def _ticks() -> int:
    return time.clock_gettime_ns(CLOCK) // 1000


@dataclass(slots=True)
class Session:
    """An officer at a terminal."""

    desk: Desk
    prison: Prison
    practice: bool = False
    """Whether the register is one to practise on, as the register itself says."""
    behind: "Session | None" = None
    """The session at the real register that is open behind one for practice; F9 goes back."""
    width: int = 80
    """Columns of the window; lists show more in a wide one."""
    practising: "Session | None" = field(default=None, repr=False)
    """The session at a practice register that is open in front of this one."""
    typed_ahead: list[Event] = field(default_factory=list, repr=False)
    """Keys that wait until the screen in front can take them."""
    own: set[str] = field(default_factory=set, repr=False)
    """Ids of the requests made here: what they change is not marked as changed by others."""
    _drafts: "DraftKeeper | None" = field(default=None, init=False, repr=False)
    ended: str = field(default="", init=False)
    """Why the officer may not go on here, as the last look knew it; empty: they may."""
    _officer: "Officer | None" = field(default=None, init=False, repr=False)
    """As the first look found them."""
    _asked: tuple[int, int] = field(default=(-1, 0), init=False, repr=False)
    """Version of the register and ticks when that was asked last."""
    watch: Watch = field(init=False, repr=False)
    """Looks whether the register moved on."""

    def __post_init__(self) -> None:
        """Begin to look."""
        self.watch = Watch(self._look, self.now, self.ticks)

    def _look(self) -> int:
        """Give the version of the register; ask whether the officer may go on when it moved on.

        Now and then too when it did not: a record may end by itself.
        """
        version, ticks = self.desk.store.data_version(), self.ticks()
        asked, then = self._asked
        due = asked != version or ticks - then >= ASK_AGAIN
        if due and self.look_who():
            self._asked = (version, ticks)
        return version

    def look_who(self) -> bool:
        """Ask whether the officer may go on; whether there was an answer: else the next look asks.

        A register that cannot be read just now is no reason to sign anybody off.
        """
        from wingterm.services.sign_on import officer_in_force

        try:
            officer = officer_in_force(self.desk)
        except StoreError:
            return False
        if officer is None:
            self.ended = LEFT
        elif self._officer is None:
            self._officer = officer
        elif (officer.role, officer.establishment) != (
            self._officer.role,
            self._officer.establishment,
        ):
            # What stands on the screens was read for what they were.
            self.ended = CHANGED
        return True

    @property
    def bannered(self) -> bool:
        """Whether a line of its own stands over every screen."""
        return self.practice or bool(self.desk.at)

    @property
    def drafts(self) -> "DraftKeeper":
        """Keeps forms as they are typed; loaded with the first form."""
        if self._drafts is None:
            from wingterm.services.draft_keeper import DraftKeeper

            self._drafts = DraftKeeper(self.desk)
        return self._drafts

    @contextmanager
    def telling(self, tell: Callable[[str], None]) -> Iterator[None]:
        """Let the store tell what an act waits for, as long as it is carried out."""
        self.desk.store.tell = tell
        try:
            yield
        finally:
            self.desk.store.tell = None

    def went_on(self) -> None:
        """Hear that the officer has gone on, and so has seen what was done."""
        if self._drafts is not None:
            self._drafts.seen()

    def leave(self) -> None:
        """Forget the drafts of what was done, and wait for what is being kept."""
        if self._drafts is not None:
            self._drafts.seen()
            self._drafts.flush()

    def told(self, sentence: str) -> str:
        """Give a sentence about what is done, so that nobody takes practice for the real thing."""
        return f"Practice: {sentence}" if self.practice else sentence

    def now(self) -> int:
        """Give the instant: the register's clock where it was given one, else this machine's."""
        return self.desk.now()

    def ticks(self) -> int:
        """Give microseconds that only go forward; the register's clock where it was given one."""
        return (self.desk.store.clock or _ticks)()

    def state(self) -> State:
        """Give what changes when the register moves on, as far as the last look could tell.

        The day counts: at midnight the unlock roll and today's figures change without an entry.
        """
        return self.watch.version, local_date(self.now(), self.prison.timezone)

    def clock(self, instant: int) -> str:
        """Give `14:02:07` of an instant today, else with its date, in the prison's local time."""
        return shown_clock(instant, self.prison.timezone, self.now())

    def time(self, instant: int) -> str:
        """Give a time as short as it can be, in the prison's local time."""
        return shown_time(instant, self.prison.timezone, self.now())

    def full_time(self, instant: int) -> str:
        """Give a time with its date, in the prison's local time."""
        return shown_full(instant, self.prison.timezone)

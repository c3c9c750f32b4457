"""How a screen keeps up with the register: how old it is, and which rows others changed."""

from collections.abc import Iterable

from screens.parts.line_list import Row
from screens.session import Session, State
from screens.watch import STOPPED, Moment, age_in_words
from wingterm.errors import WingtermError
from wingterm.services.changes import Heads, Touched, heads, touched_since

NEVER = "NOT READ: nothing can be shown"
AGAIN = "The register answers again; what is shown is up to date."
NOBODY = Touched()


class Freshness:
    """Of what state of the register a screen tells, and since when nobody can say better."""

    def __init__(self, session: Session) -> None:
        """Begin with nothing read."""
        self._session = session
        self._state: State | None = None
        self._until: int | None = None
        self._good: Moment | None = None
        self.failed: WingtermError | None = None
        """Why it could not be read the last time."""

    def was_read(self, state: State, until: int | None = None) -> None:
        """Take over that what is shown was read just now.

        Args:
            state: that of the session before it was read.
            until: from when on it is no longer so though nobody wrote anything: somebody is
                overdue then. None: no such instant is known.
        """
        self._state, self._until, self.failed = state, until, None
        self._good = self._session.watch.moment()

    def was_read_before(self) -> None:
        """Take over that what is shown was read a moment ago: it is looked at once more."""
        self._good = self._session.watch.moment()

    @property
    def ever(self) -> bool:
        """Whether it was ever read."""
        return self._good is not None

    @property
    def moved_on(self) -> bool:
        """Whether it must be read again, as far as can be told."""
        if self._session.watch.why_stopped is not None:
            return False
        turned = self._until is not None and self._session.now() >= self._until
        return turned or self.failed is not None or self._session.state() != self._state

    def told(self) -> tuple[str, WingtermError | None]:
        """Give how old what is shown is, in words, and why; empty words while it is fresh."""
        watch = self._session.watch
        why = watch.why_stopped or self.failed
        if why is None:
            if self._good is not None and self._session.state() == self._state:
                self._good = max(self._good, watch.good)
            return "", None
        if self._good is None:
            return NEVER, why
        age = watch.age(self._good)
        if age < STOPPED:
            return "", why
        as_of = self._session.clock(self._good.instant)
        return f"NOT UP TO DATE: as of {as_of}, {age_in_words(age)} old", why


class Changed:
    """What others changed since this officer's last key."""

    def __init__(self, session: Session) -> None:
        """Begin with nothing read."""
        self._session = session
        self._looked: Heads | None = None
        self._reached: Heads = {}
        self.touched = NOBODY

    def begin(self) -> None:
        """Note how far the books go, before what is shown is read."""
        self._reached = heads(self._session.desk)

    def read(self) -> None:
        """Find out what others wrote about, after what is shown was read."""
        session = self._session
        if self._looked is None:
            self._looked = self._reached
        same = self._looked == self._reached
        self.touched = (
            NOBODY
            if same
            else touched_since(session.desk, session.prison, self._looked, session.own)
        )

    def key_came(self) -> bool:
        """Take it as seen; whether there was anything."""
        if self._looked is not None:
            self._looked = self._reached
        some, self.touched = self.touched != NOBODY, NOBODY
        return some

    def keys_of(self, rows: Iterable[Row]) -> frozenset[str]:
        """Give the keys of the rows that are about what others changed."""
        if self.touched == NOBODY:
            return frozenset()
        return frozenset(row.key for row in rows if self._is_about(row.key))

    def _is_about(self, key: str) -> bool:
        """Whether a row is about somebody or a place: `A1234BC`, `A-1-001/A1234BC`, `A-1-001/`."""
        place, sign, number = key.rpartition("/")
        if number in self.touched.people:
            return True
        return (place if sign and not number else key) in self.touched.places

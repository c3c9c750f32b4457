"""The daily state of a prison: opening roll, everybody in and out by name, closing roll, proof."""

from datetime import date, timedelta
from typing import NamedTuple

from db.engine import Reader
from db.queries.crossings import crossings
from db.queries.late import LateRow, late_entries
from db.queries.past import NOW_KNOWN, Moment
from db.queries.people import PersonAt, people_then
from wingterm.domain.daily_state import Crossed, disagreements
from wingterm.domain.places import INSIDE
from wingterm.domain.prison import Prison
from wingterm.domain.times import FAR, local_date, midnight_of
from wingterm.errors import BadInput
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.lists import ListedPerson, listed

FIRST = date(1900, 1, 1)
"""The first day that may be asked about: before it not every time zone has a midnight."""


class LateEntry(NamedTuple):
    """An entry made after a midnight that changes who was counted then."""

    midnight: int
    """Instant of the midnight."""
    number: str
    last_name: str
    first_name: str
    counted: bool
    """Whether they are counted at that midnight as now known; then they were not, or the other way
    round."""
    entry: str
    """Reference of the entry, as `WTI-17`."""
    said: str
    """What it says, in words."""
    recorded_at: int
    officer: str


class DailyState(NamedTuple):
    """A prison's day: opening + in - out = closing, every line named."""

    prison: Prison
    day: date
    opens: int
    """Instant of the midnight at which the day began."""
    closes: int
    """Instant of the midnight after, or now."""
    complete: bool
    """Whether the day is over."""
    opening: int
    """People inside as the day began, counted from the stays."""
    came_in: tuple[ListedPerson, ...]
    went_out: tuple[ListedPerson, ...]
    closing: int
    """opening + in - out."""
    counted: int
    """People inside at its end, counted anew from the stays."""
    differs: tuple[str, ...]
    """Where lines and count disagree, as sentences; empty when the day is proved."""
    late: tuple[LateEntry, ...]
    """Entries that changed the roll of its midnights after the event."""

    @property
    def named(self) -> list[str]:
        """Prison numbers of everybody whom it names."""
        people = {one.number for one in (*self.came_in, *self.went_out)}
        return sorted(people | {entry.number for entry in self.late})

    @property
    def proof(self) -> str:
        """The proof as one sentence."""
        sum_ = f"{self.opening} + {len(self.came_in)} - {len(self.went_out)} = {self.closing}"
        if not self.differs:
            return f"Proved: {sum_}, and {self.counted} were counted, each by name."
        return f"NOT PROVED: {sum_}, and {self.counted} were counted."


def daily_state(desk: Desk, prison: Prison, day: date | None = None) -> DailyState:
    """Give the daily state of a day, as now known; of today up to now.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose.
        day: a local day; None for today.

    Raises:
        BadInput: a day that has not come yet.
    """
    with desk.store.read() as reader:
        now = reader.now()
        authorise(officer_at(desk, reader, now), "read")
        state = state_in(reader, prison, day, now)
    desk.consulted(state.named, f"daily-state {prison.code} {state.day}")
    return state


def state_in(reader: Reader, prison: Prison, day: date | None, now: int) -> DailyState:
    """Give the daily state of a day from a snapshot that is read already.

    Who calls it has authorised the officer and logs the consultation.

    Raises:
        BadInput: a day that has not come yet.
    """
    today = local_date(now, prison.timezone)
    day = day or today
    if not FIRST <= day <= today:
        word = "has not come yet" if day > today else "is too far back"
        raise BadInput(f"{day} {word}.", f"Give a day from {FIRST} to today.", field="date")
    opens = midnight_of(day, prison.timezone)
    complete = day < today
    closes = midnight_of(day + timedelta(days=1), prison.timezone) if complete else now
    # Today has no end: after a clock was set back there are movements later than now.
    last = closes - 1 if complete else FAR - 1
    before = _inside(reader, prison, opens - 1)
    after = _inside(reader, prison, last)
    gate = crossings(reader, prison.id, opens, Moment(last, NOW_KNOWN))
    late = [
        entry
        for midnight, people in ((opens, before), *([(closes, after)] if complete else []))
        for entry in _late(reader, prison, midnight, people)
    ]
    came_in = tuple(listed(one, closes) for one in gate if one.came > 0)
    went_out = tuple(listed(one, closes) for one in gate if one.came < 0)
    lines = [Crossed(one.number, one.came > 0, one.entry) for one in gate]
    return DailyState(
        prison=prison,
        day=day,
        opens=opens,
        closes=closes,
        complete=complete,
        opening=len(before),
        came_in=came_in,
        went_out=went_out,
        closing=len(before) + len(came_in) - len(went_out),
        counted=len(after),
        differs=disagreements(_numbers(before), lines, _numbers(after)),
        late=tuple(late),
    )


def _inside(
    reader: Reader, prison: Prison, instant: int, known_at: int = NOW_KNOWN
) -> list[PersonAt]:
    """Give who was inside at an instant."""
    people = people_then(reader, prison.id, Moment(instant, known_at))
    return [person for person in people if person.kind in INSIDE]


def _numbers(people: list[PersonAt]) -> list[str]:
    return [person.number for person in people]


def _late(
    reader: Reader, prison: Prison, midnight: int, now_known: list[PersonAt]
) -> list[LateEntry]:
    """Give what changed who was counted at a midnight after it was past."""
    then_known = _inside(reader, prison, midnight - 1, midnight - 1)
    counted = {person.person: person for person in now_known}
    believed = {person.person: person for person in then_known}
    differing = counted.keys() ^ believed.keys()
    if not differing:
        return []
    found = late_entries(reader, prison.id, differing, midnight)
    who = believed | counted
    return [
        LateEntry(
            midnight,
            *who[row.person][:3],
            counted=row.person in counted,
            entry=row.entry,
            said=_said(row),
            recorded_at=row.recorded_at,
            officer=row.officer,
        )
        for row in sorted(found, key=lambda row: (row.recorded_at, row.entry))
    ]


def _said(row: LateRow) -> str:
    verb = row.verb.replace("-", " ")
    return f"{verb} never happened" if row.kind == "annul" else verb

"""The roll of a prison, now or at any past instant, and who is behind it.

As now known, or as then believed.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from db.engine import Reader
from db.queries import people, places
from db.queries.past import NOW_KNOWN, Moment, as_believed
from db.queries.people import PersonAt
from wingterm.domain.places import PlaceKind
from wingterm.domain.roll import Headline, RollSheet, inside
from wingterm.domain.roll import roll as figures_of
from wingterm.domain.situation import Prison
from wingterm.domain.times import midnight_before, shown_full
from wingterm.errors import BadInput
from wingterm.services.codes import reason_codes
from wingterm.services.desk import Desk, authorise, officer_at


class ListedPerson(NamedTuple):
    """Somebody behind a figure of the roll."""

    number: str
    last_name: str
    first_name: str
    date_of_birth: str
    place: str
    bed_cell: str
    """Code of the cell whose bed they hold, empty without."""
    since: int
    """Since when they are there; of a movement, when it happened."""
    note: str
    """Why or from where, in words."""


FIGURES: dict[str, str] = {
    "population": "Current population",
    "beds-in-use": "Beds in use",
    "in-cell": "In cell",
    "elsewhere": "Elsewhere inside",
    "in-reception": "In reception",
    "incoming": "Incoming transfers",
    "in-today": "In today",
    "out-today": "Out today",
}
"""Figures with a list behind them, in the words of domain note 2.1."""

_INSIDE = (PlaceKind.CELL, PlaceKind.AREA, PlaceKind.RECEPTION)
_BELONGS: dict[str, Callable[[PersonAt], bool]] = {
    "population": lambda person: person.kind in _INSIDE,
    "beds-in-use": lambda person: bool(person.cell),
    "in-cell": lambda person: person.kind == PlaceKind.CELL,
    "elsewhere": lambda person: person.kind == PlaceKind.AREA,
    "in-reception": lambda person: person.kind == PlaceKind.RECEPTION,
    "incoming": lambda person: person.kind == PlaceKind.EN_ROUTE,
}

_CROSSED = {"in-today": people.IN, "out-today": people.OUT}
_OTHER_END = {
    "transfer-out": "to {}",
    "arrive": "from {}",
    "cancel-transfer": "back, was on the way to {}",
}
"""What the prison at the other end of a movement through the gate is to this one."""
_SENDER = {"transfer-out": "from {}"}
"""The same where people are: those on the way here left the other prison by that movement."""


class _Asked(NamedTuple):
    """What a roll is asked about."""

    instant: int
    moment: Moment
    """For what is asked of the past: places, stays."""
    live: bool
    """Whether it is the roll of now, which the whereabouts tell."""
    day: int
    """00:00 local time of the day."""

    @property
    def day_begins(self) -> Moment:
        """The moment that the unlock roll is of: before anything that happened at 00:00.

        What happened at 00:00 is a movement of the day, so that unlock roll, in and out add up.
        """
        return self.moment._replace(as_of=self.day - 1)

    @property
    def up_to(self) -> Moment:
        """The moment up to which movements are of the day.

        Now there is no end: after a clock was set back there are movements later than it.
        """
        return self.moment._replace(as_of=NOW_KNOWN) if self.live else self.moment


def roll(
    desk: Desk, prison: Prison, *, as_of: int | None = None, known_at: int | None = None
) -> RollSheet:
    """Give the roll of a prison.

    Args:
        desk: who asks.
        prison: whose roll.
        as_of: instant that the roll is of; None: now, or the instant of knowledge where one is
            given.
        known_at: as then believed; None: as now known.

    Raises:
        BadInput: an instant that has not come yet.
    """
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        asked = _asked(reader, prison, as_of, known_at)
        known = places.places_of(reader, prison.id, asked.moment)
        if asked.live:
            tallies = people.tallies_now(reader, prison.id)
        else:
            tallies = people.tallies_then(reader, prison.id, asked.moment)
        at_unlock = people.tallies_then(reader, prison.id, asked.day_begins)
        came = people.crossings(reader, prison.id, people.IN, asked.day, asked.up_to)
        went = people.crossings(reader, prison.id, people.OUT, asked.day, asked.up_to)
    now, rows, totals = figures_of(tallies, known)
    headline = Headline(
        unlock_roll=inside(at_unlock, known).population,
        population=now.population,
        in_today=len(came),
        out_today=len(went),
        in_reception=now.in_reception,
        elsewhere=now.elsewhere,
        incoming=now.incoming,
    )
    return RollSheet(prison, asked.instant, known_at, headline, rows, totals)


def people_behind(
    desk: Desk,
    prison: Prison,
    figure: str,
    *,
    as_of: int | None = None,
    known_at: int | None = None,
) -> tuple[ListedPerson, ...]:
    """Give the people behind a figure of the roll: as many as the figure says.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose roll.
        figure: one of `FIGURES`.
        as_of: as for `roll`.
        known_at: as for `roll`.

    Raises:
        BadInput: no such figure, or an instant that has not come yet.
    """
    if figure not in FIGURES:
        raise BadInput(f"There is no list {figure}.", f"Choose one of: {', '.join(FIGURES)}.")
    with desk.store.read() as reader:
        officer = officer_at(desk, reader, reader.now())
        authorise(officer, "read")
        asked = _asked(reader, prison, as_of, known_at)
        if figure in _CROSSED:
            verbs = _CROSSED[figure]
            found = people.crossings(reader, prison.id, verbs, asked.day, asked.up_to)
        else:
            if asked.live:
                everybody = people.people_now(reader, prison.id)
            else:
                everybody = people.people_then(reader, prison.id, asked.moment)
            found = [person for person in everybody if _BELONGS[figure](person)]
    desk.consulted([person.number for person in found], f"list {figure} {prison.code}")
    words = _OTHER_END if figure in _CROSSED else _SENDER
    return tuple(_listed(person, words) for person in found)


def _asked(reader: Reader, prison: Prison, as_of: int | None, known_at: int | None) -> _Asked:
    now = reader.now()
    for instant in (as_of, known_at):
        if instant is not None and instant > now:
            raise BadInput(
                f"{shown_full(instant, prison.timezone)} has not come yet.",
                "Give an instant in the past.",
            )
    instant = next(i for i in (as_of, known_at, now) if i is not None)
    return _Asked(
        instant=instant,
        moment=as_believed(instant, known_at),
        live=as_of is None and known_at is None,
        day=midnight_before(instant, prison.timezone),
    )


def _listed(person: PersonAt, other_end: Mapping[str, str]) -> ListedPerson:
    words = reason_codes().describe(person.reason) if person.reason else ""
    other = other_end.get(person.verb, "").format(person.other)
    note = "; ".join(part for part in (other, words) if part)
    return ListedPerson(*person[:4], person.place, person.cell, person.since, note)

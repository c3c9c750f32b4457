"""The roll of a prison, now or at any past instant, and who is behind it.

As now known, or as then believed.
"""

from collections.abc import Callable
from typing import NamedTuple

from db.engine import Reader
from db.queries import people, places
from db.queries.past import as_believed
from db.queries.people import PersonAt
from wingterm.domain.places import PlaceKind
from wingterm.domain.roll import Headline, RollSheet
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
        instant = _instant(reader, prison, as_of, known_at)
        moment = as_believed(instant, known_at)
        known = places.places_of(reader, prison.id, moment)
        if as_of is None and known_at is None:
            tallies = people.tallies_now(reader, prison.id)
        else:
            tallies = people.tallies_then(reader, prison.id, moment)
        midnight = midnight_before(instant, prison.timezone)
        at_midnight = people.tallies_then(reader, prison.id, as_believed(midnight, known_at))
        came = people.crossings(reader, prison.id, people.IN, midnight, moment)
        went = people.crossings(reader, prison.id, people.OUT, midnight, moment)
    inside, rows, totals = figures_of(tallies, known)
    headline = Headline(
        unlock_roll=figures_of(at_midnight, known)[0].population,
        population=inside.population,
        in_today=len(came),
        out_today=len(went),
        in_reception=inside.in_reception,
        elsewhere=inside.elsewhere,
        incoming=inside.incoming,
    )
    return RollSheet(prison, instant, known_at, headline, rows, totals)


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
        instant = _instant(reader, prison, as_of, known_at)
        moment = as_believed(instant, known_at)
        if figure in ("in-today", "out-today"):
            verbs = people.IN if figure == "in-today" else people.OUT
            midnight = midnight_before(instant, prison.timezone)
            found = people.crossings(reader, prison.id, verbs, midnight, moment)
        else:
            if as_of is None and known_at is None:
                everybody = people.people_now(reader, prison.id)
            else:
                everybody = people.people_then(reader, prison.id, moment)
            found = [person for person in everybody if _BELONGS[figure](person)]
    desk.consulted([person.number for person in found], f"list {figure} {prison.code}")
    return tuple(_listed(person) for person in found)


def _instant(reader: Reader, prison: Prison, as_of: int | None, known_at: int | None) -> int:
    now = reader.now()
    for instant in (as_of, known_at):
        if instant is not None and instant > now:
            raise BadInput(
                f"{shown_full(instant, prison.timezone)} has not come yet.",
                "Give an instant in the past.",
            )
    if as_of is not None:
        return as_of
    return now if known_at is None else known_at


def _listed(person: PersonAt) -> ListedPerson:
    words = reason_codes().describe(person.reason) if person.reason else ""
    if person.kind == PlaceKind.EN_ROUTE:
        note = f"from {person.other}" if person.other else ""
        note = "; ".join(part for part in (note, words) if part)
    else:
        note = words
    return ListedPerson(*person[:4], person.place, person.cell, person.since, note)

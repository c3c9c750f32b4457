"""Who belongs to which figure of the roll: asked of one person, for the figure and for its list."""

from typing import NamedTuple

from db.queries.people import Counted, PersonAt, due_back
from wingterm.domain.on_roll import off_roll_at, on_roll
from wingterm.domain.places import INSIDE, OUT, PlaceKind
from wingterm.domain.prison_settings import PrisonSettings

_KINDS: dict[str, tuple[PlaceKind, ...]] = {
    "population": INSIDE,
    "in-cell": (PlaceKind.CELL,),
    "elsewhere": (PlaceKind.AREA,),
    "in-reception": (PlaceKind.RECEPTION,),
    "no-cell": (PlaceKind.NO_CELL,),
    "out": OUT,
    "court": (PlaceKind.COURT,),
    "absence": (PlaceKind.ABSENCE,),
    "hospital": (PlaceKind.HOSPITAL,),
    "incoming": (PlaceKind.EN_ROUTE,),
    "at-large": (PlaceKind.AT_LARGE,),
}
"""Figures that only ask where somebody is."""


class Roll(NamedTuple):
    """What besides the person bears on whether they belong to a figure."""

    instant: int
    settings: PrisonSettings
    crossed: frozenset[int] = frozenset()
    """Ids of the people who went through the gate since the day began."""
    apart: frozenset[str] = frozenset()
    """Codes of the cells whose people are left out of beds available."""


def overdue(person: Counted, instant: int) -> bool:
    """Whether the time at which somebody is due back has passed."""
    due = due_back(person)
    return due is not None and due < instant


def overdue_at(due: int | None) -> int | None:
    """Give the first instant at which somebody who is due back is overdue; None without a time."""
    return None if due is None else due + 1


def turns(person: Counted, roll: Roll) -> list[int]:
    """Give the instants to come at which a figure counts somebody differently without an entry."""
    if person.verb == "death":
        return []
    gone = off_roll_at(PlaceKind(person.kind), person.since, roll.settings)
    at = (overdue_at(due_back(person)), gone)
    return [instant for instant in at if instant is not None and instant > roll.instant]


def overnight(person: Counted, roll: Roll) -> bool:
    """Whether somebody who is out was so when the day began, and has been ever since.

    Who is out now and did not come through the gate today was out at midnight, also when they went
    on from court to hospital meanwhile.
    """
    return person.kind in OUT and person.verb != "death" and person.person not in roll.crossed


def counts_on_roll(person: Counted, roll: Roll) -> bool:
    """Whether somebody is on the prison's roll (practice note 2.1)."""
    return on_roll(
        PlaceKind(person.kind),
        person.verb,
        person.since,
        due_back(person),
        roll.instant,
        roll.settings,
    )


def belongs(person: PersonAt, figure: str, roll: Roll) -> bool:
    """Whether somebody at a place belongs to a figure."""
    match figure:
        case "beds-in-use":
            return bool(person.cell)
        case "held-apart":
            return person.cell in roll.apart
        case "overnights":
            return overnight(person, roll)
        case "overdue":
            return overdue(person, roll.instant)
        case "on-roll":
            return counts_on_roll(person, roll)
        case _:
            return person.kind in _KINDS[figure]

"""The evacuation list: everybody on site by unit, with where they are now (issue text, item 5).

The unit is that of the bed, because its staff know the people; where they are now is what a search
needs, so whoever is elsewhere is listed again by place.
"""

from collections.abc import Container, Iterable
from typing import NamedTuple

from db.engine import Reader
from db.queries.past import as_believed
from db.queries.people import PersonAt, people_now
from wingterm.domain.places import INSIDE, SPECIALS, PlaceKind, natural_key
from wingterm.domain.prison import Prison
from wingterm.domain.roles import Group
from wingterm.services.at_a_glance import PEEP, with_alert
from wingterm.services.desk import Desk, authorise, authorise_group, officer_at

NO_UNIT = ""
"""Code of the unit of those who hold no bed."""


class Mustered(NamedTuple):
    """Somebody on the list."""

    number: str
    last_name: str
    first_name: str
    unit: str
    """Code of what their cell lies in; empty without a bed."""
    bed_cell: str
    kind: str
    """Kind of the place where they are."""
    place: str
    """Code of the place where they are."""
    where: str
    """Where they are, in words."""
    since: int
    """When what is known of where they are happened."""
    age: int
    """How old that is, in microseconds."""
    oldest: bool
    """Whether nothing in the unit is known for longer."""
    peep: str = ""
    """`PEEP` of somebody with a personal emergency evacuation plan, else empty."""

    @property
    def name(self) -> str:
        """The name as lists show it."""
        return f"{self.last_name}, {self.first_name}"


class Unit(NamedTuple):
    """A landing, or what else cells lie in, with the people whose beds are there."""

    code: str
    people: tuple[Mustered, ...]


class Evacuation(NamedTuple):
    """Everybody for whom somebody must answer when a prison is evacuated."""

    prison: Prison
    as_of: int
    units: tuple[Unit, ...]
    """By code in natural order; last those without a bed."""
    elsewhere: tuple[Unit, ...]
    """The same people again, those who are neither in their cell nor in reception, by place."""
    off_site: tuple[Mustered, ...]
    """At court, on temporary absence, at hospital or at large: not to be searched for."""

    @property
    def named(self) -> list[str]:
        """Prison numbers of everybody whom it names."""
        return [one.number for unit in self.units for one in unit.people] + [
            one.number for one in self.off_site
        ]

    @property
    def on_site(self) -> int:
        """How many people are on site."""
        return sum(len(unit.people) for unit in self.units)

    @property
    def planned(self) -> tuple[Mustered, ...]:
        """Those on site with a personal emergency evacuation plan."""
        return tuple(one for unit in self.units for one in unit.people if one.peep)

    @property
    def oldest(self) -> Mustered | None:
        """Of those on site, whose whereabouts were told longest ago."""
        people = (one for unit in self.units for one in unit.people)
        return min(people, key=lambda one: (one.since, one.number), default=None)


def evacuation(desk: Desk, prison: Prison) -> Evacuation:
    """Give the evacuation list of a prison, now.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose.
    """
    with desk.store.read() as reader:
        now = reader.now()
        officer = officer_at(desk, reader, now)
        authorise(officer, "read")
        # A list that leaves out who needs help on the stairs is worse than none.
        authorise_group(officer, Group.RISK)
        found = evacuation_in(reader, prison, now)
    desk.consulted(found.named, f"evacuation {prison.code}")
    return found


def evacuation_in(reader: Reader, prison: Prison, now: int) -> Evacuation:
    """Give the list from a snapshot that is read already.

    Who calls it has authorised the officer and logs the consultation.
    """
    people = [p for p in people_now(reader, prison.id) if p.kind != PlaceKind.EN_ROUTE]
    planned = with_alert(reader, {p.person for p in people}, PEEP, as_believed(now, None))
    listed = [_mustered(person, now, planned) for person in people]
    on_site = [one for one in listed if one.kind in INSIDE]
    units = _grouped((one.unit, one) for one in on_site)
    units.sort(key=lambda unit: (unit.code == NO_UNIT, natural_key(unit.code)))
    away = [one for one in on_site if one.kind in (PlaceKind.AREA, PlaceKind.NO_CELL)]
    elsewhere = _grouped((one.place, one) for one in away)
    elsewhere.sort(key=lambda unit: natural_key(unit.code))
    gone = [one for one in listed if one.kind not in INSIDE]
    return Evacuation(prison, now, tuple(units), tuple(elsewhere), tuple(gone))


def _mustered(person: PersonAt, now: int, planned: Container[int]) -> Mustered:
    return Mustered(
        *person[:3],
        unit=person.cell.rpartition("-")[0],
        bed_cell=person.cell,
        kind=person.kind,
        place=person.place,
        where=_where(person),
        since=person.since,
        age=max(0, now - person.since),
        oldest=False,
        peep=PEEP if person.person in planned else "",
    )


def _where(person: PersonAt) -> str:
    """Say where somebody is, never only by a code."""
    match person.kind:
        case PlaceKind.CELL:
            words = "In cell"
        case PlaceKind.AREA:
            words = f"ELSEWHERE: {person.place}"
        case PlaceKind.RECEPTION:
            words = "In reception"
        case _:
            words = SPECIALS[PlaceKind(person.kind)][1]
    return f"{words} (died)" if person.verb == "death" else words


def _grouped(found: Iterable[tuple[str, Mustered]]) -> list[Unit]:
    """Group people by code, each group by cell and name, its oldest information marked."""
    held: dict[str, list[Mustered]] = {}
    for code, one in found:
        held.setdefault(code, []).append(one)
    return [Unit(code, _marked(people)) for code, people in held.items()]


def _marked(people: list[Mustered]) -> tuple[Mustered, ...]:
    first = min(one.since for one in people)
    # By name within a cell: the sort is stable and people come by name.
    ordered = sorted(people, key=lambda one: natural_key(one.bed_cell))
    return tuple(one._replace(oldest=one.since == first) for one in ordered)

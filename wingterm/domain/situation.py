"""The situation a batch is decided against: who and what it names, as read under the locks.

`decide` only reads it; between two requests of an act `domain.apply` brings it up to date, so that
later rows see what earlier rows did.
"""

import functools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from wingterm.domain.checks.freeze import OnBooks
from wingterm.domain.checks.record import CheckFact
from wingterm.domain.codes import ReasonCodes
from wingterm.domain.entries import Kind
from wingterm.domain.lookalike import Lookalikes
from wingterm.domain.places import SPECIALS, Capacity, PlaceKind
from wingterm.domain.prison import Officer, Prison
from wingterm.domain.prison_settings import PrisonSettings
from wingterm.domain.retention import Sealed
from wingterm.domain.standing import Standing, Whereabouts
from wingterm.domain.times import FAR


class FactSpan(NamedTuple):
    """What is believed of one thing over [start, end)."""

    fact: str
    """Kind of fact, with its key: `status`, `csra`, `alert.XA`."""
    start: int
    end: int
    value: Mapping[str, Any]


def in_force(spans: Iterable[FactSpan], fact: str, instant: int) -> Mapping[str, Any] | None:
    """Give what a fact says at an instant, None before it says anything."""
    for span in spans:
        if span.fact == fact and span.start <= instant < span.end:
            return span.value
    return None


class Place(NamedTuple):
    """A place with its beds and what it holds over time."""

    id: int
    establishment: int
    code: str
    kind: PlaceKind
    name: str
    parent: int | None = None
    beds: tuple[int, ...] = ()
    """Ids of its beds in order of their number."""
    capacities: tuple[tuple[int, int, Capacity], ...] = ()
    """(from, to, capacity) as now believed."""
    facts: tuple[FactSpan, ...] = ()
    """Status, marks and certificate over time, as now believed.

    What it is called over time too, where an act withdraws a fact about it.
    """

    def status_at(self, instant: int) -> str:
        """Give its own status at an instant; what lies above it may be out of use all the same."""
        held = in_force(self.facts, "status", instant)
        return str(held["status"]) if held else "ACTIVE"

    def marks_at(self, instant: int) -> Mapping[str, Any]:
        """Give its own marks at an instant (domain note 3.3)."""
        return in_force(self.facts, "marks", instant) or {}

    def capacity_at(self, instant: int) -> Capacity | None:
        """Give what the place holds at an instant, None for a place without capacity then."""
        for start, end, capacity in self.capacities:
            if start <= instant < end:
                return capacity
        return None


class Origin(NamedTuple):
    """What a movement that made a standing said besides: its verb, reason and detail."""

    verb: str
    reason: str = ""
    """`TYPE-CODE`, or empty."""
    detail: str = "{}"

    def said(self, name: str) -> object:
        """Give what the detail says under a name, None for nothing."""
        return json.loads(self.detail).get(name)


origin_of = functools.lru_cache(maxsize=1024)(Origin)
"""Gives what a movement said: the many of an act mostly say the same."""

REGISTERED = Origin("register")


@dataclass(slots=True)
class LineItem:
    """An un-annulled movement of a person's line."""

    pseq: int
    establishment: int
    seq: int
    verb: str
    occurred_at: int
    before: Standing
    after: Standing
    request_id: str
    origin: "Origin"
    stay: int
    """Number of the entry that keys the stay of `after`.

    It is this movement, or the annulment that restored it.
    """


@dataclass(slots=True)
class Person:
    """A person of the register and, where a correction needs it, their line."""

    id: int
    number: str
    last_name: str
    first_name: str
    date_of_birth: str
    sex: str
    whereabouts: Whereabouts | None = None
    came_from: Standing | None = None
    """Standing before the movement that made the present one; of a person en route, whence."""
    origin: Origin = REGISTERED
    """What the movement that made the present standing said."""
    same_as: str = ""
    """Number of the record that stands for this one too, empty where it stands for itself."""
    facts: Sequence[FactSpan] = ()
    """What is on record of them over time, as now believed; read where rules look at it."""
    stay_start: int = 0
    """When their present or last stay began (domain note 4.2); 0 before the first reception."""
    line: list[LineItem] = field(default_factory=list)
    """Un-annulled movements, oldest first; read only for corrections."""

    @property
    def shown(self) -> str:
        """The words by which staff know the person: number and name."""
        return f"{self.number} {self.last_name}, {self.first_name}"

    def particulars(self, instant: int, fact: str = "") -> Iterator[FactSpan]:
        """Give what is on record and not ended at an instant, of earlier stays too; or one kind.

        What says until when it counts, as an alert does, is over by then.
        """
        for span in self.facts:
            if fact and span.fact != fact:
                continue
            over = min(span.end, span.value.get("until", FAR))
            if span.start <= instant < over and not span.value.get("ended"):
                yield span

    def of_stay(self, fact: str, instant: int) -> Mapping[str, Any] | None:
        """Give a particular of the present stay: one recorded before the stay is none of it."""
        for span in self.particulars(instant, fact):
            if span.start >= self.stay_start:
                return span.value
        return None


class Neighbour(NamedTuple):
    """Somebody whom the people of an act must not be near, and where they hold a bed."""

    id: int
    number: str
    name: str
    cell: str
    """Code of the cell."""
    establishment: int


@dataclass(slots=True)
class BedStay:
    """Somebody's time in a bed, as now believed. `end` is `FAR` while it lasts."""

    person: int
    number: str
    pseq: int
    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any instant lies in both; a stay of no length overlaps nothing."""
        return self.start < self.end and max(self.start, start) < min(self.end, end)

    def lasts_beyond(self, instant: int) -> bool:
        """Whether it goes on after an instant, or begins later; one of no length does not."""
        return instant < self.end > self.start


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A fact of a book that a request wants withdrawn."""

    seq: int
    kind: Kind
    subject_kind: str
    subject: int
    fact: str
    withdrawn: bool
    others: int
    """How many un-withdrawn facts of the same kind the subject has besides."""
    value: str = "{}"
    """What it says, as JSON."""
    at: int = 0
    """From when on it is so."""
    mirror: int = 0
    """Number of the entry by which the other person of a non-association has it, 0 for none."""
    same_as: str = ""
    """Of a fact about a record that is merged into another: the number of that one."""


@dataclass(slots=True)
class HeldCheck:
    """A roll check, as what was said of it so far."""

    id: int
    establishment: int
    facts: list[CheckFact] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    """Names of the officers who keyed or counted, by id."""
    expected_in: dict[int, str] = field(default_factory=dict)
    """Code of the unit in which each person is expected, by id: the frozen list, where the act
    names people of the check."""


class MergeOnRecord(NamedTuple):
    """The fact that a record is of the same person as another: where in the books it is."""

    establishment: int
    seq: int


class OpenCheckOf(NamedTuple):
    """A roll check of a prison that has not ended."""

    id: int
    kind: str
    as_of: int
    opened_by: str
    """Name of the officer."""


@dataclass(slots=True)
class Situation:
    """Everything that the rules may look at. Keys are as staff name things."""

    now: int
    """The machine's instant, taken under the locks."""
    officer: Officer
    codes: ReasonCodes
    prisons: dict[str, Prison]
    places: dict[tuple[int, str], Place] = field(default_factory=dict)
    """By (establishment, code)."""
    people: dict[str, Person] = field(default_factory=dict)
    """By prison number, and by `+N` for a person made by line N of the act."""
    officers: dict[str, Officer] = field(default_factory=dict)
    administrators: set[str] = field(default_factory=set)
    """Accounts of those who may appoint officers and do not leave, where that is asked for."""
    """By account."""
    facts: dict[tuple[int, int], RecordedFact] = field(default_factory=dict)
    """By (establishment, seq)."""
    bed_stays: dict[int, list[BedStay]] = field(default_factory=dict)
    area_stays: dict[int, list[BedStay]] = field(default_factory=dict)
    """Who stood in workshops and other areas that the act may close, by place."""
    prison_facts: dict[int, list[FactSpan]] = field(default_factory=dict)
    """Settings and signed capacity over time, where the act is about them, by establishment."""
    levels: dict[tuple[int, int | None], set[int]] = field(default_factory=dict)
    """Ids of the places read, by (establishment, the place they lie in)."""
    lookalikes: Lookalikes = field(default_factory=Lookalikes)
    """People under each of their names, where the act makes records."""
    identifier_holders: dict[tuple[str, str], str] = field(default_factory=dict)
    """Prison number of who holds an identifier, by (type, canonical value)."""
    merges: dict[int, MergeOnRecord] = field(default_factory=dict)
    """What says of a record that it is merged into another, where the act merges or takes back."""
    merged_here: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Numbers of the records that are merged into a person's, where the act merges."""
    custody: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """When people were in a prison's care, as now believed, where the act merges, by id."""
    retention: dict[str, int] = field(default_factory=dict)
    """Rules of retention that erase something, with their years, where the act asks for one."""
    erasable: dict[int, list[Sealed]] = field(default_factory=dict)
    """Entries that the rule asked for erases of people, by id."""
    outside_since: dict[int, int] = field(default_factory=dict)
    """Since when people who are to be erased are outside by all their records, by id."""
    received: set[int] = field(default_factory=set)
    """Who of those who are to be erased was ever received, by any of their records, by id."""
    on_hold: dict[int, str] = field(default_factory=dict)
    """Why people who are to be erased are on legal hold, by id."""
    log_rows: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Newest instant up to a row of who saw what, and its hash, where the act erases up to it."""
    erasures: dict[int, int] = field(default_factory=dict)
    """How many facts say already what was erased of people who are to be erased, by id."""
    neighbours: dict[int, Neighbour] = field(default_factory=dict)
    """People with a non-association to somebody in the act who hold a bed, by id."""
    taken_numbers: set[str] = field(default_factory=set)
    next_id: dict[str, int] = field(default_factory=dict)
    """The next id to give, by counter."""
    settings: dict[int, PrisonSettings] = field(default_factory=dict)
    """Settings of the prisons in force now, by establishment."""
    checks: dict[int, HeldCheck] = field(default_factory=dict)
    """Roll checks that the act is about, by number."""
    open_checks: dict[int, list[OpenCheckOf]] = field(default_factory=dict)
    """Roll checks that have not ended, where the act opens or escalates one, by establishment."""
    on_books: dict[tuple[int, int], OnBooks] = field(default_factory=dict)
    """Who is on a prison's books where the act opens a check, by establishment and instant."""
    restored_beds: list[tuple[int, int]] = field(default_factory=list)
    """(line, bed) of beds that a correction of this act gave back; judged when the act is whole."""
    restored_areas: list[tuple[int, int]] = field(default_factory=list)
    """(line, person) whom a correction of this act may have put back into a workshop or another
    area; judged when the act is whole."""

    specials: dict[tuple[int, PlaceKind], Place] = field(default_factory=dict)
    """The places that every prison has one of, by (establishment, kind)."""
    place_of: dict[int, Place] = field(default_factory=dict)
    """By id; every place that the batch names or that somebody in it stands in."""
    cell_of: dict[int, Place] = field(default_factory=dict)
    """The cell of a bed, by the bed's id."""
    person_of: dict[int, Person] = field(default_factory=dict)
    """By id."""
    _above: dict[int, tuple[Place, ...]] = field(default_factory=dict)
    """A place and those that it lies in, by its id, of the places that others lie in."""

    def add_places(self, places: Iterable[Place]) -> None:
        """Take places in, findable by code, by id and by bed."""
        self._above.clear()
        for place in places:
            self.places[place.establishment, place.code] = place
            self.place_of[place.id] = place
            if place.kind in SPECIALS:
                self.specials[place.establishment, place.kind] = place
            self.levels.setdefault((place.establishment, place.parent), set()).add(place.id)
            self.cell_of.update(dict.fromkeys(place.beds, place))

    def add_person(self, name: str, person: Person) -> None:
        """Take a person in under a name of the batch: prison number or `+N`."""
        self.people[name] = person
        self.person_of[person.id] = person

    def prison_of(self, establishment: int) -> Prison:
        """Give a prison by id."""
        return next(p for p in self.prisons.values() if p.id == establishment)

    def take_id(self, counter: str, many: int = 1) -> int:
        """Give the first of `many` new ids. The only thing a decision takes from the situation."""
        first = self.next_id[counter]
        self.next_id[counter] = first + many
        return first

    def held_from(self, cell: Place, instant: int, *, but: int) -> dict[int, list[BedStay]]:
        """Give the stays that go on or begin after an instant, by bed, without person `but`.

        Beds of the cell that are free from then on are left out.
        """
        found: dict[int, list[BedStay]] = {}
        for bed in cell.beds:
            for stay in self.bed_stays.get(bed, ()):
                if stay.person != but and stay.lasts_beyond(instant):
                    found.setdefault(bed, []).append(stay)
        return found

    def occupants_from(self, cell: Place, instant: int, *, but: int) -> list[BedStay]:
        """Give the same stays, whichever the bed."""
        return list(chain.from_iterable(self.held_from(cell, instant, but=but).values()))

    def special(self, establishment: int, kind: PlaceKind) -> Place:
        """Give the one place of a kind that every prison has: reception, the way in ..."""
        return self.specials[establishment, kind]

    def above(self, place: Place) -> tuple[Place, ...]:
        """Give the places that a place lies in, from the next to the top."""
        parent = self.place_of.get(place.parent or 0)
        if parent is None:
            return ()
        found = self._above.get(parent.id)
        if found is None:
            found = self._above[parent.id] = (parent, *self.above(parent))
        return found

    def below(self, place: Place) -> Iterator[Place]:
        """Give a place and everything that lies in it, as far as the act has read it."""
        yield place
        for found in sorted(self.levels.get((place.establishment, place.id), ())):
            yield from self.below(self.place_of[found])

"""Read the situation of a whole batch under the locks, in a fixed number of statements.

Order of locks: chain heads by establishment, then person rows by id (never whereabouts rows: an act
deletes and inserts those, and who waits for one would find no row and take the person for nowhere).
"""

import functools
import json
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from db.engine import Unit
from db.queries.past import CLASSES
from wingterm.domain import requests as asked
from wingterm.domain.codes import ReasonCodes
from wingterm.domain.decide import people_named
from wingterm.domain.entries import Kind
from wingterm.domain.identifiers import IdentifierRefused, canonical_identifier
from wingterm.domain.lookalike import Lookalike, days_to_look_at
from wingterm.domain.people import (
    UNKNOWN,
    FieldRefused,
    issued_number,
    parse_prison_number,
    read_day,
)
from wingterm.domain.places import SPARE_CODES, Capacity, PlaceKind, parent_code
from wingterm.domain.prison_settings import read_settings
from wingterm.domain.requests import Request
from wingterm.domain.situation import (
    BedStay,
    FactSpan,
    LineItem,
    Neighbour,
    Officer,
    Origin,
    Person,
    Place,
    Prison,
    RecordedFact,
    Situation,
)
from wingterm.domain.standing import NO_BED, OUTSIDE_PLACE, Standing, Whereabouts
from wingterm.domain.text import search_name
from wingterm.domain.times import FAR, local_date

REGISTER = "REG"
SPARE_NUMBERS = 20
"""Prison numbers looked at beyond those needed, in case some were given by hand."""


@dataclass(slots=True)
class Head:
    """The end of an establishment's chain, locked."""

    establishment: int
    code: str
    seq: int
    hash: str
    recorded_at: int


@dataclass(slots=True)
class Needs:
    """What a batch names, gathered once so that each question is asked once for all of it."""

    prisons: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    held_elsewhere: set[str] = field(default_factory=set)
    """Of those, who may be in the book of another prison."""
    swapped: set[str] = field(default_factory=set)
    """Of those, who goes into the bed of somebody named, not into a cell named."""
    corrected: dict[str, int] = field(default_factory=dict)
    """Prison number to how many movements are annulled."""
    codes: set[str] = field(default_factory=set)
    destinations: set[str] = field(default_factory=set)
    registers: list[asked.Register] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    """Prison numbers as typed for people without one, empty where one is to be issued."""
    identifiers: set[tuple[str, str]] = field(default_factory=set)
    """(type, value as typed) of identifiers to be recorded."""
    accounts: set[str] = field(default_factory=set)
    facts: set[int] = field(default_factory=set)
    counters: set[str] = field(default_factory=set)
    """Counters that new ids are taken from."""
    furnished: set[str] = field(default_factory=set)
    """Prisons whose places are read whole, because rules compare a place with its neighbours or add
    them up."""
    closed: set[str] = field(default_factory=set)
    """Places that are to be closed with all that is below: who is there is read."""
    judged: bool = False
    """Whether rules look at what is on record of the people."""
    earliest: int = FAR


def gather(requests: Sequence[Request]) -> Needs:
    """Collect what a batch names. What cannot be understood is left for `decide` to object to."""
    needs = Needs()
    for request in requests:
        _gather_one(needs, request)
    for names in (needs.prisons, needs.codes, needs.destinations, needs.accounts):
        names.intersection_update([name for name in names if _can_be_asked(name)])
    return needs


def _can_be_asked(text: str) -> bool:
    """Whether a database takes a text at all; PostgreSQL knows no NUL, none a lone surrogate."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _gather_one(needs: Needs, request: Request) -> None:
    needs.prisons.add(request.prison)
    if request.at is not None:
        needs.earliest = min(needs.earliest, request.at)
    for name in people_named(request):
        try:
            number = parse_prison_number(name)
        except FieldRefused:
            continue
        needs.people.add(number)
        if isinstance(request, asked.Arrive | asked.Recapture):
            needs.held_elsewhere.add(number)
        if isinstance(request, asked.Swap):
            needs.swapped.add(number)
    for name in ("to", "cell", "code"):
        text = getattr(request, name, "").strip().upper()
        if text:
            needs.codes |= {text, *_codes_above(text)}
    needs.judged = needs.judged or isinstance(request, JUDGED)
    if isinstance(request, FURNISHING):
        needs.furnished.add(request.prison)
    if isinstance(request, asked.TakeOutOfUse | asked.ClosePlace | asked.ConvertPlace):
        needs.closed.add(request.code.strip().upper())
    match request:
        case asked.TransferOut() | asked.Redirect():
            needs.destinations.add(request.to.strip().upper())
        case asked.Correct():
            number = request.person.strip().upper()
            needs.corrected[number] = max(request.last, needs.corrected.get(number, 0))
            for again in request.again:
                _gather_one(needs, again)
        case asked.Register():
            needs.registers.append(request)
            needs.numbers.append(request.number)
            needs.counters |= {"person", "prison_number", "temporary"}
        case asked.GiveNumber():
            needs.numbers.append(request.number)
            needs.counters.add("prison_number")
        case asked.RecordParticular():
            needs.identifiers |= set(_identifiers(request))
        case asked.AppointOfficer():
            needs.accounts.add(request.account.strip())
            needs.prisons.add(REGISTER)
            needs.counters.add("officer")
        case asked.OpenPrison():
            needs.prisons.add(REGISTER)
            needs.counters |= {"establishment", "place"}
        case asked.AddPlace() | asked.SetCapacity() | asked.FitOut():
            needs.counters |= {"place", "bed"}
        case asked.WithdrawFact():
            needs.facts.add(request.entry)
        case _:
            pass


def _codes_above(code: str) -> Iterable[str]:
    """Give the codes of the places that a place lies in."""
    above = parent_code(code)
    while above:
        yield above
        above = parent_code(above)


FURNISHING = (
    asked.AddPlace,
    asked.RenamePlace,
    asked.SetCapacity,
    asked.SignCapacity,
    asked.SetPrison,
    asked.MarkPlace,
    asked.TakeOutOfUse,
    asked.ClosePlace,
    asked.ConvertPlace,
    asked.WithdrawFact,
)
"""Requests for which all places of a prison are read, and what is settled for the prison."""

JUDGED = (
    asked.Receive,
    asked.Recall,
    asked.Recapture,
    asked.Arrive,
    asked.CancelTransfer,
    asked.Move,
    asked.Swap,
    asked.TransferOut,
    asked.Release,
    asked.RecordParticular,
    asked.EndParticular,
    asked.DischargeToHospital,
)
"""Requests that what is on record of their people bears on."""


def read_situation(
    unit: Unit, requests: Sequence[Request], officer: Officer, codes: ReasonCodes
) -> tuple[Situation, list[Head]]:
    """Lock what a batch touches and read everything the rules may look at."""
    needs = gather(requests)
    heads = _lock_heads(unit, needs)
    prisons, settings = [], {}
    now = unit.now()
    for row in unit.rows(
        "SELECT e.id, e.code, e.name, e.timezone, f.value FROM establishment e"
        " LEFT JOIN fact_span f ON f.subject_kind = 'establishment' AND f.subject_id = e.id"
        " AND f.fact_kind = 'settings' AND f.from_at <= ? AND f.to_at > ? AND f.retracted = ?",
        (now, now, FAR),
    ):
        prisons.append(Prison(*row[:4]))
        settings[row[0]] = read_settings(json.loads(row[4]) if row[4] else None)
    situation = Situation(now, officer, codes, {prison.code: prison for prison in prisons})
    situation.settings = settings
    if needs.facts:
        _read_facts(unit, situation, needs, [head.establishment for head in heads])
    newest = _read_people(unit, situation, needs)
    # After everything that is on record about these books and people, even when a clock was set
    # back: what was believed at an instant has then one answer only.
    last = max([newest, *(head.recorded_at for head in heads)])
    situation.now = max(situation.now, last + 1)
    if needs.corrected:
        _read_lines(unit, situation, needs)
    _read_places(unit, situation, needs)
    if needs.furnished:
        _read_settled(unit, situation, needs)
    if needs.closed:
        _read_area_stays(unit, situation, needs)
    if needs.judged:
        _read_company(unit, situation, needs)
    if needs.counters:
        situation.next_id = _lock_counters(unit, needs)
    if needs.numbers:
        _read_numbers(unit, situation, needs)
    if needs.registers:
        _read_lookalikes(unit, situation, needs)
    if needs.identifiers:
        _read_identifier_holders(unit, situation, needs)
    if needs.accounts:
        _read_officers(unit, situation, needs)
    return situation, heads


def _lock_heads(unit: Unit, needs: Needs) -> list[Head]:
    if needs.held_elsewhere:
        # Whom another prison has out or at large leaves its book too. Read before the lock, as a
        # hint: who has gone on to a third prison meanwhile is a conflict, which `append` finds.
        holders = unit.rows(
            "SELECT DISTINCT e.code FROM person p JOIN whereabouts w ON w.person_id = p.id"
            " JOIN place q ON q.id = w.place_id JOIN establishment e ON e.id = q.establishment_id"
            f" WHERE {unit.in_set('p.number')}",
            (unit.as_set(needs.held_elsewhere),),
        )
        needs.prisons |= {str(code) for (code,) in holders} - {REGISTER}
    rows = unit.rows(
        "SELECT c.establishment_id, e.code, c.seq, c.hash, c.recorded_at"
        " FROM chain c JOIN establishment e ON e.id = c.establishment_id"
        f" WHERE {unit.in_set('e.code')} ORDER BY c.establishment_id{unit.for_update('c')}",
        (unit.as_set(needs.prisons),),
    )
    return [Head(*row) for row in rows]


def _read_people(unit: Unit, situation: Situation, needs: Needs) -> int:
    """Lock and read the people named; give the newest recording instant of their lines."""
    subjects = [f.subject for f in situation.facts.values() if f.subject_kind == "person"]
    unit.rows(
        "SELECT p.id FROM person p"
        f" WHERE {unit.in_set('p.number')} OR {unit.in_set('p.id')}"
        f" ORDER BY p.id{unit.for_update('p')}",
        (unit.as_set(needs.people), unit.as_set(subjects)),
    )
    newest = 0
    for row in unit.rows(
        "SELECT p.id, p.number, p.last_name, p.first_name, p.date_of_birth, p.sex,"
        " w.pseq, w.place_id, w.bed, w.since, w.depth, w.origin,"
        " o.from_place, o.from_bed, o.from_since, o.from_depth, n.recorded_at,"
        " o.verb, o.reason, o.detail"
        " FROM person p JOIN whereabouts w ON w.person_id = p.id"
        " JOIN entry o ON o.person_id = p.id AND o.pseq = w.origin"
        " JOIN entry n ON n.person_id = p.id AND n.pseq = w.pseq"
        f" WHERE {unit.in_set('p.number')}",
        (unit.as_set(needs.people),),
    ):
        person = Person(*row[:6])
        person.whereabouts = Whereabouts(row[0], row[6], Standing(*row[7:11]), row[11])
        person.came_from = Standing(*row[12:16])
        situation.add_person(person.number, person)
        person.origin = Origin(*row[17:20])
        newest = max(newest, row[16])
    return newest


def _read_lines(unit: Unit, situation: Situation, needs: Needs) -> None:
    """Read the un-annulled movements of the people to correct, with the stay that each now has."""
    for row in unit.rows(
        "SELECT e.person_id, e.kind, e.pseq, e.establishment_id, e.seq, e.verb, e.occurred_at,"
        " e.from_place, e.from_bed, e.from_since, e.from_depth,"
        " e.to_place, e.to_bed, e.since, e.depth, e.request_id, e.reason, e.detail"
        f" FROM entry e WHERE {unit.in_set('e.person_id')} ORDER BY e.person_id, e.pseq",
        (unit.as_set([p.id for n, p in situation.people.items() if n in needs.corrected]),),
    ):
        line = situation.person_of[row[0]].line
        if row[1] == Kind.ANNUL:
            line.pop()
            line[-1].stay = row[2]
        else:
            line.append(
                LineItem(
                    pseq=row[2],
                    establishment=row[3],
                    seq=row[4],
                    verb=row[5],
                    occurred_at=row[6],
                    before=Standing(*row[7:11]),
                    after=Standing(*row[11:15]),
                    request_id=row[15],
                    origin=Origin(row[5], *row[16:18]),
                    stay=row[2],
                )
            )
    for number, last in needs.corrected.items():
        person = situation.people.get(number)
        for item in person.line[-(last + 1) :] if person else ():
            needs.earliest = min(needs.earliest, item.after.since)


def _read_places(unit: Unit, situation: Situation, needs: Needs) -> None:
    """Read the places named and those that people stand in, with beds, capacities and stays."""
    standings = [s for person in situation.people.values() for s in _standings(person)]
    named = _prisons_named(situation, needs.prisons | needs.destinations)
    furnished = _prisons_named(situation, needs.furnished)
    rows = unit.rows(
        "SELECT p.id, p.establishment_id, p.code, p.kind, p.name, p.parent_id FROM place p"
        f" WHERE ({unit.in_set('p.establishment_id')} AND {unit.in_set('p.code')})"
        f" OR {unit.in_set('p.id')}"
        f" OR p.id IN (SELECT b.place_id FROM bed b WHERE {unit.in_set('b.id')})"
        f" OR {unit.in_set('p.establishment_id')}",
        (
            unit.as_set(named),
            unit.as_set(needs.codes | SPARE_CODES.keys() | set(SPARE_CODES.values())),
            unit.as_set({s.place for s in standings} | {OUTSIDE_PLACE}),
            unit.as_set({s.bed for s in standings} - {NO_BED}),
            unit.as_set(furnished),
        ),
    )
    if needs.corrected:
        rows += _read_above(unit, rows)
    cells = unit.as_set([row[0] for row in rows if row[3] == PlaceKind.CELL])
    beds: dict[int, list[int]] = {}
    for place, bed in unit.rows(
        f"SELECT b.place_id, b.id FROM bed b WHERE {unit.in_set('b.place_id')}"
        " ORDER BY b.place_id, b.number",
        (cells,),
    ):
        beds.setdefault(place, []).append(bed)
    capacities = _read_capacities(unit, cells)
    facts = _read_facts_of(
        unit, "place", [row[0] for row in rows], ("status", "marks", "certificate")
    )
    situation.add_places(
        Place(
            id=row[0],
            establishment=row[1],
            code=row[2],
            kind=PlaceKind(row[3]),
            name=row[4],
            parent=row[5],
            beds=tuple(beds.get(row[0], ())),
            capacities=tuple(capacities.get(row[0], ())),
            facts=tuple(facts.get(row[0], ())),
        )
        for row in rows
    )
    withdrawn = {f.subject for f in situation.facts.values() if f.subject_kind == "place"}
    stood_in = (
        withdrawn
        | {s.place for s in standings}
        | {situation.cell_of[s.bed].id for s in standings if s.bed in situation.cell_of}
    )
    asked_of = [
        bed
        for place, held in beds.items()
        if not furnished or place in stood_in or _is_asked(situation.place_of[place].code, needs)
        for bed in held
    ]
    _read_bed_stays(unit, situation, asked_of, needs.earliest)


def _prisons_named(situation: Situation, codes: Iterable[str]) -> list[int]:
    return [situation.prisons[code].id for code in codes if code in situation.prisons]


def _is_asked(code: str, needs: Needs) -> bool:
    """Whether who holds the beds of a cell matters where a whole prison was read."""
    return code in needs.codes or not needs.closed.isdisjoint(_codes_above(code))


def _read_above(unit: Unit, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Read what the places read lie in, where that was not named itself."""
    known = {(row[1], row[2]) for row in rows}
    above = {(row[1], code) for row in rows for code in _codes_above(row[2])} - known
    return [
        row
        for row in unit.rows(
            "SELECT p.id, p.establishment_id, p.code, p.kind, p.name, p.parent_id FROM place p"
            f" WHERE {unit.in_set('p.establishment_id')} AND {unit.in_set('p.code')}",
            (unit.as_set({book for book, _ in above}), unit.as_set({code for _, code in above})),
        )
        if (row[1], row[2]) in above
    ]


def _read_settled(unit: Unit, situation: Situation, needs: Needs) -> None:
    """Read the settings and the signed capacity of prisons over time."""
    prisons = _prisons_named(situation, needs.furnished)
    situation.prison_facts = _read_facts_of(unit, "establishment", prisons, ("settings", "signed"))


def _read_area_stays(unit: Unit, situation: Situation, needs: Needs) -> None:
    """Read who stands in the areas that are to be closed, from the earliest act on."""
    areas = [
        place
        for place in situation.place_of.values()
        if place.kind is PlaceKind.AREA and (_is_asked(place.code, needs))
    ]
    for place, *stay in unit.rows(
        "SELECT s.place_id, s.person_id, p.number, s.pseq, s.from_at, s.to_at"
        " FROM stay s JOIN person p ON p.id = s.person_id"
        f" WHERE {unit.in_set('s.establishment_id')} AND {unit.in_set('s.late_class')}"
        f" AND s.to_at > ? AND {unit.in_set('s.place_id')} AND s.retracted = ?",
        (
            unit.as_set({place.establishment for place in areas}),
            unit.as_set(range(CLASSES)),
            min(needs.earliest, situation.now),
            unit.as_set([place.id for place in areas]),
            FAR,
        ),
    ):
        situation.area_stays.setdefault(place, []).append(BedStay(*stay))


def _read_facts_of(
    unit: Unit, kind: str, subjects: Collection[int], facts: Sequence[str] = ()
) -> dict[int, list[FactSpan]]:
    """Read what is now believed of things over time; all kinds of facts where none is named."""
    only = f" AND {unit.in_set('f.fact_kind')}" if facts else ""
    spans: dict[int, list[FactSpan]] = {}
    for subject, fact, start, end, value in unit.rows(
        "SELECT f.subject_id, f.fact_kind, f.from_at, f.to_at, f.value FROM fact_span f"
        f" WHERE f.subject_kind = ? AND {unit.in_set('f.subject_id')}{only} AND f.retracted = ?"
        " ORDER BY f.subject_id, f.fact_kind, f.from_at",
        (kind, unit.as_set(subjects), *([unit.as_set(facts)] if facts else []), FAR),
    ):
        spans.setdefault(subject, []).append(FactSpan(fact, start, end, json.loads(value)))
    return spans


def _read_company(unit: Unit, situation: Situation, needs: Needs) -> None:
    """Read what is on record of the people, of who holds a bed where they go, and who is near."""
    named = {
        situation.places[prison.id, code].id
        for prison in situation.prisons.values()
        for code in needs.codes
        if (prison.id, code) in situation.places
    }
    for number in needs.swapped & situation.people.keys():
        standing = _standing_of(situation.people[number])
        if standing is not None and standing.bed in situation.cell_of:
            named.add(situation.cell_of[standing.bed].id)
    others = {
        stay.person
        for bed, stays in situation.bed_stays.items()
        if situation.cell_of[bed].id in named
        for stay in stays
    } - situation.person_of.keys()
    for row in unit.rows(
        "SELECT p.id, p.number, p.last_name, p.first_name, p.date_of_birth, p.sex FROM person p"
        f" WHERE {unit.in_set('p.id')}",
        (unit.as_set(others),),
    ):
        situation.person_of[row[0]] = Person(*row)
    for person, facts in _read_facts_of(unit, "person", situation.person_of).items():
        situation.person_of[person].facts = facts
    for person, start in unit.rows(
        "SELECT e.person_id, MAX(e.occurred_at) FROM entry e"
        f" WHERE {unit.in_set('e.person_id')} AND e.verb = 'receive' AND e.kind = 'move'"
        " AND NOT EXISTS (SELECT 1 FROM entry a WHERE a.person_id = e.person_id"
        "   AND a.annuls_pseq = e.pseq) GROUP BY e.person_id",
        (unit.as_set(situation.person_of),),
    ):
        situation.person_of[person].stay_start = start
    _read_neighbours(unit, situation)


def _standing_of(person: Person) -> Standing | None:
    return person.whereabouts.standing if person.whereabouts else None


def _read_neighbours(unit: Unit, situation: Situation) -> None:
    """Read where those hold a bed who must not be near somebody of the act."""
    kept_apart = {
        int(span.fact.removeprefix("na."))
        for person in situation.people.values()
        for span in person.facts
        if span.fact.startswith("na.")
    }
    for row in unit.rows(
        "SELECT p.id, p.number, p.last_name, p.first_name, c.code, c.establishment_id"
        " FROM person p JOIN whereabouts w ON w.person_id = p.id JOIN bed b ON b.id = w.bed"
        f" JOIN place c ON c.id = b.place_id WHERE {unit.in_set('p.id')} AND w.bed <> 0",
        (unit.as_set(kept_apart),),
    ):
        situation.neighbours[row[0]] = Neighbour(
            row[0], row[1], f"{row[1]} {row[2]}, {row[3]}", row[4], row[5]
        )


def _standings(person: Person) -> Iterable[Standing]:
    if person.whereabouts:
        yield person.whereabouts.standing
    if person.came_from:
        yield person.came_from
    for item in person.line:
        yield item.after


def _read_capacities(unit: Unit, cells: object) -> dict[int, list[tuple[int, int, Capacity]]]:
    capacities: dict[int, list[tuple[int, int, Capacity]]] = {}
    for cell, start, end, value in unit.rows(
        "SELECT f.subject_id, f.from_at, f.to_at, f.value FROM fact_span f"
        " WHERE f.subject_kind = 'place' AND f.fact_kind = 'capacity'"
        f" AND {unit.in_set('f.subject_id')} AND f.retracted = ? ORDER BY f.subject_id, f.from_at",
        (cells, FAR),
    ):
        capacities.setdefault(cell, []).append((start, end, _capacity(value)))
    return capacities


@functools.lru_cache(maxsize=1024)
def _capacity(value: str) -> Capacity:
    """Read a capacity; most cells of a prison have the same."""
    held = json.loads(value)
    return Capacity(cna=held["cna"], working=held["working"], maximum=held["maximum"])


def _read_bed_stays(unit: Unit, situation: Situation, beds: list[int], earliest: int) -> None:
    for bed, *stay in unit.rows(
        "SELECT s.bed, s.person_id, p.number, s.pseq, s.from_at, s.to_at"
        " FROM stay s JOIN person p ON p.id = s.person_id"
        f" WHERE {unit.in_set('s.bed')} AND s.to_at > ? AND s.retracted = ?",
        (unit.as_set(beds), min(earliest, situation.now), FAR),
    ):
        situation.bed_stays.setdefault(bed, []).append(BedStay(*stay))


def _read_numbers(unit: Unit, situation: Situation, needs: Needs) -> None:
    """Read which of the numbers to be given are taken."""
    first = situation.next_id["prison_number"]
    issued = range(first, first + len(needs.numbers) * 2 + SPARE_NUMBERS)
    numbers = {issued_number(n) for n in issued}
    numbers |= {n.strip().upper() for n in needs.numbers if _can_be_asked(n)}
    for (number,) in unit.rows(
        f"SELECT p.number FROM person p WHERE {unit.in_set('p.number')}", (unit.as_set(numbers),)
    ):
        situation.taken_numbers.add(number)


def _read_lookalikes(unit: Unit, situation: Situation, needs: Needs) -> None:
    """Read everybody who may be one of the new people, by date of birth, under each name.

    Of a person whose own date of birth is unknown, those of the same name whenever born.
    """
    days, names = set(), set()
    for new in needs.registers:
        born = read_day(new.date_of_birth)
        days |= days_to_look_at(born.isoformat() if born else UNKNOWN)
        if born is None and _can_be_asked(new.last_name + new.first_name):
            names.add(search_name(new.last_name, new.first_name))
    person = "SELECT p.number, p.date_of_birth, p.search_name, '' FROM person p"
    alias = (
        "SELECT p.number, p.date_of_birth, k.value, k.value FROM {} ON k.person_id = p.id"
        " WHERE k.kind = 'NAME' AND "
    )
    # Each part by an index of its own.
    for number, born_on, name, other in unit.rows(
        f"{person} WHERE {unit.in_set('p.date_of_birth')}"
        f" UNION {person} WHERE {unit.in_set('p.search_name')}"
        f" UNION {alias.format('person p JOIN search_key k')}{unit.in_set('p.date_of_birth')}"
        f" UNION {alias.format('search_key k JOIN person p')}{unit.in_set('k.value')}"
        " ORDER BY 1, 4",
        (unit.as_set(days), unit.as_set(names), unit.as_set(days), unit.as_set(names)),
    ):
        known = Lookalike(number, name, alias=bool(other))
        situation.lookalikes.setdefault(born_on, []).append(known)


def _identifiers(request: asked.RecordParticular) -> Iterable[tuple[str, str]]:
    """Give the type and value of an identifier that a request records."""
    if request.fact.strip().lower() == "id":
        for name, value in request.values:
            if name == "value" and _can_be_asked(request.key + value):
                yield request.key.strip().upper(), value


def _read_identifier_holders(unit: Unit, situation: Situation, needs: Needs) -> None:
    """Read who holds the identifiers to be recorded, in whichever form those are typed."""
    this_year = local_date(situation.now, "UTC").year
    wanted = set()
    for kind, typed in needs.identifiers:
        with suppress(IdentifierRefused):
            wanted.add((kind, canonical_identifier(kind, typed, this_year)))
    for kind, value, number in unit.rows(
        "SELECT k.kind, k.value, p.number FROM search_key k JOIN person p ON p.id = k.person_id"
        f" WHERE {unit.in_set('k.kind')} AND {unit.in_set('k.value')} ORDER BY p.id DESC",
        (unit.as_set({kind for kind, _ in wanted}), unit.as_set({value for _, value in wanted})),
    ):
        situation.identifier_holders[kind, value] = number


def _lock_counters(unit: Unit, needs: Needs) -> dict[str, int]:
    rows = unit.rows(
        f"SELECT c.name, c.next_value FROM counter c WHERE {unit.in_set('c.name')}"
        f" ORDER BY c.name{unit.for_update('c')}",
        (unit.as_set(needs.counters),),
    )
    return {str(name): int(following) for name, following in rows}


def _read_officers(unit: Unit, situation: Situation, needs: Needs) -> None:
    for row in unit.rows(
        "SELECT o.id, o.account, o.name, o.role, o.establishment_id, o.active_from FROM officer o"
        f" WHERE {unit.in_set('o.account')}",
        (unit.as_set(needs.accounts),),
    ):
        situation.officers[row[1]] = Officer(*row)


def _read_facts(unit: Unit, situation: Situation, needs: Needs, books: list[int]) -> None:
    """Read the facts to withdraw, and how many others each subject has of the same kind."""
    for row in unit.rows(
        "SELECT e.establishment_id, e.seq, e.kind, e.subject_kind, e.subject_id, e.fact_kind,"
        " (SELECT COUNT(*) FROM entry u WHERE u.establishment_id = e.establishment_id"
        "   AND u.annuls_seq = e.seq),"
        " (SELECT COUNT(DISTINCT o.from_at) FROM fact_span o WHERE o.subject_kind = e.subject_kind"
        "   AND o.subject_id = e.subject_id AND o.fact_kind = e.fact_kind AND o.retracted = ?"
        "   AND NOT (o.establishment_id = e.establishment_id AND o.seq = e.seq)), e.detail,"
        " e.occurred_at"
        f" FROM entry e WHERE {unit.in_set('e.establishment_id')} AND {unit.in_set('e.seq')}"
        " AND e.subject_kind IS NOT NULL",
        (FAR, unit.as_set(books), unit.as_set(needs.facts)),
    ):
        situation.facts[row[0], row[1]] = RecordedFact(
            seq=row[1],
            kind=Kind(row[2]),
            subject_kind=row[3],
            subject=row[4],
            fact=row[5],
            withdrawn=bool(row[6]),
            others=row[7],
            value=row[8],
            at=row[9],
        )
        if row[3] == "place":
            needs.earliest = min(needs.earliest, row[9])

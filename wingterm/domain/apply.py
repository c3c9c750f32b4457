"""Bring a situation up to date with an entry that is going to be written."""

import json
from collections.abc import Collection
from dataclasses import replace

from wingterm.domain.checks.kinds import CheckKind
from wingterm.domain.checks.record import ABANDONED, DECLARED, ESCALATED, OPENED, CheckFact
from wingterm.domain.checks.record import SUBJECT as CHECK
from wingterm.domain.entries import ANNUL, MOVE, Entry, Kind
from wingterm.domain.evolve import evolve
from wingterm.domain.lookalike import Lookalike
from wingterm.domain.places import AREA, Capacity, PlaceKind
from wingterm.domain.prison import Prison
from wingterm.domain.prison_settings import read_settings
from wingterm.domain.retention import FACT as ERASED_FACT
from wingterm.domain.roles import ADMINISTRATOR
from wingterm.domain.situation import (
    BedStay,
    FactSpan,
    HeldCheck,
    LineItem,
    OpenCheckOf,
    Origin,
    Person,
    Place,
    Situation,
    in_force,
    origin_of,
)
from wingterm.domain.standing import NO_BED
from wingterm.domain.text import search_name
from wingterm.domain.times import FAR


def apply(situation: Situation, entry: Entry) -> None:
    """Let later requests of the act see what `entry` does."""
    if entry.person is not None:
        _apply_movement(situation, entry, situation.person_of[entry.person])
    elif entry.kind is Kind.FACT:
        _FACTS.get(str(entry.fact), _apply_said)(situation, entry)
    elif entry.annuls_seq is not None:
        _apply_withdrawal(situation, entry.establishment, entry.annuls_seq)


def _apply_movement(situation: Situation, entry: Entry, person: Person) -> None:
    before, after = entry.before, entry.after
    assert after is not None and before is not None and entry.pseq is not None
    for held in (situation.bed_stays.get(before.bed), situation.area_stays.get(before.place)):
        if held:
            _end_stay(held, entry, person.id)
    if entry.kind is ANNUL and after.bed in situation.bed_stays:
        again = situation.bed_stays[after.bed]
        again[:] = [s for s in again if (s.person, s.pseq) != (person.id, entry.reopens)]
    if after.bed != NO_BED:
        stay = BedStay(person.id, person.number, entry.pseq, after.since, FAR)
        situation.bed_stays.setdefault(after.bed, []).append(stay)
    place = situation.place_of.get(after.place)
    if place is not None and place.kind is AREA:
        stay = BedStay(person.id, person.number, entry.pseq, after.since, FAR)
        situation.area_stays.setdefault(place.id, []).append(stay)
    person.whereabouts = evolve(person.whereabouts, entry)
    if entry.kind is ANNUL:
        _back_on_line(person, entry.pseq)
        return
    person.came_from = before
    person.origin = origin_of(entry.verb, entry.reason, entry.detail)
    if entry.verb == "receive":
        person.stay_start = entry.occurred_at
    if person.line or entry.pseq == 1:
        # Read of whom the act corrects; nobody looks at that of others.
        person.line.append(_line_item(entry, person.origin))


def _back_on_line(person: Person, pseq: int) -> None:
    """Take the newest movement off a person's line: the annulment `pseq` says it never was."""
    gone = person.line.pop()
    person.line[-1].stay = pseq
    person.came_from = person.line[-1].before
    person.origin = person.line[-1].origin
    if gone.verb == "receive":
        starts = [item.occurred_at for item in person.line if item.verb == "receive"]
        person.stay_start = starts[-1] if starts else 0


def _line_item(entry: Entry, origin: Origin) -> LineItem:
    assert entry.after is not None and entry.before is not None and entry.pseq is not None
    return LineItem(
        pseq=entry.pseq,
        establishment=entry.establishment,
        seq=0,
        verb=entry.verb,
        occurred_at=entry.occurred_at,
        before=entry.before,
        after=entry.after,
        request_id="",
        origin=origin,
        stay=entry.pseq,
    )


def _end_stay(held: list[BedStay], entry: Entry, person: int) -> None:
    """End the stay of a person among those of a bed or place; an annulled one never was."""
    for stay in [s for s in held if s.person == person and s.end == FAR]:
        if entry.kind is MOVE:
            stay.end = entry.occurred_at
        else:
            held.remove(stay)


def _apply_merge(situation: Situation, entry: Entry) -> None:
    person = situation.person_of[entry.subject or 0]
    into = situation.person_of[json.loads(entry.detail)["into"]]
    person.same_as = into.number
    here = situation.merged_here.get(into.id, ())
    situation.merged_here[into.id] = (*here, person.number)


def _apply_withdrawal(situation: Situation, establishment: int, seq: int) -> None:
    gone = situation.facts[establishment, seq]
    if gone.fact == "merged":
        person = situation.person_of[gone.subject]
        person.same_as = ""
        situation.merges.pop(person.id, None)
        for into, here in situation.merged_here.items():
            situation.merged_here[into] = tuple(n for n in here if n != person.number)
    about = gone.subject_kind, gone.subject, gone.fact
    for key, fact in situation.facts.items():
        if (fact.subject_kind, fact.subject, fact.fact) == about:
            withdrawn = fact.withdrawn or key == (establishment, seq)
            situation.facts[key] = replace(fact, withdrawn=withdrawn, others=fact.others - 1)


def _apply_identity(situation: Situation, entry: Entry) -> None:
    value = json.loads(entry.detail)
    assert entry.subject is not None
    person = situation.person_of.get(entry.subject)
    if person is None:
        person = Person(entry.subject, **value)
        situation.add_person(person.number, person)
    else:
        for name, text in value.items():
            setattr(person, name, text)
        # Later lines may name them by a number that this one gives.
        situation.add_person(person.number, person)
    situation.taken_numbers.add(person.number)
    name = search_name(person.last_name, person.first_name)
    known = Lookalike(person.number, name)
    situation.lookalikes.add(person.date_of_birth, known)


def _apply_prison(situation: Situation, entry: Entry) -> None:
    value = json.loads(entry.detail)
    assert entry.subject is not None
    prison = Prison(entry.subject, value["code"], value["name"], value["timezone"])
    situation.prisons[prison.code] = prison


def _apply_place(situation: Situation, entry: Entry) -> None:
    value = json.loads(entry.detail)
    assert entry.subject is not None
    known = situation.place_of.get(entry.subject)
    if known is not None:
        situation.add_places([known._replace(name=value["name"])])
        return
    situation.add_places(
        [
            Place(
                id=entry.subject,
                establishment=value["establishment"],
                code=value["code"],
                kind=PlaceKind(value["kind"]),
                name=value["name"],
                parent=value["parent"],
            )
        ]
    )


def _apply_capacity(situation: Situation, entry: Entry) -> None:
    value = json.loads(entry.detail)
    assert entry.subject is not None
    place = situation.place_of[entry.subject]
    capacity = Capacity(cna=value["cna"], working=value["working"], maximum=value["maximum"])
    earlier = [
        (start, min(end, entry.occurred_at), held)
        for start, end, held in place.capacities
        if start < entry.occurred_at
    ]
    later = [start for start, _, _ in place.capacities if start > entry.occurred_at]
    kept = [span for span in place.capacities if span[0] > entry.occurred_at]
    new = (entry.occurred_at, min(later, default=FAR), capacity)
    situation.add_places(
        [place._replace(beds=place.beds + entry.new_beds, capacities=(*earlier, new, *kept))]
    )


def _apply_said(situation: Situation, entry: Entry) -> None:
    """Take in a fact that is only looked up by its time: of a person, of a place."""
    assert entry.subject is not None
    if entry.subject_kind == "person":
        person = situation.person_of[entry.subject]
        person.facts = _with(person.facts, entry)
        if str(entry.fact).startswith(ERASED_FACT):
            # What the act erases once is erased.
            situation.erasable[person.id] = []
        _note_identifier(situation, str(entry.fact), entry.detail, person.number)
    elif entry.subject_kind == "place":
        place = situation.place_of[entry.subject]
        situation.add_places([place._replace(facts=tuple(_with(place.facts, entry)))])
    elif entry.subject_kind == "establishment":
        _apply_said_of_prison(situation, entry, entry.subject)
    elif entry.subject_kind == CHECK:
        _apply_said_of_check(situation, entry, entry.subject)


def _apply_said_of_prison(situation: Situation, entry: Entry, prison: int) -> None:
    spans = _with(situation.prison_facts.get(prison, ()), entry)
    situation.prison_facts[prison] = spans
    if entry.fact == "settings":
        situation.settings[prison] = read_settings(in_force(spans, "settings", situation.now))
    elif entry.fact == "retention":
        situation.retention = json.loads(entry.detail)["rules"]


def _apply_said_of_check(situation: Situation, entry: Entry, number: int) -> None:
    """Let later lines see what was handed in to a roll check, and that it is open or has ended."""
    held = situation.checks.setdefault(number, HeldCheck(number, entry.establishment))
    value = json.loads(entry.detail)
    officer = situation.officer
    held.names[officer.id] = officer.name
    held.facts.append(
        CheckFact(str(entry.fact), value, entry.occurred_at, situation.now, officer.id)
    )
    opened = situation.open_checks.setdefault(entry.establishment, [])
    if entry.fact == OPENED:
        opened.append(OpenCheckOf(number, value["kind"], value["as_of"], officer.name))
    elif entry.fact == ESCALATED:
        opened[:] = [
            check._replace(kind=CheckKind.EMERGENCY) if check.id == number else check
            for check in opened
        ]
    elif entry.fact in (DECLARED, ABANDONED):
        opened[:] = [check for check in opened if check.id != number]


def _note_identifier(situation: Situation, fact: str, detail: str, number: str) -> None:
    """Let later lines see who holds an identifier."""
    kind, _, which = fact.partition(".")
    value = json.loads(detail)
    if kind == "id" and not value.get("ended"):
        situation.identifier_holders[which, str(value["value"])] = number


def _with(spans: Collection[FactSpan], entry: Entry) -> list[FactSpan]:
    """Give the spans with one more fact among them."""
    about = [span for span in spans if span.fact == entry.fact]
    kept = [span for span in spans if span.fact != entry.fact]
    later = min((s.start for s in about if s.start > entry.occurred_at), default=FAR)
    for span in about:
        if span.start > entry.occurred_at:
            kept.append(span)
        elif span.start < entry.occurred_at:
            kept.append(span._replace(end=min(span.end, entry.occurred_at)))
    value = json.loads(entry.detail)
    return [*kept, FactSpan(str(entry.fact), entry.occurred_at, later, value)]


def _apply_officer(situation: Situation, entry: Entry) -> None:
    """Keep in mind who may appoint officers; nothing else in an act looks at one it appoints."""
    value = json.loads(entry.detail)
    stays = value["active_from"] <= situation.now and value["active_to"] == FAR
    if value["role"] == ADMINISTRATOR and stays:
        situation.administrators.add(value["account"])
    else:
        situation.administrators.discard(value["account"])


_FACTS = {
    "identity": _apply_identity,
    "establishment": _apply_prison,
    "place": _apply_place,
    "capacity": _apply_capacity,
    "officer": _apply_officer,
    "merged": _apply_merge,
}

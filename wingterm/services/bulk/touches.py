"""What rows of a batch touch and look at, as keys: how a later part sees what an earlier one does.

`p:NUMBER` a person, `q:ID` where they are, `n:NUMBER` a prison number, `c:PRISON:CODE` a place as
such, `b:PRISON:CODE` who is in a place or below it, `f:PRISON` the places of a prison together,
`d:DATE` and `s:NAME` who was born then or is called so, `u:NAME` of those whose date of birth is
unknown, `i:TYPE:VALUE` an identifier.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress

from db.situation.needs import CLOSING, FURNISHING, codes_above, identifiers_of
from wingterm.domain import requests as asked
from wingterm.domain.decide import people_named
from wingterm.domain.entries import Entry, Kind
from wingterm.domain.identifiers import IdentifierRefused, canonical_identifier
from wingterm.domain.lookalike import days_to_look_at
from wingterm.domain.people import UNKNOWN, FieldRefused, parse_prison_number, read_day
from wingterm.domain.places import SPECIALS, PlaceKind
from wingterm.domain.requests import Request
from wingterm.domain.situation import Situation
from wingterm.domain.standing import NO_BED, Standing
from wingterm.domain.text import search_name
from wingterm.domain.times import local_date

SPECIAL_CODES = frozenset(code for code, _ in SPECIALS.values())
"""Codes of places that have room for everybody: nobody looks at who is there."""


def looked_at(request: Request, now: int) -> Iterator[str]:
    """Give what a request looks at, as far as its own words say."""
    yield from named(request)
    for attribute in ("to", "cell", "code"):
        code = str(getattr(request, attribute, "")).strip().upper()
        if code:
            if code not in SPECIAL_CODES and not isinstance(request, asked.Elsewhere):
                yield f"b:{request.prison}:{code}"
            yield from (f"c:{request.prison}:{one}" for one in (code, *codes_above(code)))
    if isinstance(request, FURNISHING):
        yield f"f:{request.prison}"
    if isinstance(request, asked.Register | asked.Amend):
        yield from _alike(request.last_name, request.first_name, request.date_of_birth)
    if isinstance(request, asked.Register | asked.GiveNumber) and request.number.strip():
        yield f"n:{request.number.strip().upper()}"
    if isinstance(request, asked.RecordParticular):
        for kind, typed in identifiers_of(request):
            with suppress(IdentifierRefused):
                year = local_date(now, "UTC").year
                yield f"i:{kind}:{canonical_identifier(kind, typed, year)}"
    if isinstance(request, asked.Correct):
        for again in request.again:
            yield from looked_at(again, now)


def named(request: Request) -> Iterator[str]:
    """Give the people whom a request names."""
    for name in people_named(request):
        with suppress(FieldRefused):
            yield f"p:{parse_prison_number(name)}"


def written(situation: Situation, request: Request, entries: Iterable[Entry]) -> Iterator[str]:
    """Give what a request touches by what it would write."""
    yield from named(request)
    if isinstance(request, (*FURNISHING, *CLOSING)):
        yield f"f:{request.prison}"
    for entry in entries:
        if entry.person is not None and entry.before is not None and entry.after is not None:
            yield f"p:{situation.person_of[entry.person].number}"
            yield f"q:{entry.person}"
            yield from stood_in(situation, entry.before)
            yield from stood_in(situation, entry.after)
        elif entry.kind is Kind.FACT and entry.subject is not None:
            yield from _said(situation, entry, entry.subject)
        elif entry.subject_kind == "person" and entry.subject in situation.person_of:
            yield f"p:{situation.person_of[entry.subject].number}"


def stood_in(situation: Situation, standing: Standing) -> Iterator[str]:
    """Give the places of a standing, with those that they lie in."""
    found = [situation.place_of.get(standing.place)]
    if standing.bed != NO_BED:
        found.append(situation.cell_of.get(standing.bed))
    codes = {prison.id: prison.code for prison in situation.prisons.values()}
    for place in found:
        if place is not None and place.establishment in codes:
            prison = codes[place.establishment]
            yield from (f"b:{prison}:{code}" for code in (place.code, *codes_above(place.code)))


def seen(situation: Situation, requests: Iterable[Request]) -> Iterator[str]:
    """Give the cells of those whom requests name: what they look at that their words do not say."""
    for request in requests:
        for key in named(request):
            person = situation.people.get(key[2:])
            if person is not None and person.whereabouts is not None:
                standings = [person.whereabouts.standing, *(item.after for item in person.line)]
                yield from (key for one in standings for key in _cells(situation, one))


def near(situation: Situation) -> Iterator[str]:
    """Give where those are whom somebody of a situation is to be kept apart from."""
    for person in situation.people.values():
        for span in person.facts:
            kind, _, other = span.fact.partition(".")
            if kind == "na":
                yield f"q:{other}"


def _cells(situation: Situation, standing: Standing) -> Iterator[str]:
    """Give the cell that a standing has a bed in."""
    cell = situation.cell_of.get(standing.bed) if standing.bed != NO_BED else None
    if cell is not None and cell.kind is PlaceKind.CELL:
        prison = situation.prison_of(cell.establishment).code
        yield f"b:{prison}:{cell.code}"
        yield from (f"c:{prison}:{code}" for code in (cell.code, *codes_above(cell.code)))


def _said(situation: Situation, entry: Entry, subject: int) -> Iterator[str]:
    value = json.loads(entry.detail)
    if entry.subject_kind == "person":
        person = situation.person_of[subject]
        yield f"p:{person.number}"
        if entry.fact == "identity":
            name = search_name(value["last_name"], value["first_name"])
            unknown = value["date_of_birth"] == UNKNOWN
            yield from (f"n:{value['number']}", f"p:{value['number']}", f"s:{name}")
            yield f"u:{name}" if unknown else f"d:{value['date_of_birth']}"
        kind, _, which = str(entry.fact).partition(".")
        if kind == "id" and "value" in value:
            yield f"i:{which}:{value['value']}"
    elif entry.subject_kind == "place" and subject in situation.place_of:
        place = situation.place_of[subject]
        prison = situation.prison_of(place.establishment).code
        yield f"c:{prison}:{place.code}"
        yield f"f:{prison}"


def _alike(last: str, first: str, birth: str) -> Iterator[str]:
    born = read_day(birth)
    name = search_name(last, first)
    if born is None:
        yield f"s:{name}"
        return
    yield f"u:{name}"
    yield from (f"d:{day}" for day in days_to_look_at(born.isoformat()))

"""Find people by whatever is known of them: one line of text, and the program sees what it is."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from db.engine import Reader
from db.queries import search
from db.surnames import folded_surname, surname_keys
from wingterm.domain.identifiers import IdentifierRefused, canonical_identifier
from wingterm.domain.people import (
    TEMPORARY,
    FieldRefused,
    parse_prison_number,
    plain_apostrophes,
    read_day,
)
from wingterm.domain.places import PlaceKind, check_place_code
from wingterm.domain.text import TextRefused, fold, guard, search_name
from wingterm.domain.times import local_date
from wingterm.errors import BadInput
from wingterm.services.codes import code_list
from wingterm.services.desk import Desk, authorise, officer_at

SEARCH_MAX = 80

ALIKE = "sounds or looks alike"
"""How somebody was found whose name is only nearly what was typed."""

NEAR_SURNAMES = 20
"""Most surnames, nearest first, whose people are looked at."""

SHORT = 3
"""Letters below which nearly everything is alike: then only where nothing else is found."""


class FoundPerson(NamedTuple):
    """Somebody that a search found."""

    number: str
    last_name: str
    first_name: str
    date_of_birth: str
    prison: str
    """Code of the prison that has them, or to which they are on the way; empty outside."""
    place: str
    """Where they are: a code, or words such as Outside or On the way."""
    bed_cell: str
    how: str = ""
    """Why they were found, in words; empty where the rest of the record shows it."""


Found = Iterator[tuple[int, str]]
"""Ids of people with how each was found, in the order in which they are given."""


def find(desk: Desk, text: str, *, limit: int = 50) -> tuple[FoundPerson, ...]:
    """Find people by number, name, misspelt name, date of birth, identifier or cell.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        text: prison number; start of `surname` or `surname, first name`, other names too; date of
            birth; PNC, CRO or other identifier; cell. Accents and capitals do not matter.
        limit: most people to give.

    Raises:
        BadInput: nothing to look for, or a character that no name has.
    """
    try:
        typed = guard(plain_apostrophes(text), "search", SEARCH_MAX)
    except TextRefused as refused:
        raise BadInput(str(refused), "Type it again without that character.") from None
    if not fold(typed.partition(",")[0]):
        raise BadInput("Nothing to look for.", "Type a prison number or the start of a surname.")
    with desk.store.read() as reader:
        now = reader.now()
        officer = officer_at(desk, reader, now)
        authorise(officer, "read")
        found, wanted = _looked_for(reader, typed, now, officer.establishment, limit), limit
        while len(found.people) < limit <= found.records == wanted:
            # Some of the first are records of one person: there is room for others.
            wanted += limit
            found = _looked_for(reader, typed, now, officer.establishment, wanted)
    people = found.people[:limit]
    desk.consulted([person.number for person in people], "find")
    return people


class _LookedFor(NamedTuple):
    """What was found, and by how many records."""

    people: tuple[FoundPerson, ...]
    records: int


def _looked_for(reader: Reader, typed: str, now: int, prison: int, limit: int) -> _LookedFor:
    """Look for at most so many records; give their people, each once."""
    people: dict[int, search.Here] = {}
    # No name has a digit in it.
    if any(letter.isdigit() for letter in typed):
        people = _by_number(reader, typed)
        ways = _plain(people) if people else _by_figures(reader, typed, now, prison, limit)
    else:
        last, comma, first = typed.partition(",")
        key = (fold(last) + (f", {fold(first)}" if comma else "")).upper()
        people = search.here_by_name(reader, key, limit)
        ways = chain(_plain(people), _by_other_words(reader, key, last, first, bool(people), limit))
    # As many as are wanted need no other way of finding anybody.
    how = dict.fromkeys(people, "") if len(people) == limit else _first(ways, limit)
    if unread := how.keys() - people.keys():
        people |= search.here(reader, unread)
    once: dict[str, FoundPerson] = {}
    for person, words in how.items():
        one = people[person]
        once.setdefault(one.number, _found(one, words))
    return _LookedFor(tuple(once.values()), len(how))


def _first(ways: Found, limit: int) -> dict[int, str]:
    """Give the first people with how they were found; whoever is found twice by the first way."""
    how: dict[int, str] = {}
    for person, words in ways:
        how.setdefault(person, words)
        # At once: asking for one more would have the next way looked for.
        if len(how) >= limit:
            break
    return how


def _by_number(reader: Reader, typed: str) -> dict[int, search.Here]:
    """Give the person with a prison number, by id; nobody where it is none, or none has it."""
    try:
        return search.here_by_number(reader, parse_prison_number(typed))
    except FieldRefused:
        return {}


def _by_figures(reader: Reader, typed: str, now: int, prison: int, limit: int) -> Found:
    """Find by date of birth, cell and identifier."""
    born = read_day(typed)
    if born is not None:
        yield from _plain(search.by_birth(reader, born.isoformat(), limit))
        return
    try:
        code = check_place_code(typed)
    except ValueError:
        code = ""
    if code:
        yield from _plain(search.by_cell(reader, code, prison, limit))
    kinds = {TEMPORARY, *(kind.code for kind in code_list("identifier_types"))}
    year = local_date(now, "UTC").year
    for key in search.by_identifier(reader, kinds, _identifiers(typed, year), limit):
        yield key.person, f"{'was' if key.kind == TEMPORARY else key.kind} {key.value}"


def _identifiers(typed: str, this_year: int) -> set[str]:
    """Give what a text may be kept as, as one or the other type of identifier."""
    kept = set()
    for kind in ("PNC", "CRO", ""):
        try:
            kept.add(canonical_identifier(kind, typed, this_year))
        except IdentifierRefused:
            continue
    return kept


def _by_other_words(
    reader: Reader, key: str, last: str, first: str, named: bool, limit: int
) -> Found:
    """Find by other names, then by what is nearly the name.

    Args:
        reader: the snapshot.
        key: what names begin with.
        last: surname as typed.
        first: first name as typed, empty for none.
        named: whether anybody has such a name.
        limit: most people of each way.
    """
    others = search.by_alias(reader, key, limit)
    if others:
        yield from _also_known(reader, others)
    if len(fold(last)) >= SHORT or not (named or others):
        yield from _nearly(reader, last, first, limit)


def _also_known(reader: Reader, keys: list[search.Key], after: str = "") -> Found:
    """Give people with the other name by which they were found, spelt as it is on record."""
    spelt: dict[tuple[int, str], str] = {}
    for person, text in search.aliases_of(reader, {key.person for key in keys}):
        value = json.loads(text)
        names = str(value.get("last_name", "")), str(value.get("first_name", ""))
        spelt[person, search_name(*names)] = ", ".join(filter(None, names))
    for key in keys:
        yield key.person, f"also known as {spelt.get((key.person, key.value), key.value)}{after}"


def _nearly(reader: Reader, last: str, first: str, limit: int) -> Found:
    """Find by surnames that sound or look like the one typed, the nearest first."""
    surname = folded_surname(last)
    prefixes = [
        f"{near}, {fold(first).upper()}"
        for near in _nearest(surname, search.surnames_of(reader, surname_keys(surname)))
    ]
    share = max(1, limit // max(1, len(prefixes)))
    # The first turn mostly gives enough people; only then is more of each name read.
    for most, turns in ((share, 1), (limit, limit)):
        known = search.by_surnames(reader, prefixes, most)
        people = _in_turn(known, share, turns)
        other = {p: search.Key(p.person, "NAME", p.name) for p in people if p.alias}
        words = dict(_also_known(reader, list(other.values()), f" ({ALIKE})")) if other else {}
        for one in people:
            yield one.person, words.get(one.person, ALIKE) if one.alias else ALIKE
        read = Counter((one.rank, one.alias) for one in known)
        if max(read.values(), default=0) < most:
            return  # There are no more of any of these names.


def _in_turn(people: Iterable[search.Near], share: int, most: int) -> list[search.Near]:
    """Give people of some names, a share of each in turn, the nearest name first.

    Many have the same name: those of one would leave no room for the next, which may be meant.

    Args:
        people: by name, the nearest name first.
        share: how many of each name come in a turn.
        most: turns.
    """
    of_name: Counter[int] = Counter()
    turns: list[tuple[int, search.Near]] = []
    for one in people:
        turns.append((of_name[one.rank] // share, one))
        of_name[one.rank] += 1
    turns.sort(key=lambda turn: (turn[0], turn[1].rank))
    return [one for turn, one in turns if turn < most]


def _nearest(surname: str, known: Iterable[str]) -> list[str]:
    """Give the surnames nearest to one, itself left out; what only sounds so by half at most."""
    # Here: only a search for a name needs it.
    from jellyfish import damerau_levenshtein_distance as distance

    far = max(1, len(surname) // 2)
    near = sorted((distance(surname, name), name) for name in known if name != surname)
    return [name for apart, name in near if apart <= far][:NEAR_SURNAMES]


def _plain(people: Iterable[int]) -> Found:
    for person in people:
        yield person, ""


WHERE: dict[str, str] = {
    PlaceKind.OUTSIDE: "Outside",
    PlaceKind.EN_ROUTE: "On the way",
    PlaceKind.NO_CELL: "No cell",
    PlaceKind.COURT: "At court",
    PlaceKind.ABSENCE: "On absence",
    PlaceKind.HOSPITAL: "At hospital",
    PlaceKind.AT_LARGE: "At large",
}
"""Where people are whose place has no code that staff use."""


def _found(person: search.Here, how: str) -> FoundPerson:
    number, last_name, first_name, born, prison, kind, place, cell, under = person
    if under:
        how = f"also on record as {under}{f', {how}' if how else ''}"
    if kind == PlaceKind.OUTSIDE:
        prison = ""
    # By position: there are fifty on each screen, and names cost half as much again.
    return FoundPerson(
        number, last_name, first_name, born, prison, WHERE.get(kind, place), cell, how
    )

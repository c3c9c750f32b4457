"""Help to find the error of a roll check whose units differ: where to look first, and why.

It decides nothing and changes nothing (practice note 2.1): whoever counts looks, and says.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from db.engine import Reader
from db.queries.particulars import by_ids
from wingterm.domain.checks.search import (
    ClueKind,
    Fit,
    Ranked,
    Sought,
    pairs,
    rank,
    standing,
)
from wingterm.domain.prison import Prison
from wingterm.services.checks.clues import Material, clues_of, material
from wingterm.services.checks.reading import Read, frozen_of, read_of, unit_in
from wingterm.services.checks.unit import NamedPerson
from wingterm.services.desk import Desk, authorise, officer_at

HINTS_MAX = 40
"""Most hints that are given at once."""
PEOPLE_MAX = 20
"""Most people of one hint."""
_FIRST = 3
"""How many people a sentence names."""


class Hint(NamedTuple):
    """Where the error of a check may lie."""

    rank: int
    """1 for the likeliest; no two are the same."""
    kind: str
    """`swap`, `moved`, `late`, `due-back`, `elsewhere` or `edge`."""
    units: tuple[str, ...]
    """Codes of the units that it is about: first the one that would be short."""
    sentence: str
    """Why, and which differences it would explain."""
    people: tuple[NamedPerson, ...]
    """Who may be elsewhere, the likeliest first, at most `PEOPLE_MAX`."""
    entry: str
    """Reference of the entry that says so, the first of several; empty for none."""


def hints(desk: Desk, prison: Prison, number: int | None, unit: str = "") -> tuple[Hint, ...]:
    """Give where the error of a roll check may lie, the likeliest first.

    Where two counts differ because they are asked for, the first of them is told to nobody, so
    nothing is told about it here either. What would be beyond `HINTS_MAX` hints is left out.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose check.
        number: which; None: the open one, else the newest.
        unit: code of the unit that differs; empty: all that differ.

    Raises:
        NotFound: there is no such check, or it has no such unit.
    """
    with desk.store.read() as reader:
        now = reader.now()
        authorise(officer_at(desk, reader, now), "read")
        read = read_of(reader, prison, number)
        asked = unit_in(read.check, unit).code if unit.strip() else ""
        known = material(reader, read, frozen_of(reader, read.check), now, prison.timezone)
        names = _names(reader, read, known)
    units, targets = standing(read.check, asked)
    clues, besides = clues_of(known)
    swaps = pairs(units, besides, known.expected_in)
    ranked = rank([*swaps, *clues], units, targets)[:HINTS_MAX]
    found = tuple(_hint(place, each, names, units) for place, each in enumerate(ranked, start=1))
    named = {person.number for hint in found for person in hint.people}
    desk.consulted(sorted(named), f"check {prison.code} {read.check.id} hints {asked}".strip())
    return found


def _names(reader: Reader, read: Read, known: Material) -> dict[int, NamedPerson]:
    """Give everybody who may be named, by id."""
    counted = [unit.last for unit in read.check.units if unit.last]
    ids = {person for count in counted for person in (*count.missing, *count.extra)}
    names = {
        person: NamedPerson(held.number, held.last_name, held.first_name)
        for person, held in by_ids(reader, sorted(ids)).items()
    }
    for one in known.frozen.people.values():
        names[one.person] = NamedPerson(one.number, one.last_name, one.first_name)
    for row in (*known.moves, *known.back_entered):
        names[row.person] = NamedPerson(row.number, row.last_name, row.first_name)
    return names


def _hint(
    place: int, each: Ranked, names: Mapping[int, NamedPerson], units: Mapping[str, Sought]
) -> Hint:
    clue = each.clue
    people = tuple(names[person] for person in clue.people[:PEOPLE_MAX])
    why = _swap_words(each, people, units) if clue.kind is ClueKind.SWAP else _words(each, people)
    return Hint(
        place,
        clue.kind.value,
        tuple(code for code in (clue.short, clue.over) if code),
        f"{why}: would explain {' and '.join(each.explains)}{_though(each)}.",
        people,
        clue.entry,
    )


def _swap_words(each: Ranked, people: tuple[NamedPerson, ...], units: Mapping[str, Sought]) -> str:
    short, over = each.clue.short, each.clue.over
    first = each.clue.people[0] if each.clue.people else None
    missing, extra = first in units[short].missing, first in units[over].extra
    if missing and extra:
        return f"{people[0].shown} is named missing in {short} and extra in {over}"
    if extra:
        return (
            f"{people[0].shown} was found by name in {over}, and the list expects them in {short}"
        )
    said = f"{short} is {units[short].short} short and {over} is {units[over].over} over"
    said = f"{said}, so somebody of {short} may be in {over}"
    return f"{said}, such as {_listed(people, len(each.clue.people))}" if people else said


def _words(each: Ranked, people: tuple[NamedPerson, ...]) -> str:
    clue, who = each.clue, _listed(people, len(each.clue.people))
    if clue.kind is ClueKind.ELSEWHERE:
        are = "has a bed" if len(clue.people) == 1 else "have beds"
        return f"{who} {are} in {clue.over} and by the book in {clue.short}"
    if clue.kind is ClueKind.EDGE:
        return f"{who} in {clue.because} of {clue.short}, next to {clue.over}"
    return f"{who}, {clue.because}"


def _listed(people: Sequence[NamedPerson], of: int) -> str:
    """Name the first of so many people."""
    shown = "; ".join(person.shown for person in people[:_FIRST])
    return f"{shown} and {of - _FIRST} more" if of > _FIRST else shown


def _though(each: Ranked) -> str:
    """Say what speaks against it."""
    return "".join(
        f", though {code} {'agrees' if fits is Fit.AGREES else 'differs the other way'}"
        for code, fits in ((each.clue.short, each.short), (each.clue.over, each.over))
        if fits >= Fit.AGREES
    )

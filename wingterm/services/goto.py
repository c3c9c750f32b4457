"""What a text typed to go somewhere may mean: a person, a place, or a list by its name."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from wingterm.domain.people import FieldRefused, parse_prison_number
from wingterm.domain.places import PlaceKind, natural_key
from wingterm.domain.prison import Prison
from wingterm.domain.roll import RESIDENTIAL
from wingterm.domain.text import fold, safe_line
from wingterm.services.desk import Desk
from wingterm.services.find import FoundPerson, find
from wingterm.services.lists import FIGURES
from wingterm.services.place_codes import CODE_MAX, bare, meant
from wingterm.services.places import PlaceLine, places

MOST = 200
"""Most meanings that are given."""
NUMBER_LENGTH = 7
"""Characters of a prison number."""

HOW = "Type a cell (a1001), a landing, a wing or an area, a whole prison number, or a list by name."
"""What may be typed, in one sentence."""


class Goal(StrEnum):
    """What kind of thing is gone to."""

    PERSON = "person"
    CELL = "cell"
    LANDING = "landing"
    """A landing or a spur."""
    WING = "wing"
    AREA = "area"
    LIST = "list"


class Meaning(NamedTuple):
    """One thing that a text may mean."""

    goal: Goal
    key: str
    """Prison number, code of a place, or name of a list."""
    words: str
    """What it is, for people to read."""
    command: str
    """The command that shows the same, without `wingterm`."""


FIGURE_LISTS = tuple(
    Meaning(Goal.LIST, name, words, f"list {name}") for name, words in FIGURES.items()
)
"""The people behind each figure of the roll."""

_GOALS = {
    PlaceKind.WING: Goal.WING,
    PlaceKind.SPUR: Goal.LANDING,
    PlaceKind.LANDING: Goal.LANDING,
    PlaceKind.CELL: Goal.CELL,
    PlaceKind.AREA: Goal.AREA,
}


def goto(
    desk: Desk, prison: Prison, typed: str, lists: Sequence[Meaning] = ()
) -> tuple[Meaning, ...]:
    """Give what a text may mean in a prison, the likeliest first; empty where it means nothing.

    Args:
        desk: who asks; who is shown by their number is logged before they are named.
        prison: whose places are meant.
        typed: as it was typed; anything.
        lists: lists that may be named besides the figures of the roll.
    """
    who = person_meant(desk, typed)
    return (*who, *places_and_lists(places(desk, prison), typed, (*FIGURE_LISTS, *lists)))


def person_meant(desk: Desk, typed: str) -> tuple[Meaning, ...]:
    """Give the person whose whole prison number was typed; nobody for anything else."""
    if len(typed.strip()) != NUMBER_LENGTH:
        return ()
    try:
        number = parse_prison_number(typed)
    except FieldRefused:
        return ()
    return tuple(_person(one) for one in find(desk, number, limit=1))


def _person(one: FoundPerson) -> Meaning:
    bed = f"bed in {one.bed_cell}" if one.bed_cell not in ("", one.place) else ""
    words = "  ".join(
        part for part in (f"{one.last_name}, {one.first_name}", one.prison, one.place, bed) if part
    )
    return Meaning(Goal.PERSON, one.number, words, f"show {one.number}")


def places_and_lists(
    known: Sequence[PlaceLine], typed: str, lists: Sequence[Meaning]
) -> tuple[Meaning, ...]:
    """Give the places and lists that a text may mean: in full first, then those that begin so.

    Args:
        known: the places of the prison.
        typed: as it was typed; anything.
        lists: what may be named.
    """
    wanted = bare(typed)
    if not wanted or len(typed) > CODE_MAX:
        return ()
    by_code = {p.code: p for p in known if p.kind in (*RESIDENTIAL, PlaceKind.AREA)}
    whole = meant(typed, by_code)
    # A wing before its landings, and these before their cells.
    begin = sorted(
        (code for code in by_code if bare(code).startswith(wanted) and code not in whole),
        key=lambda code: (code.count("-"), natural_key(code)),
    )
    named = _named(typed, lists)
    exact = [meaning for meaning in named if meaning.key == typed.strip().lower()]
    rest = [meaning for meaning in named if meaning not in exact]
    found = [
        *(_place(by_code[code]) for code in whole), *exact, *rest,
        *(_place(by_code[code]) for code in begin),
    ]  # fmt: skip
    return tuple(found[:MOST])


def _place(place: PlaceLine) -> Meaning:
    goal = _GOALS[PlaceKind(place.kind)]
    name = safe_line(place.name) if place.name != place.code else ""
    closed = "" if place.in_use else "out of use"
    words = "  ".join(part for part in (goal.value.capitalize(), name, closed) if part)
    command = "list elsewhere" if goal is Goal.AREA else f"cells --under {place.code}"
    return Meaning(goal, place.code, words, command)


def _named(typed: str, lists: Sequence[Meaning]) -> list[Meaning]:
    """Give the lists of which every typed word begins a word of the name, or of what it is."""
    words = fold(typed).split()
    return [
        each
        for each in lists
        if words and all(_begins(word, f"{fold(each.key)} {fold(each.words)}") for word in words)
    ]


def _begins(word: str, text: str) -> bool:
    return any(each.startswith(word) for each in text.split())

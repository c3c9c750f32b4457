"""Where to look for the error of a roll check: clues, and which of them to follow first.

A clue says that people who are expected in one unit may have been counted in another, or nowhere,
or that people expected nowhere inside may have been counted in a unit. It is held against the
differences of both units; it decides nothing and changes nothing (practice note 2.1).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import IntEnum, StrEnum
from itertools import pairwise
from typing import NamedTuple

from wingterm.domain.checks.record import RollCheck, UnitCheck, UnitState
from wingterm.domain.places import natural_key

EDGE_CELLS = 2
"""How many occupied cells at the edge of a unit may have been counted with its neighbour."""


class ClueKind(StrEnum):
    """What a clue is made of, the kinds that explain most differences first."""

    SWAP = "swap"
    """One unit is short and another is over."""
    LATE = "late"
    """A movement that was entered long after it happened."""
    MOVED = "moved"
    """A movement since the freeze, or shortly before it."""
    DUE_BACK = "due-back"
    """Somebody out whose return is due."""
    ELSEWHERE = "elsewhere"
    """Somebody with a bed in one unit who is expected in another."""
    EDGE = "edge"
    """Somebody in a cell beside the next unit."""


_KINDS = list(ClueKind)


class Sought(NamedTuple):
    """How a unit stands in the search."""

    short: int
    """How many people it lacks."""
    over: int
    """How many people it has too many."""
    counted_at: int | None
    """When the count that holds was made; None before there is one that may be seen."""
    missing: frozenset[int] = frozenset()
    """Ids of people whom a count by name did not find."""
    extra: frozenset[int] = frozenset()
    """Ids of people whom a count by name found besides."""
    all_missing: bool = False
    """Whether the missing are all named: then nobody else of the unit is missing."""
    all_extra: bool = False
    """Whether the extra are all named: then nobody else is there besides."""

    @property
    def differs(self) -> bool:
        """Whether there is something to explain."""
        return bool(self.short or self.over)


NOT_COUNTED = Sought(0, 0, None)


def sought(unit: UnitCheck, *, also_explained: bool = False) -> Sought:
    """Say how a unit stands in the search; of a count that must not be seen, nothing.

    Args:
        unit: the unit.
        also_explained: look for the error of one that is explained, too.
    """
    last = unit.last
    if last is None:
        return NOT_COUNTED
    if unit.state is UnitState.EXPLAINED and not also_explained:
        return Sought(0, 0, last.at)
    difference = unit.difference or 0
    missing, extra = frozenset(last.missing), frozenset(last.extra)
    fits = last.names == difference
    return Sought(
        short=max(-difference, len(missing)),
        over=max(difference, len(extra) + last.strangers),
        counted_at=last.at,
        missing=missing,
        extra=extra,
        all_missing=fits and bool(missing),
        all_extra=fits and bool(extra) and not last.strangers,
    )


class Clue(NamedTuple):
    """Why people may have been counted somewhere else than they are expected."""

    kind: ClueKind
    people: tuple[int, ...]
    """Ids, the likeliest first."""
    short: str
    """Code of the unit that expects them, empty where none does: it would be short of one."""
    over: str
    """Code of the unit in which they may be, empty where they may be in none."""
    because: str = ""
    """What is known, in words."""
    entry: str = ""
    """Reference of the entry that says so, the first of several; empty for none."""
    far: int = 0
    """How far from the freeze it lies, in microseconds; of two alike what is near comes first."""
    after: int | None = None
    """Instant before which the two units show nothing of it: that of a movement since the freeze.
    None where it shows at any time."""
    only: bool = False
    """Of a pair: whether no other unit is short or over."""


class Fit(IntEnum):
    """How a difference of a unit fits a clue."""

    EXACT = 0
    """It is the very difference of one that the clue would explain."""
    FITS = 1
    """It is a larger difference that way."""
    OPEN = 2
    """Nothing is known: no unit, not counted yet, or counted before it could show."""
    AGREES = 3
    """The unit agrees."""
    AGAINST = 4
    """It differs the other way."""


class Ranked(NamedTuple):
    """A clue with what it would explain."""

    clue: Clue
    short: Fit
    over: Fit

    @property
    def explains(self) -> tuple[str, ...]:
        """The differences that it would explain, `-1 in A`, `+1 in B`."""
        found = []
        if self.short <= Fit.FITS:
            found.append(f"-1 in {self.clue.short}")
        if self.over <= Fit.FITS:
            found.append(f"+1 in {self.clue.over}")
        return tuple(found)


def fit(unit: Sought | None, wanted: int, other: int, after: int | None) -> Fit:
    """Say how a unit's difference fits an end of a clue.

    Args:
        unit: how the unit stands; None for no unit.
        wanted: its difference in the direction of the clue.
        other: its difference in the other direction.
        after: instant before which it shows nothing of the clue.
    """
    if unit is None or unit.counted_at is None:
        return Fit.OPEN
    if wanted:
        return Fit.EXACT if wanted == 1 else Fit.FITS
    if after is not None and unit.counted_at < after:
        return Fit.OPEN
    return Fit.AGAINST if other else Fit.AGREES


def rank(
    clues: Iterable[Clue], units: Mapping[str, Sought], targets: Collection[str]
) -> list[Ranked]:
    """Give the clues that would explain a difference of a unit asked about, the likeliest first.

    First who is named missing in one unit and extra in the other, then who is named in one; then
    units that are exactly one short and one over; then others of which one is short and the other
    over; then those of which one end is known alone. A clue against what a count by name says is
    dropped, and so is a second one about the same person and units.
    """
    there = {person: code for code, unit in units.items() for person in unit.extra}
    found = []
    for clue in clues:
        ranked = _held(clue, units, targets, there)
        if ranked is not None:
            found.append(ranked)
    found.sort(key=lambda each: _order(each, units))
    said, kept = set(), []
    for each in found:
        clue = each.clue
        about = (clue.people, clue.short, clue.over, clue.kind is ClueKind.SWAP)
        if about not in said:
            said.add(about)
            kept.append(each)
    return kept


def _held(
    clue: Clue,
    units: Mapping[str, Sought],
    targets: Collection[str],
    there: Mapping[int, str],
) -> Ranked | None:
    """Hold a clue against the differences; None where it would explain none that is asked about.

    Args:
        clue: the clue.
        units: how each unit stands, by code.
        targets: codes of the units asked about.
        there: unit in which somebody was found by name, by id; they are in no other.
    """
    short, over = units.get(clue.short), units.get(clue.over)
    people = tuple(
        person
        for person in clue.people
        if there.get(person, clue.over) == clue.over
        and not (short and short.all_missing and person not in short.missing)
        and not (over and over.all_extra and person not in over.extra)
    )
    if clue.people and not people:
        return None
    people = tuple(sorted(people, key=lambda person: -_named(person, short, over)))
    ranked = Ranked(
        clue._replace(people=people),
        fit(short, short.short, short.over, clue.after) if short else Fit.OPEN,
        fit(over, over.over, over.short, clue.after) if over else Fit.OPEN,
    )
    ends = ((clue.short, ranked.short), (clue.over, ranked.over))
    asked = any(fits <= Fit.FITS and code in targets for code, fits in ends)
    return ranked if asked else None


def _named(person: int, short: Sought | None, over: Sought | None) -> int:
    """Say at how many of its ends counts by name bear a clue out."""
    missing = short is not None and person in short.missing
    return missing + (over is not None and person in over.extra)


def _level(each: Ranked, units: Mapping[str, Sought]) -> int:
    clue = each.clue
    named = (
        _named(clue.people[0], units.get(clue.short), units.get(clue.over)) if clue.people else 0
    )
    if named:
        return 2 - named
    worse = max(each.short, each.over)
    if _too_soon(each, units):
        # Times are typed by hand: who was recorded a little later may have gone before.
        return 2 + Fit.AGREES
    if not clue.people and not clue.only:
        return 2 + Fit.OPEN
    if worse <= Fit.FITS:
        return 2 if worse is Fit.EXACT else 3
    return 2 + worse


def _too_soon(each: Ranked, units: Mapping[str, Sought]) -> bool:
    """Whether a unit that it would explain was counted before, if both times are right."""
    after = each.clue.after
    if after is None:
        return False
    ends = ((each.clue.short, each.short), (each.clue.over, each.over))
    times = [units[code].counted_at for code, fits in ends if fits <= Fit.FITS]
    return any(at is not None and at < after for at in times)


def _order(each: Ranked, units: Mapping[str, Sought]) -> tuple[object, ...]:
    clue = each.clue
    short, over = units.get(clue.short), units.get(clue.over)
    gap = abs(short.short - over.over) if short and over else 0
    return (
        _level(each, units),
        not clue.people,
        _KINDS.index(clue.kind),
        gap,
        clue.far,
        natural_key(clue.short),
        natural_key(clue.over),
        clue.people,
        clue.entry,
    )


def pairs(
    units: Mapping[str, Sought], clues: Sequence[Clue], expected_in: Mapping[int, str]
) -> list[Clue]:
    """Give one clue for each unit that is short and each that is over: somebody may have swapped.

    Its people are those whom other clues take from the one to the other, or whom a count by name
    names; the likeliest first. Where nobody is known, it is given only if no other unit is short or
    over, or if the one is as much short as the other is over.

    Args:
        units: how each unit stands, by code.
        clues: what else is known, the likeliest people first.
        expected_in: unit in which each person inside is expected, by id.
    """
    short = [code for code, unit in units.items() if unit.short]
    over = [code for code, unit in units.items() if unit.over]
    between: dict[tuple[str, str], list[int]] = {}
    for there in over:
        # Somebody found by name is missing where the list expects them, counted or not.
        for person in sorted(units[there].extra):
            home = expected_in.get(person, there)
            if home != there:
                between.setdefault((home, there), []).append(person)
    wanted = dict.fromkeys(between)
    wanted |= dict.fromkeys((one, other) for one in short for other in over if one != other)
    for clue in clues:
        between.setdefault((clue.short, clue.over), []).extend(clue.people)
    only = len(short) == 1 and len(over) == 1
    found = []
    for one, other in wanted:
        known = (*between.get((one, other), ()), *sorted(units[one].missing))
        alike = units[one].short == units[other].over
        if known or only or alike:
            people = tuple(dict.fromkeys(known))
            found.append(Clue(ClueKind.SWAP, people, one, other, only=only))
    return found


def edges(
    units: Sequence[tuple[str, bool, Mapping[str, Sequence[int]]]],
) -> list[Clue]:
    """Give the people in the cells at the edges of units that are neighbours in the list.

    Args:
        units: in the order of the list: code, whether people live in it, and of its occupied cells
            the people recorded in them.
    """
    found = []
    for (one, lived_in, cells), (other, also, others) in pairwise(units):
        if not (lived_in and also):
            continue
        last = sorted(cells, key=natural_key, reverse=True)[:EDGE_CELLS]
        first = sorted(others, key=natural_key)[:EDGE_CELLS]
        for near, held, here, there in ((last, cells, one, other), (first, others, other, one)):
            people = tuple(person for cell in near for person in held[cell])
            if people:
                where = " and ".join(near)
                found.append(Clue(ClueKind.EDGE, people, here, there, where))
    return found


def standing(check: RollCheck, asked: str) -> tuple[dict[str, Sought], frozenset[str]]:
    """Give how the units of a check stand in the search, and which are asked about.

    Args:
        check: the check.
        asked: code of the one unit that is asked about; empty for all that differ.
    """
    units = {unit.code: sought(unit, also_explained=unit.code == asked) for unit in check.units}
    targets = [asked] if asked else list(units)
    return units, frozenset(code for code in targets if units[code].differs)

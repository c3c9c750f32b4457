"""What the register knows that may explain the differences of a roll check: clues, not yet ranked.

Every clue holds where the frozen list expects somebody against where else they may have been.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from db.engine import Reader
from db.queries.check_moves import MoveRow, moves_around, moves_back_entered, reception_of
from db.queries.people import PersonAt, due_back
from wingterm.domain.checks.freeze import UnitExpected
from wingterm.domain.checks.kinds import MINUTE
from wingterm.domain.checks.record import RollCheck
from wingterm.domain.checks.search import Clue, ClueKind, edges
from wingterm.domain.checks.units import UnitsOf
from wingterm.domain.places import OUT, PlaceKind, natural_key
from wingterm.domain.times import duration_in_words, shown_time
from wingterm.services.checks.beside import move_in_words, unit_at
from wingterm.services.checks.reading import Frozen, Read
from wingterm.services.states import WHERE

BEFORE = 30 * MINUTE
"""How long before the freeze a movement may still have been under way."""
LATELY = 24 * 60 * MINUTE
"""How long ago somebody who moved may still have been counted where they were before."""
LATE = 15 * MINUTE
"""How long after it happened a movement is recorded that counts as back-entered."""
DUE_SOON = 60 * MINUTE
"""How long before a return is due it may have come about already."""


class Material(NamedTuple):
    """What clues are made of, from one snapshot."""

    check: RollCheck
    frozen: Frozen
    expected_in: dict[int, str]
    """Unit in which each person inside is expected, by id."""
    unit_of: UnitsOf
    until: int
    """Up to when it counts what was recorded: now, or when the check ended."""
    moves: tuple[MoveRow, ...]
    """Movements since `LATELY` before the freeze, in order of time."""
    back_entered: tuple[MoveRow, ...]
    """Of what was recorded within `LATELY`, what happened more than `LATE` before."""
    reception: str
    """Code of the prison's reception."""
    timezone: str


def material(reader: Reader, read: Read, frozen: Frozen, now: int, timezone: str) -> Material:
    """Read what the clues of a check are made of; always the same number of statements."""
    check = read.check
    until = now if check.ended is None else check.ended.recorded_at
    prison = check.establishment
    return Material(
        check,
        frozen,
        frozen.expected.expected_in,
        UnitsOf(frozen.books.units),
        until,
        tuple(moves_around(reader, prison, check.as_of - LATELY, until)),
        tuple(moves_back_entered(reader, prison, until - LATELY, until, LATE)),
        reception_of(reader, prison),
        timezone,
    )


def clues_of(known: Material) -> tuple[list[Clue], list[Clue]]:
    """Give the clues, and what tells besides who may be between two units, nearest first."""
    since = known.check.as_of - BEFORE
    around = [row for row in known.moves if row.occurred_at >= since]
    lately = [row for row in known.moves if row.occurred_at < since]
    late = _of_moves(known, known.back_entered, ClueKind.LATE)
    moved = _of_moves(known, around, ClueKind.MOVED)
    elsewhere, beside = list(_elsewhere(known)), list(_edges(known))
    clues = [*late, *moved, *_due_back(known), *elsewhere, *beside]
    before = _of_moves(known, lately, ClueKind.MOVED)
    near = sorted([*late, *moved, *before], key=lambda clue: clue.far)
    return clues, [*near, *elsewhere, *beside]


def _of_moves(known: Material, rows: Iterable[MoveRow], kind: ClueKind) -> list[Clue]:
    """Give what movements say; people who moved alike in one act are one clue."""
    alike: dict[tuple[object, ...], list[tuple[MoveRow, Clue]]] = {}
    for row in rows:
        act = (row.request_id, row.kind, row.verb, row.occurred_at)
        for clue in _of_move(known, row, kind):
            alike.setdefault((*act, clue.short, clue.over), []).append((row, clue))
    found = []
    for pairs in alike.values():
        (row, first), *others = pairs
        people = tuple(dict.fromkeys(clue.people[0] for _, clue in pairs))
        words = _move_words(known, row, kind, alone=not others)
        found.append(first._replace(people=people, because=words))
    return found


def _of_move(known: Material, row: MoveRow, kind: ClueKind) -> Iterator[Clue]:
    """Give what a movement says: they may be at the end of it at which they are not expected."""
    check, unit_of = known.check, known.unit_of
    left = unit_at(row.from_book, row.from_kind, row.from_place, check, unit_of)
    into = unit_at(row.to_book, row.to_kind, row.to_place, check, unit_of)
    expected = known.expected_in.get(row.person, "")
    for there in dict.fromkeys((left, into)):
        if left != into and there != expected:
            yield Clue(
                kind,
                (row.person,),
                expected,
                there,
                entry=row.entry,
                far=abs(row.occurred_at - check.as_of),
                after=row.occurred_at if row.occurred_at > check.as_of else None,
            )


def _move_words(known: Material, row: MoveRow, kind: ClueKind, *, alone: bool) -> str:
    """Say what a movement is; of several people not from where, which differs."""
    as_of = known.check.as_of
    when = shown_time(row.occurred_at, known.timezone, known.until)
    far = duration_in_words(abs(row.occurred_at - as_of))
    side = "after" if row.occurred_at > as_of else "before"
    was, went = _at(row.from_kind, row.from_place), _at(row.to_kind, row.to_place)
    said = f"{was} until {when} by the book, then {went} ({move_in_words(row)})"
    if row.kind == "annul":
        said = f"now {went}, not {was}: the {row.verb.replace('-', ' ')} at {when} never happened"
    if not alone:
        said = f"in one act at {when} by the book ({move_in_words(row)})"
    said = f"{said}, {far} {side} the freeze"
    if kind is ClueKind.LATE:
        entered = shown_time(row.recorded_at, known.timezone, known.until)
        said = f"{said}, entered only at {entered} by {row.officer}"
    return said


def _at(kind: str, place: str) -> str:
    """Say where somebody is, within a sentence."""
    if kind in WHERE and kind != PlaceKind.NO_CELL:
        return WHERE[kind].lower()
    if kind == PlaceKind.NO_CELL:
        return "without a cell"
    return f"in {place}" if kind == PlaceKind.CELL else f"at {place}"


def _due_back(known: Material) -> Iterator[Clue]:
    """Give who is out and due: they may be back, at their bed or in reception."""
    for person in known.frozen.people.values():
        due = due_back(person)
        if not _may_be_back(person, due, known.until):
            continue
        words = _due_words(person, due, known)
        far = known.until if due is None else abs(known.until - due)
        home = known.unit_of(person.cell) if person.cell else ""
        for there in dict.fromkeys((home, known.unit_of(known.reception))):
            if there:
                yield Clue(ClueKind.DUE_BACK, (person.person,), "", there, words, person.entry, far)


def _may_be_back(person: PersonAt, due: int | None, until: int) -> bool:
    if person.kind not in OUT or person.verb == "death":
        return False
    # Of a court nobody says when it ends; whoever is there may be back.
    return person.kind == PlaceKind.COURT if due is None else due <= until + DUE_SOON


def _due_words(person: PersonAt, due: int | None, known: Material) -> str:
    since = shown_time(person.since, known.timezone, known.until)
    words = f"{WHERE[person.kind].lower()} since {since} by the book"
    if due is None:
        return f"{words}, no time of return said"
    shown = shown_time(due, known.timezone, known.until)
    return f"{words}, {'due back since' if due <= known.until else 'due back at'} {shown}"


def _elsewhere(known: Material) -> Iterator[Clue]:
    """Give who is expected in one unit and has a bed in another, the last to come first."""
    for unit in known.frozen.expected.units:
        homes: dict[str, list[PersonAt]] = {}
        for one in unit.visiting:
            person = known.frozen.people[one.person]
            homes.setdefault(known.unit_of(person.cell), []).append(person)
        for home, people in homes.items():
            people.sort(key=lambda person: (-person.since, natural_key(person.cell), person.number))
            yield Clue(
                ClueKind.ELSEWHERE,
                tuple(person.person for person in people),
                unit.unit.code,
                home,
                far=abs(known.check.as_of - people[0].since),
            )


def _edges(known: Material) -> Iterable[Clue]:
    return edges([_cells(unit) for unit in known.frozen.expected.units])


def _cells(unit: UnitExpected) -> tuple[str, bool, dict[str, list[int]]]:
    cells: dict[str, list[int]] = {}
    for one in unit.present:
        if one.kind is PlaceKind.CELL:
            cells.setdefault(one.place, []).append(one.person)
    return unit.unit.code, unit.unit.residential, cells

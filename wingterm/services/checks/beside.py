"""What stands beside a roll check and changes nothing of it: movements since, and late entries."""

from collections.abc import Iterable
from typing import NamedTuple

from db.engine import Reader
from db.queries.check_moves import (
    MoveRow,
    changed_since,
    moves_entered_late,
    moves_recorded,
)
from db.queries.checks import books_then
from db.queries.newest import heads
from db.queries.past import NOW_KNOWN, Moment
from wingterm.domain.checks.freeze import expect
from wingterm.domain.checks.record import RollCheck
from wingterm.domain.checks.units import UnitsOf
from wingterm.domain.places import INSIDE
from wingterm.services.checks.reading import Frozen, Read
from wingterm.services.states import IN_HISTORY


class BesideLine(NamedTuple):
    """A movement beside a check, as it bears on the units."""

    number: str
    last_name: str
    first_name: str
    entry: str
    """Its place in the books, as `WTI-17`."""
    said: str
    """What it says, in words: `court out`, or `release never happened`."""
    came_from: str
    """Where they were, in words or as a code."""
    went_to: str
    left_unit: str
    """Code of the unit in which they were counted before, empty for none."""
    into_unit: str
    """Code of the unit in which they are counted afterwards, empty for none."""
    occurred_at: int
    recorded_at: int
    officer: str

    @property
    def shown(self) -> str:
        """The person as lists show them."""
        return f"{self.number} {self.last_name}, {self.first_name}"


class Beside(NamedTuple):
    """What has become known since a check was frozen."""

    since: tuple[BesideLine, ...]
    """Movements after its instant, recorded while it was open: shown beside it, never in it."""
    late: tuple[BesideLine, ...]
    """Entries made after it was frozen that say otherwise about its instant, for ever."""
    says_now: int
    """How many people the register now says were inside at its instant."""


def beside(reader: Reader, read: Read, frozen: Frozen) -> Beside:
    """Give what stands beside a check.

    Args:
        reader: the snapshot.
        read: the check.
        frozen: what it expects.
    """
    check = read.check
    unit_of = UnitsOf(frozen.books.units)
    book = check.establishment
    last = heads(reader).get(book, 0) if check.ended is None else check.ended.seq
    rows = moves_recorded(reader, book, read.last_frozen, last)
    since = [_line(row, check, unit_of) for row in rows if row.occurred_at > check.as_of]
    moment = Moment(check.as_of, check.known_at)
    people = changed_since(reader, book, moment)
    late = _bearing(moves_entered_late(reader, book, moment, people), check, unit_of)
    says_now = check.population
    if late:
        books, _ = books_then(reader, book, Moment(check.as_of, NOW_KNOWN))
        says_now = expect(books, check.as_of).population
    return Beside(tuple(line for line in since if line.left_unit != line.into_unit), late, says_now)


def _bearing(rows: Iterable[MoveRow], check: RollCheck, unit_of: UnitsOf) -> tuple[BesideLine, ...]:
    """Give the late entries of acts after which somebody was counted in another unit, or nowhere.

    A correction that enters the same again with other words is none.
    """
    acts: dict[tuple[str, int], list[BesideLine]] = {}
    for row in rows:
        acts.setdefault((row.request_id, row.person), []).append(_line(row, check, unit_of))
    return tuple(
        line
        for lines in acts.values()
        if lines[0].left_unit != lines[-1].into_unit
        for line in lines
        if line.left_unit != line.into_unit
    )


def _line(row: MoveRow, check: RollCheck, unit_of: UnitsOf) -> BesideLine:
    return BesideLine(
        row.number,
        row.last_name,
        row.first_name,
        row.entry,
        move_in_words(row),
        place_in_words(row.from_kind, row.from_place),
        place_in_words(row.to_kind, row.to_place),
        unit_at(row.from_book, row.from_kind, row.from_place, check, unit_of),
        unit_at(row.to_book, row.to_kind, row.to_place, check, unit_of),
        row.occurred_at,
        row.recorded_at,
        row.officer,
    )


def move_in_words(row: MoveRow) -> str:
    """Say what a movement is."""
    verb = row.verb.replace("-", " ")
    return f"{verb} never happened" if row.kind == "annul" else verb


def place_in_words(kind: str, place: str) -> str:
    """Say where a movement led from or to."""
    return IN_HISTORY.get(kind, place) if kind not in INSIDE else place


def unit_at(book: int, kind: str, place: str, check: RollCheck, unit_of: UnitsOf) -> str:
    """Give the unit in which somebody is counted in a place, empty where they are not inside."""
    return unit_of(place) if book == check.establishment and kind in INSIDE else ""

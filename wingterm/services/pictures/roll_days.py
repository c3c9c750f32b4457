"""The roll as each of the last days began: counted from the stays, as `roll --as-of` does."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from db.engine import Reader, Store
from db.queries import over_days
from db.queries.past import as_believed
from db.queries.roll_places import prison_then
from wingterm.domain.places import INSIDE
from wingterm.domain.prison import Prison
from wingterm.domain.roll import NOBODY
from wingterm.domain.roll_records import RollRow
from wingterm.domain.times import local_date, midnight_of
from wingterm.errors import BadInput, NotFound
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.estates import estate_at

DAYS_MAX = 366
"""Most days that may be asked for at once."""


class DayRoll(NamedTuple):
    """The roll as a day began."""

    day: date
    population: int
    """Of a prison its unlock roll; of a wing those who were inside and held a bed there."""
    working: int
    """Working capacity at 00:00, and so the CNA and the signed capacity."""
    cna: int
    signed: int | None
    """Signed operational capacity of the prison; None before one was signed, and of a wing."""


class RollDays(NamedTuple):
    """The roll over some days, the newest first."""

    prison: Prison
    wing: str
    """Code of the wing; empty for the whole prison."""
    days: tuple[DayRoll, ...]
    named: tuple[str, ...]
    """Codes of the wings that may be asked for."""

    @property
    def lowest(self) -> int:
        """The fewest people of any of the days."""
        return min(day.population for day in self.days)

    @property
    def highest(self) -> int:
        """The most people of any of the days."""
        return max(day.population for day in self.days)


def roll_days(desk: Desk, prison: Prison, days: int, wing: str = "") -> RollDays:
    """Give the roll as each of the last days began, today included, as now known.

    Args:
        desk: who asks. Nobody is named.
        prison: whose roll.
        days: how many.
        wing: code of a wing; empty for the whole prison.

    Raises:
        BadInput: not 1 to `DAYS_MAX` days.
        NotFound: the prison has no such wing.
    """
    if not 1 <= days <= DAYS_MAX:
        raise BadInput(f"{days} days cannot be shown.", f"Give 1 to {DAYS_MAX}.", field="days")
    wing = wing.strip().upper()
    with desk.store.read() as reader:
        now = reader.now()
        authorise(officer_at(desk, reader, now), "read")
        today = local_date(now, prison.timezone)
        dates = [today - timedelta(days=back) for back in range(days - 1, -1, -1)]
        midnights = [midnight_of(day, prison.timezone) for day in dates]
        counted = _counted(reader, prison, midnights, wing)
        holds = _capacities(desk.store, reader, prison, midnights)
    found = [
        _day(day, count, held, wing) for day, count, held in zip(dates, counted, holds, strict=True)
    ]
    named = tuple(row.code for row in holds[-1].wings)
    if wing and wing not in named:
        raise NotFound(
            f"{prison.code} has no wing {wing}.", f"Its wings: {', '.join(named) or 'none yet'}."
        )
    return RollDays(prison, wing, tuple(reversed(found)), named)


class _Holds(NamedTuple):
    """What a prison holds at a midnight."""

    wings: tuple[RollRow, ...]
    totals: RollRow
    signed: int | None


def _day(day: date, count: int, held: _Holds, wing: str) -> DayRoll:
    own = next((row for row in held.wings if row.code == wing), None) if wing else held.totals
    if own is None:  # A wing that was not there yet.
        return DayRoll(day, count, 0, 0, None)
    return DayRoll(day, count, own.working, own.cna, None if wing else held.signed)


def _counted(reader: Reader, prison: Prison, midnights: Sequence[int], wing: str) -> list[int]:
    """Count who was inside just before each midnight: before anything that happened at 00:00."""
    begins = [midnight - 1 for midnight in midnights]
    changes = [0] * (len(begins) + 1)
    for kind, cell, from_at, to_at in over_days.stays(reader, prison.id, begins[0], begins[-1]):
        if kind in INSIDE and (not wing or f"{cell}-".startswith(f"{wing}-")):
            # A stay covers an instant from its beginning up to, not at, its end.
            changes[bisect_left(begins, from_at)] += 1
            changes[bisect_left(begins, to_at)] -= 1
    counted, inside = [], 0
    for change in changes[:-1]:
        inside += change
        counted.append(inside)
    return counted


def _capacities(
    store: Store, reader: Reader, prison: Prison, midnights: Sequence[int]
) -> list[_Holds]:
    """Give what the prison held at each midnight; read anew only where something changed."""
    changed = over_days.changes(reader, prison.id, midnights[0], midnights[-1])
    held: list[_Holds] = []
    for at, midnight in enumerate(midnights):
        since = midnights[at - 1] if at else midnight
        if held and not any(since < change <= midnight for change in changed):
            held.append(held[-1])
        else:
            held.append(_at(store, reader, prison, midnight))
    return held


def _at(store: Store, reader: Reader, prison: Prison, midnight: int) -> _Holds:
    moment = as_believed(midnight, None)
    then = prison_then(reader, prison.id, moment)
    estate = estate_at(store, reader, prison.id, moment, then.settings)
    _, rows, totals = estate.roll(NOBODY)
    return _Holds(tuple(row for row in rows if row.level == 0), totals, then.signed)

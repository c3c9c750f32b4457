"""The roll checks of the demo's last days: what is settled for them, and which go otherwise."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from db.engine import Store
from wingterm.domain import requests as asked
from wingterm.domain.checks.kinds import CheckKind
from wingterm.domain.requests import Request
from wingterm.domain.times import local_date, to_instant, to_local
from wingterm.services.demo.as_it_happens import AsItHappens
from wingterm.services.demo.counting import GOVERNOR, PLAIN, Counting, Tale
from wingterm.services.demo.terms import HOUR, MAIN, MINUTE, TIMEZONE, rows
from wingterm.services.demo.world import Slip, World, of_main

LAST_DAYS = 14
"""Days back for which the roll was checked."""

KINDS: tuple[tuple[CheckKind, str, int], ...] = (
    (CheckKind.UNLOCK, "07:45", LAST_DAYS),
    (CheckKind.LOCK_UP, "17:45", LAST_DAYS),
    (CheckKind.MIDDAY, "12:15", 7),
    (CheckKind.RETURN, "16:15", 5),
    (CheckKind.NIGHT, "02:00", 2),
)
"""Each kind with its usual time, and since how many days ago it is due."""

SETTLED = 6 * HOUR
"""Time of day at which a kind is settled; the first one is due after it."""

HALF = 25 * MINUTE
"""How long ago the check was opened that is still open."""

TOLD = 50 * MINUTE
"""How long ago a check was due that is surely over by then."""

SOON = 10 * MINUTE
"""How long before its time the check that is still open was opened for it."""

TALES: dict[tuple[int, CheckKind], Tale] = {
    (13, CheckKind.LOCK_UP): Tale(wrong=(("B", -1),)),
    (12, CheckKind.UNLOCK): Tale(no_response=("A", "")),
    (11, CheckKind.LOCK_UP): Tale(paper=40),
    (10, CheckKind.LOCK_UP): Tale(wrong=(("D", -1),), search="D"),
    (9, CheckKind.UNLOCK): Tale(wrong=(("E", 1), ("F", -1))),
    (8, CheckKind.LOCK_UP): Tale(wrong=(("C", -2),), twice=True),
    (4, CheckKind.MIDDAY): Tale(ends="abandoned"),
    (3, CheckKind.RETURN): Tale(wrong=(("KITCHEN", -1),)),
    (2, CheckKind.LOCK_UP): Tale(wrong=(("A", 1),)),
}
"""By days back: which checks go otherwise than that every unit agrees at the first count."""

CLINIC = (6, CheckKind.MIDDAY)
"""At which check somebody is at healthcare whose move there is entered late."""
MISSED = (5, CheckKind.MIDDAY)
"""Which check nobody opened."""


class _Due(NamedTuple):
    at: int
    back: int
    """Days before the last day of the story; below 0 in the night after it."""
    kind: CheckKind


class Checks:
    """Tells the checks of the last days."""

    def __init__(self, world: World) -> None:
        """Take the world whose roll is checked."""
        self._world = world
        self._begins = max(1, world.days - LAST_DAYS)
        self._unmoved: dict[tuple[int, str], tuple[str, str]] = {}
        """By day and wing: number and cell of somebody who stays there."""
        self._settled = 0

    @property
    def begins(self) -> int:
        """The first day on which the roll is checked."""
        return self._begins

    def note(self) -> None:
        """Remember of each wing somebody of whom nothing was written on this day."""
        world = self._world
        for person in world.held[MAIN]:
            if of_main(person) and person.cell is not None and person.busy < world.day:
                self._unmoved[world.day, person.cell.wing] = (person.number, person.cell.code)

    def tell(self, days: AsItHappens, store: Store, seed: int) -> None:
        """Enter what was kept of the last days, and check the roll between.

        Args:
            days: what is entered.
            store: where.
            seed: of chance.
        """
        counting = Counting(days, store, seed)
        opened = self._world.last - HALF
        kind = _kind_at(opened)
        for due in self._dues():
            if due.at > self._world.last - TOLD:
                kind = due.kind if due.at <= self._world.last + SOON else kind
                break
            self._settle(days, due.at)
            self._one(counting, days, due)
        self._settle(days, opened)
        counting.half(kind, opened, _orderly(opened))
        days.rest()

    # --- what is settled

    def _settle(self, days: AsItHappens, until: int) -> None:
        """Appoint who counts, and settle what is counted, on the day on which it begins."""
        for instant in sorted({self._first(since) for _, _, since in KINDS}):
            if self._settled < instant <= until:
                days.until(instant)
                if not self._settled:
                    days.book.write_now(instant, *_officers())
                    days.book.write_now(instant, *_units())
                begun = [(kind, times) for kind, times, s in KINDS if self._first(s) == instant]
                for nth, (kind, times) in enumerate(begun, start=1):
                    # All kinds are one fact: each is said from a time of its own.
                    request = asked.SetCheckKind(prison=MAIN, kind=kind, times=times)
                    days.book.write_now(instant + nth * MINUTE, request, account=GOVERNOR)
                self._settled = instant

    def _first(self, since: int) -> int:
        """Give the instant from which a kind is due since some days ago."""
        return self._world.midnights[max(self._begins, self._world.days - since)] + SETTLED

    # --- what is due

    def _dues(self) -> Iterator[_Due]:
        """Give every time at which a check is due from the first day on, in order."""
        world = self._world
        zone = ZoneInfo(TIMEZONE)
        found = []
        day = local_date(world.midnights[self._begins], TIMEZONE)
        last = local_date(world.midnights[-1], TIMEZONE)
        while day <= last + timedelta(days=1):
            back = (last - day).days
            for kind, times, since in KINDS:
                at = to_instant(datetime.combine(day, time.fromisoformat(times), zone))
                if at >= self._first(since):
                    found.append(_Due(at, back, kind))
            day += timedelta(days=1)
        yield from sorted(found)

    # --- what is told

    def _one(self, counting: Counting, days: AsItHappens, due: _Due) -> None:
        """Tell a check that was due."""
        if (due.back, due.kind) == MISSED:
            return
        instant = due.at + counting.chance.randint(0, 3) * MINUTE
        by, tale = _orderly(instant), self._tale(due)
        after = counting.check(due.kind, instant, by, tale)
        if tale.ends == "abandoned":
            counting.abandon(by, "Fire alarm on B wing: everybody to the yards.")
            counting.check(CheckKind.STAND_FAST, after + 20 * MINUTE, by)
        for slip in tale.slips:
            _entered_late(days, slip, after)

    def _tale(self, due: _Due) -> Tale:
        """Give how a check goes, with the people in it."""
        tale = TALES.get((due.back, due.kind), PLAIN)
        day = self._world.days - due.back
        if tale.no_response[0]:
            wing = tale.no_response[0]
            return replace(tale, no_response=(wing, self._of(day, wing)[0]))
        if tale.search:
            return replace(tale, search=self._of(day, tale.search)[0])
        found = (self._of(day, wing) for wing in "CBDAEF")
        person, cell = next((one for one in found if one[0]), ("", ""))
        if (due.back, due.kind) == CLINIC and person:
            since = due.at - 20 * MINUTE
            why = "Sent to the clinic before the check; the move was not entered."
            return Tale(slips=(Slip(person, since, cell, "HEALTHCARE", why),))
        return tale

    def _of(self, day: int, wing: str) -> tuple[str, str]:
        """Give number and cell of somebody of a wing who stays there on a day."""
        return self._unmoved.get((day, wing), ("", ""))


def _entered_late(days: AsItHappens, slip: Slip, declared: int) -> None:
    """Enter after the declaration where somebody was, and that they came back."""
    late, back = declared + 5 * MINUTE, declared + 45 * MINUTE
    requests: tuple[tuple[int, Request], ...] = (
        (late, asked.Elsewhere(prison=MAIN, person=slip.person, at=slip.at, to=slip.really)),
        (back, asked.Back(prison=MAIN, person=slip.person, at=back - MINUTE)),
    )
    for instant, request in requests:
        days.until(instant)
        days.book.write_now(instant, request)


def _officers() -> list[Request]:
    return [
        asked.AppointOfficer(
            prison=MAIN, account=row["account"], name=row["name"], role=row["role"]
        )
        for row in rows("officers.csv")
    ]


def _units() -> list[Request]:
    units = tuple((row["unit"], row["name"], row["places"]) for row in rows("units.csv"))
    return [
        asked.SetCheckUnits(prison=MAIN, units=units),
        asked.SetPrison(prison=MAIN, values=(("recount_by_another", "yes"),)),
    ]


def _hour(instant: int) -> int:
    return to_local(instant, TIMEZONE).hour


def _orderly(instant: int) -> str:
    """Give the account of who has the check at an instant: the day's or the night's officer."""
    return "demo.nwosu" if 7 <= _hour(instant) < 21 else "demo.pryce"


def _kind_at(instant: int) -> CheckKind:
    """Give the kind of a check that is opened at no fixed time."""
    return CheckKind.STAND_FAST if 6 <= _hour(instant) < 21 else CheckKind.NIGHT

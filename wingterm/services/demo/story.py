"""The story of the demo, day by day from the first to this one."""

from collections.abc import Callable

from wingterm.clock import FixedClock
from wingterm.domain import requests as asked
from wingterm.services.demo import (
    daily,
    mistakes,
    opening_day,
    particulars,
    places,
    rare,
    regime,
    today,
)
from wingterm.services.demo.as_it_happens import AsItHappens
from wingterm.services.demo.book import Book
from wingterm.services.demo.checks import Checks
from wingterm.services.demo.terms import DAY, HOUR, MAIN, MINUTE, OTHER, THIRD
from wingterm.services.demo.world import World, days_before
from wingterm.services.desk import Desk

AFTERNOON = 11 * HOUR
"""From this time of day on, today has had an ordinary morning before its last hours."""

WITHDRAWN = 620
"""Day on which something is said of the wrong person."""


def first_instant(now: int, days: int) -> int:
    """Give when a story of some days begins that ends at an instant."""
    return days_before(today.begins(now), days)[0] + 5 * HOUR


class Story:
    """Tells three years of three prisons to the register."""

    def __init__(
        self,
        desk: Desk,
        clock: FixedClock,
        now: int,
        days: int,
        seed: int,
        progress: Callable[[int, int], None],
    ) -> None:
        """Take up the story.

        Args:
            desk: where it is written.
            clock: the desk's clock, which walks.
            now: when the story ends.
            days: how many days it has before the last one.
            seed: of chance.
            progress: told how many days of how many are written.
        """
        self._account = desk.account
        self._store = desk.store
        self._seed = seed
        self._now = now
        self._progress = progress
        midnights = days_before(today.begins(now), days)
        self._book = Book(desk, clock)
        self._world = World(self._book, midnights, now, seed)
        self._checks = Checks(self._world)

    def tell(self) -> None:
        """Write everything."""
        world = self._world
        world.held = {MAIN: [], OTHER: [], THIRD: []}
        begun = world.midnights[0] + 5 * HOUR
        places.open_prisons(world, begun - opening_day.YEARS_BACK * 366 * DAY, begun)
        world.book.write_now(begun, asked.AppointOfficer(
            prison=MAIN, account=self._account, name=self._account, role="administrator"
        ))  # fmt: skip
        opening_day.take_over(world, begun + HOUR)
        for day in range(1, world.days):
            world.day = day
            if day == self._checks.begins:
                self._book.keep()
            self._progress(day, world.days)
            self._whole_day()
        self._today()
        days = AsItHappens(self._book, self._book.kept(), world.slips)
        self._checks.tell(days, self._store, self._seed)
        self._progress(world.days, world.days)

    def _whole_day(self) -> None:
        world = self._world
        self._ordinary()
        world.book.write(_evening(world))
        if world.day == WITHDRAWN:
            mistakes.withdrawn_fact(world, _evening(world) + MINUTE)

    def _ordinary(self) -> None:
        """Let a day pass: those who leave first, then who comes, moves and goes out."""
        world = self._world
        world.estate.next_day()
        places.bring_back(world)
        places.changes(world)
        for prison in (MAIN, OTHER, THIRD):
            daily.departures(world, prison)
        daily.returns(world)
        daily.courts(world)
        daily.absences(world)
        daily.hospital(world)
        rare.events(world)
        daily.transfers(world)
        daily.unhoused(world)
        daily.cell_moves(world)
        daily.segregation(world)
        daily.swaps(world)
        mistakes.happen(world)
        particulars.reviews(world)
        for prison in (MAIN, OTHER, THIRD):
            daily.arrivals(world, prison)
        if world.day >= world.days - regime.LAST_DAYS:
            regime.a_day(world)
        if world.day == world.days - 1:
            today.overdue(world)
        if world.day >= self._checks.begins:
            self._checks.note()

    def _today(self) -> None:
        world = self._world
        world.day = world.days
        until = today.begins(self._now)
        if until - world.midnights[world.day] >= AFTERNOON:
            self._ordinary()
            world.book.squeeze(world.midnights[world.day] + 7 * HOUR, 15 * HOUR, until)
            world.book.write(until)
        else:
            world.estate.next_day()
        today.morning(world)
        world.book.write(self._now - HOUR)
        today.last_hour(world)
        world.book.write(self._now - MINUTE)


def _evening(world: World) -> int:
    """Give when a day is written: before the next one begins, however long it is."""
    return min(world.midnights[world.day] + 47 * HOUR // 2, world.midnights[world.day + 1] - MINUTE)

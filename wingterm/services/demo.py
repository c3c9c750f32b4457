"""The demo: an invented prison with ten days behind it, made through the real verbs.

The same for everybody who starts it at the same instant; the past is made with a clock that walks.
"""

import csv
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from importlib import resources
from pathlib import Path

from db.engine import open_store
from wingterm.clock import Clock, CountedIds, FixedClock, random_ids, system_clock
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Receipt, Warned
from wingterm.domain.times import local_date, midnight_before
from wingterm.errors import BadInput, Conflict, NotFound, RuleBroken, StoreUnsafe
from wingterm.services.act import carry_out
from wingterm.services.aside import aside
from wingterm.services.desk import Desk, os_account
from wingterm.services.opening import default_prison, desk_at
from wingterm.services.people_file import read_people
from wingterm.services.places import cells
from wingterm.services.places_file import read_places
from wingterm.services.lists import people_behind
from wingterm.services.setup import start_register
from wingterm.settings import Settings

MAIN, OTHER = "DMO", "DMX"
DAYS = 10
HOUR = 3_600_000_000
SEED = 1807
MARK = "demo"
"""What request ids of a demo begin with."""
FIRST_REQUEST = f"{MARK}-000001"
"""Only a demo register holds it."""
OVER_CNA = (Acknowledgement("over-cna", "no single cell is free"),)


def open_demo(settings: Settings, *, reset: bool = False, clock: Clock = system_clock) -> Desk:
    """Open the demo register, and make it first where there is none.

    Args:
        settings: those of the demo, not of the user's own register.
        reset: make it anew.
        clock: the machine's clock; the past is counted back from it.

    Raises:
        StoreUnsafe: what lies there is not a demo; it is left as it is.
        BadInput: it is to be made on a server.
    """
    if settings.on_server:
        raise BadInput("The demo is kept in a file.", "Name a path.", field="store")
    if reset:
        _remove(settings)
    try:
        return _demo_desk(settings)
    except NotFound:
        # Another process that made it meanwhile made the same.
        with suppress(Conflict):
            build_demo(settings, clock)
        return _demo_desk(settings)


def build_demo(settings: Settings, clock: Clock) -> None:
    """Make the demo register aside, then put it in its place."""
    now = clock()
    walking = FixedClock(midnight_before(now, "Europe/London") - DAYS * 24 * HOUR + 7 * HOUR)
    account = os_account()
    with aside(settings) as made:
        desk = start_register(made.settings, walking, CountedIds(MARK), account, account)
        try:
            _Story(desk, walking, now).tell()
        finally:
            desk.store.close()
        made.publish()


def _demo_desk(settings: Settings) -> Desk:
    """Open a demo register; nobody's own register is ever taken for one."""
    store = open_store(settings.store)
    with store.read() as reader:
        known = reader.one("SELECT 1 FROM request WHERE id = ?", (FIRST_REQUEST,))
    if known is None:
        store.close()
        raise StoreUnsafe(
            f"{settings.store} is not a demo register; it is left as it is.",
            "Open it with `wingterm --store`, or name another path for the demo.",
        )
    return desk_at(store, settings, "cli", random_ids)


def _remove(settings: Settings) -> None:
    """Remove a demo register; in the demo's own place also one that cannot be opened."""
    if settings.store != settings.demo().store:
        try:
            _demo_desk(settings).store.close()
        except NotFound:
            return
    for part in ("", "-wal", "-shm", "-journal"):
        Path(f"{settings.store}{part}").unlink(missing_ok=True)


class _Story:
    """Ten days of a prison: people come, move, work, leave, and mistakes are put right."""

    def __init__(self, desk: Desk, clock: FixedClock, now: int) -> None:
        self.desk = desk
        self.clock = clock
        self.now = now
        self.chance = random.Random(SEED)  # a story, not a secret
        today = local_date(now, "Europe/London")
        self.people = read_people(_text("people.csv"), MAIN, "people.csv", today).people

    def tell(self) -> None:
        self.prisons()
        self.first_people(self.people[:52])
        self.days(self.people[52:])
        self.today()

    def do(self, *requests: asked.Request) -> Receipt:
        """Carry out an act that must succeed; overcrowding is acknowledged as an officer would."""
        outcome = carry_out(self.desk, requests)
        if not isinstance(outcome, Receipt):
            raise RuleBroken(f"The demo's story is refused: {outcome}")
        return outcome

    def prisons(self) -> None:
        prisons = _rows("prisons.csv")
        self.do(*(
            asked.OpenPrison(prison="REG", code=p["code"], name=p["name"], timezone=p["timezone"])
            for p in prisons
        ))  # fmt: skip
        for prison in prisons:
            lines = (r for r in _rows("places.csv") if r["prison"] == prison["code"])
            text = "\n".join(",".join([*r.values()][1:]) for r in lines)
            header = "code,kind,name,cna,working,maximum\n"
            self.do(*read_places(header + text, prison["code"], "places.csv").places)
        account, home = self.desk.account, MAIN
        self.do(asked.AppointOfficer(
            prison=home, account=account, name=account, role="administrator"
        ))  # fmt: skip

    def register(self, people: Sequence[asked.Register], prison: str) -> list[str]:
        done = self.do(*(replace(person, prison=prison) for person in people))
        return [line.person for line in done.lines]

    def free_cell(self, prison: str = MAIN) -> str:
        """Give a cell with room: a single or a shared one, as it comes."""
        home = default_prison(self.desk, prison)
        return self.chance.choice(cells(self.desk, home, with_room=True)).code

    def first_people(self, people: Sequence[asked.Register]) -> None:
        """Fill both prisons on the first morning, each entered at its end as one act."""
        for prison, group in ((MAIN, people[:42]), (OTHER, people[42:])):
            numbers = self.register(group, prison)
            # What was recorded while the clock stood still is a little later than it.
            self.clock.advance(HOUR // 20)
            start = self.clock()
            room = {c.code: c.room for c in cells(self.desk, default_prison(self.desk, prison))}
            received = []
            for nth, number in enumerate(numbers, start=1):
                cell = self.chance.choice([code for code, left in room.items() if left])
                room[cell] -= 1
                received.append(asked.Receive(
                    prison=prison, person=number, cell=cell, at=start + nth * HOUR // 20,
                    acknowledged=OVER_CNA, authority="Leeds Crown Court",
                ))  # fmt: skip
            self.clock.advance(len(numbers) * HOUR // 20)
            self.do(*received)

    def days(self, people: Sequence[asked.Register]) -> None:
        """Each day: work and back, somebody comes, somebody leaves, two swap, a mistake."""
        coming = iter(people)
        for day in range(1, DAYS):
            start = midnight_before(self.clock() + 24 * HOUR, "Europe/London")
            self.clock.instant = start + 8 * HOUR
            workers = self.held()[day::4]
            self.all_to(workers, ("WORKSHOP-1", "WORKSHOP-2", "KITCHEN", "EDUCATION")[day % 4])
            self.clock.advance(2 * HOUR)
            new = next(coming, None)
            if new:
                (number,) = self.register([new], MAIN)
                self.do(
                    asked.Receive(
                        prison=MAIN, person=number, reason="N", authority="Leeds Crown Court"
                    )
                )
                self.clock.advance(HOUR)
                self.settle(number)
            self.clock.advance(HOUR)
            self.do(*(asked.Back(prison=MAIN, person=n) for n in workers))
            self.one_event(day)

    def one_event(self, day: int) -> None:
        """Let one thing happen that is not of every day."""
        held = self.held()
        who = held[day * 5 % len(held)]
        self.clock.advance(HOUR)
        if day % 3 == 0:
            self.do(asked.Release(prison=MAIN, person=who, reason="CR"))
        elif day % 3 == 1:
            self.do(asked.TransferOut(prison=MAIN, person=who, to=OTHER, reason="NOTR"))
            self.clock.advance(2 * HOUR)
            self.do(asked.Arrive(prison=OTHER, person=who))
        else:
            cell = self.free_cell()
            outcome = carry_out(self.desk, [asked.Move(prison=MAIN, person=who, to=cell)])
            if isinstance(outcome, Receipt) and outcome.changed:
                self.clock.advance(HOUR // 4)
                why = "typed for the wrong person"
                self.do(asked.Correct(prison=MAIN, person=who, why=why))

    def settle(self, number: str) -> None:
        """Give somebody in reception a cell."""
        move = asked.Move(prison=MAIN, person=number, to=self.free_cell(), reason="RAIM")
        outcome = carry_out(self.desk, [move])
        if isinstance(outcome, Warned):
            self.do(asked.Move(
                prison=MAIN, person=number, to=move.to, reason="RAIM", acknowledged=OVER_CNA
            ))  # fmt: skip

    def today(self) -> None:
        """Leave today as an officer finds it: some at work, new arrivals, a coach on the way."""
        self.clock.instant = max(self.clock(), self.now - 3 * HOUR)
        held = self.held()
        swap = asked.Swap(prison=MAIN, person=held[2], other=held[9], comment="asked for by both")
        carry_out(self.desk, [swap])
        self.clock.advance(HOUR // 2)
        self.do(*(asked.TransferOut(prison=OTHER, person=n, to=MAIN) for n in self.held(OTHER)[:3]))
        for number in self.register(self.people[-4:], MAIN):
            self.clock.advance(HOUR // 12)
            self.do(
                asked.Receive(prison=MAIN, person=number, reason="N", authority="Leeds Crown Court")
            )
        self.all_to(held[3:20:3], "WORKSHOP-1")
        self.all_to(held[4:14:5], "VISITS")

    def held(self, prison: str = MAIN) -> list[str]:
        """Give who is in a cell of a prison, by name."""
        people = people_behind(self.desk, default_prison(self.desk, prison), "in-cell")
        return [person.number for person in people]

    def all_to(self, numbers: Sequence[str], area: str) -> None:
        self.do(*(asked.Elsewhere(prison=MAIN, person=n, to=area) for n in numbers))


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(name).splitlines()))


def _text(name: str) -> str:
    return (resources.files("fixtures") / "demo" / name).read_text(encoding="utf-8")

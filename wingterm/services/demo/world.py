"""The story's own picture of who is where, and the movements that change it and the book alike."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from wingterm.domain import requests as asked
from wingterm.domain.people import issued_number
from wingterm.domain.times import local_date, midnight_before
from wingterm.services.demo.book import Book
from wingterm.services.demo.estate import Estate
from wingterm.services.demo.names import Names
from wingterm.services.demo.people import OUT, Cell, Inmate, State, draw
from wingterm.services.demo.terms import DAY, HOUR, LEAVING, MAIN, SHARING, TIMEZONE

TRIES = 40
"""How often chance looks for somebody before they are looked for in order."""


class Slip(NamedTuple):
    """That somebody is not where the register has them, until that is put right."""

    person: str
    """Prison number."""
    at: int
    """From when on."""
    entered: str
    """Code of the place where the register has them; empty for nowhere inside."""
    really: str
    """Code of the place where they are; empty for nowhere inside."""
    why: str
    """What an officer says of it who counts them."""


class World:
    """People, cells, days and chance."""

    def __init__(self, book: Book, midnights: list[int], last: int, seed: int) -> None:
        """Begin with nobody.

        Args:
            book: where everything is written.
            midnights: the instant at which each day begins.
            last: the last instant of the story.
            seed: of chance.
        """
        self.book = book
        self.chance = random.Random(seed)  # a story, not a secret
        self.names = Names(self.chance)
        self.estate = Estate(self.chance)
        self.midnights = midnights
        self.last = last
        self.day = 0
        self.days = len(midnights) - 1
        """Number of the last day."""
        self.people: list[Inmate] = []
        self.held: dict[str, list[Inmate]] = {}
        """In a prison's books, by its code, in the order in which they came."""
        self.released: list[Inmate] = []
        """Who was released from the main prison."""
        self.at_large: list[Inmate] = []
        self._away: list[Inmate] = []
        """Who went out and may still be."""
        self.broken: list[tuple[int, Cell]] = []
        """Cells out of use, and the day on which they come back."""
        self.slips: list[Slip] = []
        self._issued = 0
        self._entered = 0

    # --- time and chance

    def at(self, early: float, late: float) -> int:
        """Give a time of today between two hours, to the minute."""
        minutes = self.chance.randrange(int(early * 60), int(late * 60))
        return self.midnights[self.day] + minutes * (HOUR // 60)

    def date(self, days: int = 0) -> date:
        """Give today's date, or that of some days on."""
        return local_date(self.midnights[self.day] + 12 * HOUR, TIMEZONE) + timedelta(days=days)

    def weekday(self) -> int:
        """Give today's day of the week; 0 is Monday."""
        return self.date().weekday()

    def often(self, per_day: float) -> Iterator[int]:
        """Give as many turns as something happens today, `per_day` on average."""
        yield from range(int(per_day) + (self.chance.random() < per_day % 1))

    def somebody(self, prison: str, fits: Callable[[Inmate], bool]) -> Inmate | None:
        """Give somebody of a prison of whom nothing was written today."""
        held = self.held[prison]
        for _ in range(TRIES if held else 0):
            person = self.chance.choice(held)
            if person.busy < self.day and fits(person):
                return person
        return next((p for p in held if p.busy < self.day and fits(p)), None)

    # --- people

    def out(self, state: State) -> list[Inmate]:
        """Give who of the main prison is out in a way, in the order in which they came."""
        self._away = [person for person in self._away if person.state in OUT]
        found = [p for p in self._away if p.state is state and p.prison == MAIN]
        return sorted(found, key=lambda person: person.turn)

    def _out(self, person: Inmate, state: State) -> None:
        person.state, person.busy = state, self.day
        if person not in self._away:
            self._away.append(person)

    def issue(self) -> int:
        """Give which prison number is issued next."""
        self._issued += 1
        return self._issued

    def new_person(self, at: int, prison: str) -> Inmate:
        """Make a record for somebody who has none."""
        last_name, first_name = self.names.name()
        born = self.names.born(local_date(at, TIMEZONE))
        person = Inmate(issued_number(self.issue()), last_name, first_name, born)
        self.people.append(person)
        self.book.add(asked.Register(
            prison=prison, at=at, last_name=last_name, first_name=first_name,
            date_of_birth=born.isoformat(), sex="M",
        ))  # fmt: skip
        return person

    def received(self, person: Inmate, prison: str, day: int) -> None:
        """Take somebody into the picture as held from a day on."""
        draw(self.chance, person, day)
        self.enter(person, prison)

    def enter(self, person: Inmate, prison: str) -> None:
        """Take somebody into the picture of a prison, in reception."""
        if person.prison and person in self.held.get(person.prison, []):
            self.held[person.prison].remove(person)
        person.prison, person.state = prison, State.RECEPTION
        person.busy = self.day
        self._entered += 1
        person.turn = self._entered
        self.held[prison].append(person)

    def gone(self, person: Inmate, state: State) -> None:
        """Take somebody out of the picture of their prison; their bed is free."""
        self.estate.take(person, None)
        self.held[person.prison].remove(person)
        person.state, person.busy = state, self.day

    def give_bed(self, person: Inmate, cell: Cell | None) -> None:
        """Put somebody in a bed of a cell."""
        self.estate.take(person, cell)
        person.state = State.IN if cell else State.RECEPTION

    # --- movements

    def locate(self, person: Inmate, at: int, wing: str = "", reason: str = "RAIM") -> None:
        """Give somebody who is inside a cell; without one free they stay where they are."""
        cell = self.estate.choose(person, self.day, wing)
        if cell is None or cell is person.cell:
            return
        self.give_bed(person, cell)
        person.busy = self.day
        self.book.add(asked.Move(
            prison=person.prison, person=person.number, at=at, to=cell.code, reason=reason,
            acknowledged=SHARING,
        ))  # fmt: skip

    def release(
        self, person: Inmate, at: int, reason: str = "CR", *, out: bool = False, to: str = ""
    ) -> None:
        """Let somebody go, from inside or where they are out."""
        self.book.add(asked.Release(
            prison=person.prison, person=person.number, at=at, reason=reason, destination=to,
            without_return=out, acknowledged=LEAVING,
        ))  # fmt: skip
        if person.prison == MAIN:
            self.released.append(person)
        self.gone(person, State.OUTSIDE)

    def court(self, person: Inmate, at: int, court: str, reason: str) -> None:
        """Take somebody to court."""
        self.book.add(asked.CourtOut(
            prison=person.prison, person=person.number, at=at, destination=court, reason=reason,
            escort="GEOAME", due_back=at + 10 * HOUR,
        ))  # fmt: skip
        self._out(person, State.COURT)

    def absence(self, person: Inmate, at: int, reason: str, to: str, until: int) -> None:
        """Let somebody out on temporary absence."""
        self.book.add(asked.AbsenceOut(
            prison=person.prison, person=person.number, at=at, destination=to, reason=reason,
            due_back=until, escort="U",
        ))  # fmt: skip
        self._out(person, State.ABSENCE)

    def hospital(self, person: Inmate, at: int, *, inpatient: bool, keep_bed: bool = True) -> None:
        """Take somebody to hospital, watched."""
        officers = f"{self.names.officer()}, {self.names.officer()}"
        self.book.add(asked.HospitalOut(
            prison=person.prison, person=person.number, at=at, destination="General hospital",
            reason="C6" if inpatient else "C5", escort="L", officers=officers, keep_bed=keep_bed,
            due_back=None if inpatient else at + 5 * HOUR,
        ))  # fmt: skip
        self._out(person, State.HOSPITAL)
        if not keep_bed:
            self.estate.take(person, None)

    def back(self, person: Inmate, at: int) -> None:
        """Bring somebody back from out, to their bed or to reception."""
        self.book.add(asked.Back(prison=person.prison, person=person.number, at=at))
        person.state = State.IN if person.cell else State.RECEPTION
        person.busy = self.day

    def transfer(self, person: Inmate, at: int, to: str, **more: str) -> None:
        """Send somebody to another prison."""
        self.book.add(asked.TransferOut(
            prison=person.prison, person=person.number, at=at, to=to, escort="GEOAME",
            acknowledged=LEAVING, **more,
        ))  # fmt: skip
        self.gone(person, State.ON_THE_WAY if to in self.held else State.OUTSIDE)

    def arrive(self, person: Inmate, at: int, prison: str) -> None:
        """Take in somebody who is on the way."""
        self.book.add(asked.Arrive(prison=prison, person=person.number, at=at))
        self.enter(person, prison)


def days_before(now: int, days: int) -> list[int]:
    """Give the midnights of some days up to and with that of an instant."""
    midnights = [midnight_before(now, TIMEZONE)]
    while len(midnights) <= days:
        # Noon of the day before, whatever its length.
        midnights.append(midnight_before(midnights[-1] - DAY // 2, TIMEZONE))
    return midnights[::-1]


def of_main(person: Inmate) -> bool:
    """Whether somebody is in a cell of the main prison."""
    return person.prison == MAIN and person.state is State.IN

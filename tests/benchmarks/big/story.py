"""Who came into custody, moved about, went to court, was transferred and released, over 31 years.

People come at an even pace. Whoever has the least left to serve goes whenever there are more than
there should be, so that as many as asked for are in custody at the end. All that is random comes of
the seed.
"""

import heapq
import random
from collections import deque
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tests.benchmarks.big.books import Books, Held
from tests.benchmarks.big.estate import BuiltPrison
from tests.benchmarks.big.names import drawn, first_names, surnames
from wingterm.domain.people import issued_number
from wingterm.domain.standing import NO_BED, OUTSIDE_PLACE, REGISTER_ESTABLISHMENT
from wingterm.domain.text import search_name

SECOND = 1_000_000
DAY = 86_400 * SECOND

START = 788_918_400 * SECOND
"""1995-01-01 00:00 UTC; the prisons are there a little before."""
END = 1_772_452_800 * SECOND
"""2026-03-02 12:00 UTC: the last act comes before it."""

COURTS = tuple(f"{town} Crown Court" for town in (
    "Alder", "Brack", "Cray", "Dorn", "Esk", "Fenton", "Gale", "Hale", "Irwell", "Kyme",
))  # fmt: skip
STATUSES = ("SENT03", "ADIMP_ORA20", "SENT", "TRL", "RX", "JR", "LR_ORA", "IPP", "MLP", "I71")
"""Imprisonment statuses of which some come up more than once in a register."""
CATEGORIES = "BCCCCCDU"
OFFENCES = ("Theft", "Robbery", "Burglary", "Assault", "Fraud", "Possession of drugs", "Arson")


class Shape(NamedTuple):
    """How large a register is to be."""

    custody: int
    prisons: int
    former: int
    entries: int
    """At least so many in all books; more where people and prisons alone make more."""
    seed: int = 1


class Story:
    """Tells the whole of it, once."""

    def __init__(self, books: Books, prisons: Sequence[BuiltPrison], shape: Shape) -> None:
        """Draw who comes and how long each is to stay."""
        self._books, self._prisons, self._shape = books, prisons, shape
        self._chance = chance = random.Random(f"story {shape.seed}")
        self._people = people = shape.custody + shape.former
        self._last = drawn(chance, surnames(shape.seed), people)
        self._first = drawn(chance, first_names(), people)
        self._ends = [at + shape.custody * chance.lognormvariate(-0.7, 1.2) for at in range(people)]
        self._staying = self._who_stays()
        self._by_beds = [at for at, prison in enumerate(prisons) for _ in prison.free]
        self._inside: list[Held] = []
        self._leaving: list[tuple[float, int, Held]] = []
        self._away: deque[Held] = deque()
        self._now = START
        acts = 4 * (3 + shape.entries // people)
        self._pace = max(1, (END - START) // people // acts)
        days = (date(1920, 1, 1) + timedelta(days=n) for n in range(40_000))
        self._days = [day.isoformat() for day in days]

    def _most(self, at: int) -> int:
        """Give how many may be in custody once the at-th has come."""
        return int(self._shape.custody * (0.9 + 0.1 * (at + 1) / self._people))

    def _who_stays(self) -> frozenset[int]:
        """Give who is in custody at the end; more is on record of them than of the others."""
        held: list[tuple[float, int]] = []
        for at, end in enumerate(self._ends):
            heapq.heappush(held, (end, at))
            if len(held) > self._most(at):
                heapq.heappop(held)
        return frozenset(at for _, at in held)

    def tell(self) -> None:
        """Tell it, and leave everybody where they are in the end."""
        books, people = self._books, self._people
        before, wanted = books.written, self._shape.entries - books.written
        for at in range(people):
            self._now = max(self._now, START + (END - START - DAY) * at // people)
            self._come(at)
            while len(self._inside) > self._most(at):
                self._release(heapq.heappop(self._leaving)[2])
            due = before + wanted * (at + 1) // people
            while books.written < due:
                self._something()
        for held in self._inside:
            books.leave(held)
        books.finish()

    def _tick(self) -> int:
        """Give the instant at which the next act is recorded."""
        self._now += 1 + int(self._chance.random() * self._pace)
        return self._now

    def _occurred(self, *after: int) -> int:
        """Give when something happened that is recorded now: mostly minutes, at times days, ago."""
        drawn_at = self._chance.random()
        if drawn_at < 0.9:
            late = int(drawn_at * 11 * 60 * SECOND)
        elif drawn_at < 0.99:
            late = int((drawn_at - 0.9) * 66 * 3600 * SECOND)
        else:
            late = int((drawn_at - 0.99) * 300 * DAY)
        return max(self._now - late, *after)

    def _come(self, at: int) -> None:
        """Register somebody and take them in, with what is on record of them from the first."""
        books, chance, now = self._books, self._chance, self._tick()
        home, cell, bed, free_from = self._free()
        prison = self._prisons[home]
        occurred = self._occurred(START, free_from)
        number, last, first = issued_number(at + 1), self._last[at], self._first[at]
        born = self._days[(now // DAY) + 18_262 - 6_574 - int(18_000 * chance.random() ** 2)]
        sex = "F" if chance.random() < 0.04 else "M"
        books.begin(now)
        books.person((at + 1, number, last, first, born, sex, search_name(last, first)))
        held = Held(at + 1, number, occurred)
        told = (
            f'{{"date_of_birth":"{born}","first_name":"{first}","last_name":"{last}",'
            f'"number":"{number}","sex":"{sex}"}}'
        )
        known = books.fact(prison.id, held.id, "identity", told, occurred, 1)
        entry = books.move(held, prison.id, "register", "", "{}", OUTSIDE_PLACE, NO_BED,
                           REGISTER_ESTABLISHMENT, occurred, 1, 2)  # fmt: skip
        books.line(
            "register", number, f"{known},{entry}", f"{number} {last}, {first} is registered."
        )
        court = COURTS[at % len(COURTS)]
        order = f'{{"authority":"{court}","reference":"T{at:08d}"}}'
        entry = books.move(held, prison.id, "receive", "ADM-N", order, cell, bed, prison.id,
                           occurred, 2)  # fmt: skip
        books.line("receive", number, entry, f"{number} {last}, {first} was received.")
        self._on_record(at, held, prison.id, occurred)
        books.end("several")
        held.prison, held.slot = home, len(self._inside)
        self._inside.append(held)
        heapq.heappush(self._leaving, (self._ends[at], at, held))

    def _on_record(self, at: int, held: Held, book: int, occurred: int) -> None:
        """Record what monthly tables ask for, of all who stay and of a tenth of the others."""
        chance = self._chance
        said: list[tuple[str, str]] = []
        if at in self._staying:
            offence = OFFENCES[int(chance.random() * len(OFFENCES))]
            years = 1 + int(24 * chance.random() ** 3)
            said = [
                (
                    "legal-status",
                    f'{{"status":"{STATUSES[int(chance.random() * len(STATUSES))]}"}}',
                ),
                ("category", f'{{"category":"{CATEGORIES[int(chance.random() * 8)]}"}}'),
                ("offence.1", f'{{"description":"{offence}","main":true}}'),
                (
                    "sentence.1",
                    f'{{"imposed":"{self._days[occurred // DAY + 18_262]}","years":{years}}}',
                ),
            ]
        elif chance.random() < 0.1:
            said = [("legal-status", '{"status":"SENT03"}')]
        if chance.random() < 0.02:
            last = self._last[int(chance.random() * self._people)]
            said.append(("alias.1", f'{{"first_name":"{self._first[at]}","last_name":"{last}"}}'))
            self._books.search_key("NAME", search_name(last, self._first[at]), held.id)
        for line, (kind, value) in enumerate(said, start=3):
            entry = self._books.fact(book, held.id, kind, value, occurred, line)
            self._books.line("record", held.number, entry, f"{held.number}: {kind}.")

    def _free(self, prison: int = -1) -> tuple[int, int, int, int]:
        """Take a bed, of any prison if none is said: prison, cell, bed, since when it is free."""
        chance = self._chance.random
        at = prison
        while at < 0 or not self._prisons[at].free:
            at = self._by_beds[int(chance() * len(self._by_beds))]
        free = self._prisons[at].free
        taken = int(chance() * len(free))
        free[taken], free[-1] = free[-1], free[taken]
        return (at, *free.pop())

    def _something(self) -> None:
        """Let somebody move, go away and come back, or be transferred."""
        held = self._inside[int(self._chance.random() * len(self._inside))]
        if held.away:
            self._bring_back(held)
            return
        drawn_kind = self._chance.random()
        if drawn_kind < 0.55:
            self._move(held)
        elif drawn_kind < 0.57:
            self._move_by_mistake(held)
        else:
            self._go(held, "way" if drawn_kind < 0.75 else "court" if drawn_kind < 0.9 else "area")
        if len(self._away) > len(self._inside) // 50:
            back = self._away.popleft()
            if back.away:
                self._bring_back(back)

    def _done(self, held: Held, verb: str, entry: str) -> None:
        """End an act about one person."""
        self._books.line(verb, held.number, entry, f"{held.number}: {verb}.")
        self._books.end(verb)

    def _give_up(self, held: Held, place: int, bed: int, until: int) -> None:
        """Let somebody's bed be free from when they left it."""
        if bed != NO_BED:
            self._prisons[held.prison].free.append((place, bed, until))

    def _move(self, held: Held) -> None:
        prison = self._prisons[held.prison]
        if not prison.free:
            return
        self._books.begin(self._tick())
        _, cell, bed, free_from = self._free(held.prison)
        left, occurred = (held.place, held.bed), self._occurred(held.since, free_from)
        entry = self._books.move(held, prison.id, "move", "CELL-GM", "{}", cell, bed, prison.id,
                                 occurred)  # fmt: skip
        self._give_up(held, *left, occurred)
        self._done(held, "move", entry)

    def _move_by_mistake(self, held: Held) -> None:
        prison = self._prisons[held.prison]
        if not prison.free:
            return
        self._books.begin(self._tick())
        _, cell, bed, free_from = self._free(held.prison)
        occurred = self._occurred(held.since, free_from)
        self._books.annulled(held, prison.id, "move", "CELL-GM", cell, bed, occurred, self._tick())
        prison.free.append((cell, bed, free_from))

    def _go(self, held: Held, where: str) -> None:
        """Send somebody to court or to work, where they keep their bed, or to another prison."""
        prison, books = self._prisons[held.prison], self._books
        books.begin(self._tick())
        occurred, left = self._occurred(held.since), (held.place, held.bed)
        if where == "way":
            to = self._by_beds[int(self._chance.random() * len(self._by_beds))]
            if to == held.prison:
                to = (to + 1) % len(self._prisons)
            there = self._prisons[to]
            verb, reason, detail = "transfer-out", "TRN-NOTR", f'{{"to":"{there.code}"}}'
            entry = books.move(held, prison.id, verb, reason, detail, there.en_route, NO_BED,
                               there.id, occurred)  # fmt: skip
            self._give_up(held, *left, occurred)
            held.prison = to
        elif where == "court":
            verb, reason, detail = "court-out", "CRT-CRT", f'{{"destination":"{COURTS[0]}"}}'
            entry = books.move(held, prison.id, verb, reason, detail, prison.court, held.bed,
                               prison.id, occurred)  # fmt: skip
        else:
            verb = "elsewhere"
            entry = books.move(held, prison.id, verb, "", "{}", prison.workshop, held.bed,
                               prison.id, occurred)  # fmt: skip
        self._done(held, verb, entry)
        held.away = where
        self._away.append(held)

    def _bring_back(self, held: Held) -> None:
        """Bring somebody back to their cell, or into a cell of the prison that they are sent to."""
        prison, books = self._prisons[held.prison], self._books
        if held.away == "way" and not prison.free:
            return
        books.begin(self._tick())
        if held.away == "way":
            _, cell, bed, free_from = self._free(held.prison)
            verb, reason = "arrive", "ADM-INT"
        else:
            bed, free_from = held.bed, held.since
            cell = prison.cell_of[bed]
            verb, reason = "back", "CRT-CRT" if held.away == "court" else ""
        occurred = self._occurred(held.since, free_from)
        entry = books.move(held, prison.id, verb, reason, "{}", cell, bed, prison.id, occurred)
        self._done(held, verb, entry)
        held.away = ""

    def _release(self, held: Held) -> None:
        """Release somebody; who is away is brought back first, and later where that cannot be."""
        if held.away:
            self._bring_back(held)
        if held.away:
            heapq.heappush(self._leaving, (self._ends[held.id - 1] + self._people, held.id, held))
            return
        prison, books = self._prisons[held.prison], self._books
        books.begin(self._tick())
        left, occurred = (held.place, held.bed), self._occurred(held.since)
        entry = books.move(held, prison.id, "release", "REL-CR", "{}", OUTSIDE_PLACE, NO_BED,
                           REGISTER_ESTABLISHMENT, occurred)  # fmt: skip
        self._give_up(held, *left, occurred)
        self._done(held, "release", entry)
        books.leave(held)
        last = self._inside.pop()
        if last is not held:
            self._inside[held.slot], last.slot = last, held.slot

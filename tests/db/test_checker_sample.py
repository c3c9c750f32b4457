"""A small register written by hand, row by row, for the tests of the checker.

Two prisons, five people, corrections, a swap, a transfer and withdrawn facts: every rule has something
to look at. `Author` keeps the books; nothing of the program is used.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from db.checker import check_store
from db.checker.chains import Books, check_chains, content_hash
from db.checker.facts import in_force, spans_of
from db.checker.records import (
    FAR,
    GENESIS,
    REGISTER,
    Bed,
    ChainRow,
    Counter,
    Entry,
    Establishment,
    Movement,
    Officer,
    Person,
    Place,
    RegisterInfo,
)
from db.checker.setup import (
    OUTSIDE_ROW,
    REGISTER_ROW,
    establishment_row,
    officer_row,
    person_row,
    place_row,
)
from db.checker.stays import rebuild
from db.checker.world import Site

START = 1_700_000_000_000_000
HOUR = 3_600_000_000
NORTH, SOUTH = 2, 3
OUTSIDE, RECP, EN_ROUTE, CELL_1, CELL_2, WORKSHOP = 1, 2, 3, 6, 7, 8
RECP_SOUTH, EN_ROUTE_SOUTH, CELL_SOUTH = 9, 10, 12


class RequestRow(NamedTuple):
    """A row of `request`."""

    id: str
    content_hash: str
    verb: str
    officer_id: int
    front_end: str
    recorded_at: int
    outcome: str


class Author:
    """Writes acts into the books and keeps the rows."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.requests: list[RequestRow] = []
        self.beds: list[Bed] = [Bed(0, 1, 0)]
        self.ends: dict[int, ChainRow] = {}
        self.lines: dict[int, list[Entry]] = {}
        self.stands: dict[int, list[Entry]] = {}
        self.codes = {1: "REG", NORTH: "NTH", SOUTH: "STH"}
        self.now = START
        self._first = 0

    def act(self, verb: str = "act") -> None:
        """Start a new act; everything until the next one is part of it."""
        self.now += HOUR
        self._close()
        number = len(self.requests) + 1
        self.requests.append(
            RequestRow(f"{number:036}", "0" * 64, verb, 1, "setup", self.now, "{}")
        )
        self._first = len(self.entries)

    def _close(self) -> None:
        if not self.requests:
            return
        names = [f"{self.codes[e.establishment_id]}-{e.seq}" for e in self.entries[self._first :]]
        outcome = json.dumps({"lines": [{"entries": names}], "recorded_at": 0})
        self.requests[-1] = self.requests[-1]._replace(outcome=outcome)

    def fact(
        self, book: int, about: str, subject: int, fact: str, at: int, /, **value: object
    ) -> int:
        """Say that something is so from an instant on; give the number of the entry."""
        detail = json.dumps(value, sort_keys=True, separators=(",", ":"))
        return self._append(
            book,
            "fact",
            fact,
            occurred_at=at,
            subject_kind=about,
            subject_id=subject,
            fact_kind=fact,
            detail=detail,
        ).seq

    def unfact(self, book: int, seq: int) -> None:
        """Say that a fact never was."""
        wrong = next(e for e in self.entries if (e.establishment_id, e.seq) == (book, seq))
        self._append(
            book,
            "unfact",
            "correct",
            occurred_at=self.now,
            subject_kind=wrong.subject_kind,
            subject_id=wrong.subject_id,
            fact_kind=wrong.fact_kind,
            annuls_seq=seq,
        )

    def move(self, book: int, person: int, verb: str, place: int, bed: int, at: int) -> None:
        """Take a person to a place and a bed."""
        line = self.lines.setdefault(person, [])
        stands = self.stands.setdefault(person, [])
        before = self._standing(line) if line else (OUTSIDE, 0, at, 0)
        entry = self._append(
            book,
            "move",
            verb,
            occurred_at=at,
            person_id=person,
            pseq=len(line) + 1,
            prev_pseq=len(line) or None,
            after=(place, bed, at, len(stands) + 1),
            before=before,
        )
        line.append(entry)
        stands.append(entry)

    def annul(self, person: int) -> None:
        """Say that the newest movement of a person never happened."""
        line, stands = self.lines[person], self.stands[person]
        wrong = stands.pop()
        assert wrong.pseq is not None
        entry = self._append(
            wrong.establishment_id,
            "annul",
            "correct",
            occurred_at=self.now,
            person_id=person,
            pseq=len(line) + 1,
            prev_pseq=len(line),
            before=self._standing(line),
            after=self._standing(stands),
            annuls_pseq=wrong.pseq,
            restores_pseq=wrong.pseq - 1,
        )
        line.append(entry)

    @staticmethod
    def _standing(line: list[Entry]) -> tuple[int | None, ...]:
        return line[-1].to_place, line[-1].to_bed, line[-1].since, line[-1].depth

    def _append(
        self,
        book: int,
        kind: str,
        verb: str,
        before: tuple[int | None, ...] = (None,) * 4,
        after: tuple[int | None, ...] = (None,) * 4,
        **columns: Any,
    ) -> Entry:
        end = self.ends.get(book, ChainRow(book, 0, GENESIS, 0))
        part = len(self.entries) - self._first + 1
        bare: dict[str, Any] = dict.fromkeys(Entry._fields)
        bare |= {"format": 1, "reason": "", "detail": "{}", "hash": "", "front_end": "setup"}
        bare |= {"establishment_id": book, "seq": end.seq + 1, "kind": kind, "verb": verb}
        bare |= {"request_id": self.requests[-1].id, "line": 1, "part": part, "officer_id": 1}
        bare |= dict(
            zip(("from_place", "from_bed", "from_since", "from_depth"), before, strict=True)
        )
        bare |= dict(zip(("to_place", "to_bed", "since", "depth"), after, strict=True))
        entry = Entry(**{**bare, "recorded_at": self.now, **columns})
        entry = entry._replace(hash=content_hash(end.hash, entry))
        self.ends[book] = ChainRow(book, entry.seq, entry.hash, self.now)
        self.entries.append(entry)
        return entry

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Give the rows of every table, in an order in which they can be inserted."""
        self._close()
        books = Books(dict(self.codes))
        assert list(check_chains(sorted(self.entries, key=lambda e: e[1:3]), books)) == []
        made: dict[str, dict[int, tuple[Any, ...]]] = {}
        for kind, fact, make in FACTS:
            made[kind] = {
                number: make(number, json.loads(in_force(facts)[-1].value))
                for (about, number, of), facts in books.facts.items()
                if (about, of) == (kind, fact)
            }
        made["establishment"] = {REGISTER: REGISTER_ROW, **made["establishment"]}
        made["place"] = {OUTSIDE: OUTSIDE_ROW, **made["place"]}
        sites = {n: Site(row[1], row[4], row[3]) for n, row in made["place"].items()}
        lines = [
            rebuild([Movement(*(getattr(e, f) for f in Movement._fields)) for e in line], sites)
            for line in self.lines.values()
        ]
        rows: dict[str, list[tuple[Any, ...]]] = {
            kind: list(held.values()) for kind, held in made.items()
        }
        used = {name: max(row[0] for row in held) for name, held in rows.items()}
        used |= {"bed": self.beds[-1].id, "prison_number": len(rows["person"])}
        return {
            "register_info": [RegisterInfo(1, "wingterm", 1, "sample", START)],
            "counter": [Counter(name, last + 1) for name, last in used.items()],
            "establishment": rows["establishment"],
            "chain": list(self.ends.values()),
            "place": rows["place"],
            "bed": list(self.beds),
            "officer": rows["officer"],
            "person": rows["person"],
            "request": list(self.requests),
            "entry": list(self.entries),
            "whereabouts": [line.whereabouts for line in lines],
            "stay": [stay for line in lines for stay in line.stays],
            "fact_span": [
                span for about, facts in books.facts.items() for span in spans_of(about, facts)
            ],
        }


FACTS: list[tuple[str, str, Callable[[int, Any], tuple[Any, ...]]]] = [
    ("establishment", "establishment", establishment_row),
    ("place", "place", place_row),
    ("officer", "officer", officer_row),
    ("person", "identity", person_row),
]


def write_places(author: Author) -> None:
    """Write the register, its officer, two prisons and their places."""
    author.act("establishment")
    for number, code in list(author.codes.items())[1:]:
        words = {"code": code, "name": f"HMP {code}", "timezone": "Europe/London"}
        author.fact(1, "establishment", number, "establishment", START, **words)
    officer = {"account": "root", "name": "Setup", "role": "administrator", "establishment": 1}
    author.fact(1, "officer", 1, "officer", START, **officer, active_from=START, active_to=FAR)
    author.act("place")
    places = [
        (NORTH, RECP, None, "RECP", "RECEPTION"),
        (NORTH, EN_ROUTE, None, "EN-ROUTE", "EN_ROUTE"),
        (NORTH, 4, None, "A", "WING"),
        (NORTH, 5, 4, "A-1", "LANDING"),
        (NORTH, CELL_1, 5, "A-1-001", "CELL"),
        (NORTH, CELL_2, 5, "A-1-002", "CELL"),
        (NORTH, WORKSHOP, None, "WORKSHOP-1", "AREA"),
        (SOUTH, RECP_SOUTH, None, "RECP", "RECEPTION"),
        (SOUTH, EN_ROUTE_SOUTH, None, "EN-ROUTE", "EN_ROUTE"),
        (SOUTH, 11, None, "B", "WING"),
        (SOUTH, CELL_SOUTH, 11, "B-001", "CELL"),
    ]
    for book, number, parent, code, kind in places:
        words = {"code": code, "kind": kind, "name": code, "establishment": book, "parent": parent}
        author.fact(book, "place", number, "place", START, **words)
    for book, cell, most in ((NORTH, CELL_1, 2), (NORTH, CELL_2, 1), (SOUTH, CELL_SOUTH, 1)):
        capacity(author, book, cell, most, START)
        for number in range(1, most + 1):
            author.beds.append(Bed(len(author.beds), cell, number))


def capacity(author: Author, book: int, cell: int, most: int, at: int) -> int:
    """Say what a cell holds from an instant on."""
    return author.fact(book, "place", cell, "capacity", at, cna=1, working=most, maximum=most)


def identity(author: Author, book: int, person: int, last: str, at: int) -> int:
    """Say who a person is from an instant on."""
    words = {"number": f"A000{person}AA", "last_name": last, "first_name": "Sam", "sex": "M"}
    return author.fact(book, "person", person, "identity", at, date_of_birth="1990-01-01", **words)


def sample(*, to_the_end: bool = True) -> Author:
    """Tell the story, with or without its last acts (which are all in the first prison's book)."""
    author = Author()
    write_places(author)
    for person, last in enumerate(("Adams", "Brown", "Clark", "Davis", "Evans"), start=1):
        author.act("register")
        identity(author, NORTH, person, last, author.now)
        author.move(NORTH, person, "register", OUTSIDE, 0, author.now)
    for person, cell, bed in ((1, CELL_1, 1), (2, CELL_1, 2), (3, RECP, 0)):
        author.act("receive")
        author.move(NORTH, person, "receive", cell, bed, author.now - 1_000_000)
    author.act("move")
    author.move(NORTH, 3, "move", CELL_2, 3, author.now - HOUR // 2)
    author.act("swap")
    author.move(NORTH, 1, "swap", CELL_2, 3, author.now)
    author.move(NORTH, 3, "swap", CELL_1, 1, author.now)
    author.act("elsewhere")
    author.move(NORTH, 2, "elsewhere", WORKSHOP, 2, author.now - 5_000_000)
    author.act("correct")
    author.annul(1)
    author.annul(3)
    author.move(NORTH, 1, "move", RECP, 0, author.now - HOUR)
    author.act("transfer-out")
    author.move(NORTH, 3, "transfer-out", EN_ROUTE_SOUTH, 0, author.now)
    author.act("arrive")
    author.move(SOUTH, 3, "arrive", CELL_SOUTH, 4, author.now)
    identity(author, SOUTH, 3, "Clarke", author.now)
    author.act("release")
    author.move(SOUTH, 3, "release", OUTSIDE, 0, author.now)
    author.act("correct")
    author.annul(3)
    if to_the_end:
        facts_come_and_go(author)
    return author


def facts_come_and_go(author: Author) -> None:
    """Record facts for the past and the future, and withdraw some."""
    author.act("capacity")
    wrong = capacity(author, NORTH, CELL_2, 3, author.now + HOUR * 24)
    author.beds += [Bed(5, CELL_2, 2), Bed(6, CELL_2, 3)]
    author.act("capacity")
    capacity(author, NORTH, CELL_2, 2, START + HOUR)
    author.act("correct")
    author.unfact(NORTH, wrong)
    author.act("identity")
    late = identity(author, NORTH, 5, "Ewans", author.now)
    author.unfact(NORTH, late)
    identity(author, NORTH, 5, "Evens", author.now)

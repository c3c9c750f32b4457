"""Somebody who keeps books by hand, right or wrong as told; nothing of the program is used."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from db.checker.chains import Books, check_chains, content_hash
from db.checker.checks import RollCheck, check_row, read_checks
from db.checker.facts import in_force, spans_of
from db.checker.names import spellings
from db.checker.records import (
    GENESIS,
    REGISTER,
    Access,
    AccessList,
    AccessPerson,
    Batch,
    BatchPart,
    Bed,
    ChainRow,
    Check,
    Counter,
    Entry,
    Merged,
    Movement,
    RegisterInfo,
    SearchKey,
    SurnameKey,
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
        self.search_keys: list[SearchKey] = []
        self.merged: list[Merged] = []
        self.gone_names: set[str] = set()
        """Surnames that were held and are no more."""
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
        for _ in check_chains(sorted(self.entries, key=lambda entry: entry[1:3]), books):
            pass
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
        used |= {"bed": self.beds[-1].id, "prison_number": len(rows["person"]), "temporary": 0}
        checks: list[tuple[Any, ...]] = [
            check_row(check)
            for check in read_checks(books)
            if isinstance(check, RollCheck) and not check.broken
        ]
        used["check"] = max((row[0] for row in checks), default=0)
        names = {row[2].upper() for row in rows["person"]} | self.gone_names
        return {
            "register_info": [RegisterInfo(1, "wingterm", 3, "sample", START)],
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
            "roll_check": checks,
            "batch": [],
            "batch_part": [],
            "merged": list(self.merged),
            "access_list": [],
            "access_person": [],
            "access": [],
            "search_key": list(self.search_keys),
            "surname_key": [SurnameKey(key, name) for name in names for key in spellings(name)],
        }


PERHAPS_EMPTY: dict[str, type] = {
    "merged": Merged,
    "roll_check": Check,
    "batch": Batch,
    "batch_part": BatchPart,
    "access_list": AccessList,
    "access_person": AccessPerson,
    "access": Access,
}
"""What a row of a table is that need not have one."""


def columns_of(table: str, rows: list[tuple[Any, ...]]) -> tuple[str, ...]:
    """Give the columns of a table."""
    names: tuple[str, ...] = vars(PERHAPS_EMPTY.get(table) or type(rows[0]))["_fields"]
    return names


FACTS: list[tuple[str, str, Callable[[int, Any], tuple[Any, ...]]]] = [
    ("establishment", "establishment", establishment_row),
    ("place", "place", place_row),
    ("officer", "officer", officer_row),
    ("person", "identity", person_row),
]

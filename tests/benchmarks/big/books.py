"""Writes acts as the program would: entries, chain, receipts and projections, row by row in bulk.

The rows are those of `db.columns`, the hashed content is that of `wingterm.domain.chain.ActText`
and the stays those of `wingterm.domain.stays.fold_stays`; tests/db/test_big_register.py holds these
against the program, and the checker against the whole.
"""

import json
from hashlib import sha256
from typing import Any

from db import columns
from wingterm.domain.chain import FORMAT
from wingterm.domain.standing import NO_BED, OUTSIDE_PLACE, REGISTER_ESTABLISHMENT
from wingterm.domain.times import FAR

OFFICER = 1
FRONT_END = "cli"
AT_ONCE = 40_000
"""Rows that are held before they are written."""
SECOND = 1_000_000

Row = tuple[Any, ...]


class Held:
    """Somebody whose line is still being written: where the newest entry left them."""

    __slots__ = ("away", "bed", "depth", "establishment", "id", "known", "number", "origin",
                 "place", "prison", "pseq", "since", "slot")  # fmt: skip

    def __init__(self, person: int, number: str, occurred: int) -> None:
        """Stand outside, before the first entry."""
        self.id, self.number = person, number
        self.pseq = self.depth = self.origin = self.known = 0
        self.place, self.bed, self.establishment = OUTSIDE_PLACE, NO_BED, REGISTER_ESTABLISHMENT
        self.since = occurred
        self.prison = self.slot = -1
        self.away = ""


class Books:
    """The books of every prison, open for writing."""

    def __init__(self, connection: Any) -> None:
        """Go on where the chains of a register end."""
        self._connection = connection
        heads = {
            book: (seq, digest)
            for book, seq, digest in connection.execute(
                "SELECT establishment_id, seq, hash FROM chain"
            )
        }
        self._codes = dict(connection.execute("SELECT id, code FROM establishment"))
        self._seqs: dict[int, int] = {book: seq for book, (seq, _) in heads.items()}
        self._hashes: dict[int, str] = {book: digest for book, (_, digest) in heads.items()}
        self._recorded: dict[int, int] = {}
        self._tables: dict[columns.InsertInto, list[Row]] = {
            into: [] for into in (columns.PERSON, columns.REQUEST, columns.ENTRY,
                                  columns.WHEREABOUTS, columns.STAY, columns.FACT_SPAN,
                                  columns.SEARCH_KEY)
        }  # fmt: skip
        self._entries = self._tables[columns.ENTRY]
        self._stays = self._tables[columns.STAY]
        self._lines: list[str] = []
        self.requests = 0
        self.now = 0
        self.request = ""
        self.written = sum(self._seqs.values())
        """Entries in all books."""

    def begin(self, now: int) -> None:
        """Begin an act that is recorded at an instant."""
        self.now = now
        self.requests += 1
        # As wide as the program's own, but in order: a tenth of the pages are written at a time.
        self.request = f"{self.requests:08x}-0000-4000-8000-000000000000"

    def line(self, verb: str, person: str, first: str, said: str) -> None:
        """Put a line of the act on its receipt: its entries, as JSON text, and what it says."""
        self._lines.append(
            f'{{"entries":[{first}],"line":{len(self._lines) + 1},"person":"{person}",'
            f'"said":"{said}","verb":"{verb}"}}'
        )

    def end(self, verb: str) -> None:
        """End the act."""
        outcome = f'{{"lines":[{",".join(self._lines)}],"recorded_at":{self.now}}}'
        self._lines.clear()
        digest = sha256(self.request.encode()).hexdigest()
        self._tables[columns.REQUEST].append(
            (self.request, digest, verb, OFFICER, FRONT_END, self.now, outcome, "", "")
        )
        if len(self._entries) > AT_ONCE:
            self.flush()

    def person(self, row: Row) -> None:
        """Write who somebody is."""
        self._tables[columns.PERSON].append(row)

    def fact(self, book: int, person: int, kind: str, value: str, occurred: int, line: int,
             part: int = 1) -> str:  # fmt: skip
        """Write a fact of a person; give the entry's name as JSON."""
        verb = "identity" if kind == "identity" else "record"
        seq, content = self._next(book), json.dumps(value)
        digest = self._chained(
            book,
            f'[{FORMAT},{book},{seq},"fact","{verb}","{self.request}",{line},{part},{OFFICER},'
            f'"{FRONT_END}",{occurred},{self.now},null,null,null,null,null,null,null,null,null,null,'
            f'null,"person",{person},"{kind}",null,"",{content}]',
        )
        self._entries.append(
            (book, seq, "fact", verb, self.request, line, part, OFFICER, FRONT_END, occurred,
             self.now, None, None, None, None, None, None, None, None, None, None, None, None, None,
             "person", person, kind, None, "", value, FORMAT, digest)
        )  # fmt: skip
        self._tables[columns.FACT_SPAN].append(
            (book, seq, occurred, self.now, "person", person, kind, value, FAR, FAR)
        )
        return f'"{self._codes[book]}-{seq}"'

    def search_key(self, kind: str, value: str, person: int) -> None:
        """Write another name by which somebody is found."""
        self._tables[columns.SEARCH_KEY].append((kind, value, person))

    def move(self, held: Held, book: int, verb: str, reason: str, detail: str, place: int, bed: int,
             establishment: int, occurred: int, line: int = 1, part: int = 1) -> str:  # fmt: skip
        """Write a movement, with the stay that it ends; give the entry's name as JSON."""
        seq, pseq, depth, now = self._next(book), held.pseq + 1, held.depth + 1, self.now
        prev = held.pseq or None
        digest = self._chained(
            book,
            f'[{FORMAT},{book},{seq},"move","{verb}","{self.request}",{line},{part},{OFFICER},'
            f'"{FRONT_END}",{occurred},{now},{held.id},{pseq},{held.place},{held.bed},{held.since},'
            f'{held.depth},{place},{bed},{occurred},{depth},null,null,null,null,null,"{reason}",'
            f"{json.dumps(detail)}]",
        )
        self._entries.append(
            (book, seq, "move", verb, self.request, line, part, OFFICER, FRONT_END, occurred, now,
             held.id, pseq, prev, held.place, held.bed, held.since, held.depth, place, bed,
             occurred, depth, None, None, None, None, None, None, reason, detail, FORMAT, digest)
        )  # fmt: skip
        if prev:
            self._close(held, occurred, FAR)
        held.pseq = held.origin = pseq
        held.place, held.bed, held.establishment = place, bed, establishment
        held.since, held.depth, held.known = occurred, depth, now
        return f'"{self._codes[book]}-{seq}"'

    def annulled(self, held: Held, book: int, verb: str, reason: str, place: int, bed: int,
                 occurred: int, later: int) -> None:  # fmt: skip
        """Write a move within a prison and, as another act, that it never happened."""
        before = Held(held.id, held.number, held.since)
        for name in ("pseq", "depth", "origin", "known", "place", "bed", "establishment"):
            setattr(before, name, getattr(held, name))
        self.line(verb, held.number,
                  self.move(held, book, verb, reason, "{}", place, bed, held.establishment,
                            occurred), "Moved.")  # fmt: skip
        # Retracted with what ended it: the row that the move has just closed.
        closed = self._stays.pop()
        self.end(verb)
        self.begin(later)
        self._stays.append((*closed[:9], later, closed[10]))
        self._stays.append(self._open_stay(held, retracted=later))
        self.line("correct", held.number, self._annul(held, before, book), "It never happened.")
        self.end("correct")

    def _annul(self, held: Held, before: Held, book: int) -> str:
        seq, pseq, now, detail = self._next(book), held.pseq + 1, self.now, '{"why":"wrong cell"}'
        digest = self._chained(
            book,
            f'[{FORMAT},{book},{seq},"annul","correct","{self.request}",1,1,{OFFICER},'
            f'"{FRONT_END}",{now},{now},{held.id},{pseq},{held.place},{held.bed},{held.since},'
            f"{held.depth},{before.place},{before.bed},{before.since},{before.depth},{held.pseq},"
            f'null,null,null,null,"",{json.dumps(detail)}]',
        )
        self._entries.append(
            (book, seq, "annul", "correct", self.request, 1, 1, OFFICER, FRONT_END, now, now,
             held.id, pseq, held.pseq, held.place, held.bed, held.since, held.depth, before.place,
             before.bed, before.since, before.depth, held.pseq, held.pseq - 1, None, None, None,
             None, "", detail, FORMAT, digest)
        )  # fmt: skip
        held.place, held.bed, held.establishment = before.place, before.bed, before.establishment
        held.since, held.depth, held.origin = before.since, before.depth, before.origin
        held.pseq, held.known = pseq, now
        return f'"{self._codes[book]}-{seq}"'

    def leave(self, held: Held) -> None:
        """Write where somebody is in the end."""
        self._stays.append(self._open_stay(held))
        self._tables[columns.WHEREABOUTS].append(
            (held.id, held.pseq, held.place, held.bed, held.bed or None, held.since, held.depth,
             held.origin)
        )  # fmt: skip

    def _close(self, held: Held, ended: int, retracted: int) -> None:
        span = ((self.now - held.since) // SECOND).bit_length()
        self._stays.append(
            (held.id, held.pseq, held.establishment, held.place, held.bed, held.since, ended,
             held.known, self.now, retracted, span)
        )  # fmt: skip

    def _open_stay(self, held: Held, retracted: int = FAR) -> Row:
        span = ((FAR - held.since) // SECOND).bit_length()
        return (held.id, held.pseq, held.establishment, held.place, held.bed, held.since, FAR,
                held.known, FAR, retracted, span)  # fmt: skip

    def _next(self, book: int) -> int:
        seq = self._seqs[book] = self._seqs[book] + 1
        self._recorded[book] = self.now
        self.written += 1
        return seq

    def _chained(self, book: int, content: str) -> str:
        digest = sha256(f"{self._hashes[book]}\n{content}".encode("ascii")).hexdigest()
        self._hashes[book] = digest
        return digest

    def flush(self) -> None:
        """Write what is held."""
        for into, rows in self._tables.items():
            self._connection.executemany(into.per_row, rows)
            rows.clear()

    def finish(self) -> None:
        """Write what is held and the heads of the chains."""
        self.flush()
        self._connection.executemany(
            "UPDATE chain SET seq = ?, hash = ?, recorded_at = ? WHERE establishment_id = ?",
            [(self._seqs[b], self._hashes[b], at, b) for b, at in self._recorded.items()],
        )

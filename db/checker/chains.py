"""The chain of each establishment: numbers without gaps, hashes that follow, clocks that go on."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

from db.checker.records import GENESIS, ChainRow, Entry, Fact, Violation

FORMAT = 1
"""The only format of hashed content so far."""

HASHED = 29
"""Columns of an `Entry` that its hash covers, from the first."""

AT_ONCE = 50
"""Entries that are encoded together."""

MOVEMENTS = ("move", "annul")
FACTS = ("fact", "unfact")

BEFORE = ChainRow(0, 0, GENESIS, 0)
"""The end of no chain: what stands before the first entry of all."""

Subject = tuple[str, int, str]
"""What a fact is about: kind of thing, id, kind of fact."""

_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


ERASED = '{"erased":"'
"""How what stands in the place of erased words begins."""
REMOVED = "removed"
"""Kind of a fact that was erased: it makes no span any more."""


class Tomb(NamedTuple):
    """An entry whose words were erased: what proves what is left of it."""

    hash: str
    """As it stands: of the words that were there."""
    sealed: str
    """As it follows from what is left."""
    rule: str
    person: int | None
    recorded_at: int


@dataclass(slots=True)
class Books:
    """What one pass over the ledger leaves for the other rules."""

    codes: dict[int, str]
    """Code of each establishment, to name entries by."""
    ends: dict[int, ChainRow] = field(default_factory=dict)
    """The last entry of each chain."""
    facts: dict[Subject, list[Fact]] = field(default_factory=dict)
    end: ChainRow = BEFORE
    """The entry before the next one that is read."""
    tombs: dict[tuple[int, int], Tomb] = field(default_factory=dict)
    """Entries that say that their words were erased, by book and number."""

    def name(self, establishment: int, seq: int) -> str:
        """Give the words that name an entry, such as `entry WTI-17`."""
        return f"entry {self.codes.get(establishment, establishment)}-{seq}"


def content_hash(previous: str, entry: Entry) -> str:
    """Give the hash that an entry must have after an entry with hash `previous`."""
    return _link(previous, _encode(entry[:HASHED])[1:-1])


def _link(previous: str, content: str) -> str:
    return sha256(f"{previous}\n[{content}]".encode()).hexdigest()


def _with_content(entries: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    """Give entries with what is hashed of them, without its brackets.

    Encoding many at once costs half. Where a text holds what lies between two entries the parts
    are too many, and those entries are encoded one by one.
    """
    entries = iter(entries)
    while some := list(islice(entries, AT_ONCE)):
        try:
            contents = _encode([entry[:HASHED] for entry in some])[2:-2].split("],[")
        except (TypeError, ValueError):
            contents = []
        if len(contents) != len(some):
            contents = [_content(entry) for entry in some]
        yield from zip(some, contents, strict=True)


def _content(entry: Entry) -> str:
    """Give what is hashed of an entry; nothing where it holds what no entry can."""
    try:
        return _encode(entry[:HASHED])[1:-1]
    except (TypeError, ValueError):
        return ""


def check_chains(entries: Iterable[Entry], books: Books) -> Iterator[Violation]:
    """Find what is wrong within the chains; note facts and ends in `books`.

    Args:
        entries: the next entries of the ledger; over all calls each establishment's come together
            and in the order of their numbers.
        books: filled on the way.
    """
    book, seq, last, recorded_at = books.end
    for entry, content in _with_content(entries):
        if entry.establishment_id != book:
            books.ends[book] = ChainRow(book, seq, last, recorded_at)
            book, seq, last, recorded_at = entry.establishment_id, 0, GENESIS, 0
        follows = entry.hash == (linked := _link(last, content)) or _is_tomb(entry, linked, books)
        if (
            entry.seq != seq + 1
            or entry.recorded_at < recorded_at
            or not follows
            or entry.format != FORMAT
        ):
            yield from _faults(entry, ChainRow(book, seq, last, recorded_at), books)
        seq, last, recorded_at = entry.seq, entry.hash, entry.recorded_at
        if (entry.person_id is None or entry.kind not in MOVEMENTS) and entry.fact_kind != REMOVED:
            yield from _note_fact(entry, books)
    books.end = books.ends[book] = ChainRow(book, seq, last, recorded_at)


def _is_tomb(entry: Entry, linked: str, books: Books) -> bool:
    """Note an entry that says that its words were erased; whether they were is asked at the end."""
    detail = entry.detail
    try:
        if not detail.startswith(ERASED):
            return False
        rule = str(json.loads(detail)["erased"])
    except (AttributeError, LookupError, TypeError, ValueError):
        return False
    person = entry.person_id if entry.person_id is not None else entry.subject_id
    tomb = Tomb(entry.hash, linked, rule, person, entry.recorded_at)
    books.tombs[entry.establishment_id, entry.seq] = tomb
    return True


def _faults(entry: Entry, end: ChainRow, books: Books) -> Iterator[Violation]:
    where = books.name(entry.establishment_id, entry.seq)
    if entry.seq != end.seq + 1:
        yield Violation("chain-gap", where, f"The entry before it is {end.seq}: some are missing.")
    if entry.recorded_at < end.recorded_at:
        yield Violation("chain-clock", where, "It was recorded before the entry before it.")
    if entry.format != FORMAT:
        yield Violation("chain-format", where, f"Its hash format {entry.format} is unknown.")
    where_of = entry.establishment_id, entry.seq
    if where_of not in books.tombs and entry.hash != _link(end.hash, _content(entry)):
        yield Violation(
            "chain-hash", where, "Its hash does not follow from its content and the hash before it."
        )


def _note_fact(entry: Entry, books: Books) -> Iterator[Violation]:
    """Note a fact; whatever is neither a fact nor a movement is a violation."""
    subject = (entry.subject_kind, entry.subject_id, entry.fact_kind)
    kind, number, fact = subject
    if entry.person_id is not None or entry.kind not in FACTS or None in subject:
        yield Violation(
            "entry-shape",
            books.name(entry.establishment_id, entry.seq),
            f"An entry of kind {entry.kind} cannot have these columns.",
        )
        return
    assert kind is not None
    assert number is not None
    assert fact is not None
    books.facts.setdefault((kind, number, fact), []).append(
        Fact(
            recorded_at=entry.recorded_at,
            establishment_id=entry.establishment_id,
            seq=entry.seq,
            kind=entry.kind,
            verb=entry.verb,
            request_id=entry.request_id,
            occurred_at=entry.occurred_at,
            annuls_seq=entry.annuls_seq,
            value=entry.detail,
        )
    )


def check_ends(stored: Iterable[ChainRow], books: Books) -> Iterator[Violation]:
    """Compare what the store says the ends of the chains are with where they end."""
    rows = {row.establishment_id: row for row in stored}
    for establishment in sorted({*rows, *books.ends, *books.codes} - {BEFORE.establishment_id}):
        row = rows.get(establishment)
        true = books.ends.get(establishment, ChainRow(establishment, 0, GENESIS, 0))
        if row == true and establishment in books.codes:
            continue
        where = f"chain {books.codes.get(establishment, establishment)}"
        if establishment not in books.codes:
            yield Violation("chain-head", where, "There is no such establishment.")
        elif row is None:
            yield Violation("chain-head", where, "Its head is missing.")
        else:
            yield Violation(
                "chain-head",
                where,
                f"Its head says {row.seq} ({row.hash[:12]}), "
                f"the ledger ends with {true.seq} ({true.hash[:12]}).",
            )

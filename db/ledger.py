"""Append an act to the books: number, chain, entries and every projection.

The number of statements is fixed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from db import columns
from db.batches import PartOfBatch, write_part
from db.engine import Unit
from db.facts import fold_facts, write_spans, write_subjects
from db.numbered import Numbered, Row
from db.situation import Head
from wingterm.domain import chain
from wingterm.domain.decide import ActDecision, LineDecision
from wingterm.domain.entries import Entry, Kind
from wingterm.domain.outcomes import Receipt, ReceiptLine, receipt_text
from wingterm.domain.requests import AboutPerson
from wingterm.domain.situation import Situation
from wingterm.domain.standing import NO_BED
from wingterm.domain.stays import fold_stays
from wingterm.errors import Conflict


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what, under which id, through which front end."""

    request_id: str
    content_hash: str
    verb: str
    officer: int
    front_end: str
    part: PartOfBatch | None = None
    """The part of a batch that it is."""
    reason: str = ""
    """Why a script did it."""
    origin: str = ""
    """Host, terminal and program that asked, in words."""


def append(
    unit: Unit, situation: Situation, heads: Sequence[Head], act: Act, decided: ActDecision
) -> Receipt:
    """Write a decided act. Nothing is kept unless the caller commits the unit.

    Args:
        unit: the open unit of work, holding the locks under which `situation` was read.
        situation: as read; its `now` is the recording instant.
        heads: the locked chain heads; brought forward here.
        act: the request id and who asks.
        decided: what `decide_act` said, without objections or open warnings.

    Raises:
        Conflict: somebody else changed a person's whereabouts meanwhile.
    """
    recorded_at = situation.now
    books = {head.establishment: head for head in heads}
    entered = _enter(books, act, decided, situation)
    receipt = Receipt(act.request_id, recorded_at, tuple(entered.lines))
    request: Row = (
        act.request_id,
        act.content_hash,
        act.verb,
        act.officer,
        act.front_end,
        recorded_at,
        receipt_text(receipt),
        act.reason,
        act.origin,
    )
    facts, movements = entered.facts, entered.movements
    changes = fold_facts(unit, situation, facts) if facts else {}
    if facts:
        write_subjects(unit, situation, facts, changes)
    # After the subjects: the act that appoints the first officer is asked for by that officer.
    unit.insert(columns.REQUEST, [request])
    if act.part is not None:
        write_part(unit, act.part, act.officer, act.front_end, recorded_at)
    unit.insert(columns.ENTRY, entered.rows)
    if facts:
        write_spans(unit, changes, recorded_at)
    if movements:
        _write_whereabouts(unit, situation, movements)
        _write_stays(unit, situation, movements)
    # A head that was locked but not written to keeps the instant of its own last entry.
    _write_heads(unit, [books[book] for book in sorted(entered.books)], recorded_at)
    return receipt


@dataclass(slots=True)
class _Entered:
    """The entries of an act with their numbers and hashes, and what is made of them."""

    rows: list[Row] = field(default_factory=list)
    """Of `entry`."""
    movements: list[Entry] = field(default_factory=list)
    facts: list[Numbered] = field(default_factory=list)
    lines: list[ReceiptLine] = field(default_factory=list)
    books: set[int] = field(default_factory=set)
    """Establishments in whose books they are."""


def _enter(
    books: dict[int, Head], act: Act, decided: ActDecision, situation: Situation
) -> _Entered:
    """Give each entry its number and hash in its establishment's chain."""
    entered = _Entered()
    text = chain.ActText(act.request_id, act.officer, act.front_end, situation.now)
    codes = {prison.id: prison.code for prison in situation.prisons.values()}
    for line, done in enumerate(decided.lines, start=1):
        references = []
        for part, entry in enumerate(done.entries, start=1):
            book = entry.establishment
            head = books.get(book)
            if head is None:
                head = books[book] = _first_head(book, decided)
            seq = head.seq = head.seq + 1
            head.hash = chain.link(head.hash, text.of(entry, seq, line, part))
            entered.rows.append(_entry_row(entry, seq, line, part, act, situation.now, head.hash))
            if entry.person is not None:
                entered.movements.append(entry)
            else:
                entered.facts.append(Numbered(entry, seq))
            entered.books.add(book)
            references.append(f"{codes[book]}-{seq}")
        person = _whom(done, situation)
        entered.lines.append(
            ReceiptLine(line, done.request.verb, person, tuple(references), done.said)
        )
    return entered


def _first_head(establishment: int, decided: ActDecision) -> Head:
    """Give the head of a book that the act makes.

    Raises:
        Conflict: it makes no such book, and has not locked it.
    """
    entries = (entry for line in decided.lines for entry in line.entries)
    if not any(entry.fact == "establishment" and entry.subject == establishment
               for entry in entries):  # fmt: skip
        raise Conflict(
            "Somebody else changed one of these people meanwhile; nothing was done.",
            "Look at them again and repeat.",
        )
    return Head(establishment, "", 0, chain.GENESIS, 0)


def _whom(line: LineDecision, situation: Situation) -> str:
    """Give the number of the person that a line is about, empty for nobody."""
    about = _about(line.entries)
    # Who a withdrawn fact was about need not be known to the act.
    known = situation.person_of.get(about) if about is not None else None
    if known is not None and known.number:
        return known.number
    return line.request.person.strip().upper() if isinstance(line.request, AboutPerson) else ""


def _about(entries: Sequence[Entry]) -> int | None:
    """Give the person that entries are about, by the first that is about one."""
    for entry in entries:
        if entry.person is not None:
            return entry.person
        if entry.subject_kind == "person":
            return entry.subject
    return None


_KINDS = {kind: kind.value for kind in Kind}
"""Each kind as the column holds it: no driver takes an enumeration as quickly as a text."""


def _entry_row(
    entry: Entry, seq: int, line: int, part: int, act: Act, recorded_at: int, digest: str
) -> Row:
    (kind, verb, book, occurred_at, reason, detail, person, pseq, before, after, annuls_pseq,
     _, _, subject_kind, subject, fact, annuls_seq, _) = entry  # fmt: skip
    return (
        book,
        seq,
        _KINDS[kind],
        verb,
        act.request_id,
        line,
        part,
        act.officer,
        act.front_end,
        occurred_at,
        recorded_at,
        person,
        pseq,
        pseq - 1 if pseq is not None and pseq > 1 else None,
        *(before or chain.NOWHERE),
        *(after or chain.NOWHERE),
        annuls_pseq,
        annuls_pseq - 1 if annuls_pseq is not None else None,
        subject_kind,
        subject,
        fact,
        annuls_seq,
        reason,
        detail,
        chain.FORMAT,
        digest,
    )


def _write_whereabouts(unit: Unit, situation: Situation, movements: Sequence[Entry]) -> None:
    """Rewrite the rows of an act by delete and insert: each statement leaves a bed unique."""
    old: list[Row] = []
    rows: list[Row] = []
    for entry in _first_of_each(movements):
        assert entry.person is not None and entry.pseq is not None
        if entry.pseq > 1:
            old.append((entry.person, entry.pseq - 1))
        # As the decision left it: the situation saw every entry of the act.
        now = situation.person_of[entry.person].whereabouts
        assert now is not None
        person, pseq, (place, bed, since, depth), origin = now
        bed_id = bed if bed != NO_BED else None
        rows.append((person, pseq, place, bed, bed_id, since, depth, origin))
    if unit.change(columns.LEFT, old) != len(old):
        raise Conflict(
            "Somebody else changed one of these people meanwhile; nothing was done.",
            "Look at them again and repeat.",
        )
    unit.insert(columns.WHEREABOUTS, rows)


def _first_of_each(movements: Sequence[Entry]) -> Iterable[Entry]:
    """Give the first movement of each person."""
    first: dict[int | None, Entry] = {}
    for entry in movements:
        first.setdefault(entry.person, entry)
    return first.values()


def _write_stays(unit: Unit, situation: Situation, movements: Sequence[Entry]) -> None:
    establishment_of = {place.id: place.establishment for place in situation.place_of.values()}
    changes = fold_stays(movements, situation.now, establishment_of)
    unit.change(columns.STAY_CLOSED, changes.closed)
    if changes.retracted:
        unit.run_many(
            "UPDATE stay SET retracted = ? WHERE person_id = ? AND pseq = ?", changes.retracted
        )
    if changes.opened:
        unit.insert(columns.STAY, list(changes.opened.values()))


def _write_heads(unit: Unit, written: Sequence[Head], recorded_at: int) -> None:
    unit.run_many(
        "UPDATE chain SET seq = ?, hash = ?, recorded_at = ? WHERE establishment_id = ?",
        [(h.seq, h.hash, recorded_at, h.establishment) for h in written],
    )

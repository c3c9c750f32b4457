"""Facts: the spans that they come to, and what is so in the end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from db.checker.chains import Books, Subject
from db.checker.records import FAR, REGISTER, Fact, Span, Violation
from db.checker.world import Site

Segment = tuple[int, int, int, int]
"""(establishment, seq, from_at, to_at) of a fact in force for a time."""

SpanKey = tuple[int, int, int, int]
"""(establishment, seq, from_at, known_from) of a stored span."""


def in_force(facts: Iterable[Fact]) -> list[Fact]:
    """Give the facts that count in the end, in the order of their own times."""
    live: list[Fact] = []
    for fact in sorted(facts):
        live = _with(live, fact)
    return _line(live)


def spans_of(subject: Subject, facts: Iterable[Fact]) -> Iterator[Span]:
    """Rebuild the spans of all facts about one thing: what was so when, as believed when."""
    values: dict[tuple[int, int], str] = {}
    live: list[Fact] = []
    believed: dict[Segment, int] = {}
    for _, act in groupby(sorted(facts), key=lambda fact: fact.request_id):
        known = 0
        for fact in act:
            known = fact.recorded_at
            values[fact.establishment_id, fact.seq] = fact.value
            live = _with(live, fact)
        now = _segments(live)
        for segment in [old for old in believed if old not in now]:
            since = believed.pop(segment)
            yield _span(subject, segment, values, since, known)
        for segment in now:
            believed.setdefault(segment, known)
    for segment, since in believed.items():
        yield _span(subject, segment, values, since, FAR)


def _with(live: list[Fact], fact: Fact) -> list[Fact]:
    """Give the facts that stand after one more fact or annulment."""
    if fact.kind == "fact":
        return [*live, fact]
    gone = fact.establishment_id, fact.annuls_seq
    return [known for known in live if (known.establishment_id, known.seq) != gone]


def _line(live: Iterable[Fact]) -> list[Fact]:
    """Give the facts by their own times; of two from one instant the later recorded."""
    newest = {fact.occurred_at: fact for fact in live}
    return [newest[instant] for instant in sorted(newest)]


def _segments(live: Iterable[Fact]) -> set[Segment]:
    line = _line(live)
    if not line:
        return set()
    ends = [fact.occurred_at for fact in line[1:]] + [FAR]
    return {
        (fact.establishment_id, fact.seq, fact.occurred_at, end)
        for fact, end in zip(line, ends, strict=True)
    }


def _span(
    subject: Subject,
    segment: Segment,
    values: Mapping[tuple[int, int], str],
    known_from: int,
    retracted: int,
) -> Span:
    establishment, seq, from_at, to_at = segment
    value = values[establishment, seq]
    return Span(establishment, seq, from_at, known_from, *subject, value, to_at, retracted)


def check_spans(books: Books, stored: Iterable[Span]) -> Iterator[Violation]:
    """Compare all stored spans with what the facts come to."""
    expected: dict[SpanKey, set[Span]] = {}
    for subject, facts in books.facts.items():
        for span in spans_of(subject, facts):
            expected.setdefault(span[:4], set()).add(span)
    for span in stored:
        where = f"span of {books.name(span.establishment_id, span.seq)}"
        due = expected.pop(span[:4], None)
        if due is None:
            yield Violation(
                "span-differs",
                where,
                f"No fact holds from {span.from_at}, known {span.known_from}.",
            )
        elif span not in due:
            yield Violation("span-differs", where, _difference(min(due), span))
    for establishment, seq, from_at, known_from in expected:
        yield Violation(
            "span-differs",
            f"span of {books.name(establishment, seq)}",
            f"It is missing from {from_at}, known {known_from}.",
        )


def _difference(due: Span, found: Span) -> str:
    pairs = zip(Span._fields, due, found, strict=True)
    parts = [f"{name} is {is_!r}, not {should!r}" for name, should, is_ in pairs if is_ != should]
    return "; ".join(parts) + "."


def check_fact_books(books: Books, sites: Mapping[int, Site]) -> Iterator[Violation]:
    """Find facts in the wrong book, and annulments of what is no fact about the same thing."""
    for subject, facts in books.facts.items():
        ordered = sorted(facts)
        known = {(fact.establishment_id, fact.seq) for fact in facts if fact.kind == "fact"}
        for fact in ordered:
            where = books.name(fact.establishment_id, fact.seq)
            if fact.kind == "unfact" and (fact.establishment_id, fact.annuls_seq) not in known:
                yield Violation("unfact-target", where, f"{fact.annuls_seq} is no fact about this.")
        yield from _wrong_book(subject, ordered, books, sites)


def _wrong_book(
    subject: Subject, facts: Sequence[Fact], books: Books, sites: Mapping[int, Site]
) -> Iterator[Violation]:
    kind, number, what = subject
    for at, fact in enumerate(facts):
        place = sites.get(number) if kind == "place" else None
        wrong = (
            (kind == "officer" and fact.establishment_id != REGISTER)
            or (what == "establishment" and at == 0 and fact.establishment_id != REGISTER)
            or (kind == "establishment" != what and fact.establishment_id != number)
            or (place is not None and fact.establishment_id != place.establishment)
        )
        if wrong:
            yield Violation(
                "entry-chain",
                books.name(fact.establishment_id, fact.seq),
                f"A fact about {kind} {number} does not belong in this book.",
            )

"""Past roll checks together: what was settled when, which were opened, what was entered late."""

import json
from typing import Any, NamedTuple

from db.engine import Reader

PLANS = (
    "SELECT f.from_at, f.to_at, f.known_from, f.retracted, f.value FROM fact_span f"
    " WHERE f.subject_kind = 'establishment' AND f.subject_id = ? AND f.fact_kind = ?"
    " AND f.to_at > ? ORDER BY f.known_from, f.from_at"
)


class SettledSpan(NamedTuple):
    """What a prison settled over a span of time, as believed over a span of knowledge."""

    from_at: int
    to_at: int
    known_from: int
    retracted: int
    value: dict[str, Any]


def settled_spans(reader: Reader, prison: int, fact: str, after: int) -> list[SettledSpan]:
    """Give all that was ever settled and believed of one thing of a prison.

    Args:
        reader: of the register.
        prison: whose.
        fact: `check-kinds` or `check-units`.
        after: an instant; what had ceased by then is left out.
    """
    rows = reader.rows(PLANS, (prison, fact, after))
    return [
        SettledSpan(from_at, to_at, known_from, retracted, json.loads(value))
        for from_at, to_at, known_from, retracted, value in rows
    ]


OPENINGS = (
    "SELECT c.id, c.opened_at, c.as_of, f.value FROM roll_check c"
    " JOIN fact_span f ON f.subject_kind = 'check' AND f.subject_id = c.id"
    "  AND f.fact_kind = 'opened'"
    " WHERE c.establishment_id = ? AND c.opened_at >= ? AND c.opened_at <= ?"
)


class Opening(NamedTuple):
    """That a check was opened."""

    id: int
    kind: str
    """As it was opened."""
    opened_at: int
    as_of: int


def openings(reader: Reader, prison: int, first: int, last: int) -> list[Opening]:
    """Give a prison's checks opened in a period."""
    rows = reader.rows(OPENINGS, (prison, first, last))
    return [Opening(id_, str(json.loads(value)["kind"]), at, of) for id_, at, of, value in rows]


class LateRow(NamedTuple):
    """A movement entered after a check was frozen about the time before it."""

    request_id: str
    person: int
    occurred_at: int
    """Own time of the movement; of an annulment that of the movement annulled."""
    recorded_at: int
    from_book: int
    """Establishment of the place that they leave."""
    from_kind: str
    from_place: str
    to_book: int
    to_kind: str
    to_place: str


LATE = (
    "SELECT k.request_id, k.person_id, e.occurred_at, k.recorded_at,"
    " f.establishment_id, f.kind, f.code, t.establishment_id, t.kind, t.code"
    " FROM entry k"
    " JOIN entry e ON e.person_id = k.person_id"
    "  AND e.pseq = CASE k.kind WHEN 'move' THEN k.pseq ELSE k.annuls_pseq END"
    " JOIN place f ON f.id = k.from_place JOIN place t ON t.id = k.to_place"
    " WHERE k.establishment_id = ?"
    # Nothing before the act that opened the first of the checks: it may hold movements too.
    " AND k.seq > COALESCE((SELECT x.seq FROM entry x WHERE x.establishment_id = ?"
    "  AND x.seq < ? AND x.recorded_at < ? ORDER BY x.seq DESC LIMIT 1), 0)"
    " AND (f.establishment_id = ? OR t.establishment_id = ?)"
    # No check is of an instant after its opening, so this is a short range of the index.
    " AND EXISTS (SELECT 1 FROM roll_check c WHERE c.establishment_id = ?"
    "  AND c.opened_at >= e.occurred_at AND c.opened_at <= k.recorded_at"
    "  AND c.as_of >= e.occurred_at)"
    " ORDER BY k.recorded_at, k.person_id, k.pseq"
)


def entered_late(reader: Reader, prison: int, seq: int, opened_at: int) -> list[LateRow]:
    """Give what was entered in a prison's book after a check of its about the time before it.

    Nobody enters or leaves a unit of a prison by an entry in another's book.

    Args:
        reader: of the register.
        prison: whose checks.
        seq: number in its book of the entry that opened the oldest check that matters.
        opened_at: when that was.
    """
    rows = reader.rows(LATE, (prison, prison, seq, opened_at, prison, prison, prison))
    return [LateRow(*row) for row in rows]

"""The ledger: the requests that were carried out, and the entries that they wrote."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import SQLModel

from db.tables.declare import added_text, big, key, lengths, refers, text

STANDS = ["person_id", "pseq", "to_place", "to_bed", "since", "depth"]
"""The columns of an entry that say where somebody stands after it: what other rows refer to."""

_MOVEMENT = ("person_id", "pseq", "from_place", "from_bed", "from_since", "from_depth",
             "to_place", "to_bed", "since", "depth")  # fmt: skip
_EARLIER = ("prev_pseq", "annuls_pseq", "restores_pseq")
_SUBJECT = ("subject_kind", "subject_id", "fact_kind")


def _all(columns: tuple[str, ...], state: str) -> str:
    return " AND ".join(f"{column} IS {state}" for column in columns)


class RequestRow(SQLModel, table=True):
    """A request that was carried out, with its receipt."""

    __tablename__ = "request"
    __table_args__ = (
        key("request", "id"),
        Index("ix_request_officer", "officer_id", "recorded_at"),
        refers("request", "officer", ["officer_id"], "officer", ["id"]),
        *lengths("request", id=36, content_hash=64, verb=20, front_end=12),
    )

    id: str = text(36)
    content_hash: str = text(64)
    verb: str = text(20)
    officer_id: int = big()
    front_end: str = text(12)
    recorded_at: int = big()
    outcome: str = text()
    reason: str = added_text("request", "reason", 240)
    origin: str = added_text("request", "origin", 200)


class EntryRow(SQLModel, table=True):
    """A line of a book: a movement, a fact, or the annulment of one."""

    __tablename__ = "entry"
    __table_args__ = (
        key("entry", "establishment_id", "seq"),
        UniqueConstraint("request_id", "line", "part", name="uq_entry_line"),
        UniqueConstraint("person_id", "pseq", name="uq_entry_pseq"),
        UniqueConstraint(*STANDS, name="uq_entry_stands"),
        UniqueConstraint("person_id", "annuls_pseq", name="uq_entry_annulled_once"),
        UniqueConstraint("establishment_id", "annuls_seq", name="uq_entry_withdrawn_once"),
        refers("entry", "establishment", ["establishment_id"], "establishment", ["id"]),
        refers("entry", "request", ["request_id"], "request", ["id"]),
        refers("entry", "officer", ["officer_id"], "officer", ["id"]),
        refers("entry", "person", ["person_id"], "person", ["id"]),
        refers("entry", "to_place", ["to_place"], "place", ["id"]),
        refers("entry", "to_bed", ["to_bed"], "bed", ["id"]),
        refers(
            "entry", "from",
            ["person_id", "prev_pseq", "from_place", "from_bed", "from_since", "from_depth"],
            "entry", STANDS,
        ),
        refers(
            "entry", "annuls",
            ["person_id", "annuls_pseq", "from_place", "from_bed", "from_since", "from_depth"],
            "entry", STANDS,
        ),
        refers(
            "entry", "restores",
            ["person_id", "restores_pseq", "to_place", "to_bed", "since", "depth"],
            "entry", STANDS,
        ),
        refers(
            "entry", "withdraws",
            ["establishment_id", "annuls_seq"], "entry", ["establishment_id", "seq"],
        ),
        CheckConstraint(
            f"(kind IN ('move', 'annul') AND {_all(_MOVEMENT, 'NOT NULL')}"
            f" AND {_all(_SUBJECT, 'NULL')} AND annuls_seq IS NULL)"
            f" OR (kind IN ('fact', 'unfact') AND {_all(_MOVEMENT, 'NULL')}"
            f" AND {_all(_SUBJECT, 'NOT NULL')} AND {_all(_EARLIER, 'NULL')})",
            name="ck_entry_kind",
        ),
        CheckConstraint(
            "pseq IS NULL"
            " OR (pseq = 1 AND kind = 'move' AND prev_pseq IS NULL AND from_place = 1"
            " AND from_bed = 0 AND from_depth = 0)"
            " OR (pseq > 1 AND prev_pseq IS NOT NULL AND prev_pseq = pseq - 1)",
            name="ck_entry_line",
        ),
        CheckConstraint(
            "kind <> 'move' OR (depth = from_depth + 1 AND since = occurred_at"
            " AND since >= from_since AND occurred_at <= recorded_at"
            " AND annuls_pseq IS NULL AND restores_pseq IS NULL)",
            name="ck_entry_move",
        ),
        CheckConstraint(
            "kind <> 'annul' OR (depth = from_depth - 1 AND depth >= 1 AND annuls_pseq IS NOT NULL"
            " AND annuls_pseq >= 2 AND restores_pseq IS NOT NULL"
            " AND restores_pseq = annuls_pseq - 1)",
            name="ck_entry_annul",
        ),
        CheckConstraint(
            "(kind = 'unfact') = (annuls_seq IS NOT NULL)", name="ck_entry_unfact"
        ),
        CheckConstraint("length(hash) = 64", name="ck_entry_hash_length"),
        *lengths(
            "entry", kind=6, verb=20, front_end=12, subject_kind=14, fact_kind=14, reason=20,
            detail=8000,
        ),
        Index("ix_entry_occurred", "establishment_id", "occurred_at"),
    )  # fmt: skip

    establishment_id: int = big()
    seq: int = big()
    kind: str = text(6)
    verb: str = text(20)
    request_id: str = text(36)
    line: int = big()
    part: int = big()
    officer_id: int = big()
    front_end: str = text(12)
    occurred_at: int = big()
    recorded_at: int = big()
    person_id: int | None = big(null=True)
    pseq: int | None = big(null=True)
    prev_pseq: int | None = big(null=True)
    from_place: int | None = big(null=True)
    from_bed: int | None = big(null=True)
    from_since: int | None = big(null=True)
    from_depth: int | None = big(null=True)
    to_place: int | None = big(null=True)
    to_bed: int | None = big(null=True)
    since: int | None = big(null=True)
    depth: int | None = big(null=True)
    annuls_pseq: int | None = big(null=True)
    restores_pseq: int | None = big(null=True)
    subject_kind: str | None = text(14, null=True)
    subject_id: int | None = big(null=True)
    fact_kind: str | None = text(14, null=True)
    annuls_seq: int | None = big(null=True)
    reason: str = text(20)
    detail: str = text(8000)
    format: int = big()
    hash: str = text(64)

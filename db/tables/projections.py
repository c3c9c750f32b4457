"""Projections of the ledger: where people are and were, facts over time, roll checks.

Each can be rebuilt from the entries alone, and the checker does so (docs/verify.md).
"""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql_text
from sqlmodel import SQLModel

from db.tables.declare import big, key, lengths, refers, text
from db.tables.ledger import STANDS
from wingterm.domain.times import FAR

OPEN = f"to_at = {FAR} AND retracted = {FAR} AND establishment_id > 1"
"""Which stays show where somebody is now who is in some prison's books."""


class WhereaboutsRow(SQLModel, table=True):
    """Where a person is now: exactly one row each, showing a standing that the ledger holds."""

    __tablename__ = "whereabouts"
    __table_args__ = (
        key("whereabouts", "person_id"),
        UniqueConstraint("bed_id", name="uq_whereabouts_bed"),
        refers("whereabouts", "person", ["person_id"], "person", ["id"]),
        refers(
            "whereabouts", "stands",
            ["person_id", "pseq", "place_id", "bed", "since", "depth"], "entry", STANDS,
        ),
        refers("whereabouts", "origin", ["person_id", "origin"], "entry", ["person_id", "pseq"]),
        CheckConstraint(
            "(bed = 0 AND bed_id IS NULL) OR (bed > 0 AND bed_id IS NOT NULL AND bed_id = bed)",
            name="ck_whereabouts_bed",
        ),
        Index("ix_whereabouts_place", "place_id"),
    )  # fmt: skip

    person_id: int = big()
    pseq: int = big()
    place_id: int = big()
    bed: int = big()
    bed_id: int | None = big(null=True)
    since: int = big()
    depth: int = big()
    origin: int = big()


class StayRow(SQLModel, table=True):
    """A person's time in a place, as believed over a time."""

    __tablename__ = "stay"
    __table_args__ = (
        key("stay", "person_id", "pseq"),
        refers("stay", "entry", ["person_id", "pseq"], "entry", ["person_id", "pseq"]),
        # All that a count of the past asks for: the stays of a day lie all over the table.
        Index(
            "ix_stay_past", "establishment_id", "span_class", "from_at", "to_at", "known_from",
            "closed_known", "retracted", "place_id", "bed",
        ),
        Index(
            "ix_stay_open", "establishment_id", "place_id", "bed", "to_at", "retracted",
            "person_id",
            sqlite_where=sql_text(OPEN), postgresql_where=sql_text(OPEN),
        ),
        Index("ix_stay_bed", "bed", "to_at"),
    )  # fmt: skip

    person_id: int = big()
    pseq: int = big()
    establishment_id: int = big()
    place_id: int = big()
    bed: int = big()
    from_at: int = big()
    to_at: int = big()
    known_from: int = big()
    closed_known: int = big()
    retracted: int = big()
    span_class: int = big()


class FactSpan(SQLModel, table=True):
    """A fact's value over a time, as believed over a time."""

    __tablename__ = "fact_span"
    __table_args__ = (
        key("fact_span", "establishment_id", "seq", "from_at", "known_from"),
        refers(
            "fact_span", "entry", ["establishment_id", "seq"], "entry", ["establishment_id", "seq"]
        ),
        *lengths("fact_span", subject_kind=14, fact_kind=14, value=8000),
        Index("ix_fact_span_subject", "subject_kind", "subject_id", "fact_kind", "to_at"),
    )

    establishment_id: int = big()
    seq: int = big()
    from_at: int = big()
    known_from: int = big()
    subject_kind: str = text(14)
    subject_id: int = big()
    fact_kind: str = text(14)
    value: str = text(8000)
    to_at: int = big()
    retracted: int = big()


class RollCheckRow(SQLModel, table=True):
    """A roll check: how it stands. What was counted is in its facts."""

    __tablename__ = "roll_check"
    __table_args__ = (
        key("roll_check", "id"),
        refers("roll_check", "establishment", ["establishment_id"], "establishment", ["id"]),
        CheckConstraint(
            f"(state = 'OPEN' AND ended_at = {FAR})"
            " OR (state IN ('DECLARED', 'ABANDONED') AND ended_at >= opened_at"
            f" AND ended_at < {FAR})",
            name="ck_roll_check_state",
        ),
        *lengths("roll_check", kind=12, state=10),
        Index("ix_roll_check_opened", "establishment_id", "opened_at"),
        Index("ix_roll_check_ended", "establishment_id", "ended_at"),
    )

    id: int = big()
    establishment_id: int = big()
    kind: str = text(12)
    as_of: int = big()
    opened_at: int = big()
    ended_at: int = big()
    state: str = text(10)

"""The tables of schema 6, declared in SQLModel (docs/architecture.md gives each column's meaning).

Loaded only to make or upgrade a store. Every rule that the store itself enforces is a named
constraint here; none needs a trigger, a partial index or a deferrable constraint.
"""

from sqlalchemy import CheckConstraint, Index, MetaData, UniqueConstraint
from sqlalchemy import text as sql_text
from sqlmodel import SQLModel

from db.access_tables import AccessListRow, AccessPersonRow, AccessRow
from db.batch_tables import BatchPartRow, BatchRow
from db.declare import added_text, big, key, lengths, ordered, refers, text
from db.merged_tables import MergedRow
from db.trust_tables import SignOnRow

__all__ = [
    "METADATA", "AccessListRow", "AccessPersonRow", "AccessRow", "BatchPartRow", "BatchRow",
    "MergedRow", "SignOnRow",
]  # fmt: skip

METADATA: MetaData = SQLModel.metadata
"""What Alembic compares a store with."""

_STANDS = ["person_id", "pseq", "to_place", "to_bed", "since", "depth"]


class RegisterInfo(SQLModel, table=True):
    """What this store is: one row."""

    __tablename__ = "register_info"
    __table_args__ = (
        key("register_info", "id"),
        CheckConstraint("id = 1", name="ck_register_info_one"),
        *lengths("register_info", application=20, register_id=36),
    )

    id: int = big()
    application: str = text(20)
    schema_number: int = big()
    register_id: str = text(36)
    created_at: int = big()


class Counter(SQLModel, table=True):
    """The next id of each kind."""

    __tablename__ = "counter"
    __table_args__ = (key("counter", "name"), *lengths("counter", name=20))

    name: str = text(20)
    next_value: int = big()


class Establishment(SQLModel, table=True):
    """A prison, or (1) the register itself."""

    __tablename__ = "establishment"
    __table_args__ = (
        key("establishment", "id"),
        UniqueConstraint("code", name="uq_establishment_code"),
        *lengths("establishment", code=6, name=80, timezone=40),
    )

    id: int = big()
    code: str = text(6)
    name: str = text(80)
    timezone: str = text(40)


class Chain(SQLModel, table=True):
    """The head of an establishment's book."""

    __tablename__ = "chain"
    __table_args__ = (
        key("chain", "establishment_id"),
        refers("chain", "establishment", ["establishment_id"], "establishment", ["id"]),
        CheckConstraint("length(hash) = 64", name="ck_chain_hash_length"),
    )

    establishment_id: int = big()
    seq: int = big()
    hash: str = text(64)
    recorded_at: int = big()


class OfficerRow(SQLModel, table=True):
    """An officer as recorded now."""

    __tablename__ = "officer"
    __table_args__ = (
        key("officer", "id"),
        UniqueConstraint("account", name="uq_officer_account"),
        refers("officer", "establishment", ["establishment_id"], "establishment", ["id"]),
        *lengths("officer", account=64, name=80, role=32),
    )

    id: int = big()
    account: str = text(64)
    name: str = text(80)
    role: str = text(32)
    establishment_id: int = big()
    active_from: int = big()
    active_to: int = big()
    grade: str = added_text("officer", "grade", 40)


class PlaceRow(SQLModel, table=True):
    """A place of an establishment."""

    __tablename__ = "place"
    __table_args__ = (
        key("place", "id"),
        UniqueConstraint("establishment_id", "code", name="uq_place_code"),
        refers("place", "establishment", ["establishment_id"], "establishment", ["id"]),
        refers("place", "parent", ["parent_id"], "place", ["id"]),
        Index("ix_place_kind", "kind", "establishment_id"),
        *lengths("place", code=40, kind=20, name=80),
    )

    id: int = big()
    establishment_id: int = big()
    parent_id: int | None = big(null=True)
    code: str = text(40)
    kind: str = text(20)
    name: str = text(80)


class Bed(SQLModel, table=True):
    """A bed of a cell; bed 0 is no bed."""

    __tablename__ = "bed"
    __table_args__ = (
        key("bed", "id"),
        UniqueConstraint("place_id", "number", name="uq_bed_number"),
        refers("bed", "place", ["place_id"], "place", ["id"]),
    )

    id: int = big()
    place_id: int = big()
    number: int = big()


class PersonRow(SQLModel, table=True):
    """A person's identity as recorded now."""

    __tablename__ = "person"
    __table_args__ = (
        key("person", "id"),
        UniqueConstraint("number", name="uq_person_number"),
        # In the order of lists of people, with what they tell: of one name they lie all over.
        Index(
            "ix_person_search_name",
            "search_name",
            "number",
            "last_name",
            "first_name",
            "date_of_birth",
        ),
        Index("ix_person_date_of_birth", "date_of_birth"),
        *lengths(
            "person",
            number=7,
            last_name=35,
            first_name=35,
            date_of_birth=10,
            sex=2,
            search_name=80,
        ),
    )

    id: int = big()
    number: str = text(7)
    last_name: str = text(35)
    first_name: str = text(35)
    date_of_birth: str = text(10)
    sex: str = text(2)
    search_name: str = ordered(80)


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


_MOVEMENT = ("person_id", "pseq", "from_place", "from_bed", "from_since", "from_depth",
             "to_place", "to_bed", "since", "depth")  # fmt: skip
_EARLIER = ("prev_pseq", "annuls_pseq", "restores_pseq")
_SUBJECT = ("subject_kind", "subject_id", "fact_kind")


def _all(columns: tuple[str, ...], state: str) -> str:
    return " AND ".join(f"{column} IS {state}" for column in columns)


class EntryRow(SQLModel, table=True):
    """A line of a book: a movement, a fact, or the annulment of one."""

    __tablename__ = "entry"
    __table_args__ = (
        key("entry", "establishment_id", "seq"),
        UniqueConstraint("request_id", "line", "part", name="uq_entry_line"),
        UniqueConstraint("person_id", "pseq", name="uq_entry_pseq"),
        UniqueConstraint(*_STANDS, name="uq_entry_stands"),
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
            "entry", _STANDS,
        ),
        refers(
            "entry", "annuls",
            ["person_id", "annuls_pseq", "from_place", "from_bed", "from_since", "from_depth"],
            "entry", _STANDS,
        ),
        refers(
            "entry", "restores",
            ["person_id", "restores_pseq", "to_place", "to_bed", "since", "depth"],
            "entry", _STANDS,
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


class WhereaboutsRow(SQLModel, table=True):
    """Where a person is now: exactly one row each, showing a standing that the ledger holds."""

    __tablename__ = "whereabouts"
    __table_args__ = (
        key("whereabouts", "person_id"),
        UniqueConstraint("bed_id", name="uq_whereabouts_bed"),
        refers("whereabouts", "person", ["person_id"], "person", ["id"]),
        refers(
            "whereabouts", "stands",
            ["person_id", "pseq", "place_id", "bed", "since", "depth"], "entry", _STANDS,
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


OPEN = "to_at = 253402300799999999 AND retracted = 253402300799999999 AND establishment_id > 1"
"""Which stays show where somebody is now who is in some prison's books."""


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


class SearchKey(SQLModel, table=True):
    """Something else by which a person is found: another name, or an identifier."""

    __tablename__ = "search_key"
    __table_args__ = (
        key("search_key", "kind", "value", "person_id"),
        refers("search_key", "person", ["person_id"], "person", ["id"]),
        *lengths("search_key", kind=10, value=80),
        Index("ix_search_key_person", "person_id"),
    )

    kind: str = text(10)
    value: str = ordered(80)
    person_id: int = big()


class SurnameKey(SQLModel, table=True):
    """A spelling or sound that leads to a surname which somebody has or had."""

    __tablename__ = "surname_key"
    __table_args__ = (
        key("surname_key", "key", "surname"),
        *lengths("surname_key", key=40, surname=40),
    )

    key: str = ordered(40)
    surname: str = ordered(40)


class RollCheckRow(SQLModel, table=True):
    """A roll check: how it stands. What was counted is in its facts."""

    __tablename__ = "roll_check"
    __table_args__ = (
        key("roll_check", "id"),
        refers("roll_check", "establishment", ["establishment_id"], "establishment", ["id"]),
        CheckConstraint(
            "(state = 'OPEN' AND ended_at = 253402300799999999)"
            " OR (state IN ('DECLARED', 'ABANDONED') AND ended_at >= opened_at"
            " AND ended_at < 253402300799999999)",
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

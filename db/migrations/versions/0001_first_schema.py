"""The first schema: the books, what they show now, and the past by stays and spans."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORDERED = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")


def upgrade() -> None:
    """Make every table."""
    _counter()
    _establishment()
    _person()
    _register_info()
    _chain()
    _officer()
    _place()
    _bed()
    _request()
    _entry()
    _fact_span()
    _stay()
    _whereabouts()


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("next_value", BIG, autoincrement=False, nullable=False),
        sa.CheckConstraint("length(name) <= 20", name="ck_counter_name_length"),
        sa.PrimaryKeyConstraint("name", name="pk_counter"),
    )


def _establishment() -> None:
    op.create_table(
        "establishment",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("timezone", sa.String(length=40), nullable=False),
        sa.CheckConstraint("length(code) <= 6", name="ck_establishment_code_length"),
        sa.CheckConstraint("length(name) <= 80", name="ck_establishment_name_length"),
        sa.CheckConstraint("length(timezone) <= 40", name="ck_establishment_timezone_length"),
        sa.PrimaryKeyConstraint("id", name="pk_establishment"),
        sa.UniqueConstraint("code", name="uq_establishment_code"),
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=7), nullable=False),
        sa.Column("last_name", sa.String(length=35), nullable=False),
        sa.Column("first_name", sa.String(length=35), nullable=False),
        sa.Column("date_of_birth", sa.String(length=10), nullable=False),
        sa.Column("sex", sa.String(length=2), nullable=False),
        sa.Column("search_name", ORDERED, nullable=False),
        sa.CheckConstraint("length(date_of_birth) <= 10", name="ck_person_date_of_birth_length"),
        sa.CheckConstraint("length(first_name) <= 35", name="ck_person_first_name_length"),
        sa.CheckConstraint("length(last_name) <= 35", name="ck_person_last_name_length"),
        sa.CheckConstraint("length(number) <= 7", name="ck_person_number_length"),
        sa.CheckConstraint("length(search_name) <= 80", name="ck_person_search_name_length"),
        sa.CheckConstraint("length(sex) <= 2", name="ck_person_sex_length"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("number", name="uq_person_number"),
    )
    op.create_index("ix_person_search_name", "person", ["search_name"], unique=False)


def _register_info() -> None:
    op.create_table(
        "register_info",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("application", sa.String(length=20), nullable=False),
        sa.Column("schema_number", BIG, autoincrement=False, nullable=False),
        sa.Column("register_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", BIG, autoincrement=False, nullable=False),
        sa.CheckConstraint("id = 1", name="ck_register_info_one"),
        sa.CheckConstraint("length(application) <= 20", name="ck_register_info_application_length"),
        sa.CheckConstraint("length(register_id) <= 36", name="ck_register_info_register_id_length"),
        sa.PrimaryKeyConstraint("id", name="pk_register_info"),
    )


def _chain() -> None:
    op.create_table(
        "chain",
        sa.Column("establishment_id", BIG, autoincrement=False, nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", BIG, autoincrement=False, nullable=False),
        sa.CheckConstraint("length(hash) = 64", name="ck_chain_hash_length"),
        sa.ForeignKeyConstraint(
            ["establishment_id"], ["establishment.id"], name="fk_chain_establishment"
        ),
        sa.PrimaryKeyConstraint("establishment_id", name="pk_chain"),
    )


def _officer() -> None:
    op.create_table(
        "officer",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("establishment_id", BIG, autoincrement=False, nullable=False),
        sa.Column("active_from", BIG, autoincrement=False, nullable=False),
        sa.Column("active_to", BIG, autoincrement=False, nullable=False),
        sa.CheckConstraint("length(account) <= 64", name="ck_officer_account_length"),
        sa.CheckConstraint("length(name) <= 80", name="ck_officer_name_length"),
        sa.CheckConstraint("length(role) <= 32", name="ck_officer_role_length"),
        sa.ForeignKeyConstraint(
            ["establishment_id"], ["establishment.id"], name="fk_officer_establishment"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_officer"),
        sa.UniqueConstraint("account", name="uq_officer_account"),
    )


def _place() -> None:
    op.create_table(
        "place",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("establishment_id", BIG, autoincrement=False, nullable=False),
        sa.Column("parent_id", BIG, autoincrement=False, nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.CheckConstraint("length(code) <= 40", name="ck_place_code_length"),
        sa.CheckConstraint("length(kind) <= 20", name="ck_place_kind_length"),
        sa.CheckConstraint("length(name) <= 80", name="ck_place_name_length"),
        sa.ForeignKeyConstraint(
            ["establishment_id"], ["establishment.id"], name="fk_place_establishment"
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["place.id"], name="fk_place_parent"),
        sa.PrimaryKeyConstraint("id", name="pk_place"),
        sa.UniqueConstraint("establishment_id", "code", name="uq_place_code"),
    )


def _bed() -> None:
    op.create_table(
        "bed",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("place_id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name="fk_bed_place"),
        sa.PrimaryKeyConstraint("id", name="pk_bed"),
        sa.UniqueConstraint("place_id", "number", name="uq_bed_number"),
    )


def _request() -> None:
    op.create_table(
        "request",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("verb", sa.String(length=20), nullable=False),
        sa.Column("officer_id", BIG, autoincrement=False, nullable=False),
        sa.Column("front_end", sa.String(length=12), nullable=False),
        sa.Column("recorded_at", BIG, autoincrement=False, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.CheckConstraint("length(content_hash) <= 64", name="ck_request_content_hash_length"),
        sa.CheckConstraint("length(front_end) <= 12", name="ck_request_front_end_length"),
        sa.CheckConstraint("length(id) <= 36", name="ck_request_id_length"),
        sa.CheckConstraint("length(verb) <= 20", name="ck_request_verb_length"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_request_officer"),
        sa.PrimaryKeyConstraint("id", name="pk_request"),
    )


def _entry() -> None:
    op.create_table(
        "entry",
        sa.Column("establishment_id", BIG, autoincrement=False, nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("verb", sa.String(length=20), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("line", BIG, autoincrement=False, nullable=False),
        sa.Column("part", BIG, autoincrement=False, nullable=False),
        sa.Column("officer_id", BIG, autoincrement=False, nullable=False),
        sa.Column("front_end", sa.String(length=12), nullable=False),
        sa.Column("occurred_at", BIG, autoincrement=False, nullable=False),
        sa.Column("recorded_at", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, autoincrement=False, nullable=True),
        sa.Column("pseq", BIG, autoincrement=False, nullable=True),
        sa.Column("prev_pseq", BIG, autoincrement=False, nullable=True),
        sa.Column("from_place", BIG, autoincrement=False, nullable=True),
        sa.Column("from_bed", BIG, autoincrement=False, nullable=True),
        sa.Column("from_since", BIG, autoincrement=False, nullable=True),
        sa.Column("from_depth", BIG, autoincrement=False, nullable=True),
        sa.Column("to_place", BIG, autoincrement=False, nullable=True),
        sa.Column("to_bed", BIG, autoincrement=False, nullable=True),
        sa.Column("since", BIG, autoincrement=False, nullable=True),
        sa.Column("depth", BIG, autoincrement=False, nullable=True),
        sa.Column("annuls_pseq", BIG, autoincrement=False, nullable=True),
        sa.Column("restores_pseq", BIG, autoincrement=False, nullable=True),
        sa.Column("subject_kind", sa.String(length=14), nullable=True),
        sa.Column("subject_id", BIG, autoincrement=False, nullable=True),
        sa.Column("fact_kind", sa.String(length=14), nullable=True),
        sa.Column("annuls_seq", BIG, autoincrement=False, nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.String(length=8000), nullable=False),
        sa.Column("format", BIG, autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("(kind = 'unfact') = (annuls_seq IS NOT NULL)", name="ck_entry_unfact"),
        sa.CheckConstraint(
            "(kind IN ('move', 'annul') AND person_id IS NOT NULL AND pseq IS NOT NULL AND from_place IS NOT NULL AND from_bed IS NOT NULL AND from_since IS NOT NULL AND from_depth IS NOT NULL AND to_place IS NOT NULL AND to_bed IS NOT NULL AND since IS NOT NULL AND depth IS NOT NULL AND subject_kind IS NULL AND subject_id IS NULL AND fact_kind IS NULL AND annuls_seq IS NULL) OR (kind IN ('fact', 'unfact') AND person_id IS NULL AND pseq IS NULL AND from_place IS NULL AND from_bed IS NULL AND from_since IS NULL AND from_depth IS NULL AND to_place IS NULL AND to_bed IS NULL AND since IS NULL AND depth IS NULL AND subject_kind IS NOT NULL AND subject_id IS NOT NULL AND fact_kind IS NOT NULL AND prev_pseq IS NULL AND annuls_pseq IS NULL AND restores_pseq IS NULL)",
            name="ck_entry_kind",
        ),
        sa.CheckConstraint(
            "kind <> 'annul' OR (depth = from_depth - 1 AND depth >= 1 AND annuls_pseq IS NOT NULL AND annuls_pseq >= 2 AND restores_pseq IS NOT NULL AND restores_pseq = annuls_pseq - 1)",
            name="ck_entry_annul",
        ),
        sa.CheckConstraint(
            "kind <> 'move' OR (depth = from_depth + 1 AND since = occurred_at AND since >= from_since AND occurred_at <= recorded_at AND annuls_pseq IS NULL AND restores_pseq IS NULL)",
            name="ck_entry_move",
        ),
        sa.CheckConstraint(
            "pseq IS NULL OR (pseq = 1 AND kind = 'move' AND prev_pseq IS NULL AND from_place = 1 AND from_bed = 0 AND from_depth = 0) OR (pseq > 1 AND prev_pseq IS NOT NULL AND prev_pseq = pseq - 1)",
            name="ck_entry_line",
        ),
        sa.CheckConstraint("length(detail) <= 8000", name="ck_entry_detail_length"),
        sa.CheckConstraint("length(fact_kind) <= 14", name="ck_entry_fact_kind_length"),
        sa.CheckConstraint("length(front_end) <= 12", name="ck_entry_front_end_length"),
        sa.CheckConstraint("length(hash) = 64", name="ck_entry_hash_length"),
        sa.CheckConstraint("length(kind) <= 6", name="ck_entry_kind_length"),
        sa.CheckConstraint("length(reason) <= 20", name="ck_entry_reason_length"),
        sa.CheckConstraint("length(subject_kind) <= 14", name="ck_entry_subject_kind_length"),
        sa.CheckConstraint("length(verb) <= 20", name="ck_entry_verb_length"),
        sa.ForeignKeyConstraint(
            ["establishment_id", "annuls_seq"],
            ["entry.establishment_id", "entry.seq"],
            name="fk_entry_withdraws",
        ),
        sa.ForeignKeyConstraint(
            ["establishment_id"], ["establishment.id"], name="fk_entry_establishment"
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_entry_officer"),
        sa.ForeignKeyConstraint(
            ["person_id", "annuls_pseq", "from_place", "from_bed", "from_since", "from_depth"],
            [
                "entry.person_id",
                "entry.pseq",
                "entry.to_place",
                "entry.to_bed",
                "entry.since",
                "entry.depth",
            ],
            name="fk_entry_annuls",
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "prev_pseq", "from_place", "from_bed", "from_since", "from_depth"],
            [
                "entry.person_id",
                "entry.pseq",
                "entry.to_place",
                "entry.to_bed",
                "entry.since",
                "entry.depth",
            ],
            name="fk_entry_from",
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "restores_pseq", "to_place", "to_bed", "since", "depth"],
            [
                "entry.person_id",
                "entry.pseq",
                "entry.to_place",
                "entry.to_bed",
                "entry.since",
                "entry.depth",
            ],
            name="fk_entry_restores",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_entry_person"),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name="fk_entry_request"),
        sa.ForeignKeyConstraint(["to_bed"], ["bed.id"], name="fk_entry_to_bed"),
        sa.ForeignKeyConstraint(["to_place"], ["place.id"], name="fk_entry_to_place"),
        sa.PrimaryKeyConstraint("establishment_id", "seq", name="pk_entry"),
        sa.UniqueConstraint("establishment_id", "annuls_seq", name="uq_entry_withdrawn_once"),
        sa.UniqueConstraint("person_id", "annuls_pseq", name="uq_entry_annulled_once"),
        sa.UniqueConstraint(
            "person_id", "pseq", "to_place", "to_bed", "since", "depth", name="uq_entry_stands"
        ),
        sa.UniqueConstraint("person_id", "pseq", name="uq_entry_pseq"),
        sa.UniqueConstraint("request_id", "line", "part", name="uq_entry_line"),
    )
    op.create_index("ix_entry_occurred", "entry", ["establishment_id", "occurred_at"], unique=False)


def _fact_span() -> None:
    op.create_table(
        "fact_span",
        sa.Column("establishment_id", BIG, autoincrement=False, nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("from_at", BIG, autoincrement=False, nullable=False),
        sa.Column("known_from", BIG, autoincrement=False, nullable=False),
        sa.Column("subject_kind", sa.String(length=14), nullable=False),
        sa.Column("subject_id", BIG, autoincrement=False, nullable=False),
        sa.Column("fact_kind", sa.String(length=14), nullable=False),
        sa.Column("value", sa.String(length=8000), nullable=False),
        sa.Column("to_at", BIG, autoincrement=False, nullable=False),
        sa.Column("retracted", BIG, autoincrement=False, nullable=False),
        sa.CheckConstraint("length(fact_kind) <= 14", name="ck_fact_span_fact_kind_length"),
        sa.CheckConstraint("length(subject_kind) <= 14", name="ck_fact_span_subject_kind_length"),
        sa.CheckConstraint("length(value) <= 8000", name="ck_fact_span_value_length"),
        sa.ForeignKeyConstraint(
            ["establishment_id", "seq"],
            ["entry.establishment_id", "entry.seq"],
            name="fk_fact_span_entry",
        ),
        sa.PrimaryKeyConstraint(
            "establishment_id", "seq", "from_at", "known_from", name="pk_fact_span"
        ),
    )
    op.create_index(
        "ix_fact_span_subject",
        "fact_span",
        ["subject_kind", "subject_id", "fact_kind", "to_at"],
        unique=False,
    )


def _stay() -> None:
    op.create_table(
        "stay",
        sa.Column("person_id", BIG, autoincrement=False, nullable=False),
        sa.Column("pseq", BIG, autoincrement=False, nullable=False),
        sa.Column("establishment_id", BIG, autoincrement=False, nullable=False),
        sa.Column("place_id", BIG, autoincrement=False, nullable=False),
        sa.Column("bed", BIG, autoincrement=False, nullable=False),
        sa.Column("from_at", BIG, autoincrement=False, nullable=False),
        sa.Column("to_at", BIG, autoincrement=False, nullable=False),
        sa.Column("known_from", BIG, autoincrement=False, nullable=False),
        sa.Column("closed_known", BIG, autoincrement=False, nullable=False),
        sa.Column("retracted", BIG, autoincrement=False, nullable=False),
        sa.Column("late_class", BIG, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "pseq"], ["entry.person_id", "entry.pseq"], name="fk_stay_entry"
        ),
        sa.PrimaryKeyConstraint("person_id", "pseq", name="pk_stay"),
    )
    op.create_index("ix_stay_bed", "stay", ["bed", "to_at"], unique=False)
    op.create_index(
        "ix_stay_past", "stay", ["establishment_id", "late_class", "to_at"], unique=False
    )


def _whereabouts() -> None:
    op.create_table(
        "whereabouts",
        sa.Column("person_id", BIG, autoincrement=False, nullable=False),
        sa.Column("pseq", BIG, autoincrement=False, nullable=False),
        sa.Column("place_id", BIG, autoincrement=False, nullable=False),
        sa.Column("bed", BIG, autoincrement=False, nullable=False),
        sa.Column("bed_id", BIG, autoincrement=False, nullable=True),
        sa.Column("since", BIG, autoincrement=False, nullable=False),
        sa.Column("depth", BIG, autoincrement=False, nullable=False),
        sa.Column("origin", BIG, autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "(bed = 0 AND bed_id IS NULL) OR (bed > 0 AND bed_id IS NOT NULL AND bed_id = bed)",
            name="ck_whereabouts_bed",
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "origin"], ["entry.person_id", "entry.pseq"], name="fk_whereabouts_origin"
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "pseq", "place_id", "bed", "since", "depth"],
            [
                "entry.person_id",
                "entry.pseq",
                "entry.to_place",
                "entry.to_bed",
                "entry.since",
                "entry.depth",
            ],
            name="fk_whereabouts_stands",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_whereabouts_person"),
        sa.PrimaryKeyConstraint("person_id", name="pk_whereabouts"),
        sa.UniqueConstraint("bed_id", name="uq_whereabouts_bed"),
    )
    op.create_index("ix_whereabouts_place", "whereabouts", ["place_id"], unique=False)

"""Keys by which people are found: other names, identifiers, misspellings, date of birth."""

import json

import sqlalchemy as sa
from alembic import op

from db.surnames import folded_surname, surname_keys

revision = "0002"
down_revision = "0001"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the two tables and fill the one that an older register has something for."""
    op.create_table(
        "search_key",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", _ordered(80), nullable=False),
        sa.Column("person_id", BIG, autoincrement=False, nullable=False),
        sa.CheckConstraint("length(kind) <= 10", name="ck_search_key_kind_length"),
        sa.CheckConstraint("length(value) <= 80", name="ck_search_key_value_length"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_search_key_person"),
        sa.PrimaryKeyConstraint("kind", "value", "person_id", name="pk_search_key"),
    )
    op.create_index("ix_search_key_person", "search_key", ["person_id"], unique=False)
    op.create_table(
        "surname_key",
        sa.Column("key", _ordered(40), nullable=False),
        sa.Column("surname", _ordered(40), nullable=False),
        sa.CheckConstraint("length(key) <= 40", name="ck_surname_key_key_length"),
        sa.CheckConstraint("length(surname) <= 40", name="ck_surname_key_surname_length"),
        sa.PrimaryKeyConstraint("key", "surname", name="pk_surname_key"),
    )
    op.create_index("ix_person_date_of_birth", "person", ["date_of_birth"], unique=False)
    _fill()


def _ordered(length: int) -> sa.types.TypeEngine[str]:
    by_character = sa.String(length, collation="C")
    return sa.String(length).with_variant(by_character, "postgresql")


def _fill() -> None:
    """Take in every surname that somebody ever had; a new register's counters come later."""
    connection = op.get_bind()
    op.execute("INSERT INTO counter (name, next_value) SELECT 'temporary', 1 FROM register_info")
    said = connection.exec_driver_sql(
        "SELECT DISTINCT detail FROM entry"
        " WHERE kind = 'fact' AND subject_kind = 'person' AND fact_kind = 'identity'"
    )
    surnames = {folded_surname(json.loads(detail)["last_name"]) for (detail,) in said} - {""}
    rows = [
        {"key": key, "surname": surname}
        for surname in sorted(surnames)
        for key in sorted(surname_keys(surname))
    ]
    table = sa.table("surname_key", sa.column("key", sa.String), sa.column("surname", sa.String))
    if rows:
        op.bulk_insert(table, rows)

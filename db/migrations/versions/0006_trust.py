"""Who signed on, and who saw what."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _big(name: str) -> sa.Column[int]:
    return sa.Column(name, BIG, autoincrement=False, nullable=False)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _add_text(table: str, name: str, length: int) -> None:
    """Add a column with its limit, empty in every row that is there."""
    # Written out: Alembic would make the whole table anew on SQLite, without its triggers.
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {name} VARCHAR({length}) DEFAULT '' NOT NULL"
        f" CONSTRAINT ck_{table}_{name}_length CHECK (length({name}) <= {length})"
    )


def upgrade() -> None:
    """Make the tables; nobody of an older register has a second factor, nor two records."""
    _add_text("officer", "grade", 40)
    _add_text("request", "reason", 240)
    _add_text("request", "origin", 200)
    op.create_index("ix_request_officer", "request", ["officer_id", "recorded_at"])
    op.drop_index("ix_person_search_name", "person")
    told = ["search_name", "number", "last_name", "first_name", "date_of_birth"]
    op.create_index("ix_person_search_name", "person", told)
    _access()
    op.create_table(
        "sign_on",
        _big("officer_id"),
        _text("factor", 200),
        _big("set_at"),
        _big("tries"),
        _big("locked_at"),
        sa.CheckConstraint("tries >= 0 AND locked_at >= 0", name="ck_sign_on_tries"),
        sa.CheckConstraint("length(factor) <= 200", name="ck_sign_on_factor_length"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_sign_on_officer"),
        sa.PrimaryKeyConstraint("officer_id", name="pk_sign_on"),
    )
    op.create_table(
        "merged",
        _big("person_id"),
        _big("into_id"),
        sa.CheckConstraint("person_id <> into_id", name="ck_merged_two"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_merged_person"),
        sa.ForeignKeyConstraint(["into_id"], ["person.id"], name="fk_merged_into"),
        sa.PrimaryKeyConstraint("person_id", name="pk_merged"),
    )
    op.create_index("ix_merged_into", "merged", ["into_id"])


def _access() -> None:
    """Make the tables of who saw what; what was seen before is in no chain."""
    op.create_table(
        "access_list",
        _big("id"),
        _text("digest", 64),
        _big("people"),
        sa.CheckConstraint("people >= 1", name="ck_access_list_people"),
        _length("access_list", "digest", 64),
        sa.PrimaryKeyConstraint("id", name="pk_access_list"),
        sa.UniqueConstraint("digest", name="uq_access_list_digest"),
    )
    op.create_table(
        "access_person",
        _big("list_id"),
        _big("position"),
        _text("number", 9),
        _length("access_person", "number", 9),
        sa.ForeignKeyConstraint(["list_id"], ["access_list.id"], name="fk_access_person_list"),
        sa.PrimaryKeyConstraint("list_id", "position", name="pk_access_person"),
    )
    op.create_index("ix_access_person_number", "access_person", ["number", "list_id"])
    texts = {"officer": 64, "terminal": 64, "origin": 200, "front_end": 12, "purpose": 200,
             "recipient": 200}  # fmt: skip
    hashes = {"line_hash": 64, "hash": 64}
    op.create_table(
        "access",
        _big("id"),
        _text("source", 36),
        _big("line"),
        _big("at"),
        _text("kind", 12),
        *(_text(name, most) for name, most in texts.items()),
        sa.Column("list_id", BIG, autoincrement=False, nullable=True),
        *(_text(name, most) for name, most in hashes.items()),
        sa.CheckConstraint("id >= 1 AND line >= 1", name="ck_access_numbers"),
        sa.CheckConstraint(
            "(list_id IS NULL) = (kind IN ('begin', 'end', 'healed'))", name="ck_access_kind"
        ),
        *(
            _length("access", name, most)
            for name, most in {"source": 36, "kind": 12, **texts, **hashes}.items()
        ),
        sa.ForeignKeyConstraint(["list_id"], ["access_list.id"], name="fk_access_list"),
        sa.PrimaryKeyConstraint("id", name="pk_access"),
        sa.UniqueConstraint("source", "line", name="uq_access_line"),
    )
    op.create_index("ix_access_officer", "access", ["officer", "at"])
    op.create_index("ix_access_list", "access", ["list_id", "at"])


def _length(table: str, column: str, most: int) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"length({column}) <= {most}", name=f"ck_{table}_{column}_length")

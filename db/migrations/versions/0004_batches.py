"""Batches: which file was done in which acts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _big(name: str) -> sa.Column[int]:
    return sa.Column(name, BIG, autoincrement=False, nullable=False)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def upgrade() -> None:
    """Make both tables; an older register has begun no batch yet."""
    op.create_table(
        "batch",
        _text("id", 36),
        _text("name", 100),
        _text("source", 255),
        _text("digest", 64),
        _big("row_count"),
        _big("part_rows"),
        _big("each_row"),
        _big("officer_id"),
        _text("front_end", 12),
        _big("establishment_id"),
        _big("begun_at"),
        sa.CheckConstraint("row_count >= 1 AND part_rows >= 1", name="ck_batch_counts"),
        sa.CheckConstraint("each_row IN (0, 1)", name="ck_batch_each"),
        sa.CheckConstraint("length(id) <= 36", name="ck_batch_id_length"),
        sa.CheckConstraint("length(name) <= 100", name="ck_batch_name_length"),
        sa.CheckConstraint("length(source) <= 255", name="ck_batch_source_length"),
        sa.CheckConstraint("length(digest) <= 64", name="ck_batch_digest_length"),
        sa.CheckConstraint("length(front_end) <= 12", name="ck_batch_front_end_length"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_batch_officer"),
        sa.ForeignKeyConstraint(
            ["establishment_id"], ["establishment.id"], name="fk_batch_establishment"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_batch"),
        sa.UniqueConstraint("name", name="uq_batch_name"),
    )
    op.create_table(
        "batch_part",
        _text("batch_id", 36),
        _big("part"),
        _text("request_id", 36),
        _big("first_line"),
        _big("last_line"),
        sa.Column("row_numbers", sa.Text(), nullable=False),
        _big("recorded_at"),
        sa.CheckConstraint(
            "part >= 1 AND first_line >= 1 AND last_line >= first_line",
            name="ck_batch_part_lines",
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_batch_part_batch"),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name="fk_batch_part_request"),
        sa.PrimaryKeyConstraint("batch_id", "part", name="pk_batch_part"),
        sa.UniqueConstraint("request_id", name="uq_batch_part_request"),
    )

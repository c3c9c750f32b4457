"""Roll checks: how each stands, and the number of the next."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = "state = 'OPEN' AND ended_at = 253402300799999999"
ENDED = (
    "state IN ('DECLARED', 'ABANDONED') AND ended_at >= opened_at AND ended_at < 253402300799999999"
)


def upgrade() -> None:
    """Make the table; an older register has had no check yet, a new one's counters come later."""
    op.create_table(
        "roll_check",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("establishment_id", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("as_of", BIG, autoincrement=False, nullable=False),
        sa.Column("opened_at", BIG, autoincrement=False, nullable=False),
        sa.Column("ended_at", BIG, autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.CheckConstraint(f"({OPEN}) OR ({ENDED})", name="ck_roll_check_state"),
        sa.CheckConstraint("length(kind) <= 12", name="ck_roll_check_kind_length"),
        sa.CheckConstraint("length(state) <= 10", name="ck_roll_check_state_length"),
        sa.ForeignKeyConstraint(
            ["establishment_id"], ["establishment.id"], name="fk_roll_check_establishment"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_roll_check"),
    )
    op.create_index(
        "ix_roll_check_opened", "roll_check", ["establishment_id", "opened_at"], unique=False
    )
    op.create_index(
        "ix_roll_check_ended", "roll_check", ["establishment_id", "ended_at"], unique=False
    )
    op.execute("INSERT INTO counter (name, next_value) SELECT 'check', 1 FROM register_info")

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
    """Make the tables; nobody of an older register has a second factor."""
    _add_text("officer", "grade", 40)
    _add_text("request", "reason", 240)
    _add_text("request", "origin", 200)
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

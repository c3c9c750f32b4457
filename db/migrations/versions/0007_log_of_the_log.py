"""What the log of who saw what says of itself: who signs on and off, what was cut and erased."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ABOUT_NOBODY = (
    "(list_id IS NULL) = (kind IN ('begin', 'end', 'healed', 'cut', 'sign-on', 'sign-off',"
    " 'erased'))"
)
"""The kinds of a row that is about nobody's record."""


def upgrade() -> None:
    """Let rows of more kinds be about nobody; every row that is there stays as it is."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("ck_access_kind", "access", type_="check")
        op.create_check_constraint("ck_access_kind", "access", ABOUT_NOBODY)
        return
    # SQLite changes no constraint: the table is made anew, in the words of one that is new.
    op.drop_index("ix_access_officer", "access")
    op.drop_index("ix_access_list", "access")
    op.rename_table("access", "access_before")
    _access()
    op.execute("INSERT INTO access SELECT * FROM access_before")
    op.drop_table("access_before")
    op.create_index("ix_access_officer", "access", ["officer", "at"])
    op.create_index("ix_access_list", "access", ["list_id", "at"])


def _access() -> None:
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
        sa.CheckConstraint(ABOUT_NOBODY, name="ck_access_kind"),
        *(
            sa.CheckConstraint(f"length({name}) <= {most}", name=f"ck_access_{name}_length")
            for name, most in {"source": 36, "kind": 12, **texts, **hashes}.items()
        ),
        sa.ForeignKeyConstraint(["list_id"], ["access_list.id"], name="fk_access_list"),
        sa.PrimaryKeyConstraint("id", name="pk_access"),
        sa.UniqueConstraint("source", "line", name="uq_access_line"),
    )


def _big(name: str) -> sa.Column[int]:
    return sa.Column(name, BIG, autoincrement=False, nullable=False)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)

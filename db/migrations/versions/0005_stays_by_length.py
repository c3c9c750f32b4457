"""Stays by how long they lasted, so that the past costs as much as the people of then.

Before, they were kept by how late their end was recorded, and whatever ended after the instant
asked for was read.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

SECOND = 1_000_000
CLASSES = 40
OPEN = "to_at = 253402300799999999 AND retracted = 253402300799999999 AND establishment_id > 1"


def upgrade() -> None:
    """Put every stay into the class of its length, and make the indexes that go with it."""
    op.drop_index("ix_stay_past", "stay")
    op.execute("ALTER TABLE stay RENAME COLUMN late_class TO span_class")
    # The bit length of whole seconds; neither database has a function for it.
    classes = " ".join(
        f"WHEN closed_known - from_at < {2**at * SECOND} THEN {at}" for at in range(CLASSES)
    )
    op.execute(f"UPDATE stay SET span_class = CASE {classes} END")
    op.create_index(
        "ix_stay_past",
        "stay",
        [
            "establishment_id",
            "span_class",
            "from_at",
            "to_at",
            "known_from",
            "closed_known",
            "retracted",
            "place_id",
            "bed",
        ],
    )
    op.create_index(
        "ix_stay_open",
        "stay",
        ["establishment_id", "place_id", "bed", "to_at", "retracted", "person_id"],
        sqlite_where=sa.text(OPEN),
        postgresql_where=sa.text(OPEN),
    )
    op.create_index("ix_place_kind", "place", ["kind", "establishment_id"])

"""The table of records that are of one person (docs/architecture.md)."""

from sqlalchemy import CheckConstraint, Index
from sqlmodel import SQLModel

from db.declare import big, key, refers


class MergedRow(SQLModel, table=True):
    """A record that is of the same person as another; a projection of the facts in force."""

    __tablename__ = "merged"
    __table_args__ = (
        key("merged", "person_id"),
        refers("merged", "person", ["person_id"], "person", ["id"]),
        refers("merged", "into", ["into_id"], "person", ["id"]),
        CheckConstraint("person_id <> into_id", name="ck_merged_two"),
        Index("ix_merged_into", "into_id"),
    )

    person_id: int = big()
    into_id: int = big()
    """The record that stands for both."""

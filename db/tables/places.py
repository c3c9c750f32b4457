"""The places of prisons, and the beds of their cells."""

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import SQLModel

from db.tables.declare import big, key, lengths, refers, text


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

"""The tables of who saw what (docs/architecture.md, docs/access-log.md)."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import SQLModel

from db.tables.declare import big, key, lengths, refers, text


class AccessListRow(SQLModel, table=True):
    """Some people who were seen together; the same list seen again is not written again."""

    __tablename__ = "access_list"
    __table_args__ = (
        key("access_list", "id"),
        UniqueConstraint("digest", name="uq_access_list_digest"),
        CheckConstraint("people >= 1", name="ck_access_list_people"),
        *lengths("access_list", digest=64),
    )

    id: int = big()
    digest: str = text(64)
    people: int = big()


class AccessPersonRow(SQLModel, table=True):
    """Somebody in such a list."""

    __tablename__ = "access_person"
    __table_args__ = (
        key("access_person", "list_id", "position"),
        refers("access_person", "list", ["list_id"], "access_list", ["id"]),
        Index("ix_access_person_number", "number", "list_id"),
        *lengths("access_person", number=9),
    )

    list_id: int = big()
    position: int = big()
    number: str = text(9)


class AccessRow(SQLModel, table=True):
    """A line of an access log, taken into the store."""

    __tablename__ = "access"
    __table_args__ = (
        key("access", "id"),
        UniqueConstraint("source", "line", name="uq_access_line"),
        refers("access", "list", ["list_id"], "access_list", ["id"]),
        CheckConstraint("id >= 1 AND line >= 1", name="ck_access_numbers"),
        CheckConstraint(
            "(list_id IS NULL)"
            " = (kind IN ('begin', 'end', 'healed', 'cut', 'sign-on', 'sign-off',"
            " 'erased'))",
            name="ck_access_kind",
        ),
        Index("ix_access_officer", "officer", "at"),
        Index("ix_access_list", "list_id", "at"),
        *lengths(
            "access", source=36, kind=12, officer=64, terminal=64, origin=200, front_end=12,
            purpose=200, recipient=200, line_hash=64, hash=64,
        ),
    )  # fmt: skip

    id: int = big()
    source: str = text(36)
    line: int = big()
    at: int = big()
    kind: str = text(12)
    officer: str = text(64)
    terminal: str = text(64)
    origin: str = text(200)
    front_end: str = text(12)
    purpose: str = text(200)
    recipient: str = text(200)
    list_id: int | None = big(null=True)
    line_hash: str = text(64)
    hash: str = text(64)

"""The tables of batches: which file was done in which acts (docs/architecture.md)."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import SQLModel

from db.tables.declare import big, key, lengths, refers, text


class BatchRow(SQLModel, table=True):
    """A file of rows that was begun, under a name of its own in the register."""

    __tablename__ = "batch"
    __table_args__ = (
        key("batch", "id"),
        UniqueConstraint("name", name="uq_batch_name"),
        refers("batch", "officer", ["officer_id"], "officer", ["id"]),
        refers("batch", "establishment", ["establishment_id"], "establishment", ["id"]),
        CheckConstraint("row_count >= 1 AND part_rows >= 1", name="ck_batch_counts"),
        CheckConstraint("each_row IN (0, 1)", name="ck_batch_each"),
        *lengths("batch", id=36, name=100, source=255, digest=64, front_end=12),
    )

    id: str = text(36)
    name: str = text(100)
    source: str = text(255)
    digest: str = text(64)
    row_count: int = big()
    part_rows: int = big()
    each_row: int = big()
    officer_id: int = big()
    front_end: str = text(12)
    establishment_id: int = big()
    begun_at: int = big()


class BatchPartRow(SQLModel, table=True):
    """A part of a batch that was done: which rows of the file, by which act."""

    __tablename__ = "batch_part"
    __table_args__ = (
        key("batch_part", "batch_id", "part"),
        UniqueConstraint("request_id", name="uq_batch_part_request"),
        refers("batch_part", "batch", ["batch_id"], "batch", ["id"]),
        refers("batch_part", "request", ["request_id"], "request", ["id"]),
        CheckConstraint(
            "part >= 1 AND first_line >= 1 AND last_line >= first_line",
            name="ck_batch_part_lines",
        ),
    )

    batch_id: str = text(36)
    part: int = big()
    request_id: str = text(36)
    first_line: int = big()
    last_line: int = big()
    row_numbers: str = text()
    recorded_at: int = big()

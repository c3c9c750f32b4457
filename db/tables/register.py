"""What a register is: itself, its prisons and their books, its officers."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import SQLModel

from db.tables.declare import added_text, big, key, lengths, refers, text


class RegisterInfo(SQLModel, table=True):
    """What this store is: one row."""

    __tablename__ = "register_info"
    __table_args__ = (
        key("register_info", "id"),
        CheckConstraint("id = 1", name="ck_register_info_one"),
        *lengths("register_info", application=20, register_id=36),
    )

    id: int = big()
    application: str = text(20)
    schema_number: int = big()
    register_id: str = text(36)
    created_at: int = big()


class Counter(SQLModel, table=True):
    """The next id of each kind."""

    __tablename__ = "counter"
    __table_args__ = (key("counter", "name"), *lengths("counter", name=20))

    name: str = text(20)
    next_value: int = big()


class Establishment(SQLModel, table=True):
    """A prison, or (1) the register itself."""

    __tablename__ = "establishment"
    __table_args__ = (
        key("establishment", "id"),
        UniqueConstraint("code", name="uq_establishment_code"),
        *lengths("establishment", code=6, name=80, timezone=40),
    )

    id: int = big()
    code: str = text(6)
    name: str = text(80)
    timezone: str = text(40)


class Chain(SQLModel, table=True):
    """The head of an establishment's book."""

    __tablename__ = "chain"
    __table_args__ = (
        key("chain", "establishment_id"),
        refers("chain", "establishment", ["establishment_id"], "establishment", ["id"]),
        CheckConstraint("length(hash) = 64", name="ck_chain_hash_length"),
    )

    establishment_id: int = big()
    seq: int = big()
    hash: str = text(64)
    recorded_at: int = big()


class OfficerRow(SQLModel, table=True):
    """An officer as recorded now."""

    __tablename__ = "officer"
    __table_args__ = (
        key("officer", "id"),
        UniqueConstraint("account", name="uq_officer_account"),
        refers("officer", "establishment", ["establishment_id"], "establishment", ["id"]),
        *lengths("officer", account=64, name=80, role=32),
    )

    id: int = big()
    account: str = text(64)
    name: str = text(80)
    role: str = text(32)
    establishment_id: int = big()
    active_from: int = big()
    active_to: int = big()
    grade: str = added_text("officer", "grade", 40)

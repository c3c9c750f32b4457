"""The tables of who signs on (docs/architecture.md)."""

from sqlalchemy import CheckConstraint
from sqlmodel import SQLModel

from db.tables.declare import big, key, lengths, refers, text


class SignOnRow(SQLModel, table=True):
    """An officer's second factor at a shared terminal, and how often it was tried in vain."""

    __tablename__ = "sign_on"
    __table_args__ = (
        key("sign_on", "officer_id"),
        refers("sign_on", "officer", ["officer_id"], "officer", ["id"]),
        CheckConstraint("tries >= 0 AND locked_at >= 0", name="ck_sign_on_tries"),
        *lengths("sign_on", factor=200),
    )

    officer_id: int = big()
    factor: str = text(200)
    """What an answer is checked against, never the answer."""
    set_at: int = big()
    tries: int = big()
    """Answers in vain since the last right one."""
    locked_at: int = big()
    """0: not locked."""

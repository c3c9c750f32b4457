"""The words in which `db.tables` declares columns and named constraints."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    Text,
)
from sqlalchemy import text as sql_text
from sqlmodel import Field

_EMPTY = sql_text("''")
_BIG = BigInteger().with_variant(Integer, "sqlite")


def big(*, null: bool = False) -> Any:
    """Declare an integer column of eight bytes."""
    return Field(sa_type=_BIG, nullable=null, sa_column_kwargs={"autoincrement": False})


def ordered(length: int) -> Any:
    """Declare a text column whose order is that of its characters, on every database.

    A search for how a text begins is a range, and an order by the rules of a language can put the
    end of that range before its start. SQLite orders so by itself.
    """
    by_character = String(length, collation="C")
    return Field(sa_type=String(length).with_variant(by_character, "postgresql"), nullable=False)


def text(length: int = 0, *, null: bool = False) -> Any:
    """Declare a text column of at most `length` characters, or of any length."""
    return Field(sa_type=String(length) if length else Text, nullable=null)


def added_text(table: str, name: str, length: int) -> Any:
    """Declare a text column that came to a table later, as adding it makes it: empty if not given.

    SQLite takes a column without NULL only with a default, and its check only with the column.
    """
    check = CheckConstraint(f"length({name}) <= {length}", name=f"ck_{table}_{name}_length")
    return Field(
        sa_column=Column(name, String(length), check, nullable=False, server_default=_EMPTY)
    )


def lengths(table: str, **longest: int) -> list[CheckConstraint]:
    """Give the checks that hold texts to their lengths: SQLite does not by itself."""
    return [
        CheckConstraint(f"length({column}) <= {most}", name=f"ck_{table}_{column}_length")
        for column, most in longest.items()
    ]


def key(table: str, *columns: str) -> PrimaryKeyConstraint:
    """Give the named primary key."""
    return PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def refers(table: str, name: str, columns: list[str], target: str, to: list[str]) -> Any:
    """Give a named foreign key."""
    return ForeignKeyConstraint(
        columns, [f"{target}.{column}" for column in to], name=f"fk_{table}_{name}"
    )

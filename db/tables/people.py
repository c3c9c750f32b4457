"""Who people are, and what finds them: projections of the facts about them."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import SQLModel

from db.tables.declare import big, key, lengths, ordered, refers, text


class PersonRow(SQLModel, table=True):
    """A person's identity as recorded now."""

    __tablename__ = "person"
    __table_args__ = (
        key("person", "id"),
        UniqueConstraint("number", name="uq_person_number"),
        # In the order of lists of people, with what they tell: of one name they lie all over.
        Index(
            "ix_person_search_name",
            "search_name",
            "number",
            "last_name",
            "first_name",
            "date_of_birth",
        ),
        Index("ix_person_date_of_birth", "date_of_birth"),
        *lengths(
            "person",
            number=7,
            last_name=35,
            first_name=35,
            date_of_birth=10,
            sex=2,
            search_name=80,
        ),
    )

    id: int = big()
    number: str = text(7)
    last_name: str = text(35)
    first_name: str = text(35)
    date_of_birth: str = text(10)
    sex: str = text(2)
    search_name: str = ordered(80)


class SearchKey(SQLModel, table=True):
    """Something else by which a person is found: another name, or an identifier."""

    __tablename__ = "search_key"
    __table_args__ = (
        key("search_key", "kind", "value", "person_id"),
        refers("search_key", "person", ["person_id"], "person", ["id"]),
        *lengths("search_key", kind=10, value=80),
        Index("ix_search_key_person", "person_id"),
    )

    kind: str = text(10)
    value: str = ordered(80)
    person_id: int = big()


class SurnameKey(SQLModel, table=True):
    """A spelling or sound that leads to a surname which somebody has or had."""

    __tablename__ = "surname_key"
    __table_args__ = (
        key("surname_key", "key", "surname"),
        *lengths("surname_key", key=40, surname=40),
    )

    key: str = ordered(40)
    surname: str = ordered(40)


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

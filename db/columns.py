"""The column lists of every insert, so that writing needs no SQLModel.

A test holds them against the tables.
"""

from dataclasses import dataclass

Column = tuple[str, str]
"""Name, and `int` or `text`."""


@dataclass(frozen=True, slots=True)
class InsertInto:
    """One INSERT for any number of rows, in the order of `columns`."""

    table: str
    columns: tuple[Column, ...]
    or_nothing: bool = False
    """Whether a row whose key is there already is left as it is."""

    @property
    def names(self) -> str:
        """The column list as SQL."""
        return ", ".join(name for name, _ in self.columns)

    @property
    def per_row(self) -> str:
        """The statement with one placeholder a column, to be run for each row."""
        return self.of_rows(f"({', '.join('?' for _ in self.columns)})")

    def of_rows(self, marks: str) -> str:
        """Give the statement for rows whose placeholders are given, each row in brackets."""
        return f"INSERT INTO {self.table} ({self.names}) VALUES {marks}{self._if_there}"

    @property
    def unnested(self) -> str:
        """The statement with one array a column, to be run once (PostgreSQL)."""
        types = {"int": "bigint", "text": "text"}
        arrays = ", ".join(f"?::{types[kind]}[]" for _, kind in self.columns)
        rows = f"SELECT * FROM unnest({arrays})"
        return f"INSERT INTO {self.table} ({self.names}) {rows}{self._if_there}"

    @property
    def _if_there(self) -> str:
        return " ON CONFLICT DO NOTHING" if self.or_nothing else ""


@dataclass(frozen=True, slots=True)
class ByKey:
    """One UPDATE or DELETE of any number of rows, each found by its key.

    A row of its parameters is what it sets, in order, and then the key.
    """

    what: str
    """The statement as far as its WHERE."""
    key: tuple[str, ...]

    @property
    def per_row(self) -> str:
        """The statement to be run for each row."""
        return f"{self.what} WHERE {' AND '.join(f'{column} = ?' for column in self.key)}"

    def of_keys(self, many: int) -> str:
        """Give the statement for rows in which the same is set: that first, then all keys."""
        keys = ", ".join([f"({', '.join('?' for _ in self.key)})"] * many)
        return f"{self.what} WHERE ({', '.join(self.key)}) IN (VALUES {keys})"


def _columns(**kinds: str) -> tuple[Column, ...]:
    return tuple(kinds.items())


ESTABLISHMENT = InsertInto(
    "establishment", _columns(id="int", code="text", name="text", timezone="text")
)
CHAIN = InsertInto(
    "chain", _columns(establishment_id="int", seq="int", hash="text", recorded_at="int")
)
OFFICER = InsertInto(
    "officer",
    _columns(
        id="int",
        account="text",
        name="text",
        role="text",
        establishment_id="int",
        active_from="int",
        active_to="int",
        grade="text",
    ),
)
PLACE = InsertInto(
    "place",
    _columns(
        id="int", establishment_id="int", parent_id="int", code="text", kind="text", name="text"
    ),
)
BED = InsertInto("bed", _columns(id="int", place_id="int", number="int"))
PERSON = InsertInto(
    "person",
    _columns(
        id="int",
        number="text",
        last_name="text",
        first_name="text",
        date_of_birth="text",
        sex="text",
        search_name="text",
    ),
)
REQUEST = InsertInto(
    "request",
    _columns(
        id="text",
        content_hash="text",
        verb="text",
        officer_id="int",
        front_end="text",
        recorded_at="int",
        outcome="text",
        reason="text",
        origin="text",
    ),
)
ENTRY = InsertInto(
    "entry",
    _columns(
        establishment_id="int",
        seq="int",
        kind="text",
        verb="text",
        request_id="text",
        line="int",
        part="int",
        officer_id="int",
        front_end="text",
        occurred_at="int",
        recorded_at="int",
        person_id="int",
        pseq="int",
        prev_pseq="int",
        from_place="int",
        from_bed="int",
        from_since="int",
        from_depth="int",
        to_place="int",
        to_bed="int",
        since="int",
        depth="int",
        annuls_pseq="int",
        restores_pseq="int",
        subject_kind="text",
        subject_id="int",
        fact_kind="text",
        annuls_seq="int",
        reason="text",
        detail="text",
        format="int",
        hash="text",
    ),
)
WHEREABOUTS = InsertInto(
    "whereabouts",
    _columns(
        person_id="int",
        pseq="int",
        place_id="int",
        bed="int",
        bed_id="int",
        since="int",
        depth="int",
        origin="int",
    ),
)
LEFT = ByKey("DELETE FROM whereabouts", ("person_id", "pseq"))
STAY = InsertInto(
    "stay",
    _columns(
        person_id="int",
        pseq="int",
        establishment_id="int",
        place_id="int",
        bed="int",
        from_at="int",
        to_at="int",
        known_from="int",
        closed_known="int",
        retracted="int",
        span_class="int",
    ),
)
STAY_CLOSED = ByKey(
    "UPDATE stay SET to_at = ?, closed_known = ?, span_class = ?", ("person_id", "pseq")
)
FACT_SPAN = InsertInto(
    "fact_span",
    _columns(
        establishment_id="int",
        seq="int",
        from_at="int",
        known_from="int",
        subject_kind="text",
        subject_id="int",
        fact_kind="text",
        value="text",
        to_at="int",
        retracted="int",
    ),
)
ROLL_CHECK = InsertInto(
    "roll_check",
    _columns(
        id="int",
        establishment_id="int",
        kind="text",
        as_of="int",
        opened_at="int",
        ended_at="int",
        state="text",
    ),
)
SEARCH_KEY = InsertInto("search_key", _columns(kind="text", value="text", person_id="int"))
SURNAME_KEY = InsertInto("surname_key", _columns(key="text", surname="text"), or_nothing=True)
MERGED = InsertInto("merged", _columns(person_id="int", into_id="int"))
BATCH = InsertInto(
    "batch",
    _columns(
        id="text",
        name="text",
        source="text",
        digest="text",
        row_count="int",
        part_rows="int",
        each_row="int",
        officer_id="int",
        front_end="text",
        establishment_id="int",
        begun_at="int",
    ),
)
BATCH_PART = InsertInto(
    "batch_part",
    _columns(
        batch_id="text",
        part="int",
        request_id="text",
        first_line="int",
        last_line="int",
        row_numbers="text",
        recorded_at="int",
    ),
)

ACCESS_LIST = InsertInto("access_list", _columns(id="int", digest="text", people="int"))
ACCESS_PERSON = InsertInto("access_person", _columns(list_id="int", position="int", number="text"))
ACCESS = InsertInto(
    "access",
    _columns(
        id="int",
        source="text",
        line="int",
        at="int",
        kind="text",
        officer="text",
        terminal="text",
        origin="text",
        front_end="text",
        purpose="text",
        recipient="text",
        list_id="int",
        line_hash="text",
        hash="text",
    ),
)

ALL = (
    ESTABLISHMENT, CHAIN, OFFICER, PLACE, BED, PERSON, REQUEST, ENTRY, WHEREABOUTS, STAY, FACT_SPAN,
    SEARCH_KEY, SURNAME_KEY, MERGED, ROLL_CHECK, BATCH, BATCH_PART, ACCESS_LIST, ACCESS_PERSON,
    ACCESS,
)  # fmt: skip
"""Every insert of the program but those that make a new register."""

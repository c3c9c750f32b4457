"""What an export holds: every table of the schema, column for column, in words.

Nothing of a register is left out, so that nothing has to be made again on import: what can be
rebuilt from the ledger is proven against it by the independent checker. A test holds this table
against the schema, and docs/exchange.md against this table.
"""

import re
from typing import NamedTuple

from db.columns import InsertInto

ID, NUMBER, INSTANT, TEXT = "id", "number", "instant", "text"
"""Types: the id of something; a whole number; microseconds since 1970-01-01 UTC; characters."""


class ExchangeColumn(NamedTuple):
    """A column of a table."""

    name: str
    kind: str
    """`ID`, `NUMBER`, `INSTANT` or `TEXT`."""
    most: int
    """Most characters of a text; 0 for any number."""
    null: bool
    """Whether it may be null: nothing."""
    words: str

    @property
    def is_text(self) -> bool:
        """Whether it holds characters, not a number."""
        return self.kind == TEXT

    @property
    def type_words(self) -> str:
        """The type as the page says it: `text, at most 40`, `instant or null`."""
        many = f", at most {self.most}" if self.most else ""
        return f"{self.kind}{many}{' or null' if self.null else ''}"


class ExchangeTable(NamedTuple):
    """A table of the schema."""

    name: str
    key: tuple[str, ...]
    """What rows are known by; they stand in its order."""
    words: str
    columns: tuple[ExchangeColumn, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def into(self) -> InsertInto:
        """The statement that writes its rows."""
        kinds = tuple((c.name, "text" if c.is_text else "int") for c in self.columns)
        return InsertInto(self.name, kinds)


_COLUMN = re.compile(r"(?P<name>\w+) +(?P<kind>[a-z]+)(?P<most>\d*)(?P<null>\??) +(?P<words>.+)")


def _table(name: str, key: str, words: str, columns: str) -> ExchangeTable:
    """Read a table: a column a line, its name, its type (`text40`, `id?` if null) and words."""
    read = []
    for line in columns.strip().splitlines():
        found = _COLUMN.fullmatch(line.strip())
        assert found, line
        most = int(found["most"] or 0)
        read.append(
            ExchangeColumn(found["name"], found["kind"], most, bool(found["null"]), found["words"])
        )
    return ExchangeTable(name, tuple(key.split()), words, tuple(read))


TABLES = (
    _table("register_info", "id", "What the register is: one row.", """
        id              number   1
        application     text20   `wingterm`
        schema_number   number   number of the schema
        register_id     text36   id of the register
        created_at      instant  when it was made
    """),
    _table("counter", "name", "The next id of each kind.", """
        name            text20   kind: `person`, `prison_number`, `place`, `bed` ...
        next_value      number   the next one to give
    """),
    _table("establishment", "id", "Prisons, and (1, `REG`) the register's own book.", """
        id              id       of the establishment
        code            text6    its code, such as `WTI`
        name            text80   its name
        timezone        text40   time zone in which its times are shown
    """),
    _table("chain", "establishment_id", "The head of each establishment's book.", """
        establishment_id id      whose book
        seq             number   number of its last entry, 0 for none
        hash            text64   hash of that entry
        recorded_at     instant  when that entry was recorded
    """),
    _table("officer", "id", "Officers, as recorded now.", """
        id              id       of the officer
        account         text64   account of the operating system
        name            text80   name
        role            text32   role: `wingterm officer roles`
        establishment_id id      whose officer; 1 for all prisons
        active_from     instant  from when they may act
        active_to       instant  until when
        grade           text40   such as `Band 3 officer`
    """),
    _table("place", "id", "Places of prisons, and (1) outside.", """
        id              id       of the place
        establishment_id id      whose place
        parent_id       id?      the place that it is part of
        code            text40   its path inside the prison, such as `A-1-001`
        kind            text20   kind: `WING`, `LANDING`, `CELL`, `RECEPTION`, `COURT` ...
        name            text80   name to be shown by
    """),
    _table("bed", "id", "Beds of cells; 0 is no bed.", """
        id              id       of the bed
        place_id        id       cell
        number          number   which bed of the cell, from 1
    """),
    _table("person", "id", "People, by their identity as recorded now.", """
        id              id       of the person
        number          text7    prison number, or a temporary one
        last_name       text35   last name
        first_name      text35   first name
        date_of_birth   text10   `YYYY-MM-DD`, or `unknown`
        sex             text2    code: `wingterm codes sex_codes`
        search_name     text80   names folded for searching
    """),
    _table("request", "id", "Acts that were carried out, with their receipts.", """
        id              text36   of the request
        content_hash    text64   SHA-256 of what was asked
        verb            text20   what was asked, `several` for more than one verb
        officer_id      id       who asked
        front_end       text12   through what: `cli`, `terminal`, `setup`
        recorded_at     instant  when it was carried out
        outcome         text     the receipt, as JSON
        reason          text240  why, of a script's act
        origin          text200  host, terminal and program that asked
    """),
    _table("entry", "establishment_id seq", "The ledger: movements, facts, annulments.", """
        establishment_id id      whose book
        seq             number   number in that book, from 1 without gaps
        kind            text6    `move`, `annul`, `fact` or `unfact`
        verb            text20   verb of a movement; `correct`; of a fact its kind
        request_id      text36   the act
        line            number   which request of the act, from 1
        part            number   which entry of that request, from 1
        officer_id      id       who
        front_end       text12   through what
        occurred_at     instant  own time: of the movement, or from which the fact is so
        recorded_at     instant  when it was recorded, by the machine's clock
        person_id       id?      who moved; null for facts
        pseq            number?  number in the person's line, from 1
        prev_pseq       number?  pseq - 1; null for the first
        from_place      id?      the standing before: place
        from_bed        id?      bed, 0 for none
        from_since      instant? since when
        from_depth      number?  number of movements that stood
        to_place        id?      the standing after: place
        to_bed          id?      bed, 0 for none
        since           instant? since when
        depth           number?  number of movements that stand
        annuls_pseq     number?  of an `annul`: the movement that never happened
        restores_pseq   number?  annuls_pseq - 1
        subject_kind    text14?  of a fact: `person`, `place`, `officer`, `establishment`, `check`
        subject_id      id?      of a fact: which
        fact_kind       text14?  of a fact: what is said of it
        annuls_seq      number?  of an `unfact`: number of the fact that never was
        reason          text20   reason code, or empty
        detail          text8000 what is said besides, as JSON; of a fact its value
        format          number   format of the hashed content: 1
        hash            text64   SHA-256 of the hash before it and of its content
    """),
    _table("whereabouts", "person_id", "Where each person is now; follows from the ledger.", """
        person_id       id       who
        pseq            number   the newest step of their line
        place_id        id       where they are
        bed             id       the bed that they hold, 0 for none
        bed_id          id?      the same, null for none
        since           instant  since when
        depth           number   number of movements that stand
        origin          number   the step that made this standing
    """),
    _table("stay", "person_id pseq", "Times in a place, with what was known when; follows.", """
        person_id       id       who
        pseq            number   the step that opened it
        establishment_id id      whose place
        place_id        id       where
        bed             id       bed held, 0 for none
        from_at         instant  from when
        to_at           instant  until when
        known_from      instant  from when this was believed
        closed_known    instant  from when its end was believed
        retracted       instant  from when it was believed no longer
        span_class      number   bits of the seconds from its beginning to the knowledge of its end
    """),
    _table(
        "fact_span", "establishment_id seq from_at known_from",
        "Values of facts over time, with what was known when; follows.", """
        establishment_id id      in whose book the fact is
        seq             number   number of the fact in it
        from_at         instant  from when the value is so
        known_from      instant  from when this was believed
        subject_kind    text14   what it is about: kind
        subject_id      id       which
        fact_kind       text14   what is said of it
        value           text8000 the value, as JSON
        to_at           instant  until when the value is so
        retracted       instant  from when it was believed no longer
    """),
    _table("search_key", "kind value person_id", "What else people are found by; follows.", """
        kind            text10   `NAME`, or type of an identifier
        value           text80   other name, folded, or the identifier
        person_id       id       who
    """),
    _table("surname_key", "key surname", "What leads to a surname that is misspelt; follows.", """
        key             text40   folded surname, less a letter, or its sound
        surname         text40   folded surname
    """),
    _table("merged", "person_id", "Records that are of the same person as another; follows.", """
        person_id       id       the record that is done with
        into_id         id       the record that stands for both
    """),
    _table("roll_check", "id", "Roll checks and how they stand; follows from the ledger.", """
        id              id       number of the check
        establishment_id id      whose check
        kind            text12   kind, `emergency` once escalated
        as_of           instant  instant that it expects people as of
        opened_at       instant  when it was opened
        ended_at        instant  when it was declared or abandoned
        state           text10   `OPEN`, `DECLARED` or `ABANDONED`
    """),
    _table("batch", "id", "Files of rows that were begun.", """
        id              text36   id, of register, digest and name
        name            text100  name of the batch
        source          text255  name of the file, empty for a pipe
        digest          text64   SHA-256 of the file
        row_count       number   rows of the file
        part_rows       number   most rows of a part
        each_row        number   1: good rows were done in spite of others
        officer_id      id       who began it
        front_end       text12   where: `cli`, `terminal` or `setup`
        establishment_id id      the prison that it was begun for
        begun_at        instant  from which the times of the file are counted
    """),
    _table("batch_part", "batch_id part", "Parts of batches that were done.", """
        batch_id        text36   the batch
        part            number   number of the part
        request_id      text36   the act that did it
        first_line      number   line of the file that it begins at
        last_line       number   line of the file that it ends at
        row_numbers     text     rows of the file that it did, as JSON
        recorded_at     instant  when
    """),
    _table("access_list", "id", "Lists of people who were seen together.", """
        id              id       of the list
        digest          text64   SHA-256 of their numbers, each with a newline
        people          number   how many
    """),
    _table("access_person", "list_id position", "Who is in such a list.", """
        list_id         id       the list
        position        number   place in it, from 1
        number          text9    prison number, or `everybody`
    """),
    _table("access", "id", "Who saw or passed on what (docs/access-log.md).", """
        id              number   number of the line in the register, from 1
        source          text36   id of the log that it was written to, on a host
        line            number   number of the line in that log
        at              instant  when
        kind            text12   `consultation` ...; `begin`, `end`, `healed`, `cut` of a log itself
        officer         text64   account of the officer
        terminal        text64   account of the shared terminal, empty for none
        origin          text200  host, terminal and program
        front_end       text12   `cli`, `terminal` or `setup`
        purpose         text200  the screen, list or command
        recipient       text200  to whom it was given
        list_id         id?      who was seen
        line_hash       text64   hash of the line in its log
        hash            text64   hash of this row, over that of the row before
    """),
)  # fmt: skip
"""Every table, in an order in which each refers to earlier ones only, but for rows of one table."""

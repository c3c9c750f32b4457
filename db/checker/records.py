"""The rows of a store as the checker reads them, column for column (docs/architecture.md, Schema).

The types say what a sound store holds. A damaged one may hold anything, so whoever works on these
rows must survive values of another type (`db.checker.check` sees to that).
"""

from typing import NamedTuple

FAR = 253402300799999999
"""The instant that means "still open"."""

OUTSIDE_PLACE = 1
"""The place of everybody who is in no prison's care."""

REGISTER = 1
"""The establishment that stands for the register's own book."""

NO_BED = 0
"""Bed of a standing without a bed."""

GENESIS = "0" * 64
"""The hash before the first entry of a chain."""


class Violation(NamedTuple):
    """One thing in a store that cannot be, found by a rule."""

    rule: str
    """Stable code of the rule, such as `chain-hash` (docs/verify.md lists them)."""
    where: str
    """The row at fault, by ids: `entry WTI-17`, `person 4, pseq 2`."""
    sentence: str
    """What is wrong, in one sentence."""


class Head(NamedTuple):
    """The end of an establishment's chain; kept elsewhere it is a checkpoint."""

    establishment: str
    """Code of the establishment."""
    seq: int
    hash: str
    recorded_at: int


class Entry(NamedTuple):
    """An entry of the ledger. Its hash covers all but the last three columns, in order."""

    format: int
    establishment_id: int
    seq: int
    kind: str
    verb: str
    request_id: str
    line: int
    part: int
    officer_id: int
    front_end: str
    occurred_at: int
    recorded_at: int
    person_id: int | None
    pseq: int | None
    from_place: int | None
    from_bed: int | None
    from_since: int | None
    from_depth: int | None
    to_place: int | None
    to_bed: int | None
    since: int | None
    depth: int | None
    annuls_pseq: int | None
    subject_kind: str | None
    subject_id: int | None
    fact_kind: str | None
    annuls_seq: int | None
    reason: str
    detail: str
    hash: str
    prev_pseq: int | None
    restores_pseq: int | None


class Fact(NamedTuple):
    """A fact or its annulment, as much of it as the spans need."""

    recorded_at: int
    establishment_id: int
    seq: int
    kind: str
    verb: str
    request_id: str
    occurred_at: int
    annuls_seq: int | None
    value: str


class Movement(NamedTuple):
    """A movement or its annulment: a step in a person's line."""

    person_id: int
    pseq: int
    prev_pseq: int | None
    establishment_id: int
    seq: int
    kind: str
    verb: str
    occurred_at: int
    recorded_at: int
    from_place: int
    from_bed: int
    from_since: int
    from_depth: int
    to_place: int
    to_bed: int
    since: int
    depth: int
    annuls_pseq: int | None
    restores_pseq: int | None


class Stay(NamedTuple):
    """A person's time in a place, with what was known of it when."""

    person_id: int
    pseq: int
    establishment_id: int
    place_id: int
    bed: int
    from_at: int
    to_at: int
    known_from: int
    closed_known: int
    retracted: int
    span_class: int


class Whereabouts(NamedTuple):
    """Where a person is now."""

    person_id: int
    pseq: int
    place_id: int
    bed: int
    bed_id: int | None
    since: int
    depth: int
    origin: int


class Span(NamedTuple):
    """A fact's value over a time, with what was known of it when."""

    establishment_id: int
    seq: int
    from_at: int
    known_from: int
    subject_kind: str
    subject_id: int
    fact_kind: str
    value: str
    to_at: int
    retracted: int


class Request(NamedTuple):
    """An act and what came of it, as much of it as the ledger knows."""

    id: str
    officer_id: int
    front_end: str
    recorded_at: int
    outcome: str


class ChainRow(NamedTuple):
    """What the store says the end of a chain is."""

    establishment_id: int
    seq: int
    hash: str
    recorded_at: int


class Establishment(NamedTuple):
    """A prison, or the register itself."""

    id: int
    code: str
    name: str
    timezone: str


class Officer(NamedTuple):
    """Somebody who may act."""

    id: int
    account: str
    name: str
    role: str
    establishment_id: int
    active_from: int
    active_to: int
    grade: str


class Place(NamedTuple):
    """A place, inside a prison or not."""

    id: int
    establishment_id: int
    parent_id: int | None
    code: str
    kind: str
    name: str


class Bed(NamedTuple):
    """A bed of a cell."""

    id: int
    place_id: int
    number: int


class Person(NamedTuple):
    """A person's identity as it is now."""

    id: int
    number: str
    last_name: str
    first_name: str
    date_of_birth: str
    sex: str
    search_name: str


class SearchKey(NamedTuple):
    """Another name or an identifier by which a person is found."""

    kind: str
    value: str
    person_id: int


class SurnameKey(NamedTuple):
    """A spelling or sound that leads to a surname."""

    key: str
    surname: str


class Merged(NamedTuple):
    """A record that is of the same person as another."""

    person_id: int
    into_id: int


class Check(NamedTuple):
    """How a roll check stands."""

    id: int
    establishment_id: int
    kind: str
    as_of: int
    opened_at: int
    ended_at: int
    state: str


class Counter(NamedTuple):
    """The next id of a kind."""

    name: str
    next_value: int


class RegisterInfo(NamedTuple):
    """What the store says it is."""

    id: int
    application: str
    schema_number: int
    register_id: str
    created_at: int


class Batch(NamedTuple):
    """A file of rows that was begun."""

    id: str
    name: str
    digest: str
    row_count: int
    part_rows: int


class BatchPart(NamedTuple):
    """A part of a batch that was done."""

    batch_id: str
    part: int
    request_id: str
    row_numbers: str
    recorded_at: int


class AccessList(NamedTuple):
    """People who were seen together."""

    id: int
    digest: str
    people: int


class AccessPerson(NamedTuple):
    """Somebody in such a list."""

    list_id: int
    position: int
    number: str


class Access(NamedTuple):
    """A line of an access log."""

    id: int
    source: str
    line: int
    at: int
    kind: str
    officer: str
    terminal: str
    origin: str
    front_end: str
    purpose: str
    recipient: str
    list_id: int | None
    line_hash: str
    hash: str

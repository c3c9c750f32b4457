"""The columns of a batch file: what each is called, and how its text becomes part of a request."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from wingterm.domain.outcomes import Acknowledgement
from wingterm.domain.requests import AboutPerson, Request
from wingterm.errors import BadInput
from wingterm.services.typed import read_instant, read_number, read_yes_no

NEW_PERSON = "+0"
"""Names the person whom the first request of the same row makes; an act writes its line for 0."""

PAIRS = re.compile(r";\s*(?=[A-Za-z][\w-]*=)")
"""Between two of several `NAME=VALUE` in one column: a value may hold `;` itself."""

FIGURE_MAX = 5
"""Most digits of a number in a column."""


class Reads(StrEnum):
    """How the text of a column is read."""

    TEXT = "text"
    TIME = "time"
    """An instant in the prison's local time."""
    YES = "yes or no"
    NOT = "no or yes"
    """The answer to the opposite of what the request asks."""
    NUMBER = "number"
    PAIRS = "NAME=VALUE;NAME=VALUE"


class Column(NamedTuple):
    """A column of a verb."""

    name: str
    words: str
    """What stands in it, in a few words."""
    required: bool
    example: str
    field: str = ""
    """Field of the request, where it is called otherwise."""
    reads: Reads = Reads.TEXT

    @property
    def target(self) -> str:
        """The field of the request."""
        return self.field or self.name


class Wrong(NamedTuple):
    """Something in a row that cannot be read."""

    column: str
    code: str
    sentence: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rows of one prison are read in."""

    prison: str
    """Code of the prison."""
    timezone: str
    now: int
    """The instant from which `09:00` and `yesterday` are counted: when the batch was begun."""
    acknowledged: tuple[Acknowledgement, ...] = ()
    """Warnings acknowledged for all rows."""

    def instant(self, column: str, typed: str) -> int | None:
        """Read a time.

        Raises:
            BadInput: it means nothing, or two things.
        """
        return read_instant(column, typed, self.now, self.timezone)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row whose columns could be read."""

    setting: Setting
    held: Mapping[str, Any]
    """By field of the request: what every request takes, and what was given for its own fields."""

    def text(self, name: str) -> str:
        """Give a text, empty where nothing was given."""
        return str(self.held.get(name, ""))

    @property
    def common(self) -> dict[str, Any]:
        """What every request takes: prison, time, comment and acknowledgements."""
        return {name: self.held[name] for name in ("prison", "at", "comment", "acknowledged")}


Build = Callable[[ReadRow], Sequence[Request]]
"""Makes the requests of a row.

Raises:
    BadInput: what was given does not go together; its field is the column.
"""


@dataclass(frozen=True, slots=True)
class BulkVerb:
    """A verb that a file can hold."""

    name: str
    """The words of the command, joined by `-`."""
    words: str
    """What it does."""
    kind: type[Request]
    """The request that it asks for, the last one of a row where there are two."""
    own: tuple[Column, ...]
    """Its own columns."""
    build: Build | None = None
    """Makes the requests of a row where it takes more than one request with the fields given."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Column by field of a request, where an objection names another field than `own` has."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns: its own, and those that every verb has."""
        return (*self.own, *(c for c in COMMON if c.name not in {o.name for o in self.own}))

    def column_of(self, request_field: str) -> str:
        """Give the column in which a field of a request stands, the field itself if in none."""
        named = {column.target: column.name for column in self.columns} | dict(self.fields)
        return named.get(request_field, request_field)

    def requests(self, row: ReadRow) -> Sequence[Request]:
        """Make the requests of a row.

        Raises:
            BadInput: what was given does not go together.
        """
        if self.build is not None:
            return self.build(row)
        held = dict(row.held)
        if issubclass(self.kind, AboutPerson):
            held.setdefault("person", "")
        return [self.kind(**held)]


AT = Column("at", "when it was, else now", False, "09:15", reads=Reads.TIME)
COMMON = (
    AT,
    Column("comment", "at most 240 characters", False, ""),
    Column("ack", "warnings acknowledged: CODE=REASON, several with ; between", False, "",
           "acknowledged", Reads.PAIRS),
    Column("prison", "code of the acting prison, else the one asked for", False, ""),
)  # fmt: skip
"""Columns that every verb has."""


def read_row(
    verb: BulkVerb, setting: Setting, texts: Mapping[str, str]
) -> tuple[ReadRow, list[Wrong]]:
    """Read the columns of a row; everything that is wrong with them at once.

    Args:
        verb: what the row asks for.
        setting: of its prison.
        texts: by column, as written.
    """
    held: dict[str, Any] = {"prison": setting.prison, "at": None, "comment": ""}
    wrong: list[Wrong] = []
    acknowledged = setting.acknowledged
    for column in verb.columns:
        text = texts.get(column.name, "").strip()
        if column.name == "prison":
            continue
        if not text:
            if column.required:
                sentence = f"{column.name} must be given: {column.words}."
                wrong.append(Wrong(column.name, "missing", sentence, f"Write {column.example}."))
            continue
        try:
            value = _value(column, setting, text)
        except BadInput as error:
            wrong.append(Wrong(column.name, "typed", error.message, error.hint))
            continue
        if column.target == "acknowledged":
            # What the row says comes first: its reason is about this row.
            acknowledged = tuple(Acknowledgement(*pair) for pair in value) + acknowledged
        else:
            held[column.target] = value
    held["acknowledged"] = acknowledged
    return ReadRow(setting, held), wrong


def _value(column: Column, setting: Setting, text: str) -> Any:  # noqa: ANN401 - of the field's type
    match column.reads:
        case Reads.TIME:
            return setting.instant(column.name, text)
        case Reads.YES:
            return read_yes_no(column.name, text)
        case Reads.NOT:
            return not read_yes_no(column.name, text)
        case Reads.NUMBER:
            if len(text) > FIGURE_MAX:
                raise BadInput(f"{text[:FIGURE_MAX]}... is too large a number.", field=column.name)
            return read_number(column.name, text)
        case Reads.PAIRS:
            return pairs(column.name, text)
        case Reads.TEXT:
            return text


def pairs(column: str, text: str) -> tuple[tuple[str, str], ...]:
    """Part `NAME=VALUE;NAME=VALUE`.

    Raises:
        BadInput: one of them has no name, or an acknowledgement no reason.
    """
    read = []
    for part in PAIRS.split(text):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not name:
            raise BadInput(f"{column} is not NAME=VALUE.", "Write NAME=VALUE, several with ;.")
        if column == "ack":
            if not value:
                raise BadInput(f"ack {name} gives no reason.", "Write CODE=REASON.")
            read.append((name, value))
        else:
            read.append((name.lower().replace("-", "_"), value))
    return tuple(read)

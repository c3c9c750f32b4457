"""What a form is made of, and how what is typed becomes a request. The services decide all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from screens.specs.help import example_of, help_of
from wingterm.actions import Grade, verb_action
from wingterm.domain.outcomes import Acknowledgement
from wingterm.domain.places import OUT
from wingterm.domain.requests import AboutPerson, Request
from wingterm.services.people import PersonRecord
from wingterm.services.seen import Seen

COMMENT_MAX = 240
NUMBER_MAX = 7
CODE_MAX = 50
WORDS_MAX = 120
WHEN = "empty: now; HH:MM, yesterday HH:MM"
BY_WHEN = "HH:MM today, or YYYY-MM-DD HH:MM"


Typed = str | int | bool | None
"""What a field holds once it is read."""


class Reads(StrEnum):
    """How what is typed in a field is read before it is asked for."""

    TEXT = "text"
    TIME = "time"
    """An instant in the prison's local time; empty for none."""
    YES_NO = "yes or no"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form."""

    name: str
    """Name of the field of the request, by which objections find it."""
    label: str
    hint: str = ""
    required: bool = False
    default: str = ""
    choices: str = ""
    """Kind of list that F2 shows (`screens.choices`), empty for none."""
    longest: int = CODE_MAX
    long: bool = False
    """Whether the field takes the whole width."""
    reads: Reads = Reads.TEXT
    several: bool = False
    """Whether more than one code may stand in it, with `;` between."""
    help: str = ""
    """What it means, in a sentence or two, for F1; else `screens.specs.help` says it."""
    example: str = ""
    """How it is typed, where `reads` and `choices` do not say enough."""
    anew: bool = False
    """Whether it is typed anew each time: no draft keeps it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was filled in."""

    prison: str
    person: str
    values: Mapping[str, Any]
    """What was typed by field: text, and what the other ways of reading make of it."""
    at: int | None
    acknowledged: tuple[Acknowledgement, ...]
    record: PersonRecord | None
    instant: Callable[[str], int | None]
    """Reads a typed time in the prison's local time."""


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A verb's form."""

    verb: str
    title: str
    fields: tuple[Field, ...]
    build: Callable[[Filled], Sequence[Request]]
    about_person: bool = True
    about_place: bool = False
    """Whether it has a field `code` that names a place."""
    about_check: bool = False
    """Whether it has a field `check` that names a roll check, and mostly one for its `unit`."""
    defaults: Mapping[str, str] = field(default_factory=dict)
    """What stands in fields from the start, instead of their own defaults."""
    saw: Seen = field(default_factory=Seen)
    """What was seen of the place or the settings when the fields were filled from them."""
    anew: Callable[[], "FormSpec"] | None = None
    """Makes the form from what is so now; None where its fields start from nothing recorded."""
    kind: str = ""
    """Of a particular: the word of its kind."""
    key: str | None = None
    """Of a particular on record: which; None for another one."""

    @property
    def checked(self) -> bool:
        """Whether the officer is asked once more before it is done."""
        return verb_action(self.verb).grade is not Grade.PLAIN

    def fields_for(self, record: PersonRecord | None) -> tuple[Field, ...]:
        """Give the fields: whom it is about, unless that is known, then what the verb needs."""
        return tuple(
            replace(
                field,
                help=field.help or help_of(self.verb, field.name),
                example=field.example or example_of(self.verb, field.name),
            )
            for field in self._fields_for(record)
        )

    def _fields_for(self, record: PersonRecord | None) -> tuple[Field, ...]:
        fields = self.fields if record or not self.about_person else (PERSON, *self.fields)
        fields = tuple(replace(f, default=self.defaults.get(f.name, f.default)) for f in fields)
        if self.verb == "correct" and record and record.swapped_with:
            both = replace(BOTH, hint=f"yes: {record.swapped_with} too, the swap never was")
            return (*fields, both)
        if self.verb == "release" and record and record.kind in OUT:
            # Whoever is out can only be let go where they are.
            return tuple(
                replace(f, default="yes") if f.reads is Reads.YES_NO else f for f in fields
            )
        if self.verb == "identity" and record:
            return tuple(replace(f, hint=_now(record, f.name) or f.hint) for f in fields)
        return fields

    def starting_with(self, **values: str) -> "FormSpec":
        """Give the same form with something in its fields already."""
        return replace(self, defaults={**self.defaults, **values})

    def made_of(self, saw: Seen, anew: "Callable[[], FormSpec]") -> "FormSpec":
        """Give the same form with what its fields were filled from, and how to do that again."""
        return replace(self, saw=saw, anew=anew)


PERSON = Field("person", "Prison number", "F2 finds by name", required=True, choices="person",
               longest=NUMBER_MAX)  # fmt: skip
AT = Field("at", "When", WHEN, reads=Reads.TIME)
COMMENT = Field("comment", "Comment", longest=COMMENT_MAX, long=True)
BOTH = Field("both", "Both people", default="yes", longest=3, choices="words:yes,no")
INTO = Field("cell", "Into cell", "empty: reception; F2 lists cells", choices="cell")
ESCORT = Field("escort", "Escort", "F2 lists the codes", choices="codes:escort_codes")


def yes_no(name: str, label: str, hint: str = "yes or no", *, default: str = "no") -> Field:
    """Give a field that is answered with yes or no."""
    return Field(name, label, hint, default=default, choices="words:yes,no", longest=3,
                 reads=Reads.YES_NO)  # fmt: skip


def number(name: str, label: str, hint: str = "", *, required: bool = True) -> Field:
    """Give a field for a whole number."""
    return Field(name, label, hint, required=required, longest=5, reads=Reads.NUMBER)


def words(name: str, label: str, hint: str = "", *, required: bool = False) -> Field:
    """Give a field for words, over the whole width."""
    return Field(name, label, hint, required=required, longest=COMMENT_MAX, long=True)


def reason(kind: str, default: str = "", hint: str = "F2 lists the codes") -> Field:
    """Give a field for the reason of a type of movement; needed where nothing is usual."""
    return Field("reason", "Reason", hint, required=not default, default=default,
                 choices=f"reason:{kind}")  # fmt: skip


def required(*fields: Field) -> tuple[Field, ...]:
    """Give fields that must be filled."""
    return tuple(replace(field, required=True) for field in fields)


def about(kind: type[Request]) -> Callable[[Filled], Sequence[Request]]:
    """Give what makes one request of a kind, its fields named as the form's."""

    def build(filled: Filled) -> Sequence[Request]:
        person = {"person": filled.person} if issubclass(kind, AboutPerson) else {}
        return [
            kind(prison=filled.prison, at=filled.at, acknowledged=filled.acknowledged,
                 **person, **filled.values)
        ]  # fmt: skip

    return build


def spec(kind: type[Request], title: str, *fields: Field, about_person: bool = True) -> FormSpec:
    """Give the form of a request about a person: its own fields, when it was, a comment."""
    return FormSpec(kind.verb, title, (*fields, AT, COMMENT), about(kind), about_person)


def _now(record: PersonRecord, name: str) -> str:
    return f"now {getattr(record, name)}" if hasattr(record, name) else ""


def added(typed: str, value: str) -> str:
    """Give a list of codes joined by `;` with one more in it."""
    codes = [code.strip() for code in typed.split(";") if code.strip()]
    return ";".join([*codes, value] if value not in codes else codes)

"""What each verb's form asks, and the request that it becomes. The services decide everything."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from wingterm.actions import Grade, verb_action
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement
from wingterm.domain.people import NAME_MAX
from wingterm.domain.requests import AboutPerson, Correct, Move, Request
from wingterm.errors import BadInput
from wingterm.services.again import read_again
from wingterm.services.people import PersonRecord

COMMENT_MAX = 240
NUMBER_MAX = 7
CODE_MAX = 50
AGAIN_MAX = 400
WHEN = "empty: now; HH:MM, yesterday HH:MM"


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


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was filled in."""

    prison: str
    person: str
    values: Mapping[str, str]
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

    @property
    def checked(self) -> bool:
        """Whether the officer is asked once more before it is done."""
        return verb_action(self.verb).grade is not Grade.PLAIN

    def fields_for(self, record: PersonRecord | None) -> tuple[Field, ...]:
        """Give the fields: whom it is about, unless that is known, then what the verb needs."""
        fields = self.fields if record or not self.about_person else (PERSON, *self.fields)
        if self.verb == "correct" and record and record.swapped_with:
            both = replace(BOTH, hint=f"yes: {record.swapped_with} too, the swap never was")
            return (*fields, both)
        if self.verb == "identity" and record:
            return tuple(replace(f, hint=_now(record, f.name) or f.hint) for f in fields)
        return fields


PERSON = Field("person", "Prison number", "F2 finds by name", required=True, choices="person",
               longest=NUMBER_MAX)  # fmt: skip
AT = Field("at", "When", WHEN)
COMMENT = Field("comment", "Comment", longest=COMMENT_MAX, long=True)
BOTH = Field("both", "Both people", default="yes", longest=3)
INTO = Field("cell", "Into cell", "empty: reception; F2 lists cells", choices="cell")
NAMES = (
    Field("last_name", "Last name", longest=NAME_MAX),
    Field("first_name", "First name", longest=NAME_MAX),
    Field("date_of_birth", "Date of birth", "YYYY-MM-DD or DD/MM/YYYY"),
    Field("sex", "Sex", "F2 lists the codes", choices="sex"),
)


def _about(kind: type[Request]) -> Callable[[Filled], Sequence[Request]]:
    """Give what makes one request of a kind, its fields named as the form's."""

    def build(filled: Filled) -> Sequence[Request]:
        person = {"person": filled.person} if issubclass(kind, AboutPerson) else {}
        return [
            kind(prison=filled.prison, at=filled.at, acknowledged=filled.acknowledged,
                 **person, **filled.values)
        ]  # fmt: skip

    return build


def _correct(filled: Filled) -> Sequence[Request]:
    """Give the correction of one person, or of both people of a swap, as one act."""
    values = filled.values
    last = int(values["last"]) if values["last"].isdecimal() else 0
    if not last:
        raise BadInput("Type how many movements: 1, 2, 3 ...", field="last")
    answer = values.get("both", "no").lower()
    if answer not in ("y", "yes", "n", "no"):
        raise BadInput("Type yes or no.", field="both")
    both = answer.startswith("y")
    again: tuple[AboutPerson, ...] = ()
    if values["put_in"]:
        at = filled.at
        if at is None and filled.record:
            at = filled.record.time_of_oldest(last)
        put_in = values["put_in"]
        again = (Move(prison=filled.prison, person=filled.person, to=put_in, at=at),)
    again += tuple(
        read_again(phrase, filled.prison, filled.person, filled.instant)
        for phrase in values["again"].split(";")
        if phrase.strip()
    )
    first = Correct(
        prison=filled.prison, person=filled.person, why=values["why"], last=last, again=again,
        comment=values["comment"], acknowledged=filled.acknowledged,
    )  # fmt: skip
    if both and filled.record:
        return [first, replace(first, person=filled.record.swapped_with, again=())]
    return [first]


def _now(record: PersonRecord, name: str) -> str:
    return f"now {getattr(record, name)}" if hasattr(record, name) else ""


def _required(*fields: Field) -> tuple[Field, ...]:
    return tuple(replace(field, required=True) for field in fields)


def _reason(kind: str, default: str = "") -> Field:
    return Field("reason", "Reason", "F2 lists the codes", required=not default, default=default,
                 choices=f"reason:{kind}")  # fmt: skip


def _spec(kind: type[Request], title: str, *fields: Field, about_person: bool = True) -> FormSpec:
    return FormSpec(kind.verb, title, (*fields, AT, COMMENT), _about(kind), about_person)


SPECS: dict[str, FormSpec] = {
    spec.verb: spec
    for spec in (
        _spec(
            asked.Register,
            "New record",
            *_required(*NAMES),
            Field("number", "Prison number", "empty: the next is issued", longest=NUMBER_MAX),
            about_person=False,
        ),
        _spec(asked.Amend, "Identity", *NAMES),
        _spec(asked.Receive, "Receive", INTO, _reason("ADM", "N")),
        _spec(
            asked.Move,
            "Move",
            Field("to", "To cell", "F2 lists cells; or RECP", required=True, choices="cell"),
            _reason("CELL", "GM"),
        ),
        _spec(
            asked.Swap,
            "Swap",
            Field("other", "With (number)", "F2 finds by name", required=True, choices="person",
                  longest=NUMBER_MAX),
            _reason("CELL", "GM"),
        ),
        _spec(
            asked.Elsewhere,
            "Elsewhere",
            Field("to", "To", "F2 lists the areas", required=True, choices="area"),
        ),
        _spec(asked.Back, "Back in"),
        _spec(
            asked.TransferOut,
            "Transfer out",
            Field("to", "To prison", "F2 lists the prisons", required=True, choices="prison"),
            _reason("TRN", "NOTR"),
        ),
        _spec(asked.Arrive, "Arrive", INTO),
        _spec(asked.CancelTransfer, "Cancel transfer", INTO),
        _spec(asked.Release, "Release", _reason("REL")),
        FormSpec(
            asked.Correct.verb,
            "Correct",
            (
                Field("why", "Why it was wrong", required=True, longest=COMMENT_MAX, long=True),
                Field("last", "How many, newest", "these movements never happened", default="1",
                      longest=3),
                Field("put_in", "Put in instead", "cell, empty: nowhere; F2 lists", choices="cell"),
                replace(AT, hint="put in then; empty: the wrong time"),
                Field("again", "Enter again", longest=AGAIN_MAX, long=True),
                COMMENT,
            ),
            _correct,
        ),
    )
}  # fmt: skip
"""The forms by verb, as the ledger calls it."""

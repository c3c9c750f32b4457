"""Forms of who somebody is and what is on record of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from screens.specs.base import (
    AT,
    COMMENT,
    COMMENT_MAX,
    NUMBER_MAX,
    Field,
    Filled,
    FormSpec,
    about,
    required,
    spec,
    words,
    yes_no,
)
from screens.specs.help import DATE, TIME
from wingterm.domain import requests as asked
from wingterm.domain.particular_fields import Field as OnRecord
from wingterm.domain.particular_fields import Judge, Keyed, Kind
from wingterm.domain.particular_help import FIELD_HELP, which_help
from wingterm.domain.people import NAME_MAX
from wingterm.domain.requests import Request

RECORDS = frozenset({"record", "end-record"})
"""Verbs whose form depends on the kind of what is recorded."""

NAMES = (
    Field("last_name", "Last name", longest=NAME_MAX),
    Field("first_name", "First name", longest=NAME_MAX),
    Field("date_of_birth", "Date of birth", "YYYY-MM-DD or DD/MM/YYYY"),
    Field("sex", "Sex", "F2 lists the codes", choices="sex"),
)
NUMBER = Field("number", "Prison number", "empty: the next is issued", longest=NUMBER_MAX)


def _unmerger(filled: Filled) -> Sequence[Request]:
    return [asked.Unmerge(prison=filled.prison, **filled.values)]


PEOPLE: tuple[FormSpec, ...] = (
    spec(
        asked.Register,
        "New record",
        *required(*NAMES),
        NUMBER,
        yes_no("temporary", "No number yet", "yes: then a name may be unknown"),
        about_person=False,
    ),
    spec(asked.Amend, "Identity", *NAMES),
    # From now on always: a number is nothing that was so before it was given.
    FormSpec(
        asked.GiveNumber.verb, "Give a prison number", (NUMBER, COMMENT), about(asked.GiveNumber)
    ),
    FormSpec(
        asked.Merge.verb,
        "Merge two records",
        (
            Field("into", "Into record", "F2 finds by name", required=True, choices="person",
                  longest=NUMBER_MAX),
            words("why", "How it is known", required=True),
            COMMENT,
        ),
        about(asked.Merge),
    ),
    FormSpec(
        asked.Unmerge.verb,
        "Undo a merge",
        (
            Field("person", "Number merged", "the one used no longer", required=True,
                  longest=NUMBER_MAX),
            words("why", "How it is known", required=True),
            COMMENT,
        ),
        _unmerger,
        about_person=False,
    ),
)  # fmt: skip
"""Forms of identity."""

_HINTS = {
    Judge.DAY: "YYYY-MM-DD or DD/MM/YYYY",
    Judge.PAST_DAY: "YYYY-MM-DD or DD/MM/YYYY",
    Judge.CLOCK: "HH:MM",
    Judge.INSTANT: "HH:MM, YYYY-MM-DD HH:MM",
    Judge.YES_NO: "yes or no",
    Judge.CODE: "F2 lists the codes",
    Judge.WORD: "F2 lists the words",
}
_AT = replace(AT, hint="empty: now; or HH:MM")
_LONG_FROM = 120
"""From how many characters on a text takes the whole width."""


def record_spec(kind: Kind, key: str = "", held: dict[str, str] | None = None) -> FormSpec:
    """Give the form that records a particular, or changes one that is on record.

    Args:
        kind: which kind.
        key: of the one to change; empty for another one.
        held: what is on record of it, by field, as it may be typed.
    """
    fields = [_typed(kind, field) for field in kind.fields]
    own_comment = kind.field("comment") is not None
    tail = (_AT,) if own_comment else (_AT, COMMENT)
    which = () if kind.keyed is Keyed.ONE else (_key_field(kind),)
    form = FormSpec("record", f"Record: {kind.label}", (*which, *fields, *tail),
                    _recorder(kind, held or {}))  # fmt: skip
    return form.starting_with(**({"key": key} if key else {}), **(held or {}))


def end_spec(kind: Kind, key: str = "") -> FormSpec:
    """Give the form that says that something on record is no longer so."""
    which = () if kind.keyed is Keyed.ONE else (replace(_key_field(kind), required=True),)

    def build(filled: Filled) -> Sequence[Request]:
        return [
            asked.EndParticular(
                prison=filled.prison, person=filled.person, at=filled.at,
                acknowledged=filled.acknowledged, fact=kind.word, **filled.values,
            )
        ]  # fmt: skip

    why = words("why", "Why it is not so", required=True)
    form = FormSpec("end-record", f"End: {kind.label}", (*which, why, _AT, COMMENT), build)
    return form.starting_with(key=key) if key else form


def _recorder(kind: Kind, held: dict[str, str]) -> Callable[[Filled], Sequence[Request]]:
    """Give what makes the request: what is filled, and what was and is no longer."""

    def build(filled: Filled) -> Sequence[Request]:
        values = dict(filled.values)
        comment = "" if kind.field("comment") else values.pop("comment")
        key = values.pop("key", "")
        told = tuple((n, v) for n, v in values.items() if v or held.get(n))
        return [
            asked.RecordParticular(
                prison=filled.prison, person=filled.person, at=filled.at, comment=comment,
                acknowledged=filled.acknowledged, fact=kind.word, key=key, values=told,
            )
        ]  # fmt: skip

    return build


def _key_field(kind: Kind) -> Field:
    return replace(_key(kind), help=which_help(kind.word))


def _key(kind: Kind) -> Field:
    match kind.keyed:
        case Keyed.CODE:
            return Field("key", "Which", "F2 lists the codes", required=True,
                         choices=f"codes:{kind.codes}")  # fmt: skip
        case Keyed.PERSON:
            return Field("key", "Other person", "F2 finds by name", required=True,
                         choices="person", longest=NUMBER_MAX)  # fmt: skip
        case _:
            return Field("key", "Which", "empty: another one", longest=6)


def _example(field: OnRecord) -> str:
    """Say how a field is typed."""
    match field.judge:
        case Judge.DAY | Judge.PAST_DAY:
            past = "" if field.judge is Judge.DAY else " It is not in the future."
            return f"{DATE[:-1]}, or today.{past}"
        case Judge.CLOCK:
            return "A time of day such as 09:30."
        case Judge.INSTANT:
            return TIME
        case Judge.NUMBER:
            return f"A whole number from 0 to {field.most}."
        case Judge.NAME:
            return "Letters, blanks, and , . ' - only."
        case Judge.WORD:
            return f"One of: {', '.join(field.words)}."
        case Judge.TEXT:
            return f"Words, at most {field.most} characters."
        case _:
            return ""


def _typed(kind: Kind, field: OnRecord) -> Field:
    """Give the field of a form for a field of a particular."""
    choices = ""
    if field.judge is Judge.CODE:
        choices = f"codes:{field.codes}"
    elif field.judge is Judge.YES_NO:
        choices = "words:yes,no"
    elif field.judge is Judge.WORD:
        choices = f"words:{','.join(field.words)}"
    text = field.judge is Judge.TEXT
    unknown = " Or: unknown." if field.may_be_unknown else ""
    return Field(
        field.name,
        field.label,
        "" if text else _HINTS.get(field.judge, ""),
        required=field.required,
        choices=choices,
        longest=field.most if text else COMMENT_MAX,
        long=text and field.most >= _LONG_FROM,
        help=FIELD_HELP[f"{kind.word}.{field.name}"],
        example=f"{_example(field)}{unknown}".strip(),
    )

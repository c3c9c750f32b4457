"""The forms of a roll check. What was counted is typed from an empty field, and never filled in."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from screens.specs.base import AT, CODE_MAX, COMMENT, COMMENT_MAX, Field, Filled, FormSpec, words
from wingterm.domain import requests as asked
from wingterm.domain.checks.units import CODE_MAX as UNIT_MAX
from wingterm.domain.requests import Request
from wingterm.errors import BadInput

DIGITS = 6
"""Most digits that a number of people takes; what is longer is refused in words."""
NUMBERS = ("counted", "had")
"""Fields for what somebody counted: always empty at first, and empty again for another unit."""
NAMED = ("missing", "extra", "without")
"""Fields for people, one or more."""

CHECK = Field("check", "Check", "its number; F2 lists", required=True, choices="check", longest=9)
UNIT = Field("unit", "Unit", "F2 lists the units", required=True, choices="check-unit",
             longest=UNIT_MAX)  # fmt: skip
BY = Field("by", "Counted by", "account; empty: you", choices="counter", longest=64)
COUNTED = Field("counted", "Number counted", "digits, as counted", required=True, longest=DIGITS)
METHOD = Field("method", "How", "number, name or door", default="number",
               choices="words:number,name,door", longest=8)  # fmt: skip
COUNTED_AT = replace(AT, label="Counted at", hint="empty: now; HH:MM on paper")


def _people(name: str, label: str) -> Field:
    return Field(name, label, choices="person", longest=COMMENT_MAX, long=True, several=True)


def named(typed: str) -> tuple[str, ...]:
    """Give the prison numbers typed in a field, parted by `;`, commas or blanks."""
    return tuple(typed.replace(";", " ").replace(",", " ").split())


def _one(kind: type[Request]) -> Callable[[Filled], Sequence[Request]]:
    """Give what makes one request of a kind about a check."""

    def build(filled: Filled) -> Sequence[Request]:
        values: dict[str, Any] = dict(filled.values)
        typed = str(values["check"]).strip()
        if not (typed.isascii() and typed.isdecimal()):
            raise BadInput("Type the number of a roll check.", "F2 lists them.", field="check")
        values["check"] = int(typed)
        values |= {name: named(values[name]) for name in NAMED if name in values}
        if kind is asked.Explain:
            values["person"] = filled.person
        return [
            kind(prison=filled.prison, at=filled.at, acknowledged=filled.acknowledged, **values)
        ]

    return build


def _form(kind: type[Request], title: str, *fields: Field) -> FormSpec:
    return FormSpec(kind.verb, title, fields, _one(kind), False, about_check=True)


def _open(filled: Filled) -> Sequence[Request]:
    return [
        asked.OpenCheck(
            prison=filled.prison, at=filled.at, acknowledged=filled.acknowledged, **filled.values
        )
    ]


_COUNT = (
    CHECK, UNIT, COUNTED, METHOD, BY, COUNTED_AT, _people("missing", "Not there"),
    _people("extra", "Extra"), COMMENT,
)  # fmt: skip

CHECKS: tuple[FormSpec, ...] = (
    _form(asked.SubmitCount, "Count", *_COUNT),
    _form(asked.Recount, "Count again", *_COUNT),
    _form(
        asked.RecordWelfare,
        "Responses",
        CHECK,
        UNIT,
        Field("had", "Responses had", "digits, as had", required=True, longest=DIGITS),
        _people("without", "No response"),
        replace(BY, label="Had by"),
        replace(COUNTED_AT, label="Had at"),
        COMMENT,
    ),
    _form(
        asked.Explain,
        "Explain",
        CHECK,
        UNIT,
        Field("person", "Who", "number, or unknown; F2 finds", required=True, choices="person",
              longest=CODE_MAX),
        Field("what", "Is", "missing or extra", required=True,
              choices="words:missing,extra,withdrawn", longest=9),
        words("why", "Why", required=True),
        COMMENT,
    ),
    _form(
        asked.DeclareRoll,
        "Declare the roll correct",
        CHECK,
        Field("name", "Your own name", "in full, as on your record", required=True, longest=80,
              anew=True),
        COMMENT,
    ),
    FormSpec(
        asked.OpenCheck.verb,
        "New roll check",
        (
            Field("kind", "Kind", "F2 lists the kinds", required=True, choices="check-kind",
                  longest=16),
            replace(AT, label="As of", hint="empty: now; HH:MM on paper"),
            COMMENT,
        ),
        _open,
        False,
    ),
    _form(asked.TakeOverCheck, "Take over", CHECK, words("why", "Why"), COMMENT),
    _form(asked.EscalateCheck, "Emergency check", CHECK, words("why", "Why", required=True),
          COMMENT),
    _form(asked.AbandonCheck, "Abandon the check", CHECK, words("why", "Why", required=True),
          COMMENT),
)  # fmt: skip
"""By verb, as the registry of actions calls it."""

OF_A_UNIT = frozenset(form.verb for form in CHECKS if UNIT in form.fields)
"""Verbs about one unit of a check that is open already."""

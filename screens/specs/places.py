"""Forms of places: in and out of use, what they hold, what they are used for."""

from collections.abc import Callable, Sequence

from screens.specs.base import (
    AT,
    COMMENT,
    WORDS_MAX,
    Field,
    Filled,
    FormSpec,
    about,
    number,
    words,
)
from wingterm.domain import requests as asked
from wingterm.domain.requests import Request

CODE = Field("code", "Place", "F2 lists the places", required=True, choices="place")

_MARKS = (
    Field("accommodation", "Accommodation", "F2 lists the codes",
          choices="codes:accommodation_types"),
    Field("specialist", "Specialist", "F2; more than one by commas", longest=WORDS_MAX,
          choices="codes:specialist_cell_types", several=True),
    Field("used_for", "Used for", "F2; more than one by commas", longest=WORDS_MAX,
          choices="codes:used_for_types", several=True),
    Field("attributes", "Attributes", "F2; more than one by commas", longest=WORDS_MAX,
          choices="codes:cell_attributes", several=True),
    Field("sex", "Sex", "M or F", choices="words:M,F"),
    Field("categories", "Categories", "such as B,C", longest=WORDS_MAX),
)  # fmt: skip


def _spec(kind: type[Request], title: str, *fields: Field) -> FormSpec:
    return FormSpec(kind.verb, title, (CODE, *fields, AT, COMMENT), about(kind),
                    about_person=False, about_place=True)  # fmt: skip


def _verb(verb: str, form: FormSpec) -> FormSpec:
    """Give a form under a word of its own, where several requests share the ledger's word."""
    return FormSpec(verb, form.title, form.fields, form.build, form.about_person,
                    form.about_place)  # fmt: skip


def _marks() -> Callable[[Filled], Sequence[Request]]:
    def build(filled: Filled) -> Sequence[Request]:
        values = dict(filled.values)
        code, comment = values.pop("code"), values.pop("comment")
        return [
            asked.MarkPlace(
                prison=filled.prison, at=filled.at, acknowledged=filled.acknowledged, code=code,
                comment=comment, values=tuple((n, v) for n, v in values.items() if v),
            )
        ]  # fmt: skip

    return build


PLACES: tuple[FormSpec, ...] = (
    _spec(
        asked.TakeOutOfUse,
        "Out of use",
        Field("reason", "Reason", "F2 lists the codes", required=True,
              choices="codes:out_of_order_reasons:system=DPS"),
        words("description", "Description"),
        Field("expected_back", "Expected back", "YYYY-MM-DD or DD/MM/YYYY"),
        Field("reference", "Job number", "of the facilities job"),
    ),
    _spec(asked.BringBack, "Into use"),
    _spec(asked.ClosePlace, "Close for good", words("description", "Why", required=True)),
    _spec(
        asked.SetCapacity,
        "Capacity of a cell",
        number("cna", "CNA"),
        number("working", "Working"),
        number("maximum", "Maximum"),
    ),
    FormSpec(asked.MarkPlace.verb, "Marks", (CODE, *_MARKS, AT, COMMENT), _marks(),
             about_person=False, about_place=True),
    _verb("rename", _spec(asked.RenamePlace, "Rename",
                          Field("name", "Name", required=True, longest=80))),
    _verb(
        "signed-capacity",
        FormSpec("capacity", "Signed operational capacity",
                 (number("signed", "Signed capacity"), AT, COMMENT), about(asked.SignCapacity),
                 about_person=False),
    ),
)  # fmt: skip
"""Forms of places, and of the one figure of a whole prison."""

"""Forms of places: in and out of use, what they hold, what they are used for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

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
    yes_no,
)
from wingterm.domain import requests as asked
from wingterm.domain.marks import MARKS
from wingterm.domain.prison_settings import SETTING_NAMES
from wingterm.domain.requests import Request
from wingterm.domain.verbs.places import ADDABLE
from wingterm.services.places import PlaceLine
from wingterm.services.prison_settings import SettingLine

CODE = Field("code", "Place", "F2 lists the places", required=True, choices="place")
_FIGURES = (number("cna", "CNA"), number("working", "Working"), number("maximum", "Maximum"))


def _several(name: str, label: str, codes: str) -> Field:
    return Field(name, label, "F2 adds one; ; between", longest=WORDS_MAX * 2,
                 choices=f"codes:{codes}", several=True)  # fmt: skip


_MARKS = (
    Field("accommodation", "Accommodation", "F2 lists the codes",
          choices="codes:accommodation_types"),
    _several("specialist", "Specialist", "specialist_cell_types"),
    _several("used_for", "Used for", "used_for_types"),
    _several("attributes", "Attributes", "cell_attributes"),
    Field("sex", "Sex", "M or F", choices="words:M,F"),
    _several("categories", "Categories", "security_categories"),
    Field("cell_mark", "Cell mark", "what stands on the door", longest=12),
)  # fmt: skip


def _spec(verb: str, kind: type[Request], title: str, *fields: Field) -> FormSpec:
    """Give the form of a request about a place, under the registry's word for it."""
    return FormSpec(verb, title, (CODE, *fields, AT, COMMENT), about(kind),
                    about_person=False, about_place=True)  # fmt: skip


def _marks(held: Mapping[str, str]) -> Callable[[Filled], Sequence[Request]]:
    """Give what makes the request: the marks that are filled, and those that no longer are."""

    def build(filled: Filled) -> Sequence[Request]:
        values = dict(filled.values)
        code, comment = values.pop("code"), values.pop("comment")
        told = tuple((n, v) for n, v in values.items() if v or held.get(n))
        return [
            asked.MarkPlace(
                prison=filled.prison, at=filled.at, acknowledged=filled.acknowledged, code=code,
                comment=comment, values=told,
            )
        ]  # fmt: skip

    return build


def _marks_spec(held: Mapping[str, str]) -> FormSpec:
    form = FormSpec("marks", "Marks", (CODE, *_MARKS, AT, COMMENT), _marks(held),
                    about_person=False, about_place=True)  # fmt: skip
    return form.starting_with(**held)


PLACES: tuple[FormSpec, ...] = (
    _spec(
        "out-of-use",
        asked.TakeOutOfUse,
        "Out of use",
        Field("reason", "Reason", "F2 lists the codes", required=True,
              choices="codes:out_of_order_reasons:system=DPS&selectable=Y"),
        words("description", "Description"),
        Field("expected_back", "Expected back", "YYYY-MM-DD or DD/MM/YYYY"),
        Field("reference", "Job number", "of the facilities job", longest=60),
    ),
    _spec("into-use", asked.BringBack, "Into use"),
    _spec("close", asked.ClosePlace, "Close for good", words("description", "Why", required=True)),
    _spec("capacity", asked.SetCapacity, "Capacity of a cell", *_FIGURES),
    _marks_spec({}),
    _spec("rename", asked.RenamePlace, "Rename", Field("name", "Name", required=True, longest=80)),
    _spec(
        "convert",
        asked.ConvertPlace,
        "Convert to a room",
        Field("to", "Becomes", "F2 lists the kinds", required=True,
              choices="codes:converted_cell_types"),
    ),
    _spec(
        "certificate",
        asked.RequestCertificate,
        "Ask for a certificate",
        words("change", "Change asked for", required=True),
        Field("reference", "Reference", longest=60),
    ),
    _spec(
        "settle-certificate",
        asked.SettleCertificate,
        "Certificate decided",
        yes_no("approved", "Approved", default=""),
        words("comment_on", "Decision"),
    ),
    FormSpec(
        "add-place",
        "New place",
        (
            Field("code", "Code", "such as A-1-001", required=True, longest=40),
            Field("kind", "Kind", "F2 lists the kinds", required=True,
                  choices=f"words:{','.join(ADDABLE)}"),
            Field("name", "Name", "empty: the code", longest=80),
            *(number(field.name, field.label, "of a cell", required=False) for field in _FIGURES),
            yes_no("draft", "Draft", "yes: not in use yet"),
            AT,
            COMMENT,
        ),
        about(asked.AddPlace),
        about_person=False,
    ),
    FormSpec(
        "signed-capacity",
        "Signed operational capacity",
        (number("signed", "Signed capacity"), AT, COMMENT),
        about(asked.SignCapacity),
        about_person=False,
    ),
)  # fmt: skip
"""Forms of places, and of the one figure of a whole prison."""

_BY_VERB = {form.verb: form for form in PLACES}


def place_form(verb: str, code: str, line: PlaceLine | None) -> FormSpec:
    """Give the form of a verb about a place, with what it is now in its fields.

    Args:
        verb: as the registry calls it.
        code: of the place that the cursor is on, empty for none.
        line: what it is now, None where it is not known.
    """
    form = _BY_VERB[verb]
    if line is None:
        return form.starting_with(code=code)
    match verb:
        case "marks":
            held = {name: getattr(line, name) for name in MARKS if name != "accommodation"}
            return _marks_spec(held).starting_with(code=code)
        case "capacity" if line.cna is not None:
            return form.starting_with(
                code=code, cna=f"{line.cna}", working=f"{line.working}", maximum=f"{line.maximum}"
            )
        case "rename":
            return form.starting_with(code=code, name=line.name)
        case _:
            return form.starting_with(code=code)


def settings_form(lines: Iterable[SettingLine]) -> FormSpec:
    """Give the form of a prison's settings, with what is in force in its fields."""
    now = {line.name: _shown(line.value) for line in lines if line.name in SETTING_NAMES}

    def build(filled: Filled) -> Sequence[Request]:
        told = tuple((n, str(filled.values[n])) for n in now if filled.values[n] != now[n])
        return [
            asked.SetPrison(
                prison=filled.prison, at=filled.at, acknowledged=filled.acknowledged,
                comment=str(filled.values["comment"]), values=told,
            )
        ]  # fmt: skip

    fields = [_setting(name, held) for name, held in now.items()]
    return FormSpec("settings", "Settings", (*fields, replace(AT, hint="empty: now"), COMMENT),
                    build, about_person=False)  # fmt: skip


def _setting(name: str, held: str) -> Field:
    choices = "words:yes,no" if held in ("yes", "no") else ""
    label = name.replace("_", " ").capitalize()
    return Field(name, label, "yes or no" if choices else "a number", default=held, longest=3,
                 choices=choices)  # fmt: skip


def _shown(value: bool | int | None) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)

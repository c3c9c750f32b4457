"""Make a record for a person, and say what their identity is."""

from collections.abc import Callable
from typing import cast

from wingterm.domain.case import Case
from wingterm.domain.entries import Entry, Kind
from wingterm.domain.outcomes import Decision
from wingterm.domain.people import (
    SEXES,
    FieldRefused,
    check_name,
    issued_number,
    parse_date_of_birth,
    parse_prison_number,
)
from wingterm.domain.requests import Amend, Register, Request
from wingterm.domain.situation import Situation
from wingterm.domain.standing import NO_BED, OUTSIDE_PLACE, Standing
from wingterm.domain.text import search_name
from wingterm.domain.times import local_date

IDENTITY = ("last_name", "first_name", "date_of_birth", "sex")
"""Fields of an identity that may be amended."""


def register(situation: Situation, request: Request) -> Decision:
    """Decide a `Register`: a first movement, outside to outside, and the identity as a fact."""
    asked = cast(Register, request)
    case = Case(situation, asked)
    prison = case.prison()
    identity = _identity(case, asked)
    number = _number(case, asked.number)
    if case.objections or prison is None:
        return case.refused()
    _warn_of_lookalike(case, identity)
    person = situation.take_id("person")
    born_outside = Standing(OUTSIDE_PLACE, NO_BED, case.at, 0)
    first = Entry(
        kind=Kind.MOVE,
        verb="register",
        establishment=prison.id,
        occurred_at=case.at,
        detail=case.detail(),
        person=person,
        pseq=1,
        before=born_outside,
        after=Standing(OUTSIDE_PLACE, NO_BED, case.at, 1),
    )
    known = case.fact(prison.id, "person", person, "identity", {"number": number, **identity})
    said = (
        f"{number} {identity['last_name']}, {identity['first_name']} is in the register, outside."
    )
    return case.decision([known, first], said)


def amend(situation: Situation, request: Request) -> Decision:
    """Decide an `Amend`: the identity with what is given changed, from the time of the act on."""
    asked = cast(Amend, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    present = {name: getattr(person, name, "") for name in IDENTITY}
    identity = present | _identity(case, asked, only_given=True)
    if case.objections or prison is None or person is None:
        return case.refused()
    if identity == present:
        return case.decision([], f"{person.shown} is recorded so already; nothing changed.")
    value = {"number": person.number, **identity}
    entry = case.fact(prison.id, "person", person.id, "identity", dict(value))
    said = f"{person.shown} is now {identity['last_name']}, {identity['first_name']}, "
    said += f"born {identity['date_of_birth']}, {SEXES.get(identity['sex'], identity['sex'])}."
    return case.decision([entry], said)


def _identity(case: Case, asked: Register | Amend, *, only_given: bool = False) -> dict[str, str]:
    """Give the fields of an identity as they are kept; of an amendment those that are given."""
    held: dict[str, str] = {}
    today = local_date(case.situation.now, "UTC")
    judges: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("last_name", lambda typed: check_name(typed, "last_name")),
        ("first_name", lambda typed: check_name(typed, "first_name")),
        ("date_of_birth", lambda typed: parse_date_of_birth(typed, today).isoformat()),
    )
    for field, judge in judges:
        typed = getattr(asked, field)
        if not typed and only_given:
            continue
        try:
            held[field] = judge(typed)
        except FieldRefused as refused:
            case.against(field.replace("_", "-"), str(refused), field=field)
    if not asked.sex and only_given:
        return held
    held["sex"] = asked.sex.strip().upper()
    if held["sex"] not in SEXES:
        codes = ", ".join(f"{code} {word}" for code, word in SEXES.items())
        case.against("sex", f"Sex is one of: {codes}.", field="sex")
    return held


def _number(case: Case, typed: str) -> str:
    """Give the prison number: as typed if nobody has it, else the next (domain note 4.1)."""
    if not typed.strip():
        number = issued_number(case.situation.take_id("prison_number"))
        while number in case.situation.taken_numbers:
            number = issued_number(case.situation.take_id("prison_number"))
        return number
    try:
        number = parse_prison_number(typed)
    except FieldRefused as refused:
        case.against("number", str(refused), field="number")
        return ""
    if number in case.situation.taken_numbers:
        case.against(
            "number-in-use",
            f"Somebody in this register has the number {number} already.",
            f"Look at `wingterm show {number}`; a number is never given twice.",
            "number",
        )
    return number


def _warn_of_lookalike(case: Case, identity: dict[str, str]) -> None:
    key = search_name(identity["last_name"], identity["first_name"]), identity["date_of_birth"]
    known = case.situation.lookalikes.get(key)
    if known:
        case.warn(
            "likely-duplicate",
            f"{known} has the same names and date of birth: this may be the same person.",
        )

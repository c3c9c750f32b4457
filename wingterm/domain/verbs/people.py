"""Make a record for a person, and say what their identity is."""

from collections.abc import Callable, Iterator
from typing import cast

from wingterm.domain.case import Case
from wingterm.domain.entries import Entry, Kind
from wingterm.domain.lookalike import alike, days_to_look_at
from wingterm.domain.outcomes import Decision
from wingterm.domain.people import (
    SEXES,
    TEMPORARY,
    TEMPORARY_MAX,
    UNKNOWN,
    FieldRefused,
    check_name,
    is_temporary,
    issued_number,
    parse_date_of_birth,
    parse_prison_number,
    temporary_number,
)
from wingterm.domain.requests import Amend, GiveNumber, Register, Request
from wingterm.domain.situation import Situation
from wingterm.domain.standing import NO_BED, OUTSIDE_PLACE, Standing
from wingterm.domain.text import search_name
from wingterm.domain.times import local_date

IDENTITY = ("last_name", "first_name", "date_of_birth", "sex")
"""Fields of an identity that may be amended."""

ALIKE_BY = IDENTITY[:3]
"""Fields of an identity by which two people may be taken for one."""

LOOKALIKES_MAX = 5
"""Most people named who may be the same as a new one."""


def register(situation: Situation, request: Request) -> Decision:
    """Decide a `Register`: a first movement, outside to outside, and the identity as a fact."""
    asked = cast(Register, request)
    case = Case(situation, asked)
    prison = case.prison()
    identity = _identity(case, asked)
    number = _temporary(case, asked) if asked.temporary else _number(case, asked.number)
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
    if any(identity[name] != present[name] for name in ALIKE_BY):
        _warn_of_lookalike(case, identity, but=person.number)
    value = {"number": person.number, **identity}
    entry = case.fact(prison.id, "person", person.id, "identity", dict(value))
    said = f"{person.shown} is now {identity['last_name']}, {identity['first_name']}, "
    said += f"born {identity['date_of_birth']}, {SEXES.get(identity['sex'], identity['sex'])}."
    return case.decision([entry], said)


def give_number(situation: Situation, request: Request) -> Decision:
    """Decide a `GiveNumber`: a temporary number gives way, once, to a prison number."""
    asked = cast(GiveNumber, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    if asked.at is not None:
        case.against(
            "from-now", "A prison number is given from now on.", "Leave the time out.", "at"
        )
    if person is not None and not is_temporary(person.number):
        case.against(
            "has-number",
            f"{person.shown} has a prison number; only a temporary one is replaced.",
            "Check the number.",
            "person",
        )
    number = _number(case, asked.number)
    if case.objections or prison is None or person is None:
        return case.refused()
    value = {"number": number} | {name: getattr(person, name) for name in IDENTITY}
    entry = case.fact(prison.id, "person", person.id, "identity", dict(value))
    # By which what was written down that night still leads to them.
    before = case.fact(prison.id, "person", person.id, f"id.{TEMPORARY}", {"value": person.number})
    said = f"{person.shown} has the prison number {number} from now on."
    return case.decision([entry, before], said)


def _identity(case: Case, asked: Register | Amend, *, only_given: bool = False) -> dict[str, str]:
    """Give the fields of an identity as they are kept; of an amendment those that are given."""
    held: dict[str, str] = {}
    today = local_date(case.situation.now, "UTC")
    judges: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("last_name", lambda typed: check_name(typed, "last_name")),
        ("first_name", lambda typed: check_name(typed, "first_name")),
        ("date_of_birth", lambda typed: parse_date_of_birth(typed, today).isoformat()),
    )
    unknown = isinstance(asked, Register) and asked.temporary
    for field, judge in judges:
        typed = getattr(asked, field)
        if unknown and typed.strip().lower() in ("", UNKNOWN):
            held[field] = UNKNOWN if field == "date_of_birth" else UNKNOWN.capitalize()
            continue
        if not typed and only_given:
            continue
        try:
            held[field] = judge(typed)
        except FieldRefused as refused:
            case.against(field.replace("_", "-"), str(refused), field=field)
    if not asked.sex and only_given:
        return held
    held["sex"] = asked.sex.strip().upper() or ("NK" if unknown else "")
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
    if is_temporary(number):
        case.against(
            "temporary-number",
            f"{number} is a temporary number: it is issued, never given.",
            "Leave the number out, or give a prison number such as A1234BC.",
            "number",
        )
    if number in case.situation.taken_numbers:
        case.against(
            "number-in-use",
            f"Somebody in this register has the number {number} already.",
            f"Look at `wingterm show {number}`; a number is never given twice.",
            "number",
        )
    return number


def _temporary(case: Case, asked: Register) -> str:
    """Give the next temporary number, for a night arrival whose prison number is not known."""
    if asked.number.strip():
        case.against(
            "temporary-number",
            "Somebody with a prison number needs no temporary one.",
            "Leave one of the two out.",
            "number",
        )
        return ""
    n = case.situation.take_id("temporary")
    if n > TEMPORARY_MAX:
        case.against(
            "temporary-spent",
            f"All {TEMPORARY_MAX} temporary numbers have been given.",
            "Give or issue a prison number.",
            "number",
        )
        return ""
    return temporary_number(n)


def _warn_of_lookalike(case: Case, identity: dict[str, str], *, but: str = "") -> None:
    """Warn of people who may be the same one, each by number (domain note 5.2); not of `but`."""
    name = search_name(identity["last_name"], identity["first_name"])
    said: dict[str, str] = {}
    for number, likeness in _lookalikes(case, name, identity["date_of_birth"]):
        if number != but:
            said.setdefault(number, likeness)
        if len(said) == LOOKALIKES_MAX:
            break
    for number, likeness in said.items():
        case.warn("likely-duplicate", f"{number} has {likeness}: this may be the same person.")


def _lookalikes(case: Case, name: str, born: str) -> Iterator[tuple[str, str]]:
    """Give number and likeness of those on record who are like a new person."""
    lookalikes = case.situation.lookalikes
    # Whoever was born on the day itself comes first.
    others = lookalikes.days if born == UNKNOWN else sorted(days_to_look_at(born))
    days = [born, *(day for day in others if day != born)]
    for day in days:
        for known in lookalikes.near(name, day):
            likeness = alike(name, born, known, day)
            if likeness:
                yield known.number, likeness

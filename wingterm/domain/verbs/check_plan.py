"""What a prison settles for its roll checks: the units that it counts by, and when."""

from typing import cast

from wingterm.domain.case import DETAIL_MAX, Case
from wingterm.domain.checks.kinds import (
    MINUTES_MAX,
    NAMES,
    KindPlan,
    kind_value,
    parse_times,
    read_kinds,
)
from wingterm.domain.checks.units import (
    CODE_MAX,
    NAME_MAX,
    REST,
    UNITS_MAX,
    CheckUnit,
    parse_places,
    units_value,
)
from wingterm.domain.outcomes import Decision
from wingterm.domain.places import OUT, PlaceKind, check_place_code
from wingterm.domain.prison import Prison
from wingterm.domain.prison_settings import NO, YES
from wingterm.domain.requests import Request, SetCheckKind, SetCheckUnits
from wingterm.domain.roll import RESIDENTIAL
from wingterm.domain.situation import Situation, in_force
from wingterm.domain.verbs.check_open import kind_of

UNITS, KINDS = "check-units", "check-kinds"
"""Facts of a prison."""

_NOT_COUNTED = (*OUT, PlaceKind.OUTSIDE, PlaceKind.EN_ROUTE, PlaceKind.AT_LARGE)


def set_units(situation: Situation, request: Request) -> Decision:
    """Decide a `SetCheckUnits`: the whole list, in its order."""
    asked = cast(SetCheckUnits, request)
    case = Case(situation, asked)
    prison = case.prison()
    if prison is None:
        return case.refused()
    units = [_unit(case, prison, *line) for line in asked.units]
    if len(units) > UNITS_MAX:
        case.against(
            "too-many-units", f"A prison counts by at most {UNITS_MAX} units.", "", "units"
        )
    _once(case, [unit.code for unit in units], "Unit")
    _once(case, [place for unit in units for place in unit.places], "Place")
    entry = case.fact(prison.id, "establishment", prison.id, UNITS, units_value(units))
    if len(entry.detail) > DETAIL_MAX:
        case.against("too-long", "That is more than can be kept.", "Give shorter names.", "units")
    said = f"{prison.name} counts by {len(units)} units: {', '.join(u.code for u in units)}."
    return case.decision([entry], said if units else f"{prison.name} counts by its usual units.")


def _unit(case: Case, prison: Prison, code: str, name: str, places: str) -> CheckUnit:
    """Give a unit of the list; object to what is none."""
    try:
        code, right = check_place_code(code), True
    except ValueError:
        code, right = code.strip(), False
    if not right or len(code) > CODE_MAX or code == REST:
        case.against(
            "unit-code",
            f"{code or '(empty)'} is not the code of a unit.",
            f"Letters and digits joined by hyphens, at most {CODE_MAX}, but not {REST}.",
            "units",
        )
    try:
        codes = parse_places(places or code)
    except ValueError as refused:
        case.against("unit-places", str(refused), "", "units")
        codes = ()
    found = [case.place(prison, place, "units") for place in codes]
    known = [place for place in found if place is not None]
    for place in known:
        if place.kind in _NOT_COUNTED:
            case.against(
                "unit-places",
                f"{place.code} is not inside: nobody is counted there.",
                "Who is off site is told by name.",
                "units",
            )
    if not codes and not case.objections:
        case.against("unit-places", f"Unit {code} has no place.", "Name its places.", "units")
    residential = any(place.kind in RESIDENTIAL for place in known)
    words = case.text(name, "name", NAME_MAX)
    return CheckUnit(code, words or (known[0].name if known else "") or code, codes, residential)


def _once(case: Case, codes: list[str], what: str) -> None:
    """Object to what stands in the list more than once."""
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        case.against("unit-twice", f"{what} {code} is in the list twice.", "Keep one.", "units")


def set_kind(situation: Situation, request: Request) -> Decision:
    """Decide a `SetCheckKind`: its times as given, of the rest what is named."""
    asked = cast(SetCheckKind, request)
    case = Case(situation, asked)
    prison, kind = case.prison(), kind_of(case, asked.kind)
    times: tuple[str, ...] = ()
    try:
        times = parse_times(asked.times)
    except ValueError as refused:
        case.against("check-times", str(refused), "Give times such as 07:45 12:15.", "times")
    if prison is None or kind is None:
        return case.refused()
    held = in_force(situation.prison_facts.get(prison.id, ()), KINDS, case.at) or {}
    now = read_kinds(held)[kind]
    plan = KindPlan(
        kind,
        times,
        _minutes(case, asked.late, "late", now.late),
        _minutes(case, asked.clear, "clear", now.clear),
        _yes_no(case, asked.welfare, now.welfare),
    )
    if case.objections:
        return case.refused()
    value = {**held, kind.value: kind_value(plan)}
    entry = case.fact(prison.id, "establishment", prison.id, KINDS, value)
    due = f"due at {', '.join(times)}" if times else "at no fixed time"
    said = f"{prison.name}, {NAMES[kind].lower()} check: {due}."
    return case.decision([entry], said)


def _minutes(case: Case, typed: str, field: str, held: int) -> int:
    text = typed.strip()
    if not text:
        return held
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= MINUTES_MAX):
        case.against(
            "check-minutes",
            f"{text} is not a number of minutes from 1 to {MINUTES_MAX}.",
            "Type digits alone.",
            field,
        )
        return held
    return int(text)


def _yes_no(case: Case, typed: str, held: bool) -> bool:
    word = typed.strip().lower()
    if not word:
        return held
    if word not in YES + NO:
        case.against("check-welfare", "Welfare is yes or no.", "Type one of them.", "welfare")
    return word in YES

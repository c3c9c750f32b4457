"""What is handed in to a roll check: counts, counts again, responses, explanations.

Nothing here says where anybody is: a count changes no whereabouts (practice note 0, 5).
"""

from typing import cast

from wingterm.domain.case import Case
from wingterm.domain.checks.record import (
    COUNT,
    WELFARE,
    WHY,
    Explained,
    Method,
    RollCheck,
    UnitCheck,
    UnitState,
)
from wingterm.domain.outcomes import Decision
from wingterm.domain.prison import Officer
from wingterm.domain.requests import (
    Explain,
    RecordWelfare,
    Recount,
    Request,
    SubmitCount,
)
from wingterm.domain.situation import Situation
from wingterm.domain.verbs.check_case import (
    UNKNOWN,
    check_of,
    counted_then,
    number_typed,
    officer_who,
    on_the_list,
    people_typed,
    said_of,
    unit_of,
    why_typed,
)


def submit(situation: Situation, request: Request) -> Decision:
    """Decide a `SubmitCount`: the first count of a unit, or the second, independent one."""
    asked = cast(SubmitCount, request)
    case = Case(situation, asked)
    _, check = check_of(case, asked)
    unit = unit_of(case, check, asked.unit)
    by = officer_who(case, asked.by, "count")
    if unit is not None:
        if len(unit.counts) >= unit.counters:
            last = unit.counts[-1]
            case.against(
                "counted-already",
                f"{unit.code} was counted already: {_who_counted(case, check, unit)} at "
                f"{case.shown(last.at)}.",
                "If it was counted again, hand that in as a recount.",
                "unit",
            )
        elif unit.blind and by.id in {
            officer for c in unit.counts for officer in (c.by, c.keyed_by)
        }:
            # Who typed the first number in has seen it.
            case.against(
                "same-counter",
                f"{by.name} made or entered the first count of {unit.code}; "
                "the second is by somebody else.",
                "Another officer counts, without seeing the first number.",
                "by",
            )
    return _counted(case, asked, check, unit, by, again=False)


def recount(situation: Situation, request: Request) -> Decision:
    """Decide a `Recount`: of a unit that differs, by somebody else where the prison says so."""
    asked = cast(Recount, request)
    case = Case(situation, asked)
    _, check = check_of(case, asked)
    unit = unit_of(case, check, asked.unit)
    by = officer_who(case, asked.by, "recount")
    if unit is not None and check is not None:
        if unit.last is None:
            case.against(
                "not-counted",
                f"{unit.code} has not been counted yet"
                f"{' by a second officer' if unit.blind else ''}.",
                "Hand its count in first.",
                "unit",
            )
        elif unit.state is UnitState.AGREES:
            case.warn(
                "unit-agrees",
                f"{unit.code} agrees; only what differs needs to be counted again.",
            )
        if check.another and unit.last is not None and by.id in _counters(unit):
            case.against(
                "same-counter",
                f"{by.name} counted {unit.code} before; here somebody else counts again.",
                "Another officer counts and hands it in.",
                "by",
            )
    return _counted(case, asked, check, unit, by, again=True)


def _counters(unit: UnitCheck) -> set[int]:
    return {count.by for count in unit.counts}


def _who_counted(case: Case, check: RollCheck | None, unit: UnitCheck) -> str:
    """Say who counted a unit last, as far as the act knows their name."""
    last = unit.counts[-1].by
    if last == case.situation.officer.id:
        return "by you"
    held = case.situation.checks.get(check.id) if check else None
    return f"by {held.names[last]}" if held and last in held.names else "by another officer"


def _counted(
    case: Case,
    asked: SubmitCount,
    check: RollCheck | None,
    unit: UnitCheck | None,
    by: Officer,
    *,
    again: bool,
) -> Decision:
    counted = number_typed(case, asked.counted, "counted", "The number counted")
    method = _method(case, asked.method)
    missing, _ = people_typed(case, asked.missing, "missing")
    extra, strangers = people_typed(case, asked.extra, "extra", strangers=True)
    if set(missing) & set(extra):
        case.against(
            "missing-and-extra",
            "The same person is named as missing and as extra.",
            "Keep one of the two.",
            "extra",
        )
    if (missing or extra or strangers) and method is not Method.NAME:
        case.against(
            "not-by-name",
            "Who is missing or extra is known only from a count by name.",
            "Say that it was counted by name, or name nobody.",
            "method",
        )
    counted_then(case, check)
    if check is not None and unit is not None:
        on_the_list(case, check, unit, missing, extra)
    prison = case.situation.prisons.get(asked.prison)
    if case.objections or check is None or unit is None or prison is None or method is None:
        return case.refused()
    value: dict[str, object] = {
        "counted": counted,
        "by": by.id,
        "method": method.value,
        "again": again,
    }
    names: dict[str, object] = {"missing": missing, "extra": extra, "strangers": strangers}
    value |= {name: held for name, held in names.items() if held}
    which = len(unit.counts) + 1
    entry = said_of(case, prison, check.id, f"{COUNT}.{unit.position}.{which}", value)
    blind = which < unit.counters
    kept = "first count kept; a second officer counts next" if blind else f"{counted} counted"
    return case.decision([entry], f"Roll check {check.id}, {unit.code}: {kept} (by {by.name}).")


def _method(case: Case, typed: str) -> Method | None:
    try:
        return Method(typed.strip().lower())
    except ValueError:
        case.against(
            "count-method",
            f"{typed.strip() or '(empty)'} is not a way to count.",
            f"Choose one of: {', '.join(Method)}.",
            "method",
        )
        return None


def welfare(situation: Situation, request: Request) -> Decision:
    """Decide a `RecordWelfare`; who gave no response stays without one, whatever comes later."""
    asked = cast(RecordWelfare, request)
    case = Case(situation, asked)
    _, check = check_of(case, asked)
    unit = unit_of(case, check, asked.unit)
    by = officer_who(case, asked.by, "welfare")
    had = number_typed(case, asked.had, "had", "The number of responses")
    without, _ = people_typed(case, asked.without, "without")
    counted_then(case, check)
    prison = case.situation.prisons.get(asked.prison)
    if case.objections or check is None or unit is None or prison is None:
        return case.refused()
    value: dict[str, object] = {"had": had, "by": by.id}
    if without:
        value["without"] = without
    which = len(unit.welfare) + 1
    entry = said_of(case, prison, check.id, f"{WELFARE}.{unit.position}.{which}", value)
    none = f", none from {len(without)}" if without else ""
    told = "responses kept" if unit.hides_responses else f"{had} responses had"
    return case.decision([entry], f"Roll check {check.id}, {unit.code}: {told}{none}.")


def explain(situation: Situation, request: Request) -> Decision:
    """Decide an `Explain`: of a unit that differs, a name and a reason."""
    asked = cast(Explain, request)
    case = Case(situation, asked)
    _, check = check_of(case, asked)
    unit = unit_of(case, check, asked.unit)
    what = _what(case, asked.what)
    why = why_typed(case, asked.why)
    stranger = asked.person.strip().lower() == UNKNOWN
    # The frozen list has them under the number of that moment.
    person = None if stranger else case.person(asked.person, merged_too=True)
    if stranger and what is Explained.MISSING:
        case.against(
            "unknown-missing",
            "Who is missing is on the frozen list, by name.",
            "Count by name; the list says who it is.",
            "person",
        )
    if unit is not None and unit.state in (UnitState.WAITING, UnitState.FIRST, UnitState.AGREES):
        state = "agrees" if unit.state is UnitState.AGREES else "has not been counted"
        case.against(
            "nothing-to-explain",
            f"{unit.code} {state}: there is nothing to explain.",
            "Explain a unit that differs.",
            "unit",
        )
    if check is not None and unit is not None and person is not None:
        missing = [person.id] if what is Explained.MISSING else []
        extra = [person.id] if what is Explained.EXTRA else []
        on_the_list(case, check, unit, missing, extra)
        _in_one_unit(case, check, unit, extra)
    prison = case.situation.prisons.get(asked.prison)
    if case.objections or check is None or unit is None or prison is None or what is None:
        return case.refused()
    value: dict[str, object] = {
        "person": person.id if person else 0,
        "what": what.value,
        "why": why,
        "after": len(unit.counts),
    }
    which = len(unit.explanations) + 1
    entry = said_of(case, prison, check.id, f"{WHY}.{unit.position}.{which}", value)
    who = person.shown if person else "somebody whom nobody can name"
    said = f"Roll check {check.id}, {unit.code}: {who} {what.value}, explained."
    if what is Explained.WITHDRAWN:
        said = f"Roll check {check.id}, {unit.code}: what was said of {who} does not hold."
    return case.decision([entry], said)


def _in_one_unit(case: Case, check: RollCheck, unit: UnitCheck, extra: list[int]) -> None:
    """Object to who is explained as extra in another unit: nobody is in two at once."""
    for other in check.units:
        held = {one.person for one in other.standing_explanations if one.what is Explained.EXTRA}
        for person in extra:
            if other.position != unit.position and person in held:
                named = case.situation.person_of[person].shown
                case.against(
                    "extra-twice",
                    f"{named} is explained as extra in {other.code} already; "
                    "nobody is in two units at once.",
                    f"Find out where they are; what does not hold in {other.code} is withdrawn.",
                    "person",
                )


def _what(case: Case, typed: str) -> Explained | None:
    try:
        return Explained(typed.strip().lower())
    except ValueError:
        case.against(
            "explained-what",
            f"{typed.strip() or '(empty)'} is not what somebody can be in a count.",
            f"Choose one of: {', '.join(Explained)}.",
            "what",
        )
        return None

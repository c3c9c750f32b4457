"""How a roll check ends, changes hands or becomes an emergency."""

from typing import cast

from wingterm.domain.case import Case
from wingterm.domain.checks.kinds import NAMES, CheckKind
from wingterm.domain.checks.record import (
    ABANDONED,
    DECLARED,
    ESCALATED,
    TAKEN,
    RollCheck,
    UnitState,
)
from wingterm.domain.outcomes import Decision
from wingterm.domain.requests import (
    AbandonCheck,
    DeclareRoll,
    EscalateCheck,
    Request,
    TakeOverCheck,
)
from wingterm.domain.situation import Situation
from wingterm.domain.text import fold
from wingterm.domain.verbs.check_case import check_of, kind_is_free, said_of, why_typed


def declare(situation: Situation, request: Request) -> Decision:
    """Decide a `DeclareRoll`: never while a unit is missing or differs without an explanation."""
    asked = cast(DeclareRoll, request)
    case = Case(situation, asked)
    prison, check = check_of(case, asked)
    if asked.at is not None:
        case.against(
            "declare-now",
            "The roll is declared at the moment at which it is declared.",
            "Leave the time out.",
            "at",
        )
    name = case.text(asked.name, "name", 80)
    if fold(name) != fold(situation.officer.name) or not name:
        case.against(
            "not-your-name",
            "That is not the name on the officer's record of this account.",
            "Type your own name, to say that it is you who declares the roll.",
            "name",
        )
    if check is not None:
        _nothing_open(case, check)
        _welfare_had(case, check)
    if case.objections or prison is None or check is None:
        return case.refused()
    value: dict[str, object] = {
        "name": situation.officer.name,
        "role": situation.officer.role,
        "expected": check.expected,
        "counted": check.counted,
        "roll": check.roll,
        "explained": [u.code for u in check.units if u.state is UnitState.EXPLAINED],
    }
    entry = said_of(case, prison, check.id, DECLARED, value)
    said = (
        f"ROLL CORRECT: roll check {check.id} of {prison.name} ({NAMES[check.kind]}) as of "
        f"{case.shown(check.as_of)}, {check.counted} counted, {check.roll} on the roll, "
        f"declared by {situation.officer.name}."
    )
    return case.decision([entry], said)


def _nothing_open(case: Case, check: RollCheck) -> None:
    """Object to units that are missing or differ, each by its code."""
    for states, code, words, remedy in (
        (
            (UnitState.WAITING, UnitState.FIRST),
            "units-missing",
            "Not counted yet",
            "Every unit hands in its count first.",
        ),
        (
            (UnitState.DIFFERS,),
            "units-differ",
            "Differs without an explanation of each person",
            "Count it again, or name who is missing or extra and why.",
        ),
    ):
        units = [unit.code for unit in check.units if unit.state in states]
        if units:
            case.against(code, f"{words}: {', '.join(units)}.", remedy, "check")


def _welfare_had(case: Case, check: RollCheck) -> None:
    """Warn where a response from each person is wanted and some are not on record."""
    if not check.wants_welfare:
        return
    none = [u.code for u in check.units if u.residential and u.expected and not u.welfare]
    if none:
        case.warn("no-responses", f"No responses are on record of {', '.join(none)}.")
    without = [u.code for u in check.units if any(each.without for each in u.welfare)]
    if without:
        case.warn("without-response", f"Somebody gave no response in {', '.join(without)}.")


def abandon(situation: Situation, request: Request) -> Decision:
    """Decide an `AbandonCheck`: everything is kept, with the reason."""
    asked = cast(AbandonCheck, request)
    case = Case(situation, asked)
    prison, check = check_of(case, asked)
    why = why_typed(case, asked.why)
    if case.objections or prison is None or check is None:
        return case.refused()
    entry = said_of(case, prison, check.id, ABANDONED, {"why": why})
    return case.decision([entry], f"Roll check {check.id} is abandoned; what was counted is kept.")


def escalate(situation: Situation, request: Request) -> Decision:
    """Decide an `EscalateCheck`: it goes on as an emergency check, with what was counted."""
    asked = cast(EscalateCheck, request)
    case = Case(situation, asked)
    prison, check = check_of(case, asked)
    why = why_typed(case, asked.why)
    if check is not None and check.kind is CheckKind.EMERGENCY:
        case.against(
            "is-emergency",
            f"Roll check {check.id} is an emergency check already.",
            "Nothing needs to be done.",
            "check",
        )
    elif prison is not None and check is not None:
        kind_is_free(case, prison, CheckKind.EMERGENCY, but=check.id, field="check")
    if case.objections or prison is None or check is None:
        return case.refused()
    entry = said_of(case, prison, check.id, ESCALATED, {"why": why})
    return case.decision([entry], f"Roll check {check.id} is an EMERGENCY check now.")


def take_over(situation: Situation, request: Request) -> Decision:
    """Decide a `TakeOverCheck`: whoever has it already keeps it, without an entry."""
    asked = cast(TakeOverCheck, request)
    case = Case(situation, asked)
    prison, check = check_of(case, asked)
    why = why_typed(case, asked.why, needed=False)
    if case.objections or prison is None or check is None:
        return case.refused()
    if check.in_charge == situation.officer.id:
        return case.decision([], f"Roll check {check.id} is in your hands already.")
    which = len(check.taken) + 1
    entry = said_of(case, prison, check.id, f"{TAKEN}.{which}", {"why": why})
    said = f"Roll check {check.id} is in the hands of {situation.officer.name} now."
    return case.decision([entry], said)

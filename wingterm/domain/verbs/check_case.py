"""What the verbs of a roll check share: the check that is meant, its unit, who counted."""

from wingterm.domain.case import DETAIL_MAX, Case
from wingterm.domain.checks.fold import read_check
from wingterm.domain.checks.kinds import MINUTE, CheckKind
from wingterm.domain.checks.record import (
    COUNTED_MAX,
    DECLARED,
    SUBJECT,
    RollCheck,
    UnitCheck,
)
from wingterm.domain.entries import Entry
from wingterm.domain.prison import Officer, Prison
from wingterm.domain.requests import AboutCheck
from wingterm.domain.roles import may
from wingterm.domain.verbs.why import why_of

EXPLANATION_MAX = 400
"""Most characters of an explanation."""

EARLIEST = 12 * 60 * MINUTE
"""How long before the instant of a check its people may have been counted, in microseconds: within
it the time of the day says which day is meant."""

UNKNOWN = "unknown"
"""Typed for somebody whom nobody can name."""


def check_of(case: Case, asked: AboutCheck) -> tuple[Prison | None, RollCheck | None]:
    """Give the acting prison and its open check; object to one that is not there or has ended."""
    prison = case.prison()
    held = case.situation.checks.get(asked.check)
    if prison is None:
        return None, None
    if held is None or held.establishment != prison.id:
        case.against(
            "unknown-check",
            f"{prison.name} has no roll check {asked.check}.",
            "`wingterm check list` lists them.",
            "check",
        )
        return prison, None
    check = read_check(held.id, held.establishment, held.facts)
    if check.ended is not None:
        did = "declared correct" if check.ended.fact == DECLARED else "abandoned"
        case.against(
            "check-ended",
            f"Roll check {check.id} was {did} at {case.shown(check.ended.recorded_at)}; "
            "it stays as it is.",
            "Open a new check: wingterm check open.",
            "check",
        )
        return prison, None
    return prison, check


def unit_of(case: Case, check: RollCheck | None, typed: str) -> UnitCheck | None:
    """Give a unit of a check; object to one that it has not."""
    if check is None:
        return None
    unit = check.unit(typed)
    if unit is None:
        codes = ", ".join(unit.code for unit in check.units)
        case.against(
            "unknown-unit",
            f"Roll check {check.id} has no unit {typed.strip() or '(empty)'}.",
            f"Its units are: {codes}.",
            "unit",
        )
    return unit


def officer_who(case: Case, typed: str, action: str) -> Officer:
    """Give the officer who counted: the one named, or who asks; object to who could not have."""
    account = typed.strip()
    if not account:
        return case.situation.officer
    named = case.situation.officers.get(account)
    if named is None or not may(named.role, action):
        case.against(
            "counted-by",
            f"{account} is not the account of an officer who counts.",
            "Give the account of the officer who counted; `wingterm officer list` has them.",
            "by",
        )
        return case.situation.officer
    if not named.active_from <= case.situation.now < named.active_to:
        case.against(
            "counted-by",
            f"The officer's record of {account} is not in force.",
            "Give the account of the officer who counted.",
            "by",
        )
    return named


def counted_then(case: Case, check: RollCheck | None) -> None:
    """Object to a count of long before the check: it would be another count, handed in again."""
    if check is not None and case.at < check.as_of - EARLIEST:
        case.against(
            "counted-before",
            f"{case.shown(case.at)} is long before {case.shown(check.as_of)}, of which roll check "
            f"{check.id} is.",
            "Give the time at which it was counted for this check, with its day.",
            "at",
        )


def number_typed(case: Case, typed: str, field: str, what: str) -> int:
    """Give a number of people as typed. Any is taken, right or wrong; what is no number is not."""
    text = typed.strip()
    if not text:
        case.against("count-empty", f"{what} is empty.", "Type the number that was counted.", field)
        return 0
    if not (text.isascii() and text.isdecimal()) or len(text) > 6 or int(text) > COUNTED_MAX:
        case.against(
            "count-number",
            f"{text} is not a number of people.",
            f"Type digits alone, from 0 to {COUNTED_MAX}.",
            field,
        )
        return 0
    return int(text)


def people_typed(
    case: Case, typed: tuple[str, ...], field: str, *, strangers: bool = False
) -> tuple[list[int], int]:
    """Give the ids of people named, in order and once each, and how many nobody could name."""
    found: list[int] = []
    unknown = 0
    for number in typed:
        if strangers and number.strip().lower() == UNKNOWN:
            unknown += 1
            continue
        # The frozen list has them under the number of that moment.
        person = case.person(number, field, merged_too=True)
        if person is not None and person.id not in found:
            found.append(person.id)
    return found, unknown


def on_the_list(
    case: Case, check: RollCheck, unit: UnitCheck, missing: list[int], extra: list[int]
) -> None:
    """Object to names that the frozen list of a unit speaks against.

    Who is missing is on the list of the unit; who is extra is not. Without that a unit could stand
    explained by somebody who was never expected in it.
    """
    held = case.situation.checks[check.id]
    for person in missing:
        where = held.expected_in.get(person)
        if where != unit.code:
            named = case.situation.person_of[person].shown
            expected = f"expected in {where}" if where else "expected nowhere inside"
            case.against(
                "not-on-list",
                f"{named} cannot be missing in {unit.code}: they were {expected}.",
                f"The frozen list says who is: wingterm check show {check.id} --unit {unit.code}.",
                "missing",
            )
    for person in extra:
        if held.expected_in.get(person) == unit.code:
            named = case.situation.person_of[person].shown
            case.against(
                "on-list",
                f"{named} is not extra in {unit.code}: that is where they were expected.",
                "Name who is there and is not on the frozen list.",
                "extra",
            )


def kind_is_free(case: Case, prison: Prison, kind: CheckKind, *, but: int, field: str) -> None:
    """Object to a second open check of a kind: two officers join one check.

    Args:
        case: the request.
        prison: whose check.
        kind: of which kind it is to be.
        but: number of the check itself, 0 for one that is not open yet.
        field: the field at fault.
    """
    for other in case.situation.open_checks.get(prison.id, ()):
        if other.kind == kind and other.id != but:
            case.against(
                "check-open",
                f"A roll check of this kind is open already: {other.id}, opened by "
                f"{other.opened_by}, as of {case.shown(other.as_of)}.",
                f"Go on with it (wingterm check show {other.id}), or abandon it first.",
                field,
            )


def why_typed(case: Case, typed: str, *, needed: bool = True) -> str:
    """Give a reason as a roll check keeps it; object to none where one is needed."""
    remedy = "Three letters or more; they stay on record."
    return why_of(case, typed, remedy=remedy, most=EXPLANATION_MAX, needed=needed)


def said_of(case: Case, prison: Prison, check: int, fact: str, value: dict[str, object]) -> Entry:
    """Give the entry that says something of a check, from the time of the act on."""
    held = {name: text for name, text in value.items() if text not in ("", None)}
    if case.comment:
        held["comment"] = case.comment
    if case.warnings:
        held["acknowledged"] = case.answers()
    entry = case.fact(prison.id, SUBJECT, check, fact, held)
    if len(entry.detail) > DETAIL_MAX:
        case.against(
            "too-long",
            "That is more than can be kept at once.",
            "Say it shorter, or name fewer people here and explain the others one by one.",
            "comment",
        )
    return entry

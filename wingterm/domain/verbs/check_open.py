"""Open a roll check: freeze what is expected of each unit, by name."""

from typing import cast

from wingterm.domain.case import Case
from wingterm.domain.checks.freeze import Expected, OnBooks, UnitExpected, expect
from wingterm.domain.checks.kinds import MINUTE, NAMES, CheckKind, parse_kind
from wingterm.domain.checks.record import OPENED, UNIT
from wingterm.domain.outcomes import Decision
from wingterm.domain.prison import Prison
from wingterm.domain.requests import OpenCheck, Request
from wingterm.domain.situation import Situation
from wingterm.domain.verbs.check_case import kind_is_free, said_of

OLDEST_DAYS = 7
"""Most days ago that a check may be as of, counted on paper and entered later."""
OLDEST = OLDEST_DAYS * 24 * 60 * MINUTE
"""The same in microseconds."""


def open_check(situation: Situation, request: Request) -> Decision:
    """Decide an `OpenCheck`: one of a kind at a time, so that two officers join one check."""
    asked = cast(OpenCheck, request)
    case = Case(situation, asked)
    prison, kind = case.prison(), kind_of(case, asked.kind)
    if prison is None or kind is None:
        return case.refused()
    kind_is_free(case, prison, kind, but=0, field="kind")
    _not_long_ago(case)
    books = situation.on_books.get((prison.id, case.at))
    if case.objections or books is None:
        return case.refused()
    expected = expect(books, case.at)
    if not expected.units:
        case.against(
            "no-units",
            f"{prison.name} had no unit to count at {case.shown(case.at)}.",
            "Give a later instant, or add its places first.",
            "at",
        )
        return case.refused()
    number = situation.take_id("check")
    entries = [
        said_of(case, prison, number, OPENED, _opened(case, kind, books, expected)),
        *(
            case.fact(prison.id, "check", number, f"{UNIT}.{index}", _frozen(unit))
            for index, unit in enumerate(expected.units, start=1)
        ),
    ]
    return case.decision(entries, _said(case, prison, number, kind, expected))


def _not_long_ago(case: Case) -> None:
    """Object to an instant that nobody can have counted for: it would stand as a roll check.

    A check counted on paper is opened when the power is back (practice note 2.1).
    """
    if case.at < case.situation.now - OLDEST:
        case.against(
            "check-too-old",
            f"{case.shown(case.at)} is more than {OLDEST_DAYS} days ago.",
            "Give the time for which people were counted; who was inside at any other time, "
            "`wingterm roll --as-of` says.",
            "at",
        )


def kind_of(case: Case, typed: str) -> CheckKind | None:
    """Give a kind of check; object to what is none."""
    kind = parse_kind(typed)
    if kind is None:
        case.against(
            "check-kind",
            f"{typed.strip() or '(empty)'} is not a kind of roll check.",
            f"Choose one of: {', '.join(CheckKind)}.",
            "kind",
        )
    return kind


def _opened(case: Case, kind: CheckKind, books: OnBooks, expected: Expected) -> dict[str, object]:
    plan = books.kinds[kind]
    return {
        "kind": kind.value,
        "as_of": case.at,
        # Everything in this prison's book was recorded before this act.
        "known_at": case.situation.now - 1,
        "population": expected.population,
        "roll": expected.roll,
        "outside": len(expected.outside),
        "off_roll": len(expected.off_roll),
        "sent": expected.sent,
        "clear": plan.clear,
        "welfare": plan.welfare,
        "counters": 2 if books.settings.two_counters else 1,
        "another": books.settings.recount_by_another,
    }


def _frozen(unit: UnitExpected) -> dict[str, object]:
    return {
        "code": unit.unit.code,
        "name": unit.unit.name,
        "residential": unit.unit.residential,
        "beds": unit.beds,
        "named_out": len(unit.out),
        "named_in": len(unit.visiting),
        "without_bed": len(unit.without_bed),
        "expected": unit.expected,
        "digest": unit.digest,
    }


def _said(case: Case, prison: Prison, number: int, kind: CheckKind, expected: Expected) -> str:
    units = len(expected.units)
    return (
        f"Roll check {number} of {prison.name} is open: {NAMES[kind]}, as of "
        f"{case.shown(case.at)}; {expected.population} expected in {units} "
        f"unit{'' if units == 1 else 's'}, {expected.roll} on the roll."
    )

"""The one fold of what was said of a roll check: its entries in, the check as it stands out."""

from collections.abc import Iterable
from functools import lru_cache

from wingterm.domain.checks.kinds import CheckKind
from wingterm.domain.checks.record import (
    ABANDONED,
    COUNT,
    DECLARED,
    ESCALATED,
    OPENED,
    TAKEN,
    UNIT,
    WELFARE,
    WHY,
    CheckFact,
    Count,
    Explained,
    Explanation,
    Method,
    RollCheck,
    TakenOver,
    UnitCheck,
    Welfare,
)


def read_check(number: int, establishment: int, facts: Iterable[CheckFact]) -> RollCheck:
    """Give the check that its entries make.

    Args:
        number: the check's id, by which staff know it.
        establishment: whose prison it is.
        facts: all of them, in any order.
    """
    ordered = sorted(facts, key=lambda fact: (fact.recorded_at, fact.seq, _order(fact.fact)))
    once = {fact.fact: fact for fact in ordered}
    opened = once[OPENED]
    value = opened.value
    escalated = once.get(ESCALATED)
    return RollCheck(
        id=number,
        establishment=establishment,
        kind=CheckKind.EMERGENCY if escalated else CheckKind(value["kind"]),
        opened_as=CheckKind(value["kind"]),
        as_of=value["as_of"],
        known_at=value["known_at"],
        opened_at=opened.recorded_at,
        opened_by=opened.officer,
        clear=value["clear"],
        another=value["another"],
        wants_welfare=value["welfare"],
        population=value["population"],
        roll=value["roll"],
        outside=value["outside"],
        off_roll=value["off_roll"],
        sent=tuple(value["sent"]),
        units=tuple(_units(ordered, value["counters"])),
        taken=tuple(
            TakenOver(fact.officer, fact.recorded_at, fact.value.get("why", ""))
            for fact in ordered
            if _about(fact.fact)[0] == TAKEN
        ),
        escalated=escalated,
        ended=once.get(DECLARED) or once.get(ABANDONED),
    )


@lru_cache(maxsize=2048)
def _about(fact: str) -> tuple[str, int, int]:
    """Give the word, the unit and the number of a fact of a check; 0 for what it has none of."""
    word, *numbers = fact.split(".")
    unit, which = [*(int(number) for number in numbers), 0, 0][:2]
    return word, unit, which


def _order(fact: str) -> tuple[int, int]:
    return _about(fact)[1:]


def _units(ordered: list[CheckFact], counters: int) -> Iterable[UnitCheck]:
    said: dict[tuple[str, int], list[CheckFact]] = {}
    for fact in ordered:
        word, unit, _ = _about(fact.fact)
        said.setdefault((word, unit), []).append(fact)
    positions = sorted(unit for word, unit in said if word == UNIT)
    for position in positions:
        frozen = said[UNIT, position][0].value
        yield UnitCheck(
            position=position,
            code=frozen["code"],
            name=frozen["name"],
            residential=frozen["residential"],
            beds=frozen["beds"],
            named_out=frozen["named_out"],
            named_in=frozen["named_in"],
            without_bed=frozen["without_bed"],
            expected=frozen["expected"],
            digest=frozen["digest"],
            counters=counters,
            counts=tuple(_count(fact) for fact in said.get((COUNT, position), ())),
            welfare=tuple(_welfare(fact) for fact in said.get((WELFARE, position), ())),
            explanations=tuple(_explanation(fact) for fact in said.get((WHY, position), ())),
        )


def _count(fact: CheckFact) -> Count:
    value = fact.value
    return Count(
        counted=value["counted"],
        by=value["by"],
        keyed_by=fact.officer,
        at=fact.at,
        recorded_at=fact.recorded_at,
        method=Method(value["method"]),
        again=value["again"],
        missing=tuple(value.get("missing", ())),
        extra=tuple(value.get("extra", ())),
        strangers=value.get("strangers", 0),
        comment=value.get("comment", ""),
        seq=fact.seq,
    )


def _welfare(fact: CheckFact) -> Welfare:
    value = fact.value
    return Welfare(
        had=value["had"],
        without=tuple(value.get("without", ())),
        by=value["by"],
        keyed_by=fact.officer,
        at=fact.at,
        recorded_at=fact.recorded_at,
        comment=value.get("comment", ""),
        seq=fact.seq,
    )


def _explanation(fact: CheckFact) -> Explanation:
    value = fact.value
    return Explanation(
        person=value["person"],
        what=Explained(value["what"]),
        why=value["why"],
        officer=fact.officer,
        recorded_at=fact.recorded_at,
        after=value["after"],
        seq=fact.seq,
    )

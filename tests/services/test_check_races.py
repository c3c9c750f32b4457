"""Two officers at the same roll check at once: one outcome, told to both, on both databases."""

import re
from collections.abc import Sequence

import pytest

from tests.registers import START, SmallRegister
from tests.services.check_racers import Answer, together
from tests.services.racers import race
from tests.services.test_races import entries, finish, receive
from wingterm.clock import system_clock
from wingterm.domain import requests as asked
from wingterm.domain.checks.kinds import CheckKind
from wingterm.domain.checks.record import CheckState, UnitState
from wingterm.domain.outcomes import Acknowledgement, Receipt
from wingterm.services.act import carry_out
from wingterm.services.checks.sheet import check_sheet
from wingterm.services.checks.unit import unit_sheet

pytestmark = pytest.mark.timeout(300)

OLIVE, OSCAR = "olive", "oscar"
NAMES = {OLIVE: "Olive Orderly", OSCAR: "Oscar Orderly"}
UNITS = ("A", "RECP", "WORKSHOP")
PEOPLE = 4
AGAIN = Acknowledgement("unit-agrees", "somebody was seen")
WHEN = re.compile(r"at \d{4}-\d\d-\d\d \d\d:\d\d")


def do(small: SmallRegister, *requests: asked.Request) -> Receipt:
    """Carry out an act that nothing stands against."""
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Receipt), outcome
    return outcome


def staff(small: SmallRegister) -> list[str]:
    """Appoint the two officers, and take some people into reception; give their numbers."""
    finish(small)
    do(small, *(
        asked.AppointOfficer(
            prison="REG", account=account, name=name, role="orderly-officer", at=START
        )
        for account, name in NAMES.items()
    ))  # fmt: skip
    return receive(small, "WTI", PEOPLE)


def opened(small: SmallRegister, *, counted: bool = False) -> list[int]:
    """Open a check of each kind, and count all units right where that is asked for."""
    do(small, *(asked.OpenCheck(prison="WTI", kind=kind) for kind in CheckKind))
    checks = [*range(1, len(CheckKind) + 1)]
    if counted:
        do(small, *(
            asked.SubmitCount(prison="WTI", check=check, unit=unit, counted=str(number))
            for check in checks
            for unit, number in zip(UNITS, (0, PEOPLE, 0), strict=True)
        ))  # fmt: skip
    return checks


def at_once(
    small: SmallRegister, olive: Sequence[asked.Request], oscar: Sequence[asked.Request]
) -> list[dict[str, Answer]]:
    """Let the two ask for each pair of things at once; give what they were told, by account.

    Every entry that was written since belongs to one of the answers, and nothing is amiss.
    """
    before = entries(small)
    sides = race(small.where, small.folder, together, [(OLIVE, olive), (OSCAR, oscar)])
    small.clock.instant = system_clock()
    told = [dict(zip(NAMES, pair, strict=True)) for pair in zip(*sides, strict=True)]
    written = [entry for pair in told for answer in pair.values() for entry in answer.entries]
    assert len(written) == len(set(written))
    assert set(written) == entries(small) - before
    for pair in told:
        for answer in pair.values():
            assert answer.words.endswith(".")
            assert answer.done or all(answer.remedies)
    assert small.violations() == []
    return told


def one_done(pair: dict[str, Answer]) -> tuple[str, Answer]:
    """Give who did it, and what the other was told."""
    (winner,) = [account for account, answer in pair.items() if answer.done]
    (loser,) = [answer for answer in pair.values() if not answer.done]
    return winner, loser


def test_one_of_two_hands_in_a_unit(small: SmallRegister) -> None:
    """The other is told who counted it and when; their number is not lost in silence."""
    staff(small)
    checks = opened(small)
    asks = [
        [
            asked.SubmitCount(prison="WTI", check=check, unit=unit, counted=number)
            for check in checks
            for unit in UNITS
        ]
        for number in ("3", "5")
    ]
    told = at_once(small, *asks)
    for ask, pair in zip(asks[0], told, strict=True):
        winner, loser = one_done(pair)
        assert loser.against == ("counted-already",)
        assert NAMES[winner] in loser.words
        assert WHEN.search(loser.words)
        sheet = unit_sheet(small.desk, small.prison("WTI"), ask.check, ask.unit)
        assert [count.by for count in sheet.counts] == [NAMES[winner]]
        assert sheet.line.counted == {OLIVE: 3, OSCAR: 5}[winner]


def test_one_of_two_opens_a_kind(small: SmallRegister) -> None:
    """The other is told which check that is, and goes on with it."""
    staff(small)
    asks = [asked.OpenCheck(prison="WTI", kind=kind) for kind in CheckKind]
    for number, pair in enumerate(at_once(small, asks, asks), start=1):
        winner, loser = one_done(pair)
        assert loser.against == ("check-open",)
        assert f"{number}, opened by {NAMES[winner]}" in loser.words
        assert f"check show {number}" in loser.remedies[0]
        assert check_sheet(small.desk, small.prison("WTI"), number).opened_by == NAMES[winner]


def test_one_of_two_declares(small: SmallRegister) -> None:
    staff(small)
    checks = opened(small, counted=True)
    asks = [
        [asked.DeclareRoll(prison="WTI", check=check, name=name) for check in checks]
        for name in NAMES.values()
    ]
    for check, pair in zip(checks, at_once(small, *asks), strict=True):
        winner, loser = one_done(pair)
        assert loser.against == ("check-ended",)
        assert "declared correct" in loser.words
        assert WHEN.search(loser.words)
        ending = check_sheet(small.desk, small.prison("WTI"), check).ending
        assert ending is not None
        assert (ending.declared, ending.by) == (True, NAMES[winner])


def test_one_declares_or_one_abandons(small: SmallRegister) -> None:
    """The other is told which of the two it came to."""
    staff(small)
    checks = opened(small, counted=True)
    told = at_once(
        small,
        [asked.DeclareRoll(prison="WTI", check=check, name=NAMES[OLIVE]) for check in checks],
        [asked.AbandonCheck(prison="WTI", check=check, why="A false alarm") for check in checks],
    )
    for check, pair in zip(checks, told, strict=True):
        winner, loser = one_done(pair)
        assert loser.against == ("check-ended",)
        assert {OLIVE: "declared correct", OSCAR: "abandoned"}[winner] in loser.words
        state = check_sheet(small.desk, small.prison("WTI"), check).state
        assert state is {OLIVE: CheckState.CORRECT, OSCAR: CheckState.ABANDONED}[winner]


def test_a_recount_that_differs_stops_a_declaration_or_comes_too_late(
    small: SmallRegister,
) -> None:
    staff(small)
    checks = opened(small, counted=True)
    told = at_once(
        small,
        [asked.DeclareRoll(prison="WTI", check=check, name=NAMES[OLIVE]) for check in checks],
        [
            asked.Recount(
                prison="WTI",
                check=check,
                unit="RECP",
                counted="3",
                acknowledged=(AGAIN,),
            )
            for check in checks
        ],
    )
    for check, pair in zip(checks, told, strict=True):
        winner, loser = one_done(pair)
        sheet = check_sheet(small.desk, small.prison("WTI"), check)
        states = {line.code: line.state for line in sheet.units}
        if winner == OLIVE:
            assert loser.against == ("check-ended",)
            assert set(states.values()) == {UnitState.AGREES}
            assert sheet.counted == PEOPLE
        else:
            assert loser.against == ("units-differ",)
            assert "RECP" in loser.words
            assert states["RECP"] is UnitState.DIFFERS
            assert sheet.ending is None


def test_a_last_count_and_a_declaration(small: SmallRegister) -> None:
    """Declared before the last unit handed in it is refused; afterwards it is done."""
    staff(small)
    checks = opened(small)
    do(small, *(
        asked.SubmitCount(prison="WTI", check=check, unit=unit, counted=number)
        for check in checks
        for unit, number in (("A", "0"), ("RECP", str(PEOPLE)))
    ))  # fmt: skip
    told = at_once(
        small,
        [asked.DeclareRoll(prison="WTI", check=check, name=NAMES[OLIVE]) for check in checks],
        [
            asked.SubmitCount(prison="WTI", check=check, unit="WORKSHOP", counted="0")
            for check in checks
        ],
    )
    for check, pair in zip(checks, told, strict=True):
        assert pair[OSCAR].done
        state = check_sheet(small.desk, small.prison("WTI"), check).state
        assert state is (CheckState.CORRECT if pair[OLIVE].done else CheckState.READY)
        assert pair[OLIVE].against == (() if pair[OLIVE].done else ("units-missing",))


def test_what_is_frozen_is_before_a_movement_or_after_it(small: SmallRegister) -> None:
    """Both are done; the list is as the order of the book says, and never half of each."""
    people = staff(small)
    kinds = [*CheckKind]
    who = [people[at % PEOPLE] for at in range(len(kinds))]
    goes = [
        asked.Elsewhere(prison="WTI", person=person, to="WORKSHOP")
        if at < PEOPLE
        else asked.Back(prison="WTI", person=person)
        for at, person in enumerate(who)
    ]
    told = at_once(small, [asked.OpenCheck(prison="WTI", kind=kind) for kind in kinds], goes)
    for number, (person, pair) in enumerate(zip(who, told, strict=True), start=1):
        assert pair[OLIVE].done
        assert pair[OSCAR].done
        moved, frozen = (
            int(pair[account].entries[0].rpartition("-")[2]) for account in (OSCAR, OLIVE)
        )
        went_to_work = number <= PEOPLE
        unit = "WORKSHOP" if (moved < frozen) == went_to_work else "RECP"
        prison = small.prison("WTI")
        for code in UNITS:
            listed = {one.number for one in unit_sheet(small.desk, prison, number, code).present}
            assert (person in listed) == (code == unit)
        sheet = check_sheet(small.desk, prison, number)
        assert sheet.expected == PEOPLE
        assert sheet.sound
        beside = {line.entry for line in sheet.beside.since}
        assert (pair[OSCAR].entries[0] in beside) == (moved > frozen)


def test_two_prisons_open_checks_of_their_own(small: SmallRegister) -> None:
    """Neither waits for the other's answer, and no two checks have one number."""
    staff(small)
    kinds = [*CheckKind]
    told = at_once(
        small,
        [asked.OpenCheck(prison="WTI", kind=kind) for kind in kinds],
        [asked.OpenCheck(prison="EXI", kind=kind) for kind in kinds],
    )
    words = [answer.words for pair in told for answer in pair.values() if answer.done]
    numbers = [int(word.split()[2]) for word in words]
    assert sorted(numbers) == [*range(1, 2 * len(kinds) + 1)]

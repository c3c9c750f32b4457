"""Past roll checks: what was due, who took part, how each unit stood, worked out by hand."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.registers import MINUTE, START, SmallRegister
from tests.services.check_prison import (
    HOUR,
    ORDERLY,
    OTHER,
    WING,
    Checked,
    counted_again,
    declared,
    explained,
    number,
    prepare,
)
from tests.services.days import at
from wingterm.domain import requests as asked
from wingterm.domain.checks.due import DueState
from wingterm.domain.checks.kinds import CheckKind
from wingterm.domain.checks.record import CheckState
from wingterm.domain.outcomes import Acknowledgement
from wingterm.domain.prison import Prison
from wingterm.errors import NotAuthorised
from wingterm.services.checks.enquiry import (
    CheckLine,
    DueLine,
    UnitHistory,
    checks,
    dues,
    open_now,
    plan_of,
    unit_history,
)
from wingterm.services.desk import Desk

UNITS = ("A", "B", "RECP", "VISITS", "WORKSHOP")
"""The usual units of the prepared prison, in order."""


def lines(checked: Checked, **filters: Any) -> tuple[CheckLine, ...]:
    """Give the checks of a prison."""
    small = checked.small
    return checks(small.desk, small.prison("WTI"), **filters)


def history(checked: Checked) -> dict[str, UnitHistory]:
    """Give the record of each unit, by code."""
    small = checked.small
    return {unit.code: unit for unit in unit_history(small.desk, small.prison("WTI"))}


def due(checked: Checked) -> tuple[DueLine, ...]:
    """Give all that was or is due."""
    small = checked.small
    return dues(small.desk, small.prison("WTI"), since=0, until=small.clock.instant + 24 * HOUR)


def three_checks(small: SmallRegister) -> Checked:
    """Make a lock-up that differed and was declared, an unlock given up, and one that is open.

    Each act is a minute after the last one.
    """
    checked = prepare(small)
    first = checked.open("lock-up")
    for unit, counted in zip(UNITS, (5, 4, 0, 0, 0), strict=True):
        checked.count(first, unit, counted, who=WING)
    checked.do(counted_again(first, "B", 5, by=OTHER), who=WING)
    checked.do(declared(first), who=ORDERLY)
    second = checked.open("unlock")
    checked.count(second, "A", 4)
    checked.do(explained(second, "A", number(1), "missing"))
    checked.count(second, "B", 5)
    checked.do(
        asked.RecordWelfare(
            prison="WTI", check=second, unit="A", had="4", without=(number(1),), by=OTHER
        )
    )
    for unit in UNITS[2:]:
        checked.count(second, unit, 0)
    checked.do(asked.AbandonCheck(prison="WTI", check=second, why="alarm in visits"), who=ORDERLY)
    checked.open("night")
    checked.count(3, "A", 5)
    return checked


def test_each_check_in_one_line_the_newest_first(small: SmallRegister) -> None:
    checked = three_checks(small)
    night, unlock, lock_up = lines(checked)
    assert lock_up == CheckLine(
        id=1, kind=CheckKind.LOCK_UP, opened_as=CheckKind.LOCK_UP,
        as_of=lock_up.opened_at, opened_at=unlock.opened_at - 8 * MINUTE,
        opened_by="Test Officer", in_charge="Test Officer",
        state=CheckState.CORRECT, overdue=False,
        units=5, counted_units=5, differed_units=1, differing_units=0,
        recounts=1, expected=10, counted=10, roll=10,
        took=7 * MINUTE, ended_by="Oscar One", ended_at=lock_up.opened_at + 7 * MINUTE,
        late=0, now=small.clock.instant,
    )  # fmt: skip
    assert unlock == CheckLine(
        id=2, kind=CheckKind.UNLOCK, opened_as=CheckKind.UNLOCK,
        as_of=unlock.opened_at, opened_at=night.opened_at - 9 * MINUTE,
        opened_by="Test Officer", in_charge="Test Officer",
        state=CheckState.ABANDONED, overdue=False,
        units=5, counted_units=5, differed_units=1, differing_units=0,
        recounts=0, expected=10, counted=9, roll=10,
        took=None, ended_by="Oscar One", ended_at=unlock.opened_at + 8 * MINUTE,
        late=0, now=small.clock.instant,
    )  # fmt: skip
    assert (night.state, night.counted_units, night.counted) == (CheckState.INCOMPLETE, 1, 5)
    assert (night.ended_by, night.ended_at, night.took) == ("", None, None)
    assert open_now(small.desk, small.prison("WTI")) == (night,)
    small.clock.advance(58 * MINUTE)
    assert not lines(checked)[0].overdue
    small.clock.advance(MINUTE)
    assert lines(checked)[0].overdue


def test_checks_are_found_by_time_kind_unit_and_officer(small: SmallRegister) -> None:
    checked = three_checks(small)
    checked.do(asked.EscalateCheck(prison="WTI", check=3, why="one short"))
    own = (("A-1", "Landing", "A-1"), ("REST-OF-IT", "The rest", "B RECP VISITS WORKSHOP"))
    checked.do(asked.SetCheckUnits(prison="WTI", units=own))
    checked.open("midday")
    checked.do(asked.TakeOverCheck(prison="WTI", check=4), who=OTHER)
    midday, night, unlock, lock_up = lines(checked)
    assert (night.kind, night.opened_as) == (CheckKind.EMERGENCY, CheckKind.NIGHT)
    assert (midday.opened_by, midday.in_charge) == ("Test Officer", "Blair Wing")
    found = {
        name: [line.id for line in lines(checked, **filters)]  # type: ignore[arg-type]
        for name, filters in {
            "since": {"since": unlock.opened_at},
            "until": {"until": unlock.opened_at},
            "one instant": {"since": unlock.opened_at, "until": unlock.opened_at},
            "between two": {"since": lock_up.opened_at + 1, "until": unlock.opened_at - 1},
            "kind": {"kind": CheckKind.LOCK_UP},
            "as opened": {"kind": CheckKind.NIGHT},
            "as escalated": {"kind": CheckKind.EMERGENCY},
            "unit": {"unit": "b"},
            "own unit": {"unit": " A-1 "},
            "no unit": {"unit": "Z"},
            "opened": {"officer": "tester"},
            "counted": {"officer": "alex"},
            "counted for another": {"officer": "blair"},
            "name": {"officer": "oscar"},
            "part of two names": {"officer": " WING"},
            "declared, and unit": {"officer": "Oscar One", "unit": "A"},
            "no account": {"officer": "ale"},
            "nobody": {"officer": "zzz"},
            "no letters": {"officer": "."},
        }.items()
    }
    assert found == {
        "since": [4, 3, 2],
        "until": [2, 1],
        "one instant": [2],
        "between two": [],
        "kind": [1],
        "as opened": [3],
        "as escalated": [3],
        "unit": [3, 2, 1],
        "own unit": [4],
        "no unit": [],
        "opened": [4, 3, 2, 1],
        "counted": [1],
        "counted for another": [4, 2, 1],
        "name": [2, 1],
        "part of two names": [4, 2, 1],
        "declared, and unit": [2, 1],
        "no account": [1],  # A part of the name, Alex.
        "nobody": [],
        "no letters": [],
    }


def test_the_record_of_each_unit(small: SmallRegister) -> None:
    found = history(three_checks(small))
    # Code, name; checks, differed, recounts, explained, missed welfare, mean clear, late.
    assert found == {
        # Agreed after 1 minute, explained after 2, agreed after 1. No response from one.
        "A": UnitHistory("A", "A", 3, 1, 0, 1, 1, 4 * MINUTE // 3, 0),
        # Agreed at the count again after 6 minutes, agreed after 3. No responses on record.
        "B": UnitHistory("B", "B", 3, 1, 1, 0, 1, 9 * MINUTE // 2, 0),
        "RECP": UnitHistory("RECP", "Reception", 3, 0, 0, 0, 0, (3 + 5) * MINUTE // 2, 0),
        "VISITS": UnitHistory("VISITS", "VISITS", 3, 0, 0, 0, 0, (4 + 6) * MINUTE // 2, 0),
        "WORKSHOP": UnitHistory("WORKSHOP", "WORKSHOP", 3, 0, 0, 0, 0, (5 + 7) * MINUTE // 2, 0),
    }
    assert tuple(found) == UNITS


def test_a_unit_is_clear_from_when_it_stands_so_to_the_end(small: SmallRegister) -> None:
    checked = prepare(small)
    check = checked.open()
    checked.count(check, "A", 5)
    again = replace(counted_again(check, "A", 4), acknowledged=(asked_again(),))
    checked.do(again)
    assert history(checked)["A"].mean_clear is None
    checked.do(counted_again(check, "A", 5))
    assert history(checked)["A"].mean_clear == 3 * MINUTE
    checked.do(replace(counted_again(check, "A", 5), acknowledged=(asked_again(),)))
    assert history(checked)["A"].mean_clear == 3 * MINUTE


def asked_again() -> Acknowledgement:
    """Acknowledge that a unit that agrees is counted again."""
    return Acknowledgement("unit-agrees", "to be sure")


def test_responses_are_missed_when_a_check_ends_without_them(small: SmallRegister) -> None:
    checked = prepare(small)
    check = checked.open("unlock")
    checked.do(asked.RecordWelfare(prison="WTI", check=check, unit="A", had="5"))
    assert {unit.missed_welfare for unit in history(checked).values()} == {0}
    checked.do(asked.AbandonCheck(prison="WTI", check=check, why="alarm in visits"))
    missed = [code for code, unit in history(checked).items() if unit.missed_welfare]
    assert missed == ["B"]


def test_names_that_differ_are_a_difference(small: SmallRegister) -> None:
    checked = prepare(small)
    check = checked.open()
    checked.count(check, "A", 5, method="name", missing=(number(1),), extra=(number(6),))
    assert lines(checked)[0].differed_units == 1
    assert history(checked)["A"].differed == 1


def test_a_first_of_two_counts_is_in_no_figure(small: SmallRegister) -> None:
    checked = prepare(small)
    checked.do(asked.SetPrison(prison="WTI", values=(("two_counters", "yes"),)))
    check = checked.open()
    checked.count(check, "A", 9, who=WING)
    checked.count(check, "B", 5, who=WING)

    def figures() -> list[int]:
        (line,) = lines(checked)
        units = history(checked)
        differed = [units[code].differed for code in ("A", "B")]
        return [line.counted_units, line.differed_units, line.counted, *differed]

    assert figures() == [0, 0, 0, 0, 0]
    assert {unit.mean_clear for unit in history(checked).values()} == {None}
    checked.count(check, "A", 5, who=OTHER)
    checked.count(check, "B", 5, who=OTHER)
    assert figures() == [2, 1, 10, 1, 0]


def test_what_was_due_and_not_opened_is_missed_for_ever(small: SmallRegister) -> None:
    checked = prepare(small)
    plan = asked.SetCheckKind(prison="WTI", kind="lock-up", times="10:00 12:00 14:00", late="20")
    checked.do(plan)
    small.clock.instant = at("02 09:54")
    first = checked.open("lock-up")
    checked.do(asked.EscalateCheck(prison="WTI", check=first, why="one short"))
    small.clock.instant = at("02 12:20")
    assert [line.state for line in due(checked)] == [DueState.OPENED, DueState.DUE]
    # Opened when it is too late, and the plan changed as if it had never been due.
    second = checked.open("lock-up")
    changed = asked.SetCheckKind(prison="WTI", kind="lock-up", times="14:00", at=START)
    checked.do(changed)
    small.clock.instant = at("02 13:30")
    checked.do(asked.SetCheckKind(prison="WTI", kind="lock-up", times=""))
    assert due(checked) == (
        DueLine(
            CheckKind.LOCK_UP, at("02 10:00"), DueState.OPENED, first, at("02 09:55"),
            at("02 10:20"),
        ),
        DueLine(
            CheckKind.LOCK_UP, at("02 12:00"), DueState.MISSED, None, None, at("02 12:20")
        ),
    )  # fmt: skip
    assert [line.id for line in lines(checked)] == [second, first]
    prison = small.prison("WTI")
    (missed,) = dues(small.desk, prison, since=at("02 10:01"), until=at("02 12:00"))
    assert missed.state is DueState.MISSED
    assert dues(small.desk, small.prison("EXI"), since=0, until=at("09 00:00")) == ()


def test_a_plan_that_was_withdrawn_was_in_force_until_then(small: SmallRegister) -> None:
    checked = prepare(small)
    receipt = checked.do(asked.SetCheckKind(prison="WTI", kind="midday", times="12:00 15:00"))
    entry = int(receipt.lines[0].entries[0].rpartition("-")[2])
    small.clock.instant = at("02 14:00")
    checked.do(asked.WithdrawFact(prison="WTI", entry=entry, why="wrong prison"))
    small.clock.instant = at("02 16:00")
    assert [(line.due_at, line.state) for line in due(checked)] == [
        (at("02 12:00"), DueState.MISSED)
    ]


def test_what_is_settled_as_it_stands(small: SmallRegister) -> None:
    checked = prepare(small)
    prison = small.prison("WTI")
    usual = plan_of(small.desk, prison)
    assert (tuple(unit.code for unit in usual.units), usual.own) == (UNITS, False)
    assert (usual.two_counters, usual.recount_by_another) == (False, False)
    assert [plan.kind for plan in usual.kinds] == list(CheckKind)
    checked.do(asked.SetCheckUnits(prison="WTI", units=(("ALL", "Everybody", "A B"),)))
    checked.do(asked.SetCheckKind(prison="WTI", kind="midday", times="12:15"))
    checked.do(asked.SetPrison(prison="WTI", values=(("two_counters", "yes"),)))
    own = plan_of(small.desk, prison)
    assert (tuple(unit.code for unit in own.units), own.own) == (("ALL",), True)
    assert (own.two_counters, own.kinds[1].times) == (True, ("12:15",))


def test_only_who_may_read_is_told(small_file: SmallRegister) -> None:
    desk, prison = small_file.desk._replace(account="nobody"), small_file.prison("WTI")
    with pytest.raises(NotAuthorised):
        dues(desk, prison, since=0, until=START)
    questions: tuple[Callable[[Desk, Prison], object], ...] = (
        checks, unit_history, open_now, plan_of,
    )  # fmt: skip
    for question in questions:
        with pytest.raises(NotAuthorised):
            question(desk, prison)


STATEMENTS = {"checks": 6, "unit_history": 6, "open_now": 6, "dues": 3, "plan_of": 5}
"""In an SQLite file; the first asks for the officer.

Without units of its own a prison's are its wings: one asks for its places, and one for what is said
of them, so that the names of places that nothing changed are read from their rows alone.
"""
WITHOUT = {**STATEMENTS, "checks": 2, "unit_history": 2, "open_now": 2}
"""Where there was no check yet."""


def test_no_question_sends_more_for_many_checks(small_file: SmallRegister) -> None:
    checked = prepare(small_file)
    desk, prison = small_file.desk, small_file.prison("WTI")
    ask: dict[str, Callable[[], object]] = {
        "checks": lambda: checks(desk, prison),
        "unit_history": lambda: unit_history(desk, prison),
        "open_now": lambda: open_now(desk, prison),
        "dues": lambda: dues(desk, prison, since=0, until=small_file.clock.instant),
        "plan_of": lambda: plan_of(desk, prison),
    }

    def sent(question: str) -> int:
        before = small_file.store.statements
        ask[question]()
        return small_file.store.statements - before

    checked.do(asked.SetCheckKind(prison="WTI", kind="night", times="10:00 11:00"))
    assert {question: sent(question) for question in ask} == WITHOUT
    for kind in CheckKind:
        checked.open(kind.value)
        assert {question: sent(question) for question in ask} == STATEMENTS, kind

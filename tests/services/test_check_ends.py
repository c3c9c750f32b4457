"""How a roll check ends: declared by name, abandoned with a reason; how it changes hands."""

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.services.check_prison import (
    NAMES,
    ORDERLY,
    OTHER,
    WING,
    Checked,
    counted_again,
    counted_in,
    declared,
    explained,
    number,
    prepare,
)
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Receipt
from wingterm.domain.requests import Request
from wingterm.errors import IdUsed, NotAuthorised
from wingterm.services.act import carry_out

WHY = "fire alarm in wing B"


@pytest.fixture
def checked(small_file: SmallRegister) -> Checked:
    """Give the prison of two wings with an open check, number 1."""
    checked = prepare(small_file)
    checked.open()
    return checked


@pytest.fixture
def both(small: SmallRegister) -> Checked:
    """Give the same on both databases."""
    checked = prepare(small)
    checked.open()
    return checked


def abandoned(check: int = 1, why: str = WHY) -> asked.AbandonCheck:
    """Ask to abandon a check."""
    return asked.AbandonCheck(prison="WTI", check=check, why=why)


def escalated(check: int = 1) -> asked.EscalateCheck:
    """Ask to make an emergency check of one."""
    return asked.EscalateCheck(prison="WTI", check=check, why="one is missing")


def taken(check: int = 1, why: str = "") -> asked.TakeOverCheck:
    """Ask to take a check over."""
    return asked.TakeOverCheck(prison="WTI", check=check, why=why)


EVERY: tuple[Request, ...] = (
    counted_in(1, "A", 5),
    counted_again(1, "A", 5),
    explained(1, "A", number(1), "missing"),
    asked.RecordWelfare(prison="WTI", check=1, unit="A", had="5"),
    declared(1),
    abandoned(),
    escalated(),
    taken(),
)
"""Every act on a check."""


def test_the_roll_is_declared_by_name(both: Checked) -> None:
    opened_at = both.small.clock.instant
    both.count_all(1)
    assert both.sheet().state.value == "READY TO DECLARE"
    assert both.sheet().ending is None
    receipt = both.do(declared(1), who=ORDERLY)
    sheet = both.sheet(1)
    assert sheet.state.value == sheet.word == "ROLL CORRECT"
    ending = sheet.ending
    assert ending is not None
    assert (ending.declared, ending.by, ending.role) == (True, NAMES[ORDERLY], "orderly-officer")
    assert (ending.at, ending.why) == (both.small.clock.instant, "")
    assert [ending.entry] == list(receipt.lines[0].entries)
    with both.small.store.read() as reader:
        head = reader.one("SELECT hash FROM chain WHERE establishment_id = ?", (sheet.prison.id,))
    assert head == (ending.head,)
    assert sheet.took == ending.at - opened_at
    assert receipt.lines[0].said == (
        "ROLL CORRECT: roll check 1 of Wingterm (Lock-up) as of 2026-03-02 09:05, 10 counted, "
        "10 on the roll, declared by Oscar One."
    )
    # The head that is printed stays that of the declaration.
    both.do(asked.Release(prison="WTI", person=number(1), reason="CR"))
    after = both.sheet(1).ending
    assert after == ending


def test_only_ones_own_name_declares(checked: Checked) -> None:
    checked.count_all(1)
    for name in ("", "  ", "Oscar", NAMES[WING], "oscar", "Oscar One X"):
        assert checked.refused(declared(1, name), who=ORDERLY) == ["not-your-name"]
    # Nobody declares in somebody else's name, whoever they are.
    assert checked.refused(declared(1, NAMES[ORDERLY])) == ["not-your-name"]
    checked.do(declared(1, "  oscar   ONE "), who=ORDERLY)
    ending = checked.sheet(1).ending
    assert ending is not None
    assert ending.by == NAMES[ORDERLY]


def test_who_answers_for_the_roll_declares_it(checked: Checked) -> None:
    checked.count_all(1)
    roles = ("wing-officer", "reception", "script", "auditor")
    for role in roles:
        officer = asked.AppointOfficer(prison="WTI", account=role, name="Some Body", role=role)
        checked.do(officer)
        for request in (declared(1, "Some Body"), abandoned()):
            with pytest.raises(NotAuthorised):
                checked.ask(request, who=role)
    assert checked.sheet(1).state.value == "READY TO DECLARE"


def test_nothing_is_declared_while_a_unit_is_missing_or_differs(both: Checked) -> None:
    (missing,) = both.objections(declared(1), who=ORDERLY)
    assert missing.code == "units-missing"
    assert missing.sentence == "Not counted yet: A, B, RECP, VISITS, WORKSHOP."
    both.count_all(1, A=4, B=6)
    (differ,) = both.objections(declared(1), who=ORDERLY)
    assert differ.code == "units-differ"
    assert differ.sentence == "Differs without an explanation of each person: A, B."
    both.do(explained(1, "A", number(1), "missing"))
    (differ,) = both.objections(declared(1), who=ORDERLY)
    assert differ.sentence == "Differs without an explanation of each person: B."
    both.do(counted_again(1, "B", 5))
    both.do(declared(1), who=ORDERLY)
    sheet = both.sheet(1)
    assert (sheet.state.value, sheet.counted, sheet.difference) == ("ROLL CORRECT", 9, -1)
    assert both.line(1, "A").state.value == "EXPLAINED"


def test_a_first_of_two_counts_is_a_missing_unit(checked: Checked) -> None:
    checked.do(asked.SetPrison(prison="WTI", values=(("two_counters", "yes"),)))
    check = checked.open("night")
    for unit in checked.sheet(check).units:
        checked.count(check, unit.code, unit.expected, who=WING)
    assert checked.refused(declared(check), who=ORDERLY) == ["units-missing"]


def test_missing_responses_are_acknowledged_by_name(checked: Checked) -> None:
    """Of the units that people live in, where the kind of check wants responses."""
    check = checked.open("unlock")
    checked.count_all(check)
    assert checked.warned(declared(check), who=ORDERLY) == ["no-responses"]
    for unit, without in (("A", ()), ("B", (number(6),))):
        had = asked.RecordWelfare(prison="WTI", check=check, unit=unit, had="5", without=without)
        checked.do(had, who=WING)
    assert checked.warned(declared(check), who=ORDERLY) == ["without-response"]
    answer = (Acknowledgement("without-response", "was asleep, seen breathing"),)
    checked.do(declared(check, acknowledged=answer), who=ORDERLY)
    with checked.small.store.read() as reader:
        (value,), = reader.rows(
            "SELECT value FROM fact_span WHERE subject_kind = 'check' AND subject_id = ?"
            " AND fact_kind = 'declared'", (check,),
        )  # fmt: skip
    assert "was asleep, seen breathing" in str(value)
    # Where it wants none, none is missing.
    checked.count_all(1)
    checked.do(declared(1), who=ORDERLY)


@pytest.mark.parametrize("end", [declared(1), abandoned()], ids=["declared", "abandoned"])
def test_what_has_ended_stays_as_it_is(both: Checked, end: Request) -> None:
    both.count_all(1, A=4)
    both.do(explained(1, "A", number(1), "missing"))
    both.do(end, who=ORDERLY)
    sheet, unit = both.sheet(1), both.unit(1, "A")
    for request in EVERY:
        (objection,) = both.objections(request, who=ORDERLY)
        assert objection.code == "check-ended", request
        assert "it stays as it is" in objection.sentence
    both.do(asked.Elsewhere(prison="WTI", person=number(2), to="WORKSHOP"))
    both.small.clock.advance(500 * MINUTE)
    assert both.sheet(1)._replace(now=sheet.now) == sheet
    assert both.unit(1, "A")._replace(now=unit.now) == unit


def test_an_abandoned_check_keeps_everything_with_its_reason(both: Checked) -> None:
    both.count(1, "A", 4, who=WING)
    both.do(explained(1, "A", number(1), "missing"))
    lines = both.sheet(1).units
    both.do(abandoned(), who=ORDERLY)
    sheet = both.sheet(1)
    assert sheet.units == lines
    assert (sheet.state.value, sheet.took, sheet.overdue) == ("ABANDONED", None, False)
    assert sheet.ending is not None
    assert (sheet.ending.declared, sheet.ending.why, sheet.ending.by) == (
        False, WHY, NAMES[ORDERLY],
    )  # fmt: skip
    assert both.unit(1, "A").explanations[0].person.number == number(1)


def test_one_emergency_check_is_open_at_a_time(both: Checked) -> None:
    """Of two that are escalated in one act too: everybody joins one check."""
    both.do(asked.OpenCheck(prison="WTI", kind="night"))
    assert both.refused(escalated(1), escalated(2)) == ["check-open"]
    both.do(escalated(1))
    assert both.refused(escalated(2)) == ["check-open"]
    both.do(asked.AbandonCheck(prison="WTI", check=1, why="everybody is found"))
    both.do(escalated(2))


def test_an_emergency_check_is_made_of_it(both: Checked) -> None:
    both.count(1, "A", 4, who=WING)
    lines = both.sheet(1).units
    both.do(escalated(), who=WING)
    sheet = both.sheet(1)
    assert (sheet.kind, sheet.opened_as) == ("emergency", "lock-up")
    assert (sheet.name, sheet.escalated_why) == ("Emergency check 1", "one is missing")
    assert sheet.units == lines
    both.do(counted_again(1, "A", 5))
    for unit in ("B", "RECP", "VISITS", "WORKSHOP"):
        both.count(1, unit, both.expected(1)[unit])
    both.do(declared(1), who=ORDERLY)
    assert both.sheet(1).state.value == "ROLL CORRECT"


def test_another_officer_goes_on_with_it_at_once(both: Checked) -> None:
    """The first terminal died and its officer has gone home; nothing is lost."""
    check = both.open("night")
    both.do(asked.OpenCheck(prison="WTI", kind="midday"), who=WING)
    midday = check + 1
    both.count(midday, "A", 4, who=WING)
    ends = both.small.clock.instant
    both.do(
        asked.AppointOfficer(
            prison="WTI", account=WING, name=NAMES[WING], role="wing-officer", ends=ends
        )
    )
    with pytest.raises(NotAuthorised):
        both.ask(counted_in(midday, "B", 5), who=WING)
    both.do(taken(midday, "the terminal of the wing is dead"), who=OTHER)
    sheet = both.sheet(midday)
    assert (sheet.opened_by, sheet.in_charge) == (NAMES[WING], NAMES[OTHER])
    assert both.line(midday, "A").counted_by == NAMES[WING]
    receipt = both.do(taken(midday), who=OTHER)
    assert not receipt.changed
    assert both.sheet(midday).in_charge == NAMES[OTHER]
    both.do(counted_again(midday, "A", 5), who=OTHER)
    both.do(taken(midday), who=ORDERLY)
    assert both.sheet(midday).in_charge == NAMES[ORDERLY]


def test_nobody_has_to_take_it_over_to_count(checked: Checked) -> None:
    checked.count(1, "A", 5, who=WING)
    checked.count(1, "B", 5, who=OTHER)
    assert checked.sheet(1).in_charge == "Test Officer"


def test_nothing_of_a_check_is_withdrawn(both: Checked) -> None:
    """Neither while it is open nor after; whatever fact it is."""
    both.count_all(1, A=4)
    both.do(asked.RecordWelfare(prison="WTI", check=1, unit="A", had="4"))
    both.do(explained(1, "A", number(1), "missing"))
    both.do(taken(), who=OTHER)
    both.do(escalated())
    both.do(declared(1), who=ORDERLY)
    both.open("night")
    both.do(abandoned(2))
    with both.small.store.read() as reader:
        rows = reader.rows("SELECT seq, fact_kind FROM fact_span WHERE subject_kind = 'check'", ())
    words = {str(fact).partition(".")[0] for _, fact in rows}
    assert words == {
        "opened", "unit", "count", "welfare", "why", "taken", "escalated", "declared", "abandoned",
    }  # fmt: skip
    for seq, _ in rows:
        withdraw = asked.WithdrawFact(prison="WTI", entry=int(seq), why="typed wrongly")
        assert both.refused(withdraw) == ["check-stays"]


def test_the_same_declaration_sent_again_is_one(both: Checked) -> None:
    both.count_all(1)
    desk = both.desk(ORDERLY)
    first = carry_out(desk, [declared(1)], "request-1")
    assert isinstance(first, Receipt)
    both.small.clock.advance(MINUTE)
    before = both.small.dump()
    second = carry_out(desk, [declared(1)], "request-1")
    assert isinstance(second, Receipt)
    assert (second.lines, second.repeated) == (first.lines, True)
    assert both.small.dump() == before
    with pytest.raises(IdUsed):
        carry_out(desk, [abandoned()], "request-1")


def test_a_check_is_overdue_until_it_ends(checked: Checked) -> None:
    opened_at = checked.sheet().opened_at
    sheet = checked.sheet()
    assert (sheet.overdue_at, sheet.holds_until) == (opened_at + 60 * MINUTE,) * 2
    checked.small.clock.instant = opened_at + 60 * MINUTE - 1
    assert not checked.sheet().overdue
    checked.small.clock.instant += 1
    sheet = checked.sheet()
    assert (sheet.overdue, sheet.word, sheet.holds_until) == (True, "OVERDUE", None)
    checked.count_all(1)
    assert checked.sheet().word == "OVERDUE"
    checked.do(declared(1), who=ORDERLY)
    sheet = checked.sheet(1)
    assert (sheet.overdue, sheet.word) == (False, "ROLL CORRECT")
    assert sheet.took is not None
    assert sheet.took > 60 * MINUTE

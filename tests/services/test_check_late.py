"""Late entries against many checks at once: the same ones as the sheet of each check lists."""

from collections import Counter
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.registers import COURT, MINUTE, SmallRegister, open_small_register
from tests.services.check_prison import newcomers, number, prepare
from wingterm.domain import requests as asked
from wingterm.domain.checks.kinds import CheckKind
from wingterm.domain.requests import AboutPerson
from wingterm.services.checks.enquiry import checks, unit_history
from wingterm.services.checks.sheet import check_sheet


class Late(NamedTuple):
    """Late entries, by check and by unit."""

    by_check: dict[int, int]
    by_unit: dict[str, int]


def on_sheets(small: SmallRegister, code: str) -> Late:
    """Count the late entries that the sheets of checks list, one check after the other."""
    found: dict[int, int] = {}
    units: Counter[str] = Counter()
    prison = small.prison(code)
    for line in checks(small.desk, prison):
        late = check_sheet(small.desk, prison, line.id).beside.late
        found[line.id] = len(late)
        units.update(unit for each in late for unit in (each.left_unit, each.into_unit) if unit)
    return Late(found, dict(units))


def together(small: SmallRegister, code: str) -> Late:
    """Count them as the enquiry does, for all checks at once."""
    prison = small.prison(code)
    lines = {line.id: line.late for line in checks(small.desk, prison)}
    units = {unit.code: unit.late for unit in unit_history(small.desk, prison)}
    return Late(lines, {unit: late for unit, late in units.items() if late})


def agreed(small: SmallRegister, code: str = "WTI") -> Late:
    """Give the late entries, told alike by both."""
    found = together(small, code)
    assert found == on_sheets(small, code)
    return found


def test_entries_between_checks_are_late_for_those_frozen_before_them(small: SmallRegister) -> None:
    checked = prepare(small)
    first = checked.open("unlock")
    left = small.clock.instant
    second = checked.open("midday", at=left + MINUTE // 2)
    own = (("A-1", "Landing", "A-1"), ("B", "Wing B", "B"), ("WORK", "Work", "WORKSHOP VISITS"))
    checked.do(asked.SetCheckUnits(prison="WTI", units=own))
    third = checked.open("return")
    none = {first: 0, second: 0, third: 0}
    # In time.
    checked.do(asked.Move(prison="WTI", person=number(1), to="A-1-001"))
    checked.do(asked.Elsewhere(prison="WTI", person=number(2), to="WORKSHOP"))
    assert agreed(small) == (none, {})
    # Late, and in the same unit all the same.
    checked.do(asked.Move(prison="WTI", person=number(4), to="A-1-002", at=left - MINUTE // 4))
    assert agreed(small) == (none, {})
    # Before all three, and between the first and the second.
    before, between = left - MINUTE // 2, left + MINUTE // 4
    checked.do(asked.CourtOut(prison="WTI", person=number(6), destination="York", at=before))
    assert agreed(small) == ({first: 1, second: 1, third: 1}, {"B": 3})
    checked.do(asked.Elsewhere(prison="WTI", person=number(3), to="VISITS", at=between))
    assert agreed(small) == (
        {first: 1, second: 2, third: 2},
        {"B": 3, "A": 1, "VISITS": 1, "A-1": 1, "WORK": 1},
    )
    # After the instant of the second, and before it was opened.
    after = left + 3 * MINUTE // 4
    checked.do(asked.CourtOut(prison="WTI", person=number(7), destination="York", at=after))
    assert agreed(small).by_check == {first: 1, second: 2, third: 3}


def test_what_was_taken_back_stays_listed(small: SmallRegister) -> None:
    checked = prepare(small)
    small.clock.advance(MINUTE)
    before = small.clock.instant
    check = checked.open()
    out = asked.CourtOut(prison="WTI", person=number(6), destination="York", at=before)
    checked.do(out)
    assert agreed(small) == ({check: 1}, {"B": 1})
    # The same again with other words changes nobody's unit.
    again = asked.CourtOut(prison="WTI", person=number(6), destination="Leeds", at=before)
    checked.do(asked.Correct(prison="WTI", person=number(6), why="wrong court", again=(again,)))
    assert agreed(small) == ({check: 1}, {"B": 1})
    checked.do(asked.Correct(prison="WTI", person=number(6), why="never went"))
    assert agreed(small) == ({check: 2}, {"B": 2})


def test_who_came_and_went_before_the_instant_stays_listed(small: SmallRegister) -> None:
    # Entered one after the other: for a while the register said that they were there.
    checked = prepare(small)
    newcomers(checked, {11: ""})
    checked.do(asked.Release(prison="WTI", person=number(11), reason="CR"))
    left = small.clock.instant
    small.clock.advance(5 * MINUTE)
    check = checked.open()
    came = asked.Recall(prison="WTI", person=number(11), authority=COURT, at=left + MINUTE)
    checked.do(came)
    assert agreed(small) == ({check: 1}, {"RECP": 1})
    checked.do(asked.Release(prison="WTI", person=number(11), reason="CR", at=left + 2 * MINUTE))
    assert agreed(small) == ({check: 2}, {"RECP": 2})


def test_who_goes_from_prison_to_prison_is_late_in_both(small: SmallRegister) -> None:
    checked = prepare(small)
    small.clock.advance(5 * MINUTE)
    left = small.clock.instant
    mine = checked.open()
    other = mine + 1
    checked.do(asked.OpenCheck(prison="EXI", kind="lock-up"))
    gone = asked.TransferOut(prison="WTI", person=number(1), to="EXI", at=left - 3 * MINUTE)
    checked.do(gone)
    assert (agreed(small), agreed(small, "EXI")) == (({mine: 1}, {"A": 1}), ({other: 0}, {}))
    checked.do(asked.Arrive(prison="EXI", person=number(1), at=left - 2 * MINUTE))
    court = asked.CourtOut(prison="EXI", person=number(1), destination="York", at=left - MINUTE)
    checked.do(court)
    checked.do(asked.Arrive(prison="WTI", person=number(1), at=left))
    assert (agreed(small), agreed(small, "EXI")) == (
        ({mine: 2}, {"A": 1, "RECP": 1}),
        ({other: 2}, {"RECP": 2}),
    )


def test_what_one_act_moves_and_freezes_is_late_for_it(small: SmallRegister) -> None:
    # What is expected was read before the act.
    checked = prepare(small)
    move = asked.Elsewhere(prison="WTI", person=number(1), to="WORKSHOP")
    checked.do(move, asked.OpenCheck(prison="WTI", kind="night"))
    assert agreed(small) == ({1: 1}, {"A": 1, "WORKSHOP": 1})


BACK = st.integers(min_value=0, max_value=30)
"""Minutes before now."""
ACTS = st.lists(
    st.tuples(st.sampled_from(["out", "back", "work", "move", "gone", "never", "check"]),
              st.integers(min_value=1, max_value=2), BACK),
    max_size=25,
)  # fmt: skip


def _request(what: str, n: int, at: int) -> AboutPerson:
    about: dict[str, Any] = {"prison": "WTI", "person": number(n), "at": at}
    if what == "out":
        return asked.CourtOut(**about, destination="York")
    if what == "work":
        return asked.Elsewhere(**about, to="WORKSHOP")
    if what == "move":
        return asked.Move(**about, to=f"A-1-{n:03d}")
    if what == "gone":
        return asked.TransferOut(**about, to="EXI")
    if what == "never":
        return asked.Correct(prison="WTI", person=number(n), why="in error")
    return asked.Back(**about)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ACTS)
def test_sheets_and_enquiry_agree_whatever_is_entered(acts: list[tuple[str, int, int]]) -> None:
    small = open_small_register()
    try:
        checked = prepare(small)
        small.clock.advance(30 * MINUTE)
        for what, n, back in acts:
            at = small.clock.instant - back * MINUTE
            if what == "check":
                # One of a kind may be open; what is refused is refused.
                kind = list(CheckKind)[back % len(CheckKind)]
                checked.ask(asked.OpenCheck(prison="WTI", kind=kind, at=at))
            else:
                checked.ask(_request(what, n, at))
        agreed(small)
    finally:
        small.close()

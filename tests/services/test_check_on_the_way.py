"""Who was on the way to another prison and on the roll stays in a check, whatever comes of them."""

from tests.registers import SmallRegister
from tests.services.filled import ON_THE_WAY, done, fill
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.services.act import carry_out
from wingterm.services.checks.sheet import CheckSheet, check_sheet


def sheet(small: SmallRegister) -> CheckSheet:
    """Give the first prison's check."""
    return check_sheet(small.desk, small.prison("WTI"), 1)


def on_the_way(small: SmallRegister) -> CheckSheet:
    """Open a check while somebody is on the way and on the roll."""
    fill(small)
    done(small, asked.SetPrison(prison="WTI", values=(("en_route_on_roll", "yes"),)))
    done(small, asked.OpenCheck(prison="WTI", kind="night"))
    found = sheet(small)
    assert [line.number for line in found.outside] == [ON_THE_WAY]
    assert found.roll == found.expected + 1
    return found


def test_their_arrival_by_a_clock_that_is_behind_changes_no_check(small: SmallRegister) -> None:
    """The other prison's book may hold what is recorded later under an earlier instant."""
    before = on_the_way(small)
    small.clock.advance(-2)
    outcome = carry_out(small.desk, [asked.Arrive(prison="EXI", person=ON_THE_WAY)])
    assert isinstance(outcome, Receipt)
    assert outcome.recorded_at < before.opened_at
    assert sheet(small).outside == before.outside


def test_they_are_on_it_when_the_transfer_never_was(small: SmallRegister) -> None:
    before = on_the_way(small)
    correct = asked.Correct(prison="WTI", person=ON_THE_WAY, why="Nobody left")
    done(small, correct)
    after = sheet(small)
    assert (after.outside, after.roll) == (before.outside, before.roll)
    assert [line.number for line in after.beside.late] == [ON_THE_WAY]
    assert after.beside.says_now == before.expected + 1

"""Room in a cell at every instant from the time of an act on, with capacities that change."""

import pytest

from tests.registers import MINUTE, START, SmallRegister
from tests.services.filled import OVER, done, received, record
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Outcome, Receipt, Refused
from wingterm.services.act import carry_out

ANN, BOB = "A0001AA", "A0002AA"
CELL = "A-1-002"


@pytest.fixture
def one_in(small: SmallRegister) -> SmallRegister:
    """The small register with one person in a cell for two, another in reception."""
    done(small, record(ANN), record(BOB))
    done(small, received(ANN, CELL), received(BOB))
    return small


def holds(places: int, at: int) -> asked.SetCapacity:
    """Say how many a cell holds from an instant on."""
    return asked.SetCapacity(prison="WTI", code=CELL, cna=2, working=places, maximum=2, at=at)


def moved(small: SmallRegister, at: int) -> Outcome:
    """Try to put the second person into the cell."""
    move = asked.Move(prison="WTI", person=BOB, to=CELL, at=at, acknowledged=OVER)
    return carry_out(small.desk, [move])


def codes(outcome: Outcome) -> list[str]:
    """Give the codes of a refusal."""
    assert isinstance(outcome, Refused)
    return [objection.code for objection in outcome.objections]


def test_a_cell_that_will_hold_fewer_has_no_room_now(one_in: SmallRegister) -> None:
    done(one_in, holds(1, START + 1000 * MINUTE))
    before = one_in.dump()
    assert codes(moved(one_in, START + 3 * MINUTE)) == ["cell-full"]
    assert one_in.dump() == before


def test_room_that_was_lost_since_is_none_for_a_late_entry(one_in: SmallRegister) -> None:
    one_in.clock.instant = START + 10 * MINUTE
    done(one_in, holds(1, START + 5 * MINUTE))
    assert codes(moved(one_in, START + 4 * MINUTE)) == ["cell-full"]
    assert codes(moved(one_in, START + 6 * MINUTE)) == ["cell-full"]


def test_a_cell_that_will_hold_more_has_room_from_then_on(one_in: SmallRegister) -> None:
    one_in.clock.instant = START + 10 * MINUTE
    done(one_in, holds(1, START + 3 * MINUTE), holds(2, START + 6 * MINUTE))
    assert codes(moved(one_in, START + 5 * MINUTE)) == ["cell-full"]
    assert isinstance(moved(one_in, START + 6 * MINUTE), Receipt)


def test_to_reception_from_work_without_a_bed_changes_nothing(one_in: SmallRegister) -> None:
    done(one_in, asked.Elsewhere(prison="WTI", person=BOB, to="WORKSHOP"))
    receipt = done(one_in, asked.Move(prison="WTI", person=BOB, to="RECP"))
    assert not receipt.changed
    assert receipt.lines[0].said == f"{BOB} Smith, Al c belongs in RECP already; nothing changed."

"""Who may not do what a row asks for is told of that row, with all other faults at once."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.registers import COURT, MINUTE, SmallRegister, open_small_register
from tests.services.bulk_files import PEOPLE, checked, codes, in_parts_of, run
from wingterm.domain.outcomes import Receipt
from wingterm.domain.requests import AppointOfficer
from wingterm.services.act import carry_out

EXCHANGE = (
    "number,last_name,first_name,date_of_birth,sex,cell,authority,prison\n"
    f"A1009AA,Moor,Meg,1980-01-01,M,B-1-001,{COURT},EXI\n"
)


def with_an_officer() -> SmallRegister:
    """Give a register at which an officer of a wing of WTI is at work."""
    found = open_small_register()
    run(found, PEOPLE, "receive", batch="people")
    run(found, EXCHANGE, "receive", batch="exchange")
    made = carry_out(
        found.desk,
        [AppointOfficer(prison="WTI", account="wing", name="W. Ing", role="wing-officer")],
    )
    assert isinstance(made, Receipt)
    found.clock.advance(MINUTE)
    return replace(found, desk=found.desk._replace(account="wing"))


@pytest.fixture(scope="module")
def register() -> Iterator[SmallRegister]:
    """Give one that tests only look at."""
    found = with_an_officer()
    yield found
    found.close()


SEVERAL = (
    "verb,number,cell,to,prison,reason\n"
    "move,A1001AA,RECP,,,\n"
    "transfer-out,A1002AA,,EXI,,\n"
    "move,A9999AA,RECP,,,\n"
    "move,A1009AA,B-1-002,,EXI,\n"
    "release,A1009AA,,,EXI,CR\n"
)
"""The first may be done. Of the third nobody has the number."""

FAULTS = [
    (3, "verb", "not-authorised"),
    (4, "number", "unknown-person"),
    (5, "prison", "not-authorised"),
    (6, "verb", "not-authorised"),
    (6, "prison", "not-authorised"),
]


@pytest.mark.parametrize("parts", [False, True])
def test_each_row_that_an_officer_may_not_do_is_told(
    register: SmallRegister, monkeypatch: pytest.MonkeyPatch, parts: bool
) -> None:
    if parts:
        in_parts_of(1, monkeypatch)
    before = register.dump()
    plan = checked(register, SEVERAL)
    assert codes(plan) == FAULTS
    assert plan.faults[0].sentence == "W. Ing (wing-officer) may not do this: transfer out."
    assert plan.faults[2].sentence == "W. Ing is an officer of WTI, not of EXI."
    assert [row.line for row in plan.planned] == [2]
    assert register.dump() == before


def test_what_a_correction_enters_again_needs_leave_too(register: SmallRegister) -> None:
    text = "number,why,again\nA1001AA,wrong,release reason CR\nA1002AA,wrong,\n"
    plan = checked(register, text, "correct")
    assert codes(plan)[0] == (2, "verb", "not-authorised")
    assert "release" in plan.faults[0].sentence
    assert (3, "verb", "not-authorised") not in codes(plan)


def test_rows_that_an_officer_may_do_are_done_by_themselves() -> None:
    found = with_an_officer()
    done = run(found, SEVERAL, each=True)
    assert (done.done, codes(done)) == (1, FAULTS)
    assert found.violations() == []
    found.close()

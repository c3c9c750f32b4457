"""What the program writes the checker rebuilds exactly; what others write there it notices."""

from dataclasses import replace

import pytest

from db.checker import check_store, compare_heads, heads
from tests.registers import MINUTE, START, SmallRegister, open_small_register
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Receipt, Warned
from wingterm.services.act import carry_out

A, B, C = "A0001AA", "A0002AA", "A0003AA"
WTI, EXI = "WTI", "EXI"


def person(number: str, last: str) -> asked.Register:
    return asked.Register(
        prison=WTI,
        number=number,
        last_name=last,
        first_name="Siân",
        date_of_birth="1990-02-03",
        sex="F",
    )


STORY: tuple[tuple[asked.Request, ...], ...] = (
    (person(A, "O'Brien"), person(B, "Smith-Jones"), person(C, "Wałęsa")),
    (
        asked.Receive(prison=WTI, person=A, cell="A-1-001", authority="Leeds Crown Court"),
        asked.Receive(prison=WTI, person=B, cell="A-1-002", authority="Leeds Crown Court"),
        asked.Receive(prison=WTI, person=C, authority="Leeds Crown Court"),
    ),
    (asked.Swap(prison=WTI, person=A, other=B),),
    (asked.Elsewhere(prison=WTI, person=A, to="WORKSHOP"),),
    (asked.Move(prison=WTI, person=C, to="A-1-003"),),
    (
        asked.Correct(
            prison=WTI,
            person=C,
            why="Another cell",
            again=(asked.Move(prison=WTI, person=C, to="A-1-002"),),
        ),
    ),
    (
        asked.Correct(prison=WTI, person=A, why="Never went, nor changed cells", last=2),
        asked.Correct(prison=WTI, person=B, why="Nor did they"),
    ),
    (
        asked.TransferOut(prison=WTI, person=B, to=EXI),
        asked.TransferOut(prison=WTI, person=C, to=EXI),
    ),
    (asked.Arrive(prison=EXI, person=B, cell="B-1-001"),),
    (asked.CancelTransfer(prison=WTI, person=C),),
    (asked.Amend(prison=EXI, person=B, last_name="Smyth", at=START - 5 * MINUTE),),
    (asked.Amend(prison=WTI, person=B, first_name="Sian"),),
    (asked.SetCapacity(prison=WTI, code="A-1-003", cna=1, working=2, maximum=4),),
    (
        asked.SetCapacity(
            prison=WTI, code="A-1-003", cna=1, working=1, maximum=2, at=START + 9000 * MINUTE
        ),
    ),
    (asked.AppointOfficer(prison="REG", account="eve", name="Eve", role="auditor"),),
    (asked.AppointOfficer(prison="REG", account="eve", name="Eve", role="reception"),),
    (asked.Release(prison=EXI, person=B, reason="CR"),),
    (asked.Correct(prison=EXI, person=B, why="Somebody else"),),
    (asked.Elsewhere(prison=WTI, person=A, to="WORKSHOP"),),
    (asked.Back(prison=WTI, person=A),),
)
"""Acts with every verb, one after the other."""


def tell(small: SmallRegister, step: int) -> None:
    """Carry out the story, the clock going forward by `step` after each act."""
    for act in STORY:
        outcome = carry_out(small.desk, act)
        if isinstance(outcome, Warned):
            known = tuple(Acknowledgement(w.code, "Seen") for w in outcome.warnings)
            outcome = carry_out(small.desk, [replace(one, acknowledged=known) for one in act])
        assert isinstance(outcome, Receipt), (act, outcome)
        small.clock.instant += step


@pytest.mark.parametrize("step", [7 * MINUTE, 1, 0])
def test_all_that_the_program_writes_fits(small: SmallRegister, step: int) -> None:
    tell(small, step)
    assert small.violations() == []
    assert compare_heads(small.store, heads(small.store)) == []


def test_a_chain_that_an_act_writes_nothing_to_is_left_alone(database: str) -> None:
    small = open_small_register(database)
    try:
        tell(small, MINUTE)
        act = asked.AppointOfficer(prison=WTI, account="dan", name="Dan", role="auditor")
        assert isinstance(carry_out(small.desk, [act]), Receipt)
        assert small.violations() == []
    finally:
        small.close()


def test_an_edited_entry_is_noticed_on_both_databases(database: str) -> None:
    small = open_small_register(database)
    tell(small, MINUTE)
    kept = heads(small.store)
    belt = "entry_no_update" if database == "sqlite" else "entry_no_change ON entry"
    with small.store.write() as unit:
        unit.run(f"DROP TRIGGER {belt}", ())
        unit.run("UPDATE entry SET reason = ? WHERE person_id = 1 AND pseq = 2", ("ADM-R",))
        unit.commit()
    assert [found.rule for found in check_store(small.store)] == ["chain-hash"]
    assert compare_heads(small.store, kept) == []
    small.close()

"""A batch is judged before it is done: all faults at once, and what it would do."""

from collections.abc import Iterator

import pytest

from tests.registers import COURT, SmallRegister, open_small_register
from tests.services.bulk_files import PEOPLE, checked, codes, run, source_of
from wingterm.domain.outcomes import Acknowledgement
from wingterm.errors import BadInput, NotAuthorised
from wingterm.services.bulk.checking import Effect, check_bulk


@pytest.fixture(scope="module")
def shared() -> Iterator[SmallRegister]:
    """Give a register with four people that tests only look at."""
    found = open_small_register()
    run(found, PEOPLE, "receive", batch="people")
    yield found
    found.close()


def test_a_check_writes_nothing_and_tells_the_plan(shared: SmallRegister) -> None:
    before = shared.dump()
    plan = checked(
        shared,
        "verb,number,cell,reason\nmove,A1001AA,CSWAP,\nrelease,A1002AA,,CR\nmove,A1004AA,RECP,\n",
    )
    assert shared.dump() == before
    assert (plan.rows, plan.good, plan.parts, plan.done_parts) == (3, 3, 1, 0)
    assert plan.effects == (Effect("WTI", 4, 3),)
    assert [(row.line, row.verb, row.person, row.name) for row in plan.planned] == [
        (2, "move", "A1001AA", "Able, Ann"),
        (3, "release", "A1002AA", "Baker, Ben"),
        (4, "move", "A1004AA", "Dean, Dan"),
    ]
    assert "released" in plan.planned[1].says


def test_every_fault_comes_at_once_with_line_field_and_code(shared: SmallRegister) -> None:
    plan = checked(
        shared,
        "number,cell,at,ack,comment\n"
        "A1001AA,A-1-003,,,\n"
        '=1+1,A-1-001,,,"x\n\ny"\n'
        "A9999AA,A-1-001,25:00,,\n"
        "A1004AA,A-9-001,,,\n"
        "A1001AA,A-1-002,,,\n"
        "A1004AA,A-1-002,,over-cna=none other,\n",
        "move",
    )
    assert codes(plan) == [
        (2, "cell", "cell-full"),
        (3, "comment", "text"),
        (3, "number", "number"),
        (3, "cell", "cell-full"),
        (6, "at", "typed"),
        (7, "cell", "unknown-place"),
        (8, "ack", "over-cna"),
        (9, "cell", "cell-full"),
    ]
    assert plan.good == 0
    assert all(fault.sentence for fault in plan.faults)


def test_warnings_are_acknowledged_in_a_row_or_for_all_rows(shared: SmallRegister) -> None:
    moved = "number,cell,ack\nA1001AA,A-1-002,{}\n"
    assert codes(checked(shared, moved.format(""), "move")) == [(2, "ack", "over-cna")]
    assert codes(checked(shared, moved.format("over-cna=one night"), "move")) == []
    known = [Acknowledgement("over-cna", "one night")]
    assert codes(checked(shared, moved.format(""), "move", acknowledged=known)) == []


def test_a_row_sees_what_earlier_rows_do(shared: SmallRegister) -> None:
    """A bed freed in one line is taken in the next, and not before."""
    freed = "number,cell\nA1001AA,RECP\nA1004AA,A-1-001\n"
    assert codes(checked(shared, freed, "move")) == []
    taken = "number,cell\nA1004AA,A-1-001\nA1001AA,RECP\n"
    assert codes(checked(shared, taken, "move")) == [(2, "cell", "cell-full")]
    swapped = (
        "verb,number,other,cell\nswap,A1001AA,A1003AA,\nmove,A1001AA,,RECP\nmove,A1004AA,,A-1-003\n"
    )
    assert codes(checked(shared, swapped)) == []


def test_of_good_rows_by_themselves_no_bad_one_has_an_effect(shared: SmallRegister) -> None:
    """The second would take the bed that the first frees, the third the bed of the second."""
    text = "number,cell\nA9999AA,RECP\nA1004AA,A-1-002\nA1001AA,A-1-002\nA1004AA,A-1-001\n"
    text += "A1003AA,RECP\nA1004AA,A-1-003\n"
    plan = checked(shared, text, "move", each=True)
    assert codes(plan) == [
        (2, "number", "unknown-person"),
        (3, "ack", "over-cna"),
        (4, "ack", "over-cna"),
        (5, "cell", "cell-full"),
    ]
    assert plan.good == 2
    assert [row.line for row in plan.planned] == [6, 7]


def test_a_new_person_whom_nothing_takes_in_is_not_registered_either(
    shared: SmallRegister,
) -> None:
    text = (
        PEOPLE.splitlines()[0]
        + "\n,New,Nat,1990-01-01,M,A-1-001,Leeds\n,New,Ned,1991-01-01,M,,Leeds\n"
    )
    plan = checked(shared, text, "receive", each=True)
    assert codes(plan) == [(2, "cell", "cell-full")]
    assert [row.line for row in plan.planned] == [3]
    assert plan.effects == (Effect("WTI", 4, 5),)


def test_of_somebody_new_who_cannot_be_registered_only_that_is_told(
    shared: SmallRegister,
) -> None:
    """That nobody is there to receive follows from it, and is named by no number of the file."""
    head = PEOPLE.splitlines()[0]
    unborn = f"{head}\n,New,Nat,1990-13-01,M,A-1-002,{COURT}\n"
    assert codes(checked(shared, unborn, "receive")) == [(2, "date_of_birth", "date-of-birth")]
    known = f"{head}\n,Able,Ann,1980-01-01,M,,{COURT}\n"
    assert codes(checked(shared, known, "receive")) == [(2, "ack", "likely-duplicate")]


def test_times_are_read_in_the_zone_of_the_row_s_prison(shared: SmallRegister) -> None:
    text = "number,cell,at\nA1001AA,RECP,tomorrow 09:00\nA1003AA,RECP,2026-03-29 01:30\n"
    assert codes(checked(shared, text, "move")) == [(2, "at", "in-future"), (3, "at", "typed")]


def test_a_place_may_be_typed_as_at_the_command_line(shared: SmallRegister) -> None:
    assert codes(checked(shared, "number,cell,ack\nA1001AA,a1002,over-cna=x\n", "move")) == []


def test_a_name_that_cannot_be_kept_is_refused(shared: SmallRegister) -> None:
    for name in ("x" * 101, "a\x1b[2J"):
        with pytest.raises(BadInput, match="A batch has a name"):
            checked(shared, "number,cell\nA1001AA,RECP\n", "move", batch=name)
    with source_of("number,cell\nA1001AA,RECP\n", "move") as source:
        plan = check_bulk(shared.desk, shared.prison("WTI"), source)
    assert plan.batch == f"stdin-{plan.digest[:12]}"


def test_hostile_texts_are_told_as_texts(shared: SmallRegister) -> None:
    for number in ("'; DROP TABLE person; --", "A1001AA\x1b]0;x\x07", "\u202eA1001AA", "+1", "+0"):
        plan = checked(shared, f'number,cell\n"{number}",RECP\n', "move")
        assert [(line, field) for line, field, _ in codes(plan)] == [(2, "number")]


def test_who_may_not_do_it_is_told_so(shared: SmallRegister) -> None:
    with shared.store.write() as unit:
        unit.run("UPDATE officer SET role = 'observer'", ())
        unit.commit()
    try:
        with pytest.raises(NotAuthorised):
            checked(shared, "number,cell\nA1001AA,RECP\n", "move")
    finally:
        with shared.store.write() as unit:
            unit.run("UPDATE officer SET role = 'administrator'", ())
            unit.commit()

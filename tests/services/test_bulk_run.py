"""A batch is done as acts: whole parts, each once, whoever runs it again."""

import random
from collections.abc import Iterator

import pytest

from tests.registers import COURT, MINUTE, SmallRegister, open_small_register
from tests.services.bulk_files import (
    cells,
    checked,
    codes,
    four_people,
    in_parts_of,
    run,
    source_of,
)
from wingterm.domain.outcomes import Acknowledgement, Receipt
from wingterm.domain.requests import Move, RecordParticular
from wingterm.errors import Conflict
from wingterm.services.act import carry_out
from wingterm.services.bulk.batches import batch, batches
from wingterm.services.bulk.checking import check_bulk
from wingterm.services.bulk.run import rest_of, run_bulk

KNOWN = (Acknowledgement("over-cna", "known"),)
ONES = "number,cell\nA1001AA,RECP\nA1002AA,RECP\nA1003AA,RECP\n"


@pytest.fixture
def register() -> Iterator[SmallRegister]:
    with four_people() as found:
        yield found


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    in_parts_of(1, monkeypatch)


def test_a_second_run_of_the_same_file_changes_nothing(register: SmallRegister) -> None:
    done = run(register, ONES, "move")
    assert (done.done, done.unchanged, done.repeated, len(done.request_ids)) == (3, 0, False, 1)
    before = register.dump()
    register.clock.advance(MINUTE)
    again = run(register, ONES, "move")
    assert (again.done, again.repeated, again.done_parts, again.request_ids) == (0, True, 1, ())
    assert register.dump() == before


def test_another_file_under_the_name_is_refused(register: SmallRegister) -> None:
    run(register, ONES, "move")
    before = register.dump()
    with pytest.raises(Conflict, match="The batch test was begun with another file"):
        checked(register, ONES + "A1004AA,RECP\n", "move")
    assert register.dump() == before


def test_nothing_is_done_while_a_row_has_a_fault(register: SmallRegister) -> None:
    before = register.dump()
    done = run(register, ONES + "A9999AA,RECP\n", "move")
    assert (done.done, done.done_parts, codes(done)) == (0, 0, [(5, "number", "unknown-person")])
    assert register.dump() == before


@pytest.mark.usefixtures("small_parts")
def test_an_interrupted_run_leaves_whole_parts_and_is_finished(register: SmallRegister) -> None:
    gaps = 0

    def stop() -> None:
        nonlocal gaps
        gaps += 1
        if gaps == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(register, ONES, "move", gap=stop)
    line = batch(register.desk, "test").line
    assert (line.done_parts, line.parts, line.done_rows, line.state) == (2, 3, 2, "part done")
    assert cells(register)["A1003AA"] == "A-1-003"
    register.clock.advance(MINUTE)
    plan = checked(register, ONES, "move")
    assert (plan.done_parts, plan.good, [row.line for row in plan.planned]) == (2, 1, [4])
    done = run(register, ONES, "move")
    assert (done.done, done.done_parts, done.repeated) == (1, 3, False)
    held = batch(register.desk, "test")
    assert held.line.state == "done"
    assert [(part.first_line, part.last_line, part.rows) for part in held.parts] == [
        (2, 2, 1), (3, 3, 1), (4, 4, 1),
    ]  # fmt: skip
    assert [line.name for line in batches(register.desk)] == ["test", "people"]


@pytest.mark.usefixtures("small_parts")
def test_times_of_a_file_mean_the_same_when_it_is_finished_on_another_day(
    register: SmallRegister,
) -> None:
    text = "number,cell,at\nA1001AA,RECP,09:02\nA1002AA,RECP,09:02\n"

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(register, text, "move", gap=stop)
    register.clock.advance(24 * 60 * MINUTE)
    run(register, text, "move")
    with register.store.read() as reader:
        moved = reader.rows("SELECT DISTINCT occurred_at FROM entry WHERE verb = 'move'", ())
    assert len(moved) == 1


@pytest.mark.usefixtures("small_parts")
def test_a_part_that_became_impossible_is_not_done_and_the_rest_waits(
    register: SmallRegister,
) -> None:
    text = "number,cell\nA1001AA,RECP\nA1004AA,A-1-001\nA1003AA,RECP\n"

    def rival() -> None:
        one = Move(prison="WTI", person="A1002AA", to="A-1-001")
        assert isinstance(carry_out(register.desk, [one]), Receipt)

    done = run(register, text, "move", gap=rival)
    assert (done.done_parts, done.parts, codes(done)) == (1, 3, [(3, "cell", "cell-full")])
    assert cells(register)["A1003AA"] == "A-1-003"
    out = Move(prison="WTI", person="A1002AA", to="RECP")
    assert isinstance(carry_out(register.desk, [out]), Receipt)
    assert run(register, text, "move").done == 2


def test_every_good_row_is_done_and_the_rest_comes_back(register: SmallRegister) -> None:
    text = ONES + "A9999AA,RECP\nA1004AA,RECP\n"
    prison = register.prison("WTI")
    with source_of(text, "move") as source:
        plan = check_bulk(register.desk, prison, source, batch="test", each=True)
        done = run_bulk(register.desk, prison, source, plan)
        assert "".join(rest_of(source, done.faults)) == "number,cell\nA9999AA,RECP\n"
    assert (done.done, done.unchanged, done.done_parts) == (4, 1, 1)
    before = register.dump()
    again = run(register, text, "move", each=True)
    assert (again.repeated, again.done, codes(again)) == (True, 0, [(5, "", "left-out")])
    assert register.dump() == before


def test_of_good_rows_those_that_became_impossible_are_left_out(register: SmallRegister) -> None:
    def rival() -> None:
        one = Move(prison="WTI", person="A1004AA", to="A-1-002", acknowledged=KNOWN)
        assert isinstance(carry_out(register.desk, [one]), Receipt)

    text = "number,cell,ack\nA1001AA,A-1-002,over-cna=x\nA1003AA,RECP,\n"
    done = run(register, text, "move", each=True, between=rival)
    assert (done.done, codes(done)) == (1, [(2, "cell", "cell-full")])


def test_rows_of_several_prisons_are_one_act(register: SmallRegister) -> None:
    text = (
        "verb,prison,number,to,cell\ntransfer-out,,A1001AA,EXI,\n"
        "transfer-arrive,EXI,A1001AA,,B-1-001\nmove,,A1004AA,,A-1-001\n"
    )
    done = run(register, text)
    assert (done.done, len(done.request_ids)) == (3, 1)
    assert cells(register)["A1001AA"] == "B-1-001"


MOVES = 40
ENEMIES = (
    "restriction=WING;reason=THREAT;role=VICTIM;other_role=PERPETRATOR;comment=at work;"
    "authorised_by=A Governor"
)


@pytest.mark.usefixtures("small_parts")
def test_a_part_sees_who_came_near_in_an_earlier_one(register: SmallRegister) -> None:
    """Somebody without a bed, on record to be kept apart, gets one on the wing before."""
    apart = RecordParticular(
        prison="WTI", person="A1001AA", fact="na", key="A1004AA",
        values=tuple((pair.split("=")[0], pair.split("=")[1]) for pair in ENEMIES.split(";")),
    )  # fmt: skip
    assert isinstance(carry_out(register.desk, [apart]), Receipt)
    text = "number,cell\nA1003AA,RECP\nA1004AA,A-1-003\nA1001AA,RECP\nA1001AA,A-1-001\n"
    found = [(3, "ack", "non-association"), (5, "ack", "non-association")]
    assert codes(checked(register, text, "move")) == found


@pytest.mark.usefixtures("small_parts")
def test_a_part_sees_who_came_into_the_cell_of_a_swap_in_an_earlier_one(
    register: SmallRegister,
) -> None:
    """What somebody is swapped into is named by no row: whoever shares it is weighed."""
    risk = RecordParticular(
        prison="WTI", person="A1004AA", fact="csra", values=(("level", "HIGH_GENERAL"),)
    )
    assert isinstance(carry_out(register.desk, [risk]), Receipt)
    text = (
        "verb,number,other,cell,ack\nmove,A1004AA,,A-1-002,over-cna=x;csra-high=x\n"
        "swap,A1003AA,A1002AA,,over-cna=x\n"
    )
    assert codes(checked(register, text)) == [(3, "ack", "csra-high")]


@pytest.mark.usefixtures("small_parts")
def test_a_part_knows_the_place_that_an_earlier_one_added_and_another_moved_somebody_to(
    register: SmallRegister,
) -> None:
    """The third row names no place: where its person is was added two parts before."""
    text = (
        "verb,number,cell,code,kind,cna,working,maximum,to\n"
        "places-add,,,A-1-004,CELL,1,1,1,\nmove,A1001AA,A-1-004,,,,,,\n"
        f"court,A1001AA,,,,,,,{COURT}\n"
    )
    assert codes(checked(register, text)) == []
    assert run(register, text).done == 3


@pytest.mark.parametrize("seed", range(3))
def test_parts_are_judged_as_one_whole_act_would_be(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Random moves, swaps, ways out and back: the same faults, whatever the size of a part."""
    chosen = random.Random(seed)
    numbers = ["A1001AA", "A1002AA", "A1003AA", "A1004AA", "A1005AA", "A1006AA"]
    rows = [
        f"receive,{n},Able,{first},1980-01-01,M,{cell},,{COURT},"
        for n, first, cell in zip(numbers, "ABCDEF", ("A-1-001", "A-1-002", "", "", "", ""),
                                  strict=True)
    ]  # fmt: skip
    verbs = ["move"] * 5 + ["swap", "back", "court", "elsewhere", "record"]
    for _ in range(MOVES):
        verb, person = chosen.choice(verbs), chosen.choice(numbers)
        cell = chosen.choice(["A-1-001", "A-1-002", "A-1-003", "RECP"])
        more = {
            "move": f"{cell},,,", "swap": f",{chosen.choice(numbers)},,", "back": ",,,",
            "court": f",,,{COURT}", "elsewhere": ",,,", "record": ",,,",
        }[verb]  # fmt: skip
        if verb == "elsewhere":
            rows.append(f"elsewhere,{person},,,,,,,,,WORKSHOP,,")
        elif verb == "record":
            other = chosen.choice(numbers)
            rows.append(f"record,{person},,,,,,,,,,na,{other},{ENEMIES}")
        else:
            rows.append(f"{verb},{person},,,,,{more}")
    text = HEADER + "\n".join(row.ljust(1) + "," * (13 - row.count(",")) for row in rows) + "\n"
    found = []
    register = open_small_register()
    try:
        for size in (1000, 4):
            in_parts_of(size, monkeypatch)
            plan = checked(register, text)
            found.append((set(plan.faults), plan.effects, plan.good))
    finally:
        register.close()
    # Both happen: a table of nothing but faults would prove little.
    assert found[0][0]
    assert found[0][2] > 10
    assert found[0] == found[1]


HEADER = (
    "verb,number,last_name,first_name,date_of_birth,sex,cell,other,authority,to,area,kind,key,"
    "fields\n"
)

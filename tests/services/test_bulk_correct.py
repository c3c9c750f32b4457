"""`correct` as a verb of a file: whole or in parts, judged as it is then done."""

import random
from collections.abc import Iterator, Sequence

import pytest

from tests.registers import COURT, MINUTE, SmallRegister
from tests.services.bulk_files import cells, checked, codes, four_people, in_parts_of, run
from wingterm.domain.decide import ActDecision, decide_act
from wingterm.domain.requests import Request
from wingterm.domain.situation import Situation
from wingterm.services.bulk import judging


@pytest.fixture
def register() -> Iterator[SmallRegister]:
    with four_people() as found:
        yield found


@pytest.mark.parametrize("size", [1000, 1])
def test_what_was_done_wrongly_by_a_file_is_corrected_by_a_file(
    register: SmallRegister, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    wrong = "number,cell\nA1001AA,CSWAP\nA1002AA,CSWAP\nA1003AA,CSWAP\n"
    run(register, wrong, "move", batch="wrong")
    register.clock.advance(MINUTE)
    in_parts_of(size, monkeypatch)
    text = (
        "number,why,last,again\n"
        "A1001AA,wrong list,,\n"
        "A1002AA,wrong list,1,\n"
        "A1003AA,wrong list,,move RECP at 09:05; elsewhere WORKSHOP at 09:06\n"
    )
    plan = checked(register, text, "correct")
    assert codes(plan) == []
    assert (plan.good, len(plan.planned)) == (3, 3)
    done = run(register, text, "correct")
    assert (done.done, codes(done)) == (3, [])
    found = cells(register)
    assert found["A1001AA"] == "A-1-001"
    assert found["A1002AA"] == "A-1-002"
    assert found["A1003AA"] == "WORKSHOP"


@pytest.mark.parametrize("size", [1000, 1])
def test_a_row_sees_a_correction_before_it_and_is_corrected_after_it(
    register: SmallRegister, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """A bed that a correction gives back is not free; a move of the file itself is taken back."""
    in_parts_of(size, monkeypatch)
    text = (
        "verb,number,cell,why,last\n"
        "move,A1001AA,CSWAP,,\n"
        "correct,A1001AA,,back again,1\n"
        "move,A1004AA,A-1-001,,\n"
    )
    assert codes(checked(register, text)) == [(4, "cell", "cell-full")]
    taken = (
        "verb,number,cell,why,last\n"
        "move,A1001AA,RECP,,\n"
        "move,A1004AA,A-1-001,,\n"
        "correct,A1001AA,,wrong after all,1\n"
    )
    assert codes(checked(register, taken)) == [(4, "again", "restored-bed-taken")]


def test_a_correction_of_more_than_there_is_is_refused_and_tells_where(
    register: SmallRegister,
) -> None:
    text = (
        "number,why,last,again\n"
        "A1001AA,list,9,\nA1002AA,,1,\nA1003AA,list,two,\nA1004AA,list,,fly away\n"
        "A9999AA,list,,\n"
    )
    before = register.dump()
    found = codes(checked(register, text, "correct"))
    assert [(line, column) for line, column, _ in found] == [
        (2, "last"), (3, "why"), (4, "last"), (5, "again"), (6, "number"),
    ]  # fmt: skip
    assert register.dump() == before


NUMBERS = ("A1001AA", "A1002AA", "A1003AA", "A1004AA")


def made_up(seed: int) -> str:
    """Give a file of random moves, ways out and corrections."""
    chosen = random.Random(seed)
    rows = []
    for _ in range(40):
        person = chosen.choice(NUMBERS)
        cell = chosen.choice(["A-1-001", "A-1-002", "A-1-003", "RECP", "CSWAP"])
        instead = ["", f"move {cell}", "elsewhere WORKSHOP", 'court-out to ""Leeds Crown Court""']
        rows.append(chosen.choice([
            f"move,{person},{cell},,,,", f"move,{person},{cell},,,,", f"back,{person},,,,,",
            f"court,{person},,{COURT},,,", f'correct,{person},,,wrong,,"{chosen.choice(instead)}"',
            f"correct,{person},,,wrong,{chosen.choice('12')},",
        ]))  # fmt: skip
    head = "verb,number,cell,to,why,last,again,ack\n"
    return head + "".join(f"{row},over-cna=x\n" for row in rows)


@pytest.mark.parametrize("seed", [2, 5, 10])
def test_good_corrections_are_done_in_parts_as_in_one(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of these has a row that only looks bad beside one that is: it is done all the same."""
    found = []
    for size in (1000, 3):
        with four_people() as register:
            in_parts_of(size, monkeypatch)
            done = run(register, made_up(seed), each=True)
            found.append((set(done.faults), done.done, cells(register)))
    assert found[0][0]
    assert found[0][1] > 10
    assert found[0] == found[1]


def test_a_row_that_was_bad_only_beside_a_bad_one_is_done(register: SmallRegister) -> None:
    """Without the first, which nobody acknowledged, there is room for the second by the CNA."""
    text = "number,cell,ack\nA1002AA,A-1-001,\nA1003AA,RECP,\nA1004AA,A-1-003,\n"
    two = "number,cell,ack\nA1001AA,RECP,\nA1003AA,A-1-002,\nA1002AA,RECP,\nA1004AA,A-1-002,\n"
    assert codes(run(register, text, "move", each=True)) == [(2, "cell", "cell-full")]
    assert codes(run(register, two, "move", each=True, batch="two")) == [(3, "ack", "over-cna")]


@pytest.mark.parametrize("most", [3, 20])
def test_rows_that_are_bad_because_of_each_other_are_told_in_few_tries(
    register: SmallRegister, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Nobody of these is told from the others: each is looked at by all after it."""
    tries = 0

    def counted(situation: Situation, requests: Sequence[Request]) -> ActDecision:
        nonlocal tries
        tries += 1
        return decide_act(situation, requests)

    monkeypatch.setattr(judging, "decide_act", counted)
    monkeypatch.setattr(judging, "TRIES", most)
    head = "last_name,first_name,date_of_birth,sex\n"
    text = head + "Able,Ann,1980-01-01,F\n" * 12
    plan = checked(register, text, "person-create", each=True)
    assert plan.good == 0
    assert tries == min(most, 12)

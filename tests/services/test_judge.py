"""An act judged without doing it: the answer of doing it, and nothing written."""

from tests.registers import COURT, SmallRegister
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Receipt, Refused, Warned
from wingterm.domain.requests import Request
from wingterm.services.act import carry_out
from wingterm.services.judge import Judged, judge

ONE, TWO, THREE = "A1111AA", "A2222AA", "A3333AA"


def done(small: SmallRegister, *requests: Request) -> Receipt:
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Receipt), outcome
    return outcome


def receive(small: SmallRegister, number: str, cell: str = "") -> None:
    done(
        small,
        asked.Register(prison="WTI", number=number, last_name="Example", first_name="Robin",
                       date_of_birth=f"199{number[1]}-04-12", sex="M",
                       acknowledged=(Acknowledgement("likely-duplicate", "another person"),)),
        asked.Receive(prison="WTI", person=number, cell=cell, authority=COURT),
    )  # fmt: skip


def judged(small: SmallRegister, *requests: Request) -> Judged:
    before = small.dump()
    found = judge(small.desk, requests)
    assert isinstance(found, Judged), found
    assert small.dump() == before, "judging writes nothing"
    return found


def test_it_says_what_the_receipt_will_say(small: SmallRegister) -> None:
    receive(small, ONE, "A-1-001")
    receive(small, TWO)
    requests = [
        asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"),
        asked.Back(prison="WTI", person=TWO),
    ]
    found = judged(small, *requests)
    assert [line.changes for line in found.lines] == [True, False]
    assert [line.person for line in found.lines] == [ONE, TWO]
    assert (found.inside, found.beds, found.changes) == (0, (), 1)
    receipt = done(small, *requests)
    assert [line.said for line in found.lines] == [line.said for line in receipt.lines]


def test_it_tells_the_effect_on_the_roll_and_the_beds(small: SmallRegister) -> None:
    receive(small, ONE, "A-1-001")
    receive(small, TWO, "A-1-002")
    receive(small, THREE)
    sent = [asked.TransferOut(prison="WTI", person=n, to="EXI") for n in (ONE, TWO, THREE)]
    found = judged(small, *sent)
    assert (found.inside, found.beds) == (-3, ("A-1-001", "A-1-002"))
    done(small, *sent)
    assert judged(small, asked.CancelTransfer(prison="WTI", person=ONE)).inside == 1
    arrival = judge(small.desk, [asked.Arrive(prison="EXI", person=ONE)])
    assert isinstance(arrival, Judged)
    assert arrival.inside == 1


def test_a_bed_that_another_takes_does_not_become_free(small: SmallRegister) -> None:
    receive(small, ONE, "A-1-001")
    receive(small, TWO, "A-1-002")
    swap = judged(small, asked.Swap(prison="WTI", person=ONE, other=TWO))
    assert (swap.inside, swap.beds) == (0, ())
    assert judged(small, asked.Move(prison="WTI", person=ONE, to="RECP")).beds == ("A-1-001",)


def test_what_stands_against_it_is_told_as_when_it_is_done(small: SmallRegister) -> None:
    receive(small, ONE, "A-1-001")
    before = small.dump()
    wrong = [asked.Release(prison="WTI", person=ONE, reason="NONE")]
    assert judge(small.desk, wrong) == carry_out(small.desk, wrong)
    assert isinstance(judge(small.desk, wrong), Refused)
    same = [
        asked.Register(prison="WTI", last_name="Example", first_name="Robin", sex="M",
                       date_of_birth="1991-04-12")
    ]  # fmt: skip
    assert isinstance(judge(small.desk, same), Warned)
    assert judge(small.desk, same) == carry_out(small.desk, same)
    assert small.dump() == before


def test_of_two_steps_in_one_act_the_first_and_the_last_standing_count(
    small: SmallRegister,
) -> None:
    receive(small, ONE, "A-1-001")
    done(small, asked.CourtOut(prison="WTI", person=ONE, destination="Leeds"))
    # Handed over by the one prison and taken in by the other.
    arrival = judge(small.desk, [asked.Arrive(prison="EXI", person=ONE)])
    assert isinstance(arrival, Judged)
    assert (arrival.inside, arrival.beds) == (1, ("A-1-001",))

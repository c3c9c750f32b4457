"""The small register with people in every sort of place, each for what a refusal needs."""

from tests.registers import MINUTE, START, SmallRegister
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Receipt
from wingterm.services.act import carry_out

ALONE, SHARING, SECOND, WAITING, OUTSIDE, ON_THE_WAY, MOVED_OUT, SUCCESSOR, AT_WORK, THERE = (
    f"A{n:04d}AA" for n in range(1, 11)
)
"""In A-1-001, two in A-1-002, in reception, outside, on the way to EXI, in reception after A-1-003,
in A-1-003 after them, at work without a bed, and in B-1-001 of the other prison."""

OVER = (Acknowledgement("over-cna", "no other cell"),)


def done(small: SmallRegister, *requests: asked.Request) -> Receipt:
    """Carry out an act that nothing stands against, a minute after the last one."""
    small.clock.instant += MINUTE
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Receipt), outcome
    return outcome


def record(number: str, *, prison: str = "WTI", name: str = "Smith") -> asked.Register:
    """Ask for a record under a number; no two look alike."""
    return asked.Register(
        prison=prison,
        number=number,
        last_name=name,
        first_name=f"Al {'abcdefghijklmnopqrstuvwxyz'[int(number[1:5]) % 26]}",
        date_of_birth="1990-01-01",
        sex="M",
    )


def received(number: str, cell: str = "", prison: str = "WTI") -> asked.Receive:
    """Ask to receive somebody."""
    return asked.Receive(
        prison=prison, person=number, cell=cell, acknowledged=OVER, authority="Leeds Crown Court"
    )


def fill(small: SmallRegister) -> None:
    """Put the people where their names say."""
    small.fill(_fill)


def _fill(small: SmallRegister) -> None:
    done(small, *(record(f"A{n:04d}AA") for n in range(1, 11)))
    done(
        small,
        received(ALONE, "A-1-001"),
        received(SHARING, "A-1-002"),
        received(SECOND, "A-1-002"),
        received(WAITING),
        received(ON_THE_WAY),
        received(MOVED_OUT, "A-1-003"),
        received(AT_WORK),
    )
    done(small, received(THERE, "B-1-001", "EXI"))
    done(small, asked.TransferOut(prison="WTI", person=ON_THE_WAY, to="EXI"))
    done(small, asked.Move(prison="WTI", person=MOVED_OUT, to="RECP"))
    done(small, received(SUCCESSOR, "A-1-003"))
    done(small, asked.Elsewhere(prison="WTI", person=AT_WORK, to="WORKSHOP"))


def withdrawn_capacity(small: SmallRegister) -> int:
    """Record a capacity and withdraw it; give its number in the book of EXI."""
    wrong = asked.SetCapacity(prison="EXI", code="B-1-002", cna=1, working=1, maximum=1, at=START)
    reference = done(small, wrong).lines[0].entries[0]
    entry = int(reference.rpartition("-")[2])
    done(small, asked.WithdrawFact(prison="EXI", entry=entry, why="wrong cell"))
    return entry

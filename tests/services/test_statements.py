"""Every verb sends as many statements for four hundred people as for one."""

from collections.abc import Callable, Sequence

import pytest

from tests.registers import MINUTE, SmallRegister
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Receipt, Refused
from wingterm.domain.requests import Request
from wingterm.services.act import carry_out

SIZES = (1, 10, 100, 400)
CELLS = 400
NEIGHBOUR = "A9999AA"

STATEMENTS = {
    "register": 23,
    "receive": 21,
    "move": 21,
    "elsewhere": 17,
    "back": 17,
    "swap": 22,
    "nothing to do": 12,
    "court-out": 17,
    "back from court": 17,
    "transfer-out": 21,
    "cancel-transfer": 21,
    "transfer-out, again": 21,
    "arrive": 22,
    "hospital-out": 17,
    "arrive, from there": 22,
    "escape": 17,
    "recapture, elsewhere": 22,
    "death": 17,
    "correct, a death": 19,
    "release": 21,
    "refused": 16,
    "recall": 21,
    "correct": 19,
    "identity": 18,
    "sent again": 3,
}
"""Statements of one act, whatever its size, in the order in which the acts are done.

BEGIN, the look at the schema number and COMMIT come to each. A server is asked two more: one
locks the people, one asks who the officer is once the locks are had; and asking when it is costs a
round trip where the server's clock is the register's. Four more where what is on record of the
people is weighed: who else holds a bed in the cells, what is on record of all of them, when their
stays began, and where those hold a bed who must not be near them. One more where they may be in the
book of another prison.
"""

LOOKALIKE = (Acknowledgement("likely-duplicate", "they are counted, not looked at"),)

Make = Callable[[Sequence[str]], list[Request]]


def cell(n: int) -> str:
    """Give the code of the n-th of the cells made for this."""
    return f"A-1-{1000 + n}"


def about(kind: Callable[..., Request], prison: str, **more: object) -> Make:
    """Give a maker of the same request for each person."""
    return lambda people: [kind(prison=prison, person=person, **more) for person in people]


def into_cells(people: Sequence[str]) -> list[Request]:
    """Give everybody a cell of their own."""
    return [asked.Move(prison="WTI", person=person, to=cell(n)) for n, person in enumerate(people)]


def there_and_back(people: Sequence[str]) -> list[Request]:
    """Swap everybody with the same neighbour, and back again."""
    swaps = [asked.Swap(prison="WTI", person=person, other=NEIGHBOUR) for person in people]
    return [swap for pair in zip(swaps, swaps, strict=True) for swap in pair]


ACTS: dict[str, Make] = {
    "receive": about(asked.Receive, "WTI", authority="Leeds Crown Court"),
    "move": into_cells,
    "elsewhere": about(asked.Elsewhere, "WTI", to="WORKSHOP"),
    "back": about(asked.Back, "WTI"),
    "swap": there_and_back,
    "nothing to do": about(asked.Back, "WTI"),
    "court-out": about(asked.CourtOut, "WTI", destination="York Crown Court"),
    "back from court": about(asked.Back, "WTI"),
    "transfer-out": about(asked.TransferOut, "WTI", to="EXI"),
    "cancel-transfer": about(asked.CancelTransfer, "WTI"),
    "transfer-out, again": about(asked.TransferOut, "WTI", to="EXI"),
    "arrive": about(asked.Arrive, "EXI"),
    "hospital-out": about(
        asked.HospitalOut, "EXI", destination="Leeds Infirmary", officers="Hale, Obi"
    ),
    "arrive, from there": about(asked.Arrive, "WTI"),
    "escape": about(asked.Escape, "WTI"),
    "recapture, elsewhere": about(asked.Recapture, "EXI"),
    "death": about(asked.Death, "EXI"),
    "correct, a death": about(asked.Correct, "EXI", why="somebody else"),
    "release": about(asked.Release, "EXI", reason="CR"),
    "refused": about(asked.Release, "EXI", reason="CR"),
    "recall": about(asked.Recall, "EXI", authority="Secretary of State"),
    "correct": about(asked.Correct, "EXI", why="entered by mistake"),
    "identity": about(asked.Amend, "EXI", sex="NK"),
}


def do(small: SmallRegister, requests: Sequence[Request], request_id: str | None = None) -> Receipt:
    """Do an act that must be done."""
    small.clock.advance(MINUTE)
    outcome = carry_out(small.desk, requests, request_id)
    assert isinstance(outcome, Receipt), outcome
    return outcome


def registration(n: int, number: str = "") -> Request:
    """Give the request for a new person's record."""
    return asked.Register(
        prison="WTI",
        last_name="Counted",
        first_name="Person",
        date_of_birth="1990-01-01",
        sex="M",
        number=number,
        acknowledged=LOOKALIKE,
    )


def furnish(small: SmallRegister) -> None:
    """Make a cell for each, and the neighbour to swap with."""
    do(
        small,
        [
            asked.AddPlace(prison="WTI", code=cell(n), kind="CELL", cna=1, working=1, maximum=1)
            for n in range(CELLS)
        ],
    )
    do(small, [registration(0, NEIGHBOUR)])
    do(
        small,
        [
            asked.Receive(
                prison="WTI", person=NEIGHBOUR, cell="A-1-001", authority="Leeds Crown Court"
            )
        ],
    )


def counted(small: SmallRegister, requests: Sequence[Request], request_id: str) -> int:
    """Give the statements of an act, done or refused."""
    small.clock.advance(MINUTE)
    before = small.store.statements
    outcome = carry_out(small.desk, requests, request_id)
    assert isinstance(outcome, Receipt | Refused), outcome
    return small.store.statements - before


@pytest.mark.timeout(300)
def test_no_verb_sends_more_for_many(small: SmallRegister) -> None:
    """One table holds for every size of batch, on both databases."""
    furnish(small)
    for size in SIZES:
        found = {}
        new = [registration(n) for n in range(size)]
        found["register"] = counted(small, new, f"register-{size}")
        again = carry_out(small.desk, new, f"register-{size}")
        assert isinstance(again, Receipt)
        people = [line.person for line in again.lines]
        for name, make in ACTS.items():
            found[name] = counted(small, make(people), f"{name}-{size}")
        found["sent again"] = counted(small, ACTS["receive"](people), f"receive-{size}")
        more = 2 * (small.store.dialect.name != "sqlite")
        expected = {name: n + more * (name != "sent again") for name, n in STATEMENTS.items()}
        assert found == expected, f"for {size}"

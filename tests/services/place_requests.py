"""Requests about places as the tests of their rules ask them."""

from typing import Any

from tests.registers import MINUTE, SmallRegister
from tests.services.filled import done, received, record
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Outcome, Receipt, Refused
from wingterm.domain.requests import Request
from wingterm.services.act import carry_out

ANN, BOB = "A0001AA", "A0002AA"
ONE, TWO, THREE = "A-1-001", "A-1-002", "A-1-003"


def tried(small: SmallRegister, *requests: Request) -> Outcome:
    """Try an act a minute later."""
    small.clock.instant += MINUTE
    return carry_out(small.desk, requests)


def against(small: SmallRegister, *requests: Request) -> list[str]:
    """Give the codes of what stands against an act; nothing may have changed."""
    small.clock.instant += MINUTE
    before = small.dump()
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Refused), outcome
    assert small.dump() == before
    return sorted(objection.code for objection in outcome.objections)


def cell(code: str = "A-1-009", **given: Any) -> asked.AddPlace:
    """Ask for a cell of one."""
    right = {"prison": "WTI", "kind": "CELL", "cna": 1, "working": 1, "maximum": 1}
    return asked.AddPlace(code=code, **{**right, **given})


def holds(cna: int, working: int, maximum: int, code: str = ONE, **given: Any) -> Request:
    """Ask for capacities."""
    return asked.SetCapacity(
        prison="WTI", code=code, cna=cna, working=working, maximum=maximum,
        **given,
    )  # fmt: skip


def marked(code: str, at: int | None = None, **values: str) -> Request:
    """Ask for marks."""
    return asked.MarkPlace(prison="WTI", code=code, values=tuple(values.items()), at=at)


def out(code: str, reason: str = "DAMAGED", **given: Any) -> Request:
    """Ask to take a place out of use."""
    return asked.TakeOutOfUse(prison="WTI", code=code, reason=reason, **given)


def back(code: str, at: int | None = None) -> Request:
    """Ask to bring a place into use."""
    return asked.BringBack(prison="WTI", code=code, at=at)


def closed(code: str, **given: Any) -> Request:
    """Ask to close a place for good."""
    right = {"prison": "WTI", "description": "demolished"}
    return asked.ClosePlace(code=code, **{**right, **given})


def converted(code: str, to: str = "OFFICE") -> Request:
    """Ask to make a cell a room."""
    return asked.ConvertPlace(prison="WTI", code=code, to=to)


def certificate(code: str) -> Request:
    """Ask for a change of the certificate."""
    return asked.RequestCertificate(
        prison="WTI", code=code, reference="CC-1", change="one more place"
    )


def settled(code: str, *, approved: bool = True) -> Request:
    """Ask to settle a change of the certificate."""
    return asked.SettleCertificate(prison="WTI", code=code, approved=approved)


def person_in(small: SmallRegister, number: str = ANN, place: str = ONE) -> None:
    """Put somebody into a cell."""
    done(small, record(number))
    done(small, received(number, place))


def closing(code: str) -> list[Request]:
    """Every way of ending the use of a cell."""
    return [out(code), closed(code), converted(code)]


def signed(figure: int, at: int | None = None) -> Request:
    """Ask for a signed operational capacity."""
    return asked.SignCapacity(prison="WTI", signed=figure, at=at)


def changes(code: str) -> list[Request]:
    """Every change of a cell."""
    return [
        *closing(code), holds(1, 1, 1, code), marked(code, sex="M"), certificate(code),
        asked.RenamePlace(prison="WTI", code=code, name="Another"),
    ]  # fmt: skip


def withdrawn(small: SmallRegister, receipt: Receipt) -> Request:
    """Ask to withdraw the fact of an act."""
    entry = int(receipt.lines[0].entries[0].rpartition("-")[2])
    return asked.WithdrawFact(prison="WTI", entry=entry, why="not so")

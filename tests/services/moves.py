"""The filled register with people out, at large, released and dead, and every verb to try there."""

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.registers import COURT, MINUTE, SmallRegister
from tests.services.filled import (
    ALONE,
    AT_WORK,
    ON_THE_WAY,
    OUTSIDE,
    SECOND,
    SHARING,
    SUCCESSOR,
    WAITING,
    done,
    fill,
    received,
    record,
)
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Refused
from wingterm.domain.places import PlaceKind
from wingterm.services.act import carry_out
from wingterm.services.lists import people_behind
from wingterm.services.people import show

IN_COURT, ABSENT, IN_HOSPITAL, AT_LARGE, RELEASED, DEAD = (f"A{n:04d}AA" for n in range(11, 17))
"""Out of WTI at court, on temporary absence and at hospital; escaped from it; released; dead."""

HOUR = 60 * MINUTE


def fill_all(small: SmallRegister) -> None:
    """Put people everywhere that somebody can be; nobody new takes a bed."""
    small.fill(_fill_all)


def _fill_all(small: SmallRegister) -> None:
    fill(small)
    done(small, asked.OpenPrison(prison="REG", code="NTI", name="Northern"))
    others = (IN_COURT, ABSENT, IN_HOSPITAL, AT_LARGE, RELEASED, DEAD)
    done(small, *(record(number) for number in others))
    done(small, *(received(number) for number in others))
    done(
        small,
        court(IN_COURT),
        absence(ABSENT, due_back=small.clock.instant + HOUR),
        hospital(IN_HOSPITAL),
        asked.Escape(prison="WTI", person=AT_LARGE),
        asked.Release(prison="WTI", person=RELEASED, reason="CR"),
        asked.Death(prison="WTI", person=DEAD),
    )
    small.clock.advance(MINUTE)


def court(person: str, **more: Any) -> asked.CourtOut:
    """Ask to take somebody to court."""
    return asked.CourtOut(**{"prison": "WTI", "person": person, "destination": "York", **more})


def absence(person: str, **more: Any) -> asked.AbsenceOut:
    """Ask to let somebody out on temporary absence."""
    right = {"prison": "WTI", "person": person, "destination": "home", "reason": "R3"}
    return asked.AbsenceOut(**{**right, **more})


def hospital(person: str, **more: Any) -> asked.HospitalOut:
    """Ask to take somebody to hospital."""
    right = {"prison": "WTI", "person": person, "destination": "Infirmary", "officers": "Hale"}
    return asked.HospitalOut(**{**right, **more})


class Try(NamedTuple):
    """A verb with somebody of whom it can be recorded, and what it needs besides."""

    make: Callable[..., asked.AboutPerson]
    person: str
    more: dict[str, Any]
    prison: str = "WTI"

    def __call__(self, **more: Any) -> asked.AboutPerson:
        """Give the request, with other fields than usual."""
        return self.make(**{"prison": self.prison, "person": self.person, **self.more, **more})


EVERY: dict[str, Try] = {
    "receive": Try(asked.Receive, OUTSIDE, {"authority": COURT}),
    "recall": Try(asked.Recall, RELEASED, {"authority": COURT}),
    "recapture": Try(asked.Recapture, AT_LARGE, {}),
    "move": Try(asked.Move, ALONE, {"to": "RECP"}),
    "swap": Try(asked.Swap, ALONE, {"other": SUCCESSOR}),
    "elsewhere": Try(asked.Elsewhere, ALONE, {"to": "WORKSHOP"}),
    "back": Try(asked.Back, AT_WORK, {}),
    "court-out": Try(court, ALONE, {}),
    "absence-out": Try(absence, ALONE, {"due_back": 10**16}),
    "hospital-out": Try(hospital, ALONE, {}),
    "transfer-out": Try(asked.TransferOut, SECOND, {"to": "EXI"}),
    "arrive": Try(asked.Arrive, ON_THE_WAY, {}, "EXI"),
    "cancel-transfer": Try(asked.CancelTransfer, ON_THE_WAY, {}),
    "redirect": Try(asked.Redirect, ON_THE_WAY, {"to": "NTI"}),
    "release": Try(asked.Release, SHARING, {"reason": "CR"}),
    "escape": Try(asked.Escape, ALONE, {}),
    "abscond": Try(asked.Abscond, ALONE, {}),
    "fail-to-return": Try(asked.FailToReturn, ABSENT, {}),
    "death": Try(asked.Death, ALONE, {}),
    "remove-body": Try(asked.RemoveBody, DEAD, {}),
    "discharge-hospital": Try(asked.DischargeToHospital, WAITING, {"destination": "Rampton"}),
}
"""Every movement verb of one person, by the ledger's word."""


def refused(small: SmallRegister, *requests: asked.Request) -> list[str]:
    """Give the codes by which an act is refused, sorted; nothing may have changed."""
    before = small.dump()
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Refused), outcome
    assert small.dump() == before
    return sorted(objection.code for objection in outcome.objections)


class Stand(NamedTuple):
    """Where somebody is and how they came there."""

    kind: PlaceKind
    place: str
    bed: str
    verb: str
    reason: str
    book: str
    """Prison in whose book their last movement stands."""


def stand(small: SmallRegister, number: str) -> Stand:
    """Give where somebody is."""
    known = show(small.desk, number)
    with small.store.read() as reader:
        row = reader.one(
            "SELECT e.verb, e.reason, b.code FROM person p"
            " JOIN whereabouts w ON w.person_id = p.id"
            " JOIN entry e ON e.person_id = w.person_id AND e.pseq = w.origin"
            " JOIN establishment b ON b.id = e.establishment_id WHERE p.number = ?",
            (number,),
        )
    assert row is not None
    return Stand(known.kind, known.place, known.bed_cell, *row)


def on_lists(small: SmallRegister, number: str, *figures: str) -> set[str]:
    """Give the prisons and figures of the roll, of those named, that count somebody."""
    return {
        f"{prison} {figure}"
        for prison in ("WTI", "EXI")
        for figure in figures
        if number in {p.number for p in people_behind(small.desk, small.prison(prison), figure)}
    }

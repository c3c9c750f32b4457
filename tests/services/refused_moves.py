"""What stands against movements out, in again and for good: rows for the table of refusals."""

from typing import Any

from tests.registers import COURT, MINUTE, START, SmallRegister
from tests.services.filled import ALONE, ON_THE_WAY, OUTSIDE, THERE, WAITING, done, received, record
from tests.services.moves import absence, court, hospital
from wingterm.domain import requests as asked
from wingterm.domain.requests import Request

AT_COURT, ESCAPED, LET_GO, DIED, BURIED, EXPLAINING = (f"A{n:04d}AA" for n in range(91, 97))
"""Of EXI: at court, at large, released, dead, dead and taken away; in reception at NTI."""

EARLY = START - MINUTE
LATE = START + 10**13


def unusual_people(small: SmallRegister) -> None:
    """Put the people where their names say, and make a prison that wants moves explained."""
    people = (AT_COURT, ESCAPED, LET_GO, DIED, BURIED, EXPLAINING)
    done(small, *(record(number, name="Unusual") for number in people))
    done(small, asked.OpenPrison(prison="REG", code="NTI", name="Northern"))
    done(small, asked.SetPrison(prison="NTI", values=(("explain_moves", "yes"),)))
    done(small, asked.AddPlace(prison="NTI", code="C", kind="WING"))
    done(small, asked.AddPlace(prison="NTI", code="C-1", kind="LANDING"))
    done(
        small,
        asked.AddPlace(prison="NTI", code="C-1-001", kind="CELL", cna=1, working=1, maximum=1),
    )
    done(small, *(received(number, prison="EXI") for number in people[:-1]))
    done(small, received(EXPLAINING, prison="NTI"))
    done(
        small,
        court(AT_COURT, prison="EXI"),
        asked.Escape(prison="EXI", person=ESCAPED),
        asked.Release(prison="EXI", person=LET_GO, reason="CR"),
        asked.Death(prison="EXI", person=DIED),
        asked.Death(prison="EXI", person=BURIED),
    )
    done(small, asked.RemoveBody(prison="EXI", person=BURIED))
    done(
        small,
        asked.AddPlace(prison="WTI", code="A-1-098", kind="CELL", cna=1, working=1, maximum=1),
        asked.TakeOutOfUse(prison="WTI", code="A-1-098", reason="DAMP"),
    )


def receive(person: str = OUTSIDE, authority: str = COURT, **given: Any) -> Request:
    """Ask WTI to receive somebody."""
    return asked.Receive(prison="WTI", person=person, authority=authority, **given)


def recall(person: str = LET_GO, **given: Any) -> Request:
    """Ask WTI to recall somebody."""
    right = {"prison": "WTI", "person": person, "authority": COURT}
    return asked.Recall(**{**right, **given})


def recapture(person: str = ESCAPED, **given: Any) -> Request:
    """Ask WTI to recapture somebody."""
    return asked.Recapture(prison="WTI", person=person, **given)


def release(person: str, reason: str = "CR", **given: Any) -> Request:
    """Ask EXI to release somebody."""
    return asked.Release(prison="EXI", person=person, reason=reason, **given)


def discharge(person: str, destination: str = "Rampton", **given: Any) -> Request:
    """Ask WTI to discharge somebody to hospital."""
    return asked.DischargeToHospital(
        prison="WTI", person=person, destination=destination, **given
    )  # fmt: skip


def send(to: str, **given: Any) -> Request:
    """Ask WTI to transfer somebody."""
    return asked.TransferOut(prison="WTI", person=ALONE, to=to, **given)


def explained(comment: str) -> Request:
    """Ask for a move where it must be explained."""
    return asked.Move(prison="NTI", person=EXPLAINING, to="C-1-001", comment=comment)


ROWS: list[tuple[str, tuple[Request, ...]]] = [
    ("is-out", (release(AT_COURT),)),
    ("is-out", (asked.Elsewhere(prison="EXI", person=AT_COURT, to="WORKSHOP"),)),
    ("is-out", (asked.FailToReturn(prison="EXI", person=AT_COURT),)),
    ("not-inside", (asked.FailToReturn(prison="WTI", person=ALONE),)),
    ("not-inside", (release(LET_GO, without_return=True),)),
    ("not-inside", (court(THERE),)),
    ("not-inside", (asked.Death(prison="WTI", person=ON_THE_WAY),)),
    ("not-inside", (asked.Escape(prison="EXI", person=ON_THE_WAY),)),
    ("not-inside", (asked.RemoveBody(prison="WTI", person=DIED),)),
    ("died", (release(DIED),)),
    ("died", (asked.Back(prison="EXI", person=DIED),)),
    ("died", (asked.Death(prison="EXI", person=DIED),)),
    ("died", (court(DIED, prison="EXI"),)),
    ("died", (receive(BURIED),)),
    ("died", (discharge(BURIED, authority=COURT),)),
    ("not-dead", (asked.RemoveBody(prison="WTI", person=ALONE),)),
    ("not-dead", (asked.RemoveBody(prison="EXI", person=BURIED),)),
    ("escort", (court(ALONE, escort="NOBODY"),)),
    ("escort", (send("EXI", escort="\x00"),)),
    ("out-of-use", (receive(cell="A-1-098"),)),
    ("not-a-recapture", (recapture(reason="N"),)),
    ("not-at-large", (recapture(ALONE),)),
    ("not-at-large", (recapture(BURIED),)),
    ("no-destination", (court(ALONE, destination=" "),)),
    ("no-destination", (send(""),)),
    ("no-destination", (asked.Redirect(prison="WTI", person=ON_THE_WAY, to=""),)),
    ("no-destination", (discharge(WAITING, ""),)),
    ("no-authority", (receive(authority=""),)),
    ("no-authority", (recall(authority=""),)),
    ("no-authority", (discharge(OUTSIDE),)),
    ("not-a-release", (release(THERE, "ESCP"),)),
    ("closed-prison", (send("AKI"),)),
    ("closed-prison", (asked.Redirect(prison="WTI", person=ON_THE_WAY, to="AKI"),)),
    ("not-on-the-way", (asked.Redirect(prison="WTI", person=ALONE, to="NTI"),)),
    ("not-the-sender", (asked.Redirect(prison="NTI", person=ON_THE_WAY, to="WTI"),)),
    ("recall-instead", (receive(LET_GO, reason="L"),)),
    ("not-a-reception", (receive(reason="TRNCRT"),)),
    ("not-a-reception", (receive(reason="RECA"),)),
    ("not-a-recall", (recall(reason="N"),)),
    ("never-released", (recall(OUTSIDE),)),
    ("at-large", (receive(ESCAPED),)),
    ("at-large", (recall(ESCAPED),)),
    ("hold", (receive(hold_until=LATE),)),
    ("hold", (receive(authority="", hold_until=LATE),)),
    ("hold", (receive(authority="", hold_until=EARLY),)),
    ("from-location", (receive(came_from="AKI"),)),
    ("dated", (receive(dated="2026-02-30"),)),
    ("dated", (receive(dated="2099-01-01"),)),
    ("not-explained", (explained(""),)),
    ("not-explained", (explained("aaaaaaaaaa"),)),
    ("video-link", (court(ALONE, reason="VL"),)),
    ("no-due-back", (absence(ALONE),)),
    ("no-officers", (hospital(ALONE, officers=" "),)),
    ("due-back", (court(ALONE, due_back=EARLY),)),
    # Several reasons at once.
    ("due-back escort no-destination reason",
     (court(ALONE, destination="", reason="QQQ", escort="QQQ", due_back=EARLY),)),
    ("before-last no-due-back not-inside", (absence(THERE, at=EARLY),)),
    ("no-destination no-officers reason unknown-person",
     (hospital("A9999ZZ", destination="", officers="", reason="QQQ"),)),
    ("dated no-authority not-outside", (receive(ALONE, "", dated="x"),)),
    ("not-a-recapture not-at-large", (recapture(ALONE, reason="N"),)),
    ("not-a-recall not-outside", (recall(ALONE, reason="N"),)),
    ("before-last is-out not-a-release", (release(AT_COURT, "UAL", at=EARLY),)),
    ("closed-prison escort reason", (send("AKI", reason="QQQ", escort="QQQ"),)),
    ("no-authority no-destination", (discharge(OUTSIDE, ""),)),
]  # fmt: skip
"""What must be said, sorted, and what it is said to."""

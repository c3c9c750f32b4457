"""What each movement does, row by row of the table in domain note 1.4.

Where somebody is and which bed they hold, the reason and the book of the movement, and in which
prison they are counted. Whom no prison counts is nowhere on these lists.
"""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from tests.registers import COURT, SmallRegister
from tests.services.filled import ALONE, ON_THE_WAY, OUTSIDE, WAITING, done
from tests.services.moves import (
    ABSENT,
    AT_LARGE,
    DEAD,
    IN_COURT,
    IN_HOSPITAL,
    RELEASED,
    Stand,
    absence,
    court,
    fill_all,
    hospital,
    on_lists,
    stand,
)
from wingterm.domain import requests as asked
from wingterm.domain.places import PlaceKind
from wingterm.domain.requests import Request
from wingterm.services.people import show

FIGURES = ("population", "beds-in-use", "out", "incoming", "in-today", "out-today", "at-large")
"""Figures of the roll that are asked whether they count somebody."""

K = PlaceKind


class Row(NamedTuple):
    """A movement and what it does."""

    person: str
    acts: tuple[Request, ...]
    """Each an act of its own; the last is the row's."""
    after: Stand
    counted: str
    """Prisons and figures that count them afterwards."""
    new_stay: bool = False


def about(
    kind: Callable[..., Request], person: str, prison: str = "WTI", **more: object
) -> Request:
    """Ask for something about somebody."""
    return kind(prison=prison, person=person, **more)


IN_1, IN_B = ("A-1-001", "A-1-001"), ("B-1-002", "B-1-002")
RECP = ("RECP", "")
GONE = ("OUTSIDE", "")
WTI, EXI = "WTI population", "EXI population"
BED, BED_B = "WTI beds-in-use", "EXI beds-in-use"
CAME, LEFT = "WTI in-today", "WTI out-today"
"""Everybody of WTI but who starts outside was received on the day."""

ROWS: dict[str, Row] = {
    "admission, new booking": Row(
        OUTSIDE, (about(asked.Receive, OUTSIDE, authority=COURT),),
        Stand(K.RECEPTION, *RECP, "receive", "ADM-N", "WTI"), f"{WTI}, {CAME}", new_stay=True,
    ),
    "admission into a cell": Row(
        OUTSIDE,
        (
            about(asked.Move, ALONE, to="RECP"),
            about(asked.Receive, OUTSIDE, authority=COURT, reason="V", cell="A-1-001"),
        ),
        Stand(K.CELL, *IN_1, "receive", "ADM-V", "WTI"), f"{WTI}, {BED}, {CAME}", new_stay=True,
    ),
    "recall": Row(
        RELEASED, (about(asked.Recall, RELEASED, authority=COURT),),
        Stand(K.RECEPTION, *RECP, "recall", "ADM-L", "WTI"), f"{WTI}, {CAME}, {LEFT}",
    ),
    "recapture": Row(
        AT_LARGE, (about(asked.Recapture, AT_LARGE),),
        Stand(K.RECEPTION, *RECP, "recapture", "ADM-RECA", "WTI"), f"{WTI}, {CAME}, {LEFT}",
    ),
    "recapture by another prison": Row(
        AT_LARGE, (about(asked.Recapture, AT_LARGE, "EXI", cell="B-1-002"),),
        Stand(K.CELL, *IN_B, "recapture", "ADM-RECA", "EXI"),
        f"{EXI}, {BED_B}, EXI in-today, {CAME}, {LEFT}",
    ),
    "transfer out": Row(
        ALONE, (about(asked.TransferOut, ALONE, to="EXI"),),
        Stand(K.EN_ROUTE, "EN-ROUTE", "", "transfer-out", "TRN-NOTR", "WTI"),
        f"EXI incoming, {CAME}, {LEFT}",
    ),
    "transfer out of the register": Row(
        ALONE, (about(asked.TransferOut, ALONE, to="LEI"),),
        Stand(K.OUTSIDE, *GONE, "transfer-out", "TRN-NOTR", "WTI"), f"{CAME}, {LEFT}",
    ),
    "transfer in": Row(
        ON_THE_WAY, (about(asked.Arrive, ON_THE_WAY, "EXI", cell="B-1-002"),),
        Stand(K.CELL, *IN_B, "arrive", "ADM-INT", "EXI"),
        f"{EXI}, {BED_B}, EXI in-today, {CAME}, {LEFT}",
    ),
    "transfer turned back": Row(
        ON_THE_WAY, (about(asked.CancelTransfer, ON_THE_WAY),),
        Stand(K.RECEPTION, *RECP, "cancel-transfer", "ADM-INT", "WTI"), f"{WTI}, {CAME}, {LEFT}",
    ),
    "transfer redirected": Row(
        ON_THE_WAY,
        (
            about(asked.CancelTransfer, ON_THE_WAY),
            about(asked.TransferOut, ON_THE_WAY, to="NTI", coach="GX12"),
            about(asked.Redirect, ON_THE_WAY, to="EXI"),
        ),
        Stand(K.EN_ROUTE, "EN-ROUTE", "", "redirect", "TRN-NOTR", "WTI"),
        f"EXI incoming, {CAME}, {LEFT}",
    ),
    "court out, the bed kept": Row(
        ALONE, (court(ALONE),),
        Stand(K.COURT, "COURT", "A-1-001", "court-out", "CRT-CRT", "WTI"),
        f"{BED}, WTI out, {CAME}, {LEFT}",
    ),
    "court out, the bed given up": Row(
        ALONE, (court(ALONE, keep_bed=False),),
        Stand(K.COURT, "COURT", "", "court-out", "CRT-CRT", "WTI"), f"WTI out, {CAME}, {LEFT}",
    ),
    "court return, same prison": Row(
        ALONE, (court(ALONE, reason="TRIAL"), about(asked.Back, ALONE)),
        Stand(K.CELL, *IN_1, "back", "CRT-TRIAL", "WTI"), f"{WTI}, {BED}, {CAME}, {LEFT}",
    ),
    "court return, same prison, the bed given up": Row(
        IN_COURT, (about(asked.Back, IN_COURT),),
        Stand(K.RECEPTION, *RECP, "back", "CRT-CRT", "WTI"), f"{WTI}, {CAME}, {LEFT}",
    ),
    "court return, other prison": Row(
        ALONE, (court(ALONE), about(asked.Arrive, ALONE, "EXI")),
        Stand(K.RECEPTION, *RECP, "arrive", "ADM-TRNCRT", "EXI"),
        f"{EXI}, EXI in-today, {CAME}, {LEFT}",
    ),
    "temporary absence out": Row(
        ALONE, (absence(ALONE, due_back=10**16),),
        Stand(K.ABSENCE, "TAP", "A-1-001", "absence-out", "TAP-R3", "WTI"),
        f"{BED}, WTI out, {CAME}, {LEFT}",
    ),
    "temporary absence return, same prison": Row(
        ALONE, (absence(ALONE, due_back=10**16), about(asked.Back, ALONE)),
        Stand(K.CELL, *IN_1, "back", "TAP-R3", "WTI"), f"{WTI}, {BED}, {CAME}, {LEFT}",
    ),
    "temporary absence return, other prison": Row(
        ABSENT, (about(asked.Arrive, ABSENT, "EXI", cell="B-1-002"),),
        Stand(K.CELL, *IN_B, "arrive", "ADM-TRNTAP", "EXI"),
        f"{EXI}, {BED_B}, EXI in-today, {CAME}, {LEFT}",
    ),
    "hospital under a bed watch": Row(
        ALONE, (hospital(ALONE),),
        Stand(K.HOSPITAL, "HOSPITAL", "A-1-001", "hospital-out", "TAP-C6", "WTI"),
        f"{BED}, WTI out, {CAME}, {LEFT}",
    ),
    "release": Row(
        ALONE, (about(asked.Release, ALONE, reason="CR"),),
        Stand(K.OUTSIDE, *GONE, "release", "REL-CR", "WTI"), f"{CAME}, {LEFT}",
    ),
    "release at court": Row(
        ALONE, (court(ALONE), about(asked.Release, ALONE, reason="NG", without_return=True)),
        Stand(K.OUTSIDE, *GONE, "release", "REL-NG", "WTI"), f"{CAME}, {LEFT}",
    ),
    "escape": Row(
        ALONE, (about(asked.Escape, ALONE),),
        Stand(K.AT_LARGE, "AT-LARGE", "", "escape", "REL-ESCP", "WTI"),
        f"WTI at-large, {CAME}, {LEFT}",
    ),
    "escape from the coach": Row(
        ON_THE_WAY,
        (about(asked.Escape, ON_THE_WAY),),
        Stand(K.AT_LARGE, "AT-LARGE", "", "escape", "REL-ESCP", "WTI"),
        f"WTI at-large, {CAME}, {LEFT}",
    ),
    "abscond": Row(
        ALONE, (about(asked.Abscond, ALONE),),
        Stand(K.AT_LARGE, "AT-LARGE", "", "abscond", "REL-UAL", "WTI"),
        f"WTI at-large, {CAME}, {LEFT}",
    ),
    "failure to return": Row(
        ABSENT, (about(asked.FailToReturn, ABSENT),),
        Stand(K.AT_LARGE, "AT-LARGE", "", "fail-to-return", "REL-UAL", "WTI"),
        f"WTI at-large, {CAME}, {LEFT}",
    ),
    "death": Row(
        ALONE, (about(asked.Death, ALONE),),
        Stand(K.CELL, *IN_1, "death", "REL-DEC", "WTI"), f"{WTI}, {BED}, {CAME}",
    ),
    "the body removed": Row(
        DEAD, (about(asked.RemoveBody, DEAD),),
        Stand(K.OUTSIDE, *GONE, "remove-body", "REL-DEC", "WTI"), f"{CAME}, {LEFT}",
    ),
    "discharge to hospital": Row(
        WAITING, (about(asked.DischargeToHospital, WAITING, destination="Rampton"),),
        Stand(K.OUTSIDE, *GONE, "discharge-hospital", "REL-HP", "WTI"), f"{CAME}, {LEFT}",
    ),
    "discharge from a bed watch": Row(
        IN_HOSPITAL, (about(asked.DischargeToHospital, IN_HOSPITAL, destination="Rampton"),),
        Stand(K.OUTSIDE, *GONE, "discharge-hospital", "REL-HP", "WTI"), f"{CAME}, {LEFT}",
    ),
    "discharge to hospital of somebody in no prison": Row(
        OUTSIDE,
        (about(asked.DischargeToHospital, OUTSIDE, destination="Rampton", authority=COURT),),
        Stand(K.OUTSIDE, *GONE, "discharge-hospital", "REL-HP", "WTI"), f"{CAME}, {LEFT}",
        new_stay=True,
    ),
    "cell move": Row(
        ALONE, (about(asked.Move, WAITING, to="CSWAP"), about(asked.Move, ALONE, to="RECP")),
        Stand(K.RECEPTION, *RECP, "move", "CELL-GM", "WTI"), f"{WTI}, {CAME}",
    ),
    "out of a cell into none": Row(
        ALONE, (about(asked.Move, ALONE, to="CSWAP"),),
        Stand(K.NO_CELL, "CSWAP", "", "move", "CELL-ADM", "WTI"), f"{WTI}, {CAME}",
    ),
}  # fmt: skip
"""The rows of the table, and what wingterm tells apart besides."""


def stays(small: SmallRegister, number: str) -> int:
    """Give how many stays in custody somebody has had: each began by a reception."""
    lines = show(small.desk, number).history
    return sum(line.verb == "receive" and not line.corrected for line in lines)


@pytest.mark.parametrize("row", ROWS)
def test_what_a_movement_does(small: SmallRegister, row: str) -> None:
    fill_all(small)
    person, acts, after, counted, new_stay = ROWS[row]
    stays_before = stays(small, person)
    for act in acts:
        done(small, act)
    assert stand(small, person) == after
    assert on_lists(small, person, *FIGURES) == set(counted.split(", "))
    assert stays(small, person) == stays_before + new_stay
    assert small.violations() == []

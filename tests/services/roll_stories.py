"""Difficult days, told act by act with the roll that follows (domain notes 2.2 to 2.6)."""

from dataclasses import dataclass, field, replace
from typing import Any

from tests.registers import MINUTE, SmallRegister
from tests.services.days import OVER, Day, at
from wingterm.domain import requests as asked
from wingterm.domain.requests import AboutPerson
from wingterm.domain.roll_records import Headline

ADA, BEN = "A0001AA", "A0002AA"
HOUR = 60 * MINUTE

Row = tuple[int, ...]
"""Unlock roll, population, in today, out today; reception, no cell, elsewhere; out, overnights,
overdue; incoming, at large, on the roll."""


def row(head: Headline) -> Row:
    """Give a headline as a row of the tables below."""
    return (
        head.unlock_roll, head.population, head.in_today, head.out_today,
        head.in_reception, head.no_cell, head.elsewhere,
        head.out, head.overnights, head.overdue,
        head.incoming, head.at_large, head.on_roll,
    )  # fmt: skip


@dataclass(frozen=True)
class Story:
    """What is recorded when, and the roll that follows, by prison and time."""

    acts: tuple[tuple[str, AboutPerson], ...]
    rolls: dict[str, dict[str, Row]] = field(default_factory=dict)


def ada(request: type[AboutPerson], prison: str = "WTI", **more: Any) -> AboutPerson:
    """Ask for something about Ada."""
    return request(prison=prison, person=ADA, acknowledged=OVER, **more)


def received(cell: str = "A-1-001", prison: str = "WTI") -> AboutPerson:
    """Ask to receive Ada."""
    return ada(asked.Receive, prison, cell=cell, authority="Leeds Crown Court")


COURT = {"destination": "Leeds Crown Court"}
WARD = {"destination": "St James's", "officers": "Two officers"}

STORIES = {
    "at court and released there": Story(
        (
            ("02 10:00", received()),
            ("03 08:00", ada(asked.CourtOut, **COURT)),
            ("03 12:00", ada(asked.Release, reason="NCS", without_return=True)),
        ),
        {"WTI": {
            "02 09:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            "02 10:00": (0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
            "03 00:00": (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
            "03 08:00": (1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1),
            # Two movements, one crossing: no double out to be taken off (note 2.3).
            "03 12:00": (1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            "04 00:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        }},
    ),
    "out twice without coming back between": Story(
        (
            ("02 10:00", received()),
            ("03 08:00", ada(asked.CourtOut, **COURT)),
            ("03 11:00", ada(asked.HospitalOut, **WARD)),
            ("03 16:00", ada(asked.Back)),
        ),
        {"WTI": {
            "03 00:00": (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
            "03 08:00": (1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1),
            "03 11:00": (1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1),
            "03 16:00": (1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1),
            "04 00:00": (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
        }},
    ),
    "back and out again, the bed given up": Story(
        (
            ("02 10:00", received()),
            ("03 08:00", ada(asked.CourtOut, **COURT, keep_bed=False)),
            ("03 12:00", ada(asked.Back)),
            ("03 14:00", ada(asked.CourtOut, **COURT)),
            ("03 18:00", ada(asked.Back)),
        ),
        {"WTI": {
            "03 00:00": (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
            "03 08:00": (1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1),
            "03 12:00": (1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1),
            "03 14:00": (1, 0, 1, 2, 0, 0, 0, 1, 0, 0, 0, 0, 1),
            "03 18:00": (1, 1, 2, 2, 1, 0, 0, 0, 0, 0, 0, 0, 1),
        }},
    ),
    "overnight at court, released from there the next day": Story(
        (
            ("02 10:00", received()),
            ("02 14:00", ada(asked.CourtOut, **COURT)),
            ("03 11:00", ada(asked.Release, reason="NG", without_return=True)),
        ),
        {"WTI": {
            "02 14:00": (0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1),
            "03 00:00": (0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1),
            # Not in the population at midnight, so no movement out today (note 2.6, 2).
            "03 11:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        }},
    ),
    "hospital over midnight, on to court, back, out again": Story(
        (
            ("02 10:00", received()),
            ("02 20:00", ada(asked.HospitalOut, **WARD)),
            ("03 08:00", ada(asked.CourtOut, **COURT)),
            ("03 13:00", ada(asked.Back)),
            ("03 15:00", ada(asked.HospitalOut, **WARD)),
        ),
        {"WTI": {
            "02 20:00": (0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1),
            "03 00:00": (0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1),
            # Elsewhere, but out since yesterday all the same.
            "03 08:00": (0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1),
            "03 13:00": (0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
            "03 15:00": (0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1),
            "04 00:00": (0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1),
        }},
    ),
    "arrival and transfer out on one day": Story(
        (
            ("02 10:00", received("", "EXI")),
            ("03 07:00", ada(asked.TransferOut, "EXI", to="WTI")),
            ("03 09:00", ada(asked.Arrive)),
            ("03 15:00", ada(asked.TransferOut, to="EXI")),
            ("03 17:00", ada(asked.Arrive, "EXI")),
        ),
        {
            "WTI": {
                "03 00:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                "03 07:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0),
                "03 09:00": (0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1),
                "03 15:00": (0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                "04 00:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            },
            "EXI": {
                "03 00:00": (1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1),
                "03 07:00": (1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                "03 15:00": (1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0),
                "03 17:00": (1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1),
                "04 00:00": (1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1),
            },
        },
    ),
    "in transit over midnight": Story(
        (
            ("02 10:00", received()),
            ("02 23:50", ada(asked.TransferOut, to="EXI")),
            ("03 00:40", ada(asked.Arrive, "EXI")),
        ),
        {
            "WTI": {
                "02 23:50": (0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                "03 00:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                "03 00:40": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            },
            "EXI": {
                # On the way, whenever they left (note 2.6, 3).
                "02 23:50": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0),
                "03 00:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0),
                "03 00:40": (0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1),
            },
        },
    ),
    "turned back over midnight": Story(
        (
            ("02 10:00", received()),
            ("02 23:50", ada(asked.TransferOut, to="EXI")),
            ("03 00:40", ada(asked.CancelTransfer)),
        ),
        {
            "WTI": {
                "02 23:50": (0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                "03 00:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                "03 00:40": (0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1),
            },
            "EXI": {
                "03 00:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0),
                "03 00:40": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            },
        },
    ),
    "from court into another prison": Story(
        (
            ("02 10:00", received()),
            ("03 08:00", ada(asked.CourtOut, **COURT)),
            ("03 15:00", ada(asked.Arrive, "EXI")),
        ),
        {
            "WTI": {
                "03 08:00": (1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1),
                "03 15:00": (1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            },
            "EXI": {
                "03 08:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                "03 15:00": (0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1),
            },
        },
    ),
    "escape, 24 hours, recapture": Story(
        (
            ("02 10:00", received()),
            ("03 09:00", ada(asked.Escape)),
            ("04 12:00", ada(asked.Recapture, cell="A-1-001")),
        ),
        {"WTI": {
            "03 00:00": (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
            "03 09:00": (1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1),
            "04 00:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1),
            # Off the roll after 24 hours (practice note 2.1), still at large.
            "04 09:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0),
            "04 12:00": (0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
        }},
    ),
    "escape from court, recaptured into another prison": Story(
        (
            ("02 10:00", received()),
            ("03 09:00", ada(asked.CourtOut, **COURT)),
            ("03 11:00", ada(asked.Escape)),
            ("03 20:00", ada(asked.Recapture, "EXI")),
        ),
        {
            "WTI": {
                "03 09:00": (1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1),
                "03 11:00": (1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1),
                "03 20:00": (1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            },
            "EXI": {
                "03 11:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                "03 20:00": (0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1),
            },
        },
    ),
    "death, and removal of the body": Story(
        (
            ("02 10:00", received()),
            ("03 05:00", ada(asked.Death)),
            ("03 14:00", ada(asked.RemoveBody)),
        ),
        {"WTI": {
            "03 05:00": (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
            "03 14:00": (1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        }},
    ),
    "death at hospital": Story(
        (
            ("02 10:00", received()),
            ("02 22:00", ada(asked.HospitalOut, **WARD)),
            ("03 05:00", ada(asked.Death)),
            ("03 14:00", ada(asked.RemoveBody)),
        ),
        {"WTI": {
            "03 00:00": (0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1),
            # On the roll until the body is removed, but not due to return.
            "03 05:00": (0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1),
            "03 14:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        }},
    ),
    "taken out of a cell, none given; at work; a cell again": Story(
        (
            ("02 10:00", received()),
            ("03 10:00", ada(asked.Move, to="CSWAP")),
            ("03 11:00", ada(asked.Elsewhere, to="WORKSHOP")),
            ("03 12:00", ada(asked.Move, to="A-1-003")),
            ("03 13:00", ada(asked.Back)),
        ),
        {"WTI": {
            "03 00:00": (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
            # In "no cell allocated" alone, not in reception too (note 2.5, newer).
            "03 10:00": (1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1),
            "03 11:00": (1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1),
            "03 13:00": (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
        }},
    ),
    "temporary absence, overdue, failed to return": Story(
        (
            ("02 10:00", received()),
            ("03 08:00", ada(asked.AbsenceOut, **COURT, reason="C3", due_back=at("03 16:00"))),
            ("04 09:00", ada(asked.FailToReturn)),
        ),
        {"WTI": {
            "03 08:00": (1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1),
            "03 16:00": (1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1),
            "03 16:01": (1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1),
            "04 00:00": (0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1),
            "04 09:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1),
        }},
    ),
    "temporary absence of seven days": Story(
        (
            ("02 10:00", received()),
            ("03 08:00", ada(asked.AbsenceOut, **COURT, reason="C3", due_back=at("10 08:00"))),
            ("04 08:00", ada(asked.Back)),
        ),
        {"WTI": {
            "03 08:00": (1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0),
            "04 00:00": (0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0),
            "04 08:00": (0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
        }},
    ),
    "a release entered late, of before midnight": Story(
        (
            ("02 10:00", received()),
            ("03 09:00", replace(
                ada(asked.Release, reason="CR"), at=at("02 22:00")
            )),
        ),
        {"WTI": {
            "02 10:00": (0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
            "02 22:00": (0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            "03 00:00": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        }},
    ),
}  # fmt: skip


def tell(small: SmallRegister, story: Story) -> Day:
    """Tell a story; the clock stands at its end, two days after the last act."""
    day = Day(small)
    day.person("02 09:00", ADA)
    for when, request in story.acts:
        day.do(when, request)
    small.clock.instant = at("06 12:00")
    return day

"""Who is on the roll and who is not, as a roll check sees it: each row of practice note 2.1.

Each row with the settings of the default table, and with its setting the other way.
"""

from typing import NamedTuple

import pytest

from tests.registers import COURT, MINUTE, START, SmallRegister
from tests.services.check_prison import HOUR, Checked, number, prepare
from tests.services.moves import absence, court, hospital
from wingterm.domain import requests as asked
from wingterm.domain.requests import Request

DAY = 24 * HOUR
HAPPENED = START + DAY
ONE = number(1)
"""Of wing A, with a bed in A-1-011."""


class Seen(NamedTuple):
    """How a check sees somebody."""

    inside: bool
    """Whether they are expected in a unit."""
    outside: str = ""
    """Where they are by name, of those on the roll who are not inside; empty: not named."""
    off_roll: bool = False
    """Whether they are inside and not on the roll."""


IN = Seen(inside=True)
GONE = Seen(inside=False)


def out(words: str) -> Seen:
    """Give how somebody is seen who is on the roll and not inside."""
    return Seen(inside=False, outside=words)


class Row(NamedTuple):
    """A situation of the table."""

    acts: tuple[Request, ...]
    """What happened, a minute apart, the first of it at `HAPPENED`."""
    hours: int
    """How long ago it was when the check is opened."""
    usual: Seen
    setting: tuple[str, str] | None = None
    otherwise: Seen | None = None
    """How they are seen with the setting."""


DEATH = asked.Death(prison="WTI", person=ONE)
REMOVED = asked.RemoveBody(prison="WTI", person=ONE)
LET_GO_THERE = asked.Release(prison="WTI", person=ONE, reason="CR", without_return=True)
"""Released at court, where the remand warrant ended."""
ESCAPE = asked.Escape(prison="WTI", person=ONE)
SENT = asked.TransferOut(prison="WTI", person=ONE, to="EXI")
SENT_AWAY = asked.TransferOut(prison="WTI", person=ONE, to="PVI")
BED = "bed in A-1-011"
AT_COURT, AT_HOSPITAL, ABSENT = (
    out(f"{where}, {BED}") for where in ("At court", "At hospital", "On temporary absence")
)
COURT_OFF, LARGE_0, LARGE_48 = (
    ("court_on_roll", "no"),
    ("at_large_on_roll_hours", "0"),
    ("at_large_on_roll_hours", "48"),
)
ON_THE_WAY = ("en_route_on_roll", "yes")

TABLE: dict[str, Row] = {
    "at hospital under escort": Row(
        (hospital(ONE),), 1, AT_HOSPITAL, ("hospital_on_roll", "no"), GONE
    ),
    "at court": Row((court(ONE),), 1, AT_COURT, COURT_OFF, GONE),
    "in court cells overnight": Row(
        (court(ONE, due_back=HAPPENED + 20 * HOUR),), 15, AT_COURT, COURT_OFF, GONE
    ),
    "at court without a bed kept": Row(
        (court(ONE, keep_bed=False),), 1, out("At court, no bed kept"), COURT_OFF, GONE
    ),
    "released for under 7 days": Row(
        (absence(ONE, due_back=HAPPENED + 6 * DAY),), 1, ABSENT,
        ("absence_on_roll_days", "3"), GONE,
    ),
    "released for 7 days": Row(
        (absence(ONE, due_back=HAPPENED + 7 * DAY),), 1, GONE,
        ("absence_on_roll_days", "30"), ABSENT,
    ),
    "released for a day, and gone for 7": Row(
        (absence(ONE, due_back=HAPPENED + DAY),), 7 * 24, GONE,
        ("absence_on_roll_days", "8"), ABSENT,
    ),
    "warrant ended at court": Row((court(ONE), LET_GO_THERE), 1, GONE, COURT_OFF, GONE),
    "died, not removed yet": Row(
        (DEATH,), 1, IN, ("dead_on_roll", "no"), Seen(inside=True, off_roll=True)
    ),
    "died at hospital, not removed yet": Row(
        (hospital(ONE), DEATH), 1, out(f"At hospital, {BED} (died)"), ("dead_on_roll", "no"), GONE
    ),
    "body removed": Row((DEATH, REMOVED), 1, GONE, ("dead_on_roll", "no"), GONE),
    "escaped under 24 hours ago": Row((ESCAPE,), 23, out("At large"), LARGE_0, GONE),
    "escaped 24 hours ago": Row((ESCAPE,), 24, GONE, LARGE_48, out("At large")),
    "recaptured here": Row(
        (ESCAPE, asked.Recapture(prison="WTI", person=ONE)), 1, IN, LARGE_0, IN
    ),
    "recaptured and held elsewhere": Row(
        (ESCAPE, asked.Recapture(prison="EXI", person=ONE)), 1, GONE, LARGE_48, GONE
    ),
    "on the way to another prison": Row(
        (SENT,), 1, GONE, ON_THE_WAY, out("On the way")
    ),
    "handed over to another prison": Row(
        (SENT, asked.Arrive(prison="EXI", person=ONE)), 1, GONE, ON_THE_WAY, GONE
    ),
    "on the way outside the register": Row((SENT_AWAY,), 1, GONE, ON_THE_WAY, GONE),
    "discharged to a psychiatric hospital": Row(
        (
            asked.DischargeToHospital(prison="WTI", person=ONE, destination="Rampton"),
        ), 1, GONE, ("hospital_on_roll", "no"), GONE,
    ),
    "released": Row(
        (asked.Release(prison="WTI", person=ONE, reason="CR"),), 1, GONE
    ),
    "recalled": Row(
        (
            asked.Release(prison="WTI", person=ONE, reason="CR"),
            asked.Recall(prison="WTI", person=ONE, authority=COURT),
        ), 1, IN,
    ),
}  # fmt: skip


def opened_after(small: SmallRegister, row: Row, settings: tuple[tuple[str, str], ...]) -> Checked:
    """Let it happen in a prison of ten people, and open a check so many hours later."""
    checked = prepare(small)
    if settings:
        checked.do(asked.SetPrison(prison="WTI", values=settings))
    small.clock.instant = HAPPENED - MINUTE
    for act in row.acts:
        checked.do(act)
    small.clock.instant += row.hours * HOUR - MINUTE
    checked.open()
    return checked


def seen(checked: Checked) -> Seen:
    """Give how the check sees them; the sums must be right whatever that is."""
    sheet = checked.sheet()
    present = {one.number for unit in sheet.units for one in checked.unit(None, unit.code).present}
    outside = {line.number: line.where for line in sheet.outside}
    assert sheet.expected == len(present) == 9 + (ONE in present)
    assert sheet.roll == sheet.expected + len(sheet.outside) - sheet.off_roll
    assert set(outside) <= {ONE}
    return Seen(ONE in present, outside.get(ONE, ""), bool(sheet.off_roll))


@pytest.mark.parametrize("name", TABLE)
def test_a_row_of_the_table(small_file: SmallRegister, name: str) -> None:
    row = TABLE[name]
    assert seen(opened_after(small_file, row, ())) == row.usual


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.setting])
def test_a_row_of_the_table_with_its_setting_the_other_way(
    small_file: SmallRegister, name: str
) -> None:
    row = TABLE[name]
    assert row.setting is not None
    assert seen(opened_after(small_file, row, (row.setting,))) == row.otherwise


def test_a_setting_counts_as_it_was_when_the_check_was_opened(small: SmallRegister) -> None:
    checked = opened_after(small, TABLE["at court"], ())
    before = checked.sheet()
    checked.do(asked.SetPrison(prison="WTI", values=(("court_on_roll", "no"),)))
    after = checked.sheet()
    assert after.roll == before.roll == 10
    assert after.outside == before.outside
    assert checked.open("night") == 2
    assert checked.sheet(2).roll == 9
    assert checked.sheet(2).outside == ()

"""The on-roll / off-roll table of practice note 2.1: a test for every row, and for its settings."""

import pytest

from wingterm.domain.on_roll import on_roll
from wingterm.domain.places import INSIDE, PlaceKind
from wingterm.domain.prison_settings import PrisonSettings

HOUR = 3600 * 1_000_000
DAY = 24 * HOUR
SINCE = 1000 * DAY
DEFAULTS = PrisonSettings()
NEVER = PrisonSettings(
    hospital_on_roll=False, court_on_roll=False, absence_on_roll_days=0, at_large_on_roll_hours=0,
    dead_on_roll=False, en_route_on_roll=True,
)  # fmt: skip
"""Every entry of the table the other way."""


def asked(
    kind: PlaceKind,
    verb: str,
    *,
    after: int = HOUR,
    due: int | None = None,
    settings: PrisonSettings = DEFAULTS,
) -> bool:
    """Ask about somebody `after` they came there, due back at `SINCE + due`."""
    due_back = None if due is None else SINCE + due
    return on_roll(kind, verb, SINCE, due_back, SINCE + after, settings)


ROWS = [
    # Situation of the table; kind, verb; after how long; granted for; on the roll by default
    ("at hospital under escort", PlaceKind.HOSPITAL, "hospital-out", 90 * DAY, None, True),
    ("at court under escort", PlaceKind.COURT, "court-out", HOUR, None, True),
    ("held in court cells overnight", PlaceKind.COURT, "court-out", 2 * DAY, DAY, True),
    ("temporary release under 7 days", PlaceKind.ABSENCE, "absence-out", DAY, 6 * DAY, True),
    ("granted a minute less", PlaceKind.ABSENCE, "absence-out", 0, 7 * DAY - 1, True),
    ("temporary release of 7 days", PlaceKind.ABSENCE, "absence-out", 0, 7 * DAY, False),
    ("gone for 7 days, granted 2", PlaceKind.ABSENCE, "absence-out", 7 * DAY, 2 * DAY, False),
    ("warrant ended at court", PlaceKind.OUTSIDE, "release", HOUR, None, False),
    ("died, body in the prison", PlaceKind.CELL, "death", DAY, None, True),
    ("died, body at hospital", PlaceKind.HOSPITAL, "death", DAY, None, True),
    ("body removed", PlaceKind.OUTSIDE, "remove-body", 0, None, False),
    ("at large for less than 24 h", PlaceKind.AT_LARGE, "escape", 24 * HOUR - 1, None, True),
    ("still at large after 24 h", PlaceKind.AT_LARGE, "escape", 24 * HOUR, None, False),
    ("left on transfer", PlaceKind.EN_ROUTE, "transfer-out", 0, None, False),
    ("transferred out of the register", PlaceKind.OUTSIDE, "transfer-out", 0, None, False),
    ("psychiatric hospital", PlaceKind.OUTSIDE, "discharge-hospital", 0, None, False),
]


@pytest.mark.parametrize(
    ("kind", "verb", "after", "due", "on"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS]
)
def test_each_row_of_the_table(
    kind: PlaceKind, verb: str, after: int, due: int | None, *, on: bool
) -> None:
    assert asked(kind, verb, after=after, due=due) is on


def test_recaptured_and_held_here_is_inside() -> None:
    for kind in INSIDE:
        assert asked(kind, "recapture", after=1000 * DAY)
        assert asked(kind, "receive", settings=NEVER)


@pytest.mark.parametrize(
    ("kind", "verb", "after"),
    [
        (PlaceKind.HOSPITAL, "hospital-out", HOUR),
        (PlaceKind.COURT, "court-out", HOUR),
        (PlaceKind.ABSENCE, "absence-out", HOUR),
        (PlaceKind.AT_LARGE, "abscond", HOUR),
        (PlaceKind.CELL, "death", HOUR),
        (PlaceKind.EN_ROUTE, "transfer-out", HOUR),
    ],
)
def test_every_entry_is_a_setting(kind: PlaceKind, verb: str, after: int) -> None:
    assert asked(kind, verb, after=after) is not asked(kind, verb, after=after, settings=NEVER)


def test_the_limits_are_settings() -> None:
    longer = PrisonSettings(absence_on_roll_days=10, at_large_on_roll_hours=48)
    assert asked(PlaceKind.ABSENCE, "absence-out", due=9 * DAY, settings=longer)
    assert not asked(PlaceKind.ABSENCE, "absence-out", due=10 * DAY, settings=longer)
    assert asked(PlaceKind.AT_LARGE, "escape", after=47 * HOUR, settings=longer)
    assert not asked(PlaceKind.AT_LARGE, "escape", after=48 * HOUR, settings=longer)

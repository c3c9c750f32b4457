"""Roll checks over days as a picture: letters that say without colour how each one went."""

import os
from pathlib import Path

import pytest

from tests.registers import MINUTE
from tests.services.days import at
from wingterm.domain.checks.due import DueState
from wingterm.domain.checks.kinds import CheckKind
from wingterm.domain.checks.record import CheckState
from wingterm.services.checks.enquiry import CheckLine, DueLine
from wingterm.services.pictures.check_days import LEGEND, SHORT, check_chart

GOLDEN = Path(__file__).parents[1] / "golden" / "check_days.txt"
WRITE = os.environ.get("WINGTERM_GOLDEN") == "write"
LONDON = "Europe/London"
HOUR = 60 * MINUTE


def line(
    when: str,
    kind: CheckKind,
    state: CheckState = CheckState.CORRECT,
    took: int | None = None,
    differed: int = 0,
    late: int = 0,
) -> CheckLine:
    """Give a check of a prison of ten people in two units."""
    opened, ended = at(when), None if took is None else at(when) + took
    return CheckLine(
        id=1, kind=kind, opened_as=kind, as_of=opened, opened_at=opened, opened_by="Alex Wing",
        in_charge="Alex Wing", state=state, overdue=False, units=2, counted_units=2,
        differed_units=differed, differing_units=0, recounts=differed, expected=10, counted=10,
        roll=10, took=took, ended_by="", ended_at=ended, late=late, now=at("09 12:00"),
    )  # fmt: skip


def due(when: str, kind: CheckKind, state: DueState) -> DueLine:
    """Give a time at which a check is due."""
    return DueLine(kind, at(when), state, None, None, at(when) + 30 * MINUTE)


UNLOCK, LOCK_UP, NIGHT = CheckKind.UNLOCK, CheckKind.LOCK_UP, CheckKind.NIGHT
LINES = (
    line("09 07:44", UNLOCK, CheckState.DIFFERS, differed=1),
    line("08 17:31", LOCK_UP, took=65 * MINUTE, differed=2, late=3),
    line("08 07:45", UNLOCK, took=18 * MINUTE),
    *(line(f"07 {22 - hour:02d}:10", NIGHT, took=(4 + hour) * MINUTE) for hour in range(6)),
    line("07 12:10", CheckKind.EMERGENCY, took=101 * HOUR, late=1),
    line("06 12:10", CheckKind.EMERGENCY, CheckState.ABANDONED, late=1),
    line("06 07:44", UNLOCK, took=MINUTE // 2),
)
DUES = (
    due("06 07:45", UNLOCK, DueState.OPENED),
    due("06 17:30", LOCK_UP, DueState.MISSED),
    due("07 07:45", UNLOCK, DueState.MISSED),
    due("09 12:15", CheckKind.MIDDAY, DueState.DUE),
)


def test_a_picture_of_four_days() -> None:
    """`WINGTERM_GOLDEN=write` writes what is kept anew."""
    drawn = check_chart(LINES, DUES, 80, LONDON)
    text = "\n".join(drawn) + "\n"
    if WRITE:
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
    assert text.isascii()


@pytest.mark.parametrize("width", [40, 60, 79, 80, 132, 200])
def test_it_fits_and_uses_the_room_that_there_is(width: int) -> None:
    drawn = check_chart(LINES, DUES, width, LONDON)
    days = [row[:3] for row in drawn]
    rows = drawn[days.index("Sat") : days.index("Fri")]
    # Eight on Saturday: six night patrols, an emergency, and an unlock that was missed.
    assert len(rows) == -(-8 // ((width - 10) // 17))
    assert all(len(row) <= max(width, 76) for row in drawn)
    assert all(len(row) <= width for row in rows)


def test_letters_and_kinds_are_told_apart_without_colour() -> None:
    assert len({*LEGEND}) == len(LEGEND)
    assert len({*SHORT.values()}) == len(SHORT) == len(CheckKind)


def test_times_are_local() -> None:
    summer = line("30 06:45", UNLOCK, took=MINUTE)
    drawn = check_chart([summer], [], 80, LONDON)
    assert "Mon 30 Mar C  UN 07:45 1m" in drawn


def test_nothing_at_all_is_said_in_words() -> None:
    assert check_chart([], [], 80, LONDON) == ("No roll check was opened or due in this time.",)

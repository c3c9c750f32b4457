"""The roll over days is what `roll --as-of` says of each of them; charts say where they begin."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.demos import copy_to, kept_demo, opened_at
from tests.registers import MINUTE, SmallRegister
from tests.services.filled import done, received, record
from tests.thorough import THOROUGH
from wingterm.clock import FixedClock
from wingterm.domain import requests as asked
from wingterm.domain.times import midnight_of, to_instant
from wingterm.errors import BadInput, NotFound
from wingterm.services.pictures.charts import day_chart, occupancy_chart
from wingterm.services.pictures.roll_days import roll_days
from wingterm.services.prisons import prisons
from wingterm.services.roll import roll
from wingterm.settings import Settings

ONE, TWO, THREE = (f"A{n:04d}AA" for n in range(1, 4))
HOUR = 60 * MINUTE
DAY = 24 * HOUR
NOW = to_instant(datetime(2026, 3, 31, 10, 30, tzinfo=UTC))


@pytest.fixture
def week(small: SmallRegister) -> SmallRegister:
    """Days with movements, a late entry, a correction, one at midnight, and other capacities."""
    done(small, record(ONE), record(TWO), record(THREE))
    done(small, received(ONE, "A-1-001"), received(TWO, "A-1-002"))
    small.clock.advance(DAY)
    done(small, asked.CourtOut(prison="WTI", person=ONE, destination="Leeds Crown Court"))
    midnight = midnight_of(date(2026, 3, 4), "Europe/London")
    small.clock.advance(DAY)
    # Both were recorded days after they happened, one at 00:00 itself.
    done(small, asked.Back(prison="WTI", person=ONE, at=midnight))
    done(small, asked.Release(prison="WTI", person=TWO, reason="CR", at=small.clock() - 20 * HOUR))
    small.clock.advance(DAY)
    done(small, asked.Correct(prison="WTI", person=TWO, why="somebody else was let go"))
    done(small, asked.SetCapacity(prison="WTI", code="A-1-003", cna=2, working=3, maximum=3))
    done(small, asked.SignCapacity(prison="WTI", signed=5))
    small.clock.advance(DAY)
    done(small, received(THREE))
    done(small, asked.TakeOutOfUse(prison="WTI", code="A-1-003", reason="DAMAGED"))
    small.clock.advance(DAY + HOUR)
    return small


def test_every_day_is_what_the_roll_of_that_day_says(week: SmallRegister) -> None:
    prison = week.prison("WTI")
    found = roll_days(week.desk, prison, 30)
    assert len(found.days) == 30
    for day in found.days:
        sheet = roll(week.desk, prison, as_of=midnight_of(day.day, prison.timezone))
        assert day.population == sheet.headline.unlock_roll
        assert (day.cna, day.working) == (sheet.totals.cna, sheet.totals.working)
        assert day.signed == sheet.headline.signed
    assert {day.population for day in found.days} == {0, 1, 2, 3}, "the days are not all alike"
    assert len({(day.cna, day.working, day.signed) for day in found.days}) == 4


def test_a_wing_has_those_inside_who_hold_a_bed_there(week: SmallRegister) -> None:
    prison = week.prison("WTI")
    found = roll_days(week.desk, prison, 5, "a")
    for day in found.days:
        before = midnight_of(day.day, prison.timezone) - 1
        row = roll(week.desk, prison, as_of=before).rows[0]
        assert row.code == "A"
        assert day.population == row.in_cell + row.elsewhere
    assert found.days[0].population < roll_days(week.desk, prison, 1).days[0].population


def test_a_wing_whose_name_begins_like_another_is_another(week: SmallRegister) -> None:
    done(
        week,
        asked.AddPlace(prison="WTI", code="AB", kind="WING"),
        asked.AddPlace(prison="WTI", code="AB-1", kind="LANDING"),
        asked.AddPlace(prison="WTI", code="AB-1-001", kind="CELL", cna=1, working=1, maximum=1),
        asked.Move(prison="WTI", person=THREE, to="AB-1-001"),
    )
    week.clock.advance(DAY)
    prison = week.prison("WTI")
    today = {w: roll_days(week.desk, prison, 1, w).days[0].population for w in ("", "A", "AB")}
    assert today[""] == today["A"] + today["AB"]
    assert today["AB"] == 1


def test_what_changes_at_midnight_counts_for_the_day_that_begins(week: SmallRegister) -> None:
    week.clock.advance(3 * DAY)
    prison, ninth = week.prison("WTI"), date(2026, 3, 9)
    done(week, asked.SignCapacity(prison="WTI", signed=4, at=midnight_of(ninth, prison.timezone)))
    signed = {day.day: day.signed for day in roll_days(week.desk, prison, 4).days}
    assert (signed[ninth], signed[date(2026, 3, 8)]) == (4, 5)


def test_more_days_are_not_more_questions(week: SmallRegister) -> None:
    prison = week.prison("WTI")
    # Until when places stay as they are is asked of those that an earlier roll has left laid out.
    roll_days(week.desk, prison, 30)
    asked_for = []
    for days in (30, 360):
        before = week.store.statements
        roll_days(week.desk, prison, days)
        asked_for.append(week.store.statements - before)
    assert asked_for[0] == asked_for[1]


def test_what_cannot_be_shown_is_refused_in_words(small: SmallRegister) -> None:
    prison = small.prison("WTI")
    for days in (0, -1, 367):
        with pytest.raises(BadInput, match="cannot be shown"):
            roll_days(small.desk, prison, days)
    with pytest.raises(NotFound, match="no wing Z"):
        roll_days(small.desk, prison, 14, "Z")


def test_a_chart_says_where_its_scale_begins(week: SmallRegister) -> None:
    chart = day_chart(roll_days(week.desk, week.prison("WTI"), 5), 79)
    text = "\n".join(chart.heads)
    assert "The scale begins at 0; a column is 1 person." in text
    assert "Fewest 1 on Wed 4 Mar, most 3 on Sat 7 Mar, today 3." in text
    assert "signed capacity 5" in text
    begins = chart.heads[-1].index("0")
    for day, row in zip(roll_days(week.desk, week.prison("WTI"), 5).days, chart.rows, strict=True):
        assert row.index("*") - begins == day.population


def test_occupancy_says_over_in_words_and_by_its_bar(small: SmallRegister) -> None:
    done(small, record(ONE), record(TWO))
    done(small, received(ONE, "A-1-002"), received(TWO, "A-1-002"))
    done(small, asked.SetCapacity(prison="WTI", code="A-1-003", cna=1, working=1, maximum=3))
    sheet = roll(small.desk, small.prison("WTI"))
    rows = {row.code: row for row in sheet.rows}
    chart = occupancy_chart([rows["A"], rows["A-1-002"], rows["A-1-001"]], 79)
    assert "OVER" not in chart.rows[0]
    assert chart.rows[1].endswith("OVER CNA")
    assert "100%" in chart.rows[1]
    assert chart.rows[1].count("#") > chart.rows[0].count("#") > chart.rows[2].count("#") == 0
    assert all(len(line) < 80 for line in (*chart.heads, *chart.rows))


EVERY = 1 if THOROUGH else 5
"""Every so many-th of these days is held against a whole roll, the last one always."""


def test_sixty_days_of_the_demo_are_what_the_roll_of_each_says(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    kept = kept_demo(tmp_path_factory, "whole", FixedClock(NOW))
    settings = Settings(store=str(tmp_path / "d" / "register.db"))
    copy_to(settings, kept)
    desk = opened_at(settings, NOW)
    (prison,) = (one for one in prisons(desk) if one.code == "DMO")
    found = roll_days(desk, prison, 60)
    assert len(found.days) == 60
    for day in found.days[::-EVERY]:
        sheet = roll(desk, prison, as_of=midnight_of(day.day, prison.timezone))
        assert (day.population, day.cna, day.working, day.signed) == (
            sheet.headline.unlock_roll, sheet.totals.cna, sheet.totals.working,
            sheet.headline.signed,
        )  # fmt: skip
    assert found.lowest < found.highest
    desk.store.close()

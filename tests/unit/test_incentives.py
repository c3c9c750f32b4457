"""When an incentive level is next reviewed (domain note 4.11)."""

from datetime import date

import pytest

from wingterm.domain.incentives import next_review

DAY = date(2026, 3, 2)
ADULT, YOUNG = date(1990, 1, 1), date(2008, 3, 3)


@pytest.mark.parametrize(
    ("level", "before", "born", "review"),
    [
        ("STD", "", ADULT, date(2026, 6, 2)),
        ("STD", "", YOUNG, date(2026, 4, 2)),
        ("STD", "", None, date(2026, 6, 2)),
        ("BAS", "", ADULT, date(2026, 3, 9)),
        ("BAS", "STD", ADULT, date(2026, 3, 9)),
        ("BAS", "STD", YOUNG, date(2026, 3, 9)),
        ("BAS", "BAS", ADULT, date(2026, 3, 30)),
        ("BAS", "BAS", YOUNG, date(2026, 3, 16)),
        ("ENH", "STD", ADULT, date(2027, 3, 2)),
        ("ENH", "STD", YOUNG, date(2027, 3, 2)),
        ("STD", "BAS", ADULT, date(2027, 3, 2)),
    ],
)
def test_next_review(level: str, before: str, born: date | None, review: date) -> None:
    assert next_review(level, before, DAY, born) == review


def test_eighteen_on_the_day_is_no_longer_under_18() -> None:
    assert next_review("STD", "", DAY, date(2008, 3, 2)) == date(2026, 6, 2)


def test_the_last_day_of_a_shorter_month() -> None:
    assert next_review("STD", "", date(2026, 11, 30), ADULT) == date(2027, 2, 28)
    assert next_review("ENH", "STD", date(2028, 2, 29), ADULT) == date(2029, 2, 28)

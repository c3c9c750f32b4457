"""When somebody's incentive level is next reviewed (domain note 4.11)."""

import calendar
from datetime import date, timedelta

BASIC = "BAS"
_ADULT = 18


def next_review(level: str, before: str, day: date, born: date | None) -> date:
    """Give the day by which a level is reviewed next.

    Args:
        level: code of the level given.
        before: code of the level held until then in this stay, empty for a new arrival.
        day: when it is given.
        born: date of birth; None where it is not known, which is taken for an adult's.
    """
    young = born is not None and _age(born, day) < _ADULT
    if level == BASIC:
        if before != BASIC:
            return day + timedelta(days=7)
        return day + timedelta(days=14 if young else 28)
    if not before:
        return _months_on(day, 1 if young else 3)
    return _months_on(day, 12)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _months_on(day: date, months: int) -> date:
    """Give the same day of a later month, or that month's last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))

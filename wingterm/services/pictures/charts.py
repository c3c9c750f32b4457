"""Figures as marks on a scale, in letters that every terminal and printer has.

Drawn here, because plotext draws in signs beyond ASCII and in colours, and a list of rows with
their numbers is read by a screen reader, filtered, scrolled and opened like every other list.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from wingterm.domain.figures import with_sign
from wingterm.domain.roll_records import RollRow
from wingterm.services.pictures.roll_days import DayRoll, RollDays

POINT, CNA, SIGNED, WORKING = "*", ":", "|", "-"
"""What stands for the roll, and for what the prison or wing holds."""
MOST_PERCENT = 120
"""Where a bar of occupancy ends; what is more says so in words."""
LABEL = 16
_FIGURES = 46
"""Columns of a row of occupancy before its bar."""
_WORD = 9
"""Columns of the word behind it."""


class Chart(NamedTuple):
    """A chart as lines of text."""

    heads: tuple[str, ...]
    """What is above its rows, the last of them over the columns."""
    rows: tuple[str, ...]


class _Scale(NamedTuple):
    """Which column a number stands in."""

    begins: int
    each: int
    """How many people a column is."""
    columns: int

    def at(self, number: int) -> int:
        """Give the column of a number, from 0."""
        return (number - self.begins + self.each // 2) // self.each


def _scale(numbers: Sequence[int], room: int) -> _Scale:
    """Give the finest scale of round steps on which all numbers have a column."""
    low, high = min(numbers), max(numbers)
    each, begins = 1, low
    for power in range(10):
        round_ = 10 * 10**power
        begins = low // round_ * round_
        for step in (1, 2, 3, 4, 5):
            each = step * 10**power
            if (high - begins) // each + 1 < room:
                return _Scale(begins, each, (high - begins) // each + 2)
    return _Scale(begins, each, room)


def day_chart(found: RollDays, width: int) -> Chart:
    """Draw the roll over days: a row a day, `*` where its number stands on the scale.

    Args:
        found: the days, the newest first.
        width: columns.
    """
    days = found.days
    left = 26
    held = [n for day in days for n in (*(n for n, _ in _lines(day)), day.population)]
    scale = _scale(held, width - left - 2)
    rows = tuple(
        _day_row(day, days[at + 1] if at + 1 < len(days) else None, scale)
        for at, day in enumerate(days)
    )
    lowest = next(day for day in days if day.population == found.lowest)
    highest = next(day for day in days if day.population == found.highest)
    who = "Inside, with a bed on the wing" if found.wing else "Unlock roll, inside"
    today = days[0]
    people = "1 person" if scale.each == 1 else f"{scale.each} people"
    begins = f"{scale.begins}" if scale.begins == 0 else f"{scale.begins}, not at 0"
    ends = str(scale.begins + (scale.columns - 1) * scale.each)
    axis = f"{scale.begins}".ljust(scale.columns - len(ends)) + ends
    extremes = (
        f" Fewest {found.lowest} on {_short(lowest.day)}, most {found.highest} on "
        f"{_short(highest.day)}, today {today.population}."
    )
    legend = f" {POINT} roll   {CNA} CNA {today.cna}   {WORKING} working capacity {today.working}"
    if not found.wing:
        legend += f"   {SIGNED} signed capacity {_or_none(today.signed)}"
    return Chart(
        (
            f" {who} as the day began, 00:00; {len(days)} days.",
            extremes,
            legend,
            f" The scale begins at {begins}; a column is {people}.",
            f"{' Day':<14} {'Roll':>5} {'+/-':>5} {axis}",
        ),
        rows,
    )


def _day_row(day: DayRoll, before: DayRoll | None, scale: _Scale) -> str:
    change = "" if before is None else with_sign(day.population - before.population)
    plot = [" "] * scale.columns
    for number, mark in (*_lines(day), (day.population, POINT)):
        plot[scale.at(number)] = mark
    shown = f" {day.day:%a %d %b}"
    return f"{shown:<14} {day.population:>5} {change:>5} {''.join(plot)}".rstrip()


def _lines(day: DayRoll) -> list[tuple[int, str]]:
    """Give what the lines of a day's capacities stand at."""
    known = ((day.cna, CNA), (day.working, WORKING), (day.signed, SIGNED))
    return [(number, mark) for number, mark in known if number]


def _short(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _or_none(number: int | None) -> str:
    return "none yet" if number is None else str(number)


def occupancy_chart(rows: Sequence[RollRow], width: int) -> Chart:
    """Draw beds in use against working capacity and CNA: a bar for each place.

    Args:
        rows: of the roll, the totals last.
        width: columns.
    """
    room = max(10, width - _FIGURES - _WORD - 2)
    full = _column(100, room)
    legend = " Of working capacity: # beds in use, . free, | working capacity, : CNA."
    axis = "0%".ljust(full - 3) + "100%"
    head = (
        f"{' Place':<{LABEL}} {'Beds':>5} {'Work':>5} {'CNA':>5} {'':>5} {'Out':>3}  {axis:<{room}}"
    )
    return Chart(
        (legend, " Out: inactive cells. OVER: more beds in use than working capacity or CNA.",
         "", head),
        tuple(_occupied(row, room) for row in rows),
    )  # fmt: skip


def _column(percent: int, room: int) -> int:
    return round(percent * (room - 1) / MOST_PERCENT)


def _occupied(row: RollRow, room: int) -> str:
    bar = [" "] * room
    if row.working:
        full = _column(100, room)
        used = min(room, row.beds_in_use * full // row.working)
        bar[:full] = "." * full
        bar[:used] = "#" * used
        bar[full] = "|"
        cna = _column(row.cna * 100 // row.working, room)
        if cna < room and cna != full:
            bar[cna] = ":"
    share = f"{row.beds_in_use * 100 // row.working}%" if row.working else "-"
    label = f" {'  ' * row.level}{row.code or 'Totals'}"
    out = row.inactive or ""
    return (
        f"{label:<{LABEL}} {row.beds_in_use:>5} {row.working:>5} {row.cna:>5} {share:>5} "
        f"{out:>3}  {''.join(bar)} {over_word(row)}"
    ).rstrip()


def over_word(row: RollRow) -> str:
    """Say of what a place has more beds in use than it should; empty for none."""
    if row.beds_in_use > row.working:
        return "OVER"
    return "OVER CNA" if row.beds_in_use > row.cna else ""

"""The daily state of a prison with the stamp of a sheet."""

from datetime import date
from typing import NamedTuple

from wingterm.domain.prison import Prison
from wingterm.services.daily_state import DailyState, state_in
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.sheets.stamp import Stamp, stamp


class DaySheet(NamedTuple):
    """A prison's day, to be printed."""

    stamp: Stamp
    state: DailyState


def day_sheet(desk: Desk, prison: Prison, day: date | None = None) -> DaySheet:
    """Give the daily state of a day, as now known; of today up to now.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose.
        day: a local day; None for today.

    Raises:
        BadInput: a day that has not come yet.
    """
    with desk.store.read() as reader:
        now = reader.now()
        officer = officer_at(desk, reader, now)
        authorise(officer, "read")
        sheet = DaySheet(stamp(reader, prison, officer, now), state_in(reader, prison, day, now))
    desk.consulted(sheet.state.named, f"print daily-state {prison.code} {sheet.state.day}")
    return sheet

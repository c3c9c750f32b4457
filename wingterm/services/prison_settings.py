"""What is settled for a prison, now or at a past instant."""

from typing import NamedTuple

from db.queries.roll_places import prison_then
from wingterm.domain.prison import Prison
from wingterm.domain.prison_settings import SETTING_NAMES, PrisonSettings
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.moments import ask

SIGNED = "signed"
"""The signed operational capacity, shown with the settings (domain note 3.2)."""


class SettingLine(NamedTuple):
    """A setting of a prison."""

    name: str
    value: bool | int | None
    default: bool | int | None


def settings_of(
    desk: Desk, prison: Prison, *, as_of: int | None = None, known_at: int | None = None
) -> tuple[SettingLine, ...]:
    """Give the settings of a prison and its signed operational capacity.

    Args:
        desk: who asks.
        prison: whose settings.
        as_of: instant; None: now, or the instant of knowledge where one is given.
        known_at: as then believed; None: as now known.

    Raises:
        BadInput: an instant that has not come yet.
    """
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        then = prison_then(reader, prison.id, ask(reader, prison, as_of, known_at).moment)
    default = PrisonSettings()
    lines = [SettingLine(n, getattr(then.settings, n), getattr(default, n)) for n in SETTING_NAMES]
    return (*lines, SettingLine(SIGNED, then.signed, None))

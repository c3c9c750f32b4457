"""Who is on a prison's roll: the table of practice note 2.1, its entries settings of the prison.

On the roll is not the same as inside: somebody at hospital under escort is on it and off site.
"""

from wingterm.domain.places import INSIDE, PlaceKind
from wingterm.domain.prison_settings import PrisonSettings

_HOUR = 3600 * 1_000_000
_DAY = 24 * _HOUR


def on_roll(
    kind: PlaceKind,
    verb: str,
    since: int,
    due_back: int | None,
    as_of: int,
    settings: PrisonSettings,
) -> bool:
    """Say whether somebody is on the roll of the prison whose place they are in.

    Who was released, discharged to a psychiatric hospital, transferred out of the register or
    removed after a death is outside and on no roll; who was recaptured elsewhere is on that
    prison's. Somebody on the way is asked about for the prison that sent them.

    Args:
        kind: kind of the place where they are.
        verb: verb of the movement that brought them there; `death` for somebody who died.
        since: since when they are there.
        due_back: when they are due back, where that was said.
        as_of: the instant asked about.
        settings: the prison's entries in the table.
    """
    if verb == "death":
        return settings.dead_on_roll
    if kind in INSIDE:
        return True
    match kind:
        case PlaceKind.COURT:
            return settings.court_on_roll
        case PlaceKind.HOSPITAL:
            return settings.hospital_on_roll
        case PlaceKind.ABSENCE:
            # Granted for so long, or in fact gone for so long.
            length = max(as_of, due_back or 0) - since
            return length < settings.absence_on_roll_days * _DAY
        case PlaceKind.AT_LARGE:
            return as_of - since < settings.at_large_on_roll_hours * _HOUR
        case PlaceKind.EN_ROUTE:
            return settings.en_route_on_roll
        case _:
            return False


def off_roll_at(kind: PlaceKind, since: int, settings: PrisonSettings) -> int | None:
    """Give the instant from which somebody living is off the roll for having been gone so long.

    None where no time takes them off it.

    Args:
        kind: kind of the place where they are.
        since: since when they are there.
        settings: the prison's entries in the table.
    """
    match kind:
        case PlaceKind.ABSENCE:
            return since + settings.absence_on_roll_days * _DAY
        case PlaceKind.AT_LARGE:
            return since + settings.at_large_on_roll_hours * _HOUR
        case _:
            return None

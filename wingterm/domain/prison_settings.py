"""Settings of a prison: where the field has two readings, which one is in force there.

A fact of the prison (`settings`), so that a past roll is read as it was read then.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from wingterm.domain.people import FieldRefused

YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")


class PrisonSettings(NamedTuple):
    """How a prison's roll is read and what its staff are asked for.

    The defaults are those of the newer systems (domain notes 2.4 and 2.6, 4) and of practice note
    2.1.
    """

    segregation_available: bool = False
    """Whether people in care and separation cells count against beds available (note 2.4)."""
    mothballed_inactive: bool = True
    """Whether cells out of use for reasons that the older system never counted (mothballed, closed
    ...) count as inactive cells (note 2.6, 4)."""
    explain_moves: bool = False
    """Whether every cell move wants what happened, in 7 letters or more (note 3.4, rule 9).

    Off, because a move must be done in a few keys; the reason code is always there.
    """
    hospital_on_roll: bool = True
    """Whether somebody at hospital under escort is on the roll (practice note 2.1)."""
    court_on_roll: bool = True
    """Whether somebody at court is on the roll until released there."""
    absence_on_roll_days: int = 7
    """From how many days of temporary absence on somebody is off the roll."""
    at_large_on_roll_hours: int = 24
    """After how many hours at large somebody is off the roll."""
    dead_on_roll: bool = True
    """Whether somebody who died is on the roll until the body is removed."""
    en_route_on_roll: bool = False
    """Whether people on the way to another prison stay on the roll of the one that sent them."""
    two_counters: bool = False
    """Whether two officers count each unit of a roll check, neither seeing the other's number
    (practice note 2.1)."""
    recount_by_another: bool = False
    """Whether a unit that differs is counted again by somebody else than counted it."""


def read_settings(value: Mapping[str, Any] | None) -> PrisonSettings:
    """Give the settings that a fact says; what it does not say is as by default."""
    known = set(PrisonSettings._fields)
    return PrisonSettings(**{k: v for k, v in (value or {}).items() if k in known})


def parse_setting(name: str, typed: str) -> bool | int:
    """Give a setting's value as typed.

    Raises:
        FieldRefused: no such setting, or not a value for it.
    """
    default = getattr(PrisonSettings(), name, None) if name in SETTING_NAMES else None
    if default is None:
        raise FieldRefused(
            "setting", f"There is no setting {name}; one of: {', '.join(SETTING_NAMES)}."
        )
    word = typed.strip().lower()
    if isinstance(default, bool):
        if word not in YES + NO:
            raise FieldRefused(name, f"{name} is yes or no.")
        return word in YES
    if not (word.isascii() and word.isdecimal() and len(word) <= 3):
        raise FieldRefused(name, f"{name} is a number from 0 to 999.")
    return int(word)


SETTING_NAMES = PrisonSettings._fields

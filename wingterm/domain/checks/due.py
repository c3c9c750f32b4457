"""When a roll check was due, and whether one was opened then: what was missed stays missed."""

from enum import StrEnum


class DueState(StrEnum):
    """How a time at which a check is due stands."""

    DUE = "DUE"
    """It may still be opened in time."""
    OPENED = "OPENED"
    MISSED = "MISSED"
    """None was opened in time; that stays so, whatever is opened or settled later."""

"""The kinds of roll check, and when a prison opens each: times, lateness, what else is wanted.

Kinds are those of practice note 2.1: unlock, midday, return from work, lock-up, night patrol,
stand-fast and emergency. Usual times are the prison's; before it has said any, none is due.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple


class CheckKind(StrEnum):
    """What a roll check is for."""

    UNLOCK = "unlock"
    MIDDAY = "midday"
    RETURN = "return"
    LOCK_UP = "lock-up"
    NIGHT = "night"
    STAND_FAST = "stand-fast"
    EMERGENCY = "emergency"


NAMES: dict[CheckKind, str] = {
    CheckKind.UNLOCK: "Unlock",
    CheckKind.MIDDAY: "Midday",
    CheckKind.RETURN: "Return from work",
    CheckKind.LOCK_UP: "Lock-up",
    CheckKind.NIGHT: "Night patrol",
    CheckKind.STAND_FAST: "Stand-fast",
    CheckKind.EMERGENCY: "Emergency",
}
"""Each kind in words."""

MINUTE = 60_000_000
EARLY_MINUTES = 60
"""How long before its time a check may be opened and still be the one that was due."""
LATE_MINUTES = 30
CLEAR_MINUTES = 60
MINUTES_MAX = 720
TIMES_MAX = 24

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


class KindPlan(NamedTuple):
    """What a prison has settled for a kind of check."""

    kind: CheckKind
    times: tuple[str, ...] = ()
    """Local times `HH:MM` at which one is due each day, in order; none: not at fixed times."""
    late: int = LATE_MINUTES
    """Minutes after its time from which a check that was not opened is missed, for ever."""
    clear: int = CLEAR_MINUTES
    """Minutes after it was opened from which a check that was not declared is overdue."""
    welfare: bool = False
    """Whether a response from each person is wanted as well as a number (practice note 0, 7)."""


DEFAULTS: dict[CheckKind, KindPlan] = {
    kind: KindPlan(kind, welfare=kind is CheckKind.UNLOCK) for kind in CheckKind
}


def read_kinds(value: Mapping[str, Any] | None) -> dict[CheckKind, KindPlan]:
    """Give every kind as a fact `check-kinds` settles it; what it does not say is as by default."""
    said = value or {}
    return {
        kind: KindPlan(
            kind,
            tuple(said[kind]["times"]),
            int(said[kind]["late"]),
            int(said[kind]["clear"]),
            bool(said[kind]["welfare"]),
        )
        if kind in said
        else plan
        for kind, plan in DEFAULTS.items()
    }


def kind_value(plan: KindPlan) -> dict[str, object]:
    """Give a kind's part of the value of the fact `check-kinds`."""
    return {
        "times": list(plan.times),
        "late": plan.late,
        "clear": plan.clear,
        "welfare": plan.welfare,
    }


def parse_kind(typed: str) -> CheckKind | None:
    """Give a kind as typed, by its code or its words; None for no kind."""
    word = " ".join(typed.strip().lower().replace("_", "-").split())
    words = {name.lower(): kind for kind, name in NAMES.items()}
    try:
        return words.get(word) or CheckKind(word.replace(" ", "-"))
    except ValueError:
        return {"lockup": CheckKind.LOCK_UP, "standfast": CheckKind.STAND_FAST}.get(word)


def parse_times(typed: str) -> tuple[str, ...]:
    """Give local times as typed, parted by blanks or commas, in order and once each.

    Raises:
        ValueError: one of them is no time of the day, or there are too many.
    """
    found = set()
    for word in typed.replace(",", " ").split():
        match = _TIME.fullmatch(word)
        if match is None:
            raise ValueError(f"{word} is not a time of the day, such as 07:45.")
        found.add(f"{int(match[1]):02d}:{match[2]}")
    if len(found) > TIMES_MAX:
        raise ValueError(f"A kind of check is due at most {TIMES_MAX} times a day.")
    return tuple(sorted(found))

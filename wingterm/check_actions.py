"""What keys do at a roll check: its screens, and its verbs, which every list has in its menu too.

Standard library only, as `wingterm.actions`, of which this is a part.
"""

from wingterm.action import About, Action, Grade

NIGHT = frozenset({"check"})
"""The whole prison's check as it fills."""
UNIT = frozenset({"unit"})
"""One unit of a check: counts, hints, the frozen list by name."""
CHECKS = frozenset({"checks"})
"""Checks that were, are open, or were missed."""
CHECKING = NIGHT | UNIT | CHECKS

WAY = "ctrl+r"
"""Key that leads to a check from everywhere."""
_OPEN_OR_LAST = "The roll check that is open, or the last."

_VERBS = (
    ("count", "c", "Count", "Hand in what was counted in a unit.", "submit", UNIT | NIGHT),
    ("recount", "r", "Count again", "Hand in a count again of a unit that differs.", "recount",
     UNIT | NIGHT),
    ("explain", "e", "Explain", "Say who is missing or extra in a unit, and why.", "explain",
     UNIT | NIGHT),
    ("declare", "d", "Declare", "Declare the roll correct: you say who you are.", "declare", NIGHT),
    ("welfare", "w", "Responses", "Record from how many a response was had.", "responses",
     UNIT | NIGHT),
    ("open-check", "n", "New check", "Open a check: what is expected is frozen by name.", "open",
     NIGHT | CHECKS),
    ("take-over-check", "t", "Take over", "Go on with a check that another officer had.",
     "take-over", NIGHT),
    ("escalate-check", "x", "Emergency", "Make an emergency check of the one that is open.",
     "escalate", NIGHT),
    ("abandon-check", "a", "Abandon", "End a check without a declaration; all is kept.", "abandon",
     NIGHT),
)  # fmt: skip
"""Verb, key, words, help, command, and where it has its key."""
_CHECKED = frozenset({"declare", "escalate-check", "abandon-check"})
"""What nothing takes back: it is asked once more."""


def check_verbs(lists: frozenset[str]) -> tuple[Action, ...]:
    """Give the verbs of a check: without a key in the menu of every list, with one at a check.

    Args:
        lists: screens of the register.
    """
    menu, keys = [], []
    for verb, key, words, told, twin, on in _VERBS:
        grade = Grade.CHECKED if verb in _CHECKED else Grade.PLAIN
        command = f"check {twin}"
        menu.append(Action(verb, (), words, told, command, lists, grade, True, About.CHECK,
                           quiet=lists))  # fmt: skip
        keys.append(Action(verb, (key,), words, told, command, on, grade, True, About.CHECK))
    # The first of an id is what sentences and menus name.
    return (*menu, *keys)


def check_first(boards: frozenset[str]) -> Action:
    """Give the way to a check as a board has it: the first key of the night.

    Args:
        boards: screens whose key line begins with it.
    """
    return Action("roll-check", (WAY,), "Roll check", _OPEN_OR_LAST, "check show", boards)


def check_ways(menus: frozenset[str], boards: frozenset[str]) -> tuple[Action, ...]:
    """Give the ways to a check and from it.

    Args:
        menus: every screen from which one goes elsewhere.
        boards: those of them that have `check_first`.
    """
    return (
        Action("roll-check", (WAY,), "Roll check", _OPEN_OR_LAST, "check show",
               menus - NIGHT - boards, quiet=menus),
        Action("beside-check", ("l",), "Moves", "Moves since, late entries, who is outside.",
               "check show", NIGHT),
        Action("past-checks", ("y",), "Past checks", "Checks that were, are open or were missed.",
               "check list", NIGHT),
    )  # fmt: skip

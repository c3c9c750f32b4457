"""Who may do what: one table for both front ends. Reading is the action `read`."""

MOVEMENTS = frozenset(
    {
        "receive",
        "recall",
        "recapture",
        "court-out",
        "absence-out",
        "hospital-out",
        "redirect",
        "escape",
        "abscond",
        "fail-to-return",
        "death",
        "remove-body",
        "discharge-hospital",
        "move",
        "swap",
        "elsewhere",
        "back",
        "transfer-out",
        "arrive",
        "cancel-transfer",
        "release",
        "correct",
    }
)
"""Verbs that say where somebody is."""

PEOPLE = frozenset({"register", "identity", "number", "record", "end-record"})
"""Verbs that say who somebody is."""

CELLS = frozenset({"capacity", "marks", "out-of-use", "into-use", "certificate"})
"""Verbs that say what a place holds and whether it is in use."""

COUNTS = frozenset({"open-check", "count", "recount", "welfare", "explain", "take-over-check"})
"""Verbs of a roll check that say what was counted and why it differs."""

CHECKS = COUNTS | {"declare", "abandon-check", "escalate-check"}
"""Verbs of a roll check; the roll is declared by who answers for it (practice note 2.1)."""

PLANS = frozenset({"check-plan"})
"""Verbs that say which units a prison counts by, and when."""

SETUP = CELLS | PLANS | {"establishment", "settings", "place", "close", "convert", "officer"}
"""Verbs that say what the prison is."""

READ = frozenset({"read", "verify"})

RESTRICTED = frozenset({"read-restricted"})
"""Seeing what is kept from most: injuries and complaints, family (practice note 1.2, B4)."""

TAKES_ALL = frozenset({"export"})
"""Taking everything that the register holds out of it, whomever it is about."""

ROLES: dict[str, frozenset[str]] = {
    "wing-officer": READ
    | {"move", "swap", "elsewhere", "back", "death", "escape", "record", "end-record", "correct"}
    | COUNTS
    | {"escalate-check"},
    "reception": READ | RESTRICTED | PEOPLE | MOVEMENTS | COUNTS | {"escalate-check"},
    "orderly-officer": READ | RESTRICTED | PEOPLE | MOVEMENTS | CHECKS,
    "duty-governor": READ | RESTRICTED | PEOPLE | MOVEMENTS | CELLS | CHECKS | PLANS,
    "auditor": READ,
    "administrator": READ | RESTRICTED | PEOPLE | MOVEMENTS | SETUP | CHECKS | TAKES_ALL,
    # What a script opens, people count: a number that nobody counted is worse than none.
    "script": READ | PEOPLE | MOVEMENTS | {"open-check"},
}
"""Role to the actions it may take (design, "Truths", 7)."""


ADMINISTRATOR = "administrator"
"""The role that acts for every prison."""


def may(role: str, action: str) -> bool:
    """Whether a role may take an action; an unknown role may nothing."""
    return action in ROLES.get(role, frozenset())

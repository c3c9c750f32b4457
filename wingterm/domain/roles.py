"""Who may do what: one table for both front ends. Reading is the action `read`."""

MOVEMENTS = frozenset(
    {
        "receive",
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

PEOPLE = frozenset({"register", "identity"})
"""Verbs that say who somebody is."""

SETUP = frozenset({"establishment", "place", "capacity", "officer"})
"""Verbs that say what the prison is."""

READ = frozenset({"read", "verify"})

ROLES: dict[str, frozenset[str]] = {
    "wing-officer": READ | {"move", "swap", "elsewhere", "back", "correct"},
    "reception": READ | PEOPLE | MOVEMENTS,
    "orderly-officer": READ | PEOPLE | MOVEMENTS,
    "duty-governor": READ | PEOPLE | MOVEMENTS | {"capacity"},
    "auditor": READ,
    "administrator": READ | PEOPLE | MOVEMENTS | SETUP,
    "script": READ | PEOPLE | MOVEMENTS,
}
"""Role to the actions it may take (design, "Truths", 7)."""


def may(role: str, action: str) -> bool:
    """Whether a role may take an action; an unknown role may nothing."""
    return action in ROLES.get(role, frozenset())

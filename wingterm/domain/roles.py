"""Who may do what, and who sees what: one table for both front ends.

Services ask it, never a front end: what a role may do by `may`, which fields it is told by `sees`.
"""

from enum import StrEnum
from typing import NamedTuple

from wingterm.domain.standing import REGISTER_ESTABLISHMENT

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

MERGES = frozenset({"merge", "unmerge"})
"""Verbs that say that two records are of one person, or of two after all."""

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
"""Asking the register anything about people, places and rolls; proving that it is whole."""

TAKES_ALL = frozenset({"export"})
"""Taking everything that the register holds out of it, whomever it is about."""

RETENTION = frozenset({"retention", "erase"})
"""Saying how long records are kept, and erasing what is due."""

HOLDS = frozenset({"hold"})
"""Putting somebody on legal hold, and ending it."""

DISCLOSES = frozenset({"disclose"})
"""Giving a person a copy of what is on record of them (Data Protection Act 2018, section 45)."""

KEEPS = frozenset({"backup"})
"""Making copies of the whole register, so that it outlasts its disk."""

OWN_FACTOR = frozenset({"factor"})
"""Changing the digits by which one signs on at a shared terminal, by knowing the old ones."""

LETS_SIGN_ON = frozenset({"sign-on"})
"""Letting people sign on by name; all that a shared terminal does by itself."""


class Group(StrEnum):
    """Fields that are told together or not at all (practice note 1.2; MR 9, need to know)."""

    IDENTITY = "identity"
    """Number, names, date of birth, sex, photograph, marks, identity numbers."""
    LOCATION = "location"
    """Where somebody is and was, and how they came there."""
    LEGAL = "legal"
    """Offences, orders, status, sentences, hearings, release dates; held without an order."""
    RISK = "risk"
    """Category, cell sharing risk, alerts, incentives, charges."""
    NON_ASSOCIATIONS = "non-associations"
    """Whom somebody must be kept apart from, and why."""
    PROTECTED = "protected"
    """Ethnicity, religion, nationality (Data Protection Act 2018, section 35(8))."""
    PROPERTY = "property"
    """What somebody brought, and its seals."""
    CONTACTS = "contacts"
    """Next of kin and whom to call: wanted within minutes at a death (practice note 1.2, row 9)."""
    FAMILY = "family"
    """Children, their whereabouts and guardians (practice note 1.2, row 8)."""
    INJURIES = "injuries"
    """Visible injuries and complaints of ill-treatment (practice note 1.2, row 6)."""
    OFFICERS = "officers"
    """Officers' records, and who appointed whom."""
    ACCESS_LOG = "access-log"
    """Who saw whose record (Data Protection Act 2018, section 62)."""


class Role(NamedTuple):
    """What a role is for, may do and sees."""

    words: str
    may: frozenset[str]
    sees: frozenset[Group]


_ROLL = frozenset({Group.IDENTITY, Group.LOCATION, Group.LEGAL, Group.RISK, Group.NON_ASSOCIATIONS})
"""What nobody can place, count or move people without."""

_WING = _ROLL | {Group.PROTECTED, Group.PROPERTY, Group.CONTACTS, Group.OFFICERS}
_RECORD = _WING | {Group.FAMILY, Group.INJURIES}

ROLES: dict[str, Role] = {
    "wing-officer": Role(
        "moves and counts people on a wing",
        READ
        | OWN_FACTOR
        | {"move", "swap", "elsewhere", "back", "death", "escape", "record", "end-record"}
        | {"correct", "escalate-check"}
        | COUNTS,
        _WING,
    ),
    "reception": Role(
        "takes people in and lets them go",
        READ | OWN_FACTOR | PEOPLE | MERGES | MOVEMENTS | COUNTS | {"escalate-check"},
        _RECORD,
    ),
    "orderly-officer": Role(
        "answers for the roll and declares it",
        READ | OWN_FACTOR | PEOPLE | MERGES | MOVEMENTS | CHECKS,
        _RECORD,
    ),
    "duty-governor": Role(
        "answers for the prison",
        READ
        | OWN_FACTOR
        | PEOPLE
        | MERGES
        | MOVEMENTS
        | CELLS
        | CHECKS
        | PLANS
        | DISCLOSES
        | HOLDS,
        _RECORD | {Group.ACCESS_LOG},
    ),
    "auditor": Role(
        "only reads: the books, and who saw what",
        READ | OWN_FACTOR,
        _ROLL | {Group.PROPERTY, Group.OFFICERS, Group.ACCESS_LOG},
    ),
    "administrator": Role(
        "sets prisons up and appoints officers",
        READ
        | OWN_FACTOR
        | PEOPLE
        | MERGES
        | MOVEMENTS
        | SETUP
        | CHECKS
        | DISCLOSES
        | HOLDS
        | RETENTION
        | TAKES_ALL
        | KEEPS,
        frozenset(Group),
    ),
    # What a script opens, people count: a number that nobody counted is worse than none.
    "script": Role(
        "acts for a program, each time with a reason",
        READ | PEOPLE | MOVEMENTS | {"open-check"} | KEEPS,
        _ROLL | {Group.PROPERTY},
    ),
    "shared-terminal": Role(
        "lets people sign on by name, and nothing else", LETS_SIGN_ON, frozenset()
    ),
}
"""Role to what it may do and sees (design, "Truths", 7)."""


ADMINISTRATOR = "administrator"
"""The role that acts for every prison."""

SCRIPT = "script"
"""The role of a program: each act of it gives a reason."""

SHARED_TERMINAL = "shared-terminal"
"""The role of an account that is no person."""

NO_PERSON = frozenset({SCRIPT, SHARED_TERMINAL})
"""Roles that nobody signs on as by name."""


def for_every_prison(role: str, establishment: int) -> bool:
    """Whether an officer acts for every prison, not only their own (domain note 3.4, rule 10).

    Args:
        role: of the officer.
        establishment: whose officer they are; the register itself has officers too.
    """
    return role == ADMINISTRATOR or establishment == REGISTER_ESTABLISHMENT


def may(role: str, action: str) -> bool:
    """Whether a role may take an action; an unknown role may nothing."""
    known = ROLES.get(role)
    return known is not None and action in known.may


def told_to(role: str) -> frozenset[Group]:
    """Give the groups of fields that a role is told; an unknown role is told nothing."""
    known = ROLES.get(role)
    return frozenset() if known is None else known.sees


def sees(role: str, group: Group) -> bool:
    """Whether a role is told the fields of a group."""
    return group in told_to(role)

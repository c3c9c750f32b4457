"""Who may do what and sees what: the whole table once more, as literals."""

import pytest

from wingterm.domain.decide import VERBS
from wingterm.domain.requests import Annul, Correct, Request, WithdrawFact
from wingterm.domain.roles import (
    CHECKS,
    LETS_SIGN_ON,
    MERGES,
    MOVEMENTS,
    PEOPLE,
    READ,
    ROLES,
    SETUP,
    Group,
    may,
    sees,
)

ACTIONS = (
    "read", "verify",
    "register", "identity", "number", "record", "end-record",
    "receive", "recall", "recapture", "arrive", "cancel-transfer",
    "move", "swap", "elsewhere", "back",
    "court-out", "absence-out", "hospital-out", "transfer-out", "redirect", "release",
    "escape", "abscond", "fail-to-return", "death", "remove-body", "discharge-hospital",
    "correct",
    "capacity", "marks", "out-of-use", "into-use", "certificate",
    "establishment", "settings", "place", "close", "convert", "officer",
    "open-check", "count", "recount", "welfare", "explain", "take-over-check",
    "declare", "abandon-check", "escalate-check",
    "check-plan",
    "export",
    "factor", "sign-on",
    "merge", "unmerge",
)  # fmt: skip
TABLE = {
    #                   rv rinre rrrac mseb cahtrr eafdrd c cmoic espcco ocrwet dae p x fs mu
    "wing-officer":    "yy nnnyy nnnnn yyyy nnnnnn ynnynn y nnnnn nnnnnn yyyyyy nny n n yn nn",
    "reception":       "yy yyyyy yyyyy yyyy yyyyyy yyyyyy y nnnnn nnnnnn yyyyyy nny n n yn yy",
    "orderly-officer": "yy yyyyy yyyyy yyyy yyyyyy yyyyyy y nnnnn nnnnnn yyyyyy yyy n n yn yy",
    "duty-governor":   "yy yyyyy yyyyy yyyy yyyyyy yyyyyy y yyyyy nnnnnn yyyyyy yyy y n yn yy",
    "auditor":         "yy nnnnn nnnnn nnnn nnnnnn nnnnnn n nnnnn nnnnnn nnnnnn nnn n n yn nn",
    "administrator":   "yy yyyyy yyyyy yyyy yyyyyy yyyyyy y yyyyy yyyyyy yyyyyy yyy y y yn yy",
    "script":          "yy yyyyy yyyyy yyyy yyyyyy yyyyyy y nnnnn nnnnnn ynnnnn nnn n n nn nn",
    "shared-terminal": "nn nnnnn nnnnn nnnn nnnnnn nnnnnn n nnnnn nnnnnn nnnnnn nnn n n ny nn",
    "nobody":          "nn nnnnn nnnnn nnnn nnnnnn nnnnnn n nnnnn nnnnnn nnnnnn nnn n n nn nn",
    "":                "nn nnnnn nnnnn nnnn nnnnnn nnnnnn n nnnnn nnnnnn nnnnnn nnn n n nn nn",
}  # fmt: skip
"""Each role with y or n for each action, in their order."""

GROUPS = (
    "identity", "location", "legal", "risk", "non-associations",
    "protected", "property", "contacts", "family", "injuries",
    "officers", "access-log",
)  # fmt: skip
SEEN = {
    #                   illrn ppcfi oa
    "wing-officer":    "yyyyy yyynn yn",
    "reception":       "yyyyy yyyyy yn",
    "orderly-officer": "yyyyy yyyyy yn",
    "duty-governor":   "yyyyy yyyyy yy",
    "auditor":         "yyyyy nynnn yy",
    "administrator":   "yyyyy yyyyy yy",
    "script":          "yyyyy nynnn nn",
    "shared-terminal": "nnnnn nnnnn nn",
    "nobody":          "nnnnn nnnnn nn",
    "":                "nnnnn nnnnn nn",
}  # fmt: skip
"""Each role with y or n for each group of fields, in their order."""


@pytest.mark.parametrize("role", TABLE)
def test_what_a_role_may_do(role: str) -> None:
    answers = TABLE[role].replace(" ", "")
    expected = {action: answer == "y" for action, answer in zip(ACTIONS, answers, strict=True)}
    assert {action: may(role, action) for action in ACTIONS} == expected
    assert not may(role, "")
    assert not may(role, "shell")


def test_no_role_and_no_action_is_missing_here() -> None:
    assert set(ROLES) == set(TABLE) - {"nobody", ""}
    assert set().union(*(role.may for role in ROLES.values())) == set(ACTIONS)
    assert set(SEEN) == set(TABLE)
    assert set(Group) == set(GROUPS)


@pytest.mark.parametrize("role", SEEN)
def test_what_a_role_is_told(role: str) -> None:
    answers = SEEN[role].replace(" ", "")
    expected = {group: answer == "y" for group, answer in zip(GROUPS, answers, strict=True)}
    assert {group: sees(role, Group(group)) for group in GROUPS} == expected


def test_who_may_move_people_is_told_what_stands_against_it() -> None:
    """Warnings about a move name risk and non-associations."""
    for role in ROLES:
        if may(role, "read"):
            assert {Group.IDENTITY, Group.LOCATION} <= ROLES[role].sees
        if any(may(role, verb) for verb in MOVEMENTS):
            assert {Group.RISK, Group.NON_ASSOCIATIONS, Group.LEGAL} <= ROLES[role].sees


def test_every_verb_belongs_to_one_kind_of_action() -> None:
    kinds: list[type[Request]] = [*VERBS, Correct]
    verbs = {kind.verb for kind in kinds}
    kinds_of_action = (MOVEMENTS, PEOPLE, MERGES, SETUP, CHECKS, LETS_SIGN_ON)
    assert verbs == set().union(*kinds_of_action)
    assert len(verbs) == sum(map(len, kinds_of_action))
    assert not verbs & READ
    assert {Annul.verb, Correct.verb, WithdrawFact.verb} == {"correct"}

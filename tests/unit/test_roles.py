"""Who may do what: the whole table once more, as literals."""

import pytest

from wingterm.domain.decide import VERBS
from wingterm.domain.requests import Annul, Correct, Request, WithdrawFact
from wingterm.domain.roles import MOVEMENTS, PEOPLE, READ, ROLES, SETUP, may

ACTIONS = (
    "read", "verify", "register", "identity", "receive", "move", "swap", "elsewhere", "back",
    "transfer-out", "arrive", "cancel-transfer", "release", "correct",
    "establishment", "place", "capacity", "officer",
)  # fmt: skip
TABLE = {
    #                   rv ri rmseb tacr c epco
    "wing-officer":    "yy nn nyyyy nnnn y nnnn",
    "reception":       "yy yy yyyyy yyyy y nnnn",
    "orderly-officer": "yy yy yyyyy yyyy y nnnn",
    "duty-governor":   "yy yy yyyyy yyyy y nnyn",
    "auditor":         "yy nn nnnnn nnnn n nnnn",
    "administrator":   "yy yy yyyyy yyyy y yyyy",
    "script":          "yy yy yyyyy yyyy y nnnn",
    "nobody":          "nn nn nnnnn nnnn n nnnn",
    "":                "nn nn nnnnn nnnn n nnnn",
}  # fmt: skip
"""Each role with y or n for each action, in their order."""


@pytest.mark.parametrize("role", TABLE)
def test_what_a_role_may_do(role: str) -> None:
    answers = TABLE[role].replace(" ", "")
    expected = {action: answer == "y" for action, answer in zip(ACTIONS, answers, strict=True)}
    assert {action: may(role, action) for action in ACTIONS} == expected
    assert not may(role, "")
    assert not may(role, "shell")


def test_no_role_and_no_action_is_missing_here() -> None:
    assert set(ROLES) == set(TABLE) - {"nobody", ""}
    assert set().union(*ROLES.values()) == set(ACTIONS)


def test_every_verb_belongs_to_one_kind_of_action() -> None:
    kinds: list[type[Request]] = [*VERBS, Correct]
    verbs = {kind.verb for kind in kinds}
    assert verbs == MOVEMENTS | PEOPLE | SETUP
    assert len(verbs) == len(MOVEMENTS) + len(PEOPLE) + len(SETUP)
    assert not verbs & READ
    assert {Annul.verb, Correct.verb, WithdrawFact.verb} == {"correct"}

"""Who may do what: the whole table once more, as literals."""

import pytest

from wingterm.domain.decide import VERBS
from wingterm.domain.requests import Annul, Correct, Request, WithdrawFact
from wingterm.domain.roles import CHECKS, MOVEMENTS, PEOPLE, READ, RESTRICTED, ROLES, SETUP, may

ACTIONS = (
    "read", "verify", "read-restricted",
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
)  # fmt: skip
TABLE = {
    #                   rvR rinre rrrac mseb cahtrr eafdrd c cmoic espcco ocrwet dae p x
    "wing-officer":    "yyn nnnyy nnnnn yyyy nnnnnn ynnynn y nnnnn nnnnnn yyyyyy nny n n",
    "reception":       "yyy yyyyy yyyyy yyyy yyyyyy yyyyyy y nnnnn nnnnnn yyyyyy nny n n",
    "orderly-officer": "yyy yyyyy yyyyy yyyy yyyyyy yyyyyy y nnnnn nnnnnn yyyyyy yyy n n",
    "duty-governor":   "yyy yyyyy yyyyy yyyy yyyyyy yyyyyy y yyyyy nnnnnn yyyyyy yyy y n",
    "auditor":         "yyn nnnnn nnnnn nnnn nnnnnn nnnnnn n nnnnn nnnnnn nnnnnn nnn n n",
    "administrator":   "yyy yyyyy yyyyy yyyy yyyyyy yyyyyy y yyyyy yyyyyy yyyyyy yyy y y",
    "script":          "yyn yyyyy yyyyy yyyy yyyyyy yyyyyy y nnnnn nnnnnn ynnnnn nnn n n",
    "nobody":          "nnn nnnnn nnnnn nnnn nnnnnn nnnnnn n nnnnn nnnnnn nnnnnn nnn n n",
    "":                "nnn nnnnn nnnnn nnnn nnnnnn nnnnnn n nnnnn nnnnnn nnnnnn nnn n n",
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
    assert verbs == MOVEMENTS | PEOPLE | SETUP | CHECKS
    assert len(verbs) == len(MOVEMENTS) + len(PEOPLE) + len(SETUP) + len(CHECKS)
    assert not verbs & (READ | RESTRICTED)
    assert {Annul.verb, Correct.verb, WithdrawFact.verb} == {"correct"}

"""Who may do what and sees what: the table against the same written out once more."""

import pytest

from tests.roles import ACTIONS, GROUPS, SEEN, TABLE
from wingterm.domain.decide import VERBS
from wingterm.domain.requests import Annul, Correct, Request, WithdrawFact
from wingterm.domain.roles import (
    CHECKS,
    LETS_SIGN_ON,
    MERGES,
    MOVEMENTS,
    PEOPLE,
    READ,
    RETENTION,
    ROLES,
    SETUP,
    Group,
    may,
    sees,
)


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
    kinds_of_action = (MOVEMENTS, PEOPLE, MERGES, SETUP, CHECKS, LETS_SIGN_ON, RETENTION)
    assert verbs == set().union(*kinds_of_action)
    assert len(verbs) == sum(map(len, kinds_of_action))
    assert not verbs & READ
    assert {Annul.verb, Correct.verb, WithdrawFact.verb} == {"correct"}

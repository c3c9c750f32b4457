"""Officers: who they are, in what role and until when; and what became of how they sign on."""

import re
from typing import cast

from wingterm.domain.case import Case
from wingterm.domain.outcomes import Decision
from wingterm.domain.requests import AppointOfficer, RecordSignOn, Request
from wingterm.domain.roles import ADMINISTRATOR, ROLES
from wingterm.domain.situation import Situation
from wingterm.domain.standing import REGISTER_ESTABLISHMENT
from wingterm.domain.times import FAR
from wingterm.domain.verbs.places import NAME_MAX

ACCOUNT_MAX = 64
ACCOUNT = rf"[A-Za-z0-9._@-]{{1,{ACCOUNT_MAX}}}"
"""What an account may be called."""
GRADE_MAX = 40
STATES = {
    "set": "was given digits to sign on by",
    "removed": "can no longer sign on by digits",
    "locked": "cannot sign on until it is unlocked",
    "unlocked": "can sign on again",
}
"""What becomes of an officer's sign-on, in words."""


def appoint(situation: Situation, request: Request) -> Decision:
    """Decide an `AppointOfficer`: a new record, or what an account's record says from now on."""
    asked = cast(AppointOfficer, request)
    case = Case(situation, asked)
    prison = case.prison(or_register=True)
    account = case.text(asked.account, "account", ACCOUNT_MAX)
    name = case.text(asked.name, "name", NAME_MAX)
    known = situation.officers.get(account)
    grade = known.grade if asked.grade is None and known else asked.grade or ""
    grade = case.text(grade, "grade", GRADE_MAX)
    begins = asked.begins if asked.begins is not None else known.active_from if known else case.at
    ends = FAR if asked.ends is None else asked.ends
    if not re.fullmatch(ACCOUNT, account):
        case.against("account", "Give the operating system account.", field="account")
    if not name:
        case.against("name", "Give the officer's name.", field="name")
    if asked.role not in ROLES:
        case.against("role", f"A role is one of: {', '.join(ROLES)}.", field="role")
    if asked.begins is not None and ends <= begins:
        case.against(
            "ends-before", "The record would end before it begins.", "Give a later end.", "ends"
        )
    if not (asked.role == ADMINISTRATOR and begins <= case.at and ends == FAR):
        _keep_an_administrator(case, account)
    if case.objections or prison is None:
        return case.refused()
    officer = known.id if known else situation.take_id("officer")
    value: dict[str, object] = {
        "account": account,
        "active_from": begins,
        "active_to": ends,
        "establishment": prison.id,
        "grade": grade,
        "name": name,
        "role": asked.role,
    }
    entry = case.fact(REGISTER_ESTABLISHMENT, "officer", officer, "officer", value)
    since = f" from {case.shown(begins)}" if begins > case.at else ""
    until = "" if asked.ends is None else f" until {case.shown(ends)}"
    return case.decision([entry], f"{account} ({name}) is {asked.role}{since}{until}.")


def _keep_an_administrator(case: Case, account: str) -> None:
    """Object where an account stops being administrator that is the only one for good."""
    if case.situation.administrators == {account}:
        case.against(
            "last-administrator",
            f"{account} is the only administrator; nobody could appoint anybody any longer.",
            "Appoint another administrator first.",
            "account",
        )


def record_sign_on(situation: Situation, request: Request) -> Decision:
    """Decide a `RecordSignOn`: that it was done, in the register's book."""
    asked = cast(RecordSignOn, request)
    case = Case(situation, asked)
    officer = situation.officers.get(asked.account)
    if officer is None:
        case.against("account", f"{asked.account} is no officer's account.", field="account")
    if case.objections or officer is None:
        return case.refused()
    value: dict[str, object] = {"state": asked.state, "why": asked.why}
    entry = case.fact(REGISTER_ESTABLISHMENT, "officer", officer.id, "sign-on", value)
    return case.decision([entry], f"{asked.account} {STATES[asked.state]}.")

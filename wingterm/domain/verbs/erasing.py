"""Say how long records are kept, and erase what is due: with tombstones, never by a hole."""

from collections.abc import Collection
from typing import cast

from wingterm.domain.case import Case
from wingterm.domain.entries import Entry
from wingterm.domain.outcomes import Decision
from wingterm.domain.places import PlaceKind
from wingterm.domain.requests import Erase, EraseLog, Request, SetRetention
from wingterm.domain.retention import (
    AT_ONCE,
    FACT,
    LOG_ERASED,
    NEVER_HERE,
    OF_PEOPLE,
    RULES,
    YEARS_MAX,
    Erases,
    cutoff,
)
from wingterm.domain.situation import Person, Situation
from wingterm.domain.standing import REGISTER_ESTABLISHMENT
from wingterm.domain.verbs.merging import from_now
from wingterm.domain.verbs.why import why_of

LOG = "log"
"""The rule for the log of who saw what."""


def set_retention(situation: Situation, request: Request) -> Decision:
    """Decide a `SetRetention`: the rule named changes, the others stay."""
    asked = cast(SetRetention, request)
    case = Case(situation, asked)
    why = why_of(case, asked.why)
    from_now(case, asked)
    rule = _rule(case, asked.rule)
    _register(case)
    if not 0 <= asked.years <= YEARS_MAX:
        case.against(
            "retention-years",
            f"A rule keeps records for 1 to {YEARS_MAX} years, or for ever.",
            "Give the years, or `keep` for ever.",
            "years",
        )
    if case.objections:
        return case.refused()
    rules = {name: years for name, years in situation.retention.items() if name != rule}
    if asked.years:
        rules[rule] = asked.years
    if rules == situation.retention:
        return case.decision([], f"{rule} is so already; nothing changed.")
    value: dict[str, object] = {"rules": rules, "why": why}
    entry = case.fact(
        REGISTER_ESTABLISHMENT, "establishment", REGISTER_ESTABLISHMENT, "retention", value
    )
    until = f"{asked.years} years {RULES[rule].words}" if asked.years else "for ever"
    return case.decision([entry._replace(verb=asked.verb)], f"{rule}: kept {until}.")


def erase(situation: Situation, request: Request) -> Decision:
    """Decide an `Erase`: facts that name each entry to be erased, its hash and what seals it."""
    asked = cast(Erase, request)
    case = Case(situation, asked)
    from_now(case, asked)
    rule, person = _rule(case, asked.rule, OF_PEOPLE), case.subject(merged_too=True)
    _register(case)
    if person is not None and rule:
        _due(case, person, rule)
    if case.objections or person is None:
        return case.refused()
    gone = situation.erasable.get(person.id, [])
    if not gone:
        return case.decision([], f"{person.number}: nothing is left to erase.")
    first = situation.erasures.get(person.id, 0) + 1
    entries: list[Entry] = []
    for number, at in enumerate(range(0, len(gone), AT_ONCE), start=first):
        value: dict[str, object] = {
            "entries": [list(one) for one in gone[at : at + AT_ONCE]],
            "identity": RULES[rule].erases is Erases.ALL,
            "number": person.number,
            "rule": rule,
            "sex": person.sex,
            "years": situation.retention[rule],
        }
        fact = case.fact(REGISTER_ESTABLISHMENT, "person", person.id, f"{FACT}{number}", value)
        entries.append(fact._replace(verb=asked.verb))
    words = f"{len(gone)} entries erased by the rule {rule}"
    return case.decision(entries, f"{person.number}: {words}.")


def erase_log(situation: Situation, request: Request) -> Decision:
    """Decide an `EraseLog`: a fact that says up to which row, and its hash, which stays."""
    asked = cast(EraseLog, request)
    case = Case(situation, asked)
    from_now(case, asked)
    _register(case)
    years, row = situation.retention.get(LOG), situation.log_rows.get(asked.until)
    if years is None:
        case.against(
            "retention-unset",
            f"The rule {LOG} erases nothing in this register.",
            f"Set it first: wingterm retention set {LOG} YEARS.",
            "rule",
        )
    elif row is None or row[0] > cutoff(situation.now, years):
        case.against(
            "not-due",
            f"The log up to its row {asked.until} is kept for {years} years {RULES[LOG].words}.",
            "Leave it.",
            "until",
        )
    if case.objections or row is None:
        return case.refused()
    value: dict[str, object] = {"hash": row[1], "until": asked.until, "years": years}
    entry = case.fact(
        REGISTER_ESTABLISHMENT, "establishment", REGISTER_ESTABLISHMENT, LOG_ERASED, value
    )
    said = f"The log of who saw what is erased up to its row {asked.until}."
    return case.decision([entry._replace(verb=asked.verb)], said)


def _rule(case: Case, typed: str, rules: Collection[str] = RULES) -> str:
    """Give the name of a rule of some that there may be; object to another."""
    name = typed.strip().lower()
    if name not in rules:
        case.against(
            "retention-rule",
            f"{typed.strip() or '(empty)'} is no rule of retention.",
            f"Use one of: {', '.join(one for one in RULES if one in rules)}.",
            "rule",
        )
        return ""
    return name


def _register(case: Case) -> None:
    """Object where a prison asks for what only the register does."""
    prison = case.prison(or_register=True)
    if prison is not None and prison.id != REGISTER_ESTABLISHMENT:
        case.against(
            "register-only",
            "How long records are kept, and what is erased, is of the register, not of a prison.",
            "Use `wingterm retention`.",
            "prison",
        )


def _due(case: Case, person: Person, rule: str) -> None:
    """Object to somebody of whom the rule erases nothing yet."""
    years = case.situation.retention.get(rule)
    place = case.place_of(person)
    if years is None:
        case.against(
            "retention-unset",
            f"The rule {rule} erases nothing in this register.",
            f"Set it first: wingterm retention set {rule} YEARS.",
            "rule",
        )
    elif place.kind is not PlaceKind.OUTSIDE:
        case.against(
            "not-outside",
            f"{person.shown} is {case.where(person)}; nobody is erased who is not outside.",
            "Leave them out.",
        )
    elif (person.id not in case.situation.received) != (rule == NEVER_HERE):
        case.against(
            "retention-other",
            f"The rule {rule} is not for {person.shown}: it counts {RULES[rule].words}.",
            "Use the rule that is for them.",
            "rule",
        )
    elif (since := case.situation.outside_since.get(person.id)) is None:
        case.against(
            "retention-merged",
            f"Another record of {person.shown} is of somebody who is not outside.",
            "Leave them out.",
        )
    elif since > cutoff(case.situation.now, years):
        case.against(
            "not-due",
            f"{person.shown} is kept for {years} years {RULES[rule].words}: "
            f"that was at {case.shown(since)}.",
            "Leave them out.",
        )
    hold = case.situation.on_hold.get(person.id)
    if hold:
        case.against(
            "on-hold",
            f"{person.shown} is on legal hold: {hold}.",
            "It is ended with `wingterm end`, by who put it there.",
        )

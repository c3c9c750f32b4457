"""How long records are kept: the rules, who is due by them and who is not, and the erasing.

docs/people-records.md says what stays and what goes.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple

from db import access_erasure
from db.drafts import Drafts
from db.engine import Reader
from db.erasure import overwrite_unused
from db.queries import retention as questions
from db.queries.retention import ErasedRow, OutsideRow
from db.situation.erasures import holds, outside_since, received, records_of, rules_in_force
from wingterm.domain.outcomes import Receipt, Refused
from wingterm.domain.requests import Erase, EraseLog, Request
from wingterm.domain.retention import NEVER_HERE, OF_PEOPLE, RULES, Erases, cutoff
from wingterm.errors import BadInput, Conflict, RuleBroken
from wingterm.services.access_collect import collect
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk, authorise, officer_at

REGISTER = "REG"
"""The register's own book, in which erasures are."""

AN_ACT = 25
"""People who are erased by one act."""


class RuleLine(NamedTuple):
    """A rule of retention."""

    rule: str
    years: int | None
    """None: nothing is erased by it."""
    words: str
    erases: str


class Due(NamedTuple):
    """Somebody whom a rule is for."""

    number: str
    rule: str
    since: int
    """Since when the years count."""
    kept: str
    """Why they are not erased all the same, empty where they are."""


class Plan(NamedTuple):
    """What a run would do now."""

    erased: tuple[Due, ...] = ()
    kept: tuple[Due, ...] = ()
    """Who is old enough and stays, with why."""
    lines: int = 0
    """Lines of the log of who saw what that are old enough."""
    until: int = 0
    """The last row of them, as the register counts them."""
    drafts: int = 0
    """Drafts that were left long enough ago."""


class Ran(NamedTuple):
    """What came of a run."""

    receipts: tuple[Receipt, ...]
    lines: int
    """How many lines of the log were erased."""
    drafts: int
    """How many drafts were removed."""
    overwritten: bool
    """Whether no part of the register's file that is not in use holds what was erased: else it is
    to be run again, with nobody due."""


def rules(desk: Desk) -> tuple[RuleLine, ...]:
    """Give every rule, with what is set."""
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        held = rules_in_force(reader)
    return tuple(
        RuleLine(name, held.get(name), rule.words, str(rule.erases)) for name, rule in RULES.items()
    )


def plan(desk: Desk) -> Plan:
    """Say who would be erased now, by which rule, and who not and why; nothing is changed.

    Raises:
        NotAuthorised: the officer's role may not erase.
    """
    with desk.store.read() as reader:
        now = reader.now()
        authorise(officer_at(desk, reader, now), "erase")
        found = list(_due(reader, now))
        held = rules_in_force(reader)
        until, lines = (0, 0)
        if "log" in held:
            until, lines = access_erasure.due(reader, cutoff(now, held["log"]))
    desk.consulted([one.number for one in found], "retention run")
    return Plan(
        tuple(one for one in found if not one.kept),
        tuple(one for one in found if one.kept),
        lines,
        until,
        _drafts(desk).older(cutoff(now, held["drafts"])) if "drafts" in held else 0,
    )


def run(desk: Desk, confirmed: int) -> Ran:
    """Erase all who are due, and what is due of the log and of drafts.

    Each act is judged once more under its locks.

    Afterwards the file is made anew, also where nobody is due: an earlier run may have been kept
    from that.

    Args:
        desk: who erases.
        confirmed: how many people the officer was told of.

    Raises:
        BadInput: another number of people is due.
        RuleBroken: somebody is not due any more; what was done before stays done.
        StoreError: what was done stays done; the file could not be made anew.
    """
    planned = plan(desk)
    due = planned.erased
    if len(due) != confirmed:
        raise BadInput(
            f"{len(due)} people are due, not {confirmed}; nothing was erased.",
            "Look at them with --dry-run, then confirm their number.",
            field="confirm",
        )
    done = []
    for at in range(0, len(due), AN_ACT):
        asked = [
            Erase(prison=REGISTER, person=one.number, rule=one.rule)
            for one in due[at : at + AN_ACT]
        ]
        done.append(_done(desk, asked))
    if planned.lines:
        done.append(_done(desk, [EraseLog(prison=REGISTER, until=planned.until)]))
        collect(desk)
    dropped = 0
    if planned.drafts:
        with desk.store.read() as reader:
            years = rules_in_force(reader)["drafts"]
        dropped = _drafts(desk).drop_older(cutoff(desk.now(), years))
    return Ran(tuple(done), planned.lines, dropped, overwrite_unused(desk.store))


def _done(desk: Desk, asked: Sequence[Request]) -> Receipt:
    outcome = carry_out(desk, asked)
    if isinstance(outcome, Refused):
        first = outcome.objections[0]
        raise RuleBroken(first.sentence, first.remedy)
    if not isinstance(outcome, Receipt):
        raise Conflict("Something must be acknowledged first; look with --dry-run.")
    return outcome


def _drafts(desk: Desk) -> Drafts:
    return Drafts(desk.store, desk.account)


def _due(reader: Reader, now: int) -> Sequence[Due]:
    """Give everybody whom a rule is for and who is old enough, the rule that takes most first."""
    held = rules_in_force(reader)
    before = {rule: cutoff(now, years) for rule, years in held.items() if rule in OF_PEOPLE}
    if not before:
        return ()
    people = questions.outside(reader, max(before.values()))
    erased: dict[int, list[ErasedRow]] = {}
    for row in questions.erased(reader):
        erased.setdefault(row.person, []).append(row)
    same = records_of(reader, [one.person for one in people])
    here = received(reader, same)
    rule_of = {
        one.person: rule
        for one in people
        if (rule := _rule(one, before, erased.get(one.person, []), here=one.person in here))
    }
    same = {person: same[person] for person in rule_of}
    since, why = outside_since(reader, same), holds(reader, same)
    return [
        Due(
            one.number,
            rule,
            since.get(one.person, one.since),
            _kept(one.person, before[rule], since, why),
        )
        for one in people
        if (rule := rule_of.get(one.person, ""))
    ]


def _rule(one: OutsideRow, before: dict[str, int], erased: list[ErasedRow], *, here: bool) -> str:
    """Give the rule by which something of somebody is due; empty for none, or where it is done."""
    # What was erased before they came back says nothing of what is on record since.
    done = {bool(json.loads(row.value)["identity"]) for row in erased if row.at >= one.since}
    if True in done:
        return ""
    names = ["identity", "record"] if here else [NEVER_HERE]
    for name in names:
        if name in before and one.since <= before[name]:
            all_of = RULES[name].erases is Erases.ALL
            return name if all_of or not done else ""
    return ""


def _kept(person: int, before: int, since: dict[int, int], why: dict[int, str]) -> str:
    if person in why:
        return f"legal hold: {why[person]}"
    if person not in since:
        return "another record of theirs is of somebody who is not outside"
    if since[person] > before:
        return "another record of theirs is not so old"
    return ""

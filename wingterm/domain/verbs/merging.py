"""Say that two records are of one person, and that they are of two after all.

Nothing is rewritten: each record keeps its own line and what is on record of it, and a fact says
that one is of the same person as the other. Its withdrawal leaves everything as it was.
"""

from collections.abc import Iterator
from typing import cast

from wingterm.domain.case import Case
from wingterm.domain.entries import Entry, Kind
from wingterm.domain.outcomes import Decision
from wingterm.domain.places import PlaceKind
from wingterm.domain.requests import Merge, Request, Unmerge
from wingterm.domain.retention import HOLD
from wingterm.domain.situation import Person, Situation
from wingterm.domain.times import FAR
from wingterm.domain.verbs.why import why_of

MERGED = "merged"
"""Kind of the fact, about the record that is done with; its value names the other by id."""

WARNED_OF = "alert"
"""Kind of what other acts are warned of (domain note 4.9)."""


def merge(situation: Situation, request: Request) -> Decision:
    """Decide a `Merge`: from now on `into` stands for both records (domain note 7.1)."""
    asked = cast(Merge, request)
    case = Case(situation, asked)
    why = why_of(case, asked.why)
    from_now(case, asked)
    prison, person = case.prison(), case.subject()
    into = case.person(asked.into, "into")
    if person is not None and into is not None:
        _judge(case, person, into)
    if case.objections or prison is None or person is None or into is None:
        return case.refused()
    _warn(case, person, into)
    value: dict[str, object] = {"into": into.id, "why": why}
    if case.comment:
        value["comment"] = case.comment
    if case.warnings:
        value["acknowledged"] = case.answers()
    entry = case.fact(prison.id, "person", person.id, MERGED, value)
    said = f"{person.shown} is the same person as {into.shown}, whose number is used from now on."
    return case.decision([entry._replace(verb=asked.verb)], said)


def unmerge(situation: Situation, request: Request) -> Decision:
    """Decide an `Unmerge`: the fact never was, so both records are as if it had not been said."""
    asked = cast(Unmerge, request)
    case = Case(situation, asked)
    why = why_of(case, asked.why)
    from_now(case, asked)
    prison, person = case.prison(), case.subject(merged_too=True)
    said = situation.merges.get(person.id) if person is not None else None
    if person is not None and said is None:
        case.against(
            "not-merged",
            f"{person.shown} is not merged into another record.",
            f"`wingterm show {person.number}` says which records are merged into it.",
            "person",
        )
    if prison is not None and said is not None and said.establishment != prison.id:
        case.against(
            "other-book",
            f"That these are one person is in the book of "
            f"{situation.prison_of(said.establishment).name}.",
            "That prison takes it back.",
            "person",
        )
    if case.objections or person is None or said is None:
        return case.refused()
    entry = Entry(
        kind=Kind.UNFACT,
        verb=asked.verb,
        establishment=said.establishment,
        occurred_at=situation.now,
        detail=case.detail(why=why),
        subject_kind="person",
        subject=person.id,
        fact=MERGED,
        annuls_seq=said.seq,
    )
    return case.decision([entry], f"{person.shown} is another person than {person.same_as}.")


def from_now(case: Case, asked: Request) -> None:
    """Object to a time: what was done under a number before then was done under that number."""
    if asked.at is not None:
        case.against("from-now", "It is so from now on.", "Leave the time out.", "at")


def _judge(case: Case, person: Person, into: Person) -> None:
    """Object to two records that cannot be merged so."""
    if person.id == into.id:
        case.against(
            "same-person",
            f"{person.shown} cannot be merged into the same record.",
            "Give the number of the other record.",
            "into",
        )
        return
    case.alive(person)
    _outside(case, person, into)
    others = case.situation.merged_here.get(person.id, ())
    if others:
        case.against(
            "merged-here",
            f"{', '.join(others)} is merged into {person.shown}: records are not merged in a row.",
            f"Take that back first (`wingterm person unmerge {others[0]}`), then merge each.",
            "person",
        )
    if any(span.fact.startswith(f"{HOLD}.") for span in person.particulars(case.at)):
        case.against(
            "held-here",
            f"{person.shown} is on legal hold, and nothing is ended on a record that was given up.",
            f"Put {into.number} on hold, then end it of {person.number}: a hold keeps every record "
            "of a person.",
            "person",
        )
    apart = [
        span.fact.removeprefix("na.")
        for span in person.particulars(case.at)
        if span.fact.startswith("na.")
    ]
    if apart:
        case.against(
            "kept-apart",
            f"{person.shown} is to be kept apart from {_many(len(apart))}; acts on {into.number} "
            "would not warn of that.",
            f"Record it of {into.number}, then end it of {person.number}: "
            f"`wingterm particulars {person.number}` lists it.",
            "person",
        )


def _outside(case: Case, person: Person, into: Person) -> None:
    """Object to a record of somebody who is in custody: they are counted under its number."""
    place = case.place_of(person)
    if place.kind is PlaceKind.OUTSIDE:
        return
    other = case.place_of(into)
    if other.kind is PlaceKind.OUTSIDE:
        case.against(
            "not-outside",
            f"{person.shown} is {case.where(person)}; only somebody outside is merged.",
            f"Merge {into.number} into {person.number} instead.",
            "person",
        )
        return
    case.against(
        "both-held",
        f"{person.shown} is {case.where(person)}, and {into.shown} is {case.where(into)}: "
        "nobody is in two places.",
        "Find out who is there; if one is not, correct how they came there first.",
        "person",
    )


def _warn(case: Case, person: Person, into: Person) -> None:
    """Warn of what speaks against one person, and of what other acts would warn of no longer."""
    clash = next(_both_held(case.situation, person, into), None)
    if clash is not None:
        case.warn(
            "both-held-then",
            f"Both were in custody at {case.shown(clash)}: they may be two people.",
        )
    if person.sex != into.sex and "NK" not in (person.sex, into.sex):
        case.warn("other-sex", f"{person.shown} is recorded as {person.sex}, not as {into.sex}.")
    held = {span.fact for span in into.particulars(case.at)}
    alerts = sorted(
        span.fact.partition(".")[2]
        for span in person.particulars(case.at)
        if span.fact.startswith(f"{WARNED_OF}.") and span.fact not in held
    )
    if alerts:
        case.warn(
            "alerts-left",
            f"{person.shown} has alerts that {into.number} has not: {', '.join(alerts)}. "
            f"Acts on {into.number} do not warn of them; record there what is still so.",
        )


def _both_held(situation: Situation, person: Person, into: Person) -> Iterator[int]:
    """Give the instants from which both were in a prison's care at once, as now believed."""
    for start, end in situation.custody.get(person.id, ()):
        for other_start, other_end in situation.custody.get(into.id, ()):
            both = max(start, other_start)
            if start < end and other_start < other_end and both < min(end, other_end, FAR):
                yield both


def _many(count: int) -> str:
    return "somebody" if count == 1 else f"{count} people"

"""Movements through the gate: reception, transfer, arrival, release (domain notes 1.4 and 6.1)."""

from typing import cast

from wingterm.domain.case import Case
from wingterm.domain.entries import Entry
from wingterm.domain.outcomes import Decision
from wingterm.domain.places import PlaceKind
from wingterm.domain.requests import (
    Arrive,
    CancelTransfer,
    Receive,
    Release,
    Request,
    TransferOut,
)
from wingterm.domain.situation import Person, Prison, Situation
from wingterm.domain.standing import NO_BED, OUTSIDE_PLACE, REGISTER_ESTABLISHMENT


def receive(situation: Situation, request: Request) -> Decision:
    """Decide a `Receive` of somebody who is outside (rules 20 and 24)."""
    asked = cast(Receive, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    reason = case.reason("ADM", asked.reason)
    if person is not None and case.place_of(person).kind is not PlaceKind.OUTSIDE:
        case.against(
            "not-outside",
            f"{person.shown} is not outside: they are {case.where(person)}.",
            "If they are on the way here, record their arrival.",
            "person",
        )
    case.follows(person)
    return _taken_in(case, person, prison, asked.cell, reason, "was received into")


def arrive(situation: Situation, request: Request) -> Decision:
    """Decide an `Arrive` of somebody on the way to this prison (rules 13 to 16)."""
    asked = cast(Arrive, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    here = case.place_of(person) if person else None
    if person and prison and here != situation.special(prison.id, PlaceKind.EN_ROUTE):
        case.against(
            "not-on-the-way",
            f"{person.shown} is not on the way to {prison.name}: they are {case.where(person)}.",
            "The sending prison records the transfer out first.",
            "person",
        )
    case.follows(person)
    return _taken_in(case, person, prison, asked.cell, "ADM-INT", "arrived in")


def cancel_transfer(situation: Situation, request: Request) -> Decision:
    """Decide a `CancelTransfer`: the coach turned back to the prison that sent the person."""
    asked = cast(CancelTransfer, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    if person is not None and case.place_of(person).kind is not PlaceKind.EN_ROUTE:
        case.against(
            "not-on-the-way",
            f"{person.shown} is not on the way to another prison: they are {case.where(person)}.",
            "A transfer that was entered by mistake is corrected, not cancelled.",
            "person",
        )
    elif person and prison and _sender(situation, person) not in (None, prison.id):
        case.against(
            "not-the-sender",
            f"{prison.name} did not send {person.shown}.",
            "Only the sending prison cancels a transfer.",
            "prison",
        )
    case.follows(person)
    return _taken_in(case, person, prison, asked.cell, "ADM-INT", "came back to")


def transfer_out(situation: Situation, request: Request) -> Decision:
    """Decide a `TransferOut` to another prison of the register (rules 8 to 12)."""
    asked = cast(TransferOut, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    reason = case.reason("TRN", asked.reason)
    target = _destination(case, asked.to)
    case.inside(person, prison)
    case.follows(person)
    if case.objections or prison is None or person is None or target is None:
        return case.refused()
    way = situation.special(target.id, PlaceKind.EN_ROUTE)
    entry = case.movement(person, prison, way.id, NO_BED, reason, to=target.code)
    return case.decision([entry], f"{person.shown} left for {target.name}.")


def release(situation: Situation, request: Request) -> Decision:
    """Decide a `Release` of somebody inside (rules 25 to 27)."""
    asked = cast(Release, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    reason = case.reason("REL", asked.reason)
    case.inside(person, prison)
    case.follows(person)
    if case.objections or prison is None or person is None:
        return case.refused()
    entry = case.movement(person, prison, OUTSIDE_PLACE, NO_BED, reason)
    return case.decision([entry], f"{person.shown} was released from {prison.name}.")


def _sender(situation: Situation, person: Person) -> int | None:
    """Give the establishment that a person on the way left."""
    left = person.came_from
    return situation.place_of[left.place].establishment if left else None


def _destination(case: Case, code: str) -> Prison | None:
    code = code.strip().upper()
    target = case.situation.prisons.get(code)
    if target is None or target.id == REGISTER_ESTABLISHMENT:
        case.against(
            "unknown-prison",
            f"There is no prison {code or '(empty)'} in this register.",
            "Choose one that `wingterm prisons` lists.",
            "to",
        )
        return None
    if code == case.request.prison:
        case.against(
            "same-prison",
            f"{target.name} cannot transfer to itself.",
            "To give another cell, use a move.",
            "to",
        )
    return target


def _taken_in(
    case: Case, person: Person | None, prison: Prison | None, cell: str, reason: str, did: str
) -> Decision:
    """Put a person who comes in into a cell with room, or into reception (rule 16)."""
    if prison is None:
        return case.refused()
    place, bed = case.situation.special(prison.id, PlaceKind.RECEPTION), NO_BED
    if cell.strip() and cell.strip().upper() != place.code:
        named = case.place(prison, cell, "cell")
        if named is not None:
            place, bed = named, case.bed(person, named, "cell")
    if case.objections or person is None:
        return case.refused()
    entry: Entry = case.movement(person, prison, place.id, bed, reason)
    return case.decision([entry], f"{person.shown} {did} {prison.name}, {place.code}.")

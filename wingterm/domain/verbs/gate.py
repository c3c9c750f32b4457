"""Movements through the gate for good: receptions, transfers, releases.

Domain notes 1.4 and 6.1; the numbers of rules are those of 6.1.
"""

from typing import cast

from wingterm.domain.bedding import bed_for
from wingterm.domain.case import Case
from wingterm.domain.entries import one_after_the_other
from wingterm.domain.outcomes import Decision
from wingterm.domain.places import EN_ROUTE, INSIDE, OUT, PlaceKind
from wingterm.domain.prison import Prison
from wingterm.domain.requests import (
    Arrive,
    CancelTransfer,
    Redirect,
    Release,
    Request,
    TransferOut,
)
from wingterm.domain.situation import Origin, Person, Place, Situation
from wingterm.domain.standing import NO_BED, OUTSIDE_PLACE, REGISTER_ESTABLISHMENT
from wingterm.domain.verbs.holds import warn_not_for_release, warn_of_hold

ARRIVAL_REASON = {PlaceKind.COURT: "ADM-TRNCRT", PlaceKind.ABSENCE: "ADM-TRNTAP"}
"""Reason of an arrival from where somebody was out; whatever was given (rule 19)."""

ESCAPES = ("ESCP", "UAL", "UAL_ECL")
"""REL reasons that are no release: they have verbs of their own (domain note 1.1)."""

DESTINATION_MAX = 80
COACH_MAX = 40


def arrive(situation: Situation, request: Request) -> Decision:
    """Decide an `Arrive` of somebody on the way here (rules 13 to 16), or out from another prison.

    Who is out from another prison leaves its book and enters this one's in one act (rule 19).
    """
    asked = cast(Arrive, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    here = case.place_of(person) if person else None
    if person and prison and here and here.kind in OUT and here.establishment != prison.id:
        case.alive(person)
        case.follows(person)
        reason = ARRIVAL_REASON.get(here.kind, "ADM-INT")
        return handed_over(case, person, prison, asked.cell, reason, "arrive", "arrived in")
    if person and prison and here is not situation.special(prison.id, EN_ROUTE):
        case.against(
            "not-on-the-way",
            f"{person.shown} is not on the way to {prison.name}: they are {case.where(person)}.",
            "The sending prison records the transfer out first.",
            "person",
        )
    left = handed_over_from(case, person)
    if person and left is PlaceKind.AT_LARGE:
        _object_to_caught(case, person)
    case.follows(person)
    reason = ARRIVAL_REASON.get(left, "ADM-INT") if left else "ADM-INT"
    return taken_in(case, person, prison, asked.cell, reason, "arrived in")


def cancel_transfer(situation: Situation, request: Request) -> Decision:
    """Decide a `CancelTransfer`: the coach turned back to the prison that sent the person."""
    asked = cast(CancelTransfer, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    _on_the_way(case, person, prison, "cancels a transfer")
    case.follows(person)
    return taken_in(case, person, prison, asked.cell, "ADM-INT", "came back to")


def redirect(situation: Situation, request: Request) -> Decision:
    """Decide a `Redirect`: the sender says that a person on the way goes to another prison."""
    asked = cast(Redirect, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    _on_the_way(case, person, prison, "redirects a transfer")
    target = _destination(case, asked.to)
    away = None if target else _prison_elsewhere(case, asked.to)
    way = situation.special(target.id, EN_ROUTE).id if target else OUTSIDE_PLACE
    if target is not None and person is not None and case.place_of(person).id == way:
        said = f"{person.shown} is on the way to {target.name} already; nothing changed."
        return case.decision([], said)
    case.follows(person)
    if case.objections or prison is None or person is None:
        return case.refused()
    entry = case.movement(
        person, prison, way, NO_BED, person.origin.reason,
        to=asked.to.strip().upper(), sender=prison.code, coach=person.origin.said("coach"),
        outside=None if target else True,
    )  # fmt: skip
    if target is None:
        said = f"{person.shown} goes on to {away}, which keeps a register of its own."
        return case.decision([entry], said)
    return case.decision([entry], f"{person.shown} is now on the way to {target.name}.")


def transfer_out(situation: Situation, request: Request) -> Decision:
    """Decide a `TransferOut` to another prison, in the register or outside it (rules 8 to 12)."""
    asked = cast(TransferOut, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    reason = case.reason("TRN", asked.reason)
    escort = case.escort(asked.escort)
    coach = case.text(asked.coach, "coach", COACH_MAX)
    target = _destination(case, asked.to)
    away = None if target else _prison_elsewhere(case, asked.to)
    case.inside(person, prison)
    case.follows(person)
    if case.objections or prison is None or person is None:
        return case.refused()
    warn_of_hold(case, person)
    code = asked.to.strip().upper()
    if target is None:
        entry = case.movement(
            person, prison, OUTSIDE_PLACE, NO_BED, reason,
            to=code, coach=coach, escort=escort, outside=True,
        )  # fmt: skip
        said = f"{person.shown} left for {away}, which keeps a register of its own."
        return case.decision([entry], said)
    way = situation.special(target.id, EN_ROUTE)
    entry = case.movement(
        person, prison, way.id, NO_BED, reason, to=code, coach=coach, escort=escort
    )
    return case.decision([entry], f"{person.shown} left for {target.name}.")


def release(situation: Situation, request: Request) -> Decision:
    """Decide a `Release` of somebody inside, or where they are out (rules 25 to 27)."""
    asked = cast(Release, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    reason = case.reason("REL", asked.reason)
    if reason.partition("-")[2] in ESCAPES:
        case.against(
            "not-a-release",
            "An escape or an abscond is no release.",
            "Record it as what it is: `wingterm escape` or `wingterm abscond`.",
            "reason",
        )
    destination = case.text(asked.destination, "destination", DESTINATION_MAX)
    case.among(INSIDE + OUT if asked.without_return else INSIDE, person, prison)
    case.follows(person)
    if case.objections or prison is None or person is None:
        return case.refused()
    warn_not_for_release(case, person)
    here = case.place_of(person)
    entry = case.movement(person, prison, OUTSIDE_PLACE, NO_BED, reason, destination=destination)
    where = f", {here.name.lower()}" if here.kind in OUT else ""
    return case.decision([entry], f"{person.shown} was released from {prison.name}{where}.")


def taken_in(
    case: Case,
    person: Person | None,
    prison: Prison | None,
    cell: str,
    reason: str,
    did: str,
    **more: object,
) -> Decision:
    """Put a person who comes in into a cell with room, or into reception (rules 15 and 16)."""
    if prison is None:
        return case.refused()
    place, bed = _into(case, person, prison, cell)
    if case.objections or person is None:
        return case.refused()
    entry = case.movement(person, prison, place.id, bed, reason, verb="", **more)
    return case.decision([entry], f"{person.shown} {did} {prison.name}, {place.code}.")


def handed_over(
    case: Case, person: Person, prison: Prison, cell: str, reason: str, verb: str, did: str
) -> Decision:
    """Take a person over from the book of the prison that had them out or at large.

    Two entries in one act: what changes whose book a person is in stands in both.
    """
    holder = case.situation.prison_of(case.place_of(person).establishment)
    place, bed = _into(case, person, prison, cell)
    if case.objections:
        return case.refused()
    way = case.situation.special(prison.id, EN_ROUTE)
    left = case.movement(person, holder, way.id, NO_BED, verb="hand-over", to=prison.code)
    came = case.movement(person, prison, place.id, bed, reason, verb=verb, sender=holder.code)
    said = f"{person.shown} {did} {prison.name}, {place.code}, from {holder.name}."
    return case.decision(one_after_the_other(left, came), said)


def handed_over_from(case: Case, person: Person | None) -> PlaceKind | None:
    """Give where the other prison had somebody whom it handed over, None of anybody else.

    They are on the way while the receiver's half of that act stands corrected.
    """
    if person is None or person.came_from is None or person.origin.verb != "hand-over":
        return None
    return case.situation.place_of[person.came_from.place].kind


def _object_to_caught(case: Case, person: Person) -> None:
    """Object to taking somebody who was at large for one who is on a transfer."""
    case.against(
        "at-large",
        f"{person.shown} was at large: they were caught, and are on no transfer.",
        "The prison that caught them records a recapture; or its hand-over is corrected.",
        "person",
    )


def _into(case: Case, person: Person | None, prison: Prison, cell: str) -> tuple[Place, int]:
    """Give the place and bed that somebody comes into."""
    place, bed = case.situation.special(prison.id, PlaceKind.RECEPTION), NO_BED
    if cell.strip() and cell.strip().upper() != place.code:
        named = case.place(prison, cell, "cell")
        if named is not None:
            place, bed = named, bed_for(case, person, named, "cell")
    return place, bed


def _on_the_way(case: Case, person: Person | None, prison: Prison | None, what: str) -> None:
    """Object unless a person is on the way and this prison sent them."""
    if person is not None and case.place_of(person).kind is not EN_ROUTE:
        case.against(
            "not-on-the-way",
            f"{person.shown} is not on the way to another prison: they are {case.where(person)}.",
            "A transfer that was entered by mistake is corrected, not cancelled.",
            "person",
        )
    elif person and prison and sender_of(case.situation, person) not in (None, prison.id):
        case.against(
            "not-the-sender",
            f"{prison.name} did not send {person.shown}.",
            f"Only the sending prison {what}.",
            "prison",
        )
    elif person and handed_over_from(case, person) is PlaceKind.AT_LARGE:
        _object_to_caught(case, person)


def sender_of(situation: Situation, person: Person) -> int | None:
    """Give the establishment that a person on the way left."""
    origin: Origin = person.origin
    if origin.verb == "redirect":
        return situation.prisons[str(origin.said("sender"))].id
    left = person.came_from
    return situation.place_of[left.place].establishment if left else None


def _destination(case: Case, code: str) -> Prison | None:
    """Give a prison of the register to go to; object to none, and to the present one (rule 31)."""
    code = code.strip().upper()
    if not code:
        case.against("no-destination", "Say which prison they go to.", field="to")
        return None
    target = case.situation.prisons.get(code)
    if target is None or target.id == REGISTER_ESTABLISHMENT:
        if code not in _known(case):
            case.against(
                "unknown-prison",
                f"There is no prison {code} in this register.",
                "Choose one that `wingterm prisons` lists.",
                "to",
            )
        return None
    if code == case.request.prison:
        case.against(
            "same-prison",
            f"{target.name} cannot transfer to itself.",
            "To take them back, cancel the transfer."
            if isinstance(case.request, Redirect)
            else "To give another cell, use a move.",
            "to",
        )
    return target


def _known(case: Case) -> set[str]:
    return {prison.code for prison in case.situation.codes.list("prisons")}


def _prison_elsewhere(case: Case, code: str) -> str:
    """Give the name of a prison outside the register; object to one that is closed (rule 11)."""
    code = code.strip().upper()
    known = case.situation.codes.list("prisons").get(code)
    if known is not None and not known.active:
        case.against(
            "closed-prison",
            f"{known.description} ({code}) is not an active prison.",
            "Choose another; `wingterm codes prisons` lists them.",
            "to",
        )
    return known.description if known else code

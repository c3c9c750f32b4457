"""What ends somebody's time in a prison otherwise than by release: each with its own meaning.

Escape, abscond and failure to return are three states and three statistics; death leaves a person
on the roll until the body is removed (practice notes 2.1 and 2.8, domain note 1.4).
"""

from collections.abc import Collection
from typing import cast

from wingterm.domain.case import Case
from wingterm.domain.entries import one_after_the_other
from wingterm.domain.outcomes import Decision
from wingterm.domain.places import INSIDE, OUT, PlaceKind
from wingterm.domain.prison import Prison
from wingterm.domain.requests import Death, DischargeToHospital, Recapture, Request
from wingterm.domain.situation import Person, Situation
from wingterm.domain.standing import NO_BED, OUTSIDE_PLACE
from wingterm.domain.verbs.gate import handed_over, handed_over_from, sender_of, taken_in
from wingterm.domain.verbs.holds import warn_not_for_release
from wingterm.domain.verbs.reception import RECAPTURES

WORDS_MAX = 120


def escape(situation: Situation, request: Request) -> Decision:
    """Decide an `Escape`: a barrier or an escort was overcome; the bed is given up.

    Who is on the way is in the hands of the prison that sent them: it records an escape from there.
    """
    case = Case(situation, request)
    prison, person = case.prison(), case.subject()
    if prison and person and case.place_of(person).kind is PlaceKind.EN_ROUTE:
        sender = sender_of(situation, person)
        if sender == prison.id:
            return _gone(case, person, prison, "REL-ESCP", "escaped on the way from")
    return _at_large(case, INSIDE + OUT, "REL-ESCP", "escaped from")


def abscond(situation: Situation, request: Request) -> Decision:
    """Decide an `Abscond`: there was nothing to overcome."""
    return _at_large(Case(situation, request), INSIDE + OUT, "REL-UAL", "absconded from")


def fail_to_return(situation: Situation, request: Request) -> Decision:
    """Decide a `FailToReturn`: only of somebody on temporary absence."""
    case = Case(situation, request)
    return _at_large(case, (PlaceKind.ABSENCE,), "REL-UAL", "failed to return to")


def recapture(situation: Situation, request: Request) -> Decision:
    """Decide a `Recapture`: the same stay goes on, here or in another prison (rule 21)."""
    asked = cast(Recapture, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    reason = case.reason("ADM", asked.reason)
    if reason.partition("-")[2] not in RECAPTURES:
        case.against(
            "not-a-recapture",
            f"Reason {asked.reason.strip().upper()} is not one of a recapture or late return.",
            f"It is one of: {', '.join(sorted(RECAPTURES))}.",
            "reason",
        )
    here = case.place_of(person) if person else None
    on_the_way = here and prison and here == situation.special(prison.id, PlaceKind.EN_ROUTE)
    caught = handed_over_from(case, person) if on_the_way else here and here.kind
    if person is not None and caught is not PlaceKind.AT_LARGE:
        case.against(
            "not-at-large",
            f"{person.shown} is not at large: they are {case.where(person)}.",
            "Check the number.",
            "person",
        )
    case.follows(person)
    if person and prison and here and here.establishment != prison.id and not case.objections:
        return handed_over(case, person, prison, asked.cell, reason, "recapture", "was taken to")
    return taken_in(case, person, prison, asked.cell, reason, "is back in")


def death(situation: Situation, request: Request) -> Decision:
    """Decide a `Death`: nothing moves; the person is on the roll until the body is removed."""
    asked = cast(Death, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    found_by = case.text(asked.found_by, "found_by", WORDS_MAX)
    case.among(INSIDE + OUT, person, prison)
    case.follows(person)
    if case.objections or prison is None or person is None:
        return case.refused()
    assert person.whereabouts is not None
    at = person.whereabouts.standing
    entry = case.movement(person, prison, at.place, at.bed, "REL-DEC", found_by=found_by)
    said = f"{person.shown} is recorded as having died, {case.where(person)}."
    return case.decision([entry], said)


def remove_body(situation: Situation, request: Request) -> Decision:
    """Decide a `RemoveBody`: off the roll from then on."""
    case = Case(situation, request)
    prison, person = case.prison(), case.subject()
    if person is not None and prison is not None:
        here = case.place_of(person)
        if person.origin.verb != "death":
            case.against(
                "not-dead",
                f"{person.shown} is not recorded as having died.",
                "Record the death first.",
                "person",
            )
        elif here.establishment != prison.id:
            case.against(
                "not-inside",
                f"{person.shown} is not in {prison.name}: they are {case.where(person)}.",
                "The prison that holds the person records it.",
                "person",
            )
    case.follows(person)
    if case.objections or prison is None or person is None:
        return case.refused()
    entry = case.movement(person, prison, OUTSIDE_PLACE, NO_BED, "REL-DEC")
    return case.decision([entry], f"The body of {person.shown} was removed; off the roll.")


def discharge_to_hospital(situation: Situation, request: Request) -> Decision:
    """Decide a `DischargeToHospital`; of somebody in no prison it makes a stay first (note 1.4)."""
    asked = cast(DischargeToHospital, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    destination = case.text(asked.destination, "destination", WORDS_MAX)
    authority = case.text(asked.authority, "authority", WORDS_MAX)
    if not destination:
        case.against("no-destination", "Say which hospital.", field="destination")
    outside = person is not None and case.place_of(person).kind is PlaceKind.OUTSIDE
    if outside and person is not None and case.alive(person) and not authority:
        case.against(
            "no-authority", "Say which authority ordered it: they are in no prison.",
            "Give the authority.", "authority",
        )  # fmt: skip
    if not outside:
        case.among(INSIDE + OUT, person, prison)
    case.follows(person)
    if case.objections or prison is None or person is None:
        return case.refused()
    warn_not_for_release(case, person)
    said = f"{person.shown} was discharged to {destination}: a restricted patient."
    entry = case.movement(
        person, prison, OUTSIDE_PLACE, NO_BED, "REL-HP",
        destination=destination, authority=authority,
    )  # fmt: skip
    if not outside:
        return case.decision([entry], said)
    reception = situation.special(prison.id, PlaceKind.RECEPTION)
    came = case.movement(
        person, prison, reception.id, NO_BED, "ADM-O", verb="receive", authority=authority
    )
    return case.decision(one_after_the_other(came, entry), said)


def _at_large(case: Case, kinds: Collection[PlaceKind], reason: str, did: str) -> Decision:
    """Decide that somebody got away from a prison that has them in some kinds of place."""
    prison, person = case.prison(), case.subject()
    case.among(kinds, person, prison)
    if prison is None or person is None:
        return case.refused()
    return _gone(case, person, prison, reason, did)


def _gone(case: Case, person: Person, prison: Prison, reason: str, did: str) -> Decision:
    case.follows(person)
    if case.objections:
        return case.refused()
    gone = case.situation.special(prison.id, PlaceKind.AT_LARGE)
    entry = case.movement(person, prison, gone.id, NO_BED, reason)
    return case.decision([entry], f"{person.shown} {did} {prison.name}; at large.")

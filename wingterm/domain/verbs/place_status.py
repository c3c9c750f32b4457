"""Whether a place is in use: out of use and back, closed, converted, its certificate (note 3.3)."""

from typing import cast

from wingterm.domain.case import Case
from wingterm.domain.codes import Code
from wingterm.domain.entries import Entry
from wingterm.domain.outcomes import Decision
from wingterm.domain.people import no_such_day, read_day
from wingterm.domain.places import PlaceKind
from wingterm.domain.prison import Prison
from wingterm.domain.requests import (
    BringBack,
    ClosePlace,
    ConvertPlace,
    Request,
    RequestCertificate,
    SettleCertificate,
    TakeOutOfUse,
)
from wingterm.domain.situation import Place, Situation, in_force
from wingterm.domain.times import FAR, local_date
from wingterm.domain.verbs import place_rules as rules
from wingterm.domain.verbs.places import MARKABLE

DESCRIPTION_MAX = 240
REFERENCE_MAX = 60
OTHER = "OTHER"
"""Reason that must be described (domain note 3.2, rule 6)."""

NAMED = 12
"""How many people of a place are named in a sentence."""


def take_out_of_use(situation: Situation, request: Request) -> Decision:
    """Decide a `TakeOutOfUse`; again with another reason or date where it is out of use already."""
    asked = cast(TakeOutOfUse, request)
    case = Case(situation, asked)
    prison, place = _subject(case, asked.code)
    reason = _reason(case, asked.reason)
    description = case.text(asked.description, "description", DESCRIPTION_MAX)
    reference = case.text(asked.reference, "reference", REFERENCE_MAX)
    back = _expected_back(case, prison, asked.expected_back)
    if reason is not None and reason.code == OTHER and not description:
        case.against("description", "Reason OTHER needs a description.", field="description")
    if place is not None:
        _held_status(case, place, ("ACTIVE", "INACTIVE"), "taken out of use")
        _nobody_in(case, place)
    if case.objections or prison is None or place is None or reason is None:
        return case.refused()
    value: dict[str, object] = {"status": "INACTIVE", "reason": reason.code}
    more = {"description": description, "expected_back": back, "reference": reference}
    value |= {name: text for name, text in more.items() if text}
    until = f", expected back {back}" if back else ""
    said = f"{place.code} is out of use: {reason.description}{until}."
    return case.decision([_status(case, prison, place, value)], said)


def bring_back(situation: Situation, request: Request) -> Decision:
    """Decide a `BringBack`; never below something that is itself out of use (rule 7)."""
    asked = cast(BringBack, request)
    case = Case(situation, asked)
    prison, place = _subject(case, asked.code)
    if place is not None:
        _held_status(case, place, ("INACTIVE", "DRAFT", "CONVERTED"), "brought into use")
        closed = (p for p in situation.above(place) if p.status_at(case.at) != "ACTIVE")
        above = next(closed, None)
        if above is not None:
            case.against(
                "above-out-of-use",
                f"{place.code} lies in {above.code}, which is not in use "
                f"({above.status_at(case.at)}).",
                f"Bring {above.code} into use first.",
                "code",
            )
    if case.objections or prison is None or place is None:
        return case.refused()
    entry = _status(case, prison, place, {"status": "ACTIVE"})
    return case.decision([entry], f"{place.code} is in use.")


def close(situation: Situation, request: Request) -> Decision:
    """Decide a `ClosePlace`: with what is below, for good."""
    asked = cast(ClosePlace, request)
    case = Case(situation, asked)
    prison, place = _subject(case, asked.code)
    description = case.text(asked.description, "description", DESCRIPTION_MAX)
    if not description:
        case.against("description", "Say why it is closed for good.", field="description")
    if place is not None and prison is not None:
        _nobody_in(case, place)
        _nothing_awaited_below(case, place)
        if rules.next_change(place, "status", case.at) != FAR:
            later = case.shown(rules.next_change(place, "status", case.at))
            case.against(
                "status-later",
                f"What is on record of {place.code} at {later} says that it was not closed.",
                "Give a later time, or withdraw that first.",
                "at",
            )
        rules.warn_of_signed(case, prison, place)
    if case.objections or prison is None or place is None:
        return case.refused()
    value: dict[str, object] = {"status": "ARCHIVED", "description": description}
    return case.decision([_status(case, prison, place, value)], f"{place.code} is closed for good.")


def convert(situation: Situation, request: Request) -> Decision:
    """Decide a `ConvertPlace` of a cell to a room that nobody lives in."""
    asked = cast(ConvertPlace, request)
    case = Case(situation, asked)
    prison, place = _subject(case, asked.code)
    room = case.situation.codes.list("converted_cell_types").get(asked.to.strip().upper())
    if room is None or not room.active:
        case.against(
            "room",
            f"{asked.to.strip() or '(empty)'} is not a kind of room.",
            "`wingterm codes converted_cell_types` lists them.",
            "to",
        )
    if place is not None and prison is not None:
        if place.kind is not PlaceKind.CELL:
            case.against("not-a-cell", f"{place.code} is not a cell.", "Name a cell.", "code")
        _nobody_in(case, place)
        rules.warn_of_signed(case, prison, place)
    if case.objections or prison is None or place is None or room is None:
        return case.refused()
    value: dict[str, object] = {"status": "CONVERTED", "converted_to": room.code}
    said = f"{place.code} is no cell any more: {room.description}."
    return case.decision([_status(case, prison, place, value)], said)


def request_certificate(situation: Situation, request: Request) -> Decision:
    """Decide a `RequestCertificate`: until it is settled the place stays as it is (rule 9)."""
    asked = cast(RequestCertificate, request)
    case = Case(situation, asked)
    prison, place = _subject(case, asked.code, only=MARKABLE)
    reference = case.text(asked.reference, "reference", REFERENCE_MAX)
    change = case.text(asked.change, "change", DESCRIPTION_MAX)
    if not change:
        case.against("change", "Say which change is asked for.", field="change")
    if case.objections or prison is None or place is None:
        return case.refused()
    value: dict[str, object] = {"pending": True, "reference": reference, "change": change}
    entry = case.fact(prison.id, "place", place.id, "certificate", rules.noted(case, value))
    return case.decision([entry], f"A change of the certificate of {place.code} is asked for.")


def settle_certificate(situation: Situation, request: Request) -> Decision:
    """Decide a `SettleCertificate`; what was approved is then entered as any change is."""
    asked = cast(SettleCertificate, request)
    case = Case(situation, asked)
    prison = case.prison()
    place = case.place(prison, asked.code, "code")
    decided = case.text(asked.comment_on, "comment_on", DESCRIPTION_MAX)
    held = in_force(place.facts, "certificate", case.at) if place else None
    if place is not None and not (held and held.get("pending")):
        case.against(
            "no-certificate",
            f"No change of the certificate of {place.code} is awaited.",
            "`wingterm places --certificates` lists those that are.",
            "code",
        )
    if case.objections or prison is None or place is None or held is None:
        return case.refused()
    value: dict[str, object] = {**held, "pending": False, "approved": asked.approved}
    if decided:
        value["decision"] = decided
    entry = case.fact(prison.id, "place", place.id, "certificate", rules.noted(case, value))
    word = "approved" if asked.approved else "refused"
    return case.decision([entry], f"The change of the certificate of {place.code} was {word}.")


def _subject(
    case: Case, code: str, only: tuple[PlaceKind, ...] = ()
) -> tuple[Prison | None, Place | None]:
    """Give the acting prison and the place, once it is one that may be changed."""
    prison = case.prison()
    place = case.place(prison, code, "code")
    if place is None or not rules.not_special(case, place):
        return prison, None
    if only and place.kind not in only:
        case.against(
            "not-residential", f"{place.code} is no wing, spur, landing or cell.", field="code"
        )
        return prison, None
    return prison, place if rules.changeable(case, place) else None


def _status(case: Case, prison: Prison, place: Place, value: dict[str, object]) -> Entry:
    return case.fact(prison.id, "place", place.id, "status", rules.noted(case, value))


def _reason(case: Case, typed: str) -> Code | None:
    """Give a reason that staff may pick (domain note 3.3); object to any other."""
    code = typed.strip().upper()
    known = case.situation.codes.list("out_of_order_reasons").get(code)
    if known and known.active:
        return known
    case.against(
        "reason",
        f"{code or '(empty)'} is not a reason for taking a place out of use.",
        "`wingterm codes out_of_order_reasons` lists them.",
        "reason",
    )
    return None


def _expected_back(case: Case, prison: Prison | None, typed: str) -> str:
    """Give the date on which a place should be in use again; object to one before the act's."""
    if not typed.strip():
        return ""
    day = read_day(typed)
    if day is None:
        case.against(
            "expected-back",
            no_such_day(typed) or "That is no date.",
            "Give a date such as 2026-03-31 or 31/03/2026.",
            "expected_back",
        )
        return ""
    if prison is not None and day < local_date(case.at, prison.timezone):
        case.against(
            "expected-back",
            f"{day.isoformat()} is before the place goes out of use.",
            "Give a later date.",
            "expected_back",
        )
    return day.isoformat()


def _held_status(case: Case, place: Place, allowed: tuple[str, ...], done: str) -> None:
    status = place.status_at(case.at)
    if status not in allowed:
        case.against(
            "place-status",
            f"{place.code} is {status} at {case.shown(case.at)}; it cannot be {done}.",
            "`wingterm places` shows the status of each.",
            "code",
        )


def _nobody_in(case: Case, place: Place) -> None:
    """Object to people who hold a bed there or stand in it, from then on (note 3.2, rule 5)."""
    until = rules.next_change(place, "status", case.at)
    situation = case.situation
    found = set()
    for each in situation.below(place):
        stays = list(situation.area_stays.get(each.id, ()))
        for bed in each.beds:
            stays += situation.bed_stays.get(bed, ())
        found |= {(s.number, each.code) for s in stays if s.overlaps(case.at, until)}
    if not found:
        return
    named = [f"{number} ({code})" for number, code in sorted(found, key=lambda f: (f[1], f[0]))]
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    case.against(
        "has-people",
        f"{place.code} has people at {case.shown(case.at)} or later: "
        f"{', '.join(named[:NAMED])}{more}.",
        "Move them out first; a bed kept for somebody who is out counts.",
        "code",
    )


def _nothing_awaited_below(case: Case, place: Place) -> None:
    for each in case.situation.below(place):
        if each.id != place.id and rules.awaited(case, each):
            rules.object_to_awaited(case, each)
            return

"""Out for a time and on the books: court, temporary absence, hospital (domain note 1.4)."""

from typing import cast

from wingterm.domain.case import Case
from wingterm.domain.outcomes import Decision
from wingterm.domain.places import INSIDE, OUT, PlaceKind
from wingterm.domain.requests import AbsenceOut, HospitalOut, Request
from wingterm.domain.requests.movements import Out
from wingterm.domain.situation import Person, Situation
from wingterm.domain.standing import NO_BED

WORDS_MAX = 120
OFFICERS_MAX = 240


def court_out(situation: Situation, request: Request) -> Decision:
    """Decide a `CourtOut`; a video link is no leaving (domain note 1.1)."""
    case = Case(situation, request)
    reason = case.reason("CRT", cast(Out, request).reason)
    if reason.startswith("CRT-VL"):
        case.against(
            "video-link",
            "For a video link nobody leaves the prison.",
            "Record them elsewhere inside, where the link is.",
            "reason",
        )
    return _out(case, PlaceKind.COURT, reason)


def absence_out(situation: Situation, request: Request) -> Decision:
    """Decide an `AbsenceOut`; a licence says when they are due back."""
    case = Case(situation, request)
    asked = cast(AbsenceOut, request)
    if asked.due_back is None:
        case.against(
            "no-due-back",
            "Say when they are due back.",
            "A temporary absence ends at the time of the licence.",
            "due_back",
        )
    return _out(case, PlaceKind.ABSENCE, case.reason("TAP", asked.reason))


def hospital_out(situation: Situation, request: Request) -> Decision:
    """Decide a `HospitalOut`; a bed watch names its officers (practice note 2.1)."""
    case = Case(situation, request)
    asked = cast(HospitalOut, request)
    if not asked.officers.strip():
        case.against(
            "no-officers",
            "Name the officers who watch them.",
            "Somebody at hospital is on the roll under named officers.",
            "officers",
        )
    return _out(case, PlaceKind.HOSPITAL, case.reason("TAP", asked.reason))


def _out(case: Case, kind: PlaceKind, reason: str) -> Decision:
    """Take somebody out: from inside, or on from where they are out already."""
    asked = cast(Out, case.request)
    prison, person = case.prison(), case.subject()
    destination = case.text(asked.destination, "destination", WORDS_MAX)
    officers = case.text(asked.officers, "officers", OFFICERS_MAX)
    escort = case.escort(asked.escort)
    if not destination and not any(o.field == "destination" for o in case.objections):
        case.against("no-destination", "Say where they go.", field="destination")
    if asked.due_back is not None and asked.due_back <= case.at:
        case.against(
            "due-back",
            f"{case.shown(asked.due_back)} is not after they leave.",
            "Give the time at which they are due back.",
            "due_back",
        )
    case.among(INSIDE + OUT, person, prison)
    case.follows(person)
    if case.objections or prison is None or person is None:
        return case.refused()
    target = case.situation.special(prison.id, kind)
    assert person.whereabouts is not None
    bed = person.whereabouts.standing.bed if asked.keep_bed else NO_BED
    entry = case.movement(
        person, prison, target.id, bed, reason,
        destination=destination, escort=escort, officers=officers, due_back=asked.due_back,
    )  # fmt: skip
    kept = _kept(case, person, bed)
    return case.decision([entry], f"{person.shown} is out: {target.name.lower()}{kept}.")


def _kept(case: Case, person: Person, bed: int) -> str:
    assert person.whereabouts is not None
    held = case.situation.cell_of.get(person.whereabouts.standing.bed)
    if held is None:
        return ""
    return f", the bed in {held.code} is kept" if bed else f", the bed in {held.code} is free"

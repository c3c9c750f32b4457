"""Taking somebody into custody on the order of an authority: a new stay, or the same again.

Domain notes 1.4, 5.3 and 6.1; practice notes 1.2 and 1.4.
"""

from datetime import timedelta
from typing import cast

from wingterm.domain.case import Case
from wingterm.domain.outcomes import Decision
from wingterm.domain.people import no_such_day, read_day
from wingterm.domain.places import PlaceKind
from wingterm.domain.requests import Recall, Receive, Request
from wingterm.domain.requests.movements import Ordered
from wingterm.domain.situation import Person, Situation
from wingterm.domain.times import local_date
from wingterm.domain.verbs.gate import taken_in

RECALLS = frozenset({"L", "B", "Y", "24", "ELR", "ETB"})
"""ADM reasons of a recall: they go on with the last stay (domain notes 1.1 and 5.4)."""

RECAPTURES = frozenset({"RECA", "R", "H", "A", "U"})
"""ADM reasons of somebody who was at large."""

BETWEEN_PRISONS = frozenset({"TRNCRT", "TRNTAP"})
"""ADM reasons of an arrival from where another prison of the register had the person out."""

WORDS_MAX = 120
HOLD_MOST = timedelta(hours=72)
"""Longest hold without an order."""

MICROS = 1_000_000
UNKNOWN = "unknown"


def receive(situation: Situation, request: Request) -> Decision:
    """Decide a `Receive` of somebody who is outside: a new stay (rules 20 to 24)."""
    asked = cast(Receive, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    reason = case.reason("ADM", asked.reason)
    came_from = _came_from(case, asked.came_from)
    order = _order(case, asked)
    _outside(case, person)
    code = reason.partition("-")[2]
    if person is not None and code in RECALLS and person.origin.verb == "release":
        case.against(
            "recall-instead",
            f"{person.shown} was released from here: a recall goes on with that stay.",
            "Record a recall.",
            "reason",
        )
    if code in RECAPTURES - {"R"} or code in BETWEEN_PRISONS:
        case.against(
            "not-a-reception",
            f"Reason {code} is not one of a new stay.",
            "Record a recapture, or an arrival.",
            "reason",
        )
    case.follows(person)
    return taken_in(
        case, person, prison, asked.cell, reason, "was received into", came_from=came_from, **order
    )


def recall(situation: Situation, request: Request) -> Decision:
    """Decide a `Recall` of somebody released: the same stay again (domain note 1.4)."""
    asked = cast(Recall, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    reason = case.reason("ADM", asked.reason)
    order = _order(case, asked)
    _outside(case, person)
    if reason.partition("-")[2] not in RECALLS:
        case.against(
            "not-a-recall",
            f"Reason {asked.reason.strip().upper()} is not one of a recall.",
            f"A recall is one of: {', '.join(sorted(RECALLS))}.",
            "reason",
        )
    released = person is not None and person.origin.verb in ("release", "discharge-hospital")
    if person is not None and case.place_of(person).kind is PlaceKind.OUTSIDE and not released:
        case.against(
            "never-released",
            f"{person.shown} was not released by a prison of this register.",
            "Receive them: that is a new stay.",
            "person",
        )
    case.follows(person)
    return taken_in(case, person, prison, asked.cell, reason, "was recalled to", **order)


def _outside(case: Case, person: Person | None) -> None:
    """Object to somebody who is not outside, or who died (rules 20 and 21)."""
    if person is None:
        return
    kind = case.place_of(person).kind
    if kind is PlaceKind.AT_LARGE:
        case.against(
            "at-large",
            f"{person.shown} is at large: their stay goes on.",
            "Record a recapture.",
            "person",
        )
    elif kind is not PlaceKind.OUTSIDE:
        case.against(
            "not-outside",
            f"{person.shown} is not outside: they are {case.where(person)}.",
            "If they are on the way here, record their arrival.",
            "person",
        )
    elif person.origin.verb in ("death", "remove-body"):
        case.alive(person)


def _order(case: Case, asked: Ordered) -> dict[str, object]:
    """Give the order as it is kept; object to none without a hold (practice note 1.4, B3)."""
    held: dict[str, object] = {
        "authority": case.text(asked.authority, "authority", WORDS_MAX),
        "reference": case.text(asked.reference, "reference", WORDS_MAX),
        "dated": _dated(case, asked.dated),
        "hold_until": asked.hold_until,
    }
    if held["authority"]:
        if asked.hold_until is not None:
            case.against("hold", "With an order nobody is held without one.", field="hold_until")
    elif asked.hold_until is None:
        case.against(
            "no-authority",
            "Say which authority ordered it: no valid order, no reception.",
            "Give the court or authority; or, until the order comes, a time until which they are "
            "held without it.",
            "authority",
        )
    elif not case.at < asked.hold_until <= case.at + HOLD_MOST.total_seconds() * MICROS:
        case.against(
            "hold",
            "A hold without an order ends within 72 hours of the reception.",
            "Give an earlier time, or the order.",
            "hold_until",
        )
    return held


def _came_from(case: Case, typed: str) -> str:
    """Give where somebody comes from: words, or the code of a prison or court in use (rule 22)."""
    words = case.text(typed, "came_from", WORDS_MAX)
    for name in ("prisons", "courts") if words else ():
        known = case.situation.codes.list(name).get(words.upper())
        if known is not None and not known.active:
            case.against(
                "from-location",
                f"{known.description} ({words.upper()}) is closed; nobody comes from there.",
                f"`wingterm codes {name}` lists those in use.",
                "came_from",
            )
    return words


def _dated(case: Case, typed: str) -> str:
    """Give the date of an order as it is kept: a day up to today, `unknown`, or nothing."""
    typed = typed.strip()
    if not typed or typed.lower() == UNKNOWN:
        return typed.lower()
    day = read_day(typed)
    if day is None or day > local_date(case.situation.now, case.zone):
        case.against(
            "dated",
            no_such_day(typed) or "The date of the order is a day up to today, or unknown.",
            "Type it as YYYY-MM-DD or DD/MM/YYYY.",
            "dated",
        )
        return ""
    return day.isoformat()

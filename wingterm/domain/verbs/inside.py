"""Movements inside a prison: another cell, a swap, elsewhere and back.

Domain notes 1.4 and 3.4.
"""

from typing import cast

from wingterm.domain.bedding import bed_for
from wingterm.domain.case import Case
from wingterm.domain.company import warn_of_company
from wingterm.domain.outcomes import Decision
from wingterm.domain.places import INSIDE, OUT, PlaceKind
from wingterm.domain.prison import Prison
from wingterm.domain.requests import Back, Elsewhere, Move, Request, Swap
from wingterm.domain.situation import Person, Place, Situation
from wingterm.domain.standing import NO_BED

HAPPENED_MIN = 7
"""Fewest letters of what happened, where the prison asks for it (domain note 3.4, rule 9)."""

WITHOUT_BED = (PlaceKind.RECEPTION, PlaceKind.NO_CELL)
"""Kinds of place that a move can go to without a bed."""

CAME_FROM = {
    PlaceKind.COURT: "court",
    PlaceKind.ABSENCE: "temporary absence",
    PlaceKind.HOSPITAL: "hospital",
}
"""Words for where people come back from, other than the code of a place inside."""


def move(situation: Situation, request: Request) -> Decision:
    """Decide a `Move`: a cell with room, or reception; the same cell changes nothing (rule 4)."""
    asked = cast(Move, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    target = case.place(prison, asked.to, "to")
    swapped_out = target is not None and target.kind is PlaceKind.NO_CELL
    # Who is taken out of a cell needs no reason but the administrative one (rule 8).
    reason = "CELL-ADM" if swapped_out else case.reason("CELL", asked.reason)
    inside = case.inside(person, prison)
    if inside and person and prison and target == _home(case, person, prison):
        return case.decision(
            [], f"{person.shown} belongs in {target.code} already; nothing changed."
        )
    case.follows(person)
    if prison is not None and not swapped_out:
        _explained(case, prison)
    bed = NO_BED
    if target is not None and target.kind not in WITHOUT_BED:
        bed = bed_for(case, person, target, "to")
    if case.objections or prison is None or person is None or target is None:
        return case.refused()
    here, home = case.place_of(person), _home(case, person, prison)
    # Somebody at work keeps their place there; only the bed that they come back to is another.
    at_work = here.kind is PlaceKind.AREA and not swapped_out
    place = here.id if at_work else target.id
    entry = case.movement(person, prison, place, bed, reason)
    return case.decision([entry], f"{person.shown} moved from {home.code} to {target.code}.")


def _explained(case: Case, prison: Prison) -> None:
    """Object to a move without what happened, where the prison asks for it (rule 9)."""
    settings = case.situation.settings.get(prison.id)
    if settings is None or not settings.explain_moves:
        return
    letters = [letter for letter in case.comment if letter.isalpha()]
    if len(letters) < HAPPENED_MIN or len(set(letters)) < 3:
        case.against(
            "not-explained",
            "Say what happened for this person to change cell.",
            f"{prison.name} asks for a real explanation, of {HAPPENED_MIN} letters or more.",
            "comment",
        )


def swap(situation: Situation, request: Request) -> Decision:
    """Decide a `Swap`: two entries, each into the bed that the other gives up."""
    asked = cast(Swap, request)
    case = Case(situation, asked)
    prison = case.prison()
    first, second = case.subject(), case.person(asked.other, "other")
    reason = case.reason("CELL", asked.reason)
    people = [(first, "person"), (second, "other")]
    if first is not None and first is second:
        case.against("same-person", "A swap needs two people.", "Name the other person.", "other")
        people.pop()
    beds = []
    for person, field in people:
        case.follows(person)
        if case.inside(person, prison, field) and person is not None:
            beds.append(_bed_held(case, person, field))
    if case.objections or prison is None or first is None or second is None:
        return case.refused()
    cells = [situation.cell_of[bed] for bed in beds]
    if cells[0].id == cells[1].id:
        case.against("same-cell", f"Both are in {cells[0].code}.", "There is nothing to swap.")
        return case.refused()
    for mover, other in ((first, 1), (second, 0)):
        stays = situation.occupants_from(cells[other], case.at, but=mover.id)
        pair = (first.id, second.id)
        warn_of_company(case, mover, cells[other], [s for s in stays if s.person not in pair])
    entries = [
        case.movement(
            person,
            prison,
            _place_after(case, person, cells[other].id),
            beds[other],
            reason,
            **{"with": (first, second)[other].number},
        )
        for other, person in ((1, first), (0, second))
    ]
    said = f"{first.shown} is in {cells[1].code} and {second.shown} in {cells[0].code}."
    return case.decision(entries, said)


def elsewhere(situation: Situation, request: Request) -> Decision:
    """Decide an `Elsewhere`: a workplace or other area of the prison; the bed is kept."""
    asked = cast(Elsewhere, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    target = case.place(prison, asked.to, "to")
    inside = case.inside(person, prison)
    if target is not None and target.kind is not PlaceKind.AREA:
        case.against(
            "not-an-area",
            f"{target.code} is not a workplace or other area.",
            "To give another cell, use a move.",
            "to",
        )
    elif target is not None:
        case.in_use(target, "to")
    if inside and person and target == case.place_of(person) and not case.objections:
        return case.decision([], f"{person.shown} is in {target.code} already; nothing changed.")
    case.follows(person)
    if case.objections or prison is None or person is None or target is None:
        return case.refused()
    assert person.whereabouts is not None
    entry = case.movement(person, prison, target.id, person.whereabouts.standing.bed)
    return case.decision([entry], f"{person.shown} went to {target.code}.")


def back(situation: Situation, request: Request) -> Decision:
    """Decide a `Back` from elsewhere inside or from out; who is back already stays.

    To the cell of the bed held, or to reception without one. The reason of coming back from out is
    that of going (domain note 1.4).
    """
    asked = cast(Back, request)
    case = Case(situation, asked)
    prison, person = case.prison(), case.subject()
    here = case.place_of(person) if person else None
    away = case.among(INSIDE + OUT, person, prison)
    if away and person and here and here.kind not in (PlaceKind.AREA, *OUT):
        return case.decision([], f"{person.shown} is in {here.code} already; nothing changed.")
    case.follows(person)
    if case.objections or prison is None or person is None or here is None:
        return case.refused()
    assert person.whereabouts is not None
    home = _home(case, person, prison)
    reason = person.origin.reason if here.kind in OUT else ""
    entry = case.movement(person, prison, home.id, person.whereabouts.standing.bed, reason)
    came = CAME_FROM.get(here.kind, here.code)
    return case.decision([entry], f"{person.shown} came back from {came} to {home.code}.")


def _home(case: Case, person: Person, prison: Prison) -> Place:
    """Give the cell of the bed that a person holds; without one reception, or no cell."""
    assert person.whereabouts is not None
    cell = case.situation.cell_of.get(person.whereabouts.standing.bed)
    here = case.place_of(person)
    if cell is None and here.kind is PlaceKind.AREA and person.came_from is not None:
        # Who went to work without a cell comes back to none.
        here = case.situation.place_of[person.came_from.place]
    if here.kind is PlaceKind.NO_CELL:
        return here
    return cell or case.situation.special(prison.id, PlaceKind.RECEPTION)


def _bed_held(case: Case, person: Person, field: str) -> int:
    assert person.whereabouts is not None
    bed = person.whereabouts.standing.bed
    if bed == NO_BED:
        case.against(
            "no-bed",
            f"{person.shown} has no cell to swap.",
            "Give them a cell with a move.",
            field,
        )
    return bed


def _place_after(case: Case, person: Person, cell: int) -> int:
    here = case.place_of(person)
    return here.id if here.kind is PlaceKind.AREA else cell

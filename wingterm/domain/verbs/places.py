"""What a prison's places are, what they hold and what they are used for (notes 3.1 to 3.3)."""

from typing import Any, cast

from wingterm.domain.case import NOBODY, Case
from wingterm.domain.entries import Entry
from wingterm.domain.marks import MARKS, OF_CELLS, Marks, accommodation_of, parse_mark
from wingterm.domain.outcomes import Decision
from wingterm.domain.people import FieldRefused
from wingterm.domain.places import (
    ABOVE,
    SPECIAL_CODES,
    Capacity,
    PlaceKind,
    check_place_code,
    parent_code,
)
from wingterm.domain.prison import Prison
from wingterm.domain.requests import AddPlace, MarkPlace, RenamePlace, Request, SetCapacity
from wingterm.domain.room import most_at_once
from wingterm.domain.situation import Place, Situation
from wingterm.domain.times import FAR
from wingterm.domain.verbs import place_rules as rules

NAME_MAX = 80
"""Longest name of a place (domain note 3.1)."""

ADDABLE = (PlaceKind.WING, PlaceKind.SPUR, PlaceKind.LANDING, PlaceKind.CELL, PlaceKind.AREA)
MARKABLE = (PlaceKind.WING, PlaceKind.SPUR, PlaceKind.LANDING, PlaceKind.CELL)


def add_place(situation: Situation, request: Request) -> Decision:
    """Decide an `AddPlace`; a cell's beds are as many as its maximum capacity."""
    asked = cast(AddPlace, request)
    case = Case(situation, asked)
    prison = case.prison()
    code, kind = _code(case, prison, asked.code), _kind(case, asked.kind)
    parent = _parent(case, prison, code, kind) if prison else None
    capacity = Capacity(asked.cna, asked.working, asked.maximum)
    name = case.text(asked.name, "name", NAME_MAX) or code
    marks = _typed_marks(case, asked.marks, kind)
    if prison is not None and (prison.id, code) not in situation.places:
        level = parent.id if parent else None
        rules.unique_name(case, prison, level, 0, name)
        rules.unique_mark(case, prison, level, 0, marks.get("cell_mark"))
    if kind is PlaceKind.CELL:
        rules.judge_capacity(case, asked.cna, asked.working, asked.maximum)
    if kind in MARKABLE:
        _judge_new(case, code, kind, parent, capacity, marks)
    if case.objections or prison is None or kind is None:
        return case.refused()
    place = place_fact(case, prison.id, code, kind, name, parent.id if parent else None)
    assert place.subject is not None
    entries = [place]
    if kind is PlaceKind.CELL:
        entries.append(_capacity_fact(case, prison, place.subject, capacity, 0))
    if marks:
        entries.append(case.fact(prison.id, "place", place.subject, "marks", dict(marks)))
    if asked.draft:
        entries.append(case.fact(prison.id, "place", place.subject, "status", {"status": "DRAFT"}))
    return case.decision(entries, f"{prison.name} has {code}.")


def rename(situation: Situation, request: Request) -> Decision:
    """Decide a `RenamePlace`; no two places of one level are called the same (rule 8)."""
    asked = cast(RenamePlace, request)
    case = Case(situation, asked)
    prison = case.prison()
    place = case.place(prison, asked.code, "code")
    name = case.text(asked.name, "name", NAME_MAX)
    if not name:
        case.against("name", "Give the place's name.", field="name")
    if place is not None and prison is not None:
        rules.changeable(case, place)
        rules.unique_name(case, prison, place.parent, place.id, name)
    if case.objections or prison is None or place is None:
        return case.refused()
    value = _place_value(place.establishment, place.code, place.kind, name, place.parent)
    entry = case.fact(prison.id, "place", place.id, "place", value)
    return case.decision([entry], f"{place.code} is called {name}.")


def set_capacity(situation: Situation, request: Request) -> Decision:
    """Decide a `SetCapacity`; never below the cell's people from then on (rule 3)."""
    asked = cast(SetCapacity, request)
    case = Case(situation, asked, may_be_to_come=True)
    prison = case.prison()
    cell = case.place(prison, asked.code, "code")
    rules.judge_capacity(case, asked.cna, asked.working, asked.maximum)
    capacity = Capacity(asked.cna, asked.working, asked.maximum)
    if cell is not None and cell.kind is not PlaceKind.CELL:
        case.against("not-a-cell", f"{cell.code} is not a cell.", "Name a cell.", "code")
    elif cell is not None and prison is not None:
        rules.changeable(case, cell)
        until = min((start for start, _, _ in cell.capacities if start > case.at), default=FAR)
        _judge_occupancy(case, cell, asked, until)
        if asked.maximum > 0:
            rules.judge_normal(case, cell, until, capacity=capacity)
        if until > situation.now:
            rules.warn_of_signed(case, prison, cell, asked.maximum)
    if case.objections or prison is None or cell is None:
        return case.refused()
    entry = _capacity_fact(case, prison, cell.id, capacity, len(cell.beds))
    said = f"{cell.code}: CNA {asked.cna}, working {asked.working}, maximum {asked.maximum}."
    return case.decision([entry], said)


def mark(situation: Situation, request: Request) -> Decision:
    """Decide a `MarkPlace`: the marks named change, the others stay (domain note 3.3)."""
    asked = cast(MarkPlace, request)
    case = Case(situation, asked)
    prison = case.prison()
    place = case.place(prison, asked.code, "code")
    typed = _typed_marks(case, asked.values, place.kind if place else None)
    if not asked.values:
        case.against("mark", f"Name a mark: {', '.join(MARKS)}.", field="mark")
    if place is not None and prison is not None and place.kind in MARKABLE:
        rules.changeable(case, place)
        marks = {**place.marks_at(case.at), **typed}
        _judge_marks(case, prison, place, marks)
    if case.objections or prison is None or place is None:
        return case.refused()
    entry = case.fact(prison.id, "place", place.id, "marks", marks)
    said = "; ".join(f"{name} {_shown(value) or 'none'}" for name, value in typed.items())
    return case.decision([entry], f"{place.code}: {said}.")


def _shown(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _judge_marks(case: Case, prison: Prison, place: Place, marks: Marks) -> None:
    """Judge the marks of a place, of which what is below takes its accommodation type."""
    until = rules.next_change(place, "marks", case.at)
    rules.unique_mark(case, prison, place.parent, place.id, marks.get("cell_mark"))
    marked = {place.id: marks}
    for each in case.situation.below(place):
        if each.status_at(case.at) == "ARCHIVED":
            continue
        if each.kind in MARKABLE:
            rules.judge_normal(case, each, until, marked=marked)


def _judge_new(
    case: Case,
    code: str,
    kind: PlaceKind | None,
    parent: Place | None,
    capacity: Capacity,
    marks: Marks,
) -> None:
    """Judge the marks of a place that is not there yet, against what it will lie in."""
    upwards = (parent, *case.situation.above(parent)) if parent else ()
    accommodation = accommodation_of([marks, *(place.marks_at(case.at) for place in upwards)])
    if accommodation != rules.NORMAL:
        if marks.get("used_for"):
            rules.object_to_used_for(case, code)
    elif kind is PlaceKind.CELL and capacity.maximum > 0:
        rules.judge_nobody(case, code, capacity, marks)


def _typed_marks(
    case: Case, values: tuple[tuple[str, str], ...], kind: PlaceKind | None
) -> dict[str, Any]:
    """Give marks as typed; object to each that is none, or none of this kind of place."""
    found: dict[str, Any] = {}
    if values and kind is not None and kind not in MARKABLE:
        case.against("mark", "Only a wing, spur, landing or cell has marks.", field=values[0][0])
        return found
    for name, typed in values:
        try:
            found[name] = parse_mark(case.situation.codes, name, typed)
        except FieldRefused as refused:
            case.against("mark", str(refused), field=refused.field)
            continue
        if name in OF_CELLS and found[name] and kind not in (PlaceKind.CELL, None):
            case.against("mark", f"Only a cell has the mark {name}.", "Name a cell.", name)
    return found


def _code(case: Case, prison: Prison | None, typed: str) -> str:
    code = typed.strip().upper()
    try:
        check_place_code(typed)
    except ValueError as error:
        case.against("code", str(error), field="code")
    if prison and (prison.id, code) in case.situation.places:
        case.against("code-in-use", f"{prison.name} has a place {code} already.", field="code")
    elif code in SPECIAL_CODES:
        case.against(
            "special-place",
            f"{code} is the code of a place that every prison has.",
            "Choose another code.",
            "code",
        )
    return code


def _kind(case: Case, typed: str) -> PlaceKind | None:
    word = typed.strip().upper()
    if word in ADDABLE:
        return PlaceKind(word)
    case.against("kind", f"A place is one of: {', '.join(ADDABLE)}.", field="kind")
    return None


def _parent(case: Case, prison: Prison, code: str, kind: PlaceKind | None) -> Place | None:
    above = parent_code(code)
    if kind in (PlaceKind.WING, PlaceKind.AREA, None) and above is None:
        return None
    parent = case.situation.places.get((prison.id, above or ""))
    if parent is None and kind is not PlaceKind.AREA:
        case.against(
            "no-parent",
            f"{code} needs {above or 'a wing or landing'} above it, which {prison.name} has not.",
            "Add the wing and landing first.",
            "code",
        )
    elif parent is not None and kind in ABOVE and parent.kind not in ABOVE[kind]:
        kinds = ", ".join(sorted(ABOVE[kind]))
        case.against(
            "wrong-parent",
            f"{parent.code} is a {parent.kind}; above a {kind} is one of: {kinds}.",
            "Add the place that it lies in first.",
            "code",
        )
    elif parent is not None:
        rules.changeable(case, parent)
    return parent


def _judge_occupancy(case: Case, cell: Place, asked: SetCapacity, until: int) -> None:
    """Object to a capacity below the people of the cell while it holds; working 0 is none."""
    stays = case.situation.occupants_from(cell, case.at, but=NOBODY)
    held = most_at_once([stay for stay in stays if stay.overlaps(case.at, until)], case.at)
    for field, figure in (("maximum", asked.maximum), ("working", asked.working)):
        if figure < held and (figure > 0 or field == "maximum"):
            case.against(
                "below-occupancy",
                f"{cell.code} holds {held}; its {field} capacity cannot be {figure}.",
                "Move people out first.",
                field,
            )


def place_fact(
    case: Case, establishment: int, code: str, kind: PlaceKind, name: str, parent: int | None
) -> Entry:
    """Give the entry that makes a new place."""
    place = case.situation.take_id("place")
    value = _place_value(establishment, code, kind, name, parent)
    return case.fact(establishment, "place", place, "place", value)


def _place_value(
    establishment: int, code: str, kind: PlaceKind, name: str, parent: int | None
) -> dict[str, object]:
    return {
        "code": code,
        "establishment": establishment,
        "kind": str(kind),
        "name": name,
        "parent": parent,
    }


def _capacity_fact(case: Case, prison: Prison, cell: int, held: Capacity, beds: int) -> Entry:
    value: dict[str, object] = {
        "cna": held.cna,
        "working": held.working,
        "maximum": held.maximum,
    }
    more = max(0, held.maximum - beds)
    first = case.situation.take_id("bed", more)
    entry = case.fact(prison.id, "place", cell, "capacity", rules.noted(case, value))
    return entry._replace(new_beds=tuple(range(first, first + more)))

"""Rules that several verbs of places share (domain notes 3.2 and 3.3)."""

from collections.abc import Iterator, Mapping

from wingterm.domain.case import Case
from wingterm.domain.marks import NORMAL as NORMAL
from wingterm.domain.marks import Marks, accommodation_of, may_hold_nobody
from wingterm.domain.places import SPECIALS, Capacity, PlaceKind
from wingterm.domain.prison import Prison
from wingterm.domain.situation import FactSpan, Place, in_force
from wingterm.domain.times import FAR

CAPACITY_MAX = 99
"""Largest capacity of a cell (domain note 3.2, rule 1)."""

NO_CELL_NOW = ("ARCHIVED", "CONVERTED", "DRAFT")
"""Status of what adds nothing to a prison's maximum."""


def next_change(place: Place, fact: str, at: int) -> int:
    """Give when a fact about a place next says something after an instant, `FAR` for never."""
    return min((s.start for s in place.facts if s.fact == fact and s.start > at), default=FAR)


def changeable(case: Case, place: Place) -> bool:
    """Whether a place may be changed at all; object when it may not.

    Not what is closed for good, and not while a change of the cell certificate is awaited for it
    or for what it lies in (domain note 3.2, rule 9).
    """
    before = len(case.objections)
    for each in (place, *case.situation.above(place)):
        if each.status_at(case.at) == "ARCHIVED":
            case.against(
                "closed-for-good",
                f"{each.code} is closed for good.",
                "Add a new place under another code.",
                "code",
            )
            break
    not_awaited(case, place)
    return len(case.objections) == before


def not_awaited(case: Case, place: Place) -> bool:
    """Whether no change of a place's certificate is awaited; object when one is (rule 9)."""
    for each in (place, *case.situation.above(place)):
        if awaited(case, each):
            object_to_awaited(case, each)
            return False
    return True


def awaited(case: Case, place: Place) -> FactSpan | None:
    """Give the change of the certificate that is awaited for a place, then or still."""
    for span in place.facts:
        asked = span.fact == "certificate" and span.value.get("pending")
        if asked and (span.start <= case.at < span.end or span.end == FAR):
            return span
    return None


def object_to_awaited(case: Case, place: Place) -> None:
    """Say that a place stays as it is until its certificate is settled."""
    case.against(
        "certificate-pending",
        f"A change of the cell certificate is awaited for {place.code}.",
        "Settle it first.",
        "code",
    )


def not_special(case: Case, place: Place) -> bool:
    """Whether a place is no special one; object when it is: every prison needs those."""
    if place.kind not in SPECIALS:
        return True
    case.against(
        "special-place",
        f"{place.code} is a place that every prison has; it stays as it is.",
        "Name a wing, spur, landing, cell or area.",
        "code",
    )
    return False


def judge_capacity(case: Case, cna: int, working: int, maximum: int) -> None:
    """Object to figures that no cell has (domain note 3.2, rule 1)."""
    for field, figure in (("cna", cna), ("working", working), ("maximum", maximum)):
        if not 0 <= figure <= CAPACITY_MAX:
            case.against(
                "capacity", f"{field} is {figure}; it is 0 to {CAPACITY_MAX}.", field=field
            )
    if maximum == 0:
        case.against("capacity", "The maximum capacity of a cell is not 0.", field="maximum")
    if working > maximum:
        case.against(
            "capacity",
            f"Working capacity {working} is over the maximum {maximum}.",
            field="working",
        )


def judge_normal(
    case: Case,
    cell: Place,
    until: int,
    *,
    capacity: Capacity | None = None,
    marked: Mapping[int, Marks] | None = None,
    start: int | None = None,
) -> None:
    """Object to a cell of normal accommodation with CNA or working capacity 0 (note 3.2, rule 2).

    And to used-for marks on another cell (rule 10), at every instant from the act's on.

    Args:
        case: the case under judgement.
        cell: with what is believed of it so far.
        until: when the change ends.
        capacity: what it is to hold, where that changes.
        marked: marks by place, of those that change.
        start: when the change begins; None for the time of the act.
    """
    upwards = (cell, *case.situation.above(cell))

    def marks(place: Place, at: int) -> Marks:
        changed = marked.get(place.id) if marked else None
        return place.marks_at(at) if changed is None else changed

    for at in sorted(_instants(upwards, case.at if start is None else start, until)):
        kind = accommodation_of(marks(place, at) for place in upwards)
        held = capacity or cell.capacity_at(at)
        if kind != NORMAL and marks(cell, at).get("used_for"):
            object_to_used_for(case, cell.code)
            return
        if kind != NORMAL or held is None:
            continue
        if not judge_nobody(case, cell.code, held, marks(cell, at)):
            return


def _instants(upwards: tuple[Place, ...], at: int, until: int) -> Iterator[int]:
    """Give when marks or capacity change in [at, until), and `at` itself."""
    yield at
    found = {span.start for place in upwards for span in place.facts if span.fact == "marks"}
    found |= {start for start, _, _ in upwards[0].capacities}
    yield from (instant for instant in found if at < instant < until)


def judge_nobody(case: Case, code: str, held: Capacity, marks: Marks) -> bool:
    """Whether a normal cell may hold what it is to hold; object when not (note 3.2, rule 2)."""
    if (held.cna and held.working) or may_hold_nobody(case.situation.codes, marks):
        return True
    for field, figure in (("cna", held.cna), ("working", held.working)):
        if figure == 0:
            case.against(
                "zero-capacity",
                f"{code} is normal accommodation; its {field} is not 0 unless it is a specialist "
                "cell of a type that allows it.",
                "Mark it (care and separation, dry cell ...) or take it out of use.",
                field,
            )
    return False


def object_to_used_for(case: Case, code: str) -> None:
    """Say that only normal accommodation is used for something (domain note 3.2, rule 10)."""
    case.against(
        "used-for",
        f"{code} is not normal accommodation, so it has no used-for mark.",
        "Leave one of the two out.",
        "used_for",
    )


def unique_name(case: Case, prison: Prison, parent: int | None, place: int, name: str) -> None:
    """Object to a name that another place of the level has already (domain note 3.2, rule 8)."""
    for other in _neighbours(case, prison, parent, place):
        if name and other.name.casefold() == name.casefold():
            case.against(
                "name-in-use",
                f"{other.code}, on the same level, is called {other.name} already.",
                "Choose another name.",
                "name",
            )
            return


def unique_mark(case: Case, prison: Prison, parent: int | None, place: int, typed: object) -> None:
    """Object to a cell mark that another cell of the level has already (rule 8)."""
    for other in _neighbours(case, prison, parent, place):
        held = str(other.marks_at(case.at).get("cell_mark", ""))
        if typed and held.casefold() == str(typed).casefold():
            case.against(
                "cell-mark-in-use",
                f"{other.code}, on the same level, has the cell mark {held} already.",
                "Choose another.",
                "cell_mark",
            )
            return


def _neighbours(case: Case, prison: Prison, parent: int | None, place: int) -> Iterator[Place]:
    """Give the other places of a level that are not closed for good."""
    for other in sorted(case.situation.levels.get((prison.id, parent), ())):
        held = case.situation.place_of[other]
        if other != place and held.status_at(case.at) != "ARCHIVED":
            yield held


def sum_of_maxima(case: Case, prison: Prison, at: int, *, without: Place | None = None) -> int:
    """Give the sum of the maximum capacities of a prison's cells at an instant.

    Cells out of use for a time count; what is closed for good, converted or not yet in use does
    not.
    """
    situation = case.situation
    gone = {place.id for place in situation.below(without)} if without else set()
    total = 0
    for place in situation.place_of.values():
        if place.establishment != prison.id or place.kind is not PlaceKind.CELL:
            continue
        capacity = place.capacity_at(at)
        line = (place, *situation.above(place))
        there = all(each.status_at(at) not in NO_CELL_NOW for each in line)
        if capacity and there and place.id not in gone:
            total += capacity.maximum
    return total


def warn_of_signed(case: Case, prison: Prison, place: Place, maximum: int = 0) -> None:
    """Warn where a prison's maximum falls below its signed operational capacity (note 3.2, rule 4).

    Args:
        case: the case under judgement.
        prison: whose place it is.
        place: the cell that is to hold less, or what is to be closed or converted.
        maximum: what the cell is to hold.
    """
    at = max(case.at, case.situation.now)
    spans = case.situation.prison_facts.get(prison.id, ())
    signed = (in_force(spans, "signed", at) or {}).get("signed")
    if not signed:
        return
    left = sum_of_maxima(case, prison, at, without=place) + maximum
    if left < signed and left < sum_of_maxima(case, prison, at):
        case.warn(
            "signed-capacity",
            f"The maximum of {prison.name} will be {left}, "
            f"below its signed operational capacity of {signed}.",
        )


def noted(case: Case, value: dict[str, object]) -> dict[str, object]:
    """Give a fact's value with the comment and the answers to warnings that go with it."""
    held = dict(value)
    if case.comment:
        held["comment"] = case.comment
    if case.warnings:
        held["acknowledged"] = case.answers()
    return held

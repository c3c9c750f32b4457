"""What stands against taking back what was said of a place: the rules hold without it too."""

import json
from collections.abc import Iterable, Iterator

from wingterm.domain.case import Case
from wingterm.domain.places import Capacity, PlaceKind
from wingterm.domain.prison import Prison
from wingterm.domain.room import most_at_once
from wingterm.domain.situation import FactSpan, Place, RecordedFact
from wingterm.domain.verbs.place_rules import (
    judge_normal,
    not_awaited,
    sum_of_maxima,
    unique_mark,
    unique_name,
)


def judge_withdrawn(case: Case, prison: Prison, fact: RecordedFact) -> None:
    """Object to a withdrawal after which a rule of places would be broken (domain note 3.2)."""
    if fact.fact == "signed":
        _judge_signed(case, prison, fact)
    place = case.situation.place_of.get(fact.subject) if fact.subject_kind == "place" else None
    if place is None or (fact.fact != "certificate" and not not_awaited(case, place)):
        return
    match fact.fact:
        case "capacity":
            _judge_capacity(case, place, fact)
        case "marks":
            _judge_marks(case, place, fact)
            _judge_neighbours(case, prison, place, fact)
        case "place" | "status":
            _judge_neighbours(case, prison, place, fact)
        case _:
            pass


def _judge_signed(case: Case, prison: Prison, fact: RecordedFact) -> None:
    """Object where the figure signed before is more than the cells may hold (rule 4)."""
    spans = case.situation.prison_facts.get(prison.id, ())
    for span, before in _without(spans, fact):
        most = sum_of_maxima(case, prison, max(span.start, case.at))
        signed = before.value["signed"] if before else None
        if span.end > case.at and signed and signed > most:
            case.against(
                "over-maximum",
                f"Without it {signed} is signed for {prison.name}, "
                f"whose cells have a maximum of {most} together.",
                "Sign what is right instead.",
                "entry",
            )


def _judge_neighbours(case: Case, prison: Prison, place: Place, fact: RecordedFact) -> None:
    """Object where what a place is called or marked by again is another's by now (rule 8)."""
    for span, before in _without(place.facts, fact):
        if span.end <= case.at:
            continue
        name, mark = place.name, place.marks_at(case.at).get("cell_mark")
        if fact.fact == "place" and before:
            name = str(before.value["name"])
        if fact.fact == "marks":
            mark = before.value.get("cell_mark") if before else ""
        unique_name(case, prison, place.parent, place.id, name)
        unique_mark(case, prison, place.parent, place.id, mark)


def _without(
    spans: Iterable[FactSpan], fact: RecordedFact
) -> Iterator[tuple[FactSpan, FactSpan | None]]:
    """Give where a fact holds now, and what was so before it and will be so in its place."""
    held = [span for span in spans if span.fact == fact.fact]
    value = json.loads(fact.value)
    for span in held:
        if span.start == fact.at and span.value == value:
            yield span, next((s for s in held if s.end == span.start), None)


def _judge_capacity(case: Case, cell: Place, fact: RecordedFact) -> None:
    spans = [
        (start, end) for start, end, held in cell.capacities
        if start == fact.at and held == _capacity(fact)
    ]  # fmt: skip
    for start, end in spans:
        before = next((held for _, until, held in cell.capacities if until == start), None)
        stays = [
            stay
            for bed in cell.beds
            for stay in case.situation.bed_stays.get(bed, ())
            if stay.overlaps(start, end)
        ]
        held = most_at_once(stays, start) if stays else 0
        room = before.room if before else 0
        if held > room:
            case.against(
                "below-occupancy",
                f"{cell.code} held {held} people after it; without it its capacity is {room}.",
                "Record what is right from that time on instead.",
                "entry",
            )
        elif before is not None:
            judge_normal(case, cell, end, capacity=before, start=start)


def _judge_marks(case: Case, place: Place, fact: RecordedFact) -> None:
    for span, before in _without(place.facts, fact):
        marked = {place.id: before.value if before else {}}
        for each in case.situation.below(place):
            if each.kind is not PlaceKind.AREA:
                judge_normal(case, each, span.end, marked=marked, start=span.start)


def _capacity(fact: RecordedFact) -> Capacity:
    value = json.loads(fact.value)
    return Capacity(value["cna"], value["working"], value["maximum"])

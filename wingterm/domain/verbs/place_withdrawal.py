"""What stands against taking back what was said of a place: the rules hold without it too."""

import json

from wingterm.domain.case import Case
from wingterm.domain.places import Capacity, PlaceKind
from wingterm.domain.room import most_at_once
from wingterm.domain.situation import Place, RecordedFact
from wingterm.domain.verbs.place_rules import judge_normal


def judge_withdrawn(case: Case, fact: RecordedFact) -> None:
    """Object to a withdrawal after which a place would break a rule (note 3.2, rules 2, 3, 10)."""
    place = case.situation.place_of.get(fact.subject) if fact.subject_kind == "place" else None
    if place is None:
        return
    if fact.fact == "capacity":
        _judge_capacity(case, place, fact)
    elif fact.fact == "marks":
        _judge_marks(case, place, fact)


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
    value = json.loads(fact.value)
    marks = [span for span in place.facts if span.fact == "marks"]
    for span in marks:
        if span.start != fact.at or span.value != value:
            continue
        before = next((s.value for s in marks if s.end == span.start), {})
        for each in case.situation.below(place):
            if each.kind is not PlaceKind.AREA:
                marked = {place.id: before}
                judge_normal(case, each, span.end, marked=marked, start=span.start)


def _capacity(fact: RecordedFact) -> Capacity:
    value = json.loads(fact.value)
    return Capacity(value["cna"], value["working"], value["maximum"])

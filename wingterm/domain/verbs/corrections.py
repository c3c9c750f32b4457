"""Corrections: the named entry never happened. They are not movements back."""

import json
from collections.abc import Iterable, Iterator
from typing import cast

from wingterm.domain.case import Case
from wingterm.domain.checks.record import SUBJECT as CHECK
from wingterm.domain.entries import Entry, Kind
from wingterm.domain.outcomes import Decision
from wingterm.domain.places import PlaceKind
from wingterm.domain.requests import Annul, Request, WithdrawFact
from wingterm.domain.retention import FACT as ERASED_FACT
from wingterm.domain.retention import is_erased
from wingterm.domain.roles import may
from wingterm.domain.room import room_from
from wingterm.domain.situation import BedStay, Place, RecordedFact, Situation
from wingterm.domain.times import FAR
from wingterm.domain.verbs.place_withdrawal import judge_withdrawn
from wingterm.domain.verbs.why import why_of

PUT_IN = (
    "Name the cell where the person was put instead: --put-in CELL; where they came in by that "
    'movement --again "arrive CELL".'
)
LASTING = ("identity", "place", "capacity", "officer", "establishment")
"""Facts by which a thing is there at all."""

SAID_BY = {
    "identity": "identity", "merged": "merge", "hold": "hold",
    "place": "place", "status": "out-of-use",
    "capacity": "capacity", "marks": "marks", "certificate": "certificate",
    "establishment": "establishment", "settings": "settings", "signed": "capacity",
    "check-units": "check-plan", "check-kinds": "check-plan", "retention": "retention",
}  # fmt: skip
"""The action that says a fact, of facts that are no particulars of people."""

ENTERED_BY = {"hand-over": "arrive"}
"""The action that enters a movement, of movements that are entered by the act of another verb.

Who takes somebody in enters that the other prison handed them over (domain notes 1.4 and 6.1); at a
recapture too, which every role may do that may take people in.
"""

WORDS = ("why", "comment")
"""Fields of a correction that change nothing of what it does."""


def annul(situation: Situation, request: Request) -> Decision:
    """Decide an `Annul` of a person's newest un-annulled movement, in the book that holds it."""
    asked = cast(Annul, request)
    case = Case(situation, asked)
    why = why_of(case, asked.why, "Say in a few words why the record was wrong.")
    prison, person = case.prison(), case.subject()
    if person is None:
        return case.refused()
    if len(person.line) < 2:
        case.against(
            "nothing-to-correct",
            f"{person.shown} has no movement left to correct; their record itself stays.",
            "Give a smaller number of movements.",
            "last",
        )
        return case.refused()
    wrong, before = person.line[-1], person.line[-2]
    if prison is not None and wrong.establishment != prison.id:
        holder = situation.prison_of(wrong.establishment)
        case.against(
            "other-book",
            f"The last movement of {person.shown} ({wrong.verb}, {case.shown(wrong.occurred_at)}) "
            f"is in the book of {holder.name}.",
            "That prison corrects it.",
            "person",
        )
    _may_undo(case, ENTERED_BY.get(wrong.verb, wrong.verb), "person")
    if any(objection.field not in WORDS for objection in case.objections):
        return case.refused()
    assert person.whereabouts is not None
    entry = Entry(
        kind=Kind.ANNUL,
        verb="correct",
        establishment=wrong.establishment,
        occurred_at=situation.now,
        detail=case.detail(why=why),
        person=person.id,
        pseq=person.whereabouts.pseq + 1,
        before=wrong.after,
        after=before.after,
        annuls_pseq=wrong.pseq,
        reopens=before.stay,
        origin=before.pseq,
    )
    said = f"{person.shown}: {wrong.verb} of {case.shown(wrong.occurred_at)} never happened."
    # With no more than its words at fault, what is entered again can be judged in the same breath.
    return Decision((entry,), tuple(case.objections), tuple(case.warnings), said)


def _may_undo(case: Case, action: str, field: str) -> None:
    """Object where an officer would undo what their role may not do."""
    officer = case.situation.officer
    if not may(officer.role, action):
        case.against(
            "not-theirs",
            f"{officer.name} ({officer.role}) may not do this, so not undo it either: "
            f"{action.replace('-', ' ')}.",
            "Ask somebody whose role may.",
            field,
        )


def withdraw(situation: Situation, request: Request) -> Decision:
    """Decide a `WithdrawFact`. What a subject is must stay known, so its only such fact stays."""
    asked = cast(WithdrawFact, request)
    case = Case(situation, asked)
    why = why_of(case, asked.why, "Say in a few words why the record was wrong.")
    prison = case.prison(or_register=True)
    if prison is None:
        return case.refused()
    fact = situation.facts.get((prison.id, asked.entry))
    name = f"{prison.code}-{asked.entry}"
    if fact is None or fact.kind is not Kind.FACT:
        case.against(
            "unknown-fact",
            f"No entry {name} is a fact.",
            "Take the reference from the receipt of the fact; movements are corrected.",
            "entry",
        )
    elif not (_is_gone(case, fact, name) or _stays(case, fact, name)):
        _may_undo(case, SAID_BY.get(fact.fact.partition(".")[0], "record"), "entry")
        judge_withdrawn(case, prison, fact)
    if case.objections or fact is None:
        return case.refused()
    mirror = situation.facts.get((prison.id, fact.mirror))
    both = [fact, mirror] if mirror and not mirror.withdrawn else [fact]
    entries = [
        Entry(
            kind=Kind.UNFACT,
            verb="correct",
            establishment=prison.id,
            occurred_at=situation.now,
            detail=case.detail(why=why),
            subject_kind=each.subject_kind,
            subject=each.subject,
            fact=each.fact,
            annuls_seq=each.seq,
        )
        for each in both
    ]
    of_both = ", of both people," if len(both) > 1 else ""
    return case.decision(entries, f"Fact {name} ({fact.fact}){of_both} never was.")


def _is_gone(case: Case, fact: RecordedFact, name: str) -> bool:
    """Whether a fact is out of reach: of a merged record, erased, withdrawn; object then."""
    if fact.same_as:
        case.against(
            "merged",
            f"Fact {name} is of a record that is the same person as {fact.same_as}.",
            "Take that back first (`wingterm person unmerge`), if it is another person.",
            "entry",
        )
    elif is_erased(fact.value) or fact.fact.startswith(ERASED_FACT):
        case.against(
            "erased-stays",
            f"Fact {name} was erased, or says what was erased; that is for good.",
            "Record what is right now.",
            "entry",
        )
    elif fact.withdrawn:
        case.against("withdrawn", f"Fact {name} has been withdrawn already.", "", "entry")
    return any(o.field == "entry" for o in case.objections)


def _stays(case: Case, fact: RecordedFact, name: str) -> bool:
    """Whether a fact is never withdrawn, by its kind or as the last of it; object then."""
    if fact.subject_kind == "officer":
        case.against(
            "officer-stays",
            f"Fact {name} is about an officer; who could act when is never withdrawn.",
            "Appoint them again with what is right from now on (`wingterm officer appoint`).",
            "entry",
        )
    elif fact.subject_kind == CHECK:
        case.against(
            "check-stays",
            f"Fact {name} is part of roll check {fact.subject}; nothing of a check is withdrawn.",
            "Count the unit again, or withdraw an explanation, while the check is open.",
            "entry",
        )
    elif fact.others == 0 and fact.fact in LASTING:
        case.against(
            "only-fact",
            f"Fact {name} is the only {fact.fact} that its {fact.subject_kind} has.",
            "Record what is right first, then withdraw this one.",
            "entry",
        )
    elif fact.fact == "status" and json.loads(fact.value).get("status") == "ACTIVE":
        case.against(
            "into-use-stays",
            f"Fact {name} brought a place into use; people may have been put there since.",
            "Take the place out of use instead, from when it was.",
            "entry",
        )
    return any(o.field == "entry" for o in case.objections)


def judge_restored_beds(situation: Situation, line: int, request: Request) -> Decision:
    """Judge the beds that a correction gave back, now that the act is whole.

    One bed holds one person at the end of an act, at every past instant too; so a correction whose
    person's old bed has been given to somebody else must say where the person was put instead.
    """
    case = Case(situation, request)
    for of_line, bed in situation.restored_beds:
        stays = situation.bed_stays.get(bed, ()) if of_line == line else ()
        for stay in stays:
            others = [o for o in stays if o.pseq != stay.pseq or o.person != stay.person]
            clash = next((o for o in others if o.overlaps(stay.start, stay.end)), None)
            if clash is None or clash.number < stay.number:
                continue
            cell = situation.cell_of[bed].code
            case.against(
                "restored-bed-taken",
                f"That would put {stay.number} and {clash.number} in one bed of {cell} "
                f"from {case.shown(max(stay.start, clash.start))}.",
                f"{PUT_IN} Or correct both people in one act.",
                "put_in",
            )
    for shut, closed in _closed_cells(situation, line):
        case.against(
            "restored-cell-closed",
            f"That would put somebody in {shut.code} while {closed} was not in use.",
            PUT_IN,
            "put_in",
        )
    for area, closed in _closed_areas(situation, line):
        case.against(
            "restored-cell-closed",
            f"That would put somebody in {area.code} while {closed} was not in use.",
            "Enter again what happened instead (--again), or withdraw that it was not in use.",
            "again",
        )
    for full in () if case.objections else _full_cells(situation, line):
        case.against(
            "restored-cell-full",
            f"That would put more people in {full.code} than its capacity of then allows.",
            PUT_IN,
            "put_in",
        )
    return case.decision([], "") if not case.objections else case.refused()


def _full_cells(situation: Situation, line: int) -> Iterator[Place]:
    """Give the cells of restored beds that would hold too many (domain note 3.2, rule 3)."""
    for bed in dict.fromkeys(bed for of_line, bed in situation.restored_beds if of_line == line):
        cell = situation.cell_of[bed]
        for stay in situation.bed_stays.get(bed, ()):
            if stay.start >= stay.end:
                continue
            held = [
                other
                for each in cell.beds
                for other in situation.bed_stays.get(each, ())
                if other.overlaps(stay.start, stay.end)
            ]
            if room_from(cell, held, stay.start).least < 0:
                yield cell
                break


def _closed_areas(situation: Situation, line: int) -> Iterator[tuple[Place, str]]:
    """Give the areas that people put back stand in while they were not in use (rule 5)."""
    for person in dict.fromkeys(who for of, who in situation.restored_areas if of == line):
        items = situation.person_of[person].line
        ends = [*(item.occurred_at for item in items[1:]), FAR]
        for item, end in zip(items, ends, strict=True):
            area = situation.place_of[item.after.place]
            stay = BedStay(person, "", item.pseq, item.occurred_at, end)
            closed = _shut(situation, area, [stay]) if area.kind is PlaceKind.AREA else ""
            if closed:
                yield area, closed


def _closed_cells(situation: Situation, line: int) -> Iterator[tuple[Place, str]]:
    """Give the cells of restored beds that were not in use while somebody holds the bed."""
    for bed in dict.fromkeys(bed for of_line, bed in situation.restored_beds if of_line == line):
        cell = situation.cell_of[bed]
        closed = _shut(situation, cell, situation.bed_stays.get(bed, ()))
        if closed:
            yield cell, closed


def _shut(situation: Situation, place: Place, stays: Iterable[BedStay]) -> str:
    """Give the code of what was not in use, the place or above it, at a time of these stays."""
    stays = list(stays)
    for each in (place, *situation.above(place)):
        for span in each.facts:
            shut = span.fact == "status" and span.value["status"] != "ACTIVE"
            if shut and any(stay.overlaps(span.start, span.end) for stay in stays):
                return each.code
    return ""

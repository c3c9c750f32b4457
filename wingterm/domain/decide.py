"""`decide`: what a request means in a situation.

A batch of one and a batch of forty go the same way.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from wingterm.domain import requests as asked
from wingterm.domain.apply import apply
from wingterm.domain.entries import ANNUL, Entry, Kind
from wingterm.domain.outcomes import Decision, Objection, Warning
from wingterm.domain.requests import AboutPerson, Request
from wingterm.domain.situation import Situation
from wingterm.domain.standing import NO_BED
from wingterm.domain.verbs import (
    check_counts,
    check_ends,
    check_open,
    check_plan,
    corrections,
    endings,
    erasing,
    gate,
    inside,
    merging,
    officers,
    out,
    particulars,
    people,
    place_status,
    places,
    reception,
    setup,
)

VERBS: dict[type[Request], Callable[[Situation, Request], Decision]] = {
    asked.Register: people.register,
    asked.Amend: people.amend,
    asked.GiveNumber: people.give_number,
    asked.SetRetention: erasing.set_retention,
    asked.Erase: erasing.erase,
    asked.EraseLog: erasing.erase_log,
    asked.Merge: merging.merge,
    asked.Unmerge: merging.unmerge,
    asked.RecordParticular: particulars.record,
    asked.EndParticular: particulars.end,
    asked.Receive: reception.receive,
    asked.Recall: reception.recall,
    asked.Recapture: endings.recapture,
    asked.CourtOut: out.court_out,
    asked.AbsenceOut: out.absence_out,
    asked.HospitalOut: out.hospital_out,
    asked.Redirect: gate.redirect,
    asked.Escape: endings.escape,
    asked.Abscond: endings.abscond,
    asked.FailToReturn: endings.fail_to_return,
    asked.Death: endings.death,
    asked.RemoveBody: endings.remove_body,
    asked.DischargeToHospital: endings.discharge_to_hospital,
    asked.Move: inside.move,
    asked.Swap: inside.swap,
    asked.Elsewhere: inside.elsewhere,
    asked.Back: inside.back,
    asked.TransferOut: gate.transfer_out,
    asked.Arrive: gate.arrive,
    asked.CancelTransfer: gate.cancel_transfer,
    asked.Release: gate.release,
    asked.Annul: corrections.annul,
    asked.WithdrawFact: corrections.withdraw,
    asked.OpenPrison: setup.open_prison,
    asked.FitOut: setup.fit_out,
    asked.SetPrison: setup.set_prison,
    asked.SignCapacity: setup.sign_capacity,
    asked.AddPlace: places.add_place,
    asked.RenamePlace: places.rename,
    asked.SetCapacity: places.set_capacity,
    asked.MarkPlace: places.mark,
    asked.TakeOutOfUse: place_status.take_out_of_use,
    asked.BringBack: place_status.bring_back,
    asked.ClosePlace: place_status.close,
    asked.ConvertPlace: place_status.convert,
    asked.RequestCertificate: place_status.request_certificate,
    asked.SettleCertificate: place_status.settle_certificate,
    asked.AppointOfficer: officers.appoint,
    asked.RecordSignOn: officers.record_sign_on,
    asked.OpenCheck: check_open.open_check,
    asked.SubmitCount: check_counts.submit,
    asked.Recount: check_counts.recount,
    asked.RecordWelfare: check_counts.welfare,
    asked.Explain: check_counts.explain,
    asked.DeclareRoll: check_ends.declare,
    asked.AbandonCheck: check_ends.abandon,
    asked.EscalateCheck: check_ends.escalate,
    asked.TakeOverCheck: check_ends.take_over,
    asked.SetCheckUnits: check_plan.set_units,
    asked.SetCheckKind: check_plan.set_kind,
}
"""What each kind of request means. A `Correct` is the steps that `steps` makes of it."""


class LineDecision(NamedTuple):
    """What one request of an act comes to."""

    request: Request
    entries: tuple[Entry, ...]
    said: str
    """What was done, step by step, for the receipt."""


@dataclass(slots=True)
class ActDecision:
    """What a whole act comes to: its lines, and every objection and open warning with its line."""

    lines: list[LineDecision] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)


def decide(situation: Situation, request: Request) -> Decision:
    """Say what one request means: its entries and warnings, or all the reasons against it."""
    return VERBS[type(request)](situation, request)


def decide_act(situation: Situation, requests: Sequence[Request]) -> ActDecision:
    """Decide a list of requests in order; each sees what the earlier ones did.

    The situation is brought up to date as the lines are decided and is of no further use when
    anything is objected to.
    """
    act = ActDecision()
    objections: dict[Objection, None] = {}
    for number, request in enumerate(requests, start=1):
        taken: list[Decision] = []
        for step in steps(request):
            decision = decide(situation, step)
            if decision.objections:
                # A dictionary keeps the order and looks nothing through.
                against = (o._replace(line=number) for o in decision.objections)
                objections.update(dict.fromkeys(against))
                if not decision.entries:
                    break
            if decision.warnings:
                act.warnings += _open_warnings(decision, step, number)
            for entry in decision.entries:
                _take(situation, entry, number)
            taken.append(decision)
        act.lines.append(_line(request, taken))
    act.objections += [*objections, *_said_twice(act)]
    for number in sorted({of for of, _ in situation.restored_beds + situation.restored_areas}):
        judged = corrections.judge_restored_beds(situation, number, requests[number - 1])
        act.objections += [o._replace(line=number) for o in judged.objections]
    return act


def steps(request: Request) -> Sequence[Request]:
    """Give the steps of a request; of a correction annulments, newest first, then what is new."""
    if not isinstance(request, asked.Correct):
        return (request,)
    annul = asked.Annul(
        prison=request.prison,
        person=request.person,
        why=request.why,
        comment=request.comment,
    )
    new = [
        step
        for again in request.again
        for step in steps(replace(again, acknowledged=again.acknowledged + request.acknowledged))
    ]
    return [annul] * max(1, request.last) + new


def verbs_of(requests: Iterable[Request]) -> Iterable[str]:
    """Give the verbs of an act, each once; of a correction those of all its steps.

    What is entered again needs the same leave as by itself.
    """
    verbs: dict[str, None] = {}
    for request in requests:
        if isinstance(request, asked.Correct):
            verbs.update(dict.fromkeys([step.verb for step in steps(request)]))
        else:
            verbs[request.verb] = None
    return verbs


def _line(request: Request, taken: Sequence[Decision]) -> LineDecision:
    """Put the steps of a request together."""
    if len(taken) == 1:
        return LineDecision(request, taken[0].entries, taken[0].said)
    entries = tuple(entry for decision in taken for entry in decision.entries)
    return LineDecision(request, entries, " ".join(decision.said for decision in taken))


def _take(situation: Situation, entry: Entry, number: int) -> None:
    """Let the rest of the act see an entry of a line."""
    apply(situation, entry)
    if entry.kind is ANNUL:
        if entry.after is not None and entry.after.bed != NO_BED:
            situation.restored_beds.append((number, entry.after.bed))
        if entry.person is not None:
            situation.restored_areas.append((number, entry.person))
    elif entry.verb == "register" and entry.person is not None:
        situation.people[f"+{number}"] = situation.person_of[entry.person]


def _said_twice(act: ActDecision) -> list[Objection]:
    """Object to two facts of one act about one thing from one instant: which holds is unclear."""
    seen = set()
    found = []
    for number, line in enumerate(act.lines, start=1):
        for entry in line.entries:
            if entry.subject_kind is None:
                continue
            key = entry.subject_kind, entry.subject, entry.fact, entry.occurred_at
            if entry.kind is Kind.FACT and key in seen:
                sentence = "An earlier line of the same act says otherwise from the same time on."
                found.append(Objection("said-twice", sentence, "Keep one of the two.", line=number))
            seen.add(key)
    return found


def _open_warnings(decision: Decision, step: Request, number: int) -> list[Warning]:
    known = {answer.code for answer in step.acknowledged if answer.reason.strip()}
    return [w._replace(line=number) for w in decision.warnings if w.code not in known]


def people_named(request: Request) -> Sequence[str]:
    """Give the people that a request names, as it names them."""
    about = (request.person,) if isinstance(request, AboutPerson) else ()
    besides = _NAMED_BESIDES.get(type(request))
    return about if besides is None else (*about, *besides(request))


_NAMED: dict[type[Request], Callable[[Any], Iterable[str]]] = {
    asked.Swap: lambda swap: (swap.other,),
    asked.Merge: lambda merge: (merge.into,),
    # Of a non-association the other person; what else a key is names nobody.
    asked.RecordParticular: lambda record: (record.key.strip(),),
    asked.EndParticular: lambda end: (end.key.strip(),),
    asked.SubmitCount: lambda count: (*count.missing, *count.extra),
    asked.RecordWelfare: lambda welfare: welfare.without,
    asked.Explain: lambda explain: (explain.person,),
    asked.Correct: lambda correct: [n for again in correct.again for n in people_named(again)],
}
"""What gives whom a request names beside the person that it is about, by what its kind is."""
_NAMED_BESIDES = {
    kind: names
    for kind in (*VERBS, asked.Correct)
    for what, names in _NAMED.items()
    if issubclass(kind, what)
}
"""The same by each kind itself."""
